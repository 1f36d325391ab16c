//! What Slack does with an acknowledgement: shows it, tells the person that it failed, or tries again.
//! Every failure a person would see is recorded as what they saw.

use serde_json::Value;

use crate::{
    api::{Arguments, show_new},
    blockkit::{Surface, VIEW_BYTES_MAX, check_view},
    delivery::{Delivered, Failure, Follow, Reply, Sent, deliver_once},
    log::Entry,
    people::SandboxError,
    standin::Standin,
    state::State,
    workspace::text,
};

/// How often an event that failed is tried again.
const RETRIES: usize = 3;

/// What people are told when no acknowledgement came in time.
const TIMED_OUT: &str = "operation_timeout";
/// What people are told when the acknowledgement was no success.
const FAILED: &str = "dispatch_failed";
/// What people are told when the acknowledgement could not be shown.
const UNREADABLE: &str = "invalid_command_response";

impl Standin {
    /// Delivers the last thing again: the same bytes and the same trigger under a fresh signature.
    ///
    /// # Errors
    /// When nothing has been delivered yet, or nothing can be.
    pub async fn redeliver_last(&self) -> Result<Delivered, SandboxError> {
        let last = self.state().last.clone();
        self.deliver(last.ok_or(SandboxError::NothingDelivered)?).await
    }

    /// Delivers, and does what Slack does with the answer.
    pub(super) async fn deliver(&self, sent: Sent) -> Result<Delivered, SandboxError> {
        self.state().last = Some(sent.clone());
        match &sent.follow {
            Follow::Event => self.deliver_event(&sent).await,
            Follow::Challenge { challenge } => {
                let outcome = deliver_once(self, &sent, None).await?;
                let error = failure_of(&outcome).or_else(|| {
                    let echoed = outcome.as_ref().is_ok_and(|reply| reply.body.contains(challenge.as_str()));
                    (!echoed).then_some("challenge_failed")
                });
                Ok(delivered(outcome, &sent, error))
            }
            follow => {
                let outcome = deliver_once(self, &sent, None).await?;
                let error = self.state().followed(follow, &outcome);
                Ok(delivered(outcome, &sent, error))
            }
        }
    }

    async fn deliver_event(&self, sent: &Sent) -> Result<Delivered, SandboxError> {
        let delays = self.state().options.event_retry_delays;
        let mut retry = None;
        loop {
            let outcome = deliver_once(self, sent, retry).await?;
            let reason = match &outcome {
                Ok(reply) if (200..300).contains(&reply.status) => {
                    return Ok(delivered(outcome, sent, None));
                }
                Ok(_) => "http_error",
                Err(Failure::TimedOut) => "http_timeout",
                Err(Failure::Unreachable) => "connection_failed",
            };
            let number = retry.map_or(0, |(number, _)| number);
            let stop = outcome.as_ref().is_ok_and(|reply| reply.header("x-slack-no-retry") == "1");
            if stop || number == RETRIES {
                return Ok(delivered(outcome, sent, Some(reason)));
            }
            // The first retry comes at once, the others later.
            if let Some(&delay) = number.checked_sub(1).and_then(|late| delays.get(late)) {
                tokio::time::sleep(delay).await;
            }
            retry = Some((number + 1, reason));
        }
    }
}

fn delivered(outcome: Result<Reply, Failure>, sent: &Sent, error: Option<&str>) -> Delivered {
    let (status, body) = outcome.map_or((0, String::new()), |reply| (reply.status, reply.body));
    Delivered { status, body, trigger_id: sent.trigger_id.clone(), error: error.map(str::to_owned) }
}

/// What failed about an acknowledgement, if anything.
fn failure_of(outcome: &Result<Reply, Failure>) -> Option<&'static str> {
    match outcome {
        Ok(reply) if reply.status == 200 => None,
        Ok(_) | Err(Failure::Unreachable) => Some(FAILED),
        Err(Failure::TimedOut) => Some(TIMED_OUT),
    }
}

