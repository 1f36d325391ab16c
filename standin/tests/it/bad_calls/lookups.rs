//! Bad calls that look something up.
//! Forms where Slack takes forms: JSON sent there has no arguments.

use super::bad;

bad! {
    users_list "users.list" {
        Form broken_cursor {"cursor": "x"} "invalid_cursor"
        Form negative_limit {"limit": "-1"} "invalid_arguments"
        Form limit_that_is_text {"limit": "many"} "invalid_arguments"
    }
    users_info "users.info" {
        Form nobody {} "user_not_found"
        Form stranger {"user": "UNOBODY"} "user_not_found"
        Json json_that_is_not_read {"user": "UANA"} "user_not_found"
    }
    users_profile_get "users.profile.get" {
        Form stranger {"user": "UNOBODY"} "user_not_found"
        Form misspelt {"users": "UANA"} "invalid_arguments"
    }
    team_profile_get "team.profile.get" {
        Form unknown_word {"visibility": "some"} "invalid_arguments"
    }
    team_info "team.info" {
        Json other_team {"team": "T2"} "team_not_found"
        Json other_domain {"domain": "elsewhere"} "team_not_found"
    }
    bots_info "bots.info" {
        Form nobody {} "missing_argument"
        Form stranger {"bot": "BNONE"} "bot_not_found"
        Form bot_user_instead {"bot": "UBOT"} "bot_not_found"
        Form other_team {"bot": "$BOT", "team_id": "T2"} "team_not_found"
    }
    conversations_open "conversations.open" {
        Json nobody {} "users_list_not_supplied"
        Json only_commas {"users": " , "} "users_list_not_supplied"
        Json stranger {"users": "UNOBODY"} "user_not_found"
        Json one_of_them_a_stranger {"users": "UANA,UNOBODY"} "user_not_found"
        Json who_left {"users": "UGONE"} "user_disabled"
        Json of_another_company {"users": "UFAR"} "invalid_user_combination"
        Json one_of_them_of_another_company {"users": "UANA,UFAR"} "invalid_user_combination"
        Json slackbot {"users": "USLACKBOT"} "cannot_dm_bot"
        Json too_many {"users": "U1,U2,U3,U4,U5,U6,U7,U8,U9"} "too_many_users"
        Json unknown_channel {"channel": "DNONE"} "channel_not_found"
        Json channel_that_is_no_dm {"channel": "CGEN"} "method_not_supported_for_channel_type"
        Json not_there_yet {"users": "UANA,USAM", "prevent_creation": true} "channel_not_found"
    }
    conversations_info "conversations.info" {
        Form no_channel {} "channel_not_found"
        Form unknown_channel {"channel": "CNONE"} "channel_not_found"
        Form private_channel {"channel": "CSEC"} "channel_not_found"
        Json json_that_is_not_read {"channel": "CGEN"} "channel_not_found"
    }
    conversations_members "conversations.members" {
        Form no_channel {} "channel_not_found"
        Form private_channel {"channel": "CSEC"} "channel_not_found"
        Form broken_cursor {"channel": "CGEN", "cursor": "x"} "invalid_cursor"
        Form cursor_of_something_else {"channel": "CGEN", "cursor": "6265666f72653a31"} "invalid_cursor"
        Form limit_too_large {"channel": "CGEN", "limit": "1001"} "invalid_limit"
        Form limit_of_nothing {"channel": "CGEN", "limit": "0"} "invalid_limit"
    }
    conversations_history "conversations.history" {
        Json no_channel {} "channel_not_found"
        Json private_channel {"channel": "CSEC"} "channel_not_found"
        Json outside {"channel": "COUT"} "not_in_channel"
        Json broken_cursor {"channel": "CGEN", "cursor": "x"} "invalid_cursor"
        Json oldest_that_is_text {"channel": "CGEN", "oldest": "yesterday"} "invalid_ts_oldest"
        Json latest_that_is_text {"channel": "CGEN", "latest": "now"} "invalid_ts_latest"
        Json limit_too_large {"channel": "CGEN", "limit": 5000} "invalid_arguments"
    }
    usergroups_list "usergroups.list" {
        Form other_team {"team_id": "T2"} "invalid_team"
        Free free_plan {} "plan_upgrade_required"
    }
    usergroups_users_list "usergroups.users.list" {
        Form no_group {} "no_such_subteam"
        Form unknown_group {"usergroup": "SNONE"} "no_such_subteam"
        Free free_plan {"usergroup": "S1"} "plan_upgrade_required"
    }
}
