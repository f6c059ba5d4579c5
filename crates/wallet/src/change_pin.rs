//! Changing the PIN by the old one, and setting a forgotten one anew: by the account's password and after a while, so that
//! whoever holds an unlocked phone cannot empty the wallet.

use std::time::Duration;

use sapa_kernel::{AccountId, Empty, SignedIn, Timestamp};
use sapa_store::{Read, StoreError, Tx};
use serde::Serialize;

use crate::keys::PIN_RESETS;
use crate::model::PinResetRow;
use crate::pin::{PinPass, PinVerifier, put_pin};
use crate::purse::Purse;
use crate::receipts::{Receipt, ReceiptKind};
use crate::{Error, changed};

/// How long after asking a forgotten PIN can be set anew.
pub const PIN_RESET_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// How long after that it can be. Then it has lapsed: what was asked for long ago must not let somebody in today.
pub const PIN_RESET_WINDOW: Duration = Duration::from_secs(48 * 60 * 60);

/// The reset that the account has asked for, unless it has lapsed.
pub(crate) fn asked_reset(
    read: &dyn Read,
    account: AccountId,
) -> Result<Option<PinResetRow>, StoreError> {
    let now = read.now();
    let row = PIN_RESETS.get(read, &(account,))?;
    Ok(row.filter(|row| now < row.ready_at.saturating_add(PIN_RESET_WINDOW)))
}

/// When the PIN can be set anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PinResetAsked {
    /// From this time on.
    pub ready_at: Timestamp,
}

/// Changes the PIN.
///
/// # Errors
/// [`Error::WrongPin`] if it changed meanwhile.
pub fn change_pin(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    pass: &PinPass,
    verifier: &PinVerifier,
) -> Result<Receipt, Error> {
    pass.confirm(tx, actor)?;
    put_pin(tx, actor.account, verifier)?;
    changed(tx, actor.account);
    Ok(Receipt::notice(actor.account, ReceiptKind::PinChanged))
}

/// Asks to set a forgotten PIN anew. Asking again keeps the first time, until that has lapsed.
///
/// # Errors
/// [`Error::NotOpen`]; [`Error::Account`] if the password changed while it was verified.
pub fn ask_pin_reset(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &sapa_accounts::Attempt,
) -> Result<(PinResetAsked, Option<Receipt>), Error> {
    Purse::load(tx, actor.account)?;
    sapa_accounts::password_was_right(tx, actor, attempt)?;
    if let Some(row) = asked_reset(tx, actor.account)? {
        let asked = PinResetAsked {
            ready_at: row.ready_at,
        };
        return Ok((asked, None));
    }
    let row = PinResetRow {
        asked_at: tx.now(),
        ready_at: tx.now().saturating_add(PIN_RESET_WAIT),
    };
    PIN_RESETS.put(tx, &(actor.account,), &row)?;
    changed(tx, actor.account);
    let asked = PinResetAsked {
        ready_at: row.ready_at,
    };
    let receipt = Receipt::notice(actor.account, ReceiptKind::PinResetAsked);
    Ok((asked, Some(receipt)))
}

/// Keeps the PIN after all. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotOpen`].
pub fn cancel_pin_reset(tx: &mut Tx<'_>, actor: &SignedIn, _: Empty) -> Result<Empty, Error> {
    Purse::load(tx, actor.account)?;
    drop_pin_reset(tx, actor.account)?;
    Ok(Empty {})
}

/// Ends a reset that was asked for with a password which is no more: its time would run for whoever learns the new one.
/// Nothing happens if none was.
///
/// # Errors
/// Only if the store fails.
pub fn drop_pin_reset(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    if PIN_RESETS.contains(tx, &(account,))? {
        PIN_RESETS.delete(tx, &(account,))?;
        changed(tx, account);
    }
    Ok(())
}

/// Sets a forgotten PIN anew, once the waiting time is over, with the password again.
///
/// # Errors
/// [`Error::NoPinReset`], [`Error::PinResetWaits`]; [`Error::Account`] if the password changed meanwhile.
pub fn finish_pin_reset(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &sapa_accounts::Attempt,
    verifier: &PinVerifier,
) -> Result<Receipt, Error> {
    Purse::load(tx, actor.account)?;
    sapa_accounts::password_was_right(tx, actor, attempt)?;
    let row = asked_reset(tx, actor.account)?.ok_or(Error::NoPinReset)?;
    if row.ready_at > tx.now() {
        return Err(Error::PinResetWaits {
            ready_at: row.ready_at,
        });
    }
    put_pin(tx, actor.account, verifier)?;
    changed(tx, actor.account);
    Ok(Receipt::notice(actor.account, ReceiptKind::PinChanged))
}
