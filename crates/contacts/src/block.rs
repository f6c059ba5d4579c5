//! Blocking: whoever is blocked reaches one no more, and is not told.

use sapa_accounts::{Card, List, card, cursor_of, page_size};
use sapa_kernel::{Empty, SignedIn, Timestamp};
use sapa_store::{Read, Scan, Tx};
use serde::Serialize;

use crate::keys::{BLOCKS, RECEIVED, change_tally, tally};
use crate::list::account_of;
use crate::model::{BlockRow, RequestState};
use crate::relation::other;
use crate::tell::{touch_blocked, touch_request};
use crate::{AccountInput, Error, MAX_BLOCKED};

/// Somebody whom the caller blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BlockedAccount {
    /// Them.
    pub card: Card,
    /// Since when.
    pub at: Timestamp,
}

/// A page of those whom the caller blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Blocked {
    /// Them.
    pub items: Vec<BlockedAccount>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Blocks somebody, friend or not. A request of theirs is put aside. Repeating it changes nothing.
///
/// # Errors
/// [`Error::Myself`], [`Error::NotFound`], [`Error::TooMany`].
pub fn block(tx: &mut Tx<'_>, actor: &SignedIn, input: AccountInput) -> Result<Empty, Error> {
    let (me, them) = (actor.account, input.account);
    other(tx, me, them)?;
    if BLOCKS.contains(tx, &(me, them))? {
        return Ok(Empty {});
    }
    if tally(tx, me)?.blocked >= MAX_BLOCKED {
        return Err(Error::TooMany);
    }
    BLOCKS.put(tx, &(me, them), &BlockRow { at: tx.now() })?;
    change_tally(tx, me, |tally| tally.blocked += 1)?;
    if let Some(mut row) = RECEIVED.get(tx, &(me, them))?
        && row.state == RequestState::Pending
    {
        row.state = RequestState::Ignored;
        RECEIVED.put(tx, &(me, them), &row)?;
        touch_request(tx, me, them)?;
    }
    touch_blocked(tx, me, them)?;
    Ok(Empty {})
}

/// Unblocks somebody. Repeating it changes nothing.
///
/// # Errors
/// Only if the store fails.
pub fn unblock(tx: &mut Tx<'_>, actor: &SignedIn, input: AccountInput) -> Result<Empty, Error> {
    let key = (actor.account, input.account);
    if !BLOCKS.contains(tx, &key)? {
        return Ok(Empty {});
    }
    BLOCKS.delete(tx, &key)?;
    change_tally(tx, actor.account, |tally| {
        tally.blocked = tally.blocked.saturating_sub(1);
    })?;
    touch_blocked(tx, actor.account, input.account)?;
    Ok(Empty {})
}

/// Those whom the caller blocks.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn blocked(read: &dyn Read, actor: &SignedIn, input: List) -> Result<Blocked, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::under(&(actor.account,)).limit(size + 1);
    if let Some(last) = account_of(input.cursor.as_deref())? {
        scan = scan.after(&(actor.account, last));
    }
    let mut rows = BLOCKS.scan(read, scan)?;
    let next_cursor = cursor_of(&mut rows, size, |((_, blocked), _)| blocked.to_string());
    let mut items = Vec::with_capacity(rows.len());
    for ((_, blocked), row) in rows {
        if let Some(card) = card(read, blocked)? {
            items.push(BlockedAccount { card, at: row.at });
        }
    }
    Ok(Blocked { items, next_cursor })
}
