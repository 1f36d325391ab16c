//! The outbox: messages on their way to Slack, and each move between their states.
//!
//! Every move names the state and the attempt it starts from, so a worker that was given up for dead can't move what another one took over.

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use super::rows::{instant, word};
use super::{Error, Store, seal, unseal};
use crate::domain::day::Millis;
use crate::domain::delivery::{Event, LEASE_MS, LOOK_FIRST_AFTER_MS, State, TAKE_OVER_AFTER_MS};
use crate::domain::ids::{ChannelId, MessageId, PersonId, WorkspaceId};
use crate::domain::message::{Message, Stored};

/// What a waiting message is sealed for.
pub(super) const MESSAGE: &str = "outbox.message";

/// A message on its way.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where.
    pub workspace: WorkspaceId,
    /// Our id.
    pub id: MessageId,
    /// Whose DM it goes to.
    pub recipient: PersonId,
    /// What it says.
    pub message: Message,
    /// Where it stands.
    pub state: State,
    /// When it is due; for one in doubt, when to look next.
    pub due_at: Millis,
    /// After this it is dropped.
    pub expires_at: Millis,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// Until when the call under way may have been made.
    pub deadline_at: Option<Millis>,
    /// The last message of the conversation before the call.
    pub baseline_ts: Option<String>,
    /// Looks in a row that showed nothing.
    pub looks: i64,
    /// The DM, once opened.
    pub channel: Option<ChannelId>,
    /// Slack's time stamp, once sent.
    pub message_ts: Option<String>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    workspace_id: String,
    id: String,
    recipient_id: String,
    message_sealed: Vec<u8>,
    state: String,
    due_at: i64,
    expires_at: i64,
    attempt: i64,
    deadline_at: Option<i64>,
    baseline_ts: Option<String>,
    looks: i64,
    channel_id: Option<String>,
    message_ts: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Known {
    id: String,
}

/// The columns that [`Row`] is read from.
macro_rules! columns {
    () => {
        "workspace_id, id, recipient_id, message_sealed, state, due_at, expires_at, attempt, deadline_at, baseline_ts, looks, channel_id, message_ts"
    };
}

pub(super) use columns;

fn delivery(store: &Store, row: Row) -> Result<Delivery> {
    let plain = unseal(&store.vault, MESSAGE, &row.message_sealed)?;
    let Stored::V1(message) = serde_json::from_str(&plain).map_err(|_| Error::Corrupt("a waiting message of an unknown form"))?;
    Ok(Delivery {
        workspace: row.workspace_id.into(),
        id: row.id.into(),
        recipient: row.recipient_id.into(),
        message,
        state: word(State::parse(&row.state), "outbox.state")?,
        due_at: Millis(row.due_at),
        expires_at: Millis(row.expires_at),
        attempt: row.attempt,
        deadline_at: instant(row.deadline_at),
        baseline_ts: row.baseline_ts,
        looks: row.looks,
        channel: row.channel_id.map(ChannelId::from),
        message_ts: row.message_ts,
    })
}

/// A message to be put into the outbox.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Our id.
    pub id: MessageId,
    /// What may exist once in this workspace, ever.
    pub dedup_key: String,
    /// Whose DM it goes to.
    pub recipient: PersonId,
    /// What it says.
    pub message: Message,
    /// When it is due.
    pub due_at: Millis,
    /// After this it is dropped.
    pub expires_at: Millis,
}

/// Puts a message into the outbox, unless its key was ever used. Tells whether it was put in.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(store: &Store, tx: &mut Tx, workspace: &WorkspaceId, new: &NewDelivery, at: Millis) -> Result<bool> {
    let plain = serde_json::to_string(&Stored::V1(new.message.clone())).map_err(|_| Error::Corrupt("a message that can't be written"))?;
    let insert =
        sql("INSERT INTO outbox (workspace_id, id, dedup_key, kind, recipient_id, message_sealed, state, due_at, expires_at, created_at) \
                      VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9) ON CONFLICT (workspace_id, dedup_key) DO NOTHING")
        .bind(workspace.as_str())
        .bind(new.id.as_str())
        .bind(&new.dedup_key)
        .bind(new.message.kind())
        .bind(new.recipient.as_str())
        .bind(seal(&store.vault, MESSAGE, &plain)?)
        .bind(new.due_at.0)
        .bind(new.expires_at.0)
        .bind(at.0);
    Ok(tx.execute(insert).await? == 1)
}

