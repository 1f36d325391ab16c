//! The Web API: `/api/{method}`.
//! One row a method in `rows`, one order of checks for all in `dispatch`; the other files are what methods do.

mod answer;
mod apps;
mod arguments;
mod basics;
mod chat;
mod check;
mod content;
mod conversations;
pub(crate) mod described;
mod dispatch;
mod files;
mod history;
mod method;
mod modals;
mod oauth;
mod profiles;
mod rates;
mod read;
mod responses;
mod rows;
mod table;
mod upload;
mod usergroups;
mod users;
mod validate;
mod views;

pub(crate) use answer::Refusal;
pub(crate) use arguments::Arguments;
pub(crate) use dispatch::{Late, call};
pub(crate) use rates::RateLimits;
pub(crate) use responses::{respond, show_new};
pub use table::{COMMON_ERRORS, Row, RowArgument, methods};
pub(crate) use upload::{download, upload};
