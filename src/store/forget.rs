//! Deleting everything about one person: own rows go, others' rows lose the name, and nothing is left that tells whose it was.
//!
//! Done in chunks that commands don't wait for. While it goes on, one row says so, so that a restart goes on with it; that row is the last to go.
//! First everything is cleaned, and no message is edited meanwhile; then what of the person's own is still on its way to Slack is waited for.

mod posts;
mod prints;
mod rows;

pub use posts::{cleaned, note_posts, own_messages};
pub(super) use prints::{among, out_of_sync};
pub use prints::{is_among, is_forgotten, prints, welcome_back};
pub use rows::{Instead, out_of_entries, out_of_notes, own_rows};

use super::again::again;
use super::db::{Db, Result, sql};
use super::{Store, teams};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, WorkspaceId};

/// Rows that one transaction removes or changes: well under 50 ms.
const ROWS_PER_CHUNK: i64 = 200;

/// The same of rows whose ties and team rows are made again.
const ENTRIES_PER_CHUNK: i64 = 50;

/// Notes that somebody asked to be forgotten: from here on nothing is sent to them, and the sync leaves them out.
///
/// # Errors
/// When the database refuses.
pub async fn begin(store: &Store, workspace: &WorkspaceId, person: &PersonId, at: Millis) -> Result<()> {
    again(|| async {
        let mut tx = store.db.begin().await?;
        // After whoever is just keeping what Slack or a source said of people: what they keep is cleaned up, and the next one sees the print.
        tx.take_turns(&[teams::teams_turn(workspace)]).await?;
        let forgetting = sql("INSERT INTO forgetting (workspace_id, person_id, asked_at) VALUES ($1, $2, $3) \
                              ON CONFLICT (workspace_id, person_id) DO UPDATE SET cleaned_at = NULL");
        tx.execute(forgetting.bind(workspace.as_str()).bind(person.as_str()).bind(at.0)).await?;
        let forgotten = sql("INSERT INTO forgotten (workspace_id, print, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        let print = prints::print(store, workspace, person);
        tx.execute(forgotten.bind(workspace.as_str()).bind(print).bind(at.0)).await?;
        super::outbox::drop_waiting(&mut tx, workspace, person, "forgotten", at).await?;
        tx.commit().await
    })
    .await
}

/// A deletion that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub person: PersonId,
    /// When they asked for it.
    pub asked_at: Millis,
    /// Since when only their own messages on their way are left of them.
    pub cleaned_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Forgetting {
    workspace_id: String,
    person_id: String,
    asked_at: i64,
    cleaned_at: Option<i64>,
}

/// Deletions that are under way.
///
/// # Errors
/// When the database refuses.
pub async fn under_way(db: &Db) -> Result<Vec<UnderWay>> {
    let select = sql("SELECT workspace_id, person_id, asked_at, cleaned_at FROM forgetting ORDER BY asked_at, person_id");
    let rows: Vec<Forgetting> = db.all(select).await?;
    let under_way = |row: Forgetting| UnderWay {
        workspace: row.workspace_id.into(),
        person: row.person_id.into(),
        asked_at: Millis(row.asked_at),
        cleaned_at: row.cleaned_at.map(Millis),
    };
    Ok(rows.into_iter().map(under_way).collect())
}

/// The last row that names the person goes.
///
/// # Errors
/// When the database refuses.
pub async fn end(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let delete = sql("DELETE FROM forgetting WHERE workspace_id = $1 AND person_id = $2");
    db.execute(delete.bind(workspace.as_str()).bind(person.as_str())).await?;
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
