//! What happens in the story, scene by scene.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use standin::Entry;

use super::cast::{CHANNEL, Cast, Role};
use crate::app::set_up_digest::DigestWanted;
use crate::demo::stage::{Error, Stage};
use crate::slack::view::actions;
use crate::text::Lang;

/// The week, counted from the first one, in which what was quiet comes up: four full quiet weeks lie in between.
const REMINDER_WEEK: i64 = 5;

/// The workspace's id.
const WORKSPACE: &str = "T0000000001";

/// A player's words in the language of the story.
fn words(cast: &Cast, english: &'static str, german: &'static str) -> &'static str {
    match cast.lang {
        Lang::En => english,
        Lang::De => german,
    }
}

/// What the asker asks for.
pub(super) fn ask_note(cast: &Cast) -> &'static str {
    words(cast, "which forecast to trust", "welcher Prognose man trauen kann")
}

/// Plays everything.
pub(super) async fn play(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.app.import_teams(&WORKSPACE.into(), &cast.teams_csv()).await?;
    let (channel, zone) = (Some(CHANNEL.into()), cast.giver.zone.to_owned());
    let wanted = DigestWanted { channel, cron: "0 10 * * THU".to_owned(), zone, items_min: 1 };
    stage.app.configure_digest(&WORKSPACE.into(), &wanted).await?;
    first_day(stage, cast).await?;
    first_week(stage, cast).await?;
    the_ask_finds_an_end(stage, cast).await?;
    quiet_weeks(stage, cast).await?;
    reminders(stage, cast).await?;
    introduction(stage, cast).await?;
    stage.pass_until(at(cast, REMINDER_WEEK + 1, 4, 18, 0)).await;
    Ok(())
}

/// The instant of a weekday (0 for Monday) and a time of the company's zone, some weeks after the first.
fn at(cast: &Cast, week: i64, weekday: i64, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get(cast.giver.zone).unwrap_or(TimeZone::UTC);
    let first = cast.start.to_zoned(zone.clone()).date();
    let date = first.saturating_add((7 * week + weekday).days());
    date.to_datetime(Time::constant(hour, minute, 0, 0)).to_zoned(zone).map_or(cast.start, |zoned| zoned.timestamp())
}

async fn types(stage: &Stage, who: &Role, command: &str, text: &str) -> Result<(), Error> {
    let delivered = stage.slack.slash(&who.id, command, text, None).await?;
    stage.settle().await;
    match delivered.error {
        Some(error) => Err(format!("{} typed {command} and Slack showed {error}", who.name).into()),
        None => Ok(()),
    }
}

async fn first_day(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, 0, 2, 9, 5)).await;
    types(stage, &cast.giver, "/goodturn", "join").await?;
    stage.slack.open_home(&cast.giver.id).await?;
    stage.pass_until(at(cast, 0, 2, 11, 20)).await;
    let note = words(cast, "walked through the release checklist", "die Checkliste für die Freigabe durchgegangen");
    types(stage, &cast.giver, "/gave", &format!("{} {note}", cast.helped.mention())).await?;
    // The network hiccups and the same delivery comes once more: nothing is kept twice.
    stage.slack.redeliver_last().await?;
    stage.settle().await;
    stage.pass_until(at(cast, 0, 2, 15, 40)).await;
    let note =
        words(cast, "found the right contact for the supplier, yesterday", "den richtigen Kontakt beim Lieferanten gefunden, gestern");
    types(stage, &cast.giver, "/gave", &format!("{} {note}", cast.also_helped.mention())).await
}

async fn first_week(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, 0, 3, 10, 0)).await;
    types(stage, &cast.asker, "/goodturn", "join").await?;
    types(stage, &cast.asker, "/asked", &format!("{} {}", cast.asked.mention(), ask_note(cast))).await?;
    stage.pass_until(at(cast, 0, 3, 16, 30)).await;
    // Nobody is named: a helpful sentence, and the words come back.
    let note = words(cast, "the slides for Monday", "die Folien für Montag");
    types(stage, &cast.late_joiner, "/gave", note).await?;
    types(stage, &cast.late_joiner, "/gave", &format!("{} {note}", cast.giver.mention())).await?;
    types(stage, &cast.late_joiner, "/goodturn", "join").await?;
    stage.pass_until(at(cast, 0, 4, 9, 30)).await;
    types(stage, &cast.rester, "/goodturn", "join").await?;
    let note = words(cast, "the wrong person, as it turns out", "leider die falsche Person");
    types(stage, &cast.rester, "/gave", &format!("{} {note}", cast.asked.mention())).await?;
    press_own(stage, &cast.rester, "undo").await?;
    let note = words(cast, "read the contract together", "den Vertrag zusammen gelesen");
    types(stage, &cast.rester, "/gave", &format!("{} {note}", cast.asker.mention())).await
}

