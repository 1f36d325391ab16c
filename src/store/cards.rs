//! Team cards: written by members of the team, read by anybody in the workspace. What they say is sealed.

use std::collections::BTreeMap;

use super::db::{Arg, Db, Result, Tx, sql};
use super::rows::word;
use super::{Error, Store, seal};
use crate::domain::card::{Card, Draft, Line, LineKind, Read, Shown};
use crate::domain::day::Millis;
use crate::domain::ids::{PersonId, TeamId, WorkspaceId};
use crate::domain::quiet::Quiet;

/// What the text of a card is sealed for.
pub(super) const TEXT: &str = "card.text";

#[derive(sqlx::FromRow)]
struct CardRow {
    team_id: String,
    protects_sealed: Vec<u8>,
    front_door_sealed: Vec<u8>,
    words_sealed: Vec<u8>,
    edited_by: String,
    edited_at: i64,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    team_id: String,
    id: String,
    kind: String,
    text_sealed: Vec<u8>,
    shown_asked_by: Option<String>,
    shown_agreed_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct QuietRow {
    team_id: String,
    rule: String,
}

fn line(store: &Store, row: LineRow) -> Result<(TeamId, LineKind, Line)> {
    let shown = match (row.shown_asked_by, row.shown_agreed_by) {
        (Some(_), Some(_)) => Shown::Agreed,
        (Some(by), None) => Shown::Asked(by.into()),
        (None, _) => Shown::No,
    };
    let text = store.unseal(TEXT, &row.text_sealed)?;
    Ok((row.team_id.into(), word(LineKind::parse(&row.kind), "card_line.kind")?, Line { id: row.id, text, shown }))
}

/// One team's card.
///
/// # Errors
/// When the database refuses or a text can't be opened.
pub async fn of_team(store: &Store, workspace: &WorkspaceId, team: &TeamId) -> Result<Option<Card>> {
    Ok(read(store, workspace, Some(team)).await?.pop())
}

/// All cards of a workspace, by team.
///
/// # Errors
/// When the database refuses or a text can't be opened.
pub async fn all(store: &Store, workspace: &WorkspaceId) -> Result<Vec<Card>> {
    read(store, workspace, None).await
}

#[derive(sqlx::FromRow)]
struct TextRow {
    id: String,
    text_sealed: Vec<u8>,
}

/// What the lines with these ids say, as far as they still stand on a card.
///
/// # Errors
/// When the database refuses or a text can't be opened.
pub async fn line_texts(store: &Store, workspace: &WorkspaceId, ids: &[&str]) -> Result<BTreeMap<String, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = sql("SELECT id, text_sealed FROM card_line WHERE workspace_id = $1 AND id IN ").bind(workspace.as_str());
    let rows: Vec<TextRow> = store.db.all(select.list(ids.iter().copied())).await?;
    rows.into_iter().map(|row| Ok((row.id, store.unseal(TEXT, &row.text_sealed)?))).collect()
}

