//! Asking to delete one's account: not while money is in it, or on its way.

use sapa_accounts::{Attempt, DeletionRequested};
use sapa_kernel::{Fault, SignedIn};
use sapa_store::Tx;

use crate::fault;

/// Plans the account's deletion, after a waiting period.
///
/// # Errors
/// Those of [`sapa_wallet::check_empty`] and of [`sapa_accounts::request_deletion`].
pub fn request_deletion(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    attempt: &Attempt,
) -> Result<DeletionRequested, Fault> {
    sapa_wallet::check_empty(tx, actor.account).map_err(fault)?;
    sapa_accounts::request_deletion(tx, actor, attempt).map_err(fault)
}
