//! The sources of teams as they stand: their order, how each one's sync goes, and the pace of calls about them.

use super::db::{Arg, Db, Result, sql};
use super::teams::{MOVED_PER_WRITE_MAX, decide, teams_turn};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};

/// One source as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceState {
    /// The text it is stored under.
    pub source: String,
    /// The team that a user group stands for.
    pub team: Option<TeamId>,
    /// When it is asked next.
    pub due_at: Millis,
    /// When it was last asked, to the end.
    pub synced_at: Option<Millis>,
    /// Slack's word for what keeps it from telling anything.
    pub problem: Option<String>,
}

/// How the calls about teams go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// No call before then.
    pub next_call_at: Millis,
    /// When the list of user groups is wanted next.
    pub groups_due_at: Millis,
    /// When the round of profiles that is under way began.
    pub profile_round_at: Millis,
    /// Where that round goes on; none, and there is none under way.
    pub profile_after: Option<String>,
    /// After whom people are put anew into the team that the first source says; none: everybody is where they belong.
    pub decide_after: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SourceRow {
    source: String,
    team_id: Option<String>,
    due_at: i64,
    synced_at: Option<i64>,
    problem: Option<String>,
}

#[derive(sqlx::FromRow)]
struct PaceRow {
    next_call_at: i64,
    groups_due_at: i64,
    profile_round_at: i64,
    profile_after: Option<String>,
    decide_after: Option<String>,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: String,
}

fn ids(rows: Vec<IdRow>) -> Vec<PersonId> {
    rows.into_iter().map(|row| row.id.into()).collect()
}

/// The sources in the order in which they decide.
///
/// # Errors
/// When the database refuses.
pub async fn all(db: &Db, workspace: &WorkspaceId) -> Result<Vec<SourceState>> {
    let select = sql("SELECT source, team_id, due_at, synced_at, problem FROM team_source WHERE workspace_id = $1 ORDER BY rank");
    let rows: Vec<SourceRow> = db.all(select.bind(workspace.as_str())).await?;
    let state = |row: SourceRow| SourceState {
        source: row.source,
        team: row.team_id.map(TeamId::from),
        due_at: Millis(row.due_at),
        synced_at: row.synced_at.map(Millis),
        problem: row.problem,
    };
    Ok(rows.into_iter().map(state).collect())
}

/// Makes these the sources, in this order. Everybody is put anew into the team that the first of them says, from now on.
///
/// # Errors
/// When the database refuses.
pub async fn arrange(db: &Db, workspace: &WorkspaceId, order: &[String]) -> Result<()> {
    let row = |(rank, source): (i64, &String)| -> Vec<Arg> { vec![workspace.as_str().into(), source.into(), rank.into()] };
    let mut tx = db.begin().await?;
    tx.take_turns(&[teams_turn(workspace)]).await?;
    let delete = sql("DELETE FROM team_source WHERE workspace_id = $1 AND source NOT IN ").bind(workspace.as_str());
    tx.execute(delete.list(order.iter().map(String::as_str))).await?;
    let upsert = sql("INSERT INTO team_source (workspace_id, source, rank) VALUES ").rows((0..).zip(order).map(row));
    tx.execute(upsert.push(" ON CONFLICT (workspace_id, source) DO UPDATE SET rank = excluded.rank")).await?;
    let again = sql("INSERT INTO team_sync (workspace_id, decide_after) VALUES ($1, '') ON CONFLICT (workspace_id) DO UPDATE \
                     SET decide_after = '', groups_due_at = 0, profile_after = NULL");
    tx.execute(again.bind(workspace.as_str())).await?;
    tx.commit().await
}

/// How the calls go.
///
/// # Errors
/// When the database refuses.
pub async fn pace(db: &Db, workspace: &WorkspaceId) -> Result<Pace> {
    let select =
        sql("SELECT next_call_at, groups_due_at, profile_round_at, profile_after, decide_after FROM team_sync WHERE workspace_id = $1");
    let row: Option<PaceRow> = db.one(select.bind(workspace.as_str())).await?;
    let pace = |row: PaceRow| Pace {
        next_call_at: Millis(row.next_call_at),
        groups_due_at: Millis(row.groups_due_at),
        profile_round_at: Millis(row.profile_round_at),
        profile_after: row.profile_after,
        decide_after: row.decide_after,
    };
    let nothing_yet = PaceRow { next_call_at: 0, groups_due_at: 0, profile_round_at: 0, profile_after: None, decide_after: None };
    Ok(pace(row.unwrap_or(nothing_yet)))
}

