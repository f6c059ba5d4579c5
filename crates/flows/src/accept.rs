//! Saying yes to a friend request: friends, with a conversation.

use sapa_chat::OpenDirect;
use sapa_contacts::Accept;
use sapa_kernel::{ConversationId, Fault, SignedIn};
use sapa_store::Tx;
use serde::Serialize;

use crate::{Friends, fault};

/// The conversation of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Accepted {
    /// Where they can write to each other.
    pub conversation: ConversationId,
}

/// Makes the caller and somebody who asked friends. Repeating it gives the same conversation.
///
/// # Errors
/// Those of [`sapa_contacts::accept`].
pub fn accept(tx: &mut Tx<'_>, actor: &SignedIn, input: Accept) -> Result<Accepted, Fault> {
    let account = input.account;
    let before = sapa_contacts::are_friends(tx, actor.account, account).map_err(fault)?;
    sapa_contacts::accept(tx, actor, input).map_err(fault)?;
    let conversation = if before {
        sapa_chat::open_direct(tx, actor, OpenDirect { account }, &Friends)
            .map_err(fault)?
            .conversation
    } else {
        sapa_chat::befriend(tx, actor.account, account).map_err(fault)?
    };
    Ok(Accepted { conversation })
}
