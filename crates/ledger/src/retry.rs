//! The same id again: the same call, or another one with an id that is taken.

use sapa_kernel::Amount;

use crate::CreateTransferResult as Is;
use crate::model::{NewTransfer, Transfer};

impl NewTransfer {
    /// What its amount means if it posts or voids a transfer that holds `held`.
    pub(crate) fn resolved_amount(&self, held: Amount) -> Amount {
        let all = if self.flags.void_pending {
            Amount::ZERO
        } else {
            Amount::MAX
        };
        if self.amount == all {
            held
        } else {
            self.amount
        }
    }
}

/// How a call differs from the transfer that has its id; `held` is the one that this posted or voided.
///
/// What a call leaves open (zeros, balancing amounts) differs only if what became of it could not have come of this call.
pub(crate) fn compare(new: &NewTransfer, old: &Transfer, held: Option<&Transfer>) -> Is {
    if new.flags != old.flags {
        return Is::ExistsWithDifferentFlags;
    }
    if new.pending_or_zero() != old.pending_id.unwrap_or_default() {
        return Is::ExistsWithDifferentPendingId;
    }
    if new.timeout_seconds() != old.timeout.as_secs() {
        return Is::ExistsWithDifferentTimeout;
    }
    let open = held.is_some();
    let other_account = |new: crate::LedgerId, old| new != old && !(open && new.is_zero());
    if other_account(new.debit_account, old.debit_account) {
        return Is::ExistsWithDifferentDebitAccountId;
    }
    if other_account(new.credit_account, old.credit_account) {
        return Is::ExistsWithDifferentCreditAccountId;
    }
    let other_amount = match held {
        Some(held) => new.resolved_amount(held.amount) != old.amount,
        None if new.flags.balances() => new.amount < old.amount,
        None => new.amount != old.amount,
    };
    if other_amount {
        return Is::ExistsWithDifferentAmount;
    }
    let user_data = match held {
        Some(held) if new.user_data == 0 => held.user_data,
        _ => new.user_data,
    };
    if user_data != old.user_data {
        return Is::ExistsWithDifferentUserData;
    }
    if new.currency != old.currency {
        return Is::ExistsWithDifferentCurrency;
    }
    if new.code != old.code && !(open && new.code == 0) {
        return Is::ExistsWithDifferentCode;
    }
    Is::Exists
}
