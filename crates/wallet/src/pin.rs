//! The payment PIN: six digits, hashed with a key that is in no row, and tried only so often.
//!
//! A check is three steps. [`begin_pin_check`] counts the attempt, durably; [`PinAttempt::check`] hashes, on a
//! thread that may block; the payment's own transaction calls [`PinPass::confirm`], which looks whether the PIN is
//! still the same and gives the attempt back. If the payment is refused for another reason, or was made before,
//! [`forgive`] does.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::bytes::ByteArray;
use sapa_accounts::{Hashing, Secret};
use sapa_kernel::{AccountId, SignedIn};
use sapa_store::{StoreError, Tx};
use subtle::ConstantTimeEq;

use crate::keys::{PIN_ATTEMPTS, PIN_RESETS, PINS};
use crate::model::PinRow;
use crate::purse::Purse;
use crate::{Error, Keys, PIN_DIGITS, PIN_FAILURES, changed};

/// The first pause after too many wrong PINs; each that follows is twice as long.
const FIRST_COOL_DOWN: Duration = Duration::from_secs(15 * 60);
/// The longest pause; so long without a wrong PIN wipes the slate.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// An attempt that has been counted: the PIN may be checked now.
#[derive(Debug, Clone)]
pub struct PinAttempt {
    account: AccountId,
    row: PinRow,
    left: u32,
}

/// Proof that the PIN was right.
#[derive(Debug, Clone)]
pub struct PinPass {
    account: AccountId,
    row: PinRow,
}

/// What is kept of a PIN.
#[derive(Debug, Clone)]
pub struct PinVerifier(pub(crate) PinRow);

impl PinVerifier {
    /// The verifier of a new PIN. Slow on purpose: it runs on a thread that may block. The salt comes from the
    /// operating system.
    ///
    /// # Errors
    /// [`Error::PinInvalid`].
    pub fn of(pin: &Secret, hashing: Hashing, salt: [u8; 16], keys: &Keys) -> Result<Self, Error> {
        check_pin(pin)?;
        let hash = derive(pin.reveal(), hashing, &salt, keys).ok_or(Error::PinInvalid)?;
        Ok(Self(PinRow {
            memory_kib: hashing.memory_kib,
            passes: hashing.passes,
            lanes: hashing.lanes,
            salt: ByteArray::from(salt),
            hash: ByteArray::from(hash),
        }))
    }
}

/// Refuses what is no PIN: not six digits, all the same, or in a row.
///
/// # Errors
/// [`Error::PinInvalid`].
pub fn check_pin(pin: &Secret) -> Result<(), Error> {
    let digits = pin.reveal().as_bytes();
    if digits.len() != PIN_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Error::PinInvalid);
    }
    let steps = |step: i16| {
        digits
            .windows(2)
            .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
    };
    if steps(0) || steps(1) || steps(-1) {
        return Err(Error::PinInvalid);
    }
    Ok(())
}

fn derive(pin: &str, hashing: Hashing, salt: &[u8], keys: &Keys) -> Option<[u8; 32]> {
    let params = Params::new(hashing.memory_kib, hashing.passes, hashing.lanes, Some(32)).ok()?;
    let argon2 =
        Argon2::new_with_secret(&keys.pepper, Algorithm::Argon2id, Version::V0x13, params).ok()?;
    sapa_accounts::argon2_hash(&argon2, pin.as_bytes(), salt)
}

/// Counts an attempt on the caller's PIN.
///
/// # Errors
/// [`Error::NotOpen`] and the like, [`Error::PinLocked`].
pub fn begin_pin_check(tx: &mut Tx<'_>, actor: &SignedIn) -> Result<PinAttempt, Error> {
    let purse = Purse::load(tx, actor.account)?;
    let row = PINS.get(tx, &(purse.account,))?.ok_or(Error::NotOpen)?;
    let now = tx.now();
    let mut attempts = PIN_ATTEMPTS
        .get(tx, &(purse.account,))?
        .filter(|row| now.since(row.last_at.max(row.blocked_until)) < DAY)
        .unwrap_or_default();
    if attempts.blocked_until > now {
        return Err(Error::PinLocked {
            retry_after: attempts.blocked_until.since(now),
        });
    }
    attempts.count += 1;
    attempts.last_at = now;
    let left = PIN_FAILURES - attempts.count;
    if left == 0 {
        let pause = FIRST_COOL_DOWN * (1 << attempts.cool_downs.min(10));
        attempts.blocked_until = now.saturating_add(pause.min(DAY));
        attempts.cool_downs += 1;
        attempts.count = 0;
    }
    PIN_ATTEMPTS.put(tx, &(purse.account,), &attempts)?;
    Ok(PinAttempt {
        account: purse.account,
        row,
        left,
    })
}

impl PinAttempt {
    /// Whether this is the PIN. Slow on purpose.
    ///
    /// # Errors
    /// [`Error::WrongPin`].
    pub fn check(self, pin: &Secret, keys: &Keys) -> Result<PinPass, Error> {
        let hashing = Hashing {
            memory_kib: self.row.memory_kib,
            passes: self.row.passes,
            lanes: self.row.lanes,
        };
        // A longer text is nobody's PIN, and must not be a way to keep the processor busy.
        let text = pin.reveal();
        let short = text.len() <= PIN_DIGITS;
        let derived = short.then(|| derive(text, hashing, &*self.row.salt, keys));
        let right = derived
            .flatten()
            .is_some_and(|hash| hash.ct_eq(&*self.row.hash).into());
        if !right {
            return Err(Error::WrongPin { left: self.left });
        }
        Ok(PinPass {
            account: self.account,
            row: self.row,
        })
    }
}

impl PinPass {
    /// Part of the transaction that does what the PIN was asked for: the PIN is still the same, the caller is the one
    /// who gave it, and the attempt is given back. Whoever has the PIN has not forgotten it: a reset that was asked for ends.
    ///
    /// # Errors
    /// [`Error::WrongPin`].
    pub(crate) fn confirm(&self, tx: &mut Tx<'_>, actor: &SignedIn) -> Result<(), Error> {
        let same = PINS.get(tx, &(self.account,))?.as_ref() == Some(&self.row);
        if !same || actor.account != self.account {
            return Err(Error::WrongPin { left: PIN_FAILURES });
        }
        if PIN_RESETS.contains(tx, &(self.account,))? {
            PIN_RESETS.delete(tx, &(self.account,))?;
            changed(tx, self.account);
        }
        Ok(forgive(tx, self)?)
    }
}

/// Gives the attempt back: the PIN was right, whatever became of the payment. A PIN that has changed meanwhile forgives
/// nothing: the attempts that stand are on the new one.
///
/// # Errors
/// Only if the store fails.
pub fn forgive(tx: &mut Tx<'_>, pass: &PinPass) -> Result<(), StoreError> {
    let same = PINS.get(tx, &(pass.account,))?.as_ref() == Some(&pass.row);
    if same && PIN_ATTEMPTS.contains(tx, &(pass.account,))? {
        PIN_ATTEMPTS.delete(tx, &(pass.account,))?;
    }
    Ok(())
}

/// Sets the PIN; attempts on the old one, and a pending reset, are forgotten.
pub(crate) fn put_pin(
    tx: &mut Tx<'_>,
    account: AccountId,
    verifier: &PinVerifier,
) -> Result<(), StoreError> {
    PINS.put(tx, &(account,), &verifier.0)?;
    PIN_ATTEMPTS.delete(tx, &(account,))?;
    PIN_RESETS.delete(tx, &(account,))
}
