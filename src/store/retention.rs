//! What has served its time goes for good: entries by the day they are about, messages by when they were settled, and all that hangs on them.
//!
//! Keys are looked up outside of any transaction and deleted in small chunks; what an owner's entries had moved is made again in the same
//! transaction, on the owner's turn. A message that was sent keeps its row, with whom it names, as long as entries are kept: until then, who
//! deletes everything is taken out of it in Slack as well. After that the message stays in Slack as it is, and nothing here knows of it.

use std::collections::BTreeSet;

use super::again::again;
use super::db::{Db, Result, Sql, Tx, sql};
use super::homes;
use super::redactions::NOTED;
use super::ties::{self, TieKey};
use crate::domain::day::{Millis, Week};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::retention::Until;

/// Entries that one transaction removes: each moves a tie and a team row, which are made again.
const ENTRIES_PER_CHUNK: usize = 50;

/// Messages that one transaction removes: with their nudges, steps and the rest, two hundred rows at most.
const MESSAGES_PER_CHUNK: usize = 25;

/// Other rows that one transaction removes: well under 50 ms.
const ROWS_PER_CHUNK: i64 = 200;

/// Keys that are looked up at once: what one step removes of a kind at most.
const KEYS_AT_ONCE: i64 = 1_000;

/// What one step removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// Entries, messages and other rows that something hung on.
    pub rows: usize,
    /// Whether there may be more.
    pub more: bool,
}

impl Removed {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, more: self.more || other.more }
    }

    fn of(found: usize) -> Self {
        Self { rows: found, more: i64::try_from(found).unwrap_or(i64::MAX) >= KEYS_AT_ONCE }
    }
}

#[derive(sqlx::FromRow)]
struct Key {
    workspace_id: String,
    id: String,
    owner: String,
}

/// The rows of each workspace apart, in chunks.
fn chunks(keys: &[Key], size: usize) -> impl Iterator<Item = &[Key]> {
    keys.chunk_by(|one, other| one.workspace_id == other.workspace_id).flat_map(move |workspace| workspace.chunks(size))
}

/// What kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Act,
    Ask,
    Touch,
}

impl Kind {
    /// The entries that are old enough. An ask waits for the messages on their way that carry it: who is named in them must be found there.
    fn old(self) -> Sql {
        match self {
            Self::Act => {
                sql("SELECT workspace_id, id, owner_id AS owner FROM act WHERE happened_on < $1 ORDER BY workspace_id, owner_id LIMIT $2")
            }
            Self::Ask => sql("SELECT a.workspace_id, a.id, a.asker_id AS owner FROM ask AS a WHERE a.asked_on < $1 AND NOT EXISTS \
                      (SELECT 1 FROM ask_carried AS c JOIN outbox AS o ON o.workspace_id = c.workspace_id AND o.id = c.message_id \
                      WHERE c.workspace_id = a.workspace_id AND c.ask_id = a.id AND o.state IN ('leased', 'sending', 'in_doubt', 'held')) \
                      ORDER BY a.workspace_id, a.asker_id LIMIT $2"),
            Self::Touch => {
                sql("SELECT workspace_id, id, owner_id AS owner FROM touch WHERE happened_on < $1 ORDER BY workspace_id, owner_id LIMIT $2")
            }
        }
    }

    fn delete(self) -> Sql {
        sql(match self {
            Self::Act => "DELETE FROM act WHERE workspace_id = $1 AND happened_on < $2 AND id IN ",
            Self::Ask => "DELETE FROM ask WHERE workspace_id = $1 AND asked_on < $2 AND id IN ",
            Self::Touch => "DELETE FROM touch WHERE workspace_id = $1 AND happened_on < $2 AND id IN ",
        })
    }

