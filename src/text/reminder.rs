//! The sentences of a reminder: why this person, and what small thing to do.

use super::{Mrkdwn, Value, Words};
use crate::domain::answer::NudgeShown;

impl Words<'_> {
    /// Whom a nudge names: the mention, with the team where it is known.
    #[must_use]
    pub fn nudge_who(&self, nudge: &NudgeShown) -> Mrkdwn {
        let person: Value = Mrkdwn::mention(&nudge.contact).into();
        match &nudge.team {
            Some(team) => self.mrkdwn("nudge-who-team", &[("person", person), ("team", team.as_str().into())]),
            None => self.mrkdwn("nudge-who", &[("person", person)]),
        }
    }

    /// Why now.
    #[must_use]
    pub fn nudge_why(&self, nudge: &NudgeShown) -> Mrkdwn {
        let team = nudge.team.as_deref().map_or_else(|| self.plain("their-team", &[]).into_string(), str::to_owned);
        let values = [("month", self.month(nudge.reason_on).into()), ("team", team.as_str().into())];
        self.mrkdwn(&format!("reason-{}", nudge.reason.as_str()), &values)
    }

    /// What to do, with a first line to say if one likes.
    #[must_use]
    pub fn nudge_act(&self, nudge: &NudgeShown) -> Mrkdwn {
        self.mrkdwn(&format!("act-{}", nudge.small_act.as_str()), &[])
    }
}
