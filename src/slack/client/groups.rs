//! User groups: who is in one, asked when somebody names it. On a free plan there are none.

use serde::Deserialize;
use serde_json::Value;

use super::{CallError, Client, Lane};
use crate::domain::ids::PersonId;

#[derive(Deserialize)]
struct GroupUsers {
    #[serde(default)]
    users: Value,
}

impl Client {
    /// `usergroups.users.list`: who is in a user group.
    ///
    /// # Errors
    /// See [`CallError`]; `no_such_subteam`, or `plan_upgrade_required` where the workspace has no groups.
    pub async fn group_members(&self, token: &str, group: &str, lane: Lane) -> Result<Vec<PersonId>, CallError> {
        self.turn(token, "usergroups.users.list", None, lane).await?;
        let found: GroupUsers = self.post_form(token, "usergroups.users.list", &[("usergroup", group)]).await?;
        // What is no id is left out; it must not cost the others.
        let ids = found.users.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(ids.filter(|id| !id.is_empty()).map(PersonId::from).collect())
    }
}