async fn read(store: &Store, workspace: &WorkspaceId, team: Option<&TeamId>) -> Result<Vec<Card>> {
    let team = team.map(TeamId::as_str);
    let bound = |text: &'static str| sql(text).bind(workspace.as_str()).bind(team);
    let cards: Vec<CardRow> = store
        .db
        .all(bound(
            "SELECT team_id, protects_sealed, front_door_sealed, words_sealed, edited_by, edited_at FROM card \
             WHERE workspace_id = $1 AND team_id = COALESCE($2, team_id) ORDER BY team_id",
        ))
        .await?;
    let lines: Vec<LineRow> = store
        .db
        .all(bound(
            "SELECT team_id, id, kind, text_sealed, shown_asked_by, shown_agreed_by FROM card_line \
             WHERE workspace_id = $1 AND team_id = COALESCE($2, team_id) ORDER BY team_id, position",
        ))
        .await?;
    let lines: Vec<(TeamId, LineKind, Line)> = lines.into_iter().map(|row| line(store, row)).collect::<Result<_>>()?;
    let quiet = quiet_of(&store.db, workspace, team).await?;
    let of_kind = |team: &TeamId, wanted: LineKind| {
        let own = lines.iter().filter(|(other, kind, _)| other == team && *kind == wanted);
        own.map(|(_, _, line)| line.clone()).collect::<Vec<_>>()
    };
    cards
        .into_iter()
        .map(|row| {
            let team = TeamId::new(row.team_id);
            Ok(Card {
                protects: store.unseal(TEXT, &row.protects_sealed)?,
                front_door: store.unseal(TEXT, &row.front_door_sealed)?,
                words: store.unseal(TEXT, &row.words_sealed)?,
                struggles: of_kind(&team, LineKind::Struggle),
                offers: of_kind(&team, LineKind::Offer),
                quiet: quiet.iter().filter(|(other, _)| *other == team).map(|(_, period)| *period).collect(),
                edited_by: row.edited_by.into(),
                edited_at: Millis(row.edited_at),
                team,
            })
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct SaysRow {
    team_id: String,
    kind: String,
    text_sealed: Vec<u8>,
}

/// Hands over what the lines of cards say, of each card in their order: of all teams, or of these; `most` lines at most. One that can't be opened is
/// left out.
///
/// # Errors
/// When the database refuses, or a line could not be opened: then all others were handed over.
pub async fn lines(
    store: &Store,
    workspace: &WorkspaceId,
    teams: Option<&[TeamId]>,
    most: usize,
    mut take: impl FnMut(TeamId, LineKind, String) + Send,
) -> Result<()> {
    let select = sql("SELECT team_id, kind, text_sealed FROM card_line WHERE workspace_id = $1").bind(workspace.as_str());
    let select = match teams {
        None => select,
        Some([]) => return Ok(()),
        Some(teams) => select.push(" AND team_id IN ").list(teams.iter().map(TeamId::as_str)),
    };
    let select = select.push(" ORDER BY team_id, position LIMIT ").list([i64::try_from(most).unwrap_or(i64::MAX)]);
    let mut left_out = Ok(());
    let each = |row: SaysRow| match (LineKind::parse(&row.kind), store.unseal(TEXT, &row.text_sealed)) {
        (Some(kind), Ok(text)) => take(row.team_id.into(), kind, text),
        (None, _) => left_out = Err(Error::Corrupt("card_line.kind")),
        (_, Err(error)) => left_out = Err(error),
    };
    store.db.each(select, each).await?;
    left_out
}

async fn quiet_of(db: &Db, workspace: &WorkspaceId, team: Option<&str>) -> Result<Vec<(TeamId, Quiet)>> {
    let select = sql(
        "SELECT team_id, rule FROM quiet_period WHERE workspace_id = $1 AND team_id = COALESCE($2, team_id) ORDER BY team_id, position",
    );
    periods(db.all(select.bind(workspace.as_str()).bind(team)).await?)
}

fn periods(rows: Vec<QuietRow>) -> Result<Vec<(TeamId, Quiet)>> {
    rows.into_iter().map(|row| Ok((row.team_id.into(), word(Quiet::parse(&row.rule), "quiet_period.rule")?))).collect()
}

/// The teams that have a card.
///
/// # Errors
/// When the database refuses.
pub async fn teams(db: &Db, workspace: &WorkspaceId) -> Result<Vec<TeamId>> {
    #[derive(sqlx::FromRow)]
    struct Team {
        team_id: String,
    }
    let rows: Vec<Team> = db.all(sql("SELECT team_id FROM card WHERE workspace_id = $1").bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.team_id.into()).collect())
}

/// The quiet periods of all teams.
///
/// # Errors
/// When the database refuses or a rule can't be read.
pub async fn quiet(db: &Db, workspace: &WorkspaceId) -> Result<Vec<(TeamId, Quiet)>> {
    quiet_of(db, workspace, None).await
}

/// The quiet periods of these teams.
///
/// # Errors
/// When the database refuses or a rule can't be read.
pub async fn quiet_of_teams(db: &Db, workspace: &WorkspaceId, teams: &[TeamId]) -> Result<Vec<(TeamId, Quiet)>> {
    if teams.is_empty() {
        return Ok(Vec::new());
    }
    let select = sql("SELECT team_id, rule FROM quiet_period WHERE workspace_id = $1 AND team_id IN ").bind(workspace.as_str());
    periods(db.all(select.list(teams.iter().map(TeamId::as_str)).push(" ORDER BY team_id, position")).await?)
}

/// What a changed card is written from.
#[derive(Debug, Clone)]
pub struct Edit<'a> {
    /// Whose card.
    pub team: &'a TeamId,
    /// Who changes it.
    pub by: &'a PersonId,
    /// When.
    pub at: Millis,
    /// The texts.
    pub draft: &'a Draft,
    /// The lists.
    pub read: &'a Read,
    /// When the card that was edited had been changed last; none, and there was none.
    pub before: Option<Millis>,
    /// New ids for lines, at least as many as there are.
    pub ids: Vec<String>,
}

/// Writes a card, unless somebody changed it in the meantime. Lines that stay as they were keep whether they are shown. Tells whether it was written.
///
/// # Errors
/// When the database refuses or a text can't be opened.
pub async fn write(store: &Store, workspace: &WorkspaceId, edit: Edit<'_>) -> Result<bool> {
    let before = of_team(store, workspace, edit.team).await?;
    let known: Vec<&Line> = before.iter().flat_map(|card| card.struggles.iter().chain(&card.offers)).collect();
    let mut rows = Vec::new();
    let mut fresh = edit.ids.into_iter();
    let lists = [(LineKind::Struggle, &edit.read.struggles), (LineKind::Offer, &edit.read.offers)];
    for (position, (kind, text)) in (0_i64..).zip(lists.iter().flat_map(|(kind, texts)| texts.iter().map(move |text| (*kind, text)))) {
        let same = before.iter().flat_map(|card| if kind == LineKind::Struggle { &card.struggles } else { &card.offers });
        let id = same.into_iter().find(|line| line.text == *text).map(|line| line.id.clone()).or_else(|| fresh.next()).unwrap_or_default();
        rows.push((id, kind, seal(&store.vault, TEXT, text)?, position));
    }
    let stays: Vec<&str> = known.iter().map(|line| line.id.as_str()).filter(|id| rows.iter().any(|(other, ..)| other == id)).collect();
    let mut tx = store.db.begin().await?;
    tx.take_turns(&[format!("card:{}:{}", workspace.as_str(), edit.team.as_str())]).await?;
    let sealed = |text: &str| seal(&store.vault, TEXT, text.trim());
    let upsert = sql("INSERT INTO card (workspace_id, team_id, protects_sealed, front_door_sealed, words_sealed, edited_by, edited_at) \
                      SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $8 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM card WHERE workspace_id = $1 AND team_id = $2) \
                      ON CONFLICT (workspace_id, team_id) DO UPDATE SET protects_sealed = excluded.protects_sealed, \
                      front_door_sealed = excluded.front_door_sealed, words_sealed = excluded.words_sealed, edited_by = excluded.edited_by, \
                      edited_at = excluded.edited_at WHERE card.edited_at = $8")
        .bind(workspace.as_str())
        .bind(edit.team.as_str())
        .bind(sealed(&edit.draft.protects)?)
        .bind(sealed(&edit.draft.front_door)?)
        .bind(sealed(&edit.draft.words)?)
        .bind(edit.by.as_str())
        .bind(edit.at.0)
        .bind(edit.before.map(|at| at.0));
    if tx.execute(upsert).await? == 0 {
        return Ok(false);
    }
    write_lists(&mut tx, workspace, edit.team, &rows, &stays, &edit.read.quiet).await?;
    super::homes::mark_dirty(&mut tx, workspace, edit.by, edit.at).await?;
    tx.commit().await?;
    Ok(true)
}

async fn write_lists(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    team: &TeamId,
    rows: &[(String, LineKind, Vec<u8>, i64)],
    stays: &[&str],
    quiet: &[Quiet],
) -> Result<()> {
    let key = |text: &'static str| sql(text).bind(workspace.as_str()).bind(team.as_str());
    if stays.is_empty() {
        tx.execute(key("DELETE FROM card_line WHERE workspace_id = $1 AND team_id = $2")).await?;
    } else {
        tx.execute(key("DELETE FROM card_line WHERE workspace_id = $1 AND team_id = $2 AND id NOT IN ").list(stays.iter().copied()))
            .await?;
    }
    if !rows.is_empty() {
        let row = |(id, kind, sealed, position): &(String, LineKind, Vec<u8>, i64)| -> Vec<Arg> {
            vec![
                workspace.as_str().into(),
                team.as_str().into(),
                id.into(),
                kind.as_str().into(),
                sealed.clone().into(),
                (*position).into(),
            ]
        };
        let insert = sql("INSERT INTO card_line (workspace_id, team_id, id, kind, text_sealed, position) VALUES ")
            .rows(rows.iter().map(row))
            .push(" ON CONFLICT (workspace_id, team_id, id) DO UPDATE SET position = excluded.position");
        tx.execute(insert).await?;
    }
    tx.execute(key("DELETE FROM quiet_period WHERE workspace_id = $1 AND team_id = $2")).await?;
    if !quiet.is_empty() {
        let row = |(position, period): (i64, &Quiet)| -> Vec<Arg> {
            vec![workspace.as_str().into(), team.as_str().into(), position.into(), period.stored().into()]
        };
        let insert = sql("INSERT INTO quiet_period (workspace_id, team_id, position, rule) VALUES ").rows((0..).zip(quiet).map(row));
        tx.execute(insert).await?;
    }
    Ok(())
}

/// Somebody of the team wants a struggle shown in the digest, or agrees to it; who asked can't agree themselves. Tells whether anything changed.
///
/// # Errors
/// When the database refuses.
pub async fn show(db: &Db, workspace: &WorkspaceId, team: &TeamId, line: &str, by: &PersonId) -> Result<bool> {
    let update = sql(
        "UPDATE card_line SET shown_agreed_by = CASE WHEN shown_asked_by IS NULL OR shown_asked_by = $4 THEN shown_agreed_by ELSE $4 END, \
                      shown_asked_by = COALESCE(shown_asked_by, $4) WHERE workspace_id = $1 AND team_id = $2 AND id = $3 AND kind = 'struggle' \
                      AND shown_agreed_by IS NULL AND (shown_asked_by IS NULL OR shown_asked_by <> $4)",
    );
    Ok(db.execute(update.bind(workspace.as_str()).bind(team.as_str()).bind(line).bind(by.as_str())).await? == 1)
}

/// A struggle is not shown (any more): one member's word is enough.
///
/// # Errors
/// When the database refuses.
pub async fn hide(db: &Db, workspace: &WorkspaceId, team: &TeamId, line: &str) -> Result<()> {
    let update =
        sql("UPDATE card_line SET shown_asked_by = NULL, shown_agreed_by = NULL WHERE workspace_id = $1 AND team_id = $2 AND id = $3");
    db.execute(update.bind(workspace.as_str()).bind(team.as_str()).bind(line)).await?;
    Ok(())
}
