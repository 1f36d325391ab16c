//! The lists on App Home: people one tends, people refused, open asks and entries, each with what can be done about it.
//!
//! Whom they name and what they say is for the owner's eyes, and never counted.

use slack_morphism::blocks::{
    SlackActionBlockElement, SlackActionsBlock, SlackBlock, SlackBlockButtonElement, SlackBlockConfirmItem, SlackBlockPlainText,
};

use super::actions;
use super::blocks::{button, buttons, context, header, section, section_with, section_with_menu, select};
use super::home::{PAGE_NEWER, PAGE_OLDER, TEND, TEND_OFF};
use crate::app::close_ask::AskEnd;
use crate::app::read_home::{MyHome, Page};
use crate::app::tend::{MyPeople, Warm};
use crate::domain::answer::{AskShown, EntryShown};
use crate::domain::day::Day;
use crate::text::{Mrkdwn, Plain, Words};

/// People refused that Home lists; `/goodturn people` has them all.
const REFUSED_ON_HOME_MAX: usize = 5;

/// Cadences that the menu offers, in weeks.
const CADENCES: [i64; 5] = [2, 4, 9, 13, 26];

/// The ends of an ask that Home offers: [Not yet] is an answer to a reminder's question.
const ENDS: [AskEnd; 2] = [AskEnd::Helped, AskEnd::LetGo];

/// Whom one keeps warm and how warm it is, and whom one asked not to be named.
pub(super) fn people(words: &Words<'_>, people: &MyPeople) -> Vec<SlackBlock> {
    let mut all = vec![header(&words.plain("home-people", &[]))];
    if people.tended.is_empty() {
        all.push(section(&words.mrkdwn("people-none", &[])));
    }
    let menu = |warm: &Warm| select(TEND, &words.plain("home-menu-tend", &[]), &choices(words, warm));
    all.extend(people.tended.iter().map(|warm| section_with_menu(&super::people::line(words, warm), menu(warm))));
    if !people.refused.is_empty() {
        all.push(section(&words.mrkdwn("people-refused", &[]).line(&words.mrkdwn("home-refused-how", &[]))));
    }
    for person in people.refused.iter().take(REFUSED_ON_HOME_MAX) {
        let undo = button(actions::PEOPLE_AGAIN, &words.plain("button-people-again", &[]), person.as_str());
        all.push(section_with(&words.person(person), undo));
    }
    if people.refused.len() > REFUSED_ON_HOME_MAX {
        all.push(context(&words.mrkdwn("home-refused-more", &[])));
    }
    all
}

/// Each cadence that may be chosen instead, and the way off the list.
fn choices(words: &Words<'_>, warm: &Warm) -> Vec<(String, Plain)> {
    let others = CADENCES.into_iter().filter(|weeks| *weeks != warm.weeks);
    let cadence = |weeks: i64| {
        (
            format!("{weeks}:{}", warm.person.as_str()),
            words.plain("home-menu-cadence", &[("cadence", words.plain("cadence", &[("weeks", weeks.into())]).into())]),
        )
    };
    let off = (format!("{TEND_OFF}:{}", warm.person.as_str()), words.plain("button-people-off", &[]));
    others.map(cadence).chain([off]).collect()
}

/// One page of open asks; nothing where there are none.
pub(super) fn asks(words: &Words<'_>, mine: &MyHome) -> Vec<SlackBlock> {
    let home = &mine.home;
    if home.asks.is_empty() {
        return Vec::new();
    }
    let mut all = vec![header(&words.plain("home-asks", &[]))];
    all.extend(home.asks.iter().flat_map(|ask| ask_blocks(words, ask, home.today)));
    let turned = |asks: i64| Page { asks, ..mine.page };
    all.extend(pages(words, (mine.page.asks, mine.last.asks), turned));
    all
}

fn ask_blocks(words: &Words<'_>, ask: &AskShown, today: Day) -> [SlackBlock; 2] {
    let values = [("person", super::asked_whom(words, ask).into()), ("when", words.on_day(ask.asked_on, today).into())];
    let said = words.mrkdwn("home-ask", &values).line(&Mrkdwn::quote(&ask.note));
    let end = |end: AskEnd| {
        let label = words.plain(&format!("button-{}", end.as_str()), &[]);
        button(format!("{}{}", actions::ASK, end.as_str()), &label, ask.id.as_str()).into()
    };
    let row: Vec<SlackActionBlockElement> = ENDS.into_iter().map(end).chain(change(words, ask.id.as_str())).collect();
    [section(&said), SlackActionsBlock::new(row).into()]
}

/// One page of entries, or how to begin.
pub(super) fn entries(words: &Words<'_>, mine: &MyHome) -> Vec<SlackBlock> {
    let home = &mine.home;
    let mut all = vec![header(&words.plain("home-entries", &[]))];
    if home.entries.is_empty() {
        all.push(section(&words.mrkdwn("home-none", &[])));
    }
    all.extend(home.entries.iter().flat_map(|entry| entry_blocks(words, entry, home.today)));
    let turned = |entries: i64| Page { entries, ..mine.page };
    all.extend(pages(words, (mine.page.entries, mine.last.entries), turned));
    all
}

fn entry_blocks(words: &Words<'_>, entry: &EntryShown, today: Day) -> [SlackBlock; 2] {
    let key = if entry.gave { "home-gave" } else { "home-received" };
    let person = if entry.gave { words.person(&entry.person) } else { words.person_first(&entry.person) };
    let values = [("person", person.into()), ("when", words.on_day(entry.day, today).into())];
    let said = words.mrkdwn(key, &values).line(&Mrkdwn::quote(&entry.note));
    [section(&said), SlackActionsBlock::new(change(words, entry.id.as_str()).into()).into()]
}

/// `[Edit]` and `[Delete]`. What was kept long ago has no undo at hand, so it is asked once more.
fn change(words: &Words<'_>, id: &str) -> [SlackActionBlockElement; 2] {
    let edit = button(actions::EDIT, &words.plain("button-edit", &[]), id);
    let delete = button(actions::UNDO, &words.plain("home-button-delete", &[]), id);
    [edit.into(), sure(words, delete).into()]
}

fn sure(words: &Words<'_>, delete: SlackBlockButtonElement) -> SlackBlockButtonElement {
    let plain = |key: &str| SlackBlockPlainText::new(words.plain(key, &[]).into_string());
    delete.with_confirm(SlackBlockConfirmItem::new(
        plain("home-delete-title").into(),
        plain("home-delete-what").into(),
        plain("home-button-delete").into(),
        plain("home-delete-keep").into(),
    ))
}

/// `[Newer]` and `[Older]`, as far as there are such pages.
fn pages(words: &Words<'_>, (page, last): (i64, i64), turned: impl Fn(i64) -> Page) -> Option<SlackBlock> {
    let turn = |action: &str, key: &str, to: i64| button(action, &words.plain(key, &[]), turned(to).as_word());
    let newer = (page > 0).then(|| turn(PAGE_NEWER, "home-button-newer", page - 1));
    let older = (page < last).then(|| turn(PAGE_OLDER, "home-button-older", page + 1));
    let row: Vec<SlackBlockButtonElement> = newer.into_iter().chain(older).collect();
    (!row.is_empty()).then(|| buttons(row))
}
