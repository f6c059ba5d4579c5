//! What operations on groups share: coming in, going out, and the row that says who owns what.

use std::collections::BTreeSet;

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Read, Scan, StoreError, Tx};

use crate::events::{self, ConversationEvent};
use crate::keys::{
    CONVERSATIONS, DELETED, DELETIONS, DRAFTS, LINK_CODES, LINKS, MEMBERS, MEMBERSHIPS, SERVICES,
};
use crate::model::{ConversationRow, HeadRow, KindRow, MemberRow, RemovedRow};
use crate::sweep::sweep_if_abandoned;
use crate::{Error, MAX_CONVERSATIONS, PREVIEW_MEMBERS};

/// Rows of one kind that leaving a conversation removes at once, at most; what an account deleted for itself
/// beyond that stays, unread by anybody.
const MAX_FORGOTTEN: usize = 10_000;

/// The conversations whose messages the account hears of as they come: those of which it is a member.
///
/// # Errors
/// Only if the store fails.
pub fn conversations_of(
    read: &dyn Read,
    account: AccountId,
) -> Result<Vec<ConversationId>, StoreError> {
    let rows = MEMBERSHIPS.scan(read, Scan::under(&(account,)))?;
    Ok(rows
        .into_iter()
        .filter(|(_, row)| row.removed.is_none())
        .map(|((_, conversation), _)| conversation)
        .collect())
}

/// Refuses one conversation too many.
pub(crate) fn check_room(read: &dyn Read, account: AccountId) -> Result<(), Error> {
    // Those of services take nobody's place.
    let limit = MAX_CONVERSATIONS + SERVICES.count(read, Scan::under(&(account,)))?;
    if MEMBERSHIPS.count(read, Scan::under(&(account,)).limit(limit))? >= limit {
        return Err(Error::TooManyConversations {
            limit: MAX_CONVERSATIONS,
        });
    }
    Ok(())
}

/// Makes the account a member who sees what is said from `first_no` on. The caller has checked the limits and
/// writes the conversation's row and head. True if it had been removed before, and comes back.
pub(crate) fn add_member(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    account: AccountId,
    invited_by: Option<AccountId>,
    first_no: u64,
    peer: Option<AccountId>,
) -> Result<bool, StoreError> {
    let row = MemberRow {
        joined_at: tx.now(),
        invited_by,
        first_no,
        read_no: 0,
        sent_no: 0,
        mentioned_no: 0,
        peer,
        service: None,
    };
    enter(tx, conversation, account, &row)
}

/// Writes a new member's rows and tells the account's devices. True if it had been removed before, and comes back.
pub(crate) fn enter(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    account: AccountId,
    row: &MemberRow,
) -> Result<bool, StoreError> {
    MEMBERS.put(tx, &(conversation, account), row)?;
    // Somebody who was removed and comes back keeps their settings.
    let mut membership = MEMBERSHIPS
        .get(tx, &(account, conversation))?
        .unwrap_or_default();
    let was_removed = membership.removed.take().is_some();
    membership.hidden_at_no = None;
    MEMBERSHIPS.put(tx, &(account, conversation), &membership)?;
    events::emit_membership(tx, account, conversation, true);
    events::touch(tx, account, conversation)?;
    Ok(was_removed)
}

/// Takes away what an account has of a conversation that it leaves for good.
pub(crate) fn forget_membership(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
) -> Result<(), StoreError> {
    MEMBERS.delete(tx, &(conversation, account))?;
    MEMBERSHIPS.delete(tx, &(account, conversation))?;
    DRAFTS.delete(tx, &(account, conversation))?;
    let under = || Scan::under(&(account, conversation)).limit(MAX_FORGOTTEN);
    for key in DELETED.keys(tx, under())? {
        DELETED.delete(tx, &key)?;
    }
    for key in DELETIONS.keys(
        tx,
        Scan::under(&(account, conversation)).limit(MAX_FORGOTTEN),
    )? {
        DELETIONS.delete(tx, &key)?;
    }
    events::touch(tx, account, conversation)
}

