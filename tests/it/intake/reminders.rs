//! The reminders of many members at one hour, against a Slack that limits calls as the real one does.
//! Running into limits and trying again would get them out, too; but whoever runs into a limit takes the method from everybody else.

use std::io::Write;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use jiff::{Timestamp, Unit, civil::Weekday, tz::TimeZone};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use standin::{Delivery as To, Options};

use super::{user, workspace};
use crate::{
    crash::{PROGRAM, rows::Rows},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, LocalSlack},
    },
};

/// Members, unless `GOODTURN_REMINDERS` says how many: well more than may be called for at once. With more than fifty, the local
/// Slack's own limits are reached by whoever is too fast; with fewer, the pace itself is looked at.
const MEMBERS: usize = 16;

/// The slowest methods that a reminder calls, and what their tier allows in a minute.
const TIER_3: (&[&str], u32) = (&["conversations.open", "conversations.info"], 50);

/// Calls of those that may go at once, if no minute is to have more than its limit: all others come one after the other, as evenly as the rest
/// of the minute's allow.
const AT_ONCE: u32 = 10;

/// How many of them type at once.
const TYPING: usize = 8;

/// From one reminder to the next at the pace of the slowest method, and a margin for a busy machine.
const EACH_WITHIN: Duration = Duration::from_secs(3);

/// Before the first one: a worker with nothing to do looks every twenty seconds.
const FIRST_WITHIN: Duration = Duration::from_mins(1);

/// How long the team file may take until everybody in it is known.
const KNOWN_WITHIN: Duration = Duration::from_secs(30);

/// Calls take a while to get there, some longer than others: so much earlier one may seem to be, in milliseconds.
const MARGIN_MS: i64 = 500;

/// How long no second message may come afterwards.
const QUIET_FOR: Duration = Duration::from_secs(5);

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.on(Engine::Sqlite, "intake::reminders_of_many_run_into_no_limit", many)]
}

fn id(number: usize) -> String {
    format!("U{number:010}")
}

async fn many(database: TestDatabase) -> Result<(), Failed> {
    let members = std::env::var("GOODTURN_REMINDERS").ok().map_or(Ok(MEMBERS), |members| members.parse())?;
    let users: Vec<Value> = (0..members).map(|number| user(&id(number), &format!("member{number}"))).collect();
    let slack = LocalSlack::start_as(workspace(users), Options::default(), None).await?;
    let folder = tempfile::tempdir()?;
    let teams = folder.path().join("teams.csv");
    let row = |number: usize| format!("{},{}", id(number), if number.is_multiple_of(2) { "Research" } else { "Sales" });
    let rows: Vec<String> = (0..members).map(row).collect();
    std::fs::write(&teams, format!("user,team\n{}\n", rows.join("\n")))?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("GOODTURN_TEAM_SOURCE", format!("csv:{}", teams.display()));
    let mut process = bot.start().await?;
    slack.standin.deliver_to(To::http(&format!("http://{}", process.address)));
    for some in (0..members).collect::<Vec<_>>().chunks(TYPING) {
        try_join_all(some.iter().map(|number| types(&slack, *number, members))).await?;
    }
    all_known(&database, members).await?;
    assert!(process.terminate().await?.success());

    slack.standin.change_options(|options| options.rate_limits = true);
    let first_call = slack.standin.calls().len();
    let since = Instant::now();
    let bot = bot.with("GOODTURN_CLOCK_OFFSET", format!("+{}s", seconds_to_slot()? + 30));
    let _process = bot.start().await?;
    let patience = FIRST_WITHIN + EACH_WITHIN * u32::try_from(members)?;
    while sent(&slack, members).contains(&0) && since.elapsed() < patience {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let took = since.elapsed();
    tokio::time::sleep(QUIET_FOR).await;
    let sent = sent(&slack, members);
    let calls = slack.standin.calls().split_off(first_call);
    let limited: Vec<&str> =
        calls.iter().filter(|call| call.error.as_deref() == Some("ratelimited")).map(|call| call.method.as_str()).collect();
    let reminded = sent.iter().filter(|count| **count == 1).count();
    let _ = writeln!(
        std::io::stderr(),
        "{reminded} of {members} reminders in {:.0} s, {} calls, {} of them refused as too many",
        took.as_secs_f64(),
        calls.len(),
        limited.len()
    );
    assert_eq!(sent, vec![1; members], "each has one reminder");
    assert!(limited.is_empty(), "{} of {} calls ran into a limit: {limited:?}", limited.len(), calls.len());
    for method in TIER_3.0 {
        let calls: Vec<i64> = calls.iter().filter(|call| call.method == *method).map(|call| call.at_ms).collect();
        assert!(calls.len() >= members, "{method} was called {} times", calls.len());
        assert_eq!(too_early(&calls), None, "{method} would run into its limit, if this went on for a minute");
    }
    Ok(())
}

/// Two calls that lie too close together for so many: at such a pace, some minute would have more than its limit.
fn too_early(calls: &[i64]) -> Option<(usize, usize)> {
    let interval_ms = 60_000 / i64::from(TIER_3.1 - AT_ONCE);
    let early = |first: usize, last: usize| {
        let beyond = i64::try_from(last - first + 1).unwrap_or(i64::MAX) - i64::from(AT_ONCE);
        calls[last] - calls[first] + MARGIN_MS < beyond * interval_ms
    };
    let pairs = (0..calls.len()).flat_map(|first| (first..calls.len()).map(move |last| (first, last)));
    pairs.into_iter().find(|(first, last)| early(*first, *last))
}

/// Waits until everybody is known, with a team.
async fn all_known(database: &TestDatabase, members: usize) -> Result<(), Failed> {
    let mut rows = Rows::of(database).await?;
    let all = i64::try_from(members)?;
    let known = async {
        while rows.number("SELECT COUNT(*) FROM person WHERE team_id IS NOT NULL").await? < all {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok::<(), Failed>(())
    };
    tokio::time::timeout(KNOWN_WITHIN, known).await?
}

/// A member joins, and has given something to somebody of the other team.
async fn types(slack: &LocalSlack, number: usize, members: usize) -> Result<(), Failed> {
    for (command, text) in
        [("/goodturn", "join".to_owned()), ("/gave", format!("<@{}> the slides, 6 weeks ago", id((number + 1) % members)))]
    {
        let delivered = slack.standin.slash(&id(number), command, &text, None).await?;
        assert_eq!(delivered.error, None, "{}", delivered.body);
    }
    Ok(())
}

/// Seconds from now to the next Tuesday, ten o'clock, of the default slot.
fn seconds_to_slot() -> Result<i64, Failed> {
    #[expect(clippy::disallowed_methods, reason = "the bot in the other process goes by the machine's time, too")]
    let now = Timestamp::now().to_zoned(TimeZone::UTC);
    let slot = now.date().nth_weekday(1, Weekday::Tuesday)?.at(10, 0, 0, 0).to_zoned(TimeZone::UTC)?;
    Ok(now.until((Unit::Second, &slot))?.get_seconds())
}

/// How many messages each has from the bot.
fn sent(slack: &LocalSlack, members: usize) -> Vec<usize> {
    let count = |number: usize| slack.standin.dm_of(&id(number)).map_or(0, |dm| slack.standin.conversation(&dm).len());
    (0..members).map(count).collect()
}
