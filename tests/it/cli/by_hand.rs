//! `goodturn run` and `goodturn preview` as an operator types them: what is sent, what a dry run prints, and what is told of few.

use std::process::Output;
use std::sync::Arc;

use goodturn::app::{Actor, App};
use goodturn::clock::SystemClock;
use goodturn::domain::day::Millis;
use goodturn::domain::ids::PersonId;
use goodturn::domain::person::Person;
use goodturn::slack::people::person;
use goodturn::store::Store;
use goodturn::vault::Vault;
use jiff::civil::{Weekday, time};
use libtest_mimic::{Failed, Trial};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use standin::Workspace;

use super::goodturn;
use crate::support::process::{KEY, LocalSlack};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("cli::run_reminders_for_four_and_for_six", reminders),
        cx.both("cli::run_reminders_for_one_member", one_member),
        cx.both("cli::run_digest", digest),
        cx.both("cli::run_sync", sync),
        cx.both("cli::preview_goes_to_the_admins", preview),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn people() -> Vec<Value> {
    (0..10)
        .map(|number| json!({ "id": format!("U0{number:03}"), "team_id": "T0000000001", "name": format!("p{number}"), "real_name": format!("P {number}") }))
        .collect()
}

fn who(number: usize) -> String {
    format!("U0{number:03}")
}

/// A Slack of ten people, and a bot that has met them; the first `members` have joined.
struct Set {
    slack: LocalSlack,
    environment: Vec<(&'static str, String)>,
}

impl Set {
    async fn up(database: &TestDatabase, members: usize) -> Result<Self, Failed> {
        let team = json!({ "id": "T0000000001", "name": "Larkspur", "domain": "larkspur" });
        let slack = LocalSlack::start(Workspace { team, users: people(), ..Workspace::default() }).await?;
        let app = Self::app(database).await?;
        let workspace = slack.workspace.as_str().into();
        app.install(&workspace, &"UBOT".into(), &slack.standin.credentials().bot_token).await?;
        let page: Vec<Person> = people().iter().filter_map(|user| person(user, &workspace, Millis(0))).collect();
        app.sync_page(&workspace, &page, None, app.now()).await?;
        for number in 0..members {
            let by = Actor { workspace: workspace.clone(), person: PersonId::new(who(number)) };
            app.join(&by).await.map_err(|error| error.to_string())?;
        }
        app.close().await;
        let mut environment = slack.environment().to_vec();
        environment.retain(|(name, _)| *name != "GOODTURN_KEY");
        environment.push(("GOODTURN_KEY", KEY.to_owned()));
        environment.push(("DATABASE_URL", database.url.clone()));
        Ok(Self { slack, environment })
    }

    async fn app(database: &TestDatabase) -> Result<App, Failed> {
        let vault = Arc::new(Vault::new(KEY, StdRng::seed_from_u64(1))?);
        let store = Store::open(&database.url, vault).await?;
        Ok(App::new(store, Arc::new(SystemClock::default()), StdRng::seed_from_u64(2)))
    }

    /// Closes the database and lets go of its file.
    async fn done(app: App) {
        app.close().await;
    }

