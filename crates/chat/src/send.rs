//! Says something in a conversation.
//!
//! ```text
//! chat.send {conversation, client_id: "a1", body: {kind: "text", text: "Halo"}} -> {message_no: 7, change_no: 9, sent_at}
//! ```
//! The same `client_id` again answers the same and says nothing twice. Between two people it reads four rows and
//! writes three, however long the conversation; in a group of any size it writes one more.

use std::collections::BTreeSet;

use sapa_kernel::{AccountId, ConversationId, SignedIn, Timestamp};
use sapa_store::{Read, StoreError, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::body::NewBody;
use crate::keys::{CLIENT_IDS, HEADS, MEMBERS};
use crate::model::{BodyRow, HeadRow, SentRow};
use crate::post::{NewMessage, Posted, note_sent, post};
use crate::window::Member;
use crate::{Error, Friendship, MAX_CLIENT_ID};

/// Input of `chat.send`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Send {
    /// Where.
    pub conversation: ConversationId,
    /// The sender's own id for the message: 1 to 64 visible ASCII characters, unique per sender and conversation.
    pub client_id: String,
    /// What.
    pub body: NewBody,
    /// The number of the message that it answers.
    pub reply_to: Option<u64>,
}

/// Output of `chat.send`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sent {
    /// The message's number.
    pub message_no: u64,
    /// The change that it is.
    pub change_no: u64,
    /// When it was stored.
    pub sent_at: Timestamp,
}

impl From<SentRow> for Sent {
    fn from(row: SentRow) -> Self {
        Self {
            message_no: row.message_no,
            change_no: row.change_no,
            sent_at: row.sent_at,
        }
    }
}

impl From<Posted> for SentRow {
    fn from(posted: Posted) -> Self {
        Self {
            message_no: posted.message_no,
            change_no: posted.change_no,
            sent_at: posted.sent_at,
        }
    }
}

/// Says something in a conversation.
///
/// # Errors
/// In this order: [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotFriends`] and the like, then what is wrong with the
/// message.
pub fn send(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Send,
    friends: &dyn Friendship,
) -> Result<Sent, Error> {
    check_client_id(&input.client_id)?;
    let key = (input.conversation, actor.account, input.client_id);
    // Before any permission: whoever repeats what was sent while they might is told that it was.
    if let Some(sent) = CLIENT_IDS.get(tx, &key)? {
        return Ok(sent.into());
    }
    let mut member = Member::load(tx, actor.account, input.conversation)?;
    check_may_write(tx, &member, friends)?;
    let mut head = member.head(tx)?;
    if let Some(quoted) = input.reply_to {
        check_reply(tx, &member, quoted)?;
    }
    let body = input.body.into_row(tx, &member)?;
    let mentioned = mentioned(&body, actor.account);
    let everyone = mentions_everyone(&body);
    let message = NewMessage {
        sender: Some(actor.account),
        client_id: Some(key.2.clone()),
        body,
        reply_to: input.reply_to,
        forwarded: false,
    };
    let posted = post(tx, input.conversation, &mut head, message)?;
    if everyone {
        head.everyone_no = posted.message_no;
    }
    finish(tx, &mut member, &mut head, posted, key)?;
    for account in mentioned {
        note_mention(tx, input.conversation, account, posted.message_no)?;
    }
    Ok(SentRow::from(posted).into())
}

/// Writes what remembers a sent message: the sender's own id for it, how far they have read, the head.
fn finish(
    tx: &mut Tx<'_>,
    member: &mut Member,
    head: &mut HeadRow,
    posted: Posted,
    key: (ConversationId, AccountId, String),
) -> Result<(), StoreError> {
    note_sent(tx, member, head, posted.message_no)?;
    CLIENT_IDS.put(tx, &key, &posted.into())?;
    HEADS.put(tx, &(member.conversation,), head)
}

/// Refuses what cannot be a sender's own id.
pub(crate) fn check_client_id(client_id: &str) -> Result<(), Error> {
    let visible = client_id.bytes().all(|byte| byte.is_ascii_graphic());
    if client_id.is_empty() || client_id.len() > MAX_CLIENT_ID || !visible {
        return Err(Error::ClientIdInvalid {
            limit: MAX_CLIENT_ID,
        });
    }
    Ok(())
}

/// Refuses a direct message between people who are not friends, and whatever is said to a service.
pub(crate) fn check_may_write(
    read: &dyn Read,
    member: &Member,
    friends: &dyn Friendship,
) -> Result<(), Error> {
    member.can_be_written()?;
    if let Some(peer) = member.peer()
        && let Some(obstacle) = friends.obstacle(read, member.account, peer)?
    {
        return Err(obstacle.error(peer));
    }
    Ok(())
}

fn check_reply(tx: &Tx<'_>, member: &Member, quoted: u64) -> Result<(), Error> {
    match member.message(tx, quoted) {
        Ok(row) => match row.body {
            BodyRow::Text { .. } | BodyRow::Photos { .. } | BodyRow::Card { .. } => Ok(()),
            BodyRow::System { .. } | BodyRow::Recalled { .. } => Err(Error::ReplyInvalid),
        },
        Err(Error::MessageNotFound) => Err(Error::ReplyInvalid),
        Err(other) => Err(other),
    }
}

fn mentioned(body: &BodyRow, sender: AccountId) -> BTreeSet<AccountId> {
    match body {
        BodyRow::Text { mentions, .. } => mentions
            .iter()
            .filter_map(|mention| mention.account)
            .filter(|account| *account != sender)
            .collect(),
        _ => BTreeSet::new(),
    }
}

fn mentions_everyone(body: &BodyRow) -> bool {
    matches!(body, BodyRow::Text { mentions, .. } if mentions.iter().any(|mention| mention.account.is_none()))
}

fn note_mention(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    account: AccountId,
    message_no: u64,
) -> Result<(), StoreError> {
    let key = (conversation, account);
    if let Some(mut row) = MEMBERS.get(tx, &key)? {
        row.mentioned_no = message_no;
        MEMBERS.put(tx, &key, &row)?;
    }
    Ok(())
}
