//! The caller's friends.

use sapa_accounts::{Card, List, card, cursor_of, page_size};
use sapa_kernel::{AccountId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, StoreError};
use serde::Serialize;

use crate::Error;
use crate::keys::CONTACTS;

/// A friend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Contact {
    /// Them.
    pub card: Card,
    /// The name that the caller gave them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Since when the caller lists them.
    pub since: Timestamp,
}

/// A page of friends, in no order that means anything: clients sort by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Contacts {
    /// The friends.
    pub items: Vec<Contact>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The caller's friends.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn list(read: &dyn Read, actor: &SignedIn, input: List) -> Result<Contacts, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::under(&(actor.account,)).limit(size + 1);
    if let Some(last) = account_of(input.cursor.as_deref())? {
        scan = scan.after(&(actor.account, last));
    }
    let mut keys = CONTACTS.keys(read, scan)?;
    let next_cursor = cursor_of(&mut keys, size, |(_, friend)| friend.to_string());
    let mut items = Vec::with_capacity(keys.len());
    for (_, friend) in keys {
        items.extend(contact_of(read, actor.account, friend)?);
    }
    Ok(Contacts { items, next_cursor })
}

/// How `me` lists `other`; none if they do not.
///
/// # Errors
/// Only if the store fails.
pub fn contact_of(
    read: &dyn Read,
    me: AccountId,
    other: AccountId,
) -> Result<Option<Contact>, StoreError> {
    let Some(row) = CONTACTS.get(read, &(me, other))? else {
        return Ok(None);
    };
    Ok(card(read, other)?.map(|card| Contact {
        card,
        remark: Some(row.remark).filter(|remark| !remark.is_empty()),
        since: row.since,
    }))
}

pub(crate) fn account_of(cursor: Option<&str>) -> Result<Option<AccountId>, Error> {
    sapa_accounts::id_of(cursor).map_err(|_| Error::CursorInvalid)
}
