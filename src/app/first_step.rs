//! What a reminder says when nobody is to be named: a first step towards another team, or the last note before rest.
//!
//! The first reminder is never empty; after that, first steps come to members with few contacts only, three in a row at most, and each of them
//! once towards a team: the same again would teach nothing.

use super::{Actor, App, Result};
use crate::domain::day::Day;
use crate::domain::ids::MessageId;
use crate::domain::person::{IGNORED_LAST, Member, Person};
use crate::domain::plan::silence::Silence;
use crate::domain::step::{FEW_CONTACTS, STEPS_IN_A_ROW_MAX, Step, StepAnswer, StepKind};
use crate::store::{contacts, members, people, steps, ties};

impl App {
    /// The step for a reminder that would be empty otherwise, or why silence is better.
    pub(super) async fn step_for(
        &self,
        by: &Actor,
        member: &Member,
        message: &MessageId,
        today: Day,
    ) -> Result<std::result::Result<Step, Silence>> {
        let step = |kind, team| Step { message: message.clone(), kind, team, answer: None };
        if member.ignored_in_a_row() >= IGNORED_LAST {
            return Ok(Ok(step(StepKind::LastNote, None)));
        }
        let first = member.reminded_at.is_none();
        if !first && self.contacts_elsewhere(by).await? >= FEW_CONTACTS {
            return Ok(Err(Silence::NothingToSay));
        }
        if !first && member.steps >= STEPS_IN_A_ROW_MAX {
            return Ok(Err(Silence::StepsDone));
        }
        let team = member.boundary.clone();
        let quiet = self.quiet_teams(&by.workspace).await?.on(team.as_ref(), today);
        let given = steps::given(&self.store.db, &by.workspace, &by.person, team.as_ref()).await?;
        Ok(StepKind::after(member.steps, quiet, &given).map(|kind| step(kind, team)).ok_or(Silence::StepsDone))
    }

    /// People in other teams whom the member has dealt with, by their own word.
    async fn contacts_elsewhere(&self, by: &Actor) -> Result<usize> {
        let db = &self.store.db;
        let mut all = contacts::of_owner(db, &by.workspace, &by.person).await?.into_keys().collect::<std::collections::BTreeSet<_>>();
        all.extend(ties::of_owner(db, &by.workspace, &by.person).await?.into_iter().map(|(person, _)| person));
        all.insert(by.person.clone());
        let all: Vec<_> = all.into_iter().collect();
        let found = people::by_ids(db, &by.workspace, &all).await?;
        let told = self.teams_told_by(by).await?;
        let own = told.own(&by.person, found.iter().map(|known| &known.person).find(|person| person.id == by.person));
        let elsewhere = |person: &Person| person.id != by.person && (own.is_none() || told.of(&by.person, person) != own);
        Ok(found.iter().filter(|known| elsewhere(&known.person)).count())
    }

    /// What was pressed under a step, on the message with the time stamp `pressed_on`. The first answer stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_step(&self, by: &Actor, message: &MessageId, answer: StepAnswer, pressed_on: Option<&str>) -> Result<()> {
        self.pressed_on(by, message, pressed_on).await?;
        let taken = steps::answer(&self.store.db, &by.workspace, &by.person, message, answer, self.now()).await?;
        if taken && answer == StepAnswer::Keep {
            members::rest(&self.store.db, &by.workspace, &by.person, None, self.now()).await?;
            self.plan_anew(by).await?;
        }
        Ok(())
    }
}
