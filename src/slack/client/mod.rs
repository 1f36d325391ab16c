//! The Web API as far as Goodturn calls it: each method with its arguments, and answers read leniently into shapes of our own.
//!
//! Every call ends within [`CALL_TIMEOUT_MS`]; how it ended is one of the few cases of [`CallError`]. Tokens and bodies are never logged.

mod connector;
mod dms;
mod error;
mod examine;
mod files;
mod forms;
mod groups;
mod pace;
mod respond;
mod teams;
mod transport;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::{SlackApiToken, SlackApiTokenValue, SlackClient};
use url::Url;

pub use error::CallError;
pub use examine::Examined;
pub use pace::Lane;
pub use transport::Transport;

use self::connector::Connector;
use self::dms::Dms;
use self::pace::Pace;
use super::view::Rendered;
use crate::domain::delivery::CALL_TIMEOUT_MS;
use crate::domain::ids::{ChannelId, PersonId};
use crate::telemetry;

/// What forms say they are.
const FORM: &str = "application/x-www-form-urlencoded";

/// People in one page of `users.list`: what Slack recommends at most.
const USERS_PAGE: usize = 200;

/// Calls Slack's Web API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    slack: SlackClient<Connector>,
    base: Url,
    transport: Transport,
    pace: Pace,
    dms: Arc<Dms>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client")
    }
}

/// Who a token belongs to.
#[derive(Debug, Clone, Deserialize)]
pub struct Identity {
    /// The workspace.
    pub team_id: String,
    /// The bot's own person.
    pub user_id: String,
    /// Where the workspace is found on the web.
    #[serde(default)]
    pub url: Option<String>,
}

/// One page of people, each as Slack sent it.
#[derive(Debug, Clone)]
pub struct UsersPage {
    /// User objects.
    pub users: Vec<Value>,
    /// Where the next page begins; none, and this was the last.
    pub next: Option<String>,
}

/// The last message of a DM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Latest {
    /// Slack doesn't show it.
    NotShown,
    /// There is none yet.
    Nothing,
    /// This one.
    Message {
        /// Its time stamp.
        ts: String,
        /// Whether a bot wrote it.
        by_bot: bool,
    },
}

#[derive(Deserialize)]
struct Opened {
    channel: OpenedChannel,
}

#[derive(Deserialize)]
struct OpenedChannel {
    id: String,
}

#[derive(Deserialize)]
struct Info {
    channel: Value,
}

#[derive(Deserialize)]
struct Posted {
    ts: String,
}

#[derive(Deserialize)]
struct Socket {
    url: String,
}

#[derive(Deserialize)]
struct Done {}

impl Client {
    /// A client for the API whose methods are under `base` (it ends in `/api/`). It calls as fast as it is asked to.
    #[must_use]
    pub fn new(base: Url, transport: Transport) -> Self {
        let slack = SlackClient::new(Connector::new(base.clone(), transport.clone()));
        Self { slack, base, transport, pace: Pace::default(), dms: Arc::default() }
    }

    /// The same client, keeping to Slack's limits ahead of time. Where the calendar is simulated nothing is paced: a month passes in seconds
    /// there, and a minute's limit of calls would be a minute of the wall's.
    #[must_use]
    pub fn paced(mut self) -> Self {
        self.pace = Pace::kept();
        self
    }

    async fn post<T: for<'de> Deserialize<'de> + Send>(&self, token: &str, method: &str, body: &Value) -> Result<T, CallError> {
        self.open(token, method).await?;
        let secret = SlackApiToken::new(SlackApiTokenValue::new(token.to_owned()));
        let session = self.slack.open_session(&secret);
        self.noted(token, method, timed(session.http_session_api.http_post(method, body, None)).await)
    }

    /// A call with a form, for methods that take no JSON. Slack takes a GET for most of them, too; then ids would stand in addresses, which
    /// proxies log.
    async fn post_form<T: for<'de> Deserialize<'de> + Send>(
        &self,
        token: &str,
        method: &str,
        args: &[(&str, &str)],
    ) -> Result<T, CallError> {
        self.open(token, method).await?;
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(args).finish();
        let url = self.base.join(method).map_err(|_| CallError::NotReached)?;
        let secret = SlackApiToken::new(SlackApiTokenValue::new(token.to_owned()));
        let session = self.slack.open_session(&secret);
        let call = session.http_session_api.http_post_uri_binary(url, FORM.to_owned(), form.as_bytes(), None);
        self.noted(token, method, timed(call).await)
    }

    /// Waits for the turn of a call that nobody waits for.
    async fn turn(&self, token: &str, method: &str, channel: Option<&ChannelId>, lane: Lane) -> Result<(), CallError> {
        let turn = self.pace.turn(token, method, channel.map(ChannelId::as_str), lane).await;
        turn.map_err(|wait| CallError::RateLimited(Some(wait)))
    }

