//! Residents of a demo town: fictional people whom anybody may play. Their operations exist in demo cells alone.

use sapa_kernel::{AccountId, Empty, UploadId, Visitor};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::handle::Handle;
use crate::keys::{ACCOUNTS, RESIDENTS};
use crate::model::ResidentRow;
use crate::notices::touch_me;
use crate::register::{NewAccount, create_account};
use crate::session::may_be_here;
use crate::sign_in::{SignedInNow, signed_in_now};
use crate::text::{clean_name, clean_text};
use crate::update_profile::replace_avatar;
use crate::{Error, MAX_ABOUT, MAX_DISPLAY_NAME};

/// A resident to be made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewResident {
    /// By the rules of handles.
    pub handle: String,
    /// By the rules of names.
    pub display_name: String,
    /// What they say about themselves.
    pub about: String,
    /// The language that they write: `en`, `id`, `zh`.
    pub language: String,
}

/// A resident to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Resident {
    /// As others see them.
    #[serde(flatten)]
    pub card: Card,
    /// What they say about themselves.
    pub about: String,
    /// The language that they write.
    pub language: String,
}

/// All residents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Residents {
    /// In the order in which they were made.
    pub residents: Vec<Resident>,
}

/// Makes a resident.
///
/// # Errors
/// What a registration says of handle and names.
pub fn create_resident(tx: &mut Tx<'_>, new: &NewResident) -> Result<AccountId, Error> {
    let handle = Handle::for_new_account(&new.handle)?;
    let name = clean_name(&new.display_name, MAX_DISPLAY_NAME).map_err(Error::NameInvalid)?;
    let about = clean_text(&new.about, MAX_ABOUT).map_err(Error::NameInvalid)?;
    let account = create_account(
        tx,
        NewAccount {
            handle: &handle,
            display_name: &name,
            about: &about,
            operator: false,
            fictional: true,
        },
    )?;
    let row = ResidentRow {
        language: new.language.clone(),
    };
    RESIDENTS.put(tx, &(account,), &row)?;
    Ok(account)
}

/// Gives a resident a picture that was uploaded in their name.
///
/// # Errors
/// [`Error::NotFound`] if it is no resident; of the upload, as `blobs` says.
pub fn set_avatar(tx: &mut Tx<'_>, id: AccountId, upload: UploadId) -> Result<(), Error> {
    let mut account = ACCOUNTS
        .get(tx, &(id,))?
        .filter(|account| account.fictional)
        .ok_or(Error::NotFound("resident"))?;
    replace_avatar(tx, id, &mut account, Some(upload))?;
    ACCOUNTS.put(tx, &(id,), &account)?;
    Ok(touch_me(tx, id)?)
}

/// The residents.
///
/// # Errors
/// Only if the store fails.
pub fn residents(read: &dyn Read, _: &Visitor, _: Empty) -> Result<Residents, Error> {
    let mut residents = Vec::new();
    for ((id,), row) in RESIDENTS.scan(read, Scan::all())? {
        if let Some(account) = ACCOUNTS.get(read, &(id,))? {
            residents.push(Resident {
                card: Card::of(read, id, &account),
                about: account.about,
                language: row.language,
            });
        }
    }
    Ok(Residents { residents })
}

/// Signs a visitor in as a resident.
///
/// # Errors
/// [`Error::NotFound`] if it is no resident, [`Error::Suspended`].
pub fn continue_as(
    tx: &mut Tx<'_>,
    visitor: &Visitor,
    account: AccountId,
    token_hash: [u8; 32],
) -> Result<SignedInNow, Error> {
    let row = ACCOUNTS
        .get(tx, &(account,))?
        .filter(|row| row.fictional)
        .ok_or(Error::NotFound("resident"))?;
    may_be_here(tx, &row)?;
    signed_in_now(tx, account, visitor, token_hash)
}
