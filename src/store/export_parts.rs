//! What an export reads that nothing else does. Everything is read with its owner in the condition: nothing here is another's.

use super::db::{Db, Result, sql};
use super::{Store, cards};
use crate::domain::day::{Day, Millis};
use crate::domain::ids::{EntryId, IntroductionId, MessageId, PersonId, TeamId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

/// Contact that the owner noted.
#[derive(Debug, Clone)]
pub struct Touched {
    /// With whom.
    pub person: PersonId,
    /// Their team when recorded, if known.
    pub team: Option<TeamId>,
    /// The day.
    pub on: Day,
    /// When it was recorded.
    pub at: Millis,
}

#[derive(sqlx::FromRow)]
struct TouchRow {
    person_id: String,
    person_team: Option<String>,
    happened_on: i64,
    recorded_at: i64,
}

/// All contact that an owner noted, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn touches(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<Touched>> {
    let select = sql("SELECT person_id, person_team, happened_on, recorded_at FROM touch WHERE workspace_id = $1 AND owner_id = $2 \
                      ORDER BY happened_on DESC, id DESC");
    let rows: Vec<TouchRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    let touched = |row: TouchRow| Touched {
        person: row.person_id.into(),
        team: row.person_team.map(TeamId::from),
        on: Day(row.happened_on),
        at: Millis(row.recorded_at),
    };
    Ok(rows.into_iter().map(touched).collect())
}

/// The owner's acts that they gave to be counted as first meetings.
///
/// # Errors
/// When the database refuses.
pub async fn first_meetings(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<EntryId>> {
    let select = sql("SELECT a.id FROM first_meeting AS f JOIN act AS a ON a.workspace_id = f.workspace_id AND a.id = f.act_id \
                      WHERE a.workspace_id = $1 AND a.owner_id = $2 ORDER BY a.id");
    let rows: Vec<IdRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

#[derive(sqlx::FromRow)]
struct SentRow {
    id: String,
    settled_at: Option<i64>,
}

/// The reminders that a member got, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn reminders(db: &Db, workspace: &WorkspaceId, member: &PersonId) -> Result<Vec<(MessageId, Millis)>> {
    let select =
        sql("SELECT id, settled_at FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND kind = 'reminder' AND state = 'sent' \
                      ORDER BY settled_at DESC, id DESC");
    let rows: Vec<SentRow> = db.all(select.bind(workspace.as_str()).bind(member.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), Millis(row.settled_at.unwrap_or(0)))).collect())
}

/// An introduction as one of the three knows it.
#[derive(Debug, Clone)]
pub struct Part {
    /// Which.
    pub id: IntroductionId,
    /// Whether they may be named in the weekly post, as far as they said.
    pub named: Option<bool>,
    /// Whether they were asked in a message that arrived; the one who proposed it was not.
    pub was_asked: bool,
}

#[derive(sqlx::FromRow)]
struct PartRow {
    id: String,
    named: Option<bool>,
    asked: i64,
}

/// The introductions that a person takes part in, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn introductions(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<Vec<Part>> {
    let select = sql(
        "SELECT i.id, CASE WHEN i.broker_id = $2 THEN i.named_by_broker WHEN i.a_id = $2 THEN i.named_by_a ELSE i.named_by_b END AS named, \
         CAST((SELECT COUNT(*) FROM outbox AS o WHERE o.workspace_id = i.workspace_id AND o.recipient_id = $2 AND o.state = 'sent' \
         AND o.id IN (i.message_a, i.message_b)) AS BIGINT) AS asked \
         FROM introduction AS i WHERE i.workspace_id = $1 AND $2 IN (i.broker_id, i.a_id, i.b_id) ORDER BY i.proposed_at DESC, i.id DESC",
    );
    let rows: Vec<PartRow> = db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(rows.into_iter().map(|row| Part { id: row.id.into(), named: row.named, was_asked: row.asked > 0 }).collect())
}

#[derive(sqlx::FromRow)]
struct CardRow {
    team_id: String,
    edited_at: i64,
}

/// The cards that a person changed last, with when.
///
/// # Errors
/// When the database refuses.
pub async fn cards_edited(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<Vec<(TeamId, Millis)>> {
    let select = sql("SELECT team_id, edited_at FROM card WHERE workspace_id = $1 AND edited_by = $2 ORDER BY edited_at DESC, team_id");
    let rows: Vec<CardRow> = db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.team_id.into(), Millis(row.edited_at))).collect())
}

#[derive(sqlx::FromRow)]
struct LineRow {
    team_id: String,
    text_sealed: Vec<u8>,
    asked: i64,
}

/// The lines of cards that a person wanted in the weekly post (or agreed to): team, line, and whether they asked first.
///
/// # Errors
/// When the database refuses or a line can't be opened.
pub async fn lines_shown(store: &Store, workspace: &WorkspaceId, person: &PersonId) -> Result<Vec<(TeamId, String, bool)>> {
    let select =
        sql("SELECT team_id, text_sealed, CAST(CASE WHEN shown_asked_by = $2 THEN 1 ELSE 0 END AS BIGINT) AS asked FROM card_line \
                      WHERE workspace_id = $1 AND $2 IN (shown_asked_by, shown_agreed_by) ORDER BY team_id, position");
    let rows: Vec<LineRow> = store.db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    rows.into_iter().map(|row| Ok((row.team_id.into(), store.unseal(cards::TEXT, &row.text_sealed)?, row.asked == 1))).collect()
}

#[derive(sqlx::FromRow)]
struct SettingRow {
    name: String,
    value: String,
    set_at: i64,
}

/// What an admin set for the workspace: name, value, and when.
///
/// # Errors
/// When the database refuses.
pub async fn settings(db: &Db, workspace: &WorkspaceId, admin: &PersonId) -> Result<Vec<(String, String, Millis)>> {
    let select = sql("SELECT name, value, set_at FROM workspace_setting WHERE workspace_id = $1 AND set_by = $2 ORDER BY name");
    let rows: Vec<SettingRow> = db.all(select.bind(workspace.as_str()).bind(admin.as_str())).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.value, Millis(row.set_at))).collect())
}
