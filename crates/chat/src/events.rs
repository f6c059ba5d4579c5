//! What chat announces. Events name rows; whoever delivers them reads the rows.

use minicbor::{Decode, Encode};
use sapa_feed::{KIND_CONVERSATION, Subject};
use sapa_kernel::{AccountId, ConversationId, Id};
use sapa_store::{Event, StoreError, Topic, Tx};

/// Name of the event on an account's topic when it comes into a conversation or goes; its body is a [`Membership`].
pub const MEMBERSHIP: &str = "chat.membership";
pub(crate) const MESSAGE: &str = "chat.message";
pub(crate) const CHANGED: &str = "chat.changed";
pub(crate) const CONVERSATION: &str = "chat.conversation";
pub(crate) const READ: &str = "chat.read";

/// Body of `chat.message` on a conversation's topic: there is a new message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct MessageEvent {
    /// Its number.
    #[n(0)]
    pub message_no: u64,
    /// The change that it is.
    #[n(1)]
    pub change_no: u64,
}

/// Body of `chat.changed` on a conversation's topic: a message is no longer what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ChangedEvent {
    /// Its number.
    #[n(0)]
    pub message_no: u64,
    /// The change that this is.
    #[n(1)]
    pub change_no: u64,
    /// Where, on the topic of an account: said to those who see the message one by one, if somebody does not.
    #[n(2)]
    pub conversation: Option<ConversationId>,
}

/// Body of `chat.conversation` on a conversation's topic: name, owner or members changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ConversationEvent {
    /// The last change of the conversation by then.
    #[n(0)]
    pub change_no: u64,
    /// Where, on the topic of an account.
    #[n(1)]
    pub conversation: Option<ConversationId>,
}

/// Body of `chat.read` on a direct conversation's topic: one of the two has read so far. In groups a person's own
/// devices hear of it through the feed, others ask when they want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ReadEvent {
    /// Who.
    #[n(0)]
    pub account: AccountId,
    /// The last message read.
    #[n(1)]
    pub message_no: u64,
    /// The change that this is.
    #[n(2)]
    pub change_no: u64,
}

/// Body of [`MEMBERSHIP`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Membership {
    /// Which conversation.
    #[n(0)]
    pub conversation: ConversationId,
    /// Whether the account is a member from here on.
    #[n(1)]
    pub member: bool,
}

pub(crate) fn emit<B: Encode<()>>(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    name: &'static str,
    body: &B,
) {
    tx.emit(Event::new(Topic::Conversation(conversation), name, body));
}

pub(crate) fn emit_membership(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
    member: bool,
) {
    let body = Membership {
        conversation,
        member,
    };
    tx.emit(Event::new(Topic::Account(account), MEMBERSHIP, &body));
}

/// Tells the account's own devices that its view of the conversation changed.
pub(crate) fn touch(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
) -> Result<(), StoreError> {
    let subject = Subject {
        kind: KIND_CONVERSATION,
        id: conversation.to_bytes().to_vec(),
    };
    sapa_feed::touch(tx, account, subject)
}

/// Tells the account's own devices of a batch of messages deleted for it. Each batch is a subject of its own, so
/// that none is lost when several come together.
pub(crate) fn touch_deletions(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
    batch: u64,
) -> Result<(), StoreError> {
    let id = [&conversation.to_bytes()[..], &batch.to_be_bytes()].concat();
    let subject = Subject {
        kind: KIND_CONVERSATION,
        id,
    };
    sapa_feed::touch(tx, account, subject)
}
