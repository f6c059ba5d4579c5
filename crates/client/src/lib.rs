//! A client of a cell: operations over HTTP and over the socket, pushes, and a mirror that stays in step.
//!
//! It is made for tests and for load, so it speaks plain HTTP and `ws://` only and leaves TLS to whoever
//! stands in front. Its types repeat the wire, not the domain crates': a rename in a domain that changed what
//! clients see is then caught by the tests that use this crate.
//!
//! Three layers, each usable alone:
//! - [`Client`] calls an operation over HTTP, with or without a session token;
//! - [`Socket`] calls operations over one WebSocket, any number at once, and hands out pushes;
//! - [`Mirror`] keeps one account's conversations in step through any number of disconnections, by `chat.sync`.

mod client;
mod error;
mod mirror;
mod socket;
mod url;
mod wire;

pub use client::{Client, RawReply, Reply};
pub use error::{Error, Refusal};
pub use mirror::{Disorder, Mirror};
pub use socket::{Hello, Push, Socket};
pub use url::Endpoint;
pub use wire::{
    BulkAccount, BulkAccounts, Card, Conversation, HistoryPage, Me, Message, Page, Sent, SignedIn,
    SignedUp, SyncReply, SyncedConversation, Uploaded,
};

#[cfg(test)]
mod tests;
