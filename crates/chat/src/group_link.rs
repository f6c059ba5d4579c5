//! A link by which people come into a group without being invited by name.

use sapa_accounts::Card;
use sapa_kernel::{ConversationId, Empty, SignedIn, Timestamp};
use sapa_store::{Read, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::conversation::OneConversation;
use crate::groups::drop_link;
use crate::keys::{CONVERSATIONS, LINK_CODES, LINKS, MEMBERS};
use crate::model::{ConversationRow, KindRow, LinkRow};
use crate::window::Member;
use crate::{Error, LINK_LIFETIME};

/// Output of `chat.group_link`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupLink {
    /// What lets in.
    pub code: String,
    /// The code as an address that can be opened.
    pub url: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// The group's current link, or a new one with `fresh_code` if there is none that is still good. Any member may.
///
/// `fresh_code` comes from the machine's randomness: the seed of a transaction is in the log. The code is stored as it is,
/// because every member may see it. The caller fills in `url`.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`].
pub fn group_link(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: OneConversation,
    fresh_code: String,
) -> Result<GroupLink, Error> {
    let conversation = input.conversation;
    Member::load(tx, actor.account, conversation)?.group(tx)?;
    let now = tx.now();
    let link = match LINKS.get(tx, &(conversation,))? {
        Some(link) if link.expires_at > now => link,
        _ => {
            drop_link(tx, conversation)?;
            let link = LinkRow {
                code: fresh_code,
                expires_at: now.saturating_add(LINK_LIFETIME),
                made_by: actor.account,
            };
            LINKS.put(tx, &(conversation,), &link)?;
            LINK_CODES.put(tx, &(link.code.clone(),), &conversation)?;
            link
        }
    };
    Ok(GroupLink {
        code: link.code,
        url: String::new(),
        expires_at: link.expires_at,
    })
}

/// Makes the group's link invalid. The owner may; without a link it changes nothing.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::NotAGroup`], [`Error::NotOwner`].
pub fn revoke_group_link(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: OneConversation,
) -> Result<Empty, Error> {
    Member::load(tx, actor.account, input.conversation)?.owned_group(tx)?;
    drop_link(tx, input.conversation)?;
    Ok(Empty {})
}

/// Input of `chat.resolve_group_link`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ResolveGroupLink {
    /// What the link ends with.
    pub code: String,
}

/// What somebody with a link is shown of the group before they join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkedGroup {
    /// Its name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many are in it.
    pub member_count: u32,
    /// The longest-standing members, at most nine.
    pub members_preview: Vec<Card>,
    /// The caller is one of them.
    pub already_member: bool,
    /// The group's id, for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
}

/// What a link leads to.
///
/// # Errors
/// [`Error::LinkInvalid`].
pub fn resolve_group_link(
    read: &dyn Read,
    actor: &SignedIn,
    input: ResolveGroupLink,
) -> Result<LinkedGroup, Error> {
    let (conversation, row, _) = behind(read, &input.code)?;
    let already_member = MEMBERS.contains(read, &(conversation, actor.account))?;
    let KindRow::Group { name, preview, .. } = row.kind else {
        return Err(Error::LinkInvalid);
    };
    Ok(LinkedGroup {
        name,
        member_count: row.member_count,
        members_preview: sapa_accounts::cards(read, preview)?,
        already_member,
        conversation: already_member.then_some(conversation),
    })
}

/// The group that a code leads to, while it is good.
pub(crate) fn behind(
    read: &dyn Read,
    code: &str,
) -> Result<(ConversationId, ConversationRow, LinkRow), Error> {
    let conversation = LINK_CODES
        .get(read, &(code.to_owned(),))?
        .ok_or(Error::LinkInvalid)?;
    let link = LINKS
        .get(read, &(conversation,))?
        .filter(|link| link.code == code && link.expires_at > read.now())
        .ok_or(Error::LinkInvalid)?;
    let row = CONVERSATIONS
        .get(read, &(conversation,))?
        .ok_or(Error::LinkInvalid)?;
    Ok((conversation, row, link))
}
