//! The vault: encryption at rest for tokens, notes and waiting messages.
//!
//! A stolen database file must say nothing without the key, a sealed value must not open in another column than the one
//! it was sealed for, and an operator must be able to change the key without stopping the program.
//!
//! One sealed value, from the first byte on:
//!
//! | bytes | meaning |
//! |---|---|
//! | 1 | format, always [`FORMAT`] |
//! | 4 | id of the key: the first bytes of SHA-256 over a label and the key |
//! | 24 | nonce, random |
//! | n + 16 | the text, encrypted and authenticated with `XChaCha20-Poly1305` |
//!
//! Format, key id and *purpose* (a name such as `act.note`) are authenticated too. With 24 random bytes a nonce never
//! repeats in practice, so no counter has to survive a crash.
//!
//! Changing the key: put the new key first and keep the old one after it (`GOODTURN_KEY=new,old`), restart, let every
//! value for which [`Vault::needs_reseal`] says yes be opened and sealed again, then drop the old key.

mod error;
mod key;
mod key_file;
mod sealed;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::rngs::StdRng;
use rand::{CryptoRng, Rng};
use sha2::Sha256;

pub use error::VaultError;
use key::{KEY_ID_BYTES, Key};
pub use key_file::KeyOrigin;
pub use sealed::Sealed;

/// The one format there is so far; another layout or cipher would get the next number and both would open.
pub const FORMAT: u8 = 1;
/// Bytes before the nonce: the format and the key id.
const HEADER_BYTES: usize = 1 + KEY_ID_BYTES;
/// `XChaCha20`'s nonce, long enough to be drawn at random without a limit on the number of values.
const NONCE_BYTES: usize = 24;
/// Poly1305's tag at the end of each value.
const TAG_BYTES: usize = 16;
/// How many bytes a sealed value is longer than its text.
pub const OVERHEAD_BYTES: usize = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;
/// Half of an HMAC-SHA256: two different notes meet with a chance of 2^-64 even among four billion.
pub const FINGERPRINT_BYTES: usize = 16;

/// Seals and opens values; one for the whole program, shared between threads.
///
/// The lock around the generator is held only while 24 bytes are drawn (well under a microsecond).
pub struct Vault {
    /// The first seals; all open.
    openers: Vec<Opener>,
    /// HMAC under a sub-key of each key, ready to be cloned, in the order of the keys.
    fingerprints: Vec<Hmac<Sha256>>,
    rng: Mutex<StdRng>,
}

/// One key, ready for use.
struct Opener {
    id: [u8; KEY_ID_BYTES],
    cipher: XChaCha20Poly1305,
}

impl Vault {
    /// Takes the keys of `GOODTURN_KEY`: one or several, separated by commas, each 32 bytes as base64 (standard or
    /// URL-safe alphabet, padded or not). The first seals, all open.
    ///
    /// `rng` draws the nonces. Outside simulations it must be seeded by the operating system: two vaults with one key
    /// and one seed would use the same nonces, which gives the texts away.
    ///
    /// # Errors
    /// When there is no key, a key is not base64 of 32 bytes, or a key is there twice. No error shows a key.
    pub fn new(keys: &str, rng: StdRng) -> Result<Self, VaultError> {
        let keys = Key::parse_list(keys)?;
        if keys.is_empty() {
            return Err(VaultError::NoKey);
        }
        Ok(Self {
            fingerprints: keys.iter().map(Key::fingerprint_mac).collect(),
            openers: keys.iter().map(|key| Opener { id: key.id(), cipher: key.cipher() }).collect(),
            rng: Mutex::new(rng),
        })
    }

    /// A new key, as text for `GOODTURN_KEY` (44 characters, base64). `rng` must be seeded by the operating system.
    #[must_use]
    pub fn generate_key(rng: &mut impl CryptoRng) -> String {
        Key::generate(rng).to_text()
    }

