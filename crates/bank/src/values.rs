//! Values that both messages have: amounts, times, parties, accounts, banks.

use sapa_kernel::{Amount, Currency, Money, Timestamp};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::file_error::{FileError, Problem};
use crate::xml::Xml;
use crate::{AccountError, BankAccount, BankCode, text};

/// The current element as an amount with its currency.
pub(crate) fn money(xml: &mut Xml<'_>) -> Result<Money, FileError> {
    let code = xml
        .currency()
        .ok_or_else(|| xml.error(Problem::Missing("Ccy")))?;
    let currency: Currency = code
        .parse()
        .map_err(|_| xml.error(Problem::UnknownCurrency(code.to_owned())))?;
    let amount = xml.parsed(|text| decimal(text, currency))?;
    Ok(Money { amount, currency })
}

/// A decimal number as an amount. Zeros beyond the currency's decimals say nothing.
pub(crate) fn decimal(text: &str, currency: Currency) -> Result<Amount, Problem> {
    let mut number = text;
    if let Some((major, minor)) = text.split_once('.') {
        let exponent = usize::from(currency.exponent());
        if minor.len() > exponent && minor.bytes().skip(exponent).all(|byte| byte == b'0') {
            let end = major.len() + if exponent == 0 { 0 } else { 1 + exponent };
            number = text.get(..end).unwrap_or(text);
        }
    }
    let shown = || Problem::BadAmount(text.chars().take(40).collect());
    let amount = currency.parse_decimal(number).ok_or_else(shown)?;
    match text::has_room(amount) {
        true => Ok(amount),
        false => Err(Problem::TooLarge),
    }
}

/// A date, or a time with or without its zone; without one it is UTC. A date is its beginning.
pub(crate) fn moment(text: &str) -> Result<Timestamp, Problem> {
    let shown = || Problem::BadTime(text.chars().take(40).collect());
    let (date, rest) = match text.split_at_checked(10) {
        Some(parts) => parts,
        None => return Err(shown()),
    };
    let whole = match rest.as_bytes() {
        [] => format!("{date}T00:00:00Z"),
        [b'T', ..] if rest.contains(['Z', '+', '-']) => text.to_owned(),
        [b'T', ..] => format!("{text}Z"),
        _ => format!("{date}T00:00:00{rest}"),
    };
    let moment = OffsetDateTime::parse(&whole, &Rfc3339).map_err(|_| shown())?;
    i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000))
        .ok()
        .map(Timestamp::from_millis)
        .filter(|time| text::is_writable_time(*time))
        .ok_or_else(shown)
}

/// The current element's text as a time.
pub(crate) fn time(xml: &mut Xml<'_>) -> Result<Timestamp, FileError> {
    xml.parsed(moment)
}

/// The current element as a date or a time: in `Dt` or `DtTm`, or plain as older versions have it.
pub(crate) fn date(xml: &mut Xml<'_>) -> Result<Timestamp, FileError> {
    xml.choice(&["Dt", "DtTm"], |_, text| moment(text))
}

/// The current element's text as a whole number.
pub(crate) fn number(xml: &mut Xml<'_>) -> Result<u64, FileError> {
    xml.parsed(|text| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse().ok()).flatten();
        number.ok_or_else(|| Problem::BadNumber(text.chars().take(40).collect()))
    })
}

/// The current element's text, which must not be empty.
pub(crate) fn required(xml: &mut Xml<'_>, name: &'static str) -> Result<String, FileError> {
    xml.parsed(|text| match text {
        "" => Err(Problem::BadText(name)),
        text => Ok(text.to_owned()),
    })
}

/// The current element's text; an empty one is none.
pub(crate) fn optional(xml: &mut Xml<'_>) -> Result<Option<String>, FileError> {
    Ok(Some(xml.text()?).filter(|text| !text.is_empty()))
}

/// Whether the current element says `CRDT`, and not `DBIT`.
pub(crate) fn direction(xml: &mut Xml<'_>) -> Result<bool, FileError> {
    code(xml, "direction", &[("CRDT", true), ("DBIT", false)])
}

/// Whether the current element says yes.
pub(crate) fn truth(xml: &mut Xml<'_>) -> Result<bool, FileError> {
    let codes = [("true", true), ("1", true), ("false", false), ("0", false)];
    code(xml, "truth", &codes)
}

/// What the current element's code stands for.
pub(crate) fn code<T: Copy>(
    xml: &mut Xml<'_>,
    what: &'static str,
    codes: &[(&str, T)],
) -> Result<T, FileError> {
    xml.parsed(|text| meaning(text, what, codes))
}

