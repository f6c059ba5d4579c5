//! Saying that something changed for an account.

use sapa_kernel::AccountId;
use sapa_store::{Event, Scan, StoreError, Topic, Tx};

use crate::keys::{HEADS, ITEMS, SUBJECTS};
use crate::model::{Head, Subject, Touched};
use crate::{EVENT, MAX_ITEMS};

/// Moves the subject to the newest position of the account's feed and tells the account's devices, once the
/// transaction is durable. Three to five writes.
///
/// # Errors
/// Only if the store fails, or the id is too long for a key.
pub fn touch(tx: &mut Tx<'_>, account: AccountId, subject: Subject) -> Result<(), StoreError> {
    let mut head = HEADS.get(tx, &(account,))?.unwrap_or_default();
    head.position += 1;
    let key = (account, subject.kind, subject.id.clone());
    match SUBJECTS.get(tx, &key)? {
        Some(earlier) => ITEMS.delete(tx, &(account, earlier))?,
        None => head.items += 1,
    }
    if head.items > MAX_ITEMS {
        drop_oldest(tx, account, &mut head)?;
    }
    SUBJECTS.put(tx, &key, &head.position)?;
    ITEMS.put(tx, &(account, head.position), &subject)?;
    HEADS.put(tx, &(account,), &head)?;
    let touched = Touched {
        position: head.position,
        kind: subject.kind,
        id: subject.id,
    };
    tx.emit(Event::new(Topic::Account(account), EVENT, &touched));
    Ok(())
}

fn drop_oldest(tx: &mut Tx<'_>, account: AccountId, head: &mut Head) -> Result<(), StoreError> {
    let Some(((_, position), subject)) = ITEMS.first(tx, Scan::under(&(account,)))? else {
        return Ok(());
    };
    ITEMS.delete(tx, &(account, position))?;
    SUBJECTS.delete(tx, &(account, subject.kind, subject.id))?;
    head.floor = position;
    head.items -= 1;
    Ok(())
}

/// Removes the feed of an account that is being deleted, up to `limit` items a call. True while items are left.
///
/// # Errors
/// Only if the store fails.
pub fn forget_account(
    tx: &mut Tx<'_>,
    account: AccountId,
    limit: usize,
) -> Result<bool, StoreError> {
    let items = ITEMS.scan(tx, Scan::under(&(account,)).limit(limit))?;
    let more = items.len() == limit;
    for (key, subject) in items {
        ITEMS.delete(tx, &key)?;
        SUBJECTS.delete(tx, &(account, subject.kind, subject.id))?;
    }
    if !more {
        HEADS.delete(tx, &(account,))?;
    }
    Ok(more)
}
