//! Conversations, members and messages.
//!
//! # Invariants
//! - A message is stored once, whatever the number of members. Its number is dense in its conversation: 1, 2, 3 and so on.
//!   A text or a card costs three rows between two people (the message, the sender's own id for it, the head) and four in a
//!   group (the sender's member row as well), for 3 members or 500. Only mentions by name write per member.
//! - `change_no` counts every change of a conversation. New messages are found by their number, later changes
//!   of messages by a row of `chat.changes`, everything else by reading the conversation again. A device that names its
//!   `change_no` and `head_no` is told exactly what it missed; see [`sync_conversations`].
//! - Lists and unread counts are derived: from membership, the member's markers and the head.
//! - A sender's own message counts as read up to there, so that what is unread is always from others.
//! - Nobody sees what was said before they joined, or after they were removed, but for what a later message quotes.
//! - Everything is loaded through a guard: [`Member`] for those who act, [`Window`] for those who look.
//!
//! # What is absent
//! - Friendship: the caller brings an answer to [`Friendship`].
//! - Fan-out: events name rows; the gateway renders each push once.
//! - What a card is about: the domain that has it put, and has it changed, knows. Chat carries it ([`post_card`],
//!   [`change_card`]), or has a service of the cell say it ([`post_service_card`]).
//! - Bodies in events or in quotations: what was recalled is gone everywhere.

mod body;
mod bulk;
mod card;
mod change_card;
mod common_groups;
mod conversation;
mod create_group;
mod delete_for_me;
mod error;
mod events;
mod facts;
mod feed_item;
mod forget_account;
mod forward;
mod friendship;
mod group_link;
mod groups;
mod history;
mod invite;
mod join;
mod keys;
mod leave;
mod list;
mod mark_read;
mod mark_unread;
mod members;
mod model;
mod open_direct;
mod photo;
mod post;
mod post_card;
mod post_service_card;
mod push;
mod read_by;
mod recall;
mod remove_member;
mod rename;
mod send;
mod set_draft;
mod set_hidden;
mod set_muted;
mod set_pinned;
mod sweep;
mod sync;
mod tails;
mod transfer_ownership;
mod typing;
mod view;
mod window;

pub use body::{NewBody, NewMention};
pub use bulk::{CreateGroupInBulk, CreatedInBulk, create_group_in_bulk};
pub use card::{Card, CardKind, CardState};
pub use change_card::change_card;
pub use common_groups::{common_groups, have_common_group};
pub use conversation::{OneConversation, conversation};
pub use create_group::{CreateGroup, create_group};
pub use delete_for_me::{DeleteForMe, delete_for_me};
pub use error::Error;
pub use events::{
    ChangedEvent, ConversationEvent, MEMBERSHIP, Membership, MessageEvent, ReadEvent,
};
pub use facts::{is_group, is_member};
pub use feed_item::{ConversationItem, feed_item};
pub use forget_account::forget_account;
pub use forward::{Forward, Forwarded, ForwardedTo, forward};
pub use friendship::{CannotSend, Friendship, Obstacle};
pub use group_link::{
    GroupLink, LinkedGroup, ResolveGroupLink, group_link, resolve_group_link, revoke_group_link,
};
pub use groups::conversations_of;
pub use history::{History, HistoryPage, history};
pub use invite::{Invite, Invited, NotAdded, NotAddedReason, invite};
pub use join::{Join, join};
pub use leave::{Leave, leave};
pub use list::{ConversationList, List, list};
pub use mark_read::{MarkRead, mark_read};
pub use mark_unread::{MarkUnread, mark_unread};
pub use members::{MemberCard, MemberList, Members, members};
pub use model::{Service, SystemKind};
pub use open_direct::{OpenDirect, befriend, direct_of, open_direct};
pub use photo::photo;
pub use post_card::{PostCard, post_card};
pub use post_service_card::post_service_card;
pub use push::{
    ChangedPush, ConversationPush, MessagePush, ReadPush, TypingPush, push_changed,
    push_conversation, push_message, push_read,
};
pub use read_by::{ReadBy, Readers, read_by};
pub use recall::{Recall, Recalled, recall};
pub use remove_member::{RemoveMember, remove_member};
pub use rename::{Rename, rename};
pub use send::{Send, Sent, send};
pub use set_draft::{SetDraft, set_draft};
pub use set_hidden::{SetHidden, set_hidden};
pub use set_muted::{SetMuted, set_muted};
pub use set_pinned::{SetPinned, set_pinned};
pub use sweep::jobs;
pub use sync::{Held, Missed, SyncedConversation, sync_conversations};
pub use tails::Tails;
pub use transfer_ownership::{TransferOwnership, transfer_ownership};
pub use typing::{Typing, typing};
pub use view::{
    Body, Conversation, ConversationType, Draft, Mention, Message, Photo, Quotation, SystemEvent,
};
pub use window::{Member, Window};

use std::time::Duration;

/// Members of a group at most.
pub const MAX_MEMBERS: usize = 500;

/// Members of a new group at least, its maker included.
pub const MIN_NEW_MEMBERS: usize = 3;

/// Conversations of one account at most, beside those of services.
pub const MAX_CONVERSATIONS: usize = 5_000;

/// Bytes of a text, caption or draft at most: 16 KiB of UTF-8.
pub const MAX_TEXT_BYTES: usize = 16 << 10;

/// Photos of one message at most.
pub const MAX_PHOTOS: usize = 9;

/// Mentions in one message at most.
pub const MAX_MENTIONS: usize = 50;

/// Characters of a sender's own id for a message, at most.
pub const MAX_CLIENT_ID: usize = 64;

/// Characters of a group's name at most.
pub const MAX_NAME: usize = 64;

/// How long a message can be recalled.
pub const RECALL_WINDOW: Duration = Duration::from_secs(2 * 60);

/// Messages that one call deletes for the caller, at most.
pub const MAX_DELETE: usize = 100;

/// Messages that one call forwards at most.
pub const MAX_FORWARD: usize = 30;

/// Conversations that one call forwards to, at most.
pub const MAX_FORWARD_TO: usize = 9;

/// How long a group's link is good.
pub const LINK_LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Characters of a quotation at most.
pub const MAX_EXCERPT: usize = 120;

/// Characters of a card's note at most.
pub const MAX_CARD_NOTE: usize = 200;

/// Members whose avatars compose a group's, at most.
pub const PREVIEW_MEMBERS: usize = 9;

/// Accounts that a system message names at most; it counts the rest.
pub const MAX_NAMED_ACCOUNTS: usize = 20;

#[cfg(test)]
mod tests;
