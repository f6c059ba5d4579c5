//! What becomes of the wallet of a deleted account: its money is nobody's any more, and is kept apart.

use sapa_kernel::{AccountId, Money, PaymentId};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Scan, Tx};

use crate::Error;
use crate::keys::{
    PACKETS_OPEN, PAY_CODE_OF, PAY_CODES, PIN_ATTEMPTS, PIN_RESETS, PINS, PaymentKind, REFERENCES,
    UNCLAIMED, UNCLAIMED_MONEY, WALLETS,
};
use crate::model::UnclaimedRow;
use crate::movement::{Movement, balance};
use crate::receipts::{Receipt, ReceiptKind};

/// Refuses while the account has money, or some is on its way: held, in a red packet that may come back, or a
/// merchant's of theirs. A person takes
/// it out before they go.
///
/// # Errors
/// [`Error::NotEmpty`].
pub fn check_empty(read: &dyn Read, account: AccountId) -> Result<(), Error> {
    let balance = balance(read, account)?;
    let packets = PACKETS_OPEN.first(read, Scan::under(&(account,)))?;
    let sold = crate::merchant::have_money(read, account)?;
    if balance.available.is_zero() && balance.held.is_zero() && packets.is_none() && !sold {
        return Ok(());
    }
    Err(Error::NotEmpty)
}

/// What the owner of an account that is to be deleted is told if the wallet stands against that: it is not empty.
///
/// # Errors
/// Only if the store fails.
pub fn against_deletion(read: &dyn Read, account: AccountId) -> Result<Option<Receipt>, Error> {
    match check_empty(read, account) {
        Ok(()) => Ok(None),
        Err(Error::NotEmpty) => Ok(Some(Receipt::notice(
            account,
            ReceiptKind::DeletionPostponed,
        ))),
        Err(other) => Err(other),
    }
}

/// Closes the wallet of an account that is deleted. What came in since it was found empty goes to the cell's unclaimed
/// money; so does what comes back later. [`crate::pay_unclaimed`] leads back from there.
///
/// # Errors
/// Only if the store fails or the ledger refuses.
pub fn forget_account(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    let Some(mut row) = WALLETS.get(tx, &(account,))? else {
        return Ok(());
    };
    row.abandoned = true;
    REFERENCES.delete(tx, &(row.reference.clone(),))?;
    WALLETS.put(tx, &(account,), &row)?;
    PINS.delete(tx, &(account,))?;
    PIN_ATTEMPTS.delete(tx, &(account,))?;
    PIN_RESETS.delete(tx, &(account,))?;
    if let Some(code) = PAY_CODE_OF.get(tx, &(account,))? {
        PAY_CODES.delete(tx, &(code,))?;
        PAY_CODE_OF.delete(tx, &(account,))?;
    }
    crate::merchant::close_for_good(tx, account)?;
    sweep_if_abandoned(tx, account)
}

/// Moves what an abandoned wallet holds to the cell's unclaimed money.
pub(crate) fn sweep_if_abandoned(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    let Some(row) = WALLETS.get(tx, &(account,))?.filter(|row| row.abandoned) else {
        return Ok(());
    };
    let available = balance(tx, account)?.available;
    if available.is_zero() {
        return Ok(());
    }
    let payment = tx.new_id::<PaymentId>();
    let money = Money {
        amount: available,
        currency: row.currency,
    };
    Movement {
        payment,
        number: 0,
        from: LedgerId::from(account),
        to: UNCLAIMED,
        money,
        kind: PaymentKind::Unclaimed,
    }
    .make(tx)?;
    let left = UnclaimedRow {
        money,
        at: tx.now(),
        to: None,
    };
    Ok(UNCLAIMED_MONEY.put(tx, &(account, payment), &left)?)
}
