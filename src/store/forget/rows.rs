//! The rows themselves: mentions and names leave others' entries, and what is the person's own goes, a chunk at a time.
//!
//! Where an owner's entries are changed, the owner's turn is taken first and the rows are read after that: an edit of theirs is never lost.

use std::collections::BTreeSet;

use super::{ENTRIES_PER_CHUNK, ROWS_PER_CHUNK};
use crate::domain::ids::{COLLEAGUE, PersonId, WorkspaceId};
use crate::domain::note::Note;
use crate::store::again::again;
use crate::store::db::{Db, Result, Sql, Tx, sql};
use crate::store::{Store, acts, asks, introductions, seal};

/// Removes what one person may have much of, at most `$3` rows at once.
const MUCH: &[&str] = &[
    "DELETE FROM mention WHERE workspace_id = $1 AND (entry_id, person_id) IN (SELECT m.entry_id, m.person_id FROM mention AS m \
     JOIN act AS e ON e.workspace_id = m.workspace_id AND e.id = m.entry_id WHERE m.workspace_id = $1 AND e.owner_id = $2 LIMIT $3)",
    "DELETE FROM mention WHERE workspace_id = $1 AND (entry_id, person_id) IN (SELECT m.entry_id, m.person_id FROM mention AS m \
     JOIN ask AS e ON e.workspace_id = m.workspace_id AND e.id = m.entry_id WHERE m.workspace_id = $1 AND e.asker_id = $2 LIMIT $3)",
    "DELETE FROM ask_carried WHERE workspace_id = $1 AND (ask_id, message_id) IN (SELECT c.ask_id, c.message_id FROM ask_carried AS c \
     JOIN ask AS e ON e.workspace_id = c.workspace_id AND e.id = c.ask_id WHERE c.workspace_id = $1 AND e.asker_id = $2 LIMIT $3)",
    "DELETE FROM ask_carried WHERE workspace_id = $1 AND (ask_id, message_id) IN (SELECT c.ask_id, c.message_id FROM ask_carried AS c \
     JOIN outbox AS o ON o.workspace_id = c.workspace_id AND o.id = c.message_id WHERE c.workspace_id = $1 AND o.recipient_id = $2 LIMIT $3)",
    "DELETE FROM first_meeting WHERE workspace_id = $1 AND act_id IN (SELECT f.act_id FROM first_meeting AS f \
     JOIN act AS e ON e.workspace_id = f.workspace_id AND e.id = f.act_id WHERE f.workspace_id = $1 AND e.owner_id = $2 LIMIT $3)",
    "DELETE FROM act WHERE workspace_id = $1 AND id IN (SELECT id FROM act WHERE workspace_id = $1 AND owner_id = $2 LIMIT $3)",
    "DELETE FROM ask WHERE workspace_id = $1 AND id IN (SELECT id FROM ask WHERE workspace_id = $1 AND asker_id = $2 LIMIT $3)",
    "DELETE FROM touch WHERE workspace_id = $1 AND id IN (SELECT id FROM touch WHERE workspace_id = $1 AND owner_id = $2 LIMIT $3)",
    "DELETE FROM tie WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM tie WHERE workspace_id = $1 \
     AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM preference WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM preference \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM lesson WHERE workspace_id = $1 AND (week, owner_id, person_id) IN (SELECT week, owner_id, person_id FROM lesson \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM nudge WHERE workspace_id = $1 AND id IN (SELECT id FROM nudge WHERE workspace_id = $1 \
     AND (member_id = $2 OR contact_id = $2) LIMIT $3)",
    "DELETE FROM contact WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM contact \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM tended WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM tended \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM own_word_team WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM own_word_team \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM team_question WHERE workspace_id = $1 AND (owner_id, person_id) IN (SELECT owner_id, person_id FROM team_question \
     WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2) LIMIT $3)",
    "DELETE FROM mention WHERE workspace_id = $1 AND (entry_id, person_id) IN (SELECT entry_id, person_id FROM mention \
     WHERE workspace_id = $1 AND person_id = $2 LIMIT $3)",
];

