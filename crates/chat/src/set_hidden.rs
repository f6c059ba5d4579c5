//! Takes a conversation out of the caller's list until its next message, or shows it again.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Error;
use crate::window::Window;

/// Input of `chat.set_hidden`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SetHidden {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whether it is to be hidden.
    pub hidden: bool,
}

/// Takes a conversation out of the caller's list until its next message, or shows it again. Said again, it changes nothing.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn set_hidden(tx: &mut Tx<'_>, actor: &SignedIn, input: SetHidden) -> Result<Empty, Error> {
    let mut window = Window::load(tx, actor.account, input.conversation)?;
    let at = input.hidden.then(|| window.last_no());
    let changed = window.membership.hidden_at_no != at;
    window.membership.hidden_at_no = at;
    window.save_membership(tx, changed)
}
