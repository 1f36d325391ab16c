//! Ties and team activity: read and written many at once, and recomputed from the entries.
//!
//! The recomputation walks the same entries in the same order of weeks as the live path did, so both give the same bits.

use std::collections::{BTreeMap, BTreeSet};

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use crate::domain::day::{Day, Week};
use crate::domain::ids::{COLLEAGUE, PersonId, TeamId, WorkspaceId};
use crate::domain::nudge::LastEntry;
use crate::domain::plan::state::{Event, TeamActivity, Tie};

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name { workspace: String, owner: String, other: String }
        impl $name {
            /// The key of one row.
            #[must_use]
            pub fn new(workspace: &str, owner: &str, other: &str) -> Self {
                Self { workspace: workspace.to_owned(), owner: owner.to_owned(), other: other.to_owned() }
            }
            fn args(&self) -> Vec<Arg> { vec![(&self.workspace).into(), (&self.owner).into(), (&self.other).into()] }
        }
    )* };
}
keys! {
    /// One owner and one other person.
    TieKey,
    /// One owner and one team.
    TeamKey
}

#[derive(sqlx::FromRow)]
struct TieRow {
    workspace_id: String,
    owner_id: String,
    person_id: String,
    week: i64,
    b4: f64,
    b52: f64,
    last_on: i64,
    last_kind: String,
}

impl TieRow {
    fn tie(&self) -> Tie {
        let last = Event { on: Day(self.last_on), kind: LastEntry::parse(&self.last_kind) };
        Tie { week: Week(self.week), b4: self.b4, b52: self.b52, last }
    }
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    workspace_id: String,
    owner_id: String,
    team_id: String,
    week: i64,
    r4: f64,
}

/// Every entry of an owner as (other person, their team, day, kind): what ties are made of.
macro_rules! entries {
    ($where_act:literal, $where_ask:literal, $where_touch:literal) => {
        concat!(
            "SELECT happened_on AS day, CASE WHEN owner_id = giver_id THEN 'gave' ELSE 'received' END AS kind FROM act WHERE ",
            $where_act,
            " UNION ALL SELECT asked_on, 'asked' FROM ask WHERE ",
            $where_ask,
            " UNION ALL SELECT happened_on, 'touch' FROM touch WHERE ",
            $where_touch,
            " ORDER BY 1"
        )
    };
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    day: i64,
    kind: String,
}

pub(super) async fn read(tx: &mut Tx, keys: &BTreeSet<&TieKey>) -> Result<BTreeMap<TieKey, Tie>> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = sql("SELECT workspace_id, owner_id, person_id, week, b4, b52, last_on, last_kind FROM tie \
                      WHERE (workspace_id, owner_id, person_id) IN (SELECT column1, column2, column3 FROM (VALUES ");
    let rows: Vec<TieRow> = tx.all(select.rows(keys.iter().map(|key| key.args())).push(") AS keys)")).await?;
    Ok(rows.into_iter().map(|row| (TieKey::new(&row.workspace_id, &row.owner_id, &row.person_id), row.tie())).collect())
}

pub(super) async fn read_teams(tx: &mut Tx, keys: &BTreeSet<&TeamKey>) -> Result<BTreeMap<TeamKey, TeamActivity>> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = sql("SELECT workspace_id, owner_id, team_id, week, r4 FROM team_activity WHERE (workspace_id, owner_id, team_id) IN \
             (SELECT column1, column2, column3 FROM (VALUES ");
    let rows: Vec<TeamRow> = tx.all(select.rows(keys.iter().map(|key| key.args())).push(") AS keys)")).await?;
    let state = |row: &TeamRow| TeamActivity { week: Week(row.week), r4: row.r4 };
    Ok(rows.iter().map(|row| (TeamKey::new(&row.workspace_id, &row.owner_id, &row.team_id), state(row))).collect())
}

pub(super) async fn write(tx: &mut Tx, ties: &BTreeMap<TieKey, Tie>) -> Result<()> {
    if ties.is_empty() {
        return Ok(());
    }
    let row = |(key, tie): (&TieKey, &Tie)| {
        let mut args = key.args();
        args.extend([tie.week.0.into(), tie.b4.into(), tie.b52.into(), tie.last.on.0.into(), tie.last.kind.as_str().into()]);
        args
    };
    let upsert = sql("INSERT INTO tie (workspace_id, owner_id, person_id, week, b4, b52, last_on, last_kind) VALUES ")
        .rows(ties.iter().map(row))
        .push(
            " ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET week = excluded.week, b4 = excluded.b4, b52 = excluded.b52, \
         last_on = excluded.last_on, last_kind = excluded.last_kind",
        );
    tx.execute(upsert).await?;
    Ok(())
}

