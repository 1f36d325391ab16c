//! Commands, presses, shortcuts and modals against skeletons of Slack's own payloads.
//! Everything that such a payload may hold is pressed or sent once, so that what is missing is missing for good.

use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::Standin;

use crate::{
    excuses::{INTERACTION, MESSAGE, SHORTCUT, WRITTEN},
    keys::{Missing, compare},
    support::{Bot, actions, button, call, fine, standin},
    trial,
};

type Compared = Result<(), String>;

/// One comparison for each payload.
pub fn trials() -> Vec<Trial> {
    vec![
        trial("payload::slash_command", slash_command),
        trial("payload::block_actions_on_messages", on_messages),
        trial("payload::block_actions_in_views", in_views),
        trial("payload::message_shortcut", message_shortcut),
        trial("payload::global_shortcut", global_shortcut),
        trial("payload::view_submission", view_submission),
        trial("payload::view_closed", view_closed),
    ]
}

/// A stand-in and the bot that hears it.
pub fn both() -> (Standin, Bot) {
    let standin = standin();
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    (standin, bot)
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn words(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

/// One of each thing that can be acted on, with all that it may have; and the value to act with.
fn elements() -> Vec<(Value, Option<&'static str>)> {
    let option = json!({"text": words("One"), "value": "1"});
    let described = json!({"text": words("One"), "value": "1", "description": words("The first"), "url": "https://example.com"});
    let confirm =
        json!({"title": words("Sure?"), "text": words("Really"), "confirm": words("Yes"), "deny": words("No"), "style": "danger"});
    let mut full = button("button", "A", "1");
    full["style"] = json!("danger");
    full["url"] = json!("https://example.com");
    full["confirm"] = confirm;
    let select = |kind: &str, initial: &str, value: Value| {
        let mut select = json!({"type": kind, "action_id": kind, "placeholder": words("Choose")});
        select[initial] = value;
        select
    };
    let mut menu = select("static_select", "initial_option", described);
    menu["options"] = json!([option]);
    vec![
        (full, None),
        (menu, Some("1")),
        (select("users_select", "initial_user", json!("UANA")), Some("UANA")),
        (select("conversations_select", "initial_conversation", json!("CGEN")), Some("CGEN")),
        (select("channels_select", "initial_channel", json!("CGEN")), Some("CGEN")),
        (select("datepicker", "initial_date", json!("2026-01-01")), Some("2026-01-01")),
        (select("timepicker", "initial_time", json!("09:00")), Some("09:00")),
    ]
}

/// Of what was done, besides.
const ACTION: &[Missing] = &[
    (&["actions/min_query_length"], "menus that are filled by the app"),
    (&["actions/rich_text_value"], "inputs of rich text"),
    (&["app_unfurl", "container/is_app_unfurl", "container/app_unfurl_url"], "links that the app unfurls"),
    (&["container/attachment_id", "container/text"], "attachments, which came before blocks"),
];

async fn slash_command() -> Compared {
    let (standin, bot) = both();
    standin.slash("UANA", "/gave", "x", Some("CGEN")).await.expect("typed");
    let names = bot.got()[0].2.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, _)| (name.to_owned(), json!(""))).collect();
    let grid: &[Missing] = &[(&["enterprise_id", "enterprise_name"], "Enterprise Grid")];
    compare(&[Value::Object(names)], "app-backend/SlashCommandPayload", &[("", grid)])
}

/// A message with everything that a bot may write, and its timestamp.
async fn written(standin: &Standin) -> String {
    let blocks = json!([actions(&elements().into_iter().map(|(element, _)| element).collect::<Vec<_>>())]);
    let metadata = json!({"event_type": "x", "event_payload": {}});
    let sent = json!({"channel": "CGEN", "blocks": blocks, "metadata": metadata, "attachments": [{"text": "x"}], "thread_ts": "1.1"});
    let ts = text(&fine(&call(standin, "chat.postMessage", sent.clone()).await)["ts"]);
    let mut changed = sent;
    changed["ts"] = json!(ts);
    changed.as_object_mut().expect("an object").remove("thread_ts");
    fine(&call(standin, "chat.update", changed).await);
    ts
}

async fn on_messages() -> Compared {
    let (standin, bot) = both();
    let ts = written(&standin).await;
    let mut seen = Vec::new();
    for (element, value) in elements() {
        standin.click("UANA", &ts, &text(&element["action_id"]), value).await.expect("pressed");
        seen.push(bot.payload());
    }
    let view: &[Missing] = &[(&["view", "container/view_id"], "presses in views")];
    compare(
        &seen,
        "app-backend/BlockActionPayload",
        &[("", INTERACTION), ("", ACTION), ("", view), ("/message", MESSAGE), ("/message", WRITTEN)],
    )
}

fn modal() -> Value {
    json!({"type": "modal", "title": words("One"), "submit": words("Save"), "close": words("No"), "notify_on_close": true,
           "submit_disabled": false, "blocks": [actions(&elements().into_iter().map(|(element, _)| element).collect::<Vec<_>>())]})
}

async fn in_views() -> Compared {
    let (standin, bot) = both();
    let id = standin.show_modal("UANA", &modal()).expect("a good view");
    let home = json!({"type": "home", "blocks": modal()["blocks"]});
    fine(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": home})).await);
    let mut seen = Vec::new();
    for (element, value) in elements() {
        for place in [id.as_str(), "home"] {
            standin.click("UANA", place, &text(&element["action_id"]), value).await.expect("pressed");
            seen.push(bot.payload());
        }
    }
    let message: &[Missing] = &[
        (&["message", "channel", "response_url", "state"], "presses on messages"),
        (&["container/message_ts", "container/channel_id", "container/thread_ts", "container/is_ephemeral"], "presses on messages"),
    ];
    compare(&seen, "app-backend/BlockActionPayload", &[("", INTERACTION), ("", ACTION), ("", message)])
}

async fn message_shortcut() -> Compared {
    let (standin, bot) = both();
    let ts = written(&standin).await;
    standin.shortcut("UANA", "gave", Some(&ts)).await.expect("used");
    let of_bot = bot.payload();
    let said = standin.say("USAM", "CGEN", "hello").expect("said");
    standin.shortcut("UANA", "gave", Some(&said)).await.expect("used");
    compare(&[of_bot, bot.payload()], "app-backend/MessageShortcutPayload", &[("", SHORTCUT), ("/message", MESSAGE)])
}

async fn global_shortcut() -> Compared {
    let (standin, bot) = both();
    standin.shortcut("UANA", "gave", None).await.expect("used");
    let message: &[Missing] = &[(&["message", "message_ts", "channel", "response_url"], "shortcuts of a message")];
    compare(&[bot.payload()], "app-backend/MessageShortcutPayload", &[("", SHORTCUT), ("", message)])
}

async fn view_submission() -> Compared {
    let (standin, bot) = both();
    let id = standin.show_modal("UANA", &modal()).expect("a good view");
    standin.submit("UANA", &id, &json!({})).await.expect("submitted");
    let closing: &[Missing] = &[(&["is_cleared"], "closing")];
    compare(&[bot.payload()], "app-backend/ViewSubmissionPayload", &[("", INTERACTION), ("", closing)])
}

async fn view_closed() -> Compared {
    let (standin, bot) = both();
    let id = standin.show_modal("UANA", &modal()).expect("a good view");
    standin.close("UANA", &id).await.expect("closed");
    compare(&[bot.payload()], "app-backend/ViewClosedPayload", &[("", INTERACTION)])
}
