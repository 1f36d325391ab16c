//! [Keep it twice]: what was typed again moments ago was meant; it is kept a second time.

use super::kept::Found;
use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::entry::{Act, Ask, AskState, EntryKind};
use crate::domain::ids::EntryId;
use crate::store::commit::Outcome;

impl App {
    /// Keeps copies of the actor's entries `ids`, for the same day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_twice(&self, by: &Actor, ids: &[EntryId]) -> Result<Answer> {
        // The entries that are repeated are the trigger: a second press on the same button keeps nothing more.
        let trigger = Some(format!("keep-twice:{}", ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",")));
        let Some(mut kept) = self.kept(by, ids).await? else { return Ok(Answer::NothingToTakeBack) };
        let mut changes = self.changes(by, trigger);
        match self.entries(by, ids).await? {
            Found::Acts(acts) => {
                changes.acts = acts.into_iter().map(|act| Act { id: self.mint().into(), recorded_at: self.now(), ..act }).collect();
            }
            Found::Asks(asks) => {
                let again = |ask: Ask| Ask { id: self.mint().into(), recorded_at: self.now(), state: AskState::Open, ..ask };
                changes.asks = asks.into_iter().map(again).collect();
            }
        }
        let made = changes.acts.iter().map(|act| act.id.clone()).chain(changes.asks.iter().map(|ask| ask.id.clone())).collect();
        kept.entries = match self.commit(changes).await? {
            Outcome::Done => made,
            Outcome::Seen(before) | Outcome::Doubled(before) => before,
        };
        Ok(if kept.kind == EntryKind::Ask { Answer::AskedKept(kept) } else { Answer::GaveKept(kept) })
    }
}
