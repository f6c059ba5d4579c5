//! Putting a friend request aside. Its sender is not told.

use sapa_kernel::{Empty, SignedIn};
use sapa_store::Tx;

use crate::keys::RECEIVED;
use crate::model::RequestState;
use crate::tell::touch_request;
use crate::{AccountInput, Error};

/// Puts a request aside. Repeating it changes nothing.
///
/// # Errors
/// [`Error::RequestNotFound`], also if it has been accepted.
pub fn ignore(tx: &mut Tx<'_>, actor: &SignedIn, input: AccountInput) -> Result<Empty, Error> {
    let key = (actor.account, input.account);
    let mut row = RECEIVED
        .get(tx, &key)?
        .filter(|row| row.state != RequestState::Accepted)
        .ok_or(Error::RequestNotFound)?;
    if row.state == RequestState::Pending {
        row.state = RequestState::Ignored;
        RECEIVED.put(tx, &key, &row)?;
        touch_request(tx, actor.account, input.account)?;
    }
    Ok(Empty {})
}
