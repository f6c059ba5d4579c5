//! What a device missed, all in one answer.

use sapa_chat::{Held, SyncedConversation, Tails};
use sapa_feed::Changes;
use sapa_kernel::{ConversationId, Fault, SignedIn};
use sapa_store::Read;
use serde::{Deserialize, Serialize};

use crate::feed::{FeedItem, feed_item};
use crate::{Friends, fault};

/// Feed items in one answer at most; with more `feed_more` is set, and the device asks again.
const MAX_FEED_ITEMS: usize = 200;

/// What the device holds.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SyncInput")]
pub struct Sync {
    /// Its position in the account's feed; 0 if it holds nothing.
    #[serde(default)]
    pub feed_position: u64,
    /// Its conversations, at most 5,000.
    #[serde(default)]
    pub conversations: Vec<Held>,
}

/// A list that is to be loaded again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reload {
    /// More conversations changed than one answer tells.
    Conversations,
    /// Everything that the feed tells of: the position is too old or not known.
    All,
}

/// What was missed.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Synced {
    /// The changes of the account's feed after the position, the oldest first.
    pub feed: Vec<FeedItem>,
    /// Where the device stands once it has taken them in.
    pub feed_position: u64,
    /// Whether more follows: sync again from `feed_position`.
    pub feed_more: bool,
    /// What is to be loaded again.
    pub reload: Vec<Reload>,
    /// Conversations in which something was missed.
    pub conversations: Vec<SyncedConversation>,
    /// Conversations that the account no longer has.
    pub gone: Vec<ConversationId>,
}

/// What a device missed that holds this. The answer is true at the reply's `seq`: pushes after it follow on.
///
/// # Errors
/// Those of [`sapa_chat::sync_conversations`].
pub fn sync(
    read: &dyn Read,
    actor: &SignedIn,
    input: &Sync,
    tails: &Tails,
) -> Result<Synced, Fault> {
    let account = actor.account;
    let missed = sapa_chat::sync_conversations(read, actor, &input.conversations, &Friends, tails)
        .map_err(fault)?;
    let mut synced = Synced {
        feed: Vec::new(),
        feed_position: 0,
        feed_more: false,
        reload: Vec::new(),
        conversations: missed.conversations,
        gone: missed.gone,
    };
    match sapa_feed::since(read, account, input.feed_position, MAX_FEED_ITEMS).map_err(fault)? {
        Changes::Reload { position } => {
            synced.feed_position = position;
            synced.reload.push(Reload::All);
        }
        Changes::Page(page) => {
            synced.feed_position = page.position;
            synced.feed_more = page.more;
            for item in page.items {
                let rendered = feed_item(read, account, item.position, &item.subject)?;
                synced.feed.extend(rendered);
            }
        }
    }
    if missed.reload {
        synced.reload.push(Reload::Conversations);
    }
    Ok(synced)
}