/// Removes the rest of what is the person's own, and of what says something about them to one other person. Their own messages go last and apart.
const OWN: &[&str] = &[
    "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN (SELECT id FROM introduction WHERE workspace_id = $1 AND $2 IN (broker_id, a_id, b_id))",
    "DELETE FROM introduction WHERE workspace_id = $1 AND $2 IN (broker_id, a_id, b_id)",
    "DELETE FROM introduction_suggestion WHERE workspace_id = $1 AND $2 IN (member_id, a_id, b_id)",
    "DELETE FROM step WHERE workspace_id = $1 AND member_id = $2",
    "DELETE FROM person_team WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM workspace_admin WHERE workspace_id = $1 AND person_id = $2",
    "UPDATE workspace_setting SET set_by = 'colleague' WHERE workspace_id = $1 AND set_by = $2",
    "UPDATE card SET edited_by = 'colleague' WHERE workspace_id = $1 AND edited_by = $2",
    "UPDATE card_line SET shown_asked_by = NULL, shown_agreed_by = NULL WHERE workspace_id = $1 AND $2 IN (shown_asked_by, shown_agreed_by)",
    // A round that stood at this person goes through everybody again: who was asked in it is not asked twice.
    "UPDATE team_sync SET profile_after = '' WHERE workspace_id = $1 AND profile_after = $2",
    "UPDATE team_sync SET decide_after = '' WHERE workspace_id = $1 AND decide_after = $2",
    "DELETE FROM home WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM member WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM person WHERE workspace_id = $1 AND id = $2",
];

/// What stands where somebody was mentioned, by the locale of who reads it.
pub type Instead<'a> = &'a (dyn Fn(Option<&str>) -> String + Send + Sync);

/// An entry of somebody else's.
#[derive(sqlx::FromRow)]
struct Theirs {
    id: String,
    owner: String,
}

async fn take_turns(tx: &mut Tx, workspace: &WorkspaceId, theirs: &[Theirs]) -> Result<()> {
    let owners: BTreeSet<&str> = theirs.iter().map(|row| row.owner.as_str()).collect();
    tx.take_turns(&owners.into_iter().map(|owner| format!("{}:{owner}", workspace.as_str())).collect::<Vec<_>>()).await
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: String,
    note_sealed: Vec<u8>,
    locale: Option<String>,
}

/// Takes mentions of the person out of others' notes. Tells whether there may be more.
///
/// # Errors
/// When the database refuses.
pub async fn out_of_notes(store: &Store, workspace: &WorkspaceId, person: &PersonId, instead: Instead<'_>) -> Result<bool> {
    let mut more = false;
    for table in [Table::Act, Table::Ask, Table::Introduction] {
        let select = table.mentioning().bind(workspace.as_str()).bind(person.as_str()).bind(ROWS_PER_CHUNK);
        let theirs: Vec<Theirs> = store.db.all(select).await?;
        if !theirs.is_empty() {
            more = true;
            again(|| out_of(store, workspace, person, (table, &theirs), instead)).await?;
        }
    }
    Ok(more)
}

