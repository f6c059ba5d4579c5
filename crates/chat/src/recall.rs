//! Takes one's own message back, within two minutes, for everybody.

use sapa_kernel::{ConversationId, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::events;
use crate::model::BodyRow;
use crate::post::rewrite;
use crate::window::Member;
use crate::{Error, RECALL_WINDOW};

/// Input of `chat.recall`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Recall {
    /// Where.
    pub conversation: ConversationId,
    /// Which message.
    pub message_no: u64,
}

/// Output of `chat.recall`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recalled {
    /// The change that it is.
    pub change_no: u64,
}

/// Takes a message back: its body is gone from the store, its photos are released, its place stays. Taking it back
/// again answers the same.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::MessageNotFound`], [`Error::NotYours`], [`Error::MoneyStays`],
/// [`Error::TooLateToRecall`].
pub fn recall(tx: &mut Tx<'_>, actor: &SignedIn, input: Recall) -> Result<Recalled, Error> {
    let member = Member::load(tx, actor.account, input.conversation)?;
    let mut row = member.message(tx, input.message_no)?;
    if row.sender != Some(actor.account) {
        return Err(Error::NotYours);
    }
    if let BodyRow::Recalled { .. } = row.body {
        return Ok(Recalled {
            change_no: row.change_no,
        });
    }
    if let BodyRow::Card { .. } = row.body {
        return Err(Error::MoneyStays);
    }
    if tx.now().since(row.sent_at) > RECALL_WINDOW {
        return Err(Error::TooLateToRecall);
    }
    if let BodyRow::Photos { photos, .. } = &row.body {
        for photo in photos {
            sapa_blobs::release(tx, photo.blob)?;
        }
    }
    row.body = BodyRow::Recalled { by: actor.account };
    row.reply_to = None;
    row.forwarded = false;
    let mut head = member.head(tx)?;
    let event = rewrite(tx, input.conversation, input.message_no, &mut head, row)?;
    events::emit(tx, input.conversation, events::CHANGED, &event);
    Ok(Recalled {
        change_no: head.change_no,
    })
}
