//! Changing how one is shown.

use sapa_blobs::Purpose;
use sapa_kernel::{AccountId, SignedIn, UploadId};
use sapa_store::Tx;
use serde::{Deserialize, Deserializer};

use crate::keys::ACCOUNTS;
use crate::me::{Me, me_of};
use crate::model::Account;
use crate::notices::touch_me;
use crate::text::{clean_name, clean_text};
use crate::{Error, MAX_ABOUT, MAX_DISPLAY_NAME};

/// What shall change; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct UpdateProfile {
    /// 1 to 64 characters.
    pub display_name: Option<String>,
    /// At most 500 characters, with lines.
    pub about: Option<String>,
    /// An upload for an avatar; `null` takes the picture away.
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<UploadId>")]
    pub avatar: Option<Option<UploadId>>,
}

/// Tells `null` from what is absent.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<UploadId>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Changes the caller's profile. Those who list them as a friend are told by `flows`.
///
/// # Errors
/// [`Error::NameInvalid`]; of an upload that is not there, as `blobs` says.
pub fn update_profile(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: UpdateProfile,
) -> Result<Me, Error> {
    let mut account = ACCOUNTS
        .get(tx, &(actor.account,))?
        .ok_or(Error::NotFound("account"))?;
    if let Some(name) = input.display_name {
        account.display_name = clean_name(&name, MAX_DISPLAY_NAME).map_err(Error::NameInvalid)?;
    }
    if let Some(about) = input.about {
        account.about = clean_text(&about, MAX_ABOUT).map_err(Error::NameInvalid)?;
    }
    if let Some(avatar) = input.avatar {
        replace_avatar(tx, actor.account, &mut account, avatar)?;
    }
    ACCOUNTS.put(tx, &(actor.account,), &account)?;
    touch_me(tx, actor.account)?;
    me_of(tx, actor.account)
}

/// Puts another picture in the account's row, or none; the caller writes the row.
pub(crate) fn replace_avatar(
    tx: &mut Tx<'_>,
    id: AccountId,
    account: &mut Account,
    upload: Option<UploadId>,
) -> Result<(), Error> {
    let taken = match upload {
        Some(upload) => Some(sapa_blobs::take(tx, id, upload, Purpose::Avatar)?.0),
        None => None,
    };
    if let Some(before) = account.avatar.take() {
        sapa_blobs::release(tx, before)?;
    }
    account.avatar = taken;
    account.avatar_version = 0;
    if taken.is_some() {
        account.last_avatar_version += 1;
        account.avatar_version = account.last_avatar_version;
    }
    Ok(())
}
