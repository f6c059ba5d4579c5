//! The caller is typing: said to those who are there, kept nowhere.

use sapa_kernel::SignedIn;
use sapa_store::{Read, Topic};

use crate::conversation::OneConversation;
use crate::push::TypingPush;
use crate::send::check_may_write;
use crate::window::Member;
use crate::{Error, Friendship};

/// Input of `chat.typing`.
pub type Typing = OneConversation;

/// Who is to hear that the caller is typing, and what. Nobody, if the caller could not send.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotFriends`] and the like.
pub fn typing(
    read: &dyn Read,
    actor: &SignedIn,
    input: Typing,
    friends: &dyn Friendship,
) -> Result<(Topic, TypingPush), Error> {
    let member = Member::load(read, actor.account, input.conversation)?;
    check_may_write(read, &member, friends)?;
    let push = TypingPush::Typing {
        conversation: input.conversation,
        account: actor.account,
    };
    Ok((Topic::Conversation(input.conversation), push))
}
