//! Finding somebody by their exact handle.

use sapa_accounts::{Card, Handle};
use sapa_kernel::SignedIn;
use sapa_store::{Read, StoreError};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::relation::{Relation, relation, remark_of};

/// Whom to find.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct Find {
    /// The whole handle; upper case and a leading `@` do not matter.
    pub handle: String,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Found {
    /// Them.
    pub card: Card,
    /// What they are to the caller.
    pub relation: Relation,
    /// The name that the caller gave them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Finds the person with exactly this handle.
///
/// # Errors
/// [`Error::NotFound`], also for what cannot be a handle.
pub fn find(read: &dyn Read, actor: &SignedIn, input: Find) -> Result<Found, Error> {
    let Ok(handle) = Handle::parse(&input.handle) else {
        return Err(Error::NotFound);
    };
    let card = sapa_accounts::by_handle(read, &handle)?.ok_or(Error::NotFound)?;
    Ok(found(read, actor, card)?)
}

pub(crate) fn found(read: &dyn Read, actor: &SignedIn, card: Card) -> Result<Found, StoreError> {
    Ok(Found {
        relation: relation(read, actor.account, card.account)?,
        remark: remark_of(read, actor.account, card.account)?,
        card,
    })
}
