//! How a database stands, for people who look after it: apart from the pools, which need no words for it.

/// How the tables of a database stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Migrations that this program knows and that were not done yet.
    pub pending: usize,
    /// Whether a newer program has done one that this one doesn't know.
    pub newer: bool,
    /// Whether they can be written to.
    pub writable: bool,
}
