//! What a member reads when something was not done: what happened, what was kept, what to do, and their own words back.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{SECTION_CHARS_MAX, button, buttons, section};
use super::{Rendered, actions, form, recording};
use crate::domain::note::split_safely;
use crate::domain::refusal::{NAME_CHARS_SHOWN, Refusal, Refused};
use crate::text::{Mrkdwn, Plain, Value, Words};

/// A refusal, with the typed text given back where it would be lost.
#[must_use]
pub fn refused(words: &Words<'_>, refused: &Refused) -> Rendered {
    let meant = Meant::of(&refused.typed);
    let (key, values, entry) = sentence(&refused.why, &words.mrkdwn(meant.example, &[]), &words.mrkdwn(meant.lead, &[]));
    // A press brings no words that could be lost.
    let entry = (entry || says_less(refused)) && !refused.typed.is_empty();
    let mut all: Vec<SlackBlock> = vec![section(&words.mrkdwn(key, &values))];
    if entry || (more_than_a_verb(&refused.typed) && !matches!(refused.why, Refusal::UnknownVerb(_))) {
        all.extend(given_back(words, &refused.typed));
    }
    all.extend(fill(words, refused));
    let text = if entry { words.plain(meant.text, &[]) } else { words.plain(key, &values) };
    Rendered::new(&text, &all)
}

/// What was to be done: whether something was to be kept or changed, and how it is typed.
struct Meant {
    text: &'static str,
    lead: &'static str,
    example: &'static str,
}

impl Meant {
    fn of(typed: &str) -> Self {
        let kept = |example| Self { text: "refused-text", lead: "refused-lead-kept", example };
        let changed = |example| Self { text: "refused-text-changed", lead: "refused-lead-changed", example };
        let mut words = typed.split_whitespace();
        match (words.next(), words.next().map(str::to_lowercase).as_deref()) {
            (Some("/asked"), _) => kept("example-asked"),
            (Some("/goodturn"), Some("untend")) => changed("example-untend"),
            (Some("/goodturn"), Some("introduce")) => changed("example-introduce"),
            (Some("/goodturn"), _) => changed("example-tend"),
            _ => kept("example-gave"),
        }
    }
}

/// Something went wrong on our side. What was `typed`, if anything was, is given back.
#[must_use]
pub fn broken(words: &Words<'_>, reference: &str, typed: &str) -> Rendered {
    let values = [("reference", Value::Plain(reference.to_owned()))];
    let mut all = vec![section(&words.mrkdwn("refused-broken", &values))];
    if more_than_a_verb(typed) {
        all.extend(given_back(words, typed));
    }
    Rendered::new(&words.plain("refused-broken", &values), &all)
}

/// What was typed, word for word, with a line before it.
pub(super) fn given_back(words: &Words<'_>, typed: &str) -> Vec<SlackBlock> {
    let typed = pieces(typed).map(|piece| section(&Mrkdwn::safe(format!("```{piece}```"))));
    std::iter::once(section(&words.mrkdwn("refused-typed", &[]))).chain(typed).collect()
}

/// Whether so much was typed that one would not like to type it again: more than a command with one word behind it, or words about somebody.
fn more_than_a_verb(typed: &str) -> bool {
    let words = typed.split_whitespace().count();
    words > if typed.starts_with("/goodturn") { 2 } else { 1 }
}

/// The app is not (or no longer) installed in this workspace.
#[must_use]
pub fn not_installed(words: &Words<'_>) -> Rendered {
    Rendered::new(&words.plain("refused-not-installed", &[]), &[section(&words.mrkdwn("refused-not-installed", &[]))])
}

/// A refusal as a form shows it: the person's words are still there, so nothing is given back.
#[must_use]
pub fn refused_in_form(words: &Words<'_>, why: &Refusal) -> Plain {
    let key = match why {
        Refusal::NobodyNamed => "form-refused-nobody",
        Refusal::OnlySelf => "form-refused-self",
        Refusal::TooMany => "form-refused-too-many",
        Refusal::Bot(_) => "form-refused-bot",
        Refusal::Guest(_) => "form-refused-guest",
        Refusal::Outsider(_) => "form-refused-outsider",
        Refusal::NotYet => "form-refused-not-yet",
        Refusal::TooLongAgo => "form-refused-too-long-ago",
        Refusal::PeopleOrTeam => "form-refused-people-or-team",
        Refusal::EntryGone => "form-refused-entry-gone",
        Refusal::TeamName => "form-refused-team-name",
        Refusal::Gone(_) => "form-refused-gone",
        Refusal::NoNote => "form-refused-note",
        Refusal::NotOfTheTeam => "form-refused-not-of-the-team",
        Refusal::UnknownTeam(_) => "form-refused-unknown-team",
        Refusal::CannotJoin => "refused-cannot-join",
        Refusal::Introduction(flaw) => super::introduction::flaw_in_form(*flaw),
        _ => "form-refused-other",
    };
    words.plain(key, &[])
}

