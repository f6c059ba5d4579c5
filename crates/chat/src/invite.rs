//! Brings friends into a group.

use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::groups::{add_member, check_room, distinct, emit_changed, settle};
use crate::keys::MEMBERS;
use crate::post::{SystemMessage, announce};
use crate::window::Member;
use crate::{Error, Friendship, MAX_MEMBERS, Obstacle, SystemKind};

/// Input of `chat.invite`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Invite {
    /// Which group.
    pub conversation: ConversationId,
    /// Friends of the caller, each once.
    pub accounts: Vec<AccountId>,
}

/// Why somebody was not brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotAddedReason {
    /// They are in the group.
    AlreadyMember,
    /// They are no friend of the caller.
    NotFriends,
    /// The group has 500 members.
    GroupFull,
    /// They have as many conversations as one can have.
    TooManyConversations,
    /// The account has been deleted.
    Deleted,
}

/// Somebody who was not brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotAdded {
    /// Who.
    pub account: AccountId,
    /// Why not.
    pub reason: NotAddedReason,
}

/// Output of `chat.invite`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Invited {
    /// Who is a member now.
    pub added: Vec<AccountId>,
    /// Who is not, and why.
    pub not_added: Vec<NotAdded>,
}

/// Brings friends into a group, as many as possible; any member may. They see what is said from now on.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`], [`Error::CountInvalid`].
pub fn invite(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: Invite,
    friends: &dyn Friendship,
) -> Result<Invited, Error> {
    let conversation = input.conversation;
    let member = Member::load(tx, actor.account, conversation)?;
    let mut row = member.group(tx)?;
    distinct(&input.accounts, MAX_MEMBERS)?;
    let mut head = member.head(tx)?;
    let mut invited = Invited {
        added: Vec::new(),
        not_added: Vec::new(),
    };
    for account in input.accounts {
        let full = row.member_count as usize + invited.added.len() >= MAX_MEMBERS;
        match obstacle(tx, &member, account, full, friends)? {
            Some(reason) => invited.not_added.push(NotAdded { account, reason }),
            None => {
                // What says that they came is the first thing that they see.
                let first_no = head.head_no + 1;
                let inviter = Some(actor.account);
                let back = add_member(tx, conversation, account, inviter, first_no, None)?;
                row.removed_count = row.removed_count.saturating_sub(back.into());
                invited.added.push(account);
            }
        }
    }
    if invited.added.is_empty() {
        return Ok(invited);
    }
    settle(tx, conversation, row)?;
    let message = SystemMessage {
        kind: SystemKind::Invited,
        actor: Some(actor.account),
        accounts: &invited.added,
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    emit_changed(tx, conversation, &head);
    Ok(invited)
}

fn obstacle(
    tx: &Tx<'_>,
    member: &Member,
    account: AccountId,
    full: bool,
    friends: &dyn Friendship,
) -> Result<Option<NotAddedReason>, Error> {
    if MEMBERS.contains(tx, &(member.conversation, account))? {
        return Ok(Some(NotAddedReason::AlreadyMember));
    }
    match friends.obstacle(tx, member.account, account)? {
        Some(Obstacle::Deleted) => return Ok(Some(NotAddedReason::Deleted)),
        Some(Obstacle::NotFriends | Obstacle::Blocked) => {
            return Ok(Some(NotAddedReason::NotFriends));
        }
        None => {}
    }
    if full {
        return Ok(Some(NotAddedReason::GroupFull));
    }
    match check_room(tx, account) {
        Ok(()) => Ok(None),
        Err(Error::TooManyConversations { .. }) => Ok(Some(NotAddedReason::TooManyConversations)),
        Err(other) => Err(other),
    }
}
