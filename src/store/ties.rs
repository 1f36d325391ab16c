//! Ties: read and written many at once, and recomputed from the entries.
//!
//! The recomputation walks the same entries in the same order as the live path did, so both give the same bits.

use std::collections::{BTreeMap, BTreeSet};

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use crate::domain::day::Day;
use crate::domain::ids::{COLLEAGUE, PersonId, WorkspaceId};
use crate::domain::nudge::LastEntry;
use crate::domain::plan::memory::Memory;
use crate::domain::plan::state::{Event, Tie};

/// One owner and one other person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TieKey {
    workspace: String,
    owner: String,
    other: String,
}

impl TieKey {
    /// The key of one row.
    #[must_use]
    pub fn new(workspace: &str, owner: &str, other: &str) -> Self {
        Self { workspace: workspace.to_owned(), owner: owner.to_owned(), other: other.to_owned() }
    }

    fn args(&self) -> Vec<Arg> {
        vec![(&self.workspace).into(), (&self.owner).into(), (&self.other).into()]
    }
}

#[derive(sqlx::FromRow)]
struct KeyedRow {
    workspace_id: String,
    #[sqlx(flatten)]
    tie: TieRow,
}

#[derive(sqlx::FromRow)]
struct TieRow {
    owner_id: String,
    person_id: String,
    week: i64,
    run: i64,
    ways: i64,
    weeks_month: f64,
    weeks_quarter: f64,
    weeks_year: f64,
    contacts: f64,
    weeks_out: f64,
    weeks_in: f64,
    starts: f64,
    returns: f64,
    quiet: f64,
    last_on: i64,
    last_kind: String,
}

impl TieRow {
    /// The tie, bit for bit as it was written: every sum was a number of half the width.
    #[expect(clippy::cast_possible_truncation, reason = "what was widened is narrowed")]
    fn tie(&self) -> Tie {
        let memory = Memory {
            week: i32::try_from(self.week).unwrap_or(i32::MAX),
            run: u16::try_from(self.run).unwrap_or(u16::MAX),
            ways: u16::try_from(self.ways).unwrap_or(0),
            month: self.weeks_month as f32,
            quarter: self.weeks_quarter as f32,
            year: self.weeks_year as f32,
            contacts: self.contacts as f32,
            out: self.weeks_out as f32,
            back: self.weeks_in as f32,
            starts: self.starts as f32,
            returns: self.returns as f32,
            quiet: self.quiet as f32,
        };
        Tie { memory, last: Event { on: Day(self.last_on), kind: LastEntry::parse(&self.last_kind) } }
    }
}

/// What is written of a tie after its key, in the order of the columns.
fn written(tie: &Tie) -> Vec<Arg> {
    let memory = &tie.memory;
    let whole = [memory.week, i32::from(memory.run), i32::from(memory.ways)].map(|number| Arg::from(i64::from(number)));
    let sums =
        [memory.month, memory.quarter, memory.year, memory.contacts, memory.out, memory.back, memory.starts, memory.returns, memory.quiet];
    let sums = sums.map(|sum| Arg::from(f64::from(sum)));
    whole.into_iter().chain(sums).chain([tie.last.on.0.into(), tie.last.kind.as_str().into()]).collect()
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
    let select = sql(
        "SELECT workspace_id, owner_id, person_id, week, run, ways, weeks_month, weeks_quarter, weeks_year, contacts, weeks_out, weeks_in, \
         starts, returns, quiet, last_on, last_kind FROM tie \
         WHERE (workspace_id, owner_id, person_id) IN (SELECT column1, column2, column3 FROM (VALUES ",
    );
    let rows: Vec<KeyedRow> = tx.all(select.rows(keys.iter().map(|key| key.args())).push(") AS keys)")).await?;
    let keyed = |KeyedRow { workspace_id, tie }| (TieKey::new(&workspace_id, &tie.owner_id, &tie.person_id), tie.tie());
    Ok(rows.into_iter().map(keyed).collect())
}

