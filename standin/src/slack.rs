//! Several workspaces with the same app in each, behind one address: what an app sees that many companies install.
//! Each is a stand-in of its own; here only what comes from the bot is brought to the one it is meant for.

use std::io;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::{
    delivery::Delivery,
    form, ids,
    options::{Credentials, Options},
    people::SandboxError,
    serve::serve_router,
    standin::Standin,
    workspace::Workspace,
};

/// Bytes of a request that are read before it is known whose it is: a file, and its frame.
const REQUEST_BYTES_MAX: usize = 65 * 1024 * 1024;

/// Where one workspace's control routes are: `/sandbox/teams/T2/slash` and so on.
const TEAMS: &str = "/sandbox/teams/";

/// A local Slack with several workspaces. Client id, secrets and Socket Mode connections are the app's; tokens, people and ids
/// are each workspace's own. Connections are held by the first: ask it for them.
#[derive(Clone)]
pub struct Slack {
    first: Standin,
    others: Vec<Standin>,
}

impl Slack {
    /// A Slack with these workspaces. The first has the seed of the options, as if it were alone.
    ///
    /// # Errors
    /// When there is none, or two have the same team id.
    pub fn new(workspaces: Vec<Workspace>, options: &Options) -> Result<Self, SandboxError> {
        let mut workspaces = workspaces.into_iter();
        let first = workspaces.next().ok_or_else(|| SandboxError::Wrong("there is no workspace".to_owned()))?;
        let first = Standin::new(first, options.clone());
        let mut slack = Self { first, others: Vec::new() };
        for (number, workspace) in workspaces.enumerate() {
            let seed = ids::mix(options.seed, &format!("workspace/{number}"));
            let other = Standin::new(workspace, Options { seed, ..options.clone() });
            let team = other.credentials().team_id;
            if slack.workspace(&team).is_some() {
                return Err(SandboxError::Wrong(format!("two workspaces have the id {team}")));
            }
            other.join(&slack.first);
            slack.others.push(other);
        }
        Ok(slack)
    }

    /// The workspace with this team id.
    #[must_use]
    pub fn workspace(&self, team: &str) -> Option<&Standin> {
        self.all().find(|one| one.credentials().team_id == team)
    }

    /// Every workspace, in the order they were given.
    pub fn all(&self) -> impl Iterator<Item = &Standin> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Where [`Slack::router`] is served, for the addresses that are handed out.
    pub fn set_public_url(&self, base: &str) {
        self.all().for_each(|one| one.set_public_url(base));
    }

    /// Where deliveries of all workspaces go from now on.
    pub fn deliver_to(&self, to: &Delivery) {
        self.all().for_each(|one| one.deliver_to(to.clone()));
    }

    /// Sets calendar time everywhere.
    pub fn set_now(&self, epoch_ms: i64) {
        self.all().for_each(|one| one.set_now(epoch_ms));
    }

    /// Everything a stand-in offers, for all workspaces; control routes of one are below `/sandbox/teams/{id}`.
    pub fn router(&self) -> Router {
        let slack = self.clone();
        Router::new().fallback(async move |request: Request| slack.pass_on(request).await)
    }

    /// Serves until the task is dropped.
    ///
    /// # Errors
    /// When the listener fails for good.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        serve_router(self.router(), listener).await
    }

    async fn pass_on(&self, request: Request) -> Response {
        let (mut parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, REQUEST_BYTES_MAX).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let mut meant = self.meant_by(&parts.uri, &parts.headers, &body);
        if let Some((team, rest)) = parts.uri.path().strip_prefix(TEAMS).and_then(|rest| rest.split_once('/')) {
            let (Some(named), Ok(uri)) = (self.workspace(team), format!("/sandbox/{rest}").parse()) else {
                return (StatusCode::NOT_FOUND, format!("there is no workspace {team}")).into_response();
            };
            meant = named;
            parts.uri = uri;
        }
        let Ok(response) = meant.router().oneshot(Request::from_parts(parts, Body::from(body))).await;
        response
    }

    /// Whose request it is: by its token, code, address or file. What is nobody's, the first refuses.
    fn meant_by(&self, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> &Standin {
        let words: Vec<&str> = uri.path().split('/').skip(1).collect();
        let pairs = || {
            let mut pairs = form::decode(uri.query().unwrap_or_default());
            pairs.extend(form::decode(&String::from_utf8_lossy(body)));
            pairs
        };
        let field = |name: &str| pairs().into_iter().find(|(other, _)| other == name).map(|(_, value)| value).unwrap_or_default();
        let found = match words.as_slice() {
            ["api", "oauth.v2.access"] => {
                let (code, refresh) = (field("code"), field("refresh_token"));
                self.all().find(|one| one.state().grants.knows(&code, &refresh))
            }
            ["api", _] => {
                let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
                let token = bearer.and_then(|value| value.strip_prefix("Bearer ")).map_or_else(|| field("token"), str::to_owned);
                self.all().find(|one| one.state().tokens.knows(&token))
            }
            ["response", id] => self.all().find(|one| one.state().hooks.knows(id)),
            ["upload", "v1", ticket] => self.all().find(|one| one.state().files.knows_ticket(ticket)),
            ["files", id, ..] => self.all().find(|one| one.state().files.get(id).is_some()),
            ["oauth", "v2", "authorize"] => {
                let asked = form::decode(&field("request")).into_iter().find(|(name, _)| name == "team").map(|(_, team)| team);
                self.workspace(&asked.unwrap_or_else(|| field("team")))
            }
            _ => None,
        };
        found.unwrap_or(&self.first)
    }
}

impl Standin {
    /// Makes this workspace one with the same app as another: its secrets, and its connections.
    fn join(&self, hub: &Self) {
        let shared = hub.credentials();
        let mut state = self.state();
        let own = state.credentials.clone();
        state.credentials =
            Credentials { bot_token: own.bot_token, bot_user_id: own.bot_user_id, bot_id: own.bot_id, team_id: own.team_id, ..shared };
        state.hub = Some(hub.clone());
    }
}
