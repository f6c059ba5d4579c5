//! The owner removes somebody from a group.

use sapa_kernel::{AccountId, ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::groups::{close_membership, drop_link, emit_changed, settle};
use crate::keys::MEMBERS;
use crate::model::KindRow;
use crate::post::{SystemMessage, announce};
use crate::window::Member;
use crate::{Error, SystemKind, events};

/// Input of `chat.remove_member`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct RemoveMember {
    /// Which group.
    pub conversation: ConversationId,
    /// Whom. To go oneself, leave.
    pub account: AccountId,
}

/// Removes a member. They see that they were removed, and what was said until then, but nothing after it. The
/// group's link becomes invalid: it would let them in again. Somebody who is no member (any more) changes nothing.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`], [`Error::NotOwner`], also for the owner.
pub fn remove_member(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: RemoveMember,
) -> Result<Empty, Error> {
    let conversation = input.conversation;
    let owner = Member::load(tx, actor.account, conversation)?;
    let mut row = owner.owned_group(tx)?;
    if input.account == actor.account {
        return Err(Error::NotOwner);
    }
    let Some(removed) = MEMBERS.get(tx, &(conversation, input.account))? else {
        return Ok(Empty {});
    };
    let name = match &row.kind {
        KindRow::Group { name, .. } => name.clone(),
        KindRow::Direct { .. } | KindRow::Service { .. } => None,
    };
    let mut head = owner.head(tx)?;
    let message = SystemMessage {
        kind: SystemKind::Removed,
        actor: Some(actor.account),
        accounts: &[input.account],
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    close_membership(tx, input.account, conversation, &removed, &head, name)?;
    row.removed_count = row.removed_count.saturating_add(1);
    settle(tx, conversation, row)?;
    drop_link(tx, conversation)?;
    emit_changed(tx, conversation, &head);
    // After the message: it is the last that they hear.
    events::emit_membership(tx, input.account, conversation, false);
    Ok(Empty {})
}
