//! A changed profile: friends hear of it.

use sapa_accounts::{Me, UpdateProfile};
use sapa_kernel::{Fault, SignedIn};
use sapa_store::Tx;

use crate::fault;
use crate::jobs::plan_telling;

/// Changes the caller's profile. Friends see the new name or picture soon after, by a job: there may be thousands.
///
/// # Errors
/// Those of [`sapa_accounts::update_profile`].
pub fn update_profile(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: UpdateProfile,
) -> Result<Me, Fault> {
    let shown = input.display_name.is_some() || input.avatar.is_some();
    let me = sapa_accounts::update_profile(tx, actor, input).map_err(fault)?;
    if shown {
        plan_telling(tx, actor.account, None).map_err(fault)?;
    }
    Ok(me)
}
