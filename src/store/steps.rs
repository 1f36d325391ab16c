//! First steps and last notes: what a message carries when it names nobody. One a message at most.

use super::db::{Db, Result, Tx, sql};
use super::rows::{text, word};
use crate::domain::day::Millis;
use crate::domain::ids::{MessageId, PersonId, TeamId, WorkspaceId};
use crate::domain::step::{Step, StepAnswer, StepKind};

#[derive(sqlx::FromRow)]
struct StepRow {
    message_id: String,
    kind: String,
    team_id: Option<String>,
    answer: Option<String>,
}

/// Puts a step into a message, instead of one that an earlier attempt put there.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, workspace: &WorkspaceId, member: &PersonId, step: &Step) -> Result<()> {
    let upsert = sql("INSERT INTO step (workspace_id, message_id, member_id, kind, team_id) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (workspace_id, message_id) DO UPDATE SET kind = excluded.kind, team_id = excluded.team_id")
    .bind(workspace.as_str())
    .bind(step.message.as_str())
    .bind(member.as_str())
    .bind(step.kind.as_str())
    .bind(text(step.team.as_ref().map(TeamId::as_str)));
    tx.execute(upsert).await?;
    Ok(())
}

/// Takes what an earlier attempt put into a message out again.
///
/// # Errors
/// When the database refuses.
pub async fn take_out(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId) -> Result<()> {
    let delete = sql("DELETE FROM step WHERE workspace_id = $1 AND message_id = $2");
    tx.execute(delete.bind(workspace.as_str()).bind(message.as_str())).await?;
    Ok(())
}

/// The step of a message, if it has one.
///
/// # Errors
/// When the database refuses or the row can't be read.
pub async fn of_message(db: &Db, workspace: &WorkspaceId, message: &MessageId) -> Result<Option<Step>> {
    let select = sql("SELECT message_id, kind, team_id, answer FROM step WHERE workspace_id = $1 AND message_id = $2");
    let row: Option<StepRow> = db.one(select.bind(workspace.as_str()).bind(message.as_str())).await?;
    row.map(|row| {
        Ok(Step {
            message: row.message_id.into(),
            kind: word(StepKind::parse(&row.kind), "step.kind")?,
            team: row.team_id.map(TeamId::from),
            answer: row.answer.map(|answer| word(StepAnswer::parse(&answer), "step.answer")).transpose()?,
        })
    })
    .transpose()
}

#[derive(sqlx::FromRow)]
struct KindRow {
    kind: String,
}

/// The kinds of first steps that a member was ever sent towards this team, or towards none.
///
/// # Errors
/// When the database refuses or a row can't be read.
pub async fn given(db: &Db, workspace: &WorkspaceId, member: &PersonId, team: Option<&TeamId>) -> Result<Vec<StepKind>> {
    let select = sql("SELECT DISTINCT s.kind FROM step AS s JOIN outbox AS o ON o.workspace_id = s.workspace_id AND o.id = s.message_id \
                      WHERE s.workspace_id = $1 AND s.member_id = $2 AND COALESCE(s.team_id, '') = $3 AND o.state = 'sent'");
    let team = team.map_or("", TeamId::as_str);
    let rows: Vec<KindRow> = db.all(select.bind(workspace.as_str()).bind(member.as_str()).bind(team)).await?;
    rows.into_iter().map(|row| word(StepKind::parse(&row.kind), "step.kind")).collect()
}

/// Notes what a member pressed under a step of theirs. The first answer stands; tells whether this is it.
///
/// # Errors
/// When the database refuses.
pub async fn answer(
    db: &Db,
    workspace: &WorkspaceId,
    member: &PersonId,
    message: &MessageId,
    answer: StepAnswer,
    at: Millis,
) -> Result<bool> {
    let update = sql("UPDATE step SET answer = $1, answered_at = $2 WHERE workspace_id = $3 AND message_id = $4 AND member_id = $5 \
                      AND answer IS NULL")
    .bind(answer.as_str())
    .bind(at.0)
    .bind(workspace.as_str())
    .bind(message.as_str())
    .bind(member.as_str());
    Ok(db.execute(update).await? == 1)
}
