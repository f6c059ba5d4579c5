//! Settings of money: limits by currency, and the cell's account at its bank.

use std::path::PathBuf;

use sapa_bank::BankAccount;
use sapa_kernel::{Amount, Currency};
use sapa_wallet::{CurrencyLimits, LevelLimits, Policy};
use serde::{Deserialize, Serialize};

/// Wallets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wallet {
    /// Minutes that the cell's day begins before UTC's.
    pub utc_offset_minutes: i32,
    /// Limits of each currency that the cell may choose.
    pub limits: Vec<Limits>,
}

/// Limits in one currency, in major units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A code of ISO 4217.
    pub currency: String,
    /// One payment of somebody whom nobody has checked.
    pub basic_payment: String,
    /// One day of somebody whom nobody has checked.
    pub basic_day: String,
    /// One payment of somebody whom the operator has checked.
    pub verified_payment: String,
    /// One day of somebody whom the operator has checked.
    pub verified_day: String,
    /// The largest share of a red packet.
    pub packet_share: String,
    /// Shares of a red packet at most.
    pub packet_shares: u32,
    /// The smallest withdrawal.
    pub withdrawal: String,
}

/// The cell's account at its bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bank {
    /// Where files of the bank come and go; empty: the cell has no bank.
    pub directory: PathBuf,
    /// What the bank is called.
    pub name: String,
    /// Whose account it is.
    pub holder: String,
    /// The account: an IBAN, or a number.
    pub account: String,
    /// The bank's BIC, if the account is no IBAN.
    pub bic: String,
    /// Seconds between two looks at the directory.
    pub poll_seconds: u64,
}

/// Shares of a red packet that a group can open at most.
const MAX_PACKET_SHARES: u32 = 500;

impl Default for Wallet {
    fn default() -> Self {
        let policy = Policy::default();
        let limits = policy.limits.iter().map(|(currency, limits)| Limits {
            currency: currency.code().to_owned(),
            basic_payment: currency.decimal(limits.basic.payment),
            basic_day: currency.decimal(limits.basic.day),
            verified_payment: currency.decimal(limits.verified.payment),
            verified_day: currency.decimal(limits.verified.day),
            packet_share: currency.decimal(limits.max_packet_share),
            packet_shares: limits.max_packet_shares,
            withdrawal: currency.decimal(limits.min_withdrawal),
        });
        Self {
            utc_offset_minutes: policy.utc_offset_minutes,
            limits: limits.collect(),
        }
    }
}

impl Default for Bank {
    fn default() -> Self {
        Self {
            directory: PathBuf::new(),
            name: String::new(),
            holder: String::new(),
            account: String::new(),
            bic: String::new(),
            poll_seconds: 10,
        }
    }
}

impl Wallet {
    /// The policy that these settings are, or what is wrong with them.
    pub(crate) fn policy(&self, pin_hashing: sapa_accounts::Hashing) -> Result<Policy, String> {
        let whole_day = 24 * 60;
        if !(-whole_day..=whole_day).contains(&self.utc_offset_minutes) {
            return Err("wallet.utc_offset_minutes is from -1440 to 1440".to_owned());
        }
        let mut policy = Policy {
            utc_offset_minutes: self.utc_offset_minutes,
            pin_hashing,
            limits: std::collections::BTreeMap::new(),
        };
        for limits in &self.limits {
            let (currency, parsed) = limits
                .parse()
                .map_err(|problem| format!("wallet.limits of {}: {problem}", limits.currency))?;
            if policy.limits.insert(currency, parsed).is_some() {
                return Err(format!("wallet.limits has {currency} twice"));
            }
        }
        Ok(policy)
    }
}

impl Limits {
    fn parse(&self) -> Result<(Currency, CurrencyLimits), String> {
        let currency: Currency = self
            .currency
            .parse()
            .map_err(|error: sapa_kernel::CurrencyError| error.to_string())?;
        let amount = |name: &str, text: &str| -> Result<Amount, String> {
            currency
                .parse_decimal(text)
                .filter(|amount| currency.is_payable(*amount))
                .ok_or_else(|| format!("{name} is no amount that can be paid: {text}"))
        };
        let limits = CurrencyLimits {
            basic: LevelLimits {
                payment: amount("basic_payment", &self.basic_payment)?,
                day: amount("basic_day", &self.basic_day)?,
            },
            verified: LevelLimits {
                payment: amount("verified_payment", &self.verified_payment)?,
                day: amount("verified_day", &self.verified_day)?,
            },
            max_packet_share: amount("packet_share", &self.packet_share)?,
            max_packet_shares: self.packet_shares,
            min_withdrawal: amount("withdrawal", &self.withdrawal)?,
        };
        if !(1..=MAX_PACKET_SHARES).contains(&self.packet_shares) {
            return Err(format!("packet_shares is from 1 to {MAX_PACKET_SHARES}"));
        }
        Ok((currency, limits))
    }
}

impl Bank {
    /// The cell's account, if it has a bank, or what is wrong with the settings.
    pub(crate) fn own_account(&self) -> Result<Option<BankAccount>, String> {
        if self.directory.as_os_str().is_empty() {
            return Ok(None);
        }
        if self.poll_seconds == 0 {
            return Err("bank.poll_seconds is at least 1".to_owned());
        }
        if self.holder.trim().is_empty() || self.name.trim().is_empty() {
            return Err("bank.holder and bank.name go with bank.directory".to_owned());
        }
        let account = if self.bic.is_empty() {
            BankAccount::iban(&self.account).or_else(|_| BankAccount::local(&self.account, None))
        } else {
            sapa_bank::BankCode::bic(&self.bic)
                .and_then(|bank| BankAccount::local(&self.account, Some(bank)))
        };
        account
            .map(Some)
            .map_err(|error| format!("bank.account: {error}"))
    }
}