    const fn returning(self) -> &'static str {
        match self {
            Self::Act => " RETURNING id, owner_id AS owner, CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END AS other",
            Self::Ask => " RETURNING id, asker_id AS owner, askee_id AS other",
            Self::Touch => " RETURNING id, owner_id AS owner, person_id AS other",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Gone {
    id: String,
    owner: String,
    other: Option<String>,
}

/// Removes entries that are about a day before `until`, open asks too.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn entries(db: &Db, until: Until, now: Millis) -> Result<Removed> {
    let mut removed = Removed::default();
    for kind in [Kind::Act, Kind::Ask, Kind::Touch] {
        let keys: Vec<Key> = db.all(kind.old().bind(until.day.0).bind(KEYS_AT_ONCE)).await?;
        for chunk in chunks(&keys, ENTRIES_PER_CHUNK) {
            again(|| remove_entries(db, kind, chunk, until, now)).await?;
        }
        removed = removed.and(Removed::of(keys.len()));
    }
    Ok(removed)
}

async fn remove_entries(db: &Db, kind: Kind, chunk: &[Key], until: Until, now: Millis) -> Result<()> {
    let Some(Key { workspace_id: workspace, .. }) = chunk.first() else { return Ok(()) };
    let mut tx = db.begin().await?;
    let turns: BTreeSet<String> = chunk.iter().map(|key| format!("{workspace}:{}", key.owner)).collect();
    tx.take_turns(&turns.into_iter().collect::<Vec<_>>()).await?;
    // By the day as it is now: an edit may have moved it.
    let delete = kind.delete().bind(workspace).bind(until.day.0).list(chunk.iter().map(|key| key.id.as_str()));
    let gone: Vec<Gone> = tx.all(delete.push(kind.returning())).await?;
    if gone.is_empty() {
        return Ok(());
    }
    let ids = || gone.iter().map(|row| row.id.as_str());
    if kind == Kind::Ask {
        no_longer_carried(&mut tx, workspace, ids(), now).await?;
    }
    for text in [
        "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN ",
        "DELETE FROM first_meeting WHERE workspace_id = $1 AND act_id IN ",
        "DELETE FROM team_question WHERE workspace_id = $1 AND entry_id IN ",
    ] {
        tx.execute(sql(text).bind(workspace).list(ids())).await?;
    }
    let ties: BTreeSet<(&str, &str)> = gone.iter().filter_map(|row| Some((row.owner.as_str(), row.other.as_deref()?))).collect();
    for (owner, other) in ties {
        ties::recompute(&mut tx, &TieKey::new(workspace, owner, other)).await?;
    }
    let owners: BTreeSet<&str> = gone.iter().map(|row| row.owner.as_str()).collect();
    for owner in owners {
        homes::mark_dirty(&mut tx, &WorkspaceId::new(workspace), &PersonId::new(owner), now).await?;
    }
    tx.commit().await
}

/// Reminders that show these asks are brought up to date: nothing would lead to whom they name any more.
async fn no_longer_carried<'a>(tx: &mut Tx, workspace: &str, asks: impl Iterator<Item = &'a str> + Clone, now: Millis) -> Result<()> {
    let insert = sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
                      SELECT DISTINCT o.workspace_id, o.channel_id, o.message_ts, o.id, CAST($1 AS BIGINT) FROM outbox AS o \
                      JOIN ask_carried AS c ON c.workspace_id = o.workspace_id AND c.message_id = o.id \
                      WHERE o.workspace_id = $2 AND o.channel_id IS NOT NULL AND o.message_ts <> '' AND c.ask_id IN ");
    tx.execute(insert.bind(now.0).bind(workspace).list(asks.clone()).push(NOTED)).await?;
    let carried = sql("DELETE FROM ask_carried WHERE workspace_id = $1 AND ask_id IN ").bind(workspace);
    tx.execute(carried.list(asks)).await?;
    Ok(())
}

/// Messages that are at an end.
macro_rules! settled {
    () => {
        "state IN ('sent', 'held', 'dropped') AND COALESCE(settled_at, created_at) < "
    };
}

