//! The rows behind accounts and transfers. The id stands in the key; what is mostly zero is left out.

use std::time::Duration;

use minicbor::{Decode, Encode};
use sapa_kernel::{Amount, Currency};

use crate::LedgerId;
use crate::model::{Account, AccountFlags, HistoryEntry, Pending, PendingState};
use crate::model::{Transfer, TransferFlags};

/// User data of any size takes sixteen bytes, and none takes none.
fn some_data(user_data: u128) -> Option<LedgerId> {
    (user_data != 0).then_some(LedgerId(user_data))
}

fn data(stored: Option<LedgerId>) -> u128 {
    stored.unwrap_or_default().0
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AccountRow {
    #[n(0)]
    currency: Currency,
    #[n(1)]
    code: u16,
    #[n(2)]
    flags: u16,
    #[n(3)]
    debits_pending: Amount,
    #[n(4)]
    debits_posted: Amount,
    #[n(5)]
    credits_pending: Amount,
    #[n(6)]
    credits_posted: Amount,
    #[n(7)]
    timestamp: u64,
    #[n(8)]
    user_data: Option<LedgerId>,
}

impl AccountRow {
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            currency: account.currency,
            code: account.code,
            flags: account.flags.bits(),
            debits_pending: account.debits_pending,
            debits_posted: account.debits_posted,
            credits_pending: account.credits_pending,
            credits_posted: account.credits_posted,
            timestamp: account.timestamp,
            user_data: some_data(account.user_data),
        }
    }

    pub(crate) fn with_id(self, id: LedgerId) -> Account {
        Account {
            id,
            currency: self.currency,
            code: self.code,
            flags: AccountFlags::from_bits(self.flags),
            user_data: data(self.user_data),
            debits_pending: self.debits_pending,
            debits_posted: self.debits_posted,
            credits_pending: self.credits_pending,
            credits_posted: self.credits_posted,
            timestamp: self.timestamp,
        }
    }
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TransferRow {
    #[n(0)]
    debit_account: LedgerId,
    #[n(1)]
    credit_account: LedgerId,
    #[n(2)]
    amount: Amount,
    #[n(3)]
    currency: Currency,
    #[n(4)]
    code: u16,
    #[n(5)]
    flags: u16,
    #[n(6)]
    timestamp: u64,
    #[n(7)]
    user_data: Option<LedgerId>,
    #[n(8)]
    pending_id: Option<LedgerId>,
    /// In seconds.
    #[n(9)]
    timeout: Option<u64>,
}

impl TransferRow {
    pub(crate) fn of(transfer: &Transfer) -> Self {
        let seconds = transfer.timeout.as_secs();
        Self {
            debit_account: transfer.debit_account,
            credit_account: transfer.credit_account,
            amount: transfer.amount,
            currency: transfer.currency,
            code: transfer.code,
            flags: transfer.flags.bits(),
            timestamp: transfer.timestamp,
            user_data: some_data(transfer.user_data),
            pending_id: transfer.pending_id,
            timeout: (seconds > 0).then_some(seconds),
        }
    }

    pub(crate) fn with_id(self, id: LedgerId) -> Transfer {
        Transfer {
            id,
            debit_account: self.debit_account,
            credit_account: self.credit_account,
            amount: self.amount,
            pending_id: self.pending_id,
            timeout: Duration::from_secs(self.timeout.unwrap_or(0)),
            currency: self.currency,
            code: self.code,
            flags: TransferFlags::from_bits(self.flags),
            user_data: data(self.user_data),
            timestamp: self.timestamp,
        }
    }
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PendingRow {
    #[n(0)]
    state: PendingState,
    #[n(1)]
    expires_at: Option<u64>,
    #[n(2)]
    resolved_by: Option<LedgerId>,
}

impl PendingRow {
    pub(crate) fn of(pending: &Pending) -> Self {
        Self {
            state: pending.state,
            expires_at: pending.expires_at,
            resolved_by: pending.resolved_by,
        }
    }

    pub(crate) fn with_id(self, id: LedgerId) -> Pending {
        Pending {
            id,
            state: self.state,
            expires_at: self.expires_at,
            resolved_by: self.resolved_by,
        }
    }
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct HistoryRow {
    #[n(0)]
    transfer: LedgerId,
    #[n(1)]
    debits_pending: Amount,
    #[n(2)]
    debits_posted: Amount,
    #[n(3)]
    credits_pending: Amount,
    #[n(4)]
    credits_posted: Amount,
}

impl HistoryRow {
    pub(crate) fn of(entry: &HistoryEntry) -> Self {
        Self {
            transfer: entry.transfer,
            debits_pending: entry.debits_pending,
            debits_posted: entry.debits_posted,
            credits_pending: entry.credits_pending,
            credits_posted: entry.credits_posted,
        }
    }

    pub(crate) fn at(self, timestamp: u64) -> HistoryEntry {
        HistoryEntry {
            timestamp,
            transfer: self.transfer,
            debits_pending: self.debits_pending,
            debits_posted: self.debits_posted,
            credits_pending: self.credits_pending,
            credits_posted: self.credits_posted,
        }
    }
}
