//! Telling accounts, through their feeds, that something about a contact changed.

use sapa_feed::{KIND_BLOCKED, KIND_CONTACT, KIND_REQUEST, Subject, touch};
use sapa_kernel::{AccountId, Id};
use sapa_store::{Scan, StoreError, Tx};

use crate::keys::LISTED_BY;

fn tell(tx: &mut Tx<'_>, me: AccountId, kind: u8, other: AccountId) -> Result<(), StoreError> {
    let id = other.to_bytes().to_vec();
    touch(tx, me, Subject { kind, id })
}

pub(crate) fn touch_contact(
    tx: &mut Tx<'_>,
    me: AccountId,
    other: AccountId,
) -> Result<(), StoreError> {
    tell(tx, me, KIND_CONTACT, other)
}

pub(crate) fn touch_request(
    tx: &mut Tx<'_>,
    me: AccountId,
    other: AccountId,
) -> Result<(), StoreError> {
    tell(tx, me, KIND_REQUEST, other)
}

pub(crate) fn touch_blocked(
    tx: &mut Tx<'_>,
    me: AccountId,
    other: AccountId,
) -> Result<(), StoreError> {
    tell(tx, me, KIND_BLOCKED, other)
}

/// Tells those who list the account as a friend that its card changed: at most `limit` of them, after `after`. The last
/// one told, if more follow.
///
/// # Errors
/// Only if the store fails.
pub fn tell_friends(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<AccountId>,
    limit: usize,
) -> Result<Option<AccountId>, StoreError> {
    let mut scan = Scan::under(&(account,)).limit(limit);
    if let Some(after) = after {
        scan = scan.after(&(account, after));
    }
    let keys = LISTED_BY.keys(tx, scan)?;
    let last = keys.last().map(|(_, lister)| *lister);
    let more = keys.len() == limit;
    for (_, lister) in keys {
        touch_contact(tx, lister, account)?;
    }
    Ok(last.filter(|_| more))
}