/// Takes away what somebody who was removed still had of a conversation.
pub(crate) fn forget_removed(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
) -> Result<(), StoreError> {
    forget_membership(tx, account, conversation)?;
    if let Some(mut row) = CONVERSATIONS.get(tx, &(conversation,))? {
        row.removed_count = row.removed_count.saturating_sub(1);
        CONVERSATIONS.put(tx, &(conversation,), &row)?;
    }
    sweep_if_abandoned(tx, conversation)
}

/// Turns a member into somebody who was removed: they keep what they could see until now.
pub(crate) fn close_membership(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
    row: &MemberRow,
    head: &HeadRow,
    name: Option<String>,
) -> Result<(), StoreError> {
    MEMBERS.delete(tx, &(conversation, account))?;
    DRAFTS.delete(tx, &(account, conversation))?;
    let mut membership = MEMBERSHIPS
        .get(tx, &(account, conversation))?
        .unwrap_or_default();
    membership.removed = Some(RemovedRow {
        at: head.last_at,
        first_no: row.first_no,
        last_no: head.head_no,
        change_no: head.change_no,
        read_no: row.read_to(account, head),
        name,
    });
    MEMBERSHIPS.put(tx, &(account, conversation), &membership)?;
    events::touch(tx, account, conversation)
}

/// The members in the order in which they came, with their rows.
pub(crate) fn by_standing(
    read: &dyn Read,
    conversation: ConversationId,
) -> Result<Vec<(AccountId, MemberRow)>, StoreError> {
    let mut members: Vec<_> = MEMBERS
        .scan(read, Scan::under(&(conversation,)))?
        .into_iter()
        .map(|((_, account), row)| (account, row))
        .collect();
    // Those who came together stand in the order of their ids, so that the outcome is the same everywhere.
    members.sort_by_key(|(account, row)| (row.joined_at, *account));
    Ok(members)
}

/// Writes a group's row after members came or went: counts them, chooses the preview, and gives the group to
/// the longest-standing member if its owner has gone. The new owner, if there is one.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    mut row: ConversationRow,
) -> Result<Option<AccountId>, StoreError> {
    let members = by_standing(tx, conversation)?;
    row.member_count = u32::try_from(members.len()).unwrap_or(u32::MAX);
    let mut new_owner = None;
    if let KindRow::Group { owner, preview, .. } = &mut row.kind {
        *preview = members
            .iter()
            .take(PREVIEW_MEMBERS)
            .map(|(account, _)| *account)
            .collect();
        let stays = members.iter().any(|(account, _)| account == owner);
        if let Some((first, _)) = members.first().filter(|_| !stays) {
            *owner = *first;
            new_owner = Some(*first);
        }
    }
    CONVERSATIONS.put(tx, &(conversation,), &row)?;
    Ok(new_owner)
}

/// Tells members that name, owner or members have changed: their clients read the conversation again.
pub(crate) fn emit_changed(tx: &mut Tx<'_>, conversation: ConversationId, head: &HeadRow) {
    let event = ConversationEvent {
        change_no: head.change_no,
        conversation: None,
    };
    events::emit(tx, conversation, events::CONVERSATION, &event);
}

/// Makes a group's link invalid, if it has one.
pub(crate) fn drop_link(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), StoreError> {
    if let Some(link) = LINKS.get(tx, &(conversation,))? {
        LINKS.delete(tx, &(conversation,))?;
        LINK_CODES.delete(tx, &(link.code,))?;
    }
    Ok(())
}

/// A list of accounts, each once, or an error.
pub(crate) fn distinct(accounts: &[AccountId], limit: usize) -> Result<BTreeSet<AccountId>, Error> {
    let set: BTreeSet<AccountId> = accounts.iter().copied().collect();
    if set.is_empty() || accounts.len() > limit || set.len() != accounts.len() {
        return Err(Error::CountInvalid { limit });
    }
    Ok(set)
}

/// A group's name as it is stored; none if there is nothing to see in it.
pub(crate) fn clean_name(name: &str) -> Result<Option<String>, Error> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    sapa_accounts::clean_name(name, crate::MAX_NAME)
        .map(Some)
        .map_err(|_| Error::NameInvalid {
            limit: crate::MAX_NAME,
        })
}
