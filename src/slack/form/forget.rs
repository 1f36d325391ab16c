//! The form behind `/goodturn delete everything`: asks once more, then deletes.

use super::callbacks;
use crate::app::Result;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::{self, Form};
use crate::text::Lang;

/// The form that asks once more.
#[must_use]
pub fn blank(router: &Router, lang: Lang) -> Form {
    view::forget_form(&router.text.words(lang), callbacks::FORGET)
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    router.app.ask_to_forget(&submission.by).await?;
    let done = view::forgotten_form(&router.text.words(lang), callbacks::DONE);
    // The Home that is on the screen goes first; then what may take a while.
    Ok(Handled { reply: Reply::Become(Box::new(done)), then: vec![Then::Forget, Then::HomeIn(submission.by, lang)] })
}
