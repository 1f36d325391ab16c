//! A stop in good order under load, and two processes that want one SQLite file.
//! Both happen with every update of the bot.

use std::time::Duration;

use libtest_mimic::Failed;

use super::{SAM, flood::Flood, rows::Rows, stage};
use crate::support::{
    TestDatabase,
    signed::{Command, Line},
};

/// Under load for so long before the stop.
const STOP_AFTER: Duration = Duration::from_millis(500);

pub(super) async fn a_stop_loses_nothing(database: TestDatabase) -> Result<(), Failed> {
    let (slack, bot) = stage(&database).await?;
    let mut process = bot.start().await?;
    let address = process.address;
    let mut flood = Flood::default();
    let stop = async {
        tokio::time::sleep(STOP_AFTER).await;
        process.terminate().await
    };
    let ((), stopped) = tokio::join!(flood.until_gone(&slack, address, 0), stop);
    let status = stopped?;
    assert_eq!(status.code(), Some(0), "{}", process.said());
    flood.check(&mut Rows::of(&database).await?).await
}

pub(super) async fn a_second_process_is_refused(database: TestDatabase) -> Result<(), Failed> {
    let (slack, bot) = stage(&database).await?;
    let first = bot.start().await?;
    match bot.start().await {
        Ok(_) => return Err("a second process works on the same file".into()),
        Err(refused) => {
            assert_eq!(refused.code, Some(1), "{refused}");
            assert!(refused.said.contains("is open in another process"), "{refused}");
            assert!(refused.said.contains("stop the other one, or move to PostgreSQL"), "{refused}");
        }
    }
    let text = format!("<@{SAM}> kept the door open");
    let command = Command { workspace: &slack.workspace, user: "U0000000ANN", name: "/gave", text: &text, trigger: "1.1" };
    let answer = Line::to(first.address).send(&slack.signer.command(&command)).await?;
    assert!(answer.kept(), "the first process goes on: {answer:?}");
    Ok(())
}