/// What a code stands for.
pub(crate) fn meaning<T: Copy>(
    text: &str,
    what: &'static str,
    codes: &[(&str, T)],
) -> Result<T, Problem> {
    let known = codes.iter().find(|(code, _)| *code == text);
    known
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| Problem::UnknownCode(text.chars().take(40).collect(), what))
}

/// A bank as a file names it.
#[derive(Debug, Default)]
pub(crate) struct Agent {
    bic: Option<String>,
    member: Option<String>,
}

impl Agent {
    /// The current element as an agent.
    pub(crate) fn read(xml: &mut Xml<'_>) -> Result<Self, FileError> {
        let mut agent = Self::default();
        while let Some(name) = xml.child()? {
            if name != "FinInstnId" {
                xml.skip()?;
                continue;
            }
            while let Some(name) = xml.child()? {
                match name.as_str() {
                    "BICFI" | "BIC" => agent.bic = optional(xml)?,
                    "ClrSysMmbId" => {
                        agent.member = xml.choice(&["MmbId"], only_child)?;
                    }
                    _ => xml.skip()?,
                }
            }
        }
        Ok(agent)
    }

    fn code(&self) -> Result<Option<BankCode>, AccountError> {
        match (&self.bic, &self.member) {
            (Some(bic), _) => BankCode::bic(bic).map(Some),
            (None, Some(member)) => BankCode::clearing(member).map(Some),
            (None, None) => Ok(None),
        }
    }
}

/// An account as a file names it.
#[derive(Debug, Default)]
pub(crate) struct Account {
    iban: Option<String>,
    other: Option<String>,
    /// The account's currency.
    pub(crate) currency: Option<String>,
    /// The account's bank.
    pub(crate) servicer: Option<Agent>,
}

impl Account {
    /// The current element as an account.
    pub(crate) fn read(xml: &mut Xml<'_>) -> Result<Self, FileError> {
        let mut account = Self::default();
        while let Some(name) = xml.child()? {
            match name.as_str() {
                "Id" => account.id(xml)?,
                "Ccy" => account.currency = optional(xml)?,
                "Svcr" => account.servicer = Some(Agent::read(xml)?),
                _ => xml.skip()?,
            }
        }
        Ok(account)
    }

    fn id(&mut self, xml: &mut Xml<'_>) -> Result<(), FileError> {
        while let Some(name) = xml.child()? {
            match name.as_str() {
                "IBAN" => self.iban = optional(xml)?,
                "Othr" => {
                    self.other = xml.choice(&["Id"], only_child)?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// The account, which must be there and right.
    pub(crate) fn own(&self, agent: Option<&Agent>) -> Result<BankAccount, Problem> {
        let found = match (&self.iban, &self.other) {
            (Some(iban), _) => BankAccount::iban(iban),
            (None, Some(number)) => {
                let bank = agent.map_or(Ok(None), Agent::code);
                bank.and_then(|bank| BankAccount::local(&compact(number), bank))
            }
            (None, None) => return Err(Problem::Missing("IBAN or Othr/Id")),
        };
        found.map_err(Problem::BadAccount)
    }

    /// Somebody else's account. An IBAN must be right; a number of another form (masked, or an alias) and an unknown
    /// form of the bank's code are left out, because a statement is not refused for them.
    pub(crate) fn of_other(&self, agent: Option<&Agent>) -> Result<Option<BankAccount>, Problem> {
        match (&self.iban, &self.other) {
            (Some(iban), _) => BankAccount::iban(iban)
                .map(Some)
                .map_err(Problem::BadAccount),
            (None, Some(number)) => {
                let bank = agent.and_then(|agent| agent.code().ok().flatten());
                Ok(BankAccount::local(&compact(number), bank).ok())
            }
            (None, None) => Ok(None),
        }
    }
}

/// The text of the one child that was looked for, if it was there and has one.
#[expect(clippy::unnecessary_wraps, reason = "what reads a text may refuse it")]
fn only_child(name: &'static str, text: &str) -> Result<Option<String>, Problem> {
    Ok((!name.is_empty() && !text.is_empty()).then(|| text.to_owned()))
}

/// A number without what only groups it.
fn compact(number: &str) -> String {
    number
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '/'))
        .collect()
}

/// The name of the party that the current element is, directly or in `Pty` or `Agt/FinInstnId`.
pub(crate) fn party(xml: &mut Xml<'_>) -> Result<Option<String>, FileError> {
    let mut found = None;
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Nm" => found = optional(xml)?,
            "Pty" | "Agt" | "FinInstnId" => found = party(xml)?.or(found),
            _ => xml.skip()?,
        }
    }
    Ok(found)
}
