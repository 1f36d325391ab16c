//! Whether one of the three may be named in the weekly post, for this one introduction. Each says it for themselves; nobody sees the others' word.

use super::{Actor, App, Result};
use crate::domain::delivery::State;
use crate::domain::ids::IntroductionId;
use crate::store::{introductions, outbox};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedNow {
    /// They may be named, if the other two say so as well.
    Yes,
    /// They are not named.
    No,
    /// The weekly post has told of it already.
    Published,
}

impl App {
    /// Takes the word of one of the three; the last one stands until the weekly post tells of it. Nothing for anybody else.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn name_introduced(&self, by: &Actor, id: &IntroductionId, yes: bool, pressed_on: Option<&str>) -> Result<Option<NamedNow>> {
        let Some(one) = introductions::by_id(&self.store, &by.workspace, id).await? else { return Ok(None) };
        let Some(role) = one.role_of(&by.person) else { return Ok(None) };
        // Who presses a button has the message, whatever was known of it until now.
        if let (Some(message), Some(ts)) = (&one.message_open, pressed_on)
            && let Some(delivery) = outbox::by_id(&self.store, &by.workspace, message).await?
            && matches!(delivery.state, State::Sending | State::InDoubt | State::Held)
        {
            self.sent(&delivery, ts).await?;
        }
        Ok(Some(match (introductions::named(&self.store.db, &by.workspace, id, role, yes).await?, yes) {
            (false, _) => NamedNow::Published,
            (true, true) => NamedNow::Yes,
            (true, false) => NamedNow::No,
        }))
    }
}
