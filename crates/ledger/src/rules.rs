//! The rules for one transfer: what it does, or why it is refused. Nothing is written here.
//!
//! The checks stand in the order of precedence of [`CreateTransferResult`].

use std::time::Duration;

use sapa_kernel::Amount;
use sapa_store::StoreError;

use crate::CreateTransferResult as Is;
use crate::clock::{LATEST, NANOS_A_MILLI};
use crate::model::{Account, NewTransfer, Pending, PendingState, Transfer};
use crate::{LedgerId, retry};

const NANOS_A_SECOND: u64 = 1_000_000_000;

/// Where the rules find what is there: in the store, or in a batch on top of it.
pub(crate) trait State {
    fn account(&self, id: LedgerId) -> Result<Option<Account>, StoreError>;
    fn transfer(&self, id: LedgerId) -> Result<Option<Transfer>, StoreError>;
    fn pending(&self, id: LedgerId) -> Result<Option<Pending>, StoreError>;
}

/// What a transfer changes: itself, both accounts, and the pending transfer that it makes or ends.
#[derive(Debug)]
pub(crate) struct Effect {
    pub(crate) transfer: Transfer,
    pub(crate) debit: Account,
    pub(crate) credit: Account,
    pub(crate) pending: Option<Pending>,
}

/// Why there is no effect.
#[derive(Debug)]
pub(crate) enum Refusal {
    Because(Is),
    Store(StoreError),
}