/// Removes messages that were settled before `until`, with what they named and carried. One that is still to be edited stays until it is.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn messages(db: &Db, until: Until) -> Result<Removed> {
    let select = sql(concat!(
        "SELECT o.workspace_id, o.id, o.recipient_id AS owner FROM outbox AS o WHERE ",
        settled!(),
        "$1 AND NOT EXISTS (SELECT 1 FROM redaction AS r WHERE r.workspace_id = o.workspace_id AND r.message_id = o.id) \
         ORDER BY o.workspace_id, o.id LIMIT $2"
    ));
    let keys: Vec<Key> = db.all(select.bind(until.at.0).bind(KEYS_AT_ONCE)).await?;
    for chunk in chunks(&keys, MESSAGES_PER_CHUNK) {
        again(|| remove_messages(db, chunk, until)).await?;
    }
    Ok(Removed::of(keys.len()))
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

async fn remove_messages(db: &Db, chunk: &[Key], until: Until) -> Result<()> {
    let Some(Key { workspace_id: workspace, .. }) = chunk.first() else { return Ok(()) };
    let mut tx = db.begin().await?;
    let delete = sql(concat!("DELETE FROM outbox WHERE workspace_id = $1 AND ", settled!(), "$2 AND id IN "));
    let delete = delete.bind(workspace).bind(until.at.0).list(chunk.iter().map(|key| key.id.as_str()));
    let gone: Vec<IdRow> = tx.all(delete.push(" RETURNING id")).await?;
    if gone.is_empty() {
        return Ok(());
    }
    let of_these = |text: &'static str| sql(text).bind(workspace).list(gone.iter().map(|row| row.id.as_str()));
    for text in [
        "DELETE FROM nudge WHERE workspace_id = $1 AND message_id IN ",
        "DELETE FROM step WHERE workspace_id = $1 AND message_id IN ",
        "DELETE FROM ask_carried WHERE workspace_id = $1 AND message_id IN ",
        "DELETE FROM introduction_suggestion WHERE workspace_id = $1 AND message_id IN ",
        "DELETE FROM redaction_ahead WHERE workspace_id = $1 AND message_id IN ",
        "DELETE FROM exported_file WHERE workspace_id = $1 AND delete_at IS NULL AND message_id IN ",
    ] {
        tx.execute(of_these(text)).await?;
    }
    tx.commit().await
}

/// Removes introductions of before `until`, whatever came of them, when no message that names the three is left.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn introductions(db: &Db, until: Until) -> Result<Removed> {
    let select = sql(
        "SELECT i.workspace_id, i.id, i.broker_id AS owner FROM introduction AS i WHERE i.proposed_at < $1 AND i.lapses_at < $1 \
                      AND COALESCE(i.opened_at, 0) < $1 AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.workspace_id = i.workspace_id \
                      AND o.id IN (i.message_a, i.message_b, i.message_open)) \
                      AND NOT EXISTS (SELECT 1 FROM digest AS d JOIN outbox AS o ON o.workspace_id = d.workspace_id AND o.id = d.message_id \
                      WHERE d.workspace_id = i.workspace_id AND d.carried LIKE '%\"' || i.id || '\"%') ORDER BY i.workspace_id, i.id LIMIT $2",
    );
    let keys: Vec<Key> = db.all(select.bind(until.at.0).bind(KEYS_AT_ONCE)).await?;
    for chunk in chunks(&keys, ENTRIES_PER_CHUNK) {
        let Some(Key { workspace_id: workspace, .. }) = chunk.first() else { continue };
        again(|| async {
            let mut tx = db.begin().await?;
            for text in [
                "DELETE FROM mention WHERE workspace_id = $1 AND entry_id IN ",
                "DELETE FROM introduction WHERE workspace_id = $1 AND id IN ",
            ] {
                tx.execute(sql(text).bind(workspace).list(chunk.iter().map(|key| key.id.as_str()))).await?;
            }
            tx.commit().await
        })
        .await?;
    }
    Ok(Removed::of(keys.len()))
}

