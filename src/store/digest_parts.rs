//! What a digest is made of, read from others' tables: introductions, struggles, first meetings and who was in touch with whom.
//!
//! Read only to be put together by the rules of `domain::digest`; nothing here goes anywhere by itself.

use std::collections::BTreeMap;

use super::Store;
use super::db::{Db, Result, Sql, sql};
use super::rows::instant;
use crate::domain::day::Millis;
use crate::domain::digest::bridges::{Contact, Window};
use crate::domain::digest::crowd::Standing;
use crate::domain::digest::first::Met;
use crate::domain::digest::{Opened, Struggle};
use crate::domain::ids::{EntryId, PersonId, WorkspaceId};

#[derive(sqlx::FromRow)]
struct IntroductionRow {
    id: String,
    broker_id: String,
    a_id: String,
    b_id: String,
    a_team: Option<String>,
    b_team: Option<String>,
    opened_at: i64,
    agreed: i64,
}

macro_rules! introductions {
    ($rest:literal) => {
        sql(concat!(
            "SELECT id, broker_id, a_id, b_id, a_team, b_team, opened_at, CAST(CASE WHEN named_by_broker = $2 AND named_by_a = $2 \
             AND named_by_b = $2 THEN 1 ELSE 0 END AS BIGINT) AS agreed FROM introduction WHERE workspace_id = $1 AND opened_at IS NOT NULL",
            $rest
        ))
    };
}

/// Introductions that opened since `since` and were not told of yet, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn introductions_to_publish(db: &Db, workspace: &WorkspaceId, since: Millis) -> Result<Vec<Opened>> {
    let select = introductions!(" AND published_at IS NULL AND opened_at >= $3 ORDER BY opened_at, id");
    introductions(db, select.bind(workspace.as_str()).bind(true).bind(since.0)).await
}

/// The introductions with these ids, as far as they are still there, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn introductions_with(db: &Db, workspace: &WorkspaceId, ids: &[EntryId]) -> Result<Vec<Opened>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = introductions!(" AND id IN ").bind(workspace.as_str()).bind(true).list(ids.iter().map(EntryId::as_str));
    introductions(db, select.push(" ORDER BY opened_at, id")).await
}

async fn introductions(db: &Db, select: Sql) -> Result<Vec<Opened>> {
    let rows: Vec<IntroductionRow> = db.all(select).await?;
    let opened = |row: IntroductionRow| Opened {
        id: row.id.into(),
        people: [row.broker_id.into(), row.a_id.into(), row.b_id.into()],
        teams: [row.a_team.map(Into::into), row.b_team.map(Into::into)],
        all_agreed: row.agreed == 1,
        opened_on: Millis(row.opened_at).day_in(&jiff::tz::TimeZone::UTC),
    };
    Ok(rows.into_iter().map(opened).collect())
}

#[derive(sqlx::FromRow)]
struct StruggleRow {
    id: String,
    team_id: String,
    text_sealed: Vec<u8>,
}

/// The struggles that a team chose to show and a second member agreed to, the one that was shown longest ago first. The one that was shown
/// last is not among them.
///
/// # Errors
/// When the database refuses or a line can't be opened.
pub async fn struggles_to_show(store: &Store, workspace: &WorkspaceId) -> Result<Vec<Struggle>> {
    let select = sql("SELECT l.id, l.team_id, l.text_sealed FROM card_line AS l LEFT JOIN struggle_shown AS s \
                      ON s.workspace_id = l.workspace_id AND s.line_id = l.id WHERE l.workspace_id = $1 AND l.kind = 'struggle' \
                      AND l.shown_asked_by IS NOT NULL AND l.shown_agreed_by IS NOT NULL AND l.shown_agreed_by <> l.shown_asked_by \
                      AND (s.shown_at IS NULL OR s.shown_at < (SELECT MAX(shown_at) FROM struggle_shown WHERE workspace_id = $1)) \
                      ORDER BY COALESCE(s.shown_at, 0), l.position, l.id");
    let rows: Vec<StruggleRow> = store.db.all(select.bind(workspace.as_str())).await?;
    rows.into_iter().map(|row| opened_struggle(store, row)).collect()
}

fn opened_struggle(store: &Store, row: StruggleRow) -> Result<Struggle> {
    Ok(Struggle { id: row.id.into(), team: row.team_id.into(), text: store.unseal(super::cards::TEXT, &row.text_sealed)? })
}

