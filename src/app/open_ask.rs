//! `/asked`: keeps one ask for each person named, or one for a whole team, for the asker's own eyes. A later reminder asks how it went.

use super::name_people::{Colleague, Named};
use super::record_act::{day_and_note, told};
use super::{Actor, App, Result};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::entry::{Ask, AskState, EntryKind};
use crate::domain::ids::{EntryId, PersonId, TeamId};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;

/// What was typed after `/asked`, or filled into its form.
#[derive(Debug, Clone)]
pub struct OpenAsk {
    /// The asker.
    pub by: Actor,
    /// Whom they asked.
    pub named: Named,
    /// The team they asked, instead of people.
    pub team: Option<TeamId>,
    /// The rest of the text, closing date included.
    pub note: Note,
    /// The day that was picked; none, and a closing date in the note says it.
    pub on: Option<Day>,
    /// Slack's id for this delivery.
    pub trigger: Option<String>,
}

impl App {
    /// Keeps what was asked.
    ///
    /// # Errors
    /// A refusal when nobody can be made out, somebody's account is gone, nothing was said about it, or no entry can be for its day; otherwise
    /// when the database refuses.
    pub async fn open_ask(&self, input: OpenAsk) -> Result<Answer> {
        let (colleagues, team) = self.asked(&input.by, &input.named, input.team).await?;
        let known = self.known(&input.by).await?;
        if known.person.is_none() {
            self.welcome_back(&input.by).await?;
        }
        let (day, note) = day_and_note(input.on, input.note, known.today)?;
        let offer_join = self.should_offer_join(&input.by, &known).await?;
        let teams = self.teams_of(&input.by, &colleagues).await?;
        let ask = |askee: Option<PersonId>, askee_team: Option<TeamId>| Ask {
            id: self.mint().into(),
            asker: input.by.person.clone(),
            askee,
            askee_team,
            note: note.clone(),
            asked_on: day,
            recorded_at: self.now(),
            state: AskState::Open,
        };
        let asks: Vec<Ask> = match &team {
            Some((id, _)) => vec![ask(None, Some(id.clone()))],
            None => colleagues.iter().map(|one| ask(Some(one.id.clone()), teams.get(&one.id).cloned())).collect(),
        };
        let entries: Vec<EntryId> = asks.iter().map(|ask| ask.id.clone()).collect();
        let mut changes = self.changes(&input.by, input.trigger);
        changes.once = true;
        changes.offered_join = offer_join;
        changes.asks = asks;
        let (entries, doubled) = told(self.store.writer.commit(changes).await?, entries);
        self.plan_with_old_entry(&input.by, day, known.today).await?;
        let whose_team = if doubled { None } else { self.whose_team(&input.by, &colleagues, &teams, &entries).await? };
        let asked: Vec<&TeamId> = match &team {
            Some((id, _)) => vec![id],
            None => colleagues.iter().filter_map(|one| teams.get(&one.id)).collect(),
        };
        let cards = if doubled { Vec::new() } else { self.cards_before_ask(&input.by, &known, &asked).await };
        let people: Vec<PersonId> = colleagues.into_iter().map(|colleague| colleague.id).collect();
        let team = team.map(|(_, name)| name);
        let kept = Kept {
            kind: EntryKind::Ask,
            entries,
            people,
            team,
            note,
            day,
            today: known.today,
            offer_join,
            whose_team,
            first_meeting: None,
            cards,
        };
        Ok(if doubled { Answer::AlreadyKept(kept) } else { Answer::AskedKept(kept) })
    }

    /// The people who are asked, or the team with its name.
    pub(crate) async fn asked(
        &self,
        by: &Actor,
        named: &Named,
        team: Option<TeamId>,
    ) -> Result<(Vec<Colleague>, Option<(TeamId, String)>)> {
        if let Some(team) = team {
            if *named != Named::default() {
                return Err(Refusal::PeopleOrTeam.into());
            }
            let name = self.team_names(&by.workspace).await?.remove(&team).ok_or(Refusal::PeopleOrTeam)?;
            return Ok((Vec::new(), Some((team, name))));
        }
        let colleagues = self.colleagues(by, named).await?;
        let gone = |person: &crate::domain::person::Person| person.deactivated_at.is_some();
        if let Some(colleague) = colleagues.iter().find(|colleague| colleague.person.as_ref().is_some_and(gone)) {
            return Err(Refusal::Gone(colleague.id.clone()).into());
        }
        Ok((colleagues, None))
    }
}
