//! Accounts at banks: an IBAN, or a number that only its own bank understands.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Characters of a local account number.
pub const MAX_ACCOUNT_NUMBER: usize = 34;

/// Characters of a clearing member's id.
pub const MAX_CLEARING_ID: usize = 35;

/// An account at a bank, checked as far as it can be without asking the bank. In JSON
/// `{"iban":"…"}` or `{"number":"…","bic":"…"}` or `{"number":"…","clearing":"…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct BankAccount(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Iban(String),
    Local {
        number: String,
        bank: Option<BankCode>,
    },
}

/// Which bank has an account whose number does not say it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BankCode(Code);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Code {
    Bic(String),
    Clearing(String),
}

/// Why something is no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Not two letters, two digits, and up to thirty letters and digits.
    #[error("an IBAN has two letters, two check digits and up to thirty letters and digits")]
    NotAnIban,
    /// The check digits say that a character is wrong.
    #[error("the IBAN's check digits do not fit it: a character is wrong")]
    WrongCheckDigits,
    /// The country's accounts have another length or form.
    #[error("IBANs of that country have another length or form")]
    WrongForm,
    /// Not one to 34 letters and digits.
    #[error("an account number has one to 34 letters and digits")]
    NotANumber,
    /// Not 8 or 11 characters of the form of ISO 9362.
    #[error("a BIC has four letters or digits, a country and two or five more letters or digits")]
    NotABic,
    /// Not one to 35 letters and digits.
    #[error("the id of a clearing member has one to 35 letters and digits")]
    NotAMember,
    /// Neither IBAN nor number, or both, or two codes of a bank.
    #[error("an account is an IBAN, or a number with at most one code of its bank")]
    NotOneAccount,
}

fn alphanumeric(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

impl BankAccount {
    /// An IBAN, in groups or not: the check digits must fit, and so must the form where the country is known.
    ///
    /// # Errors
    /// `NotAnIban`, `WrongCheckDigits`, `WrongForm`
    pub fn iban(text: &str) -> Result<Self, AccountError> {
        let compact: String = text
            .chars()
            .filter(|c| *c != ' ')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        match compact.parse::<iban::Iban>() {
            // Countries join the registry; its newest need not be known here.
            Ok(_) | Err(iban::ParseIbanError::UnknownCountry(_)) => Ok(Self(Kind::Iban(compact))),
            Err(iban::ParseIbanError::InvalidBban(_)) => Err(AccountError::WrongForm),
            Err(iban::ParseIbanError::InvalidBaseIban {
                source: iban::ParseBaseIbanError::InvalidChecksum,
            }) => Err(AccountError::WrongCheckDigits),
            Err(_) => Err(AccountError::NotAnIban),
        }
    }

    /// A number that the bank understands, with the bank's code unless it is the cell's own bank.
    ///
    /// # Errors
    /// `NotANumber`
    pub fn local(number: &str, bank: Option<BankCode>) -> Result<Self, AccountError> {
        if !alphanumeric(number, MAX_ACCOUNT_NUMBER) {
            return Err(AccountError::NotANumber);
        }
        Ok(Self(Kind::Local {
            number: number.to_owned(),
            bank,
        }))
    }

    /// The IBAN or the local number.
    pub fn number(&self) -> &str {
        match &self.0 {
            Kind::Iban(number) | Kind::Local { number, .. } => number,
        }
    }

    /// Whether both name one account: the same number, of the same bank unless one of them does not say it.
    pub fn matches(&self, other: &Self) -> bool {
        let banks = self.bank().is_none() || other.bank().is_none() || self.bank() == other.bank();
        banks && self.is_iban() == other.is_iban() && self.number() == other.number()
    }

    /// Whether the number is an IBAN.
    pub fn is_iban(&self) -> bool {
        matches!(self.0, Kind::Iban(_))
    }

    /// The code of the bank, if a local number has one. An IBAN says the bank itself.
    pub fn bank(&self) -> Option<&BankCode> {
        match &self.0 {
            Kind::Iban(_) => None,
            Kind::Local { bank, .. } => bank.as_ref(),
        }
    }
}

/// The number, after the bank's code if there is one: `CENAIDJA 1234567890`.
impl fmt::Display for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(bank) = self.bank() {
            write!(f, "{} ", bank.text())?;
        }
        f.write_str(self.number())
    }
}

