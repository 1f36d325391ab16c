//! Sends commands at their scheduled times, whether the bot keeps up or not.
//! Latency counts from the scheduled time: a generator that waits for a slow bot would hide how long people wait (coordinated omission).

use std::{cell::Cell, net::SocketAddr, time::Duration};

use futures_util::future::join_all;
use tokio::time::{Instant, sleep_until};

use super::people::{People, WORKSPACE};
use super::process::LocalSlack;
use super::signed::{Command, Line};

/// Connections that are kept: more than commands are ever under way, unless the bot falls behind.
const LINES: usize = 64;

/// Before the first command, so that all lines are ready.
const START_AFTER: Duration = Duration::from_millis(50);

/// How commands come.
#[derive(Clone, Copy)]
pub struct Load<'a> {
    /// Commands a second.
    pub rate: u32,
    /// Who types.
    pub people: &'a People,
    /// Whose signature they carry.
    pub slack: &'a LocalSlack,
}

/// One command, and what became of it.
#[derive(Debug)]
pub struct Shot {
    /// Its number, which is in its note.
    pub number: usize,
    /// When it was to be sent.
    pub due: Instant,
    /// Whether it keeps an act; others only read.
    pub act: bool,
    /// From its scheduled time to its acknowledgement.
    pub waited: Duration,
    /// From sending it to its acknowledgement.
    pub took: Duration,
    /// Whether the acknowledgement says that the act is kept, or what went wrong.
    pub result: Result<(), String>,
}

/// The note of a command.
pub fn note(number: usize) -> String {
    format!("read through draft {number}")
}

/// The number in a note, if it is a command's.
pub fn number_in(note: &str) -> Option<usize> {
    note.strip_prefix("read through draft ")?.parse().ok()
}

/// Sends commands from number `first` on, for so long or until the bot is gone.
pub async fn drive(load: &Load<'_>, address: SocketAddr, first: usize, lasts: Duration) -> Vec<Shot> {
    let next = Cell::new(0_u32);
    let begin = Instant::now() + START_AFTER;
    let count = u32::try_from(lasts.as_millis() * u128::from(load.rate) / 1_000).unwrap_or(u32::MAX);
    let lines = (0..LINES).map(|_| async {
        let (mut line, mut shots) = (Line::to(address), Vec::new());
        loop {
            let turn = next.get();
            if turn >= count {
                return shots;
            }
            next.set(turn + 1);
            let due = begin + Duration::from_secs(1) * turn / load.rate;
            sleep_until(due).await;
            let number = first + usize::try_from(turn).unwrap_or_default();
            let (shot, gone) = shoot(load, &mut line, number, due).await;
            shots.push(shot);
            if gone {
                return shots;
            }
        }
    });
    join_all(lines).await.into_iter().flatten().collect()
}

/// Sends one command; also tells whether the connection broke.
async fn shoot(load: &Load<'_>, line: &mut Line, number: usize, due: Instant) -> (Shot, bool) {
    let turn = u32::try_from(number).unwrap_or_default();
    let person = turn % load.people.count();
    let user = load.people.in_turn(turn);
    let text = format!("<@{}> {}", load.people.helped_by(person, turn / load.people.count()), note(number));
    let trigger = format!("{number}.load");
    let command = Command { workspace: WORKSPACE, user: &user, name: "/gave", text: &text, trigger: &trigger };
    // Signed at the last moment, as Slack does.
    let delivery = load.slack.signer.command(&command);
    let sent = Instant::now();
    let answered = line.send(&delivery).await;
    let (waited, took) = (due.elapsed(), sent.elapsed());
    let gone = answered.is_err();
    let result = match answered {
        Ok(answer) if answer.kept() => Ok(()),
        Ok(answer) => Err(format!("{} {}", answer.status, answer.body)),
        Err(error) => Err(error.to_string()),
    };
    (Shot { number, due, act: true, waited, took, result }, gone)
}