async fn the_ask_finds_an_end(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, 1, 1, 10, 30)).await;
    press_dm(stage, &cast.giver, "step:done", 0).await?;
    press_dm(stage, &cast.asker, "ask:helped", 0).await?;
    // The late joiner lives across the sea: ten o'clock comes later there.
    stage.pass_until(at(cast, 1, 1, 18, 0)).await;
    press_dm(stage, &cast.late_joiner, "step:not-now", 0).await?;
    Ok(())
}

async fn quiet_weeks(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, 3, 0, 9, 0)).await;
    let length = words(cast, "6 weeks", "6 Wochen");
    types(stage, &cast.rester, "/goodturn", &format!("rest {length}")).await?;
    stage.pass_until(at(cast, REMINDER_WEEK, 0, 9, 0)).await;
    Ok(())
}

async fn reminders(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, REMINDER_WEEK, 1, 10, 20)).await;
    press_dm(stage, &cast.giver, "nudge:in-touch", 0).await?;
    press_dm(stage, &cast.giver, "nudge:not-this-person", 0).await?;
    // The late joiner lives across the sea: ten o'clock comes later there.
    stage.pass_until(at(cast, REMINDER_WEEK, 1, 18, 0)).await;
    press_dm(stage, &cast.late_joiner, "nudge:not-this-week", 0).await?;
    stage.slack.open_home(&cast.giver.id).await?;
    stage.settle().await;
    Ok(())
}

/// The giver brings two colleagues together; both would like it, and all three say that the channel may know.
async fn introduction(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.pass_until(at(cast, REMINDER_WEEK, 2, 11, 0)).await;
    let why = words(cast, "how customers talk about us", "wie die Kundschaft über uns spricht");
    let text = format!("introduce {} {} {why}", cast.asker.mention(), cast.late_joiner.mention());
    types(stage, &cast.giver, "/goodturn", &text).await?;
    stage.pass_until(at(cast, REMINDER_WEEK, 2, 18, 0)).await;
    press_dm(stage, &cast.asker, actions::CONSENT_YES, 0).await?;
    stage.pass_until(at(cast, REMINDER_WEEK, 4, 18, 0)).await;
    press_dm(stage, &cast.late_joiner, actions::CONSENT_YES, 0).await?;
    let (_, first) = group(stage).ok_or("no conversation of the three was opened")?;
    for role in cast.introduced() {
        press(stage, role, &first, actions::NAMED_YES, 0).await?;
    }
    Ok(())
}

/// The conversation that an introduction opened, with its first message.
pub(super) fn group(stage: &Stage) -> Option<(String, Value)> {
    let opened = |entry: &Entry| match entry {
        Entry::Posted { channel, .. } if !channel.starts_with('D') && channel != CHANNEL => Some(channel.clone()),
        _ => None,
    };
    let channel = stage.slack.log().iter().find_map(opened)?;
    let first = stage.slack.conversation(&channel).into_iter().next()?;
    Some((channel, first))
}

/// Presses a button in the last message of somebody's DM with the bot: the `place`th one of its kind that is there.
async fn press_dm(stage: &Stage, who: &Role, action: &str, place: usize) -> Result<(), Error> {
    let dm = stage.slack.dm_of(&who.id).ok_or_else(|| format!("{} has no message from the bot", who.name))?;
    let last = stage.slack.conversation(&dm).pop().ok_or_else(|| format!("{} sees no message from the bot", who.name))?;
    press(stage, who, &last, action, place).await
}

/// Presses a button in the last answer that only this person sees.
async fn press_own(stage: &Stage, who: &Role, action: &str) -> Result<(), Error> {
    let last = stage.slack.ephemerals(&who.id).pop().ok_or_else(|| format!("{} sees no answer", who.name))?;
    press(stage, who, &last, action, 0).await
}

async fn press(stage: &Stage, who: &Role, message: &Value, action: &str, place: usize) -> Result<(), Error> {
    let ts = message.get("ts").and_then(Value::as_str).unwrap_or_default();
    let buttons =
        message.get("blocks").and_then(Value::as_array).into_iter().flatten().filter_map(|block| block.get("elements")?.as_array());
    let values: Vec<&str> = buttons
        .flatten()
        .filter(|element| element.get("action_id").and_then(Value::as_str) == Some(action))
        .filter_map(|element| element.get("value")?.as_str())
        .collect();
    let value = values.get(place).ok_or_else(|| format!("{} sees no such button: {action}", who.name))?;
    stage.slack.click(&who.id, ts, action, Some(value)).await?;
    stage.settle().await;
    Ok(())
}
