//! What people see of each other beyond the card.

use sapa_kernel::SignedIn;
use sapa_store::Read;
use serde::Serialize;

use crate::find::{Found, found};
use crate::keys::{RECEIVED, SENT};
use crate::relation::{Relation, lists};
use crate::{AccountInput, Error};

/// A person's profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Profile {
    /// Card, relation and remark.
    #[serde(flatten)]
    pub found: Found,
    /// What they say about themselves: to their friends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Groups in which both are.
    pub common_groups: u32,
}

/// The profile of oneself, a friend, somebody who has asked or was asked, or, with `common_groups` above zero, a member
/// of a common group.
///
/// # Errors
/// [`Error::NotFound`] if there never was such an account, [`Error::NotVisible`].
pub fn profile(
    read: &dyn Read,
    actor: &SignedIn,
    input: &AccountInput,
    common_groups: u32,
) -> Result<Profile, Error> {
    let (me, account) = (actor.account, input.account);
    let card = sapa_accounts::card(read, account)?.ok_or(Error::NotFound)?;
    let deleted = card.deleted;
    let found = found(read, actor, card)?;
    let listed = lists(read, account, me)?;
    let asked = RECEIVED.contains(read, &(me, account))? || SENT.contains(read, &(me, account))?;
    if found.relation == Relation::None && !listed && !asked && common_groups == 0 {
        return Err(Error::NotVisible);
    }
    let shows_about = !deleted && (listed || me == account);
    let about = if shows_about {
        sapa_accounts::about(read, account)?.filter(|about| !about.is_empty())
    } else {
        None
    };
    Ok(Profile {
        found,
        about,
        common_groups,
    })
}
