//! Events: what the workspace tells the bot without being asked.
//! Tried up to four times, until one attempt is answered with a 2xx in time.

use serde_json::{Value, json};

use crate::{
    delivery::{Delivered, Delivery, Door, Follow, Sent, payload},
    log::Entry,
    people::SandboxError,
    standin::Standin,
    workspace::text,
};

impl Standin {
    /// Sends an event. A bare event is put into its envelope; `event_callback` and `url_verification` go as they are.
    ///
    /// # Errors
    /// When it has no `type`, or nothing can be delivered.
    pub async fn event(&self, event: Value) -> Result<Delivered, SandboxError> {
        let kind = text(&event, "type").to_owned();
        if kind.is_empty() {
            return Err(SandboxError::Wrong("an event is an object with a `type`".to_owned()));
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
