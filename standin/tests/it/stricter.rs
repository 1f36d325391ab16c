//! Where a local Slack could easily be more patient than Slack: views, rich text, pickers, and messages that can't be reached any more.
//! Each case here passed once, and would have failed on the first real workspace.

use serde_json::{Value, json};
use standin::{
    Options,
    blockkit::{Surface, check_blocks, check_view},
};

use crate::support::{Bot, actions, call, fine, refused, standin, with};

fn words(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

fn option(value: &str) -> Value {
    json!({"text": words(value), "value": value})
}

fn input(element: &Value) -> Value {
    json!({"type": "input", "label": words("What"), "element": element})
}

/// A modal with these blocks, and what else it has.
fn modal(blocks: &Value, more: &Value) -> Value {
    let mut view = json!({"type": "modal", "title": words("One"), "submit": words("Save"), "blocks": blocks});
    for (name, value) in more.as_object().into_iter().flatten() {
        view[name] = value.clone();
    }
    view
}

#[track_caller]
fn bad_view(view: &Value, pointer: &str) {
    let found = check_view(view, Surface::Modal, "/view");
    assert!(found.iter().any(|problem| problem.pointer == pointer), "no problem at {pointer}, but {found:?}");
}

#[track_caller]
fn bad(element: &Value, pointer: &str) {
    let found = check_blocks(&json!([input(element)]), Surface::Modal, "");
    assert!(found.iter().any(|problem| problem.pointer == pointer), "no problem at {pointer}, but {found:?}");
}

#[track_caller]
fn good(element: &Value) {
    assert_eq!(check_blocks(&json!([input(element)]), Surface::Modal, ""), []);
}

#[test]
fn what_surrounds_a_view() {
    let text = json!([input(&json!({"type": "plain_text_input", "action_id": "a"}))]);
    assert_eq!(check_view(&modal(&text, &json!({})), Surface::Modal, "/view"), []);
    bad_view(&modal(&text, &json!({"submit": null})), "/view");
    bad_view(&modal(&text, &json!({"title": null})), "/view");
    for part in ["title", "submit", "close"] {
        bad_view(&modal(&text, &json!({part: words("")})), &format!("/view/{part}/text"));
        bad_view(&modal(&text, &json!({part: words(&"x".repeat(25))})), &format!("/view/{part}/text"));
        bad_view(&modal(&text, &json!({part: {"type": "plain_text", "text": "x", "verbatim": true}})), &format!("/view/{part}"));
        bad_view(&modal(&text, &json!({part: {"type": "mrkdwn", "text": "x"}})), &format!("/view/{part}/type"));
        bad_view(&modal(&text, &json!({part: {"type": "plain_text", "text": "x", "emoji": "yes"}})), &format!("/view/{part}/emoji"));
    }
}

#[test]
fn only_one_element_has_the_focus() {
    let focused = |id: &str| input(&json!({"type": "plain_text_input", "action_id": id, "focus_on_load": true}));
    assert_eq!(check_blocks(&json!([focused("a")]), Surface::Modal, ""), []);
    let two = check_blocks(&json!([focused("a"), focused("b")]), Surface::Modal, "");
    assert_eq!(two.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), ["/1/element/focus_on_load"]);
}

#[test]
fn menus_begin_with_what_they_offer() {
    let menu = |more: Value| {
        let mut menu = json!({"type": "static_select", "action_id": "a"});
        for (name, value) in more.as_object().into_iter().flatten() {
            menu[name] = value.clone();
        }
        menu
    };
    let group = json!({"label": words("Group"), "options": [option("b")]});
    good(&menu(json!({"options": [option("a"), option("b")], "initial_option": option("b")})));
    good(&menu(json!({"option_groups": [group], "initial_option": option("b")})));
    bad(&menu(json!({"options": [option("a")], "initial_option": option("b")})), "/0/element");
    bad(&menu(json!({"options": [option("a")], "initial_option": {"text": words("other words"), "value": "a"}})), "/0/element");
    bad(&menu(json!({"option_groups": [group], "initial_option": option("a")})), "/0/element");
    bad(&menu(json!({"options": [option("a")], "option_groups": [group]})), "/0/element");
    bad(
        &json!({"type": "checkboxes", "action_id": "a", "options": [option("a")], "initial_options": [option("a"), option("b")]}),
        "/0/element",
    );
    bad(&json!({"type": "radio_buttons", "action_id": "a", "options": [option("a")], "initial_option": option("b")}), "/0/element");
}

