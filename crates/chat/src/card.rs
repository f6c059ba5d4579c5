//! Cards: what another domain puts into a conversation, such as money that was sent.
//!
//! A card names what it is about and shows facts that never change, with a state that does. Whoever owns the thing
//! has the truth of it; chat only carries the card.

use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Money, PaymentId};
use schemars::JsonSchema;
use serde::Serialize;

/// What a card is about. More kinds come: a client shows one that it does not know as a card without details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum CardKind {
    /// Money from one person to another.
    #[n(0)]
    Transfer,
    /// A red packet.
    #[n(1)]
    Packet,
    /// Somebody asks for money.
    #[n(2)]
    Request,
    /// A bill that several share.
    #[n(3)]
    Split,
    /// Something happened to the reader's own money.
    #[n(4)]
    Receipt,
}

/// How things stand with what a card is about. More states come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum CardState {
    /// Somebody has yet to do something.
    #[n(0)]
    Waiting,
    /// The receiver took it.
    #[n(1)]
    Accepted,
    /// The receiver would not have it.
    #[n(2)]
    Declined,
    /// It went back because its time was over.
    #[n(3)]
    Returned,
    /// It was paid.
    #[n(4)]
    Paid,
    /// Nothing more can be done with it.
    #[n(5)]
    Closed,
    /// Whoever made it took it back.
    #[n(6)]
    Cancelled,
    /// Its time was over.
    #[n(7)]
    Expired,
    /// It is over, and went well.
    #[n(8)]
    Done,
    /// It went wrong.
    #[n(9)]
    Failed,
}

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[schemars(rename = "MessageCard")]
#[cbor(map)]
pub struct Card {
    /// What it is about.
    #[n(0)]
    pub kind: CardKind,
    /// Which one; nothing for a receipt of something that moved no money.
    #[n(1)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// How much, if everybody in the conversation may know.
    #[n(2)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// A note or greeting, of at most 200 characters. Whoever puts the card has cleaned it.
    #[n(3)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whom it is for or about: the receiver of a transfer, the only one who may open a packet, the other one of a receipt.
    #[n(4)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// How things stand.
    #[n(5)]
    pub state: CardState,
    /// A short stable word of the domain that put it: what kind of receipt or packet it is.
    #[n(6)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Card {
    /// Bytes of its texts.
    pub(crate) fn text_bytes(&self) -> usize {
        let texts = [&self.note, &self.detail];
        texts.into_iter().flatten().map(String::len).sum()
    }
}
