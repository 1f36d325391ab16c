//! Messages that name somebody who deletes everything, or were theirs: those in Slack are noted to be edited, those on their way are watched.
//!
//! What is on its way may have been put into words before the rows were cleaned. So everything that was under way at the end of the cleaning,
//! or arrived since it began, is edited once it is there; what was leased later was made of clean rows.

use std::collections::BTreeMap;

use super::ROWS_PER_CHUNK;
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::store::again::again;
use crate::store::db::{Arg, Db, Result, Sql, Tx, sql};
use crate::store::redactions::NOTED;

/// How far the clocks of two replicas may be apart: what arrived so long before a deletion was asked for is edited as well.
const CLOCKS_APART_MS: i64 = 5 * Millis::MINUTE;

/// How late a message may arrive: no message waits longer than the two weeks in which an introduction lapses.
const LATE_MAX_MS: i64 = 30 * Millis::DAY;

#[derive(sqlx::FromRow)]
struct PostRow {
    message_id: Option<String>,
    channel_id: String,
    message_ts: String,
}

/// One statement that notes these.
fn noting(workspace: &WorkspaceId, posts: &[&PostRow], at: Millis) -> Sql {
    let row = |post: &&PostRow| -> Vec<Arg> {
        vec![
            workspace.as_str().into(),
            (&post.channel_id).into(),
            (&post.message_ts).into(),
            Arg::Text(post.message_id.clone()),
            at.0.into(),
        ]
    };
    sql("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) VALUES ").rows(posts.iter().map(row)).push(NOTED)
}

