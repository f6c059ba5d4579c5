//! The tables of chat.

use sapa_kernel::{AccountId, ConversationId};
use sapa_store::{Table, prefixes};

use crate::model::{
    ConversationRow, DraftRow, HeadRow, LinkRow, MemberRow, MembershipRow, MessageRow, SentRow,
};

pub(crate) const CONVERSATIONS: Table<(ConversationId,), ConversationRow> =
    Table::new(prefixes::CHAT_CONVERSATIONS);
pub(crate) const HEADS: Table<(ConversationId,), HeadRow> = Table::new(prefixes::CHAT_HEADS);
pub(crate) const MEMBERS: Table<(ConversationId, AccountId), MemberRow> =
    Table::new(prefixes::CHAT_MEMBERS);
pub(crate) const MEMBERSHIPS: Table<(AccountId, ConversationId), MembershipRow> =
    Table::new(prefixes::CHAT_MEMBERSHIPS);
pub(crate) const MESSAGES: Table<(ConversationId, u64), MessageRow> =
    Table::new(prefixes::CHAT_MESSAGES);
/// By conversation, sender and the sender's own id for the message.
pub(crate) const CLIENT_IDS: Table<(ConversationId, AccountId, String), SentRow> =
    Table::new(prefixes::CHAT_CLIENT_IDS);
/// By change number: which message changed. New messages have no row here; they are found by their number.
pub(crate) const CHANGES: Table<(ConversationId, u64), u64> = Table::new(prefixes::CHAT_CHANGES);
/// By the two accounts, the smaller id first.
pub(crate) const DIRECTS: Table<(AccountId, AccountId), ConversationId> =
    Table::new(prefixes::CHAT_DIRECTS);
/// By the maker and the maker's own id for the group.
pub(crate) const GROUP_CLIENT_IDS: Table<(AccountId, String), ConversationId> =
    Table::new(prefixes::CHAT_GROUP_CLIENT_IDS);
pub(crate) const DELETED: Table<(AccountId, ConversationId, u64), ()> =
    Table::new(prefixes::CHAT_DELETED);
/// By account, conversation and batch: the message numbers.
pub(crate) const DELETIONS: Table<(AccountId, ConversationId, u64), Vec<u64>> =
    Table::new(prefixes::CHAT_DELETIONS);
pub(crate) const DRAFTS: Table<(AccountId, ConversationId), DraftRow> =
    Table::new(prefixes::CHAT_DRAFTS);
/// By the account and the number of the service.
pub(crate) const SERVICES: Table<(AccountId, u8), ConversationId> =
    Table::new(prefixes::CHAT_SERVICES);
pub(crate) const LINKS: Table<(ConversationId,), LinkRow> = Table::new(prefixes::CHAT_LINKS);
pub(crate) const LINK_CODES: Table<(String,), ConversationId> =
    Table::new(prefixes::CHAT_LINK_CODES);
