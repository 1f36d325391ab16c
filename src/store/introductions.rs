//! Introductions: who would bring whom together, who was asked, and what came of it. The broker's words are sealed.
//!
//! Every move names the state it starts from. What opened nothing is let go: the row, and with it who said no.

use super::db::{Arg, Db, Result, Sql, Tx, sql};
use super::rows::{instant, text, word};
use super::{Store, seal};
use crate::domain::day::Millis;
use crate::domain::ids::{ChannelId, IntroductionId, MessageId, PersonId, TeamId, WorkspaceId};
use crate::domain::introduction::{Event, Introduction, Role, Side, State};
use crate::domain::note::Note;

/// What the broker's words are sealed for.
pub(super) const WHY: &str = "introduction.why";

#[derive(sqlx::FromRow)]
struct Row {
    workspace_id: String,
    id: String,
    broker_id: String,
    a_id: String,
    b_id: String,
    a_team: Option<String>,
    b_team: Option<String>,
    why_sealed: Vec<u8>,
    state: String,
    proposed_at: i64,
    answered_a: Option<bool>,
    answered_b: Option<bool>,
    lapses_at: i64,
    channel_id: Option<String>,
    message_a: Option<String>,
    message_b: Option<String>,
    message_open: Option<String>,
    published_at: Option<i64>,
}

fn introduction(store: &Store, row: Row) -> Result<(WorkspaceId, Introduction)> {
    let why = store.unseal(WHY, &row.why_sealed)?;
    let (workspace, found) = wordless(row)?;
    Ok((workspace, Introduction { why: Note::stored(why), ..found }))
}

/// Without the broker's words.
fn wordless(row: Row) -> Result<(WorkspaceId, Introduction)> {
    let found = Introduction {
        why: Note::stored(String::new()),
        id: row.id.into(),
        broker: row.broker_id.into(),
        a: row.a_id.into(),
        b: row.b_id.into(),
        a_team: row.a_team.map(TeamId::from),
        b_team: row.b_team.map(TeamId::from),
        state: word(State::parse(&row.state), "introduction.state")?,
        proposed_at: Millis(row.proposed_at),
        answered_a: row.answered_a,
        answered_b: row.answered_b,
        lapses_at: Millis(row.lapses_at),
        channel: row.channel_id.map(ChannelId::from),
        message_a: row.message_a.map(MessageId::from),
        message_b: row.message_b.map(MessageId::from),
        message_open: row.message_open.map(MessageId::from),
        published_at: instant(row.published_at),
    };
    Ok((row.workspace_id.into(), found))
}

macro_rules! select {
    ($rest:literal) => {
        sql(concat!(
            "SELECT workspace_id, id, broker_id, a_id, b_id, a_team, b_team, why_sealed, state, proposed_at, answered_a, answered_b, lapses_at, \
             channel_id, message_a, message_b, message_open, published_at FROM introduction WHERE ",
            $rest
        ))
    };
}

/// The end of a condition: the states from which the machine allows `event`.
fn from_states(update: Sql, event: Event) -> Sql {
    let allowed = State::ALL.into_iter().filter(|state| state.on(event).is_ok());
    update.push(" AND state IN ").list(allowed.map(State::as_str))
}

