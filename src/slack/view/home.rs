//! App Home: one person's people, asks, entries, settings and team card, and what can be done about each.
//!
//! Whatever is kept, it stays well under the hundred blocks that Slack takes: what is long is paged or cut.

use slack_morphism::blocks::{SlackActionBlockElement, SlackBlock};

use super::blocks::{button, buttons, context, divider, elements, header, section, section_with, select};
use super::home_lists::{asks, entries, people};
use super::settings::rest_options;
use super::{Rendered, actions};
use crate::app::edit_card::CardShown;
use crate::app::read_home::{Chosen, MyHome};
use crate::domain::answer::Home;
use crate::domain::person::Rhythm;
use crate::text::{Mrkdwn, Value, Words};

/// `[Newer]`; the value is the pages to show.
pub const PAGE_NEWER: &str = "home:newer";
/// `[Older]`; the value is the pages to show.
pub const PAGE_OLDER: &str = "home:older";
/// The menu beside somebody who is tended; the value is weeks, or [`TEND_OFF`], a colon and the person.
pub const TEND: &str = "home:tend";
/// In the menu's value: off the list.
pub const TEND_OFF: &str = "off";
/// [Note an ask]
pub const ASK: &str = "home:ask";
/// [Rest…]; the value is how long.
pub const REST: &str = "home:rest";
/// `[Back]`
pub const BACK: &str = "home:back";
/// [Open card]; the value is the team.
pub const CARD: &str = "home:card";
/// [Export my data]
pub const EXPORT: &str = "home:export";
/// [Delete everything]
pub const FORGET: &str = "home:forget";

/// Characters of each part of a card in its summary: two lines on a screen.
const SUMMARY_CHARS_MAX: usize = 200;

/// What buttons carry that need no value.
pub(super) const FROM_HOME: &str = "home";

/// Puts a person's Home into blocks.
#[must_use]
pub fn home(words: &Words<'_>, mine: &MyHome) -> Rendered {
    let home = &mine.home;
    let mut all = vec![section(&standing(words, mine)), first_row(words, home), divider()];
    if let Some(chosen) = &mine.chosen {
        all.extend(people(words, &mine.people));
        all.push(boundary(words, chosen));
    }
    all.extend(asks(words, mine));
    all.extend(entries(words, mine));
    if let Some(chosen) = &mine.chosen {
        all.extend(settings(words, home, chosen));
        all.extend(card(words, mine.card.as_ref()));
    }
    all.push(divider());
    all.push(buttons(vec![
        button(EXPORT, &words.plain("home-button-export", &[]), FROM_HOME),
        button(FORGET, &words.plain("home-button-forget", &[]), FROM_HOME),
    ]));
    let with_card = mine.chosen.is_some() && mine.card.is_some();
    all.push(context(&words.mrkdwn(if with_card { "home-privacy-card" } else { "home-privacy" }, &[])));
    Rendered::new(&words.plain("home-title", &[]), &all)
}

fn standing(words: &Words<'_>, mine: &MyHome) -> Mrkdwn {
    let home = &mine.home;
    match (home.member, home.resting, home.next) {
        (false, ..) => words.mrkdwn("home-guest", &[]),
        (true, Some(Some(until)), _) => words.mrkdwn("home-resting-until", &[("until", words.day(until, home.today).into())]),
        (true, Some(None), _) | (true, None, None) => words.mrkdwn("home-resting-open", &[]),
        (true, None, Some(next)) => {
            let rhythm = mine.chosen.as_ref().map_or(Rhythm::Weekly, |chosen| chosen.rhythm);
            let values = [("slot", words.slot(home.slot, rhythm).into()), ("next", words.on_day(next, home.today).into())];
            words.mrkdwn("home-member", &values)
        }
    }
}

