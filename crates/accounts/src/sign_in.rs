//! Signing in with a password: count, verify, start a session.

use sapa_kernel::{AccountId, SignedIn, Visitor};
use sapa_store::{Read, Tx};
use serde::Deserialize;

use crate::Error;
use crate::attempts::{Limited, count_address, count_secret, forgive, refund_address};
use crate::handle::Handle;
use crate::keys::{ACCOUNTS, CREDENTIALS, HANDLES};
use crate::me::{Me, me_of};
use crate::password::Verifier;
use crate::policy::Policy;
use crate::secret::Secret;
use crate::session::{may_be_here, start_session};

/// A handle and its password.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SignIn {
    /// As the person writes it: upper case and a leading `@` do not matter.
    pub handle: String,
    /// The password.
    pub password: Secret,
}

/// A counted attempt to sign in: the password may be verified now.
#[derive(Debug, Clone)]
pub struct SignInAttempt {
    account: Option<AccountId>,
    verifier: Verifier,
    subject: Vec<u8>,
}

impl SignInAttempt {
    /// What the password is checked with, on a thread that may block. For an unknown handle it holds for none.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }
}

/// Somebody who is signed in now.
#[derive(Debug, Clone)]
pub struct SignedInNow {
    /// Them, on this device.
    pub signed_in: SignedIn,
    /// What they see of themselves.
    pub me: Me,
}

/// Counts an attempt, for the handle and for the address, as failed until [`finish_sign_in`] gives it back. A handle
/// that nobody has is counted alike: the answers do not tell them apart.
///
/// # Errors
/// [`Error::TooManyAttempts`]; [`Error::WrongCredentials`] if the text cannot be a handle.
pub fn begin_sign_in(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    handle: &str,
    policy: &Policy,
) -> Result<SignInAttempt, Error> {
    count_address(tx, Limited::Address, visitor, policy.failures_per_hour)?;
    let Ok(handle) = Handle::parse(handle) else {
        return Err(Error::WrongCredentials);
    };
    let subject = handle.skeleton().into_bytes();
    count_secret(tx, Limited::SignIn, subject.clone())?;
    let account = owner_of(tx, &handle)?;
    let stored = match account {
        Some(account) => CREDENTIALS.get(tx, &(account,))?,
        None => None,
    };
    Ok(SignInAttempt {
        account,
        verifier: stored.map_or_else(|| Verifier::of_nobody(policy.hashing), Verifier::stored),
        subject,
    })
}

/// The account with exactly this handle.
pub(crate) fn owner_of(read: &dyn Read, handle: &Handle) -> Result<Option<AccountId>, Error> {
    let Some(account) = HANDLES.get(read, &(handle.skeleton(),))? else {
        return Ok(None);
    };
    let row = ACCOUNTS.get(read, &(account,))?;
    let same = row.is_some_and(|row| row.handle == handle.as_str() && row.deleted_at.is_none());
    Ok(same.then_some(account))
}

/// Starts a session, after the password was verified to be right. `renewed` replaces a verifier of another cost.
///
/// # Errors
/// [`Error::WrongCredentials`] if the password changed meanwhile; [`Error::Suspended`]; [`Error::Deleted`].
pub fn finish_sign_in(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    attempt: &SignInAttempt,
    token_hash: [u8; 32],
    renewed: Option<&Verifier>,
) -> Result<SignedInNow, Error> {
    let account = right(tx, visitor, attempt)?;
    let row = ACCOUNTS
        .get(tx, &(account,))?
        .ok_or(Error::WrongCredentials)?;
    may_be_here(tx, &row)?;
    if let Some(renewed) = renewed {
        CREDENTIALS.put(tx, &(account,), &renewed.to_stored())?;
    }
    signed_in_now(tx, account, visitor, token_hash)
}

/// Gives the attempt back of a password that was verified to be right, and says whose it is.
fn right(tx: &mut Tx<'_>, visitor: &Visitor, attempt: &SignInAttempt) -> Result<AccountId, Error> {
    let account = attempt.account.ok_or(Error::WrongCredentials)?;
    let current = CREDENTIALS.get(tx, &(account,))?;
    if current.as_ref() != Some(&attempt.verifier.to_stored()) {
        return Err(Error::WrongCredentials);
    }
    forgive(tx, Limited::SignIn, attempt.subject.clone())?;
    refund_address(tx, Limited::Address, visitor)?;
    Ok(account)
}

/// Gives the attempt back of a password that was right, though nobody is signed in for another reason.
///
/// # Errors
/// [`Error::WrongCredentials`] if the password changed meanwhile.
pub fn sign_in_was_right(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    attempt: &SignInAttempt,
) -> Result<(), Error> {
    right(tx, visitor, attempt).map(|_| ())
}

pub(crate) fn signed_in_now(
    tx: &mut Tx<'_>,
    account: AccountId,
    visitor: &Visitor,
    token_hash: [u8; 32],
) -> Result<SignedInNow, Error> {
    let signed_in = start_session(tx, account, visitor, token_hash)?;
    Ok(SignedInNow {
        signed_in,
        me: me_of(tx, account)?,
    })
}
