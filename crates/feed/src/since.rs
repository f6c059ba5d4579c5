//! Asking what changed since a position.

use sapa_kernel::AccountId;
use sapa_store::{Read, Scan, StoreError};

use crate::keys::{HEADS, ITEMS};
use crate::model::Subject;

/// One change: read the subject's row to see what it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it stands in the feed.
    pub position: u64,
    /// What changed.
    pub subject: Subject,
}

/// What changed, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The changes.
    pub items: Vec<Item>,
    /// Where the device stands once it has taken them in.
    pub position: u64,
    /// Whether more follows: ask again from `position`.
    pub more: bool,
}

/// The answer to a device that holds a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Exactly what it missed.
    Page(Page),
    /// The position is too old, or none that this feed ever had (a restored backup): load all lists again, then
    /// go on from `position`.
    Reload {
        /// The newest position.
        position: u64,
    },
}

/// What changed for the account after `position`, at most `limit` items.
///
/// Position 0 is that of a device that holds nothing: it has to load its lists, also when nothing ever happened,
/// because some of what lists hold (the account itself) is there before anything happens.
///
/// # Errors
/// Only if the store fails.
pub fn since(
    read: &dyn Read,
    account: AccountId,
    position: u64,
    limit: usize,
) -> Result<Changes, StoreError> {
    let head = HEADS.get(read, &(account,))?.unwrap_or_default();
    let holds_nothing = position == 0;
    if holds_nothing || position > head.position || position < head.floor {
        return Ok(Changes::Reload {
            position: head.position,
        });
    }
    let scan = Scan::under(&(account,))
        .after(&(account, position))
        .limit(limit.max(1));
    let items: Vec<Item> = ITEMS
        .scan(read, scan)?
        .into_iter()
        .map(|((_, position), subject)| Item { position, subject })
        .collect();
    let reached = items.last().map_or(head.position, |item| item.position);
    Ok(Changes::Page(Page {
        items,
        position: reached,
        more: reached < head.position,
    }))
}

/// The newest position of the account's feed.
///
/// # Errors
/// Only if the store fails.
pub fn head(read: &dyn Read, account: AccountId) -> Result<u64, StoreError> {
    Ok(HEADS.get(read, &(account,))?.unwrap_or_default().position)
}
