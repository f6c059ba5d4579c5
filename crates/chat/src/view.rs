//! Messages and conversations as clients see them.

use sapa_accounts::Card;
use sapa_kernel::{AccountId, ConversationId, Timestamp};
use sapa_store::{Read, StoreError};
use schemars::JsonSchema;
use serde::Serialize;

use crate::keys::MESSAGES;
use crate::model::{BodyRow, MessageRow};
use crate::{CannotSend, CardKind, MAX_EXCERPT, Service, SystemKind, card};

/// A stretch of a text that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mention {
    /// Whom; absent for everyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Where it begins, in UTF-16 units.
    pub offset: u32,
    /// How long it is, in UTF-16 units.
    pub length: u32,
}

/// A photo of a message. Its bytes are at `/api/blobs/{conversation}/{message_no}/{index}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Photo {
    /// Pixels across of the large size.
    pub width: u32,
    /// Pixels down of the large size.
    pub height: u32,
    /// Bytes of the large size.
    pub bytes: u64,
    /// A few pixels as a `data:` URL of at most 300 characters, to be shown blurred meanwhile.
    pub placeholder: String,
}

/// What happened, said by the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SystemEvent {
    /// What.
    #[serde(rename = "type")]
    pub kind: SystemKind,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<AccountId>,
    /// Whom it concerns: at most 20 of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountId>,
    /// How many it concerns, if those are more than `accounts` has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_count: Option<u32>,
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// A text.
    Text {
        /// As it was sent.
        text: String,
        /// Whom it names, and where.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<Mention>,
    },
    /// One to nine photos.
    Photos {
        /// In their order.
        photos: Vec<Photo>,
        /// A text below them.
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    /// Said by the system.
    System {
        /// What happened.
        event: SystemEvent,
    },
    /// The sender took it back.
    Recalled {
        /// Who took it back.
        by: AccountId,
    },
    /// What another part of Sapa has put here, such as money that was sent.
    Card {
        /// What it shows.
        card: card::Card,
    },
}

/// The message that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quotation {
    /// Its number.
    pub message_no: u64,
    /// Who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<AccountId>,
    /// The beginning of its text or caption, at most 120 characters.
    pub excerpt: String,
    /// How many photos it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photos: Option<u32>,
    /// What kind of card it is, if it is one: the excerpt is its note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardKind>,
    /// It has been recalled: there is no excerpt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub recalled: bool,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Message {
    /// Where it was said.
    pub conversation: ConversationId,
    /// Its number there: 1, 2, 3 and so on.
    pub message_no: u64,
    /// The change that last touched it.
    pub change_no: u64,
    /// Who said it; absent for the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<AccountId>,
    /// When.
    pub sent_at: Timestamp,
    /// The sender's own id for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// What it says.
    pub body: Body,
    /// What it answers. A client that learns that a message was recalled also clears quotations of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Quotation>,
    /// It comes from another conversation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
    /// It names the one who reads it. Not said in pushes, which are the same for all: see the mentions.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mentions_me: bool,
}

/// What somebody has begun to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Draft {
    /// The text so far.
    pub text: String,
    /// The message that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<u64>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationType {
    /// Of two people.
    Direct,
    /// Of up to 500.
    Group,
    /// In which the cell itself speaks; nobody can answer.
    Service,
}

/// A conversation as one account sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conversation {
    /// Which.
    pub conversation: ConversationId,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ConversationType,
    /// Which part of the cell speaks in it, if it is a service's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// The other one of a direct conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<Card>,
    /// The group's name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The group's owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountId>,
    /// How many are in it.
    pub member_count: u32,
    /// The longest-standing members, at most nine: their pictures compose the group's.
    pub members_preview: Vec<Card>,
    /// The newest message that this account sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// When something was last said, or the conversation began: lists are in this order.
    pub active_at: Timestamp,
    /// The last message's number; 0 if there is none.
    pub head_no: u64,
    /// The last change's number.
    pub change_no: u64,
    /// The first message that this account may see.
    pub first_visible_no: u64,
    /// How far this account has read; its own messages count.
    pub read_no: u64,
    /// How far the other one of a direct conversation has read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer_read_no: Option<u64>,
    /// Messages after `read_no`.
    pub unread: u64,
    /// The last unread message that mentions this account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned_no: Option<u64>,
    /// Marked as unread by hand.
    pub marked_unread: bool,
    /// Without notifications.
    pub muted: bool,
    /// Since when it stands above the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned_at: Option<Timestamp>,
    /// Out of the list until the next message.
    pub hidden: bool,
    /// What this account has begun to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Whether this account can write here, as far as it may know.
    pub can_send: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_send_reason: Option<CannotSend>,
    /// This account is no longer a member: it sees what there was until then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}

