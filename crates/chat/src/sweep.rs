//! What becomes of a conversation that nobody has any more: its messages, files and rows go, by a job, in steps.
//!
//! Nobody has it when it has no members and nobody who was removed still keeps what there was. Nobody can come back then:
//! its link went with the last member, and there is no one to invite.

use sapa_kernel::{Coded, ConversationId, Id};
use sapa_store::jobs::Handlers;
use sapa_store::{Lane, NewJob, Scan, StoreError, Tx};

use crate::groups::drop_link;
use crate::keys::{CHANGES, CLIENT_IDS, CONVERSATIONS, DIRECTS, HEADS, MEMBERS, MESSAGES};
use crate::model::{BodyRow, KindRow};

/// Kind of the job; its key is the conversation.
const SWEEP_JOB: &str = "chat.sweep";

/// Rows of one kind that one step removes.
const ROWS_A_STEP: usize = 1_000;

/// Handlers for the jobs of this crate.
pub fn jobs() -> Handlers {
    Handlers::new().on(SWEEP_JOB, |tx, job| {
        let Ok(bytes) = <[u8; 16]>::try_from(job.key.as_slice()) else {
            return Ok(());
        };
        sweep(tx, ConversationId::from_bytes(bytes)).map_err(|error| error.fault())
    })
}

/// Plans the sweeping of a conversation if nobody has it any more. Said whenever somebody gives one up.
pub(crate) fn sweep_if_abandoned(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
) -> Result<(), StoreError> {
    if is_abandoned(tx, conversation)? {
        drop_link(tx, conversation)?;
        plan(tx, conversation)?;
    }
    Ok(())
}

fn is_abandoned(tx: &Tx<'_>, conversation: ConversationId) -> Result<bool, StoreError> {
    let Some(row) = CONVERSATIONS.get(tx, &(conversation,))? else {
        return Ok(false);
    };
    let members = Scan::under(&(conversation,)).limit(1);
    Ok(row.removed_count == 0 && MEMBERS.count(tx, members)? == 0)
}

fn plan(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), StoreError> {
    let run_at = tx.now();
    tx.schedule(NewJob {
        kind: SWEEP_JOB,
        key: conversation.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at,
        payload: Vec::new(),
    })
}

/// One step: plans the next until nothing is left.
fn sweep(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), StoreError> {
    if !is_abandoned(tx, conversation)? {
        return Ok(());
    }
    let some = || Scan::under(&(conversation,)).limit(ROWS_A_STEP);
    let messages = MESSAGES.scan(tx, some())?;
    let client_ids = CLIENT_IDS.keys(tx, Scan::under(&(conversation,)).limit(ROWS_A_STEP))?;
    let changes = CHANGES.keys(tx, some())?;
    let more = [messages.len(), client_ids.len(), changes.len()].contains(&ROWS_A_STEP);
    for (key, row) in messages {
        if let BodyRow::Photos { photos, .. } = row.body {
            for photo in photos {
                sapa_blobs::release(tx, photo.blob)?;
            }
        }
        MESSAGES.delete(tx, &key)?;
    }
    for key in client_ids {
        CLIENT_IDS.delete(tx, &key)?;
    }
    for key in changes {
        CHANGES.delete(tx, &key)?;
    }
    if more {
        return plan(tx, conversation);
    }
    if let Some(row) = CONVERSATIONS.get(tx, &(conversation,))?
        && let KindRow::Direct { first, second } = row.kind
    {
        DIRECTS.delete(tx, &(first, second))?;
    }
    HEADS.delete(tx, &(conversation,))?;
    CONVERSATIONS.delete(tx, &(conversation,))
}
