//! Rows about files.

use super::{CURSOR, Holds, LIMIT, Method, Tier, Verb, may, must};
use crate::api::files;

pub(super) const ROWS: &[Method] = &[
    Method {
        arguments: &[
            must("length", Holds::Number, "missing_argument"),
            must("filename", Holds::Text, "missing_argument"),
            may("snippet_type", Holds::Text),
            may("alt_txt", Holds::Text),
        ],
        scopes: &["files:write"],
        errors: &["missing_argument", "unknown_snippet_type", "snippet_too_large", "alt_txt_too_large", "file_upload_size_restricted"],
        ..Method::new("files.getUploadURLExternal", Verb::Post, Tier::Four, files::upload_address)
    },
    Method {
        json: true,
        arguments: &[
            must("files", Holds::Json("invalid_arguments"), "invalid_arguments"),
            may("channel_id", Holds::Text),
            may("channels", Holds::Text),
            may("thread_ts", Holds::Text),
            may("initial_comment", Holds::Text),
            may("blocks", Holds::Json("invalid_blocks")),
            may("username", Holds::Text),
            may("icon_url", Holds::Text),
            may("icon_emoji", Holds::Text),
        ],
        scopes: &["files:write"],
        errors: &["file_not_found", "channel_not_found", "not_in_channel", "channels_limit_exceeded", "invalid_blocks"],
        ..Method::new("files.completeUploadExternal", Verb::Post, Tier::Four, files::complete)
    },
    Method {
        json: true,
        arguments: &[must("file", Holds::Text, "file_not_found")],
        scopes: &["files:write"],
        errors: &["file_not_found", "file_deleted"],
        ..Method::new("files.delete", Verb::Post, Tier::Three, files::delete)
    },
    Method {
        arguments: &[must("file", Holds::Text, "file_not_found"), CURSOR, LIMIT, may("count", Holds::Number), may("page", Holds::Number)],
        scopes: &["files:read"],
        errors: &["file_not_found"],
        ..Method::new("files.info", Verb::Get, Tier::Four, files::info)
    },
];
