//! A short story, read aloud.
//! The whole text is asserted: it is what people will read.

use serde_json::json;
use standin::transcript::{Options, render};

use crate::support::{Bot, NOW_MS, actions, button, call, fine, section, standin};

const EXPECTED: &str = r#"Tuesday 14 November 2023, 22:13 UTC
Ana types: /gave @Sam Reed a review
Goodturn, only to Ana:
  Kept: you gave @Sam Reed a review & more.
    Only you see this.
  [Undo] [Open]
Ana presses [Undo]

Wednesday 15 November 2023, 22:13 UTC
Goodturn to Sam: Hello 14 November
Goodturn to Sam (message changes to): Hello again
Goodturn in #general:
  This week
  Two things
Kim types: /gave
Kim sees: /gave failed with the error "dispatch_failed"
Kim sees: /give is not a valid command
"#;

#[tokio::test]
async fn a_story() {
    let standin = standin();
    let blocks = json!([section("Kept: *you* gave <@USAM> a review &amp; more."), {"type": "context", "elements": [{"type": "mrkdwn", "text": "Only you see this."}]}, actions(&[button("undo", "Undo", "1"), button("open", "Open", "2")])]);
    Bot::attached(&standin, 200, "application/json", &json!({"text": "Kept", "blocks": blocks}).to_string());
    standin.slash("UANA", "/gave", "<@USAM|sam> a review", None).await.expect("delivered");
    let ts = standin.ephemerals("UANA")[0]["ts"].as_str().expect("a timestamp").to_owned();
    standin.click("UANA", &ts, "undo", None).await.expect("pressed");
    standin.set_now(NOW_MS + 86_400_000);
    let posted =
        call(&standin, "chat.postMessage", json!({"channel": "USAM", "text": "Hello <!date^1700000000^{date}|14 November>"})).await;
    fine(&call(&standin, "chat.update", json!({"channel": posted["channel"], "ts": posted["ts"], "text": "Hello again"})).await);
    fine(&call(&standin, "chat.postMessage", json!({"channel": "CGEN", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "This week"}}, section("Two things")]})).await);
    Bot::attached(&standin, 500, "text/plain", "");
    standin.slash("UKIM", "/gave", "", None).await.expect("tried");
    standin.change_options(|options| options.commands = vec!["/gave".to_owned()]);
    standin.slash("UKIM", "/give", "a hand", None).await.expect("typed");
    assert_eq!(render(&standin, &standin.log(), Options::default()), EXPECTED);
}
