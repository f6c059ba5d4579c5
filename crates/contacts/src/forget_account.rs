//! What becomes of contacts when an account is deleted.

use sapa_kernel::AccountId;
use sapa_store::{Scan, StoreError, Tx};

use crate::delete::unlist;
use crate::keys::{BLOCKS, CONTACTS, LISTED_BY, REQUEST_ORDER, drop_tally};
use crate::personal_code::drop_code;
use crate::requests::{Side, remove_request};
use crate::tell::touch_request;

/// Takes the account off everybody's lists and removes what it had, up to `limit` rows a call. True while rows are left.
///
/// # Errors
/// Only if the store fails.
pub fn forget_account(
    tx: &mut Tx<'_>,
    account: AccountId,
    limit: usize,
) -> Result<bool, StoreError> {
    drop_code(tx, account)?;
    let mut left = limit;
    for (_, lister) in LISTED_BY.keys(tx, Scan::under(&(account,)).limit(left))? {
        unlist(tx, lister, account)?;
        left -= 1;
    }
    for (_, friend) in CONTACTS.keys(tx, Scan::under(&(account,)).limit(left))? {
        unlist(tx, account, friend)?;
        left -= 1;
    }
    for (_, _, other, sent) in REQUEST_ORDER.keys(tx, Scan::under(&(account,)).limit(left))? {
        let (mine, theirs) = if sent {
            (Side::Sent, Side::Received)
        } else {
            (Side::Received, Side::Sent)
        };
        remove_request(tx, mine, account, other)?;
        remove_request(tx, theirs, other, account)?;
        touch_request(tx, other, account)?;
        left -= 1;
    }
    for key in BLOCKS.keys(tx, Scan::under(&(account,)).limit(left))? {
        BLOCKS.delete(tx, &key)?;
        left -= 1;
    }
    if left == 0 {
        return Ok(true);
    }
    drop_tally(tx, account)?;
    Ok(false)
}
