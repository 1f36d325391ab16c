//! Socket Mode: tickets, connections, and envelopes that wait for their acknowledgements.
//! Each payload goes to one connection, and only that connection can acknowledge it.

mod control;
mod deliver;
mod envelope;
mod frames;
mod line;
mod upgrade;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::sync::{Notify, mpsc, oneshot};

pub use control::DisconnectReason;
pub(crate) use deliver::deliver;
pub use envelope::{Envelope, Fate};
pub(crate) use upgrade::link;

use envelope::EnvelopeLog;
use line::Frame;

/// Connections of one app at the same time, as Slack allows.
pub(crate) const SOCKETS_MAX: usize = 10;

/// How long a ticket may be used: bots connect right after they got it.
const TICKET_LIFETIME: Duration = Duration::from_secs(30);

/// Envelopes without an acknowledgement in time that one is still expected for.
const GIVEN_UP_MAX: usize = 10_000;

/// What a bot said to an envelope: its payload, or nothing.
type Ack = Option<Value>;

/// A connection, as those see it who send over it.
struct Line {
    out: mpsc::UnboundedSender<Frame>,
    /// Asked to go: it takes acknowledgements still, and gets no new envelopes.
    leaving: bool,
}

/// An envelope that was not acknowledged yet.
struct Waiting {
    line: u64,
    seq: u64,
    tell: oneshot::Sender<Ack>,
}

/// An envelope that is to be sent.
pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    /// What tells deliveries apart: the trigger of an interaction, the id of an event.
    pub(crate) key: String,
    pub(crate) attempt: usize,
    pub(crate) text: String,
}

/// Everything about Socket Mode.
#[derive(Default)]
pub(crate) struct Sockets {
    tickets: BTreeMap<String, Instant>,
    lines: BTreeMap<u64, Line>,
    /// How many connections there ever were; also the number of the newest.
    made: u64,
    /// The connection that got the last envelope.
    served: u64,
    waiting: BTreeMap<String, Waiting>,
    /// Those of them that nobody waits for any more, oldest first.
    given_up: VecDeque<String>,
    log: EnvelopeLog,
    /// Wakes those who wait for a connection.
    arrived: Arc<Notify>,
}

impl Sockets {
    /// Remembers a ticket; those that nobody came with are forgotten.
    pub(crate) fn issue(&mut self, ticket: &str) {
        self.tickets.retain(|_, made| made.elapsed() <= TICKET_LIFETIME);
        self.tickets.insert(ticket.to_owned(), Instant::now());
    }

    /// No ticket is good any more.
    pub(crate) fn forget_tickets(&mut self) {
        self.tickets.clear();
    }

    /// Whether this ticket is good; it is not a second time.
    fn redeem(&mut self, ticket: &str) -> bool {
        self.tickets.remove(ticket).is_some_and(|made| made.elapsed() <= TICKET_LIFETIME)
    }

    /// Connections that take new envelopes.
    pub(crate) fn open(&self) -> usize {
        self.lines.values().filter(|line| !line.leaving).count()
    }

    /// A connection came. Answers its number, or nothing when there are too many.
    fn enter(&mut self, out: mpsc::UnboundedSender<Frame>, app_id: &str) -> Option<u64> {
        if self.lines.len() >= SOCKETS_MAX {
            return None;
        }
        // Into the queue before anyone else can write: the first frame is always the greeting.
        let _ = out.send(Frame::Text(frames::hello(app_id, self.lines.len() + 1)));
        self.made += 1;
        self.lines.insert(self.made, Line { out, leaving: false });
        self.arrived.notify_waiters();
        Some(self.made)
    }

    /// A connection is gone, and with it what it had not acknowledged.
    fn leave(&mut self, line: u64) {
        self.lines.remove(&line);
        for (_, lost) in self.waiting.extract_if(.., |_, one| one.line == line) {
            if !lost.tell.is_closed() {
                self.log.settle(lost.seq, Fate::Lost);
            }
        }
    }

    /// Sends an envelope over the next connection in turn. Nothing when there is none.
    fn send(&mut self, post: Post) -> Option<oneshot::Receiver<Ack>> {
        loop {
            let number = self.next_line()?;
            let line = self.lines.get(&number)?;
            if line.out.send(Frame::Text(post.text.clone())).is_err() {
                self.leave(number);
                continue;
            }
            self.served = number;
            let (tell, told) = oneshot::channel();
            let seq = self.log.push(&post, number);
            self.waiting.insert(post.id, Waiting { line: number, seq, tell });
            return Some(told);
        }
    }

    fn next_line(&self) -> Option<u64> {
        let after = self.lines.range(self.served + 1..);
        after.chain(self.lines.range(..=self.served)).find(|(_, line)| !line.leaving).map(|(&number, _)| number)
    }

