//! The cell's currency and terms, as the operator sets them. Without them there are no wallets.

use sapa_kernel::{Currency, Empty, Operator, SignedIn};
use sapa_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{BANK, CELL, Purpose, SUSPENSE, UNCLAIMED};
use crate::model::CellRow;
use crate::movement::open_account;
use crate::{Error, MAX_TERMS_BYTES, Policy};

/// What holds for all wallets of the cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct WalletSettings {
    /// What wallets hold; absent: the cell offers none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What people accept when they open a wallet.
    pub terms: String,
    /// Counts the changes of the terms, from 1.
    pub terms_version: u32,
    /// Wallets that were opened.
    pub wallets: u64,
}

/// What shall change; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct UpdateWalletSettings {
    /// Only until the first wallet is opened or the first statement of the bank is booked.
    pub currency: Option<Currency>,
    /// 1 to 16,384 bytes of text. Whoever has a wallet is asked to accept them before they pay again.
    pub terms: Option<String>,
}

/// The terms that a person accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Terms {
    /// Their number.
    pub version: u32,
    /// Their text.
    pub text: String,
    /// What wallets hold.
    pub currency: Currency,
}

/// The cell's row, if it offers wallets.
pub(crate) fn cell(read: &dyn Read) -> Result<CellRow, Error> {
    CELL.get(read, &())?.ok_or(Error::NotOffered)
}

/// The terms that hold.
///
/// # Errors
/// [`Error::NotOffered`].
pub fn terms(read: &dyn Read, _: &SignedIn, _: Empty) -> Result<Terms, Error> {
    let row = cell(read)?;
    Ok(Terms {
        version: row.terms_version,
        text: row.terms,
        currency: row.currency,
    })
}

/// The settings, for an operator.
///
/// # Errors
/// Only if the store fails.
pub fn settings(read: &dyn Read, _: &Operator, _: Empty) -> Result<WalletSettings, Error> {
    Ok(shown(CELL.get(read, &())?))
}

fn shown(row: Option<CellRow>) -> WalletSettings {
    match row {
        Some(row) => WalletSettings {
            currency: Some(row.currency),
            terms: row.terms,
            terms_version: row.terms_version,
            wallets: row.wallets,
        },
        None => WalletSettings {
            currency: None,
            terms: String::new(),
            terms_version: 0,
            wallets: 0,
        },
    }
}

/// Changes the settings. The first time both are needed.
///
/// # Errors
/// [`Error::SettingsInvalid`].
pub fn update_settings(
    tx: &mut Tx<'_>,
    _: &Operator,
    input: UpdateWalletSettings,
    policy: &Policy,
) -> Result<WalletSettings, Error> {
    let before = CELL.get(tx, &())?;
    let currency = input
        .currency
        .or(before.as_ref().map(|row| row.currency))
        .ok_or(Error::SettingsInvalid("Choose a currency."))?;
    if !policy.limits.contains_key(&currency) {
        let problem = "The configuration has no limits for this currency.";
        return Err(Error::SettingsInvalid(problem));
    }
    let changes = before.as_ref().is_some_and(|row| row.currency != currency);
    // A statement of the bank may have come before the first wallet: its money has a currency, too.
    let has_books = sapa_ledger::account(tx, BANK)?.is_some();
    if changes && (has_books || before.as_ref().is_some_and(|row| row.wallets > 0)) {
        let problem = "The currency cannot change once there are wallets or the bank's statements.";
        return Err(Error::SettingsInvalid(problem));
    }
    let terms = input.terms.map(|terms| terms.trim().to_owned());
    let text = terms
        .or(before.as_ref().map(|row| row.terms.clone()))
        .unwrap_or_default();
    if text.is_empty() || text.len() > MAX_TERMS_BYTES {
        return Err(Error::SettingsInvalid("Terms have 1 to 16,384 bytes."));
    }
    let (version, wallets, same) = before.as_ref().map_or((0, 0, false), |row| {
        (row.terms_version, row.wallets, row.terms == text)
    });
    let row = CellRow {
        currency,
        terms: text,
        terms_version: if same { version } else { version + 1 },
        wallets,
    };
    CELL.put(tx, &(), &row)?;
    Ok(shown(Some(row)))
}

/// Makes the cell's own accounts, when the first wallet is opened or the first statement is booked: the currency is fixed
/// then.
pub(crate) fn open_books(tx: &mut Tx<'_>, currency: Currency) -> Result<(), Error> {
    for (id, purpose) in [
        (BANK, Purpose::Bank),
        (SUSPENSE, Purpose::Suspense),
        (UNCLAIMED, Purpose::Unclaimed),
    ] {
        open_account(tx, id, currency, purpose)?;
    }
    Ok(())
}
