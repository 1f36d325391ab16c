//! Deleting everything about one person: own rows go, others' rows lose the name, and nothing is left that tells whose it was.
//!
//! Done in chunks that commands don't wait for. While it goes on, one row says so, so that a restart goes on with it; that row is the last to go.

use std::collections::BTreeSet;

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use super::ties::{self, TeamKey};
use super::{Store, acts, asks, introductions, seal};
use crate::domain::day::Millis;
use crate::domain::ids::{COLLEAGUE, PersonId, WorkspaceId};
use crate::domain::note::Note;
use crate::vault::FINGERPRINT_BYTES;

/// Rows that one transaction removes or changes: well under 50 ms.
const ROWS_PER_CHUNK: i64 = 200;

/// What a fingerprint of somebody forgotten is for.
const PURPOSE: &str = "forgotten.person";

/// Contact that others noted with the person: it moved their team activity, so it goes first and apart.
const TOUCHED: &str = "DELETE FROM touch WHERE workspace_id = $1 AND person_id = $2";

/// Removes what is the person's own, and what says something about them to one other person.
const OWN: &[&str] = &[
    "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN (SELECT id FROM act WHERE workspace_id = $1 AND owner_id = $2)",
    "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN (SELECT id FROM ask WHERE workspace_id = $1 AND asker_id = $2)",
    "DELETE FROM ask_carried WHERE workspace_id = $1 AND ask_id IN (SELECT id FROM ask WHERE workspace_id = $1 AND asker_id = $2)",
    "DELETE FROM ask_carried WHERE workspace_id = $1 AND message_id IN (SELECT id FROM outbox WHERE workspace_id = $1 AND recipient_id = $2)",
    "DELETE FROM act WHERE workspace_id = $1 AND owner_id = $2",
    "DELETE FROM ask WHERE workspace_id = $1 AND asker_id = $2",
    "DELETE FROM touch WHERE workspace_id = $1 AND owner_id = $2",
    "DELETE FROM tie WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM team_activity WHERE workspace_id = $1 AND owner_id = $2",
    "DELETE FROM preference WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM nudge WHERE workspace_id = $1 AND (member_id = $2 OR contact_id = $2)",
    "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN (SELECT id FROM introduction WHERE workspace_id = $1 AND $2 IN (broker_id, a_id, b_id))",
    "DELETE FROM introduction WHERE workspace_id = $1 AND $2 IN (broker_id, a_id, b_id)",
    "DELETE FROM introduction_suggestion WHERE workspace_id = $1 AND $2 IN (member_id, a_id, b_id)",
    "DELETE FROM contact WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM tended WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM step WHERE workspace_id = $1 AND member_id = $2",
    "DELETE FROM own_word_team WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM team_question WHERE workspace_id = $1 AND (owner_id = $2 OR person_id = $2)",
    "DELETE FROM mention WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM person_team WHERE workspace_id = $1 AND person_id = $2",
    "UPDATE workspace_setting SET set_by = 'colleague' WHERE workspace_id = $1 AND set_by = $2",
    "DELETE FROM outbox WHERE workspace_id = $1 AND recipient_id = $2",
    "UPDATE card SET edited_by = 'colleague' WHERE workspace_id = $1 AND edited_by = $2",
    "UPDATE card_line SET shown_asked_by = NULL, shown_agreed_by = NULL WHERE workspace_id = $1 AND $2 IN (shown_asked_by, shown_agreed_by)",
    "DELETE FROM home WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM member WHERE workspace_id = $1 AND person_id = $2",
    "DELETE FROM person WHERE workspace_id = $1 AND id = $2",
    // The last one: until here, a restart goes on.
    "DELETE FROM forgetting WHERE workspace_id = $1 AND person_id = $2",
];

