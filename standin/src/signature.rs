//! How Slack signs what it delivers.
//! Public, because tests that forge deliveries need good signatures over bad bodies.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The value of `X-Slack-Signature` for a body sent at `timestamp` (seconds, as in `X-Slack-Request-Timestamp`).
#[must_use]
pub fn sign(secret: &str, timestamp: &str, body: &str) -> String {
    // HMAC takes keys of any length, so the error can't happen; an empty signature would be refused by everyone.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(b"v0:");
    mac.update(timestamp.as_bytes());
    mac.update(b":");
    mac.update(body.as_bytes());
    format!("v0={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn depends_on_every_part() {
        let good = sign("secret", "1700000000", "a=b");
        assert_eq!(good.len(), 67);
        assert!(good.starts_with("v0="));
        for other in [sign("other", "1700000000", "a=b"), sign("secret", "1700000001", "a=b"), sign("secret", "1700000000", "a=c")] {
            assert_ne!(good, other);
        }
    }
}
