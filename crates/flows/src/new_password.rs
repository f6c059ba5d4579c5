//! A new password. A reset of the PIN that was asked for with the old one ends: whoever asked for it may have been the
//! reason for the new one.

use sapa_accounts::{Attempt, RecoveryAttempt, Secret, SignedInNow, Verifier};
use sapa_kernel::{Empty, Fault, SignedIn, Visitor};
use sapa_store::Tx;

use crate::fault;

/// Changes the password by the old one.
///
/// # Errors
/// Those of [`sapa_accounts::change_password`].
pub fn change_password(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
    verifier: &Verifier,
) -> Result<Empty, Fault> {
    let done = sapa_accounts::change_password(tx, actor, attempt, verifier).map_err(fault)?;
    sapa_wallet::drop_pin_reset(tx, actor.account).map_err(fault)?;
    Ok(done)
}

/// Sets a new password by a recovery code.
///
/// # Errors
/// Those of [`sapa_accounts::recover`].
pub fn recover(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    attempt: &RecoveryAttempt,
    code: &Secret,
    verifier: &Verifier,
    token_hash: [u8; 32],
) -> Result<(SignedInNow, u32), Fault> {
    let (now, left) =
        sapa_accounts::recover(tx, visitor, attempt, code, verifier, token_hash).map_err(fault)?;
    sapa_wallet::drop_pin_reset(tx, now.signed_in.account).map_err(fault)?;
    Ok((now, left))
}

/// Sets a new password by an operator's link.
///
/// # Errors
/// Those of [`sapa_accounts::recover_by_link`].
pub fn recover_by_link(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    link: &Secret,
    verifier: &Verifier,
    token_hash: [u8; 32],
) -> Result<SignedInNow, Fault> {
    let now =
        sapa_accounts::recover_by_link(tx, visitor, link, verifier, token_hash).map_err(fault)?;
    sapa_wallet::drop_pin_reset(tx, now.signed_in.account).map_err(fault)?;
    Ok(now)
}
