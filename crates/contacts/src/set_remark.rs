//! A name of one's own for a friend.

use sapa_accounts::{NameProblem, clean_name};
use sapa_kernel::{AccountId, Empty, SignedIn};
use sapa_store::Tx;
use serde::Deserialize;

use crate::keys::CONTACTS;
use crate::tell::touch_contact;
use crate::{Error, MAX_REMARK};

/// Which friend, and the name.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct SetRemark {
    /// The friend.
    pub account: AccountId,
    /// At most 64 characters; empty takes it away.
    pub remark: String,
}

/// Names a friend. Nobody else sees it.
///
/// # Errors
/// [`Error::NotFound`] if the caller lists no such friend, [`Error::RemarkInvalid`].
pub fn set_remark(tx: &mut Tx<'_>, actor: &SignedIn, input: SetRemark) -> Result<Empty, Error> {
    let key = (actor.account, input.account);
    let mut row = CONTACTS.get(tx, &key)?.ok_or(Error::NotFound)?;
    row.remark = match clean_name(&input.remark, MAX_REMARK) {
        Ok(remark) => remark,
        Err(NameProblem::Empty) => String::new(),
        Err(problem) => return Err(Error::RemarkInvalid(problem)),
    };
    CONTACTS.put(tx, &key, &row)?;
    touch_contact(tx, actor.account, input.account)?;
    Ok(Empty {})
}
