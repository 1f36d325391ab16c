//! The methods, one row each: which bodies, arguments, scopes and errors they have, and how often they may be called.
//! A new method is a new row and a function; everything else about it is checked in one place.

use super::{answer::Answer, arguments::Arguments, basics, chat, conversations, responses, users, views};
use crate::state::{Reach, State};

/// How often a method may be called in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    /// 20 and more.
    Two,
    /// 50 and more.
    Three,
    /// 100 and more.
    Four,
    /// Hundreds.
    Hundreds,
    /// One a second in each channel, with short bursts.
    Posting,
}

/// What an argument holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Flag,
    Number,
    /// An array or object, or text with JSON in it; otherwise this error.
    Json(&'static str),
}

/// One argument.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    /// The error when it is missing; none: it may be left out.
    pub(crate) missing: Option<&'static str>,
}

/// One method.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    /// Whether it takes JSON besides forms and queries.
    pub(crate) json: bool,
    pub(crate) needs_token: bool,
    pub(crate) arguments: &'static [Argument],
    /// Whether it takes any argument.
    pub(crate) takes_anything: bool,
    /// One of these is enough; none: no scope is needed.
    pub(crate) scopes: &'static [&'static str],
    pub(crate) tier: Tier,
    /// What it refuses with, besides `COMMON_ERRORS`.
    pub(crate) errors: &'static [&'static str],
    pub(crate) run: fn(&mut State, &Arguments, Reach) -> Answer,
}

/// Errors that every method may give.
pub(super) const COMMON_ERRORS: &[&str] = &[
    "not_authed",
    "invalid_auth",
    "missing_scope",
    "invalid_arguments",
    "invalid_json",
    "json_not_object",
    "missing_post_type",
    "invalid_post_type",
    "ratelimited",
];

const fn must(name: &'static str, holds: Holds, missing: &'static str) -> Argument {
    Argument { name, holds, missing: Some(missing) }
}

const fn may(name: &'static str, holds: Holds) -> Argument {
    Argument { name, holds, missing: None }
}

const BLOCKS: Argument = may("blocks", Holds::Json("invalid_blocks_format"));
const ATTACHMENTS: Argument = may("attachments", Holds::Json("invalid_attachments"));
const METADATA: Argument = may("metadata", Holds::Json("invalid_metadata_format"));
const LOCALE: Argument = may("include_locale", Holds::Flag);

const CHAT_ERRORS: &[&str] = &[
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "no_text",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "invalid_metadata_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "markdown_text_conflict",
    "cannot_dm_bot",
    "user_not_in_channel",
    "message_not_found",
    "cant_update_message",
    "expired_url",
    "used_url",
];

/// Every method that is built.
pub(crate) const METHODS: &[Method] = &[
    Method {
        name: "api.test",
        json: true,
        needs_token: false,
        arguments: &[may("error", Holds::Text)],
        takes_anything: true,
        scopes: &[],
        tier: Tier::Four,
        errors: &[],
        run: basics::api_test,
    },
    Method {
        name: "auth.test",
        json: true,
        needs_token: true,
        arguments: &[],
        takes_anything: false,
        scopes: &[],
        tier: Tier::Hundreds,
        errors: &[],
        run: basics::auth_test,
    },
    Method {
        name: "users.list",
        json: false,
        needs_token: true,
        arguments: &[may("cursor", Holds::Text), may("limit", Holds::Number), may("team_id", Holds::Text), LOCALE],
        takes_anything: false,
        scopes: &["users:read"],
        tier: Tier::Two,
        errors: &["invalid_cursor", "limit_required"],
        run: users::list,
    },
    Method {
        name: "users.info",
        json: false,
        needs_token: true,
        arguments: &[must("user", Holds::Text, "user_not_found"), LOCALE],
        takes_anything: false,
        scopes: &["users:read"],
        tier: Tier::Four,
        errors: &["user_not_found"],
        run: users::info,
    },
    Method {
        name: "conversations.open",
        json: true,
        needs_token: true,
        arguments: &[
            may("channel", Holds::Text),
            may("users", Holds::Text),
            may("return_im", Holds::Flag),
            may("prevent_creation", Holds::Flag),
        ],
        takes_anything: false,
        scopes: &["im:write", "mpim:write", "channels:manage", "groups:write"],
        tier: Tier::Three,
        errors: &[
            "channel_not_found",
            "method_not_supported_for_channel_type",
            "too_many_users",
            "user_disabled",
            "user_not_found",
            "users_list_not_supplied",
            "cannot_dm_bot",
        ],
        run: conversations::open,
    },
    Method {
        name: "conversations.info",
        json: false,
        needs_token: true,
        arguments: &[must("channel", Holds::Text, "channel_not_found"), may("include_num_members", Holds::Flag), LOCALE],
        takes_anything: false,
        scopes: &["channels:read", "groups:read", "im:read", "mpim:read"],
        tier: Tier::Three,
        errors: &["channel_not_found"],
        run: conversations::info,
    },
    Method {
        name: "chat.postMessage",
        json: true,
        needs_token: true,
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
        ],
        takes_anything: false,
        scopes: &["chat:write"],
        tier: Tier::Posting,
        errors: CHAT_ERRORS,
        run: chat::post_message,
    },
    Method {
        name: "chat.postEphemeral",
        json: true,
        needs_token: true,
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
        ],
        takes_anything: false,
        scopes: &["chat:write"],
        tier: Tier::Four,
        errors: CHAT_ERRORS,
        run: chat::post_ephemeral,
    },
    Method {
        name: "chat.update",
        json: true,
        needs_token: true,
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
        ],
        takes_anything: false,
        scopes: &["chat:write"],
        tier: Tier::Three,
        errors: CHAT_ERRORS,
        run: chat::update,
    },
    Method {
        name: "views.publish",
        json: true,
        needs_token: true,
        arguments: &[
            must("user_id", Holds::Text, "invalid_arguments"),
            must("view", Holds::Json("invalid_arguments"), "invalid_arguments"),
            may("hash", Holds::Text),
        ],
        takes_anything: false,
        scopes: &[],
        tier: Tier::Four,
        errors: &["hash_conflict", "view_too_large"],
        run: views::publish,
    },
];

/// Response addresses: not a method, but checked, logged and made faulty like one.
pub(super) const RESPONSE_URL: &Method = &Method {
    name: "response_url",
    json: true,
    needs_token: false,
    arguments: &[
        may("hook", Holds::Text),
        may("text", Holds::Text),
        BLOCKS,
        ATTACHMENTS,
        METADATA,
        may("response_type", Holds::Text),
        may("replace_original", Holds::Flag),
        may("delete_original", Holds::Flag),
        may("thread_ts", Holds::Text),
        may("mrkdwn", Holds::Flag),
        may("unfurl_links", Holds::Flag),
        may("unfurl_media", Holds::Flag),
    ],
    takes_anything: false,
    scopes: &[],
    tier: Tier::Hundreds,
    errors: CHAT_ERRORS,
    run: responses::run,
};

impl Method {
    /// Whether this refusal is one the row promises.
    pub(super) fn promises(&self, error: &str) -> bool {
        self.takes_anything || self.errors.contains(&error) || COMMON_ERRORS.contains(&error)
    }
}

/// The row of a method.
pub(crate) fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}
