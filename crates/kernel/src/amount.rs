//! Amounts of money: whole numbers of minor units, never negative, never rounded.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Currency;

/// So many minor units of a currency that stands beside it. In JSON a string of digits, because JSON's numbers
/// lose digits: `"1500000"` is Rp15.000 (minor units are hundredths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Amount(u128);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountError;

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an amount is a whole number of minor units, as a string of digits without sign, point or leading zeros",
        )
    }
}

impl std::error::Error for AmountError {}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that can be stored.
    pub const MAX: Self = Self(u128::MAX);

    /// So many minor units.
    pub const fn from_minor(minor: u128) -> Self {
        Self(minor)
    }

    /// The number of minor units.
    pub const fn minor(self) -> u128 {
        self.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, unless it is too large.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, unless `other` is more.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// So many times the amount, unless that is too large.
    pub const fn checked_mul(self, times: u128) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(product) => Some(Self(product)),
            None => None,
        }
    }

    /// The difference, or nothing if `other` is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The sum, or the largest amount.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Amount {
    type Err = AmountError;
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let leading = text.len() > 1 && text.starts_with('0');
        if !digits || leading {
            return Err(AmountError);
        }
        text.parse().map(Self).map_err(|_| AmountError)
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(0|[1-9][0-9]{0,38})$",
            "description": "A whole number of minor units of the currency: \"1500000\" is Rp15.000."
        })
    }
}

/// As an unsigned number while it fits 64 bits, else as sixteen bytes: most rows hold small amounts.
impl<C> minicbor::Encode<C> for Amount {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match u64::try_from(self.0) {
            Ok(small) => e.u64(small)?.ok(),
            Err(_) => e.bytes(&self.0.to_be_bytes())?.ok(),
        }
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Amount {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        if d.datatype()? == minicbor::data::Type::Bytes {
            let bytes = d.bytes()?;
            return bytes
                .try_into()
                .map(|bytes| Self(u128::from_be_bytes(bytes)))
                .map_err(|_| minicbor::decode::Error::message("an amount has sixteen bytes"));
        }
        Ok(Self(u128::from(d.u64()?)))
    }
}

/// An amount with its currency.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    minicbor::Encode,
    minicbor::Decode,
)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How much.
    #[n(0)]
    pub amount: Amount,
    /// Of what.
    #[n(1)]
    pub currency: Currency,
}

impl Money {
    /// Whether somebody can pay it: more than nothing, and a multiple of the currency's step.
    pub fn is_payable(self) -> bool {
        self.currency.is_payable(self.amount)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.currency,
            self.currency.decimal(self.amount)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_an_amount() {
        for (text, minor) in [("0", 0), ("1", 1), ("1500000", 1_500_000)] {
            assert_eq!(text.parse(), Ok(Amount(minor)));
        }
        let largest = u128::MAX.to_string();
        assert_eq!(largest.parse(), Ok(Amount::MAX));
        let beyond = "340282366920938463463374607431768211456";
        for text in [
            "", "-1", "+1", "1.0", "01", "00", " 1", "1e3", "0x1", "١", beyond,
        ] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError), "{text}");
        }
    }

    #[test]
    fn json_has_strings_and_refuses_numbers() {
        let money: Money =
            serde_json::from_str(r#"{"amount":"150","currency":"IDR"}"#).expect("money");
        assert_eq!(money.to_string(), "IDR 1.50");
        let text = serde_json::to_string(&money).expect("JSON");
        assert_eq!(text, r#"{"amount":"150","currency":"IDR"}"#);
        for refused in [
            r#"{"amount":150,"currency":"IDR"}"#,
            r#"{"amount":"1.50","currency":"IDR"}"#,
            r#"{"amount":"-150","currency":"IDR"}"#,
            r#"{"amount":"150","currency":"idr"}"#,
            r#"{"amount":"150"}"#,
            r#"{"amount":"150","currency":"IDR","fee":"1"}"#,
        ] {
            assert!(serde_json::from_str::<Money>(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn rows_keep_every_digit() {
        for minor in [
            0,
            1,
            u128::from(u64::MAX),
            u128::from(u64::MAX) + 1,
            u128::MAX,
        ] {
            let bytes = minicbor::to_vec(Amount(minor)).expect("CBOR");
            assert_eq!(
                minicbor::decode::<Amount>(&bytes).expect("amount"),
                Amount(minor)
            );
        }
    }

    #[test]
    fn sums_do_not_wrap() {
        assert_eq!(Amount::MAX.checked_add(Amount(1)), None);
        assert_eq!(Amount(1).checked_sub(Amount(2)), None);
        assert_eq!(Amount::MAX.checked_mul(2), None);
        assert_eq!(Amount(3).checked_mul(4), Some(Amount(12)));
    }
}
