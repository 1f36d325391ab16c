//! Nudges: the rows of each member's weekly plan, from planning to what the member answered.

use std::collections::BTreeMap;

use super::db::{Arg, Db, Error, Result, Sql, Tx, sql};
use super::rows::{text, word};
use crate::domain::day::{Day, Millis, Week};
use crate::domain::draw::{Drawn, Lines, Used};
use crate::domain::ids::{MessageId, NudgeId, PersonId, TeamId, WorkspaceId};
use crate::domain::nudge::{Nudge, NudgeAnswer, NudgeState, Reason, SmallAct};

#[derive(sqlx::FromRow)]
struct NudgeRow {
    id: String,
    member_id: String,
    week: i64,
    rank: i64,
    state: String,
    contact_id: String,
    contact_team: Option<String>,
    reason: String,
    reason_on: i64,
    small_act: String,
    take: i64,
    struggle_id: Option<String>,
    offer_id: Option<String>,
    score: f64,
    message_id: String,
    answer: Option<String>,
}

impl NudgeRow {
    fn nudge(self) -> Result<(Nudge, MessageId)> {
        let nudge = Nudge {
            id: self.id.into(),
            member: self.member_id.into(),
            week: Week(self.week),
            rank: self.rank,
            state: NudgeState::parse(&self.state),
            contact: self.contact_id.into(),
            contact_team: self.contact_team.map(TeamId::from),
            reason: word(Reason::parse(&self.reason), "nudge.reason")?,
            reason_on: Day(self.reason_on),
            small_act: word(SmallAct::parse(&self.small_act), "nudge.small_act")?,
            take: self.take,
            lines: self.struggle_id.zip(self.offer_id).map(|(struggle, offer)| Lines { struggle, offer }),
            score: self.score,
            answer: self.answer.map(|answer| NudgeAnswer::parse(&answer).ok_or(Error::Corrupt("nudge.answer"))).transpose()?,
        };
        Ok((nudge, self.message_id.into()))
    }
}

macro_rules! columns {
    ($rest:literal) => {
        sql(concat!(
            "SELECT id, member_id, week, rank, state, contact_id, contact_team, reason, reason_on, small_act, take, struggle_id, offer_id, \
             score, message_id, answer FROM nudge WHERE workspace_id = $1",
            $rest
        ))
    };
}

/// Writes nudges of plans, each with the message that it belongs to.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, workspace: &WorkspaceId, nudges: &[(Nudge, MessageId)]) -> Result<()> {
    if nudges.is_empty() {
        return Ok(());
    }
    let row = |(nudge, message): &(Nudge, MessageId)| -> Vec<Arg> {
        vec![
            workspace.as_str().into(),
            nudge.id.as_str().into(),
            nudge.member.as_str().into(),
            nudge.week.0.into(),
            nudge.rank.into(),
            nudge.state.as_str().into(),
            nudge.contact.as_str().into(),
            text(nudge.contact_team.as_ref().map(TeamId::as_str)),
            nudge.reason.as_str().into(),
            nudge.reason_on.0.into(),
            nudge.small_act.as_str().into(),
            nudge.score.into(),
            message.as_str().into(),
        ]
    };
    let insert =
        sql("INSERT INTO nudge (workspace_id, id, member_id, week, rank, state, contact_id, contact_team, reason, reason_on, small_act, \
                      score, message_id) VALUES ")
        .rows(nudges.iter().map(row))
        .push(" ON CONFLICT DO NOTHING");
    tx.execute(insert).await?;
    Ok(())
}

/// The nudges that belong to a message, by rank.
///
/// # Errors
/// When the database refuses or a row can't be read.
pub async fn of_message(db: &Db, workspace: &WorkspaceId, message: &MessageId) -> Result<Vec<Nudge>> {
    let rows: Vec<NudgeRow> =
        db.all(columns!(" AND message_id = $2 ORDER BY rank, id").bind(workspace.as_str()).bind(message.as_str())).await?;
    rows.into_iter().map(|row| row.nudge().map(|(nudge, _)| nudge)).collect()
}

