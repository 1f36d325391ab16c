//! Tests of loading: layers, the file, all problems at once, no secret in any of them; and that the table of settings
//! and `config/default.toml` are the same.
//!
//! Each test gives its own environment and file; nothing real is read.

mod sections;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::settings::{SETTINGS, Show};
use super::{Config, ConfigErrors, DEFAULT_TOML, DatabaseUrl, Flags, LogFormat, Source, TeamSource};

/// What a test gives to the loader.
#[derive(Default)]
struct Given {
    flags: Flags,
    env: BTreeMap<&'static str, &'static str>,
    file: Option<&'static str>,
}

impl Given {
    fn flag(mut self, name: &str, value: &str) -> Self {
        self.flags.set(name, value);
        self
    }

    fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.env.insert(name, value);
        self
    }

    /// A settings file named `my.toml`.
    fn file(mut self, text: &'static str) -> Self {
        self.flags.config = Some(PathBuf::from("my.toml"));
        self.file = Some(text);
        self
    }

    fn load(&self) -> Result<Config, ConfigErrors> {
        let env = |name: &str| self.env.get(name).map(ToString::to_string);
        let read_file = |path: &Path| match self.file {
            Some(text) if path == Path::new("my.toml") => Ok(text.to_owned()),
            _ => Err(io::Error::new(io::ErrorKind::NotFound, "no such file")),
        };
        Config::load(&self.flags, &env, &read_file)
    }

    fn good(&self) -> Config {
        self.load().unwrap_or_else(|errors| panic!("{errors}"))
    }

    /// All problems, as sentences.
    fn bad(&self) -> Vec<String> {
        let errors = self.load().expect_err("a problem");
        errors.problems().iter().map(ToString::to_string).collect()
    }

    /// All problems as one text, if there are any.
    fn bad_or_none(&self) -> String {
        self.load().err().map(|e| e.to_string()).unwrap_or_default()
    }

    /// The only problem.
    fn bad_once(&self) -> String {
        let mut problems = self.bad();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems.remove(0)
    }
}

fn given() -> Given {
    Given::default()
}

fn env(name: &'static str, value: &'static str) -> Given {
    given().env(name, value)
}

fn file(text: &'static str) -> Given {
    given().file(text)
}

#[test]
fn without_anything_the_defaults_hold() {
    let config = given().good();
    assert!(config.slack.bot_token.is_none());
    assert!(!config.slack.socket_mode() && !config.slack.http_mode() && !config.slack.oauth());
    assert!(config.slack.is_slack_itself());
    assert_eq!(config.slack.api_url.as_str(), "https://slack.com/api/");
    assert_eq!(config.slack.authorize_url.as_str(), "https://slack.com/oauth/v2/authorize");
    let DatabaseUrl::Sqlite(path) = &config.database.url else { panic!("not SQLite") };
    assert_eq!(path, Path::new("goodturn.db"));
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.http.metrics_listen.to_string(), "127.0.0.1:9464");
    assert!(config.http.public_url.is_none());
    assert!(config.keys.key.is_none());
    assert!(config.admins.ids.is_empty());
    assert!(config.digest.channel.is_none());
    assert_eq!(config.digest.cron, "0 10 * * THU");
    assert_eq!(config.digest.tz.iana_name(), Some("UTC"));
    assert_eq!(config.digest.min, 1);
    assert_eq!(config.teams.sources, [TeamSource::Word]);
    assert_eq!(config.clock.offset_seconds, 0);
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(config.log.filter, "info");
}

#[test]
fn the_default_file_and_the_table_are_the_same() {
    let table: toml::Table = toml::from_str(DEFAULT_TOML).expect("TOML");
    let in_file: BTreeSet<String> = table
        .iter()
        .flat_map(|(section, keys)| {
            let keys = keys.as_table().expect("a section");
            keys.keys().map(move |key| format!("{section}.{key}"))
        })
        .collect();
    let in_table: BTreeSet<String> = SETTINGS.iter().map(|s| s.key.to_owned()).collect();
    assert_eq!(in_file, in_table);

    // Each key stands under one line of comment that names the variable, and the flag if there is one.
    let lines: Vec<&str> = DEFAULT_TOML.lines().collect();
    let mut keys = SETTINGS.iter();
    for pair in lines.windows(2).filter(|pair| pair[1].contains(" = ")) {
        let setting = keys.next().expect("as many as keys");
        let flag = setting.flag.map_or(String::new(), |f| format!(" (--{f})"));
        let start = format!("# {}{flag}: ", setting.variable);
        assert!(pair[0].starts_with(&start), "{} above {}", pair[0], pair[1]);
        assert!(pair[0].ends_with('.'), "{} is a sentence", pair[0]);
        if setting.show == Show::Never {
            assert!(pair[0].ends_with("secret, never a flag."), "{}", pair[0]);
        }
    }
    assert!(keys.next().is_none());
}