macro_rules! claim {
    ($lock:literal) => {
        claim!("", $lock)
    };
    ($only:literal, $lock:literal) => {
        concat!(
            // MATERIALIZED, so that the limit holds whatever the plan. The first waiting message of each conversation, where none is under way.
            // A reminder whose member is to be planned anew waits for that: the schedule is at it within seconds.
            "WITH due AS MATERIALIZED (SELECT o.workspace_id, o.id FROM outbox AS o WHERE o.state = 'queued' AND o.due_at <= $1",
            $only,
            " AND NOT (o.attempt = 0 AND o.kind = 'reminder' AND EXISTS (SELECT 1 FROM member AS m WHERE m.workspace_id = o.workspace_id \
             AND m.person_id = o.recipient_id AND m.planned_week IS NULL AND m.left_at IS NULL)) \
             AND NOT EXISTS (SELECT 1 FROM outbox AS p WHERE p.workspace_id = o.workspace_id AND p.recipient_id = o.recipient_id \
             AND (p.state IN ('leased', 'sending', 'in_doubt') \
             OR (p.state = 'queued' AND (p.due_at < o.due_at OR (p.due_at = o.due_at AND p.id < o.id))))) \
             ORDER BY o.due_at, o.id LIMIT $3",
            $lock,
            ") UPDATE outbox SET state = 'leased', lease_until = $2, attempt = attempt + 1 FROM due \
             WHERE outbox.workspace_id = due.workspace_id AND outbox.id = due.id RETURNING ",
            "outbox.workspace_id, outbox.id, recipient_id, message_sealed, state, due_at, expires_at, attempt, deadline_at, baseline_ts, looks, \
             channel_id, message_ts"
        )
    };
}

/// Leases up to `max` messages that are due, one a conversation.
///
/// # Errors
/// When the database refuses or a message can't be opened.
pub async fn lease(store: &Store, now: Millis, max: i64) -> Result<Vec<Delivery>> {
    let claim = sql(claim!("")).on_postgres(claim!(" FOR UPDATE SKIP LOCKED")).bind(now.0).bind(now.0 + LEASE_MS).bind(max);
    let mut tx = store.db.begin().await?;
    let mut rows: Vec<Row> = tx.all(claim).await?;
    tx.commit().await?;
    rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
    readable(store, rows).await
}

/// The same of one kind in one workspace, to one recipient where one is named.
///
/// # Errors
/// When the database refuses or a message can't be opened.
pub async fn lease_only(
    store: &Store,
    (workspace, kind, to): (&WorkspaceId, &str, Option<&PersonId>),
    now: Millis,
    max: i64,
) -> Result<Vec<Delivery>> {
    let claim = sql(claim!(" AND o.workspace_id = $4 AND o.kind = $5 AND ($6 = '' OR o.recipient_id = $6)", ""))
        .on_postgres(claim!(" AND o.workspace_id = $4 AND o.kind = $5 AND ($6 = '' OR o.recipient_id = $6)", " FOR UPDATE SKIP LOCKED"));
    let claim = claim.bind(now.0).bind(now.0 + LEASE_MS).bind(max).bind(workspace.as_str()).bind(kind);
    let mut tx = store.db.begin().await?;
    let mut rows: Vec<Row> = tx.all(claim.bind(to.map_or("", PersonId::as_str))).await?;
    tx.commit().await?;
    rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
    readable(store, rows).await
}

/// The deliveries that can be read; the others are held, so that one row never stops the rest.
pub(super) async fn readable(store: &Store, rows: Vec<Row>) -> Result<Vec<Delivery>> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let (workspace, id) = (row.workspace_id.clone(), row.id.clone());
        match delivery(store, row) {
            Ok(delivery) => found.push(delivery),
            Err(error) => {
                tracing::error!(message = id, %error, "a waiting message can't be read and is held");
                let hold = sql("UPDATE outbox SET state = 'held', cause = 'unreadable' WHERE workspace_id = $1 AND id = $2");
                store.db.execute(hold.bind(&workspace).bind(&id)).await?;
            }
        }
    }
    Ok(found)
}

/// Takes over from workers that died: a lease that ran out before any call waits again; a call whose outcome nobody noted is in doubt, to be
/// looked at once Slack can't be at it any more.
///
/// # Errors
/// When the database refuses.
pub async fn take_over(db: &Db, now: Millis) -> Result<u64> {
    let late = now.0 - TAKE_OVER_AFTER_MS;
    let requeue = sql("UPDATE outbox SET state = 'queued', cause = 'lease ran out' WHERE state = 'leased' AND lease_until <= $1");
    let doubt = sql("UPDATE outbox SET state = 'in_doubt', looks = 0, due_at = COALESCE(deadline_at, $2) + $3, cause = 'worker died' \
                     WHERE state = 'sending' AND lease_until <= $1");
    let moved = db.execute(requeue.bind(late)).await?;
    Ok(moved + db.execute(doubt.bind(late).bind(now.0).bind(LOOK_FIRST_AFTER_MS)).await?)
}

