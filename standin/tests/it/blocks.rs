//! The limits of Block Kit, each at its edge.
//! Problems must say where: a bot's author reads the pointer first.

use serde_json::{Value, json};
use standin::blockkit::{Surface, check_blocks, check_view};

use crate::support::{actions, button, section};

fn problems(blocks: &Value) -> Vec<String> {
    check_blocks(blocks, Surface::Message, "/blocks").iter().map(standin::blockkit::Problem::line).collect()
}

fn good(blocks: &Value) {
    assert_eq!(problems(blocks), Vec::<String>::new());
}

fn bad(blocks: &Value, pointer: &str) {
    let found = check_blocks(blocks, Surface::Message, "/blocks");
    assert!(found.iter().any(|problem| problem.pointer == pointer), "no problem at {pointer}, but {found:?}");
}

fn header(text: &str) -> Value {
    json!({"type": "header", "text": {"type": "plain_text", "text": text}})
}

#[test]
fn texts_at_their_limits() {
    good(&json!([section(&"x".repeat(3000)), header(&"x".repeat(150))]));
    bad(&json!([section(&"x".repeat(3001))]), "/blocks/0/text/text");
    bad(&json!([section("")]), "/blocks/0/text/text");
    bad(&json!([header(&"x".repeat(151))]), "/blocks/0/text/text");
    bad(&json!([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]), "/blocks/0/text/type");
    bad(&json!([{"type": "section"}]), "/blocks/0");
    bad(&json!([{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": true}}]), "/blocks/0/text");
    let field = |chars: usize| json!({"type": "mrkdwn", "text": "x".repeat(chars)});
    good(&json!([{"type": "section", "fields": vec![field(2000); 10]}]));
    bad(&json!([{"type": "section", "fields": vec![field(1); 11]}]), "/blocks/0/fields");
    bad(&json!([{"type": "section", "fields": [field(2001)]}]), "/blocks/0/fields/0/text");
}

#[test]
fn buttons_at_their_limits() {
    let row = |count: usize| actions(&(0..count).map(|number| button(&format!("a{number}"), "A", "1")).collect::<Vec<_>>());
    good(&json!([row(25)]));
    bad(&json!([row(26)]), "/blocks/0/elements");
    bad(&json!([row(0)]), "/blocks/0/elements");
    good(&json!([actions(&[button("a", &"x".repeat(75), &"v".repeat(2000))])]));
    bad(&json!([actions(&[button("a", &"x".repeat(76), "v")])]), "/blocks/0/elements/0/text/text");
    bad(&json!([actions(&[button("a", "x", &"v".repeat(2001))])]), "/blocks/0/elements/0/value");
    bad(&json!([actions(&[button(&"a".repeat(256), "x", "v")])]), "/blocks/0/elements/0/action_id");
    bad(&json!([actions(&[button("a", "x", "1"), button("a", "y", "2")])]), "/blocks/0/elements/1/action_id");
    // The rows of a list may repeat an action, told apart by value.
    good(&json!([actions(&[button("a", "x", "1")]), actions(&[button("a", "y", "2")])]));
    let mut styled = button("a", "x", "1");
    styled["style"] = json!("loud");
    bad(&json!([actions(&[styled])]), "/blocks/0/elements/0/style");
    bad(&json!([actions(&[json!({"type": "mrkdwn", "text": "x"})])]), "/blocks/0/elements/0/type");
}

#[test]
fn blocks_and_their_ids() {
    bad(&json!([{"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}]), "/blocks/1/block_id");
    bad(&json!([{"type": "divider", "block_id": "x".repeat(256)}]), "/blocks/0/block_id");
    bad(&json!([{"type": "divider", "colour": "red"}]), "/blocks/0");
    bad(&json!([{"type": "nonsense"}]), "/blocks/0/type");
    bad(&json!([{}]), "/blocks/0");
    bad(&json!(["x"]), "/blocks/0");
    let picture = json!({"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"});
    good(&json!([picture, {"type": "context", "elements": [picture.clone(), {"type": "plain_text", "text": "x"}]}]));
    bad(&json!([{"type": "image", "image_url": "https://example.com/x.png"}]), "/blocks/0");
    bad(&json!([{"type": "context", "elements": vec![json!({"type": "mrkdwn", "text": "x"}); 11]}]), "/blocks/0/elements");
    let input =
        json!([{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {"type": "plain_text_input", "action_id": "a"}}]);
    good(&input);
    assert!(check_blocks(&input, Surface::Modal, "").is_empty());
    let files =
        json!([{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {"type": "file_input", "action_id": "a"}}]);
    bad(&files, "/blocks/0/element/type");
    assert!(check_blocks(&files, Surface::Modal, "").is_empty());
}

#[test]
fn menus_and_confirmations() {
    let option = |value: &str| json!({"text": {"type": "plain_text", "text": "x"}, "value": value});
    let overflow = |count: usize| json!({"type": "overflow", "action_id": "a", "options": vec![option("1"); count]});
    good(&json!([actions(&[overflow(5)])]));
    bad(&json!([actions(&[overflow(6)])]), "/blocks/0/elements/0/options");
    let select = json!({"type": "static_select", "action_id": "a", "options": [option(&"v".repeat(151))]});
    bad(&json!([actions(&[select])]), "/blocks/0/elements/0/options/0/value");
    let mut asking = button("a", "x", "1");
    asking["confirm"] = json!({"title": {"type": "plain_text", "text": "Sure?"}, "text": {"type": "mrkdwn", "text": "Really"},
                               "confirm": {"type": "plain_text", "text": "Yes"}, "deny": {"type": "plain_text", "text": "x".repeat(31)}});
    bad(&json!([actions(&[asking])]), "/blocks/0/elements/0/confirm/deny/text");
}

#[test]
fn modals() {
    let input =
        json!({"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {"type": "plain_text_input", "action_id": "a"}});
    let view = json!({"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": [input]});
    let found = check_view(&view, Surface::Modal, "/view");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("submit"));
    let long = json!({"type": "modal", "title": {"type": "plain_text", "text": "x".repeat(25)}, "blocks": []});
    assert_eq!(check_view(&long, Surface::Modal, "/view")[0].pointer, "/view/title/text");
}
