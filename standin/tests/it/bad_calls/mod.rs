//! Bad calls, one test each, with the error that Slack documents for them; modules are named for the reference's files.
//! Each is made in the same small world, and must leave the call log with exactly this error.

mod app;
mod chat;
mod doors;
mod files;
mod lookups;
mod views;

use axum::{body::Body, extract::Request};
use serde_json::{Value, json};
use standin::{Options, Standin};

use crate::support::{Bot, call, form, refused, request, send, workspace};

/// How a bad call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// As JSON.
    Json,
    /// As a form.
    Form,
    /// As a form, with a token that has no scope at all.
    Scopeless,
    /// In a workspace on a free plan.
    Free,
    /// Without a token.
    Tokenless,
    /// With a token that nobody gave out.
    Forged,
    /// With the app-level token.
    AsApp,
    /// With the bot's token after it was revoked.
    Revoked,
    /// With the bot's token after the app was taken out.
    Uninstalled,
}

const SCOPES: &[&str] = &[
    "chat:write",
    "im:write",
    "mpim:write",
    "im:read",
    "mpim:read",
    "channels:read",
    "groups:read",
    "channels:history",
    "users:read",
    "users.profile:read",
    "team:read",
    "usergroups:read",
    "files:write",
    "files:read",
];

fn scopes(how: How) -> Vec<String> {
    let scopes: &[&str] = if how == How::Scopeless { &["commands"] } else { SCOPES };
    scopes.iter().map(|&scope| scope.to_owned()).collect()
}

/// The world in which bad calls are made, and the names of what is in it.
async fn world(how: How) -> (Standin, Vec<(&'static str, String)>) {
    let mut people = workspace();
    people.usergroups = vec![json!({"id": "S1", "name": "Red", "handle": "red", "users": ["UANA"]})];
    people.users.push(json!({"id": "UFAR", "team_id": "T9OTHER", "name": "olga", "real_name": "Olga Other", "profile": {}}));
    let standin = Standin::new(people, Options { scopes: scopes(how), free_plan: how == How::Free, ..Options::default() });
    Bot::attached(&standin, 200, "text/plain", "");
    let text = |answer: &Value, name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    let own = call(&standin, "chat.postMessage", json!({"channel": "CGEN", "text": "mine"})).await;
    let theirs = standin.say("UANA", "CGEN", "theirs").expect("said");
    let used = standin.slash("UANA", "/gave", "x", None).await.expect("typed").trigger_id;
    let words = json!({"type": "plain_text", "text": "One"});
    let view = json!({"type": "modal", "title": words, "external_id": "taken", "blocks": []});
    let opened = call(&standin, "views.open", json!({"trigger_id": used, "view": view})).await;
    let trigger = standin.slash("USAM", "/gave", "x", None).await.expect("typed").trigger_id;
    let asked = form(&standin, "files.getUploadURLExternal", "filename=a.png&length=5").await;
    let credentials = standin.credentials();
    let names = vec![
        ("$OWN", text(&own, "ts")),
        ("$THEIRS", theirs),
        ("$USED", used),
        ("$TRIGGER", trigger),
        ("$VIEW", text(&opened["view"], "id")),
        ("$FILE", text(&asked, "file_id")),
        ("$ID", credentials.client_id),
        ("$SECRET", credentials.client_secret),
        ("$BOT", credentials.bot_id),
    ];
    (standin, names)
}

/// Makes a bad call, and looks at what came of it.
async fn refuse(method: &str, how: How, arguments: Value, error: &str) {
    let (standin, names) = world(how).await;
    let mut written = arguments.to_string();
    for (name, value) in names {
        written = written.replace(name, &value);
    }
    let arguments: Value = serde_json::from_str(&written).expect("JSON");
    let answer = match how {
        How::Json => call(&standin, method, arguments).await,
        How::Form | How::Scopeless | How::Free => form(&standin, method, &encoded(&arguments)).await,
        How::Tokenless => with_token(&standin, method, "").await,
        How::Forged => with_token(&standin, method, "xoxb-1-forged").await,
        How::AsApp => with_token(&standin, method, &standin.credentials().app_token).await,
        How::Revoked => {
            form(&standin, "auth.revoke", "").await;
            form(&standin, method, "").await
        }
        How::Uninstalled => {
            standin.uninstall().await.expect("delivered");
            form(&standin, method, "").await
        }
    };
    refused(&answer, error);
    let last = standin.calls().pop().expect("a call");
    assert_eq!((last.method.as_str(), last.error.as_deref()), (method, Some(error)));
}

async fn with_token(standin: &Standin, method: &str, token: &str) -> Value {
    let bare = Request::post(format!("/api/{method}")).header("authorization", format!("Bearer {token}"));
    send(standin, bare.body(Body::empty()).expect("a request")).await.1
}

/// An object as a form: text as it is, everything else as JSON.
fn encoded(arguments: &Value) -> String {
    let fields = arguments.as_object().expect("an object").iter().map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let bytes =
            text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") });
        format!("{name}={}", bytes.collect::<String>())
    });
    fields.collect::<Vec<_>>().join("&")
}

