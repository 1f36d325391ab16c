//! Where the answer to a form goes: it travels with the form, and comes back when it is sent.

use serde::{Deserialize, Serialize};

use super::callbacks;
use crate::app::Actor;
use crate::app::read_home::Page;
use crate::domain::answer::Answer;
use crate::domain::ids::EntryId;
use crate::slack::inbound::OpenForm;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Where an answer goes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::slack) enum Place {
    /// A message of its own, by a command's or a shortcut's address.
    Say(String),
    /// In the place of the message whose button opened the form. Where the address holds no more, Home shows it.
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

    /// Hands the answer over.
    pub(in crate::slack) fn answered(self, router: &Router, by: Actor, lang: Lang, answer: &Answer) -> Handled {
        let words = router.text.words(lang);
        let message = || view::answer(&words, answer);
        match self {
            Self::Say(response_url) => Handled::then(vec![Then::Say { response_url, message: message() }]),
            Self::Replace(response_url) => Handled::then(vec![Then::Replace { response_url, message: message() }]),
            Self::Form => Handled::reply(Reply::Become(Box::new(view::done(&words, callbacks::DONE, answer)))),
            Self::Home => Handled::then(vec![Then::Home(by)]),
            Self::HomeAt(page) => Handled::then(vec![Then::HomeAt(by, Page::parse(&page))]),
        }
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
}

impl Memo {
    /// Only where the answer goes.
    pub(in crate::slack) const fn of(place: Place) -> Self {
        Self { place, entries: Vec::new(), person: None }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_carries_comes_back() {
        let memo = Memo { place: Place::Replace("https://x.example/1".to_owned()), entries: vec!["E1".into()], person: None };
        let back = Memo::read(&memo.note());
        assert!(back.place == memo.place && back.entries == memo.entries && back.person.is_none());
        assert!(Memo::read("https://x.example/1").place == Place::Form);
    }
}