/// Takes the right to the next call until `until`, unless another replica took it. Tells whether it was taken.
///
/// # Errors
/// When the database refuses.
pub async fn take_call(db: &Db, workspace: &WorkspaceId, seen: &Pace, until: Millis) -> Result<bool> {
    let update = sql("UPDATE team_sync SET next_call_at = $1 WHERE workspace_id = $2 AND next_call_at = $3");
    Ok(db.execute(update.bind(until.0).bind(workspace.as_str()).bind(seen.next_call_at.0)).await? == 1)
}

/// No call about teams before `at`.
///
/// # Errors
/// When the database refuses.
pub async fn next_call(db: &Db, workspace: &WorkspaceId, at: Millis) -> Result<()> {
    let update = sql("UPDATE team_sync SET next_call_at = $1 WHERE workspace_id = $2");
    db.execute(update.bind(at.0).bind(workspace.as_str())).await?;
    Ok(())
}

/// The list of user groups is wanted now.
///
/// # Errors
/// When the database refuses.
pub async fn list_groups(db: &Db, workspace: &WorkspaceId, at: Millis) -> Result<()> {
    let update = sql("UPDATE team_sync SET groups_due_at = $1 WHERE workspace_id = $2");
    db.execute(update.bind(at.0).bind(workspace.as_str())).await?;
    Ok(())
}

/// The list of user groups that was due at `seen` came, or can't be had: the next one is wanted at `at`, unless one was asked for meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn groups_listed(db: &Db, workspace: &WorkspaceId, seen: Millis, at: Millis) -> Result<()> {
    let update = sql("UPDATE team_sync SET groups_due_at = $1 WHERE workspace_id = $2 AND groups_due_at = $3");
    db.execute(update.bind(at.0).bind(workspace.as_str()).bind(seen.0)).await?;
    Ok(())
}

/// Where the round of profiles goes on.
///
/// # Errors
/// When the database refuses.
pub async fn profiles_at(db: &Db, workspace: &WorkspaceId, round_at: Millis, after: Option<&str>) -> Result<()> {
    let update = sql("UPDATE team_sync SET profile_round_at = $1, profile_after = $2 WHERE workspace_id = $3");
    db.execute(update.bind(round_at.0).bind(after).bind(workspace.as_str())).await?;
    Ok(())
}

/// How a source that was due at `seen` stands now; if it was asked for meanwhile, it stays due.
///
/// # Errors
/// When the database refuses.
pub async fn note(db: &Db, workspace: &WorkspaceId, state: &SourceState, seen: Millis) -> Result<()> {
    let update = sql("UPDATE team_source SET team_id = $1, due_at = CASE WHEN due_at = $2 THEN $3 ELSE due_at END, synced_at = $4, \
                      problem = $5 WHERE workspace_id = $6 AND source = $7")
    .bind(state.team.as_ref().map(TeamId::as_str))
    .bind(seen.0)
    .bind(state.due_at.0)
    .bind(state.synced_at.map(|at| at.0))
    .bind(state.problem.as_deref())
    .bind(workspace.as_str())
    .bind(&state.source);
    db.execute(update).await?;
    Ok(())
}

/// A source is to be asked now.
///
/// # Errors
/// When the database refuses.
pub async fn ask(db: &Db, workspace: &WorkspaceId, source: &str, at: Millis) -> Result<()> {
    let update = sql("UPDATE team_source SET due_at = $1 WHERE workspace_id = $2 AND source = $3");
    db.execute(update.bind(at.0).bind(workspace.as_str()).bind(source)).await?;
    Ok(())
}

