//! `goodturn run`: does now, once, what the bot does by itself: plan and send what is due, decide about the digest, read people from Slack.
//!
//! It sends nothing before its time and nothing twice. A dry run writes and sends nothing, and prints counts by outcome; groups of fewer than
//! five people are told as such.

use std::time::Duration;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::by_hand::{self, ByHand, told};
use super::{block_on, say, settings};
use crate::app::install::Workspace;
use crate::app::run_digest::DigestTried;
use crate::domain::delivery::State;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::plan::silence::Silence;
use crate::slack::people::person;
use crate::worker::{Kind, Only, Workers};

/// Between two pages of people in a dry run: the method allows twenty a minute.
const PAGE_PAUSE: Duration = Duration::from_millis(3_500);

pub(super) fn command() -> Command {
    let dry =
        || Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Writes and sends nothing, and prints counts by outcome");
    let member = Arg::new("member").long("member").value_name("ID").help("This member only");
    let of = |name: &'static str, about: &'static str| Command::new(name).about(about).arg(by_hand::workspace()).arg(dry());
    Command::new("run")
        .about("Does now, once, what the bot does by itself; nothing before its time, and nothing twice")
        .subcommand_required(true)
        .subcommand(settings::with_settings(
            of("reminders", "Plans the week where it isn't planned, and sends the notes that are due").arg(member),
        ))
        .subcommand(settings::with_settings(of("digest", "Decides about the weekly post if its hour has come, and sends it")))
        .subcommand(settings::with_settings(of("sync", "Reads people and teams from Slack")))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let (what, matches) = matches.subcommand().context("type `goodturn run --help`")?;
    let config = settings::load(matches)?;
    block_on(async {
        let parts = ByHand::open(&config).await?;
        let ran = every(&parts, what, matches).await;
        parts.app.close().await;
        ran
    })
}

async fn every(parts: &ByHand, what: &str, matches: &ArgMatches) -> anyhow::Result<()> {
    let dry = matches.get_flag("dry-run");
    for workspace in parts.workspaces(matches).await? {
        match (what, dry) {
            ("reminders", dry) => {
                let member = matches.get_one::<String>("member").map(|id| PersonId::new(id.as_str()));
                reminders(parts, &workspace, member, dry).await?;
            }
            ("digest", true) => try_digest(parts, &workspace).await?,
            ("digest", false) => {
                let only = Only { workspace: Some(workspace.id.clone()), kind: Some("digest"), member: None };
                let workers = Workers::new(&parts.router).only(only);
                workers.step_one(Kind::Digest).await;
                workers.step_one(Kind::Deliver).await;
                say(if ended(&workers, State::Sent) > 0 { "The weekly post was sent." } else { "No weekly post was due." });
            }
            (_, true) => try_sync(parts, &workspace).await?,
            (_, false) => sync(parts, &workspace).await?,
        }
    }
    Ok(())
}

fn ended(workers: &Workers, state: State) -> usize {
    workers.ended().get(&state).copied().unwrap_or(0)
}

async fn reminders(parts: &ByHand, workspace: &Workspace, member: Option<PersonId>, dry: bool) -> anyhow::Result<()> {
    if let Some(member) = &member {
        anyhow::ensure!(parts.app.person(&workspace.id, member).await?.is_some(), "nobody here has the id {}", member.as_str());
    }
    if dry {
        if parts.app.is_off(&workspace.id).await? {
            say("It is turned off for everyone: nothing would be sent.");
        }
        let tried = parts.app.try_plan(&workspace.id, member.as_ref()).await?;
        say(&format!("somebody would be named to: {}", told(tried.named)));
        for cause in [Silence::NoneEligible, Silence::Capped, Silence::BelowFloor] {
            say(&format!("nobody would be named ({}) to: {}", cause.as_str(), told(tried.silent.get(&cause).copied().unwrap_or(0))));
        }
        say(&format!("not this week: {}", told(tried.not_now)));
        say(&format!("planned before: {}", told(tried.planned_before)));
        return Ok(());
    }
    let only = Only { workspace: Some(workspace.id.clone()), kind: Some("reminder"), member };
    let workers = Workers::new(&parts.router).only(only);
    workers.step_one(Kind::Schedule).await;
    workers.step_one(Kind::Deliver).await;
    for (state, words) in [(State::Sent, "sent"), (State::Dropped, "left unsaid"), (State::Held, "held")] {
        say(&format!("{words}: {}", told(ended(&workers, state))));
    }
    Ok(())
}

async fn try_digest(parts: &ByHand, workspace: &Workspace) -> anyhow::Result<()> {
    match parts.app.try_digest(&workspace.id).await? {
        DigestTried::Silent(cause) => say(&format!("There would be no weekly post: {cause}.")),
        DigestTried::Post { introductions, first_meetings, struggle, picture } => {
            let yes = |is: bool| if is { "yes" } else { "no" };
            say("There would be a weekly post.");
            say(&format!("introductions: {}", told(introductions)));
            say(&format!("first meetings: {}, a struggle: {}, a picture: {}", yes(first_meetings), yes(struggle), yes(picture)));
        }
    }
    Ok(())
}

async fn sync(parts: &ByHand, workspace: &Workspace) -> anyhow::Result<()> {
    let begun = parts.app.now();
    parts.app.sync_again(&workspace.id).await?;
    let only = Only { workspace: Some(workspace.id.clone()), ..Only::default() };
    let workers = Workers::new(&parts.router).only(only);
    loop {
        let due = workers.step_one(Kind::Sync).await;
        let synced = parts.app.workspace(&workspace.id).await?.and_then(|workspace| workspace.synced_at);
        if synced.is_some_and(|at| at >= begun) {
            break;
        }
        tokio::time::sleep(pause(due.map_or(0, |due| due.0 - parts.app.now().0))).await;
    }
    say("People are up to date.");
    // Teams are read a little at a time; what is due today is read to its end.
    while let Some(due) = workers.step_one(Kind::Teams).await {
        let wait = due.0 - parts.app.now().0;
        if wait > crate::domain::day::Millis::MINUTE {
            break;
        }
        tokio::time::sleep(pause(wait)).await;
    }
    say("Teams are up to date.");
    Ok(())
}

fn pause(ms: i64) -> Duration {
    Duration::from_millis(ms.max(50).unsigned_abs())
}

async fn try_sync(parts: &ByHand, workspace: &Workspace) -> anyhow::Result<()> {
    let (mut all, mut new, mut changed) = (0, 0, 0);
    let mut cursor: Option<String> = None;
    loop {
        let page = parts.client.users_page(&workspace.bot_token, cursor.as_deref()).await.context("people can't be read from Slack")?;
        let now = parts.app.now();
        let people: Vec<Person> = page.users.iter().filter_map(|user| person(user, &workspace.id, now)).collect();
        let (of_new, of_changed) = parts.app.try_people(&workspace.id, &people).await?;
        (all, new, changed) = (all + people.len(), new + of_new, changed + of_changed);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
        tokio::time::sleep(PAGE_PAUSE).await;
    }
    say(&format!("people and apps in Slack: {}", told(all)));
    say(&format!("new: {}", told(new)));
    say(&format!("changed: {}", told(changed)));
    Ok(())
}
