//! Jobs that remove what has had its time. All of it already counts as gone on access.

use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Id, SessionId, Timestamp};
use sapa_store::{Job, Lane, NewJob, Scan, StoreError, Tx};

use crate::SESSION_IDLE;
use crate::keys::{ATTEMPTS, RECOVERY_LINKS, SESSIONS};
use crate::session::end_session;

/// Kind of the job that removes counted attempts and recovery links past their time.
pub const SWEEP_JOB: &str = "accounts.sweep";
/// Kind of the job that ends a device's session when it was idle for too long.
pub const EXPIRE_SESSION_JOB: &str = "accounts.expire_session";

/// Rows that one run of the sweep looks at.
const SWEEP_BATCH: usize = 2_000;

/// Where a sweep that was not done in one run goes on.
#[derive(Debug, Clone, Encode, Decode)]
#[cbor(map)]
struct SweepFrom {
    #[n(0)]
    limited: u8,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    subject: Vec<u8>,
}

/// Removes counted attempts that say nothing any more, and expired recovery links.
///
/// # Errors
/// Only if the store fails.
pub fn sweep(tx: &mut Tx<'_>, job: &Job) -> Result<(), StoreError> {
    let now = tx.now();
    let from = minicbor::decode::<SweepFrom>(&job.payload).ok();
    if from.is_none() {
        for (key, link) in RECOVERY_LINKS.scan(tx, Scan::all().limit(SWEEP_BATCH))? {
            if link.expires_at <= now {
                RECOVERY_LINKS.delete(tx, &key)?;
            }
        }
    }
    let scan = Scan::all().limit(SWEEP_BATCH);
    let rows = ATTEMPTS.scan(
        tx,
        match from {
            Some(from) => scan.after(&(from.limited, from.subject)),
            None => scan,
        },
    )?;
    let last = (rows.len() == SWEEP_BATCH)
        .then(|| rows.last().map(|(key, _)| key.clone()))
        .flatten();
    for (key, row) in rows {
        if row.forget_at <= now {
            ATTEMPTS.delete(tx, &key)?;
        }
    }
    let Some((limited, subject)) = last else {
        return Ok(());
    };
    let next = SweepFrom { limited, subject };
    tx.schedule(NewJob {
        kind: SWEEP_JOB,
        key: b"next".to_vec(),
        lane: Lane::Job,
        run_at: now,
        payload: minicbor::to_vec(&next).expect("encoding into memory cannot fail"),
    })
}

/// Plans the end of a session for when it will have been idle for too long.
pub(crate) fn plan_expiry(
    tx: &mut Tx<'_>,
    account: AccountId,
    session: SessionId,
    last_used_at: Timestamp,
) -> Result<(), StoreError> {
    tx.schedule(NewJob {
        kind: EXPIRE_SESSION_JOB,
        key: session.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at: last_used_at.saturating_add(SESSION_IDLE),
        payload: account.to_bytes().to_vec(),
    })
}

/// Ends the session of the job if it was idle for too long; if it was used meanwhile, looks again later.
///
/// # Errors
/// Only if the store fails.
pub fn expire_session(tx: &mut Tx<'_>, job: &Job) -> Result<(), StoreError> {
    let ids = (
        <[u8; 16]>::try_from(job.payload.as_slice()),
        <[u8; 16]>::try_from(job.key.as_slice()),
    );
    let (Ok(account), Ok(session)) = ids else {
        return Ok(());
    };
    let (account, session) = (
        AccountId::from_bytes(account),
        SessionId::from_bytes(session),
    );
    let Some(row) = SESSIONS.get(tx, &(account, session))? else {
        return Ok(());
    };
    if tx.now().since(row.last_used_at) < SESSION_IDLE {
        return plan_expiry(tx, account, session, row.last_used_at);
    }
    end_session(tx, account, session)
}
