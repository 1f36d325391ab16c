//! Team cards: read by anybody in the workspace, changed by members of the team.
//!
//! Who is a member is said by the admins' source; where there is none, by each person's own word. The last change shows who made it and when.

use super::{Actor, App, Known, Result};
use crate::domain::card::{Card, Draft, Flaw, Line, Overlap, Read};
use crate::domain::day::Day;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::refusal::Refusal;
use crate::store::{cards, own_teams, people};

/// A card as somebody sees it.
#[derive(Debug, Clone)]
pub struct CardShown {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// The card, if the team wrote one.
    pub card: Option<Card>,
    /// Whether who looks may change it.
    pub may_edit: bool,
    /// Who looks.
    pub by: PersonId,
    /// The day of the last change, on their calendar.
    pub edited_on: Option<Day>,
    /// Today, on their calendar.
    pub today: Day,
    /// Where it meets the card of the team of who looks.
    pub overlap: Overlap,
}

/// Where the own card meets another team's.
#[derive(Debug, Clone)]
pub struct TeamOverlap {
    /// The other team's name.
    pub team: String,
    /// Where they meet.
    pub overlap: Overlap,
}

/// What came of a change.
#[derive(Debug, Clone)]
pub enum Edited {
    /// It is written.
    Done(Box<CardShown>),
    /// These can't be taken.
    Flawed(Vec<Flaw>),
    /// Somebody else changed the card since it was opened.
    Overtaken,
}

impl App {
    /// The card of the team called `name`, or of the actor's own team without one.
    ///
    /// # Errors
    /// A refusal for a team that nobody knows, or an own team that is not known; otherwise when the database refuses.
    pub async fn card(&self, by: &Actor, name: Option<&str>) -> Result<CardShown> {
        let known = self.known(by).await?;
        let teams = self.teams_to_be_shown(by).await?;
        let own = known.person.as_ref().and_then(|person| person.team.clone());
        let found = if let Some(name) = name {
            find_team(&teams, name).cloned().ok_or_else(|| Refusal::UnknownTeam(name.to_owned()))?
        } else {
            teams.iter().find(|(id, _)| Some(id) == own.as_ref()).cloned().ok_or(Refusal::OwnTeamUnknown)?
        };
        self.card_shown(by, &known, found).await
    }

    /// The teams that the actor may be told of: what others named for their own use stays theirs, unless it wrote a card.
    async fn teams_to_be_shown(&self, by: &Actor) -> Result<Vec<(TeamId, String)>> {
        let mut teams = own_teams::listed(&self.store.db, &by.workspace, &by.person).await?;
        let with_card = cards::teams(&self.store.db, &by.workspace).await?;
        let all = people::teams(&self.store.db, &by.workspace).await?;
        teams.extend(
            all.into_iter().filter(|(id, _)| with_card.contains(id) && !teams.iter().any(|(known, _)| known == id)).collect::<Vec<_>>(),
        );
        Ok(teams)
    }

