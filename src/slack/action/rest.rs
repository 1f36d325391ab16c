//! [Rest…], [I have the habit now] and [Keep them coming], under a reminder.

use super::show_reminder;
use crate::app::Result;
use crate::app::rest::RestFor;
use crate::domain::step::StepAnswer;
use crate::slack::inbound::Action;
use crate::slack::live::Then;
use crate::slack::router::Router;
use crate::text::Lang;

/// How long, as the menu offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestChoice {
    /// Two weeks.
    Fortnight,
    /// A month: four weeks.
    Month,
    /// Until the member says so.
    OpenEnded,
}

impl RestChoice {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Fortnight, Self::Month, Self::OpenEnded];

    /// The word in the menu's value, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::OpenEnded => "open",
        }
    }

    /// The choice with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }

    /// How long that is.
    #[must_use]
    pub const fn rest_for(self) -> RestFor {
        match self {
            Self::Fortnight => RestFor::Weeks(2),
            Self::Month => RestFor::Weeks(4),
            Self::OpenEnded => RestFor::OpenEnded,
        }
    }
}

pub(super) async fn run(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    // Reminders sent by an earlier program had a button for two weeks, with the message alone as its value.
    let (choice, message) = match action.value.split_once(':') {
        Some((word, message)) => (RestChoice::parse(word), message.into()),
        None => (Some(RestChoice::Fortnight), action.value.as_str().into()),
    };
    let Some(choice) = choice else { return Ok(Vec::new()) };
    router.app.pressed_on(&action.by, &message, action.message_ts.as_deref()).await?;
    router.app.rest(&action.by, choice.rest_for()).await?;
    show_reminder(router, action.by, Some(message), lang).await
}

pub(super) async fn habit(router: &Router, action: Action, lang: Lang) -> Result<Vec<Then>> {
    let message = action.value.as_str().into();
    router.app.pressed_on(&action.by, &message, action.message_ts.as_deref()).await?;
    router.app.end_reminders(&action.by).await?;
    show_reminder(router, action.by, Some(message), lang).await
}

pub(super) async fn step(router: &Router, action: Action, word: &str, lang: Lang) -> Result<Vec<Then>> {
    let Some(answer) = StepAnswer::parse(word) else { return Ok(Vec::new()) };
    let message = action.value.as_str().into();
    router.app.answer_step(&action.by, &message, answer, action.message_ts.as_deref()).await?;
    show_reminder(router, action.by, Some(message), lang).await
}
