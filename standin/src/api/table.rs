//! The method table for readers outside: what each method takes, needs and refuses.
//! Public, so that tests can hold every row against Slack's own reference.

use super::{
    method::{Holds, Method, Tier, Token, Verb},
    rows,
};

/// One method of the Web API, as the stand-in has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name, such as `chat.postMessage`.
    pub name: &'static str,
    /// The verb that Slack documents.
    pub verb: &'static str,
    /// Whether it takes JSON besides forms and queries.
    pub json: bool,
    /// Whether it needs a token.
    pub token: bool,
    /// One of these is enough; none: no scope is needed.
    pub scopes: &'static [&'static str],
    /// Slack's name for how often it may be called: `t1` to `t5`.
    pub tier: &'static str,
    /// What it refuses with, besides what every method may.
    pub errors: &'static [&'static str],
    /// Its arguments, without the token.
    pub arguments: Vec<RowArgument>,
}

/// One argument of a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowArgument {
    /// Its name.
    pub name: &'static str,
    /// `text`, `flag`, `number` or `json`.
    pub holds: &'static str,
    /// Whether it has to be there.
    pub required: bool,
}

/// What every method may refuse with.
pub const COMMON_ERRORS: &[&str] = super::method::COMMON_ERRORS;

/// Every method there is.
#[must_use]
pub fn methods() -> Vec<Row> {
    rows::methods().map(row).collect()
}

fn row(method: &Method) -> Row {
    let arguments = method.arguments.iter().map(|argument| RowArgument {
        name: argument.name,
        holds: match argument.holds {
            Holds::Text => "text",
            Holds::Flag => "flag",
            Holds::Number => "number",
            Holds::Json(_) => "json",
        },
        required: argument.missing.is_some(),
    });
    Row {
        name: method.name,
        verb: if method.verb == Verb::Get { "GET" } else { "POST" },
        json: method.json,
        token: method.token != Token::None,
        scopes: method.scopes,
        tier: match method.tier {
            Tier::One => "t1",
            Tier::Two => "t2",
            Tier::Three => "t3",
            Tier::Four => "t4",
            Tier::Hundreds | Tier::Posting => "t5",
        },
        errors: method.errors,
        arguments: arguments.collect(),
    }
}
