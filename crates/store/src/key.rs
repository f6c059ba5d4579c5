//! Keys: tuples whose encoding sorts as the tuples do.
//!
//! Fixed-size parts are big-endian; texts and byte strings escape zero bytes (`00` becomes `00 FF`) and end with
//! `00 01`, so that a shorter one sorts before its extensions and nothing that follows can blur the border.
//! The encoding of a tuple is the concatenation of its parts: a shorter tuple is a byte prefix of a longer one.

use sapa_kernel::{
    AccountId, ConversationId, Currency, Id, InvitationId, LinkId, MerchantId, PaymentId,
    SessionId, Timestamp, UploadId,
};

/// Why bytes are not a key of the expected shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The bytes end inside a part.
    #[error("the key ends too early")]
    TooShort,
    /// Bytes are left after the last part.
    #[error("the key is longer than its parts")]
    TooLong,
    /// A part has bytes that no value has.
    #[error("a part of the key is not valid")]
    Invalid,
}

/// One part of a key.
pub trait KeyPart: Sized {
    /// Appends the part's encoding.
    fn encode_part(&self, to: &mut Vec<u8>);
    /// Takes the part off the front of `from`.
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError>;
}

/// A whole key: one part, or a tuple of up to five.
pub trait Key: Sized {
    /// Appends the key's encoding.
    fn encode_key(&self, to: &mut Vec<u8>);
    /// Takes the parts off the front of `from`.
    fn decode_parts(from: &mut &[u8]) -> Result<Self, KeyError>;

    /// Reads a key that spans all the bytes.
    fn decode_key(mut from: &[u8]) -> Result<Self, KeyError> {
        let key = Self::decode_parts(&mut from)?;
        if from.is_empty() {
            Ok(key)
        } else {
            Err(KeyError::TooLong)
        }
    }
}

/// A tuple with which keys of type `K` begin: for [`crate::Scan::under`].
pub trait PrefixOf<K>: Key {}

fn take<const N: usize>(from: &mut &[u8]) -> Result<[u8; N], KeyError> {
    let (head, rest) = from.split_first_chunk::<N>().ok_or(KeyError::TooShort)?;
    *from = rest;
    Ok(*head)
}

macro_rules! unsigned_parts {
    ($($kind:ty),*) => {$(
        impl KeyPart for $kind {
            fn encode_part(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_be_bytes());
            }
            fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
                take(from).map(Self::from_be_bytes)
            }
        }
    )*};
}
unsigned_parts!(u8, u16, u32, u64, u128);

macro_rules! id_parts {
    ($($kind:ty),*) => {$(
        impl KeyPart for $kind {
            fn encode_part(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_bytes());
            }
            fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
                take(from).map(Self::from_bytes)
            }
        }
    )*};
}
id_parts!(
    AccountId,
    SessionId,
    ConversationId,
    UploadId,
    InvitationId,
    LinkId,
    PaymentId
);

macro_rules! array_parts {
    ($($length:literal),*) => {$(
        impl KeyPart for [u8; $length] {
            fn encode_part(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(self);
            }
            fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
                take(from)
            }
        }
    )*};
}
array_parts!(16, 32);

/// Flipping the sign bit makes negative numbers sort before positive ones.
const SIGN: u64 = 1 << 63;

impl KeyPart for i64 {
    fn encode_part(&self, to: &mut Vec<u8>) {
        (self.cast_unsigned() ^ SIGN).encode_part(to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        Ok((u64::decode_part(from)? ^ SIGN).cast_signed())
    }
}

impl KeyPart for bool {
    fn encode_part(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        match u8::decode_part(from)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(KeyError::Invalid),
        }
    }
}

