//! People one keeps warm: the short list with its caps and cadences, warmth in words, and [Not this person] with its way back.

use goodturn::app::Actor;
use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Cast, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("tended::the_list_and_its_sentences", async |database| list(database, "en-US", "tended_list").await),
        cx.both("tended::the_list_in_german", async |database| list(database, "de-DE", "tended_list_german").await),
        cx.both("tended::two_a_team_and_eight_in_all", caps),
        cx.both("tended::the_members_own_word_about_teams_counts", own_word),
        cx.both("tended::due_at_their_cadence_and_not_before", cadence),
        cx.both("tended::not_this_person_stays_until_undone", undone),
        cx.both("tended::undone_in_the_list_too", undone_in_list),
        cx.both("tended::somebody_whose_team_nobody_knows", unknown_team),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn list(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = World::of(database, COMPANY, locale).await;
    world.types("Ana", "/goodturn join").await;
    for line in [
        "/goodturn people",
        "/goodturn tend @Sam every 2 weeks",
        "/goodturn tend @Lee",
        "/goodturn tend @Tom halbjährlich",
        "/goodturn tend @Bo monthly",
        "/goodturn tend @Mia every blue moon",
        "/goodturn tend @Mia weekly",
        "/goodturn tend @Sam quarterly",
        "/gave @Lee the slides",
        "/goodturn people",
        "/goodturn untend @Tom",
        "/goodturn untend @Mia",
    ] {
        assert_eq!(world.types("Ana", line).await.error, None, "{line}");
    }
    world.until("2026-03-02 12:00").await;
    let off = if locale == "de-DE" { "Von der Liste nehmen" } else { "Take off the list" };
    world.presses("Ana", off).await;
    world.types("Ana", "/goodturn people").await;
    world.reads(snapshot).await
}