/// Notes that somebody asked to be forgotten: from here on nothing is sent to them, and the sync leaves them out.
///
/// # Errors
/// When the database refuses.
pub async fn begin(store: &Store, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let print = store.vault.fingerprint(PURPOSE, &[workspace.as_str(), person.as_str()]);
    let mut tx = store.db.begin().await?;
    let forgetting = sql("INSERT INTO forgetting (workspace_id, person_id, asked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    tx.execute(forgetting.bind(workspace.as_str()).bind(person.as_str()).bind(at.0)).await?;
    let forgotten = sql("INSERT INTO forgotten (workspace_id, print, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    tx.execute(forgotten.bind(workspace.as_str()).bind(print.to_vec()).bind(at.0)).await?;
    super::outbox::drop_waiting(&mut tx, workspace, person, "forgotten", at).await?;
    tx.commit().await
}

#[derive(sqlx::FromRow)]
struct Forgetting {
    workspace_id: String,
    person_id: String,
}

/// Deletions that are under way.
///
/// # Errors
/// When the database refuses.
pub async fn under_way(db: &Db) -> Result<Vec<(WorkspaceId, PersonId)>> {
    let rows: Vec<Forgetting> = db.all(sql("SELECT workspace_id, person_id FROM forgetting ORDER BY asked_at, person_id")).await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id.into(), row.person_id.into())).collect())
}

#[derive(sqlx::FromRow)]
struct PostRow {
    message_id: Option<String>,
    channel_id: String,
    message_ts: String,
}

