//! The doctor looks at where teams come from: each source in its order, and what share of people has a team.

use super::Findings;
use crate::app::App;
use crate::app::team_sources::TeamShare;
use crate::config::Config;
use crate::domain::ids::WorkspaceId;
use crate::domain::team_source::TeamSource;
use crate::slack::client::{CallError, Client};

/// What is done where a Slack plan has no user groups.
const FREE_PLAN: &str = "plan_upgrade_required";

pub(super) async fn look(config: &Config, client: &Client, reached: bool, order: &[TeamSource], findings: &mut Findings) {
    for source in order {
        if let TeamSource::Csv(path) = source {
            file(path, findings);
        }
    }
    let token = config.slack.bot_token.as_ref().filter(|_| reached);
    let groups: Vec<&str> =
        order.iter().filter_map(|source| if let TeamSource::UserGroup(id) = source { Some(id.as_str()) } else { None }).collect();
    let fields = order.iter().filter_map(|source| if let TeamSource::Field(id) = source { Some(id.as_str()) } else { None });
    if let Some(token) = token {
        if !groups.is_empty() {
            user_groups(client, token.expose(), &groups, findings).await;
        }
        for id in fields {
            field(client, token.expose(), id, findings).await;
        }
    }
    if !order.iter().any(|source| source.is_admins() && *source != TeamSource::Import) {
        findings.good("team sources", "Teams come from what was imported and from the members' own word.");
    }
}

fn file(path: &str, findings: &mut Findings) {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let rows = text.lines().skip(1).filter(|line| !line.trim().is_empty()).count();
            findings.good("team file", format!("{path} can be read and has {rows} rows."));
        }
        Err(error) => {
            let todo = "Put it there, with the columns user and team; a relative path is taken from where the bot is started.";
            findings.fails("team file", format!("{path} can't be read: {error}."), todo);
        }
    }
}

async fn user_groups(client: &Client, token: &str, ticked: &[&str], findings: &mut Findings) {
    let listed = match client.groups(token).await {
        Ok(listed) => listed,
        Err(CallError::Refused(code)) if code == FREE_PLAN => {
            let says = "This workspace's plan has no user groups: the next source decides.";
            return findings.mind("user groups", says, "Take usergroups: out of GOODTURN_TEAM_SOURCE, or use csv:FILE or field:ID.");
        }
        Err(error) => {
            let todo = "Look whether the token has usergroups:read, and try again.";
            return findings.fails("user groups", format!("The user groups can't be listed: {error}."), todo);
        }
    };
    let there = |id: &str| listed.iter().any(|group| group.id == id && !group.disabled);
    let missing: Vec<&str> = ticked.iter().copied().filter(|id| !there(id)).collect();
    if missing.is_empty() {
        findings.good("user groups", format!("{} user groups are teams, of {} that there are.", ticked.len(), listed.len()));
    } else {
        let says = format!("Of the user groups that are to be teams, {} are gone or switched off.", missing.join(", "));
        findings.mind("user groups", says, "Take them out of the order of sources, or switch them on again.");
    }
}

async fn field(client: &Client, token: &str, id: &str, findings: &mut Findings) {
    match client.has_profile_field(token, id).await {
        Ok(true) => findings.good("profile field", format!("The profile field {id} is there.")),
        Ok(false) => {
            let todo = "Look at the fields of team.profile.get for its id (Xf…), and set GOODTURN_TEAM_SOURCE.";
            findings.fails("profile field", format!("There is no profile field {id}."), todo);
        }
        Err(error) => {
            let todo = "Look whether the token has users.profile:read: `goodturn manifest` asks for it when a field is a source.";
            findings.fails("profile field", format!("The profile fields can't be listed: {error}."), todo);
        }
    }
}

/// What share of people has a team, and which sources tell nothing.
pub(super) async fn share(app: &App, workspace: &WorkspaceId, findings: &mut Findings) {
    for stands in app.team_sources_stand(workspace).await.unwrap_or_default() {
        if let Some(problem) = stands.problem {
            let todo = "It is asked again within a day, and at once when Slack tells that it changed.";
            findings.mind("team sources", format!("{} told nothing at the last sync: {problem}.", stands.source), todo);
        }
    }
    let todo = "People without a team are named to nobody: add a source to GOODTURN_TEAM_SOURCE, or `goodturn import teams FILE.csv`.";
    match app.team_share(workspace).await {
        Ok(TeamShare::TooFew) => findings.mind("share with a team", "There are too few people here yet to say anything.", ""),
        Ok(TeamShare::HardlyAnybody(people)) => {
            findings.mind("share with a team", format!("Hardly anybody of {people} people has a team."), todo);
        }
        Ok(TeamShare::NearlyEverybody(people)) => {
            findings.good("share with a team", format!("Nearly everybody of {people} people has a team."));
        }
        Ok(TeamShare::About(percent, people)) => {
            let says = format!("About {percent}% of {people} people have a team.");
            if percent < 50 { findings.mind("share with a team", says, todo) } else { findings.good("share with a team", says) }
        }
        Err(error) => findings.fails("share with a team", format!("It can't be read: {error}."), "Look at the log of `goodturn serve`."),
    }
}
