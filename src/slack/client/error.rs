//! How a call to Slack can end badly, by what can be done about it. Carries no bodies: they may hold tokens and people's words.

use slack_morphism::errors::{SlackClientError, SlackClientSystemError};

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Slack wasn't reached; nothing happened there.
    #[error("Slack was not reached")]
    NotReached,
    /// Slack asked to wait, milliseconds if it said how long; nothing happened there.
    #[error("Slack asked to wait")]
    RateLimited(Option<i64>),
    /// Slack doesn't take the token (now): somebody has to mend it, and then the same call may work. With its documented error.
    #[error("Slack does not take the token: {0}")]
    Token(String),
    /// Slack said no, with its documented error.
    #[error("Slack refused: {0}")]
    Refused(String),
    /// The call went out and no (useful) answer came: it may have taken effect.
    #[error("Slack did not answer")]
    Unanswered,
    /// An answer came that can't be read: it probably took effect.
    #[error("Slack's answer can't be read")]
    Unreadable,
}

/// Errors with which Slack says that it doesn't know itself what happened.
const UNSURE: &[&str] = &["fatal_error", "internal_error", "request_timeout"];

/// Errors with which Slack says that it may work later.
const LATER: &[&str] = &["ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"];

/// Errors that are about the token or the app in this workspace, and not about what was asked.
const TOKEN: &[&str] = &[
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "org_login_required",
    "access_denied",
    "no_permission",
    "not_allowed_token_type",
    "team_access_not_granted",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "two_factor_setup_required",
];

/// The longest of Slack's documented errors has under fifty characters.
const CODE_CHARS_MAX: usize = 64;

/// Whether this has the form of Slack's documented errors.
fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= CODE_CHARS_MAX
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

impl CallError {
    /// Whether the call may have taken effect all the same.
    #[must_use]
    pub const fn may_have_happened(&self) -> bool {
        matches!(self, Self::Unanswered | Self::Unreadable)
    }

    /// The error for Slack's `ok: false`.
    pub(super) fn refused(code: &str) -> Self {
        if UNSURE.contains(&code) {
            Self::Unanswered
        } else if LATER.contains(&code) {
            Self::RateLimited(None)
        } else if TOKEN.contains(&code) {
            Self::Token(code.to_owned())
        } else if is_code(code) {
            Self::Refused(code.to_owned())
        } else {
            // Errors are logged: what is no code may be anything, people's words included.
            Self::Refused("unknown_error".to_owned())
        }
    }

    /// As slack-morphism's connector hands errors on.
    pub(super) fn boxed(self) -> SlackClientError {
        SlackClientError::SystemError(SlackClientSystemError::new().with_cause(Box::new(self)))
    }
}

impl From<SlackClientError> for CallError {
    fn from(error: SlackClientError) -> Self {
        match error {
            SlackClientError::SystemError(system) => {
                system.cause.and_then(|cause| cause.downcast::<Self>().ok()).map_or(Self::Unanswered, |error| *error)
            }
            SlackClientError::ApiError(api) => Self::refused(&api.code),
            SlackClientError::ProtocolError(_) => Self::Unreadable,
            _ => Self::Unanswered,
        }
    }
}