    /// Whether Slack takes this call now, as far as it said. Nothing goes out before that: each call into a limit makes the limit last longer.
    async fn open(&self, token: &str, method: &str) -> Result<(), CallError> {
        self.pace.open(token, method).await.map_err(|wait| CallError::RateLimited(Some(wait)))
    }

    /// When Slack asks to wait, everybody does.
    fn noted<T>(&self, token: &str, method: &str, result: Result<T, CallError>) -> Result<T, CallError> {
        if let Err(CallError::RateLimited(after)) = &result {
            self.pace.hold(token, method, *after);
        }
        result
    }

    /// `auth.test`: who this token belongs to.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn auth_test(&self, token: &str) -> Result<Identity, CallError> {
        self.post(token, "auth.test", &json!({})).await
    }

    /// `users.list`: one page of people.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn users_page(&self, token: &str, cursor: Option<&str>) -> Result<UsersPage, CallError> {
        self.turn(token, "users.list", None, Lane::Background).await?;
        let limit = USERS_PAGE.to_string();
        let mut args = vec![("limit", limit.as_str()), ("include_locale", "true")];
        args.extend(cursor.map(|cursor| ("cursor", cursor)));
        let page: Value = self.post_form(token, "users.list", &args).await?;
        // Without a list this is no page: taking it for an empty one would end the walk.
        let users = page.get("members").and_then(Value::as_array).cloned().ok_or(CallError::Unreadable)?;
        let next = page.pointer("/response_metadata/next_cursor").and_then(Value::as_str).filter(|cursor| !cursor.is_empty());
        let next = next.map(str::to_owned);
        Ok(UsersPage { users, next })
    }

    /// `conversations.open`: the bot's DM with a person.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn open_dm(&self, token: &str, person: &PersonId) -> Result<ChannelId, CallError> {
        if let Some(known) = self.dms.of(token, person) {
            return Ok(known);
        }
        self.turn(token, "conversations.open", None, Lane::Background).await?;
        let opened: Opened = self.post(token, "conversations.open", &json!({ "users": person.as_str() })).await?;
        let channel = opened.channel.id.into();
        self.dms.learn(token, person, &channel);
        Ok(channel)
    }

    /// `conversations.open`: the bot's group DM with these people; the same people have the same one.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn open_group(&self, token: &str, people: &[PersonId]) -> Result<ChannelId, CallError> {
        self.turn(token, "conversations.open", None, Lane::Background).await?;
        let users = people.iter().map(PersonId::as_str).collect::<Vec<_>>().join(",");
        let opened: Opened = self.post(token, "conversations.open", &json!({ "users": users })).await?;
        Ok(opened.channel.id.into())
    }

    /// `conversations.info`: the last message of a DM.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn latest(&self, token: &str, channel: &ChannelId) -> Result<Latest, CallError> {
        self.turn(token, "conversations.info", None, Lane::Background).await?;
        let info: Result<Info, CallError> = self.post_form(token, "conversations.info", &[("channel", channel.as_str())]).await;
        let info = info.inspect_err(|error| self.forget_unknown(channel, error))?;
        Ok(match info.channel.get("latest") {
            None => Latest::NotShown,
            Some(Value::Null) => Latest::Nothing,
            Some(message) => match message.get("ts").and_then(Value::as_str) {
                Some(ts) => Latest::Message { ts: ts.to_owned(), by_bot: message.get("bot_id").is_some_and(Value::is_string) },
                None => Latest::NotShown,
            },
        })
    }

    /// A conversation that Slack doesn't know is asked for again next time.
    fn forget_unknown(&self, channel: &ChannelId, error: &CallError) {
        if matches!(error, CallError::Refused(code) if code == "channel_not_found") {
            self.dms.forget(channel);
        }
    }

    /// Waits until a message may be posted to a channel; to be called before anything is written down about the call, as that has to follow
    /// at once then.
    ///
    /// # Errors
    /// [`CallError::RateLimited`] when that takes longer than a worker can wait.
    pub async fn turn_to_post(&self, token: &str, channel: &ChannelId) -> Result<(), CallError> {
        self.turn(token, "chat.postMessage", Some(channel), Lane::Background).await
    }

    /// `chat.postMessage`: posts, and tells the message's time stamp.
    ///
    /// # Errors
    /// See [`CallError`]; after [`CallError::Unanswered`] the message may be there.
    pub async fn post_message(&self, token: &str, channel: &ChannelId, message: &Rendered) -> Result<String, CallError> {
        let body = json!({
            "channel": channel.as_str(), "text": message.text, "blocks": message.blocks, "unfurl_links": false, "unfurl_media": false,
        });
        let posted: Result<Posted, CallError> = self.post(token, "chat.postMessage", &body).await;
        posted.map(|posted| posted.ts).inspect_err(|error| self.forget_unknown(channel, error))
    }

    /// `chat.postEphemeral`: shows a message to one person in a channel.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn post_ephemeral(&self, token: &str, channel: &ChannelId, person: &PersonId, message: &Rendered) -> Result<(), CallError> {
        self.turn(token, "chat.postEphemeral", None, Lane::Live).await?;
        let body = json!({ "channel": channel.as_str(), "user": person.as_str(), "text": message.text, "blocks": message.blocks });
        self.post::<Done>(token, "chat.postEphemeral", &body).await.map(drop)
    }

    /// `chat.update`: changes a message of the bot's.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn update_message(
        &self,
        token: &str,
        channel: &ChannelId,
        ts: &str,
        message: &Rendered,
        lane: Lane,
    ) -> Result<(), CallError> {
        self.turn(token, "chat.update", None, lane).await?;
        let body = json!({ "channel": channel.as_str(), "ts": ts, "text": message.text, "blocks": message.blocks });
        self.post::<Done>(token, "chat.update", &body).await.map(drop)
    }

    /// `chat.getPermalink`: whether a message still stands where it was posted.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn still_stands(&self, token: &str, channel: &ChannelId, ts: &str) -> Result<bool, CallError> {
        let args = [("channel", channel.as_str()), ("message_ts", ts)];
        match self.post_form::<Done>(token, "chat.getPermalink", &args).await {
            Ok(Done {}) => Ok(true),
            Err(CallError::Refused(code)) if code == "message_not_found" => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// `views.publish`: a person's App Home. What is put into it for ourselves comes back with each press on it.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn publish_home(&self, token: &str, person: &PersonId, (home, note): (&Rendered, &str), lane: Lane) -> Result<(), CallError> {
        self.turn(token, "views.publish", None, lane).await?;
        let view = json!({ "type": "home", "blocks": home.blocks, "private_metadata": note });
        let body = json!({ "user_id": person.as_str(), "view": view });
        self.post::<Done>(token, "views.publish", &body).await.map(drop)
    }

    /// `apps.connections.open`: an address for one WebSocket, with the app-level token.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn open_socket(&self, app_token: &str) -> Result<Url, CallError> {
        let opened: Socket = self.post(app_token, "apps.connections.open", &json!({})).await?;
        Url::parse(&opened.url).map_err(|_| CallError::Unreadable)
    }
}

