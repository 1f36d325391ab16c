//! Which team somebody is in as one member says: read for that member alone, and only where no source knows better.

use std::collections::BTreeMap;

use super::db::{Db, Result, Sql, sql};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct Row {
    owner: String,
    person: String,
    team: String,
}

/// What members said, by who said it and of whom.
pub type Words = BTreeMap<(PersonId, PersonId), TeamId>;

async fn words(db: &Db, select: Sql) -> Result<Words> {
    let rows: Vec<Row> = db.all(select).await?;
    Ok(rows.into_iter().map(|row| ((row.owner.into(), row.person.into()), row.team.into())).collect())
}

/// What everybody in the workspace said.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Words> {
    words(
        db,
        sql("SELECT owner_id AS owner, person_id AS person, team_id AS team FROM own_word_team WHERE workspace_id = $1")
            .bind(workspace.as_str()),
    )
    .await
}

/// What one member said.
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Words> {
    let select =
        sql("SELECT owner_id AS owner, person_id AS person, team_id AS team FROM own_word_team WHERE workspace_id = $1 AND owner_id = $2");
    words(db, select.bind(workspace.as_str()).bind(owner.as_str())).await
}

/// Keeps what a member said of a person.
///
/// # Errors
/// When the database refuses.
pub async fn say(db: &Db, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId, team: &TeamId, at: Millis) -> Result<()> {
    let upsert = sql("INSERT INTO own_word_team (workspace_id, owner_id, person_id, team_id, said_at) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET team_id = excluded.team_id, said_at = excluded.said_at");
    let upsert = upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str()).bind(team.as_str()).bind(at.0);
    db.execute(upsert).await?;
    Ok(())
}
