//! What the two say to being introduced, and what the question shows them then.
//!
//! An answer is taken and thanked for in the same words whether anything can still come of it or not.

use super::ask_consent::AWAY_LOOK_MS;
use super::turn_off::OFF_LOOK_MS;
use super::{Actor, App, Result};
use crate::domain::ids::{IntroductionId, MessageId, PersonId, WorkspaceId};
use crate::domain::introduction::{Introduction, Role, Shown, Side, State};
use crate::domain::message::{Message, introduction_key};
use crate::domain::note::Note;
use crate::store::introductions;
use crate::store::outbox::{self, Delivery, NewDelivery};

/// A question, as it stands for one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentShown {
    /// Which introduction.
    pub id: IntroductionId,
    /// The message.
    pub message: MessageId,
    /// Who proposed it.
    pub broker: PersonId,
    /// The other one.
    pub other: PersonId,
    /// The other one's team, if known.
    pub team: Option<String>,
    /// Why.
    pub why: Note,
    /// What it shows.
    pub shown: Shown,
}

/// What the last look at a question, or at an opening, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look<T> {
    /// Send this.
    Send(T),
    /// Not now; again after so many milliseconds.
    Later(i64),
    /// Never, for this cause.
    Drop(&'static str),
}

impl App {
    /// Takes an answer, and tells what the question shows now; nothing, if the question is not this person's or gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_introduction(
        &self,
        by: &Actor,
        id: &IntroductionId,
        yes: bool,
        pressed_on: Option<&str>,
    ) -> Result<Option<ConsentShown>> {
        let Some(one) = introductions::by_id(&self.store, &by.workspace, id).await? else { return Ok(None) };
        let Some((side, message)) = asked_as(&one, &by.person) else { return Ok(None) };
        self.pressed_on(by, &message, pressed_on).await?;
        let now = self.now();
        let mut tx = self.store.db.begin().await?;
        let state = introductions::answered(&mut tx, &by.workspace, id, side, yes, now).await?;
        if state == Some(State::Agreed) && one.state != State::Agreed {
            let new = NewDelivery {
                id: self.mint().into(),
                dedup_key: introduction_key(id, "open"),
                // A lane of its own: it goes to nobody's DM.
                recipient: PersonId::new(format!("introduction:{}", id.as_str())),
                message: Message::Opening { introduction: id.clone() },
                due_at: now,
                expires_at: one.lapses_at,
            };
            if outbox::enqueue(&self.store, &mut tx, &by.workspace, &new, now).await? {
                introductions::opening(&mut tx, &by.workspace, id, &new.id).await?;
            }
        }
        tx.commit().await?;
        self.consent_of(&by.workspace, &by.person, id).await
    }

    /// A question as it stands for the person who got it; nothing, if they got none or it is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn consent_of(&self, workspace: &WorkspaceId, person: &PersonId, id: &IntroductionId) -> Result<Option<ConsentShown>> {
        let Some(one) = introductions::by_id(&self.store, workspace, id).await? else { return Ok(None) };
        let Some((side, message)) = asked_as(&one, person) else { return Ok(None) };
        let shown = one.shown_to(side, self.now());
        let team = match side.other() {
            Side::A => one.a_team,
            Side::B => one.b_team,
        };
        let teams = self.team_names(workspace).await?;
        let other = if side == Side::A { one.b } else { one.a };
        let team = team.and_then(|team| teams.get(&team).cloned());
        Ok(Some(ConsentShown { id: one.id, message, broker: one.broker, other, team, why: one.why, shown }))
    }

    /// The last look before a question goes out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recheck_consent(&self, delivery: &Delivery, id: &IntroductionId) -> Result<Look<ConsentShown>> {
        let (now, workspace, person) = (self.now(), &delivery.workspace, &delivery.recipient);
        if now > delivery.expires_at {
            return Ok(Look::Drop("lapsed"));
        }
        if self.is_off(workspace).await? {
            return Ok(Look::Later(OFF_LOOK_MS));
        }
        let Some(one) = introductions::by_id(&self.store, workspace, id).await? else { return Ok(Look::Drop("gone")) };
        let Some((side, _)) = asked_as(&one, person) else { return Ok(Look::Drop("gone")) };
        let cast = self.cast(workspace, &one).await?;
        if one.state.waits_for() != Some(side) || cast.is_over(&one) {
            return Ok(Look::Drop("no longer asked"));
        }
        if let Some(until) = self.not_before(workspace, person, &cast).await? {
            // A rest may end sooner than it was said to.
            return Ok(Look::Later(until.0.saturating_sub(now.0).min(AWAY_LOOK_MS)));
        }
        Ok(self.consent_of(workspace, person, id).await?.map_or(Look::Drop("gone"), Look::Send))
    }
}

/// On which side a person was asked, by which message.
fn asked_as(one: &Introduction, person: &PersonId) -> Option<(Side, MessageId)> {
    match one.role_of(person) {
        Some(Role::Introduced(side)) => one.message(side).map(|message| (side, message.clone())),
        Some(Role::Broker) | None => None,
    }
}
