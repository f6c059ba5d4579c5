//! The caller's conversations, the most recently active first.
//!
//! The list is derived: membership says which, the heads say in which order. Nothing is written for it when a message
//! comes.

use data_encoding::BASE64URL_NOPAD;
use sapa_kernel::limits::MAX_PAGE;
use sapa_kernel::{AccountId, ConversationId, Id, SignedIn, Timestamp};
use sapa_store::{Read, Scan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::keys::MEMBERSHIPS;
use crate::model::MembershipRow;
use crate::view::Conversation;
use crate::window::{Window, seen_head};
use crate::{Error, Friendship};

/// Rows of a page if the caller does not say.
const DEFAULT_PAGE: u32 = 50;

/// Input of `chat.list`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct List {
    /// As the page before gave it; the first page without.
    pub cursor: Option<String>,
    /// Rows at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
    pub limit: Option<u32>,
}

/// Output of `chat.list`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConversationList {
    /// The most recently active first.
    pub items: Vec<Conversation>,
    /// Where the next page begins; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Rows of a page.
pub(crate) fn page_size(limit: Option<u32>) -> usize {
    limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize
}

/// The caller's conversations. One that becomes active while pages are read moves to the first page.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn list(
    read: &dyn Read,
    actor: &SignedIn,
    input: List,
    friends: &dyn Friendship,
) -> Result<ConversationList, Error> {
    let after = input.cursor.as_deref().map(parse_cursor).transpose()?;
    let size = page_size(input.limit);
    let mut places = by_activity(read, actor.account)?;
    if let Some(after) = after {
        places.retain(|place| place.order() > after);
    }
    let more = places.len() > size;
    places.truncate(size);
    let next_cursor = places.last().filter(|_| more).map(Place::cursor);
    let items = places
        .into_iter()
        .map(|place| {
            Window::of(read, actor.account, place.conversation, place.membership)?
                .describe(read, friends)
        })
        .collect::<Result<_, Error>>()?;
    Ok(ConversationList { items, next_cursor })
}

/// A conversation in the order of the list.
pub(crate) struct Place {
    pub(crate) conversation: ConversationId,
    pub(crate) membership: MembershipRow,
    active_at: Timestamp,
    pub(crate) head_no: u64,
    pub(crate) change_no: u64,
}

type Order = (std::cmp::Reverse<Timestamp>, ConversationId);

impl Place {
    fn order(&self) -> Order {
        (std::cmp::Reverse(self.active_at), self.conversation)
    }

    fn cursor(&self) -> String {
        let bytes = [
            &self.active_at.as_millis().to_be_bytes()[..],
            &self.conversation.to_bytes(),
        ];
        BASE64URL_NOPAD.encode(&bytes.concat())
    }
}

fn parse_cursor(cursor: &str) -> Result<Order, Error> {
    let bytes = BASE64URL_NOPAD
        .decode(cursor.as_bytes())
        .map_err(|_| Error::CursorInvalid)?;
    let (millis, conversation) = bytes.split_first_chunk::<8>().ok_or(Error::CursorInvalid)?;
    let conversation = conversation.try_into().map_err(|_| Error::CursorInvalid)?;
    let millis = Timestamp::from_millis(i64::from_be_bytes(*millis));
    Ok((
        std::cmp::Reverse(millis),
        ConversationId::from_bytes(conversation),
    ))
}

/// All conversations of an account, the most recently active first.
pub(crate) fn by_activity(read: &dyn Read, account: AccountId) -> Result<Vec<Place>, Error> {
    let mut places = Vec::new();
    for ((_, conversation), membership) in MEMBERSHIPS.scan(read, Scan::under(&(account,)))? {
        let head = seen_head(read, conversation, &membership)?;
        places.push(Place {
            conversation,
            membership,
            active_at: head.last_at,
            head_no: head.head_no,
            change_no: head.change_no,
        });
    }
    places.sort_by_key(Place::order);
    Ok(places)
}
