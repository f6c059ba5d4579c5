//! The conversation of two people: there is at most one, and it stays when they are no longer friends.

use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::{Read, StoreError, Tx};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::events;
use crate::groups::{add_member, check_room};
use crate::keys::{CONVERSATIONS, DIRECTS, HEADS, MEMBERSHIPS};
use crate::model::{ConversationRow, HeadRow, KindRow};
use crate::post::{SystemMessage, announce};
use crate::view::Conversation;
use crate::window::{Window, head_of};
use crate::{Error, Friendship, SystemKind};

/// Input of `chat.open_direct`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct OpenDirect {
    /// The friend.
    pub account: AccountId,
}

/// Opens the conversation with a friend; makes it if there is none, shows it again if it was hidden.
///
/// # Errors
/// [`Error::NotFriends`] and the like. A conversation that exists can be opened whatever has become of the friendship.
pub fn open_direct(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: OpenDirect,
    friends: &dyn Friendship,
) -> Result<Conversation, Error> {
    let (me, peer) = (actor.account, input.account);
    let conversation = match DIRECTS.get(tx, &pair(me, peer))? {
        Some(conversation) => {
            show_again(tx, me, conversation)?;
            conversation
        }
        None => {
            if let Some(obstacle) = friends.obstacle(tx, me, peer)? {
                return Err(obstacle.error(peer));
            }
            if me == peer {
                return Err(Error::NotFriends { account: peer });
            }
            check_room(tx, me)?;
            make(tx, me, peer)?.0
        }
    };
    Window::load(tx, me, conversation)?.describe(tx, friends)
}

/// Two people have become friends: makes their conversation if there is none, shows it to both, and says so
/// in it.
///
/// # Errors
/// Only if the store fails.
pub fn befriend(tx: &mut Tx<'_>, a: AccountId, b: AccountId) -> Result<ConversationId, Error> {
    let (conversation, mut head) = match DIRECTS.get(tx, &pair(a, b))? {
        Some(conversation) => {
            show_again(tx, a, conversation)?;
            show_again(tx, b, conversation)?;
            (conversation, head_of(tx, conversation)?)
        }
        None => make(tx, a, b)?,
    };
    let (first, second) = pair(a, b);
    let message = SystemMessage {
        kind: SystemKind::FriendsNow,
        actor: None,
        accounts: &[first, second],
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    Ok(conversation)
}

/// The conversation of two people, if there is one.
///
/// # Errors
/// Only if the store fails.
pub fn direct_of(
    read: &dyn Read,
    a: AccountId,
    b: AccountId,
) -> Result<Option<ConversationId>, StoreError> {
    DIRECTS.get(read, &pair(a, b))
}

/// The two in the order of their ids.
pub(crate) fn pair(a: AccountId, b: AccountId) -> (AccountId, AccountId) {
    if a < b { (a, b) } else { (b, a) }
}

fn make(
    tx: &mut Tx<'_>,
    a: AccountId,
    b: AccountId,
) -> Result<(ConversationId, HeadRow), StoreError> {
    let conversation: ConversationId = tx.new_id();
    let (first, second) = pair(a, b);
    let now = tx.now();
    let row = ConversationRow {
        kind: KindRow::Direct { first, second },
        created_at: now,
        member_count: 2,
        removed_count: 0,
    };
    let head = HeadRow::new(now);
    DIRECTS.put(tx, &(first, second), &conversation)?;
    CONVERSATIONS.put(tx, &(conversation,), &row)?;
    HEADS.put(tx, &(conversation,), &head)?;
    add_member(tx, conversation, first, None, 1, Some(second))?;
    add_member(tx, conversation, second, None, 1, Some(first))?;
    Ok((conversation, head))
}

fn show_again(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
) -> Result<(), StoreError> {
    let Some(mut membership) = MEMBERSHIPS.get(tx, &(account, conversation))? else {
        // An account that has been erased is no longer there to be shown anything.
        return Ok(());
    };
    if membership.hidden_at_no.take().is_some() {
        MEMBERSHIPS.put(tx, &(account, conversation), &membership)?;
        events::touch(tx, account, conversation)?;
    }
    Ok(())
}
