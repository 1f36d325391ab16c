//! Deleting everything: nothing that names the person is left, in no table and no byte, and others keep what is theirs.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::world::{COMPANY, Cast, Tested, World, id, workspace_id};
use crate::crash::rows::Rows;
use crate::support::{Engine, Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("forget::nothing_names_who_deleted_everything", nothing_left),
        cx.both("forget::it_asks_once_more_and_says_what_goes", asks),
        cx.both("forget::it_asks_in_german", asks_in_german),
        cx.both("forget::others_keep_what_is_theirs", others_keep),
        cx.both("forget::the_sync_and_events_do_not_bring_them_back", stays_gone),
        cx.both("forget::who_records_again_starts_afresh", afresh),
        cx.both("forget::an_interrupted_deletion_goes_on", goes_on),
        cx.both("forget::closing_the_form_keeps_everything", kept),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Sam gave, asked, was helped, asked, mentioned, named in Ana's reminder, reminded, and opened Home.
pub async fn lived(database: TestDatabase, locale: &str) -> World {
    let mut cast = COMPANY.to_vec();
    cast.push(Cast("Zoe", Some("Legal"), "Europe/Berlin"));
    let world = World::of(database, &cast, locale).await;
    for (who, other) in [("Ana", "@Sam"), ("Sam", "@Ana")] {
        world.types(who, "/goodturn join").await;
        world.sends(who, &[("contacts", json!([other]))]).await;
        world.types(who, &format!("/goodturn tend {other}")).await;
    }
    world.types("Ana", "/gave @Sam the slides").await;
    world.types("Ana", "/gave @Lee an introduction to @Sam and his list").await;
    world.types("Ana", "/asked @Sam which forecast to trust").await;
    world.types("Sam", "/gave @Ana, @Zoe a canary of a note").await;
    world.types("Sam", "/asked @Lee for the numbers").await;
    world.types("Sam", "/goodturn card").await;
    let edit =
        world.button("Sam", "Write the card", 0).or_else(|| world.button("Sam", "Karte schreiben", 0)).expect("Sam's team has a card");
    world.stage.slack.click(&id("Sam"), &edit.0, &edit.1, Some(&edit.2)).await.expect("the press arrives");
    world.stage.settle().await;
    world.sends("Sam", &[("struggles", json!("too many meetings"))]).await;
    let show = world
        .button("Sam", "Show in the weekly post", 0)
        .or_else(|| world.button("Sam", "Im Wochenbeitrag zeigen", 0))
        .expect("a struggle");
    world.stage.slack.click(&id("Sam"), &show.0, &show.1, Some(&show.2)).await.expect("the press arrives");
    world.stage.settle().await;
    world.stage.slack.open_home(&id("Sam")).await.expect("Home opens");
    world.until("2026-04-07 10:05").await;
    assert!(world.dm_text("Ana").contains(&id("Sam")), "Ana's reminder names Sam");
    assert!(!world.dm("Sam").is_empty(), "Sam got some, too");
    world
}

pub async fn delete(world: &World, who: &str) {
    world.types(who, "/goodturn delete everything").await;
    world.sends(who, &[]).await;
    world.stage.settle().await;
}

/// Every table whose content has this text.
pub async fn tables_with(database: &TestDatabase, what: &str) -> Vec<String> {
    let mut rows = Rows::of(database).await.expect("the database answers");
    let content = rows.content().await.expect("the tables can be read");
    let has = |(table, rows): (String, Vec<String>)| rows.iter().any(|row| row.contains(what)).then_some(table);
    content.into_iter().filter_map(has).collect()
}

async fn nothing_left(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    let sam = id("Sam");
    let before = tables_with(&world.database, &sam).await;
    for table in [
        "act",
        "ask",
        "mention",
        "tie",
        "nudge",
        "preference",
        "contact",
        "tended",
        "outbox",
        "home",
        "member",
        "person",
        "card",
        "card_line",
    ] {
        assert!(before.iter().any(|known| known == table), "{table} names Sam before, so that the search finds what is there: {before:?}");
    }
    let had = world.dm("Sam").len();
    delete(&world, "Sam").await;
    assert_eq!(tables_with(&world.database, &sam).await, Vec::<String>::new());
    if world.database.engine == Engine::Sqlite {
        let file = world.database.url.trim_start_matches("sqlite://");
        for place in [file.to_owned(), format!("{file}-wal")] {
            let bytes = std::fs::read(&place)?;
            for what in [sam.as_str(), "canary"] {
                assert!(!bytes.windows(what.len()).any(|window| window == what.as_bytes()), "{what} stands in {place}");
            }
        }
    }
    // What stands in Slack: Ana's reminder goes on without the name, Sam's own has nothing left in it.
    assert!(!world.dm_text("Ana").contains(&sam), "{}", world.dm_text("Ana"));
    assert!(!world.dm_text("Sam").contains(&id("Zoe")) && !world.dm_text("Sam").contains(&id("Ana")), "{}", world.dm_text("Sam"));
    world.until("2026-06-01 12:00").await;
    assert_eq!(world.dm("Sam").len(), had, "nothing more is sent");
    assert!(!world.dm_text("Ana").contains(&sam));
    assert_eq!(tables_with(&world.database, &sam).await, Vec::<String>::new(), "the daily sync left Sam out");
    world.ends().await
}

async fn asks(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    delete(&world, "Ana").await;
    world.reads("forget_asks").await
}

async fn asks_in_german(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "de-DE").await;
    world.types("Ana", "/gave @Sam die Folien").await;
    delete(&world, "Ana").await;
    world.reads("forget_asks_german").await
}

