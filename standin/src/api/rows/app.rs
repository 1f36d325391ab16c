//! Rows about the app itself: who it is, and how it is reached.

use super::{Holds, Method, Tier, Token, Verb, may, must};
use crate::api::{apps, basics, oauth};

pub(super) const ROWS: &[Method] = &[
    Method {
        json: true,
        token: Token::None,
        arguments: &[may("error", Holds::Text)],
        takes_anything: true,
        ..Method::new("api.test", Verb::Post, Tier::Four, basics::api_test)
    },
    Method { json: true, ..Method::new("auth.test", Verb::Post, Tier::Hundreds, basics::auth_test) },
    Method {
        json: true,
        token: Token::App,
        errors: &["insecure_request", "missing_args", "forbidden_team"],
        ..Method::new("apps.connections.open", Verb::PostOnly, Tier::Three, apps::connections_open)
    },
    Method {
        token: Token::None,
        arguments: &[
            must("client_id", Holds::Text, "invalid_client_id"),
            must("client_secret", Holds::Text, "bad_client_secret"),
            may("code", Holds::Text),
            may("redirect_uri", Holds::Text),
            may("grant_type", Holds::Text),
            may("refresh_token", Holds::Text),
        ],
        errors: &[
            "invalid_client_id",
            "bad_client_secret",
            "invalid_code",
            "bad_redirect_uri",
            "invalid_grant_type",
            "invalid_refresh_token",
        ],
        ..Method::new("oauth.v2.access", Verb::Post, Tier::Hundreds, oauth::access)
    },
    Method { arguments: &[may("test", Holds::Flag)], ..Method::new("auth.revoke", Verb::Get, Tier::Three, apps::revoke) },
    Method {
        arguments: &[must("client_id", Holds::Text, "invalid_client_id"), must("client_secret", Holds::Text, "bad_client_secret")],
        errors: &["invalid_client_id", "bad_client_secret"],
        ..Method::new("apps.uninstall", Verb::Post, Tier::One, apps::uninstall)
    },
];
