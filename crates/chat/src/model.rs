//! Rows of conversations, members and messages.

use minicbor::{Decode, Encode};
use sapa_blobs::BlobId;
use sapa_kernel::{AccountId, Timestamp};

use crate::card::Card;

/// A conversation: what changes rarely.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ConversationRow {
    #[n(0)]
    pub(crate) kind: KindRow,
    #[n(1)]
    pub(crate) created_at: Timestamp,
    #[n(2)]
    pub(crate) member_count: u32,
    /// How many who were removed still keep what they saw until then.
    #[n(3)]
    #[cbor(default)]
    pub(crate) removed_count: u32,
}

/// What a conversation is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum KindRow {
    /// Of two people, the smaller id first.
    #[n(0)]
    Direct {
        #[n(0)]
        first: AccountId,
        #[n(1)]
        second: AccountId,
    },
    #[n(1)]
    Group {
        #[n(0)]
        name: Option<String>,
        #[n(1)]
        owner: AccountId,
        /// The longest-standing members, at most [`crate::PREVIEW_MEMBERS`]: their avatars compose the group's.
        #[n(2)]
        preview: Vec<AccountId>,
    },
    /// In which a service of the cell speaks to one account.
    #[n(2)]
    Service {
        #[n(0)]
        account: AccountId,
        #[n(1)]
        service: Service,
    },
}

/// A part of the cell that speaks to people in a conversation of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Service {
    /// What happens to the account's money.
    #[n(0)]
    Wallet,
}

impl Service {
    /// How many there are: so many conversations may an account have beside its own.
    pub(crate) const COUNT: usize = 1;

    /// The number by which it is stored.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Wallet => 0,
        }
    }
}

/// The newest numbers of a conversation: written with every message, so kept small.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct HeadRow {
    /// The last message's number; 0 if there is none.
    #[n(0)]
    pub(crate) head_no: u64,
    /// The last change's number.
    #[n(1)]
    pub(crate) change_no: u64,
    /// When the last message came, or the conversation began.
    #[n(2)]
    pub(crate) last_at: Timestamp,
    /// Direct conversations: the last message of the account with the smaller id. Groups keep this in the
    /// member's row: 500 numbers would be too many for the head.
    #[n(3)]
    #[cbor(default)]
    pub(crate) first_sent_no: u64,
    /// Direct conversations: the last message of the other account.
    #[n(4)]
    #[cbor(default)]
    pub(crate) second_sent_no: u64,
    /// The last message that mentions everyone.
    #[n(5)]
    #[cbor(default)]
    pub(crate) everyone_no: u64,
}

impl HeadRow {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            head_no: 0,
            change_no: 0,
            last_at: now,
            first_sent_no: 0,
            second_sent_no: 0,
            everyone_no: 0,
        }
    }
}

/// A current member of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MemberRow {
    #[n(0)]
    pub(crate) joined_at: Timestamp,
    #[n(1)]
    pub(crate) invited_by: Option<AccountId>,
    /// The first message that this member may see.
    #[n(2)]
    pub(crate) first_no: u64,
    /// The last message that the member has said to have read.
    #[n(3)]
    #[cbor(default)]
    pub(crate) read_no: u64,
    /// Groups: the member's own last message.
    #[n(4)]
    #[cbor(default)]
    pub(crate) sent_no: u64,
    /// The last message that mentions the member by name.
    #[n(5)]
    #[cbor(default)]
    pub(crate) mentioned_no: u64,
    /// Direct conversations: the other one. It saves sending a look at the conversation's row.
    #[n(6)]
    pub(crate) peer: Option<AccountId>,
    /// Conversations of a service: which. For the same reason.
    #[n(7)]
    pub(crate) service: Option<Service>,
}

/// A conversation as one account keeps it. It outlives a removal, not a leaving.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MembershipRow {
    #[n(0)]
    #[cbor(default)]
    pub(crate) muted: bool,
    #[n(1)]
    pub(crate) pinned_at: Option<Timestamp>,
    /// Hidden until there is a message after this one.
    #[n(2)]
    pub(crate) hidden_at_no: Option<u64>,
    #[n(3)]
    #[cbor(default)]
    pub(crate) marked_unread: bool,
    /// How many batches of messages this account has deleted for itself.
    #[n(4)]
    #[cbor(default)]
    pub(crate) deletions: u64,
    /// Set when the account was removed from the group: what it may still see.
    #[n(5)]
    pub(crate) removed: Option<RemovedRow>,
}