impl KeyPart for Timestamp {
    fn encode_part(&self, to: &mut Vec<u8>) {
        self.as_millis().encode_part(to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        i64::decode_part(from).map(Self::from_millis)
    }
}

/// By its number of ISO 4217.
impl KeyPart for Currency {
    fn encode_part(&self, to: &mut Vec<u8>) {
        self.number().encode_part(to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        Self::by_number(u16::decode_part(from)?).ok_or(KeyError::Invalid)
    }
}

impl KeyPart for MerchantId {
    fn encode_part(&self, to: &mut Vec<u8>) {
        self.number().encode_part(to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        Self::new(u64::decode_part(from)?).ok_or(KeyError::Invalid)
    }
}

const ESCAPE: u8 = 0x00;
const ESCAPED_ZERO: u8 = 0xff;
const END: u8 = 0x01;

impl KeyPart for Vec<u8> {
    fn encode_part(&self, to: &mut Vec<u8>) {
        encode_bytes(self, to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        let mut bytes = Self::new();
        loop {
            let at = from
                .iter()
                .position(|byte| *byte == ESCAPE)
                .ok_or(KeyError::TooShort)?;
            bytes.extend_from_slice(&from[..at]);
            let mark = *from.get(at + 1).ok_or(KeyError::TooShort)?;
            *from = &from[at + 2..];
            match mark {
                END => return Ok(bytes),
                ESCAPED_ZERO => bytes.push(0),
                _ => return Err(KeyError::Invalid),
            }
        }
    }
}

fn encode_bytes(bytes: &[u8], to: &mut Vec<u8>) {
    for byte in bytes {
        to.push(*byte);
        if *byte == ESCAPE {
            to.push(ESCAPED_ZERO);
        }
    }
    to.extend_from_slice(&[ESCAPE, END]);
}

impl KeyPart for String {
    fn encode_part(&self, to: &mut Vec<u8>) {
        encode_bytes(self.as_bytes(), to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        Self::from_utf8(Vec::decode_part(from)?).map_err(|_| KeyError::Invalid)
    }
}

/// A part that sorts the other way round: newest first, largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Descending<T>(pub T);

impl<T: PartialOrd> PartialOrd for Descending<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        other.0.partial_cmp(&self.0)
    }
}

impl<T: Ord> Ord for Descending<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.cmp(&self.0)
    }
}

impl<T: KeyPart> KeyPart for Descending<T> {
    fn encode_part(&self, to: &mut Vec<u8>) {
        let start = to.len();
        self.0.encode_part(to);
        for byte in &mut to[start..] {
            *byte = !*byte;
        }
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        let inverted: Vec<u8> = from.iter().map(|byte| !*byte).collect();
        let mut rest = inverted.as_slice();
        let part = T::decode_part(&mut rest)?;
        *from = &from[inverted.len() - rest.len()..];
        Ok(Self(part))
    }
}

impl<T: KeyPart> Key for T {
    fn encode_key(&self, to: &mut Vec<u8>) {
        self.encode_part(to);
    }
    fn decode_parts(from: &mut &[u8]) -> Result<Self, KeyError> {
        T::decode_part(from)
    }
}

impl Key for () {
    fn encode_key(&self, _: &mut Vec<u8>) {}
    fn decode_parts(_: &mut &[u8]) -> Result<Self, KeyError> {
        Ok(())
    }
}

macro_rules! tuple_keys {
    ($($part:ident $index:tt),+) => {
        impl<$($part: KeyPart),+> Key for ($($part,)+) {
            fn encode_key(&self, to: &mut Vec<u8>) {
                $(self.$index.encode_part(to);)+
            }
            fn decode_parts(from: &mut &[u8]) -> Result<Self, KeyError> {
                Ok(($($part::decode_part(from)?,)+))
            }
        }
    };
}
tuple_keys!(A 0);
tuple_keys!(A 0, B 1);
tuple_keys!(A 0, B 1, C 2);
tuple_keys!(A 0, B 1, C 2, D 3);
tuple_keys!(A 0, B 1, C 2, D 3, E 4);

macro_rules! prefix_tuples {
    ($(($($prefix:ident),+) of ($($part:ident),+);)*) => {$(
        impl<$($part: KeyPart),+> PrefixOf<($($part,)+)> for ($($prefix,)+) {}
    )*};
}
prefix_tuples! {
    (A) of (A);
    (A) of (A, B);
    (A) of (A, B, C);
    (A) of (A, B, C, D);
    (A) of (A, B, C, D, E);
    (A, B) of (A, B);
    (A, B) of (A, B, C);
    (A, B) of (A, B, C, D);
    (A, B) of (A, B, C, D, E);
    (A, B, C) of (A, B, C);
    (A, B, C) of (A, B, C, D);
    (A, B, C) of (A, B, C, D, E);
    (A, B, C, D) of (A, B, C, D);
    (A, B, C, D) of (A, B, C, D, E);
    (A, B, C, D, E) of (A, B, C, D, E);
}
impl<K: Key> PrefixOf<K> for () {}
