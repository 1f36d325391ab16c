//! The weekly reminder: whom it names and whom it never names, when it comes, and that it is checked at the last moment.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::acts::writes;
use super::world::{COMPANY, Cast, Tested, World, id};
use crate::support::{Harness, TestDatabase};
use goodturn::domain::delivery::State;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("remind::after_four_full_quiet_weeks", four_weeks),
        cx.both("remind::recording_contact_takes_a_person_out", contact_resets),
        cx.both("remind::a_reserve_steps_in_for_who_went_away", reserve),
        cx.both("remind::never_names_who_must_not_be_named", never_named),
        cx.both("remind::three_at_most_point_at_one_person", capped),
        cx.both("remind::comes_at_the_members_own_hour", own_hour),
        cx.both("remind::not_the_same_person_two_weeks_running", variety),
        cx.both("remind::two_people_of_one_team_give_way_to_two_teams", two_teams),
        cx.both("remind::a_team_whose_card_meets_ours_goes_before", cards_meet),
        cx.both("remind::answers_change_the_message_once", answers),
        cx.both("remind::a_missed_slot_is_made_up_within_a_day", made_up),
        cx.both("remind::a_slot_missed_by_more_is_dropped_and_never_stacked", too_late),
        cx.both("remind::an_outage_of_slack_is_waited_out", long_outage),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn four_weeks(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-08 09:00").await;
    world.types("Ana", "/gave @Sam, @Bo walked through the release checklist").await;
    world.until("2026-03-31 12:00").await;
    assert!(world.notes("Ana").is_empty(), "three full weeks and a bit are not four");
    world.until("2026-04-07 09:55").await;
    assert!(world.notes("Ana").is_empty(), "not before the hour");
    world.until("2026-04-07 10:05").await;
    assert_eq!(world.notes("Ana").len(), 1);
    assert!(!world.dm_text("Ana").contains(&id("Bo")), "Bo is in the same team");
    world.reads("remind_four_weeks").await
}

async fn contact_resets(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    world.until("2026-04-06 09:00").await;
    // The plan of this week was made at midnight; Ana meets Sam before the reminder goes out.
    world.types("Ana", "/gave @Sam the newer slides").await;
    world.until("2026-04-07 10:05").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")));
    assert!(world.dm_text("Ana").contains(&id("Lee")));
    world.until("2026-05-05 12:00").await;
    assert!(!world.dm_text("Ana").contains(&id("Sam")), "and not in the four weeks after");
    world.ends().await
}

async fn reserve(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Sam, @Lee, @Mia the slides").await;
    world.until("2026-04-06 09:00").await;
    world.changes("Sam", |sam| sam["profile"]["status_emoji"] = json!(":palm_tree:")).await;
    world.changes("Lee", |lee| lee["profile"]["status_text"] = json!("Elternzeit bis Juni")).await;
    world.until("2026-04-07 10:05").await;
    let text = world.dm_text("Ana");
    assert!(!text.contains(&id("Sam")) && !text.contains(&id("Lee")), "both went away after the plan was made");
    assert!(text.contains(&id("Mia")), "the reserve stepped in");
    world.ends().await
}

async fn never_named(database: TestDatabase) -> Tested {
    let mut cast = COMPANY.to_vec();
    cast.push(Cast("Una", None, "Europe/Berlin"));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/gave @Bo, @Sam, @Lee, @Mia, @Tom, @Una the slides").await;
    world.changes("Sam", |sam| sam["deleted"] = json!(true)).await;
    world.changes("Mia", |mia| mia["is_restricted"] = json!(true)).await;
    world.types("Lee", "/goodturn hide me").await;
    world.types("Tom", "/goodturn join").await;
    world.types("Tom", "/goodturn rest").await;
    world.until("2026-04-21 12:00").await;
    assert!(world.notes("Ana").is_empty(), "nobody is left to be named: {}", world.dm_text("Ana"));
    world.types("Lee", "/goodturn show me").await;
    world.until("2026-04-28 12:00").await;
    assert!(world.dm_text("Ana").contains(&id("Lee")), "Lee may be named again");
    world.ends().await
}

async fn capped(database: TestDatabase) -> Tested {
    let mut cast: Vec<Cast> = ["Aa", "Bb", "Cc", "Dd", "Ee"].map(|name| Cast(name, Some("Research"), "Europe/Berlin")).to_vec();
    cast.push(Cast("Node", Some("Sales"), "Europe/Berlin"));
    let world = World::of(database, &cast, "en-US").await;
    for person in &cast[..5] {
        world.types(person.0, "/goodturn join").await;
        world.types(person.0, "/gave @Node the slides").await;
    }
    world.until("2026-04-07 12:00").await;
    let named = cast[..5].iter().filter(|person| world.dm_text(person.0).contains(&id("Node"))).count();
    assert_eq!(named, 3);
    world.ends().await
}

