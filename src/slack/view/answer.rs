//! The answer to a command or a button, as an ephemeral message.

use super::blocks::{context, section};
use super::{Rendered, kept};
use crate::domain::answer::Answer;
use crate::domain::day::Day;
use crate::domain::person::Rhythm;
use crate::domain::slot::SlotTime;
use crate::text::Words;

/// Puts an answer into blocks.
#[must_use]
pub fn answer(words: &Words<'_>, answer: &Answer) -> Rendered {
    match answer {
        Answer::GaveKept(kept) => kept::kept(words, ("kept-text", "kept"), kept),
        Answer::AskedKept(kept) => kept::kept(words, ("kept-text", "kept-ask"), kept),
        Answer::Changed(kept) => kept::kept(words, ("changed-text", "changed"), kept),
        Answer::AlreadyKept(kept) => kept::already_kept(words, kept),
        Answer::TeamNoted { person, team, kept } => kept::team_noted(words, person, team, kept.as_deref()),
        Answer::TakenBackLately(kept) => kept::taken_back_lately(words, kept),
        Answer::NothingLately => line(words, "nothing-lately"),
        Answer::FirstMeetingKept => line(words, "first-meeting-kept"),
        Answer::NoFirstMeeting => line(words, "no-first-meeting"),
        Answer::TakenBack => line(words, "taken-back"),
        Answer::NothingToTakeBack => line(words, "nothing-to-take-back"),
        Answer::Joined { slot, rhythm, next, today, team_known, again } => {
            joined(words, (*slot, *rhythm), (*next, *today), *team_known, *again)
        }
        Answer::AlreadyJoined { slot, rhythm } => said(words, "already-joined", &[("slot", words.slot(*slot, *rhythm).into())]),
        Answer::Left => line(words, "left"),
        Answer::Resting { until: Some(until), today } => said(words, "resting-until", &[("until", words.day(*until, *today).into())]),
        Answer::Resting { until: None, .. } => line(words, "resting-open"),
        Answer::Back { next, today } => said(words, "back", &[("next", words.on_day(*next, *today).into())]),
        Answer::TeamSet(team) => said(words, "team-set", &[("team", team.as_str().into())]),
        Answer::TeamForYou(team) => said(words, "team-for-you", &[("team", team.as_str().into())]),
        Answer::Hidden => line(words, "hidden"),
        Answer::Shown => line(words, "shown"),
        Answer::Overview { member, resting, slot, rhythm, today } => {
            overview(words, *member, resting.map(|until| (until, *today)), (*slot, *rhythm))
        }
        Answer::Help => Rendered::new(&words.plain("help-text", &[]), &[section(&words.mrkdwn("help", &[]))]),
    }
}

fn line(words: &Words<'_>, key: &str) -> Rendered {
    said(words, key, &[])
}

fn said(words: &Words<'_>, key: &str, values: &[(&'static str, crate::text::Value)]) -> Rendered {
    Rendered::new(&words.plain(key, values), &[section(&words.mrkdwn(key, values))])
}

fn joined(words: &Words<'_>, (slot, rhythm): (SlotTime, Rhythm), (next, today): (Day, Day), team_known: bool, again: bool) -> Rendered {
    let values = [("slot", words.slot(slot, rhythm).into()), ("next", words.on_day(next, today).into())];
    let mut all = vec![
        section(&words.mrkdwn(if again { "joined-again" } else { "joined" }, &values)),
        section(&words.mrkdwn("joined-privacy", &[])),
        section(&words.mrkdwn("joined-stop", &[])),
    ];
    if !team_known {
        all.push(section(&words.mrkdwn("joined-team", &[])));
    }
    Rendered::new(&words.plain("joined-text", &[]), &all)
}

fn overview(words: &Words<'_>, member: bool, resting: Option<(Option<Day>, Day)>, (slot, rhythm): (SlotTime, Rhythm)) -> Rendered {
    let said = match (member, resting) {
        (false, _) => words.mrkdwn("overview-guest", &[]),
        (true, None) => words.mrkdwn("overview-member", &[("slot", words.slot(slot, rhythm).into())]),
        (true, Some((None, _))) => words.mrkdwn("overview-resting-open", &[]),
        (true, Some((Some(until), today))) => words.mrkdwn("overview-resting-until", &[("until", words.day(until, today).into())]),
    };
    let all = [section(&said), context(&words.mrkdwn("overview-more", &[]))];
    Rendered::new(&words.plain("overview-text", &[]), &all)
}
