//! Making two people friends.

use sapa_kernel::AccountId;
use sapa_store::Tx;

use crate::keys::{CONTACTS, LISTED_BY, RECEIVED, SENT, change_tally, tally};
use crate::model::{ContactRow, RequestState};
use crate::tell::{touch_contact, touch_request};
use crate::{Error, MAX_CONTACTS};

/// Makes both sides list each other. Nothing happens on a side that already does. Requests between them count as
/// accepted.
///
/// # Errors
/// [`Error::Myself`]; [`Error::TooMany`] if one of them lists as many friends as is possible.
pub fn befriend(tx: &mut Tx<'_>, a: AccountId, b: AccountId) -> Result<(), Error> {
    if a == b {
        return Err(Error::Myself);
    }
    for (me, other) in [(a, b), (b, a)] {
        add(tx, me, other)?;
        for table in [RECEIVED, SENT] {
            let Some(mut row) = table.get(tx, &(me, other))? else {
                continue;
            };
            // A request that was put aside and then answered after all is answered.
            if row.state != RequestState::Accepted {
                row.state = RequestState::Accepted;
                table.put(tx, &(me, other), &row)?;
                touch_request(tx, me, other)?;
            }
        }
    }
    Ok(())
}

fn add(tx: &mut Tx<'_>, me: AccountId, other: AccountId) -> Result<(), Error> {
    if CONTACTS.contains(tx, &(me, other))? {
        return Ok(());
    }
    if tally(tx, me)?.contacts >= MAX_CONTACTS {
        return Err(Error::TooMany);
    }
    let row = ContactRow {
        remark: String::new(),
        since: tx.now(),
    };
    CONTACTS.put(tx, &(me, other), &row)?;
    LISTED_BY.put(tx, &(other, me), &())?;
    change_tally(tx, me, |tally| tally.contacts += 1)?;
    Ok(touch_contact(tx, me, other)?)
}
