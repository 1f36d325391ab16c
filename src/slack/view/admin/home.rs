//! The admins' part of App Home: set-up, weekly post, teams, previews, how messages go, and what waits for an admin's word.

use slack_morphism::blocks::{SlackBlock, SlackBlockButtonElement, SlackBlockButtonStyle, SlackBlockConfirmItem, SlackBlockPlainText};

use super::super::actions;
use super::super::blocks::{button, buttons, context, divider, header, section};
use super::{setup, words as ids};
use crate::app::read_admin::{AdminHome, AdminPart, DigestStands, Health, HeldShown};
use crate::domain::day::Millis;
use crate::domain::ids::ChannelId;
use crate::domain::message::Preview;
use crate::text::{Mrkdwn, Value, Words};

/// Sources that one sentence lists: more would not be read.
const SOURCES_LISTED_MAX: usize = 20;

/// A channel as Slack shows it by name.
pub(super) fn channel(channel: &ChannelId) -> Mrkdwn {
    Mrkdwn::safe(format!("<#{}>", channel.as_str()))
}

/// What stands after somebody's own things.
#[must_use]
pub fn home(words: &Words<'_>, part: &AdminPart) -> Vec<SlackBlock> {
    match part {
        AdminPart::None => Vec::new(),
        AdminPart::MaySetUp => vec![
            divider(),
            section(&words.mrkdwn("admin-set-up-offer", &[])),
            buttons(vec![press(words, ids::SET_UP, "button-admin-set-up", "home")]),
        ],
        AdminPart::Admin(home) => admin(words, home),
    }
}

fn press(words: &Words<'_>, action: &str, key: &str, value: &str) -> SlackBlockButtonElement {
    button(action, &words.plain(key, &[]), value)
}

fn admin(words: &Words<'_>, home: &AdminHome) -> Vec<SlackBlock> {
    let mut all = vec![divider(), header(&words.plain("admin-header", &[]))];
    if home.off {
        all.push(section(&words.mrkdwn("admin-off", &[])));
        all.push(buttons(vec![press(words, ids::ON, "button-admin-on", "home").with_style(SlackBlockButtonStyle::Primary)]));
    }
    for one in &home.held_digests {
        let place = one.channel.as_ref().map_or_else(|| Mrkdwn::safe("–".to_owned()), channel);
        let said = words.mrkdwn("admin-held-digest", &[when(words, home, one), time(one), ("channel", place.into())]);
        all.extend(held(words, &said, one, (actions::DIGEST_IS_THERE, actions::DIGEST_POST_IT)));
    }
    for one in &home.held_openings {
        let said = words.mrkdwn("admin-held-opening", &[when(words, home, one), time(one)]);
        all.extend(held(words, &said, one, (ids::OPENING_IS_THERE, ids::OPENING_POST_IT)));
    }
    all.extend(setup::blocks(words, home));
    all.extend(digest(words, home));
    all.extend(sources(words, home));
    all.push(section(&words.mrkdwn("admin-previews", &[])));
    let preview = |which: Preview| {
        let word = which.as_str();
        press(words, &format!("{}{word}", ids::PREVIEW), &format!("button-preview-{word}"), word)
    };
    all.push(buttons(Preview::ALL.map(preview).into()));
    all.push(section(&health(words, &home.health)));
    if !home.off {
        all.push(buttons(vec![turn_off(words)]));
    }
    all.push(context(&words.mrkdwn("admin-privacy", &[])));
    all
}

fn turn_off(words: &Words<'_>) -> SlackBlockButtonElement {
    let plain = |key: &str| SlackBlockPlainText::new(words.plain(key, &[]).into_string());
    let asked = SlackBlockConfirmItem::new(
        plain("admin-off-title").into(),
        plain("admin-off-what").into(),
        plain("admin-off-yes").into(),
        plain("admin-off-no").into(),
    );
    press(words, ids::OFF, "button-admin-off", "home").with_style(SlackBlockButtonStyle::Danger).with_confirm(asked)
}

fn when(words: &Words<'_>, home: &AdminHome, one: &HeldShown) -> (&'static str, Value) {
    ("when", words.on_day(one.day, home.today).into())
}

fn time(one: &HeldShown) -> (&'static str, Value) {
    ("time", one.time.strftime("%H:%M").to_string().as_str().into())
}

fn held(words: &Words<'_>, said: &Mrkdwn, one: &HeldShown, (there, post): (&str, &str)) -> [SlackBlock; 2] {
    let row = vec![press(words, there, "button-there", one.message.as_str()), press(words, post, "button-post-it", one.message.as_str())];
    [section(said), buttons(row)]
}

fn digest(words: &Words<'_>, home: &AdminHome) -> [SlackBlock; 2] {
    let mut row = vec![press(words, ids::DIGEST, "button-admin-digest", "home")];
    let said = match &home.digest {
        None => words.mrkdwn("admin-digest-none", &[]),
        Some(digest) => {
            row.push(press(words, ids::LOOK, "button-admin-look", "home"));
            next_post(words, home, digest)
        }
    };
    [section(&said), buttons(row)]
}

fn next_post(words: &Words<'_>, home: &AdminHome, digest: &DigestStands) -> Mrkdwn {
    let place = channel(&digest.channel);
    let Some((day, time)) = digest.next else { return words.mrkdwn("admin-digest-unread", &[("channel", place.into())]) };
    let values = [
        ("channel", place.into()),
        ("when", words.on_day(day, home.today).into()),
        ("time", time.strftime("%H:%M").to_string().as_str().into()),
        ("zone", digest.zone.as_str().into()),
        ("least", digest.items_min.max(1).into()),
    ];
    words.mrkdwn("admin-digest", &values)
}

fn sources(words: &Words<'_>, home: &AdminHome) -> [SlackBlock; 2] {
    let mut named: Vec<String> = home.sources.iter().take(SOURCES_LISTED_MAX).map(|one| setup::source(words, one).into_string()).collect();
    // Groups whose names are not known yet are told of together.
    named.dedup();
    let said = words.mrkdwn("admin-sources", &[("sources", Mrkdwn::safe(named.join(", ")).into())]);
    let mut row = vec![press(words, ids::SOURCES, "button-admin-sources", "home")];
    if home.sources_chosen {
        row.push(press(words, ids::SOURCES_BACK, "button-admin-sources-back", "home"));
    }
    [section(&said), buttons(row)]
}

fn health(words: &Words<'_>, health: &Health) -> Mrkdwn {
    let told = |number: Option<usize>, key: &str, few: &str| match number {
        Some(people) => words.mrkdwn(key, &[("people", i64::try_from(people).unwrap_or(i64::MAX).into())]),
        None => words.mrkdwn(few, &[]),
    };
    let late = match health.late_ms {
        None => words.mrkdwn("admin-late-none", &[]),
        Some(late) => {
            let how = match late {
                late if late < Millis::HOUR => "short",
                late if late < 12 * Millis::HOUR => "long",
                _ => "day",
            };
            words.mrkdwn("admin-late", &[("how", how.into())])
        }
    };
    let error = match health.last_error {
        None => words.mrkdwn("admin-error-none", &[]),
        Some(kind) => words.mrkdwn("admin-error", &[("kind", kind.as_str().into())]),
    };
    let lines =
        [told(health.reached, "admin-reached", "admin-reached-few"), late, told(health.held, "admin-held", "admin-held-few"), error];
    lines.iter().fold(words.mrkdwn("admin-health", &[]), Mrkdwn::line)
}
