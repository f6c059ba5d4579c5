//! How people are shown to others.

use sapa_kernel::AccountId;
use sapa_store::{Read, StoreError};
use serde::Serialize;

use crate::handle::Handle;
use crate::keys::{ACCOUNTS, HANDLES};
use crate::model::Account;

/// A person as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Card {
    /// Who.
    pub account: AccountId,
    /// The name by which they are found; empty once the account is deleted.
    pub handle: String,
    /// The name that they gave themselves; empty once the account is deleted.
    pub display_name: String,
    /// 0: there is no picture, draw the initials. Else the version in the picture's address.
    pub avatar_version: u32,
    /// The account is deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// A resident of a demo town: nobody is behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

impl Card {
    pub(crate) fn of(read: &dyn Read, id: AccountId, account: &Account) -> Self {
        if account.is_deleted(read.now()) {
            return Self {
                account: id,
                handle: String::new(),
                display_name: String::new(),
                avatar_version: 0,
                deleted: true,
                fictional: account.fictional,
            };
        }
        Self {
            account: id,
            handle: account.handle.clone(),
            display_name: account.display_name.clone(),
            avatar_version: account.avatar_version,
            deleted: false,
            fictional: account.fictional,
        }
    }
}

/// The card of an account; none if there never was such an account.
///
/// # Errors
/// Only if the store fails.
pub fn card(read: &dyn Read, account: AccountId) -> Result<Option<Card>, StoreError> {
    Ok(ACCOUNTS
        .get(read, &(account,))?
        .map(|row| Card::of(read, account, &row)))
}

/// The cards of several accounts, in their order, without those that never existed.
///
/// # Errors
/// Only if the store fails.
pub fn cards(
    read: &dyn Read,
    accounts: impl IntoIterator<Item = AccountId>,
) -> Result<Vec<Card>, StoreError> {
    let mut cards = Vec::new();
    for account in accounts {
        cards.extend(card(read, account)?);
    }
    Ok(cards)
}

/// Whether there is such an account and it is not deleted.
///
/// # Errors
/// Only if the store fails.
pub fn exists(read: &dyn Read, account: AccountId) -> Result<bool, StoreError> {
    Ok(card(read, account)?.is_some_and(|card| !card.deleted))
}

/// What somebody says about themselves. Who may read it is decided by the caller; none if there is no such account.
///
/// # Errors
/// Only if the store fails.
pub fn about(read: &dyn Read, account: AccountId) -> Result<Option<String>, StoreError> {
    Ok(ACCOUNTS
        .get(read, &(account,))?
        .filter(|row| !row.is_deleted(read.now()))
        .map(|row| row.about))
}

/// The account with exactly this handle, if it is not deleted.
///
/// # Errors
/// Only if the store fails.
pub fn by_handle(read: &dyn Read, handle: &Handle) -> Result<Option<Card>, StoreError> {
    let Some(account) = HANDLES.get(read, &(handle.skeleton(),))? else {
        return Ok(None);
    };
    // One that merely looks the same is somebody else.
    Ok(card(read, account)?.filter(|card| card.handle == handle.as_str()))
}