    /// Seals `plain` so that only [`Vault::open`] with the same `purpose` gives it back. The result is
    /// [`OVERHEAD_BYTES`] longer than `plain`. `purpose` names the column, for example `act.note`; it is not stored and
    /// must never change for values already written.
    ///
    /// # Errors
    /// Only for a text too long for the cipher (256 GiB).
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let opener = self.openers.first().ok_or(VaultError::NoKey)?;
        let mut nonce = [0_u8; NONCE_BYTES];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut nonce);
        let header = header(opener.id);
        let aad = bound_to(header, purpose);
        let payload = Payload { msg: plain, aad: &aad };
        let body = opener.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::TooLong)?;
        let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD_BYTES);
        sealed.extend_from_slice(&header);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Gives back what [`Vault::seal`] was given with the same `purpose`.
    ///
    /// # Errors
    /// [`VaultError::UnknownFormat`] for a first byte other than [`FORMAT`]; [`VaultError::UnknownKey`] when the key is
    /// not among ours; [`VaultError::Damaged`] when the value is too short, was changed, or was sealed for another
    /// purpose (the three can't be told apart).
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (header, rest) = split_header(sealed)?;
        let id = key_id_in(header);
        let (nonce, body) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Damaged)?;
        let opener = self.openers.iter().find(|opener| opener.id == id);
        let opener = opener.ok_or_else(|| VaultError::UnknownKey { key_id: hex::encode(id) })?;
        let aad = bound_to(header, purpose);
        let payload = Payload { msg: body, aad: &aad };
        opener.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::Damaged)
    }

    /// Whether `sealed` was written under another key or format than [`Vault::seal`] uses now. A damaged value says yes
    /// as well when its header is damaged; opening it tells.
    #[must_use]
    pub fn needs_reseal(&self, sealed: &[u8]) -> bool {
        let Some(first) = self.openers.first() else {
            return true;
        };
        !sealed.starts_with(&header(first.id))
    }

    /// A keyed fingerprint of `parts`, to find the same note typed twice without opening every sealed note.
    ///
    /// Equal parts under an equal purpose are equal; `["ab", "c"]` and `["a", "bc"]` differ. It is made with a sub-key
    /// of the *first* key, so a restart with a new first key changes it: compare it only with values of the last
    /// minutes (a note doubled across that restart is kept twice, which its member can undo), never use it as an
    /// identity. Were it made with the last key instead, an old key that leaked would go on guessing notes.
    #[must_use]
    pub fn fingerprint(&self, purpose: &str, parts: &[&str]) -> [u8; FINGERPRINT_BYTES] {
        self.fingerprints.first().map_or([0; FINGERPRINT_BYTES], |mac| print(mac.clone(), purpose, parts))
    }

    /// The fingerprints that `parts` have or had under every key there is, the first key's first: for what must be found again after the
    /// first key was changed, as long as the old one is kept after it.
    #[must_use]
    pub fn fingerprints(&self, purpose: &str, parts: &[&str]) -> Vec<[u8; FINGERPRINT_BYTES]> {
        self.fingerprints.iter().map(|mac| print(mac.clone(), purpose, parts)).collect()
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault([{} keys hidden])", self.openers.len())
    }
}

/// Half of the HMAC of a purpose and its parts, each with its length before it.
fn print(mut mac: Hmac<Sha256>, purpose: &str, parts: &[&str]) -> [u8; FINGERPRINT_BYTES] {
    for part in std::iter::once(&purpose).chain(parts) {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part.as_bytes());
    }
    let whole: [u8; 32] = mac.finalize().into_bytes().into();
    let mut half = [0_u8; FINGERPRINT_BYTES];
    half.copy_from_slice(&whole[..FINGERPRINT_BYTES]);
    half
}

/// The first bytes of a value sealed under the key `id`.
fn header(id: [u8; KEY_ID_BYTES]) -> [u8; HEADER_BYTES] {
    let mut header = [FORMAT; HEADER_BYTES];
    header[1..].copy_from_slice(&id);
    header
}

/// What is authenticated besides the text: the header has a fixed length, so header and purpose can't run together.
fn bound_to(header: [u8; HEADER_BYTES], purpose: &str) -> Vec<u8> {
    [header.as_slice(), purpose.as_bytes()].concat()
}

/// Checks the format byte and cuts the header off.
fn split_header(sealed: &[u8]) -> Result<([u8; HEADER_BYTES], &[u8]), VaultError> {
    let format = *sealed.first().ok_or(VaultError::Damaged)?;
    if format != FORMAT {
        return Err(VaultError::UnknownFormat { format });
    }
    let (header, rest) = sealed.split_first_chunk().ok_or(VaultError::Damaged)?;
    Ok((*header, rest))
}

/// The key id inside a header.
fn key_id_in(header: [u8; HEADER_BYTES]) -> [u8; KEY_ID_BYTES] {
    let mut id = [0_u8; KEY_ID_BYTES];
    id.copy_from_slice(&header[1..]);
    id
}
