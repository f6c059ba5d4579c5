//! Switches the notifications of a conversation off or on, for the caller.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Error;
use crate::window::Window;

/// Input of `chat.set_muted`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SetMuted {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whether it is to be silent.
    pub muted: bool,
}

/// Switches the notifications of a conversation off or on, for the caller. Said again, it changes nothing.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn set_muted(tx: &mut Tx<'_>, actor: &SignedIn, input: SetMuted) -> Result<Empty, Error> {
    let mut window = Window::load(tx, actor.account, input.conversation)?;
    let changed = window.membership.muted != input.muted;
    window.membership.muted = input.muted;
    window.save_membership(tx, changed)
}
