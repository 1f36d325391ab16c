//! Tokens of the bot: which are good, and why the others are not.
//! One that rotates ends after twelve hours of injected time: bots plan that by the calendar.

use std::collections::BTreeMap;

/// Seconds that a token works when tokens rotate.
pub(crate) const TOKEN_LIFETIME_S: i64 = 12 * 60 * 60;

/// How a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// It works.
    Good,
    /// It works until this injected time.
    Until {
        /// Epoch milliseconds.
        until_ms: i64,
    },
    /// It was revoked.
    Revoked,
    /// The app is not installed any more.
    Uninstalled,
}

/// All tokens there ever were.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    all: BTreeMap<String, Token>,
}

impl Tokens {
    /// The token of an app that is installed already; of one that isn't, none.
    pub(super) fn new(bot_token: Option<&str>) -> Self {
        Self { all: bot_token.into_iter().map(|token| (token.to_owned(), Token::Good)).collect() }
    }

    /// Whether this token ever was given out here.
    pub(crate) fn knows(&self, token: &str) -> bool {
        self.all.contains_key(token)
    }

    /// Whether the app is in the workspace.
    pub(crate) fn installed(&self) -> bool {
        self.all.values().any(|standing| *standing != Token::Uninstalled)
    }

    pub(crate) fn set(&mut self, token: &str, standing: Token) {
        self.all.insert(token.to_owned(), standing);
    }

    /// Ends all tokens.
    pub(crate) fn uninstall(&mut self) {
        for standing in self.all.values_mut() {
            *standing = Token::Uninstalled;
        }
    }

    /// When a token that rotates ends.
    pub(crate) fn until_ms(&self, token: &str) -> Option<i64> {
        match self.all.get(token) {
            Some(Token::Until { until_ms }) => Some(*until_ms),
            _ => None,
        }
    }

    /// Whether a call may be made with it, or the error that says why not.
    pub(crate) fn check(&self, token: &str, now_ms: i64) -> Result<(), &'static str> {
        match self.all.get(token) {
            Some(Token::Good) => Ok(()),
            Some(Token::Until { until_ms }) if now_ms < *until_ms => Ok(()),
            Some(Token::Until { .. }) => Err("token_expired"),
            Some(Token::Revoked) => Err("token_revoked"),
            Some(Token::Uninstalled) => Err("account_inactive"),
            None => Err("invalid_auth"),
        }
    }
}