/// Writes a proposal and whom its words mention.
///
/// # Errors
/// When the database refuses.
pub async fn insert(store: &Store, tx: &mut Tx, workspace: &WorkspaceId, new: &Introduction) -> Result<()> {
    let insert = sql(
        "INSERT INTO introduction (workspace_id, id, broker_id, a_id, b_id, a_team, b_team, why_sealed, state, proposed_at, lapses_at) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(workspace.as_str())
    .bind(new.id.as_str())
    .bind(new.broker.as_str())
    .bind(new.a.as_str())
    .bind(new.b.as_str())
    .bind(text(new.a_team.as_ref().map(TeamId::as_str)))
    .bind(text(new.b_team.as_ref().map(TeamId::as_str)))
    .bind(seal(&store.vault, WHY, new.why.as_str())?)
    .bind(new.state.as_str())
    .bind(new.proposed_at.0)
    .bind(new.lapses_at.0);
    tx.execute(insert).await?;
    let mentioned = new.why.mentions();
    if !mentioned.is_empty() {
        let row = |person: &PersonId| -> Vec<Arg> { vec![workspace.as_str().into(), new.id.as_str().into(), person.as_str().into()] };
        tx.execute(sql("INSERT INTO mention (workspace_id, entry_id, person_id) VALUES ").rows(mentioned.iter().map(row))).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

/// How many introductions this broker proposed since then, and how many of those are the same pair and not over.
///
/// # Errors
/// When the database refuses.
pub async fn proposed(tx: &mut Tx, workspace: &WorkspaceId, new: &Introduction, since: Millis) -> Result<(i64, i64)> {
    let key = |text: &'static str| sql(text).bind(workspace.as_str()).bind(new.broker.as_str());
    let all = "SELECT COUNT(*) AS n FROM introduction WHERE workspace_id = $1 AND broker_id = $2 AND proposed_at > $3";
    let all: Option<Count> = tx.one(key(all).bind(since.0)).await?;
    let same = key(
        "SELECT COUNT(*) AS n FROM introduction WHERE workspace_id = $1 AND broker_id = $2 AND a_id = $3 AND b_id = $4 AND lapses_at > $5",
    );
    let same: Option<Count> = tx.one(same.bind(new.a.as_str()).bind(new.b.as_str()).bind(new.proposed_at.0)).await?;
    Ok((all.map_or(0, |row| row.n), same.map_or(0, |row| row.n)))
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: String,
    team_id: Option<String>,
    listed: i64,
}

/// The teams of these people, each with whether the company's own list says so (and not the person's own word).
///
/// # Errors
/// When the database refuses.
pub async fn teams(db: &Db, workspace: &WorkspaceId, people: &[PersonId]) -> Result<Vec<(PersonId, Option<TeamId>, bool)>> {
    let select = sql("SELECT id, team_id, CAST(CASE WHEN team_source <> 'self' THEN 1 ELSE 0 END AS BIGINT) AS listed FROM person \
                      WHERE workspace_id = $1 AND id IN ");
    let rows: Vec<TeamRow> = db.all(select.bind(workspace.as_str()).list(people.iter().map(PersonId::as_str))).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.team_id.map(TeamId::from), row.listed == 1)).collect())
}

/// One introduction.
///
/// # Errors
/// When the database refuses or its words can't be opened.
pub async fn by_id(store: &Store, workspace: &WorkspaceId, id: &IntroductionId) -> Result<Option<Introduction>> {
    let row: Option<Row> = store.db.one(select!("workspace_id = $1 AND id = $2").bind(workspace.as_str()).bind(id.as_str())).await?;
    Ok(row.map(|row| introduction(store, row)).transpose()?.map(|(_, found)| found))
}

/// Everything that is not at an end and has not opened its conversation, in installed workspaces, the oldest first.
///
/// # Errors
/// When the database refuses. Words that can't be opened are left out: one row must not stop the others, and this one lapses in its time.
pub async fn live(store: &Store) -> Result<Vec<(WorkspaceId, Introduction)>> {
    let select = select!(
        "state IN ('proposed', 'asked_a', 'between', 'asked_b') AND workspace_id IN (SELECT w.id FROM workspace AS w WHERE w.revoked_at IS NULL) \
         ORDER BY proposed_at, id"
    );
    let rows: Vec<Row> = store.db.all(select).await?;
    let unread = |row: &Row| store.unseal(WHY, &row.why_sealed).is_err();
    rows.into_iter().map(|row| if unread(&row) { wordless(row) } else { introduction(store, row) }).collect()
}

#[derive(sqlx::FromRow)]
struct At {
    at: Option<i64>,
}

/// When a person was asked last, and when the question that waits for their answer lapses.
///
/// # Errors
/// When the database refuses.
pub async fn questions_to(tx: &mut Tx, workspace: &WorkspaceId, person: &PersonId) -> Result<(Option<Millis>, Option<Millis>)> {
    let key = |text: &'static str| sql(text).bind(workspace.as_str()).bind(person.as_str());
    let last: Option<At> = tx
        .one(key("SELECT MAX(asked.at) AS at FROM (SELECT asked_a_at AS at FROM introduction WHERE workspace_id = $1 AND a_id = $2 \
             UNION ALL SELECT asked_b_at FROM introduction WHERE workspace_id = $1 AND b_id = $2) AS asked"))
        .await?;
    let open: Option<At> = tx
        .one(key("SELECT MIN(lapses_at) AS at FROM introduction WHERE workspace_id = $1 \
                  AND ((state = 'asked_a' AND a_id = $2) OR (state = 'asked_b' AND b_id = $2))"))
        .await?;
    let at = |row: Option<At>| row.and_then(|row| row.at).map(Millis);
    Ok((at(last), at(open)))
}

