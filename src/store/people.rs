//! People of a workspace, as Slack tells of them, and the teams they are in.
//!
//! Written by sync and by events; what a person said themselves (hidden) and where their team comes from is never overwritten by Slack's word.

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use super::rows::{instant, text};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::person::{Kind, Person};

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: String,
    name: String,
    zone: Option<String>,
    locale: Option<String>,
    kind: String,
    deactivated_at: Option<i64>,
    status_emoji: String,
    status_text: String,
    admin: bool,
    team_id: Option<String>,
    hidden_at: Option<i64>,
    join_offered_at: Option<i64>,
    slack_updated: i64,
}

/// A person, with whether joining was offered to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The person.
    pub person: Person,
    /// Set once joining was offered.
    pub join_offered_at: Option<Millis>,
}

impl PersonRow {
    fn known(self) -> Known {
        let person = Person {
            id: self.id.into(),
            name: self.name,
            zone: self.zone,
            locale: self.locale,
            kind: Kind::parse(&self.kind),
            deactivated_at: instant(self.deactivated_at),
            status_emoji: self.status_emoji,
            status_text: self.status_text,
            team: self.team_id.map(TeamId::from),
            hidden_at: instant(self.hidden_at),
            admin: self.admin,
            slack_updated: self.slack_updated,
        };
        Known { person, join_offered_at: instant(self.join_offered_at) }
    }
}

macro_rules! columns {
    ($rest:literal) => {
        sql(concat!(
            "SELECT id, name, zone, locale, kind, deactivated_at, status_emoji, status_text, admin, team_id, hidden_at, join_offered_at, slack_updated \
             FROM person WHERE workspace_id = $1",
            $rest
        ))
    };
}

async fn known(db: &Db, select: Sql) -> Result<Vec<Known>> {
    Ok(db.all::<PersonRow>(select).await?.into_iter().map(PersonRow::known).collect())
}

/// The people with these ids, as far as they are known; in no order.
///
/// # Errors
/// When the database refuses.
pub async fn by_ids(db: &Db, workspace: &WorkspaceId, ids: &[PersonId]) -> Result<Vec<Known>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    known(db, columns!(" AND id IN ").bind(workspace.as_str()).list(ids.iter().map(PersonId::as_str))).await
}

/// The same inside a transaction.
///
/// # Errors
/// When the database refuses.
pub async fn by_ids_in(tx: &mut Tx, workspace: &WorkspaceId, ids: &[PersonId]) -> Result<Vec<Person>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = columns!(" AND id IN ").bind(workspace.as_str()).list(ids.iter().map(PersonId::as_str));
    Ok(tx.all::<PersonRow>(select).await?.into_iter().map(|row| row.known().person).collect())
}

/// The people whose name, or first name, is `name`, whatever the case; more than a handful are not told apart.
///
/// # Errors
/// When the database refuses.
pub async fn by_name(db: &Db, workspace: &WorkspaceId, name: &str) -> Result<Vec<Known>> {
    let folded = fold(name);
    let pattern = format!("{} %", literally(&folded));
    let select = columns!(
        " AND (name_folded = $2 OR name_folded LIKE $3 ESCAPE '\\') AND deactivated_at IS NULL AND kind = 'person' \
                           ORDER BY CASE WHEN name_folded = $2 THEN 0 ELSE 1 END, id LIMIT 5"
    );
    known(db, select.bind(workspace.as_str()).bind(&folded).bind(pattern)).await
}

