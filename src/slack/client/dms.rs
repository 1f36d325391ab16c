//! The bot's conversations with people, as far as they were opened: a conversation keeps its id for ever, so it is asked for once.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::{ChannelId, PersonId};

/// Conversations remembered: those of one large workspace or of many small ones. The oldest go first, and are asked for again.
const REMEMBERED_MAX: usize = 20_000;

/// What was opened. Lost with the process, and learnt again.
#[derive(Debug, Default)]
pub(super) struct Dms {
    hasher: RandomState,
    opened: Mutex<Opened>,
}

#[derive(Debug, Default)]
struct Opened {
    channels: HashMap<u64, ChannelId>,
    order: VecDeque<u64>,
}

impl Dms {
    /// The conversation with a person, in the workspace of a token.
    pub(super) fn of(&self, token: &str, person: &PersonId) -> Option<ChannelId> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).channels.get(&self.key(token, person)).cloned()
    }

    /// A conversation was opened.
    pub(super) fn learn(&self, token: &str, person: &PersonId, channel: &ChannelId) {
        let key = self.key(token, person);
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.channels.insert(key, channel.clone()).is_none() {
            opened.order.push_back(key);
        }
        if opened.order.len() > REMEMBERED_MAX
            && let Some(oldest) = opened.order.pop_front()
        {
            opened.channels.remove(&oldest);
        }
    }

    /// Slack doesn't know a conversation (any more): it is asked for again.
    pub(super) fn forget(&self, channel: &ChannelId) {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let Opened { channels, order } = &mut *opened;
        channels.retain(|_, known| known != channel);
        order.retain(|key| channels.contains_key(key));
    }

    fn key(&self, token: &str, person: &PersonId) -> u64 {
        self.hasher.hash_one((token, person.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_is_known_until_slack_denies_it() {
        let (dms, sam) = (Dms::default(), PersonId::from("U1"));
        dms.learn("token", &sam, &"D1".into());
        assert_eq!(dms.of("token", &sam), Some("D1".into()));
        assert_eq!(dms.of("other", &sam), None);
        dms.forget(&"D1".into());
        assert_eq!(dms.of("token", &sam), None);
    }

    #[test]
    fn memory_is_bounded() {
        let dms = Dms::default();
        for number in 0..REMEMBERED_MAX + 10 {
            dms.learn("token", &PersonId::from(number.to_string()), &format!("D{number}").as_str().into());
        }
        assert_eq!(
            dms.opened.lock().map(|opened| (opened.channels.len(), opened.order.len())).ok(),
            Some((REMEMBERED_MAX, REMEMBERED_MAX))
        );
        assert_eq!(dms.of("token", &PersonId::from("0")), None);
    }
}
