//! `/gave`: keeps one act for each person named, as the giver's own entry.
//!
//! The same trigger delivered again answers as the first time did; the same words typed again within minutes are not kept twice.

use super::name_people::{Colleague, Named};
use super::{Actor, App, Known, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::entry::Act;
use crate::domain::ids::{EntryId, PersonId};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::when::closing_day;
use crate::store::commit::{Changes, Outcome};
use crate::store::members;

/// What was typed after `/gave`.
#[derive(Debug, Clone)]
pub struct RecordAct {
    /// The giver.
    pub by: Actor,
    /// Whom they helped.
    pub named: Named,
    /// The rest of the text, closing date included.
    pub note: Note,
    /// The day that was picked; none, and a closing date in the note says it.
    pub on: Option<Day>,
    /// Slack's id for this delivery.
    pub trigger: Option<String>,
}

impl App {
    /// Keeps what was given.
    ///
    /// # Errors
    /// A refusal when nobody can be made out or nothing was said about it; otherwise when the database refuses.
    pub async fn record_act(&self, input: RecordAct) -> Result<Answer> {
        let colleagues = self.colleagues(&input.by, &input.named).await?;
        let known = self.known(&input.by).await?;
        if known.person.is_none() {
            self.welcome_back(&input.by).await?;
        }
        let (day, note) = if let Some(day) = input.on {
            (day.min(known.today), input.note)
        } else {
            let (day, words) = closing_day(input.note.as_str(), known.today);
            (day, Note::new(words))
        };
        if note.is_empty() {
            return Err(Refusal::NoNote.into());
        }
        let offer_join = self.should_offer_join(&input.by, &known).await?;
        let acts: Vec<Act> = colleagues
            .iter()
            .map(|colleague| Act {
                id: self.mint().into(),
                owner: input.by.person.clone(),
                giver: input.by.person.clone(),
                receiver: colleague.id.clone(),
                giver_team: known.person.as_ref().and_then(|person| person.team.clone()),
                receiver_team: team_of(colleague),
                note: note.clone(),
                happened_on: day,
                recorded_at: self.now(),
            })
            .collect();
        let entries: Vec<EntryId> = acts.iter().map(|act| act.id.clone()).collect();
        let people: Vec<PersonId> = colleagues.into_iter().map(|colleague| colleague.id).collect();
        let mut changes = self.changes(&input.by, input.trigger);
        changes.once = true;
        changes.offered_join = offer_join;
        changes.acts = acts;
        let across = across_teams(&changes.acts);
        let kept = |entries| Kept { entries, people, note, day, today: known.today, offer_join, first_meeting: None };
        let mut kept = match self.store.writer.commit(changes).await? {
            Outcome::Done => kept(entries),
            Outcome::Seen(before) => kept(before),
            Outcome::Doubled(before) => return Ok(Answer::AlreadyKept(kept(before))),
        };
        if across {
            kept.first_meeting = self.maybe_first_meeting(&input.by, &kept).await?;
        }
        Ok(Answer::GaveKept(kept))
    }

    /// Empty changes of this actor, to be filled in.
    pub(crate) fn changes(&self, by: &Actor, trigger: Option<String>) -> Changes {
        Changes {
            workspace: by.workspace.clone(),
            owner: by.person.clone(),
            at: self.now(),
            trigger,
            once: false,
            offered_join: false,
            acts: Vec::new(),
            asks: Vec::new(),
            touches: Vec::new(),
        }
    }

    /// Whether to offer joining: once, to people who are known and have not joined.
    pub(crate) async fn should_offer_join(&self, by: &Actor, known: &Known) -> Result<bool> {
        if known.join_offered || known.person.is_none() {
            return Ok(false);
        }
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        Ok(member.is_none())
    }
}

/// Whether these are one act of the giver's own, between two known teams.
fn across_teams(acts: &[Act]) -> bool {
    matches!(acts, [one] if one.owner == one.giver && one.giver_team.is_some() && one.receiver_team.is_some() && one.giver_team != one.receiver_team)
}

/// The team of somebody who was named, if known.
pub(crate) fn team_of(colleague: &Colleague) -> Option<crate::domain::ids::TeamId> {
    colleague.person.as_ref().and_then(|person| person.team.clone())
}
