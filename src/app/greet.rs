//! The first question about everybody who does something: is the app installed there, and which language do they read?
//!
//! Doing something is a sign of life. It is noted once an hour at most, and always after a reminder, so that it costs next to nothing.

use super::{Actor, App, Result};
use crate::domain::day::Millis;
use crate::store::{members, people};

/// How long one sign of life stands for all.
const SEEN_FOR_MS: i64 = Millis::HOUR;

/// What is known of somebody who did something just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeted {
    /// Whether the app is installed in their workspace.
    pub installed: bool,
    /// Whether it is turned off for everyone there.
    pub off: bool,
    /// The locale they chose, or else Slack's.
    pub locale: Option<String>,
}

impl App {
    /// Whether the app is installed in the actor's workspace, and the locale they chose, or else Slack's. One read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn greet(&self, by: &Actor) -> Result<(bool, Option<String>)> {
        let greeting = people::greeting(&self.store.db, &by.workspace, &by.person, self.now()).await?;
        Ok((greeting.installed, greeting.locale))
    }

    /// The same for somebody who did something just now: a member was seen.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn greet_seen(&self, by: &Actor) -> Result<Greeted> {
        let greeting = people::greeting(&self.store.db, &by.workspace, &by.person, self.now().plus(-SEEN_FOR_MS)).await?;
        if greeting.unseen {
            members::seen(&self.store.db, &by.workspace, &by.person, self.now()).await?;
            if greeting.slowed {
                self.plan_anew(by).await?;
            }
        }
        Ok(Greeted { installed: greeting.installed, off: greeting.off, locale: greeting.locale })
    }
}
