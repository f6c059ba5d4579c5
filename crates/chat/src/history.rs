//! Messages of a conversation, by pages both ways.

use std::sync::Arc;

use sapa_accounts::Card;
use sapa_kernel::{ConversationId, SignedIn};
use sapa_store::{Read, Scan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::keys::MESSAGES;
use crate::list::page_size;
use crate::model::MessageRow;
use crate::view::Message;
use crate::window::Window;
use crate::{Error, Tails};

/// Pages that are read at most in search of a message that the caller has not deleted.
const MAX_EMPTY_PAGES: usize = 100;

/// Input of `chat.history`. Without `before` and `after`: the newest page.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct History {
    /// Where.
    pub conversation: ConversationId,
    /// Only messages before this number: the newest of them.
    pub before: Option<u64>,
    /// Only messages after this number: the oldest of them.
    pub after: Option<u64>,
    /// Messages at most: 1 to 100, 50 if not said. Other numbers are taken as the nearest.
    pub limit: Option<u32>,
}

/// Output of `chat.history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryPage {
    /// In the order of their numbers.
    pub messages: Vec<Message>,
    /// Whether there are more in the direction that was asked for.
    pub more: bool,
    /// Those named in the messages who are not members, or no longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Card>,
}

/// A message's number and row.
pub(crate) type Numbered = (u64, Arc<MessageRow>);

/// Messages of a conversation.
///
/// # Errors
/// [`Error::NotAMember`].
pub fn history(
    read: &dyn Read,
    actor: &SignedIn,
    input: History,
    tails: &Tails,
) -> Result<HistoryPage, Error> {
    let window = Window::load(read, actor.account, input.conversation)?;
    let size = page_size(input.limit) as u64;
    // The numbers that can come: dense, so that a page is a range of them.
    let mut first = window.first_no;
    let mut last = window.last_no();
    if let Some(before) = input.before {
        last = last.min(before.saturating_sub(1));
    }
    if let Some(after) = input.after {
        first = first.max(after.saturating_add(1));
    }
    let forward = input.after.is_some();
    let mut rows = Vec::new();
    for _ in 0..MAX_EMPTY_PAGES {
        if first > last || !rows.is_empty() {
            break;
        }
        if forward {
            let to = last.min(first.saturating_add(size - 1));
            rows = window.rows(read, tails, first, to)?;
            first = to + 1;
        } else {
            let from = first.max((last + 1).saturating_sub(size));
            rows = window.rows(read, tails, from, last)?;
            last = from - 1;
        }
    }
    let people = window.strangers(read, rows.iter().map(|(_, row)| &**row))?;
    Ok(HistoryPage {
        messages: window.render_all(read, &rows)?,
        more: first <= last,
        people,
    })
}

impl Window {
    /// The messages from `first` to `last` that the account has not deleted. The caller has cut the range to what
    /// can be seen, and to a page.
    pub(crate) fn rows(
        &self,
        read: &dyn Read,
        tails: &Tails,
        first: u64,
        last: u64,
    ) -> Result<Vec<Numbered>, Error> {
        if first > last {
            return Ok(Vec::new());
        }
        let mut rows = self.all_rows(read, tails, first, last)?;
        let deleted = self.deleted(read, first, last)?;
        if !deleted.is_empty() {
            rows.retain(|(number, _)| !deleted.contains(number));
        }
        Ok(rows)
    }

    fn all_rows(
        &self,
        read: &dyn Read,
        tails: &Tails,
        first: u64,
        last: u64,
    ) -> Result<Vec<Numbered>, Error> {
        let conversation = self.conversation;
        // Somebody who was removed has the head of then, which no tail is of.
        let change_no = self.head.change_no;
        let is_current = self.member.is_some();
        if is_current && let Some(rows) = tails.range(conversation, change_no, first, last) {
            return Ok((first..).zip(rows).collect());
        }
        let range = Scan::under(&(conversation,))
            .from(&(conversation, first))
            .up_to(&(conversation, last));
        let rows: Vec<Numbered> = MESSAGES
            .scan(read, range)?
            .into_iter()
            .map(|((_, number), row)| (number, Arc::new(row)))
            .collect();
        if is_current && last == self.head.head_no {
            let bare: Vec<_> = rows.iter().map(|(_, row)| Arc::clone(row)).collect();
            tails.fill(conversation, change_no, first, &bare);
        }
        Ok(rows)
    }

    pub(crate) fn render_all(
        &self,
        read: &dyn Read,
        rows: &[Numbered],
    ) -> Result<Vec<Message>, Error> {
        rows.iter()
            .map(|(number, row)| self.render(read, *number, row).map_err(Error::from))
            .collect()
    }
}
