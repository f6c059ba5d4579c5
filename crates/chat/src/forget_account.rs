//! What becomes of an account's conversations when it is deleted.

use sapa_kernel::AccountId;
use sapa_store::{Scan, Tx};

use crate::groups::{forget_membership, forget_removed};
use crate::keys::{MEMBERS, MEMBERSHIPS, SERVICES};
use crate::leave::leave_group;
use crate::sweep::sweep_if_abandoned;
use crate::{Error, events};

/// Takes an account out of its conversations, up to `limit` of them; true while more are left. It leaves its groups as
/// if by itself. Between two people the other one keeps the conversation; what the account itself had of it goes. What a service said to
/// it goes as well.
///
/// # Errors
/// Only if the store fails.
pub fn forget_account(tx: &mut Tx<'_>, account: AccountId, limit: usize) -> Result<bool, Error> {
    let rows = MEMBERSHIPS.keys(tx, Scan::under(&(account,)).limit(limit))?;
    let more = rows.len() == limit;
    for (_, conversation) in rows {
        match MEMBERS.get(tx, &(conversation, account))? {
            Some(row) if row.is_group() => leave_group(tx, account, conversation)?,
            Some(row) => {
                if let Some(service) = row.service {
                    SERVICES.delete(tx, &(account, service.number()))?;
                }
                forget_membership(tx, account, conversation)?;
                events::emit_membership(tx, account, conversation, false);
                sweep_if_abandoned(tx, conversation)?;
            }
            None => forget_removed(tx, account, conversation)?,
        }
    }
    Ok(more)
}
