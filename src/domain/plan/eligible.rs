//! Who may be named to a member: one rule, asked when planning and again at the moment of sending.
//!
//! A bar is never told to anybody; it is counted by its word, so that an operator can see why a week was silent.

use super::state::Tie;
use crate::domain::day::{Millis, Week};
use crate::domain::ids::TeamId;
use crate::domain::person::{Kind, Member, Person};

/// Full weeks without contact after which a tie counts as quiet.
pub const QUIET_WEEKS_MIN: i64 = super::memory::QUIET_WEEKS;

/// Weeks from one reminder that names somebody to the next one that does: never two weeks running.
const NAMED_APART_WEEKS: i64 = 2;

/// The same from the second time on when nothing came of it: once a month, so that it never becomes a refrain.
pub const NAMED_AGAIN_APART_WEEKS: i64 = 4;

/// What a member said about a contact, kept until undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preference {
    /// [Not this person] was pressed.
    pub refused_at: Option<Millis>,
    /// [Not this week]: not named before this week.
    pub snoozed_until: Option<Week>,
    /// The last week whose reminder named this contact to this member.
    pub nudged_week: Option<Week>,
    /// How often in a row they were named without any contact since.
    pub named_times: i64,
}

/// Why a contact is not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bar {
    /// There was contact in the last four full weeks.
    NotQuiet,
    /// They are in the member's own team.
    OwnTeam,
    /// One of the two teams is not known.
    TeamUnknown,
    /// A bot, a guest or somebody from another company.
    NotAColleague,
    /// The account is gone.
    Gone,
    /// The status says they are away.
    Away,
    /// They asked not to be named.
    Hidden,
    /// They are at rest themselves.
    AtRest,
    /// The member pressed [Not this person].
    Refused,
    /// The member pressed [Not this week].
    Snoozed,
    /// They were named in the last reminder, in the last month when nothing came of it before, or, tended, within their cadence.
    JustNamed,
    /// Their team has a quiet period.
    QuietPeriod,
}

/// Everything that the rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The member's home team, if known: by their own word, or else as a source says.
    pub own_team: Option<&'a TeamId>,
    /// The contact, as known now.
    pub contact: &'a Person,
    /// The contact's team: as a source says, or else as the member does.
    pub contact_team: Option<&'a TeamId>,
    /// The contact's membership, if they joined.
    pub contact_member: Option<&'a Member>,
    /// The member's tie to the contact; none where they only said that they deal with them, or keep them warm.
    pub tie: Option<&'a Tie>,
    /// How often the member wants to be in touch, in weeks, and since when, where they keep the contact warm.
    pub tended: Option<(i64, Week)>,
    /// Whether the member chose the contact themselves, so that an unknown team is no obstacle.
    pub chosen: bool,
    /// Whether the contact's team has a quiet period on the day.
    pub team_quiet: bool,
    /// What the member said about the contact.
    pub preference: Preference,
    /// Whether the contact's status says that they are away.
    pub away: bool,
    /// The week of the slot.
    pub week: Week,
    /// The present instant.
    pub now: Millis,
}

/// Why the contact may not be named, if so; the first bar that applies.
#[must_use]
pub fn barred(case: &Case<'_>) -> Option<Bar> {
    person_bar(case).or_else(|| team_bar(case)).or_else(|| preference_bar(case)).or_else(|| quiet_bar(case))
}

fn quiet_bar(case: &Case<'_>) -> Option<Bar> {
    let quiet = match (case.tended, case.tie) {
        (Some((cadence, since)), tie) => case.week.since(tie.map_or(since, Tie::week)) >= cadence,
        // The last contact lies in week L; full quiet weeks are L+1 to the one before this.
        (None, Some(tie)) => case.week.since(tie.week()) > QUIET_WEEKS_MIN,
        (None, None) => true,
    };
    (!quiet).then_some(Bar::NotQuiet)
}

fn person_bar(case: &Case<'_>) -> Option<Bar> {
    let contact = case.contact;
    if contact.kind != Kind::Person {
        Some(Bar::NotAColleague)
    } else if contact.deactivated_at.is_some() {
        Some(Bar::Gone)
    } else if contact.hidden_at.is_some() {
        Some(Bar::Hidden)
    } else if case.away {
        Some(Bar::Away)
    } else if case
        .contact_member
        .is_some_and(|member| member.left_at.is_none() && member.rested_until.is_some_and(|until| until > case.now))
    {
        Some(Bar::AtRest)
    } else {
        None
    }
}

fn team_bar(case: &Case<'_>) -> Option<Bar> {
    match (case.own_team, case.contact_team) {
        (Some(own), Some(theirs)) if own == theirs => Some(Bar::OwnTeam),
        (Some(_), Some(_)) if case.team_quiet => Some(Bar::QuietPeriod),
        (Some(_), Some(_)) => None,
        _ if case.chosen => case.team_quiet.then_some(Bar::QuietPeriod),
        _ => Some(Bar::TeamUnknown),
    }
}

fn preference_bar(case: &Case<'_>) -> Option<Bar> {
    let preference = case.preference;
    if preference.refused_at.is_some() {
        Some(Bar::Refused)
    } else if preference.snoozed_until.is_some_and(|until| case.week < until) {
        Some(Bar::Snoozed)
    } else if preference.nudged_week.is_some_and(|named| {
        let apart = match case.tended {
            Some((cadence, _)) => cadence.max(NAMED_APART_WEEKS),
            None if preference.named_times > 1 => NAMED_AGAIN_APART_WEEKS,
            None => NAMED_APART_WEEKS,
        };
        case.week.since(named) < apart && named < case.week
    }) {
        Some(Bar::JustNamed)
    } else {
        None
    }
}
