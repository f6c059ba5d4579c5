//! Says that the bytes of an upload are stored: from now on its owner can use it.

use sapa_kernel::{SignedIn, UploadId};
use sapa_store::Tx;
use serde::{Deserialize, Serialize};

use crate::keys::{BLOBS, UPLOADS};
use crate::{Error, UPLOAD_LIFETIME, jobs};

/// A usable upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Uploaded {
    /// Names it when it is attached. It expires after 24 hours.
    pub upload: UploadId,
    /// Pixels across of the largest size.
    pub width: u32,
    /// Pixels down of the largest size.
    pub height: u32,
    /// Bytes of the largest size.
    pub bytes: u64,
    /// A few pixels as a `data:` URL of at most 300 characters.
    pub placeholder: String,
}

/// Turns a begun upload into a usable one. Said again, it answers the same.
///
/// # Errors
/// [`Error::UploadNotFound`] if it is not this account's, or was given up meanwhile: then the caller deletes
/// the bytes.
pub fn complete_upload(tx: &mut Tx<'_>, actor: &SignedIn, id: UploadId) -> Result<Uploaded, Error> {
    let mut upload = UPLOADS
        .get(tx, &(id,))?
        .filter(|upload| upload.owner == actor.account && upload.expires_at > tx.now())
        .ok_or(Error::UploadNotFound)?;
    let blob = match upload.storing.take() {
        Some(blob) => {
            BLOBS.put(tx, &(id,), &blob)?;
            upload.expires_at = tx.now().saturating_add(UPLOAD_LIFETIME);
            UPLOADS.put(tx, &(id,), &upload)?;
            jobs::schedule_expiry(tx, id, upload.expires_at)?;
            blob
        }
        None => BLOBS.get(tx, &(id,))?.ok_or(Error::UploadNotFound)?,
    };
    let largest = blob.largest().ok_or(Error::UploadNotFound)?;
    Ok(Uploaded {
        upload: id,
        width: largest.width,
        height: largest.height,
        bytes: largest.bytes,
        placeholder: blob.placeholder.clone(),
    })
}
