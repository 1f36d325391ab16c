//! Envelopes as Slack puts them on a socket, and waiting for what the bot says to them.
//! Made by hand, so that a trial knows each one's id and sends as many as it likes at once.

use std::{collections::BTreeMap, time::Duration};

use libtest_mimic::Failed;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::Message;

use super::TEAM;
use crate::support::far_end::{Ack, FarEnd};

/// How long a bot may take to open its connections.
const STANDS_WITHIN: Duration = Duration::from_mins(1);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A slash command's payload.
pub fn command(user: &str, name: &str, text: &str, trigger: &str) -> Value {
    json!({
        "team_id": TEAM, "team_domain": "example", "channel_id": "C0000000001", "channel_name": "general", "user_id": user,
        "user_name": "somebody", "command": name, "text": text, "is_enterprise_install": "false", "trigger_id": trigger,
    })
}

/// A payload in its envelope.
pub fn envelope(id: &str, kind: &str, payload: &Value) -> Message {
    let accepts = kind == "slash_commands" || payload["type"] == "view_submission";
    let frame = json!({"envelope_id": id, "type": kind, "accepts_response_payload": accepts, "payload": payload});
    Message::text(frame.to_string())
}

/// Waits until `count` connections stand.
pub async fn stand(far: &FarEnd, count: usize) -> Result<(), Failed> {
    let standing = async {
        while far.standing() < count {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(STANDS_WITHIN, standing).await.map_err(|_| "the bot does not connect".into())
}

/// Hears acknowledgements until there are `count`, or it is too late; by envelope.
pub async fn hear(far: &mut FarEnd, count: usize, within: Duration) -> BTreeMap<String, Ack> {
    let until = Instant::now() + within;
    let mut heard = BTreeMap::new();
    while heard.len() < count {
        match timeout_at(until, far.acks.recv()).await {
            Ok(Some(ack)) => {
                let twice = heard.insert(ack.envelope.clone(), ack);
                assert!(twice.is_none(), "an envelope was acknowledged twice: {twice:?}");
            }
            _ => break,
        }
    }
    heard
}

/// Whether an acknowledgement says that an act is kept.
pub fn kept(ack: &Ack) -> bool {
    ack.payload.to_string().contains("Kept, for your eyes only")
}
