//! The answer to a command or a button, as an ephemeral message.

use super::blocks::{button, buttons, context, section};
use super::{Rendered, actions};
use crate::domain::answer::{Answer, Kept};
use crate::domain::day::Day;
use crate::domain::ids::EntryId;
use crate::domain::slot::SlotTime;
use crate::text::{Mrkdwn, Words};
use slack_morphism::blocks::SlackBlock;

/// Puts an answer into blocks.
#[must_use]
pub fn answer(words: &Words<'_>, answer: &Answer) -> Rendered {
    match answer {
        Answer::GaveKept(kept) => entries(words, "kept-text", "gave-kept", kept),
        Answer::AskedKept(kept) => entries(words, "kept-text", "asked-kept", kept),
        Answer::AlreadyKept(kept) => entries(words, "already-kept-text", "already-kept", kept),
        Answer::TakenBack => line(words, "taken-back"),
        Answer::NothingToTakeBack => line(words, "nothing-to-take-back"),
        Answer::Joined { slot, next, today, team_known } => joined(words, *slot, (*next, *today), *team_known),
        Answer::AlreadyJoined { slot } => said(words, "already-joined", &[("slot", words.slot(*slot).into())]),
        Answer::Left => line(words, "left"),
        Answer::Resting { until: Some(until), today } => said(words, "resting-until", &[("until", words.day(*until, *today).into())]),
        Answer::Resting { until: None, .. } => line(words, "resting-open"),
        Answer::Back { next, today } => said(words, "back", &[("next", words.on_day(*next, *today).into())]),
        Answer::TeamSet(team) => said(words, "team-set", &[("team", team.as_str().into())]),
        Answer::TeamForYou(team) => said(words, "team-for-you", &[("team", team.as_str().into())]),
        Answer::TeamOfNoted { person, team } => {
            let values = [("person", words.people(std::slice::from_ref(person)).into()), ("team", team.as_str().into())];
            Rendered::new(&words.plain("team-noted-text", &[]), &[section(&words.mrkdwn("team-of-noted", &values))])
        }
        Answer::Hidden => line(words, "hidden"),
        Answer::Shown => line(words, "shown"),
        Answer::Overview { member, resting, slot, today } => overview(words, *member, resting.map(|until| (until, *today)), *slot),
        Answer::Help => Rendered::new(&words.plain("help-text", &[]), &[section(&words.mrkdwn("help", &[]))]),
    }
}

fn line(words: &Words<'_>, key: &str) -> Rendered {
    said(words, key, &[])
}

fn said(words: &Words<'_>, key: &str, values: &[(&'static str, crate::text::Value)]) -> Rendered {
    Rendered::new(&words.plain(key, values), &[section(&words.mrkdwn(key, values))])
}

fn entries(words: &Words<'_>, text: &str, key: &str, kept: &Kept) -> Rendered {
    let values = [("people", words.people(&kept.people).into()), ("when", words.on_day(kept.day, kept.today).into())];
    let said = words.mrkdwn(key, &values).line(&Mrkdwn::quote(&kept.note));
    let ids = kept.entries.iter().map(EntryId::as_str).collect::<Vec<_>>().join(",");
    let mut row = vec![button(actions::UNDO, &words.plain("button-undo", &[]), ids.clone())];
    if key == "already-kept" {
        row = vec![button(actions::KEEP_TWICE, &words.plain("button-keep-twice", &[]), ids)];
    }
    let mut all: Vec<SlackBlock> = vec![section(&said), buttons(row)];
    if kept.offer_join {
        all.push(context(&words.mrkdwn("offer-join", &[])));
    }
    Rendered::new(&words.plain(text, &[]), &all)
}

fn joined(words: &Words<'_>, slot: SlotTime, (next, today): (Day, Day), team_known: bool) -> Rendered {
    let values = [("slot", words.slot(slot).into()), ("next", words.on_day(next, today).into())];
    let mut all = vec![
        section(&words.mrkdwn("joined", &values)),
        section(&words.mrkdwn("joined-privacy", &[])),
        section(&words.mrkdwn("joined-stop", &[])),
    ];
    if !team_known {
        all.push(section(&words.mrkdwn("joined-team", &[])));
    }
    Rendered::new(&words.plain("joined-text", &[]), &all)
}

fn overview(words: &Words<'_>, member: bool, resting: Option<(Option<Day>, Day)>, slot: SlotTime) -> Rendered {
    let said = match (member, resting) {
        (false, _) => words.mrkdwn("overview-guest", &[]),
        (true, None) => words.mrkdwn("overview-member", &[("slot", words.slot(slot).into())]),
        (true, Some((None, _))) => words.mrkdwn("overview-resting-open", &[]),
        (true, Some((Some(until), today))) => words.mrkdwn("overview-resting-until", &[("until", words.day(until, today).into())]),
    };
    let all = [section(&said), context(&words.mrkdwn("overview-more", &[]))];
    Rendered::new(&words.plain("overview-text", &[]), &all)
}
