//! Where a message of a workspace is found on the web: made from the workspace's address, the conversation and the time stamp alone.

use super::{App, Result};
use crate::domain::ids::WorkspaceId;
use crate::store::workspaces;

impl App {
    /// The workspace's address on the web, if it is known.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn workspace_url(&self, workspace: &WorkspaceId) -> Result<Option<String>> {
        Ok(workspaces::url(&self.store.db, workspace).await?)
    }

    /// Notes the workspace's address on the web, as Slack tells it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_workspace_url(&self, workspace: &WorkspaceId, url: &str) -> Result<()> {
        Ok(workspaces::note_url(&self.store.db, workspace, url).await?)
    }
}

/// The address of a message.
#[must_use]
pub fn message_url(workspace_url: &str, channel: &str, ts: &str) -> Option<String> {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    let base = workspace_url.trim_end_matches('/');
    (base.starts_with("https://") && plain(channel) && plain(ts)).then(|| format!("{base}/archives/{channel}/p{}", ts.replace('.', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_of_known_parts_only() {
        let url = message_url("https://larkspur.slack.com/", "C012", "1700000000.000100");
        assert_eq!(url.as_deref(), Some("https://larkspur.slack.com/archives/C012/p1700000000000100"));
        assert_eq!(message_url("https://larkspur.slack.com/", "C0/../x", "17"), None);
        assert_eq!(message_url("larkspur", "C012", "17"), None);
    }
}
