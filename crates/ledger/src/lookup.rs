//! Reads accounts and transfers by id.

use sapa_store::{Read, StoreError};

use crate::keys::{ACCOUNTS, PENDING, TRANSFERS};
use crate::model::{Account, Pending, PendingState, Transfer};
use crate::{LedgerId, clock};

/// The account with this id.
pub fn account(read: &dyn Read, id: LedgerId) -> Result<Option<Account>, StoreError> {
    Ok(ACCOUNTS.get(read, &(id,))?.map(|row| row.with_id(id)))
}

/// The transfer with this id.
pub fn transfer(read: &dyn Read, id: LedgerId) -> Result<Option<Transfer>, StoreError> {
    Ok(TRANSFERS.get(read, &(id,))?.map(|row| row.with_id(id)))
}

/// Those of the accounts that there are, in the order of the ids asked for.
pub fn lookup_accounts(read: &dyn Read, ids: &[LedgerId]) -> Result<Vec<Account>, StoreError> {
    found(ids, |id| account(read, id))
}

/// Those of the transfers that there are, in the order of the ids asked for.
pub fn lookup_transfers(read: &dyn Read, ids: &[LedgerId]) -> Result<Vec<Transfer>, StoreError> {
    found(ids, |id| transfer(read, id))
}

fn found<T>(
    ids: &[LedgerId],
    find: impl Fn(LedgerId) -> Result<Option<T>, StoreError>,
) -> Result<Vec<T>, StoreError> {
    ids.iter().filter_map(|id| find(*id).transpose()).collect()
}

/// What became of a pending transfer; none if there is no transfer with this id, or it is not a pending one.
///
/// Past its deadline it is [`PendingState::Expired`], though its accounts may have what it held only later.
pub fn pending_state(read: &dyn Read, id: LedgerId) -> Result<Option<PendingState>, StoreError> {
    let Some(pending) = pending(read, id)? else {
        return Ok(None);
    };
    let holds = pending.state == PendingState::Pending;
    let overdue = holds && pending.is_overdue(clock::next(read)?);
    Ok(Some(if overdue {
        PendingState::Expired
    } else {
        pending.state
    }))
}

/// As it is stored.
pub(crate) fn pending(read: &dyn Read, id: LedgerId) -> Result<Option<Pending>, StoreError> {
    Ok(PENDING.get(read, &(id,))?.map(|row| row.with_id(id)))
}
