//! What the doctor found: one sentence each, and what to do where something is wrong. No token, note or name is in any of them.

use serde_json::{Value, json};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    Mind,
    Fails,
}

#[derive(Debug)]
struct Finding {
    check: &'static str,
    state: State,
    says: String,
    todo: String,
}

/// All findings, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn good(&mut self, check: &'static str, says: impl Into<String>) {
        self.0.push(Finding { check, state: State::Good, says: says.into(), todo: String::new() });
    }

    /// It works, but an operator should know.
    pub(super) fn mind(&mut self, check: &'static str, says: impl Into<String>, todo: impl Into<String>) {
        self.0.push(Finding { check, state: State::Mind, says: says.into(), todo: todo.into() });
    }

    pub(super) fn fails(&mut self, check: &'static str, says: impl Into<String>, todo: impl Into<String>) {
        self.0.push(Finding { check, state: State::Fails, says: says.into(), todo: todo.into() });
    }

    pub(super) fn failed(&self) -> usize {
        self.0.iter().filter(|finding| finding.state == State::Fails).count()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|Finding { check, state, says, todo }| {
            let word = match state {
                State::Good => "good ",
                State::Mind => "mind ",
                State::Fails => "fails",
            };
            if todo.is_empty() { format!("{word} {check}: {says}") } else { format!("{word} {check}: {says} {todo}") }
        })
    }

    pub(super) fn json(&self) -> Value {
        let findings: Vec<Value> = self
            .0
            .iter()
            .map(|Finding { check, state, says, todo }| {
                let state = match state {
                    State::Good => "good",
                    State::Mind => "mind",
                    State::Fails => "fails",
                };
                json!({ "check": check, "state": state, "says": says, "todo": todo })
            })
            .collect();
        json!({ "good": self.failed() == 0, "findings": findings })
    }
}