/// A message as every member may see it.
pub(crate) fn render(
    read: &dyn Read,
    conversation: ConversationId,
    message_no: u64,
    row: &MessageRow,
) -> Result<Message, StoreError> {
    let reply_to = row
        .reply_to
        .map(|quoted| quotation(read, conversation, quoted))
        .transpose()?;
    Ok(Message {
        conversation,
        message_no,
        change_no: row.change_no,
        sender: row.sender,
        sent_at: row.sent_at,
        client_id: row.client_id.clone(),
        body: body(&row.body),
        reply_to,
        forwarded: row.forwarded,
        mentions_me: false,
    })
}

fn quotation(
    read: &dyn Read,
    conversation: ConversationId,
    message_no: u64,
) -> Result<Quotation, StoreError> {
    let mut quotation = Quotation {
        message_no,
        sender: None,
        excerpt: String::new(),
        photos: None,
        card: None,
        recalled: false,
    };
    let Some(row) = MESSAGES.get(read, &(conversation, message_no))? else {
        return Ok(quotation);
    };
    quotation.sender = row.sender;
    let beginning = |text: &str| text.chars().take(MAX_EXCERPT).collect();
    match &row.body {
        BodyRow::Text { text, .. } => quotation.excerpt = beginning(text),
        BodyRow::Photos { photos, caption } => {
            quotation.excerpt = caption.as_deref().map(beginning).unwrap_or_default();
            quotation.photos = u32::try_from(photos.len()).ok();
        }
        BodyRow::Recalled { .. } => quotation.recalled = true,
        BodyRow::Card { card } => {
            quotation.excerpt = card.note.as_deref().map(beginning).unwrap_or_default();
            quotation.card = Some(card.kind);
        }
        BodyRow::System { .. } => {}
    }
    Ok(quotation)
}

fn body(row: &BodyRow) -> Body {
    match row {
        BodyRow::Text { text, mentions } => Body::Text {
            text: text.clone(),
            mentions: mentions
                .iter()
                .map(|mention| Mention {
                    account: mention.account,
                    offset: mention.offset,
                    length: mention.length,
                })
                .collect(),
        },
        BodyRow::Photos { photos, caption } => Body::Photos {
            photos: photos
                .iter()
                .map(|photo| Photo {
                    width: photo.width,
                    height: photo.height,
                    bytes: photo.bytes,
                    placeholder: photo.placeholder.clone(),
                })
                .collect(),
            caption: caption.clone(),
        },
        BodyRow::System { event } => Body::System {
            event: SystemEvent {
                kind: event.kind,
                actor: event.actor,
                accounts: event.accounts.clone(),
                account_count: (event.account_count as usize > event.accounts.len())
                    .then_some(event.account_count),
                name: event.name.clone(),
            },
        },
        BodyRow::Recalled { by } => Body::Recalled { by: *by },
        BodyRow::Card { card } => Body::Card { card: card.clone() },
    }
}

impl MessageRow {
    /// Whether the text names the account, or everyone. One's own message does not.
    pub(crate) fn mentions(&self, account: AccountId) -> bool {
        let BodyRow::Text { mentions, .. } = &self.body else {
            return false;
        };
        self.sender != Some(account)
            && mentions
                .iter()
                .any(|mention| mention.account.is_none_or(|named| named == account))
    }

    /// Everybody whom a client needs to know to show the message.
    pub(crate) fn people(&self) -> impl Iterator<Item = AccountId> + '_ {
        let (actor, named) = match &self.body {
            BodyRow::System { event } => (event.actor, event.accounts.as_slice()),
            BodyRow::Recalled { by } => (Some(*by), &[][..]),
            BodyRow::Card { card } => (card.account, &[][..]),
            BodyRow::Text { .. } | BodyRow::Photos { .. } => (None, &[][..]),
        };
        self.sender
            .into_iter()
            .chain(actor)
            .chain(named.iter().copied())
    }
}
