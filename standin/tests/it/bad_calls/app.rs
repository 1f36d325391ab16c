//! Bad calls about the app itself: installing, taking out, connecting.
//! They need its secret or its own token, not the bot's.

use super::bad;

bad! {
    oauth_v2_access "oauth.v2.access" {
        Form nothing {} "invalid_client_id"
        Form unknown_client {"client_id": "x", "client_secret": "$SECRET", "code": "x"} "invalid_client_id"
        Form no_secret {"client_id": "$ID", "code": "x"} "bad_client_secret"
        Form wrong_secret {"client_id": "$ID", "client_secret": "x", "code": "x"} "bad_client_secret"
        Form no_code {"client_id": "$ID", "client_secret": "$SECRET"} "invalid_code"
        Form made_up_code {"client_id": "$ID", "client_secret": "$SECRET", "code": "1.2.x"} "invalid_code"
        Form unknown_grant {"client_id": "$ID", "client_secret": "$SECRET", "grant_type": "password"} "invalid_grant_type"
        Form made_up_refresh {"client_id": "$ID", "client_secret": "$SECRET", "grant_type": "refresh_token", "refresh_token": "x"} "invalid_refresh_token"
        Json json_that_is_not_read {"client_id": "$ID", "client_secret": "$SECRET", "code": "x"} "invalid_client_id"
    }
    apps_uninstall "apps.uninstall" {
        Form nothing {} "invalid_client_id"
        Form unknown_client {"client_id": "x", "client_secret": "$SECRET"} "invalid_client_id"
        Form no_secret {"client_id": "$ID"} "bad_client_secret"
        Form wrong_secret {"client_id": "$ID", "client_secret": "x"} "bad_client_secret"
    }
    apps_connections_open "apps.connections.open" {
        Form as_bot {} "not_allowed_token_type"
        Forged forged {} "invalid_auth"
        Tokenless no_token {} "missing_args"
    }
    auth_test "auth.test" {
        Json misspelt {"tok": "x"} "invalid_arguments"
    }
    auth_revoke "auth.revoke" {
        Form flag_that_is_text {"test": "perhaps"} "invalid_arguments"
    }
}
