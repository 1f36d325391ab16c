//! Tests of the sections: what each makes of good values, and its sentence for each mistake.
//!
//! The sentences are written out, because they are what an operator has when the program does not start.

use std::path::PathBuf;

use super::super::{Away, DatabaseUrl, LogFormat, Secret, TeamSource};
use super::{Given, env, given};

/// Asserts the only sentence for a value from the environment.
fn refused(name: &'static str, value: &'static str, what: &str) {
    let shown = format!("{name} = {value:?} (environment variable {name}): {what}");
    assert_eq!(env(name, value).bad_once(), shown);
}

/// Asserts the only sentence for a secret from the environment.
fn refused_hidden(name: &'static str, value: &'static str, what: &str) {
    let length = value.chars().count();
    let shown = format!("{name} = a value of {length} characters (environment variable {name}): {what}");
    assert_eq!(env(name, value).bad_once(), shown);
}

fn with_stand_in() -> Given {
    env("SLACK_API_URL", "http://127.0.0.1:4000/api/")
}

#[test]
fn slack_takes_good_values() {
    let config = env("SLACK_BOT_TOKEN", " xoxb-1-2\n")
        .env("SLACK_APP_TOKEN", "xapp-1-2")
        .env("SLACK_SIGNING_SECRET", "abc")
        .env("SLACK_CLIENT_ID", "1.2")
        .env("SLACK_CLIENT_SECRET", "def")
        .env("SLACK_API_URL", "http://127.0.0.1:4000/api/")
        .env("SLACK_AUTHORIZE_URL", "http://127.0.0.1:4000/oauth/v2/authorize")
        .good();
    let slack = &config.slack;
    assert!(slack.socket_mode() && slack.http_mode() && slack.oauth());
    assert!(!slack.is_slack_itself());
    let token = slack.bot_token.as_ref().map(Secret::expose);
    assert_eq!(token, Some("xoxb-1-2"));
    let call = slack.api_url.join("chat.postMessage").expect("an address");
    assert_eq!(call.as_str(), "http://127.0.0.1:4000/api/chat.postMessage");
    let printed = format!("{config:?}");
    for secret in ["xoxb", "xapp", "abc", "def"] {
        assert!(!printed.contains(&format!("\"{secret}")), "{printed}");
    }
    assert!(printed.contains("bot_token: Some([hidden])"));
}

#[test]
fn tokens_are_told_apart() {
    let bot = "Copy the Bot User OAuth Token from the app's page \"OAuth & Permissions\" at api.slack.com/apps";
    let app = "Copy an app-level token with connections:write from the app's page \"Basic Information\" at api.slack.com/apps";
    for (value, what) in [
        ("secret", "does not start with xoxb- or ends there"),
        ("xoxb-", "does not start with xoxb- or ends there"),
        ("xapp-1", "is an app-level token, which belongs into SLACK_APP_TOKEN"),
        ("xoxp-1", "is a user's token"),
        ("xoxe.xoxb-1", "is a token that expires after 12 hours (token rotation), which can't be a setting"),
    ] {
        refused_hidden("SLACK_BOT_TOKEN", value, &format!("{what}. {bot}"));
    }
    for (value, what) in
        [("secret", "does not start with xapp- or ends there"), ("xoxb-1", "is a bot token, which belongs into SLACK_BOT_TOKEN")]
    {
        refused_hidden("SLACK_APP_TOKEN", value, &format!("{what}. {app}"));
    }
    for name in ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"] {
        refused_hidden(name, "a b", "has white space in it. Copy it again, and alone");
    }
}

#[test]
fn client_id_and_secret_come_together() {
    let both = "Set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together, or neither; both are on the app's page \"Basic Information\"";
    assert_eq!(env("SLACK_CLIENT_ID", "1.2").bad_once(), format!("SLACK_CLIENT_SECRET: is not set. {both}"));
    assert_eq!(env("SLACK_CLIENT_SECRET", "abc").bad_once(), format!("SLACK_CLIENT_ID: is not set. {both}"));
}

