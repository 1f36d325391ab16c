//! Goes on with deletions that were interrupted, and edits the messages that named who is gone.

use super::{Kind, Workers};
use crate::app::forget::Redaction;
use crate::app::{Actor, Result};
use crate::domain::day::Millis;
use crate::slack::client::{CallError, Lane};
use crate::slack::view;
use crate::text::Lang;

impl Workers {
    pub(super) async fn redact(&self) -> Result<Option<Millis>> {
        self.router.forget_rest().await?;
        for one in self.app.redactions().await? {
            if !self.app.redaction_begins(&one).await? {
                continue;
            }
            if let Err(error) = self.redact_one(&one).await {
                self.pass_over(Kind::Redact, &error);
                self.app.redact_later(&one, None).await?;
            }
        }
        for file in self.app.doomed_files().await? {
            self.delete_file(&file).await?;
        }
        let next = [self.app.next_redaction().await?, self.app.next_forgetting().await?, self.app.next_doomed_file().await?];
        Ok(next.into_iter().flatten().min())
    }

    async fn redact_one(&self, one: &Redaction) -> Result<()> {
        let Some(workspace) = self.app.workspace(&one.workspace).await? else {
            return self.app.redacted(one).await;
        };
        let message = match self.without_name(one).await {
            // What can't be read can't be shown without the name either: nothing of it stays.
            Err(error) if error.is_unreadable() => {
                self.pass_over(Kind::Redact, &error);
                view::removed(&self.text.words(Lang::En))
            }
            message => message?,
        };
        match self.client.update_message(&workspace.bot_token, &one.channel, &one.message_ts, &message, Lane::Background).await {
            // Gone from Slack, or not to be edited any more: there is nothing left to do.
            Ok(()) | Err(CallError::Refused(_)) => self.app.redacted(one).await,
            Err(CallError::RateLimited(after)) => self.app.redact_later(one, after).await,
            Err(_) => self.app.redact_later(one, None).await,
        }
    }

    /// What the message says without the name: somebody else's reminder as its rows are now; the person's own, that it is gone.
    async fn without_name(&self, one: &Redaction) -> Result<view::Rendered> {
        if let Some(id) = &one.message
            && let Some((composed, file)) = self.app.posted_digest(&one.workspace, id).await?
        {
            let words = self.text.words(Lang::of(composed.locale.as_deref()));
            return Ok(view::digest(&words, &composed.digest, &composed.teams, file.as_deref()));
        }
        if let Some(id) = &one.message
            && let Some(message) = self.introduction_now(&one.workspace, id).await?
        {
            return Ok(message);
        }
        let sent = match &one.message {
            Some(id) => self.app.sent_reminder(&one.workspace, id).await?,
            None => None,
        };
        let Some((recipient, sent)) = sent else {
            return Ok(view::removed(&self.text.words(Lang::En)));
        };
        let (_, lang) = self.router.lang(&Actor { workspace: one.workspace.clone(), person: recipient }).await?;
        let words = self.text.words(lang);
        Ok(if sent.reminder.is_empty() { view::removed(&words) } else { view::reminder(&words, &sent.id, &sent.reminder) })
    }
}
