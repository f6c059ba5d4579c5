//! Values: CBOR with numbered fields, so that rows outlive the code that wrote them.
//!
//! Derive `minicbor::Encode` and `Decode` with `#[cbor(map)]`; a field number is never reused; a new field is an
//! `Option` or has `#[cbor(default)]`. Unknown fields of a newer writer are skipped. Index rows hold `()`.

use crate::{RawValue, StoreError, limits};

/// Anything that a row can hold.
pub trait Value: Sized {
    /// Appends the value's encoding.
    fn encode_value(&self, to: &mut Vec<u8>);
    /// Reads a value that spans all the bytes.
    fn decode_value(from: &[u8]) -> Result<Self, String>;
}

impl<T> Value for T
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()>,
{
    fn encode_value(&self, to: &mut Vec<u8>) {
        minicbor::encode(self, to).expect("encoding into memory cannot fail");
    }

    fn decode_value(from: &[u8]) -> Result<Self, String> {
        let mut decoder = minicbor::Decoder::new(from);
        let value = decoder.decode().map_err(|error| error.to_string())?;
        if decoder.position() == from.len() {
            Ok(value)
        } else {
            Err("bytes are left after the value".into())
        }
    }
}

pub(crate) fn encode<V: Value>(value: &V) -> Result<RawValue, StoreError> {
    let mut bytes = Vec::with_capacity(128);
    value.encode_value(&mut bytes);
    if bytes.len() > limits::MAX_VALUE_BYTES {
        return Err(StoreError::ValueTooLarge(bytes.len()));
    }
    Ok(RawValue::from(bytes))
}
