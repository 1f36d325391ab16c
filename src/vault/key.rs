//! One key: from its text to the cipher, its id and the sub-key for fingerprints.
//!
//! The 32 bytes never leave this file except inside a cipher or as the text of a freshly made key; nothing here may
//! print them.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use rand::CryptoRng;
use sha2::{Digest, Sha256};

use super::VaultError;

/// `XChaCha20`'s key.
const KEY_BYTES: usize = 32;
/// Enough to tell the few keys of one operator apart, and too little to say anything about them.
pub(super) const KEY_ID_BYTES: usize = 4;
/// Separates the key id from other uses of SHA-256 over the key.
const KEY_ID_LABEL: &[u8] = b"goodturn key id\0";
/// Separates the sub-key for fingerprints from the key that encrypts.
const FINGERPRINT_LABEL: &[u8] = b"goodturn fingerprint key\0";

/// Padding may be there or not: people cut it off.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
/// With `+` and `/`.
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
/// With `-` and `_`.
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The 32 bytes of one key.
pub(super) struct Key([u8; KEY_BYTES]);

impl Key {
    /// Reads keys separated by commas; white space around each is ignored, and so is a comma at the end.
    pub(super) fn parse_list(text: &str) -> Result<Vec<Self>, VaultError> {
        let texts = text.split(',').map(str::trim).filter(|t| !t.is_empty());
        let mut keys: Vec<Self> = Vec::new();
        for (index, text) in texts.enumerate() {
            let position = index + 1;
            let key = Self::parse(text, position)?;
            // Two different keys of one id (a chance of 2^-32) would shadow each other, so ids are what is compared.
            if keys.iter().any(|other| other.id() == key.id()) {
                return Err(VaultError::Twice { position });
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(VaultError::NoKey);
        }
        Ok(keys)
    }

    /// Reads one key; `position` is for the error.
    fn parse(text: &str, position: usize) -> Result<Self, VaultError> {
        let bytes = STANDARD
            .decode(text)
            .or_else(|_| URL_SAFE.decode(text))
            .map_err(|_| VaultError::NotBase64 { position, characters: text.chars().count() })?;
        let length = bytes.len();
        let key = bytes.try_into().map_err(|_| VaultError::WrongLength { position, bytes: length })?;
        Ok(Self(key))
    }

    /// A new key.
    pub(super) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = [0_u8; KEY_BYTES];
        rng.fill_bytes(&mut key);
        Self(key)
    }

    /// The key as it stands in `GOODTURN_KEY`.
    pub(super) fn to_text(&self) -> String {
        BASE64_STANDARD.encode(self.0)
    }

    /// The id that is written into each value sealed with this key.
    pub(super) fn id(&self) -> [u8; KEY_ID_BYTES] {
        let hash: [u8; 32] = Sha256::new().chain_update(KEY_ID_LABEL).chain_update(self.0).finalize().into();
        let mut id = [0_u8; KEY_ID_BYTES];
        id.copy_from_slice(&hash[..KEY_ID_BYTES]);
        id
    }

    /// The cipher under this key.
    pub(super) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }

    /// HMAC under the sub-key for fingerprints, which itself is an HMAC of a label under this key.
    pub(super) fn fingerprint_mac(&self) -> Hmac<Sha256> {
        let mut sub_key = keyed(&self.0);
        sub_key.update(FINGERPRINT_LABEL);
        let sub_key: [u8; 32] = sub_key.finalize().into_bytes().into();
        keyed(&sub_key)
    }
}

/// HMAC-SHA256 under 32 bytes, filled up with zeros to the block size as HMAC itself does with short keys.
fn keyed(key: &[u8; KEY_BYTES]) -> Hmac<Sha256> {
    let mut block = [0_u8; 64];
    block[..KEY_BYTES].copy_from_slice(key);
    <Hmac<Sha256> as KeyInit>::new(&block.into())
}