#[test]
fn slack_addresses_are_checked() {
    let name = "SLACK_API_URL";
    let like = "Give an address like https://slack.com/api/";
    refused(name, "slack.com/api/", &format!("is not a web address: relative URL without a base. {like}"));
    refused(name, "ftp://slack.com/api/", &format!("starts with neither https:// nor http://. {like}"));
    refused(name, "https://slack.com/api/?x=1", &format!("has a ? or # in it. {like}"));
    refused_hidden(name, "https://u:p@example.com/api/", &format!("has a user name or password in it. {like}"));
    for value in ["https://slack.com/api", "http://127.0.0.1:4000/"] {
        refused(name, value, "does not end in /api/. Give the address up to there, like https://slack.com/api/");
    }
    for value in ["http://slack.com/api/", "http://www.SLACK.com./api/", "http://slack-gov.com/api/"] {
        refused(name, value, "would send the token to Slack unencrypted. Start it with https://");
    }
    assert!(!env(name, "http://notslack.com/api/").good().slack.is_slack_itself());
    assert!(env(name, "https://x.slack.com/api/").good().slack.is_slack_itself());
    refused(
        "SLACK_AUTHORIZE_URL",
        "slack",
        "is not a web address: relative URL without a base. Give an address like https://slack.com/oauth/v2/authorize",
    );
}

#[test]
fn serving_needs_a_way_in_and_a_way_out() {
    let errors = given().good().check_serving().expect_err("nothing is set");
    assert_eq!(
        errors.to_string(),
        "2 problems in the settings:\n\
         - SLACK_APP_TOKEN: is not set. Slack can't reach Goodturn without it. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP; `goodturn demo` needs neither\n\
         - SLACK_BOT_TOKEN: is not set. Goodturn can't answer without it. Set SLACK_BOT_TOKEN to the workspace's own; many workspaces by OAuth are yet to come, and `goodturn demo` needs none"
    );
    let socket = env("SLACK_BOT_TOKEN", "xoxb-1").env("SLACK_APP_TOKEN", "xapp-1");
    assert!(socket.good().check_serving().is_ok());
    let http = env("SLACK_SIGNING_SECRET", "a").env("SLACK_BOT_TOKEN", "xoxb-1");
    assert!(http.good().check_serving().is_ok());
    let oauth = env("SLACK_SIGNING_SECRET", "a").env("SLACK_CLIENT_ID", "1.2").env("SLACK_CLIENT_SECRET", "b");
    let errors = oauth.good().check_serving().expect_err("nothing installs a workspace yet");
    assert!(errors.to_string().contains("SLACK_BOT_TOKEN: is not set."), "{errors}");
}

#[test]
fn the_database_and_its_key() {
    let config = env("DATABASE_URL", "postgres://u:geheim@db/x").env("GOODTURN_KEY", "a,b").good();
    let DatabaseUrl::Postgres(url) = &config.database.url else { panic!("not PostgreSQL") };
    assert_eq!(url.to_string(), "postgres://u:[hidden]@db/x");
    assert!(!format!("{config:?}").contains("geheim"));
    let key = config.keys.key.as_ref().map(Secret::expose);
    assert_eq!(key, Some("a,b"));

    assert_eq!(
        env("DATABASE_URL", "postgresql://db/x").bad_once(),
        "GOODTURN_KEY: is not set. PostgreSQL needs it. Make a key with `openssl rand -base64 32`, keep a copy in a safe place, and give every replica the same"
    );
    let like =
        "Give sqlite://FILE, such as sqlite://goodturn.db or sqlite:///var/lib/goodturn/goodturn.db, or postgres://USER:PASSWORD@HOST/NAME";
    refused("DATABASE_URL", "sqlite:a.db", &format!("has no // after sqlite:. {like}"));
    refused_hidden("DATABASE_URL", "a.db", &format!("starts with neither sqlite:// nor postgres://. {like}"));
    for address in ["postgres://u:geheim@db/x", "postgres://db/x?password=geheim"] {
        assert_eq!(
            env("GOODTURN_KEY", "a").flag("database-url", address).bad_once(),
            format!(
                "DATABASE_URL = a value of {} characters (flag --database-url): has a password, and others on the machine can read flags. Set the environment variable DATABASE_URL instead",
                address.len()
            )
        );
    }
    env("GOODTURN_KEY", "a").flag("database-url", "postgres://u@db/x").good();
}