/// [Join Goodturn] for who did not, and what everybody may record.
fn first_row(words: &Words<'_>, home: &Home) -> SlackBlock {
    let opens = |action: &str, key: &str| button(action, &words.plain(key, &[]), FROM_HOME);
    let join = (!home.member).then(|| opens(actions::JOIN_OPEN, "button-join"));
    let rest = [opens(actions::RECORD_OPEN, "home-button-record"), opens(ASK, "home-button-ask")];
    buttons(join.into_iter().chain(rest).collect())
}

fn boundary(words: &Words<'_>, chosen: &Chosen) -> SlackBlock {
    let (said, label) = match &chosen.boundary {
        Some(team) => (words.mrkdwn("home-boundary", &[("team", team.as_str().into())]), "home-button-change"),
        None => (words.mrkdwn("home-boundary-none", &[]), "button-step-choose"),
    };
    section_with(&said, button(actions::SETTINGS_OPEN, &words.plain(label, &[]), FROM_HOME))
}

/// The settings in words, with what changes them.
fn settings(words: &Words<'_>, home: &Home, chosen: &Chosen) -> Vec<SlackBlock> {
    let values = [
        ("slot", Value::from(words.slot(home.slot, chosen.rhythm))),
        ("people", chosen.people_per_reminder.into()),
        ("language", chosen.language.as_deref().unwrap_or("slack").into()),
    ];
    let mut row: Vec<SlackActionBlockElement> =
        vec![button(actions::SETTINGS_OPEN, &words.plain("button-settings", &[]), FROM_HOME).into()];
    row.push(if home.resting.is_some() {
        button(BACK, &words.plain("home-button-back", &[]), FROM_HOME).into()
    } else {
        select(REST, &words.plain("button-rest", &[]), &rest_options(words)).into()
    });
    vec![header(&words.plain("home-settings-title", &[])), section(&words.mrkdwn("home-settings", &values)), elements(row)]
}

/// The card of one's team in a few lines, with what opens it.
fn card(words: &Words<'_>, shown: Option<&CardShown>) -> Vec<SlackBlock> {
    let mut all = vec![header(&words.plain("home-card-title", &[]))];
    let Some(shown) = shown else {
        all.push(section(&words.mrkdwn("home-card-no-team", &[])));
        return all;
    };
    let edit = |key: &str| button(actions::CARD_EDIT, &words.plain(key, &[]), shown.team.as_str());
    let Some(card) = &shown.card else {
        all.push(section(&words.mrkdwn(if shown.may_edit { "card-none-yours" } else { "card-none" }, &[])));
        if shown.may_edit {
            all.push(buttons(vec![edit("home-button-card-write")]));
        }
        return all;
    };
    let lines = |lines: &[crate::domain::card::Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("; ");
    let parts = [("protects", card.protects.clone()), ("struggles", lines(&card.struggles)), ("offers", lines(&card.offers))];
    let name = Mrkdwn::safe(format!("*{}*", Mrkdwn::escape(&shown.name).as_str()));
    let said = parts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .fold(name, |said, (part, text)| said.line(&words.mrkdwn(&format!("home-card-{part}"), &[("text", short(text).as_str().into())])));
    all.push(section(&said));
    let mut row = vec![button(CARD, &words.plain("home-button-card", &[]), shown.team.as_str())];
    row.extend(shown.may_edit.then(|| edit("button-card-edit")));
    all.push(buttons(row));
    all
}

/// A text on one line, cut between words.
fn short(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= SUMMARY_CHARS_MAX {
        return flat;
    }
    let cut: String = flat.chars().take(SUMMARY_CHARS_MAX).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([';', ',', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_cut_between_words() {
        assert_eq!(short("a  b\nc"), "a b c");
        let long = short(&"word ".repeat(100));
        assert!(long.ends_with("word…") && long.chars().count() <= SUMMARY_CHARS_MAX + 1, "{long}");
        assert_eq!(short(&"x".repeat(500)).chars().count(), SUMMARY_CHARS_MAX + 1, "one long word is cut where it must be");
    }
}
