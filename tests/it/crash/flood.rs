//! Many people who type as fast as they are answered, until the bot is gone.
//! Each command has an owner of its own, so that counting an owner's acts tells what became of one command.

use std::{collections::BTreeSet, net::SocketAddr};

use futures_util::future::join_all;
use libtest_mimic::Failed;

use super::{SAM, rows::Rows};
use crate::support::{
    process::LocalSlack,
    signed::{Command, Line},
};

/// Senders at once.
const SENDERS: usize = 50;

/// What was sent, and what came back.
#[derive(Debug, Default)]
pub struct Flood {
    /// How many commands were sent.
    pub sent: usize,
    /// The owners whose act was acknowledged.
    pub kept: BTreeSet<String>,
    /// Answers that say neither that it is kept nor that it comes later.
    pub odd: Vec<String>,
}

impl Flood {
    /// Sends until the bot is gone; `round` keeps the owners of several floods apart.
    pub async fn until_gone(&mut self, slack: &LocalSlack, address: SocketAddr, round: usize) {
        let senders = join_all((0..SENDERS).map(|sender| send(slack, address, round, sender))).await;
        for one in senders {
            self.sent += one.sent;
            self.kept.extend(one.kept);
            self.odd.extend(one.odd);
        }
    }

    /// Every acknowledged act is there, nothing is there twice, and each act has its tie and its trigger's key.
    pub async fn check(&self, rows: &mut Rows) -> Result<(), Failed> {
        assert!(self.odd.is_empty(), "odd answers: {:?}", self.odd);
        assert!(!self.kept.is_empty(), "nothing was acknowledged among {} commands", self.sent);
        let found = rows.acts_by_owner().await?;
        let missing: Vec<&String> = self.kept.iter().filter(|owner| !found.contains_key(*owner)).collect();
        assert!(missing.is_empty(), "{} of {} acknowledged acts are missing: {missing:?}", missing.len(), self.kept.len());
        let doubled: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
        assert!(doubled.is_empty(), "acts are there more than once: {doubled:?}");
        assert!(found.len() <= self.sent, "{} acts of {} commands", found.len(), self.sent);
        let acts = i64::try_from(found.len())?;
        assert_eq!(rows.number("SELECT COUNT(*) FROM tie").await?, acts, "an act and its tie are written together");
        assert_eq!(rows.number("SELECT COUNT(*) FROM seen").await?, acts, "an act and its trigger's key are written together");
        Ok(())
    }
}

async fn send(slack: &LocalSlack, address: SocketAddr, round: usize, sender: usize) -> Flood {
    let (mut line, mut flood) = (Line::to(address), Flood::default());
    loop {
        let owner = format!("U{round}S{sender}N{}", flood.sent);
        let text = format!("<@{SAM}> read through draft {} of {sender}", flood.sent);
        let trigger = format!("{owner}.trigger");
        let command = Command { workspace: &slack.workspace, user: &owner, name: "/gave", text: &text, trigger: &trigger };
        flood.sent += 1;
        match line.send(&slack.signer.command(&command)).await {
            Ok(answer) if answer.kept() => {
                flood.kept.insert(owner);
            }
            // Not in time; it may or may not be there.
            Ok(answer) if answer.is_empty() => {}
            Ok(answer) => flood.odd.push(format!("{} {}", answer.status, answer.body)),
            Err(_) => return flood,
        }
    }
}