#[test]
fn addresses_to_listen_on() {
    let config = env("GOODTURN_LISTEN", "[::1]:0")
        .env("GOODTURN_METRICS_LISTEN", "[::1]:0")
        .env("GOODTURN_PUBLIC_URL", "https://example.com/goodturn")
        .good();
    assert_eq!(config.http.listen.port(), 0);
    let public = config.http.public_url.expect("given");
    let page = public.join("slack/install").expect("an address");
    assert_eq!(page.as_str(), "https://example.com/goodturn/slack/install");

    let what =
        "is not an IP address with a port. Give one like 127.0.0.1:3000, 0.0.0.0:3000 for every network of this machine, or [::1]:3000";
    for value in ["3000", "localhost:3000", "127.0.0.1", "127.0.0.1:99999"] {
        refused("GOODTURN_LISTEN", value, what);
        refused("GOODTURN_METRICS_LISTEN", value, what);
    }
    for value in ["127.0.0.1:3000", "0.0.0.0:3000"] {
        refused("GOODTURN_METRICS_LISTEN", value, "is the same as GOODTURN_LISTEN (127.0.0.1:3000). Give it another port");
    }
    refused(
        "GOODTURN_PUBLIC_URL",
        "example.com",
        "is not a web address: relative URL without a base. Give an address like https://goodturn.example.com/",
    );
}

#[test]
fn admins_are_ids() {
    let config = env("GOODTURN_ADMINS", "U1, W2,,U1 U3").good();
    assert_eq!(config.admins.ids, ["U1", "W2", "U3"]);
    for wrong in ["@ada", "U", "u1", "C1", "U1-2"] {
        refused(
            "GOODTURN_ADMINS",
            wrong,
            &format!(
                "{wrong:?} is not the id of a Slack user. Give ids like U012ABCDEF, comma-separated; a profile's menu has \"Copy member ID\""
            ),
        );
    }
}

#[test]
fn the_digest_has_place_time_and_size() {
    let config = env("GOODTURN_DIGEST_CHANNEL", "C1")
        .env("GOODTURN_DIGEST_CRON", "30 9 * * 1")
        .env("GOODTURN_DIGEST_TZ", "Europe/Berlin")
        .env("GOODTURN_DIGEST_MIN", "3")
        .good();
    assert_eq!(config.digest.channel.as_deref(), Some("C1"));
    assert_eq!(config.digest.cron, "30 9 * * 1");
    assert_eq!(config.digest.min, 3);

    refused(
        "GOODTURN_DIGEST_CHANNEL",
        "#general",
        "is not the id of a channel. Give an id like C012ABCDEF; it stands at the end of the channel's details, under \"About\"",
    );
    refused(
        "GOODTURN_DIGEST_CRON",
        "0 10 * *",
        "has 4 fields instead of 5. Give minute, hour, day of month, month and day of week, like 0 10 * * THU for Thursdays at 10:00",
    );
    for value in ["Berlin", "CEST+2x"] {
        refused(
            "GOODTURN_DIGEST_TZ",
            value,
            "is not a time zone. Give a name of the IANA list, like Europe/Berlin, America/New_York or UTC",
        );
    }
    for value in ["0", "-1", "101", "one", "1.5"] {
        refused(
            "GOODTURN_DIGEST_MIN",
            value,
            "is not a whole number from 1 to 100. Give 1 for a digest whenever there is something to say",
        );
    }
}

#[test]
fn team_sources_keep_their_order() {
    let config = env("GOODTURN_TEAM_SOURCE", "csv:teams.csv,usergroups:S1,S2,self").good();
    assert_eq!(
        config.teams.sources,
        [TeamSource::Csv(PathBuf::from("teams.csv")), TeamSource::UserGroups(vec!["S1".to_owned(), "S2".to_owned()]), TeamSource::Word,]
    );
    refused(
        "GOODTURN_TEAM_SOURCE",
        "ldap",
        "has \"ldap\", which is not a source. Give one or several of csv:FILE, usergroups:ID,ID, field:ID and self, separated by \";\", such as csv:teams.csv; self",
    );
}

