//! One change feed per account: what changed for a person, whoever changed it, since a position.
//!
//! Domains [`touch`] a subject (a contact, a request, a conversation's settings, the account itself) when
//! a row behind it changes. A device asks for what came [`since`] the position that it holds and reads those rows
//! again; the feed has no copies of them.
//!
//! # Invariants
//! - The feed is compacted: a subject stands in it once, at the position of its newest change. It grows
//!   with what a person has, not with how often it changes.
//! - Positions grow by one per change and are never used twice in a feed.
//! - At most [`MAX_ITEMS`] subjects are kept. When the oldest goes, the floor rises to its position, and a device
//!   that holds less than the floor is told to load its lists again: it may have missed something.
//!
//! # What is absent
//! - Rendering. The domain that owns a kind reads its row; `flows` puts the items together.
//! - Messages. They have their own numbers in their conversation.

mod keys;
mod model;
mod since;
mod touch;

pub use model::{Subject, Touched};
pub use since::{Changes, Item, Page, head, since};
pub use touch::{forget_account, touch};

/// Name of the event on an account's topic; its body is a [`Touched`].
pub const EVENT: &str = "feed";

/// A friend came, changed or went. Id: the friend's account.
pub const KIND_CONTACT: u8 = 1;
/// A friend request came, changed or went. Id: the other account.
pub const KIND_REQUEST: u8 = 2;
/// Somebody was blocked, or no longer is. Id: their account.
pub const KIND_BLOCKED: u8 = 3;
/// A person's own settings in a conversation, or their membership, changed. Id: as the domain `chat` says.
pub const KIND_CONVERSATION: u8 = 4;
/// The account itself changed: profile, notices, codes left. No id.
pub const KIND_ME: u8 = 5;
/// A device was signed out. Id: its session.
pub const KIND_SESSION_REVOKED: u8 = 6;

/// Subjects that a feed keeps at most.
pub const MAX_ITEMS: u64 = 10_000;

#[cfg(test)]
mod tests;
