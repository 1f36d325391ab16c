//! User groups: who is in one, asked when somebody names it. On a free plan there are none.

use serde::Deserialize;

use super::{CallError, Client, Lane};
use crate::domain::ids::PersonId;

#[derive(Deserialize)]
struct GroupUsers {
    #[serde(default)]
    users: Vec<String>,
}

impl Client {
    /// `usergroups.users.list`: who is in a user group.
    ///
    /// # Errors
    /// See [`CallError`]; `no_such_subteam`, or `plan_upgrade_required` where the workspace has no groups.
    pub async fn group_members(&self, token: &str, group: &str, lane: Lane) -> Result<Vec<PersonId>, CallError> {
        self.turn(token, "usergroups.users.list", None, lane).await?;
        let found: GroupUsers = self.post_form(token, "usergroups.users.list", &[("usergroup", group)]).await?;
        Ok(found.users.into_iter().map(PersonId::from).collect())
    }
}
