//! Triggers: the handles that let a bot open a modal, once and within three seconds.
//! They live in wall time: a person waits for the modal, whatever the calendar says.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Duration, Instant},
};

/// Triggers remembered; the oldest go first.
const TRIGGERS_MAX: usize = 50_000;

/// Who acted, and on which modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acted {
    pub(crate) user: String,
    /// The modal that was submitted or pressed in.
    pub(crate) view_id: Option<String>,
}

#[derive(Debug)]
struct Trigger {
    acted: Acted,
    made: Instant,
    exchanged: bool,
}

/// All triggers.
#[derive(Debug, Default)]
pub(crate) struct Triggers {
    all: BTreeMap<String, Trigger>,
    order: VecDeque<String>,
}

impl Triggers {
    pub(super) fn add(&mut self, id: &str, acted: Acted) {
        self.all.insert(id.to_owned(), Trigger { acted, made: Instant::now(), exchanged: false });
        self.order.push_back(id.to_owned());
        if self.order.len() > TRIGGERS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.all.remove(&oldest);
        }
    }

    /// Who acted, when the trigger is still good.
    pub(crate) fn look(&self, id: &str, lifetime: Duration) -> Result<Acted, &'static str> {
        match self.all.get(id) {
            None => Err("invalid_trigger_id"),
            Some(trigger) if trigger.exchanged => Err("exchanged_trigger_id"),
            Some(trigger) if trigger.made.elapsed() > lifetime => Err("expired_trigger_id"),
            Some(trigger) => Ok(trigger.acted.clone()),
        }
    }

    /// A trigger is good once.
    pub(crate) fn exchange(&mut self, id: &str) {
        if let Some(trigger) = self.all.get_mut(id) {
            trigger.exchanged = true;
        }
    }
}