/// All nudges of a member's, with the messages they belong to.
///
/// # Errors
/// When the database refuses or a row can't be read.
pub async fn of_member(db: &Db, workspace: &WorkspaceId, member: &PersonId) -> Result<Vec<(Nudge, MessageId)>> {
    let select = columns!(" AND member_id = $2 ORDER BY week DESC, rank, id").bind(workspace.as_str()).bind(member.as_str());
    let rows: Vec<NudgeRow> = db.all(select).await?;
    rows.into_iter().map(NudgeRow::nudge).collect()
}

/// One nudge of a member's, with the message it belongs to.
///
/// # Errors
/// When the database refuses or the row can't be read.
pub async fn by_id(db: &Db, workspace: &WorkspaceId, member: &PersonId, id: &NudgeId) -> Result<Option<(Nudge, MessageId)>> {
    let select = columns!(" AND member_id = $2 AND id = $3").bind(workspace.as_str()).bind(member.as_str()).bind(id.as_str());
    let row: Option<NudgeRow> = db.one(select).await?;
    row.map(NudgeRow::nudge).transpose()
}

#[derive(sqlx::FromRow)]
struct CountRow {
    person_id: String,
    n: i64,
}

/// How many nudges of `week` point at each contact already, over all members.
///
/// # Errors
/// When the database refuses.
pub async fn pointing(db: &Db, workspace: &WorkspaceId, week: Week) -> Result<BTreeMap<PersonId, i64>> {
    let select = sql("SELECT contact_id AS person_id, COUNT(*) AS n FROM nudge WHERE workspace_id = $1 AND week = $2 \
                      AND state IN ('chosen', 'sent') GROUP BY contact_id");
    let rows: Vec<CountRow> = db.all(select.bind(workspace.as_str()).bind(week.0)).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), row.n)).collect())
}

fn pointing_at_some(workspace: &WorkspaceId, week: Week, contacts: &[PersonId]) -> Sql {
    sql("SELECT contact_id AS person_id, COUNT(*) AS n FROM nudge WHERE workspace_id = $1 AND week = $2 AND state IN ('chosen', 'sent') \
         AND contact_id IN ")
    .bind(workspace.as_str())
    .bind(week.0)
    .list(contacts.iter().map(PersonId::as_str))
    .push(" GROUP BY contact_id")
}

/// How many nudges of `week` point at each of these contacts already, over all members; none where it is not among them.
///
/// # Errors
/// When the database refuses.
pub async fn pointing_among(db: &Db, workspace: &WorkspaceId, week: Week, contacts: &[PersonId]) -> Result<BTreeMap<PersonId, i64>> {
    if contacts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<CountRow> = db.all(pointing_at_some(workspace, week, contacts)).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), row.n)).collect())
}

/// The same inside the transaction that adds some.
///
/// # Errors
/// When the database refuses.
pub async fn pointing_in(tx: &mut Tx, workspace: &WorkspaceId, week: Week, contacts: &[PersonId]) -> Result<BTreeMap<PersonId, i64>> {
    if contacts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<CountRow> = tx.all(pointing_at_some(workspace, week, contacts)).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), row.n)).collect())
}

/// How many nudges of `week` point at one contact, inside the transaction that may add one.
///
/// # Errors
/// When the database refuses.
pub async fn pointing_at(tx: &mut Tx, workspace: &WorkspaceId, week: Week, contact: &PersonId) -> Result<i64> {
    let select = sql("SELECT contact_id AS person_id, COUNT(*) AS n FROM nudge WHERE workspace_id = $1 AND week = $2 AND contact_id = $3 \
                      AND state IN ('chosen', 'sent') GROUP BY contact_id");
    let row: Option<CountRow> = tx.one(select.bind(workspace.as_str()).bind(week.0).bind(contact.as_str())).await?;
    Ok(row.map_or(0, |row| row.n))
}

