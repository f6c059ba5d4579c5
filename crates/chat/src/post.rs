//! Putting a message at the end of a conversation, and changing one: the one place that gives out numbers.

use sapa_kernel::{AccountId, ConversationId, Timestamp};
use sapa_store::{StoreError, Tx};

use crate::SystemKind;
use crate::events::{self, ChangedEvent, MessageEvent};
use crate::keys::{CHANGES, HEADS, MEMBERS, MESSAGES};
use crate::model::{BodyRow, HeadRow, MemberRow, MessageRow, SystemRow};
use crate::{MAX_NAMED_ACCOUNTS, window::Member};

/// A message to be put.
pub(crate) struct NewMessage {
    pub(crate) sender: Option<AccountId>,
    pub(crate) client_id: Option<String>,
    pub(crate) body: BodyRow,
    pub(crate) reply_to: Option<u64>,
    pub(crate) forwarded: bool,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posted {
    pub(crate) message_no: u64,
    pub(crate) change_no: u64,
    pub(crate) sent_at: Timestamp,
}

/// Writes the message's row and announces it. The caller writes the head afterwards: once, however many messages.
pub(crate) fn post(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    head: &mut HeadRow,
    message: NewMessage,
) -> Result<Posted, StoreError> {
    head.head_no += 1;
    head.change_no += 1;
    head.last_at = tx.now();
    let posted = Posted {
        message_no: head.head_no,
        change_no: head.change_no,
        sent_at: head.last_at,
    };
    let row = MessageRow {
        sender: message.sender,
        sent_at: posted.sent_at,
        change_no: posted.change_no,
        client_id: message.client_id,
        body: message.body,
        reply_to: message.reply_to,
        forwarded: message.forwarded,
    };
    MESSAGES.put(tx, &(conversation, posted.message_no), &row)?;
    let event = MessageEvent {
        message_no: posted.message_no,
        change_no: posted.change_no,
    };
    events::emit(tx, conversation, events::MESSAGE, &event);
    Ok(posted)
}

/// Writes a message that is no longer what it was, and the head. The caller tells those who see it.
pub(crate) fn rewrite(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message_no: u64,
    head: &mut HeadRow,
    row: MessageRow,
) -> Result<ChangedEvent, StoreError> {
    head.change_no += 1;
    let row = MessageRow {
        change_no: head.change_no,
        ..row
    };
    MESSAGES.put(tx, &(conversation, message_no), &row)?;
    CHANGES.put(tx, &(conversation, head.change_no), &message_no)?;
    HEADS.put(tx, &(conversation,), head)?;
    Ok(ChangedEvent {
        message_no,
        change_no: head.change_no,
        conversation: None,
    })
}

/// Remembers that the member's own last message is this one: they have read up to there.
pub(crate) fn note_sent(
    tx: &mut Tx<'_>,
    member: &mut Member,
    head: &mut HeadRow,
    message_no: u64,
) -> Result<(), StoreError> {
    match member.row.peer {
        Some(peer) if member.account < peer => head.first_sent_no = message_no,
        Some(_) => head.second_sent_no = message_no,
        None => {
            member.row.sent_no = message_no;
            let key = (member.conversation, member.account);
            MEMBERS.put(tx, &key, &member.row)?;
        }
    }
    Ok(())
}

/// What the system has to say.
pub(crate) struct SystemMessage<'a> {
    pub(crate) kind: SystemKind,
    pub(crate) actor: Option<AccountId>,
    pub(crate) accounts: &'a [AccountId],
    pub(crate) name: Option<String>,
}

/// Has the system say something in a group and writes the head. Whoever did it has read it.
pub(crate) fn announce(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    head: &mut HeadRow,
    message: SystemMessage<'_>,
) -> Result<Posted, StoreError> {
    let named = message.accounts.len().min(MAX_NAMED_ACCOUNTS);
    let event = SystemRow {
        kind: message.kind,
        actor: message.actor,
        accounts: message.accounts[..named].to_vec(),
        account_count: u32::try_from(message.accounts.len()).unwrap_or(u32::MAX),
        name: message.name,
    };
    let new = NewMessage {
        sender: None,
        client_id: None,
        body: BodyRow::System { event },
        reply_to: None,
        forwarded: false,
    };
    let posted = post(tx, conversation, head, new)?;
    HEADS.put(tx, &(conversation,), head)?;
    let actor = message.actor.map(|actor| (conversation, actor));
    if let Some(key) = actor
        && let Some(row) = MEMBERS.get(tx, &key)?
        && row.peer.is_none()
    {
        let row = MemberRow {
            sent_no: posted.message_no,
            ..row
        };
        MEMBERS.put(tx, &key, &row)?;
    }
    Ok(posted)
}
