//! What was kept, as an answer: the words, the day, and what can still be done about it.

use slack_morphism::blocks::{
    SlackActionBlockElement, SlackActionsBlock, SlackBlock, SlackBlockChoiceItem, SlackBlockPlainText, SlackBlockStaticSelectElement,
};

use super::blocks::{button, buttons, context, section};
use super::{Form, Rendered, actions};
use crate::domain::answer::{Answer, Kept, WhoseTeam};
use crate::domain::entry::{EntryKind, Way};
use crate::domain::ids::{EntryId, PersonId};
use crate::text::{Mrkdwn, Plain, Words};

/// Characters of one choice in a menu: what Slack takes.
pub(super) const CHOICE_CHARS_MAX: usize = 75;

/// Choices in one menu: what Slack takes.
pub(super) const CHOICES_MAX: usize = 100;

/// What entries say, in one sentence.
fn what(words: &Words<'_>, kept: &Kept) -> Mrkdwn {
    let when = words.on_day(kept.day, kept.today);
    if let Some(team) = &kept.team {
        return words.mrkdwn("entry-asked-team", &[("team", team.as_str().into()), ("when", when.into())]);
    }
    let count = i64::try_from(kept.people.len()).unwrap_or(i64::MAX);
    // Who helped begins the sentence; whom one helped or asked does not.
    let people = match kept.kind {
        EntryKind::Act(Way::Received) => words.people_first(&kept.people),
        _ => words.people(&kept.people),
    };
    let values = [("people", people.into()), ("when", when.into()), ("count", count.into())];
    words.mrkdwn(&format!("entry-{}", kept.kind.as_str()), &values)
}

fn joined(entries: &[EntryId]) -> String {
    entries.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",")
}

/// The sentence `key` about entries, and their words.
fn said(words: &Words<'_>, key: &str, kept: &Kept) -> SlackBlock {
    section(&words.mrkdwn(key, &[("what", what(words, kept).into())]).line(&Mrkdwn::quote(&kept.note)))
}

/// [Edit] and `[Undo]`; the day has a button of its own where it was read from words.
fn row(words: &Words<'_>, kept: &Kept) -> SlackBlock {
    let label = |key: &str| words.plain(key, &[]);
    let ids = joined(&kept.entries);
    let mut row = vec![button(actions::EDIT, &label("button-edit"), ids.clone())];
    if kept.day != kept.today {
        row.push(button(actions::CHANGE_DAY, &label("button-change-day"), ids.clone()));
    }
    row.push(button(actions::UNDO, &label("button-undo"), ids));
    if let Some(act) = &kept.first_meeting {
        row.push(button(actions::FIRST_MEETING, &label("button-first-meeting"), act.as_str()));
    }
    buttons(row)
}

/// What was kept or changed just now.
pub(super) fn kept(words: &Words<'_>, (text, key): (&str, &str), kept: &Kept) -> Rendered {
    let mut all = vec![said(words, key, kept), row(words, kept)];
    if kept.kind == EntryKind::Act(Way::Received) {
        all.push(context(&words.mrkdwn("thanks-draft", &[])));
    }
    all.extend(kept.cards.iter().flat_map(|(team, card)| super::card::card_before_ask(words, team, card)));
    all.extend(kept.whose_team.iter().flat_map(|whose| whose_team(words, whose, &kept.entries)));
    if kept.offer_join {
        all.push(context(&words.mrkdwn("offer-join", &[])));
    }
    Rendered::new(&words.plain(text, &[]), &all)
}

/// The same was kept moments ago.
pub(super) fn already_kept(words: &Words<'_>, kept: &Kept) -> Rendered {
    let again = button(actions::KEEP_TWICE, &words.plain("button-keep-twice", &[]), joined(&kept.entries));
    let mut all = vec![said(words, "already-kept", kept), buttons(vec![again])];
    if kept.offer_join {
        all.push(context(&words.mrkdwn("offer-join", &[])));
    }
    Rendered::new(&words.plain("already-kept-text", &[]), &all)
}

