//! Socket Mode, from the bot's side of real connections: greetings, envelopes, acknowledgements, goodbyes.
//! What a person did fails with its connection; an event is sent again.

use std::time::Duration;

use axum::{body::Body, extract::Request};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use standin::{Delivery, DisconnectReason, Fate, Options, Standin};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use crate::support::{actions, button, call, fine, refused, send, with};

pub type Client = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub async fn served(options: Options) -> Standin {
    let standin = with(options);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    standin.set_public_url(&format!("http://{}", listener.local_addr().expect("an address")));
    standin.deliver_to(Delivery::Socket);
    tokio::spawn(standin::serve(standin.clone(), listener));
    standin
}

async fn open(standin: &Standin, verb: &str, token: &str) -> Value {
    let request = Request::builder().method(verb).uri("/api/apps.connections.open").header("authorization", format!("Bearer {token}"));
    send(standin, request.body(Body::empty()).expect("a request")).await.1
}

pub async fn ticket(standin: &Standin) -> String {
    let opened = open(standin, "POST", &standin.credentials().app_token).await;
    fine(&opened)["url"].as_str().expect("a url").to_owned()
}

pub async fn connect(standin: &Standin) -> Client {
    let (mut client, _) = connect_async(ticket(standin).await).await.expect("a connection");
    assert_eq!(next(&mut client).await["type"], json!("hello"));
    client
}

/// The next text frame; nothing else may come before it but pings.
pub async fn next(client: &mut Client) -> Value {
    loop {
        let message = tokio::time::timeout(Duration::from_secs(5), client.next()).await.expect("a frame in time");
        match message.expect("a frame").expect("a good frame") {
            Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
            Message::Ping(_) => {}
            other => panic!("not a text frame: {other:?}"),
        }
    }
}

async fn ack(client: &mut Client, envelope: &Value, payload: Option<Value>) {
    let mut frame = json!({"envelope_id": envelope["envelope_id"]});
    if let Some(payload) = payload {
        frame["payload"] = payload;
    }
    client.send(Message::text(frame.to_string())).await.expect("sent");
}

/// Types a command in a task of its own.
fn typed(standin: &Standin, text: &'static str) -> tokio::task::JoinHandle<standin::Delivered> {
    let standin = standin.clone();
    tokio::spawn(async move { standin.slash("UANA", "/gave", text, None).await.expect("delivered") })
}

async fn until(what: impl Fn() -> bool) {
    for _ in 0..500 {
        if what() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came true");
}

#[tokio::test]
async fn tickets_are_for_apps_and_good_once() {
    let standin = served(Options::default()).await;
    let credentials = standin.credentials();
    refused(&open(&standin, "POST", &credentials.bot_token).await, "not_allowed_token_type");
    refused(&open(&standin, "POST", "xapp-1-wrong").await, "invalid_auth");
    refused(&open(&standin, "POST", "").await, "missing_args");
    refused(&open(&standin, "GET", &credentials.app_token).await, "insecure_request");
    let url = ticket(&standin).await;
    assert!(url.starts_with("ws://127.0.0.1:") && url.contains("/link/?ticket="), "{url}");
    let (mut client, _) = connect_async(&url).await.expect("a connection");
    let hello = next(&mut client).await;
    assert_eq!((&hello["type"], &hello["num_connections"]), (&json!("hello"), &json!(1)));
    assert_eq!(hello["connection_info"]["app_id"], json!(credentials.app_id));
    assert!(hello["debug_info"]["host"].is_string());
    assert!(connect_async(&url).await.is_err());
    assert_eq!(standin.sockets(), 1);
    let (status, _) = send(&standin, Request::get("/link/?ticket=x").body(Body::empty()).expect("a request")).await;
    assert_eq!(status.as_u16(), 426);
}

#[tokio::test]
async fn commands_and_their_answers() {
    let standin = served(Options::default()).await;
    let mut client = connect(&standin).await;
    let told = typed(&standin, "<@USAM> helped & more");
    let envelope = next(&mut client).await;
    let keys: Vec<&str> = envelope.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["accepts_response_payload", "envelope_id", "payload", "type"]);
    assert_eq!((&envelope["type"], &envelope["accepts_response_payload"]), (&json!("slash_commands"), &json!(true)));
    assert_eq!((&envelope["payload"]["text"], &envelope["payload"]["user_id"]), (&json!("<@USAM> helped & more"), &json!("UANA")));
    ack(&mut client, &envelope, Some(json!({"text": "kept"}))).await;
    let told = told.await.expect("told");
    assert_eq!((told.status, told.error), (200, None));
    assert_eq!(standin.ephemerals("UANA")[0]["text"], json!("kept"));
    let sent = standin.envelopes();
    assert_eq!((sent[0].fate, sent[0].socket, sent[0].key.as_str()), (Fate::Acked, 1, told.trigger_id.as_str()));
}

