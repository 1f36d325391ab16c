//! What a request to install asks for, and what comes of a yes or a no.
//! The page, the library and the control route all decide here.

use super::Grant;
use crate::{
    form,
    people::SandboxError,
    standin::Standin,
    state::State,
    workspace::{SLACKBOT, flag, text},
};

/// A request to install the app.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) client_id: String,
    pub(super) scope: String,
    pub(super) state: Option<String>,
    redirect_uri: Option<String>,
}

impl Request {
    pub(super) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut request = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "client_id" => request.client_id = value,
                "scope" => request.scope = value,
                "state" => request.state = Some(value),
                "redirect_uri" => request.redirect_uri = Some(value).filter(|uri| !uri.is_empty()),
                _ => {}
            }
        }
        request
    }

    /// The scopes of the bot that are asked for: Slack takes commas and spaces.
    pub(super) fn scopes(&self) -> Vec<String> {
        self.scope.split([',', ' ']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
    }

    /// Where the answer goes; or Slack's error, which the person reads on the page.
    pub(super) fn target(&self, state: &State) -> Result<String, &'static str> {
        if self.client_id != state.credentials.client_id {
            return Err("invalid_client_id");
        }
        if self.scopes().is_empty() {
            return Err("no_scopes");
        }
        let known = &state.options.redirect_urls;
        let target = self.redirect_uri.as_ref().or(known.first()).ok_or("bad_redirect_uri")?;
        let proper = target.starts_with("https://") || target.starts_with("http://");
        let allowed = known.is_empty() || known.iter().any(|one| target.starts_with(one.as_str()));
        if proper && allowed { Ok(target.clone()) } else { Err("bad_redirect_uri") }
    }

    /// Decides. Answers the address that the person's browser goes to.
    pub(super) fn decide(&self, state: &mut State, user: &str, allow: bool) -> Result<String, &'static str> {
        let target = self.target(state)?;
        let mut pairs = Vec::new();
        let code;
        if allow {
            code = format!("{}.{}.{}", state.fresh_number(), state.fresh_number(), state.fresh_hex(64));
            let grant = Grant { scopes: self.scopes(), redirect_uri: self.redirect_uri.clone(), user: user.to_owned() };
            state.grants.add_code(&code, grant);
            pairs.push(("code", code.as_str()));
        } else {
            pairs.push(("error", "access_denied"));
        }
        pairs.push(("state", self.state.as_deref().unwrap_or_default()));
        let separator = if target.contains('?') { '&' } else { '?' };
        Ok(format!("{target}{separator}{}", form::encode(pairs)))
    }
}

/// Who installs when nobody is named: the first owner or admin, else the first person.
pub(super) fn installer(state: &State) -> String {
    let people = || {
        let all = state.people.all().iter();
        all.filter(|user| !flag(user, "deleted") && !flag(user, "is_bot") && text(user, "id") != SLACKBOT)
    };
    let found = people().find(|user| flag(user, "is_owner") || flag(user, "is_admin")).or_else(|| people().next());
    found.map(|user| text(user, "id").to_owned()).unwrap_or_default()
}

impl Standin {
    /// A person answers a request to install: `url` is the address the bot sent them to. Without `user`, an admin does.
    /// Answers the address they are sent on to, with a code or an error in it.
    ///
    /// # Errors
    /// When the person can't act, or Slack would show an error instead of the question.
    pub fn consent(&self, url: &str, user: Option<&str>, allow: bool) -> Result<String, SandboxError> {
        let mut state = self.state();
        let user = user.map_or_else(|| installer(&state), str::to_owned);
        state.acting(&user)?;
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let request = Request::read(form::decode(query));
        request.decide(&mut state, &user, allow).map_err(|error| SandboxError::Wrong(format!("Slack shows an error: {error}")))
    }
}