/// What somebody who was removed from a group still sees of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RemovedRow {
    #[n(0)]
    pub(crate) at: Timestamp,
    #[n(1)]
    pub(crate) first_no: u64,
    #[n(2)]
    pub(crate) last_no: u64,
    #[n(3)]
    pub(crate) change_no: u64,
    #[n(4)]
    pub(crate) read_no: u64,
    /// The group's name then; what it is called later is no longer theirs to know.
    #[n(5)]
    pub(crate) name: Option<String>,
}

/// A message, stored once for all members.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MessageRow {
    /// None for what the system says.
    #[n(0)]
    pub(crate) sender: Option<AccountId>,
    #[n(1)]
    pub(crate) sent_at: Timestamp,
    /// The change that last touched it.
    #[n(2)]
    pub(crate) change_no: u64,
    #[n(3)]
    pub(crate) client_id: Option<String>,
    #[n(4)]
    pub(crate) body: BodyRow,
    /// The number of the message it answers. Its text is looked up when shown: a recalled text must not live
    /// on in a quotation.
    #[n(5)]
    pub(crate) reply_to: Option<u64>,
    #[n(6)]
    #[cbor(default)]
    pub(crate) forwarded: bool,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum BodyRow {
    #[n(0)]
    Text {
        #[n(0)]
        text: String,
        #[n(1)]
        #[cbor(default)]
        mentions: Vec<MentionRow>,
    },
    #[n(1)]
    Photos {
        #[n(0)]
        photos: Vec<PhotoRow>,
        #[n(1)]
        caption: Option<String>,
    },
    #[n(2)]
    System {
        #[n(0)]
        event: SystemRow,
    },
    #[n(3)]
    Recalled {
        #[n(0)]
        by: AccountId,
    },
    #[n(4)]
    Card {
        #[n(0)]
        card: Card,
    },
}

/// A stretch of a text that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MentionRow {
    /// None for everyone.
    #[n(0)]
    pub(crate) account: Option<AccountId>,
    /// Where it begins, in UTF-16 units.
    #[n(1)]
    pub(crate) offset: u32,
    /// How long it is, in UTF-16 units.
    #[n(2)]
    pub(crate) length: u32,
}

/// A photo of a message: holds one reference to its blob.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PhotoRow {
    #[n(0)]
    pub(crate) blob: BlobId,
    #[n(1)]
    pub(crate) width: u32,
    #[n(2)]
    pub(crate) height: u32,
    #[n(3)]
    pub(crate) bytes: u64,
    #[n(4)]
    pub(crate) placeholder: String,
}

/// What happened in a conversation, said by the system.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum SystemKind {
    /// `actor` made the group with `accounts`.
    #[n(0)]
    Created,
    /// Two people are friends now.
    #[n(1)]
    FriendsNow,
    /// `actor` came in.
    #[n(2)]
    Joined,
    /// `actor` brought `accounts` in.
    #[n(3)]
    Invited,
    /// `actor` left.
    #[n(4)]
    Left,
    /// `actor` removed `accounts`.
    #[n(5)]
    Removed,
    /// `actor` gave the group the name `name`, or none.
    #[n(6)]
    Renamed,
    /// The group belongs to the one in `accounts` now.
    #[n(7)]
    OwnerChanged,
    /// `actor` came in by the link that the one in `accounts` made.
    #[n(8)]
    JoinedByLink,
}

/// What the system says in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SystemRow {
    #[n(0)]
    pub(crate) kind: SystemKind,
    #[n(1)]
    pub(crate) actor: Option<AccountId>,
    /// Whom it concerns: the first [`crate::MAX_NAMED_ACCOUNTS`] of them.
    #[n(2)]
    #[cbor(default)]
    pub(crate) accounts: Vec<AccountId>,
    /// How many it concerns altogether.
    #[n(3)]
    #[cbor(default)]
    pub(crate) account_count: u32,
    #[n(4)]
    pub(crate) name: Option<String>,
}

/// The message that a client's own id made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SentRow {
    #[n(0)]
    pub(crate) message_no: u64,
    #[n(1)]
    pub(crate) change_no: u64,
    #[n(2)]
    pub(crate) sent_at: Timestamp,
}

/// A draft of one account in one conversation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct DraftRow {
    #[n(0)]
    pub(crate) text: String,
    #[n(1)]
    pub(crate) reply_to: Option<u64>,
    #[n(2)]
    pub(crate) updated_at: Timestamp,
}

/// The current link of a group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct LinkRow {
    #[n(0)]
    pub(crate) code: String,
    #[n(1)]
    pub(crate) expires_at: Timestamp,
    #[n(2)]
    pub(crate) made_by: AccountId,
}
