//! Each slot's digest: whether its picture is to be uploaded, and, when the slot has come, whether there is anything to say.
//!
//! One decision for each slot's day, ever. A slot that was missed is made up within a day; later it is dropped. Nothing to say, no post, and
//! the cause is kept.

use super::compose_digest::Composed;
use super::turn_off::TURNED_OFF;
use super::{App, Result};
use crate::domain::day::{Day, Millis};
use crate::domain::digest::schedule::{Schedule, Slot};
use crate::domain::ids::{PersonId, WorkspaceId};
use crate::domain::message::{Message, digest_key};
use crate::domain::slot::{SLOT_MAKE_UP_MS, zone_or};
use crate::store::digests::{self, Setup, Slotted};
use crate::store::outbox::{self, NewDelivery};

/// How long before its slot a picture is uploaded: Slack takes a moment to look at it, and a failed upload is tried again.
pub const UPLOAD_AHEAD_MS: i64 = Millis::HOUR;

/// From one try of an upload to the next.
pub const UPLOAD_AGAIN_MS: i64 = 5 * Millis::MINUTE;

/// A picture that is to be uploaded now.
#[derive(Debug, Clone)]
pub struct PictureDue {
    /// The slot it is for.
    pub day: Day,
    /// What it shows.
    pub composed: Composed,
}

/// What was decided for a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// A post waits in the outbox.
    Post,
    /// Nothing is said, for this cause.
    Silent(&'static str),
}

/// The slots around now.
struct Around {
    setup: Setup,
    /// The last one, where it may still be made up.
    last: Option<Slot>,
    next: Option<Slot>,
}

impl App {
    async fn slots(&self, workspace: &WorkspaceId) -> Result<Option<Around>> {
        let Some(setup) = digests::setup(&self.store.db, workspace).await? else { return Ok(None) };
        let Ok(schedule) = Schedule::parse(&setup.cron) else {
            tracing::error!("a digest's schedule can't be read; set it again");
            return Ok(None);
        };
        let (zone, now) = (zone_or(Some(&setup.zone), &jiff::tz::TimeZone::UTC), self.now());
        let in_time = |slot: &Slot| slot.at >= setup.begins_at && now.0 - slot.at.0 <= SLOT_MAKE_UP_MS;
        let (last, next) = (schedule.last(now, &zone).filter(in_time), schedule.next(now, &zone));
        Ok(Some(Around { setup, last, next }))
    }

    /// The picture that is to be uploaded now, if one is. Only one worker is told of it, until it is tried again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn picture_due(&self, workspace: &WorkspaceId) -> Result<Option<PictureDue>> {
        let Some(around) = self.slots(workspace).await? else { return Ok(None) };
        if self.is_off(workspace).await? {
            return Ok(None);
        }
        let now = self.now();
        for (slot, missed) in around.last.map(|slot| (slot, true)).into_iter().chain(around.next.map(|slot| (slot, false))) {
            if !missed && slot.at.0 - now.0 > UPLOAD_AHEAD_MS {
                continue;
            }
            let row = digests::on_day(&self.store.db, workspace, slot.day).await?;
            // A slot that has come waits for no second try.
            let wanted = is_open(&row) && row.file.is_none() && if missed { row.file_attempts == 0 } else { row.file_due_at <= now };
            if !wanted || !digests::take_upload(&self.store.db, workspace, slot.day, now, now.plus(UPLOAD_AGAIN_MS)).await? {
                continue;
            }
            let composed = self.compose_digest(workspace).await?;
            if composed.digest.bridges.is_some() && is_worth(&composed, &around.setup) {
                return Ok(Some(PictureDue { day: slot.day, composed }));
            }
        }
        Ok(None)
    }

    /// Notes an upload that went well.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn picture_uploaded(&self, workspace: &WorkspaceId, due: &PictureDue, file: &str) -> Result<()> {
        let shows = due.composed.picture_shows().unwrap_or_default();
        Ok(digests::uploaded(&self.store.db, workspace, due.day, file, &shows).await?)
    }

    /// Decides about the slot that has come, if one has and nothing was decided yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decide_digest(&self, workspace: &WorkspaceId) -> Result<Option<Decided>> {
        let Some(Around { setup, last: Some(slot), .. }) = self.slots(workspace).await? else { return Ok(None) };
        if !is_open(&digests::on_day(&self.store.db, workspace, slot.day).await?) {
            return Ok(None);
        }
        let (composed, off) = (self.compose_digest(workspace).await?, self.is_silenced(workspace, slot.at).await?);
        let now = self.now();
        let mut tx = self.store.db.begin().await?;
        digests::begin(&mut tx, workspace, slot.day).await?;
        let decided = if !off && is_worth(&composed, &setup) {
            let new = NewDelivery {
                id: self.mint().into(),
                dedup_key: digest_key(slot.day),
                // A lane is a conversation: for a digest, its channel.
                recipient: PersonId::new(setup.channel.as_str()),
                message: Message::Digest { day: slot.day },
                due_at: slot.at,
                expires_at: slot.at.plus(SLOT_MAKE_UP_MS),
            };
            if !digests::decided(&mut tx, workspace, slot.day, Ok(&new.id)).await?
                || !outbox::enqueue(&self.store, &mut tx, workspace, &new, now).await?
            {
                return Ok(None);
            }
            Decided::Post
        } else {
            let cause = match composed.digest.items() {
                _ if off => TURNED_OFF,
                0 => "nothing to say",
                _ => "less than the least number of items",
            };
            if !digests::decided(&mut tx, workspace, slot.day, Err(cause)).await? {
                return Ok(None);
            }
            Decided::Silent(cause)
        };
        tx.commit().await?;
        Ok(Some(decided))
    }

    /// When something is to be done about the next digest.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_digest(&self, workspace: &WorkspaceId) -> Result<Option<Millis>> {
        let Some(Around { next: Some(next), .. }) = self.slots(workspace).await? else { return Ok(None) };
        let now = self.now();
        let ahead = next.at.plus(-UPLOAD_AHEAD_MS);
        if ahead > now {
            return Ok(Some(ahead));
        }
        let row = digests::on_day(&self.store.db, workspace, next.day).await?;
        Ok(Some(if row.file.is_none() { next.at.min(row.file_due_at.max(now)) } else { next.at }))
    }
}

fn is_open(row: &Slotted) -> bool {
    row.message.is_none() && row.silent_cause.is_none()
}

/// Whether there is enough to say.
pub(crate) fn is_worth(composed: &Composed, setup: &Setup) -> bool {
    let items = i64::try_from(composed.digest.items()).unwrap_or(i64::MAX);
    items > 0 && items >= setup.items_min
}
