//! A conversation as the caller sees it, derived from the rows that it consists of.

use sapa_accounts::Card;
use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::{Read, StoreError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::keys::{CONVERSATIONS, DRAFTS, MEMBERS, MESSAGES};
use crate::model::{KindRow, Service};
use crate::view::{Conversation, ConversationType, Draft, Message};
use crate::window::Window;
use crate::{CannotSend, Error, Friendship};

/// How many messages that the caller deleted are skipped in search of the last one that is left.
const MAX_SKIPPED: u64 = 200;

/// Input of `chat.conversation` and of others that need nothing else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct OneConversation {
    /// Which.
    pub conversation: ConversationId,
}

/// The conversation as the caller sees it.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn conversation(
    read: &dyn Read,
    actor: &SignedIn,
    input: OneConversation,
    friends: &dyn Friendship,
) -> Result<Conversation, Error> {
    Window::load(read, actor.account, input.conversation)?.describe(read, friends)
}

/// The parts of a conversation that depend on its type.
struct Face {
    kind: ConversationType,
    service: Option<Service>,
    peer: Option<Card>,
    name: Option<String>,
    owner: Option<AccountId>,
    member_count: u32,
    members_preview: Vec<Card>,
    peer_read_no: Option<u64>,
    obstacle: Option<CannotSend>,
}

impl Window {
    /// The conversation as this account sees it.
    pub(crate) fn describe(
        &self,
        read: &dyn Read,
        friends: &dyn Friendship,
    ) -> Result<Conversation, Error> {
        let face = self.face(read, friends)?;
        let read_no = self.read_to();
        let draft = DRAFTS.get(read, &(self.account, self.conversation))?;
        Ok(Conversation {
            conversation: self.conversation,
            kind: face.kind,
            service: face.service,
            peer: face.peer,
            name: face.name,
            owner: face.owner,
            member_count: face.member_count,
            members_preview: face.members_preview,
            last_message: self.last_message(read)?,
            active_at: self.head.last_at,
            head_no: self.head.head_no,
            change_no: self.head.change_no,
            first_visible_no: self.first_no,
            read_no,
            peer_read_no: face.peer_read_no,
            unread: self.head.head_no.saturating_sub(read_no),
            mentioned_no: self.mentioned_no(read, read_no)?,
            marked_unread: self.membership.marked_unread,
            muted: self.membership.muted,
            pinned_at: self.membership.pinned_at,
            hidden: self
                .membership
                .hidden_at_no
                .is_some_and(|at| self.head.head_no <= at),
            draft: draft.map(|draft| Draft {
                text: draft.text,
                reply_to: draft.reply_to,
                updated_at: draft.updated_at,
            }),
            can_send: face.obstacle.is_none(),
            cannot_send_reason: face.obstacle,
            left: self.member.is_none(),
        })
    }

    /// The last unread message that still mentions the account: one that was recalled calls nobody.
    fn mentioned_no(&self, read: &dyn Read, read_no: u64) -> Result<Option<u64>, StoreError> {
        let by_name = self.member.as_ref().map_or(0, |member| member.mentioned_no);
        let mut numbers = [by_name, self.head.everyone_no];
        numbers.sort_unstable();
        for number in numbers.into_iter().rev() {
            if number <= read_no || number < self.first_no {
                continue;
            }
            let row = MESSAGES.get(read, &(self.conversation, number))?;
            if row.is_some_and(|row| row.mentions(self.account)) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    fn face(&self, read: &dyn Read, friends: &dyn Friendship) -> Result<Face, Error> {
        if let Some(removed) = &self.membership.removed {
            return Ok(Face {
                kind: ConversationType::Group,
                service: None,
                peer: None,
                name: removed.name.clone(),
                owner: None,
                member_count: 0,
                members_preview: Vec::new(),
                peer_read_no: None,
                obstacle: Some(CannotSend::Removed),
            });
        }
        let row = CONVERSATIONS
            .get(read, &(self.conversation,))?
            .ok_or(Error::NotAMember)?;
        match row.kind {
            KindRow::Direct { first, second } => {
                let peer = if first == self.account { second } else { first };
                let card = sapa_accounts::card(read, peer)?;
                let obstacle = friends.known_obstacle(read, self.account, peer)?;
                let their_row = MEMBERS.get(read, &(self.conversation, peer))?;
                Ok(Face {
                    kind: ConversationType::Direct,
                    service: None,
                    members_preview: card.iter().cloned().collect(),
                    peer: card,
                    name: None,
                    owner: None,
                    member_count: row.member_count,
                    peer_read_no: their_row.map(|row| row.read_to(peer, &self.head)),
                    obstacle: obstacle.map(CannotSend::from),
                })
            }
            KindRow::Group {
                name,
                owner,
                preview,
            } => Ok(Face {
                kind: ConversationType::Group,
                service: None,
                peer: None,
                name,
                owner: Some(owner),
                member_count: row.member_count,
                members_preview: sapa_accounts::cards(read, preview)?,
                peer_read_no: None,
                obstacle: None,
            }),
            KindRow::Service { service, .. } => Ok(Face {
                kind: ConversationType::Service,
                service: Some(service),
                peer: None,
                name: None,
                owner: None,
                member_count: row.member_count,
                members_preview: Vec::new(),
                peer_read_no: None,
                obstacle: Some(CannotSend::ReadOnly),
            }),
        }
    }

    /// The newest message that this account has not deleted for itself.
    fn last_message(&self, read: &dyn Read) -> Result<Option<Message>, Error> {
        let last = self.last_no();
        if !self.shows(last) {
            return Ok(None);
        }
        let first = last.saturating_sub(MAX_SKIPPED).max(self.first_no);
        let deleted = self.deleted(read, first, last)?;
        let Some(number) = (first..=last).rev().find(|no| !deleted.contains(no)) else {
            return Ok(None);
        };
        let row = MESSAGES.get(read, &(self.conversation, number))?;
        row.map(|row| self.render(read, number, &row).map_err(Error::from))
            .transpose()
    }
}
