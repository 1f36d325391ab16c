//! One's own people: whom one keeps warm, in words and never in counts, and whom one asked not to be named.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, context, section, section_with};
use super::refusal::given_back;
use super::{Rendered, actions};
use crate::app::tend::{MyPeople, TendedNow, Warm};
use crate::domain::ids::PersonId;
use crate::domain::tend::Warmth;
use crate::text::{Mrkdwn, Value, Words};

/// People who were refused that one message lists: well under Slack's fifty blocks.
const REFUSED_LISTED_MAX: usize = 30;

/// The lists.
#[must_use]
pub fn mine(words: &Words<'_>, people: &MyPeople) -> Rendered {
    let mut all: Vec<SlackBlock> = Vec::new();
    let key = if people.tended.is_empty() { "people-none" } else { "people-tended" };
    all.push(section(&words.mrkdwn(key, &[])));
    for warm in &people.tended {
        all.push(section_with(
            &line(words, warm),
            button(actions::PEOPLE_OFF, &words.plain("button-people-off", &[]), warm.person.as_str()),
        ));
    }
    if !people.refused.is_empty() {
        all.push(section(&words.mrkdwn("people-refused", &[])));
    }
    for person in people.refused.iter().take(REFUSED_LISTED_MAX) {
        let undo = button(actions::PEOPLE_AGAIN, &words.plain("button-people-again", &[]), person.as_str());
        all.push(section_with(&words.person(person), undo));
    }
    if people.refused.len() > REFUSED_LISTED_MAX {
        all.push(context(&words.mrkdwn("people-refused-more", &[])));
    }
    all.push(context(&words.mrkdwn("people-private", &[])));
    Rendered::new(&words.plain("people-text", &[]), &all)
}

pub(super) fn line(words: &Words<'_>, warm: &Warm) -> Mrkdwn {
    let values = [
        ("person", Value::from(words.person(&warm.person))),
        ("cadence", cadence(words, warm.weeks)),
        ("warmth", warmth(words, warm.warmth)),
    ];
    words.mrkdwn("people-line", &values)
}

fn cadence(words: &Words<'_>, weeks: i64) -> Value {
    words.plain("cadence", &[("weeks", weeks.into())]).into()
}

fn warmth(words: &Words<'_>, warmth: Warmth) -> Value {
    match warmth {
        Warmth::Unknown => words.plain("warmth-unknown", &[]),
        Warmth::JustNow => words.plain("warmth-just-now", &[]),
        Warmth::Weeks => words.plain("warmth-weeks", &[]),
        Warmth::Months(months) => words.plain("warmth-months", &[("months", months.into())]),
        Warmth::Year => words.plain("warmth-year", &[]),
    }
    .into()
}

/// What became of people who were to be put on the list or taken off.
#[must_use]
pub fn changed(words: &Words<'_>, changes: &[TendedNow]) -> Rendered {
    let person = |id: &PersonId| ("person", Value::from(words.person(id)));
    let said = |change: &TendedNow| match change {
        TendedNow::Kept(id, weeks) => words.mrkdwn("tend-kept", &[person(id), ("cadence", cadence(words, *weeks))]),
        TendedNow::OwnTeam(id) => words.mrkdwn("tend-own-team", &[person(id)]),
        TendedNow::Gone(id) => words.mrkdwn("tend-gone", &[person(id)]),
        TendedNow::TeamFull(id, others) => words.mrkdwn("tend-team-full", &[person(id), ("others", words.people(others).into())]),
        TendedNow::ListFull(id) => words.mrkdwn("tend-list-full", &[person(id)]),
        TendedNow::Off(id) => words.mrkdwn("tend-off", &[person(id)]),
        TendedNow::NotOnIt(id) => words.mrkdwn("tend-not-on-it", &[person(id)]),
    };
    let all: Vec<SlackBlock> = changes.iter().map(|change| section(&said(change))).collect();
    Rendered::new(&words.plain("people-text", &[]), &all)
}

/// A cadence that can't be read, or that was `read` and can't be kept, with what was typed.
#[must_use]
pub fn refused_cadence(words: &Words<'_>, read: bool, typed: &str) -> Rendered {
    let key = if read { "tend-cadence-too" } else { "tend-cadence" };
    let mut all = vec![section(&words.mrkdwn(key, &[]))];
    all.extend(given_back(words, typed));
    Rendered::new(&words.plain(key, &[]), &all)
}