#[tokio::test]
async fn presses_and_events() {
    let standin = served(Options::default()).await;
    let mut client = connect(&standin).await;
    let posted = call(&standin, "chat.postMessage", json!({"channel": "UANA", "blocks": [actions(&[button("done", "Done", "1")])]})).await;
    let (other, ts) = (standin.clone(), posted["ts"].as_str().expect("a timestamp").to_owned());
    let pressed = tokio::spawn(async move { other.click("UANA", &ts, "done", None).await });
    let envelope = next(&mut client).await;
    assert_eq!((&envelope["type"], &envelope["accepts_response_payload"]), (&json!("interactive"), &json!(false)));
    assert_eq!(envelope["payload"]["actions"][0]["action_id"], json!("done"));
    ack(&mut client, &envelope, Some(json!({"text": "ignored, as Slack does"}))).await;
    assert_eq!(pressed.await.expect("no panic").expect("delivered").error, None);
    let other = standin.clone();
    let opened = tokio::spawn(async move { other.open_home("UANA").await });
    let envelope = next(&mut client).await;
    assert_eq!((&envelope["type"], &envelope["payload"]["event"]["type"]), (&json!("events_api"), &json!("app_home_opened")));
    assert_eq!((&envelope["retry_attempt"], &envelope["retry_reason"]), (&json!(0), &json!("")));
    ack(&mut client, &envelope, None).await;
    assert_eq!(opened.await.expect("no panic").expect("delivered").error, None);
    assert!(standin.event(json!({"type": "url_verification"})).await.is_err());
}

#[tokio::test]
async fn late_acknowledgements_count_for_nothing() {
    let standin = served(Options { ack_timeout: Duration::from_millis(60), ..Options::default() }).await;
    let told = standin.slash("UANA", "/gave", "nobody is there", None).await.expect("tried");
    assert_eq!(told.error.as_deref(), Some("dispatch_failed"));
    let mut client = connect(&standin).await;
    let told = typed(&standin, "slow").await.expect("told");
    assert_eq!((told.status, told.error.as_deref()), (0, Some("operation_timeout")));
    let envelope = next(&mut client).await;
    assert_eq!(standin.envelopes()[0].fate, Fate::TimedOut);
    ack(&mut client, &envelope, Some(json!({"text": "too late"}))).await;
    until(|| standin.envelopes()[0].fate == Fate::Late).await;
    assert!(standin.ephemerals("UANA").is_empty());
}

#[tokio::test]
async fn events_are_sent_again() {
    let standin = served(Options { ack_timeout: Duration::from_millis(60), ..Options::default() }).await;
    let mut client = connect(&standin).await;
    let other = standin.clone();
    let told = tokio::spawn(async move { other.event(json!({"type": "team_join", "user": {"id": "UNEW"}})).await });
    let mut seen = Vec::new();
    for attempt in 0..4 {
        let envelope = next(&mut client).await;
        assert_eq!((&envelope["retry_attempt"], &envelope["payload"]["event"]["type"]), (&json!(attempt), &json!("team_join")));
        assert_eq!(envelope["retry_reason"], json!(if attempt == 0 { "" } else { "timeout" }));
        seen.push(envelope);
    }
    assert_eq!(told.await.expect("no panic").expect("tried").error.as_deref(), Some("http_timeout"));
    assert_eq!(seen[0]["payload"]["event_id"], seen[3]["payload"]["event_id"]);
    assert_ne!(seen[0]["envelope_id"], seen[3]["envelope_id"]);
}

#[tokio::test]
async fn each_payload_to_one_in_turn() {
    let standin = served(Options::default()).await;
    let (mut one, mut two) = (connect(&standin).await, connect(&standin).await);
    for _ in 0..2 {
        for client in [&mut one, &mut two] {
            let told = typed(&standin, "x");
            let envelope = next(client).await;
            ack(client, &envelope, None).await;
            assert_eq!(told.await.expect("told").error, None);
        }
    }
    assert_eq!(standin.envelopes().iter().map(|envelope| envelope.socket).collect::<Vec<_>>(), [1, 2, 1, 2]);
}

#[tokio::test]
async fn refreshed_connections_still_take_acknowledgements() {
    let standin = served(Options { socket_refresh_grace: Duration::from_millis(200), ..Options::default() }).await;
    let mut old = connect(&standin).await;
    standin.disconnect_sockets(DisconnectReason::Warning);
    assert_eq!(next(&mut old).await["reason"], json!("warning"));
    let first = typed(&standin, "first");
    let envelope = next(&mut old).await;
    standin.disconnect_sockets(DisconnectReason::RefreshRequested);
    let goodbye = next(&mut old).await;
    assert_eq!((&goodbye["type"], &goodbye["reason"]), (&json!("disconnect"), &json!("refresh_requested")));
    assert_eq!(standin.sockets(), 0);
    let mut new = connect(&standin).await;
    let second = typed(&standin, "second");
    let later = next(&mut new).await;
    assert_eq!(later["payload"]["text"], json!("second"));
    ack(&mut old, &envelope, None).await;
    ack(&mut new, &later, None).await;
    assert_eq!((first.await.expect("told").error, second.await.expect("told").error), (None, None));
    assert!(matches!(old.next().await, Some(Ok(Message::Close(_)))), "closed after the grace");
    assert_eq!(standin.sockets(), 1);
    standin.disconnect_sockets(DisconnectReason::LinkDisabled);
    assert_eq!(next(&mut new).await["reason"], json!("link_disabled"));
    assert!(matches!(new.next().await, Some(Ok(Message::Close(_)))));
}