/// Notes which messages of others in Slack name the person, so that they are edited there when everything is clean.
///
/// # Errors
/// When the database refuses.
pub async fn note_posts(db: &Db, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    let select = sql("SELECT o.id AS message_id, o.channel_id, o.message_ts FROM outbox AS o JOIN nudge AS n \
                      ON n.workspace_id = o.workspace_id AND n.message_id = o.id \
                      WHERE o.workspace_id = $1 AND n.contact_id = $2 AND n.state = 'sent' AND o.recipient_id <> $2 \
                      AND o.channel_id IS NOT NULL AND o.message_ts <> '' \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o \
                      JOIN ask_carried AS c ON c.workspace_id = o.workspace_id AND c.message_id = o.id \
                      JOIN ask AS a ON a.workspace_id = c.workspace_id AND a.id = c.ask_id \
                      WHERE o.workspace_id = $1 AND (a.askee_id = $2 OR EXISTS (SELECT 1 FROM mention AS m WHERE m.workspace_id = a.workspace_id \
                      AND m.entry_id = a.id AND m.person_id = $2)) AND a.asker_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts <> '' \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o \
                      JOIN digest AS d ON d.workspace_id = o.workspace_id AND d.message_id = o.id \
                      JOIN introduction AS i ON i.workspace_id = d.workspace_id AND d.carried LIKE '%\"' || i.id || '\"%' \
                      WHERE o.workspace_id = $1 AND $2 IN (i.broker_id, i.a_id, i.b_id) AND o.channel_id IS NOT NULL AND o.message_ts <> '' \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o JOIN introduction_suggestion AS s \
                      ON s.workspace_id = o.workspace_id AND s.message_id = o.id WHERE o.workspace_id = $1 AND $2 IN (s.a_id, s.b_id) \
                      AND s.member_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts <> '' \
                      UNION SELECT o.id, o.channel_id, o.message_ts FROM outbox AS o JOIN introduction AS i \
                      ON i.workspace_id = o.workspace_id AND o.id IN (i.message_a, i.message_b, i.message_open) \
                      WHERE o.workspace_id = $1 AND o.recipient_id <> $2 AND o.channel_id IS NOT NULL AND o.message_ts <> '' \
                      AND ($2 IN (i.broker_id, i.a_id, i.b_id) OR EXISTS (SELECT 1 FROM mention AS m WHERE m.workspace_id = i.workspace_id \
                      AND m.entry_id = i.id AND m.person_id = $2))");
    let posts: Vec<PostRow> = db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    // Each message once: one statement must not write a row twice.
    let posts: BTreeMap<(&str, &str), &PostRow> =
        posts.iter().map(|post| ((post.channel_id.as_str(), post.message_ts.as_str()), post)).collect();
    let posts: Vec<&PostRow> = posts.into_values().collect();
    for chunk in posts.chunks(usize::try_from(ROWS_PER_CHUNK).unwrap_or(1)) {
        db.execute(noting(workspace, chunk, at)).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// Everything is clean: from here on messages are edited. Those that may have been put into words before are noted, now or when they are there.
///
/// # Errors
/// When the database refuses.
pub async fn cleaned(db: &Db, workspace: &WorkspaceId, person: &PersonId, asked_at: Millis, at: Millis) -> Result<()> {
    again(|| async {
        let mut tx = db.begin().await?;
        let key = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
        watch_those_on_their_way(&mut tx, workspace, person).await?;
        let arrived = key("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
             SELECT workspace_id, channel_id, message_ts, id, CAST($3 AS BIGINT) FROM outbox WHERE workspace_id || '' = $1 \
             AND recipient_id <> $2 AND state = 'sent' AND due_at >= $5 AND settled_at >= $4 AND channel_id IS NOT NULL AND message_ts <> ''");
        let (since, due_since) = (asked_at.0 - CLOCKS_APART_MS, asked_at.0 - LATE_MAX_MS);
        tx.execute(arrived.bind(at.0).bind(since).bind(due_since).push(NOTED)).await?;
        tx.execute(key("UPDATE forgetting SET cleaned_at = $3 WHERE workspace_id = $1 AND person_id = $2").bind(at.0)).await?;
        tx.commit().await
    })
    .await
}

/// Locks what is on its way, so that none of it arrives unseen between here and the end of the transaction.
async fn watch_those_on_their_way(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    // By the state, of which there are few: by the workspace alone all of its past would be read.
    let held = sql("UPDATE outbox SET looks = looks WHERE workspace_id || '' = $1 AND recipient_id <> $2 \
                    AND state IN ('leased', 'sending', 'in_doubt', 'held') RETURNING id");
    let ids: Vec<IdRow> = tx.all(held.bind(workspace.as_str()).bind(person.as_str())).await?;
    for chunk in ids.chunks(usize::try_from(ROWS_PER_CHUNK).unwrap_or(1)) {
        let insert = sql("INSERT INTO redaction_ahead (workspace_id, message_id) VALUES ")
            .rows(chunk.iter().map(|row| vec![workspace.as_str().into(), (&row.id).into()]));
        tx.execute(insert.push(" ON CONFLICT DO NOTHING")).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    channel_id: Option<String>,
    message_ts: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

/// The person's own messages up to that instant go, and what of them stands in Slack is noted. Tells whether some are still on their way: their
/// rows stay, as without them nobody would know where to edit. One that is held may never be settled: it goes.
///
/// # Errors
/// When the database refuses.
pub async fn own_messages(db: &Db, workspace: &WorkspaceId, person: &PersonId, until: Millis, at: Millis) -> Result<bool> {
    let key = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str()).bind(until.0);
    loop {
        let mut tx = db.begin().await?;
        let delete = key("DELETE FROM outbox WHERE workspace_id = $1 AND id IN (SELECT id FROM outbox WHERE workspace_id = $1 \
             AND recipient_id = $2 AND created_at <= $3 AND state NOT IN ('leased', 'sending', 'in_doubt') LIMIT $4) \
             AND state NOT IN ('leased', 'sending', 'in_doubt') RETURNING channel_id, message_ts");
        let gone: Vec<OwnRow> = tx.all(delete.bind(ROWS_PER_CHUNK)).await?;
        let all = gone.len();
        let there = |row: OwnRow| {
            let ts = row.message_ts.filter(|ts| !ts.is_empty())?;
            Some(PostRow { message_id: None, channel_id: row.channel_id?, message_ts: ts })
        };
        let posts: Vec<PostRow> = gone.into_iter().filter_map(there).collect();
        if !posts.is_empty() {
            tx.execute(noting(workspace, &posts.iter().collect::<Vec<_>>(), at)).await?;
        }
        tx.commit().await?;
        if i64::try_from(all).unwrap_or(i64::MAX) < ROWS_PER_CHUNK {
            break;
        }
    }
    let left = key("SELECT COUNT(*) AS n FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND created_at <= $3");
    Ok(db.one::<Count>(left).await?.is_some_and(|left| left.n > 0))
}
