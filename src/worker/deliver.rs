//! Sends what waits in the outbox: lease, check again, write down that the call begins, call, settle.
//!
//! What is in doubt is never sent again on a guess: Slack's own view of the conversation settles it, or it is held.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt};

use super::post::Post;
use super::{Kind, Workers};
use crate::app::deliver::Delivery;
use crate::app::recheck::Recheck;
use crate::app::{Actor, Result};
use crate::domain::day::Millis;
use crate::domain::delivery::{Look, State};
use crate::domain::message::Message;
use crate::domain::plan::silence::Silence;
use crate::slack::client::Latest;
use crate::slack::view;
use crate::telemetry;
use crate::text::Lang;

/// Deliveries leased at once: at the pace that Slack allows, all of them are begun in the first half of a lease.
const LEASED_AT_ONCE: i64 = 8;

/// Looks at conversations in one step: what is due is not to wait for more.
const LOOKS_PER_STEP: i64 = 8;

/// After this long a step ends though more is due, so that looks, figures and an order to stop get their turn.
const STEP_MAX: Duration = Duration::from_secs(20);

/// Calls under way at once: different conversations, so Slack's second a message does not apply. Half of a replica's connections to PostgreSQL,
/// so that commands always find one.
const AT_ONCE: usize = 4;

impl Workers {
    pub(super) async fn deliver(&self) -> Result<Option<Millis>> {
        self.app.take_over().await?;
        self.send_due().await?;
        // Looks come after what is due, so that a Slack that hangs holds up nothing else; what they free is sent at once.
        let doubtful = self.app.in_doubt(LOOKS_PER_STEP).await?;
        if !doubtful.is_empty() {
            let looks: Vec<BoxFuture<'_, Result<()>>> = doubtful.iter().map(|one| self.look(one).boxed()).collect();
            let looked: Vec<Result<()>> = futures_util::stream::iter(looks).buffered(AT_ONCE).collect().await;
            for (one, looked) in doubtful.iter().zip(looked) {
                if let Err(error) = looked {
                    self.pass_over(Kind::Deliver, &error);
                    self.app.look_later(one).await?;
                }
            }
            self.send_due().await?;
        }
        self.watch().await?;
        self.app.next_delivery().await.map(|due| due.map(|due| due.max(self.app.now())))
    }

    /// Sends everything that is due.
    async fn send_due(&self) -> Result<()> {
        let begun = Instant::now();
        loop {
            let leased = if begun.elapsed() < STEP_MAX { self.lease().await? } else { Vec::new() };
            if leased.is_empty() {
                return Ok(());
            }
            let since = Instant::now();
            let calls: Vec<BoxFuture<'_, Result<()>>> = leased.iter().map(|one| self.send(one, since).boxed()).collect();
            let sent: Vec<Result<()>> = futures_util::stream::iter(calls).buffered(AT_ONCE).collect().await;
            // One that fails keeps its lease until that runs out, and keeps nobody else from theirs.
            for error in sent.into_iter().filter_map(Result::err) {
                self.pass_over(Kind::Deliver, &error);
            }
        }
    }

    /// Leases what is due, of all there is or of what these workers keep to.
    async fn lease(&self) -> Result<Vec<Delivery>> {
        let (only, kind) = (&self.only, self.only.kind);
        match (&only.workspace, kind) {
            (Some(workspace), Some(kind)) => self.app.lease_only(workspace, kind, only.member.as_ref(), LEASED_AT_ONCE).await,
            _ => self.app.lease(LEASED_AT_ONCE).await,
        }
    }

    /// Sends one leased delivery.
    pub(super) async fn send(&self, delivery: &Delivery, since: Instant) -> Result<()> {
        if let Message::Digest { .. } = delivery.message {
            return self.send_digest(delivery, since).await;
        }
        if let Message::Consent { introduction } | Message::Opening { introduction } = &delivery.message {
            return self.send_introduction(delivery, introduction, since).await;
        }
        if let Message::Preview { which } = delivery.message {
            return self.send_preview(delivery, which, since).await;
        }
        if let Message::Export = delivery.message {
            return self.send_export(delivery, since).await;
        }
        if let Some(cause) = self.app.unwanted(delivery).await? {
            return self.leave_unsaid(delivery, cause.as_str()).await;
        }
        let Some(workspace) = self.app.workspace(&delivery.workspace).await? else {
            return self.leave_unsaid(delivery, Silence::NotInstalled.as_str()).await;
        };
        let token = &workspace.bot_token;
        let Some(place) = self.or_back(delivery, self.open(token, delivery).await).await? else { return Ok(()) };
        // The last look comes after the conversation was opened: that may have taken its time.
        let reminder = match self.app.recheck(delivery).await? {
            Recheck::Send(reminder) => reminder,
            Recheck::Drop(cause) => return self.leave_unsaid(delivery, cause.as_str()).await,
            Recheck::Lost => return Ok(()),
        };
        let lang = self.lang(delivery).await?;
        let message = view::reminder(&self.text.words(lang), &delivery.id, &reminder);
        self.post(token, delivery, since, &place, Post { message: &message, picture: false }).await
    }

