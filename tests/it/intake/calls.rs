//! The form of each call that the client makes: JSON where Slack takes it, a form elsewhere, and the token in its header only.
//! A method that takes no JSON answers as if nothing had been said, and a token in an address stands in everybody's log.

use std::{
    collections::BTreeMap,
    fs,
    sync::{Arc, Mutex},
};

use axum::{
    Router as Routes,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use goodturn::{
    slack::{
        client::{Client, Lane, Transport},
        view::Form,
    },
    text::{Mrkdwn, Plain},
};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use url::Url;

use super::{TEAM, answers::message};
use crate::support::{Harness, Need, reference};

/// The token of these calls.
const TOKEN: &str = "xoxb-secret";

/// Every method that the client calls, and whether its arguments go as JSON.
const METHODS: &[(&str, bool)] = &[
    ("apps.connections.open", true),
    ("auth.test", true),
    ("chat.getPermalink", false),
    ("chat.postEphemeral", true),
    ("chat.postMessage", true),
    ("chat.update", true),
    ("conversations.info", false),
    ("conversations.open", true),
    ("files.completeUploadExternal", true),
    ("files.delete", true),
    ("files.getUploadURLExternal", false),
    ("team.profile.get", false),
    ("usergroups.list", false),
    ("usergroups.users.list", false),
    ("users.list", false),
    ("users.profile.get", false),
    ("views.open", true),
    ("views.publish", true),
    ("views.update", true),
];

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.alone("intake::each_call_goes_in_one_form_and_says_its_token_in_the_header", forms),
        cx.need(Need::SlackReference, cx.plain("intake::each_call_has_the_form_that_slack_documents", documented)),
    ]
}

/// Calls as they came: method, content type, and whether the token stood where it belongs.
type Calls = Arc<Mutex<Vec<(String, String, bool)>>>;

async fn record(State(calls): State<Calls>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let everywhere = format!("{uri}{}", String::from_utf8_lossy(&body));
    let own = uri.path() == "/upload";
    // Bytes go to an address that is a secret itself: no token goes there.
    let token = if own { String::new() } else { format!("Bearer {TOKEN}") };
    let quiet = text(header::AUTHORIZATION) == token && !everywhere.contains(TOKEN) && (own || uri.query().is_none());
    let method = uri.path().trim_start_matches("/api/").to_owned();
    calls.lock().expect("nobody panicked").push((method, text(header::CONTENT_TYPE), quiet));
    axum::Json(json!({
        "ok": true, "ts": "1.2", "url": "wss://x.invalid/", "team_id": TEAM, "user_id": "U1", "members": [], "channel": {"id": "D1"},
        "usergroups": [], "users": [], "profile": {}, "upload_url": "http://standin.invalid/upload?once=1", "file_id": "F1", "files": [],
    }))
    .into_response()
}

async fn forms() -> Result<(), Failed> {
    let calls = Calls::default();
    let api = Routes::new().fallback(record).with_state(Arc::clone(&calls));
    let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(api));
    let form = Form::new("form", Plain::new("Title".to_owned()), None, Plain::new("Close".to_owned()), &[]);
    client.auth_test(TOKEN).await?;
    client.users_page(TOKEN, Some("next")).await?;
    client.open_dm(TOKEN, &"U1".into()).await?;
    client.open_dm(TOKEN, &"U1".into()).await?;
    client.latest(TOKEN, &"D1".into()).await?;
    client.post_message(TOKEN, &"D1".into(), &message()).await?;
    client.update_message(TOKEN, &"D1".into(), "1.2", &message(), Lane::Live).await?;
    client.publish_home(TOKEN, &"U1".into(), (&message(), ""), Lane::Live).await?;
    client.open_socket(TOKEN).await?;
    client.open_form(TOKEN, "1.2", &form).await?;
    client.post_ephemeral(TOKEN, &"C1".into(), &"U1".into(), &message()).await?;
    client.still_stands(TOKEN, &"C1".into(), "1.2").await?;
    client.share(TOKEN, ("F1", "map"), &"D1".into(), &Mrkdwn::escape("x")).await?;
    client.delete_file(TOKEN, "F1").await?;
    client.change_form(TOKEN, "V1", Some("hash"), &form).await?;
    client.groups(TOKEN).await?;
    client.group_members(TOKEN, "S1", Lane::Live).await?;
    client.has_profile_field(TOKEN, "Xf1").await?;
    client.profile_field(TOKEN, &"U1".into(), "Xf1").await?;
    client.upload(TOKEN, "map.png", vec![1, 2, 3]).await?;
    let calls = calls.lock().expect("nobody panicked").clone();
    assert_eq!(calls.iter().filter(|call| call.0 == "conversations.open").count(), 1, "a conversation is opened once");
    let expected: BTreeMap<&str, bool> = METHODS.iter().copied().collect();
    let mut seen = BTreeMap::new();
    for (method, kind, quiet) in &calls {
        assert!(quiet, "{method}: the token stands in its header and nothing in the address");
        if method == "/upload" {
            continue;
        }
        let is_json = kind == "application/json; charset=utf-8";
        assert!(is_json || kind == "application/x-www-form-urlencoded", "{method}: {kind}");
        seen.insert(method.as_str(), is_json);
    }
    assert_eq!(seen, expected, "each method of the client is called here, in the form that is listed");
    listed_are_all()
}

/// The client's own source names no method that is not listed.
fn listed_are_all() -> Result<(), Failed> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/slack/client");
    let families = ["api.", "apps.", "auth.", "bots.", "chat.", "conversations.", "files.", "team.", "usergroups.", "users.", "views."];
    let mut unknown = Vec::new();
    for file in fs::read_dir(folder)? {
        let text = fs::read_to_string(file?.path())?;
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let quoted = code.split('"').skip(1).step_by(2);
        let methods = quoted.filter(|word| families.iter().any(|family| word.starts_with(family)) && !word.contains([' ', '/']));
        unknown.extend(methods.filter(|method| !METHODS.iter().any(|(known, _)| known == method)).map(str::to_owned));
    }
    assert_eq!(unknown, Vec::<String>::new(), "methods that no call here makes");
    Ok(())
}

/// Slack's own words, where they are at hand; they are not part of this repository.
fn documented() -> Result<(), Failed> {
    let reference = reference()?;
    for (method, json) in METHODS {
        let text = fs::read_to_string(reference.join(format!("docs.slack.dev/methods/{method}.json")))?;
        let documented: Value = serde_json::from_str(&text)?;
        assert_eq!(documented["json_input_supported"] == true, *json, "{method}: whether it takes JSON");
    }
    Ok(())
}
