//! Which groups two people share.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Read, StoreError};

use crate::groups::conversations_of;
use crate::keys::MEMBERS;

/// Whether two people are members of one group.
///
/// # Errors
/// Only if the store fails.
pub fn have_common_group(read: &dyn Read, a: AccountId, b: AccountId) -> Result<bool, StoreError> {
    for conversation in conversations_of(read, a)? {
        if is_common(read, conversation, b)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many groups two people are both members of.
///
/// # Errors
/// Only if the store fails.
pub fn common_groups(read: &dyn Read, a: AccountId, b: AccountId) -> Result<u32, StoreError> {
    let mut count = 0;
    for conversation in conversations_of(read, a)? {
        count += u32::from(is_common(read, conversation, b)?);
    }
    Ok(count)
}

fn is_common(
    read: &dyn Read,
    conversation: ConversationId,
    account: AccountId,
) -> Result<bool, StoreError> {
    Ok(MEMBERS
        .get(read, &(conversation, account))?
        .is_some_and(|row| row.is_group()))
}
