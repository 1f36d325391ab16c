//! `/gave`: what is kept, how it is shown, and how it is taken back.

use libtest_mimic::Trial;

use super::world::{Tested, World, id, workspace_id};
use crate::support::{Engine, Harness, TestDatabase};
use goodturn::app::Actor;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("gave::keeps_one_act_and_offers_joining_once", keeps_one),
        cx.both("gave::several_people_get_one_act_each", several),
        cx.both("gave::a_closing_phrase_names_the_day", days),
        cx.both("gave::undo_leaves_nothing", undo),
        cx.both("gave::the_same_words_again_are_kept_only_when_meant", doubled),
        cx.both("gave::the_same_delivery_again_changes_nothing", redelivered),
        cx.both("gave::long_and_odd_notes_are_kept", odd_notes),
    ]
    .into_iter()
    .flatten()
    .chain([cx.on(Engine::Sqlite, "gave::no_note_stands_in_the_file", sealed)])
    .collect()
}

/// Neither notes nor the token stand in the file or its log, while the bot runs and after; an entry that was taken back names nobody once
/// the log was written out.
async fn sealed(database: TestDatabase) -> Tested {
    let file = database.url.trim_start_matches("sqlite://").to_owned();
    let log = format!("{file}-wal");
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the canary in the checklist").await;
    world.types("Ana", "/asked @Lee about the canary in the forecast").await;
    world.types("Ana", "/gave @Ghost something to be taken back").await;
    let token = world.stage.slack.credentials().bot_token;
    assert!(
        stands_in(&log, &id("Sam"))? && stands_in(&log, &id("Ghost"))?,
        "who was helped is not sealed, so the search finds what is there"
    );
    for place in [&file, &log] {
        assert!(!stands_in(place, "canary")? && !stands_in(place, &token)?, "a note or the token stands in {place}");
    }
    world.presses("Ana", "Undo").await;
    world.stage.app.close().await;
    assert!(stands_in(&file, &id("Sam"))?, "the log was written out");
    for secret in ["canary", token.as_str(), id("Ghost").as_str()] {
        assert!(!stands_in(&file, secret)?, "{secret} stands in the file");
    }
    Ok(())
}

fn stands_in(file: &str, what: &str) -> std::io::Result<bool> {
    Ok(std::fs::read(file)?.windows(what.len()).any(|window| window == what.as_bytes()))
}

async fn entries(world: &World, who: &str) -> usize {
    let by = Actor { workspace: workspace_id(), person: id(who).into() };
    world.stage.app.read_home(&by).await.expect("the Home can be read").entries.len()
}

async fn keeps_one(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.until("2026-03-03 09:00").await;
    world.types("Ana", "/gave @Sam walked through the release checklist").await;
    world.until("2026-03-03 11:00").await;
    world.types("Ana", "/gave @Lee found the invoice").await;
    assert_eq!(entries(&world, "Ana").await, 2);
    assert_eq!(entries(&world, "Sam").await, 0, "the one who was helped sees nothing of it");
    world.reads("gave_keeps_one").await
}

async fn several(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam, @Lee and @Ana and @Sam sorted out the numbers with @Tom").await;
    assert_eq!(entries(&world, "Ana").await, 2);
    world.types("Bo", "/gave explained the numbers to @Lee over lunch").await;
    assert_eq!(entries(&world, "Bo").await, 1);
    world.types("Bo", "/gave @sam @mia, the short version").await;
    assert_eq!(entries(&world, "Bo").await, 3);
    world.reads("gave_several").await
}

async fn days(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.until("2026-03-04 09:00").await;
    world.types("Ana", "/gave @Sam the slides, yesterday").await;
    world.types("Ana", "/gave @Sam the other slides, letzten Freitag").await;
    world.types("Ana", "/gave @Sam explained what broke yesterday").await;
    world.types("Ana", "/gave @Lee the very old slides, 50 weeks ago").await;
    world.reads("gave_days").await
}

async fn undo(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam, @Lee the wrong note").await;
    assert_eq!(entries(&world, "Ana").await, 2);
    let (ts, action, value) = world.button("Ana", "Undo", 0).expect("there is a button");
    world.presses("Ana", "Undo").await;
    assert_eq!(entries(&world, "Ana").await, 0);
    let by = Actor { workspace: workspace_id(), person: id("Ana").into() };
    let again = world.stage.app.take_back(&by, &[value.as_str().into()]).await.expect("the database answers");
    assert_eq!(again, goodturn::domain::answer::Answer::NothingToTakeBack, "{ts} {action}");
    world.reads("gave_undo").await
}

async fn doubled(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.types("Ana", "/gave @Sam the slides").await;
    assert_eq!(entries(&world, "Ana").await, 1);
    world.presses("Ana", "Record it twice").await;
    assert_eq!(entries(&world, "Ana").await, 2);
    world.until("2026-03-02 08:00").await;
    world.types("Ana", "/gave @Sam the slides").await;
    assert_eq!(entries(&world, "Ana").await, 3, "hours later it is another time");
    world.reads("gave_doubled").await
}

async fn redelivered(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    let first = world.types("Ana", "/gave @Sam, @Lee the slides").await;
    let second = world.stage.slack.redeliver_last().await.expect("it arrives");
    world.stage.settle().await;
    assert_eq!(first.body, second.body, "the same trigger gets the same answer");
    assert_eq!(entries(&world, "Ana").await, 2);
    world.ends().await
}

async fn odd_notes(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    let long = format!("/gave @Sam {}", "long words ".repeat(360));
    assert_eq!(world.types("Ana", &long).await.error, None);
    for note in ["\"quoted\" :tada: R&amp;D", "مرحبا بكم في العرض", "<https://a.example/x|the page> and <!channel>", "`code` *bold* _it_"]
    {
        assert_eq!(world.types("Ana", &format!("/gave @Sam {note}")).await.error, None, "{note}");
    }
    assert_eq!(entries(&world, "Ana").await, 5);
    world.reads("gave_odd_notes").await
}
