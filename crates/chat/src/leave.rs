//! Leaves a group.

use sapa_kernel::{AccountId, ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::groups::{emit_changed, forget_membership, forget_removed, settle};
use crate::post::{SystemMessage, announce};
use crate::sweep::sweep_if_abandoned;
use crate::window::{Member, Window};
use crate::{Error, SystemKind, events};

/// Input of `chat.leave`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Leave {
    /// Which group.
    pub conversation: ConversationId,
}

/// Leaves a group: it is gone from the caller's list, with all that the caller kept of it. An owner who leaves hands the group
/// to the longest-standing member. Somebody who was removed takes what is left of it out of their list.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`].
pub fn leave(tx: &mut Tx<'_>, actor: &SignedIn, input: Leave) -> Result<Empty, Error> {
    let window = Window::load(tx, actor.account, input.conversation)?;
    if window.member.is_none() {
        forget_removed(tx, actor.account, input.conversation)?;
        return Ok(Empty {});
    }
    leave_group(tx, actor.account, input.conversation)?;
    Ok(Empty {})
}

/// Takes a member out of a group and says so in it.
pub(crate) fn leave_group(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
) -> Result<(), Error> {
    let member = Member::load(tx, account, conversation)?;
    let row = member.group(tx)?;
    let mut head = member.head(tx)?;
    forget_membership(tx, account, conversation)?;
    // Before the message: they do not hear of it.
    events::emit_membership(tx, account, conversation, false);
    let new_owner = settle(tx, conversation, row)?;
    let message = SystemMessage {
        kind: SystemKind::Left,
        actor: Some(account),
        accounts: &[],
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    if let Some(owner) = new_owner {
        let message = SystemMessage {
            kind: SystemKind::OwnerChanged,
            actor: None,
            accounts: &[owner],
            name: None,
        };
        announce(tx, conversation, &mut head, message)?;
    }
    emit_changed(tx, conversation, &head);
    sweep_if_abandoned(tx, conversation)?;
    Ok(())
}
