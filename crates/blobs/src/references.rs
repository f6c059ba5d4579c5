//! Taking, sharing and giving back references to blobs, inside the transaction that makes or drops the referring row.

use sapa_kernel::{AccountId, UploadId};
use sapa_store::{Read, StoreError, Tx};

use crate::keys::{BLOBS, UPLOADS};
use crate::model::{Blob, BlobId, Purpose};
use crate::{Error, jobs};

/// Takes a reference to one's own upload. It can be taken again until it expires: a photo can go to two
/// conversations at once.
///
/// # Errors
/// [`Error::UploadNotFound`] if it is somebody else's, for another purpose, not complete or expired. The
/// deadline holds also when the job that removes it is late.
pub fn take(
    tx: &mut Tx<'_>,
    owner: AccountId,
    upload: UploadId,
    purpose: Purpose,
) -> Result<(BlobId, Blob), Error> {
    UPLOADS
        .get(tx, &(upload,))?
        .filter(|row| row.owner == owner && row.storing.is_none() && row.expires_at > tx.now())
        .ok_or(Error::UploadNotFound)?;
    let blob = BLOBS
        .get(tx, &(upload,))?
        .filter(|blob| blob.purpose == purpose)
        .ok_or(Error::UploadNotFound)?;
    Ok((upload, count_up(tx, upload, blob)?))
}

/// Takes one more reference to a blob that a row already refers to. The caller has checked that the
/// person who acts may see that row.
///
/// # Errors
/// [`Error::NotVisible`] if there is no such blob.
pub fn share(tx: &mut Tx<'_>, id: BlobId) -> Result<Blob, Error> {
    let blob = BLOBS.get(tx, &(id,))?.ok_or(Error::NotVisible)?;
    count_up(tx, id, blob)
}

fn count_up(tx: &mut Tx<'_>, id: BlobId, mut blob: Blob) -> Result<Blob, Error> {
    blob.references = blob
        .references
        .checked_add(1)
        .ok_or(Error::TooManyUploads)?;
    BLOBS.put(tx, &(id,), &blob)?;
    Ok(blob)
}

/// Gives a reference back. With the last one the row goes, and jobs delete the bytes.
///
/// # Errors
/// Only if the store fails.
pub fn release(tx: &mut Tx<'_>, id: BlobId) -> Result<(), StoreError> {
    let Some(mut blob) = BLOBS.get(tx, &(id,))? else {
        return Ok(());
    };
    if blob.references > 1 {
        blob.references -= 1;
        return BLOBS.put(tx, &(id,), &blob);
    }
    BLOBS.delete(tx, &(id,))?;
    for file in &blob.files {
        jobs::schedule_deletion(tx, &file.key)?;
    }
    Ok(())
}

/// The blob of this id. It is no permission: the caller's row that refers to it has been found through its
/// guard.
///
/// # Errors
/// Only if the store fails.
pub fn get(read: &dyn Read, id: BlobId) -> Result<Option<Blob>, StoreError> {
    BLOBS.get(read, &(id,))
}
