//! Currencies: ISO 4217, with the step in which a currency is paid.
//!
//! The table has the active national currencies of ISO 4217 (amendments to 2025): alphabetic code, number, and exponent,
//! the decimals of its minor unit. The step is ours: the smallest amount, in minor units, in which people pay. Nobody
//! pays a hundredth of a rupiah, though ISO counts it.

use std::fmt;
use std::str::FromStr;

use crate::Amount;

/// What the table says of one currency.
#[derive(Debug)]
struct Entry {
    code: &'static str,
    number: u16,
    exponent: u8,
    step: u32,
}

macro_rules! currencies {
    ($($code:literal $number:literal $exponent:literal $step:literal;)*) => {
        /// In the order of the codes, so that a code is found by halving.
        const TABLE: &[Entry] = &[$(Entry {
            code: $code,
            number: $number,
            exponent: $exponent,
            step: $step,
        }),*];
    };
}

currencies! {
    "AED" 784 2 1; "AFN" 971 2 1; "ALL" 8 2 1; "AMD" 51 2 1; "AOA" 973 2 1; "ARS" 32 2 1; "AUD" 36 2 1;
    "AWG" 533 2 1; "AZN" 944 2 1; "BAM" 977 2 1; "BBD" 52 2 1; "BDT" 50 2 1; "BHD" 48 3 1; "BIF" 108 0 1;
    "BMD" 60 2 1; "BND" 96 2 1; "BOB" 68 2 1; "BRL" 986 2 1; "BSD" 44 2 1; "BTN" 64 2 1; "BWP" 72 2 1;
    "BYN" 933 2 1; "BZD" 84 2 1; "CAD" 124 2 1; "CDF" 976 2 1; "CHF" 756 2 1; "CLP" 152 0 1; "CNY" 156 2 1;
    "COP" 170 2 1; "CRC" 188 2 1; "CUP" 192 2 1; "CVE" 132 2 1; "CZK" 203 2 1; "DJF" 262 0 1; "DKK" 208 2 1;
    "DOP" 214 2 1; "DZD" 12 2 1; "EGP" 818 2 1; "ERN" 232 2 1; "ETB" 230 2 1; "EUR" 978 2 1; "FJD" 242 2 1;
    "FKP" 238 2 1; "GBP" 826 2 1; "GEL" 981 2 1; "GHS" 936 2 1; "GIP" 292 2 1; "GMD" 270 2 1; "GNF" 324 0 1;
    "GTQ" 320 2 1; "GYD" 328 2 1; "HKD" 344 2 1; "HNL" 340 2 1; "HTG" 332 2 1; "HUF" 348 2 100; "IDR" 360 2 100;
    "ILS" 376 2 1; "INR" 356 2 1; "IQD" 368 3 1; "IRR" 364 2 1; "ISK" 352 0 1; "JMD" 388 2 1; "JOD" 400 3 1;
    "JPY" 392 0 1; "KES" 404 2 1; "KGS" 417 2 1; "KHR" 116 2 1; "KMF" 174 0 1; "KPW" 408 2 1; "KRW" 410 0 1;
    "KWD" 414 3 1; "KYD" 136 2 1; "KZT" 398 2 1; "LAK" 418 2 1; "LBP" 422 2 1; "LKR" 144 2 1; "LRD" 430 2 1;
    "LSL" 426 2 1; "LYD" 434 3 1; "MAD" 504 2 1; "MDL" 498 2 1; "MGA" 969 2 1; "MKD" 807 2 1; "MMK" 104 2 1;
    "MNT" 496 2 1; "MOP" 446 2 1; "MRU" 929 2 1; "MUR" 480 2 1; "MVR" 462 2 1; "MWK" 454 2 1; "MXN" 484 2 1;
    "MYR" 458 2 1; "MZN" 943 2 1; "NAD" 516 2 1; "NGN" 566 2 1; "NIO" 558 2 1; "NOK" 578 2 1; "NPR" 524 2 1;
    "NZD" 554 2 1; "OMR" 512 3 1; "PAB" 590 2 1; "PEN" 604 2 1; "PGK" 598 2 1; "PHP" 608 2 1; "PKR" 586 2 1;
    "PLN" 985 2 1; "PYG" 600 0 1; "QAR" 634 2 1; "RON" 946 2 1; "RSD" 941 2 1; "RUB" 643 2 1; "RWF" 646 0 1;
    "SAR" 682 2 1; "SBD" 90 2 1; "SCR" 690 2 1; "SDG" 938 2 1; "SEK" 752 2 1; "SGD" 702 2 1; "SHP" 654 2 1;
    "SLE" 925 2 1; "SOS" 706 2 1; "SRD" 968 2 1; "SSP" 728 2 1; "STN" 930 2 1; "SYP" 760 2 1; "SZL" 748 2 1;
    "THB" 764 2 1; "TJS" 972 2 1; "TMT" 934 2 1; "TND" 788 3 1; "TOP" 776 2 1; "TRY" 949 2 1; "TTD" 780 2 1;
    "TWD" 901 2 100; "TZS" 834 2 1; "UAH" 980 2 1; "UGX" 800 0 1; "USD" 840 2 1; "UYU" 858 2 1; "UZS" 860 2 1;
    "VES" 928 2 1; "VND" 704 0 1; "VUV" 548 0 1; "WST" 882 2 1; "XAF" 950 0 1; "XCD" 951 2 1; "XCG" 532 2 1;
    "XOF" 952 0 1; "XPF" 953 0 1; "YER" 886 2 1; "ZAR" 710 2 1; "ZMW" 967 2 1; "ZWG" 924 2 1;
}

