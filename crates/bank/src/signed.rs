//! A balance: an amount that may be owed.

use std::fmt;

use sapa_kernel::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// What an account holds: `debit` when the account's owner owes it to the bank. Nothing is never a debit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Parts")]
pub struct SignedAmount {
    amount: Amount,
    debit: bool,
}

/// What may stand in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    amount: Amount,
    debit: bool,
}

impl From<Parts> for SignedAmount {
    fn from(parts: Parts) -> Self {
        match parts.debit {
            true => Self::debit(parts.amount),
            false => Self::credit(parts.amount),
        }
    }
}

impl SignedAmount {
    /// Nothing.
    pub const ZERO: Self = Self::credit(Amount::ZERO);

    /// So much on the account.
    pub const fn credit(amount: Amount) -> Self {
        Self {
            amount,
            debit: false,
        }
    }

    /// So much owed to the bank.
    pub const fn debit(amount: Amount) -> Self {
        Self {
            amount,
            debit: !amount.is_zero(),
        }
    }

    /// How much, whichever way.
    pub const fn amount(self) -> Amount {
        self.amount
    }

    /// Whether it is owed.
    pub const fn is_debit(self) -> bool {
        self.debit
    }

    /// The balance after a credit or a debit of `amount`, unless it cannot be stored.
    pub fn moved(self, amount: Amount, credit: bool) -> Option<Self> {
        if self.debit != credit {
            return Some(Self {
                amount: self.amount.checked_add(amount)?,
                debit: self.debit,
            });
        }
        // The other way: the larger one says the direction.
        Some(match self.amount.checked_sub(amount) {
            Some(rest) if self.debit => Self::debit(rest),
            Some(rest) => Self::credit(rest),
            None if self.debit => Self::credit(amount.saturating_sub(self.amount)),
            None => Self::debit(amount.saturating_sub(self.amount)),
        })
    }

    /// As it is written with its currency: `IDR -15000.00`.
    pub fn in_currency(self, currency: Currency) -> String {
        let sign = if self.debit { "-" } else { "" };
        format!("{currency} {sign}{}", currency.decimal(self.amount))
    }
}

/// In minor units.
impl fmt::Display for SignedAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.debit {
            f.write_str("-")?;
        }
        self.amount.fmt(f)
    }
}
