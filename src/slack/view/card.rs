//! Team cards: as anybody sees them, as a form for their team, and where two cards meet.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{SECTION_CHARS_MAX, button, buttons, context, divider, header, section, section_with};
use super::form::{self, Form};
use super::{Rendered, actions};
use crate::app::edit_card::{CardShown, TeamOverlap};
use crate::domain::card::{Card, Draft, Flaw, LINE_CHARS_MAX, LINES_MAX, Line, Meeting, Overlap, Shown, TEXT_CHARS_MAX, parts};
use crate::domain::quiet::{QUIET_PERIODS_MAX, Quiet};
use crate::text::{Lang, Mrkdwn, Plain, Value, Words};

/// Teams that the overlap view lists: with three blocks each well under a message's fifty.
const OVERLAPS_SHOWN: usize = 8;

/// Meeting lines shown for each direction.
const MEETINGS_SHOWN: usize = 2;

/// A team's card as a message of its own.
#[must_use]
pub fn card(words: &Words<'_>, shown: &CardShown) -> Rendered {
    let mut all = vec![header(&cut(&words.plain("card-title", &[("team", shown.name.as_str().into())])))];
    match &shown.card {
        Some(card) => all.extend(card_blocks(words, shown, card)),
        None => all.push(section(&words.mrkdwn(if shown.may_edit { "card-none-yours" } else { "card-none" }, &[]))),
    }
    if !shown.overlap.is_empty() {
        all.push(divider());
        all.extend(overlap_blocks(words, &shown.name, &shown.overlap));
    }
    if shown.may_edit {
        let label = if shown.card.is_some() { "button-card-edit" } else { "home-button-card-write" };
        all.push(buttons(vec![button(actions::CARD_EDIT, &words.plain(label, &[]), shown.team.as_str())]));
    }
    Rendered::new(&words.plain("card-text", &[]), &all)
}

/// A team's card in a form that only shows it: it is changed and agreed to elsewhere.
#[must_use]
pub fn opened(words: &Words<'_>, callback: &'static str, shown: CardShown) -> Form {
    let mut form = Form::new(callback, words.plain("card-text", &[]), None, words.plain("form-close", &[]), &[]);
    form.blocks = card(words, &CardShown { may_edit: false, ..shown }).blocks;
    form
}

/// What somebody should know before they ask this team: its front door and what it protects. Nothing, if the card says neither.
#[must_use]
pub fn card_before_ask(words: &Words<'_>, team: &str, card: &Card) -> Vec<SlackBlock> {
    let mut all = Vec::new();
    for (key, text) in [("card-ask-front-door", &card.front_door), ("card-ask-protects", &card.protects)] {
        if !text.is_empty() {
            all.push(context(&words.mrkdwn(key, &[("team", team.into()), ("text", one_line(text).as_str().into())])));
        }
    }
    all
}

fn card_blocks(words: &Words<'_>, shown: &CardShown, card: &Card) -> Vec<SlackBlock> {
    let mut all = Vec::new();
    for (key, text) in [("card-protects", &card.protects), ("card-front-door", &card.front_door), ("card-words", &card.words)] {
        if !text.is_empty() {
            all.push(section(&words.mrkdwn(key, &[]).line(&Mrkdwn::escape(text))));
        }
    }
    if !card.quiet.is_empty() {
        let periods = card.quiet.iter().map(|period| Mrkdwn::safe(format!("• {}", quiet(words, *period).as_str())));
        all.push(section(&periods.fold(words.mrkdwn("card-quiet", &[]), |said, line| said.line(&line))));
    }
    all.extend(struggles(words, shown, card));
    if !card.offers.is_empty() {
        all.push(section(&listed(words, "card-offers", &card.offers)));
    }
    if let Some(edited_on) = shown.edited_on {
        let values = [("person", words.person(&card.edited_by).into()), ("when", words.on_day(edited_on, shown.today).into())];
        all.push(context(&words.mrkdwn("card-edited", &values)));
    }
    all
}