/// The struggle with this id, as long as its team shows it.
///
/// # Errors
/// When the database refuses or the line can't be opened.
pub async fn struggle_with(store: &Store, workspace: &WorkspaceId, id: &EntryId) -> Result<Option<Struggle>> {
    let select = sql("SELECT id, team_id, text_sealed FROM card_line WHERE workspace_id = $1 AND id = $2 AND kind = 'struggle' \
                      AND shown_asked_by IS NOT NULL AND shown_agreed_by IS NOT NULL");
    let row: Option<StruggleRow> = store.db.one(select.bind(workspace.as_str()).bind(id.as_str())).await?;
    row.map(|row| opened_struggle(store, row)).transpose()
}

/// Gives an act across teams to be counted as a first meeting. Tells whether there is such an act of this giver's.
///
/// # Errors
/// When the database refuses.
pub async fn met_first(db: &Db, workspace: &WorkspaceId, giver: &PersonId, act: &EntryId, at: Millis) -> Result<bool> {
    let insert = sql("INSERT INTO first_meeting (workspace_id, act_id, pressed_at) SELECT workspace_id, id, $4 FROM act \
                      WHERE workspace_id = $1 AND id = $2 AND owner_id = $3 AND giver_id = $3 AND giver_team <> receiver_team \
                      ON CONFLICT (workspace_id, act_id) DO UPDATE SET pressed_at = first_meeting.pressed_at");
    Ok(db.execute(insert.bind(workspace.as_str()).bind(act.as_str()).bind(giver.as_str()).bind(at.0)).await? == 1)
}

#[derive(sqlx::FromRow)]
struct MetRow {
    act_id: String,
    giver_id: String,
    receiver_id: String,
    pressed_at: i64,
}

/// First meetings that were given to be counted and not told of yet; pairs that were told of once are not among them.
///
/// # Errors
/// When the database refuses.
pub async fn first_meetings(db: &Db, workspace: &WorkspaceId) -> Result<Vec<Met>> {
    let select = sql("SELECT f.act_id, a.giver_id, a.receiver_id, f.pressed_at FROM first_meeting AS f \
                      JOIN act AS a ON a.workspace_id = f.workspace_id AND a.id = f.act_id \
                      WHERE f.workspace_id = $1 AND f.published_at IS NULL AND a.owner_id = a.giver_id AND a.giver_team <> a.receiver_team \
                      AND NOT EXISTS (SELECT 1 FROM first_meeting AS g \
                      JOIN act AS b ON b.workspace_id = g.workspace_id AND b.id = g.act_id WHERE g.workspace_id = $1 \
                      AND g.published_at IS NOT NULL AND ((b.giver_id = a.giver_id AND b.receiver_id = a.receiver_id) \
                      OR (b.giver_id = a.receiver_id AND b.receiver_id = a.giver_id))) ORDER BY f.act_id");
    let rows: Vec<MetRow> = db.all(select.bind(workspace.as_str())).await?;
    let met = |row: MetRow| Met {
        act: row.act_id.into(),
        pair: [row.giver_id.into(), row.receiver_id.into()],
        pressed_at: Millis(row.pressed_at),
    };
    Ok(rows.into_iter().map(met).collect())
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    owner_id: String,
    other_id: String,
    own_team: String,
    other_team: String,
}

/// Who was in touch with whom across teams, as members' own entries in this window say. Only to be counted.
///
/// # Errors
/// When the database refuses.
pub async fn contacts(db: &Db, workspace: &WorkspaceId, window: Window) -> Result<Vec<Contact>> {
    // Asks and plain contact carry one team only, the other is the owner's now.
    let select = sql("SELECT DISTINCT owner_id, other_id, own_team, other_team FROM \
                      (SELECT owner_id, CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END AS other_id, \
                      CASE WHEN owner_id = giver_id THEN giver_team ELSE receiver_team END AS own_team, \
                      CASE WHEN owner_id = giver_id THEN receiver_team ELSE giver_team END AS other_team, recorded_at \
                      FROM act WHERE workspace_id = $1 AND happened_on >= $2 \
                      UNION ALL SELECT k.asker_id, k.askee_id, p.team_id, k.askee_team, k.recorded_at FROM ask AS k \
                      JOIN person AS p ON p.workspace_id = k.workspace_id AND p.id = k.asker_id WHERE k.workspace_id = $1 AND k.asked_on >= $2 \
                      AND k.askee_id IS NOT NULL \
                      UNION ALL SELECT t.owner_id, t.person_id, p.team_id, t.person_team, t.recorded_at FROM touch AS t \
                      JOIN person AS p ON p.workspace_id = t.workspace_id AND p.id = t.owner_id WHERE t.workspace_id = $1 \
                      AND t.happened_on >= $2) AS entries WHERE own_team <> other_team AND recorded_at > $3 AND recorded_at <= $4 \
                      ORDER BY 1, 2, 3, 4");
    let select = select.bind(workspace.as_str()).bind(window.happened_from.0).bind(window.recorded_after.0).bind(window.recorded_until.0);
    let rows: Vec<ContactRow> = db.all(select).await?;
    let contact = |row: ContactRow| Contact {
        owner: row.owner_id.into(),
        other: row.other_id.into(),
        teams: [row.own_team.into(), row.other_team.into()],
    };
    Ok(rows.into_iter().map(contact).collect())
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    id: String,
    team_id: Option<String>,
    deactivated_at: Option<i64>,
    hidden_at: Option<i64>,
    joined_at: Option<i64>,
    left_at: Option<i64>,
}

