//! Asks the two whom somebody would like to introduce: the second one only after the first one's yes.
//!
//! A question waits, silently, while the person rests, is away, was asked something lately, or their reminder is near. Whether the first one
//! is asked does not depend on whether the other one joined, so a question tells nothing of that either.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::turn_off::OFF_LOOK_MS;
use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::introduction::{
    CLEAR_OF_REMINDER_MS, Introduction, LAST_ASKED_BEFORE_MS, PAIR_ASKED_AGAIN_AFTER_MS, QUESTION_GAP_MS, Ready, Side, may_be_named, ready,
};
use crate::domain::message::{Message, introduction_key};
use crate::domain::person::{Member, Person};
use crate::domain::slot::zone_or;
use crate::store::outbox::{self, NewDelivery};
use crate::store::{introductions, members, people};

/// How soon a person whose status says that they are away, or whose team is in a quiet period, is looked at again.
pub(crate) const AWAY_LOOK_MS: i64 = 6 * Millis::HOUR;

/// How soon one that could not be seen to is looked at again.
const BROKEN_LOOK_MS: i64 = Millis::MINUTE;

/// What is known of the people of one introduction.
pub(crate) struct Cast {
    people: BTreeMap<PersonId, Person>,
    members: BTreeMap<PersonId, Member>,
}

impl Cast {
    /// What Slack told of somebody.
    pub(crate) fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// Somebody's membership, whether they left or not.
    pub(crate) fn member(&self, id: &PersonId) -> Option<&Member> {
        self.members.get(id)
    }

    fn is_member(&self, id: &PersonId) -> bool {
        self.members.get(id).is_some_and(|member| member.left_at.is_none())
    }

    /// Whether it can't come about any more: one of the three can't be named, the broker left, or somebody left who had been asked.
    pub(crate) fn is_over(&self, one: &Introduction) -> bool {
        let unnamed = one.three().iter().any(|id| !may_be_named(self.people.get(id)));
        let asked = [Side::A, Side::B].into_iter().filter(|side| one.message(*side).is_some());
        unnamed || !self.is_member(&one.broker) || asked.into_iter().any(|side| !self.is_member(one.person(side)))
    }
}

/// What is to be done about an introduction now.
enum Next {
    End,
    Ask(Side),
    Wait(Millis),
}