/// Whether these two were asked about each other since then, by any other introduction.
///
/// # Errors
/// When the database refuses.
pub async fn pair_asked(tx: &mut Tx, workspace: &WorkspaceId, one: &Introduction, since: Millis) -> Result<bool> {
    let select = sql("SELECT COUNT(*) AS n FROM introduction WHERE workspace_id = $1 AND id <> $2 AND asked_a_at > $3 \
                      AND ((a_id = $4 AND b_id = $5) OR (a_id = $5 AND b_id = $4))")
    .bind(workspace.as_str())
    .bind(one.id.as_str())
    .bind(since.0)
    .bind(one.a.as_str())
    .bind(one.b.as_str());
    let found: Option<Count> = tx.one(select).await?;
    Ok(found.is_some_and(|found| found.n > 0))
}

/// When the nearest weekly reminder to this person is due or went out, between those two instants; one under way counts as due now.
///
/// # Errors
/// When the database refuses.
pub async fn reminder_near(db: &Db, workspace: &WorkspaceId, person: &PersonId, (from, to): (Millis, Millis)) -> Result<Option<Millis>> {
    let select = sql(
        "SELECT MAX(CASE WHEN state = 'sent' THEN settled_at ELSE due_at END) AS at FROM outbox WHERE workspace_id = $1 AND recipient_id = $2 \
         AND kind = 'reminder' AND ((state IN ('queued', 'leased', 'sending') AND due_at < $4) OR (state = 'sent' AND settled_at > $3))",
    )
    .bind(workspace.as_str())
    .bind(person.as_str())
    .bind(from.0)
    .bind(to.0);
    let row: Option<At> = db.one(select).await?;
    Ok(row.and_then(|row| row.at).map(Millis))
}

fn moves(text: &'static str, workspace: &WorkspaceId, id: &IntroductionId) -> Sql {
    sql(text).bind(workspace.as_str()).bind(id.as_str())
}

/// Notes that one of the two is asked, by this message. Tells whether it was the turn for that.
///
/// # Errors
/// When the database refuses.
pub async fn asked(tx: &mut Tx, workspace: &WorkspaceId, id: &IntroductionId, side: Side, message: &MessageId, at: Millis) -> Result<bool> {
    let (text, state) = match side {
        Side::A => {
            ("UPDATE introduction SET state = $3, asked_a_at = $4, message_a = $5 WHERE workspace_id = $1 AND id = $2", State::AskedA)
        }
        Side::B => {
            ("UPDATE introduction SET state = $3, asked_b_at = $4, message_b = $5 WHERE workspace_id = $1 AND id = $2", State::AskedB)
        }
    };
    let update = moves(text, workspace, id).bind(state.as_str()).bind(at.0).bind(message.as_str());
    Ok(tx.execute(from_states(update, Event::Asked(side))).await? == 1)
}

/// Notes an answer: the first one stands, and none counts after the time is over. What it moves, it moves; at an end it is noted all the same.
/// Tells where the introduction stands then, if the answer was taken.
///
/// # Errors
/// When the database refuses.
pub async fn answered(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    id: &IntroductionId,
    side: Side,
    yes: bool,
    at: Millis,
) -> Result<Option<State>> {
    #[derive(sqlx::FromRow)]
    struct StateRow {
        state: String,
    }
    let (text, from, event) = match (side, yes) {
        (Side::A, yes) => (
            "UPDATE introduction SET answered_a = $3, state = CASE WHEN state = $4 THEN $5 ELSE state END WHERE workspace_id = $1 AND id = $2 \
             AND answered_a IS NULL AND asked_a_at IS NOT NULL AND lapses_at > $6 RETURNING state",
            State::AskedA,
            if yes { Event::Yes(side) } else { Event::No(side) },
        ),
        (Side::B, yes) => (
            "UPDATE introduction SET answered_b = $3, state = CASE WHEN state = $4 THEN $5 ELSE state END WHERE workspace_id = $1 AND id = $2 \
             AND answered_b IS NULL AND asked_b_at IS NOT NULL AND lapses_at > $6 RETURNING state",
            State::AskedB,
            if yes { Event::Yes(side) } else { Event::No(side) },
        ),
    };
    let to = from.on(event).unwrap_or(from);
    let row: Option<StateRow> = tx.one(moves(text, workspace, id).bind(yes).bind(from.as_str()).bind(to.as_str()).bind(at.0)).await?;
    row.map(|row| word(State::parse(&row.state), "introduction.state")).transpose()
}