/// Notes which messages in Slack named the person, or were theirs, so that they are edited there.
///
/// # Errors
/// When the database refuses.
pub async fn note_posts(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let select = sql("SELECT CAST(NULL AS TEXT) AS message_id, channel_id, message_ts FROM outbox \
                      WHERE workspace_id = $1 AND recipient_id = $2 AND channel_id IS NOT NULL AND message_ts IS NOT NULL \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o JOIN nudge AS n ON n.workspace_id = o.workspace_id AND n.message_id = o.id \
                      WHERE o.workspace_id = $1 AND n.contact_id = $2 AND n.state = 'sent' AND o.recipient_id <> $2 \
                      AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o \
                      JOIN ask_carried AS c ON c.workspace_id = o.workspace_id AND c.message_id = o.id \
                      JOIN ask AS a ON a.workspace_id = c.workspace_id AND a.id = c.ask_id \
                      WHERE o.workspace_id = $1 AND (a.askee_id = $2 OR EXISTS (SELECT 1 FROM mention AS m WHERE m.workspace_id = a.workspace_id \
                      AND m.entry_id = a.id AND m.person_id = $2)) AND a.asker_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o \
                      JOIN digest AS d ON d.workspace_id = o.workspace_id AND d.message_id = o.id \
                      JOIN introduction AS i ON i.workspace_id = d.workspace_id AND d.carried LIKE '%\"' || i.id || '\"%' \
                      WHERE o.workspace_id = $1 AND $2 IN (i.broker_id, i.a_id, i.b_id) AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o JOIN introduction_suggestion AS s \
                      ON s.workspace_id = o.workspace_id AND s.message_id = o.id WHERE o.workspace_id = $1 AND $2 IN (s.a_id, s.b_id) \
                      AND s.member_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o JOIN introduction AS i \
                      ON i.workspace_id = o.workspace_id AND o.id IN (i.message_a, i.message_b, i.message_open) \
                      WHERE o.workspace_id = $1 AND o.recipient_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL \
                      AND ($2 IN (i.broker_id, i.a_id, i.b_id) OR EXISTS (SELECT 1 FROM mention AS m WHERE m.workspace_id = i.workspace_id \
                      AND m.entry_id = i.id AND m.person_id = $2))");
    let posts: Vec<PostRow> = db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    for chunk in posts.chunks(usize::try_from(ROWS_PER_CHUNK).unwrap_or(1)) {
        let row = |post: &PostRow| -> Vec<Arg> {
            vec![
                workspace.as_str().into(),
                (&post.channel_id).into(),
                (&post.message_ts).into(),
                Arg::Text(post.message_id.clone()),
                at.0.into(),
            ]
        };
        let insert = sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) VALUES ")
            .rows(chunk.iter().map(row))
            .push(" ON CONFLICT DO NOTHING");
        db.execute(insert).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MentionRow {
    id: String,
    note_sealed: Vec<u8>,
    locale: Option<String>,
}

/// What stands where somebody was mentioned, by the locale of who reads it.
pub type Instead<'a> = &'a (dyn Fn(Option<&str>) -> String + Send + Sync);

/// Takes mentions of the person out of others' notes. Tells whether there may be more.
///
/// # Errors
/// When the database refuses or a note can't be opened.
pub async fn out_of_notes(store: &Store, workspace: &WorkspaceId, person: &PersonId, instead: Instead<'_>) -> Result<bool> {
    let mut more = false;
    for (table, purpose) in [(Table::Act, acts::NOTE), (Table::Ask, asks::NOTE), (Table::Introduction, introductions::WHY)] {
        let mut tx = store.db.begin().await?;
        let select = table.with_mentions().bind(workspace.as_str()).bind(person.as_str()).bind(ROWS_PER_CHUNK);
        let rows: Vec<MentionRow> = tx.all(select).await?;
        more |= !rows.is_empty();
        for row in rows {
            let note = Note::stored(store.unseal(purpose, &row.note_sealed)?).without(person, &instead(row.locale.as_deref()));
            let sealed = seal(&store.vault, purpose, note.as_str())?;
            tx.execute(table.update_note().bind(sealed).bind(workspace.as_str()).bind(&row.id)).await?;
            let gone = sql("DELETE FROM mention WHERE workspace_id = $1 AND entry_id = $2 AND person_id = $3");
            tx.execute(gone.bind(workspace.as_str()).bind(&row.id).bind(person.as_str())).await?;
        }
        tx.commit().await?;
    }
    Ok(more)
}

#[derive(Clone, Copy)]
enum Table {
    Act,
    Ask,
    Introduction,
}

impl Table {
    fn with_mentions(self) -> Sql {
        match self {
            Self::Act => sql(
                "SELECT e.id, e.note_sealed, p.locale FROM act AS e JOIN mention AS m ON m.workspace_id = e.workspace_id AND m.entry_id = e.id \
                              LEFT JOIN person AS p ON p.workspace_id = e.workspace_id AND p.id = e.owner_id WHERE m.workspace_id = $1 AND m.person_id = $2 AND e.owner_id <> $2 LIMIT $3",
            ),
            Self::Ask => sql(
                "SELECT e.id, e.note_sealed, p.locale FROM ask AS e JOIN mention AS m ON m.workspace_id = e.workspace_id AND m.entry_id = e.id \
                              LEFT JOIN person AS p ON p.workspace_id = e.workspace_id AND p.id = e.asker_id WHERE m.workspace_id = $1 AND m.person_id = $2 AND e.asker_id <> $2 LIMIT $3",
            ),
            Self::Introduction => sql(
                "SELECT e.id, e.why_sealed AS note_sealed, p.locale FROM introduction AS e JOIN mention AS m ON m.workspace_id = e.workspace_id AND m.entry_id = e.id \
                              LEFT JOIN person AS p ON p.workspace_id = e.workspace_id AND p.id = e.broker_id WHERE m.workspace_id = $1 AND m.person_id = $2 \
                              AND e.broker_id <> $2 LIMIT $3",
            ),
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

#[derive(sqlx::FromRow)]
struct Moved {
    owner: String,
    team: Option<String>,
}

/// Takes the person's name off a chunk of others' entries, and recomputes what those had moved. Tells whether there may be more.
///
/// # Errors
/// When the database refuses.
pub async fn out_of_entries(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let mut tx = db.begin().await?;
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str()).bind(COLLEAGUE).bind(ROWS_PER_CHUNK);
    let mut moved: Vec<Moved> = tx
        .all(bound(
            "SELECT owner_id AS owner, CASE WHEN giver_id = $2 THEN giver_team ELSE receiver_team END AS team FROM act \
             WHERE workspace_id = $1 AND CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END = $2 AND owner_id <> $2 AND $3 <> '' ORDER BY id LIMIT $4",
        ))
        .await?;
    tx.execute(bound(
        "UPDATE act SET giver_team = CASE WHEN giver_id = $2 THEN NULL ELSE giver_team END, \
         receiver_team = CASE WHEN receiver_id = $2 THEN NULL ELSE receiver_team END, \
         giver_id = CASE WHEN giver_id = $2 THEN $3 ELSE giver_id END, receiver_id = CASE WHEN receiver_id = $2 THEN $3 ELSE receiver_id END \
         WHERE workspace_id = $1 AND id IN (SELECT id FROM act WHERE workspace_id = $1 AND CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END = $2 AND owner_id <> $2 \
         ORDER BY id LIMIT $4)",
    ))
    .await?;
    moved.extend(
        tx.all::<Moved>(bound(
            "SELECT asker_id AS owner, askee_team AS team FROM ask WHERE workspace_id = $1 AND askee_id = $2 AND asker_id <> $2 AND $3 <> '' \
             ORDER BY id LIMIT $4",
        ))
        .await?,
    );
    tx.execute(bound(
        "UPDATE ask SET askee_id = $3, askee_team = NULL, state = CASE WHEN state = 'open' THEN 'let_go' ELSE state END \
         WHERE workspace_id = $1 AND id IN (SELECT id FROM ask WHERE workspace_id = $1 AND askee_id = $2 AND asker_id <> $2 ORDER BY id LIMIT $4)",
    ))
    .await?;
    recompute(&mut tx, workspace, &moved).await?;
    tx.commit().await?;
    Ok(!moved.is_empty())
}

async fn recompute(tx: &mut Tx, workspace: &WorkspaceId, moved: &[Moved]) -> Result<()> {
    let keys: BTreeSet<TeamKey> =
        moved.iter().filter_map(|row| row.team.as_ref().map(|team| TeamKey::new(workspace.as_str(), &row.owner, team))).collect();
    for key in &keys {
        ties::recompute_team(tx, key).await?;
    }
    Ok(())
}

/// Removes the rows that are the person's own or about them, the mark that this goes on last.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn own_rows(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
    let mut tx = db.begin().await?;
    let moved: Vec<Moved> = tx
        .all(bound(
            "SELECT DISTINCT owner_id AS owner, person_team AS team FROM touch WHERE workspace_id = $1 AND person_id = $2 AND owner_id <> $2",
        ))
        .await?;
    tx.execute(bound(TOUCHED)).await?;
    recompute(&mut tx, workspace, &moved).await?;
    tx.commit().await?;
    for text in OWN {
        db.execute(bound(text)).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// Whether anything is kept under a person's id: as a person, a member, or in somebody's entries.
///
/// # Errors
/// When the database refuses.
pub async fn is_known(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
    let select = sql("SELECT CAST((SELECT COUNT(*) FROM person WHERE workspace_id = $1 AND id = $2) \
                      + (SELECT COUNT(*) FROM member WHERE workspace_id = $1 AND person_id = $2) \
                      + (SELECT COUNT(*) FROM act WHERE workspace_id = $1 AND owner_id = $2) \
                      + (SELECT COUNT(*) FROM act WHERE workspace_id = $1 \
                         AND (CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END) = $2) \
                      + (SELECT COUNT(*) FROM ask WHERE workspace_id = $1 AND asker_id = $2) \
                      + (SELECT COUNT(*) FROM ask WHERE workspace_id = $1 AND askee_id = $2) \
                      + (SELECT COUNT(*) FROM home WHERE workspace_id = $1 AND person_id = $2) \
                      + (SELECT COUNT(*) FROM forgetting WHERE workspace_id = $1 AND person_id = $2) AS BIGINT) AS n");
    let row: Option<CountRow> = db.one(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

#[derive(sqlx::FromRow)]
struct PrintRow {
    print: Vec<u8>,
}

/// The fingerprints of everybody in a workspace who deleted everything.
///
/// # Errors
/// When the database refuses.
pub async fn prints(db: &Db, workspace: &WorkspaceId) -> Result<BTreeSet<Vec<u8>>> {
    let rows: Vec<PrintRow> = db.all(sql("SELECT print FROM forgotten WHERE workspace_id = $1").bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.print).collect())
}

/// Whether a person is among those fingerprints.
#[must_use]
pub fn is_among(store: &Store, prints: &BTreeSet<Vec<u8>>, workspace: &WorkspaceId, person: &PersonId) -> bool {
    !prints.is_empty() && own_prints(store, workspace, person).iter().any(|print| prints.contains(print.as_slice()))
}

/// The person comes back of their own will: the sync may take them in again.
///
/// # Errors
/// When the database refuses.
pub async fn welcome_back(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let prints = own_prints(store, workspace, person);
    let delete = sql("DELETE FROM forgotten WHERE workspace_id = $1 AND print IN ").bind(workspace.as_str());
    store.db.execute(delete.list(prints.iter().map(|print| print.to_vec()))).await?;
    Ok(())
}

fn own_prints(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Vec<[u8; FINGERPRINT_BYTES]> {
    store.vault.fingerprints(PURPOSE, &[workspace.as_str(), person.as_str()])
}
