//! Draws the small acts of a reminder at the moment of sending, from cards, open asks and what is between the two; and reads them again later.
//!
//! Cards are read anew each time: a line that is gone is spoken of no more, and the act falls back to a plain one of its kind.

use std::collections::{BTreeMap, BTreeSet};

use super::read_reminder::quotes;
use super::{Actor, App, Result};
use crate::domain::answer::NudgeShown;
use crate::domain::card::{Card, Line, Meeting, Overlap};
use crate::domain::day::Day;
use crate::domain::draw::{Drawn, Ground, Lines, REMEMBERED, Used};
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::nudge::{LastEntry, Nudge};
use crate::domain::plan::state::Tie;
use crate::store::{asks, cards, nudges, ties};

/// Weeks after which an ask that nobody closed is no ground for an act any more: a quarter.
const OPEN_ASK_WEEKS_MAX: i64 = 13;

/// Open asks that are looked through for one with somebody: nobody waits for more.
const OPEN_ASKS_MAX: i64 = 200;

/// Meetings of two cards among which the lines of an act go round.
const MEETINGS_MAX: usize = 3;

/// A member's open asks, by whom they are to.
#[derive(Debug, Default)]
pub(super) struct OpenAsks {
    people: BTreeSet<PersonId>,
    teams: BTreeSet<TeamId>,
}

impl OpenAsks {
    /// Whether one is to this person, or to their whole team.
    pub(super) fn reach(&self, person: &PersonId, team: Option<&TeamId>) -> bool {
        self.people.contains(person) || team.is_some_and(|team| self.teams.contains(team))
    }
}

/// What acts are drawn from, for one member.
#[derive(Debug)]
pub(super) struct Grounds {
    own: Option<Card>,
    cards: BTreeMap<TeamId, Card>,
    open: OpenAsks,
    lately: Vec<Used>,
    ties: BTreeMap<PersonId, Tie>,
}

impl Grounds {
    /// Draws the acts for what goes out now, the first one being the member's nudge number `turn`.
    pub(super) fn draw(&self, kept: &[Nudge], turn: i64) -> Vec<Drawn> {
        let mut here: Vec<Used> = Vec::with_capacity(kept.len());
        let mut drawn = Vec::with_capacity(kept.len());
        for (turn, nudge) in (turn..).zip(kept) {
            let one = self.ground(nudge).draw(&nudge.contact, turn, &here, &self.lately);
            let struggle = one.lines.as_ref().map(|lines| lines.struggle.clone());
            here.insert(0, Used { contact: nudge.contact.clone(), act: one.act, take: one.take, struggle });
            drawn.push(one);
        }
        drawn
    }

    fn ground(&self, nudge: &Nudge) -> Ground {
        let theirs = nudge.contact_team.as_ref().and_then(|team| self.cards.get(team));
        let (mut we_help, mut they_help) = (Vec::new(), Vec::new());
        if let (Some(ours), Some(theirs)) = (&self.own, theirs.filter(|theirs| self.own.as_ref().is_none_or(|own| own.team != theirs.team)))
        {
            let overlap = Overlap::of(ours, theirs);
            we_help = lines(&overlap.we_help, &theirs.struggles, &ours.offers);
            they_help = lines(&overlap.they_help, &ours.struggles, &theirs.offers);
        }
        Ground {
            reason: nudge.reason,
            last: self.ties.get(&nudge.contact).map_or(LastEntry::Touch, |tie| tie.last.kind),
            open_ask: self.open.reach(&nudge.contact, nudge.contact_team.as_ref()),
            we_help,
            they_help,
            words: theirs.is_some_and(|card| !card.words.trim().is_empty()),
        }
    }
}

/// The ids of the lines that meet.
fn lines(meetings: &[Meeting], struggles: &[Line], offers: &[Line]) -> Vec<Lines> {
    let id = |lines: &[Line], text: &str| lines.iter().find(|line| line.text == text).map(|line| line.id.clone());
    let found = meetings.iter().take(MEETINGS_MAX);
    found.filter_map(|meeting| Some(Lines { struggle: id(struggles, &meeting.struggle)?, offer: id(offers, &meeting.offer)? })).collect()
}

impl App {
    /// What the acts about these people's nudges are drawn from.
    pub(super) async fn grounds(&self, by: &Actor, own: Option<&TeamId>, planned: &[Nudge], today: Day) -> Result<Grounds> {
        let mut found = BTreeMap::new();
        for team in planned.iter().filter_map(|nudge| nudge.contact_team.as_ref()) {
            if !found.contains_key(team)
                && let Some(card) = cards::of_team(&self.store, &by.workspace, team).await?
            {
                found.insert(team.clone(), card);
            }
        }
        // Without a card there is nothing that the own one could meet.
        let own = match own.filter(|_| !found.is_empty()) {
            Some(team) => cards::of_team(&self.store, &by.workspace, team).await?,
            None => None,
        };
        Ok(Grounds {
            own,
            cards: found,
            open: self.open_asks(by, today).await?,
            lately: nudges::used_lately(&self.store.db, &by.workspace, &by.person, REMEMBERED).await?,
            ties: ties::of_owner(&self.store.db, &by.workspace, &by.person).await?.into_iter().collect(),
        })
    }

    async fn open_asks(&self, by: &Actor, today: Day) -> Result<OpenAsks> {
        let mut open = OpenAsks::default();
        for shown in asks::open(&self.store, &by.workspace, &by.person, today, OPEN_ASKS_MAX).await? {
            if today.week().since(shown.ask.asked_on.week()) > OPEN_ASK_WEEKS_MAX {
                continue;
            }
            match (shown.ask.askee, shown.ask.askee_team) {
                (Some(person), _) => drop(open.people.insert(person)),
                (None, Some(team)) => drop(open.teams.insert(team)),
                (None, None) => {}
            }
        }
        Ok(open)
    }

    /// Nudges as they are shown now: with what they quote, and a plain act where the ground of theirs is gone.
    pub(super) async fn nudges_shown(
        &self,
        by: &Actor,
        nudges: Vec<Nudge>,
        teams: &BTreeMap<TeamId, String>,
        today: Day,
    ) -> Result<Vec<NudgeShown>> {
        let ids: Vec<&str> = nudges.iter().filter_map(|nudge| nudge.lines.as_ref()).flat_map(|l| [l.struggle.as_str(), &l.offer]).collect();
        let texts = cards::line_texts(&self.store, &by.workspace, &ids).await?;
        let asked = nudges.iter().any(|nudge| nudge.small_act.needs_open_ask());
        let open = if asked { self.open_asks(by, today).await? } else { OpenAsks::default() };
        let mut shown = Vec::with_capacity(nudges.len());
        for nudge in nudges {
            let speaks = nudge.small_act.speaks_of_card();
            let card = match nudge.contact_team.as_ref().filter(|_| speaks) {
                Some(team) => cards::of_team(&self.store, &by.workspace, team).await?,
                None => None,
            };
            shown.push(quotes(nudge, teams, &texts, card.as_ref(), &open));
        }
        Ok(shown)
    }
}
