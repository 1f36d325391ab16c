//! Settings: the form with what holds now, and the sentences about boundary and holidays.

use slack_morphism::blocks::{SlackBlock, SlackInputBlockElement};

use super::Rendered;
use super::blocks::{context, section};
use super::form::{Form, input, line, menu, optional};
use super::kept::{CHOICES_MAX, choice};
use super::refusal::given_back;
use crate::app::change_settings::{BoundarySet, LANGUAGE_OF_SLACK, Standing, Team};
use crate::domain::day::Day;
use crate::domain::ids::TeamId;
use crate::domain::nudge::NUDGES_PER_REMINDER_MAX;
use crate::domain::person::{Member, Rhythm};
use crate::domain::slot::SlotTime;
use crate::slack::action::rest::RestChoice;
use crate::text::{Mrkdwn, Plain, Words};

/// The home team: an input.
pub const TEAM: &str = "team";
/// The boundary: an input.
pub const BOUNDARY: &str = "boundary";
/// The weekday, 0 for Monday: an input.
pub const WEEKDAY: &str = "weekday";
/// The hour: an input.
pub const HOUR: &str = "hour";
/// The rhythm: an input.
pub const RHYTHM: &str = "rhythm";
/// People per reminder: an input.
pub const PEOPLE: &str = "people";
/// The language: an input.
pub const LANGUAGE: &str = "language";
/// The rest: an input.
pub const REST: &str = "rest";
/// Among rests: none.
pub const LISTEN: &str = "listen";

/// Among rests: the one that goes on.
const STAY: &str = "stay";

/// Teams that a sentence lists.
const TEAMS_LISTED_MAX: usize = 30;

/// Holidays that an answer lists.
const HOLIDAYS_LISTED_MAX: usize = 40;

/// Characters of what was typed that an answer repeats.
const TYPED_CHARS_SHOWN: usize = 75;

/// The form.
#[must_use]
pub fn form(words: &Words<'_>, callback: &'static str, standing: &Standing, member: &Member) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let choice = |value: &str, key: String| (value.to_owned(), words.plain(&key, &[]));
    let rhythms =
        [Rhythm::Weekly, Rhythm::Fortnightly, Rhythm::Monthly].map(|one| choice(one.as_str(), format!("rhythm-{}", one.as_str())));
    let people: Vec<_> = (1..=NUDGES_PER_REMINDER_MAX).map(|n| choice(&n.to_string(), format!("people-{n}"))).collect();
    let languages = [LANGUAGE_OF_SLACK, "en", "de"].map(|one| choice(one, format!("language-{one}")));
    let language = member.locale.as_deref().unwrap_or(LANGUAGE_OF_SLACK);
    let (rests, rest) = rests(words, standing);
    let mut all: Vec<SlackBlock> = vec![
        input(WEEKDAY, &label("form-settings-weekday"), weekdays(words, WEEKDAY, member.slot)).into(),
        input(HOUR, &label("form-settings-hour"), hours(words, HOUR, member.slot)).into(),
        input(RHYTHM, &label("form-settings-rhythm"), menu(RHYTHM, &rhythms, Some(member.rhythm.as_str()))).into(),
        input(PEOPLE, &label("form-settings-people"), menu(PEOPLE, &people, Some(&member.people_per_reminder.to_string()))).into(),
        input(LANGUAGE, &label("form-settings-language"), menu(LANGUAGE, &languages, Some(language))).into(),
    ];
    all.extend(boundary_input(BOUNDARY, &label("form-join-boundary"), standing, member.boundary.as_ref()));
    all.extend([
        input(REST, &label("form-settings-rest"), menu(REST, &rests, Some(rest))).into(),
        context(&words.mrkdwn("form-settings-gap", &[])),
    ]);
    Form::new(callback, label("form-settings-title"), Some(label("form-join-save")), label("form-close"), &all)
}

fn rests(words: &Words<'_>, standing: &Standing) -> (Vec<(String, Plain)>, &'static str) {
    let mut all = vec![(LISTEN.to_owned(), words.plain("rest-listen", &[]))];
    let stays = match standing.resting {
        Some(Some(until)) => Some(words.plain("rest-stay-until", &[("until", words.day(until, standing.today).into())])),
        Some(None) => Some(words.plain("rest-stay-open", &[])),
        None => None,
    };
    let filled = if stays.is_some() { STAY } else { LISTEN };
    all.extend(stays.map(|label| (STAY.to_owned(), label)));
    all.extend(rest_options(words));
    (all, filled)
}

/// The rests that a menu offers.
pub(super) fn rest_options(words: &Words<'_>) -> Vec<(String, Plain)> {
    RestChoice::ALL.iter().map(|one| (one.as_str().to_owned(), words.plain(&format!("rest-{}", one.as_str()), &[]))).collect()
}

/// The weekdays, the slot's own chosen.
#[must_use]
pub fn weekdays(words: &Words<'_>, name: &'static str, slot: SlotTime) -> SlackInputBlockElement {
    let days: Vec<_> = (0..7).map(|day| (day.to_string(), words.weekday(day))).collect();
    menu(name, &days, Some(&slot.weekday.to_string()))
}

