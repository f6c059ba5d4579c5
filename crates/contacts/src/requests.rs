//! Friend requests, sent and received.

use data_encoding::BASE32HEX_NOPAD;
use sapa_accounts::{Card, List, card, cursor_of, page_size};
use sapa_kernel::{AccountId, Id, SignedIn, Timestamp};
use sapa_store::{Descending, Read, Scan, StoreError, Table, Tx};
use serde::Serialize;

use crate::keys::{RECEIVED, REQUEST_ORDER, SENT, change_tally, tally};
use crate::model::{RequestRow, RequestState};
use crate::tell::touch_request;
use crate::{Error, MAX_REQUESTS};

/// Which way a request goes, seen by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the caller.
    In,
    /// From the caller.
    Out,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RequestItem {
    /// The other one.
    pub card: Card,
    /// What the sender says.
    pub greeting: String,
    /// Which way it goes.
    pub direction: Direction,
    /// When it was sent, or its greeting last changed.
    pub at: Timestamp,
    /// What became of it. Only its receiver sees that a request was ignored.
    pub state: RequestState,
}

/// A page of requests, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Requests {
    /// The requests.
    pub items: Vec<RequestItem>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Whose copy of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Received,
    Sent,
}

impl Side {
    fn table(self) -> Table<(AccountId, AccountId), RequestRow> {
        match self {
            Self::Received => RECEIVED,
            Self::Sent => SENT,
        }
    }
}

type OrderKey = (AccountId, Descending<Timestamp>, AccountId, bool);

fn order_key(side: Side, me: AccountId, other: AccountId, at: Timestamp) -> OrderKey {
    (me, Descending(at), other, side == Side::Sent)
}

/// Writes one side's copy of a request, in its place in the list; the oldest goes when there are too many.
pub(crate) fn put_request(
    tx: &mut Tx<'_>,
    side: Side,
    me: AccountId,
    other: AccountId,
    row: &RequestRow,
) -> Result<(), StoreError> {
    remove_request(tx, side, me, other)?;
    if tally(tx, me)?.requests >= MAX_REQUESTS {
        let oldest = REQUEST_ORDER.keys(tx, Scan::under(&(me,)).reverse().limit(1))?;
        if let Some((_, _, account, sent)) = oldest.first() {
            let side = if *sent { Side::Sent } else { Side::Received };
            remove_request(tx, side, me, *account)?;
            touch_request(tx, me, *account)?;
        }
    }
    side.table().put(tx, &(me, other), row)?;
    REQUEST_ORDER.put(tx, &order_key(side, me, other, row.at), &())?;
    change_tally(tx, me, |tally| tally.requests += 1)?;
    touch_request(tx, me, other)
}

/// Removes one side's copy of a request.
pub(crate) fn remove_request(
    tx: &mut Tx<'_>,
    side: Side,
    me: AccountId,
    other: AccountId,
) -> Result<(), StoreError> {
    let Some(row) = side.table().get(tx, &(me, other))? else {
        return Ok(());
    };
    side.table().delete(tx, &(me, other))?;
    REQUEST_ORDER.delete(tx, &order_key(side, me, other, row.at))?;
    change_tally(tx, me, |tally| {
        tally.requests = tally.requests.saturating_sub(1);
    })
}

fn item(
    read: &dyn Read,
    side: Side,
    me: AccountId,
    other: AccountId,
) -> Result<Option<RequestItem>, StoreError> {
    let Some(row) = side.table().get(read, &(me, other))? else {
        return Ok(None);
    };
    let Some(card) = card(read, other)?.filter(|card| !card.deleted) else {
        return Ok(None);
    };
    Ok(Some(RequestItem {
        card,
        greeting: row.greeting,
        direction: match side {
            Side::Received => Direction::In,
            Side::Sent => Direction::Out,
        },
        at: row.at,
        state: row.state,
    }))
}

/// The request between two people, as `me` sees it: the one received, else the one sent.
///
/// # Errors
/// Only if the store fails.
pub fn request_of(
    read: &dyn Read,
    me: AccountId,
    other: AccountId,
) -> Result<Option<RequestItem>, StoreError> {
    match item(read, Side::Received, me, other)? {
        Some(item) => Ok(Some(item)),
        None => item(read, Side::Sent, me, other),
    }
}

/// The caller's requests, the newest first. Those of deleted accounts are left out.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn requests(read: &dyn Read, actor: &SignedIn, input: List) -> Result<Requests, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::under(&(actor.account,));
    if let Some(cursor) = &input.cursor {
        scan = scan.after(&key_of(actor.account, cursor)?);
    }
    let (mut rows, mut after) = (Vec::new(), None);
    // Rows that are left out must not make a page end early: read on until it is full or the list ends.
    loop {
        let scan = match after.take() {
            Some(key) => Scan::under(&(actor.account,)).after(&key),
            None => scan.clone(),
        };
        let keys = REQUEST_ORDER.keys(read, scan.limit(size + 1))?;
        let ended = keys.len() <= size;
        for key in keys {
            let side = if key.3 { Side::Sent } else { Side::Received };
            if rows.len() <= size
                && let Some(item) = item(read, side, actor.account, key.2)?
            {
                rows.push((key, item));
            }
            after = Some(key);
        }
        if ended || rows.len() > size {
            break;
        }
    }
    let next_cursor = cursor_of(&mut rows, size, |(key, _)| cursor(key));
    Ok(Requests {
        items: rows.into_iter().map(|(_, item)| item).collect(),
        next_cursor,
    })
}

/// Time, account and direction, in the alphabet of ids.
fn cursor(key: &OrderKey) -> String {
    let mut bytes = key.1.0.as_millis().to_be_bytes().to_vec();
    bytes.extend(key.2.to_bytes());
    bytes.push(u8::from(key.3));
    BASE32HEX_NOPAD.encode(&bytes).to_ascii_lowercase()
}

fn key_of(me: AccountId, cursor: &str) -> Result<OrderKey, Error> {
    let bytes = BASE32HEX_NOPAD
        .decode(cursor.to_ascii_uppercase().as_bytes())
        .map_err(|_| Error::CursorInvalid)?;
    let parts = bytes
        .split_first_chunk::<8>()
        .and_then(|(at, rest)| Some((at, rest.split_first_chunk::<16>()?)));
    let Some((at, (account, [sent @ (0 | 1)]))) = parts else {
        return Err(Error::CursorInvalid);
    };
    Ok((
        me,
        Descending(Timestamp::from_millis(i64::from_be_bytes(*at))),
        AccountId::from_bytes(*account),
        *sent == 1,
    ))
}
