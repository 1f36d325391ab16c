//! The calls that tell who is in which team: user groups, and a custom profile field.

use serde::Deserialize;
use serde_json::Value;

use super::{CallError, Client, Lane};
use crate::app::team_sync::GroupListed;
use crate::domain::ids::PersonId;

#[derive(Deserialize)]
struct Groups {
    #[serde(default)]
    usergroups: Value,
}

#[derive(Deserialize)]
struct Profile {
    #[serde(default)]
    profile: Value,
}

impl Client {
    /// `usergroups.list`: all user groups, those that were switched off included.
    ///
    /// # Errors
    /// See [`CallError`]; on a free plan Slack refuses with `plan_upgrade_required`.
    pub async fn groups(&self, token: &str) -> Result<Vec<GroupListed>, CallError> {
        self.turn(token, "usergroups.list", None, Lane::Background).await?;
        let listed: Groups = self.post_form(token, "usergroups.list", &[("include_disabled", "true")]).await?;
        let group = |group: &Value| {
            let text = |key: &str| group.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            Some(GroupListed {
                id: text("id")?.to_owned(),
                name: text("name").or_else(|| text("handle")).or_else(|| text("id"))?.to_owned(),
                disabled: group.get("date_delete").and_then(Value::as_i64).unwrap_or(0) != 0,
            })
        };
        Ok(listed.usergroups.as_array().into_iter().flatten().filter_map(group).collect())
    }

    /// `team.profile.get`: whether there is a custom profile field of this id.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn has_profile_field(&self, token: &str, field: &str) -> Result<bool, CallError> {
        self.turn(token, "team.profile.get", None, Lane::Background).await?;
        let told: Profile = self.post_form(token, "team.profile.get", &[]).await?;
        let fields = told.profile.get("fields").and_then(Value::as_array);
        Ok(fields.into_iter().flatten().any(|one| one.get("id").and_then(Value::as_str) == Some(field)))
    }

    /// `users.profile.get`: what stands in a custom field of a person's profile, if anything.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn profile_field(&self, token: &str, person: &PersonId, field: &str) -> Result<Option<String>, CallError> {
        self.turn(token, "users.profile.get", None, Lane::Background).await?;
        let told: Profile = self.post_form(token, "users.profile.get", &[("user", person.as_str())]).await?;
        // Slack gives an empty array where there are no fields, and an object where there are.
        let value = told.profile.get("fields").and_then(|fields| fields.get(field)).and_then(|held| held.get("value"));
        Ok(value.and_then(Value::as_str).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned))
    }
}