    /// The card of one team, by its id; none if the team is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn card_of(&self, by: &Actor, team: &TeamId) -> Result<Option<CardShown>> {
        let teams = people::teams(&self.store.db, &by.workspace).await?;
        let Some(found) = teams.into_iter().find(|(id, _)| id == team) else { return Ok(None) };
        let known = self.known(by).await?;
        self.card_shown(by, &known, found).await.map(Some)
    }

    async fn card_shown(&self, by: &Actor, known: &Known, (team, name): (TeamId, String)) -> Result<CardShown> {
        let card = cards::of_team(&self.store, &by.workspace, &team).await?;
        let own = known.person.as_ref().and_then(|person| person.team.clone());
        let overlap = match (&card, own.filter(|own| *own != team)) {
            (Some(theirs), Some(own)) => {
                let ours = cards::of_team(&self.store, &by.workspace, &own).await?;
                ours.map(|ours| Overlap::of(&ours, theirs)).unwrap_or_default()
            }
            _ => Overlap::default(),
        };
        Ok(CardShown {
            may_edit: people::speaks_for(&self.store.db, &by.workspace, &by.person, &team).await?,
            by: by.person.clone(),
            edited_on: card.as_ref().map(|card| card.edited_at.day_in(&known.zone)),
            today: known.today,
            team,
            name,
            card,
            overlap,
        })
    }

    /// Changes the card of a team.
    ///
    /// # Errors
    /// A refusal for people who are not in the team; otherwise when the database refuses.
    pub async fn edit_card(&self, by: &Actor, team: &TeamId, draft: &Draft, before: Option<crate::domain::day::Millis>) -> Result<Edited> {
        if !people::speaks_for(&self.store.db, &by.workspace, &by.person, team).await? {
            return Err(Refusal::NotOfTheTeam.into());
        }
        let read = match draft.read() {
            Ok(read) => read,
            Err(flaws) => return Ok(Edited::Flawed(flaws)),
        };
        let ids = (0..read.struggles.len() + read.offers.len()).map(|_| self.mint()).collect();
        let edit = cards::Edit { team, by: &by.person, at: self.now(), draft, read: &read, before, ids };
        let written = cards::write(&self.store, &by.workspace, edit).await?;
        let shown = self.card_of(by, team).await?;
        // A form that was slow is sent again: what stands there then is the actor's own, word for word.
        let own = |shown: &CardShown| shown.card.as_ref().is_some_and(|card| card.edited_by == by.person && says(card, draft, &read));
        Ok(shown.filter(|shown| written || own(shown)).map_or(Edited::Overtaken, |shown| Edited::Done(Box::new(shown))))
    }

    /// A member of the team wants a struggle shown in the digest (or agrees to it), or not any more.
    ///
    /// # Errors
    /// A refusal for people who are not in the team; otherwise when the database refuses.
    pub async fn show_struggle(&self, by: &Actor, team: &TeamId, line: &str, shown: bool) -> Result<()> {
        if !people::speaks_for(&self.store.db, &by.workspace, &by.person, team).await? {
            return Err(Refusal::NotOfTheTeam.into());
        }
        if shown {
            cards::show(&self.store.db, &by.workspace, team, line, &by.person).await?;
        } else {
            cards::hide(&self.store.db, &by.workspace, team, line).await?;
        }
        self.mark_home(by).await
    }

    /// Where the own team's card meets other teams' cards: both ways first, then where we can help, then where they can; by name among equals.
    ///
    /// # Errors
    /// A refusal when the own team is not known or has no card; otherwise when the database refuses.
    pub async fn overlaps(&self, by: &Actor) -> Result<Vec<TeamOverlap>> {
        let known = self.known(by).await?;
        let own = known.person.and_then(|person| person.team).ok_or(Refusal::OwnTeamUnknown)?;
        let all = cards::all(&self.store, &by.workspace).await?;
        let ours = all.iter().find(|card| card.team == own).ok_or(Refusal::NoOwnCard)?;
        let names = self.team_names(&by.workspace).await?;
        let mut found: Vec<TeamOverlap> = all
            .iter()
            .filter(|card| card.team != own)
            .filter_map(|card| Some(TeamOverlap { team: names.get(&card.team)?.clone(), overlap: Overlap::of(ours, card) }))
            .filter(|one| !one.overlap.is_empty())
            .collect();
        found.sort_by_key(|one| (!one.overlap.is_both_ways(), one.overlap.we_help.is_empty(), one.team.to_lowercase()));
        Ok(found)
    }
}

/// Whether a card says what a draft says.
fn says(card: &Card, draft: &Draft, read: &Read) -> bool {
    let lines = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    card.protects == draft.protects.trim()
        && card.front_door == draft.front_door.trim()
        && card.words == draft.words.trim()
        && lines(&card.struggles) == read.struggles
        && lines(&card.offers) == read.offers
        && card.quiet == read.quiet
}

/// The team that a typed name means: the same name, else the only one that begins with it.
pub(crate) fn find_team<'a>(teams: &'a [(TeamId, String)], typed: &str) -> Option<&'a (TeamId, String)> {
    let fold = |name: &str| name.trim().trim_start_matches(['@', '#']).to_lowercase();
    let typed = fold(typed);
    let exact = teams.iter().find(|(_, name)| fold(name) == typed);
    exact.or_else(|| {
        let mut beginning = teams.iter().filter(|(_, name)| !typed.is_empty() && fold(name).starts_with(&typed));
        beginning.next().filter(|_| beginning.next().is_none())
    })
}