pub(super) async fn write_teams(tx: &mut Tx, teams: &BTreeMap<TeamKey, TeamActivity>) -> Result<()> {
    if teams.is_empty() {
        return Ok(());
    }
    let row = |(key, activity): (&TeamKey, &TeamActivity)| {
        let mut args = key.args();
        args.extend([activity.week.0.into(), activity.r4.into()]);
        args
    };
    let upsert = sql("INSERT INTO team_activity (workspace_id, owner_id, team_id, week, r4) VALUES ")
        .rows(teams.iter().map(row))
        .push(" ON CONFLICT (workspace_id, owner_id, team_id) DO UPDATE SET week = excluded.week, r4 = excluded.r4");
    tx.execute(upsert).await?;
    Ok(())
}

fn keyed(text: &'static str, key: Vec<Arg>) -> Sql {
    key.into_iter().fold(sql(text), Sql::bind)
}

/// Makes one tie again from the entries that there are; none, and the tie is gone.
pub(super) async fn recompute(tx: &mut Tx, key: &TieKey) -> Result<()> {
    let select = keyed(
        entries!(
            "workspace_id = $1 AND owner_id = $2 AND CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END = $3",
            "workspace_id = $1 AND asker_id = $2 AND askee_id = $3",
            "workspace_id = $1 AND owner_id = $2 AND person_id = $3"
        ),
        key.args(),
    );
    let rows: Vec<EntryRow> = tx.all(select).await?;
    let events = rows.iter().map(|row| Event { on: Day(row.day), kind: LastEntry::parse(&row.kind) });
    // Entries of somebody who deleted everything stay without the name; no tie leads to them.
    if let Some(tie) = Tie::rebuilt(events).filter(|_| key.other != COLLEAGUE) {
        write(tx, &BTreeMap::from([(key.clone(), tie)])).await
    } else {
        tx.execute(keyed("DELETE FROM tie WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3", key.args())).await?;
        Ok(())
    }
}

/// Makes one team row again from the entries that there are; none, and it is gone.
pub(super) async fn recompute_team(tx: &mut Tx, key: &TeamKey) -> Result<()> {
    let select = keyed(
        entries!(
            "workspace_id = $1 AND owner_id = $2 AND CASE WHEN owner_id = giver_id THEN receiver_team ELSE giver_team END = $3",
            "workspace_id = $1 AND asker_id = $2 AND askee_team = $3",
            "workspace_id = $1 AND owner_id = $2 AND person_team = $3"
        ),
        key.args(),
    );
    let rows: Vec<EntryRow> = tx.all(select).await?;
    if let Some(activity) = TeamActivity::rebuilt(rows.iter().map(|row| Day(row.day).week())) {
        write_teams(tx, &BTreeMap::from([(key.clone(), activity)])).await
    } else {
        tx.execute(keyed("DELETE FROM team_activity WHERE workspace_id = $1 AND owner_id = $2 AND team_id = $3", key.args())).await?;
        Ok(())
    }
}

/// Hands over all ties of a workspace's members, as owner, person and tie, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn of_members(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, PersonId, Tie) + Send) -> Result<()> {
    let select =
        sql("SELECT tie.workspace_id, tie.owner_id, tie.person_id, tie.week, tie.b4, tie.b52, tie.last_on, tie.last_kind FROM tie \
                      JOIN member ON member.workspace_id = tie.workspace_id AND member.person_id = tie.owner_id AND member.left_at IS NULL \
                      WHERE tie.workspace_id = $1");
    db.each(select.bind(workspace.as_str()), |row: TieRow| take(PersonId::new(&row.owner_id), PersonId::new(&row.person_id), row.tie()))
        .await
}

#[derive(sqlx::FromRow)]
struct ThereRow {
    n: i64,
}

/// Whether the owner has any entry about this person.
///
/// # Errors
/// When the database refuses.
pub async fn is_there(db: &Db, workspace: &WorkspaceId, owner: &PersonId, person: &PersonId) -> Result<bool> {
    let select = sql("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM tie WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3");
    let row: Option<ThereRow> = db.one(select.bind(workspace.as_str()).bind(owner.as_str()).bind(person.as_str())).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

/// One owner's ties, by person.
///
/// # Errors
/// When the database refuses.
pub async fn of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(PersonId, Tie)>> {
    let select = sql("SELECT workspace_id, owner_id, person_id, week, b4, b52, last_on, last_kind FROM tie \
                      WHERE workspace_id = $1 AND owner_id = $2 ORDER BY person_id");
    let rows: Vec<TieRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (PersonId::new(&row.person_id), row.tie())).collect())
}

