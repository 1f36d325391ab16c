//! The three-step upload: ask for an address, post the bytes there, say that it is complete.
//!
//! The last step may share the file with a conversation: that is what people see. Without that, a post shows it afterwards, as soon as Slack
//! has looked at it.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::{CallError, Client, Done};
use crate::domain::ids::ChannelId;
use crate::text::Mrkdwn;

#[derive(Deserialize)]
struct Address {
    upload_url: String,
    file_id: String,
}

impl Client {
    /// Uploads a file; tells Slack's id of it. Until Slack has looked at the file, a post that shows it is refused as `invalid_blocks`.
    ///
    /// # Errors
    /// See [`CallError`]; nothing of a failed upload is ever seen by anybody.
    pub async fn upload(&self, token: &str, name: &str, bytes: Vec<u8>) -> Result<String, CallError> {
        let file = self.upload_bytes(token, name, bytes).await?;
        let files = json!({ "files": [{ "id": file, "title": name }] });
        self.post::<Done>(token, "files.completeUploadExternal", &files).await?;
        Ok(file)
    }

    /// Puts a completed upload into a conversation, with a few words. Slack shows it there a moment after it said yes, and doesn't tell the
    /// message's time stamp.
    ///
    /// # Errors
    /// See [`CallError`]; after [`CallError::Unanswered`] the file may be there.
    pub async fn share(&self, token: &str, (file, title): (&str, &str), channel: &ChannelId, words: &Mrkdwn) -> Result<(), CallError> {
        let shared = json!({
            "files": [{ "id": file, "title": title }], "channel_id": channel.as_str(), "initial_comment": words.as_str(),
        });
        let done: Result<Done, CallError> = self.post(token, "files.completeUploadExternal", &shared).await;
        done.map(drop).inspect_err(|error| self.forget_unknown(channel, error))
    }

    /// Deletes a file of the bot's: it is gone from every conversation.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn delete_file(&self, token: &str, file: &str) -> Result<(), CallError> {
        self.post::<Done>(token, "files.delete", &json!({ "file": file })).await.map(drop)
    }

    /// The first two steps: tells Slack's id of a file that nobody sees before the upload is completed.
    ///
    /// # Errors
    /// See [`CallError`]; nothing of a failed upload is ever seen by anybody.
    pub async fn upload_bytes(&self, token: &str, name: &str, bytes: Vec<u8>) -> Result<String, CallError> {
        let length = bytes.len().to_string();
        let address: Address = self.post_form(token, "files.getUploadURLExternal", &[("filename", name), ("length", &length)]).await?;
        let url = Url::parse(&address.upload_url).map_err(|_| CallError::Unreadable)?;
        // The address itself is the secret: no token goes there.
        let answer = self.transport.post(url, None, "application/octet-stream", bytes).await?;
        match answer.status {
            200..=299 => {}
            429 => return Err(CallError::RateLimited(answer.retry_after_ms)),
            500.. => return Err(CallError::Unanswered),
            status => return Err(CallError::Refused(format!("http_{status}"))),
        }
        Ok(address.file_id)
    }
}
