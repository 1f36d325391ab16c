//! The forms of recording: what was given, what was asked, their edit, who of a team helped, and whose team somebody is in.

use slack_morphism::blocks::{
    SlackBlock, SlackBlockChoiceItem, SlackBlockMultiStaticSelectElement, SlackBlockPlainText, SlackBlockPlainTextInputElement,
    SlackInputBlockElement,
};

use super::Form;
use super::blocks::section;
use super::form::{INPUT_CHARS_MAX, ON, WHAT, WHO, day, input, line, lines, menu, one_of, optional, people};
use super::kept::{CHOICES_MAX, choice};
use crate::app::set_team::TEAM_NAME_CHARS_MAX;
use crate::app::they_helped::TeamAsk;
use crate::domain::day::Day;
use crate::domain::entry::{PEOPLE_PER_ENTRY_MAX, Way};
use crate::domain::ids::{PersonId, TeamId};
use crate::text::{Mrkdwn, Plain, Words};

/// Which of the two helped.
pub const WAY: &str = "way";
/// Which team: an input of several forms.
pub const TEAM: &str = "team";
/// Where the message is found.
pub const LINK: &str = "link";

/// What a form is filled in with when it opens.
#[derive(Debug, Clone)]
pub struct Filled {
    /// A sentence above the inputs.
    pub hint: Option<Mrkdwn>,
    /// The people.
    pub people: Vec<PersonId>,
    /// Those to choose from, with their names; none, and it is everybody.
    pub among: Option<Vec<(PersonId, String)>>,
    /// Whether nobody need be chosen: whom it was with has no name any more.
    pub nameless: bool,
    /// The words.
    pub words: String,
    /// The address of a message.
    pub link: Option<String>,
    /// The day.
    pub day: Day,
    /// Which of the two helped.
    pub way: Way,
    /// The teams to choose from, by name.
    pub teams: Vec<(TeamId, String)>,
    /// The team.
    pub team: Option<TeamId>,
}

impl Filled {
    /// An empty form, for today.
    #[must_use]
    pub const fn blank(today: Day) -> Self {
        Self {
            hint: None,
            people: Vec::new(),
            among: None,
            nameless: false,
            words: String::new(),
            link: None,
            day: today,
            way: Way::Gave,
            teams: Vec::new(),
            team: None,
        }
    }
}

/// What is said about a form: its title, its button and the labels that differ.
struct Labels {
    title: &'static str,
    submit: &'static str,
    who: &'static str,
    what: &'static str,
}

/// What was given, or received.
#[must_use]
pub fn gave(words: &Words<'_>, callback: &'static str, filled: &Filled) -> Form {
    let labels = Labels { title: "form-gave-title", submit: "form-gave-submit", who: "form-gave-who", what: "form-gave-what" };
    act(words, callback, filled, &labels)
}

/// The edit of what was given, or received.
#[must_use]
pub fn edit_act(words: &Words<'_>, callback: &'static str, filled: &Filled) -> Form {
    let labels = Labels { title: "form-edit-title", submit: "form-edit-submit", who: "form-gave-who", what: "form-gave-what" };
    act(words, callback, filled, &labels)
}

/// What was asked.
#[must_use]
pub fn asked(words: &Words<'_>, callback: &'static str, filled: &Filled) -> Form {
    let labels = Labels { title: "form-asked-title", submit: "form-asked-submit", who: "form-asked-who", what: "form-asked-what" };
    ask(words, callback, filled, &labels)
}

/// The edit of what was asked.
#[must_use]
pub fn edit_ask(words: &Words<'_>, callback: &'static str, filled: &Filled) -> Form {
    let labels = Labels { title: "form-edit-title", submit: "form-edit-submit", who: "form-asked-who", what: "form-asked-what" };
    ask(words, callback, filled, &labels)
}

fn act(words: &Words<'_>, callback: &'static str, filled: &Filled, labels: &Labels) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let ways = Way::ALL.map(|way| (way.as_str().to_owned(), label(&format!("form-way-{}", way.as_str()))));
    let mut blocks: Vec<SlackBlock> = filled.hint.iter().map(section).collect();
    blocks.push(input(WHO, &label(labels.who), who(filled)).with_optional(filled.nameless).into());
    blocks.push(input(WAY, &label("form-way"), one_of(WAY, &ways, filled.way.as_str())).into());
    blocks.extend(what(words, labels, filled));
    if let Some(link) = &filled.link {
        let element = SlackBlockPlainTextInputElement::new().with_action_id(LINK.into()).with_initial_value(link.clone());
        blocks.push(optional(LINK, &label("form-link"), element.into()));
    }
    blocks.push(input(ON, &label("form-gave-on"), day(ON, filled.day)).into());
    Form::new(callback, label(labels.title), Some(label(labels.submit)), label("form-close"), &blocks)
}

