//! What devices are told as it happens. Each is rendered once and shared by all who hear it, so it has
//! nothing that depends on who that is.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Read, Topic};
use schemars::JsonSchema;
use serde::Serialize;

use crate::events::{ChangedEvent, ConversationEvent, MessageEvent, ReadEvent};
use crate::view::{Message, render};
use crate::{Error, Tails};

/// There is a new message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MessagePush {
    /// `{"type": "message", "message": …}`
    Message {
        /// The message.
        message: Message,
    },
}

/// A message is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChangedPush {
    /// `{"type": "changed", "message": …}`
    Changed {
        /// As it is now.
        message: Message,
    },
}

/// Name, owner or members changed: read the conversation again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ConversationPush {
    /// `{"type": "conversation", "conversation": …, "change_no": …}`
    Conversation {
        /// Which.
        conversation: ConversationId,
        /// Its last change.
        change_no: u64,
    },
}

/// One of two people has read so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ReadPush {
    /// `{"type": "read", "conversation": …, "account": …, "message_no": …, "change_no": …}`
    Read {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
        /// The last message read.
        message_no: u64,
        /// The change that it is.
        change_no: u64,
    },
}

/// Somebody is typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TypingPush {
    /// `{"type": "typing", "conversation": …, "account": …}`
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
}

/// The conversation that an event is of: its topic, or what it names on the topic of an account.
fn conversation_of(topic: &Topic, named: Option<ConversationId>) -> Option<ConversationId> {
    match topic {
        Topic::Conversation(conversation) => Some(*conversation),
        Topic::Account(_) => named,
        _ => None,
    }
}

/// The push of a `chat.message`.
///
/// # Errors
/// Only if the store fails.
pub fn push_message(
    read: &dyn Read,
    topic: &Topic,
    event: MessageEvent,
    tails: &Tails,
) -> Result<Option<MessagePush>, Error> {
    let Some(conversation) = conversation_of(topic, None) else {
        return Ok(None);
    };
    let Some(row) = tails.appended(read, conversation, event)? else {
        return Ok(None);
    };
    let message = render(read, conversation, event.message_no, &row)?;
    Ok(Some(MessagePush::Message { message }))
}

/// The push of a `chat.changed`.
///
/// # Errors
/// Only if the store fails.
pub fn push_changed(
    read: &dyn Read,
    topic: &Topic,
    event: ChangedEvent,
    tails: &Tails,
) -> Result<Option<ChangedPush>, Error> {
    let Some(conversation) = conversation_of(topic, event.conversation) else {
        return Ok(None);
    };
    let Some(row) = tails.changed(read, conversation, event)? else {
        return Ok(None);
    };
    let message = render(read, conversation, event.message_no, &row)?;
    Ok(Some(ChangedPush::Changed { message }))
}

/// The push of a `chat.conversation`.
pub fn push_conversation(topic: &Topic, event: ConversationEvent) -> Option<ConversationPush> {
    conversation_of(topic, event.conversation).map(|conversation| ConversationPush::Conversation {
        conversation,
        change_no: event.change_no,
    })
}

/// The push of a `chat.read`.
pub fn push_read(topic: &Topic, event: ReadEvent, tails: &Tails) -> Option<ReadPush> {
    let conversation = conversation_of(topic, None)?;
    tails.passed(conversation, event.change_no);
    Some(ReadPush::Read {
        conversation,
        account: event.account,
        message_no: event.message_no,
        change_no: event.change_no,
    })
}
