//! Who is to be told, and how, when a delivery could not be handled at all.
//!
//! Remembered before the handling begins: a handler that panics takes the delivery with it. Each kind of delivery has its own way to hear an
//! answer, and Slack takes no other: a form no message, a press nothing in the acknowledgement.

use super::form::callbacks;
use super::inbound::Inbound;
use super::live::{Handled, Reply, Then};
use super::view;
use crate::text::{Plain, Words};

/// Where the sentence goes.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Ear {
    /// Into the acknowledgement, as a message that gives back what was typed.
    Command(String),
    /// At the first of the form's inputs.
    Form(Option<String>),
    /// To the address that a press or a shortcut brought, if it brought one.
    Address(Option<String>),
    /// Nowhere: it is not acknowledged, so that Slack delivers it again; then it is taken as if it came for the first time.
    Slack,
    /// Nobody waits for anything.
    Nobody,
}

impl Ear {
    pub(super) fn of(inbound: &Inbound) -> Self {
        match inbound {
            Inbound::Command(command) => Self::Command(command.typed()),
            Inbound::Submission(submission) => Self::Form(submission.inputs.first().cloned()),
            Inbound::Action(action) => Self::Address(action.response_url.clone()),
            Inbound::Shortcut(shortcut) => Self::Address(shortcut.response_url.clone()),
            Inbound::Event(_) => Self::Slack,
            Inbound::HeldBack | Inbound::Unknown => Self::Nobody,
        }
    }

    /// That something went wrong on our side, with the reference that the log has too.
    pub(super) fn hears(self, words: &Words<'_>, reference: &str) -> Handled {
        match self {
            Self::Command(typed) => Handled::ephemeral(view::broken(words, reference, &typed)),
            Self::Form(input) => Handled::reply(at_input(words, input, view::broken_in_form(words, reference))),
            Self::Address(address) => {
                let message = view::broken(words, reference, "");
                Handled::then(address.map(|response_url| Then::Say { response_url, message }).into_iter().collect())
            }
            Self::Slack => Handled::reply(Reply::NotTaken),
            Self::Nobody => Handled::nothing(),
        }
    }
}

/// A form stays open with a sentence at an input; one that has none becomes the sentence, as Slack shows none elsewhere.
pub(super) fn at_input(words: &Words<'_>, input: Option<String>, sentence: Plain) -> Reply {
    match input {
        Some(input) => Reply::Errors(vec![(input, sentence)]),
        None => Reply::Become(Box::new(view::told_alone(words, callbacks::DONE, &sentence))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::slack::inbound::{event, interaction_of};
    use crate::text::{Lang, Text};

    fn heard(inbound: &Inbound) -> Handled {
        let text = Text::new();
        Ear::of(inbound).hears(&text.words(Lang::En), "ref-1")
    }

    #[test]
    fn a_form_hears_of_it_in_a_way_that_slack_takes() {
        let sent = |blocks: serde_json::Value| {
            interaction_of(&json!({
                "type": "view_submission", "team": { "id": "T1" }, "user": { "id": "U1" },
                "view": { "id": "V1", "callback_id": "gave", "blocks": blocks },
            }))
        };
        let with_input = heard(&sent(json!([{ "type": "input", "block_id": "who" }]))).reply.json().expect("an answer");
        assert_eq!(with_input["response_action"], "errors");
        assert!(with_input["errors"]["who"].as_str().is_some_and(|said| said.contains("ref-1")), "{with_input}");
        let without = heard(&sent(json!([{ "type": "section" }]))).reply.json().expect("an answer");
        assert_eq!(without["response_action"], "update", "errors need an input: {without}");
        assert!(without["view"]["blocks"].to_string().contains("ref-1"), "{without}");
    }

    #[test]
    fn a_command_hears_of_it_with_its_own_words() {
        let text = Text::new();
        let ear = Ear::Command("/gave &lt;@U1&gt; the slides".to_owned());
        let told = ear.hears(&text.words(Lang::En), "ref-1").reply.json().expect("an answer").to_string();
        assert!(told.contains("ref-1") && told.contains("```/gave &lt;@U1&gt; the slides```"), "{told}");
    }

    #[test]
    fn a_press_hears_of_it_by_its_address_and_an_event_comes_again() {
        let press = interaction_of(&json!({
            "type": "block_actions", "team": { "id": "T1" }, "user": { "id": "U1" }, "response_url": "https://x.example/1",
            "actions": [{ "action_id": "undo", "value": "E1" }],
        }));
        let handled = heard(&press);
        assert_eq!(handled.reply, Reply::Empty);
        assert!(matches!(handled.then.as_slice(), [Then::Say { response_url, .. }] if response_url == "https://x.example/1"));
        let body = json!({ "type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": { "type": "user_change" } });
        let told = event(&body, None);
        assert_eq!(heard(&told), Handled::reply(Reply::NotTaken));
        assert_eq!(heard(&Inbound::Unknown), Handled::nothing(), "what means nothing is acknowledged");
    }
}
