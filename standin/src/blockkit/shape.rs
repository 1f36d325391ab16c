//! The words in which shapes of blocks and elements are written down.
//! Data only: a new block or element is a new row, never a new function.

use super::Surface;

/// What a field must hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// A string of 1 to this many characters.
    Text(usize),
    /// A string of at most this many characters, which may be empty.
    MaybeEmpty(usize),
    /// An `https` or other address of at most this many characters.
    Address(usize),
    /// true or false.
    Flag,
    /// A number, or a number written as text.
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A `plain_text` object of at most this many characters.
    Plain(usize),
    /// A `plain_text` or `mrkdwn` object of at most this many characters.
    Words(usize),
    /// At most so many `plain_text` or `mrkdwn` objects of at most so many characters.
    WordsList(usize, usize),
    /// One element of these types.
    Element(&'static [&'static str]),
    /// 1 to so many elements of these types.
    Elements(usize, &'static [&'static str]),
    /// A list of 1 to so many options.
    Options(usize),
    /// One option.
    Choice,
    /// Groups of options.
    OptionGroups,
    /// A confirmation dialog.
    Confirm,
    /// A list of ids, of at most so many.
    Ids(usize),
    /// An object with these fields and no others.
    Parts(&'static [Field]),
    /// At most so many such objects; there may be none.
    PartsList(usize, &'static [Field]),
    /// A list of these words.
    WordList(&'static [&'static str]),
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A time of day, `HH:mm`.
    Time,
    /// Seconds since the epoch, ten digits of them.
    Moment,
    /// A `rich_text` block.
    Rich,
    /// What stands in a `rich_text` block.
    RichElements,
    /// Rows of cells.
    Cells,
    /// A file on Slack, by its id or its address.
    SlackFile,
    /// Any list or object: its inside is not checked.
    Anything,
}

/// One field of a shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) holds: Holds,
}

/// A field that must be there.
pub(super) const fn must(name: &'static str, holds: Holds) -> Field {
    Field { name, required: true, holds }
}

/// A field that may be there.
pub(super) const fn may(name: &'static str, holds: Holds) -> Field {
    Field { name, required: false, holds }
}

/// A type of block or element, with the fields it may have besides `type`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) kind: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) surfaces: &'static [Surface],
    /// At least one of these must be there (empty: no such rule).
    pub(super) any_of: &'static [&'static str],
    /// And no more than one of them.
    pub(super) only_one: bool,
    /// Whether a person can act on it, so that it has an `action_id`.
    pub(super) interactive: bool,
}

pub(super) const EVERYWHERE: &[Surface] = &[Surface::Message, Surface::Home, Surface::Modal];
pub(super) const MODALS: &[Surface] = &[Surface::Modal];
pub(super) const MESSAGES: &[Surface] = &[Surface::Message];

/// Something to read.
pub(super) const fn shape(kind: &'static str, fields: &'static [Field]) -> Shape {
    Shape { kind, fields, surfaces: EVERYWHERE, any_of: &[], only_one: false, interactive: false }
}

/// Something to act on.
pub(super) const fn acting(kind: &'static str, fields: &'static [Field]) -> Shape {
    Shape { kind, fields, surfaces: EVERYWHERE, any_of: &[], only_one: false, interactive: true }
}

impl Shape {
    /// The same, on these surfaces only.
    pub(super) const fn only_on(mut self, surfaces: &'static [Surface]) -> Self {
        self.surfaces = surfaces;
        self
    }

    /// The same, with at least one of these fields.
    pub(super) const fn with_any_of(mut self, fields: &'static [&'static str]) -> Self {
        self.any_of = fields;
        self
    }

    /// The same, with exactly one of these fields.
    pub(super) const fn with_one_of(mut self, fields: &'static [&'static str]) -> Self {
        self.any_of = fields;
        self.only_one = true;
        self
    }
}
