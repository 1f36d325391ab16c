//! The weekly reminder, as it stands: nudges with their buttons or what was answered, and asks that want an end.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, buttons, context, divider, named_section, section};
use super::{Rendered, actions};
use crate::app::close_ask::AskEnd;
use crate::domain::answer::{AskShown, NudgeShown, Reminder};
use crate::domain::day::Day;
use crate::domain::entry::AskState;
use crate::domain::ids::MessageId;
use crate::domain::nudge::NudgeAnswer;
use crate::text::{Mrkdwn, Words};

/// Puts a reminder into blocks. The message's own id becomes the first block's, so that it can be known again.
#[must_use]
pub fn reminder(words: &Words<'_>, id: &MessageId, reminder: &Reminder) -> Rendered {
    let opening = if reminder.nudges.is_empty() { "reminder-opening-asks" } else { "reminder-opening" };
    let mut all = vec![named_section(format!("message:{}", id.as_str()), &words.mrkdwn(opening, &[]))];
    for nudge in &reminder.nudges {
        all.extend(nudge_blocks(words, nudge, reminder.today));
    }
    if !reminder.asks.is_empty() && !reminder.nudges.is_empty() {
        all.push(divider());
    }
    for ask in &reminder.asks {
        all.extend(ask_blocks(words, reminder, ask));
    }
    all.extend(reminder.suggestion.iter().flat_map(|one| super::introduction::suggestion(words, one)));
    if reminder.resting {
        all.push(context(&words.mrkdwn("reminder-resting", &[])));
    } else {
        all.push(context(&words.mrkdwn("reminder-footer", &[])));
        all.push(buttons(vec![button(actions::REST, &words.plain("button-rest", &[]), id.as_str())]));
    }
    Rendered::new(&words.plain("reminder-text", &[]), &all)
}

fn nudge_blocks(words: &Words<'_>, nudge: &NudgeShown, today: Day) -> Vec<SlackBlock> {
    let who_and_why = words.nudge_who(nudge).line(&words.nudge_why(nudge, today));
    if let Some(answer) = nudge.answer {
        let done = words.mrkdwn(&format!("answered-{}", answer.as_str()), &[]);
        return vec![section(&words.nudge_who(nudge)), context(&done)];
    }
    let row = NudgeAnswer::ALL.map(|answer| {
        let label = words.plain(&format!("button-{}", answer.as_str()), &[]);
        button(format!("{}{}", actions::NUDGE, answer.as_str()), &label, nudge.id.as_str())
    });
    vec![section(&who_and_why.line(&words.nudge_act(nudge))), buttons(row.into())]
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
