//! Deletes messages from the caller's own view. Others keep them.

use std::collections::BTreeSet;

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::events;
use crate::keys::{DELETED, DELETIONS, MEMBERSHIPS};
use crate::window::Window;
use crate::{Error, MAX_DELETE};

/// Input of `chat.delete_for_me`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct DeleteForMe {
    /// Where.
    pub conversation: ConversationId,
    /// Which messages: 1 to 100, each once.
    pub message_nos: Vec<u64>,
}

/// Deletes messages for the caller, on all of the caller's devices. What is deleted already stays so.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::CountInvalid`], [`Error::MessageNotFound`] if one of them cannot be seen.
pub fn delete_for_me(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: DeleteForMe,
) -> Result<Empty, Error> {
    let (account, conversation) = (actor.account, input.conversation);
    let mut window = Window::load(tx, account, conversation)?;
    let numbers: BTreeSet<u64> = input.message_nos.iter().copied().collect();
    if numbers.is_empty() || numbers.len() != input.message_nos.len() || numbers.len() > MAX_DELETE
    {
        return Err(Error::CountInvalid { limit: MAX_DELETE });
    }
    let mut batch = Vec::with_capacity(numbers.len());
    for number in numbers {
        if !window.shows(number) {
            return Err(Error::MessageNotFound);
        }
        let key = (account, conversation, number);
        if !DELETED.contains(tx, &key)? {
            DELETED.put(tx, &key, &())?;
            batch.push(number);
        }
    }
    if batch.is_empty() {
        return Ok(Empty {});
    }
    window.membership.deletions += 1;
    let number = window.membership.deletions;
    MEMBERSHIPS.put(tx, &(account, conversation), &window.membership)?;
    DELETIONS.put(tx, &(account, conversation, number), &batch)?;
    events::touch_deletions(tx, account, conversation, number)?;
    Ok(Empty {})
}
