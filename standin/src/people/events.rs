//! Events: what the workspace tells the bot without being asked.
//! Tried up to four times, until one attempt is answered with a 2xx in time.

use serde_json::{Value, json};

use crate::{
    delivery::{Delivered, Delivery, Door, Follow, Sent, payload},
    log::Entry,
    people::SandboxError,
    standin::Standin,
    state::Share,
    workspace::text,
};

/// What Slack sends in place of events that are too many.
const LIMITED: &str = "app_rate_limited";

impl Standin {
    /// Sends an event. Beyond [`crate::Options::events_per_hour`] it is dropped, and `app_rate_limited` is sent once a minute instead.
    /// A bare event is put into its envelope; `event_callback` and `url_verification` go as they are.
    ///
    /// # Errors
    /// When it has no `type`, or nothing can be delivered.
    pub async fn event(&self, event: Value) -> Result<Delivered, SandboxError> {
        let kind = text(&event, "type").to_owned();
        if kind.is_empty() {
            return Err(SandboxError::Wrong("an event is an object with a `type`".to_owned()));
        }
        let limited = self.share_of(&kind);
        if let Share::Told(_) | Share::Dropped = limited {
            return self.limit(limited).await;
        }
        let sent = {
            let mut state = self.state();
            let (envelope, follow) = match kind.as_str() {
                "url_verification" if matches!(state.delivery, Delivery::Socket) => {
                    return Err(SandboxError::Wrong("over Socket Mode there is no address to verify".to_owned()));
                }
                "url_verification" => {
                    let challenge = match text(&event, "challenge") {
                        "" => state.fresh_hex(24),
                        given => given.to_owned(),
                    };
                    let token = state.credentials.verification_token.clone();
                    (json!({"type": kind, "token": token, "challenge": challenge}), Follow::Challenge { challenge })
                }
                "event_callback" | "app_rate_limited" => (event, Follow::Event),
                _ => (payload::event_callback(&mut state, &event), Follow::Event),
            };
            Sent { door: Door::Events, body: envelope.to_string(), trigger_id: String::new(), follow }
        };
        self.deliver(sent).await
    }

    /// What becomes of an event of this kind: Slack's own words to the app are not counted.
    fn share_of(&self, kind: &str) -> Share {
        if matches!(kind, "url_verification" | "app_rate_limited") {
            return Share::Delivered;
        }
        let mut state = self.state();
        let (now_ms, per_hour) = (state.now_ms(), state.options.events_per_hour);
        state.budget.take(now_ms, per_hour)
    }

    /// Drops an event, and says so when it is the first of its minute.
    async fn limit(&self, share: Share) -> Result<Delivered, SandboxError> {
        let dropped = Delivered { status: 0, body: String::new(), trigger_id: String::new(), error: Some(LIMITED.to_owned()) };
        let Share::Told(minute_s) = share else { return Ok(dropped) };
        let sent = {
            let state = self.state();
            let body = json!({
                "token": state.credentials.verification_token, "type": LIMITED, "team_id": state.team.id,
                "minute_rate_limited": minute_s, "api_app_id": state.credentials.app_id,
            });
            Sent { door: Door::Events, body: body.to_string(), trigger_id: String::new(), follow: Follow::Event }
        };
        self.deliver(sent).await.map(|told| Delivered { error: dropped.error, ..told })
    }

    /// A person looks at the app's Home: `app_home_opened`.
    ///
    /// # Errors
    /// When the person doesn't exist, or nothing can be delivered.
    pub async fn open_home(&self, user: &str) -> Result<Delivered, SandboxError> {
        let event = {
            let mut state = self.state();
            state.acting(user)?;
            let at_ms = state.now_ms();
            state.note(&Entry::OpenedHome { at_ms, user: user.to_owned() });
            let channel = state.ensure_dm(user);
            let mut event = json!({"type": "app_home_opened", "user": user, "channel": channel, "tab": "home", "event_ts": state.stamp()});
            if let Some(view) = state.homes.get(user).and_then(|home| home.shown.clone()) {
                event["view"] = view;
            }
            event
        };
        self.event(event).await
    }

    /// An admin takes the app out of the workspace: its tokens end, then `tokens_revoked` and `app_uninstalled` are sent.
    ///
    /// # Errors
    /// When nothing can be delivered.
    pub async fn uninstall(&self) -> Result<(), SandboxError> {
        let bot = {
            let mut state = self.state();
            state.tokens.uninstall();
            state.grants.forget();
            state.credentials.bot_user_id.clone()
        };
        self.event(json!({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}})).await?;
        self.event(json!({"type": "app_uninstalled"})).await?;
        Ok(())
    }
}
