//! A person's profile: contacts know the two, chat knows their groups.

use sapa_contacts::{AccountInput, Profile};
use sapa_kernel::{Fault, SignedIn};
use sapa_store::Read;

use crate::fault;

/// The profile of somebody whom the caller may see: a friend, the other side of a request, a member of a common group.
///
/// # Errors
/// Those of [`sapa_contacts::profile`].
pub fn profile(read: &dyn Read, actor: &SignedIn, input: AccountInput) -> Result<Profile, Fault> {
    let groups = if actor.account == input.account {
        0
    } else {
        sapa_chat::common_groups(read, actor.account, input.account).map_err(fault)?
    };
    sapa_contacts::profile(read, actor, &input, groups).map_err(fault)
}
