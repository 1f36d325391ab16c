//! After deleting everything: no row names the person again, whoever presses or types what, and one bad row keeps nobody from it.

use libtest_mimic::Trial;
use serde_json::json;

use goodturn::app::Actor;

use super::forget::{delete, lived, tables_with};
use super::world::{COMPANY, Tested, World, id, workspace_id};
use crate::crash::rows::Rows;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("forget::a_visit_to_home_leaves_no_row", visit),
        cx.both("forget::a_german_reader_gets_a_german_home", german_home),
        cx.both("forget::an_introduction_of_the_day_leaves_no_key", introduced),
        cx.both("forget::a_round_of_profiles_names_nobody", cursor),
        cx.both("forget::what_others_keep_later_names_nobody", others_later),
        cx.both("forget::who_hides_afterwards_is_synced_again", hides),
        cx.both("forget::who_says_their_team_afterwards_is_synced_again", says_team),
        cx.both("forget::a_first_meeting_goes_with_its_act", first_meeting),
        cx.both("forget::a_note_that_can_not_be_read_stops_nobody", unreadable),
        cx.both("forget::a_message_that_can_not_be_read_stops_nobody", unreadable_message),
        cx.both("forget::a_broken_workspace_stops_no_other", broken_workspace),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const NOWHERE: Vec<String> = Vec::new();

async fn visit(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    delete(&world, "Sam").await;
    world.stage.slack.open_home(&id("Sam")).await.expect("Home opens");
    world.stage.settle().await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE);
    assert!(world.stage.slack.home(&id("Sam")).is_some_and(|home| home.to_string().contains("Nothing recorded yet")));
    world.ends().await
}

async fn german_home(database: TestDatabase) -> Tested {
    let world = lived(database, "de-DE").await;
    delete(&world, "Sam").await;
    let home = world.stage.slack.home(&id("Sam")).expect("a Home").to_string();
    assert!(!home.contains("Nothing recorded yet"), "{home}");
    world.ends().await
}

async fn introduced(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for who in ["Bo", "Ana", "Sam"] {
        world.types(who, "/goodturn join").await;
    }
    world.types("Bo", "/goodturn introduce @Ana @Sam how customers talk about us").await;
    world.until("2026-03-03 09:00").await;
    world.presses("Ana", "Yes, introduce us").await;
    world.until("2026-03-05 15:00").await;
    world.presses("Sam", "Yes, introduce us").await;
    let mut rows = Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM touch").await?, 6, "it opened");
    delete(&world, "Sam").await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE);
    world.ends().await
}

async fn cursor(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    let mut rows = Rows::of(&world.database).await?;
    rows.change(&format!("UPDATE team_sync SET profile_after = '{}'", id("Sam"))).await?;
    delete(&world, "Sam").await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE);
    world.ends().await
}

async fn others_later(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    world.types("Ana", "/gave @Sam two more slides").await;
    delete(&world, "Sam").await;
    for line in [
        "/gave @Sam a third slide",
        "/gave @Lee the number of @Sam",
        "/asked @Sam for the fourth",
        "/goodturn tend @Sam",
        "/goodturn untend @Sam",
        "/goodturn introduce @Sam @Lee the fifth",
        "/goodturn introduce @Zoe @Lee what @Sam knew",
    ] {
        let answer = world.types("Ana", line).await;
        assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE, "{line}");
        if line == "/goodturn tend @Sam" {
            assert!(answer.body.contains("is on your list now, about once a month"), "as for anybody else: {}", answer.body);
        }
    }
    let by = Actor { workspace: workspace_id(), person: id("Ana").into() };
    let sam = id("Sam").into();
    // Buttons of old messages.
    world.stage.app.may_be_named(&by, &sam).await?;
    world.stage.app.say_team_of(&by, &sam, "Sales").await?;
    world.stage.app.add_contacts(&by, std::slice::from_ref(&sam)).await?;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE);
    world.types("Ana", "/goodturn join").await;
    world.sends("Ana", &[("contacts", json!(["@Sam"]))]).await;
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE);
    // The entries themselves are kept, without the name.
    world.stage.slack.open_home(&id("Ana")).await.expect("Home opens");
    world.stage.settle().await;
    let home = world.stage.slack.home(&id("Ana")).expect("a Home").to_string();
    assert!(home.contains("a third slide") && home.contains("the number of @…") && home.contains("a colleague"), "{home}");
    let mut rows = Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM tie WHERE person_id = 'colleague'").await?, 0, "no tie leads to them");
    world.ends().await
}

async fn synced_again(world: &World) -> Tested {
    world.changes("Sam", |_| ()).await;
    let sam = world.stage.app.person(&workspace_id(), &id("Sam").into()).await?;
    assert_eq!(sam.map(|sam| sam.name).as_deref(), Some("Sam"), "Slack's word is taken in again");
    Ok(())
}

async fn hides(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    delete(&world, "Sam").await;
    world.types("Sam", "/goodturn hide me").await;
    synced_again(&world).await?;
    let sam = world.stage.app.person(&workspace_id(), &id("Sam").into()).await?;
    assert!(sam.is_some_and(|sam| sam.hidden_at.is_some()), "and they stay hidden");
    world.ends().await
}