/// The hours of the day, the slot's own chosen.
#[must_use]
pub fn hours(words: &Words<'_>, name: &'static str, slot: SlotTime) -> SlackInputBlockElement {
    let hour = |hour: i8| words.plain("hour-of-day", &[("hour", format!("{hour:02}:00").as_str().into())]);
    let hours: Vec<_> = (0..24).map(|one| (one.to_string(), hour(one))).collect();
    menu(name, &hours, Some(&slot.hour.to_string()))
}

/// A team: from a menu where that holds them all, typed otherwise.
#[must_use]
pub fn team_input(name: &'static str, label: &Plain, teams: &[Team], filled: Option<&TeamId>) -> SlackBlock {
    if teams.is_empty() || teams.len() > CHOICES_MAX {
        let known = filled.and_then(|id| teams.iter().find(|team| team.id == *id)).map(|team| team.name.as_str());
        return optional(name, label, line(name, known));
    }
    let options: Vec<_> = teams.iter().map(|team| (team.id.as_str().to_owned(), Plain::new(choice(&team.name)))).collect();
    optional(name, label, menu(name, &options, filled.map(TeamId::as_str)))
}

/// The boundary: any team but the member's own. Where no other team is known there is nothing to choose, and no input.
#[must_use]
pub fn boundary_input(name: &'static str, label: &Plain, standing: &Standing, filled: Option<&TeamId>) -> Option<SlackBlock> {
    let others: Vec<Team> = standing.teams.iter().filter(|team| Some(&team.id) != standing.team.as_ref()).cloned().collect();
    (!others.is_empty()).then(|| team_input(name, label, &others, filled))
}

/// What a form says where a team can't be the boundary.
#[must_use]
pub fn boundary_flaw(words: &Words<'_>, flaw: &BoundarySet) -> Plain {
    words.plain(if matches!(flaw, BoundarySet::OwnTeam(_)) { "form-refused-boundary-own" } else { "form-refused-boundary" }, &[])
}

/// Settings were taken.
#[must_use]
pub fn saved(words: &Words<'_>, (slot, rhythm): (SlotTime, Rhythm)) -> Rendered {
    let values = [("slot", words.slot(slot, rhythm).into())];
    Rendered::new(&words.plain("settings-saved", &values), &[section(&words.mrkdwn("settings-saved", &values))])
}

/// What became of the boundary; what was `typed` is given back where no team has that name.
#[must_use]
pub fn boundary(words: &Words<'_>, set: &BoundarySet, typed: &str) -> Rendered {
    let (key, values) = match set {
        BoundarySet::Now(Some(team)) => ("boundary-now", vec![("team", team.as_str().into())]),
        BoundarySet::Now(None) => ("boundary-now-none", Vec::new()),
        BoundarySet::Set(team) => ("boundary-set", vec![("team", team.as_str().into())]),
        BoundarySet::Cleared => ("boundary-cleared", Vec::new()),
        BoundarySet::OwnTeam(team) => ("boundary-own", vec![("team", team.as_str().into())]),
        BoundarySet::Unknown(teams) if teams.is_empty() => ("boundary-no-teams", Vec::new()),
        BoundarySet::Unknown(teams) => {
            let listed = teams.iter().take(TEAMS_LISTED_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
            ("boundary-unknown", vec![("teams", listed.as_str().into())])
        }
    };
    let mut all = vec![section(&words.mrkdwn(key, &values))];
    if matches!(set, BoundarySet::Unknown(_)) {
        all.extend(given_back(words, typed));
    }
    Rendered::new(&words.plain(key, &values), &all)
}

/// The holidays that are to come.
#[must_use]
pub fn holidays(words: &Words<'_>, all: &[(Day, String)], today: Day) -> Rendered {
    let key = if all.is_empty() { "holidays-none" } else { "holidays" };
    let mut said = words.mrkdwn(key, &[]);
    for (day, name) in all.iter().take(HOLIDAYS_LISTED_MAX) {
        let shown = words.day(*day, today);
        let with_name = if name.is_empty() { shown } else { Plain::new(format!("{}: {name}", shown.as_str())) };
        said = said.line(&Mrkdwn::escape(with_name.as_str()));
    }
    if all.len() > HOLIDAYS_LISTED_MAX {
        said = said.line(&words.mrkdwn("holidays-more", &[]));
    }
    Rendered::new(&words.plain("holidays-text", &[]), &[section(&said), context(&words.mrkdwn("holidays-how", &[]))])
}

/// A date that can't be read, with the whole list that was `typed`.
#[must_use]
pub fn unreadable_date(words: &Words<'_>, what: &str, typed: &str) -> Rendered {
    let shown: String = what.chars().take(TYPED_CHARS_SHOWN).collect();
    let values = [("what", shown.as_str().into())];
    let mut all = vec![section(&words.mrkdwn("holidays-unreadable", &values))];
    all.extend(given_back(words, typed));
    Rendered::new(&words.plain("holidays-unreadable", &values), &all)
}
