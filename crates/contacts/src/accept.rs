//! Saying yes to a friend request.

use sapa_kernel::{AccountId, SignedIn};
use sapa_store::Tx;
use serde::Deserialize;

use crate::Error;
use crate::befriend::befriend;
use crate::keys::RECEIVED;
use crate::model::RequestState;
use crate::relation::{are_friends, blocks, other};
use crate::set_remark::{SetRemark, set_remark};

/// Whose request, and how the caller calls them.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Accept {
    /// Who asked.
    pub account: AccountId,
    /// A name of the caller's own for them, at most 64 characters.
    pub remark: Option<String>,
}

/// Makes the caller and somebody who asked friends. Also when the request was put aside before. Repeating it changes
/// nothing while they are friends, and is refused once one of them is no more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::RequestNotFound`], [`Error::Blocked`], [`Error::RemarkInvalid`],
/// [`Error::TooMany`].
pub fn accept(tx: &mut Tx<'_>, actor: &SignedIn, input: Accept) -> Result<(), Error> {
    let (me, them) = (actor.account, input.account);
    other(tx, me, them)?;
    let asked = RECEIVED
        .get(tx, &(me, them))?
        .ok_or(Error::RequestNotFound)?;
    let friends = are_friends(tx, me, them)?;
    // A request is good for one answer: whoever has since taken the caller off their list does not come back on the
    // strength of an old one.
    if !friends && asked.state == RequestState::Accepted {
        return Err(Error::RequestNotFound);
    }
    if blocks(tx, me, them)? {
        return Err(Error::Blocked);
    }
    if !friends {
        befriend(tx, me, them)?;
    }
    if let Some(remark) = input.remark {
        let account = them;
        set_remark(tx, actor, SetRemark { account, remark })?;
    }
    Ok(())
}