/// Removes the rest that is older than `until`: what became of slots, which struggles were shown, when whom was named or was to be left out for
/// a while, and what is left of entries and messages that are gone. What a member said about somebody for good ([Not this person]) stays.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn rest(db: &Db, until: Until) -> Result<Removed> {
    let (day, week, at) = (until.day.0, until.week.0, until.at.0);
    let mut removed = Removed::default();
    for (text, before) in [
        (
            "DELETE FROM digest WHERE (workspace_id, day) IN (SELECT d.workspace_id, d.day FROM digest AS d WHERE d.day < $1 AND NOT EXISTS \
             (SELECT 1 FROM outbox AS o WHERE o.workspace_id = d.workspace_id AND o.id = d.message_id) LIMIT $2)",
            day,
        ),
        (
            "DELETE FROM struggle_shown WHERE (workspace_id, line_id) IN (SELECT workspace_id, line_id FROM struggle_shown \
             WHERE shown_at < $1 LIMIT $2)",
            at,
        ),
        (
            "DELETE FROM preference WHERE (workspace_id, owner_id, person_id) IN (SELECT workspace_id, owner_id, person_id FROM preference \
             WHERE refused_at IS NULL AND COALESCE(snoozed_until, 0) < $1 AND COALESCE(nudged_week, 0) < $1 LIMIT $2)",
            week,
        ),
        (
            "DELETE FROM first_meeting WHERE (workspace_id, act_id) IN (SELECT f.workspace_id, f.act_id FROM first_meeting AS f \
             WHERE f.pressed_at < $1 AND NOT EXISTS (SELECT 1 FROM act AS a WHERE a.workspace_id = f.workspace_id AND a.id = f.act_id) LIMIT $2)",
            at,
        ),
        (
            "DELETE FROM nudge WHERE (workspace_id, id) IN (SELECT n.workspace_id, n.id FROM nudge AS n WHERE n.week < $1 AND NOT EXISTS \
             (SELECT 1 FROM outbox AS o WHERE o.workspace_id = n.workspace_id AND o.id = n.message_id) LIMIT $2)",
            week,
        ),
    ] {
        removed = removed.and(some_before(db, text, before).await?);
    }
    let ahead = "DELETE FROM redaction_ahead WHERE NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.workspace_id = redaction_ahead.workspace_id \
                 AND o.id = redaction_ahead.message_id AND o.state NOT IN ('sent', 'dropped'))";
    db.execute(sql(ahead)).await?;
    Ok(removed)
}

/// Removes lessons of weeks before this one, those that name two people and those about nobody, and what was learnt last when nothing has been learnt
/// since.
///
/// # Errors
/// When the database refuses; what is gone stays gone, and the next call goes on.
pub async fn lessons(db: &Db, before: Week) -> Result<Removed> {
    let mut removed = Removed::default();
    for text in [
        "DELETE FROM lesson WHERE (workspace_id, week, owner_id, person_id) IN (SELECT workspace_id, week, owner_id, person_id FROM lesson \
         WHERE week < $1 LIMIT $2)",
        "DELETE FROM lesson_learnt WHERE (workspace_id, week, number) IN (SELECT workspace_id, week, number FROM lesson_learnt \
         WHERE week < $1 LIMIT $2)",
        "DELETE FROM judgement WHERE workspace_id IN (SELECT workspace_id FROM judgement WHERE week < $1 LIMIT $2)",
    ] {
        removed = removed.and(some_before(db, text, before.0).await?);
    }
    Ok(removed)
}

/// Removes one chunk of what is so old.
async fn some_before(db: &Db, text: &'static str, before: i64) -> Result<Removed> {
    let rows = db.execute(sql(text).bind(before).bind(ROWS_PER_CHUNK)).await?;
    Ok(Removed { rows: usize::try_from(rows).unwrap_or(usize::MAX), more: rows >= ROWS_PER_CHUNK.unsigned_abs() })
}
