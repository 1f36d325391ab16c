//! A bounded record of things that happened, in order.
//! Entries are kept as compact JSON: a long simulation must not fill the memory with trees of values.

use std::{collections::VecDeque, marker::PhantomData};

use serde::{Serialize, de::DeserializeOwned};

/// Entries kept; the oldest go first.
pub(crate) const ENTRIES_MAX: usize = 200_000;

/// Bytes kept; a few hundred days of a large workspace, and still little beside the bot.
pub(crate) const BYTES_MAX: usize = 128 * 1024 * 1024;

/// Entries of one type, numbered from 0.
#[derive(Debug)]
pub(crate) struct Journal<T> {
    lines: VecDeque<Box<str>>,
    first: u64,
    bytes: usize,
    kind: PhantomData<T>,
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self { lines: VecDeque::new(), first: 0, bytes: 0, kind: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned> Journal<T> {
    /// The number the next entry gets.
    pub(crate) fn next(&self) -> u64 {
        self.first + self.lines.len() as u64
    }

    pub(crate) fn push(&mut self, entry: &T) {
        // Our own types always serialise; one that didn't would be a line no reader shows.
        let line = serde_json::to_string(entry).unwrap_or_default().into_boxed_str();
        self.bytes += line.len();
        self.lines.push_back(line);
        while self.lines.len() > ENTRIES_MAX || self.bytes > BYTES_MAX {
            let Some(line) = self.lines.pop_front() else {
                break;
            };
            self.bytes -= line.len();
            self.first += 1;
        }
    }

    /// Entries from number `from` on, as far as they are still kept.
    pub(crate) fn since(&self, from: u64) -> Vec<T> {
        let skip = usize::try_from(from.saturating_sub(self.first)).unwrap_or(usize::MAX);
        self.lines.iter().skip(skip).filter_map(|line| serde_json::from_str(line).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES_MAX, Journal};

    #[test]
    fn the_oldest_go_first() {
        let mut journal = Journal::<u64>::default();
        for number in 0..(ENTRIES_MAX as u64 + 10) {
            journal.push(&number);
        }
        assert_eq!(journal.next(), ENTRIES_MAX as u64 + 10);
        let last = journal.since(journal.next() - 2);
        assert_eq!(last, vec![ENTRIES_MAX as u64 + 8, ENTRIES_MAX as u64 + 9]);
        assert_eq!(journal.since(0).first(), Some(&10));
    }
}