/// How long a call may take in all.
fn call_limit() -> Duration {
    Duration::from_millis(u64::try_from(CALL_TIMEOUT_MS).unwrap_or(15_000))
}

/// Bounds a call in time, counts it, and names how it ended.
async fn timed<T, E: Into<CallError>>(call: impl Future<Output = Result<T, E>>) -> Result<T, CallError> {
    timed_within(call_limit(), call).await
}

async fn timed_within<T, E: Into<CallError>>(limit: Duration, call: impl Future<Output = Result<T, E>>) -> Result<T, CallError> {
    let since = Instant::now();
    let result = match tokio::time::timeout(limit, call).await {
        Ok(result) => result.map_err(Into::into),
        Err(_) => Err(CallError::Unanswered),
    };
    let outcome = match &result {
        Ok(_) => "ok",
        Err(CallError::NotReached | CallError::RateLimited(_) | CallError::Token(_)) => "retry",
        Err(CallError::Refused(_)) => "dead",
        Err(CallError::Unanswered | CallError::Unreadable) => "in_doubt",
    };
    if matches!(result, Err(CallError::RateLimited(_))) {
        metrics::counter!(telemetry::SLACK_RATE_LIMITED_TOTAL).increment(1);
    }
    metrics::counter!(telemetry::SLACK_CALLS_TOTAL, "outcome" => outcome).increment(1);
    metrics::histogram!(telemetry::SLACK_CALL_SECONDS).record(since.elapsed());
    tracing::trace!(outcome, within = ?since.elapsed(), "a call to Slack has ended");
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::LEASE_MS;

    #[tokio::test]
    async fn no_call_lasts_longer_than_its_limit_whatever_carries_it() {
        let since = Instant::now();
        let ended = timed_within::<(), CallError>(Duration::from_millis(50), std::future::pending()).await;
        assert_eq!(ended, Err(CallError::Unanswered));
        assert!(since.elapsed() < Duration::from_secs(5));
        assert_eq!(call_limit(), Duration::from_secs(15), "two of them, one after the other, fit into a lease");
        const { assert!(2 * CALL_TIMEOUT_MS < LEASE_MS) };
    }
}
