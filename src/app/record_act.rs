//! `/gave`: keeps one act for each person named, as the actor's own entry: help they gave, or were given.
//!
//! The same trigger delivered again answers as the first time did; the same words typed again within minutes are not kept twice.

use super::name_people::Named;
use super::{Actor, App, Known, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::entry::{Act, EntryKind, Way};
use crate::domain::ids::{EntryId, PersonId};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::when::{closing_day, usable};
use crate::store::commit::{Changes, Outcome};
use crate::store::members;

/// What was typed after `/gave`, or filled into its form.
#[derive(Debug, Clone)]
pub struct RecordAct {
    /// Whose entry it is.
    pub by: Actor,
    /// The others.
    pub named: Named,
    /// Which of them helped.
    pub way: Way,
    /// The rest of the text, closing date included.
    pub note: Note,
    /// The day that was picked; none, and a closing date in the note says it.
    pub on: Option<Day>,
    /// Slack's id for this delivery.
    pub trigger: Option<String>,
}

impl App {
    /// Keeps what was given, or received.
    ///
    /// # Errors
    /// A refusal when nobody can be made out, nothing was said about it, or no entry can be for its day; otherwise when the database refuses.
    pub async fn record_act(&self, input: RecordAct) -> Result<Answer> {
        let (colleagues, known) = self.colleagues_and_self(&input.by, &input.named).await?;
        if known.person.is_none() {
            self.welcome_back(&input.by).await?;
        }
        let (day, note) = day_and_note(input.on, input.note, known.today)?;
        let offer_join = self.should_offer_join(&input.by, &known).await?;
        let teams = self.teams_of(&input.by, &colleagues).await?;
        let own_team = known.person.as_ref().and_then(|person| person.team.clone());
        let act = |other: &PersonId| {
            let (owner, note) = (input.by.person.clone(), note.clone());
            Act {
                id: self.mint().into(),
                giver: owner.clone(),
                receiver: owner.clone(),
                owner,
                giver_team: own_team.clone(),
                receiver_team: own_team.clone(),
                note,
                happened_on: day,
                recorded_at: self.now(),
            }
            .between(other.clone(), teams.get(other).cloned(), input.way)
        };
        let acts: Vec<Act> = colleagues.iter().map(|colleague| act(&colleague.id)).collect();
        let entries: Vec<EntryId> = acts.iter().map(|act| act.id.clone()).collect();
        let mut changes = self.changes(&input.by, input.trigger);
        changes.once = true;
        changes.offered_join = offer_join;
        changes.acts = acts;
        let new_tie = self.may_be_first_meeting(&changes, known.today).await?;
        let outcome = self.store.writer.commit(changes).await?;
        let again = matches!(outcome, Outcome::Seen(_));
        let (entries, doubled) = told(outcome, entries);
        self.plan_with_old_entry(&input.by, day, known.today).await?;
        let whose_team = if doubled { None } else { self.whose_team(&input.by, &colleagues, &teams, &entries).await? };
        let people = colleagues.into_iter().map(|colleague| colleague.id).collect();
        let kind = EntryKind::Act(input.way);
        let mut kept = Kept {
            kind,
            entries,
            people,
            team: None,
            note,
            day,
            today: known.today,
            offer_join,
            whose_team,
            first_meeting: None,
            cards: Vec::new(),
        };
        if doubled {
            return Ok(Answer::AlreadyKept(kept));
        }
        kept.first_meeting =
            if again { self.was_first_meeting(&input.by, &kept).await? } else { kept.entries.first().filter(|_| new_tie).cloned() };
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

/// The day and the words: the day that was picked, or the one that the note's closing words name.
pub(crate) fn day_and_note(picked: Option<Day>, note: Note, today: Day) -> Result<(Day, Note)> {
    let (day, note) = if let Some(day) = picked {
        (usable(day, today)?, note)
    } else {
        let (day, words) = closing_day(note.as_str(), today)?;
        (day, Note::new(words))
    };
    if note.is_empty() {
        return Err(Refusal::NoNote.into());
    }
    Ok((day, note))
}

/// The entries that an answer names, and whether they stood there already.
pub(crate) fn told(outcome: Outcome, made: Vec<EntryId>) -> (Vec<EntryId>, bool) {
    match outcome {
        Outcome::Done => (made, false),
        Outcome::Seen(before) => (before, false),
        Outcome::Doubled(before) => (before, true),
    }
}
