//! How long lessons are kept, and that nothing slips in or through beside somebody who leaves or deletes everything.
//! A plan goes on for seconds, so what it saw may be old when it writes.

use std::time::Duration;

use goodturn::app::Actor;
use goodturn::domain::day::Week;
use goodturn::store::lessons;
use libtest_mimic::{Failed, Trial};
use sqlx::{Connection, Executor, PgConnection};

use super::kit::{Kit, Tested, WEEK, id, workspace};
use crate::support::{Engine, Harness, TestDatabase};

/// The week in which the lessons were seen.
const SEEN: Week = WEEK;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials: Vec<Trial> = [
        cx.both("learn::what_is_learnt_from_goes_after_half_the_retention", retention),
        cx.both("learn::nothing_is_kept_of_who_left_or_is_deleted", late_keep),
        cx.both("learn::what_was_deleted_meanwhile_teaches_nothing", late_close),
    ]
    .into_iter()
    .flatten()
    .collect();
    trials.push(cx.on(Engine::Postgres, "learn::who_leaves_or_deletes_everything_is_waited_for", turns));
    trials
}

fn by(number: usize) -> Actor {
    Actor { workspace: workspace(), person: id(number) }
}

/// Lessons of so many owners, each about another person.
fn lessons_of(owners: usize) -> Vec<(usize, usize, u8)> {
    (0..owners).zip(1..).map(|(owner, mark)| (owner, owner + 10, mark)).collect()
}

async fn counts(kit: &mut Kit) -> Tested<(i64, i64, i64)> {
    Ok((kit.count("lesson").await?, kit.count("lesson_learnt").await?, kit.count("judgement").await?))
}

async fn retention(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = Kit::of(&database, (20, 10), SEEN.plus(1)).await?;
    kit.lays_down(SEEN, &lessons_of(6)).await?;
    kit.plans(SEEN.plus(6)).await?;
    kit.lays_down(SEEN.plus(2), &lessons_of(7)).await?;
    let many = format!(
        "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 453) \
         INSERT INTO lesson_learnt (workspace_id, week, number, seen, came) SELECT '{}', {}, i, seen, 0 FROM n CROSS JOIN \
         (SELECT seen FROM lesson_learnt WHERE number = 0) AS one",
        workspace().as_str(),
        SEEN.0
    );
    kit.rows.change(&many).await?;
    kit.until(SEEN.plus(26));
    kit.app.retain().await?;
    assert_eq!(counts(&mut kit).await?, (7, 450, 1), "five months and a half later all of it is there");
    kit.until(SEEN.plus(29));
    let mut left = Vec::new();
    while kit.app.retain().await?.more {
        left.push(counts(&mut kit).await?.1);
    }
    assert_eq!(left, [250, 50], "a chunk at a time");
    assert_eq!(counts(&mut kit).await?, (7, 0, 1), "what was seen two weeks later is kept two weeks longer");
    kit.until(SEEN.plus(31));
    kit.app.retain().await?;
    assert_eq!(counts(&mut kit).await?, (0, 0, 1));
    kit.until(SEEN.plus(35));
    kit.app.retain().await?;
    assert_eq!(counts(&mut kit).await?, (0, 0, 0), "nothing was learnt for half a year");
    Ok(())
}

async fn late_keep(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = Kit::of(&database, (20, 8), SEEN.plus(1)).await?;
    kit.app.leave(&by(1)).await?;
    // One is deleted, and of two others it is only noted yet that they are to be; the last of these owners never joined.
    kit.app.ask_to_forget(&by(12)).await?;
    kit.app.forget_rest(&|_| "a colleague".to_owned()).await?;
    kit.app.ask_to_forget(&by(3)).await?;
    kit.app.ask_to_forget(&by(14)).await?;
    kit.lays_down(SEEN, &lessons_of(9)).await?;
    assert_eq!(kit.rows.text("SELECT STRING_AGG(owner_id, ' ' ORDER BY owner_id) FROM lesson").await?, "U000 U005 U006 U007");
    Ok(())
}

async fn late_close(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = Kit::of(&database, (20, 8), SEEN.plus(1)).await?;
    kit.lays_down(SEEN, &lessons_of(8)).await?;
    kit.until(SEEN.plus(6));
    let ended = lessons::ended(&kit.store.db, &workspace(), SEEN, 4).await?;
    assert_eq!(ended.len(), 8);
    kit.app.leave(&by(1)).await?;
    kit.app.ask_to_forget(&by(12)).await?;
    kit.app.forget_rest(&|_| "a colleague".to_owned()).await?;
    kit.lays_down(SEEN, &[(0, 19, 77)]).await?;
    // This one's deletion is under way: their entries go one by one, and none of that is silence.
    kit.app.ask_to_forget(&by(13)).await?;
    lessons::close(&kit.store.db, &workspace(), SEEN, &ended, 5).await?;
    assert_eq!(kit.learnt().await?.into_keys().collect::<Vec<_>>(), [1, 5, 6, 7, 8]);
    assert_eq!(counts(&mut kit).await?, (0, 5, 0));
    Ok(())
}

/// Somebody leaves, and somebody asks to be deleted, in transactions that have not ended: what is kept meanwhile waits for both.
async fn turns(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = Kit::of(&database, (20, 8), SEEN.plus(1)).await?;
    for (turn, statement, left) in [
        ("lessons", "UPDATE member SET left_at = 1 WHERE person_id = 'U001'", 7),
        ("teams", "INSERT INTO forgetting (workspace_id, person_id, asked_at) VALUES ('T0000000001', 'U012', 1)", 6),
    ] {
        let mut other = PgConnection::connect(&database.url).await?;
        let begun = format!("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('{turn}:{}', 0)); {statement}", workspace().as_str());
        other.execute(sqlx::AssertSqlSafe(begun)).await?;
        let lessons = lessons_of(8);
        let keeping = kit.lays_down(SEEN, &lessons);
        let ending = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            other.execute("COMMIT").await
        };
        let (kept, ended) = tokio::join!(keeping, ending);
        kept?;
        ended?;
        assert_eq!(kit.count("lesson").await?, left, "{turn}");
        kit.rows.change("DELETE FROM lesson").await?;
    }
    Ok(())
}
