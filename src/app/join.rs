//! `/goodturn join` and `/goodturn leave`: who gets reminders is who asked for them, and leaving is one command.
//!
//! Whoever asks to join wants notes: it also ends a rest, the silent one after the last note too.

use super::change_settings::{NewSettings, fitting};
use super::overview::resting;
use super::{Actor, App, Failure, Result};
use crate::domain::answer::Answer;
use crate::domain::ids::PersonId;
use crate::domain::person::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::slot::SlotTime;
use crate::store::{contacts, members, people};

/// Nudges in one reminder, until the member says otherwise.
const PEOPLE_PER_REMINDER_DEFAULT: i64 = 2;

/// People that somebody may name when they join.
pub const CONTACTS_AT_ONCE_MAX: usize = 10;

/// What somebody said when they joined; everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Their home team, by id or name.
    pub team: Option<String>,
    /// Whom in other teams they dealt with lately.
    pub contacts: Vec<PersonId>,
    /// Day, hour and boundary.
    pub settings: NewSettings,
}

impl App {
    /// Takes what somebody said when they joined; who has not joined yet does so. None of it can keep them from joining.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn join_saying(&self, by: &Actor, said: &Said) -> Result<Vec<Answer>> {
        let mut more = None;
        let answer = self.join(by).await?;
        if let Some(team) = said.team.as_deref().map(str::trim).filter(|team| !team.is_empty()) {
            let teams = self.teams_by_name(by).await?;
            let name = fitting(&teams, team).map_or(team, |team| team.name.as_str()).to_owned();
            let own = self.own_team(by, self.known(by).await?.person.as_ref()).await?;
            let same = own.is_some() && fitting(&teams, team).map(|team| &team.id) == own.as_ref();
            if !same {
                match self.set_team(by, &name).await {
                    // An admin's source says something else, and the person is told what their word is good for.
                    Ok(own_word @ Answer::TeamForYou(_)) => more = Some(own_word),
                    Ok(_) | Err(Failure::Refused(_)) => {}
                    Err(broken) => return Err(broken),
                }
            }
        }
        self.add_contacts(by, &said.contacts).await?;
        self.change_settings(by, &said.settings).await?;
        // As it stands now: the day and the hour may be others.
        let known = self.known(by).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?.ok_or(Refusal::NotAMember)?;
        let (slot, rhythm) = (member.slot, member.rhythm);
        let next = self.next_note(&by.workspace, &member, &known.zone).await?;
        let team_known = self.own_team(by, known.person.as_ref()).await?.is_some();
        let answer = match answer {
            Answer::Joined { again, .. } => Answer::Joined { slot, rhythm, next, today: known.today, team_known, again },
            Answer::Back { .. } => Answer::Back { next, today: known.today },
            _ => Answer::AlreadyJoined { slot, rhythm },
        };
        Ok(std::iter::once(answer).chain(more).collect())
    }

    /// Remembers whom the actor deals with, as far as they can be named at all.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_contacts(&self, by: &Actor, people: &[PersonId]) -> Result<()> {
        let people: Vec<PersonId> = people.iter().filter(|person| **person != by.person).take(CONTACTS_AT_ONCE_MAX).cloned().collect();
        let known = people::by_ids(&self.store.db, &by.workspace, &people).await?;
        let stranger = |id: &PersonId| known.iter().any(|known| known.person.id == *id && known.person.kind != Kind::Person);
        let nobody = self.forgotten_among(&by.workspace, people.iter()).await?;
        let people: Vec<PersonId> = people.into_iter().filter(|person| !stranger(person) && !nobody.contains(person)).collect();
        contacts::add(&self.store.db, &by.workspace, &by.person, &people, self.now()).await?;
        self.plan_anew(by).await
    }

    /// Whether somebody may join: Goodturn stays among colleagues. Who is not known yet may.
    ///
    /// # Errors
    /// A refusal for guests, people of other companies and apps; otherwise when the database refuses.
    pub async fn may_join(&self, by: &Actor) -> Result<()> {
        match self.known(by).await?.person.map(|person| person.kind) {
            None | Some(Kind::Person) => Ok(()),
            Some(Kind::Guest | Kind::Outsider | Kind::Bot) => Err(Refusal::CannotJoin.into()),
        }
    }

    /// Joins with the default slot. Somebody at rest is back.
    ///
    /// # Errors
    /// A refusal for who may not join; otherwise when the database refuses.
    pub async fn join(&self, by: &Actor) -> Result<Answer> {
        self.may_join(by).await?;
        let known = self.known(by).await?;
        self.welcome_back(by).await?;
        let now = self.now();
        let joined = members::join(&self.store.db, &by.workspace, &by.person, SlotTime::DEFAULT, PEOPLE_PER_REMINDER_DEFAULT, now).await?;
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?.ok_or(Refusal::NotAMember)?;
        let (slot, rhythm, again) = (member.slot, member.rhythm, member.reminded_at.is_some());
        if !joined {
            let at_rest = resting(&member, now, &known.zone).is_some();
            return if at_rest { self.back(by).await } else { Ok(Answer::AlreadyJoined { slot, rhythm }) };
        }
        let team_known = self.own_team(by, known.person.as_ref()).await?.is_some();
        let next = self.next_note(&by.workspace, &member, &known.zone).await?;
        Ok(Answer::Joined { slot, rhythm, next, today: known.today, team_known, again })
    }

    /// Leaves: what waits is dropped, nothing more is sent.
    ///
    /// # Errors
    /// A refusal for people who never joined; otherwise when the database refuses.
    pub async fn leave(&self, by: &Actor) -> Result<Answer> {
        if members::leave(&self.store.db, &by.workspace, &by.person, self.now()).await? {
            Ok(Answer::Left)
        } else {
            Err(Refusal::NotAMember.into())
        }
    }
}
