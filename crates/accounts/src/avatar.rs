//! The file behind an avatar's address.

use sapa_blobs::StoredFile;
use sapa_kernel::{AccountId, SignedIn};
use sapa_store::Read;

use crate::Error;
use crate::keys::ACCOUNTS;

/// The stored picture of an account, in one of its versions and sizes (`512`, `96`). Everybody who is signed in may
/// see pictures, as they may see names; those of fictional residents everybody may. An earlier version is gone: its address
/// never shows another picture.
///
/// # Errors
/// [`Error::NotFound`].
pub fn avatar(
    read: &dyn Read,
    actor: Option<&SignedIn>,
    account: AccountId,
    version: u32,
    size: &str,
) -> Result<StoredFile, Error> {
    let not_found = || Error::NotFound("picture");
    let blob = ACCOUNTS
        .get(read, &(account,))?
        .filter(|row| !row.is_deleted(read.now()) && row.avatar_version == version)
        .filter(|row| actor.is_some() || row.fictional)
        .and_then(|row| row.avatar)
        .ok_or_else(not_found)?;
    let blob = sapa_blobs::get(read, blob)?.ok_or_else(not_found)?;
    blob.file(size).cloned().ok_or_else(not_found)
}