#[derive(sqlx::FromRow)]
struct ToldRow {
    member_id: String,
    week: i64,
    rank: i64,
    contact_id: String,
    reason: String,
}

/// What a member was told about somebody. Ordered by when they read it: later weeks are greater, and in one week what stood further down.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// In which week.
    pub week: Week,
    /// At which place of the reminder.
    pub rank: i64,
    /// About whom.
    pub contact: PersonId,
    /// Why.
    pub reason: Reason,
}

/// Hands over what each member was told from `since` on, in no order: a database would sort more slowly than whoever gets it. A reason that nobody
/// knows is left out.
///
/// # Errors
/// When the database refuses, or a reason could not be read: then all others were handed over.
pub async fn told_since(db: &Db, workspace: &WorkspaceId, since: Week, take: impl FnMut(PersonId, Told) + Send) -> Result<()> {
    let select =
        sql("SELECT member_id, week, rank, contact_id, reason FROM nudge WHERE workspace_id = $1 AND week >= $2 AND state = 'sent'");
    told(db, select.bind(workspace.as_str()).bind(since.0), take).await
}

/// The same of one member.
///
/// # Errors
/// As above.
pub async fn told_to(
    db: &Db,
    workspace: &WorkspaceId,
    member: &PersonId,
    since: Week,
    take: impl FnMut(PersonId, Told) + Send,
) -> Result<()> {
    let select = sql("SELECT member_id, week, rank, contact_id, reason FROM nudge \
                      WHERE workspace_id = $1 AND member_id = $2 AND week >= $3 AND state = 'sent'");
    told(db, select.bind(workspace.as_str()).bind(member.as_str()).bind(since.0), take).await
}

async fn told(db: &Db, select: Sql, mut take: impl FnMut(PersonId, Told) + Send) -> Result<()> {
    let mut unread = 0;
    let each = |row: ToldRow| match Reason::parse(&row.reason) {
        Some(reason) => take(row.member_id.into(), Told { week: Week(row.week), rank: row.rank, contact: row.contact_id.into(), reason }),
        None => unread += 1,
    };
    db.each(select, each).await?;
    if unread > 0 { Err(Error::Corrupt("nudge.reason")) } else { Ok(()) }
}

#[derive(sqlx::FromRow)]
struct UsedRow {
    contact_id: String,
    small_act: String,
    take: i64,
    struggle_id: Option<String>,
}

/// The small acts that were sent to one member last, newest first.
///
/// # Errors
/// When the database refuses or a row can't be read.
pub async fn used_lately(db: &Db, workspace: &WorkspaceId, member: &PersonId, most: usize) -> Result<Vec<Used>> {
    let select = sql("SELECT contact_id, small_act, take, struggle_id FROM nudge WHERE workspace_id = $1 AND member_id = $2 \
                      AND state = 'sent' ORDER BY week DESC, rank DESC, id DESC LIMIT $3");
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows: Vec<UsedRow> = db.all(select.bind(workspace.as_str()).bind(member.as_str()).bind(most)).await?;
    let used = |row: UsedRow| {
        let act = word(SmallAct::parse(&row.small_act), "nudge.small_act")?;
        Ok(Used { contact: row.contact_id.into(), act, take: row.take, struggle: row.struggle_id })
    };
    rows.into_iter().map(used).collect()
}

/// Gives a nudge the small act that was drawn for it.
///
/// # Errors
/// When the database refuses.
pub async fn set_small_act(tx: &mut Tx, workspace: &WorkspaceId, id: &NudgeId, drawn: &Drawn) -> Result<()> {
    let update = sql("UPDATE nudge SET small_act = $1, take = $2, struggle_id = $3, offer_id = $4 WHERE workspace_id = $5 AND id = $6")
        .bind(drawn.act.as_str())
        .bind(drawn.take)
        .bind(text(drawn.lines.as_ref().map(|lines| lines.struggle.as_str())))
        .bind(text(drawn.lines.as_ref().map(|lines| lines.offer.as_str())))
        .bind(workspace.as_str())
        .bind(id.as_str());
    tx.execute(update).await?;
    Ok(())
}

