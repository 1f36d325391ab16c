//! What Slack itself keeps from being submitted, and what it adds to what was typed.
//! The bot must never see an empty required field, and always sees every input.

use serde_json::{Value, json};
use standin::{SandboxError, Standin};

use crate::support::{Bot, standin};

fn words(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

/// A modal with one input, and whether it may stay empty.
fn shown(standin: &Standin, mut element: Value, optional: bool) -> String {
    element["action_id"] = json!("a");
    let input = json!({"type": "input", "block_id": "b", "label": words("Note"), "optional": optional, "element": element});
    let view = json!({"type": "modal", "title": words("One"), "submit": words("Save"), "blocks": [input]});
    standin.show_modal("UANA", &view).expect("a good view")
}

/// What was delivered as the input's state, or the sentence under the field.
async fn submit(element: Value, optional: bool, typed: Value) -> Result<Value, String> {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    let id = shown(&standin, element, optional);
    let values = if typed.is_null() { json!({}) } else { json!({"b": {"a": typed}}) };
    match standin.submit("UANA", &id, &values).await {
        Ok(_) => Ok(bot.payload()["view"]["state"]["values"]["b"]["a"].clone()),
        Err(SandboxError::Unsubmittable(fields)) => {
            assert!(bot.got().is_empty(), "nothing reaches the app");
            assert_eq!(standin.modals("UANA").len(), 1, "the modal stays");
            assert_eq!(fields.len(), 1);
            assert_eq!(fields[0].0, "b");
            Err(fields[0].1.clone())
        }
        Err(other) => panic!("{other}"),
    }
}

fn text(more: &Value) -> Value {
    let mut element = json!({"type": "plain_text_input"});
    for (name, value) in more.as_object().into_iter().flatten() {
        element[name] = value.clone();
    }
    element
}

fn typed(value: &str) -> Value {
    json!({"value": value})
}

#[tokio::test]
async fn required_fields() {
    let required = Err("Please complete this required field.".to_owned());
    assert_eq!(submit(text(&json!({})), false, Value::Null).await, required);
    assert_eq!(submit(text(&json!({})), false, typed("")).await, required);
    assert_eq!(submit(text(&json!({})), true, Value::Null).await, Ok(json!({"type": "plain_text_input", "value": null})));
    assert_eq!(submit(text(&json!({})), false, typed("x")).await, Ok(json!({"type": "plain_text_input", "value": "x"})));
    let option = json!({"text": words("One"), "value": "1"});
    let boxes = json!({"type": "checkboxes", "options": [option]});
    assert_eq!(submit(boxes.clone(), false, json!({"selected_options": []})).await, required);
    assert_eq!(submit(boxes, true, Value::Null).await, Ok(json!({"type": "checkboxes", "selected_options": []})));
}

#[tokio::test]
async fn what_the_modal_began_with() {
    let began = submit(text(&json!({"initial_value": "before"})), false, Value::Null).await;
    assert_eq!(began, Ok(json!({"type": "plain_text_input", "value": "before"})));
    let cleared = submit(text(&json!({"initial_value": "before"})), true, json!({"value": null})).await;
    assert_eq!(cleared, Ok(json!({"type": "plain_text_input", "value": null})));
    let user = json!({"type": "users_select", "initial_user": "USAM"});
    assert_eq!(submit(user, false, Value::Null).await, Ok(json!({"type": "users_select", "selected_user": "USAM"})));
}

#[tokio::test]
async fn lengths() {
    let bounded = || text(&json!({"min_length": 3, "max_length": 5}));
    assert_eq!(submit(bounded(), false, typed("äö")).await, Err("Enter at least 3 characters.".to_owned()));
    assert!(submit(bounded(), false, typed("äöü")).await.is_ok());
    assert!(submit(bounded(), false, typed("12345")).await.is_ok());
    assert_eq!(submit(bounded(), false, typed("123456")).await, Err("Enter at most 5 characters.".to_owned()));
    assert!(submit(bounded(), true, Value::Null).await.is_ok(), "what may stay empty has no least length");
    assert_eq!(submit(text(&json!({})), false, typed(&"x".repeat(3001))).await, Err("Enter at most 3000 characters.".to_owned()));
}

#[tokio::test]
async fn numbers_and_addresses() {
    let whole = || json!({"type": "number_input", "is_decimal_allowed": false, "min_value": "1", "max_value": 9});
    for (value, good) in [("5", true), ("0", false), ("10", false), ("2.5", false), ("many", false), ("NaN", false)] {
        assert_eq!(submit(whole(), false, typed(value)).await.is_ok(), good, "{value}");
    }
    let decimal = json!({"type": "number_input", "is_decimal_allowed": true});
    assert!(submit(decimal, false, typed("-2.5")).await.is_ok());
    let email = || json!({"type": "email_text_input"});
    for (value, good) in [("a@b.example", true), ("a@b", false), ("@b.example", false), ("a b@c.example", false), ("a@b@c.d", false)] {
        assert_eq!(submit(email(), false, typed(value)).await.is_ok(), good, "{value}");
    }
    let url = || json!({"type": "url_text_input"});
    for (value, good) in [("https://a.example/x", true), ("http://a", true), ("a.example", false), ("ftp://a", false), ("https://", false)]
    {
        assert_eq!(submit(url(), false, typed(value)).await.is_ok(), good, "{value}");
    }
}

#[tokio::test]
async fn choices() {
    let option = |value: &str| json!({"text": words("One"), "value": value});
    let menu = || json!({"type": "static_select", "options": [option("1"), option("2")]});
    assert!(submit(menu(), false, json!({"selected_option": option("2")})).await.is_ok());
    assert!(submit(menu(), false, json!({"selected_option": option("3")})).await.is_err());
    let several = || json!({"type": "multi_static_select", "options": [option("1"), option("2")], "max_selected_items": 1});
    assert!(submit(several(), false, json!({"selected_options": [option("1")]})).await.is_ok());
    assert!(submit(several(), false, json!({"selected_options": [option("1"), option("2")]})).await.is_err());
    assert!(submit(several(), false, json!({"selected_options": [option("3")]})).await.is_err());
    assert!(submit(json!({"type": "users_select"}), false, json!({"selected_user": "UNOBODY"})).await.is_err());
    assert!(submit(json!({"type": "datepicker"}), false, json!({"selected_date": "2026-13-01"})).await.is_err());
    assert!(submit(json!({"type": "datepicker"}), false, json!({"selected_date": "2026-12-01"})).await.is_ok());
    assert!(submit(json!({"type": "timepicker"}), false, json!({"selected_time": "24:00"})).await.is_err());
}

#[tokio::test]
async fn only_what_is_there_can_be_filled_in() {
    let standin = standin();
    Bot::attached(&standin, 200, "text/plain", "");
    let id = shown(&standin, text(&json!({})), true);
    for values in [json!({"other": {"a": {"value": "x"}}}), json!({"b": {"other": {"value": "x"}}})] {
        assert!(matches!(standin.submit("UANA", &id, &values).await, Err(SandboxError::Wrong(_))), "{values}");
    }
}
