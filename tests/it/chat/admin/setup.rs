//! Set-up in App Home: what is ready and what is missing, the weekly post, where teams come from, and what is held for an admin's word.

use libtest_mimic::Trial;
use serde_json::json;
use standin::FaultKind;

use super::{COMPANY, Harness, TestDatabase, Tested, World, id, workspace_id};
use crate::chat::digest::company::Company;
use crate::chat::world::{CHANNEL, OTHER_CHANNEL};
use goodturn::demo::stage::Joint;
use goodturn::domain::delivery::State;
use goodturn::domain::team_source::TeamSource;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("admin::the_whole_home", async |database| whole(database, "en-US", "admin_home").await),
        cx.both("admin::the_whole_home_in_german", async |database| whole(database, "de-DE", "admin_home_german").await),
        cx.both("admin::the_weekly_post_is_set_in_a_form", digest),
        cx.both("admin::what_an_admin_sets_goes_before_the_settings_file", before_the_file),
        cx.both("admin::the_bot_is_not_in_the_channel", not_there),
        cx.both("admin::where_teams_come_from", sources),
        cx.both("admin::a_free_plan_has_no_user_groups", free_plan),
        cx.both("admin::missing_scopes_are_told", scopes),
        cx.both("admin::a_held_post_waits_for_a_word", held_post),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const CHANGE: &str = "Change where teams come from";

/// A company with user groups, of which Ana is the admin.
async fn grouped(database: TestDatabase, locale: &str) -> World {
    let world = World::furnished(database, COMPANY, (locale, Joint::InProcess), |workspace| {
        let group = |group: &str, name: &str| {
            json!({ "id": group, "team_id": "T0000000001", "name": name, "handle": name.to_lowercase(), "date_delete": 0,
                    "users": [id("Ana"), id("Bo")] })
        };
        workspace.usergroups = vec![group("S1", "Explorers"), group("S2", "Builders")];
    })
    .await;
    world.stage.slack.change_options(|options| {
        options.scopes = goodturn::slack::manifest::scopes(true).into_iter().map(str::to_owned).collect();
    });
    world.sets_up("Ana", locale).await;
    world.opens_home("Ana").await;
    world
}

async fn whole(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = grouped(database, locale).await;
    let label = |en: &'static str, de: &'static str| if locale.starts_with("de") { de } else { en };
    world.presses_on_home("Ana", label("Set up the weekly post", "Wochenbeitrag einrichten")).await;
    world.sends("Ana", &[("channel", json!(CHANNEL)), ("day", json!("2")), ("hour", json!("15")), ("least", json!("2"))]).await;
    world.presses_on_home("Ana", label(CHANGE, "Andere Quellen wählen")).await;
    world
        .sends(
            "Ana",
            &[("groups", json!(["S2", "S1"])), ("field", json!("Xf01")), ("place-1", json!("groups")), ("place-2", json!("field"))],
        )
        .await;
    world.until("2026-03-02 07:00").await;
    world.opens_home("Ana").await;
    world.presses_on_home("Ana", label("Turn off for everyone", "Für alle ausschalten")).await;
    world.reads(snapshot).await
}

async fn digest(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    let world = &company.world;
    world.sets_up("Ana", "en-US").await;
    world.opens_home("Ana").await;
    world.presses_on_home("Ana", "Set up the weekly post").await;
    let answer = world.sends("Ana", &[("zone", json!("Berlin, or so"))]).await;
    assert!(answer.body.contains("I don't know that time zone"), "{}", answer.body);
    world.sends("Ana", &[("zone", json!("europe/berlin")), ("day", json!("1")), ("hour", json!("9"))]).await;
    let home = world.home_text("Ana");
    assert!(home.contains("tomorrow at 09:00 (Europe/Berlin)"), "{home}");
    assert!(home.contains("and I am in it"), "{home}");
    let hello = world.stage.slack.ephemerals(&id("Ana")).pop().expect("a line in the channel").to_string();
    assert!(hello.contains("Only you see this line") && company.channel().is_empty());
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    world.until("2026-03-03 09:05").await;
    assert_eq!(company.channel().len(), 1, "on the new day, at the new hour");
    // The hour has passed when it is chosen: nothing is made up.
    company.introduces("Di", ("Bo", "Research"), ("Jan", "Sales"), false).await?;
    world.until("2026-03-04 12:00").await;
    world.presses_on_home("Ana", "Set up the weekly post").await;
    world.sends("Ana", &[("day", json!("2")), ("hour", json!("11"))]).await;
    world.until("2026-03-05 09:00").await;
    assert_eq!(company.channel().len(), 1);
    world.until("2026-03-11 11:05").await;
    assert_eq!(company.channel().len(), 2);
    // Without a channel there is none, whatever the settings file says at the next start.
    world.presses_on_home("Ana", "Set up the weekly post").await;
    world.sends("Ana", &[("channel", json!(null))]).await;
    assert!(world.home_text("Ana").contains("The weekly post has no channel"));
    let wanted = goodturn::app::set_up_digest::DigestWanted {
        channel: Some(CHANNEL.into()),
        cron: "0 10 * * THU".to_owned(),
        zone: "UTC".to_owned(),
        items_min: 1,
    };
    world.stage.app.configure_digest(&workspace_id(), &wanted).await?;
    assert!(world.stage.app.digest_setup(&workspace_id()).await?.is_none());
    world.ends().await
}