/// For others a list; for the team's own members one line each, with what can be done about showing it in the digest.
fn struggles(words: &Words<'_>, shown: &CardShown, card: &Card) -> Vec<SlackBlock> {
    if card.struggles.is_empty() {
        return Vec::new();
    }
    if !shown.may_edit {
        return vec![section(&listed(words, "card-struggles", &card.struggles))];
    }
    let mut all = vec![section(&words.mrkdwn("card-struggles", &[]))];
    for line in &card.struggles {
        let said = Mrkdwn::safe(format!("• {}", Mrkdwn::escape(&line.text).as_str()));
        let value = format!("{}:{}", shown.team.as_str(), line.id);
        let label = |key: &str| words.plain(key, &[]);
        all.push(match &line.shown {
            Shown::No => section_with(&said, button(actions::CARD_SHOW, &label("button-card-show"), value)),
            Shown::Asked(by) if *by == shown.by => section_with(
                &said.line(&words.mrkdwn("card-show-asked", &[])),
                button(actions::CARD_HIDE, &label("button-card-hide"), value),
            ),
            Shown::Asked(_) => section_with(
                &said.line(&words.mrkdwn("card-show-wanted", &[])),
                button(actions::CARD_SHOW, &label("button-card-agree"), value),
            ),
            Shown::Agreed => section_with(
                &said.line(&words.mrkdwn("card-show-agreed", &[])),
                button(actions::CARD_HIDE, &label("button-card-hide"), value),
            ),
        });
    }
    all
}

fn listed(words: &Words<'_>, key: &str, lines: &[Line]) -> Mrkdwn {
    let items = lines.iter().map(|line| Mrkdwn::safe(format!("• {}", Mrkdwn::escape(&line.text).as_str())));
    items.fold(words.mrkdwn(key, &[]), |said, line| said.line(&line))
}

/// A quiet period in words.
fn quiet(words: &Words<'_>, period: Quiet) -> Mrkdwn {
    let on = |(month, day): (i8, i8)| -> Value { words.month_day(month, day).into() };
    match period {
        Quiet::Once(from, to) if from == to => words.mrkdwn("quiet-day", &[("day", words.date(from).into())]),
        Quiet::Once(from, to) => words.mrkdwn("quiet-days", &[("from", words.date(from).into()), ("to", words.date(to).into())]),
        Quiet::Yearly(from, to) if from == to => words.mrkdwn("quiet-yearly-day", &[("day", on(from))]),
        Quiet::Yearly(from, to) => words.mrkdwn("quiet-yearly", &[("from", on(from)), ("to", on(to))]),
        Quiet::MonthEnds(days) => words.mrkdwn("quiet-month-ends", &[("days", days.into())]),
        Quiet::MonthBegins(days) => words.mrkdwn("quiet-month-begins", &[("days", days.into())]),
        Quiet::Weekly(weekday) => words.mrkdwn("quiet-weekly", &[("weekday", words.weekday(weekday).into())]),
    }
}

/// Where the own card meets others'.
#[must_use]
pub fn overlaps(words: &Words<'_>, found: &[TeamOverlap]) -> Rendered {
    let mut all = vec![header(&words.plain("overlap-title", &[]))];
    for one in found.iter().take(OVERLAPS_SHOWN) {
        all.extend(overlap_blocks(words, &one.team, &one.overlap));
    }
    all.push(match found {
        [] => section(&words.mrkdwn("overlap-none", &[])),
        _ => context(&words.mrkdwn("overlap-how", &[])),
    });
    Rendered::new(&words.plain("overlap-text", &[]), &all)
}

fn overlap_blocks(words: &Words<'_>, team: &str, overlap: &Overlap) -> Vec<SlackBlock> {
    let key = match (overlap.we_help.is_empty(), overlap.they_help.is_empty()) {
        (false, false) => "overlap-both",
        (false, true) => "overlap-we",
        _ => "overlap-they",
    };
    let mut said = words.mrkdwn(key, &[("team", team.into())]);
    let mut list = |key: &str, meetings: &[Meeting]| {
        for meeting in meetings.iter().take(MEETINGS_SHOWN) {
            let values = [("struggle", meeting.struggle.as_str().into()), ("offer", meeting.offer.as_str().into())];
            said = said.clone().line(&words.mrkdwn(key, &values));
        }
    };
    list("overlap-we-line", &overlap.we_help);
    list("overlap-they-line", &overlap.they_help);
    vec![section(&said)]
}

