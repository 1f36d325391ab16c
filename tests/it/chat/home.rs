//! App Home: what one person sees of their own, and [Undo] on it.

use libtest_mimic::Trial;

use super::world::{Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("home::lists_and_undoes", lists), cx.both("home::a_failed_publication_is_made_up", made_up)].into_iter().flatten().collect()
}

async fn lists(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.stage.settle().await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.types("Ana", "/asked @Lee which forecast to trust").await;
    let home = world.stage.slack.home(&id("Ana")).expect("there is a Home").to_string();
    assert!(home.contains("the slides") && home.contains("which forecast"), "own changes show by themselves");
    let by = goodturn::app::Actor { workspace: super::world::workspace_id(), person: id("Ana").into() };
    let act = world.stage.app.read_home(&by).await.expect("the Home can be read").entries.remove(0).id;
    world.stage.slack.click(&id("Ana"), "home", "undo", Some(act.as_str())).await?;
    world.stage.settle().await;
    let home = world.stage.slack.home(&id("Ana")).expect("there is a Home").to_string();
    assert!(!home.contains("the slides"));
    assert!(world.stage.slack.home(&id("Sam")).is_none(), "nobody gets a Home they did not open");
    world.reads("home_lists").await
}

async fn made_up(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.fault("views.publish", standin::FaultKind::Http500, 2);
    world.stage.slack.open_home(&id("Ana")).await?;
    assert!(world.stage.slack.home(&id("Ana")).is_none(), "Slack was not well");
    world.until("2026-03-02 06:05").await;
    assert!(world.stage.slack.home(&id("Ana")).is_some());
    world.ends().await
}
