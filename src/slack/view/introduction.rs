//! Introductions: the broker's answer, the question to each of the two, and the conversation's first message.
//!
//! What one of the two reads is the same whatever the other one did; the broker's answer is the same whoever the two are.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, buttons, context, divider, named_section, section};
use super::form::{self, Form};
use super::{Rendered, actions};
use crate::app::consent::ConsentShown;
use crate::app::introduce::Taken;
use crate::app::name_introduced::NamedNow;
use crate::app::open_introduction::Opening;
use crate::domain::ids::{MessageId, PersonId};
use crate::domain::introduction::{Flaw, Shown, SuggestionShown, WHY_CHARS_MAX};
use crate::text::{Mrkdwn, Plain, Value, Words};

/// People that one introduction brings together.
const TWO: u64 = 2;

/// The one answer to a proposal, with a draft for whoever would rather write themselves.
#[must_use]
pub fn taken(words: &Words<'_>, taken: &Taken) -> Rendered {
    let [a, b] = &taken.two;
    let values = || {
        vec![
            ("a", words.person(a).into()),
            ("b", words.person(b).into()),
            ("why", Value::Mrkdwn(Mrkdwn::safe(taken.why.as_str().trim_end_matches('.').to_owned()))),
        ]
    };
    let all = [
        section(&words.mrkdwn("introduce-taken", &values()[..2])),
        section(&words.mrkdwn("introduce-draft", &[]).line(&words.mrkdwn("introduce-draft-line", &values()))),
        context(&words.mrkdwn("introduce-silence", &[])),
    ];
    Rendered::new(&words.plain("introduce-taken-text", &[]), &all)
}

/// The question to one of the two, as it stands. The message's own id becomes the first block's, so that it can be known again.
#[must_use]
pub fn consent(words: &Words<'_>, consent: &ConsentShown) -> Rendered {
    let mut all = vec![named_section(format!("message:{}", consent.message.as_str()), &words.mrkdwn("consent-opening", &[]))];
    let done = match consent.shown {
        Shown::Asking => {
            all.push(who_and_why(words, consent));
            all.push(context(&words.mrkdwn("consent-promise", &[])));
            let press = |action: &str, key: &str| button(action, &words.plain(key, &[]), consent.id.as_str());
            all.push(buttons(vec![press(actions::CONSENT_YES, "button-consent-yes"), press(actions::CONSENT_NO, "button-consent-no")]));
            return Rendered::new(&words.plain("consent-text", &[]), &all);
        }
        Shown::Yes => "consent-yes",
        Shown::No => "consent-no",
        Shown::Opened => "consent-opened",
        Shown::Passed => "consent-passed",
    };
    if matches!(consent.shown, Shown::Yes | Shown::Opened) {
        all.push(who_and_why(words, consent));
    }
    all.push(context(&words.mrkdwn(done, &[])));
    Rendered::new(&words.plain("consent-text", &[]), &all)
}

fn who_and_why(words: &Words<'_>, consent: &ConsentShown) -> SlackBlock {
    let mut values = vec![("broker", words.person(&consent.broker).into()), ("other", words.person(&consent.other).into())];
    let key = match &consent.team {
        Some(team) => {
            values.push(("team", team.as_str().into()));
            "consent-who-team"
        }
        None => "consent-who",
    };
    section(&words.mrkdwn(key, &values).line(&Mrkdwn::quote_whole(&consent.why)))
}

/// What a question shows that is long over and of which nothing is kept.
#[must_use]
pub fn passed(words: &Words<'_>) -> Rendered {
    Rendered::new(&words.plain("consent-passed", &[]), &[section(&words.mrkdwn("consent-passed", &[]))])
}

/// The first message of the conversation: what the bot can't do here, who, why, and whether the weekly post may name them.
#[must_use]
pub fn opening(words: &Words<'_>, message: &MessageId, opening: &Opening) -> Rendered {
    let [a, b] = &opening.two;
    let values = [("a", words.person(a).into()), ("b", words.person(b).into()), ("broker", words.person(&opening.broker).into())];
    let press = |action: &str, key: &str| button(action, &words.plain(key, &[]), opening.id.as_str());
    let all = [
        named_section(format!("message:{}", message.as_str()), &words.mrkdwn("opening-first", &[])),
        section(&words.mrkdwn("opening-meet", &values).line(&Mrkdwn::quote_whole(&opening.why))),
        divider(),
        context(&words.mrkdwn("opening-naming", &[])),
        buttons(vec![press(actions::NAMED_YES, "button-named-yes"), press(actions::NAMED_NO, "button-named-no")]),
    ];
    Rendered::new(&words.plain("opening-text", &[]), &all)
}

