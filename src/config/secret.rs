//! A text that must never reach a log, an error or a screen.
//!
//! Neither `{}` nor `{:?}` shows it; who needs the text writes `expose()`, which is easy to look for in a review.

use std::fmt;

/// A token, password or key.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that sends or uses it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn no_format_shows_it() {
        let secret = Secret::new("xoxb-1");
        assert_eq!(format!("{secret} {secret:?} {secret:#?} {:?}", Some(&secret)), "[hidden] [hidden] [hidden] Some([hidden])");
        assert_eq!(secret.expose(), "xoxb-1");
    }
}
