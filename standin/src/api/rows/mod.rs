//! The methods, one row each: which bodies, arguments, scopes and errors they have, and how often they may be called.
//! A new method is a new row and a function; everything else about it is checked in one place.

mod app;
mod chat;
mod conversations;
mod files;
mod people;
mod views;

use super::{
    method::{Argument, Holds, Method, Tier, Token, Verb, may, must},
    responses,
};

/// Every method that is built, by family.
const FAMILIES: &[&[Method]] = &[app::ROWS, chat::ROWS, conversations::ROWS, files::ROWS, people::ROWS, views::ROWS];

/// Response addresses: not a method, but checked, logged and made faulty like one.
pub(super) const RESPONSE_URL: &Method = &Method {
    json: true,
    token: Token::None,
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
    errors: chat::ANSWER_ERRORS,
    ..Method::new("response_url", Verb::Post, Tier::Hundreds, responses::run)
};

const BLOCKS: Argument = may("blocks", Holds::Json("invalid_blocks_format"));
const ATTACHMENTS: Argument = may("attachments", Holds::Json("invalid_attachments"));
const METADATA: Argument = may("metadata", Holds::Json("invalid_metadata_format"));
const LOCALE: Argument = may("include_locale", Holds::Flag);
const CURSOR: Argument = may("cursor", Holds::Text);
const LIMIT: Argument = may("limit", Holds::Number);

/// All rows.
pub(crate) fn methods() -> impl Iterator<Item = &'static Method> {
    FAMILIES.iter().copied().flatten()
}

/// The row of a method.
pub(crate) fn method(name: &str) -> Option<&'static Method> {
    methods().find(|method| method.name == name)
}
