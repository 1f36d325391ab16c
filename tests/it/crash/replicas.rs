//! Two replicas on one PostgreSQL, both awake when a reminder is due: one message goes out.
//! Leases are taken by the database's time here, as in production, and nothing is simulated but how far the calendar is ahead.

use std::time::Duration;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivery, Workspace};

use super::{PROGRAM, SAM};
use crate::support::TestDatabase;
use crate::support::process::{Bot, LocalSlack};

/// The one who is reminded.
const ANA: &str = "U0000000ANA";

/// How long the message may take: a worker with nothing to do looks every twenty seconds.
const SENT_WITHIN: Duration = Duration::from_secs(45);

/// How long no second message may come: each replica looks once more in this time.
const QUIET_FOR: Duration = Duration::from_secs(22);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(super) async fn send_one_reminder(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(company()).await?;
    let folder = tempfile::tempdir()?;
    let teams = folder.path().join("teams.csv");
    std::fs::write(&teams, format!("user,team\n{ANA},Research\n{SAM},Sales\n"))?;
    // Kept by name to the end: what they said goes with them. All have the same sources of teams, as replicas must.
    let bot = || Bot::new(PROGRAM, &slack, &database.url).map(|bot| bot.with("GOODTURN_TEAM_SOURCE", format!("csv:{}", teams.display())));
    let bot_before = bot()?;
    let mut first = bot_before.start().await?;
    slack.standin.deliver_to(Delivery::http(&format!("http://{}", first.address)));
    slack.standin.slash(ANA, "/goodturn", "join", None).await?;
    slack.standin.slash(ANA, "/gave", &format!("<@{SAM}> the slides, 6 weeks ago"), None).await?;
    // The team file is read again until everybody in it is known.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert!(first.terminate().await?.success());

    let ahead = format!("+{}s", seconds_to_slot()? + 30);
    let (bot_one, bot_two) = (bot()?.with("GOODTURN_CLOCK_OFFSET", &ahead), bot()?.with("GOODTURN_CLOCK_OFFSET", &ahead));
    let (one, two) = (bot_one.start().await?, bot_two.start().await?);
    let since = std::time::Instant::now();
    while reminders(&slack).is_empty() && since.elapsed() < SENT_WITHIN {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    tokio::time::sleep(QUIET_FOR).await;
    let sent = reminders(&slack);
    assert_eq!(sent.len(), 1, "{}{}", one.said(), two.said());
    assert!(Value::from(sent).to_string().contains(SAM));
    Ok(())
}

fn company() -> Workspace {
    let team = "T0000000001";
    let user = |id: &str, name: &str| json!({"id": id, "team_id": team, "name": name, "tz": "UTC", "profile": {"display_name": name}});
    Workspace { team: json!({"id": team, "name": "Example"}), users: vec![user(ANA, "ana"), user(SAM, "sam")], ..Workspace::default() }
}

/// Seconds from now to the next Tuesday, ten o'clock, of the default slot.
fn seconds_to_slot() -> Result<i64, Failed> {
    #[expect(clippy::disallowed_methods, reason = "the bot in the other process goes by the machine's time, too")]
    let now = Timestamp::now().to_zoned(TimeZone::UTC);
    let tuesday = now.date().nth_weekday(1, Weekday::Tuesday)?;
    let slot = tuesday.at(10, 0, 0, 0).to_zoned(TimeZone::UTC)?;
    Ok(now.until((Unit::Second, &slot))?.get_seconds())
}

fn reminders(slack: &LocalSlack) -> Vec<Value> {
    slack.standin.dm_of(ANA).map(|dm| slack.standin.conversation(&dm)).unwrap_or_default()
}
