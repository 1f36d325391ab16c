//! Rows about conversations.

use super::{CURSOR, Holds, LIMIT, LOCALE, Method, Tier, Verb, may, must};
use crate::api::{conversations, history};

const READ: &[&str] = &["channels:read", "groups:read", "im:read", "mpim:read"];

pub(super) const ROWS: &[Method] = &[
    Method {
        json: true,
        arguments: &[
            may("channel", Holds::Text),
            may("users", Holds::Text),
            may("return_im", Holds::Flag),
            may("prevent_creation", Holds::Flag),
        ],
        scopes: &["im:write", "mpim:write", "channels:manage", "groups:write"],
        errors: &[
            "channel_not_found",
            "method_not_supported_for_channel_type",
            "too_many_users",
            "user_disabled",
            "user_not_found",
            "user_not_visible",
            "invalid_user_combination",
            "users_list_not_supplied",
            "cannot_dm_bot",
        ],
        ..Method::new("conversations.open", Verb::Post, Tier::Three, conversations::open)
    },
    Method {
        arguments: &[must("channel", Holds::Text, "channel_not_found"), may("include_num_members", Holds::Flag), LOCALE],
        scopes: READ,
        errors: &["channel_not_found"],
        ..Method::new("conversations.info", Verb::Get, Tier::Three, conversations::info)
    },
    Method {
        arguments: &[must("channel", Holds::Text, "channel_not_found"), CURSOR, LIMIT],
        scopes: READ,
        errors: &["channel_not_found", "invalid_cursor", "invalid_limit"],
        ..Method::new("conversations.members", Verb::Get, Tier::Four, history::members)
    },
    Method {
        json: true,
        arguments: &[
            must("channel", Holds::Text, "channel_not_found"),
            CURSOR,
            LIMIT,
            may("oldest", Holds::Text),
            may("latest", Holds::Text),
            may("inclusive", Holds::Flag),
            may("include_all_metadata", Holds::Flag),
        ],
        scopes: &["channels:history", "groups:history", "im:history", "mpim:history"],
        errors: &["channel_not_found", "not_in_channel", "invalid_cursor", "invalid_ts_latest", "invalid_ts_oldest"],
        ..Method::new("conversations.history", Verb::Get, Tier::Three, history::history)
    },
];
