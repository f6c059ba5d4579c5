//! Taking, sharing and giving back references to blobs, inside the transaction that makes or drops the referring row.

use sapa_kernel::{AccountId, UploadId};
use sapa_store::{Read, StoreError, Tx};

use crate::keys::{BLOBS, UPLOADS, UPLOADS_OF};
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
    let blob = own(tx, owner, upload, purpose)?;
    Ok((upload, count_up(tx, upload, blob)?))
}

/// What is behind one's own upload, before a reference is taken.
///
/// # Errors
/// As [`take`].
pub fn own(
    read: &dyn Read,
    owner: AccountId,
    upload: UploadId,
    purpose: Purpose,
) -> Result<Blob, Error> {
    UPLOADS
        .get(read, &(upload,))?
        .filter(|row| row.owner == owner && row.storing.is_none() && row.expires_at > read.now())
        .ok_or(Error::UploadNotFound)?;
    BLOBS
        .get(read, &(upload,))?
        .filter(|blob| blob.purpose == purpose)
        .ok_or(Error::UploadNotFound)
}

/// Lets one's own upload go before it expires: it waits no more, and what took a reference keeps it. An upload that is
/// gone, or somebody else's, stays as it is.
///
/// # Errors
/// Only if the store fails.
pub fn discard(tx: &mut Tx<'_>, owner: AccountId, upload: UploadId) -> Result<(), StoreError> {
    let waiting = UPLOADS
        .get(tx, &(upload,))?
        .filter(|row| row.owner == owner && row.storing.is_none());
    if waiting.is_none() {
        return Ok(());
    }
    UPLOADS.delete(tx, &(upload,))?;
    UPLOADS_OF.delete(tx, &(owner, upload))?;
    jobs::cancel_expiry(tx, upload)?;
    release(tx, upload)
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