pub(super) async fn write(tx: &mut Tx, ties: &BTreeMap<TieKey, Tie>) -> Result<()> {
    if ties.is_empty() {
        return Ok(());
    }
    let row = |(key, tie): (&TieKey, &Tie)| {
        let mut args = key.args();
        args.extend(written(tie));
        args
    };
    let upsert = sql(
        "INSERT INTO tie (workspace_id, owner_id, person_id, week, run, ways, weeks_month, weeks_quarter, weeks_year, contacts, weeks_out, weeks_in, \
         starts, returns, quiet, last_on, last_kind) VALUES ",
    )
    .rows(ties.iter().map(row)).push(
        " ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET week = excluded.week, run = excluded.run, ways = excluded.ways, \
         weeks_month = excluded.weeks_month, weeks_quarter = excluded.weeks_quarter, weeks_year = excluded.weeks_year, \
         contacts = excluded.contacts, weeks_out = excluded.weeks_out, weeks_in = excluded.weeks_in, starts = excluded.starts, \
         returns = excluded.returns, quiet = excluded.quiet, last_on = excluded.last_on, last_kind = excluded.last_kind",
    );
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

/// Hands over all ties of a workspace's members, as owner, person and tie, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn of_members(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(PersonId, PersonId, Tie) + Send) -> Result<()> {
    // Member by member, so that nothing is looked up for each tie.
    let select =
        sql("SELECT t.owner_id, t.person_id, t.week, run, ways, weeks_month, weeks_quarter, weeks_year, contacts, weeks_out, weeks_in, \
         starts, returns, quiet, last_on, last_kind FROM member AS m CROSS JOIN tie AS t \
         WHERE m.workspace_id = $1 AND m.left_at IS NULL AND t.workspace_id = m.workspace_id AND t.owner_id = m.person_id");
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
    let select =
        sql("SELECT owner_id, person_id, week, run, ways, weeks_month, weeks_quarter, weeks_year, contacts, weeks_out, weeks_in, \
         starts, returns, quiet, last_on, last_kind FROM tie \
         WHERE workspace_id = $1 AND owner_id = $2 ORDER BY person_id");
    let rows: Vec<TieRow> = db.all(select.bind(workspace.as_str()).bind(owner.as_str())).await?;
    Ok(rows.into_iter().map(|row| (PersonId::new(&row.person_id), row.tie())).collect())
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
}

/// Makes all ties again from the entries, a few owners at a time.
///
/// # Errors
/// When the database refuses; what was rebuilt until then stays.
pub async fn rebuild_all(db: &Db) -> Result<u64> {
    let owners: Vec<OwnerRow> = db
        .all(sql("SELECT workspace_id, owner_id FROM tie UNION SELECT workspace_id, owner_id FROM act \
                  UNION SELECT workspace_id, asker_id FROM ask UNION SELECT workspace_id, owner_id FROM touch ORDER BY 1, 2"))
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

/// Makes all ties again where the tables say that they are to be made: after a change of what a tie remembers, until it was done once.
///
/// # Errors
/// When the database refuses; the next call begins again.
pub async fn make_missing(db: &Db) -> Result<u64> {
    let row: Option<ThereRow> = db.one(sql("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM to_be_made WHERE name = 'ties'")).await?;
    if row.is_none_or(|row| row.n == 0) {
        return Ok(0);
    }
    let made = rebuild_all(db).await?;
    db.execute(sql("DELETE FROM to_be_made WHERE name = 'ties'")).await?;
    Ok(made)
}

async fn rebuild_owner(tx: &mut Tx, owner: &OwnerRow) -> Result<u64> {
    let both = |text: &'static str| sql(text).bind(&owner.workspace_id).bind(&owner.owner_id);
    let others: Vec<OtherRow> = tx
        .all(both(
            "SELECT person_id AS person FROM tie WHERE workspace_id = $1 AND owner_id = $2 \
             UNION SELECT CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END FROM act WHERE workspace_id = $1 AND owner_id = $2 \
             UNION SELECT askee_id FROM ask WHERE workspace_id = $1 AND asker_id = $2 \
             UNION SELECT person_id FROM touch WHERE workspace_id = $1 AND owner_id = $2",
        ))
        .await?;
    let people: BTreeSet<&str> = others.iter().filter_map(|row| row.person.as_deref()).collect();
    for person in &people {
        recompute(tx, &TieKey::new(&owner.workspace_id, &owner.owner_id, person)).await?;
    }
    Ok(people.len() as u64)
}
