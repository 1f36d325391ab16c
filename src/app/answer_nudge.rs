//! What a member pressed under a nudge: contact is kept, the person rests for a week, or is not named again until that is undone.

use super::{Actor, App, Result};
use crate::domain::entry::Touch;
use crate::domain::ids::{MessageId, NudgeId};
use crate::domain::nudge::{Nudge, NudgeAnswer};
use crate::store::{homes, nudges, people, preferences};

impl App {
    /// Carries out what was pressed on the message with the time stamp `pressed_on`; the first answer stands, a second press changes nothing. Tells which message shows the nudge.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_nudge(&self, by: &Actor, id: &NudgeId, answer: NudgeAnswer, pressed_on: Option<&str>) -> Result<Option<MessageId>> {
        let Some((nudge, message)) = nudges::by_id(&self.store.db, &by.workspace, &by.person, id).await? else {
            return Ok(None);
        };
        self.pressed_on(by, &message, pressed_on).await?;
        if nudge.answer.is_some() {
            return Ok(Some(message));
        }
        if answer == NudgeAnswer::InTouch {
            self.keep_touch(by, &nudge).await?;
        }
        let mut tx = self.store.db.begin().await?;
        if nudges::answer(&mut tx, &by.workspace, id, answer, self.now()).await? {
            match answer {
                NudgeAnswer::InTouch => {}
                NudgeAnswer::NotThisWeek => {
                    preferences::snooze(&mut tx, &by.workspace, &by.person, &nudge.contact, nudge.week.plus(2)).await?;
                }
                NudgeAnswer::NotThisPerson => {
                    preferences::refuse(&mut tx, &by.workspace, &by.person, &nudge.contact, Some(self.now())).await?;
                    homes::mark_dirty(&mut tx, &by.workspace, &by.person, self.now()).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(Some(message))
    }

    /// `[Undo]` under [Not this person]: the person may be named again, and the nudge stands as if nothing had been pressed. Tells which message
    /// shows it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn undo_refusal(&self, by: &Actor, id: &NudgeId) -> Result<Option<MessageId>> {
        let Some((nudge, message)) = nudges::by_id(&self.store.db, &by.workspace, &by.person, id).await? else {
            return Ok(None);
        };
        let mut tx = self.store.db.begin().await?;
        if nudges::unanswer(&mut tx, &by.workspace, id, NudgeAnswer::NotThisPerson).await? {
            preferences::refuse(&mut tx, &by.workspace, &by.person, &nudge.contact, None).await?;
            homes::mark_dirty(&mut tx, &by.workspace, &by.person, self.now()).await?;
        }
        tx.commit().await?;
        Ok(Some(message))
    }

    /// Keeps the contact as an entry of the member's own. The nudge's id is the trigger, so that it is kept once.
    async fn keep_touch(&self, by: &Actor, nudge: &Nudge) -> Result<()> {
        let known = self.known(by).await?;
        let contact = people::by_ids(&self.store.db, &by.workspace, std::slice::from_ref(&nudge.contact)).await?.pop();
        let mut changes = self.changes(by, Some(format!("nudge:{}:in-touch", nudge.id.as_str())));
        changes.touches = vec![Touch {
            id: self.mint().into(),
            owner: by.person.clone(),
            person: nudge.contact.clone(),
            person_team: contact.and_then(|known| known.person.team),
            happened_on: known.today,
            recorded_at: self.now(),
        }];
        self.store.writer.commit(changes).await?;
        Ok(())
    }
}
