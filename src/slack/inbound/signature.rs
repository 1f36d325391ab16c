//! Is it Slack? The signature over time stamp and body, and a time stamp within five minutes of the machine's clock.
//!
//! This is protocol time: it is never simulated and never shifted.

use axum::http::HeaderMap;
use slack_morphism::SlackSigningSecret;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;

/// How old a delivery may be, or seem to be: Slack's own rule, which the verifier keeps.
pub const AGE_MAX: std::time::Duration = std::time::Duration::from_mins(5);

/// Checks deliveries against one signing secret.
#[derive(Clone)]
pub struct Signature {
    verifier: SlackEventSignatureVerifier,
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature")
    }
}

/// Why a delivery is refused, for the counter; the sender learns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forged {
    /// A header is missing or can't be read.
    Unsigned,
    /// The signature is not the one that body and time stamp give.
    Wrong,
}

impl Signature {
    /// A check against `secret`, which must not be empty.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self { verifier: SlackEventSignatureVerifier::new(&SlackSigningSecret::new(secret.to_owned())) }
    }

    /// Checks one delivery.
    ///
    /// # Errors
    /// [`Forged`] when it isn't Slack's, or is older or newer than five minutes.
    pub fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), Forged> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).ok_or(Forged::Unsigned);
        let hash = header(SlackEventSignatureVerifier::SLACK_SIGNED_HASH_HEADER)?;
        let stamp = header(SlackEventSignatureVerifier::SLACK_SIGNED_TIMESTAMP)?;
        let body = std::str::from_utf8(body).map_err(|_| Forged::Wrong)?;
        self.verifier.verify(hash, body, stamp).map_err(|_| Forged::Wrong)
    }
}
