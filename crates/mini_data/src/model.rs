//! Rows of collections and documents.

use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

/// Who may do what in a collection, as WeChat's four modes have it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Mode {
    /// Whoever made a document reads and writes it; nobody else.
    #[n(0)]
    Private,
    /// All read; whoever made a document writes it.
    #[n(1)]
    ReadAll,
    /// All read; nobody writes from a program.
    #[n(2)]
    ReadOnly,
    /// Nobody reads or writes from a program.
    #[n(3)]
    Closed,
}

/// A collection of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CollectionRow {
    #[n(0)]
    pub(crate) mode: Mode,
    #[n(1)]
    pub(crate) documents: u32,
    #[n(2)]
    pub(crate) made_at: Timestamp,
}

/// How many documents a program, or one person in it, has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TallyRow {
    #[n(0)]
    pub(crate) documents: u32,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct DocumentRow {
    /// Who made it, as the cell knows them.
    #[n(0)]
    pub(crate) owner: AccountId,
    /// The same as the program knows them: `_openid`.
    #[n(1)]
    pub(crate) openid: String,
    /// A JSON object, without `_id` and `_openid`.
    #[n(2)]
    pub(crate) json: String,
}
