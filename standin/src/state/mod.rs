//! What Slack remembers: one struct behind one lock, held briefly and never while waiting.
//! Nothing here answers anyone; methods, people and deliveries read and change it.

mod budget;
mod choices;
mod clock;
mod conversations;
mod files;
mod hooks;
mod messages;
mod modals;
mod surfaces;
mod tokens;
mod triggers;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::sync::Notify;

pub(crate) use budget::{Budget, Share};
pub(crate) use choices::Choices;
pub(crate) use conversations::{Conversation, Conversations, Kind};
pub(crate) use files::{File, Files, Stage};
pub(crate) use hooks::{Hook, Hooks, Origin};
pub(crate) use messages::{Content, Message};
pub(crate) use modals::Modal;
pub(crate) use surfaces::{Ephemeral, Home};
pub(crate) use tokens::{TOKEN_LIFETIME_S, Token, Tokens};
pub(crate) use triggers::{Acted, Triggers};

use crate::{
    api::{Arguments, Late, RateLimits},
    delivery::{Delivery, RawRequest, Sent},
    faults::Faults,
    ids,
    journal::Journal,
    log::{Call, Entry},
    oauth::Grants,
    options::{Credentials, LatestMode, Options},
    socket::Sockets,
    standin::Standin,
    workspace::{People, Team, Workspace},
};
use clock::Clock;
pub(crate) use clock::wall_ms;

/// Whether what a call does is seen by anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// As it should be.
    Everyone,
    /// Acknowledged to the bot, and lost.
    Nobody,
}

/// Everything.
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) credentials: Credentials,
    pub(crate) team: Team,
    pub(crate) people: People,
    pub(crate) usergroups: Vec<Value>,
    pub(crate) conversations: Conversations,
    pub(crate) ephemerals: BTreeMap<String, VecDeque<Ephemeral>>,
    pub(crate) homes: BTreeMap<String, Home>,
    /// In the order they came: of one person, the last is on top.
    pub(crate) modals: Vec<Modal>,
    /// What people chose in messages.
    pub(crate) choices: Choices,
    pub(crate) triggers: Triggers,
    pub(crate) tokens: Tokens,
    pub(crate) grants: Grants,
    /// The token of the call that is being answered.
    pub(crate) caller: String,
    pub(crate) hooks: Hooks,
    pub(crate) sockets: Sockets,
    /// Who holds the app's connections, where several workspaces have the same app.
    pub(crate) hub: Option<Standin>,
    pub(crate) files: Files,
    pub(crate) faults: Faults,
    pub(crate) late: Vec<Late>,
    pub(crate) limits: RateLimits,
    pub(crate) budget: Budget,
    pub(crate) calls: Journal<Call>,
    pub(crate) log: Journal<Entry>,
    pub(crate) delivery: Delivery,
    /// Wakes those that are to be delivered after another.
    pub(crate) delivered: Arc<Notify>,
    pub(crate) public_url: String,
    pub(crate) latest: LatestMode,
    pub(crate) reach: Reach,
    pub(crate) last: Option<Sent>,
    pub(crate) last_request: Option<RawRequest>,
    clock: Clock,
    begun: Instant,
    counter: u64,
}

impl State {
    pub(crate) fn new(workspace: Workspace, options: Options) -> Self {
        let team = Team::new(&workspace.team, options.seed);
        let (people, bot) = People::new(workspace.users, &team, &options.bot_name, options.seed);
        let credentials = Credentials::new(options.seed, &team.id, &bot);
        let conversations = Conversations::new(workspace.channels, &bot);
        Self {
            tokens: Tokens::new(options.installed.then_some(credentials.bot_token.as_str())),
            credentials,
            team,
            people,
            usergroups: workspace.usergroups,
            conversations,
            ephemerals: BTreeMap::new(),
            homes: BTreeMap::new(),
            modals: Vec::new(),
            choices: Choices::default(),
            triggers: Triggers::default(),
            grants: Grants::default(),
            caller: String::new(),
            hooks: Hooks::default(),
            sockets: Sockets::default(),
            hub: None,
            files: Files::default(),
            faults: Faults::default(),
            late: Vec::new(),
            limits: RateLimits::default(),
            budget: Budget::default(),
            calls: Journal::default(),
            log: Journal::default(),
            delivery: Delivery::Nowhere,
            delivered: Arc::new(Notify::new()),
            public_url: "http://standin.invalid".to_owned(),
            latest: LatestMode::default(),
            reach: Reach::Everyone,
            last: None,
            last_request: None,
            clock: Clock::default(),
            begun: Instant::now(),
            counter: 0,
            options,
        }
    }

