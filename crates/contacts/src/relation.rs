//! What two people are to each other.

use sapa_accounts::Card;
use sapa_kernel::AccountId;
use sapa_store::{Read, StoreError};
use serde::Serialize;

use crate::Error;
use crate::keys::{BLOCKS, CONTACTS, RECEIVED, SENT};
use crate::model::RequestState;

/// What somebody is to the caller, as far as the caller may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The caller.
    #[serde(rename = "self")]
    Myself,
    /// Nothing.
    None,
    /// The caller lists them as a friend.
    Friend,
    /// The caller has asked them.
    RequestSent,
    /// They have asked the caller.
    RequestReceived,
    /// The caller blocks them, whatever else they are.
    Blocked,
}

/// What `other` is to `me`.
///
/// # Errors
/// Only if the store fails.
pub fn relation(read: &dyn Read, me: AccountId, other: AccountId) -> Result<Relation, StoreError> {
    if me == other {
        return Ok(Relation::Myself);
    }
    if blocks(read, me, other)? {
        return Ok(Relation::Blocked);
    }
    if lists(read, me, other)? {
        return Ok(Relation::Friend);
    }
    let open = |state| state != RequestState::Accepted;
    let received = RECEIVED.get(read, &(me, other))?;
    if received.is_some_and(|row| open(row.state)) {
        return Ok(Relation::RequestReceived);
    }
    let sent = SENT.get(read, &(me, other))?;
    if sent.is_some_and(|row| open(row.state)) {
        return Ok(Relation::RequestSent);
    }
    Ok(Relation::None)
}

/// Whether `me` lists `other` as a friend.
///
/// # Errors
/// Only if the store fails.
pub fn lists(read: &dyn Read, me: AccountId, other: AccountId) -> Result<bool, StoreError> {
    CONTACTS.contains(read, &(me, other))
}

/// Whether both list each other.
///
/// # Errors
/// Only if the store fails.
pub fn are_friends(read: &dyn Read, a: AccountId, b: AccountId) -> Result<bool, StoreError> {
    Ok(lists(read, a, b)? && lists(read, b, a)?)
}

/// Whether `me` blocks `other`.
///
/// # Errors
/// Only if the store fails.
pub fn blocks(read: &dyn Read, me: AccountId, other: AccountId) -> Result<bool, StoreError> {
    BLOCKS.contains(read, &(me, other))
}

/// The card of somebody else who is there.
pub(crate) fn other(read: &dyn Read, me: AccountId, account: AccountId) -> Result<Card, Error> {
    if me == account {
        return Err(Error::Myself);
    }
    sapa_accounts::card(read, account)?
        .filter(|card| !card.deleted)
        .ok_or(Error::NotFound)
}

/// The name that `me` gave to `other`.
pub(crate) fn remark_of(
    read: &dyn Read,
    me: AccountId,
    other: AccountId,
) -> Result<Option<String>, StoreError> {
    let row = CONTACTS.get(read, &(me, other))?;
    Ok(row
        .map(|row| row.remark)
        .filter(|remark| !remark.is_empty()))
}