    /// Runs the program on a thread of its own, so that the local Slack can answer; at the next Tuesday, a little past ten, if told so.
    async fn types(&self, line: &str, on_tuesday: bool, more: &[(&'static str, &str)]) -> Result<Output, Failed> {
        let mut environment = self.environment.clone();
        environment.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        if on_tuesday {
            environment.push(("GOODTURN_CLOCK_OFFSET", format!("+{}s", to_tuesday())));
        }
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let ran = tokio::task::spawn_blocking(move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            goodturn(&arguments, &environment).map_err(|failed| failed.message().unwrap_or_default().to_owned())
        });
        ran.await?.map_err(Failed::from)
    }

    /// How many messages stand in this person's DM.
    fn dm(&self, number: usize) -> usize {
        self.slack.standin.dm_of(&who(number)).map_or(0, |dm| self.slack.standin.conversation(&dm).len())
    }
}

/// Seconds until the next Tuesday, five past ten, of a week that has not begun.
fn to_tuesday() -> i64 {
    let now = SystemClock::default();
    let now = goodturn::clock::Clock::now(&now).to_zoned(jiff::tz::TimeZone::UTC);
    let tuesday = now.nth_weekday(1, Weekday::Tuesday).expect("a Tuesday").with().time(time(10, 5, 0, 0)).build().expect("an hour");
    (tuesday.timestamp().as_second() - now.timestamp().as_second()).max(0) + if now.weekday() == Weekday::Monday { 7 * 86_400 } else { 0 }
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn reminders(database: TestDatabase) -> Result<(), Failed> {
    let set = Set::up(&database, 4).await?;
    let dry = set.types("run reminders --dry-run", true, &[]).await?;
    let text = printed(&dry);
    assert!(dry.status.success() && text.contains("nobody would be named (none eligible) to: fewer than five"), "{text}");
    assert!(!text.contains("U00"), "no ids: {text}");
    assert!((0..10).all(|number| set.dm(number) == 0), "a dry run sends nothing");
    let ran = set.types("run reminders", true, &[]).await?;
    let text = printed(&ran);
    assert!(ran.status.success() && text.contains("sent: fewer than five"), "{text}");
    assert_eq!((0..10).map(|number| set.dm(number)).sum::<usize>(), 4, "{text}");
    let app = Set::app(&database).await?;
    for number in 4..10 {
        let by = Actor { workspace: set.slack.workspace.as_str().into(), person: PersonId::new(who(number)) };
        app.join(&by).await.map_err(|error| error.to_string())?;
    }
    Set::done(app).await;
    let text = printed(&set.types("run reminders --dry-run", true, &[]).await?);
    assert!(text.contains("(none eligible) to: 6") && text.contains("planned before: fewer than five"), "{text}");
    let text = printed(&set.types("run reminders", true, &[]).await?);
    assert!(text.contains("sent: 6"), "{text}");
    assert!((0..10).all(|number| set.dm(number) == 1), "nothing twice");
    let elsewhere = set.types("run reminders --workspace T9", true, &[]).await?;
    assert!(elsewhere.status.code() == Some(1) && printed(&elsewhere).contains("no workspace T9"), "{}", printed(&elsewhere));
    Ok(())
}

async fn one_member(database: TestDatabase) -> Result<(), Failed> {
    let set = Set::up(&database, 6).await?;
    let text = printed(&set.types("run reminders --member U0002", true, &[]).await?);
    assert!(text.contains("sent: fewer than five"), "{text}");
    assert_eq!((0..10).map(|number| set.dm(number)).collect::<Vec<_>>(), [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    let nobody = set.types("run reminders --member U9999", true, &[]).await?;
    assert!(nobody.status.code() == Some(1) && printed(&nobody).contains("nobody here"), "{}", printed(&nobody));
    assert_eq!(set.types("run digest --member U0002", true, &[]).await?.status.code(), Some(2), "members have reminders only");
    assert_eq!(set.types("run", true, &[]).await?.status.code(), Some(2));
    Ok(())
}

async fn digest(database: TestDatabase) -> Result<(), Failed> {
    let set = Set::up(&database, 0).await?;
    let dry = set.types("run digest --dry-run", false, &[]).await?;
    assert!(dry.status.success() && printed(&dry).contains("There would be no weekly post: no channel."), "{}", printed(&dry));
    let ran = set.types("run digest", false, &[]).await?;
    assert!(ran.status.success() && printed(&ran).contains("No weekly post was due."), "{}", printed(&ran));
    Ok(())
}

async fn sync(database: TestDatabase) -> Result<(), Failed> {
    let set = Set::up(&database, 0).await?;
    for number in 10..16 {
        set.slack
            .standin
            .replace_user(json!({ "id": who(number), "team_id": "T0000000001", "name": format!("p{number}"), "real_name": "P" }));
    }
    let dry = printed(&set.types("run sync --dry-run", false, &[]).await?);
    // The six, the bot and Slack's own helper.
    assert!(dry.contains("new: 8") && !dry.contains("U00"), "{dry}");
    let app = Set::app(&database).await?;
    let (workspace, newest) = (set.slack.workspace.as_str().into(), PersonId::new(who(15)));
    assert!(app.person(&workspace, &newest).await?.is_none(), "a dry run keeps nothing");
    Set::done(app).await;
    let ran = set.types("run sync", false, &[]).await?;
    assert!(ran.status.success() && printed(&ran).contains("People are up to date."), "{}", printed(&ran));
    let app = Set::app(&database).await?;
    assert!(app.person(&workspace, &newest).await?.is_some());
    Set::done(app).await;
    let again = printed(&set.types("run sync --dry-run", false, &[]).await?);
    assert!(again.contains("new: fewer than five") && again.contains("changed: fewer than five"), "{again}");
    Ok(())
}

async fn preview(database: TestDatabase) -> Result<(), Failed> {
    let set = Set::up(&database, 3).await?;
    set.slack.standin.change_options(|options| {
        options.scopes = goodturn::slack::manifest::scopes(false).into_iter().map(str::to_owned).collect();
    });
    let nobody = set.types("preview", false, &[]).await?;
    assert!(nobody.status.code() == Some(1) && printed(&nobody).contains("GOODTURN_ADMINS"), "{}", printed(&nobody));
    let shown = set.types("preview", false, &[("GOODTURN_ADMINS", "U0001,U0NOBODY")]).await?;
    assert!(shown.status.success() && printed(&shown).contains("6 of 6 previews"), "{}", printed(&shown));
    assert_eq!((0..10).map(|number| set.dm(number)).collect::<Vec<_>>(), [0, 6, 0, 0, 0, 0, 0, 0, 0, 0]);
    Ok(())
}
