//! What would become of a digest that were made now: for an operator who tries the set-up out.

use super::decide_digest::is_worth;
use super::turn_off::TURNED_OFF;
use super::{App, Result};
use crate::domain::ids::WorkspaceId;

/// What a digest would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DigestTried {
    /// A post, with so many introductions, with or without first meetings, a struggle and a picture.
    Post {
        /// Introductions.
        introductions: usize,
        /// Whether first meetings are told of.
        first_meetings: bool,
        /// Whether a struggle is shown.
        struggle: bool,
        /// Whether there is a picture.
        picture: bool,
    },
    /// No post, for this cause.
    Silent(&'static str),
}

impl App {
    /// What a digest would come to now. Nothing is written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_digest(&self, workspace: &WorkspaceId) -> Result<DigestTried> {
        let Some(setup) = self.digest_setup(workspace).await? else { return Ok(DigestTried::Silent("no channel")) };
        if self.is_off(workspace).await? {
            return Ok(DigestTried::Silent(TURNED_OFF));
        }
        let composed = self.compose_digest(workspace).await?;
        if !is_worth(&composed, &setup) {
            let cause = if composed.digest.items() == 0 { "nothing to say" } else { "less than the least number of items" };
            return Ok(DigestTried::Silent(cause));
        }
        let digest = &composed.digest;
        Ok(DigestTried::Post {
            introductions: digest.introductions.len(),
            first_meetings: digest.first_meetings,
            struggle: digest.struggle.is_some(),
            picture: digest.bridges.is_some(),
        })
    }
}
