//! Block Kit: what may stand in a message, a Home and a modal, and within which limits.
//! Tables of shapes and one walker; every problem has a JSON pointer, as Slack gives, so that it can be found.

mod block_shapes;
mod check;
mod complete;
mod element_shapes;
mod moments;
mod rich;
mod shape;
mod stateful;
mod view;

use serde_json::Value;

pub(crate) use complete::{complete, plain_text_of, text_chars};
pub(crate) use element_shapes::TYPED_CHARS_MAX;
pub(crate) use moments::{is_date, is_time};
pub(crate) use stateful::{elements, options_of, slots, values, with_choice};
pub use view::{VIEW_BYTES_MAX, check_view};

/// Blocks in one message.
pub const MESSAGE_BLOCKS_MAX: usize = 50;

/// Blocks in one view.
pub const VIEW_BLOCKS_MAX: usize = 100;

/// Where blocks are to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A message, ephemeral or not.
    Message,
    /// The app's Home.
    Home,
    /// A modal.
    Modal,
}

/// One thing wrong with blocks or a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer to the place, from the top of what was sent.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(pointer: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), message: message.into() }
    }

    /// As Slack writes it into `response_metadata.messages`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("[ERROR] {} [json-pointer:{}]", self.message, self.pointer)
    }
}

/// The types of blocks and elements that are known, in no particular order.
#[must_use]
pub fn known_types() -> Vec<&'static str> {
    block_shapes::BLOCKS.iter().chain(element_shapes::ELEMENTS).map(|shape| shape.kind).collect()
}

/// Everything wrong with a list of blocks; `pointer` is where the list stands, such as `/blocks`.
#[must_use]
pub fn check_blocks(blocks: &Value, surface: Surface, pointer: &str) -> Vec<Problem> {
    let mut checker = check::Checker::new(surface);
    checker.blocks(blocks, pointer);
    checker.problems
}
