//! Keys of Slack's that the stand-in never sends, each list with its reason.
//! Only what this Slack doesn't have: a key that depends on what was sent is sent in the comparison.

use super::keys::Missing;

/// Parts of every answer.
pub const ANSWER: &[Missing] = &[(&["error", "needed", "provided"], "only when refused"), (&["warning"], "only when something is odd")];

/// What answers bring about a refusal in words.
pub const WORDS: Missing = (&["response_metadata"], "only when refused");

/// Of an interaction.
pub const INTERACTION: &[Missing] = &[
    (&["enterprise/id", "enterprise/name", "team/enterprise_id", "team/enterprise_name"], "Enterprise Grid"),
    (&["bot_access_token", "function_data", "interactivity"], "steps of workflows"),
];

/// Of a shortcut.
pub const SHORTCUT: &[Missing] =
    &[(&["enterprise/id", "enterprise/name", "team/enterprise_id", "team/enterprise_name"], "Enterprise Grid")];

/// Of an event's envelope.
pub const ENVELOPE: &[Missing] = &[(&["enterprise_id"], "Enterprise Grid")];

/// Of an event's envelope, where the skeleton is older.
pub const OLD_ENVELOPE: &[Missing] =
    &[(&["enterprise_id"], "Enterprise Grid"), (&["authed_users", "authed_teams"], "replaced by authorizations in 2021")];

/// Of a message that a bot wrote.
pub const WRITTEN: &[Missing] = &[(&["client_msg_id"], "messages that people write")];

/// Of any message.
pub const MESSAGE: &[Missing] = &[
    (&["subtype", "is_intro", "wibblr", "topic", "purpose", "inviter", "no_notifications", "is_locked", "hidden"], "Slack's own notices"),
    (&["file", "comment", "item", "item_type"], "comments on files, which Slack gave up in 2018"),
    (&["files", "upload", "display_as_bot"], "messages that share files"),
    (&["username", "icons", "bot_link"], "bots that write under another name"),
    (&["is_starred", "pinned_to", "reactions"], "stars, pins and reactions, which nobody here gives"),
    (
        &["parent_user_id", "root", "is_thread_broadcast", "reply_count", "reply_users", "reply_users_count"],
        "threads, which nobody here answers",
    ),
    (&["latest_reply", "subscribed", "last_read"], "threads, which nobody here answers"),
    (&["channel"], "given beside the message"),
    (&["unfurl_links", "unfurl_media"], "scheduled messages"),
    (&["room"], "huddles"),
    (&["assistant_app_thread"], "threads of assistants"),
];

/// Of a person who is neither guest nor bot, on a workspace of its own.
pub const PERSON: &[Missing] = &[(&["enterprise_user"], "Enterprise Grid"), (&["has_2fa"], "told to admins")];

/// Of such a person's profile.
pub const PROFILE: &[Missing] = &[
    (&["image_original", "image_1024", "is_custom_image"], "who chose a picture"),
    (&["huddle_state", "huddle_state_expiration_ts"], "who was in a huddle"),
    (&["guest_invited_by"], "guests"),
];
