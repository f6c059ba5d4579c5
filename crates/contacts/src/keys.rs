//! The tables of contacts.

use sapa_kernel::{AccountId, Timestamp};
use sapa_store::{Descending, Read, StoreError, Table, Tx, prefixes};

use crate::model::{BlockRow, ContactRow, PersonalCodeRow, RequestRow, Tally};

/// By who lists, then who is listed.
pub(crate) const CONTACTS: Table<(AccountId, AccountId), ContactRow> =
    Table::new(prefixes::CONTACTS_CONTACTS);
/// By who is listed, then who lists.
pub(crate) const LISTED_BY: Table<(AccountId, AccountId), ()> =
    Table::new(prefixes::CONTACTS_LISTED_BY);
/// By receiver, then sender.
pub(crate) const RECEIVED: Table<(AccountId, AccountId), RequestRow> =
    Table::new(prefixes::CONTACTS_RECEIVED);
/// By sender, then receiver.
pub(crate) const SENT: Table<(AccountId, AccountId), RequestRow> =
    Table::new(prefixes::CONTACTS_SENT);
/// By account, time, the other account, and whether the account sent it.
pub(crate) const REQUEST_ORDER: Table<(AccountId, Descending<Timestamp>, AccountId, bool), ()> =
    Table::new(prefixes::CONTACTS_REQUEST_ORDER);
/// By who blocks, then who is blocked.
pub(crate) const BLOCKS: Table<(AccountId, AccountId), BlockRow> =
    Table::new(prefixes::CONTACTS_BLOCKS);
pub(crate) const CODES: Table<(String,), AccountId> = Table::new(prefixes::CONTACTS_CODES);
pub(crate) const PERSONAL_CODES: Table<(AccountId,), PersonalCodeRow> =
    Table::new(prefixes::CONTACTS_PERSONAL_CODES);

const TALLIES: Table<(AccountId,), Tally> = Table::new(prefixes::CONTACTS_TALLIES);

pub(crate) fn tally(read: &dyn Read, account: AccountId) -> Result<Tally, StoreError> {
    Ok(TALLIES.get(read, &(account,))?.unwrap_or_default())
}

pub(crate) fn change_tally(
    tx: &mut Tx<'_>,
    account: AccountId,
    change: impl FnOnce(&mut Tally),
) -> Result<(), StoreError> {
    let mut row = tally(tx, account)?;
    change(&mut row);
    TALLIES.put(tx, &(account,), &row)
}

pub(crate) fn drop_tally(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    TALLIES.delete(tx, &(account,))
}
