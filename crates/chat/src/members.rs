//! Who is in a conversation.

use sapa_accounts::Card;
use sapa_kernel::{AccountId, ConversationId, SignedIn, Timestamp};
use sapa_store::{Read, Scan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::{CONVERSATIONS, MEMBERS};
use crate::list::page_size;
use crate::model::KindRow;
use crate::window::Member;

/// Input of `chat.members`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Members {
    /// Which conversation.
    pub conversation: ConversationId,
    /// As the page before gave it; the first page without.
    pub cursor: Option<String>,
    /// Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
    pub limit: Option<u32>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberCard {
    /// Who.
    #[serde(flatten)]
    pub card: Card,
    /// Whether the group is theirs.
    pub owner: bool,
    /// Since when they are in it.
    pub joined_at: Timestamp,
    /// Who brought them in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<AccountId>,
    /// How far they have read.
    pub read_no: u64,
}

/// Output of `chat.members`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MemberList {
    /// In the order of their ids.
    pub items: Vec<MemberCard>,
    /// Where the next page begins; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The members of a conversation, by pages.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::CursorInvalid`].
pub fn members(read: &dyn Read, actor: &SignedIn, input: Members) -> Result<MemberList, Error> {
    let me = Member::load(read, actor.account, input.conversation)?;
    let head = me.head(read)?;
    let owner = match CONVERSATIONS.get(read, &(input.conversation,))? {
        Some(row) => match row.kind {
            KindRow::Group { owner, .. } => Some(owner),
            KindRow::Direct { .. } | KindRow::Service { .. } => None,
        },
        None => None,
    };
    let size = page_size(input.limit);
    let mut scan = Scan::under(&(input.conversation,)).limit(size + 1);
    if let Some(cursor) = input.cursor {
        let after: AccountId = cursor.parse().map_err(|_| Error::CursorInvalid)?;
        scan = scan.after(&(input.conversation, after));
    }
    let mut rows = MEMBERS.scan(read, scan)?;
    let more = rows.len() > size;
    rows.truncate(size);
    let next_cursor = rows
        .last()
        .filter(|_| more)
        .map(|((_, account), _)| account.to_string());
    let mut items = Vec::with_capacity(rows.len());
    for ((_, account), row) in rows {
        let Some(card) = sapa_accounts::card(read, account)? else {
            continue;
        };
        items.push(MemberCard {
            card,
            owner: owner == Some(account),
            joined_at: row.joined_at,
            invited_by: row.invited_by,
            read_no: row.read_to(account, &head),
        });
    }
    Ok(MemberList { items, next_cursor })
}
