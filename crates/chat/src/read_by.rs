//! Who has read a message.

use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::{Read, Scan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::MEMBERS;
use crate::window::Member;

/// Input of `chat.read_by`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ReadBy {
    /// Where.
    pub conversation: ConversationId,
    /// Which message.
    pub message_no: u64,
}

/// Output of `chat.read_by`. The sender, and those who joined after the message, are in neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Readers {
    /// Who has read it.
    pub read: Vec<AccountId>,
    /// How many have not.
    pub unread_count: u32,
}

/// Who of the members has read a message.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::MessageNotFound`].
pub fn read_by(read: &dyn Read, actor: &SignedIn, input: ReadBy) -> Result<Readers, Error> {
    let me = Member::load(read, actor.account, input.conversation)?;
    let message = me.message(read, input.message_no)?;
    let head = me.head(read)?;
    let mut readers = Readers {
        read: Vec::new(),
        unread_count: 0,
    };
    for ((_, account), row) in MEMBERS.scan(read, Scan::under(&(input.conversation,)))? {
        if message.sender == Some(account) || row.first_no > input.message_no {
            continue;
        }
        if row.read_to(account, &head) >= input.message_no {
            readers.read.push(account);
        } else {
            readers.unread_count += 1;
        }
    }
    Ok(readers)
}
