//! Makes a group of friends.

use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::groups::{add_member, check_room, clean_name, distinct, emit_changed, settle};
use crate::keys::GROUP_CLIENT_IDS;
use crate::model::{ConversationRow, HeadRow, KindRow};
use crate::post::{SystemMessage, announce};
use crate::send::check_client_id;
use crate::view::Conversation;
use crate::window::Window;
use crate::{Error, Friendship, MAX_MEMBERS, MIN_NEW_MEMBERS, SystemKind};

/// Input of `chat.create_group`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct CreateGroup {
    /// At most 64 characters; a group without a name shows its members'.
    pub name: Option<String>,
    /// Friends of the caller, 2 to 499, each once.
    pub members: Vec<AccountId>,
    /// The caller's own id for the group: the same again answers the same group.
    pub client_id: String,
}

/// Makes a group that the caller owns.
///
/// # Errors
/// [`Error::NotFriends`] and the like for the first who is none, [`Error::TooFewMembers`], [`Error::GroupFull`],
/// [`Error::CountInvalid`], [`Error::NameInvalid`].
pub fn create_group(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: CreateGroup,
    friends: &dyn Friendship,
) -> Result<Conversation, Error> {
    check_client_id(&input.client_id)?;
    let key = (actor.account, input.client_id);
    let conversation = match GROUP_CLIENT_IDS.get(tx, &key)? {
        Some(conversation) => conversation,
        None => {
            for account in &input.members {
                if let Some(obstacle) = friends.obstacle(tx, actor.account, *account)? {
                    return Err(obstacle.error(*account));
                }
            }
            check_room(tx, actor.account)?;
            let name = input.name.as_deref().unwrap_or_default();
            let conversation = make(tx, actor.account, &input.members, name)?;
            GROUP_CLIENT_IDS.put(tx, &key, &conversation)?;
            conversation
        }
    };
    Window::load(tx, actor.account, conversation)?.describe(tx, friends)
}

/// Makes a group without asking whether its members are friends.
pub(crate) fn make(
    tx: &mut Tx<'_>,
    owner: AccountId,
    members: &[AccountId],
    name: &str,
) -> Result<ConversationId, Error> {
    if members.len() + 1 < MIN_NEW_MEMBERS {
        return Err(Error::TooFewMembers {
            limit: MIN_NEW_MEMBERS,
        });
    }
    if members.len() + 1 > MAX_MEMBERS {
        return Err(Error::GroupFull { limit: MAX_MEMBERS });
    }
    let others = distinct(members, MAX_MEMBERS)?;
    if others.contains(&owner) {
        return Err(Error::CountInvalid { limit: MAX_MEMBERS });
    }
    let name = clean_name(name)?;
    let conversation: ConversationId = tx.new_id();
    let now = tx.now();
    for account in std::iter::once(owner).chain(others) {
        let invited_by = (account != owner).then_some(owner);
        add_member(tx, conversation, account, invited_by, 1, None)?;
    }
    let row = ConversationRow {
        kind: KindRow::Group {
            name,
            owner,
            preview: Vec::new(),
        },
        created_at: now,
        member_count: 0,
        removed_count: 0,
    };
    settle(tx, conversation, row)?;
    let mut head = HeadRow::new(now);
    let message = SystemMessage {
        kind: SystemKind::Created,
        actor: Some(owner),
        accounts: members,
        name: None,
    };
    announce(tx, conversation, &mut head, message)?;
    emit_changed(tx, conversation, &head);
    Ok(conversation)
}
