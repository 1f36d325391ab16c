//! [Record it twice]: what was typed again moments ago was meant; it is kept a second time.

use super::kept::Found;
use super::{Actor, App, Result};
use crate::domain::answer::Answer;
use crate::domain::entry::{Act, Ask, AskState, EntryKind};
use crate::domain::ids::EntryId;
use crate::store::commit::{Changes, Outcome};

impl App {
    /// Keeps copies of the actor's entries `ids`, for the same day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_twice(&self, by: &Actor, ids: &[EntryId]) -> Result<Answer> {
        // The entries that are repeated are the trigger: a second press on the same button keeps nothing more.
        let mut trigger = format!("keep-twice:{}", joined(ids));
        let Some(mut kept) = self.kept(by, ids).await? else { return Ok(Answer::NothingToTakeBack) };
        loop {
            let changes = self.once_more(by, ids, trigger.clone()).await?;
            let made = changes.acts.iter().map(|act| act.id.clone()).chain(changes.asks.iter().map(|ask| ask.id.clone())).collect();
            kept.entries = match self.commit(changes).await? {
                Outcome::Done => made,
                Outcome::Seen(before) | Outcome::Doubled(before) => match self.kept(by, &before).await? {
                    Some(still) => still.entries,
                    // Those copies were taken back since. What was typed again after that is meant, too; each round has made other copies,
                    // so this comes to an end.
                    None if !before.is_empty() => {
                        trigger = format!("keep-twice:{}", joined(&before));
                        continue;
                    }
                    None => return Ok(Answer::NothingToTakeBack),
                },
            };
            return Ok(if kept.kind == EntryKind::Ask { Answer::AskedKept(kept) } else { Answer::GaveKept(kept) });
        }
    }

    /// The same entries again.
    async fn once_more(&self, by: &Actor, ids: &[EntryId], trigger: String) -> Result<Changes> {
        let mut changes = self.changes(by, Some(trigger));
        match self.entries(by, ids).await? {
            Found::Acts(acts) => {
                changes.acts = acts.into_iter().map(|act| Act { id: self.mint().into(), recorded_at: self.now(), ..act }).collect();
            }
            Found::Asks(asks) => {
                let again = |ask: Ask| Ask { id: self.mint().into(), recorded_at: self.now(), state: AskState::Open, ..ask };
                changes.asks = asks.into_iter().map(again).collect();
            }
        }
        Ok(changes)
    }
}

fn joined(ids: &[EntryId]) -> String {
    ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",")
}
