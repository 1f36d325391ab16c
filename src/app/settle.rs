//! What became of a delivery, written down: sent, to be tried again, in doubt, held or dropped.
//!
//! The store moves a row only from the states that the machine of `domain::delivery` allows, and only at the attempt it expects.

use super::{Actor, App, Result};
use crate::domain::delivery::{Event, LOOK_EVERY_MS, LOOK_FIRST_AFTER_MS, Look, State, after_look, look_again_at, retry_pause_ms};
use crate::domain::ids::MessageId;
use crate::domain::message::Message;
use crate::domain::step::StepKind;
use crate::store::outbox::{self, Delivery};
use crate::store::{introductions, members, nudges, preferences, steps};

/// How a call to Slack ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Slack has it, under this time stamp.
    Sent(String),
    /// Not now; after so many milliseconds, if Slack said.
    NotNow(Option<i64>),
    /// Never: the documented error.
    Never(String),
    /// Nobody knows.
    Unknown,
}

impl App {
    /// Settles a call that has ended.
    ///
    /// # Errors
    /// When the database refuses: the delivery then stays `sending` and is taken over as in doubt.
    pub async fn settle(&self, delivery: &Delivery, outcome: &Outcome) -> Result<State> {
        let now = self.lease_now().await?;
        match outcome {
            Outcome::Sent(ts) => self.sent(delivery, ts).await,
            Outcome::NotNow(after) => {
                let due = now.plus(after.unwrap_or(0).max(retry_pause_ms(delivery.attempt - 1)));
                outbox::again(&self.store.db, delivery, due, "not now").await?;
                Ok(State::Queued)
            }
            Outcome::Never(code) => self.end(delivery, Event::RefusedForGood, code).await,
            Outcome::Unknown => {
                outbox::doubt(&self.store.db, delivery, now.plus(LOOK_FIRST_AFTER_MS), "no answer").await?;
                Ok(State::InDoubt)
            }
        }
    }

    /// Settles a delivery in doubt by what its conversation showed; `there_ts` is the message's time stamp where it is there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle_look(&self, delivery: &Delivery, look: Look, there_ts: &str) -> Result<State> {
        let now = self.lease_now().await?;
        match after_look(look, delivery.looks) {
            Some(Event::SeenThere) => self.sent(delivery, there_ts).await,
            Some(Event::SeenAbsent) => {
                outbox::again(&self.store.db, delivery, now, "did not arrive").await?;
                Ok(State::Queued)
            }
            Some(event) => self.end(delivery, event, "the conversation does not tell").await,
            None => {
                outbox::looked(&self.store.db, delivery, delivery.looks + 1, now.plus(LOOK_EVERY_MS)).await?;
                Ok(State::InDoubt)
            }
        }
    }

    /// Looks again later: the conversation couldn't be read now. Each time a little later, as it may stay so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn look_later(&self, delivery: &Delivery) -> Result<()> {
        let now = self.lease_now().await?;
        let next = look_again_at(now, delivery.deadline_at.unwrap_or(now), delivery.expires_at);
        Ok(outbox::looked(&self.store.db, delivery, delivery.looks, next).await?)
    }

    /// Drops a leased delivery whose words hold no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_delivery(&self, delivery: &Delivery, cause: &str) -> Result<State> {
        self.end(delivery, Event::NoLongerTrue, cause).await
    }

    /// Gives a leased delivery back, nothing sent: the conversation couldn't be opened now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn give_back(&self, delivery: &Delivery, after: Option<i64>) -> Result<State> {
        let due = self.now().plus(after.unwrap_or(0).max(retry_pause_ms(delivery.attempt - 1)));
        outbox::again(&self.store.db, delivery, due, "not reached").await?;
        Ok(State::Queued)
    }

    /// Somebody pressed a button on the message with this time stamp. If it can be none but `message`, that is there, whatever was known of it
    /// until now: an earlier message that shows the same has an earlier time stamp than the last one before the call, or is known itself.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn pressed_on(&self, by: &Actor, message: &MessageId, message_ts: Option<&str>) -> Result<()> {
        let Some(message_ts) = message_ts else { return Ok(()) };
        match outbox::by_id(&self.store, &by.workspace, message).await? {
            Some(delivery)
                if delivery.recipient == by.person
                    && matches!(delivery.state, State::Sending | State::InDoubt | State::Held)
                    && delivery.baseline_ts.as_deref().is_none_or(|before| message_ts > before)
                    && !outbox::is_known(&self.store.db, &by.workspace, &by.person, message_ts).await? =>
            {
                self.sent(&delivery, message_ts).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    pub(crate) async fn sent(&self, delivery: &Delivery, message_ts: &str) -> Result<State> {
        let now = self.now();
        let week = match delivery.message {
            Message::Reminder { week } => week,
            Message::Digest { .. } => return self.digest_sent(delivery, message_ts).await,
            Message::Consent { .. } | Message::Opening { .. } => return self.introduction_sent(delivery, message_ts).await,
            Message::Preview { .. } => return self.preview_sent(delivery, message_ts).await,
            Message::Export => return self.export_sent(delivery, message_ts).await,
        };
        let step = steps::of_message(&self.store.db, &delivery.workspace, &delivery.id).await?.map(|step| step.kind);
        let mut tx = self.store.db.begin().await?;
        if outbox::sent(&mut tx, delivery, message_ts, now).await? {
            let named = preferences::named(&mut tx, &delivery.workspace, &delivery.id, week).await?;
            nudges::sent(&mut tx, &delivery.workspace, &delivery.id).await?;
            let reminded = members::Reminded { week, step: step.is_some_and(|kind| kind != StepKind::LastNote), nudges: named, at: now };
            members::reminded(&mut tx, &delivery.workspace, &delivery.recipient, reminded).await?;
            if step == Some(StepKind::LastNote) {
                members::rest_after_last_note(&mut tx, &delivery.workspace, &delivery.recipient, now).await?;
            }
        }
        tx.commit().await?;
        Ok(State::Sent)
    }

    async fn end(&self, delivery: &Delivery, event: Event, cause: &str) -> Result<State> {
        let state = match event {
            Event::NoLongerTrue | Event::RefusedForGood => State::Dropped,
            _ => State::Held,
        };
        let mut tx = self.store.db.begin().await?;
        let moved = outbox::end(&mut tx, delivery, (event, state), cause, self.now()).await?;
        if moved && state == State::Dropped {
            nudges::withdraw(&mut tx, &delivery.workspace, &delivery.id).await?;
            if let Message::Consent { introduction } | Message::Opening { introduction } = &delivery.message {
                introductions::end(&mut tx, &delivery.workspace, introduction).await?;
            }
        }
        tx.commit().await?;
        Ok(state)
    }
}
