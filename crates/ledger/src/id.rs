//! Ids of ledger accounts and transfers: 128 bits, made by the caller.

use std::fmt;

use sapa_kernel::{AccountId, Id, PaymentId};
use sapa_store::{KeyError, KeyPart};

/// The id of a ledger account or of a transfer. The two are numbered apart: an account and a transfer may share one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct LedgerId(pub u128);

impl LedgerId {
    /// No id. In a transfer that posts or voids it stands for "as in the pending transfer".
    pub const ZERO: Self = Self(0);
    /// The largest number is reserved: nothing has it.
    pub const MAX: Self = Self(u128::MAX);

    /// Whether it is no id.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sixteen bytes, in the order in which ids sort.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The id with these sixteen bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl From<AccountId> for LedgerId {
    fn from(id: AccountId) -> Self {
        Self::from_bytes(id.to_bytes())
    }
}

impl From<PaymentId> for LedgerId {
    fn from(id: PaymentId) -> Self {
        Self::from_bytes(id.to_bytes())
    }
}

/// Small numbers, which the cell's own accounts have, in decimal; all others as 32 hexadecimal digits.
impl fmt::Display for LedgerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u16::try_from(self.0) {
            Ok(small) => small.fmt(f),
            Err(_) => write!(f, "{:032x}", self.0),
        }
    }
}

impl fmt::Debug for LedgerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LedgerId({self})")
    }
}

impl KeyPart for LedgerId {
    fn encode_part(&self, to: &mut Vec<u8>) {
        self.0.encode_part(to);
    }
    fn decode_part(from: &mut &[u8]) -> Result<Self, KeyError> {
        u128::decode_part(from).map(Self)
    }
}

/// As sixteen bytes.
impl<C> minicbor::Encode<C> for LedgerId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.to_bytes())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for LedgerId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.bytes()?
            .try_into()
            .map(Self::from_bytes)
            .map_err(|_| minicbor::decode::Error::message("a ledger id has sixteen bytes"))
    }
}
