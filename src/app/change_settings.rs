//! A member's settings: day, hour, rhythm, people per reminder, language, boundary. A reminder that waits follows them.

use super::{Actor, App, Result};
use crate::domain::day::Day;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::message::Message;
use crate::domain::nudge::NUDGES_PER_REMINDER_MAX;
use crate::domain::person::{Member, Person, Rhythm};
use crate::domain::plan::eligible::QUIET_WEEKS_MIN;
use crate::domain::refusal::Refusal;
use crate::domain::slot::{SLOT_MAKE_UP_MS, SlotTime};
use crate::store::{members, people, waiting};

/// What is to be changed; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSettings {
    /// 0 is Monday.
    pub weekday: Option<i8>,
    /// 0 to 23.
    pub hour: Option<i8>,
    /// How often.
    pub rhythm: Option<Rhythm>,
    /// 1 to 3.
    pub people_per_reminder: Option<i64>,
    /// A locale, or the word `slack` for Slack's own.
    pub language: Option<String>,
    /// A team's name or id; empty, and there is none any more.
    pub boundary: Option<String>,
}

/// The word that stands for Slack's own language.
pub const LANGUAGE_OF_SLACK: &str = "slack";

/// A workspace's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// What the settings form shows.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The member; none for somebody who did not join.
    pub member: Option<Member>,
    /// What is kept of them as a member, though they left: whoever comes back finds it.
    pub kept: Option<Member>,
    /// Their home team, if known: by their own word, or else as a source says.
    pub team: Option<TeamId>,
    /// Every team of the workspace, by name.
    pub teams: Vec<Team>,
    /// The rest they are in: until a day, or open-ended.
    pub resting: Option<Option<crate::domain::day::Day>>,
    /// Today, on the member's calendar.
    pub today: crate::domain::day::Day,
}

/// What became of `/goodturn boundary`, or of the same in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoundarySet {
    /// Nothing was to change: this team is it, or none.
    Now(Option<String>),
    /// This team is it.
    Set(String),
    /// There is none any more.
    Cleared,
    /// It is their own team.
    OwnTeam(String),
    /// No such team; these are known.
    Unknown(Vec<String>),
}

