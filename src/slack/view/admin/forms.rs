//! The admins' two forms: the weekly post, and where teams come from.

use slack_morphism::blocks::{
    SlackBlock, SlackBlockChoiceItem, SlackBlockConversationFilter, SlackBlockConversationsSelectElement,
    SlackBlockMultiStaticSelectElement, SlackBlockPlainText, SlackConversationFilterInclude, SlackInputBlockElement,
};

use super::super::blocks::{context, section};
use super::super::form::{Form, input, line, menu, optional, optional_with_hint};
use super::super::settings::{hours, weekdays};
use crate::app::set_up_digest::Setup;
use crate::app::team_sync::GroupListed;
use crate::domain::digest::schedule::Schedule;
use crate::domain::ids::ChannelId;
use crate::domain::slot::SlotTime;
use crate::domain::team_source::TeamSource;
use crate::text::{Plain, Words};

/// The channel: an input.
pub const CHANNEL: &str = "channel";
/// The weekday: an input.
pub const DAY: &str = "day";
/// The hour: an input.
pub const HOUR: &str = "hour";
/// The time zone: an input.
pub const ZONE: &str = "zone";
/// The least number of items: an input.
pub const LEAST: &str = "least";
/// Among days: as it is now.
pub const AS_NOW: &str = "as-now";
/// The user groups: an input.
pub const GROUPS: &str = "groups";
/// The profile field: an input.
pub const FIELD: &str = "field";
/// The places in the order of sources: inputs.
pub const PLACES: [&str; 4] = ["place-1", "place-2", "place-3", "place-4"];
/// Among places: no more.
pub const NO_MORE: &str = "none";

/// The least numbers of items that the form offers.
const LEASTS: [i64; 4] = [1, 2, 3, 5];

/// Choices in one menu: what Slack takes.
const CHOICES_MAX: usize = 100;

/// Characters of one choice: what Slack takes.
const CHOICE_CHARS_MAX: usize = 75;

/// Thursday at ten: the usual hour of the weekly post.
const USUAL: SlotTime = SlotTime { weekday: 3, hour: 10 };

/// Kinds of sources that the form orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The operator's file.
    Csv,
    /// All user groups that were ticked.
    Groups,
    /// The profile field.
    Field,
    /// The member's own word.
    Word,
}

impl Kind {
    /// The word in the menus, and its key in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Groups => "groups",
            Self::Field => "field",
            Self::Word => "self",
        }
    }

    /// The kind of a source; what was imported has no place of its own.
    #[must_use]
    pub const fn of(source: &TeamSource) -> Option<Self> {
        match source {
            TeamSource::Csv(_) => Some(Self::Csv),
            TeamSource::UserGroup(_) => Some(Self::Groups),
            TeamSource::Field(_) => Some(Self::Field),
            TeamSource::Word => Some(Self::Word),
            TeamSource::Import => None,
        }
    }
}

/// The form of the weekly post, with what holds now; `zone` is the admin's own.
#[must_use]
pub fn digest(words: &Words<'_>, callback: &'static str, setup: Option<&Setup>, zone: &str) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let schedule = setup.and_then(|setup| Schedule::parse(&setup.cron).ok());
    let weekly = schedule.and_then(|schedule| schedule.weekly());
    let slot = weekly.map_or(USUAL, |(weekday, hour)| SlotTime { weekday, hour });
    let day = match setup.filter(|_| weekly.is_none()) {
        None => weekdays(words, DAY, slot),
        Some(setup) => {
            let as_now = cut(words.plain("admin-digest-day-as-now", &[("cron", setup.cron.as_str().into())]).as_str());
            let mut days = vec![(AS_NOW.to_owned(), as_now)];
            days.extend((0..7).map(|day| (day.to_string(), words.weekday(day))));
            menu(DAY, &days, Some(AS_NOW))
        }
    };
    let least = setup.map_or(1, |setup| setup.items_min);
    let near = LEASTS.into_iter().rev().find(|one| *one <= least).unwrap_or(1);
    let leasts: Vec<_> = LEASTS.iter().map(|one| (one.to_string(), label(&format!("least-{one}")))).collect();
    let all = [
        optional(CHANNEL, &label("admin-digest-channel"), channels(setup.map(|setup| &setup.channel))),
        input(DAY, &label("admin-digest-day"), day).into(),
        input(HOUR, &label("admin-digest-hour"), hours(words, HOUR, slot)).into(),
        optional_with_hint(
            ZONE,
            &label("admin-digest-zone"),
            &label("admin-digest-zone-hint"),
            line(ZONE, Some(setup.map_or(zone, |setup| &setup.zone))),
        ),
        input(LEAST, &label("admin-digest-least"), menu(LEAST, &leasts, Some(&near.to_string()))).into(),
    ];
    Form::new(callback, label("admin-digest-form"), Some(label("admin-form-save")), label("form-close"), &all)
}

fn channels(filled: Option<&ChannelId>) -> SlackInputBlockElement {
    let only = SlackBlockConversationFilter {
        include: Some(vec![SlackConversationFilterInclude::Public, SlackConversationFilterInclude::Private]),
        exclude_external_shared_channels: Some(true),
        exclude_bot_users: None,
    };
    let element = SlackBlockConversationsSelectElement::new().with_action_id(CHANNEL.into()).with_filter(only);
    match filled {
        Some(channel) => element.with_initial_conversation(channel.as_str().into()).into(),
        None => element.into(),
    }
}

