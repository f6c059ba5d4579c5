//! What the feed says of a conversation: the caller's own view of it, or that it is gone.

use sapa_kernel::{AccountId, ConversationId, Id};
use sapa_store::Read;
use schemars::JsonSchema;
use serde::Serialize;

use crate::keys::DELETIONS;
use crate::view::Conversation;
use crate::window::Window;
use crate::{Error, Friendship};

/// An item of kind `conversation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConversationItem {
    /// Which.
    pub conversation_id: ConversationId,
    /// As it is now; absent if the account has nothing of it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Conversation>,
    /// Messages that the account has deleted for itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deleted_nos: Vec<u64>,
}

/// Renders an item of kind `conversation`; none if the id is not one of this domain's.
///
/// The id is that of the conversation, and for a batch of deletions eight more bytes with its number.
///
/// # Errors
/// Only if the store fails.
pub fn feed_item(
    read: &dyn Read,
    account: AccountId,
    id: &[u8],
    friends: &dyn Friendship,
) -> Result<Option<ConversationItem>, Error> {
    let Some((conversation, batch)) = id.split_first_chunk::<16>() else {
        return Ok(None);
    };
    let conversation_id = ConversationId::from_bytes(*conversation);
    let deleted_nos = match <[u8; 8]>::try_from(batch) {
        Ok(number) => {
            let key = (account, conversation_id, u64::from_be_bytes(number));
            DELETIONS.get(read, &key)?.unwrap_or_default()
        }
        Err(_) => Vec::new(),
    };
    let conversation = match Window::load(read, account, conversation_id) {
        Ok(window) => Some(window.describe(read, friends)?),
        Err(Error::NotAMember) => None,
        Err(other) => return Err(other),
    };
    Ok(Some(ConversationItem {
        conversation_id,
        conversation,
        deleted_nos,
    }))
}
