//! Who knows whom: finding people, friend requests, friends, blocking.
//!
//! # Invariants
//! - Friendship has two sides, and each owns its own. Deleting somebody takes only the own side away; the other still
//!   sees a friend until they write. Two people may write to each other while both sides are there and neither blocks.
//! - People are found by their exact handle or their personal code, never by a part of a name: nobody is listed.
//! - Being blocked is not shown. A request to somebody who blocks looks as if it were sent.
//! - A request stands once in each direction. When both ask, they are friends.
//!
//! # What is absent
//! - Conversations: what befriending means for them lives in `flows`.
//! - Groups. A profile may also be seen by members of a common group; `flows` says how many there are.

mod accept;
mod befriend;
mod block;
mod delete;
mod error;
mod find;
mod forget_account;
mod ignore;
mod keys;
mod list;
mod model;
mod personal_code;
mod profile;
mod relation;
mod request;
mod requests;
mod set_remark;
mod tell;

pub use accept::{Accept, accept};
pub use befriend::befriend;
pub use block::{Blocked, BlockedAccount, block, blocked, unblock};
pub use delete::delete;
pub use error::Error;
pub use find::{Find, Found, find};
pub use forget_account::forget_account;
pub use ignore::ignore;
pub use list::{Contact, Contacts, contact_of, list};
pub use model::{RequestState, Via};
pub use personal_code::{
    Code, PERSONAL_CODE_SECRETS, PersonalCode, personal_code, renew_personal_code, resolve_code,
};
pub use profile::{Profile, profile};
pub use relation::{Relation, are_friends, blocks, lists, relation};
pub use request::{Request, Requested, request};
pub use requests::{Direction, RequestItem, Requests, request_of, requests};
pub use set_remark::{SetRemark, set_remark};
pub use tell::tell_friends;

use sapa_kernel::AccountId;

/// Which account.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "ContactInput")]
pub struct AccountInput {
    /// The account.
    pub account: AccountId,
}

/// Characters of a greeting.
pub const MAX_GREETING: usize = 200;
/// Characters of a remark name.
pub const MAX_REMARK: usize = 64;
/// Friends that an account lists at most.
pub const MAX_CONTACTS: u32 = 10_000;
/// Requests, in both directions, that an account keeps; beyond it the oldest goes.
pub const MAX_REQUESTS: u32 = 2_000;
/// People that an account blocks at most.
pub const MAX_BLOCKED: u32 = 5_000;
/// New requests that an account sends within a day.
pub const MAX_REQUESTS_A_DAY: u32 = 100;

#[cfg(test)]
mod tests;
