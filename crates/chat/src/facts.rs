//! What other domains may know of a conversation: what it is, and who is in it.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Read, StoreError};

use crate::keys::{CONVERSATIONS, MEMBERS};
use crate::model::KindRow;

/// Whether it is a group; false if there is no such conversation.
///
/// # Errors
/// Only if the store fails.
pub fn is_group(read: &dyn Read, conversation: ConversationId) -> Result<bool, StoreError> {
    let row = CONVERSATIONS.get(read, &(conversation,))?;
    Ok(row.is_some_and(|row| matches!(row.kind, KindRow::Group { .. })))
}

/// Whether the account is a member now.
///
/// # Errors
/// Only if the store fails.
pub fn is_member(
    read: &dyn Read,
    conversation: ConversationId,
    account: AccountId,
) -> Result<bool, StoreError> {
    MEMBERS.contains(read, &(conversation, account))
}
