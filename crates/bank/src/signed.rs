//! A balance: an amount that may be owed.

use std::fmt;
use std::str::FromStr;

use sapa_kernel::{Amount, AmountError, Currency};
use serde::{Deserialize, Serialize};

/// What an account holds: `debit` when the account's owner owes it to the bank. Nothing is never a debit. In JSON a string
/// of digits, with a minus before what is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SignedAmount {
    amount: Amount,
    debit: bool,
}

impl FromStr for SignedAmount {
    type Err = AmountError;
    fn from_str(text: &str) -> Result<Self, AmountError> {
        match text.strip_prefix('-') {
            Some("0") => Err(AmountError),
            Some(owed) => owed.parse().map(Self::debit),
            None => text.parse().map(Self::credit),
        }
    }
}

impl Serialize for SignedAmount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SignedAmount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for SignedAmount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SignedAmount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(0|-?[1-9][0-9]*)$",
            "description": "Minor units that an account holds; with a minus what its owner owes."
        })
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

    /// What came in, less what left.
    pub const fn of(came: Amount, left: Amount) -> Self {
        match came.checked_sub(left) {
            Some(rest) => Self::credit(rest),
            None => Self::debit(left.saturating_sub(came)),
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
