//! Over real sockets: served, delivered to over HTTP, driven by the control routes, cut off.
//! The rest is tried in process; here only what sockets add.

use std::io::ErrorKind;

use serde_json::{Value, json};
use standin::{Delivery, Standin};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::support::{Bot, standin};

async fn served(standin: &Standin) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    standin.set_public_url(&format!("http://{address}/"));
    tokio::spawn(standin::serve(standin.clone(), listener));
    address
}

async fn speak(address: &str, verb: &str, path: &str, more: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let length = body.len();
    let request = format!("{verb} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n{more}\r\n{body}");
    stream.write_all(request.as_bytes()).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    Ok(response)
}

async fn control(address: &str, verb: &str, path: &str, body: &str) -> (u16, Value) {
    let response = speak(address, verb, path, "", body).await.expect("a response");
    let status = response.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let text = response.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (status, serde_json::from_str(text).unwrap_or(Value::Null))
}

#[tokio::test]
async fn delivered_and_driven_over_http() {
    let standin = standin();
    let bot = Bot::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let home = format!("http://{}", listener.local_addr().expect("an address"));
    let router = bot.router(200, "application/json", &json!({"text": "kept"}).to_string());
    tokio::spawn(async move { axum::serve(listener, router).await });
    standin.deliver_to(Delivery::http(&home));
    let address = served(&standin).await;
    let typed = json!({"user": "UANA", "command": "/gave", "text": "x"}).to_string();
    let (status, told) = control(&address, "POST", "/sandbox/slash", &typed).await;
    assert_eq!((status, &told["status"], &told["error"]), (200, &json!(200), &json!(null)));
    assert!(crate::support::field(&bot.got()[0].2, "response_url").starts_with(&format!("http://{address}/response/")));
    let (_, seen) = control(&address, "GET", "/sandbox/ephemerals/UANA", "").await;
    assert_eq!(seen["messages"][0]["text"], json!("kept"));
    assert_eq!(control(&address, "POST", "/sandbox/clock", r#"{"now_ms": 1800000000000}"#).await.0, 200);
    assert_eq!(standin.now_ms(), 1_800_000_000_000);
}

#[tokio::test]
async fn wrong_controls_say_what_is_wrong() {
    let standin = standin();
    let address = served(&standin).await;
    let wrong = [
        ("POST", "/sandbox/slash", "{}", 400),
        ("POST", "/sandbox/slash", r#"{"user": "UNOBODY", "command": "/gave"}"#, 404),
        ("POST", "/sandbox/click", r#"{"user": "UANA", "message_ts": "1.1", "action_id": "a"}"#, 404),
        ("POST", "/sandbox/faults", r#"{"method": "x", "kind": "gremlins"}"#, 400),
        ("GET", "/sandbox/conversations/CNOWHERE", "", 404),
        ("GET", "/sandbox/home/UANA", "", 404),
        ("GET", "/sandbox/nonsense", "", 404),
    ];
    for (verb, path, body, status) in wrong {
        let (got, answer) = control(&address, verb, path, body).await;
        assert_eq!(got, status, "{path}: {answer}");
        assert!(answer["error"].as_str().is_some_and(|sentence| sentence.contains(' ')), "{path}: {answer}");
    }
    let (_, calls) = control(&address, "GET", "/sandbox/calls", "").await;
    assert_eq!(calls, json!([]));
}

#[tokio::test]
async fn a_cut_line_says_nothing() {
    let standin = standin();
    let address = served(&standin).await;
    assert_eq!(control(&address, "POST", "/sandbox/faults", r#"{"method": "api.test", "kind": "reset"}"#).await.0, 200);
    match speak(&address, "GET", "/api/api.test", "", "").await {
        Ok(response) => assert_eq!(response, ""),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    assert!(speak(&address, "GET", "/api/api.test", "", "").await.expect("a response").contains(r#"{"ok":true}"#));
}
