//! The weekly reminder, as it stands: nudges with their buttons or what was answered, and asks that want an end.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, buttons, context, divider, elements, named_section, section, select};
use super::settings::rest_options;
use super::{Rendered, actions};
use crate::app::close_ask::AskEnd;
use crate::domain::answer::{AskShown, NudgeShown, Reminder};
use crate::domain::day::Day;
use crate::domain::entry::AskState;
use crate::domain::ids::MessageId;
use crate::domain::nudge::{NudgeAnswer, Reason};
use crate::domain::step::{StepAnswer, StepKind, StepShown};
use crate::text::{Mrkdwn, Value, Words};

/// Puts a reminder into blocks. The message's own id becomes the first block's, so that it can be known again.
#[must_use]
pub fn reminder(words: &Words<'_>, id: &MessageId, reminder: &Reminder) -> Rendered {
    let opening = match &reminder.step {
        Some(StepShown { kind: StepKind::LastNote, .. }) => "reminder-opening-last",
        Some(_) => "reminder-opening-step",
        None if reminder.nudges.is_empty() => "reminder-opening-asks",
        // Nobody whom the member was in touch with here: they were named when Goodturn asked.
        None if reminder.nudges.iter().all(|nudge| nudge.reason == Reason::SaidDeal) => "reminder-opening-known",
        None => "reminder-opening",
    };
    let count = [("count", Value::Number(i64::try_from(reminder.nudges.len()).unwrap_or(i64::MAX)))];
    let mut all = vec![named_section(format!("message:{}", id.as_str()), &words.mrkdwn(opening, &count))];
    // Two nudges don't offer their lines in the same words, nor do two weeks.
    let from = reminder.nudges.first().map_or(0, |nudge| nudge.take);
    for (place, nudge) in (from..).zip(&reminder.nudges) {
        all.extend(nudge_blocks(words, (nudge, place), reminder.today));
    }
    if (!reminder.asks.is_empty() || reminder.taken_back > 0) && !reminder.nudges.is_empty() {
        all.push(divider());
    }
    for ask in &reminder.asks {
        all.extend(ask_blocks(words, reminder, ask));
    }
    all.extend((0..reminder.taken_back).map(|_| context(&words.mrkdwn("ask-taken-back", &[]))));
    all.extend(reminder.suggestion.iter().flat_map(|one| super::introduction::suggestion(words, one)));
    if let Some(step) = &reminder.step {
        all.extend(step_blocks(words, id, step));
    }
    all.extend(footer(words, id, reminder));
    Rendered::new(&words.plain("reminder-text", &[]), &all)
}

fn footer(words: &Words<'_>, id: &MessageId, reminder: &Reminder) -> Vec<SlackBlock> {
    let last = reminder.step.as_ref().filter(|step| step.kind == StepKind::LastNote);
    if reminder.ended {
        return vec![context(&words.mrkdwn("reminder-ended", &[]))];
    }
    if let Some(last) = last {
        // Until it is pressed, the member rests, and the text above has said so.
        return if last.answer.is_some() && reminder.resting { vec![resting(words, reminder)] } else { Vec::new() };
    }
    if reminder.resting {
        return vec![resting(words, reminder)];
    }
    let rests: Vec<_> = rest_options(words).into_iter().map(|(word, label)| (format!("{word}:{}", id.as_str()), label)).collect();
    let row = vec![
        button(actions::RECORD_OPEN, &words.plain("button-record", &[]), id.as_str()).into(),
        select(actions::REST, &words.plain("button-rest", &[]), &rests).into(),
        button(actions::HABIT, &words.plain("button-habit", &[]), id.as_str()).into(),
    ];
    vec![context(&words.mrkdwn("reminder-footer", &[])), elements(row)]
}

fn resting(words: &Words<'_>, reminder: &Reminder) -> SlackBlock {
    context(&match reminder.rest_until {
        Some(until) => words.mrkdwn("reminder-resting-until", &[("until", words.day(until, reminder.today).into())]),
        None => words.mrkdwn("reminder-resting", &[]),
    })
}