fn ask(words: &Words<'_>, callback: &'static str, filled: &Filled, labels: &Labels) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let mut blocks: Vec<SlackBlock> = filled.hint.iter().map(section).collect();
    if filled.teams.is_empty() {
        blocks.push(input(WHO, &label(labels.who), who(filled)).with_optional(filled.nameless).into());
    } else {
        blocks.push(optional(WHO, &label(labels.who), who(filled)));
        let known = |id: &TeamId| filled.teams.iter().find(|(team, _)| team == id).map(|(_, name)| name.as_str());
        // More teams than a menu takes: a name is typed.
        let element = if filled.teams.len() > CHOICES_MAX {
            line(TEAM, filled.team.as_ref().and_then(known))
        } else {
            let choices: Vec<(String, Plain)> =
                filled.teams.iter().map(|(id, name)| (id.as_str().to_owned(), Plain::new(choice(name)))).collect();
            menu(TEAM, &choices, filled.team.as_ref().map(TeamId::as_str))
        };
        blocks.push(optional(TEAM, &label("form-asked-team"), element));
    }
    blocks.extend(what(words, labels, filled));
    blocks.push(input(ON, &label("form-gave-on"), day(ON, filled.day)).into());
    Form::new(callback, label(labels.title), Some(label(labels.submit)), label("form-close"), &blocks)
}

fn who(filled: &Filled) -> SlackInputBlockElement {
    let most = u64::try_from(PEOPLE_PER_ENTRY_MAX).unwrap_or(1);
    let Some(among) = &filled.among else { return people(WHO, &filled.people, most) };
    let item =
        |(id, name): &(PersonId, String)| SlackBlockChoiceItem::new(SlackBlockPlainText::new(choice(name)).into(), id.as_str().to_owned());
    let items = among.iter().map(item).collect();
    let element = SlackBlockMultiStaticSelectElement::new().with_action_id(WHO.into()).with_options(items).with_max_selected_items(most);
    let chosen: Vec<_> = among.iter().filter(|(id, _)| filled.people.contains(id)).map(item).collect();
    if chosen.is_empty() { element.into() } else { element.with_initial_options(chosen).into() }
}

/// The words; longer ones than an input holds are not shown, and stay if nothing is written.
fn what(words: &Words<'_>, labels: &Labels, filled: &Filled) -> Vec<SlackBlock> {
    let label = words.plain(labels.what, &[]);
    if fits(&filled.words) {
        let shown = Some(filled.words.as_str()).filter(|words| !words.is_empty());
        return vec![input(WHAT, &label, lines(WHAT, shown)).into()];
    }
    vec![optional(WHAT, &label, lines(WHAT, None)), section(&words.mrkdwn("form-edit-long", &[]))]
}

/// Whether an input holds these words.
#[must_use]
pub fn fits(words: &str) -> bool {
    u64::try_from(words.encode_utf16().count()).is_ok_and(|length| length <= INPUT_CHARS_MAX)
}

/// Whether a menu holds so many choices.
#[must_use]
pub const fn can_be_listed(choices: usize) -> bool {
    choices > 0 && choices <= CHOICES_MAX
}

/// Who of a team helped.
#[must_use]
pub fn helped(words: &Words<'_>, callback: &'static str, ask: &TeamAsk) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let most = u64::try_from(PEOPLE_PER_ENTRY_MAX).unwrap_or(1);
    let named = |team: &String| section(&words.mrkdwn("form-helped-team", &[("team", team.as_str().into())]));
    let mut blocks: Vec<SlackBlock> = ask.team.iter().map(named).collect();
    blocks.push(input(WHO, &label("form-helped-who"), people(WHO, &[], most)).into());
    Form::new(callback, label("form-helped-title"), Some(label("form-helped-submit")), label("form-close"), &blocks)
}

/// Which team somebody is in, by its name.
#[must_use]
pub fn whose_team(words: &Words<'_>, callback: &'static str, person: &PersonId) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let most = u64::try_from(TEAM_NAME_CHARS_MAX).unwrap_or(INPUT_CHARS_MAX);
    let element = SlackBlockPlainTextInputElement::new().with_action_id(TEAM.into()).with_max_length(most);
    let blocks = [
        section(&words.mrkdwn("whose-team", &[("person", Mrkdwn::mention(person).into())])),
        input(TEAM, &label("form-team-name"), element.into()).into(),
    ];
    Form::new(callback, label("form-team-title"), Some(label("form-team-submit")), label("form-close"), &blocks)
}