#[test]
fn names_are_unique_and_secrets_have_no_flag() {
    let variables: BTreeSet<_> = SETTINGS.iter().map(|s| s.variable).collect();
    let flags: Vec<_> = SETTINGS.iter().filter_map(|s| s.flag).collect();
    assert_eq!(variables.len(), SETTINGS.len());
    assert_eq!(flags.iter().collect::<BTreeSet<_>>().len(), flags.len());
    for setting in SETTINGS {
        assert_eq!(setting.flag.is_none(), setting.show == Show::Never);
    }
}

#[test]
fn the_example_file_is_valid_also_with_every_line_in_use() {
    let example = include_str!("../../config/example.toml");
    file(example).good();
    let uncommented: Vec<&str> = example
        .lines()
        .map(|line| {
            let rest = line.strip_prefix("# ").unwrap_or(line);
            let is_setting = rest.contains(" = ") && !rest.contains("postgres:");
            if is_setting { rest } else { line }
        })
        .collect();
    let config = file(uncommented.join("\n").leak()).good();
    assert_eq!(config.admins.ids, ["U012ABCDEF"]);
    assert_eq!(config.teams.sources.len(), 3);
    assert!(config.check_serving().is_ok());
}

#[test]
fn flag_wins_over_environment_over_file_over_default() {
    let file = file("[digest]\nmin = 2\ntz = 'Europe/Berlin'\ncron = '0 9 * * MON'");
    let config = file.good();
    assert_eq!(config.digest.min, 2);
    let file = file.env("GOODTURN_DIGEST_MIN", "3").env("GOODTURN_DIGEST_TZ", "");
    let config = file.good();
    assert_eq!(config.digest.min, 3);
    assert_eq!(config.digest.tz.iana_name(), Some("Europe/Berlin"));
    let config = file.flag("digest-min", " 4 ").flag("digest-cron", " ").good();
    assert_eq!(config.digest.min, 4);
    assert_eq!(config.digest.cron, "0 9 * * MON");
}

#[test]
fn the_file_can_be_named_by_the_environment_and_the_flag_wins() {
    let named = env("GOODTURN_CONFIG", "my.toml");
    let named = Given { file: Some("[digest]\nmin = 5"), ..named };
    assert_eq!(named.good().digest.min, 5);
    let flagged = file("[digest]\nmin = 6").env("GOODTURN_CONFIG", "other.toml");
    assert_eq!(flagged.good().digest.min, 6);
    given().env("GOODTURN_CONFIG", " ").good();
}

#[test]
fn a_missing_file_is_one_problem_and_hides_what_may_be_in_it() {
    let missing = env("GOODTURN_CONFIG", "gone.toml").env("DATABASE_URL", "postgres://db/x");
    assert_eq!(
        missing.bad_once(),
        "GOODTURN_CONFIG = \"gone.toml\" (environment variable GOODTURN_CONFIG): can't be read: no such file. Give the path of a settings file, or leave it out to use the defaults"
    );
}

#[test]
fn problems_in_the_file_have_lines() {
    assert_eq!(
        file("[digest]\nmin = 1\n\n\ncrn = '* * * * *'").bad_once(),
        "digest.crn (file my.toml line 5): is not a setting. Did you mean digest.cron, in section [digest]? config/default.toml lists every setting"
    );
    assert_eq!(
        file("GOODTURN_LISTEN = '[::]:1'").bad_once(),
        "GOODTURN_LISTEN (file my.toml line 1): is not a setting. Did you mean http.listen, in section [http]? config/default.toml lists every setting"
    );
    assert_eq!(
        file("[weather]\nsunny = true").bad_once(),
        "weather.sunny (file my.toml line 2): is not a setting. Remove it; config/default.toml lists every setting"
    );
    assert_eq!(file("[digest]\ntz = true").bad_once(), "digest.tz (file my.toml line 2): is not a text. Write it in quotes");
    assert_eq!(
        file("[digest]\ntz = ['UTC']").bad_once(),
        "digest.tz (file my.toml line 2): is a list, and one text is wanted. Write it in quotes"
    );
    assert_eq!(
        file("[digest.tz]\nname = 'UTC'").bad_once(),
        "digest.tz (file my.toml line 1): is a table, and a text is wanted. Write it in quotes"
    );
    assert_eq!(
        file("[admins]\nids = ['U1', 2]").bad_once(),
        "admins.ids (file my.toml line 2): is a list in which not everything is a text. Write each element in quotes"
    );
    assert_eq!(
        file("[admins]\nids = ['U1,U2']").bad_once(),
        "admins.ids (file my.toml line 2): has a list element (a value of 5 characters) with \",\" in it. Write one element for each"
    );
    assert_eq!(
        file("\n[http]\nlisten = 'here'").bad_once(),
        "GOODTURN_LISTEN = \"here\" (file my.toml line 3): is not an IP address with a port. Give one like 127.0.0.1:3000, 0.0.0.0:3000 for every network of this machine, or [::1]:3000"
    );
}

