//! Suggests an introduction to a member who knows both sides: one team struggles with what the other can help with, as their cards say.
//!
//! Made of the member's own ties and of the cards, which everybody may read. Whether the two joined plays no part, so a suggestion does not
//! tell.

use std::collections::{BTreeMap, BTreeSet};

use super::{Actor, App, Result};
use crate::domain::card::Overlap;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{MessageId, PersonId, TeamId};
use crate::domain::introduction::{SuggestionShown, may_be_named};
use crate::domain::plan::state::Tie;
use crate::store::suggestions::{self, Suggested};
use crate::store::{cards, people, preferences, ties};

/// Time between two suggestions to one member: one a month.
const SUGGESTED_EVERY_MS: i64 = 28 * Millis::DAY;

/// How long ago the last contact with both may lie, in weeks: half a year. Who introduces others should not be a stranger to them.
const LIVE_WEEKS_MAX: i64 = 26;

impl App {
    /// What to suggest in this message to a member, if anything.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn suggest_introduction(&self, by: &Actor, message: &MessageId) -> Result<Option<Suggested>> {
        let (db, now) = (&self.store.db, self.now());
        let (known, last) = suggestions::pairs_known(db, &by.workspace, &by.person, message).await?;
        let me = self.known(by).await?;
        if last.is_some_and(|last| now.0 - last.0 < SUGGESTED_EVERY_MS) || !may_be_named(me.person.as_ref()) {
            return Ok(None);
        }
        let all = cards::all(&self.store, &by.workspace).await?;
        if all.len() < 2 {
            return Ok(None);
        }
        let near = self.warmest_in_each_team(by, me.today.week()).await?;
        let known: BTreeSet<[PersonId; 2]> = known.into_iter().map(sorted).collect();
        let mut found: Vec<(bool, f64, Suggested)> = Vec::new();
        for (helps, struggles) in all.iter().flat_map(|helps| all.iter().map(move |struggles| (helps, struggles))) {
            let (Some((b, b_tie)), Some((a, a_tie))) = (near.get(&helps.team), near.get(&struggles.team)) else { continue };
            let overlap = Overlap::of(helps, struggles);
            let both_ways = overlap.is_both_ways();
            let Some(meeting) = overlap.we_help.into_iter().next() else { continue };
            if helps.team == struggles.team || known.contains(&sorted((a.clone(), b.clone()))) {
                continue;
            }
            let (a_team, b_team) = (struggles.team.clone(), helps.team.clone());
            found.push((both_ways, a_tie.min(*b_tie), Suggested { a: a.clone(), b: b.clone(), a_team, b_team, meeting, answer: None }));
        }
        // Where each can help the other first, then the pair that the member is closest to; among equals the order of the teams.
        found.sort_by(|one, other| other.0.cmp(&one.0).then(other.1.total_cmp(&one.1)));
        Ok(found.into_iter().next().map(|(.., suggested)| suggested))
    }

    /// Whom the member is closest to in each team, among those who may be named: with how close.
    async fn warmest_in_each_team(&self, by: &Actor, week: Week) -> Result<BTreeMap<TeamId, (PersonId, f64)>> {
        let db = &self.store.db;
        let own: Vec<(PersonId, Tie)> = ties::of_owner(db, &by.workspace, &by.person).await?;
        let live: BTreeMap<PersonId, f64> = own
            .into_iter()
            .filter(|(_, tie)| week.since(tie.week()) <= LIVE_WEEKS_MAX)
            .map(|(id, tie)| (id, f64::from(tie.before(week).year)))
            .collect();
        let refused: BTreeSet<PersonId> = preferences::of_owner(db, &by.workspace, &by.person)
            .await?
            .into_iter()
            .filter(|(_, _, preference)| preference.refused_at.is_some())
            .map(|(_, contact, _)| contact)
            .collect();
        let ids: Vec<PersonId> = live.keys().filter(|id| !refused.contains(*id)).cloned().collect();
        let mut warmest: BTreeMap<TeamId, (PersonId, f64)> = BTreeMap::new();
        let mut found: Vec<_> = people::by_ids(db, &by.workspace, &ids).await?.into_iter().map(|known| known.person).collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        for person in found.into_iter().filter(|person| may_be_named(Some(person)) && !person.is_away()) {
            let (Some(team), Some(warmth)) = (person.team.clone(), live.get(&person.id).copied()) else { continue };
            let known = warmest.get(&team).map_or(f64::NEG_INFINITY, |(_, known)| *known);
            if warmth > known {
                warmest.insert(team, (person.id, warmth));
            }
        }
        Ok(warmest)
    }

    /// The suggestion in a member's message, as it is shown; nothing where there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn suggestion_of(&self, by: &Actor, message: &MessageId) -> Result<Option<SuggestionShown>> {
        let found = suggestions::of_message(&self.store, &by.workspace, &by.person, message).await?;
        let teams = self.team_names(&by.workspace).await?;
        Ok(found.and_then(|one| suggestion_shown(one, message, &teams)))
    }

    /// What the member said to the suggestion in their message: proposed, or not now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_suggestion(&self, by: &Actor, message: &MessageId, introduced: bool, pressed_on: Option<&str>) -> Result<()> {
        self.pressed_on(by, message, pressed_on).await?;
        Ok(suggestions::answer(&self.store.db, &by.workspace, &by.person, message, introduced).await?)
    }
}

/// A suggestion as it is shown; none when one of the teams is gone.
pub(crate) fn suggestion_shown(one: Suggested, message: &MessageId, teams: &BTreeMap<TeamId, String>) -> Option<SuggestionShown> {
    Some(SuggestionShown {
        message: message.clone(),
        teams: [teams.get(&one.a_team)?.clone(), teams.get(&one.b_team)?.clone()],
        two: [one.a, one.b],
        meeting: one.meeting,
        answer: one.answer,
    })
}

fn sorted((a, b): (PersonId, PersonId)) -> [PersonId; 2] {
    if a <= b { [a, b] } else { [b, a] }
}
