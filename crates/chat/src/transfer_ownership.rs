//! Hands a group to another member.

use sapa_kernel::{AccountId, ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::groups::emit_changed;
use crate::keys::{CONVERSATIONS, MEMBERS};
use crate::model::KindRow;
use crate::post::{SystemMessage, announce};
use crate::window::Member;
use crate::{Error, SystemKind};

/// Input of `chat.transfer_ownership`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct TransferOwnership {
    /// Which group.
    pub conversation: ConversationId,
    /// The member to whom it shall belong.
    pub account: AccountId,
}

/// Hands a group to another member. To oneself changes nothing.
///
/// # Errors
/// [`Error::NotAMember`] (of the caller or the other one), [`Error::ReadOnly`], [`Error::NotAGroup`], [`Error::NotOwner`].
pub fn transfer_ownership(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: TransferOwnership,
) -> Result<Empty, Error> {
    let conversation = input.conversation;
    let member = Member::load(tx, actor.account, conversation)?;
    let mut row = member.owned_group(tx)?;
    if input.account == actor.account {
        return Ok(Empty {});
    }
    if !MEMBERS.contains(tx, &(conversation, input.account))? {
        return Err(Error::NotAMember);
    }
    if let KindRow::Group { owner, .. } = &mut row.kind {
        *owner = input.account;
    }
    CONVERSATIONS.put(tx, &(conversation,), &row)?;
    let mut head = member.head(tx)?;
    let message = SystemMessage {
        kind: SystemKind::OwnerChanged,
        actor: Some(actor.account),
        accounts: &[input.account],
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    emit_changed(tx, conversation, &head);
    Ok(Empty {})
}
