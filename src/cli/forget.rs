//! `goodturn forget --member ID`: deletes everything about one member, as they can do themselves in Slack.

use std::time::{Duration, Instant};

use anyhow::bail;
use clap::{ArgMatches, Command};

use super::{block_on, member, say, settings};
use crate::slack::client::Lane;
use crate::worker::Kind;

/// How long messages in Slack may take to be edited before the command leaves the rest to the running bot.
const PATIENCE: Duration = Duration::from_mins(1);

/// Pause between two rounds of edits.
const ROUND_EVERY: Duration = Duration::from_millis(500);

pub(super) fn command() -> Command {
    member::command("forget", "Deletes everything about a member for good, and edits the bot's messages that name them; nobody is told")
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let config = settings::load(matches)?;
    block_on(async {
        let bot = member::bot(&config).await?;
        let by = member::meant(&bot.app, matches).await?;
        if !bot.app.is_known(&by).await? {
            if bot.app.is_forgotten(&by).await? {
                say("Nothing is kept about this member any more.");
                bot.app.close().await;
                return Ok(());
            }
            bail!("nothing is kept about this member ID, so there is nothing to delete: check the ID, and --workspace");
        }
        let had_home = bot.app.has_home(&by).await?;
        bot.app.ask_to_forget(&by).await?;
        let begun = Instant::now();
        // The first step deletes; those after it go on with the messages that Slack would not take at once.
        while let Some(due) = bot.workers.step_one(Kind::Redact).await {
            if due > bot.app.now().plus(1_000) || begun.elapsed() > PATIENCE {
                break;
            }
            tokio::time::sleep(ROUND_EVERY).await;
        }
        if bot.app.is_known(&by).await? {
            bail!("the deletion could not be finished; what is begun goes on with the next `goodturn serve` or `goodturn forget`");
        }
        if had_home && let Err(error) = bot.router.publish_home(&by, Lane::Live).await {
            say(&format!("Their Home could not be emptied ({error}); it is when they open it next."));
        }
        let left = bot.app.next_redaction().await?.is_some() || bot.app.next_doomed_file().await?.is_some();
        bot.app.close().await;
        say("Everything about this member is deleted.");
        if left {
            say("Some messages in Slack could not be edited yet; `goodturn serve` goes on with them.");
        }
        Ok(())
    })
}
