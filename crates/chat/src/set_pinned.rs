//! Pins a conversation above the others, or lets it go, for the caller.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Error;
use crate::window::Window;

/// Input of `chat.set_pinned`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SetPinned {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whether it is to be pinned.
    pub pinned: bool,
}

/// Pins a conversation above the others, or lets it go, for the caller. Said again, it changes nothing.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn set_pinned(tx: &mut Tx<'_>, actor: &SignedIn, input: SetPinned) -> Result<Empty, Error> {
    let mut window = Window::load(tx, actor.account, input.conversation)?;
    let changed = window.membership.pinned_at.is_some() != input.pinned;
    if changed {
        window.membership.pinned_at = input.pinned.then(|| tx.now());
    }
    window.save_membership(tx, changed)
}
