//! Rows about messages.

use super::{ATTACHMENTS, Argument, BLOCKS, Holds, METADATA, Method, Tier, Verb, may, must};
use crate::api::chat;

const WRITE: &[&str] = &["chat:write"];

/// From the time before bots had tokens of their own; those of today may not use it.
const AS_USER: Argument = may("as_user", Holds::Flag);

/// What the content of a message is refused with.
const POST_ERRORS: &[&str] = &[
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "no_text",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "too_many_attachments",
    "invalid_metadata_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "markdown_text_conflict",
    "cannot_dm_bot",
    "as_user_not_supported",
    "messages_tab_disabled",
];

const EPHEMERAL_ERRORS: &[&str] = &[
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "no_text",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "too_many_attachments",
    "invalid_metadata_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "markdown_text_conflict",
    "cannot_dm_bot",
    "user_not_in_channel",
    "messages_tab_disabled",
];

const UPDATE_ERRORS: &[&str] = &[
    "channel_not_found",
    "message_not_found",
    "cant_update_message",
    "is_inactive",
    "messages_tab_disabled",
    "no_text",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "too_many_attachments",
    "invalid_metadata_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "markdown_text_conflict",
    "as_user_not_supported",
];

/// What answers to response addresses are refused with.
pub(super) const ANSWER_ERRORS: &[&str] = &[
    "no_text",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "too_many_attachments",
    "invalid_metadata_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "markdown_text_conflict",
    "message_not_found",
    "expired_url",
    "used_url",
];

pub(super) const ROWS: &[Method] = &[
    Method {
        json: true,
        arguments: &[
            must("channel", Holds::Text, "channel_not_found"),
            may("text", Holds::Text),
            BLOCKS,
            ATTACHMENTS,
            METADATA,
            may("markdown_text", Holds::Text),
            may("thread_ts", Holds::Text),
            may("reply_broadcast", Holds::Flag),
            may("mrkdwn", Holds::Flag),
            may("parse", Holds::Text),
            may("link_names", Holds::Flag),
            may("unfurl_links", Holds::Flag),
            may("unfurl_media", Holds::Flag),
            may("icon_emoji", Holds::Text),
            may("icon_url", Holds::Text),
            may("username", Holds::Text),
            AS_USER,
        ],
        scopes: WRITE,
        errors: POST_ERRORS,
        ..Method::new("chat.postMessage", Verb::Post, Tier::Posting, chat::post_message)
    },
    Method {
        json: true,
        arguments: &[
            must("channel", Holds::Text, "channel_not_found"),
            must("user", Holds::Text, "invalid_arguments"),
            may("text", Holds::Text),
            BLOCKS,
            ATTACHMENTS,
            METADATA,
            may("markdown_text", Holds::Text),
            may("thread_ts", Holds::Text),
            may("parse", Holds::Text),
            may("link_names", Holds::Flag),
            may("icon_emoji", Holds::Text),
            may("icon_url", Holds::Text),
            may("username", Holds::Text),
            AS_USER,
        ],
        scopes: WRITE,
        errors: EPHEMERAL_ERRORS,
        ..Method::new("chat.postEphemeral", Verb::Post, Tier::Four, chat::post_ephemeral)
    },
    Method {
        json: true,
        arguments: &[
            must("channel", Holds::Text, "channel_not_found"),
            must("ts", Holds::Text, "invalid_arguments"),
            may("text", Holds::Text),
            BLOCKS,
            ATTACHMENTS,
            METADATA,
            may("markdown_text", Holds::Text),
            may("parse", Holds::Text),
            may("link_names", Holds::Flag),
            may("reply_broadcast", Holds::Flag),
            may("file_ids", Holds::Json("invalid_arguments")),
            AS_USER,
        ],
        scopes: WRITE,
        errors: UPDATE_ERRORS,
        ..Method::new("chat.update", Verb::Post, Tier::Three, chat::update)
    },
    Method {
        json: true,
        arguments: &[must("channel", Holds::Text, "channel_not_found"), must("ts", Holds::Text, "message_not_found"), AS_USER],
        scopes: WRITE,
        errors: &["channel_not_found", "message_not_found", "cant_delete_message"],
        ..Method::new("chat.delete", Verb::Post, Tier::Three, chat::delete)
    },
    Method {
        arguments: &[must("channel", Holds::Text, "channel_not_found"), must("message_ts", Holds::Text, "message_not_found")],
        errors: &["channel_not_found", "message_not_found"],
        ..Method::new("chat.getPermalink", Verb::Get, Tier::Hundreds, chat::permalink)
    },
];
