//! Processor time of the bot, of the database and of this program, from `/proc`.
//! Where all share two cores, it says who was the bottleneck; elsewhere than on Linux it is zero.

use std::fs;

use super::postgres::Server;

/// Ticks a second in `/proc`: fixed on Linux, whatever the kernel's own pace.
const TICKS_PER_SECOND: f64 = 100.0;

/// Processor seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Of the bot.
    pub bot: f64,
    /// Of this program: the local Slack and the sender.
    pub load: f64,
    /// Of the database server's processes that are there now.
    pub database: f64,
}

impl Used {
    /// What was used between `before` and now.
    pub fn since(self, before: Self) -> Self {
        Self { bot: self.bot - before.bot, load: self.load - before.load, database: self.database - before.database }
    }
}

/// What was used so far.
pub fn used(bot: u32, server: Option<&Server>) -> Used {
    let database = server.and_then(|server| server.pid().ok()).map_or(0.0, |pid| of(pid) + of_children(pid));
    Used { bot: of(bot), load: of(std::process::id()), database }
}

fn of_children(parent: u32) -> f64 {
    let Ok(entries) = fs::read_dir("/proc") else { return 0.0 };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| field(*pid, PARENT) == Some(parent)).map(of).sum()
}

/// Places in `/proc/PID/stat` after the program's name: the parent, user time, system time.
const PARENT: usize = 1;
const USER: usize = 11;
const SYSTEM: usize = 12;

fn of(pid: u32) -> f64 {
    let ticks = field(pid, USER).unwrap_or_default() + field(pid, SYSTEM).unwrap_or_default();
    f64::from(ticks) / TICKS_PER_SECOND
}

fn field(pid: u32, place: usize) -> Option<u32> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name is in brackets and may hold anything, brackets included.
    let (_, rest) = text.rsplit_once(')')?;
    rest.split_whitespace().nth(place)?.parse().ok()
}