pub(super) fn step(text: &'static str, delivery: &Delivery) -> Sql {
    sql(text).bind(delivery.workspace.as_str()).bind(delivery.id.as_str()).bind(delivery.attempt)
}

/// The end of a move's condition: the states from which the state machine allows one of `events`.
fn from_states(update: Sql, events: &[Event]) -> Sql {
    let allowed = State::ALL.into_iter().filter(|state| events.iter().any(|event| state.on(*event).is_ok()));
    update.push(" AND state IN ").list(allowed.map(State::as_str))
}

/// Leased to sending, committed before a byte leaves. Tells whether the lease still held.
///
/// # Errors
/// When the database refuses.
pub async fn call_begins(db: &Db, delivery: &Delivery, channel: &ChannelId, baseline_ts: Option<&str>, deadline: Millis) -> Result<bool> {
    let update = step(
        "UPDATE outbox SET state = 'sending', channel_id = $4, baseline_ts = $5, deadline_at = $6 WHERE workspace_id = $1 AND id = $2 AND attempt = $3",
        delivery,
    );
    let update = update.bind(channel.as_str()).bind(baseline_ts).bind(deadline.0);
    Ok(db.execute(from_states(update, &[Event::CallBegins])).await? == 1)
}

/// Whether this lease still holds, inside a transaction that acts on it. On PostgreSQL the row is locked until that transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn still_leased(tx: &mut Tx, delivery: &Delivery) -> Result<bool> {
    let hold =
        step("UPDATE outbox SET state = 'leased' WHERE workspace_id = $1 AND id = $2 AND attempt = $3 AND state = 'leased'", delivery);
    Ok(tx.execute(hold).await? == 1)
}

/// Sending, in doubt or held to sent.
///
/// # Errors
/// When the database refuses.
pub async fn sent(tx: &mut Tx, delivery: &Delivery, message_ts: &str, at: Millis) -> Result<bool> {
    let update = step(
        "UPDATE outbox SET state = 'sent', message_ts = $4, settled_at = $5, cause = NULL WHERE workspace_id = $1 AND id = $2 AND attempt = $3",
        delivery,
    );
    let moved = tx.execute(from_states(update.bind(message_ts).bind(at.0), &[Event::Accepted, Event::SeenThere])).await? == 1;
    if moved {
        super::redactions::arrived(tx, &delivery.workspace, &delivery.id, at).await?;
    }
    Ok(moved)
}

/// Whether a message of this recipient is known under this time stamp.
///
/// # Errors
/// When the database refuses.
pub async fn is_known(db: &Db, workspace: &WorkspaceId, recipient: &PersonId, message_ts: &str) -> Result<bool> {
    let select = sql("SELECT id FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND message_ts = $3 LIMIT 1");
    let row: Option<Known> = db.one(select.bind(workspace.as_str()).bind(recipient.as_str()).bind(message_ts)).await?;
    Ok(row.is_some_and(|row| !row.id.is_empty()))
}

/// Back to waiting: Slack didn't take it, or two looks showed that it never arrived.
///
/// # Errors
/// When the database refuses.
pub async fn again(db: &Db, delivery: &Delivery, due_at: Millis, cause: &str) -> Result<bool> {
    let update = step(
        "UPDATE outbox SET state = 'queued', due_at = $4, cause = $5, looks = 0 WHERE workspace_id = $1 AND id = $2 AND attempt = $3",
        delivery,
    );
    let events = [Event::GivenBack, Event::NotAccepted, Event::SeenAbsent];
    Ok(db.execute(from_states(update.bind(due_at.0).bind(cause), &events)).await? == 1)
}

/// Held to waiting, because somebody looked and says that it is not there. It may be sent until `expires_at`.
///
/// # Errors
/// When the database refuses.
pub async fn told_absent(db: &Db, delivery: &Delivery, at: Millis, expires_at: Millis) -> Result<bool> {
    let update = step(
        "UPDATE outbox SET state = 'queued', due_at = $4, expires_at = $5, settled_at = NULL, cause = 'told absent', looks = 0 \
         WHERE workspace_id = $1 AND id = $2 AND attempt = $3",
        delivery,
    );
    Ok(db.execute(from_states(update.bind(at.0).bind(expires_at.0), &[Event::ToldAbsent])).await? == 1)
}