/// The answer to [You may name me] and [Rather not], for the one who pressed.
#[must_use]
pub fn named(words: &Words<'_>, now: NamedNow) -> Rendered {
    let key = match now {
        NamedNow::Yes => "named-yes",
        NamedNow::No => "named-no",
        NamedNow::Published => "named-published",
    };
    Rendered::new(&words.plain(key, &[]), &[section(&words.mrkdwn(key, &[]))])
}

/// A suggested introduction inside a reminder.
#[must_use]
pub fn suggestion(words: &Words<'_>, one: &SuggestionShown) -> Vec<SlackBlock> {
    let ([a, b], [a_team, b_team]) = (&one.two, &one.teams);
    let values = [
        ("a", words.person(a).into()),
        ("b", words.person(b).into()),
        ("ateam", a_team.as_str().into()),
        ("bteam", b_team.as_str().into()),
        ("struggle", one.meeting.struggle.as_str().into()),
        ("offer", one.meeting.offer.as_str().into()),
    ];
    let said = words.mrkdwn("suggested-who", &values[..4]);
    match one.answer {
        Some(true) => vec![divider(), section(&said), context(&words.mrkdwn("suggested-introduced", &[]))],
        Some(false) => vec![divider(), section(&said), context(&words.mrkdwn("suggested-not-now", &[]))],
        None => {
            let press = |action: &str, key: &str| button(action, &words.plain(key, &[]), one.message.as_str());
            let row = vec![press(actions::SUGGESTED_YES, "button-suggested-yes"), press(actions::SUGGESTED_NO, "button-suggested-no")];
            vec![divider(), section(&said.line(&words.mrkdwn("suggested-why", &values[2..]))), buttons(row)]
        }
    }
}

/// The form behind a bare `introduce`: the two, and why.
#[must_use]
pub fn introduce_form(words: &Words<'_>, callback: &'static str, two: &[PersonId], why: Option<&str>) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let blocks = [
        context(&words.mrkdwn("introduce-form-how", &[])),
        form::input(form::WHO, &label("introduce-form-who"), form::people(form::WHO, two, TWO)).into(),
        form::input(form::WHAT, &label("introduce-form-why"), form::lines(form::WHAT, why)).into(),
    ];
    Form::new(callback, label("introduce-form-title"), Some(label("introduce-form-submit")), label("form-close"), &blocks)
}

/// Why, as the form begins it for a suggested introduction.
#[must_use]
pub fn suggested_why(words: &Words<'_>, one: &SuggestionShown) -> Plain {
    let [a_team, b_team] = &one.teams;
    let values = [
        ("ateam", a_team.as_str().into()),
        ("bteam", b_team.as_str().into()),
        ("struggle", one.meeting.struggle.as_str().into()),
        ("offer", one.meeting.offer.as_str().into()),
    ];
    let why = words.plain("suggested-why", &values);
    Plain::new(why.as_str().chars().take(WHY_CHARS_MAX).collect())
}

/// The same in a form, which needs no example of a command.
pub(super) const fn flaw_in_form(one: Flaw) -> &'static str {
    match one {
        Flaw::NotTwo => "form-refused-introduce-not-two",
        Flaw::NoWhy => "form-refused-introduce-no-why",
        other => flaw(other),
    }
}

/// The sentence for a proposal that is not taken.
pub(super) const fn flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::NotAMember => "refused-introduce-not-a-member",
        Flaw::Hidden => "refused-introduce-hidden",
        Flaw::NotTwo => "refused-introduce-not-two",
        Flaw::SameTeam => "refused-introduce-same-team",
        Flaw::NoWhy => "refused-introduce-no-why",
        Flaw::LongWhy => "refused-introduce-long-why",
        Flaw::Enough => "refused-introduce-enough",
    }
}
