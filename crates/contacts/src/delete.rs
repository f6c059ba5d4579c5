//! Taking a friend off one's own list.

use sapa_kernel::{AccountId, Empty, SignedIn};
use sapa_store::{StoreError, Tx};

use crate::keys::{CONTACTS, LISTED_BY, change_tally};
use crate::requests::{Side, remove_request};
use crate::tell::{touch_contact, touch_request};
use crate::{AccountInput, Error};

/// Takes a friend off the caller's list, for the caller's side alone: the other still sees a friend until they write.
///
/// # Errors
/// [`Error::NotFound`] if the caller lists no such friend; so also when repeated.
pub fn delete(tx: &mut Tx<'_>, actor: &SignedIn, input: AccountInput) -> Result<Empty, Error> {
    let (me, them) = (actor.account, input.account);
    if !CONTACTS.contains(tx, &(me, them))? {
        return Err(Error::NotFound);
    }
    unlist(tx, me, them)?;
    remove_request(tx, Side::Received, me, them)?;
    remove_request(tx, Side::Sent, me, them)?;
    touch_request(tx, me, them)?;
    Ok(Empty {})
}

/// Removes one side of a friendship.
pub(crate) fn unlist(tx: &mut Tx<'_>, me: AccountId, other: AccountId) -> Result<(), StoreError> {
    CONTACTS.delete(tx, &(me, other))?;
    LISTED_BY.delete(tx, &(other, me))?;
    change_tally(tx, me, |tally| {
        tally.contacts = tally.contacts.saturating_sub(1);
    })?;
    touch_contact(tx, me, other)
}
