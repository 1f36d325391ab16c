//! `files.getUploadURLExternal`, `files.completeUploadExternal` and `files.info`.
//! Three steps, as Slack wants it: an address, the bytes, and then the file is there.

use std::time::Instant;

use serde_json::{Value, json};

use super::{
    answer::{Answer, Refusal},
    arguments::Arguments,
    upload::FILE_BYTES_MAX,
};
use crate::{
    blockkit::{Problem, Surface, check_blocks},
    state::{Content, File, Reach, Stage, State},
    workspace::text,
};

/// Characters that describe a picture.
const ALT_CHARS_MAX: usize = 1000;

/// Bytes of a snippet.
const SNIPPET_BYTES_MAX: usize = 1024 * 1024;

/// Channels that one upload may be shared to.
const CHANNELS_MAX: usize = 100;

/// Kinds of snippets; Slack has many more.
const SNIPPETS: &[&str] = &["text", "csv", "javascript", "json", "markdown", "python", "rust", "shell", "sql", "xml", "yaml"];

/// Gives an address to upload to.
pub(super) fn upload_address(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let length = arguments.number("length").and_then(|length| usize::try_from(length).ok()).filter(|&length| length > 0);
    let length = length.ok_or_else(|| Refusal::new("missing_argument"))?;
    if let Some(kind) = arguments.text("snippet_type") {
        if !SNIPPETS.contains(&kind) {
            return Err(Refusal::new("unknown_snippet_type"));
        }
        if length > SNIPPET_BYTES_MAX {
            return Err(Refusal::new("snippet_too_large"));
        }
    }
    if arguments.text("alt_txt").is_some_and(|alt| alt.chars().count() > ALT_CHARS_MAX) {
        return Err(Refusal::new("alt_txt_too_large"));
    }
    if length > FILE_BYTES_MAX {
        return Err(Refusal::new("file_upload_size_restricted"));
    }
    let (id, ticket) = (state.fresh_id("F"), state.fresh_hex(40));
    let name = arguments.text("filename").unwrap_or_default().to_owned();
    let answer = json!({"upload_url": format!("{}/upload/v1/{ticket}", state.public_url), "file_id": id});
    let created_s = state.now_ms() / 1000;
    let title = name.clone();
    let (bytes, channels) = (Vec::new(), Vec::new());
    let alt_txt = arguments.text("alt_txt").map(str::to_owned);
    state.files.add(File { id, ticket, name, title, length, created_s, bytes, channels, alt_txt, stage: Stage::Asked });
    Ok(answer)
}

/// Where the files go: each a conversation that the bot is in.
fn targets(state: &State, arguments: &Arguments) -> Result<Vec<String>, Refusal> {
    let listed = arguments.text("channels").into_iter().flat_map(|list| list.split(','));
    let named: Vec<&str> = arguments.text("channel_id").into_iter().chain(listed).map(str::trim).filter(|one| !one.is_empty()).collect();
    if named.len() > CHANNELS_MAX {
        return Err(Refusal::new("channels_limit_exceeded"));
    }
    for id in &named {
        let conversation = state.conversations.get(id).ok_or_else(|| Refusal::new("channel_not_found"))?;
        if !conversation.bot_in {
            return Err(Refusal::new(if conversation.is_private() { "channel_not_found" } else { "not_in_channel" }));
        }
    }
    Ok(named.into_iter().map(str::to_owned).collect())
}

/// Ids and titles of uploaded files.
fn uploaded(state: &State, arguments: &Arguments) -> Result<Vec<(String, Option<String>)>, Refusal> {
    let files = arguments.get("files").and_then(Value::as_array).filter(|files| !files.is_empty());
    let files = files.ok_or_else(|| {
        Refusal::new("invalid_arguments").because(["[ERROR] must provide at least 1 items [json-pointer:/files]".to_owned()])
    })?;
    let each = files.iter().map(|given| {
        let id = text(given, "id");
        match state.files.get(id).map(|file| &file.stage) {
            Some(Stage::Uploaded) => Ok((id.to_owned(), given.get("title").and_then(Value::as_str).map(str::to_owned))),
            Some(Stage::Asked | Stage::Completed { .. } | Stage::Deleted) | None => Err(Refusal::new("file_not_found")),
        }
    });
    each.collect()
}

/// Makes uploaded files real, and shares them when told where.
pub(super) fn complete(state: &mut State, arguments: &Arguments, reach: Reach) -> Answer {
    let files = uploaded(state, arguments)?;
    let channels = targets(state, arguments)?;
    let blocks = arguments.get("blocks").cloned();
    if let Some(blocks) = &blocks {
        let problems = check_blocks(blocks, Surface::Message, "/blocks");
        if !problems.is_empty() {
            return Err(Refusal::new("invalid_blocks").because(problems.iter().map(Problem::line)));
        }
    }
    let mut described = Vec::new();
    for (id, title) in files {
        if let Some(file) = state.files.get_mut(&id) {
            file.stage = Stage::Completed { at: Instant::now() };
            file.title = title.unwrap_or_else(|| file.name.clone());
            file.channels.clone_from(&channels);
        }
        described.extend(state.files.get(&id).map(|file| state.described_file(file)));
    }
    for channel in channels {
        let comment = arguments.text("initial_comment").unwrap_or_default().to_owned();
        let mut more = vec![("files", json!(described)), ("upload", json!(true))];
        more.extend(arguments.get("thread_ts").map(|thread| ("thread_ts", thread.clone())));
        state.post(&channel, Content { text: comment, blocks: blocks.clone(), more }, reach);
    }
    Ok(json!({"files": described}))
}

/// Takes a file away, wherever it was shared; the messages that shared it stay, without it.
pub(super) fn delete(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let id = arguments.text("file").unwrap_or_default();
    match state.files.get(id).map(|file| file.stage.clone()) {
        Some(Stage::Completed { .. }) => {}
        Some(Stage::Deleted) => return Err(Refusal::new("file_deleted")),
        _ => return Err(Refusal::new("file_not_found")),
    }
    let channels = state.files.get_mut(id).map(|file| {
        file.stage = Stage::Deleted;
        file.bytes.clear();
        std::mem::take(&mut file.channels)
    });
    for channel in channels.unwrap_or_default() {
        if let Some(conversation) = state.conversations.get_mut(&channel) {
            conversation.lose_file(id);
        }
    }
    Ok(json!({}))
}

/// What a file is.
pub(super) fn info(state: &mut State, arguments: &Arguments, _: Reach) -> Answer {
    let found = state.files.get(arguments.text("file").unwrap_or_default());
    let file = found.filter(|file| matches!(file.stage, Stage::Completed { .. })).ok_or_else(|| Refusal::new("file_not_found"))?;
    let paging = json!({"count": 100, "total": 0, "page": 1, "pages": 0});
    Ok(json!({"file": state.described_file(file), "comments": [], "paging": paging, "response_metadata": {"next_cursor": ""}}))
}