#[tokio::test]
async fn dropped_connections() {
    let standin = served(Options::default()).await;
    let mut one = connect(&standin).await;
    let told = typed(&standin, "lost");
    next(&mut one).await;
    standin.drop_sockets();
    assert_eq!(told.await.expect("told").error.as_deref(), Some("dispatch_failed"));
    assert!(one.next().await.is_none_or(|frame| frame.is_err()), "not even a close frame");
    assert_eq!((standin.sockets(), standin.envelopes()[0].fate), (0, Fate::Lost));
    let mut two = connect(&standin).await;
    let other = standin.clone();
    let told = tokio::spawn(async move { other.event(json!({"type": "team_join"})).await });
    next(&mut two).await;
    standin.drop_oldest_sockets(1);
    let mut three = connect(&standin).await;
    let again = next(&mut three).await;
    assert_eq!((&again["retry_attempt"], &again["retry_reason"]), (&json!(1), &json!("connection_failed")));
    ack(&mut three, &again, None).await;
    assert_eq!(told.await.expect("no panic").expect("delivered").error, None);
    drop(three);
    until(|| standin.sockets() == 0).await;
}

#[tokio::test]
async fn the_eleventh_is_sent_away() {
    let standin = served(Options::default()).await;
    let mut clients = Vec::new();
    for _ in 0..10 {
        clients.push(connect(&standin).await);
    }
    let (mut extra, _) = connect_async(ticket(&standin).await).await.expect("a connection");
    let frame = next(&mut extra).await;
    assert_eq!((&frame["type"], &frame["reason"]), (&json!("disconnect"), &json!("too_many_websockets")));
    assert!(matches!(extra.next().await, Some(Ok(Message::Close(_)))));
    assert_eq!(standin.sockets(), 10);
}

#[tokio::test]
async fn whoever_never_answers_pings_is_dropped() {
    let standin = served(Options { socket_ping: Duration::from_millis(30), ..Options::default() }).await;
    let mut alive = connect(&standin).await;
    // Connected, and never read from again.
    let _deaf = connect(&standin).await;
    let reading = tokio::spawn(async move { while let Some(Ok(_)) = alive.next().await {} });
    until(|| standin.sockets() == 1).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(standin.sockets(), 1);
    reading.abort();
}

#[tokio::test]
async fn through_any_server_and_by_control_routes() {
    let standin = with(Options::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    standin.set_public_url(&format!("http://{}", listener.local_addr().expect("an address")));
    standin.deliver_to(Delivery::Socket);
    let router = standin.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let mut client = connect(&standin).await;
    for (action, reason) in [("warning", "warning"), ("refresh", "refresh_requested")] {
        let body = json!({"action": action}).to_string();
        fine(&send(&standin, Request::post("/sandbox/sockets").body(Body::from(body)).expect("a request")).await.1);
        assert_eq!(next(&mut client).await["reason"], json!(reason));
    }
    let mut next_client = connect(&standin).await;
    let body = json!({"user": "UANA", "command": "/gave", "text": "x"}).to_string();
    let other = standin.clone();
    let told =
        tokio::spawn(async move { send(&other, Request::post("/sandbox/slash").body(Body::from(body)).expect("a request")).await.1 });
    let envelope = next(&mut next_client).await;
    ack(&mut next_client, &envelope, None).await;
    assert_eq!(told.await.expect("told")["status"], json!(200));
    let (_, envelopes) = send(&standin, Request::get("/sandbox/envelopes").body(Body::empty()).expect("a request")).await;
    assert_eq!((&envelopes[0]["fate"], &envelopes[0]["kind"]), (&json!("acked"), &json!("slash_commands")));
    let body = json!({"action": "drop", "count": 5}).to_string();
    let dropped = send(&standin, Request::post("/sandbox/sockets").body(Body::from(body)).expect("a request")).await.1;
    assert_eq!(fine(&dropped)["sockets"], json!(0));
}

#[tokio::test]
async fn a_close_frame_is_answered() {
    let standin = served(Options::default()).await;
    let mut client = connect(&standin).await;
    client.close(None).await.expect("sent");
    let ended: Vec<_> = (&mut client).collect().await;
    assert!(matches!(ended.as_slice(), [Ok(Message::Close(_))]), "{ended:?}");
    until(|| standin.sockets() == 0).await;
}
