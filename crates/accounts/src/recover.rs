//! A forgotten password: a new one by a recovery code, or by an operator's link.

use sapa_kernel::{AccountId, Visitor};
use sapa_store::{Read, Tx};
use serde::Deserialize;

use crate::Error;
use crate::attempts::{Limited, count_address, count_secret, forgive, refund_address};
use crate::device::device_name;
use crate::handle::Handle;
use crate::keys::{ACCOUNTS, CREDENTIALS, RECOVERY_LINKS};
use crate::notices::{NoticeKind, notify};
use crate::password::{Verifier, check_password};
use crate::policy::Policy;
use crate::recovery_codes::{has_code, use_code};
use crate::secret::{Secret, sha256};
use crate::session::{end_sessions, may_be_here};
use crate::sign_in::{SignedInNow, owner_of, signed_in_now};

/// A recovery code and the password that it shall set.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Recover {
    /// Whose password.
    pub handle: String,
    /// One of the codes, with or without the dash.
    pub recovery_code: Secret,
    /// 10 to 256 characters.
    pub new_password: Secret,
}

/// An operator's link and the password that it shall set.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct RecoverByLink {
    /// What follows `/recover-link#`.
    pub token: Secret,
    /// 10 to 256 characters.
    pub new_password: Secret,
}

/// A counted attempt to recover: the code may be looked at now.
#[derive(Debug, Clone)]
pub struct RecoveryAttempt {
    account: Option<AccountId>,
    subject: Vec<u8>,
}

impl RecoveryAttempt {
    /// Refuses a wrong code before the work of hashing the new password.
    ///
    /// # Errors
    /// [`Error::RecoveryCodeInvalid`].
    pub fn check(&self, read: &dyn Read, code: &Secret) -> Result<(), Error> {
        match self.account {
            Some(account) if has_code(read, account, code)? => Ok(()),
            _ => Err(Error::RecoveryCodeInvalid),
        }
    }
}

/// Counts an attempt, for the handle and for the address, as failed until [`recover`] gives it back.
///
/// # Errors
/// [`Error::PasswordWeak`] (nothing is counted); [`Error::TooManyAttempts`]; [`Error::RecoveryCodeInvalid`] if the
/// text cannot be a handle.
pub fn begin_recovery(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    input: &Recover,
    policy: &Policy,
) -> Result<RecoveryAttempt, Error> {
    let Ok(handle) = Handle::parse(&input.handle) else {
        return Err(Error::RecoveryCodeInvalid);
    };
    check_password(&input.new_password, &handle)?;
    count_address(tx, Limited::Address, visitor, policy.failures_per_hour)?;
    let subject = handle.skeleton().into_bytes();
    count_secret(tx, Limited::Recovery, subject.clone())?;
    Ok(RecoveryAttempt {
        account: owner_of(tx, &handle)?,
        subject,
    })
}

/// Uses the code up, sets the new password, signs every device out and this one in. Says how many codes are left.
///
/// # Errors
/// [`Error::RecoveryCodeInvalid`], [`Error::Suspended`], [`Error::Deleted`].
pub fn recover(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    attempt: &RecoveryAttempt,
    code: &Secret,
    verifier: &Verifier,
    token_hash: [u8; 32],
) -> Result<(SignedInNow, u32), Error> {
    recovery_was_right(tx, visitor, attempt, code)?;
    let account = attempt.account.ok_or(Error::RecoveryCodeInvalid)?;
    let left = use_code(tx, account, code)?.ok_or(Error::RecoveryCodeInvalid)?;
    let now = set_password(tx, account, visitor, verifier, token_hash)?;
    Ok((now, left))
}

/// Gives the attempt back of a code that holds: part of [`recover`], and alone when that is refused for another reason.
///
/// # Errors
/// [`Error::RecoveryCodeInvalid`] if it holds no more.
pub fn recovery_was_right(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    attempt: &RecoveryAttempt,
    code: &Secret,
) -> Result<(), Error> {
    attempt.check(tx, code)?;
    forgive(tx, Limited::Recovery, attempt.subject.clone())?;
    Ok(refund_address(tx, Limited::Address, visitor)?)
}

/// Checks a link and the new password before it is hashed.
///
/// # Errors
/// [`Error::LinkInvalid`], [`Error::PasswordWeak`].
pub fn check_recovery_link(read: &dyn Read, input: &RecoverByLink) -> Result<(), Error> {
    let account = account_of_link(read, &input.token)?;
    let row = ACCOUNTS.get(read, &(account,))?.ok_or(Error::LinkInvalid)?;
    check_password(&input.new_password, &Handle::parse(&row.handle)?)
}

fn account_of_link(read: &dyn Read, token: &Secret) -> Result<AccountId, Error> {
    RECOVERY_LINKS
        .get(read, &(sha256(token.reveal().trim()),))?
        .filter(|link| link.expires_at > read.now())
        .map(|link| link.account)
        .ok_or(Error::LinkInvalid)
}

/// Uses the link up, sets the new password, signs every device out and this one in.
///
/// # Errors
/// [`Error::LinkInvalid`], [`Error::Suspended`], [`Error::Deleted`].
pub fn recover_by_link(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    token: &Secret,
    verifier: &Verifier,
    token_hash: [u8; 32],
) -> Result<SignedInNow, Error> {
    let account = account_of_link(tx, token)?;
    RECOVERY_LINKS.delete(tx, &(sha256(token.reveal().trim()),))?;
    set_password(tx, account, visitor, verifier, token_hash)
}

fn set_password(
    tx: &mut Tx<'_>,
    account: AccountId,
    visitor: &Visitor,
    verifier: &Verifier,
    token_hash: [u8; 32],
) -> Result<SignedInNow, Error> {
    let row = ACCOUNTS.get(tx, &(account,))?.ok_or(Error::Deleted)?;
    may_be_here(tx, &row)?;
    CREDENTIALS.put(tx, &(account,), &verifier.to_stored())?;
    // Whoever guessed at the old password guesses at nothing now.
    let subject = Handle::parse(&row.handle)?.skeleton().into_bytes();
    forgive(tx, Limited::SignIn, subject)?;
    end_sessions(tx, account, None)?;
    let device = device_name(&visitor.agent);
    let params = [("address", visitor.address.as_str()), ("device", &device)];
    notify(tx, account, NoticeKind::SignedInByRecovery, &params)?;
    signed_in_now(tx, account, visitor, token_hash)
}
