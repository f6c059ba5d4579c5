//! Personal codes: what stands in the QR code that people show each other.

use data_encoding::BASE32_NOPAD;
use sapa_kernel::{AccountId, SignedIn};
use sapa_store::{Read, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::find::{Found, found};
use crate::keys::{CODES, PERSONAL_CODES};
use crate::model::PersonalCodeRow;

/// Random bytes of a code: 80 bits, 16 characters.
pub const PERSONAL_CODE_SECRETS: usize = 10;

/// The caller's code. Who has it can find them, until it is renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PersonalCode {
    /// Sixteen characters of a-z and 2-7.
    pub code: String,
    /// What the QR code says.
    pub url: String,
}

/// A personal code.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Code {
    /// The code, without the rest of the link.
    pub code: String,
}

/// The account's current code, if it has one yet.
///
/// # Errors
/// Only if the store fails.
pub fn personal_code(
    read: &dyn Read,
    account: AccountId,
    public_url: &str,
) -> Result<Option<PersonalCode>, StoreError> {
    let row = PERSONAL_CODES.get(read, &(account,))?;
    Ok(row.map(|row| shown(row.code, public_url)))
}

fn shown(code: String, public_url: &str) -> PersonalCode {
    PersonalCode {
        url: format!("{public_url}/add/{code}"),
        code,
    }
}

/// Gives the caller a code of these bytes, which the operating system drew; an earlier one no longer holds.
///
/// # Errors
/// Only if the store fails.
pub fn renew_personal_code(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    random: [u8; PERSONAL_CODE_SECRETS],
    public_url: &str,
) -> Result<PersonalCode, Error> {
    drop_code(tx, actor.account)?;
    let code = BASE32_NOPAD.encode(&random).to_ascii_lowercase();
    CODES.put(tx, &(code.clone(),), &actor.account)?;
    let row = PersonalCodeRow { code: code.clone() };
    PERSONAL_CODES.put(tx, &(actor.account,), &row)?;
    Ok(shown(code, public_url))
}

pub(crate) fn drop_code(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    if let Some(row) = PERSONAL_CODES.get(tx, &(account,))? {
        CODES.delete(tx, &(row.code,))?;
        PERSONAL_CODES.delete(tx, &(account,))?;
    }
    Ok(())
}

/// Finds the person whose code this is.
///
/// # Errors
/// [`Error::CodeInvalid`].
pub fn resolve_code(read: &dyn Read, actor: &SignedIn, input: Code) -> Result<Found, Error> {
    let code = input.code.trim().to_ascii_lowercase();
    // A code is 16 characters; anything longer is no key of the table and need not be looked up.
    if code.len() > 64 {
        return Err(Error::CodeInvalid);
    }
    let account = CODES.get(read, &(code,))?.ok_or(Error::CodeInvalid)?;
    let card = sapa_accounts::card(read, account)?
        .filter(|card| !card.deleted)
        .ok_or(Error::CodeInvalid)?;
    Ok(found(read, actor, card)?)
}
