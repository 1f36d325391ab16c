//! `goodturn doctor` as an operator meets it: what it finds in a set-up that is right, and in each that isn't; it changes nothing.

use std::process::Command;

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{LatestMode, Workspace};

use crate::support::process::{KEY, LocalSlack};
use crate::support::{Harness, TestDatabase};

/// The program that cargo built for these tests.
const PROGRAM: &str = env!("CARGO_BIN_EXE_goodturn");

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("doctor::a_set_up_that_is_right", right);
    trials.extend(cx.both("doctor::a_database_that_is_wrong", wrong_database));
    trials.extend([
        cx.alone("doctor::tokens_and_scopes", tokens),
        cx.alone("doctor::team_sources", sources),
        cx.alone("doctor::live_writes_to_the_admin_alone", live),
        cx.plain("doctor::settings_that_are_wrong", settings),
    ]);
    trials
}

/// What the program found: exit code, findings by check, and all it printed.
struct Found {
    code: Option<i32>,
    findings: Vec<Value>,
    said: String,
}

impl Found {
    /// State and words of a check.
    fn of(&self, check: &str) -> (&str, String) {
        let found = self.findings.iter().find(|finding| finding["check"] == check);
        let found = found.unwrap_or_else(|| panic!("nothing about {check}: {}", self.said));
        (
            found["state"].as_str().unwrap_or_default(),
            format!("{} {}", found["says"].as_str().unwrap_or_default(), found["todo"].as_str().unwrap_or_default()),
        )
    }
}

type Environment = Vec<(&'static str, String)>;

/// Runs the program on a thread of its own, so that the local Slack can answer.
async fn doctor(arguments: &[&str], environment: &Environment) -> Result<Found, Failed> {
    let arguments: Vec<String> = ["doctor", "--json"].iter().chain(arguments).map(|text| (*text).to_owned()).collect();
    let (environment, secrets) = (environment.clone(), environment);
    let output = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir()?;
        Command::new(PROGRAM).args(arguments).env_clear().current_dir(folder.path()).envs(environment).output()
    });
    let output = output.await??;
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("{error}: {said}"))?;
    assert_eq!(told["good"], json!(output.status.success()), "{said}");
    let secret = |name: &str| name.contains("TOKEN") || name.contains("SECRET") || name == "GOODTURN_KEY";
    for (name, value) in secrets.iter().filter(|(name, _)| secret(name)) {
        assert!(!said.contains(value.as_str()), "{name} is shown: {said}");
    }
    Ok(Found { code: output.status.code(), findings: told["findings"].as_array().cloned().unwrap_or_default(), said })
}

fn people(count: usize) -> Vec<Value> {
    (0..count).map(|number| json!({ "id": format!("U0{number:03}"), "team_id": "T0000000001", "name": format!("p{number}") })).collect()
}

async fn slack(people: Vec<Value>) -> Result<LocalSlack, Failed> {
    let team = json!({ "id": "T0000000001", "name": "Larkspur", "domain": "larkspur" });
    let usergroups = vec![json!({ "id": "S1", "name": "Research", "handle": "research", "date_delete": 0, "users": [] })];
    Ok(LocalSlack::start(Workspace { team, users: people, usergroups, ..Workspace::default() }).await?)
}

