//! Who acts. A verb's signature says whom it serves; the types cannot be confused.

use crate::{AccountId, MerchantId, SessionId};

/// Somebody who has not signed in, or need not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visitor {
    /// The network address, after trusted proxies: for rate limits and the list of devices.
    pub address: String,
    /// The `User-Agent`, shortened: for the list of devices.
    pub agent: String,
}

/// A person on one of their devices. Made only by checking a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub account: AccountId,
    /// On which device.
    pub session: SessionId,
}

/// A person who runs the cell, on one of their devices; or the holder of the operator token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Who, if a person; the token in the data directory stands for the machine's owner.
    pub account: Option<AccountId>,
}

/// The server of a merchant, which has shown the merchant's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merchant {
    /// Which.
    pub id: MerchantId,
}
