//! Secrets that people hold: how they come in, and what is kept of them.

use std::fmt;

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::keys::Hash;

/// A password, code or token as it comes in. It is never printed.
#[derive(Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl schemars::JsonSchema for Secret {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Secret".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "password", "writeOnly": true })
    }
}

/// A fresh secret of 256 bits for a device, a link or an invitation, and its hash.
#[derive(Clone)]
pub struct Token {
    text: String,
    hash: Hash,
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// The token of these bytes, which the operating system drew.
    pub fn from_random(random: [u8; 32]) -> Self {
        let text = BASE64URL_NOPAD.encode(&random);
        Self {
            hash: sha256(&text),
            text,
        }
    }

    /// A code of 128 bits that can also be typed: lower-case base32.
    pub fn code_from_random(random: [u8; 16]) -> Self {
        let text = BASE32_NOPAD.encode(&random).to_ascii_lowercase();
        Self {
            hash: sha256(&text),
            text,
        }
    }

    /// What the person gets.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the cell keeps.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }
}

/// The hash that is kept of a token or code. Both are random enough to need no salt.
pub(crate) fn sha256(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// Whether two hashes are the same, in a time that does not depend on where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
