//! A member's own word about which team a colleague is in, and about whom they were asked.
//!
//! For that member's use alone: it is read with the owner in every condition, and nothing is ever told to anybody else from it.

use std::collections::BTreeMap;

use super::db::{Db, Result, Sql, sql};
use crate::domain::ids::{EntryId, PersonId, TeamId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct Row {
    person_id: String,
    team_id: String,
}

/// What members said, by who said it and of whom.
pub type Words = BTreeMap<(PersonId, PersonId), TeamId>;

#[derive(sqlx::FromRow)]
struct WordRow {
    owner: String,
    person: String,
    team: String,
}

async fn words(db: &Db, select: Sql) -> Result<Words> {
    let rows: Vec<WordRow> = db.all(select).await?;
    Ok(rows.into_iter().map(|row| ((row.owner.into(), row.person.into()), row.team.into())).collect())
}

/// What everybody in the workspace said, each for their own use.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Words> {
    let select = sql("SELECT owner_id AS owner, person_id AS person, team_id AS team FROM own_word_team WHERE workspace_id = $1");
    words(db, select.bind(workspace.as_str())).await
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

/// The teams that the owner says these people are in.
///
/// # Errors
/// When the database refuses.
pub async fn of_people(db: &Db, workspace: &WorkspaceId, owner: &PersonId, people: &[PersonId]) -> Result<BTreeMap<PersonId, TeamId>> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = sql("SELECT person_id, team_id FROM own_word_team WHERE workspace_id = $1 AND owner_id = $2 AND person_id IN ")
        .bind(workspace.as_str())
        .bind(owner.as_str())
        .list(people.iter().map(PersonId::as_str));
    let rows: Vec<Row> = db.all(select).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), row.team_id.into())).collect())
}

/// Notes the owner's word about a person's team; a later word replaces it.
///
/// # Errors
/// When the database refuses.
pub async fn say(db: &Db, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId, team: &TeamId) -> Result<()> {
    let upsert = sql("INSERT INTO own_word_team (workspace_id, owner_id, person_id, team_id) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET team_id = excluded.team_id");
    db.execute(upsert.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str()).bind(team.as_str())).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: String,
    name: String,
}

/// The teams that the owner may be shown: named by a source or somebody's home, or of the owner's own word.
///
/// # Errors
/// When the database refuses.
pub async fn listed(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(TeamId, String)>> {
    let select = sql("SELECT id, name FROM team WHERE workspace_id = $1 AND (source <> 'self' \
                      OR EXISTS (SELECT 1 FROM person WHERE person.workspace_id = team.workspace_id AND person.team_id = team.id) \
                      OR EXISTS (SELECT 1 FROM own_word_team AS own WHERE own.workspace_id = team.workspace_id AND own.owner_id = $2 \
                                 AND own.team_id = team.id)) ORDER BY id");
    let rows: Vec<TeamRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

#[derive(sqlx::FromRow)]
struct Question {
    entry_id: String,
}

/// Whether the owner is asked about this person's team under `entry`: once, and again only where the same delivery comes again.
///
/// # Errors
/// When the database refuses.
pub async fn asks_under(db: &Db, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId, entry: &EntryId) -> Result<bool> {
    let insert =
        sql("INSERT INTO team_question (workspace_id, owner_id, person_id, entry_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    db.execute(insert.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str()).bind(entry.as_str())).await?;
    let select = sql("SELECT entry_id FROM team_question WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3");
    let row: Option<Question> = db.one(select.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str())).await?;
    Ok(row.is_some_and(|row| row.entry_id == entry.as_str()))
}