    /// Leaves a message unsaid. The cause is kept with it; the log tells none, and no metric counts it: that one person rests or left is theirs.
    pub(super) async fn leave_unsaid(&self, delivery: &Delivery, cause: &str) -> Result<()> {
        tracing::info!(kind = delivery.message.kind(), "a message was left unsaid");
        let state = self.app.drop_delivery(delivery, cause).await?;
        if is_machines_fault(cause) {
            return self.count(state);
        }
        self.note_end(state);
        Ok(())
    }

    /// Looks whether a delivery in doubt arrived. In this DM nobody but the bot writes, one message at a time.
    async fn look(&self, delivery: &Delivery) -> Result<()> {
        // In a channel or a group other people write as well: nothing there tells, so it is held and an admin is asked.
        if let Message::Digest { .. } | Message::Opening { .. } = delivery.message {
            return self.count(self.app.settle_look(delivery, Look::Blind, "").await?);
        }
        let (Some(channel), Some(workspace)) = (&delivery.channel, self.app.workspace(&delivery.workspace).await?) else {
            return self.count(self.app.settle_look(delivery, Look::Blind, "").await?);
        };
        let Ok(latest) = self.client.latest(&workspace.bot_token, channel).await else {
            // Past its time it would not be sent again anyway: a person may look, and the conversation is free for what comes next.
            if self.app.now() > delivery.expires_at {
                return self.count(self.app.settle_look(delivery, Look::Blind, "").await?);
            }
            return self.app.look_later(delivery).await;
        };
        let (look, ts) = match (&latest, delivery.baseline_ts.as_deref()) {
            (Latest::NotShown, _) | (_, None) => (Look::Blind, ""),
            (Latest::Message { ts, by_bot }, Some(before)) if ts.as_str() > before => {
                (if *by_bot { Look::There } else { Look::Blind }, ts.as_str())
            }
            (Latest::Nothing | Latest::Message { .. }, Some(_)) => (Look::Absent, ""),
        };
        self.count(self.app.settle_look(delivery, look, ts).await?)
    }

    pub(super) async fn lang(&self, delivery: &Delivery) -> Result<Lang> {
        let by = Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        let (_, locale) = self.app.greet(&by).await?;
        Ok(Lang::of(locale.as_deref()))
    }

    /// Shows how many messages are late, and how many are in doubt.
    async fn watch(&self) -> Result<()> {
        let now = self.app.troubled_deliveries().await?;
        let gauge = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
        metrics::gauge!(telemetry::OUTBOX_LATE).set(gauge(now.late));
        metrics::gauge!(telemetry::IN_DOUBT).set(gauge(now.in_doubt));
        Ok(())
    }

    /// Counts a delivery that came to an end by the machine's work.
    #[expect(clippy::unnecessary_wraps, reason = "the last word of every path above")]
    pub(super) fn count(&self, state: State) -> Result<()> {
        let outcome = match state {
            State::Sent => "sent",
            State::Dropped => "failed",
            State::Held => "held",
            State::Queued | State::Leased | State::Sending | State::InDoubt => return Ok(()),
        };
        metrics::counter!(telemetry::DELIVERIES_TOTAL, "outcome" => outcome).increment(1);
        self.note_end(state);
        Ok(())
    }

    /// Notes an end for the operator who runs these workers by hand.
    fn note_end(&self, state: State) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner).entry(state).or_default() += 1;
    }
}

/// Whether a message was left unsaid through no person's doing: its time passed while it could not be sent.
fn is_machines_fault(cause: &str) -> bool {
    cause == Silence::SlotMissed.as_str()
}