async fn out_of(
    store: &Store,
    workspace: &WorkspaceId,
    person: &PersonId,
    (table, theirs): (Table, &[Theirs]),
    instead: Instead<'_>,
) -> Result<()> {
    let mut tx = store.db.begin().await?;
    take_turns(&mut tx, workspace, theirs).await?;
    let ids = || theirs.iter().map(|row| row.id.as_str());
    let rows: Vec<NoteRow> = tx.all(table.notes().bind(workspace.as_str()).list(ids())).await?;
    for row in rows {
        let words = instead(row.locale.as_deref());
        let note = match store.unseal(table.purpose(), &row.note_sealed) {
            Ok(note) => Note::stored(note).without(person, &words),
            // It can't be shown anyway, and must not keep anybody from being deleted: what it may still name goes with it.
            Err(error) => {
                tracing::error!(%error, "a note that names somebody who is deleted can't be read and is replaced");
                Note::stored(words)
            }
        };
        let sealed = seal(&store.vault, table.purpose(), note.as_str())?;
        tx.execute(table.update_note().bind(sealed).bind(workspace.as_str()).bind(&row.id)).await?;
    }
    let gone = sql("DELETE FROM mention WHERE workspace_id = $1 AND person_id = $2 AND entry_id IN ");
    tx.execute(gone.bind(workspace.as_str()).bind(person.as_str()).list(ids())).await?;
    tx.commit().await
}

#[derive(Clone, Copy)]
enum Table {
    Act,
    Ask,
    Introduction,
}

impl Table {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Act => acts::NOTE,
            Self::Ask => asks::NOTE,
            Self::Introduction => introductions::WHY,
        }
    }

    /// Others' entries that mention the person.
    fn mentioning(self) -> Sql {
        match self {
            Self::Act => sql(
                "SELECT e.id, e.owner_id AS owner FROM act AS e JOIN mention AS m ON m.workspace_id = e.workspace_id AND m.entry_id = e.id \
                 WHERE m.workspace_id = $1 AND m.person_id = $2 AND e.owner_id <> $2 LIMIT $3",
            ),
            Self::Ask => sql(
                "SELECT e.id, e.asker_id AS owner FROM ask AS e JOIN mention AS m ON m.workspace_id = e.workspace_id AND m.entry_id = e.id \
                 WHERE m.workspace_id = $1 AND m.person_id = $2 AND e.asker_id <> $2 LIMIT $3",
            ),
            Self::Introduction => {
                sql("SELECT e.id, e.broker_id AS owner FROM introduction AS e JOIN mention AS m ON m.workspace_id = e.workspace_id \
                 AND m.entry_id = e.id WHERE m.workspace_id = $1 AND m.person_id = $2 AND e.broker_id <> $2 LIMIT $3")
            }
        }
    }

    fn notes(self) -> Sql {
        match self {
            Self::Act => {
                sql("SELECT e.id, e.note_sealed, p.locale FROM act AS e LEFT JOIN person AS p ON p.workspace_id = e.workspace_id \
                 AND p.id = e.owner_id WHERE e.workspace_id = $1 AND e.id IN ")
            }
            Self::Ask => {
                sql("SELECT e.id, e.note_sealed, p.locale FROM ask AS e LEFT JOIN person AS p ON p.workspace_id = e.workspace_id \
                 AND p.id = e.asker_id WHERE e.workspace_id = $1 AND e.id IN ")
            }
            Self::Introduction => sql("SELECT e.id, e.why_sealed AS note_sealed, p.locale FROM introduction AS e LEFT JOIN person AS p \
                 ON p.workspace_id = e.workspace_id AND p.id = e.broker_id WHERE e.workspace_id = $1 AND e.id IN "),
        }
    }

    fn update_note(self) -> Sql {
        match self {
            Self::Act => sql("UPDATE act SET note_sealed = $1 WHERE workspace_id = $2 AND id = $3"),
            Self::Ask => sql("UPDATE ask SET note_sealed = $1 WHERE workspace_id = $2 AND id = $3"),
            Self::Introduction => sql("UPDATE introduction SET why_sealed = $1 WHERE workspace_id = $2 AND id = $3"),
        }
    }
}

