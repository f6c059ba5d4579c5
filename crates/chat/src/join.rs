//! Comes into a group by its link.

use sapa_kernel::SignedIn;
use sapa_store::Tx;

use crate::group_link::{ResolveGroupLink, behind};
use crate::groups::{add_member, check_room, emit_changed, settle};
use crate::keys::MEMBERS;
use crate::post::{SystemMessage, announce};
use crate::view::Conversation;
use crate::window::{Window, head_of};
use crate::{Error, Friendship, MAX_MEMBERS, SystemKind};

/// Input of `chat.join`.
pub type Join = ResolveGroupLink;

/// Makes the caller a member of the group that the link leads to. A member stays one.
///
/// # Errors
/// [`Error::LinkInvalid`], [`Error::GroupFull`], [`Error::TooManyConversations`].
pub fn join(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Join,
    friends: &dyn Friendship,
) -> Result<Conversation, Error> {
    let (conversation, mut row, link) = behind(tx, &input.code)?;
    if !MEMBERS.contains(tx, &(conversation, actor.account))? {
        if row.member_count as usize >= MAX_MEMBERS {
            return Err(Error::GroupFull { limit: MAX_MEMBERS });
        }
        check_room(tx, actor.account)?;
        let mut head = head_of(tx, conversation)?;
        let (account, maker) = (actor.account, link.made_by);
        let first_no = head.head_no + 1;
        let back = add_member(tx, conversation, account, Some(maker), first_no, None)?;
        row.removed_count = row.removed_count.saturating_sub(back.into());
        settle(tx, conversation, row)?;
        let message = SystemMessage {
            kind: SystemKind::JoinedByLink,
            actor: Some(actor.account),
            accounts: &[link.made_by],
            name: None,
        };
        announce(tx, conversation, &mut head, message)?;
        emit_changed(tx, conversation, &head);
    }
    Window::load(tx, actor.account, conversation)?.describe(tx, friends)
}
