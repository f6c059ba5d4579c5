//! Deleting one's account, after a waiting period in which it can be taken back.

use std::time::Duration;

use sapa_kernel::{AccountId, Empty, Id, SignedIn, Timestamp};
use sapa_store::{Event, Lane, NewJob, Read, Scan, StoreError, Topic, Tx};
use serde::{Deserialize, Serialize};

use crate::attempts::{Attempt, Limited, forgive, password_was_right};
use crate::keys::{
    ACCOUNTS, CREDENTIALS, INVITATION_CODES, INVITATIONS, INVITATIONS_OF, NOTICES, RECOVERY_CODES,
    RESIDENTS, SESSIONS, cell_row, put_cell_row,
};
use crate::model::Account;
use crate::notices::touch_me;
use crate::recovery_link::drop_links;
use crate::secret::Secret;
use crate::session::end_sessions;
use crate::{ACCOUNT_CHANGED, Error};

/// How long a deletion can be taken back.
pub const WAITING_PERIOD: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// So long before the end of the waiting period it is looked whether something stands against the deletion, while the
/// account is still there and can be told.
pub const LOOK_AHEAD: Duration = Duration::from_secs(60 * 60);

/// Kind of the job that deletes an account; its key is the account. `flows` runs it: it spans domains. It comes first
/// [`LOOK_AHEAD`] before the time.
pub const DELETION_JOB: &str = "flows.delete_account";

/// One's own password, to confirm.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct PasswordOnly {
    /// The password.
    pub password: Secret,
}

/// A deletion that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct DeletionRequested {
    /// Until then it can be taken back.
    pub deletion_at: Timestamp,
}

/// Plans the deletion of the caller's account. Asking again changes nothing. The password has been verified.
///
/// # Errors
/// [`Error::LastOperator`]; [`Error::WrongCredentials`] if the password changed meanwhile.
pub fn request_deletion(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
) -> Result<DeletionRequested, Error> {
    password_was_right(tx, actor, attempt)?;
    let account = ACCOUNTS
        .get(tx, &(actor.account,))?
        .ok_or(Error::NotFound("account"))?;
    if let Some(deletion_at) = account.deletion_at {
        return Ok(DeletionRequested { deletion_at });
    }
    if account.operator && cell_row(tx)?.operators <= 1 {
        return Err(Error::LastOperator);
    }
    plan(tx, actor.account, account)
}

/// Plans the deletion for the end of a waiting period that begins now.
fn plan(tx: &mut Tx<'_>, id: AccountId, mut account: Account) -> Result<DeletionRequested, Error> {
    let deletion_at = tx.now().saturating_add(WAITING_PERIOD);
    account.deletion_at = Some(deletion_at);
    ACCOUNTS.put(tx, &(id,), &account)?;
    tx.schedule(NewJob {
        kind: DELETION_JOB,
        key: id.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at: deletion_at.saturating_sub(LOOK_AHEAD),
        payload: Vec::new(),
    })?;
    touch_me(tx, id)?;
    Ok(DeletionRequested { deletion_at })
}

/// Moves a deletion that is under way by another waiting period, because something stands against it. Until then it can be
/// taken back, as before. Nothing happens if none is under way.
///
/// # Errors
/// Only if the store fails.
pub fn postpone_deletion(tx: &mut Tx<'_>, id: AccountId) -> Result<(), Error> {
    if planned_deletion(tx, id)?.is_none() {
        return Ok(());
    }
    if let Some(account) = ACCOUNTS.get(tx, &(id,))? {
        plan(tx, id, account)?;
    }
    Ok(())
}

/// When the account is to be deleted, if it is and has not been.
///
/// # Errors
/// Only if the store fails.
pub fn planned_deletion(read: &dyn Read, id: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let account = ACCOUNTS.get(read, &(id,))?;
    Ok(account
        .filter(|row| row.deleted_at.is_none())
        .and_then(|row| row.deletion_at))
}

/// Takes the deletion back. Nothing happens if none is under way.
///
/// # Errors
/// [`Error::Deleted`] if the time is over, even if the job is late.
pub fn cancel_deletion(tx: &mut Tx<'_>, actor: &SignedIn, _: Empty) -> Result<Empty, Error> {
    let mut account = ACCOUNTS
        .get(tx, &(actor.account,))?
        .ok_or(Error::NotFound("account"))?;
    if account.is_deleted(tx.now()) {
        return Err(Error::Deleted);
    }
    if account.deletion_at.take().is_some() {
        ACCOUNTS.put(tx, &(actor.account,), &account)?;
        tx.cancel(DELETION_JOB, &actor.account.to_bytes())?;
        touch_me(tx, actor.account)?;
    }
    Ok(Empty {})
}

/// Whether the account's waiting period is over and it is still to be erased.
///
/// # Errors
/// Only if the store fails.
pub fn erase_is_due(read: &dyn Read, account: AccountId) -> Result<bool, StoreError> {
    Ok(ACCOUNTS
        .get(read, &(account,))?
        .is_some_and(|row| row.deleted_at.is_none() && row.is_deleted(read.now())))
}

/// Erases what this domain holds of an account. What stays is its id, so that conversations know who spoke, and its
/// handle's skeleton, so that nobody can pass for it.
///
/// # Errors
/// Only if the store fails.
pub fn erase(tx: &mut Tx<'_>, id: AccountId) -> Result<(), Error> {
    let Some(mut account) = ACCOUNTS.get(tx, &(id,))? else {
        return Ok(());
    };
    end_sessions(tx, id, None)?;
    drop_links(tx, id)?;
    CREDENTIALS.delete(tx, &(id,))?;
    RECOVERY_CODES.delete(tx, &(id,))?;
    RESIDENTS.delete(tx, &(id,))?;
    forgive(tx, Limited::PasswordCheck, id.to_bytes().to_vec())?;
    for key in NOTICES.keys(tx, Scan::under(&(id,)))? {
        NOTICES.delete(tx, &key)?;
    }
    for key in INVITATIONS_OF.keys(tx, Scan::under(&(id,)))? {
        if let Some(row) = INVITATIONS.get(tx, &(key.1,))? {
            INVITATION_CODES.delete(tx, &(*row.code_hash,))?;
        }
        INVITATIONS.delete(tx, &(key.1,))?;
        INVITATIONS_OF.delete(tx, &key)?;
    }
    if let Some(avatar) = account.avatar.take() {
        sapa_blobs::release(tx, avatar)?;
    }
    if account.operator && account.suspended_at.is_none() {
        let mut cell = cell_row(tx)?;
        cell.operators = cell.operators.saturating_sub(1);
        put_cell_row(tx, &cell)?;
    }
    account.operator = false;
    account.display_name.clear();
    account.about.clear();
    account.avatar_version = 0;
    account.deleted_at = Some(tx.now());
    ACCOUNTS.put(tx, &(id,), &account)?;
    debug_assert!(SESSIONS.first(tx, Scan::under(&(id,)))?.is_none());
    tx.emit(Event::new(Topic::Account(id), ACCOUNT_CHANGED, &()));
    Ok(())
}
