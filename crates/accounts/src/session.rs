//! The life of a session: start, guard, use, end.

use std::time::Duration;

use sapa_feed::{KIND_SESSION_REVOKED, Subject};
use sapa_kernel::{AccountId, Id, SessionId, SignedIn, Timestamp, Visitor};
use sapa_store::{Event, Read, Scan, StoreError, Topic, Tx};

use crate::device::device_name;
use crate::keys::{ACCOUNTS, SESSIONS, TOKENS, stored};
use crate::model::{Account, Session, TokenOwner};
use crate::sweep::{EXPIRE_SESSION_JOB, plan_expiry};
use crate::{Error, MAX_SESSIONS, SESSION_ENDED, SESSION_IDLE};

/// How often the time of last use is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60 * 60);

/// A session that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Who, on which device.
    pub signed_in: SignedIn,
    /// Whether this person runs the cell.
    pub operator: bool,
    /// When its use was last written down.
    pub last_used_at: Timestamp,
}

/// The session of a token's hash. Three reads.
///
/// # Errors
/// [`Error::SessionExpired`] if it is not known or was idle for too long, [`Error::Suspended`], [`Error::Deleted`].
pub fn find(read: &dyn Read, token_hash: &[u8; 32]) -> Result<Checked, Error> {
    let owner = TOKENS
        .get(read, &(*token_hash,))?
        .ok_or(Error::SessionExpired)?;
    recheck(
        read,
        &SignedIn {
            account: owner.account,
            session: owner.session,
        },
    )
}

/// The same session again, inside a write transaction. Two reads.
///
/// # Errors
/// As [`find`].
pub fn recheck(read: &dyn Read, actor: &SignedIn) -> Result<Checked, Error> {
    let session = SESSIONS
        .get(read, &(actor.account, actor.session))?
        .filter(|session| read.now().since(session.last_used_at) < SESSION_IDLE)
        .ok_or(Error::SessionExpired)?;
    let account = ACCOUNTS
        .get(read, &(actor.account,))?
        .ok_or(Error::SessionExpired)?;
    may_be_here(read, &account)?;
    Ok(Checked {
        signed_in: actor.clone(),
        operator: account.operator,
        last_used_at: session.last_used_at,
    })
}

/// Refuses an account that is suspended or deleted.
pub(crate) fn may_be_here(read: &dyn Read, account: &Account) -> Result<(), Error> {
    if account.is_deleted(read.now()) {
        return Err(Error::Deleted);
    }
    if account.suspended_at.is_some() {
        return Err(Error::Suspended);
    }
    Ok(())
}

/// Writes down that the session is in use, from this address; at most once an hour.
///
/// # Errors
/// Only if the store fails.
pub fn touch(tx: &mut Tx<'_>, actor: &SignedIn, address: &str) -> Result<(), Error> {
    let now = tx.now();
    let key = (actor.account, actor.session);
    let Some(mut session) = SESSIONS.get(tx, &key)? else {
        return Ok(());
    };
    if now.since(session.last_used_at) < TOUCH_EVERY {
        return Ok(());
    }
    session.last_used_at = now;
    if !address.is_empty() {
        address.clone_into(&mut session.address);
    }
    Ok(SESSIONS.put(tx, &key, &session)?)
}

/// Signs a device in. Beyond [`MAX_SESSIONS`] the one unused for longest is signed out.
pub(crate) fn start_session(
    tx: &mut Tx<'_>,
    account: AccountId,
    visitor: &Visitor,
    token_hash: [u8; 32],
) -> Result<SignedIn, Error> {
    let now = tx.now();
    let devices = SESSIONS.scan(tx, Scan::under(&(account,)))?;
    if devices.len() >= MAX_SESSIONS {
        let oldest = devices.iter().min_by_key(|(_, row)| row.last_used_at);
        if let Some(((_, session), _)) = oldest {
            end_session(tx, account, *session)?;
        }
    }
    let session = tx.new_id::<SessionId>();
    let row = Session {
        name: device_name(&visitor.agent),
        address: visitor.address.clone(),
        created_at: now,
        last_used_at: now,
        token_hash: stored(token_hash),
    };
    SESSIONS.put(tx, &(account, session), &row)?;
    TOKENS.put(tx, &(token_hash,), &TokenOwner { account, session })?;
    plan_expiry(tx, account, session, now)?;
    Ok(SignedIn { account, session })
}

/// Ends a session: its token opens nothing any more, its sockets close, the account's other devices hear of it.
pub(crate) fn end_session(
    tx: &mut Tx<'_>,
    account: AccountId,
    session: SessionId,
) -> Result<(), StoreError> {
    let Some(row) = SESSIONS.get(tx, &(account, session))? else {
        return Ok(());
    };
    SESSIONS.delete(tx, &(account, session))?;
    TOKENS.delete(tx, &(*row.token_hash,))?;
    tx.cancel(EXPIRE_SESSION_JOB, &session.to_bytes())?;
    tx.emit(Event::new(Topic::Session(session), SESSION_ENDED, &()));
    let subject = Subject {
        kind: KIND_SESSION_REVOKED,
        id: session.to_bytes().to_vec(),
    };
    sapa_feed::touch(tx, account, subject)
}

/// Ends all sessions of an account but one, and says how many.
pub(crate) fn end_sessions(
    tx: &mut Tx<'_>,
    account: AccountId,
    except: Option<SessionId>,
) -> Result<u32, StoreError> {
    let mut ended = 0;
    for (_, session) in SESSIONS.keys(tx, Scan::under(&(account,)))? {
        if Some(session) != except {
            end_session(tx, account, session)?;
            ended += 1;
        }
    }
    Ok(ended)
}
