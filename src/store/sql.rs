//! One statement with its values, apart from any engine.
//!
//! Text can only be put in as literals of the program, values only by binding: there is no way to build a query from what somebody typed.

use std::borrow::Cow;

/// A bound value.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Text.
    Text(Option<String>),
    /// A whole number.
    I64(Option<i64>),
    /// A number.
    F64(Option<f64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// Places up to which a text made for one call is kept prepared: a batch of about ten commands.
const PLACES_KEPT_MAX: usize = 128;

macro_rules! args {
    ($($from:ty => $kind:ident),* $(,)?) => { $(
        impl From<$from> for Arg { fn from(value: $from) -> Self { Self::$kind(Some(value.into())) } }
        impl From<Option<$from>> for Arg { fn from(value: Option<$from>) -> Self { Self::$kind(value.map(Into::into)) } }
    )* };
}
args! { String => Text, &str => Text, &String => Text, i64 => I64, f64 => F64, bool => Bool, Vec<u8> => Bytes }

/// One statement with its values. Text can only be put in as literals of the program, values only by binding.
#[derive(Debug, Clone)]
pub struct Sql {
    text: Cow<'static, str>,
    postgres: Option<&'static str>,
    args: Vec<Arg>,
}

/// A statement.
#[must_use]
pub const fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), postgres: None, args: Vec::new() }
}

impl Sql {
    /// The text, with `$1` places.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text for PostgreSQL.
    #[must_use]
    pub fn postgres_text(&self) -> &str {
        self.postgres.unwrap_or(&self.text)
    }

    /// The text for SQLite: where the places come in order, they are plain `?`.
    ///
    /// There a named place is compared with all named before it, twice: a statement of a thousand places took longer to bind than to run.
    #[must_use]
    pub fn sqlite_text(&self) -> Cow<'_, str> {
        if self.is_fixed() {
            return Cow::Borrowed(&self.text);
        }
        let mut parts = self.text.split('$');
        let mut plain = String::with_capacity(self.text.len());
        plain.push_str(parts.next().unwrap_or_default());
        for (place, part) in (1_usize..).zip(parts) {
            let digits = part.len() - part.trim_start_matches(|character: char| character.is_ascii_digit()).len();
            if part[..digits].parse() != Ok(place) {
                return Cow::Borrowed(&self.text);
            }
            plain.push('?');
            plain.push_str(&part[digits..]);
        }
        Cow::Owned(plain)
    }

    /// Whether this very text is likely to come again soon.
    #[must_use]
    pub fn comes_again(&self) -> bool {
        self.is_fixed() || self.args.len() <= PLACES_KEPT_MAX
    }

    /// Whether the text is one of the program's own, and not made for one call.
    #[must_use]
    pub const fn is_fixed(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The bound values, in the order of their places.
    #[must_use]
    pub fn into_args(self) -> Vec<Arg> {
        self.args
    }

    /// Another text for PostgreSQL, with the same places.
    #[must_use]
    pub const fn on_postgres(mut self, text: &'static str) -> Self {
        self.postgres = Some(text);
        self
    }

    /// Binds the next place.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Goes on with more text.
    #[must_use]
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// `($4, $5, …)`: an IN list, or one row of VALUES.
    #[must_use]
    pub fn list<A: Into<Arg>>(mut self, values: impl IntoIterator<Item = A>) -> Self {
        let text = self.text.to_mut();
        text.push('(');
        for (i, value) in values.into_iter().enumerate() {
            if i > 0 {
                text.push_str(", ");
            }
            self.args.push(value.into());
            text.push('$');
            text.push_str(&self.args.len().to_string());
        }
        text.push(')');
        self
    }

    /// `($4, $5), ($6, $7), …`: the rows of VALUES.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Arg>>) -> Self {
        for (i, row) in rows.into_iter().enumerate() {
            if i > 0 {
                self.text.to_mut().push_str(", ");
            }
            self = self.list(row);
        }
        self
    }
}
