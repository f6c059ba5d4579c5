//! Deleting an account when its waiting period is over: what every domain holds of it goes.

use sapa_accounts::{DELETION_JOB, LOOK_AHEAD};
use sapa_kernel::{AccountId, Fault, Id, Timestamp};
use sapa_store::{Lane, NewJob, Tx};

use crate::{fault, money};

/// Conversations that one step leaves: leaving a group tells its members.
const CONVERSATIONS_A_STEP: usize = 50;
/// Rows of contacts that one step removes.
const CONTACTS_A_STEP: usize = 1_000;
/// Mini programs that one step leaves, and of which one step removes what they know: each may drop a version with its files.
const PROGRAMS_A_STEP: usize = 4;
/// Rows of the feed that are removed at a time.
const FEED_A_STEP: usize = 1_000;

/// Stands in the payload of the job once something has been removed: what comes then stops it no more.
const BEGUN: &[u8] = b"begun";

/// One step of deleting the account; plans the next until nothing is left. Nothing happens if it is not to be deleted (any
/// more), or not yet.
///
/// A wallet that is not empty stands against it, until the first step was done: the deletion is postponed, and its owner is
/// told. This is looked at before the time, and at it once more.
pub(crate) fn delete_account(
    tx: &mut Tx<'_>,
    account: AccountId,
    payload: &[u8],
) -> Result<(), Fault> {
    let planned = sapa_accounts::planned_deletion(tx, account).map_err(fault)?;
    let now = tx.now();
    let Some(deletion_at) = planned.filter(|at| at.saturating_sub(LOOK_AHEAD) <= now) else {
        return Ok(());
    };
    if payload != BEGUN
        && let Some(receipt) = sapa_wallet::against_deletion(tx, account).map_err(fault)?
    {
        sapa_accounts::postpone_deletion(tx, account).map_err(fault)?;
        return money::say(tx, [receipt]);
    }
    if now < deletion_at {
        return plan(tx, account, deletion_at, Vec::new());
    }
    let more = sapa_chat::forget_account(tx, account, CONVERSATIONS_A_STEP).map_err(fault)?
        || sapa_contacts::forget_account(tx, account, CONTACTS_A_STEP).map_err(fault)?
        || sapa_mini::forget_account(tx, account, PROGRAMS_A_STEP).map_err(fault)?;
    if more {
        return plan(tx, account, now, BEGUN.to_vec());
    }
    sapa_wallet::forget_account(tx, account).map_err(fault)?;
    sapa_accounts::erase(tx, account).map_err(fault)?;
    // Last, because the steps before it still wrote into the feed.
    while sapa_feed::forget_account(tx, account, FEED_A_STEP).map_err(fault)? {}
    Ok(())
}

fn plan(
    tx: &mut Tx<'_>,
    account: AccountId,
    run_at: Timestamp,
    payload: Vec<u8>,
) -> Result<(), Fault> {
    let next = NewJob {
        kind: DELETION_JOB,
        key: account.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at,
        payload,
    };
    tx.schedule(next).map_err(fault)
}
