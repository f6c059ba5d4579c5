//! The only code that talks to the ledger: opening accounts, moving, holding, posting and giving back.

use std::time::Duration;

use sapa_kernel::{AccountId, Amount, Currency, Money, PaymentId};
use sapa_ledger::{
    AccountFlags, CreateAccountResult, CreateTransferResult, LedgerId, NewAccount, NewTransfer,
    TransferFlags,
};
use sapa_store::{Read, StoreError, Tx};

use crate::Error;
use crate::keys::{PaymentKind, Purpose, transfer_id};

/// Money that goes from one ledger account to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Movement {
    pub(crate) payment: PaymentId,
    /// Which of the payment's transfers it is, from 0.
    pub(crate) number: u32,
    pub(crate) from: LedgerId,
    pub(crate) to: LedgerId,
    pub(crate) money: Money,
    pub(crate) kind: PaymentKind,
}

impl Movement {
    fn transfer(self) -> NewTransfer {
        NewTransfer {
            id: transfer_id(self.payment, self.number),
            debit_account: self.from,
            credit_account: self.to,
            amount: self.money.amount,
            pending_id: None,
            timeout: Duration::ZERO,
            currency: self.money.currency,
            code: self.kind as u16,
            flags: TransferFlags::default(),
            user_data: u128::from_be_bytes(sapa_kernel::Id::to_bytes(self.payment)),
        }
    }

    /// Moves the money at once.
    pub(crate) fn make(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        create(tx, &self.transfer())
    }

    /// Holds the money on the side it comes from, until it is posted or voided.
    pub(crate) fn hold(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let mut transfer = self.transfer();
        transfer.flags.pending = true;
        create(tx, &transfer)
    }

    /// Moves what the payment's first transfer holds.
    pub(crate) fn post(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let mut transfer = self.transfer();
        transfer.pending_id = Some(transfer_id(self.payment, 0));
        transfer.flags.post_pending = true;
        create(tx, &transfer)
    }

    /// Gives back what the payment's first transfer holds.
    pub(crate) fn void(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let mut transfer = self.transfer();
        transfer.pending_id = Some(transfer_id(self.payment, 0));
        transfer.flags.void_pending = true;
        create(tx, &transfer)
    }
}

fn create(tx: &mut Tx<'_>, transfer: &NewTransfer) -> Result<(), Error> {
    match sapa_ledger::create_transfer(tx, transfer)? {
        CreateTransferResult::Ok => Ok(()),
        refused => Err(Error::Refused(refused.to_string())),
    }
}

/// Makes a ledger account, unless it is there.
///
/// The bank's is held to nothing but its statements: money may leave there for reasons of the bank's own (a fee, a payment
/// that it made twice) while all that is left is held for withdrawals. A statement that says so must be booked.
pub(crate) fn open_account(
    tx: &mut Tx<'_>,
    id: LedgerId,
    currency: Currency,
    purpose: Purpose,
) -> Result<(), Error> {
    let flags = AccountFlags {
        debits_must_not_exceed_credits: matches!(
            purpose,
            Purpose::Person | Purpose::Packet | Purpose::Unclaimed | Purpose::Merchant
        ),
        history: purpose != Purpose::Packet,
        ..AccountFlags::default()
    };
    let account = NewAccount {
        id,
        currency,
        code: purpose as u16,
        flags,
        user_data: 0,
    };
    match sapa_ledger::create_accounts(tx, &[account])?.first() {
        Some(CreateAccountResult::Ok | CreateAccountResult::Exists) => Ok(()),
        Some(refused) => Err(Error::Refused(refused.to_string())),
        None => Err(Error::Refused("no result".to_owned())),
    }
}

/// What somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Balance {
    /// What they can pay with.
    pub(crate) available: Amount,
    /// What waits for an answer, a bank or a deadline.
    pub(crate) held: Amount,
}

/// What a person has; nothing without an account in the ledger.
pub(crate) fn balance(read: &dyn Read, account: AccountId) -> Result<Balance, StoreError> {
    balance_of(read, LedgerId::from(account))
}

/// What stands on the credit side of a ledger account, after what it owes and holds.
pub(crate) fn balance_of(read: &dyn Read, id: LedgerId) -> Result<Balance, StoreError> {
    let Some(account) = sapa_ledger::account(read, id)? else {
        return Ok(Balance::default());
    };
    let out = account.debits_posted.saturating_add(account.debits_pending);
    Ok(Balance {
        available: account.credits_posted.saturating_sub(out),
        held: account.debits_pending,
    })
}
