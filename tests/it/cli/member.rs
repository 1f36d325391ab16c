//! `goodturn export --member` and `goodturn forget --member`: by the operator's hand, delivered to the member or deleted for good.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivery, Fault, FaultKind, Workspace};

use super::{PROGRAM, said};
use crate::crash::rows::Rows;
use crate::support::TestDatabase;
use crate::support::process::{Bot, KEY, LocalSlack};

/// How long Home may take to be shown.
const HOME_WITHIN: Duration = Duration::from_secs(10);

const TEAM: &str = "T0000000001";
const ANA: &str = "U0000000ANA";
const SAM: &str = "U0000000SAM";

/// A Slack and a database in which Ana helped Sam, and each has a DM with the bot's file or none; the bot has stopped.
async fn lived(database: &TestDatabase) -> Result<LocalSlack, Failed> {
    let user = |id: &str, name: &str| json!({"id": id, "team_id": TEAM, "name": name, "tz": "UTC", "profile": {"display_name": name}});
    let slack = LocalSlack::start(Workspace {
        team: json!({"id": TEAM, "name": "Example"}),
        users: vec![user(ANA, "ana"), user(SAM, "sam")],
        ..Workspace::default()
    })
    .await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?;
    let mut process = bot.start().await?;
    slack.standin.deliver_to(Delivery::http(&format!("http://{}", process.address)));
    slack.standin.slash(ANA, "/goodturn", "join", None).await?;
    slack.standin.slash(ANA, "/gave", &format!("<@{SAM}> a canary of a note"), None).await?;
    slack.standin.slash(SAM, "/gave", &format!("<@{ANA}> the slides"), None).await?;
    slack.standin.open_home(ANA).await?;
    let since = Instant::now();
    while slack.standin.home(ANA).is_none() && since.elapsed() < HOME_WITHIN {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(process.terminate().await?.success());
    Ok(slack)
}

/// Runs the program beside this Slack, on this database.
async fn run(slack: &LocalSlack, database: &TestDatabase, arguments: &[&str]) -> Result<Output, Failed> {
    let mut command = Command::new(PROGRAM);
    let folder = tempfile::tempdir()?;
    command.args(arguments).env_clear().current_dir(folder.path());
    command.envs(slack.environment().iter().map(|(name, value)| (name, value)));
    command.env("DATABASE_URL", &database.url).env("GOODTURN_KEY", KEY);
    let output = tokio::task::spawn_blocking(move || command.output()).await??;
    drop(folder);
    Ok(output)
}

fn files(slack: &LocalSlack, who: &str) -> Vec<Value> {
    let dm = slack.standin.dm_of(who).map(|dm| slack.standin.conversation(&dm)).unwrap_or_default();
    let ids = dm.iter().filter_map(|message| message["files"][0]["id"].as_str());
    ids.filter_map(|id| serde_json::from_slice(&slack.standin.file(id)?).ok()).collect()
}

pub async fn exports(database: TestDatabase) -> Result<(), Failed> {
    let slack = lived(&database).await?;
    let output = run(&slack, &database, &["export", "--member", ANA]).await?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("DM") && !printed.contains("canary") && !printed.contains(ANA), "{printed}");
    let theirs = files(&slack, ANA);
    assert_eq!((theirs.len(), &theirs[0]["entries"][0]["note"]), (1, &json!("a canary of a note")));
    assert!(files(&slack, SAM).is_empty());
    let output = run(&slack, &database, &["export", "--member", "U0NOBODY", "--workspace", TEAM]).await?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("check the ID"), "{}", said(&output));
    let output = run(&slack, &database, &["export", "--member", ANA, "--workspace", "T0OTHER"]).await?;
    assert_eq!(output.status.code(), Some(1));
    slack.standin.fault(Fault {
        method: "files.completeUploadExternal".to_owned(),
        kind: FaultKind::Error("is_archived".to_owned()),
        count: 1,
    });
    let output = run(&slack, &database, &["export", "--member", ANA]).await?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("goodturn doctor"), "{}", said(&output));
    assert_eq!(files(&slack, ANA).len(), 1);
    Ok(())
}

pub async fn forgets(database: TestDatabase) -> Result<(), Failed> {
    let slack = lived(&database).await?;
    let output = run(&slack, &database, &["export", "--member", ANA]).await?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    slack.standin.fault(Fault { method: "files.delete".to_owned(), kind: FaultKind::Reset, count: 1 });
    assert!(slack.standin.home(ANA).expect("a Home").to_string().contains("canary"));
    let output = run(&slack, &database, &["forget", "--member", ANA]).await?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("deleted") && printed.contains("goodturn serve") && !printed.contains(ANA), "{printed}");
    let content = Rows::of(&database).await?.content().await?;
    let named = |rows: &Vec<String>| rows.iter().any(|row| row.contains(ANA) || row.contains("canary"));
    let left: Vec<_> = content.iter().filter(|(_, rows)| named(rows)).map(|(table, _)| table).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!slack.standin.home(ANA).expect("a Home").to_string().contains("canary"), "their Home is emptied, too");
    let output = run(&slack, &database, &["forget", "--member", ANA]).await?;
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "twice is no failure");
    let output = run(&slack, &database, &["forget", "--member", "U0NOBODY"]).await?;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("check the ID"), "{}", said(&output));
    let output = run(&slack, &database, &["export", "--member", SAM]).await?;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!files(&slack, SAM)[0].to_string().contains(ANA), "others' files do not name who is gone");
    Ok(())
}
