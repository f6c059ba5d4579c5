//! Opening a wallet: accepting the terms and choosing a PIN.

use data_encoding::{Encoding, Specification};
use sapa_kernel::{AccountId, Amount, Empty, SignedIn};
use sapa_ledger::LedgerId;
use sapa_store::{Read, Tx};
use serde::Deserialize;
use std::sync::LazyLock;

use crate::keys::{CELL, Purpose, REFERENCES, WALLETS};
use crate::model::{Level, WalletRow};
use crate::movement::open_account;
use crate::pin::{PinVerifier, put_pin};
use crate::purse::Purse;
use crate::settings::{cell, open_books};
use crate::{Error, changed};

/// Random bytes of a top-up reference: 50 bits of them are used, ten characters.
pub const REFERENCE_SECRETS: usize = 8;

/// Letters that nobody mistakes for one another on a bank's form: Crockford's base 32.
static REFERENCE_LETTERS: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    letters.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
});

/// The terms that a person accepts.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
pub struct AcceptTerms {
    /// The number of the terms that the person has read.
    pub version: u32,
}

/// Opens the caller's wallet. The random bytes, which the operating system drew, become what the person writes on
/// bank transfers to top up.
///
/// # Errors
/// [`Error::NotOffered`], [`Error::AlreadyOpen`], [`Error::TermsChanged`].
pub fn open(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    accepted: AcceptTerms,
    verifier: &PinVerifier,
    random: [u8; REFERENCE_SECRETS],
) -> Result<Empty, Error> {
    open_wallet(tx, actor.account, Some(accepted), verifier, &random)?;
    Ok(Empty {})
}

/// Opens an account's wallet, on the terms that were accepted or, without any, on those that hold. Returns its
/// reference.
pub(crate) fn open_wallet(
    tx: &mut Tx<'_>,
    account: AccountId,
    accepted: Option<AcceptTerms>,
    verifier: &PinVerifier,
    random: &[u8; REFERENCE_SECRETS],
) -> Result<String, Error> {
    let mut row = cell(tx)?;
    if WALLETS.contains(tx, &(account,))? {
        return Err(Error::AlreadyOpen);
    }
    if accepted.is_some_and(|accepted| accepted.version != row.terms_version) {
        return Err(Error::TermsChanged {
            version: row.terms_version,
        });
    }
    let reference = reference(random);
    if REFERENCES.contains(tx, &(reference.clone(),))? {
        // Fifty bits met twice: the caller tries again with others.
        return Err(Error::Refused("a reference was drawn twice".to_owned()));
    }
    open_books(tx, row.currency)?;
    open_account(tx, LedgerId::from(account), row.currency, Purpose::Person)?;
    let wallet = WalletRow {
        opened_at: tx.now(),
        terms_version: row.terms_version,
        currency: row.currency,
        level: Level::Basic,
        frozen: None,
        day: 0,
        spent: Amount::ZERO,
        reference: reference.clone(),
        abandoned: false,
    };
    WALLETS.put(tx, &(account,), &wallet)?;
    REFERENCES.put(tx, &(reference.clone(),), &account)?;
    put_pin(tx, account, verifier)?;
    row.wallets += 1;
    CELL.put(tx, &(), &row)?;
    changed(tx, account);
    Ok(reference)
}

/// Ten letters, in two groups of five after the name of the house.
fn reference(random: &[u8; REFERENCE_SECRETS]) -> String {
    let text = REFERENCE_LETTERS.encode(&random[..7]);
    format!("SAPA-{}-{}", &text[..5], &text[5..10])
}

/// Whose wallet a text on a bank transfer names: anywhere in the text, in capitals or not, with other marks between the
/// letters or none, because banks change them; and with letters that look like digits, because people do.
pub(crate) fn owner_of_reference(read: &dyn Read, text: &str) -> Result<Option<AccountId>, Error> {
    let letters: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    for (at, _) in letters.match_indices("SAPA") {
        let Some(code) = letters.get(at + 4..at + 14) else {
            continue;
        };
        let code = code.replace('O', "0").replace(['I', 'L'], "1");
        let reference = format!("SAPA-{}-{}", &code[..5], &code[5..]);
        if let Some(account) = REFERENCES.get(read, &(reference,))? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

/// Accepts terms that have changed. Accepting the same ones again changes nothing.
///
/// # Errors
/// [`Error::NotOpen`], [`Error::TermsChanged`].
pub fn accept_terms(tx: &mut Tx<'_>, actor: &SignedIn, input: AcceptTerms) -> Result<Empty, Error> {
    let version = cell(tx)?.terms_version;
    let mut purse = Purse::load(tx, actor.account)?;
    if input.version != version {
        return Err(Error::TermsChanged { version });
    }
    if purse.row.terms_version != version {
        purse.row.terms_version = version;
        WALLETS.put(tx, &(actor.account,), &purse.row)?;
        changed(tx, actor.account);
    }
    Ok(Empty {})
}