/// Hands over the team activity of all members of a workspace, as owner, team and state, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn teams_of_members(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, TeamId, TeamActivity) + Send) -> Result<()> {
    let select = sql("SELECT a.workspace_id, a.owner_id, a.team_id, a.week, a.r4 FROM team_activity AS a \
                      JOIN member ON member.workspace_id = a.workspace_id AND member.person_id = a.owner_id AND member.left_at IS NULL \
                      WHERE a.workspace_id = $1");
    let state = |row: &TeamRow| TeamActivity { week: Week(row.week), r4: row.r4 };
    db.each(select.bind(workspace.as_str()), |row: TeamRow| take(PersonId::new(&row.owner_id), TeamId::new(&row.team_id), state(&row)))
        .await
}

/// One owner's team activity, by team.
///
/// # Errors
/// When the database refuses.
pub async fn teams_of_owner(db: &Db, workspace: &WorkspaceId, owner: &PersonId) -> Result<Vec<(TeamId, TeamActivity)>> {
    let select = sql(
        "SELECT workspace_id, owner_id, team_id, week, r4 FROM team_activity WHERE workspace_id = $1 AND owner_id = $2 ORDER BY team_id",
    );
    let rows: Vec<TeamRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (TeamId::new(&row.team_id), TeamActivity { week: Week(row.week), r4: row.r4 })).collect())
}

/// Owners are handled this many at a time when everything is rebuilt: well under 50 ms a transaction.
const REBUILD_OWNERS: usize = 50;

#[derive(sqlx::FromRow)]
struct OwnerRow {
    workspace_id: String,
    owner_id: String,
}

#[derive(sqlx::FromRow)]
struct OtherRow {
    person: Option<String>,
    team: Option<String>,
}

/// Makes all ties and team rows again from the entries, a few owners at a time.
///
/// # Errors
/// When the database refuses; what was rebuilt until then stays.
pub async fn rebuild_all(db: &Db) -> Result<u64> {
    let owners: Vec<OwnerRow> = db
        .all(sql("SELECT workspace_id, owner_id FROM tie UNION SELECT workspace_id, owner_id FROM team_activity \
                  UNION SELECT workspace_id, owner_id FROM act UNION SELECT workspace_id, asker_id FROM ask \
                  UNION SELECT workspace_id, owner_id FROM touch ORDER BY 1, 2"))
        .await?;
    let mut rebuilt = 0;
    for chunk in owners.chunks(REBUILD_OWNERS) {
        let mut tx = db.begin().await?;
        let turns: Vec<String> = chunk.iter().map(|owner| format!("{}:{}", owner.workspace_id, owner.owner_id)).collect();
        tx.take_turns(&turns).await?;
        for owner in chunk {
            rebuilt += rebuild_owner(&mut tx, owner).await?;
        }
        tx.commit().await?;
    }
    Ok(rebuilt)
}

async fn rebuild_owner(tx: &mut Tx, owner: &OwnerRow) -> Result<u64> {
    let both = |text: &'static str| sql(text).bind(&owner.workspace_id).bind(&owner.owner_id);
    let others: Vec<OtherRow> = tx
        .all(both(
            "SELECT person_id AS person, NULL AS team FROM tie WHERE workspace_id = $1 AND owner_id = $2 \
             UNION SELECT NULL, team_id FROM team_activity WHERE workspace_id = $1 AND owner_id = $2 \
             UNION SELECT CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END, \
                          CASE WHEN owner_id = giver_id THEN receiver_team ELSE giver_team END FROM act WHERE workspace_id = $1 AND owner_id = $2 \
             UNION SELECT askee_id, askee_team FROM ask WHERE workspace_id = $1 AND asker_id = $2 \
             UNION SELECT person_id, person_team FROM touch WHERE workspace_id = $1 AND owner_id = $2",
        ))
        .await?;
    let people: BTreeSet<String> = others.iter().filter_map(|row| row.person.clone()).collect();
    let teams: BTreeSet<String> = others.iter().filter_map(|row| row.team.clone()).collect();
    for person in &people {
        recompute(tx, &TieKey::new(&owner.workspace_id, &owner.owner_id, person)).await?;
    }
    for team in &teams {
        recompute_team(tx, &TeamKey::new(&owner.workspace_id, &owner.owner_id, team)).await?;
    }
    Ok(people.len() as u64)
}
