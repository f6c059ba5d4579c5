//! What spans domains in one transaction, or puts together what several of them say.
//!
//! # Invariants
//! - Becoming friends and having a conversation are one transaction, whichever way it came: by an invitation, by saying yes,
//!   by asking each other.
//! - Whether two people may write to each other is decided in [`Friends`] alone; chat asks it in each transaction.
//! - A new password ends a reset of the PIN that was asked for with the old one.
//! - An account is deleted in steps that each fit a transaction. From the moment it is due it counts as deleted
//!   everywhere; the steps only remove what is left. While its wallet is not empty it is not deleted: that is looked at
//!   before it is due.
//!
//! # What is absent
//! - Rows of its own. Every row belongs to a domain.

mod accept;
mod befriend_in_bulk;
mod delete_account;
mod feed;
mod friends;
mod jobs;
pub mod money;
mod new_password;
mod profile;
mod register;
mod request;
mod request_deletion;
mod sync;
mod update_profile;

pub use accept::{Accepted, accept};
pub use befriend_in_bulk::{BefriendInBulk, BefriendedInBulk, MAX_PAIRS, befriend_in_bulk};
pub use feed::{FeedItem, FeedPush, FeedSubject, feed_item, push};
pub use friends::Friends;
pub use jobs::jobs;
pub use new_password::{change_password, recover, recover_by_link};
pub use profile::profile;
pub use register::register;
pub use request::{RequestAnswer, request};
pub use request_deletion::request_deletion;
pub use sync::{Reload, Sync, Synced, sync};
pub use update_profile::update_profile;

use sapa_kernel::{Coded, Fault};

/// What spans domains refuses with the faults of the domains.
fn fault<E: Coded>(error: E) -> Fault {
    error.fault()
}

#[cfg(test)]
mod tests;
