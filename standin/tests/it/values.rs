//! What comes along with a press: everything that was filled in and chosen so far, wherever it stands.
//! A bot that finds its menus empty here would find them full in Slack, and the other way round.

use serde_json::{Value, json};

use crate::support::{Bot, actions, button, call, fine, section, standin};

fn words(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

fn option(value: &str) -> Value {
    json!({"text": words(value), "value": value})
}

fn menu(id: &str) -> Value {
    json!({"type": "static_select", "action_id": id, "options": [option("a"), option("b")]})
}

/// An input, a section with a day, and a row with a menu, boxes and a button.
fn blocks() -> Value {
    let mut row =
        actions(&[menu("menu"), json!({"type": "checkboxes", "action_id": "boxes", "options": [option("x")]}), button("go", "Go", "1")]);
    row["block_id"] = json!("row");
    let mut day = section("when");
    day["block_id"] = json!("day");
    day["accessory"] = json!({"type": "datepicker", "action_id": "date", "initial_date": "2026-03-01"});
    let input =
        json!({"type": "input", "block_id": "what", "label": words("What"), "element": {"type": "plain_text_input", "action_id": "text"}});
    json!([input, day, row])
}

/// What stands there when nothing was touched.
fn untouched() -> Value {
    json!({
        "what": {"text": {"type": "plain_text_input", "value": null}},
        "day": {"date": {"type": "datepicker", "selected_date": "2026-03-01"}},
        "row": {"menu": {"type": "static_select", "selected_option": null}, "boxes": {"type": "checkboxes", "selected_options": []}},
    })
}

/// What a menu says was chosen.
fn chosen(values: &Value) -> (Value, Value) {
    (values["row"]["menu"]["selected_option"]["value"].clone(), values["day"]["date"]["selected_date"].clone())
}

#[tokio::test]
async fn of_a_message_for_each_person() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let posted = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "x", "blocks": blocks()})).await;
    let ts = fine(&posted)["ts"].as_str().expect("a timestamp").to_owned();
    standin.click("UANA", &ts, "go", None).await.expect("pressed");
    assert_eq!(bot.payload()["state"]["values"], untouched());
    standin.click("UANA", &ts, "menu", Some("b")).await.expect("chosen");
    assert_eq!(chosen(&bot.payload()["state"]["values"]), (json!("b"), json!("2026-03-01")), "with the press itself");
    standin.click("UANA", &ts, "date", Some("2026-04-02")).await.expect("chosen");
    standin.click("UANA", &ts, "go", None).await.expect("pressed");
    assert_eq!(chosen(&bot.payload()["state"]["values"]), (json!("b"), json!("2026-04-02")), "and with what comes after");
    standin.click("USAM", &ts, "go", None).await.expect("pressed");
    assert_eq!(bot.payload()["state"]["values"], untouched(), "somebody else chose nothing");
}

#[tokio::test]
async fn of_home_and_modals() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    fine(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": {"type": "home", "blocks": blocks()}})).await);
    let view = json!({"type": "modal", "title": words("One"), "submit": words("Save"), "blocks": blocks()});
    let modal = standin.show_modal("UANA", &view).expect("a good view");
    for place in ["home", modal.as_str()] {
        standin.click("UANA", place, "go", None).await.expect("pressed");
        assert_eq!(bot.payload()["view"]["state"]["values"], untouched(), "{place}");
        standin.click("UANA", place, "menu", Some("a")).await.expect("chosen");
        standin.click("UANA", place, "go", None).await.expect("pressed");
        assert_eq!(chosen(&bot.payload()["view"]["state"]["values"]), (json!("a"), json!("2026-03-01")), "{place}");
    }
    standin.submit("UANA", &modal, &json!({"what": {"text": {"value": "done"}}})).await.expect("submitted");
    let values = bot.payload()["view"]["state"]["values"].clone();
    assert_eq!(values["what"]["text"], json!({"type": "plain_text_input", "value": "done"}));
    assert_eq!(chosen(&values), (json!("a"), json!("2026-03-01")), "what was chosen is submitted");
}

#[tokio::test]
async fn of_a_modal_that_changed_only_what_is_still_there() {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let shown = |blocks: Value| json!({"type": "modal", "title": words("One"), "submit": words("Save"), "blocks": blocks});
    let modal = standin.show_modal("UANA", &shown(blocks())).expect("a good view");
    standin.click("UANA", &modal, "menu", Some("b")).await.expect("chosen");
    standin.fill("UANA", &modal, &json!({"what": {"text": {"value": "half"}}})).expect("filled");
    let fewer = json!([blocks()[0], blocks()[1], actions(&[button("go", "Go", "1")])]);
    let updated = call(&standin, "views.update", json!({"view_id": modal, "view": shown(fewer)})).await;
    let values = &fine(&updated)["view"]["state"]["values"];
    assert_eq!(values["what"]["text"]["value"], json!("half"));
    assert!(values.get("row").is_none(), "what is not there any more has no value: {values}");
    standin.click("UANA", &modal, "go", None).await.expect("pressed");
    assert_eq!(&bot.payload()["view"]["state"]["values"], values);
}