#[test]
fn days_and_times_are_some() {
    let picker = |kind: &str, field: &str, value: Value| json!({"type": kind, "action_id": "a", field: value});
    good(&picker("datepicker", "initial_date", json!("2026-02-28")));
    good(&picker("timepicker", "initial_time", json!("09:05")));
    good(&picker("datetimepicker", "initial_date_time", json!(1_628_633_820)));
    for day in ["2026-02-30", "tomorrow", "2026-2-3", "28.02.2026", ""] {
        bad(&picker("datepicker", "initial_date", json!(day)), "/0/element/initial_date");
    }
    bad(&picker("timepicker", "initial_time", json!("9:05")), "/0/element/initial_time");
    bad(&picker("datetimepicker", "initial_date_time", json!(16_286)), "/0/element/initial_date_time");
}

#[test]
fn pictures_come_from_one_place() {
    let picture = |more: Value| {
        let mut picture = json!({"type": "image", "alt_text": "x"});
        for (name, value) in more.as_object().into_iter().flatten() {
            picture[name] = value.clone();
        }
        check_blocks(&json!([picture]), Surface::Message, "").len()
    };
    assert_eq!(picture(json!({"image_url": "https://example.com/x.png"})), 0);
    assert_eq!(picture(json!({"slack_file": {"id": "F1"}})), 0);
    assert_eq!(picture(json!({"image_url": "https://example.com/x.png", "slack_file": {"id": "F1"}})), 1);
    assert_eq!(picture(json!({"slack_file": {"id": "F1", "url": "https://files.slack.com/x"}})), 1);
    assert!(picture(json!({"slack_file": {"name": "x"}})) > 0 && picture(json!({"slack_file": "F1"})) > 0);
}