/// Everybody in the workspace, by id.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Vec<Person>> {
    Ok(known(db, columns!(" ORDER BY id").bind(workspace.as_str())).await?.into_iter().map(|known| known.person).collect())
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// The ids of everybody in the workspace.
///
/// # Errors
/// When the database refuses.
pub async fn ids(db: &Db, workspace: &WorkspaceId) -> Result<std::collections::BTreeSet<PersonId>> {
    let rows: Vec<IdRow> = db.all(sql("SELECT id FROM person WHERE workspace_id = $1").bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// People that one statement writes: well under the places a statement may have.
pub const PEOPLE_PER_WRITE_MAX: usize = 500;

/// Adds people or brings them up to date with what Slack said of them at `as_of`. Who is up to date is not written, and who is newer than that (a
/// page was asked for, then came an event) is left as they are. At most [`PEOPLE_PER_WRITE_MAX`] at a time.
///
/// # Errors
/// When the database refuses.
pub async fn save(db: &Db, workspace: &WorkspaceId, people: &[Person], as_of: Millis) -> Result<()> {
    let row = |person: &Person| -> Vec<Arg> {
        vec![
            workspace.as_str().into(),
            person.id.as_str().into(),
            (&person.name).into(),
            fold(&person.name).into(),
            text(person.zone.as_deref()),
            text(person.locale.as_deref()),
            person.kind.as_str().into(),
            Arg::I64(person.deactivated_at.map(|at| at.0)),
            (&person.status_emoji).into(),
            (&person.status_text).into(),
            person.admin.into(),
            person.slack_updated.into(),
            as_of.0.into(),
        ]
    };
    for chunk in people.chunks(PEOPLE_PER_WRITE_MAX) {
        let upsert = sql(
            "INSERT INTO person (workspace_id, id, name, name_folded, zone, locale, kind, deactivated_at, status_emoji, status_text, \
                          admin, slack_updated, updated_at) VALUES ",
        )
        .rows(distinct(chunk).into_iter().map(row))
        .push(
            " ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, zone = excluded.zone, \
                 locale = COALESCE(excluded.locale, person.locale), kind = excluded.kind, \
                 deactivated_at = CASE WHEN excluded.deactivated_at IS NULL THEN NULL \
                                       ELSE COALESCE(person.deactivated_at, excluded.deactivated_at) END, \
                 status_emoji = excluded.status_emoji, status_text = excluded.status_text, admin = excluded.admin, \
                 slack_updated = excluded.slack_updated, updated_at = excluded.updated_at \
             WHERE (excluded.slack_updated > person.slack_updated \
                 OR (excluded.slack_updated = person.slack_updated AND excluded.updated_at >= person.updated_at)) AND (excluded.name <> person.name \
                 OR excluded.zone IS DISTINCT FROM person.zone OR COALESCE(excluded.locale, person.locale) IS DISTINCT FROM person.locale \
                 OR excluded.kind <> person.kind OR (excluded.deactivated_at IS NULL) <> (person.deactivated_at IS NULL) \
                 OR excluded.status_emoji <> person.status_emoji OR excluded.status_text <> person.status_text \
                 OR excluded.admin <> person.admin)",
        );
        db.execute(upsert).await?;
    }
    Ok(())
}

/// Each person once, the last word of each: one statement must not write a row twice.
fn distinct(people: &[Person]) -> Vec<&Person> {
    let mut last: std::collections::BTreeMap<&PersonId, &Person> = std::collections::BTreeMap::new();
    for person in people {
        last.insert(&person.id, person);
    }
    last.into_values().collect()
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: String,
    name: String,
}

/// All teams of a workspace with their names.
///
/// # Errors
/// When the database refuses.
pub async fn teams(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(TeamId, String)>> {
    let rows: Vec<TeamRow> = db.all(sql("SELECT id, name FROM team WHERE workspace_id = $1 ORDER BY id").bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// The source of a team that a member named.
const SELF_SAID: &str = "self";

/// The team called `name` (whatever the case), made under `id` if there is none yet. One that members named before becomes the source's.
///
/// # Errors
/// When the database refuses.
pub async fn team_named(db: &Db, workspace: &WorkspaceId, name: &str, id: TeamId, source: &str) -> Result<TeamId> {
    let folded = fold(name);
    let select = || sql("SELECT id, name FROM team WHERE workspace_id = $1 AND name_folded = $2").bind(workspace.as_str()).bind(&folded);
    if let Some(row) = db.one::<TeamRow>(select()).await? {
        if source != SELF_SAID {
            // A team that somebody had named for themselves is now one that admins vouch for: who speaks for it follows their source.
            let update = sql("UPDATE team SET source = $1 WHERE workspace_id = $2 AND id = $3 AND source = $4");
            db.execute(update.bind(source).bind(workspace.as_str()).bind(&row.id).bind(SELF_SAID)).await?;
        }
        return Ok(row.id.into());
    }
    let insert = sql("INSERT INTO team (workspace_id, id, name, name_folded, source) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
    db.execute(insert.bind(workspace.as_str()).bind(id.as_str()).bind(name.trim()).bind(&folded).bind(source)).await?;
    Ok(db.one::<TeamRow>(select()).await?.map_or(id, |row| row.id.into()))
}

/// Whether a person is in a team, and may speak for it: where an admins' source made the team, by that source only; elsewhere by their own word.
///
/// # Errors
/// When the database refuses.
pub async fn speaks_for(db: &Db, workspace: &WorkspaceId, person: &PersonId, team: &TeamId) -> Result<bool> {
    #[derive(sqlx::FromRow)]
    struct Found {
        n: i64,
    }
    let select = sql(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM person AS p JOIN team AS t ON t.workspace_id = p.workspace_id AND t.id = p.team_id \
                      WHERE p.workspace_id = $1 AND p.id = $2 AND p.team_id = $3 AND p.kind = 'person' AND p.deactivated_at IS NULL \
                      AND (p.team_source <> 'self' OR t.source = 'self')",
    );
    let found: Option<Found> = db.one(select.bind(workspace.as_str()).bind(person.as_str()).bind(team.as_str())).await?;
    Ok(found.is_some_and(|found| found.n > 0))
}

/// Takes a person out of everybody's suggestions, or lets them be named again.
///
/// # Errors
/// When the database refuses.
pub async fn hide(db: &Db, workspace: &WorkspaceId, person: &PersonId, hidden_at: Option<Millis>) -> Result<()> {
    meet(db, workspace, person).await?;
    let update = sql("UPDATE person SET hidden_at = $1 WHERE workspace_id = $2 AND id = $3");
    db.execute(update.bind(hidden_at.map(|at| at.0)).bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// Makes a row for somebody who typed before the sync met them, so that what they said about themselves is kept. The sync fills it in.
///
/// # Errors
/// When the database refuses.
pub async fn meet(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<()> {
    let insert = sql(
        "INSERT INTO person (workspace_id, id, name, name_folded, kind, updated_at) VALUES ($1, $2, '', '', 'person', 0) ON CONFLICT DO NOTHING",
    );
    db.execute(insert.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// A name as it is searched for.
pub(super) fn fold(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// A text whose characters mean themselves in a LIKE pattern with `\\` as its ESCAPE.
pub(super) fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[derive(sqlx::FromRow)]
struct GreetingRow {
    installed: i64,
    locale: Option<String>,
    unseen: i64,
    slowed: i64,
}

/// What is asked first about everybody who does something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Greeting {
    /// Whether the app is installed in the workspace.
    pub installed: bool,
    /// The locale they chose, or Slack's.
    pub locale: Option<String>,
    /// Whether they are a member of whom nothing was seen since `before`, or since their last reminder.
    pub unseen: bool,
    /// Whether reminders were ignored before the last one.
    pub slowed: bool,
}

/// Whether the app is installed in the workspace, the person's locale, and whether a sign of life is to be noted.
///
/// # Errors
/// When the database refuses.
pub async fn greeting(db: &Db, workspace: &WorkspaceId, person: &PersonId, before: Millis) -> Result<Greeting> {
    let select = sql("SELECT CAST((SELECT COUNT(*) FROM workspace WHERE id = $1 AND revoked_at IS NULL) AS BIGINT) AS installed, \
                      COALESCE((SELECT locale FROM member WHERE workspace_id = $1 AND person_id = $2 AND left_at IS NULL), \
                      (SELECT locale FROM person WHERE workspace_id = $1 AND id = $2)) AS locale, \
                      CAST((SELECT COUNT(*) FROM member WHERE workspace_id = $1 AND person_id = $2 AND left_at IS NULL \
                      AND (seen_at IS NULL OR seen_at < $3 OR seen_at <= reminded_at)) AS BIGINT) AS unseen, \
                      CAST((SELECT COUNT(*) FROM member WHERE workspace_id = $1 AND person_id = $2 AND ignored > 0) AS BIGINT) AS slowed");
    let row: Option<GreetingRow> = db.one(select.bind(workspace.as_str()).bind(person.as_str()).bind(before.0)).await?;
    Ok(row.map_or_else(Greeting::default, |row| Greeting {
        installed: row.installed > 0,
        locale: row.locale,
        unseen: row.unseen > 0,
        slowed: row.slowed > 0,
    }))
}
