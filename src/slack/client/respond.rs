//! Answers by the address that a command or a press brings along: for half an hour, and five times.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::{CallError, Client, timed};

/// The pause before an answer by a `response_url` is tried once more, unless Slack says another one.
const RESPOND_AGAIN: Duration = Duration::from_secs(1);

/// The longest such pause: the address is good for half an hour, but meanwhile the delivery takes the room of another.
const RESPOND_WAIT_MAX: Duration = Duration::from_mins(1);

impl Client {
    /// Answers by a command's or button's `response_url`. What fails in a way that may pass is tried once more: an address is good for half
    /// an hour, and whoever waits there reads nothing else. Should the first have arrived after all, they read it twice.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn respond(&self, response_url: &str, body: &Value) -> Result<(), CallError> {
        let url = Url::parse(response_url).map_err(|_| CallError::Unreadable)?;
        let bytes = serde_json::to_vec(body).map_err(|_| CallError::Unreadable)?;
        let again = match self.respond_once(url.clone(), bytes.clone()).await {
            Err(CallError::RateLimited(after)) => {
                after.and_then(|after| u64::try_from(after).ok()).map_or(RESPOND_AGAIN, Duration::from_millis)
            }
            Err(CallError::NotReached | CallError::Unanswered) => RESPOND_AGAIN,
            ended => return ended,
        };
        if again > RESPOND_WAIT_MAX {
            return Err(CallError::RateLimited(i64::try_from(again.as_millis()).ok()));
        }
        tokio::time::sleep(again).await;
        self.respond_once(url, bytes).await
    }

    async fn respond_once(&self, url: Url, body: Vec<u8>) -> Result<(), CallError> {
        let call = async {
            let answer = self.transport.post(url, None, "application/json; charset=utf-8", body).await?;
            match answer.status {
                200..=299 => Ok(()),
                429 => Err(CallError::RateLimited(answer.retry_after_ms)),
                500.. => Err(CallError::Unanswered),
                status => Err(CallError::Refused(format!("http_{status}"))),
            }
        };
        timed(call).await
    }
}