/// One test for each bad call, and a list of them. The comparison with the reference reads the same tables.
macro_rules! bad {
    ($($group:ident $method:literal { $($how:ident $name:ident $arguments:tt $error:literal)* })*) => {
        $(mod $group {
            $(#[tokio::test]
            async fn $name() {
                crate::bad_calls::refuse($method, crate::bad_calls::How::$how, serde_json::json!($arguments), $error).await;
            })*
        })*

        /// Method and error of each.
        pub(super) const CASES: &[(&str, &str)] = &[$($(($method, $error),)*)*];
    };
}
use bad;

/// Errors that Slack gives for all methods, and describes once: those that stand in the list of hardly any.
const FOR_ALL: &[&str] =
    &["not_authed", "invalid_auth", "not_allowed_token_type", "token_revoked", "account_inactive", "missing_scope", "invalid_arguments"];

#[test]
fn there_are_enough() {
    let all: Vec<_> = [app::CASES, chat::CASES, doors::CASES, files::CASES, lookups::CASES, views::CASES].concat();
    let own = all.iter().filter(|(_, error)| !FOR_ALL.contains(error)).count();
    // `tests/reference/documented.rs` holds each against the method's own file.
    assert!(own >= 150, "{own} bad calls with an error of the method's own, {} in all", all.len());
}

/// The methods that a bot of this kind calls, and no others: what is not here is refused as unknown.
const METHODS: &[&str] = &[
    "api.test",
    "apps.connections.open",
    "apps.uninstall",
    "auth.revoke",
    "auth.test",
    "blocks.validate",
    "bots.info",
    "chat.delete",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "files.completeUploadExternal",
    "files.delete",
    "files.getUploadURLExternal",
    "files.info",
    "oauth.v2.access",
    "team.info",
    "team.profile.get",
    "usergroups.list",
    "usergroups.users.list",
    "users.info",
    "users.list",
    "users.profile.get",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
];

#[test]
fn exactly_these_methods_are_there() {
    let mut there: Vec<&str> = standin::methods().iter().map(|row| row.name).collect();
    there.sort_unstable();
    assert_eq!(there, METHODS);
}

#[tokio::test]
async fn bodies_of_the_wrong_kind() {
    let (standin, _) = world(How::Json).await;
    for (content_type, body, error) in [
        ("application/json; charset=utf-8", "{", "invalid_json"),
        ("application/json; charset=utf-8", "[]", "json_not_object"),
        ("text/plain", "text=x", "invalid_post_type"),
        ("", "text=x", "missing_post_type"),
    ] {
        refused(&send(&standin, request(&standin, "chat.postMessage", content_type, body.to_owned())).await.1, error);
    }
}
