//! A merchant's public RSA key, from PEM; and whether it signed what a program hands over to be paid.

use data_encoding::BASE64;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use sapa_kernel::Timestamp;

use super::MerchantError;
use super::model::RsaKeyRow;

/// Bits of a key's modulus, at least and at most.
pub const KEY_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// Bytes of a PEM text that may be a key at all.
pub const MAX_PEM_BYTES: usize = 4 << 10;

/// Characters of a signature in base64: more no key makes.
const MAX_SIGNATURE: usize = 1024;

/// `rsaEncryption`, 1.2.840.113549.1.1.1, with its absent parameters.
const RSA_ALGORITHM: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;

fn invalid(problem: &'static str) -> MerchantError {
    MerchantError::KeyInvalid(problem)
}

/// The key of a PEM text: `PUBLIC KEY` (RFC 5280) or `RSA PUBLIC KEY` (RFC 8017).
pub(crate) fn parse(pem: &str, now: Timestamp) -> Result<RsaKeyRow, MerchantError> {
    if pem.len() > MAX_PEM_BYTES {
        return Err(invalid("the text is too long"));
    }
    let (label, der) = armour(pem.trim()).ok_or(invalid("the text is not PEM"))?;
    let malformed = || invalid("the key cannot be read");
    let key = match label {
        "RSA PUBLIC KEY" => der,
        "PUBLIC KEY" => subject_key(&der)
            .ok_or(invalid("the key is not of RSA"))?
            .to_vec(),
        "PRIVATE KEY" | "RSA PRIVATE KEY" => {
            return Err(invalid(
                "this is a private key: make a new pair, and never show that half",
            ));
        }
        _ => return Err(invalid("the text holds something else")),
    };
    let (modulus, exponent) = numbers(&key).ok_or_else(malformed)?;
    let top = modulus.first().ok_or_else(malformed)?;
    let bits = modulus.len() * 8 - top.leading_zeros() as usize;
    if !KEY_BITS.contains(&bits) {
        return Err(invalid("the key has less than 2048 or more than 4096 bits"));
    }
    if exponent.len() > 4 || exponent.last().is_none_or(|last| last % 2 == 0) || exponent == [1] {
        return Err(invalid("the key's exponent is not one"));
    }
    Ok(RsaKeyRow {
        modulus: modulus.to_vec(),
        exponent: exponent.to_vec(),
        set_at: now,
    })
}

/// What stands between the lines of a PEM text, and what they call it.
fn armour(pem: &str) -> Option<(&str, Vec<u8>)> {
    let (label, rest) = pem.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let end = format!("-----END {label}-----");
    let body: String = rest
        .strip_suffix(end.as_str())?
        .split_whitespace()
        .collect();
    Some((label, BASE64.decode(body.as_bytes()).ok()?))
}

/// The RSA key inside a subject's public key.
fn subject_key(der: &[u8]) -> Option<&[u8]> {
    let (whole, after) = element(der, SEQUENCE)?;
    let (algorithm, rest) = element(whole, SEQUENCE)?;
    let (bits, end) = element(rest, BIT_STRING)?;
    let whole = after.is_empty() && end.is_empty() && algorithm == RSA_ALGORITHM;
    bits.strip_prefix(&[0]).filter(|_| whole)
}

/// Modulus and exponent.
fn numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (whole, after) = element(der, SEQUENCE)?;
    let (modulus, rest) = element(whole, INTEGER)?;
    let (exponent, end) = element(rest, INTEGER)?;
    let complete = after.is_empty() && end.is_empty();
    Some((positive(modulus)?, positive(exponent)?)).filter(|_| complete)
}

/// A positive number without its sign's zero.
fn positive(number: &[u8]) -> Option<&[u8]> {
    match number {
        [0, rest @ ..] if rest.first().is_some_and(|byte| *byte >= 0x80) => Some(rest),
        [first, ..] if (1..0x80).contains(first) => Some(number),
        _ => None,
    }
}

/// The content of the DER element of this kind with which the bytes begin, and what follows it.
fn element(der: &[u8], kind: u8) -> Option<(&[u8], &[u8])> {
    let [tag, length, rest @ ..] = der else {
        return None;
    };
    let (length, rest) = match *length {
        short @ 0..=0x7f => (usize::from(short), rest),
        0x81 => {
            let (length, rest) = rest.split_first()?;
            (usize::from(*length), rest)
        }
        0x82 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*length)), rest)
        }
        _ => return None,
    };
    if *tag != kind {
        return None;
    }
    rest.split_at_checked(length)
}

impl RsaKeyRow {
    /// Whether this key signed the message: RSA, PKCS #1 v1.5, SHA-256, in base64.
    pub(crate) fn signed(&self, message: &str, signature: &str) -> bool {
        if signature.len() > MAX_SIGNATURE {
            return false;
        }
        let Ok(signature) = BASE64.decode(signature.as_bytes()) else {
            return false;
        };
        let key = RsaPublicKeyComponents {
            n: &self.modulus,
            e: &self.exponent,
        };
        key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature)
            .is_ok()
    }
}
