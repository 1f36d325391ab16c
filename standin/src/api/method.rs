//! What a row of the method table says: verb, token, bodies, arguments, scopes, tier and errors.
//! Rows are data, so that one test can hold them all against Slack's own reference.

use super::{answer::Answer, arguments::Arguments};
use crate::state::{Reach, State};

/// How often a method may be called in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    /// Once and a little more.
    One,
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

/// The verb that Slack documents. Slack takes GET and POST alike, except where it says that it doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    /// A GET is refused with `insecure_request`.
    PostOnly,
}

/// Whose token a method takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// None is needed.
    None,
    /// The bot's.
    Bot,
    /// The app-level one.
    App,
}

/// One method.
#[derive(Clone, Copy)]
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) verb: Verb,
    /// Whether it takes JSON besides forms and queries.
    pub(crate) json: bool,
    pub(crate) token: Token,
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
pub(crate) const COMMON_ERRORS: &[&str] = &[
    "not_authed",
    "invalid_auth",
    "not_allowed_token_type",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "invalid_arguments",
    "invalid_json",
    "json_not_object",
    "missing_post_type",
    "invalid_post_type",
    "ratelimited",
];

/// An argument that has to be there.
pub(super) const fn must(name: &'static str, holds: Holds, missing: &'static str) -> Argument {
    Argument { name, holds, missing: Some(missing) }
}

/// An argument that may be left out.
pub(super) const fn may(name: &'static str, holds: Holds) -> Argument {
    Argument { name, holds, missing: None }
}

impl Method {
    /// A row to begin with: the bot's token, forms and queries, no arguments, scopes or errors of its own.
    pub(super) const fn new(name: &'static str, verb: Verb, tier: Tier, run: fn(&mut State, &Arguments, Reach) -> Answer) -> Self {
        Self { name, verb, json: false, token: Token::Bot, arguments: &[], takes_anything: false, scopes: &[], tier, errors: &[], run }
    }

    /// Whether this refusal is one the row promises.
    pub(super) fn promises(&self, error: &str) -> bool {
        self.takes_anything || self.errors.contains(&error) || COMMON_ERRORS.contains(&error)
    }
}
