//! Walks over everything, for those who check it: in the order of the ids, row by row.

use sapa_kernel::{Amount, Currency};
use sapa_store::{Read, Scan, StoreError};

use crate::LedgerId;
use crate::keys::{ACCOUNTS, HISTORY, PENDING, TRANSFERS};
use crate::lookup;
use crate::model::{Account, HistoryEntry, Pending, Transfer};

/// Hands every account to `visit`, until it returns false.
pub fn visit_accounts(
    read: &dyn Read,
    mut visit: impl FnMut(Account) -> bool,
) -> Result<(), StoreError> {
    ACCOUNTS.visit(read, Scan::all(), |(id,), row| visit(row.with_id(id)))
}

/// Hands every transfer to `visit`, until it returns false.
pub fn visit_transfers(
    read: &dyn Read,
    mut visit: impl FnMut(Transfer) -> bool,
) -> Result<(), StoreError> {
    TRANSFERS.visit(read, Scan::all(), |(id,), row| visit(row.with_id(id)))
}

/// Hands what became of every pending transfer to `visit`, as it is stored, until it returns false.
pub fn visit_pending(
    read: &dyn Read,
    mut visit: impl FnMut(Pending) -> bool,
) -> Result<(), StoreError> {
    PENDING.visit(read, Scan::all(), |(id,), row| visit(row.with_id(id)))
}

/// What became of one pending transfer, as it is stored: past its deadline it stays `Pending` until it is expired.
pub fn stored_pending(read: &dyn Read, id: LedgerId) -> Result<Option<Pending>, StoreError> {
    lookup::pending(read, id)
}

/// Hands every row of the histories to `visit`, account by account, the oldest first, until it returns false.
pub fn visit_history(
    read: &dyn Read,
    mut visit: impl FnMut(LedgerId, HistoryEntry) -> bool,
) -> Result<(), StoreError> {
    HISTORY.visit(read, Scan::all(), |(account, timestamp), row| {
        visit(account, row.at(timestamp))
    })
}

/// The balances of all accounts of one currency, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many accounts.
    pub accounts: u64,
    /// Of all of them; the largest amount if it is more than that.
    pub debits_pending: Amount,
    /// Likewise.
    pub debits_posted: Amount,
    /// Likewise.
    pub credits_pending: Amount,
    /// Likewise.
    pub credits_posted: Amount,
    /// Debits less credits, posted and pending, modulo 2^128: sums beyond an amount are compared all the same.
    difference: (u128, u128),
}

impl Totals {
    /// Whether debits equal credits, the posted and the pending ones.
    pub fn balance(&self) -> bool {
        self.difference == (0, 0)
            && self.debits_pending == self.credits_pending
            && self.debits_posted == self.credits_posted
    }

    fn add(&mut self, account: &Account) {
        let difference = |sum: u128, debits: Amount, credits: Amount| {
            sum.wrapping_add(debits.minor())
                .wrapping_sub(credits.minor())
        };
        self.accounts += 1;
        self.difference.0 = difference(
            self.difference.0,
            account.debits_posted,
            account.credits_posted,
        );
        self.difference.1 = difference(
            self.difference.1,
            account.debits_pending,
            account.credits_pending,
        );
        for (sum, balance) in [
            (&mut self.debits_pending, account.debits_pending),
            (&mut self.debits_posted, account.debits_posted),
            (&mut self.credits_pending, account.credits_pending),
            (&mut self.credits_posted, account.credits_posted),
        ] {
            *sum = sum.saturating_add(balance);
        }
    }
}

/// Adds up the balances of all accounts of a currency. It reads every account.
pub fn totals(read: &dyn Read, currency: Currency) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    visit_accounts(read, |account| {
        if account.currency == currency {
            totals.add(&account);
        }
        true
    })?;
    Ok(totals)
}