/// Notes which message opens the conversation.
///
/// # Errors
/// When the database refuses.
pub async fn opening(tx: &mut Tx, workspace: &WorkspaceId, id: &IntroductionId, message: &MessageId) -> Result<()> {
    let update = moves("UPDATE introduction SET message_open = $3 WHERE workspace_id = $1 AND id = $2", workspace, id);
    tx.execute(update.bind(message.as_str())).await?;
    Ok(())
}

/// The conversation is open.
///
/// # Errors
/// When the database refuses.
pub async fn opened(tx: &mut Tx, workspace: &WorkspaceId, id: &IntroductionId, channel: Option<&ChannelId>, at: Millis) -> Result<bool> {
    let update =
        moves("UPDATE introduction SET state = $3, opened_at = $4, channel_id = $5 WHERE workspace_id = $1 AND id = $2", workspace, id);
    let update = update.bind(State::Opened.as_str()).bind(at.0).bind(text(channel.map(ChannelId::as_str)));
    Ok(tx.execute(from_states(update, Event::Opened)).await? == 1)
}

/// Nothing comes of it.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, workspace: &WorkspaceId, id: &IntroductionId) -> Result<()> {
    let update = moves("UPDATE introduction SET state = $3 WHERE workspace_id = $1 AND id = $2", workspace, id);
    tx.execute(from_states(update.bind(State::Ended.as_str()), Event::GivenUp)).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    id: String,
}

/// First messages of conversations of which nobody knows whether they arrived, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn held(db: &Db, workspace: &WorkspaceId) -> Result<Vec<MessageId>> {
    let select = sql("SELECT id FROM outbox WHERE workspace_id = $1 AND state = 'held' AND kind = 'opening' ORDER BY created_at, id");
    let rows: Vec<HeldRow> = db.all(select.bind(workspace.as_str())).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// Notes whether one of the three may be named in the weekly post. Tells whether the post has not told of it yet.
///
/// # Errors
/// When the database refuses.
pub async fn named(db: &Db, workspace: &WorkspaceId, id: &IntroductionId, role: Role, yes: bool) -> Result<bool> {
    let text = match role {
        Role::Broker => "UPDATE introduction SET named_by_broker = $3 WHERE workspace_id = $1 AND id = $2 AND published_at IS NULL",
        Role::Introduced(Side::A) => "UPDATE introduction SET named_by_a = $3 WHERE workspace_id = $1 AND id = $2 AND published_at IS NULL",
        Role::Introduced(Side::B) => "UPDATE introduction SET named_by_b = $3 WHERE workspace_id = $1 AND id = $2 AND published_at IS NULL",
    };
    Ok(db.execute(moves(text, workspace, id).bind(yes)).await? == 1)
}

#[derive(sqlx::FromRow)]
struct Served {
    workspace_id: String,
    id: String,
}

/// Rows that one transaction lets go of: well under 50 ms.
const LET_GO_AT_ONCE: i64 = 100;

/// Lets go of what opened nothing and has served its time (it lapsed without a question, or was asked before that instant): the questions in
/// Slack lose the names, and the rows go.
///
/// # Errors
/// When the database refuses.
pub async fn let_go(db: &Db, now: Millis, asked_before: Millis) -> Result<()> {
    let select = sql("SELECT workspace_id, id FROM introduction WHERE state = 'ended' AND lapses_at <= $1 \
                      AND (asked_a_at IS NULL OR asked_a_at <= $2) ORDER BY workspace_id, id LIMIT $3");
    let served: Vec<Served> = db.all(select.bind(now.0).bind(asked_before.0).bind(LET_GO_AT_ONCE)).await?;
    if served.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    for one in &served {
        let key = |text: &'static str| sql(text).bind(&one.workspace_id).bind(&one.id);
        tx.execute(
            key("INSERT INTO redaction (workspace_id, channel_id, message_ts, message_id, due_at) \
                 SELECT o.workspace_id, o.channel_id, o.message_ts, o.id, $3 FROM introduction AS i JOIN outbox AS o \
                 ON o.workspace_id = i.workspace_id AND o.id IN (i.message_a, i.message_b) WHERE i.workspace_id = $1 AND i.id = $2 \
                 AND o.channel_id IS NOT NULL AND o.message_ts IS NOT NULL")
            .bind(now.0)
            .push(super::redactions::NOTED),
        )
        .await?;
        tx.execute(key("DELETE FROM mention WHERE workspace_id = $1 AND entry_id = $2")).await?;
        tx.execute(key("DELETE FROM introduction WHERE workspace_id = $1 AND id = $2")).await?;
    }
    tx.commit().await
}
