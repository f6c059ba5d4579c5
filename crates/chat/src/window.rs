//! The guards: who may act in a conversation, and what somebody may see of it.

use std::collections::BTreeSet;

use sapa_accounts::Card;
use sapa_kernel::{AccountId, ConversationId, Empty};
use sapa_store::{Read, Scan, StoreError, Tx};

use crate::keys::{CONVERSATIONS, DELETED, HEADS, MEMBERS, MEMBERSHIPS, MESSAGES};
use crate::model::{ConversationRow, HeadRow, KindRow, MemberRow, MembershipRow, MessageRow};
use crate::view::{Message, render};
use crate::{Error, events};

/// Somebody who is a member now: may act. Made only by looking.
#[derive(Debug, Clone)]
pub struct Member {
    pub(crate) account: AccountId,
    pub(crate) conversation: ConversationId,
    pub(crate) row: MemberRow,
}

impl Member {
    /// The account's membership in the conversation.
    ///
    /// # Errors
    /// [`Error::NotAMember`].
    pub fn load(
        read: &dyn Read,
        account: AccountId,
        conversation: ConversationId,
    ) -> Result<Self, Error> {
        let row = MEMBERS
            .get(read, &(conversation, account))?
            .ok_or(Error::NotAMember)?;
        Ok(Self {
            account,
            conversation,
            row,
        })
    }

    /// The other one, in a direct conversation.
    pub fn peer(&self) -> Option<AccountId> {
        self.row.peer
    }

    /// Whether the member may see what stands at this number: they had joined by then.
    pub fn sees(&self, message_no: u64) -> bool {
        message_no >= self.row.first_no
    }

    pub(crate) fn head(&self, read: &dyn Read) -> Result<HeadRow, Error> {
        head_of(read, self.conversation)
    }

    /// Refuses a conversation in which only a service speaks.
    pub(crate) fn can_be_written(&self) -> Result<(), Error> {
        match self.row.service {
            Some(_) => Err(Error::ReadOnly),
            None => Ok(()),
        }
    }

    /// The conversation's row, if it is a group.
    pub(crate) fn group(&self, read: &dyn Read) -> Result<ConversationRow, Error> {
        self.can_be_written()?;
        if self.row.peer.is_some() {
            return Err(Error::NotAGroup);
        }
        CONVERSATIONS
            .get(read, &(self.conversation,))?
            .ok_or(Error::NotAMember)
    }

    /// The same, if this member owns it.
    pub(crate) fn owned_group(&self, read: &dyn Read) -> Result<ConversationRow, Error> {
        let row = self.group(read)?;
        match row.kind {
            KindRow::Group { owner, .. } if owner == self.account => Ok(row),
            _ => Err(Error::NotOwner),
        }
    }

    /// A message that this member can see and that still says something.
    pub(crate) fn message(&self, read: &dyn Read, message_no: u64) -> Result<MessageRow, Error> {
        if message_no < self.row.first_no {
            return Err(Error::MessageNotFound);
        }
        MESSAGES
            .get(read, &(self.conversation, message_no))?
            .ok_or(Error::MessageNotFound)
    }
}

pub(crate) fn head_of(read: &dyn Read, conversation: ConversationId) -> Result<HeadRow, Error> {
    HEADS.get(read, &(conversation,))?.ok_or(Error::NotAMember)
}

impl HeadRow {
    /// The last own message of somebody in a direct conversation.
    pub(crate) fn sent_no(&self, account: AccountId, peer: AccountId) -> u64 {
        if account < peer {
            self.first_sent_no
        } else {
            self.second_sent_no
        }
    }
}

impl MemberRow {
    /// Whether the conversation is a group.
    pub(crate) fn is_group(&self) -> bool {
        self.peer.is_none() && self.service.is_none()
    }

    /// How far the member has read: said so, or written after it.
    pub(crate) fn read_to(&self, account: AccountId, head: &HeadRow) -> u64 {
        let sent_no = self
            .peer
            .map_or(self.sent_no, |peer| head.sent_no(account, peer));
        self.read_no.max(sent_no).max(self.first_no - 1)
    }
}

/// What an account may see of a conversation: as a member up to its head, as somebody who was removed up to then.
#[derive(Debug, Clone)]
pub struct Window {
    pub(crate) account: AccountId,
    pub(crate) conversation: ConversationId,
    pub(crate) membership: MembershipRow,
    /// None for somebody who was removed.
    pub(crate) member: Option<MemberRow>,
    pub(crate) head: HeadRow,
    /// The first message that can be seen.
    pub(crate) first_no: u64,
}