async fn caps(database: TestDatabase) -> Tested {
    let mut cast = vec![Cast("Ana", Some("Research"), "Europe/Berlin")];
    let teams = ["Sales", "Finance", "Legal", "Support", "Design"];
    let names = ["Aa", "Ab", "Ac", "Ba", "Bb", "Ca", "Cb", "Da", "Db", "Ea"];
    let team_of = |name: &str| teams[usize::from(name.as_bytes()[0] - b'A')];
    cast.extend(names.map(|name| Cast(name, Some(team_of(name)), "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    let third = world.types("Ana", "/goodturn tend @Aa, @Ab, @Ac").await;
    assert!(third.body.contains("two from one team are as many"), "{}", third.body);
    for pair in ["@Ba, @Bb", "@Ca, @Cb", "@Da, @Db"] {
        let kept = world.types("Ana", &format!("/goodturn tend {pair}")).await;
        assert!(!kept.body.contains("not on your list yet"), "{}", kept.body);
    }
    let ninth = world.types("Ana", "/goodturn tend @Ea").await;
    assert!(ninth.body.contains("there are eight people on it"), "{}", ninth.body);
    let again = world.types("Ana", "/goodturn tend @Aa every 2 weeks").await;
    assert!(again.body.contains("every two weeks"), "who is on it may get another cadence: {}", again.body);
    world.types("Ana", "/goodturn untend @Da").await;
    let ninth = world.types("Ana", "/goodturn tend @Ea").await;
    assert!(ninth.body.contains("on your list now"), "{}", ninth.body);
    world.ends().await
}

async fn own_word(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    cast.extend(["Kim", "Max", "Una"].map(|name| Cast(name, None, "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    // The company's list has Ana in Research; she works with Sales.
    world.types("Ana", "/goodturn team Sales").await;
    for (line, expected) in [
        ("tend @Sam", "is in your own team"),
        ("tend @Bo", "is on your list now"),
        ("boundary Sales", "Sales is your own team"),
        ("boundary Research", "Good choice. Research is the team"),
    ] {
        let answer = world.types("Ana", &format!("/goodturn {line}")).await;
        assert!(answer.body.contains(expected), "{line}: {}", answer.body);
    }
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("people", json!("1"))]).await;
    let kept = world.types("Ana", "/goodturn boundary").await;
    assert!(kept.body.contains("Research is the team"), "the form offers it, and takes it back as it is: {}", kept.body);
    let by = Actor { workspace: workspace_id(), person: id("Ana").into() };
    for name in ["Kim", "Max", "Una"] {
        world.stage.app.say_team_of(&by, &id(name).into(), "Night Shift").await?;
    }
    let third = world.types("Ana", "/goodturn tend @Kim, @Max, @Una").await;
    assert!(third.body.contains("two from one team are as many"), "{}", third.body);
    // The form of joining shows her own word; sent as it is, there is nothing new to say about it.
    world.types("Ana", "/goodturn join").await;
    world.sends("Ana", &[]).await;
    let said = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
    assert!(said.contains("Saved."), "{said}");
    world.ends().await
}

async fn cadence(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia the slides").await;
    world.types("Ana", "/goodturn tend @Sam every 2 weeks").await;
    world.types("Ana", "/goodturn tend @Lee every 3 months").await;
    world.until("2026-03-15 12:00").await;
    world.types("Ana", "/goodturn people").await;
    assert!(!world.notes_text("Ana").contains(&id("Sam")), "not two weeks yet");
    world.until("2026-03-17 10:05").await;
    let note = world.notes_text("Ana");
    assert!(note.contains(&id("Sam")) && note.contains("people to stay in touch with"), "two weeks, though not four: {note}");
    assert!(!note.contains(&id("Mia")));
    world.presses("Ana", "Not this week").await;
    world.until("2026-04-14 10:05").await;
    let note = world.notes_text("Ana");
    assert!(note.contains(&id("Mia")) && !note.contains(&id("Lee")), "Lee only at Lee's cadence");
    for until in ["2026-04-21 12:00", "2026-04-28 12:00", "2026-05-05 12:00", "2026-05-12 12:00", "2026-05-19 12:00", "2026-05-26 12:00"] {
        world.until(until).await;
        world.types("Ana", "/goodturn").await;
    }
    assert!(!world.notes_text("Ana").contains(&id("Lee")), "three months are not over");
    world.until("2026-06-02 10:05").await;
    assert!(world.notes_text("Ana").contains(&id("Lee")), "now they are");
    world.ends().await
}

async fn undone(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.until("2026-04-07 10:05").await;
    world.presses("Ana", "Not this person").await;
    world.presses("Ana", "Undo").await;
    assert!(world.button("Ana", "We've been in touch", 0).is_some(), "as if nothing had been pressed");
    world.until("2026-04-21 10:05").await;
    assert_eq!(world.notes("Ana").len(), 2, "Sam comes up again");
    world.presses("Ana", "Not this person").await;
    for until in ["2026-05-05 12:00", "2026-05-19 12:00", "2026-06-16 12:00"] {
        world.until(until).await;
        world.types("Ana", "/goodturn").await;
    }
    assert_eq!(world.notes("Ana").len(), 2, "refused stays refused");
    world.ends().await
}

async fn undone_in_list(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.until("2026-04-07 10:05").await;
    world.presses("Ana", "Not this person").await;
    world.until("2026-05-05 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1);
    world.types("Ana", "/goodturn people").await;
    world.presses("Ana", "Undo").await;
    world.until("2026-05-12 10:05").await;
    assert_eq!(world.notes("Ana").len(), 2);
    assert!(world.dm("Sam").is_empty(), "Sam learns nothing of any of it");
    world.ends().await
}

async fn unknown_team(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    cast.push(Cast("Una", None, "Europe/Berlin"));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Una the slides").await;
    world.until("2026-04-14 12:00").await;
    assert!(!world.notes_text("Ana").contains(&id("Una")), "a team that nobody knows, and nobody chose Una");
    world.types("Ana", "/goodturn tend @Una").await;
    world.until("2026-04-21 12:00").await;
    assert!(world.notes_text("Ana").contains(&id("Una")));
    world.ends().await
}
