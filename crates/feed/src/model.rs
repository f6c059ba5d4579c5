//! Rows of the feed, and the body of its event.

use minicbor::{Decode, Encode};

/// What changed: a row of the domain that owns the kind.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Subject {
    /// One of the `KIND_` constants.
    #[n(0)]
    pub kind: u8,
    /// Which row, in the owning domain's own form; at most [`crate::touch`]'s limit.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub id: Vec<u8>,
}

/// How far a feed goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Head {
    /// The newest position; 0 while nothing happened.
    #[n(0)]
    pub(crate) position: u64,
    /// The newest position whose item has been dropped for room.
    #[n(1)]
    pub(crate) floor: u64,
    /// Items in the feed.
    #[n(2)]
    pub(crate) items: u64,
}

/// Body of the event [`crate::EVENT`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Touched {
    /// The subject's new position.
    #[n(0)]
    pub position: u64,
    /// The subject's kind.
    #[n(1)]
    pub kind: u8,
    /// The subject's id.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub id: Vec<u8>,
}
