//! The end of an ask, pressed in a later reminder: [They helped], [Not yet] or [Let it go].
//!
//! "They helped" keeps help received as the asker's own entry; the askee does not see it. Pressed twice, it keeps one.

use super::{Actor, App, Result};
use crate::domain::ids::{EntryId, MessageId};
use crate::store::asks;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskEnd {
    /// [They helped]
    Helped,
    /// [Not yet]
    NotYet,
    /// [Let it go]
    LetGo,
}

impl AskEnd {
    /// Every end, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Helped, Self::NotYet, Self::LetGo];

    /// The word in the button's action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Helped => "helped",
            Self::NotYet => "not-yet",
            Self::LetGo => "let-go",
        }
    }

    /// The end with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.as_str() == word)
    }
}

impl App {
    /// Carries out what was pressed on the message with the time stamp `pressed_on`. Tells which messages show the ask, to be brought up to date; an ask that is gone or ended stays as it is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close_ask(&self, by: &Actor, ask: &EntryId, end: AskEnd, pressed_on: Option<&str>) -> Result<Vec<MessageId>> {
        let now = self.now();
        let carriers = asks::carriers(&self.store, &by.workspace, &by.person, ask).await?;
        for message in &carriers {
            self.pressed_on(by, message, pressed_on).await?;
        }
        match end {
            AskEnd::Helped => {
                self.they_helped(by, ask, &[]).await?;
            }
            AskEnd::NotYet => {
                asks::still_waiting(&self.store, &by.workspace, &by.person, ask, now).await?;
            }
            AskEnd::LetGo => {
                asks::let_go(&self.store, &by.workspace, &by.person, ask, now).await?;
            }
        }
        Ok(carriers)
    }
}
