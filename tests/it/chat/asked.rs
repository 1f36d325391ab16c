//! `/asked`: kept for the asker, asked after in a later reminder, and closed there.

use libtest_mimic::Trial;

use super::world::{Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};
use goodturn::app::Actor;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("asked::a_later_reminder_closes_it", closes),
        cx.both("asked::helped_pressed_twice_keeps_one_act", helped_once),
        cx.both("asked::too_fresh_is_not_asked_after", too_fresh),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn closes(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.types("Ana", "/asked @Sam who knows the customer").await;
    world.types("Ana", "/asked @Mia for the old brochure").await;
    world.until("2026-03-10 10:30").await;
    world.presses_nth("Ana", "They helped", 0).await;
    world.presses_nth("Ana", "Not yet", 0).await;
    world.presses_nth("Ana", "Let it go", 0).await;
    world.until("2026-03-17 10:30").await;
    assert_eq!(world.dm("Lee").len() + world.dm("Sam").len(), 0, "those who were asked hear nothing");
    world.reads("asked_closes").await
}

async fn helped_once(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-10 10:30").await;
    let (ts, action, value) = world.button("Ana", "They helped", 0).expect("there is a button");
    world.presses("Ana", "They helped").await;
    assert!(world.stage.slack.click(&id("Ana"), &ts, &action, Some(&value)).await.is_err(), "the button is gone");
    let by = Actor { workspace: workspace_id(), person: id("Ana").into() };
    world
        .stage
        .app
        .close_ask(&by, &value.as_str().into(), goodturn::app::close_ask::AskEnd::Helped, None)
        .await
        .expect("the database answers");
    world.stage.slack.redeliver_last().await?;
    world.stage.settle().await;
    let home = world.stage.app.read_home(&by).await.expect("the Home can be read");
    assert_eq!((home.entries.len(), home.asks.len()), (1, 0));
    world.ends().await
}

async fn too_fresh(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-09 17:00").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    world.until("2026-03-10 12:00").await;
    assert!(world.notes("Ana").is_empty(), "a day later is impatient");
    world.until("2026-03-17 10:30").await;
    assert_eq!(world.notes("Ana").len(), 1);
    world.ends().await
}
