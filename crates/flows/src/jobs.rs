//! The jobs of people and what spans domains.

use sapa_accounts::{DELETION_JOB, EXPIRE_SESSION_JOB, SWEEP_JOB};
use sapa_kernel::{AccountId, Fault, Id};
use sapa_store::jobs::Handlers;
use sapa_store::{Job, Lane, NewJob, StoreError, Tx};
use sapa_wallet::{CLOSE_ORDER_JOB, EXPIRE_PACKET_JOB, EXPIRE_TRANSFER_JOB};

use crate::delete_account::delete_account;
use crate::{fault, money};

/// Kind of the job that tells friends of a changed card; its key is the account, its payload whom it told last.
const TELL_JOB: &str = "flows.tell_friends";

/// Friends that one step tells.
const FRIENDS_A_STEP: usize = 500;

/// Handlers for the jobs of accounts, of chat, of the wallet, of mini programs and of this crate. The keys show the seeds of packets that
/// close.
pub fn jobs(keys: sapa_wallet::Keys) -> Handlers {
    Handlers::new()
        .on(EXPIRE_TRANSFER_JOB, |tx, job| {
            match money::payment_of(&job.key) {
                Some(payment) => money::expire_transfer(tx, payment),
                None => Ok(()),
            }
        })
        .on(EXPIRE_PACKET_JOB, move |tx, job| {
            match money::payment_of(&job.key) {
                Some(payment) => money::expire_packet(tx, payment, &keys),
                None => Ok(()),
            }
        })
        .on(CLOSE_ORDER_JOB, |tx, job| {
            match money::payment_of(&job.key) {
                Some(payment) => money::expire_order(tx, payment),
                None => Ok(()),
            }
        })
        .on(SWEEP_JOB, |tx, job| {
            sapa_accounts::sweep(tx, job).map_err(fault)
        })
        .on(EXPIRE_SESSION_JOB, |tx, job| {
            sapa_accounts::expire_session(tx, job).map_err(fault)
        })
        .on(DELETION_JOB, |tx, job| match id(&job.key) {
            Some(account) => delete_account(tx, account, &job.payload),
            None => Ok(()),
        })
        .on(TELL_JOB, tell)
        .and(sapa_mini::jobs())
        .and(sapa_chat::jobs())
        .and(sapa_ledger::jobs())
}

fn id(bytes: &[u8]) -> Option<AccountId> {
    bytes.try_into().ok().map(AccountId::from_bytes)
}

fn tell(tx: &mut Tx<'_>, job: &Job) -> Result<(), Fault> {
    let Some(account) = id(&job.key) else {
        return Ok(());
    };
    let told = sapa_contacts::tell_friends(tx, account, id(&job.payload), FRIENDS_A_STEP);
    match told.map_err(fault)? {
        Some(last) => plan_telling(tx, account, Some(last)).map_err(fault),
        None => Ok(()),
    }
}

/// Plans telling those who list the account as a friend, from after `last` on.
pub(crate) fn plan_telling(
    tx: &mut Tx<'_>,
    account: AccountId,
    last: Option<AccountId>,
) -> Result<(), StoreError> {
    tx.schedule(NewJob {
        kind: TELL_JOB,
        key: account.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at: tx.now(),
        payload: last.map_or(Vec::new(), |last| last.to_bytes().to_vec()),
    })
}