impl From<Is> for Refusal {
    fn from(result: Is) -> Self {
        Self::Because(result)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn refuse_if(holds: bool, result: Is) -> Result<(), Refusal> {
    if holds { Err(result.into()) } else { Ok(()) }
}

/// What this transfer does if it happens at `timestamp`.
pub(crate) fn judge(
    state: &impl State,
    new: &NewTransfer,
    timestamp: u64,
) -> Result<Effect, Refusal> {
    refuse_if(new.id.is_zero(), Is::IdMustNotBeZero)?;
    refuse_if(new.id == LedgerId::MAX, Is::IdMustNotBeIntMax)?;
    if let Some(old) = state.transfer(new.id)? {
        let held = match old.pending_id {
            Some(id) => Some(existing(
                state.transfer(id)?,
                "a pending transfer is missing",
            )?),
            None => None,
        };
        return Err(retry::compare(new, &old, held.as_ref()).into());
    }
    if new.flags.resolves() {
        resolve(state, new, timestamp)
    } else {
        movement(state, new, timestamp)
    }
}

/// A transfer that moves or holds.
fn movement(state: &impl State, new: &NewTransfer, timestamp: u64) -> Result<Effect, Refusal> {
    form_of_movement(new)?;
    let mut debit = state
        .account(new.debit_account)?
        .ok_or(Is::DebitAccountNotFound)?;
    let mut credit = state
        .account(new.credit_account)?
        .ok_or(Is::CreditAccountNotFound)?;
    refuse_if(
        debit.currency != credit.currency,
        Is::AccountsMustHaveTheSameCurrency,
    )?;
    refuse_if(
        new.currency != debit.currency,
        Is::TransferMustHaveTheSameCurrencyAsAccounts,
    )?;
    refuse_if(debit.flags.closed, Is::DebitAccountAlreadyClosed)?;
    refuse_if(credit.flags.closed, Is::CreditAccountAlreadyClosed)?;

    let amount = balanced(new, &debit, &credit);
    let sums = sums(new, amount, &debit, &credit)?;
    let seconds = new.timeout_seconds();
    let expires_at = deadline(timestamp, seconds).ok_or(Is::OverflowsTimeout)?;
    refuse_if(
        debit.flags.debits_must_not_exceed_credits && sums.debits > debit.credits_posted,
        Is::ExceedsCredits,
    )?;
    refuse_if(
        credit.flags.credits_must_not_exceed_debits && sums.credits > credit.debits_posted,
        Is::ExceedsDebits,
    )?;

    if new.flags.pending {
        debit.debits_pending = sums.debits_of_kind;
        credit.credits_pending = sums.credits_of_kind;
    } else {
        debit.debits_posted = sums.debits_of_kind;
        credit.credits_posted = sums.credits_of_kind;
    }
    debit.flags.closed |= new.flags.closing_debit;
    credit.flags.closed |= new.flags.closing_credit;
    Ok(Effect {
        transfer: Transfer {
            id: new.id,
            debit_account: debit.id,
            credit_account: credit.id,
            amount,
            pending_id: None,
            timeout: Duration::from_secs(seconds),
            currency: new.currency,
            code: new.code,
            flags: new.flags,
            user_data: new.user_data,
            timestamp,
        },
        debit,
        credit,
        pending: new.flags.pending.then_some(Pending {
            id: new.id,
            state: PendingState::Pending,
            expires_at,
            resolved_by: None,
        }),
    })
}

/// What can be said of a movement without looking at anything.
fn form_of_movement(new: &NewTransfer) -> Result<(), Refusal> {
    let flags = new.flags;
    refuse_if(new.debit_account.is_zero(), Is::DebitAccountIdMustNotBeZero)?;
    refuse_if(
        new.debit_account == LedgerId::MAX,
        Is::DebitAccountIdMustNotBeIntMax,
    )?;
    refuse_if(
        new.credit_account.is_zero(),
        Is::CreditAccountIdMustNotBeZero,
    )?;
    refuse_if(
        new.credit_account == LedgerId::MAX,
        Is::CreditAccountIdMustNotBeIntMax,
    )?;
    refuse_if(
        new.debit_account == new.credit_account,
        Is::AccountsMustBeDifferent,
    )?;
    refuse_if(!new.pending_or_zero().is_zero(), Is::PendingIdMustBeZero)?;
    if !flags.pending {
        refuse_if(
            !new.timeout.is_zero(),
            Is::TimeoutReservedForPendingTransfer,
        )?;
        refuse_if(
            flags.closing_debit || flags.closing_credit,
            Is::ClosingTransferMustBePending,
        )?;
    }
    refuse_if(new.code == 0, Is::CodeMustNotBeZero)
}

/// The amount that is moved: less than was asked for if a balancing flag says so.
fn balanced(new: &NewTransfer, debit: &Account, credit: &Account) -> Amount {
    let mut amount = new.amount;
    if new.flags.balancing_debit {
        amount = amount.min(debit.spendable());
    }
    if new.flags.balancing_credit {
        let room = credit
            .debits_posted
            .saturating_sub(credit.credits_posted)
            .saturating_sub(credit.credits_pending);
        amount = amount.min(room);
    }
    amount
}

/// What the balances come to with the amount.
struct Sums {
    /// Of the debit account, pending or posted, whichever the transfer changes.
    debits_of_kind: Amount,
    /// The same of the credit account.
    credits_of_kind: Amount,
    /// Pending and posted together.
    debits: Amount,
    credits: Amount,
}

/// Posted sums are checked for pending transfers too: they may be posted later, and that must not fail.
fn sums(
    new: &NewTransfer,
    amount: Amount,
    debit: &Account,
    credit: &Account,
) -> Result<Sums, Refusal> {
    let add = |sum: Amount, result: Is| sum.checked_add(amount).ok_or(result);
    let mut of_kind = None;
    if new.flags.pending {
        of_kind = Some((
            add(debit.debits_pending, Is::OverflowsDebitsPending)?,
            add(credit.credits_pending, Is::OverflowsCreditsPending)?,
        ));
    }
    let posted = (
        add(debit.debits_posted, Is::OverflowsDebitsPosted)?,
        add(credit.credits_posted, Is::OverflowsCreditsPosted)?,
    );
    let (debits_of_kind, credits_of_kind) = of_kind.unwrap_or(posted);
    let debits = posted.0.checked_add(debit.debits_pending);
    let credits = posted.1.checked_add(credit.credits_pending);
    Ok(Sums {
        debits_of_kind,
        credits_of_kind,
        debits: debits.ok_or(Is::OverflowsDebits)?,
        credits: credits.ok_or(Is::OverflowsCredits)?,
    })
}

/// When a pending transfer of `timestamp` expires: some time or never; none if that cannot be written down.
///
/// It is reckoned from the cell's millisecond, not from the nanoseconds that tell its transfers apart: what was made at a
/// moment of the cell's time with a minute to go has expired a minute after that moment.
fn deadline(timestamp: u64, seconds: u64) -> Option<Option<u64>> {
    if seconds == 0 {
        return Some(None);
    }
    let deadline = seconds
        .checked_mul(NANOS_A_SECOND)?
        .checked_add(timestamp - timestamp % NANOS_A_MILLI)
        .filter(|deadline| *deadline <= LATEST)?;
    Some(Some(deadline))
}

/// A transfer that posts or voids.
fn resolve(state: &impl State, new: &NewTransfer, timestamp: u64) -> Result<Effect, Refusal> {
    form_of_resolution(new)?;
    let id = new.pending_or_zero();
    let held = state.transfer(id)?.ok_or(Is::PendingTransferNotFound)?;
    refuse_if(!held.flags.pending, Is::PendingTransferNotPending)?;
    let amount = resolved_amount(new, &held)?;
    let mut pending = existing(state.pending(id)?, "what became of it is missing")?;
    match pending.state {
        PendingState::Pending => {}
        PendingState::Posted => return Err(Is::PendingTransferAlreadyPosted.into()),
        PendingState::Voided => return Err(Is::PendingTransferAlreadyVoided.into()),
        PendingState::Expired => return Err(Is::PendingTransferExpired.into()),
    }
    refuse_if(pending.is_overdue(timestamp), Is::PendingTransferExpired)?;
    let mut debit = existing(
        state.account(held.debit_account)?,
        "its debit account is missing",
    )?;
    let mut credit = existing(
        state.account(held.credit_account)?,
        "its credit account is missing",
    )?;
    if new.flags.post_pending {
        refuse_if(debit.flags.closed, Is::DebitAccountAlreadyClosed)?;
        refuse_if(credit.flags.closed, Is::CreditAccountAlreadyClosed)?;
    }

    release(&held, &mut debit, &mut credit)?;
    if new.flags.post_pending {
        // Cannot fail: the sums were checked when the amount was held, and everything since counted it in.
        debit.debits_posted = sound(debit.debits_posted.checked_add(amount))?;
        credit.credits_posted = sound(credit.credits_posted.checked_add(amount))?;
        pending.state = PendingState::Posted;
    } else {
        pending.state = PendingState::Voided;
    }
    pending.resolved_by = Some(new.id);
    let user_data = if new.user_data == 0 {
        held.user_data
    } else {
        new.user_data
    };
    Ok(Effect {
        transfer: Transfer {
            id: new.id,
            amount,
            pending_id: Some(id),
            timeout: Duration::ZERO,
            flags: new.flags,
            user_data,
            timestamp,
            ..held
        },
        debit,
        credit,
        pending: Some(pending),
    })
}

/// What can be said of posting or voiding without looking at anything.
fn form_of_resolution(new: &NewTransfer) -> Result<(), Refusal> {
    let flags = new.flags;
    let id = new.pending_or_zero();
    let others = flags.pending || flags.balances() || flags.closing_debit || flags.closing_credit;
    refuse_if(
        (flags.post_pending && flags.void_pending) || others,
        Is::FlagsAreMutuallyExclusive,
    )?;
    refuse_if(id.is_zero(), Is::PendingIdMustNotBeZero)?;
    refuse_if(id == LedgerId::MAX, Is::PendingIdMustNotBeIntMax)?;
    refuse_if(id == new.id, Is::PendingIdMustBeDifferent)?;
    refuse_if(
        !new.timeout.is_zero(),
        Is::TimeoutReservedForPendingTransfer,
    )
}

/// How much is posted or voided, if the transfer says of the pending one what it may.
fn resolved_amount(new: &NewTransfer, held: &Transfer) -> Result<Amount, Refusal> {
    let other = |asked: LedgerId, is: LedgerId| !asked.is_zero() && asked != is;
    refuse_if(
        other(new.debit_account, held.debit_account),
        Is::PendingTransferHasDifferentDebitAccountId,
    )?;
    refuse_if(
        other(new.credit_account, held.credit_account),
        Is::PendingTransferHasDifferentCreditAccountId,
    )?;
    refuse_if(
        new.currency != held.currency,
        Is::PendingTransferHasDifferentCurrency,
    )?;
    refuse_if(
        new.code != 0 && new.code != held.code,
        Is::PendingTransferHasDifferentCode,
    )?;
    let amount = new.resolved_amount(held.amount);
    refuse_if(amount > held.amount, Is::ExceedsPendingTransferAmount)?;
    refuse_if(
        new.flags.void_pending && amount < held.amount,
        Is::PendingTransferHasDifferentAmount,
    )?;
    Ok(amount)
}

/// Takes back what a pending transfer did to its accounts: the amount held, and their closing.
pub(crate) fn release(
    held: &Transfer,
    debit: &mut Account,
    credit: &mut Account,
) -> Result<(), StoreError> {
    debit.debits_pending = sound(debit.debits_pending.checked_sub(held.amount))?;
    credit.credits_pending = sound(credit.credits_pending.checked_sub(held.amount))?;
    debit.flags.closed &= !held.flags.closing_debit;
    credit.flags.closed &= !held.flags.closing_credit;
    Ok(())
}

fn sound(balance: Option<Amount>) -> Result<Amount, StoreError> {
    existing(balance, "a balance does not contain it")
}

/// What must be there because a pending transfer is. If it is not, the keyspace is damaged.
pub(crate) fn existing<T>(found: Option<T>, reason: &str) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::Unreadable {
        table: sapa_store::prefixes::LEDGER_PENDING.name,
        reason: reason.to_owned(),
    })
}
