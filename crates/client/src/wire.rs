//! The shapes on the wire, as far as tests and load look at them. Fields they do not need are skipped.

use sapa_kernel::{AccountId, ConversationId, Timestamp, UploadId};
use serde::Deserialize;

/// One page of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; absent on the last.
    pub next_cursor: Option<String>,
}

/// A person as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Card {
    /// Who.
    pub account: AccountId,
    /// Their handle.
    pub handle: String,
    /// Their name.
    pub display_name: String,
}

/// One's own account.
#[derive(Debug, Clone, Deserialize)]
pub struct Me {
    /// Who.
    pub account: AccountId,
    /// The handle.
    pub handle: String,
    /// The name.
    pub display_name: String,
    /// Whether this person runs the cell.
    #[serde(default)]
    pub operator: bool,
}

/// What registering returns.
#[derive(Debug, Clone, Deserialize)]
pub struct SignedUp {
    /// The new account.
    pub account: Me,
    /// Shown once.
    pub recovery_codes: Vec<String>,
    /// The session's secret, as asked for.
    pub token: Option<String>,
}

/// What signing in returns.
#[derive(Debug, Clone, Deserialize)]
pub struct SignedIn {
    /// The account.
    pub account: Me,
    /// The session's secret, as asked for.
    pub token: Option<String>,
}

/// One of many accounts made at once.
#[derive(Debug, Clone, Deserialize)]
pub struct BulkAccount {
    /// Who.
    pub account: AccountId,
    /// The handle.
    pub handle: String,
    /// The session's secret.
    pub token: String,
}

/// Many accounts made at once.
#[derive(Debug, Clone, Deserialize)]
pub struct BulkAccounts {
    /// In the order of their numbers.
    pub accounts: Vec<BulkAccount>,
}

/// An upload that waits to be attached.
#[derive(Debug, Clone, Deserialize)]
pub struct Uploaded {
    /// Its id.
    pub upload: UploadId,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// What sending returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// The dense number in the conversation.
    pub message_no: u64,
    /// The conversation's change that it was.
    pub change_no: u64,
    /// When the cell took it.
    pub sent_at: Timestamp,
}

/// A message. The body stays JSON: tests look into it, load does not.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Message {
    /// Where.
    pub conversation: ConversationId,
    /// The dense number.
    pub message_no: u64,
    /// The last change that touched it.
    pub change_no: u64,
    /// Who; none for the cell's own.
    pub sender: Option<AccountId>,
    /// When.
    pub sent_at: Timestamp,
    /// The sender's own id for it.
    pub client_id: Option<String>,
    /// `{kind: …}`.
    pub body: serde_json::Value,
}

impl Message {
    /// The text of a text message.
    pub fn text(&self) -> Option<&str> {
        self.body.get("text").and_then(|text| text.as_str())
    }
}

/// A page of a conversation's history, ascending.
#[derive(Debug, Clone, Deserialize)]
pub struct HistoryPage {
    /// Ascending by number.
    pub messages: Vec<Message>,
    /// Whether there is more in the direction asked for.
    pub more: bool,
}

/// A conversation as one member sees it.
#[derive(Debug, Clone, Deserialize)]
pub struct Conversation {
    /// Which.
    pub conversation: ConversationId,
    /// The highest message number.
    pub head_no: u64,
    /// The highest change number.
    pub change_no: u64,
    /// The first number that this member may see.
    #[serde(default = "one")]
    pub first_visible_no: u64,
    /// How far this member has read.
    #[serde(default)]
    pub read_no: u64,
    /// How many are unread.
    #[serde(default)]
    pub unread: u64,
    /// The other person of two.
    pub peer: Option<Card>,
    /// The group's name.
    pub name: Option<String>,
}

fn one() -> u64 {
    1
}

/// What `chat.sync` returns.
#[derive(Debug, Clone, Deserialize)]
pub struct SyncReply {
    /// Where the account's feed now stands.
    pub feed_position: u64,
    /// Whether the feed goes on.
    #[serde(default)]
    pub feed_more: bool,
    /// The feed's items, uninterpreted.
    #[serde(default)]
    pub feed: Vec<serde_json::Value>,
    /// Lists to load again from their beginning.
    #[serde(default)]
    pub reload: Vec<String>,
    /// Conversations with something new.
    pub conversations: Vec<SyncedConversation>,
    /// Conversations that this account no longer has.
    #[serde(default)]
    pub gone: Vec<ConversationId>,
}

/// One conversation's part of a sync.
#[derive(Debug, Clone, Deserialize)]
pub struct SyncedConversation {
    /// As it is now.
    pub conversation: Conversation,
    /// Newer than what the client held, ascending.
    pub messages: Vec<Message>,
    /// Older, but changed since.
    #[serde(default)]
    pub changed: Vec<Message>,
    /// More than a page is new: the client takes the newest page and pages back.
    #[serde(default)]
    pub gap: bool,
}