/// Sending to in doubt, to be looked at from `look_at` on.
///
/// # Errors
/// When the database refuses.
pub async fn doubt(db: &Db, delivery: &Delivery, look_at: Millis, cause: &str) -> Result<bool> {
    let update = step(
        "UPDATE outbox SET state = 'in_doubt', due_at = $4, cause = $5, looks = 0 WHERE workspace_id = $1 AND id = $2 AND attempt = $3",
        delivery,
    );
    Ok(db.execute(from_states(update.bind(look_at.0).bind(cause), &[Event::OutcomeUnknown])).await? == 1)
}

/// Notes a look that showed nothing, and when to look again.
///
/// # Errors
/// When the database refuses.
pub async fn looked(db: &Db, delivery: &Delivery, looks: i64, next: Millis) -> Result<()> {
    let update = step(
        "UPDATE outbox SET looks = $4, due_at = $5 WHERE workspace_id = $1 AND id = $2 AND attempt = $3 AND state = 'in_doubt'",
        delivery,
    );
    db.execute(update.bind(looks).bind(next.0)).await?;
    Ok(())
}

/// To an end without being sent: held, to wait for a person, or dropped, as the event says. Tells whether it was moved.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, delivery: &Delivery, (event, state): (Event, State), cause: &str, at: Millis) -> Result<bool> {
    let update =
        step("UPDATE outbox SET state = $4, cause = $5, settled_at = $6 WHERE workspace_id = $1 AND id = $2 AND attempt = $3", delivery);
    Ok(tx.execute(from_states(update.bind(state.as_str()).bind(cause).bind(at.0), &[event])).await? == 1)
}

/// Drops the reminders that wait for a person who has enough of them. Questions and answers they take part in still come. What is under way is
/// settled as usual.
///
/// # Errors
/// When the database refuses.
pub async fn drop_reminders(tx: &mut Tx, workspace: &WorkspaceId, recipient: &PersonId, cause: &str, at: Millis) -> Result<()> {
    drop_queued(tx, workspace, recipient, Some("reminder"), (cause, at)).await
}

/// Drops what waits for a person who left. What is under way is settled as usual; a file that they asked for comes all the same, unless they
/// deleted everything.
///
/// # Errors
/// When the database refuses.
pub async fn drop_waiting(tx: &mut Tx, workspace: &WorkspaceId, recipient: &PersonId, cause: &str, at: Millis) -> Result<()> {
    drop_queued(tx, workspace, recipient, None, (cause, at)).await
}

async fn drop_queued(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    recipient: &PersonId,
    kind: Option<&'static str>,
    (cause, at): (&str, Millis),
) -> Result<()> {
    let nudges = sql("DELETE FROM nudge WHERE workspace_id = $1 AND state IN ('chosen', 'reserve') AND message_id IN \
                      (SELECT id FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 AND state = 'queued')");
    tx.execute(nudges.bind(workspace.as_str()).bind(recipient.as_str())).await?;
    // The key is given free: nothing was sent under it, and who comes back in the same week is planned for again.
    let update = sql("UPDATE outbox SET state = 'dropped', cause = $3, settled_at = $4, dedup_key = dedup_key || ':' || id \
                      WHERE workspace_id = $1 AND recipient_id = $2 AND state = 'queued' AND kind = COALESCE($5, kind) \
                      AND (kind <> 'export' OR $3 = 'forgotten')");
    let update = update.bind(workspace.as_str()).bind(recipient.as_str()).bind(cause).bind(at.0);
    tx.execute(update.bind(Arg::Text(kind.map(str::to_owned)))).await?;
    Ok(())
}

/// Messages in doubt whose next look is due.
///
/// # Errors
/// When the database refuses or a message can't be opened.
pub async fn in_doubt(store: &Store, now: Millis, max: i64) -> Result<Vec<Delivery>> {
    let select = sql(concat!("SELECT ", columns!(), " FROM outbox WHERE state = 'in_doubt' AND due_at <= $1 ORDER BY due_at, id LIMIT $2"));
    let rows: Vec<Row> = store.db.all(select.bind(now.0).bind(max)).await?;
    readable(store, rows).await
}

/// One message of a recipient's.
///
/// # Errors
/// When the database refuses or the message can't be opened.
pub async fn by_id(store: &Store, workspace: &WorkspaceId, id: &MessageId) -> Result<Option<Delivery>> {
    let select = sql(concat!("SELECT ", columns!(), " FROM outbox WHERE workspace_id = $1 AND id = $2"));
    let row: Option<Row> = store.db.one(select.bind(workspace.as_str()).bind(id.as_str())).await?;
    row.map(|row| delivery(store, row)).transpose()
}
