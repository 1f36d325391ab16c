//! Two workspaces with the same app: installed into each, told apart by token and team, behind one address.
//! What is one company's must never come to the other, whatever ids they share.

use std::collections::BTreeSet;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use standin::{Delivery, Options, Slack, Standin, Workspace, sign};
use tokio::net::TcpListener;
use tokio_tungstenite::{connect_async, tungstenite::Message};
use tower::ServiceExt;

use crate::support::{Bot, NOW_MS, field, fine, refused, workspace};

fn other() -> Workspace {
    let mut other = workspace();
    other.team = json!({"id": "T2", "name": "Other", "domain": "other"});
    for user in other.users.iter_mut().filter(|user| user.get("team_id").is_some()) {
        user["team_id"] = json!("T2");
    }
    other
}

fn two(options: &Options) -> Slack {
    let slack = Slack::new(vec![workspace(), other()], options).expect("two workspaces");
    slack.set_now(NOW_MS);
    slack
}

fn one<'a>(slack: &'a Slack, team: &str) -> &'a Standin {
    slack.workspace(team).expect("a workspace")
}

async fn send(router: Router, request: Request) -> (u16, Value) {
    let Ok(response) = router.oneshot(request).await;
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

async fn call(slack: &Slack, token: &str, method: &str, body: Value) -> Value {
    let request = Request::post(format!("/api/{method}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json; charset=utf-8")
        .body(Body::from(body.to_string()));
    send(slack.router(), request.expect("a request")).await.1
}

#[tokio::test]
async fn told_apart_by_token() {
    let slack = two(&Options::default());
    let tokens = ["T1", "T2"].map(|team| one(&slack, team).credentials().bot_token);
    assert_ne!(tokens[0], tokens[1]);
    for (token, team) in tokens.iter().zip(["T1", "T2"]) {
        assert_eq!(fine(&call(&slack, token, "auth.test", json!({})).await)["team_id"], json!(team));
        fine(&call(&slack, token, "chat.postMessage", json!({"channel": "UANA", "text": team})).await);
    }
    let dms = ["T1", "T2"].map(|team| one(&slack, team).dm_of("UANA").expect("a DM"));
    assert_ne!(dms[0], dms[1], "ids differ though the people's are the same");
    for (dm, team) in dms.iter().zip(["T1", "T2"]) {
        assert_eq!(one(&slack, team).conversation(dm)[0]["text"], json!(team));
    }
    refused(&call(&slack, &tokens[0], "chat.postMessage", json!({"channel": dms[1], "text": "x"})).await, "channel_not_found");
    refused(&call(&slack, "xoxb-forged", "auth.test", json!({})).await, "invalid_auth");
    let written = Request::post("/api/auth.test").header("content-type", "application/x-www-form-urlencoded");
    let answer = send(slack.router(), written.body(Body::from(format!("token={}", tokens[1]))).expect("a request")).await.1;
    assert_eq!(fine(&answer)["team_id"], json!("T2"));
}

#[tokio::test]
async fn deliveries_say_whose_they_are() {
    let slack = two(&Options::default());
    let bot = Bot::default();
    slack.deliver_to(&Delivery::InProcess(bot.router(200, "text/plain", "")));
    let secrets: BTreeSet<String> = slack.all().map(|one| one.credentials().signing_secret).collect();
    assert_eq!(secrets.len(), 1, "the app has one secret");
    let secret = secrets.first().expect("a secret");
    let mut urls = Vec::new();
    for team in ["T1", "T2"] {
        one(&slack, team).slash("UANA", "/gave", "x", None).await.expect("typed");
        let (_, headers, body) = bot.got().pop().expect("a delivery");
        assert_eq!(field(&body, "team_id"), team);
        let header = |name: &str| headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()).unwrap_or_default();
        assert_eq!(header("x-slack-signature"), sign(secret, &header("x-slack-request-timestamp"), &body));
        urls.push(field(&body, "response_url"));
        one(&slack, team).open_home("UANA").await.expect("opened");
        let event: Value = serde_json::from_str(&bot.got().pop().expect("an event").2).expect("JSON");
        assert_eq!((&event["team_id"], &event["authorizations"][0]["team_id"]), (&json!(team), &json!(team)));
    }
    let path = urls[1].strip_prefix("http://standin.invalid").expect("the default base").to_owned();
    let request = Request::post(path).header("content-type", "application/json").body(Body::from(r#"{"text": "kept"}"#));
    assert_eq!(send(slack.router(), request.expect("a request")).await.1, json!("ok"));
    assert_eq!((one(&slack, "T1").ephemerals("UANA").len(), one(&slack, "T2").ephemerals("UANA").len()), (0, 1));
}

#[tokio::test]
async fn a_trigger_is_good_in_its_own_workspace() {
    let slack = two(&Options::default());
    let bot = Bot::default();
    slack.deliver_to(&Delivery::InProcess(bot.router(200, "text/plain", "")));
    let trigger = one(&slack, "T2").slash("UANA", "/gave", "x", None).await.expect("typed").trigger_id;
    let view = json!({"type": "modal", "title": {"type": "plain_text", "text": "One"}, "blocks": []});
    let body = json!({"trigger_id": trigger, "view": view});
    let tokens = ["T1", "T2"].map(|team| one(&slack, team).credentials().bot_token);
    refused(&call(&slack, &tokens[0], "views.open", body.clone()).await, "invalid_trigger_id");
    fine(&call(&slack, &tokens[1], "views.open", body).await);
    assert_eq!((one(&slack, "T1").modals("UANA").len(), one(&slack, "T2").modals("UANA").len()), (0, 1));
}

#[tokio::test]
async fn installed_into_each() {
    let slack = two(&Options { installed: false, ..Options::default() });
    let bot = Bot::default();
    slack.deliver_to(&Delivery::InProcess(bot.router(200, "text/plain", "")));
    let credentials = one(&slack, "T1").credentials();
    let back = "redirect_uri=http%3A%2F%2F127.0.0.1%2Fback";
    let mut tokens = BTreeSet::new();
    for team in ["T2", "T1"] {
        let before = one(&slack, team).slash("UANA", "/gave", "x", None).await.expect("typed");
        assert_eq!(before.error.as_deref(), Some("/gave is not a valid command"), "the app is not there yet");
        // The page in the browser, of the workspace that was asked for.
        let query = format!("client_id={}&scope=commands&state=s&team={team}&{back}", credentials.client_id);
        let asked = Request::get(format!("/oauth/v2/authorize?{query}")).body(Body::empty()).expect("a request");
        let name = one(&slack, team).credentials().team_id.replace("T1", "Example").replace("T2", "Other");
        assert!(send(slack.router(), asked).await.1.as_str().is_some_and(|page| page.contains(&name)));
        let pressed = format!("decision=allow&request={}", query.replace('%', "%25").replace('&', "%26"));
        let pressed = Request::post("/oauth/v2/authorize").body(Body::from(pressed)).expect("a request");
        let response = slack.router().oneshot(pressed).await.expect("a response");
        let location = response.headers()["location"].to_str().expect("text").to_owned();
        let code = field(location.split_once('?').expect("a query").1, "code");
        let basic = BASE64_STANDARD.encode(format!("{}:{}", credentials.client_id, credentials.client_secret));
        let exchange = Request::post("/api/oauth.v2.access")
            .header("authorization", format!("Basic {basic}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("code={code}&{back}")));
        let answer = send(slack.router(), exchange.expect("a request")).await.1;
        assert_eq!((&fine(&answer)["team"]["id"], &answer["app_id"]), (&json!(team), &json!(credentials.app_id)));
        let token = answer["access_token"].as_str().expect("a token").to_owned();
        assert_eq!(fine(&call(&slack, &token, "auth.test", json!({})).await)["team_id"], json!(team));
        assert_eq!(one(&slack, team).slash("UANA", "/gave", "x", None).await.expect("typed").error, None);
        tokens.insert(token);
    }
    assert_eq!(tokens.len(), 2);
    // Taken out of one, it stays in the other.
    one(&slack, "T2").uninstall().await.expect("delivered");
    assert!(one(&slack, "T2").slash("UANA", "/gave", "x", None).await.expect("typed").error.is_some());
    assert_eq!(one(&slack, "T1").slash("UANA", "/gave", "x", None).await.expect("typed").error, None);
}

#[tokio::test]
async fn one_connection_for_both() {
    let slack = two(&Options::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    slack.set_public_url(&format!("http://{}", listener.local_addr().expect("an address")));
    slack.deliver_to(&Delivery::Socket);
    let served = slack.clone();
    tokio::spawn(async move { served.serve(listener).await });
    let opened = call(&slack, &one(&slack, "T2").credentials().app_token, "apps.connections.open", json!({})).await;
    let (mut client, _) = connect_async(fine(&opened)["url"].as_str().expect("a url")).await.expect("a connection");
    for team in ["T1", "T2"] {
        let standin = one(&slack, team).clone();
        let told = tokio::spawn(async move { standin.slash("UANA", "/gave", "x", None).await });
        let envelope: Value = loop {
            if let Message::Text(text) = client.next().await.expect("a frame").expect("a good frame") {
                let frame: Value = serde_json::from_str(&text).expect("JSON");
                if frame["type"] == json!("slash_commands") {
                    break frame;
                }
            }
        };
        assert_eq!(envelope["payload"]["team_id"], json!(team));
        let ack = json!({"envelope_id": envelope["envelope_id"], "payload": {"text": "kept"}});
        client.send(Message::text(ack.to_string())).await.expect("sent");
        assert_eq!(told.await.expect("no panic").expect("told").error, None);
        assert_eq!(one(&slack, team).ephemerals("UANA").len(), 1);
    }
}

#[tokio::test]
async fn files_and_control_routes() {
    let slack = two(&Options { scopes: vec!["files:write".to_owned()], ..Options::default() });
    let token = one(&slack, "T2").credentials().bot_token;
    let ask = Request::post("/api/files.getUploadURLExternal?filename=a.png&length=1").header("authorization", format!("Bearer {token}"));
    let ask = ask.header("content-type", "application/x-www-form-urlencoded").body(Body::empty());
    let address = send(slack.router(), ask.expect("a request")).await.1;
    let path = fine(&address)["upload_url"].as_str().and_then(|url| url.strip_prefix("http://standin.invalid")).expect("a url").to_owned();
    assert_eq!(send(slack.router(), Request::post(path).body(Body::from("x")).expect("a request")).await.0, 200);
    assert!(one(&slack, "T2").file(address["file_id"].as_str().expect("an id")).is_some());
    let body = || Body::from(json!({"user": "UANA", "channel": "CGEN", "text": "hi"}).to_string());
    for (path, status) in [("/sandbox/teams/T2/say", 200), ("/sandbox/say", 200), ("/sandbox/teams/T3/say", 404)] {
        assert_eq!(send(slack.router(), Request::post(path).body(body()).expect("a request")).await.0, status, "{path}");
    }
    assert_eq!((one(&slack, "T1").conversation("CGEN").len(), one(&slack, "T2").conversation("CGEN").len()), (1, 1));
}

#[test]
fn what_is_no_slack() {
    assert!(Slack::new(Vec::new(), &Options::default()).is_err());
    assert!(Slack::new(vec![workspace(), workspace()], &Options::default()).is_err());
}
