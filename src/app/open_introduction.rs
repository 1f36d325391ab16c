//! The conversation that both said yes to: checked once more, opened once, and kept as contact of all three with one another.

use super::consent::Look;
use super::turn_off::OFF_LOOK_MS;
use super::{Actor, App, Result};
use crate::domain::delivery::State;
use crate::domain::entry::Touch;
use crate::domain::ids::{IntroductionId, PersonId, WorkspaceId};
use crate::domain::introduction::{self, Introduction};
use crate::domain::message::Message;
use crate::domain::note::Note;
use crate::store::outbox::{self, Delivery};
use crate::store::{introductions, people};

/// The first message of the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Which introduction.
    pub id: IntroductionId,
    /// Who proposed it.
    pub broker: PersonId,
    /// The two, in the order in which they were asked.
    pub two: [PersonId; 2],
    /// Why.
    pub why: Note,
    /// The locales of the three, as far as they are known.
    pub locales: Vec<Option<String>>,
}

impl App {
    /// The last look before the conversation is opened.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recheck_opening(&self, delivery: &Delivery, id: &IntroductionId) -> Result<Look<Opening>> {
        if self.now() > delivery.expires_at {
            return Ok(Look::Drop("lapsed"));
        }
        if self.is_off(&delivery.workspace).await? {
            return Ok(Look::Later(OFF_LOOK_MS));
        }
        let Some(one) = introductions::by_id(&self.store, &delivery.workspace, id).await? else { return Ok(Look::Drop("gone")) };
        if one.state != introduction::State::Agreed || self.cast(&delivery.workspace, &one).await?.is_over(&one) {
            return Ok(Look::Drop("somebody left"));
        }
        Ok(Look::Send(self.opening(&delivery.workspace, one).await?))
    }

    /// The first message of a conversation as it stands; nothing, if the introduction is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn opening_of(&self, workspace: &WorkspaceId, id: &IntroductionId) -> Result<Option<Opening>> {
        match introductions::by_id(&self.store, workspace, id).await? {
            Some(one) => self.opening(workspace, one).await.map(Some),
            None => Ok(None),
        }
    }

    async fn opening(&self, workspace: &WorkspaceId, one: Introduction) -> Result<Opening> {
        let found = people::by_ids(&self.store.db, workspace, &one.three()).await?;
        let locales = found.into_iter().map(|known| known.person.locale).collect();
        Ok(Opening { id: one.id, broker: one.broker, two: [one.a, one.b], why: one.why, locales })
    }

    /// A question or an opening is there.
    pub(crate) async fn introduction_sent(&self, delivery: &Delivery, message_ts: &str) -> Result<State> {
        let now = self.now();
        if let Message::Opening { introduction } = &delivery.message
            && let Some(one) = introductions::by_id(&self.store, &delivery.workspace, introduction).await?
        {
            // Before the state moves: what a crash leaves undone is done by whoever settles it, and each one's contact has a key.
            self.keep_meeting(&delivery.workspace, &one).await?;
        }
        // The channel was noted when the call began, after this delivery was read.
        let channel = outbox::by_id(&self.store, &delivery.workspace, &delivery.id).await?.and_then(|settled| settled.channel);
        let mut tx = self.store.db.begin().await?;
        if outbox::sent(&mut tx, delivery, message_ts, now).await?
            && let Message::Opening { introduction } = &delivery.message
        {
            introductions::opened(&mut tx, &delivery.workspace, introduction, channel.as_ref(), now).await?;
        }
        tx.commit().await?;
        Ok(State::Sent)
    }

    /// Each of the three was in touch with the other two: an entry of their own each.
    async fn keep_meeting(&self, workspace: &WorkspaceId, one: &Introduction) -> Result<()> {
        let three = one.three();
        let found = people::by_ids(&self.store.db, workspace, &three).await?;
        let team = |id: &PersonId| found.iter().find(|known| known.person.id == *id).and_then(|known| known.person.team.clone());
        // By their part, not by their id: the key outlives who deletes everything.
        for (part, owner) in ["broker", "a", "b"].into_iter().zip([&one.broker, &one.a, &one.b]) {
            let by = Actor { workspace: workspace.clone(), person: owner.clone() };
            let today = self.today(&by).await?;
            let mut changes = self.changes(&by, Some(format!("introduction:{}:{part}", one.id.as_str())));
            let others = three.iter().filter(|other| *other != owner);
            changes.touches = others
                .map(|other| Touch {
                    id: self.mint().into(),
                    owner: owner.clone(),
                    person: other.clone(),
                    person_team: team(other),
                    happened_on: today,
                    recorded_at: self.now(),
                })
                .collect();
            self.commit(changes).await?;
        }
        Ok(())
    }
}
