//! What stands in somebody's DM, told apart: notes that name somebody or an ask, first steps, and the last note.

use serde_json::Value;

use super::world::World;

/// How first steps begin, in both languages.
const STEPS: [&str; 2] = ["A small first step", "Ein kleiner erster Schritt"];

/// How the last note begins, in both languages.
const LAST: [&str; 2] = ["One last note", "Eine letzte Nachricht"];

/// A transcript without the messages that are first steps, and without the times at which nothing else happened.
pub fn without_steps(transcript: &str) -> String {
    // A message is a line at the margin and the indented ones below it; a time stands between an empty line and its first message.
    let mut told: Vec<Vec<&str>> = Vec::new();
    for line in transcript.lines() {
        match told.last_mut() {
            Some(last) if line.starts_with("  ") => last.push(line),
            _ => told.push(vec![line]),
        }
    }
    told.retain(|message| !message.get(1).is_some_and(|line| STEPS.iter().any(|words| line.contains(words))));
    let mut kept: Vec<Vec<&str>> = Vec::new();
    for message in told {
        if message == [""] && kept.len() > 1 && kept[kept.len() - 2] == [""] {
            kept.pop();
            continue;
        }
        kept.push(message);
    }
    if kept.len() > 1 && kept[kept.len() - 2] == [""] {
        kept.truncate(kept.len() - 2);
    }
    kept.concat().join("\n")
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
