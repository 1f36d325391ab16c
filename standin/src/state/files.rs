//! Files: asked for, uploaded, completed, and a little later ready.
//! Slack looks at a picture after the upload was answered; until then nothing can show it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::State;
use crate::workspace::text;

/// Files kept with their content; the oldest go first.
const FILES_MAX: usize = 500;

/// How far a file got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// There is an address to upload to.
    Asked,
    /// The bytes are there.
    Uploaded,
    /// It may be shown as soon as Slack has looked at it.
    Completed {
        /// When the upload was completed.
        at: Instant,
    },
    /// It was there once.
    Deleted,
}

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) ticket: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) length: usize,
    pub(crate) created_s: i64,
    pub(crate) bytes: Vec<u8>,
    pub(crate) channels: Vec<String>,
    /// What describes a picture to who can't see it.
    pub(crate) alt_txt: Option<String>,
    pub(crate) stage: Stage,
}

impl File {
    /// The part of the name after the last dot, in lower case.
    pub(crate) fn extension(&self) -> String {
        self.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
    }

    fn is_ready(&self, delay: Duration) -> bool {
        matches!(self.stage, Stage::Completed { at } if at.elapsed() >= delay)
    }
}

/// All files.
#[derive(Debug, Default)]
pub(crate) struct Files {
    all: BTreeMap<u64, File>,
    made: u64,
}

impl Files {
    pub(crate) fn add(&mut self, file: File) {
        self.made += 1;
        self.all.insert(self.made, file);
        if self.all.len() > FILES_MAX {
            self.all.pop_first();
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&File> {
        self.all.values().find(|file| file.id == id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut File> {
        self.all.values_mut().find(|file| file.id == id)
    }

    /// Whether this upload address was given out here.
    pub(crate) fn knows_ticket(&self, ticket: &str) -> bool {
        self.all.values().any(|file| file.ticket == ticket)
    }

    /// Takes the bytes that came to an upload address.
    pub(crate) fn take(&mut self, ticket: &str, bytes: &[u8]) -> Result<(), &'static str> {
        let file = self.all.values_mut().find(|file| file.ticket == ticket && file.stage == Stage::Asked);
        let file = file.ok_or("this address was used, or never was one")?;
        if bytes.len() != file.length {
            return Err("the bytes are not as many as were announced");
        }
        file.bytes = bytes.to_vec();
        file.stage = Stage::Uploaded;
        Ok(())
    }
}

/// The type Slack would find in a file of this extension.
fn mime(extension: &str) -> &'static str {
    match extension {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "json" => "application/json",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

impl State {
    /// A file as Slack's object. Before Slack has looked at it, it has no type yet.
    pub(crate) fn described_file(&self, file: &File) -> Value {
        let ready = file.is_ready(self.options.file_ready_after);
        let extension = file.extension();
        let alt_txt = file.alt_txt.as_deref();
        let address = format!("{}/files/{}/{}", self.public_url, file.id, file.name);
        let mut described = json!({
            "id": file.id, "created": file.created_s, "timestamp": file.created_s, "name": file.name, "title": file.title,
            "mimetype": if ready { mime(&extension) } else { "" },
            "filetype": if ready { extension.as_str() } else { "" },
            "pretty_type": if ready { extension.to_uppercase() } else { String::new() },
            "user": self.credentials.bot_user_id, "user_team": self.team.id, "editable": false, "size": file.bytes.len(),
            "mode": "hosted", "is_external": false, "external_type": "", "is_public": false, "public_url_shared": false,
            "display_as_bot": false, "username": "", "url_private": address, "url_private_download": address,
            "permalink": format!("https://{}.slack.com/files/{}/{}/{}", self.team.domain, self.credentials.bot_user_id, file.id, file.name),
            "channels": file.channels, "groups": [], "ims": [], "comments_count": 0, "file_access": "visible", "is_starred": false,
            "has_rich_preview": false, "has_more_shares": false, "media_display_type": "unknown",
            "permalink_public": format!("https://slack-files.invalid/{}-{}", self.team.id, file.id), "shares": {},
        });
        if let Some(alt_txt) = alt_txt {
            described["alt_txt"] = json!(alt_txt);
        }
        described
    }

    /// Whether everything that blocks show as `slack_file` can be shown.
    pub(crate) fn can_show_files(&self, blocks: &Value) -> bool {
        match blocks {
            Value::Array(items) => items.iter().all(|item| self.can_show_files(item)),
            Value::Object(fields) => fields.iter().all(|(name, value)| {
                if name == "slack_file" {
                    let id = text(value, "id");
                    let address = text(value, "url");
                    let inside = |id: &str| address.contains(&format!("/{id}/"));
                    let found = self.files.all.values().find(|file| file.id == id || (!address.is_empty() && inside(&file.id)));
                    found.is_some_and(|file| file.is_ready(self.options.file_ready_after))
                } else {
                    self.can_show_files(value)
                }
            }),
            _ => true,
        }
    }
}