    /// Injected time in epoch milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The instant that rate limits count by: the wall's, or injected time where it was set.
    pub(crate) fn pace_now(&self) -> Instant {
        match self.clock.set_ms() {
            Some(ms) => self.begun + Duration::from_millis(ms.unsigned_abs()),
            None => Instant::now(),
        }
    }

    /// Sets injected time; late effects that fall due are applied at their own moments.
    pub(crate) fn set_now(&mut self, epoch_ms: i64) {
        self.clock.set(epoch_ms);
        self.settle();
    }

    /// Applies the late effects that are due.
    pub(crate) fn settle(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let now = self.now_ms();
        let (mut due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.late).into_iter().partition(|late| late.due_ms <= now);
        self.late = waiting;
        due.sort_by_key(|late| late.due_ms);
        for late in due {
            self.clock.pin(late.due_ms);
            // A late effect that is refused has no effect, and nobody is left to hear why.
            let _ = (late.method.run)(self, &late.arguments, self.reach);
            self.clock.unpin();
        }
    }

    /// The next message timestamp: unique everywhere, rising with injected time.
    pub(crate) fn stamp(&mut self) -> String {
        self.clock.stamp()
    }

    /// A number that is different each time.
    pub(crate) fn fresh_number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// An id that is different each time, the same in each run.
    pub(crate) fn fresh_id(&mut self, prefix: &str) -> String {
        let number = self.fresh_number();
        ids::id(prefix, self.options.seed, &format!("fresh/{prefix}/{number}"))
    }

    /// Text of hex digits that is different each time, the same in each run.
    pub(crate) fn fresh_hex(&mut self, chars: usize) -> String {
        let number = self.fresh_number();
        ids::hex_text(self.options.seed, &format!("fresh/{number}"), chars)
    }

    /// A handle to open a modal with, for what this person just did; `view_id` when they did it in a modal.
    pub(crate) fn fresh_trigger(&mut self, user: &str, view_id: Option<&str>) -> String {
        let team = ids::mix(self.options.seed, &self.team.id) % 10_000_000_000;
        let number = self.fresh_number();
        let tail = self.fresh_hex(32);
        let trigger = format!("{number}.{team}.{tail}");
        self.triggers.add(&trigger, Acted { user: user.to_owned(), view_id: view_id.map(str::to_owned) });
        trigger
    }

    /// Whether the bot may see this person.
    pub(crate) fn sees(&self, user: &str) -> bool {
        !self.options.unseen_users.iter().any(|other| other == user)
    }

    pub(crate) fn note(&mut self, entry: &Entry) {
        self.log.push(entry);
    }

    /// How far something goes that this call or answer does.
    pub(crate) fn reach_of(&self, undelivered: bool) -> Reach {
        if undelivered { Reach::Nobody } else { self.reach }
    }

    /// Records a call of the bot.
    pub(crate) fn record_call(&mut self, method: &str, arguments: &Arguments, outcome: CallOutcome) {
        let call = Call {
            seq: self.calls.next(),
            at_ms: self.now_ms(),
            method: method.to_owned(),
            arguments: arguments.as_value(),
            ok: outcome.error.is_none(),
            error: outcome.error,
            warning: outcome.warning,
            fault: outcome.fault,
        };
        self.calls.push(&call);
    }
}

/// How a call ended, for the call log.
#[derive(Debug, Default)]
pub(crate) struct CallOutcome {
    pub(crate) error: Option<String>,
    pub(crate) warning: Option<String>,
    pub(crate) fault: Option<String>,
}
