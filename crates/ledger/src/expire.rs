//! Releases what a pending transfer holds when its time has run out.
//!
//! The deadline holds on access: a late job changes nothing about who may post. It is the held amount that comes
//! back only when the job runs, or when somebody calls [`expire`].

use sapa_kernel::Coded;
use sapa_store::jobs::Handlers;
use sapa_store::{Lane, NewJob, StoreError, Tx};

use crate::create_transfers::put_account;
use crate::keys::PENDING;
use crate::model::{Pending, PendingState};
use crate::rows::PendingRow;
use crate::{Error, LedgerId, clock, lookup, rules};

/// The job that expires a pending transfer; its key is the transfer's id, sixteen bytes.
pub const EXPIRE: &str = "ledger.expire";

/// What the ledger does later.
pub fn jobs() -> Handlers {
    Handlers::new().on(EXPIRE, |tx, job| {
        let Ok(bytes) = job.key.as_slice().try_into() else {
            return Ok(());
        };
        match expire(tx, LedgerId::from_bytes(bytes)) {
            Ok(_) => Ok(()),
            Err(error) => Err(error.fault()),
        }
    })
}

/// Releases what a pending transfer holds if its deadline has passed; says whether it did so now. Again, or before the
/// deadline, or for a transfer that is not pending, nothing happens. Histories do not show it: no transfer did it.
///
/// # Errors
/// The store's.
pub fn expire(tx: &mut Tx<'_>, id: LedgerId) -> Result<bool, Error> {
    let Some(pending) = lookup::pending(tx, id)? else {
        return Ok(false);
    };
    let holds = pending.state == PendingState::Pending;
    if !holds || !pending.is_overdue(clock::next(tx)?) {
        return Ok(false);
    }
    let held = rules::existing(lookup::transfer(tx, id)?, "the transfer is missing")?;
    let debit = lookup::account(tx, held.debit_account)?;
    let mut debit = rules::existing(debit, "its debit account is missing")?;
    let credit = lookup::account(tx, held.credit_account)?;
    let mut credit = rules::existing(credit, "its credit account is missing")?;
    rules::release(&held, &mut debit, &mut credit)?;
    put_account(tx, &debit)?;
    put_account(tx, &credit)?;
    let expired = Pending {
        state: PendingState::Expired,
        ..pending
    };
    put_pending(tx, &expired, false)?;
    Ok(true)
}

/// Writes what became of a pending transfer, and plans or cancels its job. A new one may have been resolved already, in
/// the batch that made it: then it needs no job and has none.
pub(crate) fn put_pending(
    tx: &mut Tx<'_>,
    pending: &Pending,
    is_new: bool,
) -> Result<(), StoreError> {
    PENDING.put(tx, &(pending.id,), &PendingRow::of(pending))?;
    let Some(deadline) = pending.expires_at else {
        return Ok(());
    };
    let key = pending.id.to_bytes();
    if pending.state == PendingState::Pending {
        return tx.schedule(NewJob {
            kind: EXPIRE,
            key: key.to_vec(),
            lane: Lane::Job,
            run_at: clock::moment(deadline),
            payload: Vec::new(),
        });
    }
    if !is_new {
        tx.cancel(EXPIRE, &key)?;
    }
    Ok(())
}
