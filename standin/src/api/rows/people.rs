//! Rows about people, their groups and their workspace.

use super::{CURSOR, Holds, LIMIT, LOCALE, Method, Tier, Verb, may, must};
use crate::api::{profiles, usergroups, users};

pub(super) const ROWS: &[Method] = &[
    Method {
        arguments: &[CURSOR, LIMIT, may("team_id", Holds::Text), LOCALE],
        scopes: &["users:read"],
        errors: &["invalid_cursor", "limit_required"],
        ..Method::new("users.list", Verb::Get, Tier::Two, users::list)
    },
    Method {
        arguments: &[must("user", Holds::Text, "user_not_found"), LOCALE],
        scopes: &["users:read"],
        errors: &["user_not_found", "user_not_visible"],
        ..Method::new("users.info", Verb::Get, Tier::Four, users::info)
    },
    Method {
        arguments: &[may("user", Holds::Text), may("include_labels", Holds::Flag)],
        scopes: &["users.profile:read"],
        errors: &["user_not_found"],
        ..Method::new("users.profile.get", Verb::Get, Tier::Four, profiles::user)
    },
    Method {
        arguments: &[may("visibility", Holds::Text)],
        scopes: &["users.profile:read"],
        ..Method::new("team.profile.get", Verb::Get, Tier::Three, profiles::team_profile)
    },
    Method {
        json: true,
        arguments: &[may("team", Holds::Text), may("domain", Holds::Text)],
        scopes: &["team:read"],
        errors: &["team_not_found"],
        ..Method::new("team.info", Verb::Get, Tier::Three, profiles::team)
    },
    Method {
        arguments: &[must("bot", Holds::Text, "missing_argument"), may("team_id", Holds::Text)],
        scopes: &["users:read"],
        errors: &["bot_not_found", "missing_argument", "team_not_found"],
        ..Method::new("bots.info", Verb::Get, Tier::Three, profiles::bot)
    },
    Method {
        arguments: &[
            may("include_count", Holds::Flag),
            may("include_disabled", Holds::Flag),
            may("include_users", Holds::Flag),
            may("team_id", Holds::Text),
        ],
        scopes: &["usergroups:read"],
        errors: &["plan_upgrade_required", "invalid_team"],
        ..Method::new("usergroups.list", Verb::Get, Tier::Two, usergroups::list)
    },
    Method {
        arguments: &[must("usergroup", Holds::Text, "no_such_subteam"), may("include_disabled", Holds::Flag), may("team_id", Holds::Text)],
        scopes: &["usergroups:read"],
        errors: &["plan_upgrade_required", "no_such_subteam"],
        ..Method::new("usergroups.users.list", Verb::Get, Tier::Two, usergroups::users)
    },
];
