//! The last look before a digest goes out: it is put together anew, so that every rule holds for what is said at that moment.
//!
//! What the post carries is written down before the call, by our own ids: if it arrives, none of it is told again.

use super::compose_digest::Composed;
use super::decide_digest::is_worth;
use super::turn_off::TURNED_OFF;
use super::{App, Result};
use crate::domain::delivery::State;
use crate::domain::digest::crowd::Roster;
use crate::domain::digest::{Digest, introductions, struggle};
use crate::domain::ids::{MessageId, WorkspaceId};
use crate::domain::message::Message;
use crate::store::outbox::{self, Delivery};
use crate::store::{digest_parts, digests};

/// Attempts that a post makes with its picture: a good two minutes for Slack to have looked at the file. Then the text goes alone.
pub const ATTEMPTS_WITH_PICTURE: i64 = 6;

/// What the last look says.
#[derive(Debug, Clone)]
pub enum RecheckDigest {
    /// Send this, with this uploaded file as its picture.
    Send(Box<Composed>, Option<String>),
    /// Say nothing, for this cause.
    Drop(&'static str),
    /// The lease ran out meanwhile: another worker has it.
    Lost,
}

impl App {
    /// Checks a leased digest right before its call begins, and fixes what it carries.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recheck_digest(&self, delivery: &Delivery) -> Result<RecheckDigest> {
        let (workspace, now) = (&delivery.workspace, self.now());
        let Message::Digest { day } = delivery.message else { return Ok(RecheckDigest::Drop("no digest")) };
        let Some(setup) = digests::setup(&self.store.db, workspace).await? else { return Ok(RecheckDigest::Drop("no channel")) };
        if self.is_silenced(workspace, delivery.due_at).await? {
            return Ok(RecheckDigest::Drop(TURNED_OFF));
        }
        if now > delivery.expires_at {
            return Ok(RecheckDigest::Drop("slot missed"));
        }
        if setup.channel.as_str() != delivery.recipient.as_str() {
            return Ok(RecheckDigest::Drop("another channel by now"));
        }
        let mut composed = self.compose_digest(workspace).await?;
        if !is_worth(&composed, &setup) {
            return Ok(RecheckDigest::Drop("nothing to say"));
        }
        let row = digests::on_day(&self.store.db, workspace, day).await?;
        let shows = composed.picture_shows();
        let fits = |file: &(String, String)| Some(&file.1) == shows.as_ref() && delivery.attempt <= ATTEMPTS_WITH_PICTURE;
        let file = row.file.filter(fits).map(|(id, _)| id);
        if file.is_none() {
            composed = composed.without_picture();
        }
        let mut tx = self.store.db.begin().await?;
        if !outbox::still_leased(&mut tx, delivery).await? {
            return Ok(RecheckDigest::Lost);
        }
        digests::carries(&mut tx, workspace, &delivery.id, &composed.carried, now).await?;
        tx.commit().await?;
        Ok(RecheckDigest::Send(Box::new(composed), file))
    }

    /// A digest is there: settles it together with what it carried.
    pub(crate) async fn digest_sent(&self, delivery: &Delivery, message_ts: &str) -> Result<State> {
        let now = self.now();
        let mut tx = self.store.db.begin().await?;
        if outbox::sent(&mut tx, delivery, message_ts, now).await? {
            digests::posted(&mut tx, &delivery.workspace, &delivery.id, now).await?;
        }
        tx.commit().await?;
        Ok(State::Sent)
    }

    /// A digest that was posted, as it may be shown now: who is gone since is not named, and nothing that came later is in it. With its picture.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn posted_digest(&self, workspace: &WorkspaceId, message: &MessageId) -> Result<Option<(Composed, Option<String>)>> {
        let db = &self.store.db;
        let row = digests::of_message(db, workspace, message).await?;
        let Some(carried) = row.carried else { return Ok(None) };
        let roster = Roster::new(digest_parts::standings(db, workspace).await?, self.now());
        let opened = digest_parts::introductions_with(db, workspace, &carried.introductions).await?;
        let (_, introductions) = introductions(&opened, &roster);
        let shown = match &carried.struggle {
            Some(line) => struggle(digest_parts::struggle_with(&self.store, workspace, line).await?, &roster),
            None => None,
        };
        let file = row.file.map(|(id, _)| id).filter(|_| carried.bridges.is_some());
        let first_meetings = !carried.first_meetings.is_empty();
        let digest = Digest { introductions, first_meetings, struggle: shown, bridges: carried.bridges.clone() };
        let teams = self.team_names(workspace).await?;
        let locale = digest_parts::usual_locale(db, workspace).await?;
        Ok(Some((Composed { digest, carried, teams, locale }, file)))
    }
}