#[test]
fn rich_text_is_looked_into() {
    let rich = |elements: Value| check_blocks(&json!([{"type": "rich_text", "elements": elements}]), Surface::Message, "");
    let section = |pieces: Value| json!([{"type": "rich_text_section", "elements": pieces}]);
    let fine = json!([{"type": "text", "text": "x", "style": {"bold": true}}, {"type": "link", "url": "https://example.com"},
        {"type": "emoji", "name": "wave"}, {"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1_628_633_820, "format": "{date}", "fallback": "then"}]);
    assert_eq!(rich(section(fine.clone())), []);
    let list = json!([{"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": section(fine.clone())}]);
    assert_eq!(rich(list), []);
    assert_eq!(rich(json!([{"type": "rich_text_quote", "elements": fine}])), []);
    for (elements, pointer) in [
        (json!("x"), "/0/elements"),
        (json!([{"type": "section"}]), "/0/elements/0/type"),
        (json!([{"type": "rich_text_list", "elements": []}]), "/0/elements/0"),
        (json!([{"type": "rich_text_list", "style": "stars", "elements": []}]), "/0/elements/0/style"),
        (section(json!([{"type": "mrkdwn", "text": "x"}])), "/0/elements/0/elements/0/type"),
        (section(json!([{"type": "text"}])), "/0/elements/0/elements/0"),
        (section(json!([{"type": "text", "text": ""}])), "/0/elements/0/elements/0/text"),
        (section(json!([{"type": "text", "text": "x", "colour": "red"}])), "/0/elements/0/elements/0"),
        (section(json!([{"type": "text", "text": "x", "style": {"loud": true}}])), "/0/elements/0/elements/0/style"),
        (section(json!([{"type": "user", "user": "U1"}])), "/0/elements/0/elements/0"),
    ] {
        let found = rich(elements.clone());
        assert!(found.iter().any(|problem| problem.pointer == pointer), "{elements}: no problem at {pointer}, but {found:?}");
    }
}

#[test]
fn newer_blocks_are_known_where_slack_shows_them() {
    let on = |block: &Value, surface: Surface| check_blocks(&json!([block]), surface, "").len();
    let judge = |value: &str| json!({"text": words(value), "value": value});
    let cell = json!({"type": "raw_text", "text": "x"});
    for block in [
        json!({"type": "table", "rows": [[cell, {"type": "raw_number", "value": 1, "text": "1"}]], "column_settings": [{"align": "right"}, {}]}),
        json!({"type": "file", "external_id": "x", "source": "remote"}),
        json!({"type": "context_actions", "elements": [
            {"type": "feedback_buttons", "action_id": "a", "positive_button": judge("good"), "negative_button": judge("bad")},
            {"type": "icon_button", "action_id": "b", "icon": "trash", "text": words("Away")}]}),
        actions(&[
            json!({"type": "workflow_button", "action_id": "a", "text": words("Go"), "workflow": {"trigger": {"url": "https://slack.com/shortcuts/x"}}}),
        ]),
    ] {
        assert_eq!(on(&block, Surface::Message), 0, "{block}");
        assert!(on(&block, Surface::Home) > 0, "{block}");
    }
    let video = json!({"type": "video", "alt_text": "x", "title": words("x"), "thumbnail_url": "https://example.com/x.png", "video_url": "https://example.com/x"});
    assert_eq!((on(&video, Surface::Message), on(&video, Surface::Home), on(&video, Surface::Modal)), (0, 0, 0));
    good(&json!({"type": "rich_text_input", "action_id": "a", "initial_value": {"type": "rich_text", "elements": []}}));
    bad(&json!({"type": "rich_text_input", "action_id": "a", "initial_value": "x"}), "/0/element/initial_value");
    let wide = json!({"type": "table", "rows": [vec![cell.clone(); 21]]});
    assert!(on(&wide, Surface::Message) > 0 && on(&json!({"type": "table", "rows": vec![json!([cell]); 101]}), Surface::Message) > 0);
    assert!(on(&json!({"type": "file", "external_id": "x", "source": "local"}), Surface::Message) > 0);
}

#[tokio::test]
async fn people_whom_the_bot_does_not_see_are_not_written_to() {
    let standin = standin();
    let dm = call(&standin, "conversations.open", json!({"users": "USAM"})).await["channel"]["id"].clone();
    standin.change_options(|options| options.unseen_users = vec!["USAM".to_owned()]);
    for channel in [json!("USAM"), dm] {
        refused(&call(&standin, "chat.postMessage", json!({"channel": channel, "text": "x"})).await, "channel_not_found");
    }
}

#[tokio::test]
async fn a_message_that_cannot_be_reached_any_more_is_neither_changed_nor_taken_away() {
    let standin = with(Options::default());
    Bot::attached(&standin, 200, "text/plain", "");
    let mut posted = Vec::new();
    for channel in ["CGEN", "CDUO", "UANA"] {
        let answer = call(&standin, "chat.postMessage", json!({"channel": channel, "text": "x"})).await;
        posted.push((fine(&answer)["channel"].clone(), answer["ts"].clone()));
    }
    let change = |place: usize| json!({"channel": posted[place].0, "ts": posted[place].1, "text": "y"});
    let remove = |place: usize| json!({"channel": posted[place].0, "ts": posted[place].1});
    fine(&call(&standin, "chat.update", change(0)).await);
    let archived = json!({"id": "CGEN", "name": "general", "is_channel": true, "is_archived": true, "is_member": true});
    standin.change_channel("UANA", archived).await.expect("archived");
    refused(&call(&standin, "chat.update", change(0)).await, "is_inactive");
    refused(&call(&standin, "chat.delete", remove(0)).await, "cant_delete_message");
    standin.leave_channel("UBOT", "CDUO").await.expect("taken out");
    refused(&call(&standin, "chat.update", change(1)).await, "channel_not_found");
    refused(&call(&standin, "chat.delete", remove(1)).await, "channel_not_found");
    standin.change_options(|options| options.messages_tab = false);
    refused(&call(&standin, "chat.update", change(2)).await, "messages_tab_disabled");
    fine(&call(&standin, "chat.delete", remove(2)).await);
}
