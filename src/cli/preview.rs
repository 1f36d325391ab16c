//! `goodturn preview`: sends each message to the admins, and to nobody else, with invented people.

use std::collections::BTreeSet;
use std::time::Duration;

use clap::{ArgMatches, Command};

use super::by_hand::{self, ByHand};
use super::{block_on, say, settings};
use crate::app::Actor;
use crate::domain::delivery::State;
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::message::Preview;
use crate::worker::{Kind, Only, Workers};

/// How often messages that Slack asked to wait with are looked after: a preview is given up after ten minutes.
const LOOK_EVERY: Duration = Duration::from_secs(2);

pub(super) fn command() -> Command {
    let command = Command::new("preview").about("Sends each message to the admins only, with invented people and buttons that do nothing");
    settings::with_settings(command.arg(by_hand::workspace()))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    block_on(async {
        let parts = ByHand::open(&config).await?;
        let sent = send(&parts, matches).await;
        parts.app.close().await;
        sent
    })
}

async fn send(parts: &ByHand, matches: &ArgMatches) -> anyhow::Result<()> {
    let key = format!("cli:{}", rand::random::<u64>());
    let mut waiting: Vec<(WorkspaceId, MessageId)> = Vec::new();
    let mut admins = 0;
    for workspace in parts.workspaces(matches).await? {
        for person in parts.app.admins_of(&workspace.id).await? {
            admins += 1;
            let by = Actor { workspace: workspace.id.clone(), person };
            let key = format!("{key}:{}", by.person.as_str());
            for which in Preview::ALL {
                waiting.extend(parts.app.preview(&by, which, &key).await?.map(|id| (workspace.id.clone(), id)));
            }
        }
    }
    anyhow::ensure!(
        admins > 0,
        "nobody is an admin yet: set GOODTURN_ADMINS to people whom the bot has met, or let an owner press [Set up] in Goodturn's Home"
    );
    let (all, mut sent) = (waiting.len(), 0);
    loop {
        let workspaces: BTreeSet<WorkspaceId> = waiting.iter().map(|(workspace, _)| workspace.clone()).collect();
        for workspace in workspaces {
            let only = Only { workspace: Some(workspace), kind: Some("preview"), ..Only::default() };
            Workers::new(&parts.router).only(only).step_one(Kind::Deliver).await;
        }
        let mut left = Vec::new();
        for (workspace, id) in waiting {
            match parts.app.delivery(&workspace, &id).await?.map(|delivery| delivery.state) {
                Some(State::Sent) => sent += 1,
                Some(State::Dropped | State::Held) | None => {}
                Some(_) => left.push((workspace, id)),
            }
        }
        waiting = left;
        if waiting.is_empty() {
            break;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    say(&format!("{sent} of {all} previews were sent to the admins."));
    anyhow::ensure!(sent == all, "some previews were not sent; `goodturn doctor` says why");
    Ok(())
}