impl App {
    /// Where somebody stands, for the forms.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standing(&self, by: &Actor) -> Result<Standing> {
        let known = self.known(by).await?;
        let kept = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        let member = kept.clone().filter(|member| member.left_at.is_none());
        Ok(Standing {
            team: self.own_team(by, known.person.as_ref()).await?,
            teams: self.teams_by_name(by).await?,
            resting: member.as_ref().and_then(|member| super::overview::resting(member, self.now(), &known.zone)),
            member,
            kept,
            today: known.today,
        })
    }

    pub(super) async fn teams_by_name(&self, by: &Actor) -> Result<Vec<Team>> {
        Ok(self.known_teams(by).await?.into_iter().map(|(id, name)| Team { id, name }).collect())
    }

    /// Changes what is given. A boundary that nobody knows, or that is the own team, changes nothing: forms ask [`App::boundary_flaw`] first.
    ///
    /// # Errors
    /// A refusal for people who did not join; otherwise when the database refuses.
    pub async fn change_settings(&self, by: &Actor, new: &NewSettings) -> Result<()> {
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        let member = member.filter(|member| member.left_at.is_none()).ok_or(Refusal::NotAMember)?;
        let own = self.own_team(by, self.known(by).await?.person.as_ref()).await?;
        let boundary = match new.boundary.as_deref() {
            None => member.boundary.clone(),
            Some("") => None,
            Some(said) => match fitting(&self.teams_by_name(by).await?, said) {
                Some(team) if Some(&team.id) != own.as_ref() => Some(team.id.clone()),
                _ => member.boundary.clone(),
            },
        };
        let most = i64::try_from(NUDGES_PER_REMINDER_MAX).unwrap_or(1);
        let settings = members::Settings {
            slot: SlotTime {
                weekday: new.weekday.unwrap_or(member.slot.weekday).clamp(0, 6),
                hour: new.hour.unwrap_or(member.slot.hour).clamp(0, 23),
            },
            rhythm: new.rhythm.unwrap_or(member.rhythm),
            people_per_reminder: new.people_per_reminder.unwrap_or(member.people_per_reminder).clamp(1, most),
            locale: match new.language.as_deref() {
                None => member.locale.clone(),
                Some(LANGUAGE_OF_SLACK) => None,
                Some(locale) => Some(locale.to_owned()),
            },
            boundary,
        };
        members::change(&self.store.db, &by.workspace, &by.person, &settings, self.now()).await?;
        self.follow_clock(by, false).await?;
        self.plan_anew(by).await
    }

    /// What the plan of the week was made from has changed: it is made again, if the member's slot is still ahead.
    pub(super) async fn plan_anew(&self, by: &Actor) -> Result<()> {
        let Some(member) = members::by_id(&self.store.db, &by.workspace, &by.person).await? else { return Ok(()) };
        let zone = self.known(by).await?.zone;
        let next = self.next_slot(&by.workspace, member.slot, &zone).await?.day_in(&zone).week();
        if member.planned_week.is_some_and(|planned| next <= planned) {
            members::plan_anew(&self.store.db, &by.workspace, &by.person).await?;
        }
        Ok(())
    }

    /// The team to learn about first, as it is.
    ///
    /// # Errors
    /// A refusal for people who did not join; otherwise when the database refuses.
    pub async fn boundary(&self, by: &Actor) -> Result<BoundarySet> {
        let standing = self.standing(by).await?;
        let chosen = standing.member.ok_or(Refusal::NotAMember)?.boundary;
        let team = standing.teams.into_iter().find(|team| Some(&team.id) == chosen.as_ref());
        Ok(BoundarySet::Now(team.map(|team| team.name)))
    }

    /// Whether what was said in a form can be the team to learn about first, for somebody whose own team is `home` (by id or name) or is known
    /// already. Nothing is changed; none, and it can.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn boundary_flaw(&self, by: &Actor, said: &str, home: Option<&str>) -> Result<Option<BoundarySet>> {
        if said.trim().is_empty() {
            return Ok(None);
        }
        let standing = self.standing(by).await?;
        let Some(team) = fitting(&standing.teams, said) else { return Ok(Some(BoundarySet::Unknown(Vec::new()))) };
        let home = home.and_then(|home| fitting(&standing.teams, home)).map(|home| &home.id).or(standing.team.as_ref());
        Ok((home == Some(&team.id)).then(|| BoundarySet::OwnTeam(team.name.clone())))
    }

    /// An entry for a day so long ago that it makes somebody quiet at once: the plan that was made before it was kept did not know them.
    pub(super) async fn plan_with_old_entry(&self, by: &Actor, day: Day, today: Day) -> Result<()> {
        if today.week().since(day.week()) >= QUIET_WEEKS_MIN { self.plan_anew(by).await } else { Ok(()) }
    }

    /// Chooses the team to learn about first, by a name that need not be exact; an empty one clears it.
    ///
    /// # Errors
    /// A refusal for people who did not join; otherwise when the database refuses.
    pub async fn set_boundary(&self, by: &Actor, name: &str) -> Result<BoundarySet> {
        let standing = self.standing(by).await?;
        if standing.member.is_none() {
            return Err(Refusal::NotAMember.into());
        }
        let change = |boundary: &str| NewSettings { boundary: Some(boundary.to_owned()), ..NewSettings::default() };
        if name.trim().is_empty() {
            self.change_settings(by, &change("")).await?;
            return Ok(BoundarySet::Cleared);
        }
        let Some(team) = fitting(&standing.teams, name) else {
            let others = standing.teams.iter().filter(|team| Some(&team.id) != standing.team.as_ref());
            return Ok(BoundarySet::Unknown(others.map(|team| team.name.clone()).collect()));
        };
        if standing.team.as_ref() == Some(&team.id) {
            return Ok(BoundarySet::OwnTeam(team.name.clone()));
        }
        self.change_settings(by, &change(team.id.as_str())).await?;
        Ok(BoundarySet::Set(team.name.clone()))
    }

    /// Moves what waits for a member to where their slot is now. Once the slot has passed, what waits stays as planned, unless `passed` too.
    pub(super) async fn follow_clock(&self, by: &Actor, passed: bool) -> Result<()> {
        let Some(member) = members::by_id(&self.store.db, &by.workspace, &by.person).await? else { return Ok(()) };
        let zone = self.known(by).await?.zone;
        let free = self.holidays(&by.workspace).await?;
        for delivery in waiting::waiting(&self.store, &by.workspace, &by.person).await? {
            let Message::Reminder { week } = delivery.message else { continue };
            let due = member.slot.due_in(week, &zone, &free);
            if due != delivery.due_at && (passed || due > self.now()) {
                waiting::move_to(&self.store.db, &delivery, due, due.plus(SLOT_MAKE_UP_MS)).await?;
            }
        }
        Ok(())
    }

    /// The same for everybody of whom Slack tells another zone than what was known of them.
    pub(super) async fn follow_zones(&self, workspace: &WorkspaceId, before: &[Person], now: &[Person]) -> Result<()> {
        for person in now {
            let moved = before.iter().any(|known| known.id == person.id && known.zone != person.zone);
            if moved {
                self.follow_clock(&Actor { workspace: workspace.clone(), person: person.id.clone() }, true).await?;
            }
        }
        Ok(())
    }

    /// What is known of these people before they change.
    pub(super) async fn before(&self, workspace: &WorkspaceId, page: &[Person]) -> Result<Vec<Person>> {
        let ids: Vec<PersonId> = page.iter().map(|person| person.id.clone()).collect();
        Ok(people::by_ids(&self.store.db, workspace, &ids).await?.into_iter().map(|known| known.person).collect())
    }
}

