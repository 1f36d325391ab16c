//! Retention: what is older than a year goes for good, with all that hangs on it, and what the plan needs of it stays.

use libtest_mimic::{Failed, Trial};

use super::forget::{delete, lived};
use super::world::{COMPANY, Tested, World, id};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("retain::after_a_year_nothing_of_it_is_left", a_year_later),
        cx.both("retain::within_the_year_everything_stays", within),
        cx.both("retain::an_old_ask_leaves_the_reminder_that_shows_it", old_ask),
        cx.both("retain::a_large_backlog_goes_step_by_step", backlog),
        cx.both("retain::an_introduction_waits_for_the_messages_that_name_its_people", introduction),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is noted about people by what they did, and the messages about it.
const DATED: &[&str] = &[
    "act",
    "ask",
    "touch",
    "mention",
    "tie",
    "lesson",
    "lesson_learnt",
    "outbox",
    "nudge",
    "step",
    "ask_carried",
    "introduction",
    "introduction_suggestion",
    "preference",
    "digest",
    "first_meeting",
    "struggle_shown",
    "team_question",
];

async fn filled(world: &World) -> Result<Vec<&'static str>, Failed> {
    let mut rows = Rows::of(&world.database).await?;
    let mut filled = Vec::new();
    for table in DATED {
        if rows.number(&format!("SELECT COUNT(*) FROM {table}")).await? > 0 {
            filled.push(*table);
        }
    }
    Ok(filled)
}

async fn a_year_later(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.presses("Ana", "We've been in touch").await;
    world.types("Bo", "/gave @Sam the slides").await;
    world.presses("Bo", "First meeting: may be mentioned, without names").await;
    world.types("Ana", "/goodturn introduce @Zoe @Lee how customers talk about us").await;
    for who in ["Ana", "Sam", "Bo"] {
        world.types(who, "/goodturn leave").await;
    }
    let before = filled(&world).await?;
    for table in ["act", "ask", "touch", "mention", "tie", "outbox", "nudge", "ask_carried", "introduction", "preference"] {
        assert!(before.contains(&table), "{table} holds something, so that its going is seen: {before:?}");
    }
    let mut rows = Rows::of(&world.database).await?;
    let sent = rows.number(&format!("SELECT COUNT(*) FROM nudge WHERE state = 'sent' AND member_id = '{}'", id("Ana"))).await?;
    let messages = world.dm("Ana").len();
    world.away_until("2027-04-19 12:00").await;
    world.until("2027-04-20 12:00").await;
    assert_eq!(filled(&world).await?, Vec::<&str>::new());
    assert!(world.dm("Ana").len() == messages && world.dm_text("Ana").contains(&id("Sam")), "what stands in Slack stays");
    let counted = rows.number(&format!("SELECT nudges_sent FROM member WHERE person_id = '{}'", id("Ana"))).await?;
    assert!(sent > 0 && counted == sent, "the turn of the small acts goes on: {counted} of {sent}");
    world.stage.slack.open_home(&id("Ana")).await.expect("Home opens");
    world.stage.settle().await;
    assert!(world.stage.slack.home(&id("Ana")).is_some_and(|home| !home.to_string().contains("the slides")));
    world.ends().await
}

async fn within(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    for who in ["Ana", "Sam"] {
        world.types(who, "/goodturn leave").await;
    }
    let before = filled(&world).await?;
    world.away_until("2027-03-01 20:00").await;
    world.until("2027-03-02 20:00").await;
    assert_eq!(filled(&world).await?, before);
    let mut rows = Rows::of(&world.database).await?;
    assert_eq!(rows.number(&format!("SELECT COUNT(*) FROM act WHERE owner_id = '{}'", id("Ana"))).await?, 2);
    // Who deletes everything now is still taken out of the message of last April.
    assert!(world.dm_text("Ana").contains(&id("Sam")));
    delete(&world, "Sam").await;
    world.until("2027-03-02 20:10").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "{}", world.dm_text("Ana"));
    world.ends().await
}

async fn old_ask(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "en-US").await;
    world.types("Ana", "/asked @Sam which forecast to trust").await;
    let mut rows = Rows::of(&world.database).await?;
    // As old as an ask may be, and still open.
    rows.change("UPDATE ask SET asked_on = asked_on - 320").await?;
    world.joins_on("Ana", "2026-03-05 12:00").await;
    world.until("2026-03-10 10:05").await;
    assert!(world.dm_text("Ana").contains("which forecast to trust"), "{}", world.dm_text("Ana"));
    world.types("Ana", "/goodturn leave").await;
    world.away_until("2026-04-29 12:00").await;
    world.until("2026-04-30 12:00").await;
    assert_eq!(rows.number("SELECT COUNT(*) FROM ask").await?, 0);
    assert!(!world.dm_text("Ana").contains("which forecast to trust"), "nothing leads to whom it names any more");
    world.ends().await
}

async fn backlog(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "en-US").await;
    world.types("Ana", "/gave @Sam the slides").await;
    let mut rows = Rows::of(&world.database).await?;
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2300)";
    rows.change(&format!(
        "{numbers} INSERT INTO act (workspace_id, id, owner_id, giver_id, receiver_id, note_sealed, note_print, happened_on, recorded_at) \
         SELECT a.workspace_id, 'X' || i, a.owner_id, a.owner_id, a.receiver_id, a.note_sealed, a.note_print, a.happened_on - 400, 0 FROM act AS a \
         CROSS JOIN n"
    ))
    .await?;
    let first = world.stage.app.retain().await?;
    assert!(first.more && first.rows == 1_000, "{first:?}");
    // Its next turn is six hours after the first one; then it goes on every two seconds.
    world.until("2026-03-02 12:00").await;
    assert!(rows.number("SELECT COUNT(*) FROM act").await? > 1, "a step at a time");
    world.until("2026-03-02 12:01").await;
    assert_eq!(rows.number("SELECT COUNT(*) FROM act").await?, 1);
    world.ends().await
}

async fn introduction(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Bo", "Ana", "Sam"] {
        world.types(who, "/goodturn join").await;
    }
    world.types("Bo", "/goodturn introduce @Ana @Sam how customers talk about us").await;
    world.until("2026-03-03 09:00").await;
    world.presses("Ana", "Yes, introduce us").await;
    world.until("2026-03-05 15:00").await;
    world.presses("Sam", "Yes, introduce us").await;
    for who in ["Bo", "Ana", "Sam"] {
        world.types(who, "/goodturn leave").await;
    }
    let mut rows = Rows::of(&world.database).await?;
    // The question to Ana arrived late.
    let late = "UPDATE outbox SET settled_at = settled_at + 2592000000 WHERE id = (SELECT message_a FROM introduction)";
    assert_eq!(rows.change(late).await?, 1);
    world.away_until("2027-03-19 12:00").await;
    world.until("2027-03-20 12:00").await;
    assert_eq!(rows.number("SELECT COUNT(*) FROM introduction").await?, 1, "Ana's question still names Sam");
    world.away_until("2027-04-09 12:00").await;
    world.until("2027-04-10 12:00").await;
    assert_eq!(rows.number("SELECT COUNT(*) FROM introduction").await?, 0);
    world.ends().await
}
