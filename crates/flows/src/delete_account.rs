//! Deleting an account when its waiting period is over: what every domain holds of it goes.

use sapa_accounts::DELETION_JOB;
use sapa_kernel::{AccountId, Fault, Id};
use sapa_store::{Lane, NewJob, Tx};

use crate::fault;

/// Conversations that one step leaves: leaving a group tells its members.
const CONVERSATIONS_A_STEP: usize = 50;
/// Rows of contacts that one step removes.
const CONTACTS_A_STEP: usize = 1_000;
/// Rows of the feed that are removed at a time.
const FEED_A_STEP: usize = 1_000;

/// One step of deleting the account; plans the next until nothing is left. Nothing happens if it is not due (any more).
pub(crate) fn delete_account(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    if !sapa_accounts::erase_is_due(tx, account).map_err(fault)? {
        return Ok(());
    }
    let more = sapa_chat::forget_account(tx, account, CONVERSATIONS_A_STEP).map_err(fault)?
        || sapa_contacts::forget_account(tx, account, CONTACTS_A_STEP).map_err(fault)?;
    if more {
        let next = NewJob {
            kind: DELETION_JOB,
            key: account.to_bytes().to_vec(),
            lane: Lane::Job,
            run_at: tx.now(),
            payload: Vec::new(),
        };
        return tx.schedule(next).map_err(fault);
    }
    sapa_wallet::forget_account(tx, account).map_err(fault)?;
    sapa_accounts::erase(tx, account).map_err(fault)?;
    // Last, because the steps before it still wrote into the feed.
    while sapa_feed::forget_account(tx, account, FEED_A_STEP).map_err(fault)? {}
    Ok(())
}
