//! The frames Slack sends: the greeting, goodbyes and envelopes.
//! Keys as in Slack's documentation and no others, so that a bot can't lean on one that isn't there.

use serde_json::{Value, json};

/// The machine that all connections are said to be on.
const HOST: &str = "applink-standin-1";

/// Seconds that Slack says a connection will last about.
const CONNECTION_TIME_S: u64 = 18_060;

/// The first frame of a connection.
pub(super) fn hello(app_id: &str, connections: usize) -> String {
    json!({
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": HOST, "build_number": 10, "approximate_connection_time": CONNECTION_TIME_S},
        "connection_info": {"app_id": app_id},
    })
    .to_string()
}

/// The frame that announces an end.
pub(super) fn disconnect(reason: &str) -> String {
    json!({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}).to_string()
}

/// An envelope; `retry` is the number and reason of an event, 0 and nothing the first time.
pub(super) fn envelope(id: &str, kind: &str, accepts_payload: bool, payload: &Value, retry: Option<(usize, &str)>) -> String {
    let mut frame = json!({"envelope_id": id, "type": kind, "accepts_response_payload": accepts_payload, "payload": payload});
    if let Some((attempt, reason)) = retry {
        frame["retry_attempt"] = json!(attempt);
        frame["retry_reason"] = json!(reason);
    }
    frame.to_string()
}

/// What a ping says.
pub(super) fn ping() -> String {
    format!("Ping from {HOST}")
}
