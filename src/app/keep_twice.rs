//! [Keep it twice]: what was typed again moments ago was meant; it is kept a second time.

use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::entry::{Act, Ask, AskState};
use crate::domain::ids::EntryId;
use crate::store::commit::Outcome;
use crate::store::{acts, asks};

impl App {
    /// Keeps copies of the actor's entries `ids`, for the same day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_twice(&self, by: &Actor, ids: &[EntryId]) -> Result<Answer> {
        // The entries that are repeated are the trigger: a second press on the same button keeps nothing more.
        let trigger = Some(format!("keep-twice:{}", ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",")));
        let acts = acts::by_ids(&self.store, &by.workspace, &by.person, ids).await?;
        let asks = asks::by_ids(&self.store, &by.workspace, &by.person, ids).await?;
        let known = self.known(by).await?;
        let (people, note, day) = match (acts.first(), asks.first()) {
            (Some(act), _) => (acts.iter().map(|act| act.other().clone()).collect(), act.note.clone(), act.happened_on),
            (None, Some(shown)) => (asks.iter().map(|shown| shown.ask.askee.clone()).collect(), shown.ask.note.clone(), shown.ask.asked_on),
            (None, None) => return Ok(Answer::NothingToTakeBack),
        };
        let gave = !acts.is_empty();
        let mut changes = self.changes(by, trigger);
        changes.acts = acts.into_iter().map(|act| Act { id: self.mint().into(), recorded_at: self.now(), ..act }).collect();
        if !gave {
            let again = |ask: Ask| Ask { id: self.mint().into(), recorded_at: self.now(), state: AskState::Open, ..ask };
            changes.asks = asks.into_iter().map(|shown| again(shown.ask)).collect();
        }
        let made = changes.acts.iter().map(|act| act.id.clone()).chain(changes.asks.iter().map(|ask| ask.id.clone())).collect();
        let entries = match self.store.writer.commit(changes).await? {
            Outcome::Done => made,
            Outcome::Seen(before) | Outcome::Doubled(before) => before,
        };
        let kept = Kept { entries, people, note, day, today: known.today, offer_join: false, first_meeting: None };
        Ok(if gave { Answer::GaveKept(kept) } else { Answer::AskedKept(kept) })
    }
}
