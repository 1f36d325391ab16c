//! Buttons that read the same tell a screen reader what they belong to.
//!
//! Eyes see that [Not this week] stands below Sam's name; who hears a page as a list of buttons does not. So each of several buttons with the
//! same words gets a label of its own: its words, then the beginning of the paragraph it belongs to.

use std::collections::BTreeMap;

use serde_json::Value;

/// Characters of a label that a screen reader reads: Slack's limit.
const LABEL_CHARS_MAX: usize = 75;

/// Gives a label to each button whose words another one has, too.
pub(super) fn tell_apart(blocks: &mut Value) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    each_button(blocks, &mut |button, _| *seen.entry(words_of(button)).or_default() += 1);
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    each_button(blocks, &mut |button, about| {
        let words = words_of(button);
        if seen.get(&words).is_none_or(|times| *times < 2) || about.is_empty() {
            return;
        }
        let mut label = cut(&format!("{words}: {about}"), LABEL_CHARS_MAX);
        let times = given.entry(label.clone()).or_default();
        *times += 1;
        if *times > 1 {
            // Two paragraphs that begin alike: their order tells them apart.
            let place = format!(" ({times})");
            label = cut(&label, LABEL_CHARS_MAX - place.chars().count()) + &place;
        }
        button["accessibility_label"] = label.into();
    });
}

fn words_of(button: &Value) -> String {
    button["text"]["text"].as_str().unwrap_or_default().to_owned()
}

/// Calls `found` for each button, with the paragraph it stands beside or below.
fn each_button(blocks: &mut Value, found: &mut dyn FnMut(&mut Value, &str)) {
    let mut about = String::new();
    for block in blocks.as_array_mut().into_iter().flatten() {
        if let Some(text) = block.pointer("/text/text").and_then(Value::as_str) {
            about = spoken(text);
        }
        let row = block.get_mut("elements").and_then(Value::as_array_mut).into_iter().flatten();
        for button in row.filter(|element| element["type"] == "button") {
            found(button, &about);
        }
        if let Some(button) = block.get_mut("accessory").filter(|element| element["type"] == "button") {
            found(button, &about);
        }
    }
}

/// A paragraph without what is only seen: mentions, marks, quotes, line ends.
fn spoken(mrkdwn: &str) -> String {
    let mut plain = String::with_capacity(mrkdwn.len());
    let mut inside = false;
    for c in mrkdwn.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '*' | '_' | '`' | '~' | '>' | '•' => {}
            c => plain.push(if c.is_whitespace() { ' ' } else { c }),
        }
    }
    let plain = plain.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first so many characters, with a sign that there was more.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn button(words: &str) -> Value {
        json!({ "type": "button", "text": { "type": "plain_text", "text": words }, "action_id": "a", "value": "v" })
    }

    fn paragraph(text: &str) -> Value {
        json!({ "type": "section", "text": { "type": "mrkdwn", "text": text } })
    }

    #[test]
    fn the_same_words_say_what_they_belong_to() {
        let row = |words: &[&str]| json!({ "type": "actions", "elements": words.iter().map(|words| button(words)).collect::<Vec<_>>() });
        let mut blocks = json!([
            paragraph("*<@U1>* in Sales\nYou helped them in _March_ &amp; it has been quiet since, which is a long time for two who shared a desk."),
            row(&["Not this week", "Done"]),
            paragraph("*<@U2>* in Finance"),
            row(&["Not this week"]),
            { "type": "section", "text": { "type": "mrkdwn", "text": "*<@U3>* in Finance" }, "accessory": button("Not this week") },
        ]);
        tell_apart(&mut blocks);
        let label = |pointer: &str| blocks.pointer(pointer).and_then(|button| button.get("accessibility_label")).and_then(Value::as_str);
        let long = label("/1/elements/0").unwrap_or_default();
        assert_eq!(long, "Not this week: in Sales You helped them in March & it has been quiet since…");
        assert!(long.chars().count() <= LABEL_CHARS_MAX);
        assert_eq!(label("/1/elements/1"), None, "alone it says enough");
        assert_eq!(label("/3/elements/0"), Some("Not this week: in Finance"));
        assert_eq!(label("/4/accessory"), Some("Not this week: in Finance (2)"));
    }
}
