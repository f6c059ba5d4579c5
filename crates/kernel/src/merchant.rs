//! The number of a merchant: ten digits, as merchants know it from elsewhere.

use std::fmt;
use std::str::FromStr;

/// A merchant's number: ten decimal digits, the first of them not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MerchantId(u64);

/// Why a text is not a merchant's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MerchantIdError;

impl fmt::Display for MerchantIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a merchant's number has ten digits and does not begin with 0")
    }
}

impl std::error::Error for MerchantIdError {}

impl MerchantId {
    /// The smallest.
    pub const FIRST: u64 = 1_000_000_000;
    /// The largest.
    pub const LAST: u64 = 9_999_999_999;

    /// The merchant with this number, if it has ten digits.
    pub const fn new(number: u64) -> Option<Self> {
        if number < Self::FIRST || number > Self::LAST {
            return None;
        }
        Some(Self(number))
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for MerchantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for MerchantId {
    type Err = MerchantIdError;
    fn from_str(text: &str) -> Result<Self, MerchantIdError> {
        if text.len() != 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MerchantIdError);
        }
        let number = text.parse().map_err(|_| MerchantIdError)?;
        Self::new(number).ok_or(MerchantIdError)
    }
}

impl serde::Serialize for MerchantId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for MerchantId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for MerchantId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MerchantId".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[1-9][0-9]{9}$",
            "description": "A merchant's number: ten digits."
        })
    }
}

impl<C> minicbor::Encode<C> for MerchantId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for MerchantId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::new(d.u64()?)
            .ok_or_else(|| minicbor::decode::Error::message("a merchant's number has ten digits"))
    }
}
