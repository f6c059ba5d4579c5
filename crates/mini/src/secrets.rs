//! What is made of the cell's keys: openids, session keys, access tokens, signatures. Nothing of it is a row: whoever has the
//! rows alone can make none of it.

use std::fmt;

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use ring::signature::{Ed25519KeyPair, KeyPair};
use sapa_kernel::{AccountId, Id};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::AppId;
use crate::model::Hash;

/// Two keys that lie in a file of the data directory, in no row, log, checkpoint or backup of the keyspace.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// The seed of the Ed25519 key that signs manifests.
    pub signing: [u8; 32],
    /// Makes openids, unionids, session keys and access tokens.
    pub identity: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// Stands before what is signed, so that a signature is good for nothing else.
const SIGNED: &str = "sapa-mini-manifest-1";

impl Keys {
    fn pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&self.signing).expect("a seed has 32 bytes")
    }

    /// The public key that checks manifests, as base64.
    pub fn signing_key(&self) -> String {
        BASE64.encode(self.pair().public_key().as_ref())
    }

    /// Signs a manifest: the text of [`signed_text`].
    pub(crate) fn sign(&self, app: AppId, manifest: &Hash) -> Vec<u8> {
        let text = signed_text(app, manifest);
        self.pair().sign(text.as_bytes()).as_ref().to_vec()
    }

    fn mac(&self, label: &str, parts: &[&[u8]]) -> Hash {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.identity).expect("HMAC takes any key");
        for part in [label.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// How a program knows a person: the same for ever, and another in each program.
    pub fn openid(&self, app: AppId, person: AccountId) -> String {
        open(&self.mac("openid", &[&app.to_bytes(), &person.to_bytes()]))
    }

    /// How all programs of a developer know a person.
    pub(crate) fn unionid(&self, developer: AccountId, person: AccountId) -> String {
        open(&self.mac("unionid", &[&developer.to_bytes(), &person.to_bytes()]))
    }

    /// What a program's server and the cell share about one login of a person: 16 bytes as base64.
    pub(crate) fn session_key(&self, app: AppId, person: AccountId, nonce: &[u8; 16]) -> String {
        let mac = self.mac("session", &[&app.to_bytes(), &person.to_bytes(), nonce]);
        BASE64.encode(&mac[..16])
    }

    /// An access token.
    pub(crate) fn token(&self, app: AppId, stable: bool, nonce: &[u8; 16]) -> String {
        let kind: &[u8] = if stable { b"stable" } else { b"plain" };
        BASE64URL_NOPAD.encode(&self.mac("token", &[&app.to_bytes(), kind, nonce]))
    }
}

/// What is signed: who checks a signature makes the same text of what they have.
pub fn signed_text(app: AppId, manifest: &[u8; 32]) -> String {
    format!("{SIGNED}\n{app}\n{}\n", HEXLOWER.encode(manifest))
}

fn open(mac: &Hash) -> String {
    let text = BASE64URL_NOPAD.encode(&mac[..21]);
    format!("o{}", &text[..27])
}

/// The signature of a login, as `wx.checkSession` of a server makes it: HMAC-SHA256 of nothing.
pub(crate) fn login_signature(session_key: &str) -> String {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(session_key.as_bytes())
        .expect("HMAC takes any key");
    HEXLOWER.encode(&mac.finalize().into_bytes())
}

/// What is kept of a secret that is random enough to need no salt.
pub(crate) fn sha256(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// Whether two texts or hashes are the same, in a time that does not depend on where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
