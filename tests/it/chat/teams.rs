//! Who is in which team: sources in their order, the member's own word, and what members say of others for their own use.

use goodturn::app::Actor;
use goodturn::app::team_sources::TeamShare;
use goodturn::domain::away::AwayList;
use goodturn::domain::ids::{PersonId, TeamId};
use goodturn::domain::team_source::TeamSource;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::FaultKind;

use super::world::{Cast, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

const BERLIN: &str = "Europe/Berlin";

/// Nobody's team is known at the beginning.
const STRANGERS: &[Cast] = &[
    Cast("Ana", None, BERLIN),
    Cast("Bo", None, BERLIN),
    Cast("Sam", None, BERLIN),
    Cast("Lee", None, BERLIN),
    Cast("Mia", None, BERLIN),
    Cast("Tom", None, BERLIN),
];

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("teams::groups_in_their_order", groups),
        cx.both("teams::a_group_that_changes_is_seen_by_its_event", group_events),
        cx.both("teams::a_renamed_group_is_the_same_team", renamed),
        cx.both("teams::a_free_plan_falls_to_the_next_source", free_plan),
        cx.both("teams::a_profile_field_goes_by_who_matters", field),
        cx.both("teams::a_profile_field_waits_when_told_to", field_waits),
        cx.both("teams::a_file_decides_and_lets_go", file),
        cx.both("teams::a_file_may_come_before_the_people", file_first),
        cx.both("teams::own_word_for_own_nudges", own_word),
        cx.both("teams::what_a_member_says_of_others", said_of_others),
        cx.both("teams::an_order_that_changes_moves_people", order_changes),
        cx.both("teams::late_news_undo_nothing", late_news),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn group(id: &str) -> TeamSource {
    TeamSource::UserGroup(id.to_owned())
}

fn usergroup(id: &str, name: &str, people: &[&str]) -> Value {
    let users: Vec<String> = people.iter().map(|name| super::world::id(name)).collect();
    json!({ "id": id, "name": name, "handle": name.to_lowercase(), "date_delete": 0, "users": users })
}

fn ana() -> Actor {
    Actor { workspace: workspace_id(), person: id("Ana").into() }
}

fn names(teams: Vec<(TeamId, String)>) -> Vec<String> {
    teams.into_iter().map(|(_, name)| name).collect()
}

impl World {
    /// An admin chooses the sources.
    async fn sources(&self, order: &[TeamSource]) {
        self.stage.app.choose_team_sources(&ana(), Some(order)).await.expect("the order is taken");
        self.stage.settle().await;
    }

    /// Which team somebody is in for everybody.
    async fn team(&self, name: &str) -> Option<String> {
        self.stage.app.team_of(&workspace_id(), &id(name).into()).await.expect("the database answers")
    }

    async fn said(&self, event: Value) {
        self.stage.slack.event(event).await.expect("the event arrives");
        self.stage.settle().await;
    }

    fn calls(&self, method: &str) -> usize {
        self.stage.slack.calls().iter().filter(|call| call.method == method).count()
    }

    async fn problem(&self, source: &TeamSource) -> Option<String> {
        let stand = self.stage.app.team_sources_stand(&workspace_id()).await.expect("the database answers");
        stand.into_iter().find(|one| one.source == *source).and_then(|one| one.problem)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what it is compared with may be nothing")]
fn is(name: &str) -> Option<String> {
    Some(name.to_owned())
}

async fn groups(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana", "Bo"]));
    world.stage.slack.replace_usergroup(usergroup("S2", "Sales", &["Sam", "Bo", "Mia"]));
    world.stage.slack.replace_usergroup(usergroup("S3", "Not ticked", &["Tom"]));
    world.sources(&[group("S2"), group("S1")]).await;
    world.until("2026-03-02 07:00").await;
    assert_eq!(
        (world.team("Ana").await, world.team("Bo").await),
        (is("Research"), is("Sales")),
        "of two groups the first in the order decides"
    );
    assert_eq!((world.team("Sam").await, world.team("Tom").await), (is("Sales"), None));
    assert_eq!((world.calls("usergroups.list"), world.calls("usergroups.users.list")), (1, 2), "no group is asked that nobody ticked");
    world.until("2026-03-03 12:00").await;
    assert_eq!((world.calls("usergroups.list"), world.calls("usergroups.users.list")), (2, 4), "once a day");
    assert_eq!(world.stage.app.team_share(&workspace_id()).await?, TeamShare::HardlyAnybody(6));
    world.ends().await
}

async fn group_events(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana", "Bo"]));
    world.sources(&[group("S1")]).await;
    world.until("2026-03-02 07:00").await;
    assert_eq!(world.team("Lee").await, None);
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana", "Lee"]));
    world
        .said(json!({ "type": "subteam_members_changed", "subteam_id": "S1", "added_users": [id("Lee")], "removed_users": [id("Bo")] }))
        .await;
    world.until("2026-03-02 07:01").await;
    assert_eq!((world.team("Lee").await, world.team("Bo").await), (is("Research"), None));
    // A storm of events makes no storm of calls.
    let before = world.calls("usergroups.users.list");
    for _ in 0..30 {
        world.said(json!({ "type": "subteam_members_changed", "subteam_id": "S1" })).await;
        world.said(json!({ "type": "subteam_self_added", "subteam_id": "S1" })).await;
        world.said(json!({ "type": "subteam_updated", "subteam": { "id": "S9" } })).await;
    }
    world.until("2026-03-02 07:02").await;
    assert!(world.calls("usergroups.users.list") - before <= 20, "{}", world.calls("usergroups.users.list") - before);
    let mut switched_off = usergroup("S1", "Research", &["Ana", "Lee"]);
    switched_off["date_delete"] = json!(1_772_000_000);
    world.stage.slack.replace_usergroup(switched_off);
    world.said(json!({ "type": "subteam_updated", "subteam": { "id": "S1", "date_delete": 1_772_000_000 } })).await;
    world.until("2026-03-02 07:03").await;
    assert_eq!((world.team("Ana").await, world.problem(&group("S1")).await), (None, is("disabled")));
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana"]));
    world.said(json!({ "type": "subteam_updated", "subteam": { "id": "S1", "date_delete": 0 } })).await;
    world.until("2026-03-02 07:04").await;
    assert_eq!((world.team("Ana").await, world.problem(&group("S1")).await), (is("Research"), None));
    for odd in [
        json!({ "type": "subteam_updated" }),
        json!({ "type": "subteam_created", "subteam": 7 }),
        json!({ "type": "subteam_members_changed" }),
    ] {
        assert_eq!(world.stage.slack.event(odd).await?.status, 200);
    }
    world.ends().await
}

async fn renamed(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana", "Bo"]));
    world.sources(&[group("S1")]).await;
    world.until("2026-03-02 07:00").await;
    let before = names(world.stage.app.known_teams(&ana()).await?);
    world.stage.slack.replace_usergroup(usergroup("S1", "Research & Design", &["Ana", "Bo"]));
    world.said(json!({ "type": "subteam_updated", "subteam": { "id": "S1" } })).await;
    world.until("2026-03-02 07:01").await;
    assert_eq!((world.team("Ana").await, world.team("Bo").await), (is("Research & Design"), is("Research & Design")));
    assert_eq!(
        (before, names(world.stage.app.known_teams(&ana()).await?)),
        (vec!["Research".to_owned()], vec!["Research & Design".to_owned()])
    );
    world.ends().await
}

async fn free_plan(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    world.stage.slack.replace_usergroup(usergroup("S1", "Research", &["Ana"]));
    world.types("Ana", "/goodturn team Design").await;
    world.sources(&[group("S1")]).await;
    world.until("2026-03-02 07:00").await;
    assert_eq!(world.team("Ana").await, is("Research"));
    world.stage.slack.change_options(|options| options.free_plan = true);
    world.until("2026-03-03 12:00").await;
    assert_eq!((world.team("Ana").await, world.problem(&group("S1")).await), (is("Design"), is("plan_upgrade_required")));
    world.stage.slack.change_options(|options| options.free_plan = false);
    world.until("2026-03-04 12:00").await;
    assert_eq!((world.team("Ana").await, world.problem(&group("S1")).await), (is("Research"), None), "a paid plan is seen within a day");
    world.ends().await
}

/// A person whose profile has `Xf1`, the team.
fn with_field(name: &str, value: &str) -> Value {
    let mut user = super::world::user(name, BERLIN, "en-US");
    user["profile"]["fields"] = json!({ "Xf1": { "value": value, "alt": "" } });
    user
}

fn has_field(world: &World) {
    world.stage.slack.change_options(|options| options.scopes.push("users.profile:read".to_owned()));
    world.stage.slack.replace_profile(json!({ "fields": [{ "id": "Xf1", "label": "Department", "type": "text" }], "sections": [] }));
}

async fn field(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    has_field(&world);
    for (name, value) in [("Ana", "Research"), ("Bo", "  research  "), ("Sam", "Sales"), ("Lee", "   "), ("Tom", "\u{0}"), ("Mia", "Sales")]
    {
        world.stage.slack.replace_user(with_field(name, value));
    }
    for number in 0..40 {
        world.stage.slack.replace_user(json!({ "id": format!("U0A{number:03}"), "name": format!("p{number}") }));
    }
    world.stage.app.sync_again(&workspace_id()).await?;
    world.stage.settle().await;
    world.types("Tom", "/goodturn join").await;
    world.types("Tom", "/gave @Sam the slides").await;
    world.sources(&[TeamSource::Field("Xf1".to_owned())]).await;
    world.until("2026-03-02 08:00").await;
    assert_eq!((world.team("Ana").await, world.team("Bo").await), (is("Research"), is("Research")), "values are folded and trimmed");
    assert_eq!((world.team("Lee").await, world.team("Tom").await), (None, None), "an empty field says nothing");
    let asked: Vec<String> = world
        .stage
        .slack
        .calls()
        .iter()
        .filter(|call| call.method == "users.profile.get")
        .filter_map(|call| Some(call.arguments.get("user")?.as_str()?.to_owned()))
        .collect();
    assert_eq!(asked[..2], [id("Tom"), id("Sam")], "members first, then who is named in entries");
    assert_eq!(asked.len(), 46, "each person once, no bot");
    world.until("2026-03-03 12:00").await;
    assert_eq!(world.calls("users.profile.get"), 92, "and again a day later");
    world.stage.slack.replace_profile(json!({ "fields": [], "sections": [] }));
    world.until("2026-03-04 18:00").await;
    assert_eq!((world.team("Ana").await, world.problem(&TeamSource::Field("Xf1".to_owned())).await), (None, is("no_such_field")));
    world.ends().await
}

async fn field_waits(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    let source = TeamSource::Field("Xf1".to_owned());
    world.sources(std::slice::from_ref(&source)).await;
    assert_eq!(world.problem(&source).await, is("missing_scope"), "the scope is there only where it was asked for");
    has_field(&world);
    world.stage.slack.replace_user(with_field("Sam", "Sales"));
    world.fault("users.profile.get", FaultKind::Http429 { retry_after_s: 30 }, 1);
    world.fault("users.profile.get", FaultKind::Http500, 1);
    world.until("2026-03-03 12:00").await;
    assert_eq!((world.team("Sam").await, world.problem(&source).await), (is("Sales"), None));
    world.ends().await
}

async fn file(database: TestDatabase) -> Tested {
    let world = World::of(database, STRANGERS, "en-US").await;
    let (app, path) = (&world.stage.app, "teams.csv");
    let app = app.clone().with_team_sources(&[TeamSource::Csv(path.to_owned())]);
    app.choose_team_sources(&ana(), Some(&[TeamSource::Csv(path.to_owned())])).await?;
    app.read_team_file(&workspace_id(), path, &format!("user,team\n{},Sales\n{},sales\n", id("Sam"), id("Lee"))).await?;
    assert_eq!((world.team("Sam").await, world.team("Lee").await), (is("Sales"), is("Sales")));
    let read = app.read_team_file(&workspace_id(), path, &format!("user,team\n{},Finance\n,\nU0NOBODY,Sales\n", id("Sam"))).await?;
    assert_eq!((read.taken, read.unknown, read.problems.len()), (1, 1, 1));
    assert_eq!((world.team("Sam").await, world.team("Lee").await), (is("Finance"), None), "who is no longer in the file has no team by it");
    for broken in ["", "user,team\n", "who;where\nU0SAM;Sales\n"] {
        let read = app.read_team_file(&workspace_id(), path, broken).await?;
        assert!(read.problems.iter().any(|problem| problem.contains("everybody stays where they were")), "{:?}", read.problems);
        assert_eq!(world.team("Sam").await, is("Finance"), "a file that says nothing takes nobody out");
    }
    app.import_teams(&workspace_id(), &format!("user,team\n{},Sales\n{},Sales\n", id("Sam"), id("Lee"))).await?;
    assert_eq!(
        (world.team("Sam").await, world.team("Lee").await),
        (is("Finance"), is("Sales")),
        "the file goes before what was imported by hand"
    );
    // Nobody in Slack chooses which files of the machine are read.
    app.choose_team_sources(&ana(), Some(&[TeamSource::Csv("/etc/passwd".to_owned()), TeamSource::Word])).await?;
    assert_eq!(app.team_order(&workspace_id()).await?, [TeamSource::Import, TeamSource::Word]);
    world.ends().await
}

async fn file_first(database: TestDatabase) -> Tested {
    let world = World::of(database, &[Cast("Ana", Some("Research"), BERLIN)], "en-US").await;
    let told = world.stage.app.import_teams(&workspace_id(), &format!("user,team\n{},Sales\n", id("Zoe"))).await?;
    assert_eq!((told.taken, told.unknown), (0, 1));
    world.said(json!({ "type": "team_join", "user": super::world::user("Zoe", BERLIN, "en-US") })).await;
    assert_eq!(world.team("Zoe").await, is("Sales"));
    world.ends().await
}

async fn own_word(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    world.types("Ana", "/goodturn join").await;
    // The company's list has Ana in Research; she works with Sales.
    world.types("Ana", "/goodturn team Sales").await;
    assert_eq!(world.team("Ana").await, is("Research"), "for everybody else the list decides");
    world.types("Ana", "/gave @Sam @Bo the slides").await;
    world.until("2026-04-07 10:05").await;
    let seen = world.dm_text("Ana");
    assert!(seen.contains(&id("Bo")), "Bo in Research is in another team for her: {seen}");
    assert!(!seen.contains(&id("Sam")), "Sam in Sales is in her own: {seen}");
    // Bo sees Ana as the list has her: in his own team.
    world.types("Bo", "/goodturn join").await;
    world.types("Bo", "/gave @Ana the slides").await;
    world.until("2026-05-19 10:05").await;
    assert!(!world.dm_text("Bo").contains(&id("Ana")));
    world.ends().await
}

async fn said_of_others(database: TestDatabase) -> Tested {
    let cast = &[
        Cast("Ana", Some("Research"), BERLIN),
        Cast("Bo", Some("Research"), BERLIN),
        Cast("Kim", None, BERLIN),
        Cast("Sam", Some("Sales"), BERLIN),
    ];
    let world = World::of(database, cast, "en-US").await;
    let (app, kim) = (&world.stage.app, PersonId::from(id("Kim")));
    let bo = Actor { workspace: workspace_id(), person: id("Bo").into() };
    for who in ["Ana", "Bo"] {
        world.types(who, "/goodturn join").await;
        world.types(who, "/gave @Kim the slides").await;
    }
    assert_eq!(names(app.known_teams(&ana()).await?), ["Research", "Sales"]);
    app.say_team_of(&ana(), &kim, " Night Shift ").await?;
    assert_eq!(names(app.known_teams(&ana()).await?), ["Night Shift", "Research", "Sales"]);
    assert_eq!(names(app.known_teams(&bo).await?), ["Research", "Sales"], "nobody else learns of the name");
    assert_eq!(world.team("Kim").await, None);
    world.until("2026-04-07 10:05").await;
    assert!(world.dm_text("Ana").contains("Night Shift"), "{}", world.dm_text("Ana"));
    assert!(!world.dm_text("Bo").contains(&id("Kim")), "{}", world.dm_text("Bo"));
    world.ends().await
}

async fn order_changes(database: TestDatabase) -> Tested {
    let world = World::new(database).await;
    for number in 0..1_200 {
        world.stage.slack.replace_user(json!({ "id": format!("U9{number:04}"), "name": format!("p{number}") }));
    }
    world.until("2026-03-03 12:00").await;
    let everybody: Vec<String> = (0..1_200).map(|number| format!("U9{number:04}")).collect();
    world.stage.slack.replace_usergroup(json!({ "id": "S1", "name": "Everybody", "handle": "all", "date_delete": 0, "users": everybody }));
    let rows: String = everybody.iter().map(|id| format!("{id},Listed")).collect::<Vec<_>>().join("\n");
    world.stage.app.import_teams(&workspace_id(), &format!("user,team\n{rows}")).await?;
    world.sources(&[group("S1")]).await;
    world.until("2026-03-03 12:05").await;
    let team = async |id: &str| world.stage.app.team_of(&workspace_id(), &id.into()).await;
    assert_eq!((team("U90000").await?, team("U91199").await?), (is("Everybody"), is("Everybody")));
    world.stage.app.choose_team_sources(&ana(), None).await?;
    world.until("2026-03-03 12:06").await;
    assert_eq!((team("U90000").await?, team("U91199").await?), (is("Listed"), is("Listed")), "the operator's order holds again");
    assert_eq!(world.stage.app.team_share(&workspace_id()).await?, TeamShare::NearlyEverybody(1_206));
    world.ends().await
}

async fn late_news(database: TestDatabase) -> Tested {
    let world = World::of(database, &[Cast("Ana", Some("Research"), BERLIN), Cast("Sam", Some("Sales"), BERLIN)], "en-US").await;
    let sam = |updated: i64, status: &str| {
        let mut sam = super::world::user("Sam", BERLIN, "en-US");
        sam["updated"] = json!(updated);
        sam["profile"]["status_text"] = json!(status);
        json!({ "type": "user_change", "user": sam })
    };
    world.said(sam(2_000, "Vacation")).await;
    world.said(sam(1_000, "")).await;
    let people = world.stage.app.person(&workspace_id(), &id("Sam").into()).await?;
    assert!(people.is_some_and(|sam| AwayList::default().tells_of(&sam)), "an event that comes late does not undo what is newer");
    // A page that was asked for before an event comes after it.
    let asked_at = world.stage.app.now();
    world.until("2026-03-02 06:30").await;
    world.said(sam(2_000, "On parental leave")).await;
    let page = [goodturn::slack::people::person(&sam(2_000, "")["user"], &workspace_id(), asked_at).ok_or("a person")?];
    world.stage.app.sync_page(&workspace_id(), &page, None, asked_at).await?;
    let people = world.stage.app.person(&workspace_id(), &id("Sam").into()).await?;
    assert!(people.is_some_and(|sam| AwayList::default().tells_of(&sam)), "a page does not undo the event");
    world.said(sam(3_000, "")).await;
    let people = world.stage.app.person(&workspace_id(), &id("Sam").into()).await?;
    assert!(people.is_some_and(|sam| !AwayList::default().tells_of(&sam)));
    world.ends().await
}
