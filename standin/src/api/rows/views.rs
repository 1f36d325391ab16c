//! Rows about Homes, modals and what they consist of.

use super::{Argument, Holds, Method, Tier, Token, Verb, may, must};
use crate::api::{modals, validate, views};

const VIEW: Argument = must("view", Holds::Json("invalid_arguments"), "invalid_arguments");

/// One of the two is needed; which, is for the method to say.
const TRIGGER: Argument = may("trigger_id", Holds::Text);
const POINTER: Argument = may("interactivity_pointer", Holds::Text);

pub(super) const ROWS: &[Method] = &[
    Method {
        json: true,
        arguments: &[must("user_id", Holds::Text, "invalid_arguments"), VIEW, may("hash", Holds::Text), POINTER],
        errors: &["hash_conflict", "view_too_large", "duplicate_external_id", "not_enabled"],
        ..Method::new("views.publish", Verb::Post, Tier::Four, views::publish)
    },
    Method {
        json: true,
        arguments: &[VIEW, TRIGGER, POINTER],
        errors: &["duplicate_external_id", "exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id", "view_too_large"],
        ..Method::new("views.open", Verb::Post, Tier::Four, modals::open)
    },
    Method {
        json: true,
        arguments: &[VIEW, TRIGGER, POINTER],
        errors: &[
            "duplicate_external_id",
            "exchanged_trigger_id",
            "expired_trigger_id",
            "invalid_trigger_id",
            "not_found",
            "push_limit_reached",
            "view_too_large",
        ],
        ..Method::new("views.push", Verb::Post, Tier::Four, modals::push)
    },
    Method {
        json: true,
        arguments: &[VIEW, may("view_id", Holds::Text), may("external_id", Holds::Text), may("hash", Holds::Text)],
        errors: &["duplicate_external_id", "hash_conflict", "not_found", "view_too_large"],
        ..Method::new("views.update", Verb::Post, Tier::Four, modals::update)
    },
    Method {
        json: true,
        token: Token::None,
        arguments: &[
            may("blocks", Holds::Json("invalid_arguments")),
            may("view", Holds::Json("invalid_arguments")),
            may("message", Holds::Json("invalid_arguments")),
        ],
        errors: &["invalid_blocks", "invalid_view", "invalid_message"],
        ..Method::new("blocks.validate", Verb::Post, Tier::Three, validate::run)
    },
];
