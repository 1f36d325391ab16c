//! `/goodturn introduce @ana @tom customer quotes`: a broker proposes to bring two people together.
//!
//! The answer is the same whoever the two are to Goodturn, and so is the work done for it: one row is written. Whether anybody is asked is
//! decided later, by `app::ask_consent`.

use super::name_people::Named;
use super::{Actor, App, Failure, Result};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::introduction::{Flaw, Introduction, LAPSES_AFTER_MS, PROPOSALS_PER_WEEK_MAX, State, WHY_CHARS_MAX};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::store::{introductions, members};

/// What was typed after `introduce`.
#[derive(Debug, Clone)]
pub struct Introduce {
    /// The broker.
    pub by: Actor,
    /// Whom to bring together.
    pub named: Named,
    /// Why, in one sentence.
    pub why: Note,
}

/// The one answer to a proposal that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The two, as they were named.
    pub two: [PersonId; 2],
    /// Why.
    pub why: Note,
}

/// Proposals are counted over this time.
const COUNTED_MS: i64 = 7 * Millis::DAY;

impl App {
    /// Takes a proposal.
    ///
    /// # Errors
    /// A refusal for what everybody can see: not two people, no words, one team by the company's own list, somebody who is no colleague here,
    /// or a broker who did not join, is hidden, or proposed enough this week. Otherwise when the database refuses.
    pub async fn introduce(&self, input: Introduce) -> Result<Taken> {
        let Introduce { by, named, why } = input;
        let known = self.known(&by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        if member.is_none_or(|member| member.left_at.is_some()) {
            return Err(Refusal::Introduction(Flaw::NotAMember).into());
        }
        if known.person.is_some_and(|person| person.hidden_at.is_some()) {
            return Err(Refusal::Introduction(Flaw::Hidden).into());
        }
        let colleagues = match self.colleagues(&by, &named).await {
            // Eight people, or those of a group, are more than two all the same.
            Err(Failure::Refused(Refusal::GroupNamed(_) | Refusal::TooMany)) => return Err(Refusal::Introduction(Flaw::NotTwo).into()),
            other => other?,
        };
        let gone = colleagues.iter().find(|one| one.person.as_ref().is_some_and(|person| person.deactivated_at.is_some()));
        if let Some(gone) = gone {
            return Err(Refusal::Gone(gone.id.clone()).into());
        }
        let Ok([a, b]) = <[PersonId; 2]>::try_from(colleagues.into_iter().map(|one| one.id).collect::<Vec<_>>()) else {
            return Err(Refusal::Introduction(Flaw::NotTwo).into());
        };
        if why.is_empty() {
            return Err(Refusal::Introduction(Flaw::NoWhy).into());
        }
        if why.typed_chars() > WHY_CHARS_MAX {
            return Err(Refusal::Introduction(Flaw::LongWhy).into());
        }
        if !self.forgotten_among(&by.workspace, [&a, &b].into_iter()).await?.is_empty() {
            // Nobody will be asked: the answer is the same as ever, and no row names who deleted everything.
            return Ok(Taken { two: [a, b], why });
        }
        let why = self.nameless_note(&by.workspace, &why).await?;
        let [a_team, b_team] = self.teams_of_two(&by, [&a, &b]).await?;
        let now = self.now();
        let new = Introduction {
            id: self.mint().into(),
            broker: by.person.clone(),
            a,
            b,
            a_team,
            b_team,
            why,
            state: State::Proposed,
            proposed_at: now,
            answered_a: None,
            answered_b: None,
            lapses_at: now.plus(LAPSES_AFTER_MS),
            channel: None,
            message_a: None,
            message_b: None,
            message_open: None,
            published_at: None,
        };
        self.keep_proposal(&by, &new).await?;
        Ok(Taken { two: [new.a, new.b], why: new.why })
    }

    /// The teams of the two. One team by the company's own list is refused; by their own word it stays between them and us.
    async fn teams_of_two(&self, by: &Actor, two: [&PersonId; 2]) -> Result<[Option<TeamId>; 2]> {
        let found = introductions::teams(&self.store.db, &by.workspace, &two.map(Clone::clone)).await?;
        let of = |person: &PersonId| found.iter().find(|(id, ..)| id == person);
        let [a, b] = two.map(|person| of(person).and_then(|(_, team, listed)| team.clone().map(|team| (team, *listed))));
        match (&a, &b) {
            (Some((a, true)), Some((b, true))) if a == b => Err(Refusal::Introduction(Flaw::SameTeam).into()),
            (Some((a, _)), Some((b, _))) if a == b => Ok([None, None]),
            _ => Ok([a.map(|(team, _)| team), b.map(|(team, _)| team)]),
        }
    }

    /// Writes the row. The same proposal of the same broker, made again while the first one lasts, adds nothing.
    async fn keep_proposal(&self, by: &Actor, new: &Introduction) -> Result<()> {
        let mut tx = self.store.db.begin().await?;
        tx.take_turns(&[format!("broker:{}:{}", by.workspace.as_str(), by.person.as_str())]).await?;
        let (this_week, same) = introductions::proposed(&mut tx, &by.workspace, new, new.proposed_at.plus(-COUNTED_MS)).await?;
        if same == 0 {
            if this_week >= PROPOSALS_PER_WEEK_MAX {
                return Err(Refusal::Introduction(Flaw::Enough).into());
            }
            introductions::insert(&self.store, &mut tx, &by.workspace, new).await?;
        }
        Ok(tx.commit().await?)
    }
}
