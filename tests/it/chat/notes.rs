//! What stands in somebody's DM, told apart: notes that name somebody or an ask, first steps, and the last note.

use serde_json::Value;
use standin::Entry;

use super::world::World;

/// How first steps begin, in both languages.
const STEPS: [&str; 2] = ["A small first step", "Ein kleiner erster Schritt"];

/// How the last note begins, in both languages.
const LAST: [&str; 2] = ["One last note", "Eine letzte Nachricht"];

/// Messages that came at one instant to several people, by conversation: several leave at once, in an order that is nobody's business.
pub fn put_in_order(log: &mut [Entry]) {
    let key = |entry: &Entry| match entry {
        Entry::Posted { at_ms, channel, .. } => Some((*at_ms, channel.clone())),
        _ => None,
    };
    for together in log.chunk_by_mut(|a, b| key(a).zip(key(b)).is_some_and(|(a, b)| a.0 == b.0)) {
        together.sort_by_key(key);
    }
}

/// What of direct messages a locked screen shows, where it names somebody: the text, and the first block.
pub fn told_on_the_lock_screen(log: &[Entry]) -> Vec<String> {
    let shown = |entry: &Entry| match entry {
        Entry::Posted { channel, text, blocks, .. } | Entry::Updated { channel, text, blocks, .. } if channel.starts_with('D') => {
            let first = blocks.as_ref().and_then(|blocks| blocks.get(0)).map(Value::to_string).unwrap_or_default();
            Some(format!("{text} | {first}"))
        }
        _ => None,
    };
    log.iter().filter_map(shown).filter(|shown| shown.contains("<@")).collect()
}

/// Takes out of blocks what is only heard.
pub fn forget_labels(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(forget_labels),
        Value::Object(all) => {
            all.remove("accessibility_label");
            all.values_mut().for_each(forget_labels);
        }
        _ => {}
    }
}

fn begins(message: &Value, with: [&str; 2]) -> bool {
    let text = message.pointer("/blocks/0/text/text").and_then(Value::as_str).unwrap_or_default();
    with.iter().any(|words| text.contains(words))
}

impl World {
    /// Joins then, after that week's slot: the first note is the next week's, and no first step comes before it.
    pub async fn joins_on(&self, who: &str, when: &str) {
        self.until(when).await;
        self.types(who, "/goodturn join").await;
    }

    /// Notes that name somebody or something that was asked.
    pub fn notes(&self, who: &str) -> Vec<Value> {
        self.dm(who).into_iter().filter(|message| !begins(message, STEPS) && !begins(message, LAST)).collect()
    }

    /// The same as one text to search.
    pub fn notes_text(&self, who: &str) -> String {
        Value::from(self.notes(who)).to_string()
    }

    /// First steps.
    pub fn steps(&self, who: &str) -> Vec<Value> {
        self.dm(who).into_iter().filter(|message| begins(message, STEPS)).collect()
    }

    /// Last notes.
    pub fn last_notes(&self, who: &str) -> usize {
        self.dm(who).iter().filter(|message| begins(message, LAST)).count()
    }

    /// On which days messages came, in Berlin, and at which hour: `03-10 10`.
    pub fn came(&self, who: &str) -> Vec<String> {
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("the zone data is in the binary");
        let at = |message: &Value| {
            let seconds = message["ts"].as_str()?.split('.').next()?.parse().ok()?;
            let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(zone.clone());
            Some(at.strftime("%m-%d %H").to_string())
        };
        self.dm(who).iter().filter_map(at).collect()
    }
}