/// What was kept last is taken back; its words stand here for the last time.
pub(super) fn taken_back_lately(words: &Words<'_>, kept: &Kept) -> Rendered {
    Rendered::new(&words.plain("undone-lately-text", &[]), &[said(words, "undone-lately", kept)])
}

/// Somebody's team is noted, under the entries where it was asked.
pub(super) fn team_noted(words: &Words<'_>, person: &PersonId, team: &str, kept: Option<&Kept>) -> Rendered {
    let noted = words.mrkdwn("team-noted", &[("person", Mrkdwn::mention(person).into()), ("team", team.into())]);
    let all = match kept {
        Some(kept) => {
            let key = if kept.kind == EntryKind::Ask { "kept-ask" } else { "kept" };
            let next = kept.whose_team.iter().flat_map(|whose| whose_team(words, whose, &kept.entries));
            [said(words, key, kept), row(words, kept), context(&noted)].into_iter().chain(next).collect()
        }
        None => vec![section(&noted)],
    };
    Rendered::new(&words.plain("team-noted-text", &[]), &all)
}

/// "Which team is Sam in?", with the teams to choose from.
fn whose_team(words: &Words<'_>, whose: &WhoseTeam, entries: &[EntryId]) -> Vec<SlackBlock> {
    let subject = format!("{}:{}", whose.person.as_str(), joined(entries));
    let other = button(actions::OTHER_TEAM, &words.plain("button-other-team", &[]), subject.clone());
    let mut row = Vec::with_capacity(2);
    if !whose.teams.is_empty() {
        let choices = whose.teams.iter().take(CHOICES_MAX);
        let items = choices
            .map(|(id, name)| SlackBlockChoiceItem::new(SlackBlockPlainText::new(choice(name)).into(), id.as_str().to_owned()))
            .collect();
        let menu = SlackBlockStaticSelectElement::new()
            .with_action_id(format!("{}{subject}", actions::TEAM_OF).into())
            .with_placeholder(SlackBlockPlainText::new(words.plain("whose-team-menu", &[]).into_string()).into())
            .with_options(items);
        row.push(SlackActionBlockElement::StaticSelect(menu));
    }
    row.push(SlackActionBlockElement::Button(other));
    let question = words.mrkdwn("whose-team", &[("person", Mrkdwn::mention(&whose.person).into())]);
    vec![section(&question), SlackActionsBlock::new(row).into()]
}

/// A name as a choice in a menu.
pub(super) fn choice(name: &str) -> String {
    match name.char_indices().nth(CHOICE_CHARS_MAX) {
        Some(_) => name.chars().take(CHOICE_CHARS_MAX - 1).chain(['…']).collect(),
        None => name.to_owned(),
    }
}

/// An answer where the form stood that brought it.
#[must_use]
pub fn done(words: &Words<'_>, callback: &'static str, answer: &Answer) -> Form {
    let title = match answer {
        Answer::GaveKept(_) | Answer::AskedKept(_) | Answer::AlreadyKept(_) | Answer::Changed(_) | Answer::TeamNoted { .. } => {
            "form-done-title"
        }
        Answer::TakenBack => "form-undone-title",
        _ => "home-title",
    };
    let mut form = Form::new(callback, words.plain(title, &[]), None, words.plain("form-close", &[]), &[]);
    form.blocks = super::answer(words, answer).blocks;
    form
}

/// Messages where the form stood that brought them.
#[must_use]
pub fn told(words: &Words<'_>, callback: &'static str, messages: &[Rendered]) -> Form {
    let mut form = Form::new(callback, words.plain("home-title", &[]), None, words.plain("form-close", &[]), &[]);
    form.blocks = messages.iter().filter_map(|message| message.blocks.as_array()).flatten().cloned().collect();
    form
}

/// One sentence where a form stood that has no input to show it at.
#[must_use]
pub fn told_alone(words: &Words<'_>, callback: &'static str, sentence: &Plain) -> Form {
    let said = section(&Mrkdwn::escape(sentence.as_str()));
    Form::new(callback, words.plain("home-title", &[]), None, words.plain("form-close", &[]), &[said])
}
