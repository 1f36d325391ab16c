//! The three-step upload: ask for an address, post the bytes there, say that it is complete.
//!
//! Nothing is shared with a channel by it: a post shows the file afterwards, as soon as Slack has looked at it.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::{CallError, Client, Done};

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
        let length = bytes.len().to_string();
        let address: Address = self.post_form(token, "files.getUploadURLExternal", &[("filename", name), ("length", &length)]).await?;
        let url = Url::parse(&address.upload_url).map_err(|_| CallError::Unreadable)?;
        // The address itself is the secret: no token goes there.
        let answer = self.transport.post(url, None, "application/octet-stream", bytes).await?;
        match answer.status {
            200..=299 => {}
            429 => return Err(CallError::RateLimited(answer.retry_after_ms)),
            status => return Err(CallError::Refused(format!("http_{status}"))),
        }
        let files = json!({ "files": [{ "id": address.file_id, "title": name }] });
        self.post::<Done>(token, "files.completeUploadExternal", &files).await?;
        Ok(address.file_id)
    }
}