/// Takes the person's name off a chunk of others' entries; the ties with the person go apart. Tells whether there may be more.
///
/// # Errors
/// When the database refuses.
pub async fn out_of_entries(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str()).bind(ENTRIES_PER_CHUNK);
    let acts: Vec<Theirs> = db
        .all(bound(
            "SELECT id, owner_id AS owner FROM act WHERE workspace_id = $1 \
             AND CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END = $2 AND owner_id <> $2 ORDER BY id LIMIT $3",
        ))
        .await?;
    let asks: Vec<Theirs> = db
        .all(bound(
            "SELECT id, asker_id AS owner FROM ask WHERE workspace_id = $1 AND askee_id = $2 AND asker_id <> $2 ORDER BY id LIMIT $3",
        ))
        .await?;
    if !acts.is_empty() {
        again(|| out_of_acts(db, workspace, person, &acts)).await?;
    }
    if !asks.is_empty() {
        again(|| out_of_asks(db, workspace, person, &asks)).await?;
    }
    Ok(!acts.is_empty() || !asks.is_empty())
}

async fn out_of_acts(db: &Db, workspace: &WorkspaceId, person: &PersonId, theirs: &[Theirs]) -> Result<()> {
    let ids = || theirs.iter().map(|row| row.id.as_str());
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
    let mut tx = db.begin().await?;
    take_turns(&mut tx, workspace, theirs).await?;
    let update = bound(
        "UPDATE act SET giver_team = CASE WHEN giver_id = $2 THEN NULL ELSE giver_team END, \
         receiver_team = CASE WHEN receiver_id = $2 THEN NULL ELSE receiver_team END, \
         giver_id = CASE WHEN giver_id = $2 THEN $3 ELSE giver_id END, receiver_id = CASE WHEN receiver_id = $2 THEN $3 ELSE receiver_id END \
         WHERE workspace_id = $1 AND (giver_id = $2 OR receiver_id = $2) AND id IN ",
    );
    tx.execute(update.bind(COLLEAGUE).list(ids())).await?;
    let meetings = sql("DELETE FROM first_meeting WHERE workspace_id = $1 AND act_id IN ").bind(workspace.as_str());
    tx.execute(meetings.list(ids())).await?;
    tx.commit().await
}

async fn out_of_asks(db: &Db, workspace: &WorkspaceId, person: &PersonId, theirs: &[Theirs]) -> Result<()> {
    let ids = || theirs.iter().map(|row| row.id.as_str());
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
    let mut tx = db.begin().await?;
    take_turns(&mut tx, workspace, theirs).await?;
    let update = bound(
        "UPDATE ask SET askee_id = $3, askee_team = NULL, state = CASE WHEN state = 'open' THEN 'let_go' ELSE state END \
         WHERE workspace_id = $1 AND askee_id = $2 AND id IN ",
    );
    tx.execute(update.bind(COLLEAGUE).list(ids())).await?;
    tx.commit().await
}

/// Removes the rows that are the person's own or about them.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn own_rows(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
    // Contact that others noted with the person.
    loop {
        let select =
            bound("SELECT id, owner_id AS owner FROM touch WHERE workspace_id = $1 AND person_id = $2 AND owner_id <> $2 LIMIT $3");
        let theirs: Vec<Theirs> = db.all(select.bind(ENTRIES_PER_CHUNK)).await?;
        if theirs.is_empty() {
            break;
        }
        again(|| out_of_touches(db, workspace, &theirs)).await?;
    }
    for text in MUCH {
        while db.execute(bound(text).bind(ROWS_PER_CHUNK)).await? >= ROWS_PER_CHUNK.unsigned_abs() {}
    }
    for text in OWN {
        db.execute(bound(text)).await?;
    }
    Ok(())
}

async fn out_of_touches(db: &Db, workspace: &WorkspaceId, theirs: &[Theirs]) -> Result<()> {
    let mut tx = db.begin().await?;
    take_turns(&mut tx, workspace, theirs).await?;
    let delete = sql("DELETE FROM touch WHERE workspace_id = $1 AND id IN ").bind(workspace.as_str());
    tx.execute(delete.list(theirs.iter().map(|row| row.id.as_str()))).await?;
    tx.commit().await
}