fn step_blocks(words: &Words<'_>, id: &MessageId, step: &StepShown) -> Vec<SlackBlock> {
    let key = step.kind.as_str();
    let said = match &step.team {
        Some(team) => words.mrkdwn(&format!("step-{key}-team"), &[("team", team.as_str().into())]),
        None => words.mrkdwn(&format!("step-{key}"), &[]),
    };
    if let Some(answer) = step.answer {
        return vec![section(&said), context(&words.mrkdwn(&format!("step-answered-{}", answer.as_str()), &[]))];
    }
    let answer = |answer: StepAnswer| {
        let label = words.plain(&format!("button-step-{}", answer.as_str()), &[]);
        button(format!("{}{}", actions::STEP, answer.as_str()), &label, id.as_str())
    };
    let opens = |action: &str, key: &str| button(action, &words.plain(key, &[]), id.as_str());
    let row = match step.kind {
        StepKind::LastNote => vec![answer(StepAnswer::Keep)],
        StepKind::Name => vec![opens(actions::CONTACTS_OPEN, "button-step-name"), answer(StepAnswer::NotNow)],
        _ if step.team.is_none() => {
            vec![opens(actions::SETTINGS_OPEN, "button-step-choose"), answer(StepAnswer::Done), answer(StepAnswer::NotNow)]
        }
        _ => vec![answer(StepAnswer::Done), answer(StepAnswer::NotNow)],
    };
    vec![section(&said), buttons(row)]
}

fn nudge_blocks(words: &Words<'_>, (nudge, place): (&NudgeShown, i64), today: Day) -> Vec<SlackBlock> {
    let who_and_why = words.nudge_who(nudge).line(&words.nudge_why(nudge, today));
    if let Some(answer) = nudge.answer {
        let done = words.mrkdwn(&format!("answered-{}", answer.as_str()), &[]);
        if answer == NudgeAnswer::NotThisPerson {
            let undo = format!("{}{}", actions::NUDGE, actions::NUDGE_UNDO);
            let row = buttons(vec![button(undo, &words.plain("button-undo", &[]), nudge.id.as_str())]);
            return vec![section(&words.nudge_who(nudge)), context(&done), row];
        }
        return vec![section(&words.nudge_who(nudge)), context(&done)];
    }
    let row = NudgeAnswer::ALL.map(|answer| {
        let label = words.plain(&format!("button-{}", answer.as_str()), &[]);
        button(format!("{}{}", actions::NUDGE, answer.as_str()), &label, nudge.id.as_str())
    });
    vec![section(&who_and_why.line(&words.nudge_act(nudge, place))), buttons(row.into())]
}

fn ask_blocks(words: &Words<'_>, reminder: &Reminder, ask: &AskShown) -> Vec<SlackBlock> {
    let values = [("person", super::asked_whom(words, ask).into()), ("when", words.on_day(ask.asked_on, reminder.today).into())];
    let asked = words.mrkdwn("ask-line", &values).line(&Mrkdwn::quote(&ask.note));
    let done = match (ask.state, ask.waiting) {
        (AskState::Answered, _) => "ask-answered",
        (AskState::LetGo, _) => "ask-let-go",
        (AskState::Open, true) => "ask-waiting",
        (AskState::Open, false) => {
            let row = AskEnd::ALL.map(|end| {
                let label = words.plain(&format!("button-{}", end.as_str()), &[]);
                button(format!("{}{}", actions::ASK, end.as_str()), &label, ask.id.as_str())
            });
            return vec![section(&asked.line(&words.mrkdwn("ask-how", &[]))), buttons(row.into())];
        }
    };
    let done = words.mrkdwn(done, &[]);
    let thanks = || words.mrkdwn("thanks-draft", &[]);
    let done = if ask.state == AskState::Answered { done.line(&thanks()) } else { done };
    vec![section(&asked), context(&done)]
}
