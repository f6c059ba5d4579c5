//! Ids: sixteen bytes that begin with the cell where the thing was born.
//!
//! The birth cell keeps ids of different cells apart; it is never read back to find where a thing lives
//! now, because people and groups can move. In JSON an id is 26 characters of lower-case base32
//! (RFC 4648 extended-hex alphabet, so that text sorts as the bytes do).

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32HEX_NOPAD;

/// Characters of an id in its text form.
const ID_TEXT_LENGTH: usize = 26;

/// The number of a cell. Cell 1 is a cell that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(pub u32);

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an id is {ID_TEXT_LENGTH} characters of 0-9 and a-v")
    }
}

impl std::error::Error for IdError {}

/// What all typed ids have in common.
pub trait Id:
    Copy + Ord + std::hash::Hash + fmt::Debug + fmt::Display + Send + Sync + 'static
{
    /// The id with exactly these bytes.
    fn from_bytes(bytes: [u8; 16]) -> Self;
    /// The bytes, in the order in which ids sort.
    fn to_bytes(self) -> [u8; 16];

    /// A new id: four bytes of cell, six of milliseconds since 1970 (so that rows made together lie
    /// together), six of randomness from the caller.
    fn compose(cell: CellId, milliseconds: u64, random: [u8; 6]) -> Self {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&cell.0.to_be_bytes());
        bytes[4..10].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
        bytes[10..].copy_from_slice(&random);
        Self::from_bytes(bytes)
    }
}

fn parse(text: &str) -> Result<[u8; 16], IdError> {
    if text.len() != ID_TEXT_LENGTH || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(IdError);
    }
    let bytes = BASE32HEX_NOPAD
        .decode(text.to_ascii_uppercase().as_bytes())
        .map_err(|_| IdError)?;
    bytes.try_into().map_err(|_| IdError)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl Id for $name {
            fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            fn to_bytes(self) -> [u8; 16] {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&BASE32HEX_NOPAD.encode(&self.0).to_ascii_lowercase())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": "^[0-9a-v]{26}$",
                    "description": concat!("An opaque ", stringify!($name), ".")
                })
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let bytes = d.bytes()?;
                bytes
                    .try_into()
                    .map(Self)
                    .map_err(|_| minicbor::decode::Error::message("an id has sixteen bytes"))
            }
        }
    )*};
}

ids! {
    /// A person's (later: also an official) account.
    AccountId;
    /// One signed-in device of an account.
    SessionId;
    /// A conversation of two people or a group.
    ConversationId;
    /// A file that an account has uploaded and not yet attached.
    UploadId;
    /// An invitation to register.
    InvitationId;
    /// A one-time or revocable link: group link, recovery link, setup link.
    LinkId;
    /// Something that moves money: a transfer between people, a red packet, a request, a top-up, a withdrawal.
    PaymentId;
}