impl Window {
    /// What the account may see of the conversation.
    ///
    /// # Errors
    /// [`Error::NotAMember`] if nothing.
    pub fn load(
        read: &dyn Read,
        account: AccountId,
        conversation: ConversationId,
    ) -> Result<Self, Error> {
        let membership = MEMBERSHIPS
            .get(read, &(account, conversation))?
            .ok_or(Error::NotAMember)?;
        Self::of(read, account, conversation, membership)
    }

    /// The same, by a membership that has been read already.
    pub(crate) fn of(
        read: &dyn Read,
        account: AccountId,
        conversation: ConversationId,
        membership: MembershipRow,
    ) -> Result<Self, Error> {
        let head = seen_head(read, conversation, &membership)?;
        let (member, first_no) = match &membership.removed {
            Some(removed) => (None, removed.first_no),
            None => {
                let member = Member::load(read, account, conversation)?.row;
                let first_no = member.first_no;
                (Some(member), first_no)
            }
        };
        Ok(Self {
            account,
            conversation,
            membership,
            member,
            head,
            first_no,
        })
    }

    /// The number of the last message that can be seen; less than `first_no` if there is none.
    pub(crate) fn last_no(&self) -> u64 {
        self.head.head_no
    }

    /// How far the account has read.
    pub(crate) fn read_to(&self) -> u64 {
        match (&self.member, &self.membership.removed) {
            (Some(member), _) => member.read_to(self.account, &self.head),
            (None, Some(removed)) => removed.read_no,
            (None, None) => self.head.head_no,
        }
    }

    /// Whether the message can be seen, deletions aside.
    pub(crate) fn shows(&self, message_no: u64) -> bool {
        (self.first_no..=self.last_no()).contains(&message_no)
    }

    /// Which messages of a range the account has deleted for itself.
    pub(crate) fn deleted(
        &self,
        read: &dyn Read,
        first: u64,
        last: u64,
    ) -> Result<BTreeSet<u64>, StoreError> {
        if self.membership.deletions == 0 || first > last {
            return Ok(BTreeSet::new());
        }
        let (account, conversation) = (self.account, self.conversation);
        let range = Scan::under(&(account, conversation))
            .from(&(account, conversation, first))
            .up_to(&(account, conversation, last));
        let keys = DELETED.keys(read, range)?;
        Ok(keys.into_iter().map(|(.., number)| number).collect())
    }

    /// A message as this account sees it.
    pub(crate) fn render(
        &self,
        read: &dyn Read,
        message_no: u64,
        row: &MessageRow,
    ) -> Result<Message, StoreError> {
        let mut message = render(read, self.conversation, message_no, row)?;
        message.mentions_me = row.mentions(self.account);
        Ok(message)
    }

    /// Cards of those who are named by these messages but are members no longer, or never were: the list of
    /// members does not have them. Direct conversations need none.
    pub(crate) fn strangers<'r>(
        &self,
        read: &dyn Read,
        rows: impl Iterator<Item = &'r MessageRow>,
    ) -> Result<Vec<Card>, StoreError> {
        if self.member.as_ref().is_some_and(|row| row.peer.is_some()) {
            return Ok(Vec::new());
        }
        let people: BTreeSet<AccountId> = rows.flat_map(MessageRow::people).collect();
        let mut cards = Vec::new();
        for account in people {
            let known =
                self.member.is_some() && MEMBERS.contains(read, &(self.conversation, account))?;
            if !known {
                cards.extend(sapa_accounts::card(read, account)?);
            }
        }
        Ok(cards)
    }
}

/// The head as somebody with this membership may see it.
pub(crate) fn seen_head(
    read: &dyn Read,
    conversation: ConversationId,
    membership: &MembershipRow,
) -> Result<HeadRow, Error> {
    Ok(match &membership.removed {
        Some(removed) => HeadRow {
            head_no: removed.last_no,
            change_no: removed.change_no,
            ..HeadRow::new(removed.at)
        },
        None => head_of(read, conversation)?,
    })
}

impl Window {
    /// Writes the account's own settings, if they changed, and tells its devices.
    pub(crate) fn save_membership(self, tx: &mut Tx<'_>, changed: bool) -> Result<Empty, Error> {
        if changed {
            let key = (self.account, self.conversation);
            MEMBERSHIPS.put(tx, &key, &self.membership)?;
            events::touch(tx, self.account, self.conversation)?;
        }
        Ok(Empty {})
    }
}
