//! Installing the app: what is asked for, the codes that say yes, and the tokens that come of it.
//! A code is good once and for ten minutes, and only where it was sent.

mod consent;
mod page;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

pub(crate) use page::{authorize, decided};

/// How long a code may be exchanged.
const CODE_LIFETIME: Duration = Duration::from_mins(10);

/// What someone agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) scopes: Vec<String>,
    /// Where the code was sent, when that was said in the request.
    pub(crate) redirect_uri: Option<String>,
    pub(crate) user: String,
}

/// Codes and refresh tokens that wait to be exchanged.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    codes: BTreeMap<String, (Instant, Grant)>,
    refresh: BTreeMap<String, Grant>,
}

impl Grants {
    pub(crate) fn add_code(&mut self, code: &str, grant: Grant) {
        self.codes.retain(|_, (made, _)| made.elapsed() <= CODE_LIFETIME);
        self.codes.insert(code.to_owned(), (Instant::now(), grant));
    }

    /// What a code stands for, as long as it is good.
    pub(crate) fn code(&self, code: &str) -> Option<&Grant> {
        self.codes.get(code).filter(|(made, _)| made.elapsed() <= CODE_LIFETIME).map(|(_, grant)| grant)
    }

    /// Whether this code or this refresh token was given out here.
    pub(crate) fn knows(&self, code: &str, refresh: &str) -> bool {
        self.codes.contains_key(code) || self.refresh.contains_key(refresh)
    }

    /// A code is good once.
    pub(crate) fn use_code(&mut self, code: &str) {
        self.codes.remove(code);
    }

    pub(crate) fn add_refresh(&mut self, token: &str, grant: Grant) {
        self.refresh.insert(token.to_owned(), grant);
    }

    /// What a refresh token stands for; it does so once.
    pub(crate) fn use_refresh(&mut self, token: &str) -> Option<Grant> {
        self.refresh.remove(token)
    }

    /// The app was taken out: nothing that waits is good any more.
    pub(crate) fn forget(&mut self) {
        self.codes.clear();
        self.refresh.clear();
    }
}
