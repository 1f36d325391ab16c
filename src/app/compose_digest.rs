//! Puts a digest together as things stand now: read, and apply the rules of `domain::digest`. Nothing is written.
//!
//! Done three times for each slot, because the rules hold for the moment: before the picture is uploaded, when the slot has come, and right
//! before the post goes out.

use std::collections::BTreeMap;

use super::{App, Result};
use crate::domain::day::Millis;
use crate::domain::digest::bridges::{self, Bridges, COMPARED_WEEKS, Drawing, Window};
use crate::domain::digest::crowd::Roster;
use crate::domain::digest::first::first_meetings;
use crate::domain::digest::{Carried, Digest, introductions, struggle};
use crate::domain::ids::{TeamId, WorkspaceId};
use crate::store::{digest_parts, digests};

/// How long an introduction is news: one that could not be told of for four weeks, say as a team was too small, is not told of as new later.
const INTRODUCTION_NEWS_MS: i64 = 4 * 7 * Millis::DAY;

/// A digest with all that is needed to put it into words.
#[derive(Debug, Clone)]
pub struct Composed {
    /// What it says.
    pub digest: Digest,
    /// The same by our ids.
    pub carried: Carried,
    /// The teams' names.
    pub teams: BTreeMap<TeamId, String>,
    /// The locale that most people here have.
    pub locale: Option<String>,
}

impl Composed {
    /// What the picture would show, as text: two that are the same look the same.
    #[must_use]
    pub fn picture_shows(&self) -> Option<String> {
        let bridges = self.digest.bridges.as_ref()?;
        serde_json::to_string(&(bridges, &self.teams_of(bridges), &self.locale)).ok()
    }

    fn teams_of(&self, bridges: &Bridges) -> Vec<Option<&String>> {
        use crate::domain::digest::crowd::Label;
        bridges.nodes().into_iter().map(|node| if let Label::Team(team) = node { self.teams.get(team) } else { None }).collect()
    }

    /// The same without its picture.
    #[must_use]
    pub fn without_picture(mut self) -> Self {
        self.digest.bridges = None;
        self.carried.bridges = None;
        self
    }
}

impl App {
    /// The digest of this workspace, as things stand now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn compose_digest(&self, workspace: &WorkspaceId) -> Result<Composed> {
        let (db, now) = (&self.store.db, self.now());
        let roster = Roster::new(digest_parts::standings(db, workspace).await?, now);
        // What may have been told by a post of which nobody knows is not told by another one.
        let air = digests::in_the_air(db, workspace).await?;
        let mut opened = digest_parts::introductions_to_publish(db, workspace, now.plus(-INTRODUCTION_NEWS_MS)).await?;
        opened.retain(|one| !air.iter().any(|carried| carried.introductions.contains(&one.id)));
        let (introduction_ids, introductions) = introductions(&opened, &roster);
        let mut met = digest_parts::first_meetings(db, workspace).await?;
        met.retain(|one| !air.iter().any(|carried| carried.first_meetings.contains(&one.act)));
        let met = first_meetings(&met, &roster);
        let mut candidates = digest_parts::struggles_to_show(&self.store, workspace).await?;
        candidates.retain(|one| !air.iter().any(|carried| carried.struggle.as_ref() == Some(&one.id)));
        let shown = candidates.into_iter().find_map(|one| struggle(Some(one), &roster));
        let drawing = self.drawing(workspace, &roster).await?;
        let picture = drawing.seen(&roster);
        let carried = Carried {
            introductions: introduction_ids,
            struggle: shown.as_ref().map(|struggle| struggle.id.clone()),
            bridges: picture.clone(),
            first_meetings: met,
            drawing: Some(drawing),
        };
        let digest = Digest { introductions, first_meetings: !carried.first_meetings.is_empty(), struggle: shown, bridges: picture };
        let teams = self.team_names(workspace).await?;
        let locale = digest_parts::usual_locale(db, workspace).await?;
        Ok(Composed { digest, carried, teams, locale })
    }

    /// The drawing that stands, or a new one.
    async fn drawing(&self, workspace: &WorkspaceId, roster: &Roster) -> Result<Drawing> {
        let (db, now) = (&self.store.db, self.now());
        let earlier = digests::drawings(db, workspace, now.plus(-COMPARED_WEEKS * 7 * Millis::DAY)).await?;
        if let Some(standing) = bridges::standing(&earlier, now) {
            return Ok(standing.clone());
        }
        let contacts = digest_parts::contacts(db, workspace, Window::after(&earlier, now)).await?;
        Ok(bridges::draw(roster, &contacts, &earlier))
    }
}