impl State {
    /// Shows a person what came back. Answers the error they saw instead.
    fn followed(&mut self, follow: &Follow, outcome: &Result<Reply, Failure>) -> Option<&'static str> {
        let mut error = failure_of(outcome);
        if let (Ok(reply), None) = (outcome, error) {
            error = match follow {
                Follow::Command { user, channel, .. } => self.show_command_answer(user, channel, reply),
                Follow::Submission { user, view_id } => self.follow_submission(user, view_id, reply),
                Follow::Person { .. } | Follow::Event | Follow::Challenge { .. } => None,
            };
        }
        let told = match follow {
            Follow::Command { user, command, .. } => Some((user, command.clone())),
            Follow::Person { user, what } => Some((user, what.clone())),
            Follow::Submission { user, .. } => Some((user, "Submit".to_owned())),
            Follow::Event | Follow::Challenge { .. } => None,
        };
        if let (Some((user, what)), Some(error)) = (told, error) {
            let at_ms = self.now_ms();
            self.note(&Entry::UserSawError { at_ms, user: user.clone(), what, error: error.to_owned() });
        }
        error
    }

    fn show_command_answer(&mut self, user: &str, channel: &str, reply: &Reply) -> Option<&'static str> {
        if reply.body.trim().is_empty() {
            return None;
        }
        let mut arguments = Arguments::default();
        if reply.header("content-type").starts_with("application/json") {
            match serde_json::from_str(&reply.body) {
                Ok(Value::Object(object)) if object.is_empty() => return None,
                Ok(Value::Object(object)) => arguments = Arguments::from_object(object),
                _ => return Some(UNREADABLE),
            }
        } else {
            arguments.set("text", Value::String(reply.body.clone()));
        }
        let reach = self.reach;
        match show_new(self, user, channel, &arguments, reach) {
            Ok(_) => None,
            Err(refusal) => {
                tracing::debug!(error = refusal.error, messages = ?refusal.messages, "an answer to a command could not be shown");
                Some(UNREADABLE)
            }
        }
    }

    fn follow_submission(&mut self, user: &str, view_id: &str, reply: &Reply) -> Option<&'static str> {
        if reply.body.trim().is_empty() {
            self.close_modal(view_id);
            return None;
        }
        let Ok(answer) = serde_json::from_str::<Value>(&reply.body) else {
            return Some(UNREADABLE);
        };
        // What Slack's kit for Node.js says over Socket Mode when it says nothing.
        if answer.as_object().is_some_and(serde_json::Map::is_empty) {
            self.close_modal(view_id);
            return None;
        }
        match text(&answer, "response_action") {
            // The modal stays, with sentences under its fields.
            "errors" if self.has_inputs(view_id, &answer["errors"]) => {
                let (at_ms, user, view_id) = (self.now_ms(), user.to_owned(), view_id.to_owned());
                self.note(&Entry::ModalErrors { at_ms, user, view_id, errors: answer["errors"].clone() });
                None
            }
            "clear" => {
                self.close_all(user);
                None
            }
            action @ ("update" | "push") => {
                let view = answer.get("view").unwrap_or(&Value::Null);
                if !self.takes_view(view, (action == "update").then_some(view_id)) {
                    return Some(UNREADABLE);
                }
                let shown = if action == "update" { self.change_modal(view_id, view) } else { self.push_modal(user, view) };
                if shown.is_none() { Some(UNREADABLE) } else { None }
            }
            _ => Some(UNREADABLE),
        }
    }

    /// Whether a view in an acknowledgement is one that the methods would take: whole, not too large, and under an id of its own; `but` is the
    /// one in whose place it comes.
    fn takes_view(&self, view: &Value, but: Option<&str>) -> bool {
        view.to_string().len() <= VIEW_BYTES_MAX
            && check_view(view, Surface::Modal, "/view").is_empty()
            && self.can_show_files(view)
            && !self.external_id_taken(text(view, "external_id"), but)
    }

    /// Whether every sentence about an error belongs to an input of this modal.
    fn has_inputs(&self, view_id: &str, errors: &Value) -> bool {
        let Some((modal, errors)) = self.modal(view_id).zip(errors.as_object().filter(|errors| !errors.is_empty())) else {
            return false;
        };
        let blocks = modal.view["blocks"].as_array().cloned().unwrap_or_default();
        let inputs: Vec<&str> = blocks.iter().filter(|block| text(block, "type") == "input").map(|block| text(block, "block_id")).collect();
        errors.iter().all(|(block, sentence)| inputs.contains(&block.as_str()) && sentence.is_string())
    }
}