#[test]
fn a_file_that_is_not_toml_is_named_by_line_and_never_quoted() {
    for text in [
        "[slack]\nbot_token = xoxb-geheim",
        "[slack]\nbot_token = \"xoxb-geheim",
        "[slack]\nxoxb-geheim",
        "[slack]\nbot_token = 'a'\nbot_token = 'xoxb-geheim'",
        "[slack]\nbot_token = \"\\xoxb-geheim\"",
        "[slack]\nbot_token = 'a' xoxb-geheim",
    ] {
        let problem = file(text).bad_once();
        let (start, what) = problem.split_once(": ").expect("a colon");
        let line = text.lines().count();
        assert_eq!(start, format!("GOODTURN_CONFIG (file my.toml line {line})"));
        assert!(what.starts_with("is not valid TOML here: "), "{problem}");
        assert!(!problem.contains("geheim"), "{problem}");
        assert!(!problem.contains('\n'), "{problem}");
    }
}

#[test]
fn lists_can_be_arrays_in_the_file() {
    let config = file("[admins]\nids = ['U1', 'W2']\n[teams]\nsource = ['csv:a, self.csv', 'usergroups:S1,S2']").good();
    assert_eq!(config.admins.ids, ["U1", "W2"]);
    assert_eq!(config.teams.sources.len(), 2);
}

#[test]
fn flags_that_there_are_not() {
    assert_eq!(given().flag("colour", "blue").bad_once(), "--colour (flag --colour): is no setting. `--help` lists the flags");
    assert_eq!(
        given().flag("slack-bot-token", "xoxb-geheim").bad_once(),
        "--slack-bot-token (flag --slack-bot-token): is a secret (a value of 11 characters), and secrets are never given by flag, because others on the machine can read it. Set the environment variable SLACK_BOT_TOKEN instead"
    );
    assert!(given().flag("goodturn-key", "geheim").bad_once().contains("variable GOODTURN_KEY"));
}

#[test]
fn all_problems_come_together() {
    let errors = file("[digest]\ncrn = ''")
        .env("GOODTURN_LISTEN", "localhost:3000")
        .env("SLACK_BOT_TOKEN", "xapp-geheim")
        .env("GOODTURN_ADMINS", "@ada")
        .flag("digest-min", "0")
        .flag("digest-tz", "Berlin")
        .load()
        .expect_err("problems");
    assert_eq!(errors.problems().len(), 6);
    let text = errors.to_string();
    assert!(text.starts_with("6 problems in the settings:\n- digest.crn (file my.toml line 2): "));
    assert_eq!(text.lines().count(), 7);
    assert_eq!(errors.problems()[1].source, Some(Source::Environment("SLACK_BOT_TOKEN")));
}

#[test]
fn no_error_shows_a_secret() {
    let secrets = SETTINGS.iter().filter(|s| s.show == Show::Never);
    for setting in secrets {
        let problems = env(setting.variable, "ge heim").bad_or_none();
        assert!(!problems.contains("heim"), "{problems}");
    }
    for (name, value) in [
        ("DATABASE_URL", "postgres//u:geheim@db/x"),
        ("DATABASE_URL", "geheim"),
        ("DATABASE_URL", "postgres://u:ge/heim@db/x"),
        ("SLACK_API_URL", "https://u:geheim@example.com/api/"),
        ("GOODTURN_PUBLIC_URL", "https://geheim@example.com/"),
        ("GOODTURN_DIGEST_CHANNEL", "xoxb-geheim"),
        ("GOODTURN_LISTEN", "xapp-geheim"),
    ] {
        let problem = env(name, value).bad_once();
        assert!(!problem.contains("heim"), "{problem}");
        let length = value.chars().count();
        assert!(problem.starts_with(&format!("{name} = a value of {length} characters (environment variable {name}): ")));
    }
}

#[test]
fn long_values_are_cut() {
    let long = "x".repeat(1_000).leak();
    assert!(env("GOODTURN_LISTEN", long).bad_once().len() < 400);
}