async fn says_team(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    delete(&world, "Sam").await;
    world.types("Sam", "/goodturn team Sales").await;
    synced_again(&world).await?;
    world.ends().await
}

async fn first_meeting(database: TestDatabase) -> Tested {
    const COUNT: &str = "SELECT COUNT(*) FROM first_meeting";
    let world = World::new(database).await;
    let mut rows = Rows::of(&world.database).await?;
    world.types("Ana", "/gave @Sam the slides").await;
    world.presses("Ana", "First meeting: may be mentioned, without names").await;
    assert_eq!(rows.number(COUNT).await?, 1);
    world.types("Ana", "/goodturn undo").await;
    assert_eq!(rows.number(COUNT).await?, 0, "taken back");
    for (who, other) in [("Bo", "@Lee"), ("Lee", "@Bo"), ("Tom", "@Mia")] {
        world.types(who, &format!("/gave {other} the slides")).await;
        world.presses(who, "First meeting: may be mentioned, without names").await;
    }
    assert_eq!(rows.number(COUNT).await?, 3);
    let tom = Actor { workspace: workspace_id(), person: id("Tom").into() };
    let act = rows.text(&format!("SELECT id FROM act WHERE owner_id = '{}'", id("Tom"))).await?;
    let entries = vec![goodturn::domain::ids::EntryId::new(act)];
    let edit = goodturn::app::edit_entry::EditEntry {
        by: tom,
        entries,
        people: vec![id("Ana").into()],
        team: None,
        way: None,
        words: None,
        on: None,
        trigger: None,
    };
    world.stage.app.edit_entry(edit).await?;
    assert_eq!(rows.number(COUNT).await?, 2, "with somebody else it was none");
    delete(&world, "Lee").await;
    assert_eq!(rows.number(COUNT).await?, 0, "Lee's own, and Bo's with Lee");
    world.ends().await
}

async fn unreadable(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    let mut rows = Rows::of(&world.database).await?;
    let damaged = match world.database.engine {
        crate::support::Engine::Sqlite => "x'00'",
        crate::support::Engine::Postgres => "'\\x00'",
    };
    let mentions = format!("(SELECT entry_id FROM mention WHERE person_id = '{}')", id("Sam"));
    assert_eq!(rows.change(&format!("UPDATE act SET note_sealed = {damaged} WHERE id IN {mentions}")).await?, 1);
    world.stage.app.ask_to_forget(&Actor { workspace: workspace_id(), person: id("Sam").into() }).await?;
    delete(&world, "Zoe").await;
    assert_eq!(tables_with(&world.database, &id("Zoe")).await, NOWHERE, "Zoe comes after Sam, and goes");
    assert_eq!(tables_with(&world.database, &id("Sam")).await, NOWHERE, "and so does Sam");
    world.stage.slack.open_home(&id("Ana")).await.expect("Home opens");
    world.stage.settle().await;
    assert!(world.stage.slack.home(&id("Ana")).is_some_and(|home| home.to_string().contains(&id("Lee"))), "Ana's Home can be read again");
    world.ends().await
}

async fn unreadable_message(database: TestDatabase) -> Tested {
    let world = lived(database, "en-US").await;
    let mut rows = Rows::of(&world.database).await?;
    let nonsense = format!("UPDATE nudge SET small_act = 'nonsense' WHERE member_id = '{}'", id("Ana"));
    assert!(rows.change(&nonsense).await? > 0);
    delete(&world, "Lee").await;
    delete(&world, "Sam").await;
    world.until("2026-04-07 10:30").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "what can't be read is taken away: {}", world.dm_text("Ana"));
    assert!(!world.dm_text("Sam").contains(&id("Zoe")), "and the others are edited");
    world.ends().await
}

async fn broken_workspace(database: TestDatabase) -> Tested {
    let world = World::of(database, COMPANY, "en-US").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    let broken = "T0".into();
    world.stage.app.install(&broken, &"UBOT".into(), "xoxb-another").await?;
    let mut rows = Rows::of(&world.database).await?;
    for sql in [
        "UPDATE workspace SET synced_at = 1, sync_due_at = 9000000000000 WHERE id = 'T0'",
        "INSERT INTO member (workspace_id, person_id, joined_at, weekday, hour, rhythm, people_per_reminder) \
         VALUES ('T0', 'U1', 0, 1, 10, 'weekly', 2)",
        "INSERT INTO quiet_period (workspace_id, team_id, position, rule) VALUES ('T0', 'X', 0, 'no rule')",
    ] {
        rows.change(sql).await?;
    }
    // Over the Sunday on which the week is planned, so that the broken one is not tried all the time.
    world.away_until("2026-04-07 09:59").await;
    world.until("2026-04-07 10:05").await;
    assert!(world.dm_text("Ana").contains(&id("Sam")), "Ana is reminded all the same");
    world.ends().await
}
