//! What somebody sees of themselves.

use sapa_kernel::{AccountId, Empty, SignedIn, Timestamp};
use sapa_store::Read;
use serde::Serialize;

use crate::Error;
use crate::card::Card;
use crate::keys::{ACCOUNTS, RECOVERY_CODES};
use crate::notices::{Notice, notices_of};

/// A person as they see themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Me {
    /// As others see them.
    #[serde(flatten)]
    pub card: Card,
    /// Whether they run the cell.
    pub operator: bool,
    /// What they say about themselves.
    pub about: String,
    /// When they registered.
    pub created_at: Timestamp,
    /// Recovery codes that have not been used.
    pub recovery_codes_left: u32,
    /// When the account will be deleted, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_at: Option<Timestamp>,
    /// What they have to be told.
    pub notices: Vec<Notice>,
}

/// The caller, as they see themselves.
///
/// # Errors
/// Only if the store fails.
pub fn me(read: &dyn Read, actor: &SignedIn, _: Empty) -> Result<Me, Error> {
    me_of(read, actor.account)
}

/// The same for code that acts for an account without one of its devices: feeds and pushes.
///
/// # Errors
/// [`Error::NotFound`] if there never was such an account.
pub fn me_of(read: &dyn Read, id: AccountId) -> Result<Me, Error> {
    let account = ACCOUNTS
        .get(read, &(id,))?
        .ok_or(Error::NotFound("account"))?;
    let codes = RECOVERY_CODES.get(read, &(id,))?;
    Ok(Me {
        card: Card::of(read, id, &account),
        operator: account.operator,
        created_at: account.created_at,
        recovery_codes_left: codes.map_or(0, |codes| u32::try_from(codes.left.len()).unwrap_or(0)),
        deletion_at: account.deletion_at,
        notices: notices_of(read, id)?,
        about: account.about,
    })
}