/// What is known of the user groups when the form opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Groups {
    /// These.
    Listed(Vec<GroupListed>),
    /// The plan has none.
    FreePlan,
    /// Slack did not tell in time.
    Unseen,
}

/// The form of the sources, with what holds now; `has_file` tells whether the operator has set one.
#[must_use]
pub fn sources(words: &Words<'_>, callback: &'static str, order: &[TeamSource], groups: &Groups, has_file: bool) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let mut all = vec![context(&words.mrkdwn("admin-sources-how", &[]))];
    match groups {
        Groups::Listed(listed) if listed.iter().any(|group| !group.disabled) => {
            all.push(optional(GROUPS, &label("admin-sources-groups"), ticked(listed, order)));
        }
        Groups::Listed(_) => {}
        Groups::FreePlan => all.push(section(&words.mrkdwn("admin-sources-free-plan", &[]))),
        Groups::Unseen => all.push(section(&words.mrkdwn("admin-sources-unseen", &[]))),
    }
    let field = order.iter().find_map(|source| if let TeamSource::Field(id) = source { Some(id.as_str()) } else { None });
    all.push(optional_with_hint(FIELD, &label("admin-sources-field"), &label("admin-sources-field-hint"), line(FIELD, field)));
    all.extend(places(words, order, has_file));
    Form::new(callback, label("admin-sources-form"), Some(label("admin-form-save")), label("form-close"), &all)
}

/// The switched-on groups, those chosen ticked. One that is gone can't be ticked, and so is not chosen any more.
fn ticked(listed: &[GroupListed], order: &[TeamSource]) -> SlackInputBlockElement {
    let item =
        |group: &GroupListed| SlackBlockChoiceItem::new(SlackBlockPlainText::new(cut(&group.name).into_string()).into(), group.id.clone());
    let all: Vec<_> = listed.iter().filter(|group| !group.disabled).take(CHOICES_MAX).map(item).collect();
    let chosen: Vec<_> = order
        .iter()
        .filter_map(|source| if let TeamSource::UserGroup(id) = source { all.iter().find(|item| item.value == *id) } else { None })
        .cloned()
        .collect();
    let element = SlackBlockMultiStaticSelectElement::new().with_action_id(GROUPS.into()).with_options(all);
    if chosen.is_empty() { element.into() } else { element.with_initial_options(chosen).into() }
}

fn places(words: &Words<'_>, order: &[TeamSource], has_file: bool) -> Vec<SlackBlock> {
    let offered: Vec<Kind> =
        [Kind::Csv, Kind::Groups, Kind::Field, Kind::Word].into_iter().filter(|kind| has_file || *kind != Kind::Csv).collect();
    let kinds = in_order(order, &offered);
    let mut options: Vec<_> = offered
        .iter()
        .map(|kind| (kind.as_str().to_owned(), words.plain(&format!("admin-sources-place-{}", kind.as_str()), &[])))
        .collect();
    options.push((NO_MORE.to_owned(), words.plain("admin-sources-place-none", &[])));
    let most = if has_file { PLACES.len() } else { PLACES.len() - 1 };
    let place = |(place, name): (usize, &&'static str)| {
        let number = if place + 1 == most { PLACES.len() } else { place + 1 };
        let label = words.plain("admin-sources-place", &[("place", i64::try_from(number).unwrap_or(1).into())]);
        let filled = kinds.get(place).map_or(NO_MORE, |kind| kind.as_str());
        input(name, &label, menu(name, &options, Some(filled))).into()
    };
    PLACES.iter().take(most).enumerate().map(place).collect()
}

/// The kinds in the order that holds now. Those without a source yet stand before the member's own word where that is last, so that a group
/// that is ticked now goes before it.
fn in_order(order: &[TeamSource], offered: &[Kind]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for kind in order.iter().filter_map(Kind::of).filter(|kind| offered.contains(kind)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let word_last = kinds.last() == Some(&Kind::Word);
    let mut place = if word_last { kinds.len() - 1 } else { kinds.len() };
    for kind in offered {
        if !kinds.contains(kind) {
            kinds.insert(place, *kind);
            place += 1;
        }
    }
    kinds
}

fn cut(words: &str) -> Plain {
    Plain::new(words.chars().take(CHOICE_CHARS_MAX).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_source_yet_stands_before_the_own_word() {
        let (group, field) = (TeamSource::UserGroup("S1".to_owned()), TeamSource::Field("Xf1".to_owned()));
        let offered = [Kind::Groups, Kind::Field, Kind::Word];
        assert_eq!(in_order(&[TeamSource::Import, TeamSource::Word], &offered), [Kind::Groups, Kind::Field, Kind::Word]);
        assert_eq!(in_order(&[field.clone(), group, TeamSource::Word], &offered), [Kind::Field, Kind::Groups, Kind::Word]);
        assert_eq!(in_order(&[TeamSource::Word, field], &offered), [Kind::Word, Kind::Field, Kind::Groups]);
    }
}
