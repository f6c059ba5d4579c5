//! What other domains may know of a conversation: what it is, and who is in it.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Read, Scan, StoreError};

use crate::Error;
use crate::keys::{CONVERSATIONS, MEMBERS};
use crate::model::KindRow;
use crate::window::Member;

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

/// How many are members now; 0 if there is no such conversation.
///
/// # Errors
/// Only if the store fails.
pub fn member_count(read: &dyn Read, conversation: ConversationId) -> Result<u32, StoreError> {
    let row = CONVERSATIONS.get(read, &(conversation,))?;
    Ok(row.map_or(0, |row| row.member_count))
}

/// Who the members are now, in the order of their ids: 500 at most.
///
/// # Errors
/// Only if the store fails.
pub fn members_of(
    read: &dyn Read,
    conversation: ConversationId,
) -> Result<Vec<AccountId>, StoreError> {
    let keys = MEMBERS.keys(read, Scan::under(&(conversation,)))?;
    Ok(keys.into_iter().map(|(_, account)| account).collect())
}

/// The other one of a direct conversation; none in others.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn direct_peer(
    read: &dyn Read,
    account: AccountId,
    conversation: ConversationId,
) -> Result<Option<AccountId>, Error> {
    Ok(Member::load(read, account, conversation)?.peer())
}