/// Puts the next people after `after` into the team that the first source says. Tells whether there may be more.
///
/// # Errors
/// When the database refuses.
pub async fn decide_next(db: &Db, workspace: &WorkspaceId, after: &str) -> Result<bool> {
    let limit = i64::try_from(MOVED_PER_WRITE_MAX).unwrap_or(200);
    let select = sql("SELECT id FROM person WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3");
    let next = ids(db.all(select.bind(workspace.as_str()).bind(after).bind(limit)).await?);
    let more = next.len() == MOVED_PER_WRITE_MAX;
    let mut tx = db.begin().await?;
    tx.take_turns(&[teams_turn(workspace)]).await?;
    if !next.is_empty() {
        decide(&mut tx, workspace, next.iter()).await?;
    }
    let goes_on = next.last().filter(|_| more).map(PersonId::as_str);
    // Only from where it was: an order that changed meanwhile begins at the start again.
    let update = sql("UPDATE team_sync SET decide_after = $1 WHERE workspace_id = $2 AND decide_after = $3");
    tx.execute(update.bind(goes_on).bind(workspace.as_str()).bind(after)).await?;
    tx.commit().await?;
    Ok(more)
}

/// Lets go of what sources said that decide nothing any more, a piece at a time. Tells whether there may be more.
///
/// # Errors
/// When the database refuses.
pub async fn forget_others(db: &Db, workspace: &WorkspaceId) -> Result<bool> {
    let limit = i64::try_from(MOVED_PER_WRITE_MAX).unwrap_or(200);
    let delete = sql("DELETE FROM person_team WHERE workspace_id = $1 AND (source, person_id) IN (SELECT told.source, told.person_id \
                      FROM person_team AS told WHERE told.workspace_id = $1 AND told.source NOT IN \
                      (SELECT place.source FROM team_source AS place WHERE place.workspace_id = $1) LIMIT $2)");
    Ok(db.execute(delete.bind(workspace.as_str()).bind(limit)).await? >= limit.unsigned_abs())
}

macro_rules! unasked {
    ($whom:literal) => {
        sql(concat!(
            "SELECT whom.id AS id FROM (",
            $whom,
            ") AS whom LEFT JOIN person_team AS told ON told.workspace_id = $1 AND told.source = $2 AND told.person_id = whom.id \
             WHERE (told.checked_at IS NULL OR told.checked_at < $3) AND whom.id > $4 ORDER BY whom.id LIMIT $5"
        ))
    };
}

/// Of whom a source is to be asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom<'a> {
    /// Members.
    Members,
    /// People who are named in entries.
    Named,
    /// Everybody after this one, by id.
    Rest(&'a str),
}

/// The next people whom the source was not asked about since `since`.
///
/// # Errors
/// When the database refuses.
pub async fn unasked(db: &Db, workspace: &WorkspaceId, source: &str, since: Millis, whom: Whom<'_>, limit: i64) -> Result<Vec<PersonId>> {
    let (select, after) = match whom {
        Whom::Members => (unasked!("SELECT person_id AS id FROM member WHERE workspace_id = $1 AND left_at IS NULL"), ""),
        Whom::Named => (
            unasked!(
                "SELECT id FROM person WHERE workspace_id = $1 AND kind = 'person' AND deactivated_at IS NULL \
                 AND EXISTS (SELECT 1 FROM tie WHERE tie.workspace_id = $1 AND tie.person_id = person.id)"
            ),
            "",
        ),
        Whom::Rest(after) => {
            (unasked!("SELECT id FROM person WHERE workspace_id = $1 AND kind = 'person' AND deactivated_at IS NULL"), after)
        }
    };
    Ok(ids(db.all(select.bind(workspace.as_str()).bind(source).bind(since.0).bind(after).bind(limit)).await?))
}

#[derive(sqlx::FromRow)]
struct ShareRow {
    people: i64,
    with_team: i64,
}

/// How many people there are (people, no bots or guests, no closed accounts), and how many of them have a team.
///
/// # Errors
/// When the database refuses.
pub async fn share(db: &Db, workspace: &WorkspaceId) -> Result<(i64, i64)> {
    let select = sql("SELECT CAST(COUNT(*) AS BIGINT) AS people, CAST(COUNT(team_id) AS BIGINT) AS with_team FROM person \
                      WHERE workspace_id = $1 AND kind = 'person' AND deactivated_at IS NULL");
    let row: Option<ShareRow> = db.one(select.bind(workspace.as_str())).await?;
    Ok(row.map_or((0, 0), |row| (row.people, row.with_team)))
}
