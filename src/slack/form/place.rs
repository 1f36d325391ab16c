//! Where the answer to a form goes: it travels with the form, and comes back when it is sent.

use serde::{Deserialize, Serialize};

use super::callbacks;
use crate::app::Actor;
use crate::app::read_home::Page;
use crate::domain::answer::Answer;
use crate::domain::day::Millis;
use crate::domain::ids::{EntryId, MessageId};
use crate::slack::inbound::OpenForm;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Rendered};
use crate::text::Lang;

/// How long an address answers. Slack's own word is thirty minutes; the rest is for the way, and for clocks that differ.
const ADDRESS_HOLDS_MS: i64 = 25 * Millis::MINUTE;

/// Where an answer goes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::slack) enum Place {
    /// A message of its own, by a command's or a shortcut's address.
    Say(String),
    /// In the place of the message whose button opened the form.
    Replace(String),
    /// Where the form stood.
    #[default]
    Form,
    /// On Home.
    Home,
    /// On Home, on the pages that it showed.
    HomeAt(String),
}

impl Place {
    /// A message of its own where there is an address for one, or else where the form stood.
    pub(in crate::slack) fn said(response_url: Option<&str>) -> Self {
        response_url.map_or(Self::Form, |url| Self::Say(url.to_owned()))
    }

    /// Where a button stood that opened the form: in a message, in a form, or on Home.
    pub(in crate::slack) fn pressed(response_url: Option<&str>, form: Option<&OpenForm>) -> Self {
        match (response_url, form) {
            (Some(url), _) => Self::Replace(url.to_owned()),
            (None, Some(_)) => Self::Form,
            (None, None) => Self::Home,
        }
    }

    /// A message of its own where there is an address for one, or else on Home.
    pub(in crate::slack) fn said_or_home(response_url: Option<&str>) -> Self {
        response_url.map_or(Self::Home, |url| Self::Say(url.to_owned()))
    }
}

/// What a form carries for itself.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(in crate::slack) struct Memo {
    /// Where the answer goes.
    pub place: Place,
    /// The entries it is about, if it is about any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryId>,
    /// The person it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The reminder that it was opened from, if it is brought up to date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// When it was opened: addresses hold for a while only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<i64>,
}

/// Whether the address holds that a form brought which was opened then.
pub(in crate::slack) fn holds(opened: Option<Millis>, now: Millis) -> bool {
    opened.is_none_or(|at| now.0 - at.0 <= ADDRESS_HOLDS_MS)
}

impl Memo {
    /// Where the answer goes, for a form that opens now.
    pub(in crate::slack) fn of(place: Place, router: &Router) -> Self {
        Self { place, opened: Some(router.app.now().0), ..Self::default() }
    }

    /// Where the answer goes by now: where an address holds no more, it stands where the form stood.
    fn place_at(self, now: Millis) -> Place {
        match self.place {
            Place::Say(_) | Place::Replace(_) if !holds(self.opened.map(Millis), now) => Place::Form,
            place => place,
        }
    }

    /// Hands an answer over.
    pub(in crate::slack) fn answered(self, router: &Router, by: Actor, lang: Lang, answer: &Answer) -> Handled {
        let words = router.text.words(lang);
        let message = || view::answer(&words, answer);
        match self.place_at(router.app.now()) {
            Place::Say(response_url) => Handled::then(vec![Then::Say { response_url, message: message() }]),
            Place::Replace(response_url) => Handled::then(vec![Then::Replace { response_url, message: message() }]),
            Place::Form => Handled::reply(Reply::Become(Box::new(view::done(&words, callbacks::DONE, answer)))),
            Place::Home => Handled::then(vec![Then::Home(by)]),
            Place::HomeAt(page) => Handled::then(vec![Then::HomeAt(by, Page::parse(&page))]),
        }
    }

    /// Hands over what a feature has put into words itself.
    pub(in crate::slack) fn told(self, router: &Router, by: Actor, lang: Lang, messages: Vec<Rendered>) -> Handled {
        match self.place_at(router.app.now()) {
            Place::Say(url) | Place::Replace(url) => {
                Handled::then(messages.into_iter().map(|message| Then::Say { response_url: url.clone(), message }).collect())
            }
            Place::Form => told_in_form(router, lang, &messages),
            Place::Home => Handled::then(vec![Then::Home(by)]),
            Place::HomeAt(page) => Handled::then(vec![Then::HomeAt(by, Page::parse(&page))]),
        }
    }

    /// As a form carries it.
    pub(in crate::slack) fn note(&self) -> String {
        // Texts and lists always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it came back; what can't be read (a form of another version) answers where it stood.
    pub(in crate::slack) fn read(note: &str) -> Self {
        serde_json::from_str(note).unwrap_or_default()
    }
}

/// Messages where the form stood that brought them.
pub(in crate::slack) fn told_in_form(router: &Router, lang: Lang, messages: &[Rendered]) -> Handled {
    Handled::reply(Reply::Become(Box::new(view::told(&router.text.words(lang), callbacks::DONE, messages))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_carries_comes_back() {
        let place = Place::Replace("https://x.example/1".to_owned());
        let memo = Memo { place, entries: vec!["E1".into()], opened: Some(1), ..Memo::default() };
        let back = Memo::read(&memo.note());
        assert!(back.place == memo.place && back.entries == memo.entries && back.person.is_none());
        assert!(Memo::read("https://x.example/1").place == Place::Form);
        assert!(Memo::read(r#"{"place":{"say":"https://x.example/1"}}"#).place == Place::Say("https://x.example/1".to_owned()));
    }

    #[test]
    fn an_address_that_holds_no_more_is_not_answered_to() {
        let memo = || Memo { place: Place::Say("https://x.example/1".to_owned()), opened: Some(0), ..Memo::default() };
        assert!(memo().place_at(Millis(25 * Millis::MINUTE)) == memo().place);
        assert!(memo().place_at(Millis(26 * Millis::MINUTE)) == Place::Form, "the person still learns what became of it");
        assert!(Memo { place: Place::Home, ..memo() }.place_at(Millis(Millis::DAY)) == Place::Home);
    }
}
