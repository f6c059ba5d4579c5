//! The name of a program among machines: `wx` and sixteen hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use sapa_store::KeyPart;
use sapa_store::key::KeyError;

/// A program's app id. Drawn at random and no secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppId(u64);

/// Why a text is not an app id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an app id is wx and 16 hexadecimal digits in lower case")]
pub struct AppIdError;

impl AppId {
    /// The app id with this number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    pub(crate) const fn to_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wx{:016x}", self.0)
    }
}

impl fmt::Debug for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AppId({self})")
    }
}

impl FromStr for AppId {
    type Err = AppIdError;

    fn from_str(text: &str) -> Result<Self, AppIdError> {
        let digits = text.strip_prefix("wx").ok_or(AppIdError)?;
        let sound = digits.len() == 16
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !sound {
            return Err(AppIdError);
        }
        u64::from_str_radix(digits, 16)
            .map(Self)
            .map_err(|_| AppIdError)
    }
}

impl KeyPart for AppId {
    fn encode_part(&self, to: &mut Vec<u8>) {
        self.0.encode_part(to);
    }

    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        u64::decode_part(from).map(Self)
    }
}

impl serde::Serialize for AppId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for AppId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for AppId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AppId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^wx[0-9a-f]{16}$",
            "description": "A mini program's app id."
        })
    }
}

impl<C> minicbor::Encode<C> for AppId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for AppId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.u64().map(Self)
    }
}
