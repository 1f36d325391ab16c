//! The Web API: `/api/{method}`.
//! One row a method in `table`, one order of checks for all in `dispatch`; the other files are what methods do.

mod answer;
mod arguments;
mod basics;
mod chat;
mod check;
mod content;
mod conversations;
mod dispatch;
mod rates;
mod read;
mod responses;
mod table;
mod users;
mod views;

pub(crate) use answer::Refusal;
pub(crate) use arguments::Arguments;
pub(crate) use dispatch::{Late, call};
pub(crate) use rates::RateLimits;
pub(crate) use responses::{respond, show_new};
