//! Marks a conversation as unread by hand, or takes the mark away.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Error;
use crate::window::Window;

/// Input of `chat.mark_unread`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct MarkUnread {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whether it is to have the mark.
    pub unread: bool,
}

/// Marks a conversation as unread by hand, or takes the mark away. Said again, it changes nothing.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn mark_unread(tx: &mut Tx<'_>, actor: &SignedIn, input: MarkUnread) -> Result<Empty, Error> {
    let mut window = Window::load(tx, actor.account, input.conversation)?;
    let changed = window.membership.marked_unread != input.unread;
    window.membership.marked_unread = input.unread;
    window.save_membership(tx, changed)
}
