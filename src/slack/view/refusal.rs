//! What a member reads when something was not done: what happened, what was kept, what to do, and their own words back.

use slack_morphism::blocks::SlackBlock;

use super::Rendered;
use super::blocks::{SECTION_CHARS_MAX, section};
use crate::domain::refusal::{Refusal, Refused};
use crate::text::{Mrkdwn, Value, Words};

/// A refusal, with the typed text given back where it would be lost.
#[must_use]
pub fn refused(words: &Words<'_>, refused: &Refused) -> Rendered {
    let example = if refused.typed.starts_with("/asked") { "example-asked" } else { "example-gave" };
    let (key, values, give_back) = sentence(&refused.why, &words.mrkdwn(example, &[]));
    let mut all: Vec<SlackBlock> = vec![section(&words.mrkdwn(key, &values))];
    if give_back {
        all.push(section(&words.mrkdwn("refused-typed", &[])));
        all.extend(pieces(&refused.typed).map(|piece| section(&Mrkdwn::safe(format!("```{piece}```")))));
    }
    let text = if give_back { words.plain("refused-text", &[]) } else { words.plain(key, &values) };
    Rendered::new(text, &all)
}

/// Something went wrong on our side.
#[must_use]
pub fn broken(words: &Words<'_>, reference: &str) -> Rendered {
    let values = [("reference", Value::Plain(reference.to_owned()))];
    Rendered::new(words.plain("refused-broken", &values), &[section(&words.mrkdwn("refused-broken", &values))])
}

/// The app is not (or no longer) installed in this workspace.
#[must_use]
pub fn not_installed(words: &Words<'_>) -> Rendered {
    Rendered::new(words.plain("refused-not-installed", &[]), &[section(&words.mrkdwn("refused-not-installed", &[]))])
}

type Sentence = (&'static str, Vec<(&'static str, Value)>, bool);

fn sentence(why: &Refusal, example: &Mrkdwn) -> Sentence {
    let example = || vec![("example", Value::Mrkdwn(example.clone()))];
    let name = |name: &str| vec![("name", Value::Plain(name.to_owned()))];
    let person = |id| vec![("person", Value::Mrkdwn(Mrkdwn::mention(id)))];
    match why {
        Refusal::NobodyNamed => ("refused-nobody-named", example(), true),
        Refusal::UnknownName(called) => ("refused-unknown-name", name(called), true),
        Refusal::SeveralFit(called) => ("refused-several-fit", name(called), true),
        Refusal::GroupNamed(called) => ("refused-group-named", name(called), true),
        Refusal::TooMany => ("refused-too-many", Vec::new(), true),
        Refusal::OnlySelf => ("refused-only-self", example(), true),
        Refusal::Bot(id) => ("refused-bot", person(id), true),
        Refusal::Guest(id) => ("refused-guest", person(id), true),
        Refusal::Outsider(id) => ("refused-outsider", person(id), true),
        Refusal::Gone(id) => ("refused-gone", person(id), true),
        Refusal::NoNote => ("refused-no-note", example(), true),
        Refusal::UnknownVerb(word) => ("refused-unknown-verb", vec![("word", Value::Plain(word.clone()))], false),
        Refusal::UnreadableRest(_) => ("refused-unreadable-rest", Vec::new(), false),
        Refusal::NotAMember => ("refused-not-a-member", Vec::new(), false),
        Refusal::TeamName => ("refused-team-name", Vec::new(), false),
    }
}

/// The typed text in pieces that fit a section each. Backticks would end the code block, so they are set apart.
fn pieces(typed: &str) -> impl Iterator<Item = String> {
    let calm: Vec<char> = typed.replace("```", "` ` `").chars().collect();
    let room = SECTION_CHARS_MAX - "``````".len();
    calm.chunks(room).map(|piece| piece.iter().collect()).collect::<Vec<String>>().into_iter()
}
