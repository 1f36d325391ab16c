//! How the set-up stands, in two lists: what is ready, and what is still to do, each with what to do about it.

use slack_morphism::blocks::SlackBlock;

use super::super::blocks::section;
use crate::app::read_admin::{AdminHome, DigestStands, SourceShown};
use crate::app::team_sources::TeamShare;
use crate::domain::team_source::TeamSource;
use crate::text::{Lang, Mrkdwn, Value, Words};

/// Slack's word for a plan without user groups.
const FREE_PLAN: &str = "plan_upgrade_required";

/// Slack's word for what the app was not installed for.
const MISSING_SCOPE: &str = "missing_scope";

/// A share of people with a team under which an admin has something to do, in hundredths.
const TEAMS_LOW_PERCENT: i64 = 50;

/// A line, and whether it is ready.
type Line = (bool, Mrkdwn);

/// The two lists.
pub(super) fn blocks(words: &Words<'_>, home: &AdminHome) -> Vec<SlackBlock> {
    let mut lines = vec![joined(words, home.joined), with_team(words, home.with_team), channel(words, home.digest.as_ref())];
    lines.extend(sources(words, &home.sources));
    lines.extend(scopes(words, home.scopes_missing.as_deref()));
    let language = match Lang::of(home.locale.as_deref()) {
        Lang::De => "de",
        Lang::En => "en",
    };
    lines.push((true, words.mrkdwn("admin-language", &[("language", language.into())])));
    let list = |key: &str, ready: bool| {
        let these: Vec<&Mrkdwn> = lines.iter().filter(|(is, _)| *is == ready).map(|(_, line)| line).collect();
        let line = |line: &Mrkdwn| Mrkdwn::safe(format!("• {}", line.as_str()));
        let all = these.iter().fold(words.mrkdwn(key, &[]), |all, one| all.line(&line(one)));
        (!these.is_empty()).then(|| section(&all))
    };
    list("admin-to-do", false).into_iter().chain(list("admin-ready", true)).collect()
}

fn people(percent: i64, people: i64) -> Vec<(&'static str, Value)> {
    vec![("percent", percent.into()), ("people", people.into())]
}

fn joined(words: &Words<'_>, share: TeamShare) -> Line {
    match share {
        TeamShare::TooFew => (true, words.mrkdwn("admin-joined-too-few", &[])),
        TeamShare::HardlyAnybody(_) => (false, words.mrkdwn("admin-joined-few", &[])),
        TeamShare::About(percent, of) => (true, words.mrkdwn("admin-joined-about", &people(percent, of))),
        TeamShare::NearlyEverybody(of) => (true, words.mrkdwn("admin-joined-nearly", &people(0, of))),
    }
}

fn with_team(words: &Words<'_>, share: TeamShare) -> Line {
    match share {
        TeamShare::TooFew => (true, words.mrkdwn("admin-teams-too-few", &[])),
        TeamShare::HardlyAnybody(_) => (false, words.mrkdwn("admin-teams-few", &[])),
        TeamShare::About(percent, of) if percent < TEAMS_LOW_PERCENT => {
            (false, words.mrkdwn("admin-teams-about-low", &people(percent, of)))
        }
        TeamShare::About(percent, of) => (true, words.mrkdwn("admin-teams-about", &people(percent, of))),
        TeamShare::NearlyEverybody(of) => (true, words.mrkdwn("admin-teams-nearly", &people(0, of))),
    }
}

fn channel(words: &Words<'_>, digest: Option<&DigestStands>) -> Line {
    let Some(digest) = digest else { return (false, words.mrkdwn("admin-channel-none", &[])) };
    let (ready, key) = match digest.there {
        Some(true) => (true, "admin-channel-there"),
        Some(false) => (false, "admin-channel-not-there"),
        None => (false, "admin-channel-unknown"),
    };
    (ready, words.mrkdwn(key, &[("channel", super::home::channel(&digest.channel).into())]))
}

/// What keeps sources from telling anything, each kind once; or that nothing does.
fn sources(words: &Words<'_>, sources: &[SourceShown]) -> Vec<Line> {
    let mut keys: Vec<(&str, String)> = Vec::new();
    for one in sources {
        let Some(problem) = &one.problem else { continue };
        let (key, named) = match problem.as_str() {
            FREE_PLAN => ("admin-source-free-plan", String::new()),
            MISSING_SCOPE => ("admin-source-scope", source(words, one).into_string()),
            _ => ("admin-source-gone", source(words, one).into_string()),
        };
        if !keys.iter().any(|(known, other)| *known == key && *other == named) {
            keys.push((key, named));
        }
    }
    if keys.is_empty() {
        return vec![(true, words.mrkdwn("admin-source-good", &[]))];
    }
    keys.into_iter().map(|(key, named)| (false, words.mrkdwn(key, &[("source", Mrkdwn::safe(named).into())]))).collect()
}

fn scopes(words: &Words<'_>, missing: Option<&[String]>) -> Option<Line> {
    let missing = missing?;
    if missing.is_empty() {
        return Some((true, words.mrkdwn("admin-scopes-good", &[])));
    }
    Some((false, words.mrkdwn("admin-scopes-missing", &[("scopes", missing.join(", ").as_str().into())])))
}

/// What a source goes by.
pub(super) fn source(words: &Words<'_>, one: &SourceShown) -> Mrkdwn {
    match &one.source {
        TeamSource::Csv(_) => words.mrkdwn("source-csv", &[]),
        TeamSource::Import => words.mrkdwn("source-import", &[]),
        // Its id would tell nobody anything: it has its name when Slack was asked.
        TeamSource::UserGroup(_) => match &one.team {
            Some(name) => words.mrkdwn("source-group", &[("group", name.as_str().into())]),
            None if one.problem.is_some() => words.mrkdwn("source-group-nameless", &[]),
            None => words.mrkdwn("source-groups-unread", &[]),
        },
        TeamSource::Field(id) => words.mrkdwn("source-field", &[("field", id.as_str().into())]),
        TeamSource::Word => words.mrkdwn("source-self", &[]),
    }
}
