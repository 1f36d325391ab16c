//! `/asked`: keeps one ask for each person named, for the asker's own eyes. A later reminder asks how it went.

use super::name_people::Named;
use super::record_act::team_of;
use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::entry::{Ask, AskState};
use crate::domain::ids::{EntryId, PersonId};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::when::closing_day;
use crate::store::commit::Outcome;

/// What was typed after `/asked`.
#[derive(Debug, Clone)]
pub struct OpenAsk {
    /// The asker.
    pub by: Actor,
    /// Whom they asked.
    pub named: Named,
    /// The rest of the text, closing date included.
    pub note: Note,
    /// Slack's id for this delivery.
    pub trigger: Option<String>,
}

impl App {
    /// Keeps what was asked.
    ///
    /// # Errors
    /// A refusal when nobody can be made out, somebody's account is gone, or nothing was said about it; otherwise when the database refuses.
    pub async fn open_ask(&self, input: OpenAsk) -> Result<Answer> {
        let colleagues = self.colleagues(&input.by, &input.named).await?;
        let gone = |person: &crate::domain::person::Person| person.deactivated_at.is_some();
        if let Some(colleague) = colleagues.iter().find(|colleague| colleague.person.as_ref().is_some_and(gone)) {
            return Err(Refusal::Gone(colleague.id.clone()).into());
        }
        let known = self.known(&input.by).await?;
        if known.person.is_none() {
            self.welcome_back(&input.by).await?;
        }
        let (day, words) = closing_day(input.note.as_str(), known.today);
        let note = Note::new(words);
        if note.is_empty() {
            return Err(Refusal::NoNote.into());
        }
        let offer_join = self.should_offer_join(&input.by, &known).await?;
        let asks: Vec<Ask> = colleagues
            .iter()
            .map(|colleague| Ask {
                id: self.mint().into(),
                asker: input.by.person.clone(),
                askee: colleague.id.clone(),
                askee_team: team_of(colleague),
                note: note.clone(),
                asked_on: day,
                recorded_at: self.now(),
                state: AskState::Open,
            })
            .collect();
        let entries: Vec<EntryId> = asks.iter().map(|ask| ask.id.clone()).collect();
        let people: Vec<PersonId> = colleagues.into_iter().map(|colleague| colleague.id).collect();
        let mut changes = self.changes(&input.by, input.trigger);
        changes.once = true;
        changes.offered_join = offer_join;
        changes.asks = asks;
        let kept = |entries| Kept { entries, people, note, day, today: known.today, offer_join, first_meeting: None };
        Ok(match self.store.writer.commit(changes).await? {
            Outcome::Done => Answer::AskedKept(kept(entries)),
            Outcome::Seen(before) => Answer::AskedKept(kept(before)),
            Outcome::Doubled(before) => Answer::AlreadyKept(kept(before)),
        })
    }
}
