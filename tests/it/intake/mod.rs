//! The ways in: Socket Mode and HTTP with slow, broken, odd and hostile things on them, and the calls that go out.
//! Whatever arrives, the next delivery is answered as if nothing had been.

mod answers;
mod calls;
mod frames;
mod late;
mod limits;
mod odd;
mod proxies;
mod quiet;
mod real;
mod reminders;
mod sockets;
mod stops;
mod taken;
mod tls;
mod waits;

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Options, Workspace};

use crate::{
    crash::{PROGRAM, SAM},
    support::{
        Engine, Harness, TestDatabase,
        far_end::FarEnd,
        process::{Bot, LocalSlack},
    },
};

/// The workspace of these trials.
const TEAM: &str = "T0000000001";

/// A channel that the bot is in, with Sam.
const CHANNEL: &str = "C0000000001";

/// The trials of this module.
pub fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("intake::a_slow_handler_stalls_nobody", sockets::slow_stalls_nobody);
    trials.extend(cx.both("intake::a_panic_is_a_sentence_and_stalls_nobody", sockets::panics_stall_nobody));
    trials.push(cx.on(Engine::Sqlite, "intake::an_old_socket_is_read_until_the_new_one_stands", sockets::refreshed));
    trials.extend(cx.both("intake::a_stop_answers_what_sockets_brought", sockets::stop_answers));
    trials.extend(cx.both("intake::a_refused_app_token_ends_the_bot", sockets::refused_token));
    trials.extend(cx.both("intake::socket_mode_switched_off_is_said_and_tried_again", sockets::switched_off));
    trials.extend(late::trials(cx));
    trials.extend(limits::trials(cx));
    trials.extend(odd::trials(cx));
    trials.extend(answers::trials(cx));
    trials.extend(calls::trials(cx));
    trials.extend(proxies::trials(cx));
    trials.extend(quiet::trials(cx));
    trials.extend(reminders::trials(cx));
    trials.extend(stops::trials(cx));
    trials.extend(taken::trials(cx));
    trials.extend(tls::trials(cx));
    trials.extend(waits::trials(cx));
    trials
}

/// Somebody as Slack lists them.
fn user(id: &str, name: &str) -> Value {
    json!({
        "id": id, "team_id": TEAM, "name": name, "real_name": name, "tz": "UTC", "deleted": false, "is_bot": false,
        "profile": {"display_name": name, "real_name": name},
    })
}

/// A workspace with these people.
fn workspace(users: Vec<Value>) -> Workspace {
    let channels = vec![json!({"id": CHANNEL, "name": "general", "is_channel": true, "is_member": true, "members": [SAM]})];
    Workspace { team: json!({"id": TEAM, "name": "Example", "domain": "example"}), users, channels, ..Workspace::default() }
}

/// A Slack whose sockets the test holds, and a bot that takes both ways in.
async fn with_far_end(database: &TestDatabase, users: Vec<Value>) -> Result<(LocalSlack, FarEnd, Bot), Failed> {
    let far = FarEnd::start().await?;
    let slack = LocalSlack::start_as(workspace(users), Options::default(), Some(&far)).await?;
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    Ok((slack, far, bot))
}