async fn before_the_file(database: TestDatabase) -> Tested {
    let world = grouped(database, "en-US").await;
    let file = TeamSource::Csv("teams.csv".to_owned());
    let app = world.stage.app.clone().with_team_sources(&[file.clone(), TeamSource::Word]);
    assert_eq!(app.team_order(&workspace_id()).await?[0], file);
    world.presses_on_home("Ana", CHANGE).await;
    world.sends("Ana", &[("groups", json!(["S1"])), ("place-1", json!("groups"))]).await;
    assert_eq!(app.team_order(&workspace_id()).await?[0], TeamSource::UserGroup("S1".to_owned()), "the operator's setting holds no more");
    world.presses_on_home("Ana", "Go back to the settings file").await;
    assert_eq!(app.team_order(&workspace_id()).await?[0], file);
    assert!(world.home_button("Ana", "Go back to the settings file").is_none());
    world.ends().await
}

async fn not_there(database: TestDatabase) -> Tested {
    let world = grouped(database, "en-US").await;
    world.presses_on_home("Ana", "Set up the weekly post").await;
    world.sends("Ana", &[("channel", json!(OTHER_CHANNEL))]).await;
    let home = world.home_text("Ana");
    assert!(home.contains("/invite @Goodturn") && home.contains("I am not in"), "{home}");
    world.presses_on_home("Ana", "Set up the weekly post").await;
    world.sends("Ana", &[("channel", json!(CHANNEL))]).await;
    assert!(world.home_text("Ana").contains("and I am in it"));
    // Slack does not answer: what was known stays.
    world.fault("chat.postEphemeral", FaultKind::Http500, 1);
    world.presses_on_home("Ana", "Check that I can post there").await;
    assert!(world.home_text("Ana").contains("and I am in it"));
    world.ends().await
}

async fn sources(database: TestDatabase) -> Tested {
    let world = grouped(database, "en-US").await;
    assert!(world.home_text("Ana").contains("decides: what was imported, the member's own word."));
    world.presses_on_home("Ana", CHANGE).await;
    let odd = world.sends("Ana", &[("field", json!("Xf1;csv:/etc/passwd"))]).await;
    assert!(odd.body.contains("not the id of a profile field"), "{}", odd.body);
    world.sends("Ana", &[("groups", json!(["S1"])), ("field", json!("")), ("place-1", json!("groups")), ("place-2", json!("self"))]).await;
    world.until("2026-03-02 06:30").await;
    world.opens_home("Ana").await;
    let home = world.home_text("Ana");
    assert!(home.contains("decides: the user group Explorers, what was imported, the member's own word."), "{home}");
    let team = world.stage.app.team_of(&workspace_id(), &id("Bo").as_str().into()).await?;
    assert_eq!(team.as_deref(), Some("Explorers"), "taken at the next sync");
    world.presses_on_home("Ana", CHANGE).await;
    world.sends("Ana", &[("groups", json!([])), ("place-1", json!("self")), ("place-2", json!("none"))]).await;
    world.until("2026-03-02 07:00").await;
    let team = world.stage.app.team_of(&workspace_id(), &id("Bo").as_str().into()).await?;
    assert_eq!(team.as_deref(), Some("Research"), "what was imported holds again");
    world.ends().await
}

async fn free_plan(database: TestDatabase) -> Tested {
    let world = grouped(database, "en-US").await;
    world.presses_on_home("Ana", CHANGE).await;
    world.sends("Ana", &[("groups", json!(["S1"])), ("place-1", json!("groups"))]).await;
    world.stage.slack.change_options(|options| options.free_plan = true);
    world.until("2026-03-03 12:00").await;
    world.opens_home("Ana").await;
    assert!(world.home_text("Ana").contains("This workspace's Slack plan has no user groups"), "{}", world.home_text("Ana"));
    world.presses_on_home("Ana", CHANGE).await;
    assert!(world.form_text("Ana").contains("so there are none to choose from"));
    world.sends("Ana", &[("place-1", json!("self"))]).await;
    world.ends().await
}

async fn scopes(database: TestDatabase) -> Tested {
    let world = grouped(database, "en-US").await;
    assert!(world.home_text("Ana").contains("The app has every permission it needs."));
    world.stage.slack.change_options(|options| options.scopes.retain(|scope| scope != "im:read"));
    world.until("2026-03-02 08:00").await;
    world.opens_home("Ana").await;
    assert!(world.home_text("Ana").contains("The app lacks permissions: im:read."));
    world.ends().await
}

async fn held_post(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    let world = &company.world;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    world.fault("chat.postMessage", FaultKind::TimeoutBefore, 1);
    world.until("2026-03-05 12:00").await;
    assert_eq!(world.count(State::Held).await, 1);
    world.sets_up("Ana", "en-US").await;
    world.opens_home("Ana").await;
    let home = world.home_text("Ana");
    assert!(home.contains("A weekly post is held") && home.contains("today at 10:00") && !home.contains(&id("Jan")), "{home}");
    assert!(home.contains("Slack did not answer"), "the last error, by its kind: {home}");
    // Nothing is posted while all is off.
    world.presses_on_home("Ana", "Turn off for everyone").await;
    world.presses_on_home("Ana", "Post it").await;
    assert!(world.form_text("Ana").contains("Turn it on again first") && world.count(State::Held).await == 1);
    world.presses_on_home("Ana", "Turn on again").await;
    let (action, value) = world.home_button("Ana", "Post it").expect("a button");
    world.presses_on_home("Ana", "Post it").await;
    assert_eq!((company.channel().len(), world.count(State::Held).await), (1, 0));
    assert!(!world.home_text("Ana").contains("is held"));
    world.forges("Ana", &action, &value.expect("a message")).await;
    assert!(world.form_text("Ana").contains("settled already") && company.channel().len() == 1);
    company.world.ends().await
}