async fn own_hour(database: TestDatabase) -> Tested {
    let cast = &[
        Cast("Ana", Some("Research"), "America/New_York"),
        Cast("Ines", Some("Research"), "Asia/Kolkata"),
        Cast("Sam", Some("Sales"), "Europe/Berlin"),
    ];
    let world = World::of(database, cast, "en-US").await;
    for name in ["Ana", "Ines"] {
        world.types(name, "/gave @Sam the slides").await;
    }
    for name in ["Ana", "Ines"] {
        world.joins_on(name, "2026-04-01 17:00").await;
    }
    // Clocks change in New York on 8 March and in Berlin on 29 March 2026: ten stays ten everywhere.
    world.until("2026-04-07 06:25").await;
    assert_eq!((world.dm("Ines").len(), world.dm("Ana").len()), (0, 0));
    world.until("2026-04-07 06:35").await;
    assert_eq!((world.dm("Ines").len(), world.dm("Ana").len()), (1, 0), "10:00 in Kolkata is 06:30 in Berlin");
    world.until("2026-04-07 15:55").await;
    assert_eq!(world.dm("Ana").len(), 0);
    world.until("2026-04-07 16:05").await;
    assert_eq!(world.dm("Ana").len(), 1, "10:00 in New York is 16:00 in Berlin");
    world.ends().await
}

async fn variety(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-07 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1);
    world.until("2026-04-14 12:00").await;
    assert_eq!(world.notes("Ana").len(), 1, "not the same person in the week after");
    world.types("Ana", "/goodturn").await;
    world.until("2026-04-21 12:00").await;
    assert_eq!(world.notes("Ana").len(), 2, "two weeks later it may be");
    world.ends().await
}

async fn answers(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam, @Lee the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-07 10:05").await;
    world.presses_nth("Ana", "Not this person", 0).await;
    world.presses_nth("Ana", "We've been in touch", 0).await;
    let redelivered = world.stage.slack.redeliver_last().await?;
    assert_eq!(redelivered.error, None);
    world.stage.settle().await;
    // First steps came in between; who answers none of them gets notes more slowly.
    world.until("2026-05-11 09:00").await;
    world.types("Ana", "/goodturn").await;
    world.until("2026-05-12 12:00").await;
    let later = world.notes("Ana").split_off(1);
    let later = serde_json::Value::from(later).to_string();
    let (refused, met) = if later.contains(&id("Sam")) { ("Lee", "Sam") } else { ("Sam", "Lee") };
    assert!(!later.contains(&id(refused)), "refused stays refused");
    assert!(later.contains(&id(met)), "who was met comes up again after four quiet weeks");
    world.reads("remind_answers").await
}

async fn made_up(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-06 12:00").await;
    world.away_until("2026-04-07 20:00").await;
    assert_eq!(world.dm("Ana").len(), 1, "ten hours late is made up");
    world.until("2026-04-08 12:00").await;
    assert_eq!(world.dm("Ana").len(), 1, "once");
    world.ends().await
}

async fn too_late(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-06 12:00").await;
    world.away_until("2026-04-08 11:00").await;
    assert!(world.dm("Ana").is_empty(), "a day and an hour late is dropped");
    world.away_until("2026-04-30 09:00").await;
    assert!(world.dm("Ana").is_empty(), "weeks of absence are never stacked");
    world.until("2026-05-05 12:00").await;
    assert_eq!(world.dm("Ana").len(), 1, "the next slot is as usual");
    world.ends().await
}

async fn long_outage(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 09:00").await;
    world.until("2026-04-06 12:00").await;
    // Slack itself is out of reach for some hours: dozens of attempts fail. Conversations are opened once and looked at each time.
    world.fault("conversations.info", FaultKind::Http500, 20);
    world.until("2026-04-07 12:00").await;
    assert_eq!((world.dm("Ana").len(), world.count(State::Queued).await), (0, 1), "it waits");
    world.until("2026-04-08 09:30").await;
    assert_eq!(world.dm("Ana").len(), 1, "made up within the day");
    world.ends().await
}

async fn two_teams(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    // All three ties are alike; Sam and Mia are in Sales, Tom is in Finance.
    world.types("Ana", "/gave @Sam, @Mia, @Tom the slides").await;
    world.until("2026-04-07 10:05").await;
    let text = world.dm_text("Ana");
    assert!(text.contains(&id("Tom")), "one of Finance, and one of Sales: {text}");
    assert!(text.contains(&id("Sam")) != text.contains(&id("Mia")), "{text}");
    world.ends().await
}

async fn cards_meet(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    writes(&world, "Ana", false, &[("offers", "planning forecasts")]).await;
    writes(&world, "Tom", false, &[("struggles", "forecast dates that nobody believes")]).await;
    world.types("Ana", "/goodturn join").await;
    world.types("Bo", "/goodturn join").await;
    for who in ["Ana", "Bo"] {
        world.types(who, "/goodturn settings").await;
        world.sends(who, &[("people", json!("1"))]).await;
    }
    // Sam would come first, with more to do with each other; the card makes up for a little, and not for much.
    world.types("Ana", "/gave @Sam, @Tom the slides").await;
    world.types("Bo", "/gave @Sam, @Tom the slides").await;
    world.until("2026-03-10 12:00").await;
    world.types("Bo", "/gave @Sam the slides again").await;
    world.until("2026-03-17 12:00").await;
    world.types("Bo", "/gave @Sam, @Tom the slides once more").await;
    world.until("2026-04-21 12:00").await;
    let (ana, bo) = (world.dm_text("Ana"), world.dm_text("Bo"));
    assert!(ana.contains(&id("Tom")), "as good as Sam, and there is something to give: {ana}");
    assert!(bo.contains(&id("Sam")), "much closer, whatever the cards say: {bo}");
    world.ends().await
}
