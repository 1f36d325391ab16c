//! A user group where people are wanted: Slack is asked who is in it, and the form offers them.

use goodturn::demo::stage::Joint;
use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::super::world::{Tested, id};
use super::{furnished, given_back, home};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("recording::a_group_asks_who", async |database| who(database, "en-US", Joint::Sockets, "recording_group").await),
        cx.both("recording::a_group_asks_who_in_german", async |database| {
            who(database, "de-DE", Joint::SocketMode, "recording_group_de").await
        }),
        cx.both("recording::a_group_that_can_not_be_seen_is_said", unseen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn who(database: TestDatabase, locale: &str, joint: Joint, snapshot: &str) -> Tested {
    let world = furnished(database, locale, joint).await;
    world.types("Ana", "/gave <!subteam^S0FINANCE|@finance> and @Sam the slides, yesterday").await;
    let form = world.form("Ana").expect("a form").to_string();
    assert!(!form.contains(&id("Gus")) && !form.contains(&id("Rob")) && !form.contains(&id("Ana")), "who can't be recorded is left out");
    world.sends("Ana", &[("who", json!(["@Lee", "@Sam"]))]).await;
    world.types("Ana", "/asked <!subteam^S0FINANCE|@finance> which forecast to trust").await;
    world.sends("Ana", &[]).await;
    let kept = home(&world, "Ana").await;
    assert_eq!((kept.entries.len(), kept.asks.len()), (2, 1));
    assert_eq!(kept.asks[0].team.as_deref(), Some("Finance"), "the group is the team of that name");
    world.stage.hang_up().await;
    world.reads(snapshot).await
}

async fn unseen(database: TestDatabase) -> Tested {
    let world = furnished(database, "en-US", Joint::InProcess).await;
    let close = async || {
        let form = world.form("Ana").expect("a form");
        world.stage.slack.close(&id("Ana"), form["id"].as_str().expect("an id")).await.expect("it closes");
    };
    world.types("Ana", "/gave <!subteam^S0EMPTY|@empty> the slides").await;
    close().await;
    world.fault("usergroups.users.list", FaultKind::Http500, 1);
    world.types("Ana", "/gave <!subteam^S0FINANCE|@finance> @Sam the slides").await;
    close().await;
    world.stage.slack.change_options(|options| options.free_plan = true);
    world.types("Ana", "/asked <!subteam^S0FINANCE> which forecast").await;
    world.sends("Ana", &[("who", json!(["@Lee"]))]).await;
    assert_eq!(home(&world, "Ana").await.asks.len(), 1);
    // Longer than a form holds: it comes back instead.
    world.types("Ana", &format!("/gave <!subteam^S0FINANCE|@finance> {}", "ein langes Wort ".repeat(220))).await;
    assert!(world.form("Ana").is_none());
    assert_eq!(given_back(&world, "Ana").matches("ein langes Wort").count(), 220, "every word comes back");
    world.ends().await
}
