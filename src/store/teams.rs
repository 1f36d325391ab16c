//! Teams, and what each source says of each person; who is in which team follows from both and the order of the sources.
//!
//! What a source says may name people whom the sync has not met yet: it counts from the moment they are met.

use std::collections::BTreeMap;

use super::Store;
use super::again::again;
use super::db::{Arg, Db, Result, Tx, sql};
use super::people::fold;
use super::rows::text;
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};

/// Gives a team another name, if no other team has it and no other source speaks of this one. Tells whether it has the name now.
///
/// # Errors
/// When the database refuses.
pub async fn rename(db: &Db, workspace: &WorkspaceId, team: &TeamId, name: &str, source: &str) -> Result<bool> {
    let update = sql("UPDATE team SET name = $1, name_folded = $2 WHERE workspace_id = $3 AND id = $4 \
                      AND NOT EXISTS (SELECT 1 FROM team AS other WHERE other.workspace_id = $3 AND other.name_folded = $2 AND other.id <> $4) \
                      AND NOT EXISTS (SELECT 1 FROM person_team AS said WHERE said.workspace_id = $3 AND said.team_id = $4 AND said.source <> $5)")
    .bind(name)
    .bind(fold(name))
    .bind(workspace.as_str())
    .bind(team.as_str())
    .bind(source);
    Ok(db.execute(update).await? == 1)
}

#[derive(sqlx::FromRow)]
struct FactRow {
    person_id: String,
    team_id: Option<String>,
}

/// What a source says, person by person.
///
/// # Errors
/// When the database refuses.
pub async fn of_source(db: &Db, workspace: &WorkspaceId, source: &str) -> Result<BTreeMap<PersonId, Option<TeamId>>> {
    let select = sql("SELECT person_id, team_id FROM person_team WHERE workspace_id = $1 AND source = $2");
    let rows: Vec<FactRow> = db.all(select.bind(workspace.as_str()).bind(source)).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), row.team_id.map(TeamId::from))).collect())
}

/// What a source says of one person.
///
/// # Errors
/// When the database refuses.
pub async fn of_person(db: &Db, workspace: &WorkspaceId, source: &str, person: &PersonId) -> Result<Option<TeamId>> {
    let select = sql("SELECT person_id, team_id FROM person_team WHERE workspace_id = $1 AND source = $2 AND person_id = $3");
    let row: Option<FactRow> = db.one(select.bind(workspace.as_str()).bind(source).bind(person.as_str())).await?;
    Ok(row.and_then(|row| row.team_id).map(TeamId::from))
}

/// People who are moved between teams in one transaction: each costs a look at all that is said of them, and commands wait meanwhile.
pub const MOVED_PER_WRITE_MAX: usize = 200;

/// Whose turn it is to decide about teams: two sources that speak of one person at once must each see the other's word.
pub(super) fn teams_turn(workspace: &WorkspaceId) -> String {
    format!("teams:{}", workspace.as_str())
}

/// Keeps what a source says of some people, and moves them where that decides. In pieces, so that commands get their turn in between.
///
/// # Errors
/// When the database refuses.
pub async fn say(store: &Store, workspace: &WorkspaceId, source: &str, told: &[(PersonId, Option<TeamId>)], at: Millis) -> Result<()> {
    let row = |(person, team): &(PersonId, Option<TeamId>)| -> Vec<Arg> {
        vec![workspace.as_str().into(), source.into(), person.as_str().into(), text(team.as_ref().map(TeamId::as_str)), at.0.into()]
    };
    for chunk in told.chunks(MOVED_PER_WRITE_MAX) {
        let upsert = || {
            sql("INSERT INTO person_team (workspace_id, source, person_id, team_id, checked_at) VALUES ").rows(chunk.iter().map(row)).push(
                " ON CONFLICT (workspace_id, person_id, source) DO UPDATE SET team_id = excluded.team_id, checked_at = excluded.checked_at",
            )
        };
        again(|| async {
            let mut tx = store.db.begin().await?;
            tx.take_turns(&[teams_turn(workspace)]).await?;
            tx.execute(upsert()).await?;
            super::forget::out_of_sync(&mut tx, store, workspace, chunk.iter().map(|(person, _)| person)).await?;
            decide(&mut tx, workspace, chunk.iter().map(|(person, _)| person)).await?;
            tx.commit().await
        })
        .await?;
    }
    Ok(())
}

/// A source says nothing of these people any more.
///
/// # Errors
/// When the database refuses.
pub async fn unsay(db: &Db, workspace: &WorkspaceId, source: &str, people: &[PersonId]) -> Result<()> {
    for chunk in people.chunks(MOVED_PER_WRITE_MAX) {
        let delete = || {
            sql("DELETE FROM person_team WHERE workspace_id = $1 AND source = $2 AND person_id IN ")
                .bind(workspace.as_str())
                .bind(source)
                .list(chunk.iter().map(PersonId::as_str))
        };
        again(|| async {
            let mut tx = db.begin().await?;
            tx.take_turns(&[teams_turn(workspace)]).await?;
            tx.execute(delete()).await?;
            decide(&mut tx, workspace, chunk.iter()).await?;
            tx.commit().await
        })
        .await?;
    }
    Ok(())
}

/// Puts these people into the team that the first source that knows one says.
///
/// # Errors
/// When the database refuses.
pub async fn decide(tx: &mut Tx, workspace: &WorkspaceId, people: impl Iterator<Item = &PersonId>) -> Result<()> {
    let update = sql("UPDATE person SET (team_id, team_source) = (SELECT told.team_id, told.source FROM person_team AS told \
             JOIN team_source AS place ON place.workspace_id = told.workspace_id AND place.source = told.source \
             WHERE told.workspace_id = person.workspace_id AND told.person_id = person.id AND told.team_id IS NOT NULL \
             ORDER BY place.rank LIMIT 1) WHERE workspace_id = $1 AND id IN ")
    .bind(workspace.as_str())
    .list(people.map(PersonId::as_str));
    tx.execute(update).await?;
    Ok(())
}

/// Puts those of these people into their team of whom a source told before the sync met them. On a turn of its own after they were saved, so that
/// of a source and the sync that come at once the second sees the first.
///
/// # Errors
/// When the database refuses.
pub async fn meet(db: &Db, workspace: &WorkspaceId, people: &[PersonId]) -> Result<()> {
    again(|| meet_once(db, workspace, people)).await
}

async fn meet_once(db: &Db, workspace: &WorkspaceId, people: &[PersonId]) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.take_turns(&[teams_turn(workspace)]).await?;
    let select = sql("SELECT person.id AS person_id, person.team_id FROM person WHERE workspace_id = $1 AND team_id IS NULL AND EXISTS \
                      (SELECT 1 FROM person_team AS told WHERE told.workspace_id = person.workspace_id AND told.person_id = person.id \
                      AND told.team_id IS NOT NULL) AND id IN ")
    .bind(workspace.as_str())
    .list(people.iter().map(PersonId::as_str));
    let met: Vec<PersonId> = tx.all::<FactRow>(select).await?.into_iter().map(|row| row.person_id.into()).collect();
    if !met.is_empty() {
        decide(&mut tx, workspace, met.iter()).await?;
    }
    tx.commit().await
}
