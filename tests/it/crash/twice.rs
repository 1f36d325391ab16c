//! One delivery that arrives twice at the same moment, at one process and at two.
//! Slack repeats what it thinks was lost, and load balancers do; a person who typed once must find one act.

use std::{cell::Cell, net::SocketAddr, time::Duration};

use futures_util::future::{join_all, try_join_all};
use libtest_mimic::Failed;

use super::{PROGRAM, SAM, rows::Rows, stage};
use crate::support::{
    TestDatabase,
    process::{Bot, LocalSlack},
    signed::{Command, Line},
};

/// Deliveries, each made twice.
const PAIRS: usize = 1_000;

/// Pairs under way at once.
const AT_ONCE: usize = 20;

/// How long people from Slack's list may take to be known.
const KNOWN_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two tries.
const LOOK_EVERY: Duration = Duration::from_millis(50);

pub(super) async fn to_one_process(database: TestDatabase) -> Result<(), Failed> {
    let (slack, bot) = stage(&database).await?;
    let process = bot.start().await?;
    pairs(&database, &slack, [process.address; 2]).await
}

pub(super) async fn to_two_processes(database: TestDatabase) -> Result<(), Failed> {
    let (slack, bot) = stage(&database).await?;
    let other = Bot::new(PROGRAM, &slack, &database.url)?;
    let processes = try_join_all([bot.start(), other.start()]).await?;
    pairs(&database, &slack, [processes[0].address, processes[1].address]).await
}

async fn pairs(database: &TestDatabase, slack: &LocalSlack, addresses: [SocketAddr; 2]) -> Result<(), Failed> {
    join_a_team(slack, addresses[0]).await?;
    let mut rows = Rows::of(database).await?;
    let before = rows.number("SELECT COUNT(*) FROM seen").await?;
    let next = Cell::new(0);
    let senders = join_all((0..AT_ONCE).map(|_| send_pairs(slack, addresses, &next))).await;
    let wrong: Vec<String> = senders.into_iter().collect::<Result<Vec<_>, Failed>>()?.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {PAIRS} pairs were answered wrongly: {:?}", wrong.len(), wrong.first());
    let expected = i64::try_from(PAIRS)?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM act").await?, expected, "acts");
    assert_eq!(rows.acts_by_owner().await?.len(), PAIRS, "owners with an act");
    assert_eq!(rows.number("SELECT COUNT(*) FROM seen").await? - before, expected, "triggers");
    assert_eq!(rows.number("SELECT COUNT(*) FROM tie WHERE contacts = 1 AND weeks_year = 1").await?, expected, "ties");
    Ok(())
}

/// Sends its share of the pairs; tells which were not answered alike, and well.
async fn send_pairs(slack: &LocalSlack, addresses: [SocketAddr; 2], next: &Cell<usize>) -> Result<Vec<String>, Failed> {
    let [mut one, mut other] = addresses.map(Line::to);
    let mut wrong = Vec::new();
    loop {
        let number = next.replace(next.get() + 1);
        if number >= PAIRS {
            return Ok(wrong);
        }
        let (owner, trigger) = (format!("U{number:010}"), format!("{number}.pair"));
        let text = format!("<@{SAM}> read through draft {number}");
        let command = Command { workspace: &slack.workspace, user: &owner, name: "/gave", text: &text, trigger: &trigger };
        let delivery = slack.signer.command(&command);
        let (first, second) = tokio::join!(one.send(&delivery), other.send(&delivery));
        let (first, second) = (first?, second?);
        // The same words, and the same act behind [Undo].
        if !(first.kept() && second.kept() && first.body == second.body) {
            wrong.push(format!("{first:?} and {second:?}"));
        }
    }
}

/// Puts the person whom all help into a team, once that person is known.
async fn join_a_team(slack: &LocalSlack, address: SocketAddr) -> Result<(), Failed> {
    let mut line = Line::to(address);
    let tries = tokio::time::timeout(KNOWN_WITHIN, async {
        for number in 0.. {
            let trigger = format!("{number}.team");
            let command = Command { workspace: &slack.workspace, user: SAM, name: "/goodturn", text: "team Research", trigger: &trigger };
            let answer = line.send(&slack.signer.command(&command)).await?;
            if answer.body.contains("Noted: you are in Research") {
                break;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    });
    tries.await.map_err(|_| "nobody got to know Sam")?
}