    /// Nobody waits for this envelope any more; an acknowledgement would be late.
    fn give_up(&mut self, envelope_id: &str) {
        if let Some(waiting) = self.waiting.get(envelope_id) {
            self.log.settle(waiting.seq, Fate::TimedOut);
            // Known for a while still, so that an acknowledgement is seen to be late.
            self.given_up.push_back(envelope_id.to_owned());
        }
        if self.given_up.len() > GIVEN_UP_MAX
            && let Some(oldest) = self.given_up.pop_front()
        {
            self.waiting.remove(&oldest);
        }
    }

    /// A frame from a bot: an acknowledgement, or nothing that means anything.
    fn heard(&mut self, line: u64, text: &str) {
        let Ok(frame) = serde_json::from_str::<Value>(text) else {
            tracing::debug!("a frame over Socket Mode is not JSON");
            return;
        };
        let id = crate::workspace::text(&frame, "envelope_id");
        if self.waiting.get(id).is_none_or(|waiting| waiting.line != line) {
            tracing::debug!("an acknowledgement over Socket Mode is for no envelope of this connection");
            return;
        }
        if let Some(waiting) = self.waiting.remove(id) {
            let payload = frame.get("payload").filter(|payload| !payload.is_null()).cloned();
            let fate = if waiting.tell.send(payload).is_ok() { Fate::Acked } else { Fate::Late };
            self.log.settle(waiting.seq, fate);
        }
    }

    /// Tells connections to go; `max` of them, the oldest first.
    fn disconnect(&mut self, reason: DisconnectReason, grace: Duration, max: usize) {
        for line in self.lines.values_mut().filter(|line| !line.leaving).take(max) {
            let _ = line.out.send(Frame::Text(frames::disconnect(reason.word())));
            match reason {
                DisconnectReason::Warning => {}
                DisconnectReason::RefreshRequested => {
                    line.leaving = true;
                    let _ = line.out.send(Frame::CloseAfter(grace));
                }
                DisconnectReason::LinkDisabled => {
                    line.leaving = true;
                    let _ = line.out.send(Frame::CloseAfter(Duration::ZERO));
                }
            }
        }
    }

    /// Drops connections without a word; `max` of them, the oldest first.
    fn drop_lines(&mut self, max: usize) {
        let numbers: Vec<u64> = self.lines.keys().copied().take(max).collect();
        for number in numbers {
            if let Some(line) = self.lines.get(&number) {
                let _ = line.out.send(Frame::Drop);
            }
            self.leave(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::{Fate, Post, SOCKETS_MAX, Sockets};

    fn post(id: &str) -> Post {
        Post { id: id.to_owned(), kind: "slash_commands", key: id.to_owned(), attempt: 0, text: "{}".to_owned() }
    }

    #[test]
    fn a_ticket_is_good_once() {
        let mut sockets = Sockets::default();
        sockets.issue("t");
        assert!(!sockets.redeem("other"));
        assert!(sockets.redeem("t"));
        assert!(!sockets.redeem("t"));
    }

    #[test]
    fn in_turn_and_only_by_who_got_it() {
        let mut sockets = Sockets::default();
        let (one, _first) = mpsc::unbounded_channel();
        let (two, _second) = mpsc::unbounded_channel();
        assert_eq!((sockets.enter(one, "A1"), sockets.enter(two, "A1")), (Some(1), Some(2)));
        let mut waits: Vec<_> = ["a", "b", "c"].into_iter().filter_map(|id| sockets.send(post(id))).collect();
        assert_eq!(sockets.log.all().iter().map(|envelope| envelope.socket).collect::<Vec<_>>(), [1, 2, 1]);
        sockets.heard(2, r#"{"envelope_id": "a"}"#);
        assert!(waits[0].try_recv().is_err());
        sockets.heard(1, r#"{"envelope_id": "a"}"#);
        assert_eq!(waits[0].try_recv(), Ok(None));
        sockets.leave(1);
        let fates: Vec<Fate> = sockets.log.all().iter().map(|envelope| envelope.fate).collect();
        assert_eq!(fates, [Fate::Acked, Fate::Waiting, Fate::Lost]);
    }

    #[test]
    fn no_more_than_ten() {
        let mut sockets = Sockets::default();
        let mut ends = Vec::new();
        for _ in 0..SOCKETS_MAX {
            let (out, end) = mpsc::unbounded_channel();
            assert!(sockets.enter(out, "A1").is_some());
            ends.push(end);
        }
        let (out, _end) = mpsc::unbounded_channel();
        assert_eq!(sockets.enter(out, "A1"), None);
    }
}
