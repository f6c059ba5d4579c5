//! Wallets by the hundred, for measuring load.

use sapa_kernel::{Fault, Operator};
use sapa_store::Tx;
use sapa_wallet::{MAX_BULK, OpenInBulk, OpenedInBulk, PinVerifier, REFERENCE_SECRETS};

use super::say;
use crate::fault;

/// Refuses an operator who is a person, and more accounts than one call may name: before a PIN is hashed.
///
/// # Errors
/// `accounts.token_needed`, `accounts.out_of_range`.
pub fn check_open_in_bulk(operator: &Operator, input: &OpenInBulk) -> Result<(), Fault> {
    sapa_accounts::token_only(operator).map_err(fault)?;
    if input.accounts.is_empty() || input.accounts.len() > MAX_BULK as usize {
        return Err(fault(sapa_accounts::Error::OutOfRange {
            field: "accounts",
            min: 1,
            max: MAX_BULK,
        }));
    }
    Ok(())
}

/// Opens wallets and books money for them, with its receipts.
///
/// # Errors
/// Those of [`check_open_in_bulk`], `accounts.not_found`, those of [`sapa_wallet::open_in_bulk`].
pub fn open_in_bulk(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &OpenInBulk,
    verifier: &PinVerifier,
    random: &[[u8; REFERENCE_SECRETS]],
) -> Result<OpenedInBulk, Fault> {
    check_open_in_bulk(operator, input)?;
    for account in &input.accounts {
        if !sapa_accounts::exists(tx, *account).map_err(fault)? {
            return Err(fault(sapa_accounts::Error::NotFound("account")));
        }
    }
    let booked = sapa_wallet::open_in_bulk(tx, operator, input, verifier, random).map_err(fault)?;
    say(tx, booked.receipts)?;
    Ok(OpenedInBulk {
        wallets: u32::try_from(input.accounts.len()).unwrap_or(u32::MAX),
    })
}
