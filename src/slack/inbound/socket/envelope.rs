//! The frames of Socket Mode, read leniently: an envelope that can't be read for meaning is acknowledged all the same.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::slack::inbound::{self, Inbound};
use crate::slack::live::Reply;

/// One frame from Slack.
#[derive(Debug)]
pub(super) enum Frame {
    /// The connection stands.
    Hello,
    /// The connection will end soon, or ends now.
    Disconnect,
    /// Something to handle and acknowledge.
    Envelope(Box<Envelope>),
    /// Nothing that we know.
    Unknown,
}

/// Something to handle and acknowledge.
#[derive(Debug)]
pub(super) struct Envelope {
    /// Slack's id of it; the acknowledgement names it.
    pub id: String,
    /// For the counter.
    pub kind: &'static str,
    /// Whether the acknowledgement may carry an answer.
    pub accepts_payload: bool,
    /// What it means.
    pub inbound: Inbound,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(rename = "type", default)]
    kind: String,
    envelope_id: Option<String>,
    #[serde(default)]
    accepts_response_payload: bool,
    #[serde(default)]
    payload: Value,
}

impl Frame {
    /// Reads a text frame.
    pub(super) fn read(text: &str) -> Self {
        let Ok(raw) = serde_json::from_str::<Raw>(text) else { return Self::Unknown };
        match (raw.kind.as_str(), raw.envelope_id) {
            ("hello", _) => Self::Hello,
            ("disconnect", _) => Self::Disconnect,
            (kind, Some(id)) => {
                let (kind, inbound) = match kind {
                    "slash_commands" => ("command", inbound::command_of(raw.payload)),
                    "interactive" => ("action", inbound::interaction_of(&raw.payload)),
                    "events_api" => ("event", inbound::event(&raw.payload)),
                    _ => ("event", Inbound::Unknown),
                };
                Self::Envelope(Box::new(Envelope { id, kind, accepts_payload: raw.accepts_response_payload, inbound }))
            }
            _ => Self::Unknown,
        }
    }
}

/// The acknowledgement of an envelope, with the answer where it may carry one.
pub(super) fn acknowledgement(id: &str, accepts_payload: bool, reply: &Reply) -> String {
    match reply.json() {
        Some(payload) if accepts_payload => json!({ "envelope_id": id, "payload": payload }),
        _ => json!({ "envelope_id": id }),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_frames_are_let_go_and_envelopes_always_have_an_id_to_acknowledge() {
        assert!(matches!(Frame::read("not json"), Frame::Unknown));
        assert!(matches!(Frame::read("{\"type\":\"hello\",\"connection_info\":null}"), Frame::Hello));
        assert!(matches!(Frame::read("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}"), Frame::Disconnect));
        let Frame::Envelope(odd) = Frame::read("{\"envelope_id\":\"e1\",\"type\":\"never_heard_of\",\"payload\":null}") else {
            panic!("an envelope");
        };
        assert_eq!(odd.id, "e1");
        assert!(matches!(odd.inbound, Inbound::Unknown));
    }

    #[test]
    fn commands_are_the_same_as_over_http() {
        let frame = json!({
            "envelope_id": "e2", "type": "slash_commands", "accepts_response_payload": true,
            "payload": { "team_id": "T1", "user_id": "U1", "command": "/gave", "text": "x", "trigger_id": "1.2", "enterprise_id": null },
        });
        let Frame::Envelope(envelope) = Frame::read(&frame.to_string()) else { panic!("an envelope") };
        let Inbound::Command(command) = envelope.inbound else { panic!("a command") };
        assert_eq!((command.name.as_str(), command.trigger.as_deref()), ("/gave", Some("command:1.2")));
    }
}