impl App {
    /// Ends what has lapsed or can't come about any more, and asks who may be asked. Tells when to look again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_consents(&self) -> Result<Option<Millis>> {
        let now = self.now();
        introductions::let_go(&self.store.db, now, now.plus(-PAIR_ASKED_AGAIN_AFTER_MS)).await?;
        let mut next: Option<Millis> = None;
        for (workspace, one) in introductions::live(&self.store).await? {
            let look = match self.ask_about(&workspace, &one).await {
                Ok(look) => look,
                Err(error) => {
                    tracing::error!(%error, "an introduction could not be seen to and is looked at again");
                    Some(now.plus(BROKEN_LOOK_MS))
                }
            };
            next = next.into_iter().chain(look).min();
        }
        Ok(next)
    }

    /// Does what is to be done about one introduction. Tells when to look again.
    async fn ask_about(&self, workspace: &WorkspaceId, one: &Introduction) -> Result<Option<Millis>> {
        let cast = self.cast(workspace, one).await?;
        Ok(match self.next_for(workspace, one, &cast).await? {
            Next::End => {
                let mut tx = self.store.db.begin().await?;
                introductions::end(&mut tx, workspace, &one.id).await?;
                tx.commit().await?;
                None
            }
            Next::Wait(until) => Some(until.min(one.lapses_at)),
            Next::Ask(_) if self.is_off(workspace).await? => Some(self.now().plus(OFF_LOOK_MS)),
            Next::Ask(side) => Some(self.ask(workspace, one, side).await?.unwrap_or(one.lapses_at)),
        })
    }

    /// What is known of the three.
    pub(crate) async fn cast(&self, workspace: &WorkspaceId, one: &Introduction) -> Result<Cast> {
        let three = one.three();
        let found = people::by_ids(&self.store.db, workspace, &three).await?;
        let mut known = BTreeMap::new();
        for id in three {
            if let Some(member) = members::by_id(&self.store.db, workspace, &id).await? {
                known.insert(id, member);
            }
        }
        Ok(Cast { people: found.into_iter().map(|found| (found.person.id.clone(), found.person)).collect(), members: known })
    }

    async fn next_for(&self, workspace: &WorkspaceId, one: &Introduction, cast: &Cast) -> Result<Next> {
        let now = self.now();
        if now >= one.lapses_at || cast.is_over(one) {
            return Ok(Next::End);
        }
        let Some(side) = one.state.asks_next() else { return Ok(Next::Wait(one.lapses_at)) };
        if now.plus(LAST_ASKED_BEFORE_MS) >= one.lapses_at {
            return Ok(Next::Wait(one.lapses_at));
        }
        Ok(self.not_before(workspace, one.person(side), cast).await?.map_or(Next::Ask(side), Next::Wait))
    }

    /// Until when a question to somebody has to wait, as far as they and their week are concerned; none, and it may go out.
    pub(crate) async fn not_before(&self, workspace: &WorkspaceId, id: &PersonId, cast: &Cast) -> Result<Option<Millis>> {
        let now = self.now();
        let Some(person) = cast.person(id) else { return Ok(Some(now.plus(AWAY_LOOK_MS))) };
        match ready(person, cast.member(id), &self.away, now) {
            Ready::NotBefore(Some(until)) => return Ok(Some(until)),
            Ready::NotBefore(None) => return Ok(Some(now.plus(AWAY_LOOK_MS))),
            Ready::Now => {}
        }
        if self.team_is_quiet(workspace, person).await? {
            return Ok(Some(now.plus(AWAY_LOOK_MS)));
        }
        let around = (now.plus(-CLEAR_OF_REMINDER_MS), now.plus(CLEAR_OF_REMINDER_MS));
        let near = introductions::reminder_near(&self.store.db, workspace, id, around).await?;
        // Due or sent at that time; one that should be out already is waited for a little longer.
        Ok(near.map(|at| at.max(now.plus(-CLEAR_OF_REMINDER_MS + Millis::MINUTE)).plus(CLEAR_OF_REMINDER_MS)))
    }

    async fn team_is_quiet(&self, workspace: &WorkspaceId, person: &Person) -> Result<bool> {
        let Some(team) = &person.team else { return Ok(false) };
        let today = self.now().day_in(&zone_or(person.zone.as_deref(), &TimeZone::UTC));
        Ok(self.quiet_teams(workspace).await?.on(Some(team), today))
    }

    /// Puts the question into the outbox. Tells until when it waits, where the person has another one open or had one lately.
    async fn ask(&self, workspace: &WorkspaceId, one: &Introduction, side: Side) -> Result<Option<Millis>> {
        let (now, person) = (self.now(), one.person(side));
        let mut tx = self.store.db.begin().await?;
        tx.take_turns(&[format!("asked:{}:{}", workspace.as_str(), person.as_str())]).await?;
        let (last, open) = introductions::questions_to(&mut tx, workspace, person).await?;
        let after_last = last.map(|last| last.plus(QUESTION_GAP_MS)).filter(|after| *after > now);
        if let Some(until) = open.or(after_last) {
            return Ok(Some(until));
        }
        if side == Side::A && introductions::pair_asked(&mut tx, workspace, one, now.plus(-PAIR_ASKED_AGAIN_AFTER_MS)).await? {
            introductions::end(&mut tx, workspace, &one.id).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let new = NewDelivery {
            id: self.mint().into(),
            dedup_key: introduction_key(&one.id, if side == Side::A { "a" } else { "b" }),
            recipient: person.clone(),
            message: Message::Consent { introduction: one.id.clone() },
            due_at: now,
            expires_at: one.lapses_at,
        };
        if introductions::asked(&mut tx, workspace, &one.id, side, &new.id, now).await? {
            outbox::enqueue(&self.store, &mut tx, workspace, &new, now).await?;
        }
        tx.commit().await?;
        Ok(None)
    }
}
