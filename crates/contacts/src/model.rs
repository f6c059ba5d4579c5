//! Rows of contacts.

use minicbor::{Decode, Encode};
use sapa_kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// A friend, as one side lists them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ContactRow {
    /// The name that the owner of the list gave them; empty for none.
    #[n(0)]
    pub(crate) remark: String,
    #[n(1)]
    pub(crate) since: Timestamp,
}

/// How somebody came upon the person whom they ask.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Via {
    /// By their handle.
    #[n(0)]
    Handle,
    /// By their personal code.
    #[n(1)]
    Code,
    /// In a group.
    #[n(2)]
    Group,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema, Encode, Decode)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum RequestState {
    /// No answer yet.
    #[n(0)]
    Pending,
    /// They are friends.
    #[n(1)]
    Accepted,
    /// The receiver put it aside; the sender is not told.
    #[n(2)]
    Ignored,
}

/// A request, as one of its two sides keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RequestRow {
    #[n(0)]
    pub(crate) greeting: String,
    /// When it was sent, or its greeting last changed.
    #[n(1)]
    pub(crate) at: Timestamp,
    #[n(2)]
    pub(crate) state: RequestState,
    #[n(3)]
    pub(crate) via: Option<Via>,
}

/// Somebody whom an account blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct BlockRow {
    #[n(0)]
    pub(crate) at: Timestamp,
}

/// An account's current personal code.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PersonalCodeRow {
    #[n(0)]
    pub(crate) code: String,
}

/// How many rows an account has, for its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Tally {
    #[n(0)]
    pub(crate) contacts: u32,
    #[n(1)]
    pub(crate) requests: u32,
    #[n(2)]
    pub(crate) blocked: u32,
    /// New requests sent since `day_began`.
    #[n(3)]
    pub(crate) sent_today: u32,
    #[n(4)]
    pub(crate) day_began: Timestamp,
}
