//! The same conversations in German: each answer, the reminder and Home.

use libtest_mimic::Trial;

use super::world::{COMPANY, Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [cx.both("german::a_whole_conversation", whole)].into_iter().flatten().collect()
}

async fn whole(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "de-DE").await;
    world.stage.slack.open_home(&id("Ana")).await?;
    world.stage.settle().await;
    for line in [
        "/goodturn",
        "/goodturn help",
        "/goodturn join",
        "/goodturn join",
        "/gave die Folien",
        "/gave @Sam, @Lee die Folien, gestern",
        "/gave @Sam, @Lee die Folien, gestern",
        "/asked @Mia welche Zahl stimmt",
        "/goodturn rest 2 weeks",
        "/goodturn back",
        "/goodturn tanzen",
        "/goodturn rest ewig",
        "/gave @Ana die Folien",
        "/gave @niemand die Folien",
        "/gave <!subteam^S1|@vertrieb> die Folien",
        "/goodturn hide me",
        "/goodturn show me",
        "/goodturn team Forschung",
    ] {
        assert_eq!(world.types("Ana", line).await.error, None, "{line}");
    }
    world.until("2026-03-10 10:30").await;
    world.presses("Ana", "Hat geholfen").await;
    world.until("2026-04-07 10:30").await;
    world.presses_nth("Ana", "Wir hatten Kontakt", 0).await;
    world.presses_nth("Ana", "Diese Person nicht", 0).await;
    world.presses("Ana", "Zwei Wochen Pause").await;
    world.types("Ana", "/goodturn leave").await;
    world.reads("german_whole").await
}
