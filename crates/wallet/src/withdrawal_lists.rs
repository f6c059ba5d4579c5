//! The lists on which open withdrawals stand. They follow from the rows alone, and are kept here and nowhere else.

use sapa_kernel::{AccountId, PaymentId};
use sapa_store::{Key, Read, Scan, StoreError, Table, Tx};

use crate::keys::{
    WALLETS, WITHDRAWALS, WITHDRAWALS_BEGUN, WITHDRAWALS_OF, WITHDRAWALS_OPEN, WITHDRAWALS_QUEUE,
};
use crate::model::{WithdrawalRow, WithdrawalState};
use crate::{Error, MAX_OPEN_WITHDRAWALS};

/// Writes a withdrawal, and puts it on the lists where it belongs now.
pub(crate) fn put(tx: &mut Tx<'_>, payment: PaymentId, row: &WithdrawalRow) -> Result<(), Error> {
    WITHDRAWALS.put(tx, &(payment,), row)?;
    relist(tx, payment, row)
}

fn relist(tx: &mut Tx<'_>, payment: PaymentId, row: &WithdrawalRow) -> Result<(), Error> {
    let place = (row.asked_at, payment);
    let waits = row.state == WithdrawalState::Waiting;
    let open = waits || row.state == WithdrawalState::Sent;
    let told = row.message.is_some();
    // What the bank has not been told of does not leave a frozen wallet.
    let held_back = waits && !told && is_frozen(tx, row.account)?;
    list(tx, &WITHDRAWALS_OPEN, &place, open)?;
    list(tx, &WITHDRAWALS_OF, &(row.account, payment), open)?;
    list(tx, &WITHDRAWALS_QUEUE, &place, waits && !told && !held_back)?;
    list(tx, &WITHDRAWALS_BEGUN, &place, waits && told)
}

fn list<K: Key>(tx: &mut Tx<'_>, table: &Table<K, ()>, key: &K, listed: bool) -> Result<(), Error> {
    match (table.contains(tx, key)?, listed) {
        (false, true) => table.put(tx, key, &())?,
        (true, false) => table.delete(tx, key)?,
        _ => {}
    }
    Ok(())
}

fn is_frozen(read: &dyn Read, account: AccountId) -> Result<bool, StoreError> {
    let wallet = WALLETS.get(read, &(account,))?;
    Ok(wallet.is_some_and(|wallet| wallet.frozen.is_some()))
}

/// A wallet was frozen, or is not any more: what waits in it leaves the queue, or takes its old place there.
pub(crate) fn requeue(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    for (_, payment) in WITHDRAWALS_OF.keys(tx, Scan::under(&(account,)))? {
        if let Some(row) = WITHDRAWALS.get(tx, &(payment,))? {
            relist(tx, payment, &row)?;
        }
    }
    Ok(())
}

/// Whether the account may ask for one more.
///
/// # Errors
/// [`Error::TooManyWithdrawals`].
pub(crate) fn check_room(read: &dyn Read, account: AccountId) -> Result<(), Error> {
    let scan = Scan::under(&(account,)).limit(MAX_OPEN_WITHDRAWALS);
    if WITHDRAWALS_OF.count(read, scan)? < MAX_OPEN_WITHDRAWALS {
        return Ok(());
    }
    Err(Error::TooManyWithdrawals {
        limit: MAX_OPEN_WITHDRAWALS,
    })
}
