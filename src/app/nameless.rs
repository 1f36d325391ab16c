//! Nobody who deleted everything is named again by what others keep later: by an old form, an old button, or a name typed anew.
//!
//! The entry is kept all the same, without the name, as older entries were when the person went. Nothing is said about it: that somebody
//! deleted everything is told to nobody.

use std::collections::BTreeSet;

use super::{App, Result};
use crate::domain::entry::Act;
use crate::domain::ids::{COLLEAGUE, PersonId, WorkspaceId};
use crate::domain::note::Note;
use crate::store::commit::{Changes, Outcome};
use crate::store::forget;

/// What stands for a mention of somebody who is not to be named, in every language.
const UNNAMED: &str = "@…";

impl App {
    /// Those of these people who deleted everything and did not come back.
    pub(crate) async fn forgotten_among(
        &self,
        workspace: &WorkspaceId,
        people: impl Iterator<Item = &PersonId>,
    ) -> Result<BTreeSet<PersonId>> {
        let prints = forget::prints(&self.store.db, workspace).await?;
        if prints.is_empty() {
            return Ok(BTreeSet::new());
        }
        Ok(people.filter(|person| forget::is_among(&self.store, &prints, workspace, person)).cloned().collect())
    }

    /// Commits what a command decided, without the names of those who deleted everything.
    pub(crate) async fn commit(&self, mut changes: Changes) -> Result<Outcome> {
        self.make_nameless(&mut changes).await?;
        Ok(self.store.writer.commit(changes).await?)
    }

    /// Takes the names of those who deleted everything out of what is to be kept.
    pub(crate) async fn make_nameless(&self, changes: &mut Changes) -> Result<()> {
        let mut named: BTreeSet<PersonId> = changes.mentioned().collect();
        named.extend(changes.acts.iter().map(|act| act.other().clone()));
        named.extend(changes.asks.iter().filter_map(|ask| ask.askee.clone()));
        named.extend(changes.touches.iter().map(|touch| touch.person.clone()));
        let gone = self.forgotten_among(&changes.workspace, named.iter()).await?;
        if gone.is_empty() {
            return Ok(());
        }
        for act in &mut changes.acts {
            let note = without(&act.note, &gone);
            let nobody = gone.contains(act.other()).then(|| act.clone().between(PersonId::new(COLLEAGUE), None, act.way()));
            *act = Act { note, ..nobody.unwrap_or_else(|| act.clone()) };
        }
        for ask in &mut changes.asks {
            ask.note = without(&ask.note, &gone);
            if ask.askee.as_ref().is_some_and(|askee| gone.contains(askee)) {
                (ask.askee, ask.askee_team) = (Some(PersonId::new(COLLEAGUE)), None);
            }
        }
        changes.touches.retain(|touch| !gone.contains(&touch.person));
        Ok(())
    }

    /// A note without the names of those who deleted everything.
    pub(crate) async fn nameless_note(&self, workspace: &WorkspaceId, note: &Note) -> Result<Note> {
        let gone = self.forgotten_among(workspace, note.mentions().iter()).await?;
        Ok(without(note, &gone))
    }
}

fn without(note: &Note, gone: &BTreeSet<PersonId>) -> Note {
    gone.iter().fold(note.clone(), |note, person| note.without(person, UNNAMED))
}