fn with(slack: &LocalSlack, more: &[(&'static str, &str)]) -> Environment {
    let mut environment = slack.environment().to_vec();
    environment.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    environment.push(("GOODTURN_KEY", KEY.to_owned()));
    environment.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    environment
}

/// The scopes of the manifest, as a token has them that was installed with it.
fn as_in_the_manifest(slack: &LocalSlack, field: bool) {
    let scopes = goodturn::slack::manifest::scopes(field).into_iter().map(str::to_owned).collect();
    slack.standin.change_options(|options| options.scopes = scopes);
}

async fn right(database: TestDatabase) -> Result<(), Failed> {
    let slack = slack(people(20)).await?;
    as_in_the_manifest(&slack, false);
    let app_token = slack.standin.credentials().app_token;
    let environment =
        with(&slack, &[("DATABASE_URL", &database.url), ("SLACK_APP_TOKEN", &app_token), ("GOODTURN_TEAM_SOURCE", "usergroups:S1;self")]);
    served(&database, &slack).await?;
    let found = doctor(&[], &environment).await?;
    assert_eq!(found.code, Some(0), "{}", found.said);
    for check in ["settings", "database", "key", "bot token", "scopes", "clock", "socket mode", "user groups"] {
        assert_eq!(found.of(check).0, "good", "{check}: {}", found.said);
    }
    assert_eq!(found.of("share with a team"), ("good", "About 60% of 20 people have a team. ".to_owned()));
    assert_eq!(found.of("public address").0, "mind");
    assert!(slack.standin.log().is_empty(), "nobody saw anything of it");
    Ok(())
}

/// What a served workspace leaves behind: twenty people, twelve of them with a team.
async fn served(database: &TestDatabase, slack: &LocalSlack) -> Result<(), Failed> {
    use goodturn::{
        app::App, clock::SystemClock, domain::day::Millis, domain::person::Person, slack::people::person, store::Store, vault::Vault,
    };
    use rand::{SeedableRng, rngs::StdRng};
    let vault = std::sync::Arc::new(Vault::new(KEY, StdRng::seed_from_u64(1))?);
    let store = Store::open(&database.url, vault).await?;
    let app = App::new(store, std::sync::Arc::new(SystemClock::default()), StdRng::seed_from_u64(2));
    let workspace = slack.workspace.as_str().into();
    app.install(&workspace, &"UBOT".into(), &slack.standin.credentials().bot_token).await?;
    let page: Vec<Person> = people(20).iter().filter_map(|user| person(user, &workspace, Millis(0))).collect();
    app.sync_page(&workspace, &page, None, app.now()).await?;
    let rows: String = (0..12).map(|number| format!("U0{number:03},Research")).collect::<Vec<_>>().join("\n");
    app.import_teams(&workspace, &format!("user,team\n{rows}")).await?;
    app.close().await;
    Ok(())
}

async fn wrong_database(database: TestDatabase) -> Result<(), Failed> {
    let slack = slack(people(3)).await?;
    served(&database, &slack).await?;
    let other = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let found = doctor(&[], &with(&slack, &[("DATABASE_URL", &database.url), ("GOODTURN_KEY", other)])).await?;
    assert_eq!((found.code, found.of("key").0), (Some(1), "fails"), "{}", found.said);
    let nowhere = match database.engine {
        crate::support::Engine::Sqlite => "sqlite://not-there.db",
        crate::support::Engine::Postgres => "postgres://nobody@127.0.0.1:1/none",
    };
    let found = doctor(&[], &with(&slack, &[("DATABASE_URL", nowhere)])).await?;
    let wanted = if database.engine == crate::support::Engine::Sqlite { "mind" } else { "fails" };
    assert_eq!(found.of("database").0, wanted, "{}", found.said);
    Ok(())
}

async fn tokens() -> Result<(), Failed> {
    let slack = slack(people(3)).await?;
    let found = doctor(&[], &with(&slack, &[("SLACK_BOT_TOKEN", "xoxb-not-this-one"), ("SLACK_APP_TOKEN", "xapp-nor-this-one")])).await?;
    assert_eq!(found.code, Some(1));
    assert_eq!((found.of("bot token").0, found.of("socket mode").0), ("fails", "fails"));
    assert!(found.of("bot token").1.contains("invalid_auth"), "{}", found.said);
    as_in_the_manifest(&slack, false);
    slack.standin.change_options(|options| options.scopes.retain(|scope| scope != "im:read"));
    let found = doctor(&[], &with(&slack, &[])).await?;
    assert!(found.code == Some(1) && found.of("scopes").1.contains("lacks im:read"), "{}", found.said);
    as_in_the_manifest(&slack, false);
    slack.standin.change_options(|options| options.scopes.push("channels:history".to_owned()));
    let found = doctor(&[], &with(&slack, &[])).await?;
    assert_eq!(found.of("scopes").0, "mind", "{}", found.said);
    assert!(found.of("scopes").1.contains("channels:history"));
    let found = doctor(&[], &with(&slack, &[("SLACK_API_URL", "http://127.0.0.1:1/api/")])).await?;
    assert_eq!((found.code, found.of("slack").0), (Some(1), "fails"), "{}", found.said);
    Ok(())
}

async fn sources() -> Result<(), Failed> {
    let slack = slack(people(3)).await?;
    as_in_the_manifest(&slack, true);
    let order = "csv:not-there.csv;usergroups:S1,S9;field:Xf1;self";
    let found = doctor(&[], &with(&slack, &[("GOODTURN_TEAM_SOURCE", order)])).await?;
    assert_eq!(
        (found.code, found.of("team file").0, found.of("user groups").0, found.of("profile field").0),
        (Some(1), "fails", "mind", "fails")
    );
    assert!(found.of("user groups").1.contains("S9"), "{}", found.said);
    slack.standin.replace_profile(json!({ "fields": [{ "id": "Xf1", "label": "Department" }], "sections": [] }));
    slack.standin.change_options(|options| options.free_plan = true);
    let found = doctor(&[], &with(&slack, &[("GOODTURN_TEAM_SOURCE", "usergroups:S1;field:Xf1")])).await?;
    assert_eq!((found.code, found.of("user groups").0, found.of("profile field").0), (Some(0), "mind", "good"), "{}", found.said);
    assert!(found.of("user groups").1.contains("plan"), "{}", found.said);
    Ok(())
}

async fn live() -> Result<(), Failed> {
    let slack = slack(people(3)).await?;
    as_in_the_manifest(&slack, false);
    let nobody = doctor(&["--live"], &with(&slack, &[])).await?;
    assert_eq!((nobody.code, nobody.of("last message of a DM").0), (Some(1), "fails"));
    let two = with(&slack, &[("GOODTURN_ADMINS", "U0001,U0002")]);
    assert_eq!(doctor(&["--live"], &two).await?.of("last message of a DM").0, "fails", "which of them is it?");
    assert_eq!(doctor(&["--live", "--admin", "U0000"], &two).await?.of("last message of a DM").0, "fails", "who is no admin gets nothing");
    assert!(["U0000", "U0001", "U0002"].iter().all(|id| slack.standin.dm_of(id).is_none()));
    let found = doctor(&["--live", "--admin", "U0002"], &two).await?;
    assert_eq!((found.code, found.of("last message of a DM").0), (Some(0), "good"), "{}", found.said);
    let dm = slack.standin.dm_of("U0002").ok_or("a DM")?;
    assert_eq!(slack.standin.conversation(&dm).len(), 1);
    slack.standin.latest_mode(LatestMode::Absent);
    assert_eq!(doctor(&["--live", "--admin", "U0002"], &two).await?.of("last message of a DM").0, "mind");
    Ok(())
}

fn settings() -> Result<(), Failed> {
    let run = |arguments: &[&str]| Command::new(PROGRAM).args(arguments).env_clear().env("GOODTURN_LISTEN", "nowhere").output();
    let output = run(&["doctor"])?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("fails settings:") && said.contains("GOODTURN_LISTEN"), "{said}");
    assert_eq!(run(&["doctor", "--dance"])?.status.code(), Some(2));
    assert_eq!(run(&["doctor", "--admin", "U1"])?.status.code(), Some(2), "--admin only goes with --live");
    assert_eq!(run(&["manifest"])?.status.code(), Some(2), "socket or HTTP?");
    let manifest = Command::new(PROGRAM).args(["manifest", "--socket"]).env_clear().output()?;
    let read: Value = serde_json::from_slice(&manifest.stdout)?;
    assert_eq!(read["settings"]["socket_mode_enabled"], json!(true));
    let manifest = Command::new(PROGRAM).args(["manifest", "--http"]).env_clear().output()?;
    assert!(manifest.status.code() == Some(1) && String::from_utf8_lossy(&manifest.stderr).contains("GOODTURN_PUBLIC_URL"));
    Ok(())
}
