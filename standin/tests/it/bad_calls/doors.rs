//! Calls that get no further than the door: no token, the wrong one, one that ended, or one without the scope.
//! Methods that need no scope are not here for it.

use super::bad;

bad! {
    auth_test "auth.test" {
        Tokenless no_token {} "not_authed"
        Forged forged {} "invalid_auth"
        AsApp as_app {} "not_allowed_token_type"
        Revoked revoked {} "token_revoked"
        Uninstalled uninstalled {} "account_inactive"
    }
    chat_post_message "chat.postMessage" {
        Tokenless no_token {} "not_authed"
        AsApp as_app {} "not_allowed_token_type"
        Scopeless no_scope {"channel": "CGEN", "text": "x"} "missing_scope"
    }
    chat_post_ephemeral "chat.postEphemeral" {
        Scopeless no_scope {"channel": "CGEN", "user": "UANA", "text": "x"} "missing_scope"
    }
    chat_update "chat.update" {
        Scopeless no_scope {"channel": "CGEN", "ts": "$OWN", "text": "x"} "missing_scope"
    }
    chat_delete "chat.delete" {
        Scopeless no_scope {"channel": "CGEN", "ts": "$OWN"} "missing_scope"
    }
    conversations_open "conversations.open" {
        Scopeless no_scope {"users": "UANA"} "missing_scope"
    }
    conversations_info "conversations.info" {
        Scopeless no_scope {"channel": "CGEN"} "missing_scope"
    }
    conversations_members "conversations.members" {
        Scopeless no_scope {"channel": "CGEN"} "missing_scope"
    }
    conversations_history "conversations.history" {
        Scopeless no_scope {"channel": "CGEN"} "missing_scope"
    }
    users_list "users.list" {
        Forged forged {} "invalid_auth"
        Scopeless no_scope {} "missing_scope"
    }
    users_info "users.info" {
        Scopeless no_scope {"user": "UANA"} "missing_scope"
    }
    users_profile_get "users.profile.get" {
        Scopeless no_scope {"user": "UANA"} "missing_scope"
    }
    team_profile_get "team.profile.get" {
        Scopeless no_scope {} "missing_scope"
    }
    team_info "team.info" {
        Scopeless no_scope {} "missing_scope"
    }
    bots_info "bots.info" {
        Scopeless no_scope {"bot": "$BOT"} "missing_scope"
    }
    usergroups_list "usergroups.list" {
        Scopeless no_scope {} "missing_scope"
    }
    usergroups_users_list "usergroups.users.list" {
        Scopeless no_scope {"usergroup": "S1"} "missing_scope"
    }
    files_get_upload_url_external "files.getUploadURLExternal" {
        Scopeless no_scope {"filename": "a.png", "length": "5"} "missing_scope"
    }
    files_complete_upload_external "files.completeUploadExternal" {
        Scopeless no_scope {"files": [{"id": "F1"}]} "missing_scope"
    }
    files_info "files.info" {
        Scopeless no_scope {"file": "F1"} "missing_scope"
    }
    views_publish "views.publish" {
        Tokenless no_token {} "not_authed"
        Forged forged {} "invalid_auth"
    }
}