#[test]
fn what_says_that_somebody_is_away_is_added_to_or_taken_out() {
    assert_eq!(env("GOODTURN_AWAY", "").good().away, Away::default());
    let away = env("GOODTURN_AWAY", " :house_with_garden:, Offsite,, out for lunch, - holiday, -:baby:, :\u{65e5}\u{672c}:,").good().away;
    assert_eq!(away.added, [":house_with_garden:", "Offsite", "out for lunch", ":\u{65e5}\u{672c}:"]);
    assert_eq!(away.removed, ["holiday", ":baby:"]);
    let file = given().file("[away]\nlist = [\":+1:\", \"-sick\"]").good().away;
    assert_eq!((file.added, file.removed), (vec![":+1:".to_owned()], vec!["sick".to_owned()]));
    for (value, what) in [
        (":house", "has \":house\", which is not the name of one emoji between two colons"),
        ("-:", "has \"-:\", which is not the name of one emoji between two colons"),
        (":palm tree:", "has \":palm tree:\", which is not the name of one emoji between two colons"),
        (":a::b:", "has \":a::b:\", which is not the name of one emoji between two colons"),
        ("sick, -", "has \"-\", which has no word in it"),
        ("!!!", "has \"!!!\", which has no word in it"),
        ("\u{1f3e0}", "has \"\u{1f3e0}\", which has no word in it"),
        ("offsite, -Offsite", "puts \"offsite\" on the list and takes it out"),
    ] {
        let like = "Give emoji by name and words, separated by commas, with a - before what is to be taken out of the built-in list, \
            such as :house_with_garden:, offsite, -holiday";
        refused("GOODTURN_AWAY", value, &format!("{what}. {like}"));
    }
}

#[test]
fn entries_are_kept_for_half_a_year_at_least() {
    assert_eq!(env("GOODTURN_RETENTION_MONTHS", "").good().retention.months, 12);
    assert_eq!(env("GOODTURN_RETENTION_MONTHS", "24").good().retention.months, 24);
    for value in ["0", "5", "121", "-12", "1.5", "a year"] {
        refused("GOODTURN_RETENTION_MONTHS", value, "is not a whole number of months from 6 to 120. Give 12 to keep entries for a year");
    }
}

#[test]
fn the_clock_is_shifted_only_away_from_slack() {
    let config = with_stand_in().env("GOODTURN_CLOCK_OFFSET", "+9d").good();
    assert_eq!(config.clock.offset_seconds, 777_600);
    env("GOODTURN_CLOCK_OFFSET", "+0d").good();
    refused(
        "GOODTURN_CLOCK_OFFSET",
        "+9d",
        "would write to people at wrong times, because SLACK_API_URL is Slack's. Leave it out, or point SLACK_API_URL at a stand-in (`goodturn standin`)",
    );
    for (value, what) in [("soon", "is not a shift of time"), ("9999d", "is more than ten years")] {
        let what = format!("{what}. Give a number and d, h, m or s, like +9d, -3h or +90m, or 0");
        refused("GOODTURN_CLOCK_OFFSET", value, &what);
    }
}

#[test]
fn log_lines_have_form_and_filter() {
    let config = env("GOODTURN_LOG_FORMAT", "json").env("RUST_LOG", "goodturn=debug").good();
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.log.filter, "goodturn=debug");
    refused("GOODTURN_LOG_FORMAT", "xml", "is no form of log lines. Give text or json");
    let problem = env("RUST_LOG", "goodturn=loud").bad_once();
    assert!(problem.starts_with("RUST_LOG = \"goodturn=loud\" (environment variable RUST_LOG): is not a filter: "));
    assert!(problem.ends_with("Give a level (error, warn, info, debug, trace), or target=level pairs like goodturn=debug,info"));
}