/// The input that a refusal is about, where a form has it.
#[must_use]
pub const fn input_of(why: &Refusal) -> Option<&'static str> {
    match why {
        Refusal::NobodyNamed
        | Refusal::OnlySelf
        | Refusal::TooMany
        | Refusal::Bot(_)
        | Refusal::Guest(_)
        | Refusal::Outsider(_)
        | Refusal::Gone(_) => Some(form::WHO),
        Refusal::NoNote => Some(form::WHAT),
        Refusal::NotYet | Refusal::TooLongAgo => Some(form::ON),
        Refusal::PeopleOrTeam | Refusal::TeamName | Refusal::UnknownTeam(_) => Some(recording::TEAM),
        _ => None,
    }
}

/// Characters of a button's value: what Slack takes.
const VALUE_CHARS_MAX: usize = 2_000;

/// [Open the form], with what was typed in it, where a form can say better what is meant. Longer text than a button carries is given back only.
fn fill(words: &Words<'_>, refused: &Refused) -> Option<SlackBlock> {
    let (command, text) = refused.typed.split_once(' ')?;
    let action = match command {
        "/gave" => actions::FILL_GAVE,
        "/asked" => actions::FILL_ASKED,
        _ => return None,
    };
    let meant = input_of(&refused.why).is_some() || matches!(refused.why, Refusal::UnknownName(_) | Refusal::SeveralFit(_));
    (meant && text.chars().count() <= VALUE_CHARS_MAX).then(|| buttons(vec![button(action, &words.plain("button-fill", &[]), text)]))
}

/// Something went wrong on our side, as a form shows it.
#[must_use]
pub fn broken_in_form(words: &Words<'_>, reference: &str) -> Plain {
    words.plain("form-broken", &[("reference", Value::Plain(reference.to_owned()))])
}

/// A form could not be opened any more; the words that stood in it are given back.
#[must_use]
pub fn form_too_late(words: &Words<'_>, form: &form::Form) -> Rendered {
    let mut all = vec![section(&words.mrkdwn("form-too-late", &[]))];
    // The whole command where one was typed: whom it named would be lost as well.
    let typed = form.typed.clone().or_else(|| form.words().map(|words| Mrkdwn::escape(words).into_string()));
    if let Some(typed) = typed {
        all.extend(given_back(words, &typed));
    }
    Rendered::new(&words.plain("form-too-late", &[]), &all)
}

/// The key, its values, and whether it is about an entry: then the text on a locked screen names nobody, and all that was typed comes back.
type Sentence = (&'static str, Vec<(&'static str, Value)>, bool);

fn sentence(why: &Refusal, example: &Mrkdwn, lead: &Mrkdwn) -> Sentence {
    let lead = || ("lead", Value::Mrkdwn(lead.clone()));
    let bare = || vec![lead()];
    let example = || vec![lead(), ("example", Value::Mrkdwn(example.clone()))];
    let name = |name: &str| vec![lead(), ("name", Value::Plain(shown(name)))];
    let person = |id| vec![lead(), ("person", Value::Mrkdwn(Mrkdwn::mention(id)))];
    match why {
        Refusal::NobodyNamed => ("refused-nobody-named", example(), true),
        Refusal::UnknownName(called) => ("refused-unknown-name", name(called), true),
        Refusal::SeveralFit(called) => ("refused-several-fit", name(called), true),
        Refusal::GroupNamed(called) => ("refused-group-named", name(called), true),
        Refusal::TooMany => ("refused-too-many", bare(), true),
        Refusal::OnlySelf => ("refused-only-self", example(), true),
        Refusal::Bot(id) => ("refused-bot", person(id), true),
        Refusal::Guest(id) => ("refused-guest", person(id), true),
        Refusal::Outsider(id) => ("refused-outsider", person(id), true),
        Refusal::Gone(id) => ("refused-gone", person(id), true),
        Refusal::NoNote => ("refused-no-note", example(), true),
        Refusal::UnknownVerb(word) => ("refused-unknown-verb", vec![("word", Value::Plain(shown(word)))], false),
        Refusal::DeleteWhat => ("refused-delete-what", Vec::new(), false),
        Refusal::UnreadableRest(_) => ("refused-unreadable-rest", Vec::new(), false),
        Refusal::NotAMember => ("refused-not-a-member", Vec::new(), false),
        Refusal::CannotJoin => ("refused-cannot-join", Vec::new(), false),
        Refusal::TeamName => ("refused-team-name", Vec::new(), false),
        Refusal::NotYet => ("refused-not-yet", bare(), true),
        Refusal::TooLongAgo => ("refused-too-long-ago", bare(), true),
        Refusal::PeopleOrTeam => ("refused-people-or-team", bare(), true),
        Refusal::EntryGone => ("refused-entry-gone", Vec::new(), false),
        Refusal::UnknownTeam(called) => ("refused-unknown-team", name(called), false),
        Refusal::OwnTeamUnknown => ("refused-own-team-unknown", Vec::new(), false),
        Refusal::NoOwnCard => ("refused-no-own-card", Vec::new(), false),
        Refusal::NotOfTheTeam => ("refused-not-of-the-team", Vec::new(), false),
        Refusal::Introduction(flaw) => (super::introduction::flaw(*flaw), Vec::new(), true),
    }
}

