//! Files in their three steps, and pictures that messages can't show yet.
//! Who posts a picture right after uploading it fails here, as in Slack.

use std::time::Duration;

use axum::{body::Body, extract::Request};
use serde_json::{Value, json};
use standin::{Options, Standin};

use crate::support::{call, fine, form, refused, section, send, with};

const BYTES: &[u8] = b"\x89PNG, more or less";

fn standin(file_ready_after: Duration) -> Standin {
    let scopes = ["chat:write", "files:write", "files:read"].map(str::to_owned).to_vec();
    with(Options { scopes, file_ready_after, ..Options::default() })
}

async fn address(standin: &Standin) -> (String, String) {
    let answer = form(standin, "files.getUploadURLExternal", &format!("filename=map.png&length={}", BYTES.len())).await;
    let text = |name: &str| fine(&answer)[name].as_str().expect("text").to_owned();
    (text("upload_url"), text("file_id"))
}

async fn put(standin: &Standin, url: &str, content_type: &str, body: Vec<u8>) -> (u16, Value) {
    let path = url.strip_prefix("http://standin.invalid").expect("the default base");
    let request = Request::post(path).header("content-type", content_type).body(Body::from(body)).expect("a request");
    let (status, answer) = send(standin, request).await;
    (status.as_u16(), answer)
}

#[tokio::test]
async fn three_steps() {
    let standin = standin(Duration::ZERO);
    let (url, id) = address(&standin).await;
    let complete = json!({"files": [{"id": id, "title": "Bridges"}], "channel_id": "CGEN", "initial_comment": "Look"});
    refused(&call(&standin, "files.completeUploadExternal", complete.clone()).await, "file_not_found");
    refused(&form(&standin, "files.info", &format!("file={id}")).await, "file_not_found");
    assert_eq!(put(&standin, &url, "application/octet-stream", b"short".to_vec()).await.0, 400);
    assert_eq!(put(&standin, &url, "application/octet-stream", BYTES.to_vec()).await, (200, json!(format!("OK - {}", BYTES.len()))));
    assert_eq!(put(&standin, &url, "application/octet-stream", BYTES.to_vec()).await.0, 400);
    let mut elsewhere = complete.clone();
    elsewhere["channel_id"] = json!("COUT");
    refused(&call(&standin, "files.completeUploadExternal", elsewhere.clone()).await, "not_in_channel");
    elsewhere["channel_id"] = json!("CNONE");
    refused(&call(&standin, "files.completeUploadExternal", elsewhere).await, "channel_not_found");
    let mut ugly = complete.clone();
    ugly["blocks"] = json!([{"type": "nonsense"}]);
    refused(&call(&standin, "files.completeUploadExternal", ugly).await, "invalid_blocks");
    let done = call(&standin, "files.completeUploadExternal", complete).await;
    assert_eq!((&fine(&done)["files"][0]["id"], &done["files"][0]["title"]), (&json!(id), &json!("Bridges")));
    assert_eq!(standin.conversation("CGEN")[0]["files"][0]["id"], json!(id));
    assert_eq!(standin.file(&id).as_deref(), Some(BYTES));
    let info = form(&standin, "files.info", &format!("file={id}")).await;
    assert_eq!((&fine(&info)["file"]["mimetype"], &info["file"]["size"]), (&json!("image/png"), &json!(BYTES.len())));
    refused(&call(&standin, "files.completeUploadExternal", json!({"files": [{"id": id}]})).await, "file_not_found");
    fine(&call(&standin, "files.delete", json!({"file": id})).await);
    assert_eq!(standin.conversation("CGEN")[0]["files"], json!([{"id": id, "mode": "tombstone"}]));
    assert_eq!(standin.file(&id), None);
    refused(&form(&standin, "files.info", &format!("file={id}")).await, "file_not_found");
    refused(&call(&standin, "files.delete", json!({"file": id})).await, "file_deleted");
    refused(&call(&standin, "files.completeUploadExternal", json!({"files": []})).await, "invalid_arguments");
}

#[tokio::test]
async fn as_a_part_of_a_form() {
    let standin = standin(Duration::ZERO);
    let (url, id) = address(&standin).await;
    let body = [b"--b\r\ncontent-disposition: form-data; name=\"body\"\r\n\r\n", BYTES, b"\r\n--b--\r\n"].concat();
    assert_eq!(put(&standin, &url, "multipart/form-data; boundary=b", body).await.0, 200);
    let files = format!("files={}", r#"[{"id":"ID"}]"#.replace("ID", &id));
    fine(&form(&standin, "files.completeUploadExternal", &files).await);
    let path = format!("/files/{id}/map.png");
    let token = format!("Bearer {}", standin.credentials().bot_token);
    let request = |token: &str| Request::get(&path).header("authorization", token).body(Body::empty()).expect("a request");
    assert_eq!(send(&standin, request("")).await.0.as_u16(), 404);
    let router = standin.router();
    let response = tower::ServiceExt::oneshot(router, request(&token)).await.expect("a response");
    assert_eq!(axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("bytes").as_ref(), BYTES);
}

#[tokio::test]
async fn pictures_that_are_not_ready() {
    let standin = standin(Duration::from_millis(80));
    let (url, id) = address(&standin).await;
    put(&standin, &url, "application/octet-stream", BYTES.to_vec()).await;
    fine(&call(&standin, "files.completeUploadExternal", json!({"files": [{"id": id}]})).await);
    let image = json!({"type": "image", "alt_text": "Bridges", "slack_file": {"id": id}});
    let message = json!({"channel": "CGEN", "text": "x", "blocks": [section("x"), image]});
    let home = json!({"user_id": "UANA", "view": {"type": "home", "blocks": [image]}});
    refused(&call(&standin, "chat.postMessage", message.clone()).await, "invalid_blocks");
    refused(&call(&standin, "views.publish", home.clone()).await, "invalid_arguments");
    assert_eq!(fine(&form(&standin, "files.info", &format!("file={id}")).await)["file"]["mimetype"], json!(""));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(fine(&form(&standin, "files.info", &format!("file={id}")).await)["file"]["mimetype"], json!("image/png"));
    fine(&call(&standin, "chat.postMessage", message).await);
    fine(&call(&standin, "views.publish", home).await);
}

#[tokio::test]
async fn what_cannot_be_uploaded() {
    let standin = standin(Duration::ZERO);
    for (arguments, error) in [
        ("filename=a.png", "missing_argument"),
        ("length=5", "missing_argument"),
        ("filename=a.png&length=0", "missing_argument"),
        ("filename=a.png&length=many", "invalid_arguments"),
        ("filename=a.txt&length=5&snippet_type=klingon", "unknown_snippet_type"),
        ("filename=a.txt&length=2000000&snippet_type=text", "snippet_too_large"),
        ("filename=a.bin&length=2000000000", "file_upload_size_restricted"),
    ] {
        refused(&form(&standin, "files.getUploadURLExternal", arguments).await, error);
    }
    let long = format!("filename=a.png&length=5&alt_txt={}", "x".repeat(1001));
    refused(&form(&standin, "files.getUploadURLExternal", &long).await, "alt_txt_too_large");
    // A method that takes forms only doesn't see JSON at all.
    refused(&call(&standin, "files.getUploadURLExternal", json!({"filename": "a.png", "length": 5})).await, "missing_argument");
    let unable = with(Options { scopes: vec!["chat:write".to_owned()], ..Options::default() });
    refused(&form(&unable, "files.getUploadURLExternal", "filename=a.png&length=5").await, "missing_scope");
    refused(&form(&standin, "files.info", "").await, "file_not_found");
}
