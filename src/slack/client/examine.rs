//! A look at a token from outside: whose it is, what it may do, and what time Slack has. For `doctor`.

use axum::http::header;

use super::connector::read;
use super::{CallError, Client, Identity};

/// The header in which Slack says what a token may do.
const SCOPES: &str = "x-oauth-scopes";

/// What a token is.
#[derive(Debug, Clone)]
pub struct Examined {
    /// Whose it is, or why Slack doesn't take it.
    pub identity: Result<Identity, CallError>,
    /// What it may do, if Slack said so.
    pub scopes: Option<Vec<String>>,
    /// Slack's time in seconds since the Unix epoch, if it said so.
    pub date_s: Option<i64>,
}

impl Client {
    /// `auth.test`, with what the headers of its answer tell.
    ///
    /// # Errors
    /// When no answer came. That Slack doesn't take the token is part of what is told.
    pub async fn examine(&self, token: &str) -> Result<Examined, CallError> {
        let url = self.base.join("auth.test").map_err(|_| CallError::NotReached)?;
        let answer = self.transport.post(url, Some(token), "application/x-www-form-urlencoded", Vec::new()).await?;
        let text = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok());
        let date = text(header::DATE.as_str()).and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
        Ok(Examined {
            scopes: text(SCOPES)
                .map(|scopes| scopes.split(',').map(|scope| scope.trim().to_owned()).filter(|scope| !scope.is_empty()).collect()),
            date_s: date.map(|date| date.timestamp().as_second()),
            identity: read(&answer),
        })
    }
}
