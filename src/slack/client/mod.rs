//! The Web API as far as Goodturn calls it: each method with its arguments, and answers read leniently into shapes of our own.
//!
//! Every call ends within [`CALL_TIMEOUT_MS`]; how it ended is one of the few cases of [`CallError`]. Tokens and bodies are never logged.

mod connector;
mod error;
mod forms;
mod transport;

use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::{SlackApiToken, SlackApiTokenValue, SlackClient};
use url::Url;

pub use error::CallError;
pub use transport::Transport;

use self::connector::Connector;
use super::view::Rendered;
use crate::domain::delivery::CALL_TIMEOUT_MS;
use crate::domain::ids::{ChannelId, PersonId};
use crate::telemetry;

/// People in one page of `users.list`: what Slack recommends at most.
const USERS_PAGE: usize = 200;

/// Calls Slack's Web API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    slack: SlackClient<Connector>,
    transport: Transport,
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
struct Members {
    #[serde(default)]
    members: Vec<Value>,
    #[serde(default)]
    response_metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    next_cursor: Option<String>,
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
    /// A client for the API whose methods are under `base` (it ends in `/api/`).
    #[must_use]
    pub fn new(base: Url, transport: Transport) -> Self {
        Self { slack: SlackClient::new(Connector::new(base, transport.clone())), transport }
    }

    async fn get<T: for<'de> Deserialize<'de> + Send>(&self, token: &str, method: &str, args: &[(&str, &str)]) -> Result<T, CallError> {
        let token = SlackApiToken::new(SlackApiTokenValue::new(token.to_owned()));
        let session = self.slack.open_session(&token);
        let args: Vec<(&str, Option<&str>)> = args.iter().map(|(name, value)| (*name, Some(*value))).collect();
        timed(session.http_session_api.http_get(method, &args, None)).await
    }

    async fn post<T: for<'de> Deserialize<'de> + Send>(&self, token: &str, method: &str, body: &Value) -> Result<T, CallError> {
        let token = SlackApiToken::new(SlackApiTokenValue::new(token.to_owned()));
        let session = self.slack.open_session(&token);
        timed(session.http_session_api.http_post(method, body, None)).await
    }

    /// `auth.test`: who this token belongs to.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn auth_test(&self, token: &str) -> Result<Identity, CallError> {
        self.get(token, "auth.test", &[]).await
    }

    /// `users.list`: one page of people.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn users_page(&self, token: &str, cursor: Option<&str>) -> Result<UsersPage, CallError> {
        let limit = USERS_PAGE.to_string();
        let mut args = vec![("limit", limit.as_str()), ("include_locale", "true")];
        args.extend(cursor.map(|cursor| ("cursor", cursor)));
        let page: Members = self.get(token, "users.list", &args).await?;
        let next = page.response_metadata.and_then(|metadata| metadata.next_cursor).filter(|cursor| !cursor.is_empty());
        Ok(UsersPage { users: page.members, next })
    }

    /// `conversations.open`: the bot's DM with a person.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn open_dm(&self, token: &str, person: &PersonId) -> Result<ChannelId, CallError> {
        let opened: Opened = self.post(token, "conversations.open", &json!({ "users": person.as_str() })).await?;
        Ok(opened.channel.id.into())
    }

    /// `conversations.open`: the bot's group DM with these people; the same people have the same one.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn open_group(&self, token: &str, people: &[PersonId]) -> Result<ChannelId, CallError> {
        let users = people.iter().map(PersonId::as_str).collect::<Vec<_>>().join(",");
        let opened: Opened = self.post(token, "conversations.open", &json!({ "users": users })).await?;
        Ok(opened.channel.id.into())
    }

    /// `conversations.info`: the last message of a DM.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn latest(&self, token: &str, channel: &ChannelId) -> Result<Latest, CallError> {
        let info: Info = self.get(token, "conversations.info", &[("channel", channel.as_str())]).await?;
        Ok(match info.channel.get("latest") {
            None => Latest::NotShown,
            Some(Value::Null) => Latest::Nothing,
            Some(message) => match message.get("ts").and_then(Value::as_str) {
                Some(ts) => Latest::Message { ts: ts.to_owned(), by_bot: message.get("bot_id").is_some_and(Value::is_string) },
                None => Latest::NotShown,
            },
        })
    }

    /// `chat.postMessage`: posts, and tells the message's time stamp.
    ///
    /// # Errors
    /// See [`CallError`]; after [`CallError::Unanswered`] the message may be there.
    pub async fn post_message(&self, token: &str, channel: &ChannelId, message: &Rendered) -> Result<String, CallError> {
        let body = json!({
            "channel": channel.as_str(), "text": message.text, "blocks": message.blocks, "unfurl_links": false, "unfurl_media": false,
        });
        let posted: Posted = self.post(token, "chat.postMessage", &body).await?;
        Ok(posted.ts)
    }

    /// `chat.update`: changes a message of the bot's.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn update_message(&self, token: &str, channel: &ChannelId, ts: &str, message: &Rendered) -> Result<(), CallError> {
        let body = json!({ "channel": channel.as_str(), "ts": ts, "text": message.text, "blocks": message.blocks });
        self.post::<Done>(token, "chat.update", &body).await.map(drop)
    }

    /// `views.publish`: a person's App Home.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn publish_home(&self, token: &str, person: &PersonId, home: &Rendered) -> Result<(), CallError> {
        let body = json!({ "user_id": person.as_str(), "view": { "type": "home", "blocks": home.blocks } });
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

    /// Answers by a command's or button's `response_url`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn respond(&self, response_url: &str, body: &Value) -> Result<(), CallError> {
        let url = Url::parse(response_url).map_err(|_| CallError::Unreadable)?;
        let bytes = serde_json::to_vec(body).map_err(|_| CallError::Unreadable)?;
        let answer = self.transport.post(url, None, "application/json; charset=utf-8", bytes).await?;
        if answer.status < 300 { Ok(()) } else { Err(CallError::Refused(format!("http_{}", answer.status))) }
    }
}

/// Bounds a call in time, counts it, and names how it ended.
async fn timed<T>(call: impl Future<Output = slack_morphism::ClientResult<T>>) -> Result<T, CallError> {
    let since = Instant::now();
    let limit = std::time::Duration::from_millis(u64::try_from(CALL_TIMEOUT_MS).unwrap_or(15_000));
    let result = match tokio::time::timeout(limit, call).await {
        Ok(result) => result.map_err(CallError::from),
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
    result
}
