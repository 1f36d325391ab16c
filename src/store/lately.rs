//! What a member kept last, whatever its kind: for taking it back without its answer at hand.

use super::Store;
use super::db::{Result, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{EntryId, PersonId, WorkspaceId};

/// Entries looked at: several times what one command makes.
const LOOKED_AT_MAX: i64 = 64;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    note_print: Vec<u8>,
    recorded_at: i64,
}

/// The entries of the owner's last command since `since`, by id; none, and nothing was kept since.
///
/// # Errors
/// When the database refuses.
pub async fn last_command(store: &Store, workspace: &WorkspaceId, owner: &PersonId, since: Millis) -> Result<Vec<EntryId>> {
    let select = sql("SELECT id, note_print, recorded_at FROM act WHERE workspace_id = $1 AND owner_id = $2 AND recorded_at > $3 \
                      UNION ALL SELECT id, note_print, recorded_at FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND recorded_at > $3 \
                      ORDER BY recorded_at DESC, id DESC LIMIT $4");
    let rows: Vec<Row> = store.db.all(select.bind(workspace.as_str()).bind(owner.as_str()).bind(since.0).bind(LOOKED_AT_MAX)).await?;
    let Some((print, at)) = rows.first().map(|row| (row.note_print.clone(), row.recorded_at)) else {
        return Ok(Vec::new());
    };
    let mut ids: Vec<EntryId> =
        rows.into_iter().filter(|row| row.note_print == print && row.recorded_at == at).map(|row| row.id.into()).collect();
    ids.sort();
    Ok(ids)
}
