//! Payments and changes of a wallet that no card stands for: only receipts.

use sapa_kernel::{Empty, Fault, SignedIn};
use sapa_store::Tx;
use sapa_wallet::{NewPayment, Paid, PinPass, PinResetAsked, PinVerifier, Policy};

use super::say;
use crate::fault;

/// Pays whom a pay code belongs to.
///
/// # Errors
/// Those of [`sapa_wallet::pay`].
pub fn pay(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &NewPayment,
    pass: &PinPass,
    policy: &Policy,
) -> Result<Paid, Fault> {
    let (paid, receipts) = sapa_wallet::pay(tx, actor, input, pass, policy).map_err(fault)?;
    say(tx, receipts)?;
    Ok(paid)
}

/// Changes the PIN.
///
/// # Errors
/// Those of [`sapa_wallet::change_pin`].
pub fn change_pin(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    pass: &PinPass,
    verifier: &PinVerifier,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::change_pin(tx, actor, pass, verifier).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}

/// Asks to set a forgotten PIN anew.
///
/// # Errors
/// Those of [`sapa_wallet::ask_pin_reset`].
pub fn ask_pin_reset(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &sapa_accounts::Attempt,
) -> Result<PinResetAsked, Fault> {
    let (asked, receipt) = sapa_wallet::ask_pin_reset(tx, actor, attempt).map_err(fault)?;
    say(tx, receipt)?;
    Ok(asked)
}

/// Sets a forgotten PIN anew.
///
/// # Errors
/// Those of [`sapa_wallet::finish_pin_reset`].
pub fn finish_pin_reset(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &sapa_accounts::Attempt,
    verifier: &PinVerifier,
) -> Result<Empty, Fault> {
    let receipt = sapa_wallet::finish_pin_reset(tx, actor, attempt, verifier).map_err(fault)?;
    say(tx, [receipt])?;
    Ok(Empty {})
}