async fn others_keep(database: TestDatabase) -> Tested {
    let world = lived(database, "de-DE").await;
    delete(&world, "Sam").await;
    world.stage.slack.open_home(&id("Ana")).await.expect("Home opens");
    world.stage.settle().await;
    let home = world.stage.slack.home(&id("Ana")).expect("a Home").to_string();
    assert!(home.contains("the slides") && home.contains("jemand aus der Firma"), "{home}");
    assert!(!home.contains(&id("Sam")), "{home}");
    let live = world.stage.app.rebuild_ties().await?;
    assert!(live > 0, "others' ties are there");
    world.ends().await
}

async fn stays_gone(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    delete(&world, "Sam").await;
    world.changes("Sam", |sam| sam["profile"]["status_text"] = json!("back soon")).await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new());
    world.ends().await
}

async fn afresh(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    delete(&world, "Sam").await;
    world.types("Sam", "/gave @Ana something new").await;
    world.changes("Sam", |_| ()).await;
    let known = world.stage.app.greet(&goodturn::app::Actor { workspace: workspace_id(), person: id("Sam").into() }).await?;
    assert_eq!(known.1.as_deref(), Some("en-US"), "Slack's word is taken in again");
    let home = world.stage.slack.open_home(&id("Sam")).await;
    assert!(home.is_ok());
    world.stage.settle().await;
    let home = world.stage.slack.home(&id("Sam")).expect("a Home").to_string();
    assert!(home.contains("something new") && !home.contains("canary"), "{home}");
    world.ends().await
}

async fn goes_on(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    // As if the process had died right after it was asked: the mark is there, nothing else was done.
    let by = goodturn::app::Actor { workspace: workspace_id(), person: id("Sam").into() };
    world.stage.app.ask_to_forget(&by).await?;
    assert!(tables_with(&world.database, &id("Sam")).await.len() > 5);
    world.fault("chat.update", FaultKind::Http500, 1);
    world.stage.settle().await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, Vec::<String>::new());
    world.until("2026-04-07 10:30").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "the message that could not be edited was tried again");
    world.ends().await
}

async fn kept(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    let before = tables_with(&world.database, &id("Sam")).await;
    world.types("Sam", "/goodturn delete everything").await;
    let form = world.form("Sam").expect("it asks once more");
    world.stage.slack.close(&id("Sam"), form["id"].as_str().expect("an id")).await.expect("it closes");
    world.stage.settle().await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, before);
    world.ends().await
}