/// Whether an unknown word's sentence repeats less than was typed.
fn says_less(refused: &Refused) -> bool {
    match &refused.why {
        Refusal::UnknownVerb(word) => {
            refused.typed.split_once(' ').is_some_and(|(_, typed)| typed.trim() != Mrkdwn::escape(&shown(word)).as_str())
        }
        _ => false,
    }
}

/// A name or a word as a sentence repeats it.
fn shown(name: &str) -> String {
    match name.char_indices().nth(NAME_CHARS_SHOWN) {
        Some(_) => name.chars().take(NAME_CHARS_SHOWN - 1).chain(['…']).collect(),
        None => name.to_owned(),
    }
}

/// The typed text in pieces that fit a section each. Backticks would end the code block, so they are set apart.
pub(super) fn pieces(typed: &str) -> impl Iterator<Item = String> {
    let calm = typed.replace("```", "` ` `");
    let room = SECTION_CHARS_MAX - "``````".len();
    let mut pieces = Vec::new();
    let mut rest = calm.as_str();
    while !rest.is_empty() {
        let (mut piece, mut after) = split_safely(rest, room);
        if piece.is_empty() {
            // One bracket longer than a section: better taken apart than lost.
            (piece, after) = rest.split_at(rest.char_indices().nth(room).map_or(rest.len(), |(end, _)| end));
        }
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, Text};

    /// The text of every section.
    fn sections(why: Refusal, typed: &str) -> Vec<String> {
        let text = Text::new();
        let rendered = refused(&text.words(Lang::En), &Refused { why, typed: typed.to_owned() });
        let blocks = rendered.blocks.as_array().expect("a list").clone();
        blocks.iter().map(|block| block["text"]["text"].as_str().expect("a section").to_owned()).collect()
    }

    #[test]
    fn no_section_is_too_long_for_slack() {
        let long = "a&".repeat(1_750);
        let typed = format!("/gave @{}", Mrkdwn::escape(&long).as_str());
        for why in [Refusal::UnknownName, Refusal::SeveralFit, Refusal::GroupNamed, Refusal::UnknownVerb].map(|why| why(long.clone())) {
            let all = sections(why, &typed);
            assert!(all.iter().all(|section| section.chars().count() <= SECTION_CHARS_MAX));
            assert!(all[0].contains("a&amp;…") || all[0].contains("a…"), "{}", all[0]);
            let back: String = all[2..].iter().map(|section| section.trim_matches('`')).collect();
            assert_eq!(back, typed, "nothing is lost");
        }
    }

    #[test]
    fn an_unknown_word_gives_back_what_its_sentence_leaves_out() {
        assert_eq!(sections(Refusal::UnknownVerb("r&d".to_owned()), "/goodturn r&amp;d").len(), 1);
        let all = sections(Refusal::UnknownVerb("thank".to_owned()), "/goodturn thank @sam for the list");
        assert_eq!(all[2..], ["```/goodturn thank @sam for the list```"]);
    }

    #[test]
    fn pieces_are_whole_and_split_outside_of_escapes_and_mentions() {
        for typed in ["&amp;".repeat(1_000), "<@U123456> ".repeat(500), format!("<https://{}>", "é".repeat(4_000))] {
            let all: Vec<String> = pieces(&typed).collect();
            assert_eq!(all.concat(), typed);
            assert!(all.len() > 1 && all.iter().all(|piece| piece.chars().count() <= SECTION_CHARS_MAX - 6));
        }
        assert!(pieces(&"&amp;".repeat(1_000)).all(|piece| piece.starts_with('&') && piece.ends_with(';')));
        assert!(pieces(&"<@U123456> ".repeat(500)).all(|piece| piece.matches('<').count() == piece.matches('>').count()));
    }
}
