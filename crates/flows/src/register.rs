//! Registering: whoever comes by an invitation has a friend from the start.

use sapa_accounts::{Prepared, Registered};
use sapa_kernel::{Fault, Visitor};
use sapa_store::Tx;

use crate::fault;

/// Makes the account; with an invitation the new person and whoever invited them are friends and have a conversation.
///
/// # Errors
/// Those of [`sapa_accounts::register`].
pub fn register(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    prepared: &Prepared,
) -> Result<Registered, Fault> {
    let registered = sapa_accounts::register(tx, visitor, prepared).map_err(fault)?;
    let Some(inviter) = registered.inviter else {
        return Ok(registered);
    };
    let account = registered.signed_in.account;
    match sapa_contacts::befriend(tx, inviter, account) {
        Ok(()) => {
            sapa_chat::befriend(tx, inviter, account).map_err(fault)?;
        }
        // The list of whoever invited is full, which is no reason to keep somebody out.
        Err(sapa_contacts::Error::TooMany) => {}
        Err(error) => return Err(fault(error)),
    }
    Ok(registered)
}
