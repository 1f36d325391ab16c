//! The admins' form of the weekly post: channel, day, hour, time zone, and the least that is worth one.

use jiff::tz::TimeZone;

use super::callbacks;
use crate::app::set_up_digest::DigestWanted;
use crate::app::{Actor, Result};
use crate::domain::digest::schedule::Schedule;
use crate::domain::ids::ChannelId;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::Form;
use crate::slack::view::admin::forms::{self, AS_NOW};
use crate::text::Lang;

/// The form, filled in with what holds now.
pub(in crate::slack) async fn blank(router: &Router, by: &Actor, lang: Lang) -> Result<Form> {
    let setup = router.app.digest_setup(&by.workspace).await?;
    let zone = router.app.person(&by.workspace, &by.person).await?.and_then(|person| person.zone);
    let zone = zone.unwrap_or_else(|| "UTC".to_owned());
    Ok(forms::digest(&router.text.words(lang), callbacks::ADMIN_DIGEST, setup.as_ref(), &zone))
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let (fields, words, by) = (&submission.fields, router.text.words(lang), &submission.by);
    let wrong = |input: &str, key: &str| Ok(Handled::reply(Reply::Errors(vec![(input.to_owned(), words.plain(key, &[]))])));
    if !router.app.is_admin(by).await? {
        return wrong(forms::CHANNEL, "admin-refused");
    }
    let zone = fields.text(forms::ZONE).unwrap_or_else(|| "UTC".to_owned());
    // As the database of zones writes it, whatever the case it was typed in.
    let Some(zone) = TimeZone::get(&zone).ok().and_then(|zone| zone.iana_name().map(str::to_owned)) else {
        return wrong(forms::ZONE, "admin-digest-zone-unknown");
    };
    let before = router.app.digest_setup(&by.workspace).await?;
    let day = fields.choice(forms::DAY);
    let hour = fields.choice(forms::HOUR).and_then(|hour| hour.parse().ok()).unwrap_or(10);
    let cron = match (day.as_deref(), before) {
        (Some(AS_NOW), Some(before)) => before.cron,
        (day, _) => Schedule::expression(day.and_then(|day| day.parse().ok()).unwrap_or(3), hour),
    };
    let channel = fields.choice(forms::CHANNEL).map(ChannelId::from);
    let items_min = fields.choice(forms::LEAST).and_then(|least| least.parse().ok()).unwrap_or(1);
    let looks = channel.is_some();
    router.app.set_up_digest(&by.workspace, &DigestWanted { channel, cron, zone, items_min }).await?;
    let by = submission.by;
    Ok(Handled::then(vec![if looks { Then::LookIntoChannel(by) } else { Then::Home(by) }]))
}
