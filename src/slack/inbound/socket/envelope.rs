//! The frames of Socket Mode, read leniently: an envelope that can't be read for meaning is acknowledged all the same.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::slack::inbound::{self, Inbound, json};
use crate::slack::live::Reply;

/// One frame from Slack.
#[derive(Debug)]
pub(super) enum Frame {
    /// The connection stands.
    Hello,
    /// The connection will end soon, or ends now.
    Disconnect {
        /// Because somebody switched Socket Mode off on the app's page.
        switched_off: bool,
    },
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

/// What is needed to acknowledge an envelope whose payload can't be read: everything else is skipped, however deep it goes.
#[derive(Deserialize)]
struct Bare {
    envelope_id: String,
}

impl Frame {
    /// Reads a text frame.
    pub(super) fn read(text: &str) -> Self {
        let Some(raw) = json::read(text) else {
            return serde_json::from_str::<Bare>(text).map_or(Self::Unknown, |bare| Self::envelope(bare.envelope_id, &Value::Null));
        };
        match (raw["type"].as_str().unwrap_or_default(), raw["envelope_id"].as_str()) {
            ("hello", _) => Self::Hello,
            ("disconnect", _) => Self::Disconnect { switched_off: raw["reason"] == "link_disabled" },
            (_, Some(id)) => Self::envelope(id.to_owned(), &raw),
            _ => Self::Unknown,
        }
    }

    fn envelope(id: String, raw: &Value) -> Self {
        let payload = &raw["payload"];
        let (kind, inbound) = match raw["type"].as_str().unwrap_or_default() {
            "slash_commands" => ("command", inbound::command_of(payload)),
            "interactive" => ("action", inbound::interaction_of(payload)),
            "events_api" => ("event", inbound::event(payload, again(&raw["retry_attempt"], &raw["retry_reason"]))),
            _ => ("event", Inbound::Unknown),
        };
        Self::Envelope(Box::new(Envelope { id, kind, accepts_payload: raw["accepts_response_payload"] == true, inbound }))
    }
}

/// Slack's reason for sending an event again; none the first time.
fn again<'a>(attempt: &Value, reason: &'a Value) -> Option<&'a str> {
    attempt.as_u64().filter(|attempt| *attempt > 0).map(|_| reason.as_str().unwrap_or_default())
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
        assert!(matches!(
            Frame::read("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}"),
            Frame::Disconnect { switched_off: false }
        ));
        assert!(matches!(Frame::read("{\"type\":\"disconnect\",\"reason\":\"link_disabled\"}"), Frame::Disconnect { switched_off: true }));
        let Frame::Envelope(odd) = Frame::read("{\"envelope_id\":\"e1\",\"type\":\"never_heard_of\",\"payload\":null}") else {
            panic!("an envelope");
        };
        assert_eq!(odd.id, "e1");
        assert!(matches!(odd.inbound, Inbound::Unknown));
    }

    #[test]
    fn a_payload_that_cannot_be_read_is_acknowledged_all_the_same() {
        let deep = format!("{{\"envelope_id\":\"e3\",\"type\":\"interactive\",\"payload\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
        for frame in [deep.as_str(), "{\"envelope_id\":\"e3\",\"type\":\"slash_commands\",\"payload\":{\"text\":\"\\ud83d\"}}"] {
            assert!(matches!(Frame::read(frame), Frame::Envelope(envelope) if envelope.id == "e3"), "{frame}");
        }
        assert!(matches!(Frame::read("[]"), Frame::Unknown));
        assert!(matches!(Frame::read("{\"envelope_id\":7,\"type\":{}}"), Frame::Unknown));
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
