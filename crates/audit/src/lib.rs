//! The independent auditor: derives every balance anew from the transfers alone, and checks what the rows of ledger and
//! wallet say against it.
//!
//! It stands beside the layers because three need it that must not know each other: `sapa audit` for a stopped cell, the
//! operator's page for a running one, and the simulation after each crash. It shares no arithmetic with what it checks:
//! the fold over the transfers and the draw of a lucky packet are written here a second time, from the rules.
//!
//! # What is checked
//! - *Ledger.* Every account's four balances are those of its transfers in the order of their time; no balance was ever
//!   negative on the way, unless the account says that it may; per currency debits equal credits, posted and pending;
//!   histories have one row for each transfer, with the balances of that moment; what became of each pending
//!   transfer agrees with the transfer that ended it; timestamps are given out once.
//! - *Payments.* Each row of the wallet has its transfers in the ledger, of the same people, amount and state: what waits has
//!   one hold, what is settled none. Withdrawals stand on the lists where they belong, and one message to the bank is
//!   begun at a time. No transfer of the ledger is without a row that says what it was for.
//! - *Red packets.* Shares are numbered without a gap, add up to what was taken, are for different people, and the
//!   lucky ones can be drawn again from the seed that was shown, which is the one that was promised. Claims and refund are what was put
//!   in; the packet's account has what is left, and nothing once it has closed.
//! - *Merchants.* Each has what was paid for its orders, less what came back and what its owner took; what came back of an order is
//!   the sum of its refunds, and at most what was paid; lines of an order from a price list come to its amount.
//! - *Bank.* Statements follow each other without a gap; the cell's account has what the last one says; suspense is the sum
//!   of the differences that nobody has resolved, and of what the first statement found.
//! - *Wallets.* Wallets, references, pay codes and the count of the cell agree; an abandoned wallet has nothing to spend, and nobody was
//!   given more of what it left than that.
//!
//! # What it needs
//! Some hundred bytes for each account, packet and open hold. Transfers are brought into the order of their time in windows of
//! [`WINDOW`]: more of them are read again for each window, so memory does not grow with them.
//!
//! # What is absent
//! - Mending. It names what is wrong, and changes nothing.
//! - Sums beyond 2^127: they are named as such.

mod bank;
mod fold;
mod history;
mod merchants;
mod packets;
mod payments;
mod report;
mod rows;
mod unclaimed;
mod wallets;

pub use fold::WINDOW;
pub use report::{Audit, Checked, MAX_OFFENCES, Offence};

use sapa_store::{Read, StoreError};

/// Audits a view of a cell. It reads all rows of ledger and wallet, and takes some seconds for a million transfers.
///
/// # Errors
/// If rows cannot be read at all.
pub fn audit(read: &dyn Read) -> Result<Audit, StoreError> {
    audit_in_windows(read, WINDOW)
}

/// The same, with another number of transfers in memory at a time.
///
/// # Errors
/// If rows cannot be read at all.
pub fn audit_in_windows(read: &dyn Read, window: usize) -> Result<Audit, StoreError> {
    let mut audit = Audit::default();
    match check(read, window, &mut audit) {
        // What comes after it was not looked at; what was found before it stands.
        Err(StoreError::Unreadable { table, reason }) => {
            audit.unreadable(table, reason);
            Ok(audit)
        }
        Err(other) => Err(other),
        Ok(()) => Ok(audit),
    }
}

fn check(read: &dyn Read, window: usize, audit: &mut Audit) -> Result<(), StoreError> {
    let ledger = fold::fold(read, window, audit)?;
    rows::check(read, &ledger, audit)?;
    history::check(read, &ledger, audit)?;
    let mut meanings = payments::check(read, &ledger, audit)?;
    packets::check(read, &ledger, &mut meanings, audit)?;
    bank::check(read, &ledger, &mut meanings, audit)?;
    payments::check_meanings(read, &ledger, &meanings, audit)?;
    wallets::check(read, &ledger, audit)
}
