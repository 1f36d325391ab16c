//! What somebody should know about a team that they ask: its card, where it has a front door or says what the team protects.
//!
//! Shown beside what was kept, and never in its way: an ask is kept first, and a card that can't be read is left out.

use super::{Actor, App, Known};
use crate::domain::card::Card;
use crate::domain::ids::TeamId;
use crate::store::cards;

/// Cards that one answer shows: more would hide what was kept.
const CARDS_BEFORE_ASK_MAX: usize = 2;

impl App {
    /// The cards of these teams that say how to come to them, with the teams' names, in order; the actor's own team is none of them.
    pub(super) async fn cards_before_ask(&self, by: &Actor, known: &Known, asked: &[&TeamId]) -> Vec<(String, Card)> {
        let mut found: Vec<(String, Card)> = Vec::new();
        let Ok(own) = self.teams_told_by(by).await else { return found };
        let own = own.own(&by.person, known.person.as_ref());
        let Ok(names) = self.team_names(&by.workspace).await else { return found };
        for team in asked.iter().filter(|team| Some(**team) != own) {
            if found.len() == CARDS_BEFORE_ASK_MAX || found.iter().any(|(_, card)| card.team == **team) {
                continue;
            }
            let (Some(name), Ok(Some(card))) = (names.get(*team), cards::of_team(&self.store, &by.workspace, team).await) else { continue };
            if !card.front_door.trim().is_empty() || !card.protects.trim().is_empty() {
                found.push((name.clone(), card));
            }
        }
        found
    }
}
