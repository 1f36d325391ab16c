//! The handle: cheap to clone, shared by the bot's server, the tests and the control routes.
//! The lock behind it is held for moments only, never while anything is awaited.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    routing::{any, get, post},
};
use serde_json::Value;

use crate::{
    api,
    delivery::{Delivery, RawRequest},
    faults::Fault,
    log::{Call, Entry},
    oauth,
    options::{Credentials, LatestMode, Options},
    sandbox, socket,
    state::{Reach, Stage, State},
    workspace::{Workspace, text},
};

/// A local Slack with one workspace and one app in it.
#[derive(Clone)]
pub struct Standin {
    state: Arc<Mutex<State>>,
}

impl Standin {
    /// A Slack with this workspace.
    #[must_use]
    pub fn new(workspace: Workspace, options: Options) -> Self {
        Self { state: Arc::new(Mutex::new(State::new(workspace, options))) }
    }

    /// Everything, with late effects applied that fell due.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.settle();
        state
    }

    /// What a bot needs to work with this stand-in.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.state().credentials.clone()
    }

    /// The Web API, response addresses, files, the consent page, Socket Mode and control routes.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/api/{method}", any(api::call))
            .route("/response/{id}", post(api::respond))
            .route("/upload/v1/{ticket}", post(api::upload))
            .route("/files/{id}/{name}", get(api::download))
            .route("/oauth/v2/authorize", get(oauth::authorize).post(oauth::decided))
            .route("/link", get(socket::link))
            .route("/link/", get(socket::link))
            .nest("/sandbox", sandbox::routes())
            .with_state(self.clone())
    }

    /// Where [`Standin::router`] is served, for the addresses that are handed out.
    pub fn set_public_url(&self, base: &str) {
        base.trim_end_matches('/').clone_into(&mut self.state().public_url);
    }

    /// Where deliveries go from now on.
    pub fn deliver_to(&self, to: Delivery) {
        self.state().delivery = to;
    }

    /// Sets calendar time. Until this is called, it is the wall's.
    pub fn set_now(&self, epoch_ms: i64) {
        self.state().set_now(epoch_ms);
    }

    /// Calendar time in epoch milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.state().now_ms()
    }

    /// Whether people see what the bot writes; with `false`, it is acknowledged and lost.
    pub fn deliver_to_people(&self, yes: bool) {
        self.state().reach = if yes { Reach::Everyone } else { Reach::Nobody };
    }

    /// Makes the next calls of a method go wrong.
    pub fn fault(&self, fault: Fault) {
        self.state().faults.add(fault);
    }

    /// Changes options while it runs. The seed counts at the start only.
    pub fn change_options(&self, change: impl FnOnce(&mut Options)) {
        change(&mut self.state().options);
    }

    /// What `conversations.info` says about the last message of a DM.
    pub fn latest_mode(&self, mode: LatestMode) {
        self.state().latest = mode;
    }

    /// Adds a person, or changes the one with the same `id`. No event is sent.
    pub fn replace_user(&self, user: Value) {
        self.state().people.replace(user);
    }

    /// Adds a user group, or changes the one with the same `id`. No event is sent.
    pub fn replace_usergroup(&self, group: Value) {
        let mut state = self.state();
        let same = state.usergroups.iter().position(|other| text(other, "id") == text(&group, "id"));
        match same.and_then(|place| state.usergroups.get_mut(place)) {
            Some(other) => *other = group,
            None => state.usergroups.push(group),
        }
    }

    /// Changes which custom profile fields there are, as `team.profile.get` gives them.
    pub fn replace_profile(&self, profile: Value) {
        self.state().team.profile = profile;
    }

    /// The messages of a conversation that people see, oldest first.
    #[must_use]
    pub fn conversation(&self, id: &str) -> Vec<Value> {
        let state = self.state();
        state.conversations.get(id).map(|one| one.seen().map(|message| message.value.clone()).collect()).unwrap_or_default()
    }

    /// The DM between the bot and a person, once it was opened.
    #[must_use]
    pub fn dm_of(&self, user: &str) -> Option<String> {
        let state = self.state();
        let id = state.dm_id(user);
        state.conversations.get(&id).is_some_and(|conversation| conversation.opened).then_some(id)
    }

    /// The Home a person sees, as Slack's view object.
    #[must_use]
    pub fn home(&self, user: &str) -> Option<Value> {
        self.state().homes.get(user)?.shown.clone()
    }

    /// The messages only this person sees, oldest first; each has its `channel`.
    #[must_use]
    pub fn ephemerals(&self, user: &str) -> Vec<Value> {
        let state = self.state();
        let shown = state.ephemerals_of(user).map(|one| {
            let mut value = one.value.clone();
            value["channel"] = Value::String(one.channel.clone());
            value
        });
        shown.collect()
    }

    /// The bytes of an uploaded file.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<Vec<u8>> {
        self.state().files.get(id).filter(|file| !matches!(file.stage, Stage::Asked | Stage::Deleted)).map(|file| file.bytes.clone())
    }

    /// The bot's calls, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.calls_since(0)
    }

    /// The bot's calls from number `seq` on.
    #[must_use]
    pub fn calls_since(&self, seq: u64) -> Vec<Call> {
        self.state().calls.since(seq)
    }

    /// Everything persons did or saw, in order.
    #[must_use]
    pub fn log(&self) -> Vec<Entry> {
        self.log_since(0)
    }

    /// What persons did or saw from number `seq` on; [`Standin::log_len`] is the number of the next.
    #[must_use]
    pub fn log_since(&self, seq: u64) -> Vec<Entry> {
        self.state().log.since(seq)
    }

    /// How many things persons did or saw so far.
    #[must_use]
    pub fn log_len(&self) -> u64 {
        self.state().log.next()
    }

    /// The last delivery as it was made: path, headers, body.
    #[must_use]
    pub fn last_request(&self) -> Option<RawRequest> {
        self.state().last_request.clone()
    }

    /// The name people read for a user id.
    pub(crate) fn real_name(&self, user: &str) -> String {
        self.state().people.real_name(user)
    }
}
