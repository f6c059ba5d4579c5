//! The key by which the cell signs what it tells merchants' servers. It lies beside the keyspace and not in it.

use std::io;
use std::path::Path;

use data_encoding::{BASE64, HEXUPPER};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use sapa_api::PlatformKey;

use crate::secrets::{read_private, write_private};

/// The file that holds it: PKCS #8, in base64.
pub(crate) const PLATFORM_KEY_FILE: &str = "platform.key";

/// `Wechatpay-Signature-Type`.
pub(crate) const SIGNATURE_TYPE: &str = "SAPA-ED25519";

/// What stands before the 32 bytes of a key in a subject's public key (RFC 8410).
const ED25519_SUBJECT: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Signs notifications.
pub(crate) struct Signer {
    pair: Ed25519KeyPair,
    public: PlatformKey,
}

impl Signer {
    /// The key of the data directory, made when there is none: whoever checks signatures fetches the new one.
    pub(crate) fn open(data: &Path) -> io::Result<Self> {
        let path = data.join(PLATFORM_KEY_FILE);
        let text = match read_private(&path)? {
            Some(text) => text,
            None => {
                let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
                let made = made.map_err(|_| io::Error::other("no random bytes"))?;
                let text = format!("{}\n", BASE64.encode(made.as_ref()));
                write_private(&path, text.as_bytes())?;
                text
            }
        };
        let invalid = || {
            let text = format!(
                "{} holds no key; delete it to get a new one",
                path.display()
            );
            io::Error::new(io::ErrorKind::InvalidData, text)
        };
        let der = BASE64
            .decode(text.trim().as_bytes())
            .map_err(|_| invalid())?;
        Self::of(&der).ok_or_else(invalid)
    }

    fn of(pkcs8: &[u8]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).ok()?;
        let public = pair.public_key().as_ref();
        let subject = [&ED25519_SUBJECT[..], public].concat();
        let serial = HEXUPPER.encode(&digest(&SHA256, &subject).as_ref()[..20]);
        let public_key = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            BASE64.encode(&subject)
        );
        let public = PlatformKey {
            serial,
            signature_type: SIGNATURE_TYPE.to_owned(),
            public_key,
        };
        Some(Self { pair, public })
    }

    /// What everybody may know of it.
    pub(crate) fn public(&self) -> &PlatformKey {
        &self.public
    }

    /// Signs a message, in base64.
    pub(crate) fn sign(&self, message: &[u8]) -> String {
        BASE64.encode(self.pair.sign(message).as_ref())
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, UnparsedPublicKey};

    use super::*;

    #[test]
    fn the_key_stays_and_signs() {
        let data = tempfile::tempdir().unwrap();
        let signer = Signer::open(data.path()).unwrap();
        let again = Signer::open(data.path()).unwrap();
        assert_eq!(signer.public(), again.public());
        let pem = &signer.public().public_key;
        let body = pem.lines().nth(1).unwrap();
        let subject = BASE64.decode(body.as_bytes()).unwrap();
        let signature = BASE64.decode(again.sign(b"hello").as_bytes()).unwrap();
        let key = UnparsedPublicKey::new(&ED25519, &subject[12..]);
        key.verify(b"hello", &signature).unwrap();
        std::fs::write(data.path().join(PLATFORM_KEY_FILE), "nothing").unwrap();
        assert!(Signer::open(data.path()).is_err());
    }
}
