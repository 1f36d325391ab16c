//! Response addresses: where a bot may answer one command or one press, five times within half an hour.
//! They live in wall time: they are protocol, not calendar.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Duration, Instant},
};

/// Uses of one response address.
const USES_MAX: u32 = 5;

/// Addresses remembered; the oldest go first.
const HOOKS_MAX: usize = 50_000;

/// What an answer may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A command: there is nothing to replace.
    Nothing,
    /// A message everyone in the conversation sees.
    Message {
        /// Its timestamp.
        ts: String,
    },
    /// A message only that person sees.
    Ephemeral {
        /// Its timestamp.
        ts: String,
    },
}

/// One response address.
#[derive(Clone, Debug)]
pub(crate) struct Hook {
    pub(crate) user: String,
    pub(crate) channel: String,
    pub(crate) origin: Origin,
    uses: u32,
    made: Instant,
}

impl Hook {
    pub(crate) fn new(user: &str, channel: &str, origin: Origin) -> Self {
        Self { user: user.to_owned(), channel: channel.to_owned(), origin, uses: 0, made: Instant::now() }
    }
}

/// All response addresses.
#[derive(Debug, Default)]
pub(crate) struct Hooks {
    all: BTreeMap<String, Hook>,
    order: VecDeque<String>,
}

impl Hooks {
    pub(crate) fn add(&mut self, id: &str, hook: Hook) {
        self.all.insert(id.to_owned(), hook);
        self.order.push_back(id.to_owned());
        if self.order.len() > HOOKS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.all.remove(&oldest);
        }
    }

    /// The hook, when it may be used now.
    pub(crate) fn look(&self, id: &str, lifetime: Duration) -> Result<Hook, &'static str> {
        let hook = self.all.get(id).ok_or("expired_url")?;
        if hook.made.elapsed() > lifetime {
            Err("expired_url")
        } else if hook.uses >= USES_MAX {
            Err("used_url")
        } else {
            Ok(hook.clone())
        }
    }

    /// Whether this address was given out here.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.all.contains_key(id)
    }

    pub(crate) fn count(&mut self, id: &str) {
        if let Some(hook) = self.all.get_mut(id) {
            hook.uses += 1;
        }
    }
}
