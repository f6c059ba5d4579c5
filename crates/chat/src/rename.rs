//! Gives a group another name.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::groups::{clean_name, emit_changed};
use crate::keys::CONVERSATIONS;
use crate::model::KindRow;
use crate::post::{SystemMessage, announce};
use crate::window::Member;
use crate::{Error, SystemKind};

/// Input of `chat.rename`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Rename {
    /// Which group.
    pub conversation: ConversationId,
    /// At most 64 characters; an empty one takes the name away.
    pub name: String,
}

/// Gives a group another name; any member may. The name it has already changes nothing.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`], [`Error::NameInvalid`].
pub fn rename(tx: &mut Tx<'_>, actor: &SignedIn, input: Rename) -> Result<Empty, Error> {
    let member = Member::load(tx, actor.account, input.conversation)?;
    let mut row = member.group(tx)?;
    let new = clean_name(&input.name)?;
    let KindRow::Group { name, .. } = &mut row.kind else {
        return Err(Error::NotAGroup);
    };
    if *name == new {
        return Ok(Empty {});
    }
    name.clone_from(&new);
    CONVERSATIONS.put(tx, &(input.conversation,), &row)?;
    let mut head = member.head(tx)?;
    let message = SystemMessage {
        kind: SystemKind::Renamed,
        actor: Some(actor.account),
        accounts: &[],
        name: new,
    };
    announce(tx, input.conversation, &mut head, message)?;
    emit_changed(tx, input.conversation, &head);
    Ok(Empty {})
}
