//! App Home: settings in words, open asks, and what the member kept, each with `[Undo]`.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, buttons, context, divider, header, section, section_with};
use super::{Rendered, actions};
use crate::domain::answer::{EntryShown, Home};
use crate::text::{Mrkdwn, Words};

/// Puts a person's Home into blocks.
#[must_use]
pub fn home(words: &Words<'_>, home: &Home) -> Rendered {
    let mut all = vec![section(&standing(words, home))];
    if home.member {
        all.push(buttons(vec![button(actions::SETTINGS_OPEN, &words.plain("button-settings", &[]), "home")]));
    }
    all.push(divider());
    if !home.asks.is_empty() {
        all.push(header(&words.plain("home-asks", &[])));
        for ask in &home.asks {
            let values = [("person", super::asked_whom(words, ask).into()), ("when", words.on_day(ask.asked_on, home.today).into())];
            let said = words.mrkdwn("home-ask", &values).line(&Mrkdwn::quote(&ask.note));
            all.push(section_with(&said, button(actions::UNDO, &words.plain("button-undo", &[]), ask.id.as_str())));
        }
    }
    all.push(header(&words.plain("home-entries", &[])));
    if home.entries.is_empty() {
        all.push(section(&words.mrkdwn("home-none", &[])));
    }
    all.extend(home.entries.iter().map(|entry| entry_block(words, home, entry)));
    all.push(context(&words.mrkdwn("home-privacy", &[])));
    Rendered::new(&words.plain("home-title", &[]), &all)
}

fn standing(words: &Words<'_>, home: &Home) -> Mrkdwn {
    match (home.member, home.resting, home.next) {
        (false, ..) => words.mrkdwn("home-guest", &[]),
        (true, Some(Some(until)), _) => words.mrkdwn("home-resting-until", &[("until", words.day(until, home.today).into())]),
        (true, Some(None), _) | (true, None, None) => words.mrkdwn("home-resting-open", &[]),
        (true, None, Some(next)) => {
            let values = [("slot", words.slot(home.slot).into()), ("next", words.on_day(next, home.today).into())];
            words.mrkdwn("home-member", &values)
        }
    }
}

fn entry_block(words: &Words<'_>, home: &Home, entry: &EntryShown) -> SlackBlock {
    let key = if entry.gave { "home-gave" } else { "home-received" };
    let person = if entry.gave { words.person(&entry.person) } else { words.person_first(&entry.person) };
    let values = [("person", person.into()), ("when", words.on_day(entry.day, home.today).into())];
    let said = words.mrkdwn(key, &values).line(&Mrkdwn::quote(&entry.note));
    section_with(&said, button(actions::UNDO, &words.plain("button-undo", &[]), entry.id.as_str()))
}
