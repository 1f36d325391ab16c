//! Answers of methods against skeletons of Slack's own.
//! Each is asked for in the ways that bring everything it may hold.

use axum::{body::Body, extract::Request};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::{Options, Standin};

use crate::{
    events::person,
    excuses::{ANSWER, PERSON, PROFILE, WORDS},
    keys::{Missing, Part, compare},
    support::{NOW_MS, fine, form, send, workspace},
    trial,
};

type Compared = Result<(), String>;

const SCOPES: &[&str] = &["chat:write", "users:read", "users:read.email", "usergroups:read", "team:read", "files:write"];

/// One comparison for each method.
pub fn trials() -> Vec<Trial> {
    vec![
        trial("answer::auth.test", auth_test),
        trial("answer::oauth.v2.access", oauth),
        trial("answer::apps.connections.open", connections),
        trial("answer::usergroups.list", groups),
        trial("answer::usergroups.users.list", async || asked(&people(), "usergroups.users.list", "usergroup=S1", &[]).await),
        trial("answer::users.list", users),
        trial("answer::users.info", one_user),
        trial("answer::team.info", team),
        trial("answer::bots.info", bots),
        trial("answer::files.getUploadURLExternal", async || {
            asked(&people(), "files.getUploadURLExternal", "filename=a.png&length=1", &[("", &[WORDS])]).await
        }),
        trial("answer::files.completeUploadExternal", files),
        trial("answer::auth.revoke", async || asked(&people(), "auth.revoke", "", &[]).await),
        trial("answer::apps.uninstall", taken_out),
    ]
}

fn people() -> Standin {
    let mut people = workspace();
    people.users.push(person("UZOE"));
    people.usergroups = vec![json!({"id": "S1", "name": "Red", "handle": "red", "users": ["UANA"]})];
    let scopes = SCOPES.iter().map(|&scope| scope.to_owned()).collect();
    let standin = Standin::new(people, Options { scopes, ..Options::default() });
    standin.set_now(NOW_MS);
    standin
}

/// Asks once, and compares.
async fn asked(standin: &Standin, method: &str, arguments: &str, parts: &[Part]) -> Compared {
    let answer = form(standin, method, arguments).await;
    compare(&[fine(&answer).clone()], &format!("api/{method}"), &[&[("", ANSWER)], parts].concat())
}

/// A call with another token than the bot's.
async fn with_token(standin: &Standin, method: &str, token: &str) -> Value {
    let request = Request::post(format!("/api/{method}")).header("authorization", format!("Bearer {token}"));
    let answer = send(standin, request.body(Body::empty()).expect("a request")).await.1;
    fine(&answer).clone()
}

/// An answer to an exchanged code.
async fn installed(standin: &Standin) -> Value {
    let credentials = standin.credentials();
    let back = "redirect_uri=http%3A%2F%2F127.0.0.1";
    let url = format!("http://x/?client_id={}&scope=chat:write&{back}", credentials.client_id);
    let location = standin.consent(&url, None, true).expect("allowed");
    let (_, code) = location.split_once("code=").expect("a code");
    let code = code.split('&').next().unwrap_or_default();
    let secret = format!("client_id={}&client_secret={}", credentials.client_id, credentials.client_secret);
    let answer = form(standin, "oauth.v2.access", &format!("{secret}&code={code}&{back}")).await;
    fine(&answer).clone()
}

async fn auth_test() -> Compared {
    let standin = people();
    standin.change_options(|options| options.token_rotation = true);
    let token = installed(&standin).await["access_token"].as_str().expect("a token").to_owned();
    let other: &[Missing] = &[(&["enterprise_id"], "Enterprise Grid"), (&["app_id", "app_name"], "not documented for tokens of bots")];
    compare(&[with_token(&standin, "auth.test", &token).await], "api/auth.test", &[("", ANSWER), ("", other)])
}

async fn oauth() -> Compared {
    let standin = people();
    standin.change_options(|options| options.token_rotation = true);
    let other: &[Missing] = &[
        (&["enterprise/id", "enterprise/name"], "Enterprise Grid"),
        (&["incoming_webhook"], "apps that ask for a webhook"),
        (
            &[
                "authed_user/scope",
                "authed_user/token_type",
                "authed_user/access_token",
                "authed_user/refresh_token",
                "authed_user/expires_in",
            ],
            "apps that ask for a token of the person",
        ),
    ];
    compare(&[installed(&standin).await], "api/oauth.v2.access", &[("", ANSWER), ("", other)])
}