/// Takes an answer back. Tells whether the nudge had this one.
///
/// # Errors
/// When the database refuses.
pub async fn unanswer(tx: &mut Tx, workspace: &WorkspaceId, id: &NudgeId, answer: NudgeAnswer) -> Result<bool> {
    let update = sql("UPDATE nudge SET answer = NULL, answered_at = NULL WHERE workspace_id = $1 AND id = $2 AND answer = $3");
    Ok(tx.execute(update.bind(workspace.as_str()).bind(id.as_str()).bind(answer.as_str())).await? == 1)
}

/// Takes back what was planned for these members for `week` and still waits for its first attempt: they are planned anew.
///
/// # Errors
/// When the database refuses.
pub async fn unplan(db: &Db, workspace: &WorkspaceId, week: Week, members: &[PersonId]) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let delete = sql("DELETE FROM nudge WHERE workspace_id = $1 AND week = $2 AND state IN ('chosen', 'reserve') AND member_id IN ")
        .bind(workspace.as_str())
        .bind(week.0)
        .list(members.iter().map(PersonId::as_str))
        .push(
            " AND EXISTS (SELECT 1 FROM outbox AS o WHERE o.workspace_id = nudge.workspace_id AND o.id = nudge.message_id \
               AND o.state = 'queued' AND o.attempt = 0)",
        );
    db.execute(delete).await?;
    Ok(())
}

/// Moves one nudge to another state.
///
/// # Errors
/// When the database refuses.
pub async fn set_state(tx: &mut Tx, workspace: &WorkspaceId, id: &NudgeId, state: NudgeState) -> Result<()> {
    let update = sql("UPDATE nudge SET state = $1 WHERE workspace_id = $2 AND id = $3");
    tx.execute(update.bind(state.as_str()).bind(workspace.as_str()).bind(id.as_str())).await?;
    Ok(())
}

/// Makes the chosen nudges of a message sent ones, and withdraws its reserves.
///
/// # Errors
/// When the database refuses.
pub async fn sent(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId) -> Result<()> {
    let update = sql("UPDATE nudge SET state = CASE WHEN state = 'chosen' THEN 'sent' ELSE 'withdrawn' END \
                      WHERE workspace_id = $1 AND message_id = $2 AND state IN ('chosen', 'reserve')");
    tx.execute(update.bind(workspace.as_str()).bind(message.as_str())).await?;
    Ok(())
}

/// Withdraws the nudges of a message that will not be sent, so that they no longer count against anybody's cap.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, workspace: &WorkspaceId, message: &MessageId) -> Result<()> {
    let update = sql("UPDATE nudge SET state = 'withdrawn' WHERE workspace_id = $1 AND message_id = $2 AND state IN ('chosen', 'reserve')");
    tx.execute(update.bind(workspace.as_str()).bind(message.as_str())).await?;
    Ok(())
}

/// Notes what a member pressed under a nudge that was sent. The first answer stands; tells whether this is it.
///
/// # Errors
/// When the database refuses.
pub async fn answer(tx: &mut Tx, workspace: &WorkspaceId, id: &NudgeId, answer: NudgeAnswer, at: Millis) -> Result<bool> {
    let update = sql(
        "UPDATE nudge SET answer = $1, answered_at = $2 WHERE workspace_id = $3 AND id = $4 AND answer IS NULL AND state IN ('chosen', 'sent')",
    );
    Ok(tx.execute(update.bind(answer.as_str()).bind(at.0).bind(workspace.as_str()).bind(id.as_str())).await? == 1)
}