impl App {
    /// The team that was chosen from a menu or typed in a form.
    ///
    /// # Errors
    /// A refusal for a name that no team has of which the actor may be told; otherwise when the database refuses.
    pub async fn team_meant(&self, by: &Actor, said: &str) -> Result<TeamId> {
        let teams = self.teams_by_name(by).await?;
        Ok(fitting(&teams, said).ok_or_else(|| Refusal::UnknownTeam(said.to_owned()))?.id.clone())
    }
}

/// The team that is meant: by id, by name whatever the case and signs, or by how the name begins where only one does.
pub(super) fn fitting<'a>(teams: &'a [Team], said: &str) -> Option<&'a Team> {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(said);
    if let Some(team) = teams.iter().find(|team| team.id.as_str() == said.trim()) {
        return Some(team);
    }
    if wanted.is_empty() {
        return None;
    }
    if let Some(team) = teams.iter().find(|team| plain(&team.name) == wanted) {
        return Some(team);
    }
    let mut begin = teams.iter().filter(|team| plain(&team.name).starts_with(&wanted));
    begin.next().filter(|_| begin.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_found_however_it_is_typed() {
        let teams: Vec<Team> = [("T1", "Finance"), ("T2", "R&D"), ("T3", "Field Sales"), ("T4", "Field Support")]
            .map(|(id, name)| Team { id: id.into(), name: name.to_owned() })
            .into();
        let found = |said: &str| fitting(&teams, said).map(|team| team.id.as_str().to_owned());
        assert_eq!(found("finance").as_deref(), Some("T1"));
        assert_eq!(found(" @r&d ").as_deref(), Some("T2"));
        assert_eq!(found("fin").as_deref(), Some("T1"));
        assert_eq!(found("field sal").as_deref(), Some("T3"));
        assert_eq!((found("field"), found("legal"), found("!!")), (None, None, None));
        assert_eq!(found("T4").as_deref(), Some("T4"));
    }
}