async fn connections() -> Compared {
    let standin = people();
    let answer = with_token(&standin, "apps.connections.open", &standin.credentials().app_token).await;
    compare(&[answer], "api/apps.connections.open", &[("", ANSWER), ("", &[WORDS])])
}

async fn groups() -> Compared {
    let grid: &[Missing] =
        &[(&["is_idp_group", "is_visible", "is_editing_restricted", "is_membership_locked", "is_org_level"], "groups of organisations")];
    asked(&people(), "usergroups.list", "include_count=true&include_users=true", &[("/usergroups", grid)]).await
}

/// What is said of people only here.
const HERE: &[Missing] = &[(&["start_date", "status_emoji_display_info/emoji_name"], "who chose one")];
const EMOJI: &[Missing] = &[(&["display_alias", "display_url", "unicode"], "who chose one")];

async fn users() -> Compared {
    let old: &[Missing] = &[(&["offset"], "from before cursors")];
    let member: &[Missing] = &[(&["two_factor_type"], "told to admins"), (&["profile/fields"], "one's own profile")];
    let parts: [Part; 6] = [
        ("", old),
        ("/members", PERSON),
        ("/members", member),
        ("/members/profile", PROFILE),
        ("/members/profile", HERE),
        ("/members/profile/status_emoji_display_info", EMOJI),
    ];
    asked(&people(), "users.list", "include_locale=true", &parts).await
}

async fn one_user() -> Compared {
    let others: &[Missing] = &[
        (&["is_stranger", "is_invited_user", "is_connector_bot"], "others"),
        (&["teams", "enterprise_id", "enterprise_name"], "Enterprise Grid"),
        (&["profile/status_emoji_url", "profile/pronouns"], "who chose one"),
    ];
    let standin = people();
    let mut seen = Vec::new();
    for user in ["UZOE", "UBOT"] {
        seen.push(fine(&form(&standin, "users.info", &format!("user={user}&include_locale=true")).await).clone());
    }
    let parts: [Part; 6] = [
        ("", ANSWER),
        ("/user", PERSON),
        ("/user", others),
        ("/user/profile", PROFILE),
        ("/user/profile", HERE),
        ("/user/profile/status_emoji_display_info", EMOJI),
    ];
    compare(&seen, "api/users.info", &parts)
}

async fn team() -> Compared {
    let other: &[Missing] = &[
        (&["enterprise_id", "enterprise_name", "enterprise_domain", "discoverable", "sso_provider"], "Enterprise Grid"),
        (&["icon/image_original"], "workspaces that chose a picture"),
        (&["lob_sales_home_enabled", "is_sfdc_auto_slack", "pay_prod_cur", "locale"], "told to people's own tokens"),
    ];
    asked(&people(), "team.info", "", &[("/team", other)]).await
}

async fn bots() -> Compared {
    let standin = people();
    let bot = standin.credentials().bot_id;
    asked(&standin, "bots.info", &format!("bot={bot}"), &[]).await
}

async fn files() -> Compared {
    let standin = people();
    let address = form(&standin, "files.getUploadURLExternal", "filename=a.png&length=1&alt_txt=a+map").await;
    let path = fine(&address)["upload_url"].as_str().and_then(|url| url.strip_prefix("http://standin.invalid")).expect("a url").to_owned();
    send(&standin, Request::post(path).body(Body::from("x")).expect("a request")).await;
    let listed = format!("files=[{{\"id\":\"{}\"}}]&channel_id=CGEN", address["file_id"].as_str().expect("an id"));
    let snippets: &[Missing] = &[
        (&["edit_link", "preview", "preview_highlight", "lines", "lines_more", "preview_is_truncated"], "snippets"),
        (
            &["thumb_64", "thumb_80", "thumb_160", "thumb_360", "thumb_360_w", "thumb_360_h", "thumb_480", "thumb_480_w", "thumb_480_h"],
            "comes when Slack has looked at a picture, after this answer",
        ),
        (&["thumb_tiny", "original_w", "original_h"], "comes when Slack has looked at a picture, after this answer"),
        (&["thumb_360_gif", "thumb_480_gif", "deanimate", "deanimate_gif"], "pictures that move"),
        (&["shares/public"], "comes when it is shared, after this answer"),
        (&["is_modified_by_ai"], "pictures that Slack changed"),
    ];
    asked(&standin, "files.completeUploadExternal", &listed, &[("", &[WORDS]), ("/files", snippets)]).await
}

async fn taken_out() -> Compared {
    let standin = people();
    let credentials = standin.credentials();
    let secret = format!("client_id={}&client_secret={}", credentials.client_id, credentials.client_secret);
    asked(&standin, "apps.uninstall", &secret, &[("", &[WORDS])]).await
}
