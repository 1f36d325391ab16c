//! Events against skeletons of Slack's own, and against the one example where there is no skeleton.
//! Each is made by what makes it in Slack, not by sending it.

use libtest_mimic::Trial;
use serde_json::{Value, json};
use standin::{Options, Standin};

use crate::{
    copy::read,
    excuses::{ENVELOPE, OLD_ENVELOPE, PERSON, PROFILE},
    keys::{Missing, compare},
    support::{Bot, call, fine, with},
    trial,
};

type Compared = Result<(), String>;

/// One comparison for each event.
pub fn trials() -> Vec<Trial> {
    vec![
        trial("event::app_home_opened", app_home_opened),
        trial("event::tokens_revoked_and_app_uninstalled", uninstalled),
        trial("event::user_change", user_change),
        trial("event::team_join", team_join),
        trial("event::subteam_created", subteam_created),
        trial("event::subteam_updated", subteam_updated),
        trial("event::subteam_members_changed", subteam_members_changed),
        trial("event::member_joined_channel", member_joined_channel),
        trial("event::member_left_channel", member_left_channel),
        trial("event::channel_created_and_renamed", channels),
    ]
}

fn both() -> (Standin, Bot) {
    let scopes = ["chat:write", "users:read", "users:read.email", "usergroups:read", "channels:read"].map(str::to_owned).to_vec();
    let standin = with(Options { scopes, ..Options::default() });
    let bot = Bot::attached(&standin, 200, "text/plain", "");
    (standin, bot)
}

/// The envelopes that the bot got.
fn got(bot: &Bot) -> Vec<Value> {
    bot.got().iter().map(|(_, _, body)| serde_json::from_str(body).expect("JSON")).collect()
}

/// A person of whom everything is said that anyone can say of themselves.
pub fn person(id: &str) -> Value {
    json!({"id": id, "name": "zoe", "real_name": "Zoe Zed", "tz": "Europe/Berlin", "tz_label": "Central European Time", "tz_offset": 3600,
           "locale": "de-DE", "profile": {"real_name": "Zoe Zed", "display_name": "zoe", "email": "zoe@example.com"}})
}

/// What is said of bots, guests, strangers and those who were invited only.
const OTHERS: &[Missing] = &[
    (&["is_invited_user", "is_connector_bot", "is_stranger", "presence", "two_factor_type", "has_files"], "others, or old clients"),
    (&["profile/api_app_id", "profile/always_active", "profile/bot_id"], "bots"),
    (&["profile/guest_channels", "profile/guest_expiration_ts"], "guests"),
    (&["profile/status_emoji_url", "profile/pronouns"], "who chose one"),
];

async fn app_home_opened() -> Compared {
    let (standin, bot) = both();
    let view = json!({"type": "home", "blocks": []});
    fine(&call(&standin, "views.publish", json!({"user_id": "UANA", "view": view})).await);
    standin.open_home("UANA").await.expect("opened");
    let modals: &[Missing] = &[(&["submit_disabled"], "modals")];
    compare(&got(&bot), "events/AppHomeOpenedPayload", &[("", OLD_ENVELOPE), ("/event/view", modals)])
}

async fn uninstalled() -> Compared {
    let (standin, bot) = both();
    standin.uninstall().await.expect("delivered");
    for (event, name) in got(&bot).into_iter().zip(["TokensRevoked", "AppUninstalled"]) {
        compare(&[event], &format!("events/{name}Payload"), &[("", OLD_ENVELOPE)])?;
    }
    Ok(())
}

async fn user_change() -> Compared {
    let (standin, bot) = both();
    standin.change_user(person("UANA")).await.expect("delivered");
    let parts = [("", OLD_ENVELOPE), ("/event/user", PERSON), ("/event/user/profile", PROFILE), ("/event/user", OTHERS)];
    compare(&got(&bot), "events/UserChangePayload", &parts)
}

async fn team_join() -> Compared {
    let (standin, bot) = both();
    standin.join_workspace(person("UZOE")).await.expect("delivered");
    let parts = [("", OLD_ENVELOPE), ("/event/user", PERSON), ("/event/user/profile", PROFILE), ("/event/user", OTHERS)];
    compare(&got(&bot), "events/TeamJoinPayload", &parts)
}

fn group(users: &[&str]) -> Value {
    json!({"id": "S1", "name": "Red", "handle": "red", "users": users})
}

async fn subteam_created() -> Compared {
    let (standin, bot) = both();
    standin.change_usergroup(group(&["UANA"])).await.expect("delivered");
    has_example_keys(&got(&bot)[0], "subteam_created")
}

async fn subteam_updated() -> Compared {
    let (standin, bot) = both();
    standin.change_usergroup(group(&["UANA"])).await.expect("delivered");
    standin.change_usergroup(group(&["UANA", "USAM"])).await.expect("delivered");
    compare(&got(&bot)[1..2], "events/SubteamUpdatedPayload", &[("", ENVELOPE)])
}

async fn subteam_members_changed() -> Compared {
    let (standin, bot) = both();
    standin.change_usergroup(group(&["UANA"])).await.expect("delivered");
    standin.change_usergroup(group(&["USAM"])).await.expect("delivered");
    compare(&got(&bot)[2..], "events/SubteamMembersChangedPayload", &[("", ENVELOPE)])
}

async fn member_joined_channel() -> Compared {
    let (standin, bot) = both();
    standin.join_channel("USAM", "CDUO").await.expect("delivered");
    has_example_keys(&got(&bot)[0], "member_joined_channel")
}

async fn member_left_channel() -> Compared {
    let (standin, bot) = both();
    standin.leave_channel("UANA", "CDUO").await.expect("delivered");
    has_example_keys(&got(&bot)[0], "member_left_channel")
}

async fn channels() -> Compared {
    let (standin, bot) = both();
    standin.change_channel("UANA", json!({"id": "CNEW", "name": "new"})).await.expect("delivered");
    standin.change_channel("UANA", json!({"id": "CNEW", "name": "newer"})).await.expect("delivered");
    has_example_keys(&got(&bot)[0], "channel_created")?;
    has_example_keys(&got(&bot)[1], "channel_rename")
}

/// Keys that examples have and ours don't: event, key, reason.
const NOT_OURS: &[(&str, &str, &str)] = &[
    ("member_joined_channel", "inviter", "who comes here comes by themselves"),
    ("member_joined_channel", "enterprise", "Enterprise Grid"),
];

/// Both ways against the example in the documentation of an event; ours always has its time.
fn has_example_keys(envelope: &Value, name: &str) -> Compared {
    let example = &read(&format!("events/{name}.json"))?["example"];
    let ours = &envelope["event"];
    let keys = |value: &Value| -> Vec<String> { value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect() };
    let excused = |key: &String| NOT_OURS.iter().any(|(event, other, _)| *event == name && other == key);
    let inner = ["subteam", "channel"].into_iter().filter(|part| example[part].is_object());
    for (ours, theirs, more) in inner.map(|part| (&ours[part], &example[part], false)).chain([(ours, example, true)]) {
        let (ours, theirs) = (keys(ours), keys(theirs));
        let missing: Vec<&String> = theirs.iter().filter(|key| !ours.contains(key) && !excused(key)).collect();
        // A group is told with more in its other events, whose skeletons have those keys.
        let foreign = ours.iter().filter(|key| !theirs.contains(key) && more && *key != "event_ts").count();
        if !missing.is_empty() || foreign > 0 {
            return Err(format!("{name}: missing are {missing:?}, ours are {ours:?}"));
        }
    }
    Ok(())
}
