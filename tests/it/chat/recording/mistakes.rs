//! Mistakes in forms: each has its sentence, at the input that it is about, and nothing is kept.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::super::world::{Tested, id, user};
use super::{actor, furnished, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::every_mistake_in_a_form_has_its_place", async |database| {
            mistakes(database, "en-US", "recording_mistakes").await
        }),
        cx.both("recording::every_mistake_in_a_form_in_german", async |database| {
            mistakes(database, "de-DE", "recording_mistakes_de").await
        }),
        cx.both("recording::days_that_no_entry_can_be_for", days),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn mistakes(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = furnished(database, locale, Joint::InProcess).await;
    let mut outsider = user("Eve", "Europe/Berlin", locale);
    outsider["team_id"] = json!("T0000000099");
    world.stage.slack.event(json!({ "type": "team_join", "user": outsider })).await?;
    let mut tom = user("Tom", "Europe/Berlin", locale);
    tom["deleted"] = json!(true);
    world.stage.slack.event(json!({ "type": "user_change", "user": tom })).await?;
    let what = || ("what", json!("the slides"));
    world.types("Ana", "/gave").await;
    // Nobody at all, or nine people, never get here: Slack's own form holds them back.
    let people: [Value; 4] = [json!(["@Ana"]), json!(["@Rob", "@Sam"]), json!(["@Gus"]), json!(["@Eve"])];
    for who in people {
        world.sends("Ana", &[("who", who), what()]).await;
    }
    world.sends("Ana", &[("who", json!(["@Sam"])), ("what", json!("   "))]).await;
    for on in ["2026-03-03", "2025-03-01"] {
        world.sends("Ana", &[("who", json!(["@Sam"])), what(), ("on", json!(on))]).await;
    }
    world.sends("Ana", &[("who", json!(["@Sam"])), what(), ("on", json!("2025-03-02"))]).await;
    assert!(world.form("Ana").is_none(), "the last one is taken");
    let teams = world.stage.app.known_teams(&actor("Ana")).await?;
    let sales = teams.iter().find(|(_, name)| name == "Sales").map(|(id, _)| json!(id.as_str())).expect("Sales is known");
    world.types("Ana", "/asked").await;
    world.sends("Ana", &[("who", json!(["@Tom"])), what()]).await;
    world.sends("Ana", &[what()]).await;
    world.sends("Ana", &[("who", json!(["@Sam"])), ("team", sales), what()]).await;
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.entries.len(), kept.asks.len()), (1, 0));
    assert_eq!(world.form("Ana").map(|form| form["callback_id"].clone()), Some(json!("asked")), "{}", id("Ana"));
    world.reads(snapshot).await
}

async fn days(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    for line in [
        "/gave @Sam the slides, 2026-03-05",
        "/gave @Sam the slides, 14 months ago",
        "/gave @Sam the slides, 2 years ago",
        "/asked @Lee to send the numbers, tomorrow",
        "/gave @Sam the older slides, on 24 December",
        "/gave @Sam the newer slides, last month",
    ] {
        world.types("Ana", line).await;
    }
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.entries.len(), kept.asks.len()), (2, 1));
    assert_eq!(kept.asks[0].note.as_str(), "to send the numbers, tomorrow", "what is still to come is part of the note");
    world.reads("recording_days").await
}