impl BankCode {
    /// A BIC of ISO 9362: 8 or 11 characters.
    ///
    /// # Errors
    /// `NotABic`
    pub fn bic(text: &str) -> Result<Self, AccountError> {
        let upper = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let bytes = text.as_bytes();
        let fits = matches!(bytes.len(), 8 | 11)
            && bytes.iter().all(upper)
            && bytes[4..6].iter().all(u8::is_ascii_uppercase);
        match fits {
            true => Ok(Self(Code::Bic(text.to_owned()))),
            false => Err(AccountError::NotABic),
        }
    }

    /// The id of a member of a national clearing, such as a bank's three digits.
    ///
    /// # Errors
    /// `NotAMember`
    pub fn clearing(text: &str) -> Result<Self, AccountError> {
        match alphanumeric(text, MAX_CLEARING_ID) {
            true => Ok(Self(Code::Clearing(text.to_owned()))),
            false => Err(AccountError::NotAMember),
        }
    }

    /// The code as it is written.
    pub fn text(&self) -> &str {
        match &self.0 {
            Code::Bic(text) | Code::Clearing(text) => text,
        }
    }

    /// Whether it is a BIC, and not a clearing member's id.
    pub fn is_bic(&self) -> bool {
        matches!(self.0, Code::Bic(_))
    }
}

/// An account as it stands in JSON and in rows.
#[derive(
    Debug, Default, Serialize, Deserialize, schemars::JsonSchema, minicbor::Encode, minicbor::Decode,
)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BankAccount")]
struct Parts {
    /// An IBAN. Everything else is absent then.
    #[n(0)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iban: Option<String>,
    /// A number that the account's bank understands.
    #[n(1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The BIC of that bank.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bic: Option<String>,
    /// The id of that bank in its country's clearing.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clearing: Option<String>,
}

impl TryFrom<Parts> for BankAccount {
    type Error = AccountError;
    fn try_from(parts: Parts) -> Result<Self, AccountError> {
        let bank = match (parts.bic, parts.clearing) {
            (None, None) => None,
            (Some(bic), None) => Some(BankCode::bic(&bic)?),
            (None, Some(member)) => Some(BankCode::clearing(&member)?),
            (Some(_), Some(_)) => return Err(AccountError::NotOneAccount),
        };
        match (parts.iban, parts.number, bank) {
            (Some(iban), None, None) => Self::iban(&iban),
            (None, Some(number), bank) => Self::local(&number, bank),
            _ => Err(AccountError::NotOneAccount),
        }
    }
}

impl From<BankAccount> for Parts {
    fn from(account: BankAccount) -> Self {
        let mut parts = Self::default();
        match account.0 {
            Kind::Iban(iban) => parts.iban = Some(iban),
            Kind::Local { number, bank } => {
                parts.number = Some(number);
                match bank {
                    Some(BankCode(Code::Bic(bic))) => parts.bic = Some(bic),
                    Some(BankCode(Code::Clearing(member))) => parts.clearing = Some(member),
                    None => {}
                }
            }
        }
        parts
    }
}

impl schemars::JsonSchema for BankAccount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Parts::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Parts::json_schema(generator)
    }
}

impl<C> minicbor::Encode<C> for BankAccount {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        Parts::from(self.clone()).encode(e, ctx)
    }
}

impl<'b, C> minicbor::Decode<'b, C> for BankAccount {
    fn decode(d: &mut minicbor::Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::try_from(Parts::decode(d, ctx)?).map_err(minicbor::decode::Error::custom)
    }
}