/// The form for a team's card.
#[must_use]
pub fn card_form(words: &Words<'_>, callback: &'static str, shown: &CardShown) -> Form {
    let card = shown.card.as_ref();
    let label = |key: &str| words.plain(key, &[]);
    let text = |name: &'static str, key: &str, filled: Option<&str>| {
        let element = form::lines(name, filled.filter(|text| !text.is_empty()));
        form::optional_with_hint(name, &label(&format!("card-form-{key}")), &label(&format!("card-hint-{key}")), element)
    };
    let list = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("\n");
    let quiet = card.map(|card| card.quiet.iter().map(|period| period.typed(words.lang() == Lang::De)).collect::<Vec<_>>().join("\n"));
    let blocks = [
        context(&words.mrkdwn("card-form-who", &[("team", shown.name.as_str().into())])),
        text(parts::PROTECTS, "protects", card.map(|card| card.protects.as_str())),
        text(parts::FRONT_DOOR, "front-door", card.map(|card| card.front_door.as_str())),
        text(parts::STRUGGLES, "struggles", card.map(|card| list(&card.struggles)).as_deref()),
        text(parts::OFFERS, "offers", card.map(|card| list(&card.offers)).as_deref()),
        text(parts::QUIET, "quiet", quiet.as_deref()),
        text(parts::WORDS, "words", card.map(|card| card.words.as_str())),
    ];
    Form::new(callback, label("card-form-title"), Some(label("card-form-submit")), label("form-close"), &blocks)
}

/// What a draft's flaws are called in the form: input and sentence.
#[must_use]
pub fn card_flaws(words: &Words<'_>, flaws: &[Flaw]) -> Vec<(String, Plain)> {
    let number = |n: usize| Value::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let said = flaws.iter().map(|flaw| match flaw {
        Flaw::TooLong(part) => (*part, words.plain("card-flaw-too-long", &[("most", number(TEXT_CHARS_MAX))])),
        Flaw::TooMany(part) if *part == parts::QUIET => (*part, words.plain("card-flaw-too-many", &[("most", number(QUIET_PERIODS_MAX))])),
        Flaw::TooMany(part) => (*part, words.plain("card-flaw-too-many", &[("most", number(LINES_MAX))])),
        Flaw::LineTooLong(part) => (*part, words.plain("card-flaw-line-too-long", &[("most", number(LINE_CHARS_MAX))])),
        Flaw::Unreadable(line) => {
            let shown: String = line.chars().take(60).collect();
            (parts::QUIET, words.plain("card-flaw-unreadable", &[("line", shown.as_str().into())]))
        }
        Flaw::Empty => (parts::PROTECTS, words.plain("card-flaw-empty", &[])),
    });
    let mut all: Vec<(String, Plain)> = Vec::new();
    for (part, sentence) in said {
        // One sentence an input: Slack shows no more.
        if !all.iter().any(|(known, _)| known == part) {
            all.push((part.to_owned(), sentence));
        }
    }
    all
}

/// Somebody else was faster: their card stands, and the form stays open with what was filled in.
#[must_use]
pub fn card_overtaken(words: &Words<'_>) -> Vec<(String, Plain)> {
    vec![(parts::PROTECTS.to_owned(), words.plain("card-flaw-overtaken", &[]))]
}

/// What the draft's texts were, taken from the names of the inputs.
#[must_use]
pub fn draft(read: impl Fn(&str) -> String) -> Draft {
    Draft {
        protects: read(parts::PROTECTS),
        front_door: read(parts::FRONT_DOOR),
        words: read(parts::WORDS),
        struggles: read(parts::STRUGGLES),
        offers: read(parts::OFFERS),
        quiet: read(parts::QUIET),
    }
}

/// A text on one line, cut to what a small line takes.
fn one_line(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.chars().take(SECTION_CHARS_MAX / 2).collect()
}

/// A header takes 150 characters.
fn cut(title: &Plain) -> Plain {
    Plain::new(title.as_str().chars().take(150).collect())
}