/// A currency of ISO 4217.
#[derive(Clone, Copy)]
pub struct Currency(&'static Entry);

/// Why a text is not a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencyError;

impl fmt::Display for CurrencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a currency is a code of ISO 4217 in capitals, such as IDR")
    }
}

impl std::error::Error for CurrencyError {}

impl Currency {
    /// The currency with this number of ISO 4217.
    pub fn by_number(number: u16) -> Option<Self> {
        TABLE.iter().find(|entry| entry.number == number).map(Self)
    }

    /// All of them, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// Three capitals.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The number of ISO 4217.
    pub fn number(self) -> u16 {
        self.0.number
    }

    /// Decimals of the minor unit: 2 for a hundredth.
    pub fn exponent(self) -> u8 {
        self.0.exponent
    }

    /// The smallest payable amount: every amount that somebody pays is a multiple of it.
    pub fn step(self) -> Amount {
        Amount::from_minor(u128::from(self.0.step))
    }

    /// Whether somebody can pay this amount: more than nothing, and a multiple of the step.
    pub fn is_payable(self, amount: Amount) -> bool {
        !amount.is_zero() && amount.minor().is_multiple_of(u128::from(self.0.step))
    }

    /// The amount in major units with all its decimals and a point, as machines read it: `15000.00`.
    pub fn decimal(self, amount: Amount) -> String {
        let exponent = usize::from(self.0.exponent);
        let digits = format!("{:0>width$}", amount.minor(), width = exponent + 1);
        if exponent == 0 {
            return digits;
        }
        let (major, minor) = digits.split_at(digits.len() - exponent);
        format!("{major}.{minor}")
    }

    /// Reads what [`Currency::decimal`] writes; fewer decimals are accepted, more are not.
    pub fn parse_decimal(self, text: &str) -> Option<Amount> {
        let exponent = usize::from(self.0.exponent);
        let (major, minor) = text.split_once('.').unwrap_or((text, ""));
        let of_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if major.is_empty() || !of_digits(major) || !of_digits(minor) || minor.len() > exponent {
            return None;
        }
        if text.ends_with('.') {
            return None;
        }
        let digits = format!("{major}{minor:0<exponent$}");
        digits.parse().ok().map(Amount::from_minor)
    }
}

impl PartialEq for Currency {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl Eq for Currency {}

impl std::hash::Hash for Currency {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.number.hash(state);
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.code.cmp(other.0.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        TABLE
            .binary_search_by(|entry| entry.code.cmp(text))
            .map(|at| Self(&TABLE[at]))
            .map_err(|_| CurrencyError)
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.code)
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "A currency by its code of ISO 4217."
        })
    }
}

/// Stored by its number.
impl<C> minicbor::Encode<C> for Currency {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u16(self.0.number)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Currency {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::by_number(d.u16()?)
            .ok_or_else(|| minicbor::decode::Error::message("a currency that is not in the table"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> Currency {
        code.parse().expect("a currency of the table")
    }

    #[test]
    fn the_table_is_in_order_and_names_each_once() {
        assert!(TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        let numbers: std::collections::BTreeSet<_> = TABLE.iter().map(|e| e.number).collect();
        assert_eq!(numbers.len(), TABLE.len());
        for currency in Currency::all() {
            assert_eq!(Currency::by_number(currency.number()), Some(currency));
            assert_eq!(currency.code().parse(), Ok(currency));
        }
    }

    #[test]
    fn rupiah_are_paid_whole() {
        let rupiah = of("IDR");
        assert_eq!((rupiah.exponent(), rupiah.step().minor()), (2, 100));
        for (minor, payable) in [
            (0, false),
            (1, false),
            (99, false),
            (100, true),
            (150, false),
        ] {
            assert_eq!(
                rupiah.is_payable(Amount::from_minor(minor)),
                payable,
                "{minor}"
            );
        }
    }

    #[test]
    fn decimals_are_those_of_the_currency() {
        for (code, minor, text) in [
            ("IDR", 1_500_000, "15000.00"),
            ("EUR", 5, "0.05"),
            ("JPY", 1234, "1234"),
            ("BHD", 1, "0.001"),
        ] {
            let (currency, amount) = (of(code), Amount::from_minor(minor));
            assert_eq!(currency.decimal(amount), text);
            assert_eq!(currency.parse_decimal(text), Some(amount));
        }
        assert_eq!(
            of("EUR").parse_decimal("1.5"),
            Some(Amount::from_minor(150))
        );
        for refused in [
            "", ".5", "1.", "1.005", "-1", "+1", "1,5", "1e3", " 1", "1.-5",
        ] {
            assert_eq!(of("EUR").parse_decimal(refused), None, "{refused}");
        }
        let beyond = format!("{}0", u128::MAX);
        assert_eq!(of("JPY").parse_decimal(&beyond), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "idr", "ID", "IDRX", "ZZZ"] {
            assert_eq!(text.parse::<Currency>(), Err(CurrencyError), "{text}");
        }
    }
}
