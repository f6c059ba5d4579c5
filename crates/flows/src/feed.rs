//! Items of the change feed as devices see them: each domain reads its own row.

use sapa_accounts::Me;
use sapa_chat::ConversationItem;
use sapa_contacts::{Contact, RequestItem};
use sapa_feed::{
    KIND_BLOCKED, KIND_CONTACT, KIND_CONVERSATION, KIND_ME, KIND_REQUEST, KIND_SESSION_REVOKED,
    Subject, Touched,
};
use sapa_kernel::{AccountId, Fault, Id, SessionId};
use sapa_store::{Read, Topic};
use serde::Serialize;

use crate::{Friends, fault};

/// A change, with what its subject is now.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct FeedItem {
    /// Where it stands in the feed.
    pub position: u64,
    /// What it is about.
    #[serde(flatten)]
    pub subject: FeedSubject,
}

/// What changed, as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "items are built, encoded and dropped one by one"
)]
pub enum FeedSubject {
    /// A friend.
    Contact {
        /// Who.
        account: AccountId,
        /// Absent: no friend any more.
        #[serde(skip_serializing_if = "Option::is_none")]
        contact: Option<Contact>,
    },
    /// A friend request.
    Request {
        /// The other one.
        account: AccountId,
        /// Absent: the request is gone.
        #[serde(skip_serializing_if = "Option::is_none")]
        request: Option<RequestItem>,
    },
    /// Somebody whom the account blocks, or no longer.
    Blocked {
        /// Who.
        account: AccountId,
        /// Whether they are blocked now.
        blocked: bool,
    },
    /// One's own view of a conversation.
    Conversation(ConversationItem),
    /// The account itself.
    Me {
        /// As it is now.
        me: Me,
    },
    /// A device was signed out.
    SessionRevoked {
        /// Its session.
        session: SessionId,
    },
}

/// The push of a feed item.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "type", rename = "feed")]
pub struct FeedPush {
    /// The item.
    pub item: FeedItem,
}

/// Renders an item of an account's feed; none if it is of a kind that this version does not know.
///
/// # Errors
/// Only if the store fails.
pub fn feed_item(
    read: &dyn Read,
    account: AccountId,
    position: u64,
    subject: &Subject,
) -> Result<Option<FeedItem>, Fault> {
    let subject = match (subject.kind, id_of(&subject.id)) {
        (KIND_CONTACT, Some(id)) => {
            let other = AccountId::from_bytes(id);
            FeedSubject::Contact {
                account: other,
                contact: sapa_contacts::contact_of(read, account, other).map_err(fault)?,
            }
        }
        (KIND_REQUEST, Some(id)) => {
            let other = AccountId::from_bytes(id);
            FeedSubject::Request {
                account: other,
                request: sapa_contacts::request_of(read, account, other).map_err(fault)?,
            }
        }
        (KIND_BLOCKED, Some(id)) => {
            let other = AccountId::from_bytes(id);
            FeedSubject::Blocked {
                account: other,
                blocked: sapa_contacts::blocks(read, account, other).map_err(fault)?,
            }
        }
        (KIND_CONVERSATION, _) => {
            let item = sapa_chat::feed_item(read, account, &subject.id, &Friends);
            match item.map_err(fault)? {
                Some(item) => FeedSubject::Conversation(item),
                None => return Ok(None),
            }
        }
        (KIND_ME, _) => FeedSubject::Me {
            me: sapa_accounts::me_of(read, account).map_err(fault)?,
        },
        (KIND_SESSION_REVOKED, Some(id)) => FeedSubject::SessionRevoked {
            session: SessionId::from_bytes(id),
        },
        _ => return Ok(None),
    };
    Ok(Some(FeedItem { position, subject }))
}

fn id_of(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}

/// Renders the push of the event [`sapa_feed::EVENT`].
///
/// # Errors
/// Only if the store fails.
pub fn push(read: &dyn Read, topic: &Topic, touched: Touched) -> Result<Option<FeedPush>, Fault> {
    let Topic::Account(account) = topic else {
        return Ok(None);
    };
    let subject = Subject {
        kind: touched.kind,
        id: touched.id,
    };
    let item = feed_item(read, *account, touched.position, &subject)?;
    Ok(item.map(|item| FeedPush { item }))
}
