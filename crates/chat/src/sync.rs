//! What a device missed in its conversations.
//!
//! The device names for each conversation the last message and the last change that it knows. What is the same is left
//! out; of the others it gets the conversation as it is now, the messages after its last one, and of the older ones those that
//! changed since. Where that would be too much it is told to drop its messages (`gap`) and to page back when somebody looks.

use std::collections::{BTreeSet, HashMap};

use sapa_accounts::Card;
use sapa_kernel::{ConversationId, SignedIn};
use sapa_store::{Read, Scan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::history::Numbered;
use crate::keys::{CHANGES, MESSAGES};
use crate::list::{Place, by_activity};
use crate::model::BodyRow;
use crate::view::{Conversation, Message};
use crate::window::Window;
use crate::{Error, Friendship, MAX_CONVERSATIONS, Service, Tails};

/// Conversations that a device can name: an account's own, and those of services.
const MAX_HELD: usize = MAX_CONVERSATIONS + Service::COUNT;

/// New messages of one conversation at most; with more it is a gap, and the newest so many come.
const MAX_NEW: u64 = 100;

/// Changes of one conversation that are looked through at most; with more it is a gap.
const MAX_CHANGES: usize = 500;

/// Messages in one answer at most, about: further conversations come as gaps without messages.
const MAX_MESSAGES: usize = 1_000;

/// Conversations in one answer at most, the most recently active ones; if more changed, the list is to be loaded again.
const MAX_MISSED: usize = 300;

/// What a device holds of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// Which.
    pub conversation: ConversationId,
    /// The last change that it knows.
    pub change_no: u64,
    /// The last message that it has.
    pub head_no: u64,
}

/// A conversation in which something was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SyncedConversation {
    /// As it is now.
    pub conversation: Conversation,
    /// The new messages in their order; with `gap` the newest page, or none.
    pub messages: Vec<Message>,
    /// Older messages as they are now, if they changed. Of those that the account does not see, or has deleted for itself, only
    /// what was recalled: a device puts it in nobody's sight, and takes it out of the quotes that it holds.
    pub changed: Vec<Message>,
    /// Too much was missed: what the device holds of this conversation's messages has a hole. It drops them, keeps
    /// `messages`, and pages back when needed.
    pub gap: bool,
    /// Those named in the messages who are not members, or no longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Card>,
}

/// What was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missed {
    /// The conversations in which something happened, the most recently active first.
    pub conversations: Vec<SyncedConversation>,
    /// Conversations that the account no longer has.
    pub gone: Vec<ConversationId>,
    /// More conversations changed than one answer tells: the list of conversations is to be loaded again, and what
    /// is held of those that are not in this answer counts as having a gap.
    pub reload: bool,
}

/// What a device missed that holds this.
///
/// # Errors
/// [`Error::CountInvalid`] if it names more conversations than an account can have.
pub fn sync_conversations(
    read: &dyn Read,
    actor: &SignedIn,
    held: &[Held],
    friends: &dyn Friendship,
    tails: &Tails,
) -> Result<Missed, Error> {
    if held.len() > MAX_HELD {
        return Err(Error::CountInvalid { limit: MAX_HELD });
    }
    let places = by_activity(read, actor.account)?;
    let mut held: HashMap<ConversationId, Held> =
        held.iter().map(|held| (held.conversation, *held)).collect();
    let mut missed = Missed {
        conversations: Vec::new(),
        gone: Vec::new(),
        reload: false,
    };
    let mut room = MAX_MESSAGES;
    for place in places {
        let held = held.remove(&place.conversation);
        if held.is_some_and(|held| held.is(&place)) {
            continue;
        }
        if missed.conversations.len() == MAX_MISSED {
            missed.reload = true;
            continue;
        }
        let window = Window::of(read, actor.account, place.conversation, place.membership)?;
        let synced = window.missed(read, held, room, friends, tails)?;
        room = room.saturating_sub(synced.messages.len() + synced.changed.len());
        missed.conversations.push(synced);
    }
    // What is left was held and is no longer there.
    missed.gone = held
        .into_keys()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    Ok(missed)
}

impl Held {
    fn is(&self, place: &Place) -> bool {
        // Somebody who was removed may hold a message that was recalled since, with a later change's number.
        let changes = if place.membership.removed.is_some() {
            self.change_no >= place.change_no
        } else {
            self.change_no == place.change_no
        };
        changes && self.head_no == place.head_no
    }
}

impl Window {
    fn missed(
        &self,
        read: &dyn Read,
        held: Option<Held>,
        room: usize,
        friends: &dyn Friendship,
        tails: &Tails,
    ) -> Result<SyncedConversation, Error> {
        let last = self.last_no();
        let known = held.map_or(0, |held| held.head_no);
        // A device can know more than the cell: the cell was restored from a backup.
        let later = held.is_some_and(|held| held.change_no > self.head.change_no);
        let ahead = known > last || (later && self.member.is_some());
        let first_new = self.first_no.max(known.saturating_add(1));
        let too_many = (last + 1).saturating_sub(first_new) > MAX_NEW.min(room as u64);
        let changes = match held {
            Some(held) if !ahead && !too_many => self.changes(read, &held)?,
            _ => Some(BTreeSet::new()),
        };
        let (rows, changed, gap) = match changes {
            Some(numbers) if !ahead && !too_many => {
                let changed = self.changed_rows(read, &numbers)?;
                (self.rows(read, tails, first_new, last)?, changed, false)
            }
            _ => {
                let page = MAX_NEW.min(room as u64);
                let first = self.first_no.max((last + 1).saturating_sub(page));
                (self.rows(read, tails, first, last)?, Vec::new(), true)
            }
        };
        let both = rows.iter().chain(&changed);
        let people = self.strangers(read, both.map(|(_, row)| &**row))?;
        Ok(SyncedConversation {
            conversation: self.describe(read, friends)?,
            messages: self.render_all(read, &rows)?,
            changed: self.render_all(read, &changed)?,
            gap,
            people,
        })
    }

    /// The messages up to the last one of the device that changed since and that it is to be told; none if there are too
    /// many changes to tell.
    ///
    /// What was recalled is told also of messages that the account does not see: those that it sees may quote it.
    fn changes(&self, read: &dyn Read, held: &Held) -> Result<Option<BTreeSet<u64>>, Error> {
        let conversation = self.conversation;
        let range = Scan::under(&(conversation,))
            .after(&(conversation, held.change_no))
            .up_to(&(conversation, self.head.change_no))
            .limit(MAX_CHANGES + 1);
        let rows = CHANGES.scan(read, range)?;
        if rows.len() > MAX_CHANGES {
            return Ok(None);
        }
        let numbers: BTreeSet<u64> = rows
            .into_iter()
            .map(|(_, number)| number)
            .filter(|number| *number <= held.head_no)
            .collect();
        Ok(Some(numbers))
    }

    fn changed_rows(
        &self,
        read: &dyn Read,
        numbers: &BTreeSet<u64>,
    ) -> Result<Vec<Numbered>, Error> {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
            return Ok(Vec::new());
        };
        let deleted = self.deleted(read, *first, *last)?;
        let mut changed = Vec::with_capacity(numbers.len());
        for number in numbers {
            let Some(row) = MESSAGES.get(read, &(self.conversation, *number))? else {
                continue;
            };
            let seen = self.shows(*number) && !deleted.contains(number);
            if seen || matches!(row.body, BodyRow::Recalled { .. }) {
                changed.push((*number, row.into()));
            }
        }
        Ok(changed)
    }
}
