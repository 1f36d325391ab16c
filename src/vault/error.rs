//! What can go wrong with keys and sealed values, each as a sentence that says what to do.
//!
//! No error may hold a key, a sealed value or an opened text: errors end up in logs.

use std::io;
use std::path::PathBuf;

/// An error of the vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// `GOODTURN_KEY` or the key file is empty.
    #[error("there is no key: make one with `openssl rand -base64 32` and set it as GOODTURN_KEY")]
    NoKey,
    /// One of the keys is not base64 text.
    #[error("key {position} of GOODTURN_KEY (a value of {characters} characters) is not base64: make one with `openssl rand -base64 32`")]
    NotBase64 {
        /// Which of the keys, counted from 1.
        position: usize,
        /// How long its text is, in characters.
        characters: usize,
    },
    /// One of the keys has another length than 32 bytes.
    #[error("key {position} of GOODTURN_KEY has {bytes} bytes instead of 32: make one with `openssl rand -base64 32`")]
    WrongLength {
        /// Which of the keys, counted from 1.
        position: usize,
        /// How many bytes it stands for.
        bytes: usize,
    },
    /// The same key is there twice.
    #[error("key {position} of GOODTURN_KEY is there twice: list each key once, the newest first")]
    Twice {
        /// The later of the two, counted from 1.
        position: usize,
    },
    /// The text is longer than the cipher can take (256 GiB).
    #[error("the text is too long to be sealed")]
    TooLong,
    /// The value was sealed with a key that we were not given.
    #[error("sealed with a key that is not in GOODTURN_KEY (key id {key_id}): add the old key after the new one, separated by a comma")]
    UnknownKey {
        /// The id of the missing key, 8 hex digits; it says nothing about the key itself.
        key_id: String,
    },
    /// The value was changed, cut, or sealed for another purpose.
    #[error("a sealed value is damaged, or was moved from another place: restore it from a backup")]
    Damaged,
    /// The value's first byte is none of our formats.
    #[error("a sealed value has the unknown format {format}: it is not a sealed value, or a newer version of Goodturn wrote it")]
    UnknownFormat {
        /// The first byte.
        format: u8,
    },
    /// The key file can't be made or read.
    #[error(
        "cannot {action} the key file {}: {source}. Make its folder writable for Goodturn, or set GOODTURN_KEY", path.display()
    )]
    KeyFile {
        /// What was tried: "read" or "make".
        action: &'static str,
        /// The key file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The database is there, but its key file is not.
    #[error(
        "the database is there, but its key file {} is gone: put the old key file back in its place, or set GOODTURN_KEY to the key", path.display()
    )]
    KeyFileGone {
        /// The key file.
        path: PathBuf,
    },
    /// Other users of the machine may read or change the key file.
    #[error(
        "the key file {} may be used by others on this machine (mode {mode:04o}): run `chmod 600` on it, and change the key if somebody may have read it", path.display()
    )]
    KeyFileOpen {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file holds no usable key.
    #[error("the key file {} is not usable: {source}", path.display())]
    KeyFileContent {
        /// The key file.
        path: PathBuf,
        /// What is wrong with the key in it (its text speaks of `GOODTURN_KEY`, which has the same form).
        source: Box<VaultError>,
    },
}
