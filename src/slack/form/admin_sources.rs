//! The admins' form of where teams come from: user groups, a profile field, and which of them decides first.
//!
//! Slack is asked for the groups while the form opens. Nobody chooses a file here: which files of the machine are read is the operator's.

use std::time::Duration;

use super::callbacks;
use crate::app::{Actor, Result};
use crate::domain::team_source::TeamSource;
use crate::slack::client::CallError;
use crate::slack::inbound::Submission;
use crate::slack::live::{Handled, Reply, Then};
use crate::slack::router::Router;
use crate::slack::view::Form;
use crate::slack::view::admin::forms::{self, Groups, Kind};
use crate::text::Lang;

/// How long Slack may take to tell which groups there are: the permission to open a form holds for three seconds.
const GROUPS_WITHIN: Duration = Duration::from_millis(1_500);

/// Slack's word for a plan without user groups.
const FREE_PLAN: &str = "plan_upgrade_required";

/// Characters of a profile field's id, at most: Slack's have eleven.
const FIELD_CHARS_MAX: usize = 20;

/// The form, filled in with what holds now.
pub(in crate::slack) async fn blank(router: &Router, by: &Actor, lang: Lang) -> Result<Form> {
    let order = router.app.team_order(&by.workspace).await?;
    let groups = listed(router, by).await;
    let has_file = router.app.operators_file().is_some();
    Ok(forms::sources(&router.text.words(lang), callbacks::ADMIN_SOURCES, &order, &groups, has_file))
}

async fn listed(router: &Router, by: &Actor) -> Groups {
    let asked = async {
        let workspace = router.app.workspace(&by.workspace).await.ok()??;
        Some(router.client.groups(&workspace.bot_token).await)
    };
    match tokio::time::timeout(GROUPS_WITHIN, asked).await {
        Ok(Some(Ok(listed))) => Groups::Listed(listed),
        Ok(Some(Err(CallError::Refused(code)))) if code == FREE_PLAN => Groups::FreePlan,
        _ => Groups::Unseen,
    }
}

pub(super) async fn sent(router: &Router, submission: Submission, lang: Lang) -> Result<Handled> {
    let (fields, words, by) = (&submission.fields, router.text.words(lang), &submission.by);
    let wrong = |key: &str| Ok(Handled::reply(Reply::Errors(vec![(forms::FIELD.to_owned(), words.plain(key, &[]))])));
    if !router.app.is_admin(by).await? {
        return wrong("admin-refused");
    }
    let field = fields.text(forms::FIELD);
    if field.as_deref().is_some_and(|id| !is_field(id)) {
        return wrong("admin-sources-field-odd");
    }
    let before = router.app.team_order(&by.workspace).await?;
    let groups: Vec<TeamSource> = if submission.inputs.iter().any(|input| input == forms::GROUPS) {
        fields.choices(forms::GROUPS).into_iter().map(TeamSource::UserGroup).collect()
    } else {
        // They could not be shown, so nobody unticked them.
        before.iter().filter(|source| matches!(source, TeamSource::UserGroup(_))).cloned().collect()
    };
    let chosen = Chosen { file: router.app.operators_file(), groups, field };
    let places: Vec<String> = forms::PLACES.iter().filter_map(|place| fields.choice(place)).collect();
    router.app.choose_team_sources(by, Some(&chosen.order(&places))).await?;
    Ok(Handled::then(vec![Then::Home(submission.by)]))
}

/// Whether this is an id as profile fields have them; it goes into a setting with others.
fn is_field(id: &str) -> bool {
    id.len() <= FIELD_CHARS_MAX && id.strip_prefix("Xf").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// What was filled in.
struct Chosen {
    file: Option<TeamSource>,
    groups: Vec<TeamSource>,
    field: Option<String>,
}

impl Chosen {
    fn of(&self, kind: Kind) -> Vec<TeamSource> {
        match kind {
            Kind::Csv => self.file.iter().cloned().collect(),
            Kind::Groups => self.groups.clone(),
            Kind::Field => self.field.iter().cloned().map(TeamSource::Field).collect(),
            Kind::Word => vec![TeamSource::Word],
        }
    }

    /// The sources in the order of their places; groups and a field without a place come after those that have one.
    fn order(&self, places: &[String]) -> Vec<TeamSource> {
        const ALL: [Kind; 4] = [Kind::Csv, Kind::Groups, Kind::Field, Kind::Word];
        let chosen = places.iter().filter_map(|place| ALL.into_iter().find(|kind| kind.as_str() == place));
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in chosen.chain([Kind::Groups, Kind::Field]) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let order: Vec<TeamSource> = kinds.into_iter().flat_map(|kind| self.of(kind)).collect();
        // Nothing chosen is a choice, too: the member's own word.
        if order.is_empty() { vec![TeamSource::Word] } else { order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_decide_and_what_has_none_comes_after() {
        let group = TeamSource::UserGroup("S1".to_owned());
        let field = TeamSource::Field("Xf1".to_owned());
        let chosen = Chosen { file: None, groups: vec![group.clone()], field: Some("Xf1".to_owned()) };
        let order = |places: &[&str]| chosen.order(&places.iter().map(|&place| place.to_owned()).collect::<Vec<_>>());
        assert_eq!(order(&["field", "groups", "self"]), [field.clone(), group.clone(), TeamSource::Word]);
        assert_eq!(order(&["self", "none", "none"]), [TeamSource::Word, group.clone(), field.clone()]);
        assert_eq!(order(&["csv", "csv", "groups"]), [group, field], "nobody here chooses a file");
        assert_eq!(Chosen { file: None, groups: Vec::new(), field: None }.order(&[]), [TeamSource::Word]);
    }

    #[test]
    fn ids_of_fields_are_told_from_anything_else() {
        assert!(is_field("Xf0112ABCD"));
        assert!(["", "xf1", "Xf1;csv:/etc/passwd", "Xf1,Xf2", "Xf 1"].iter().all(|odd| !is_field(odd)));
    }
}
