//! Introductions that reminders suggested: one to a message at most, with the two lines of the cards that meet, sealed.

use super::db::{Db, Result, Tx, sql};
use super::{Store, seal};
use crate::domain::card::Meeting;
use crate::domain::day::Millis;
use crate::domain::ids::{MessageId, PersonId, TeamId, WorkspaceId};

/// What the lines of cards are sealed for here.
const LINE: &str = "introduction_suggestion.line";

/// A suggestion: the member knows both, and the first one's team struggles with what the second one's can help with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// Of the team that struggles.
    pub a: PersonId,
    /// Of the team that can help.
    pub b: PersonId,
    /// The team that struggles.
    pub a_team: TeamId,
    /// The team that can help.
    pub b_team: TeamId,
    /// The two lines.
    pub meeting: Meeting,
    /// What the member said to it: whether they proposed it.
    pub answer: Option<bool>,
}

#[derive(sqlx::FromRow)]
struct Row {
    a_id: String,
    b_id: String,
    a_team: String,
    b_team: String,
    struggle_sealed: Vec<u8>,
    offer_sealed: Vec<u8>,
    answer: Option<String>,
}

/// Before the first word of an answer's column: that the member proposed it.
const INTRODUCED: &str = "introduced";

/// The suggestion in a member's message.
///
/// # Errors
/// When the database refuses or a line can't be opened.
pub async fn of_message(store: &Store, workspace: &WorkspaceId, member: &PersonId, message: &MessageId) -> Result<Option<Suggested>> {
    let select = sql("SELECT a_id, b_id, a_team, b_team, struggle_sealed, offer_sealed, answer FROM introduction_suggestion \
                      WHERE workspace_id = $1 AND member_id = $2 AND message_id = $3");
    let row: Option<Row> = store.db.one(select.bind(workspace.as_str()).bind(member.as_str()).bind(message.as_str())).await?;
    row.map(|row| {
        Ok(Suggested {
            meeting: Meeting { struggle: store.unseal(LINE, &row.struggle_sealed)?, offer: store.unseal(LINE, &row.offer_sealed)? },
            a: row.a_id.into(),
            b: row.b_id.into(),
            a_team: row.a_team.into(),
            b_team: row.b_team.into(),
            answer: row.answer.map(|answer| answer == INTRODUCED),
        })
    })
    .transpose()
}

/// Puts a suggestion into a message that is about to be sent, or takes out the one of an earlier attempt.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    store: &Store,
    tx: &mut Tx,
    (workspace, member, message): (&WorkspaceId, &PersonId, &MessageId),
    suggested: Option<&Suggested>,
    at: Millis,
) -> Result<()> {
    let delete = sql("DELETE FROM introduction_suggestion WHERE workspace_id = $1 AND message_id = $2");
    tx.execute(delete.bind(workspace.as_str()).bind(message.as_str())).await?;
    let Some(one) = suggested else { return Ok(()) };
    let insert = sql("INSERT INTO introduction_suggestion (workspace_id, message_id, member_id, a_id, b_id, a_team, b_team, struggle_sealed, offer_sealed, \
                      suggested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(workspace.as_str())
    .bind(message.as_str())
    .bind(member.as_str())
    .bind(one.a.as_str())
    .bind(one.b.as_str())
    .bind(one.a_team.as_str())
    .bind(one.b_team.as_str())
    .bind(seal(&store.vault, LINE, &one.meeting.struggle)?)
    .bind(seal(&store.vault, LINE, &one.meeting.offer)?)
    .bind(at.0);
    tx.execute(insert).await?;
    Ok(())
}

/// Notes what the member said to the suggestion in a message; the first word stands.
///
/// # Errors
/// When the database refuses.
pub async fn answer(db: &Db, workspace: &WorkspaceId, member: &PersonId, message: &MessageId, introduced: bool) -> Result<()> {
    let update = sql(
        "UPDATE introduction_suggestion SET answer = $4 WHERE workspace_id = $1 AND member_id = $2 AND message_id = $3 AND answer IS NULL",
    );
    let word = if introduced { INTRODUCED } else { "not_now" };
    db.execute(update.bind(workspace.as_str()).bind(member.as_str()).bind(message.as_str()).bind(word)).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Pair {
    a_id: String,
    b_id: String,
    at: i64,
}

/// Pairs that reminders suggested to a member, and that the member proposed unasked, with when; the suggestion in `message` is left out.
///
/// # Errors
/// When the database refuses.
pub async fn pairs_known(
    db: &Db,
    workspace: &WorkspaceId,
    member: &PersonId,
    message: &MessageId,
) -> Result<(Vec<(PersonId, PersonId)>, Option<Millis>)> {
    let select = sql(
        "SELECT s.a_id, s.b_id, s.suggested_at AS at FROM introduction_suggestion AS s JOIN outbox AS o ON o.workspace_id = s.workspace_id \
                      AND o.id = s.message_id AND o.state = 'sent' WHERE s.workspace_id = $1 AND s.member_id = $2 AND s.message_id <> $3",
    );
    let suggested: Vec<Pair> = db.all(select.bind(workspace.as_str()).bind(member.as_str()).bind(message.as_str())).await?;
    let last = suggested.iter().map(|pair| Millis(pair.at)).max();
    let select = sql("SELECT a_id, b_id, proposed_at AS at FROM introduction WHERE workspace_id = $1 AND broker_id = $2");
    let proposed: Vec<Pair> = db.all(select.bind(workspace.as_str()).bind(member.as_str())).await?;
    let pairs = suggested.into_iter().chain(proposed).map(|pair| (pair.a_id.into(), pair.b_id.into()));
    Ok((pairs.collect(), last))
}

#[derive(sqlx::FromRow)]
struct OpenedRow {
    broker_id: String,
    a_id: String,
    b_id: String,
    opened_at: i64,
}

/// Hands over conversations that were opened: who proposed it, the two, and when; oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn all_opened(db: &Db, workspace: &WorkspaceId, mut take: impl FnMut(&PersonId, &[PersonId; 2], Millis) + Send) -> Result<()> {
    let select = sql("SELECT broker_id, a_id, b_id, opened_at FROM introduction WHERE workspace_id = $1 AND opened_at IS NOT NULL \
                      ORDER BY opened_at, id");
    let each = |row: OpenedRow| {
        let (broker, two, at) = opened(row);
        take(&broker, &two, at);
    };
    db.each(select.bind(workspace.as_str()), each).await
}

/// The same where this person took part, as a list.
///
/// # Errors
/// When the database refuses.
pub async fn opened_with(db: &Db, workspace: &WorkspaceId, person: &PersonId) -> Result<Vec<(PersonId, [PersonId; 2], Millis)>> {
    let select = sql("SELECT broker_id, a_id, b_id, opened_at FROM introduction WHERE workspace_id = $1 AND opened_at IS NOT NULL \
                      AND (broker_id = $2 OR a_id = $2 OR b_id = $2) ORDER BY opened_at, id");
    let rows: Vec<OpenedRow> = db.all(select.bind(workspace.as_str()).bind(person.as_str())).await?;
    Ok(rows.into_iter().map(opened).collect())
}

fn opened(row: OpenedRow) -> (PersonId, [PersonId; 2], Millis) {
    (row.broker_id.into(), [row.a_id.into(), row.b_id.into()], Millis(row.opened_at))
}
