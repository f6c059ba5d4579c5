//! Says how far the caller has read.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Error;
use crate::events::{self, ReadEvent};
use crate::keys::{HEADS, MEMBERS, MEMBERSHIPS};
use crate::model::MemberRow;
use crate::window::Window;

/// Input of `chat.mark_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct MarkRead {
    /// Where.
    pub conversation: ConversationId,
    /// The last message read; a number beyond the last message means that one.
    pub message_no: u64,
}

/// Moves the caller's read marker forward; it never goes back. A conversation that was marked as unread by hand is
/// no longer so.
///
/// Between two people the marker is a change of the conversation, because the other one sees it. In a group only
/// the caller's own devices are told.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn mark_read(tx: &mut Tx<'_>, actor: &SignedIn, input: MarkRead) -> Result<Empty, Error> {
    let (account, conversation) = (actor.account, input.conversation);
    let mut window = Window::load(tx, account, conversation)?;
    let number = input.message_no.min(window.last_no());
    let further = number > window.read_to();
    let was_marked = std::mem::take(&mut window.membership.marked_unread);
    let mut membership_changed = was_marked;
    let mut own_devices = was_marked;
    if further {
        match (window.member.take(), &mut window.membership.removed) {
            (Some(member), _) => {
                own_devices |= member.peer.is_none();
                move_marker(tx, &window, member, number)?;
            }
            (None, Some(removed)) => {
                removed.read_no = number;
                membership_changed = true;
                own_devices = true;
            }
            (None, None) => {}
        }
    }
    if membership_changed {
        MEMBERSHIPS.put(tx, &(account, conversation), &window.membership)?;
    }
    if own_devices {
        events::touch(tx, account, conversation)?;
    }
    Ok(Empty {})
}

fn move_marker(
    tx: &mut Tx<'_>,
    window: &Window,
    member: MemberRow,
    number: u64,
) -> Result<(), Error> {
    let row = MemberRow {
        read_no: number,
        ..member
    };
    MEMBERS.put(tx, &(window.conversation, window.account), &row)?;
    if row.peer.is_none() {
        return Ok(());
    }
    let mut head = window.head.clone();
    head.change_no += 1;
    HEADS.put(tx, &(window.conversation,), &head)?;
    let event = ReadEvent {
        account: window.account,
        message_no: number,
        change_no: head.change_no,
    };
    events::emit(tx, window.conversation, events::READ, &event);
    Ok(())
}
