//! Joining: the post in a channel, and the short form. Both say what is sent, who sees what, and how to stop.

use slack_morphism::blocks::SlackBlock;

use super::blocks::{button, buttons, context, section};
use super::form::{Form, optional, people};
use super::settings::{BOUNDARY, HOUR, TEAM, WEEKDAY, boundary_input, hours, team_input, weekdays};
use super::{Rendered, actions};
use crate::app::change_settings::Standing;
use crate::app::join::CONTACTS_AT_ONCE_MAX;
use crate::domain::slot::SlotTime;
use crate::text::Words;

/// Whom one dealt with lately: an input.
pub const CONTACTS: &str = "contacts";

/// The three lines that everybody reads before or when they join.
const THREE_LINES: [&str; 3] = ["joining-what", "joining-who-sees", "joining-stop"];

/// The post that invites.
#[must_use]
pub fn post(words: &Words<'_>) -> Rendered {
    let mut all: Vec<SlackBlock> = vec![section(&words.mrkdwn("joining-post", &[]))];
    all.extend(THREE_LINES.map(|key| section(&words.mrkdwn(key, &[]))));
    all.push(buttons(vec![button(actions::JOIN_OPEN, &words.plain("button-join", &[]), "post")]));
    Rendered::new(&words.plain("joining-post-text", &[]), &all)
}

/// The form of joining.
#[must_use]
pub fn join_form(words: &Words<'_>, callback: &'static str, standing: &Standing) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    // What somebody who left had chosen: the form is sent back whole, and must not put the usual in its place.
    let slot = standing.kept.as_ref().map_or(SlotTime::DEFAULT, |member| member.slot);
    let boundary = standing.kept.as_ref().and_then(|member| member.boundary.as_ref());
    let mut all: Vec<SlackBlock> = THREE_LINES.map(|key| section(&words.mrkdwn(key, &[]))).into();
    all.push(context(&words.mrkdwn("joining-skip", &[])));
    all.push(team_input(TEAM, &label("form-join-team"), &standing.teams, standing.team.as_ref()));
    all.extend(boundary_input(BOUNDARY, &label("form-join-boundary"), standing, boundary));
    let most = u64::try_from(CONTACTS_AT_ONCE_MAX).unwrap_or(1);
    all.push(optional(CONTACTS, &label("form-join-contacts"), people(CONTACTS, &[], most)));
    all.push(optional(WEEKDAY, &label("form-settings-weekday"), weekdays(words, WEEKDAY, slot)));
    all.push(optional(HOUR, &label("form-settings-hour"), hours(words, HOUR, slot)));
    // Who typed the command is in already: the form only asks for more, and closing it leaves nothing undone. For somebody at rest sending it
    // is what brings the notes.
    let [title, submit, close] = match standing.member {
        Some(_) if standing.resting.is_none() => ["form-joined-title", "form-join-save", "form-joined-skip"],
        _ => ["form-join-title", "form-join-submit", "form-close"],
    };
    Form::new(callback, label(title), Some(label(submit)), label(close), &all)
}

/// The form that names people one deals with.
#[must_use]
pub fn contacts_form(words: &Words<'_>, callback: &'static str) -> Form {
    let label = |key: &str| words.plain(key, &[]);
    let most = u64::try_from(CONTACTS_AT_ONCE_MAX).unwrap_or(1);
    let all = [
        optional(CONTACTS, &label("form-contacts-who"), people(CONTACTS, &[], most)),
        context(&words.mrkdwn("form-contacts-private", &[])),
    ];
    Form::new(callback, label("form-contacts-title"), Some(label("form-join-save")), label("form-close"), &all)
}

/// One sentence.
#[must_use]
pub fn said(words: &Words<'_>, key: &str) -> Rendered {
    Rendered::new(&words.plain(key, &[]), &[section(&words.mrkdwn(key, &[]))])
}