/// Everybody who is or was in the workspace, members or not; no bots, no guests, nobody of another company.
///
/// # Errors
/// When the database refuses.
pub async fn standings(db: &Db, workspace: &WorkspaceId) -> Result<BTreeMap<PersonId, Standing>> {
    let select =
        sql("SELECT p.id, p.team_id, p.deactivated_at, p.hidden_at, m.joined_at, m.left_at FROM person AS p LEFT JOIN member AS m \
                      ON m.workspace_id = p.workspace_id AND m.person_id = p.id WHERE p.workspace_id = $1 AND p.kind = 'person'");
    let rows: Vec<StandingRow> = db.all(select.bind(workspace.as_str())).await?;
    let standing = |row: StandingRow| {
        let standing = Standing {
            team: row.team_id.map(Into::into),
            deactivated_at: instant(row.deactivated_at),
            hidden_at: instant(row.hidden_at),
            joined_at: instant(row.joined_at),
            left_at: instant(row.left_at),
        };
        (row.id.into(), standing)
    };
    Ok(rows.into_iter().map(standing).collect())
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// Whether the owner has an entry about `other` that is older than this act.
///
/// # Errors
/// When the database refuses.
pub async fn has_dealt_before(db: &Db, workspace: &WorkspaceId, owner: &PersonId, other: &PersonId, act: &EntryId) -> Result<bool> {
    // Our ids sort by time. Said by CASE, as with `id < $4` alone SQLite would read all entries of the workspace up to that id.
    let select = sql(
        "SELECT CAST((SELECT COUNT(*) FROM act WHERE workspace_id = $1 AND owner_id = $2 AND (giver_id = $3 OR receiver_id = $3) \
                      AND CASE WHEN id < $4 THEN 1 ELSE 0 END = 1) + (SELECT COUNT(*) FROM ask WHERE workspace_id = $1 AND asker_id = $2 AND askee_id = $3 AND CASE WHEN id < $4 THEN 1 ELSE 0 END = 1) \
                      + (SELECT COUNT(*) FROM touch WHERE workspace_id = $1 AND owner_id = $2 AND person_id = $3 AND CASE WHEN id < $4 THEN 1 ELSE 0 END = 1) AS BIGINT) AS n",
    );
    let row: Option<CountRow> =
        db.one(select.bind(workspace.as_str()).bind(owner.as_str()).bind(other.as_str()).bind(act.as_str())).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

#[derive(sqlx::FromRow)]
struct LocaleRow {
    locale: String,
    n: i64,
}

/// The language of most active people of a workspace, as Slack writes it in front of a locale's country: a channel has none of its own.
///
/// # Errors
/// When the database refuses.
pub async fn usual_locale(db: &Db, workspace: &WorkspaceId) -> Result<Option<String>> {
    let select = sql("SELECT locale, CAST(COUNT(*) AS BIGINT) AS n FROM person WHERE workspace_id = $1 AND kind = 'person' \
                      AND deactivated_at IS NULL AND locale IS NOT NULL GROUP BY locale ORDER BY locale");
    let mut languages: BTreeMap<String, i64> = BTreeMap::new();
    for row in db.all::<LocaleRow>(select.bind(workspace.as_str())).await? {
        let language = row.locale.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        *languages.entry(language).or_default() += row.n;
    }
    // Of equally many the first by name, so that it does not change from post to post.
    Ok(languages.into_iter().rev().max_by_key(|(_, n)| *n).map(|(language, _)| language))
}
