//! Sweeping: uploads that nobody used, and bytes that nothing refers to.

use sapa_kernel::{Coded, Id, Timestamp, UploadId};
use sapa_store::jobs::{Effect, Handlers};
use sapa_store::{Lane, NewJob, StoreError, Tx};

use crate::keys::{UPLOADS, UPLOADS_OF};
use crate::{Error, Storage, references};

/// The kind of job that removes an upload nobody used. Its key is the upload's id; no payload.
pub const EXPIRE: &str = "blobs.expire";

/// The kind of job that deletes the bytes of a file. Its key is the file's key in storage; no payload.
pub const DELETE: &str = "blobs.delete";

pub(crate) fn schedule_expiry(
    tx: &mut Tx<'_>,
    id: UploadId,
    run_at: Timestamp,
) -> Result<(), StoreError> {
    tx.schedule(NewJob {
        kind: EXPIRE,
        key: id.to_bytes().to_vec(),
        lane: Lane::Job,
        run_at,
        payload: Vec::new(),
    })
}

pub(crate) fn cancel_expiry(tx: &mut Tx<'_>, id: UploadId) -> Result<bool, StoreError> {
    tx.cancel(EXPIRE, &id.to_bytes())
}

pub(crate) fn schedule_deletion(tx: &mut Tx<'_>, key: &str) -> Result<(), StoreError> {
    let run_at = tx.now();
    tx.schedule(NewJob {
        kind: DELETE,
        key: key.as_bytes().to_vec(),
        lane: Lane::Job,
        run_at,
        payload: Vec::new(),
    })
}

/// The transaction of an [`EXPIRE`] job: the upload goes, and with it its reference to the blob, or the bytes that
/// may have been stored before it was cut off. A job without its upload has been done before.
fn expire(tx: &mut Tx<'_>, key: &[u8]) -> Result<(), StoreError> {
    let Ok(bytes) = <[u8; 16]>::try_from(key) else {
        return Ok(());
    };
    let id = UploadId::from_bytes(bytes);
    let Some(upload) = UPLOADS.get(tx, &(id,))? else {
        return Ok(());
    };
    if upload.expires_at > tx.now() {
        return schedule_expiry(tx, id, upload.expires_at);
    }
    UPLOADS.delete(tx, &(id,))?;
    UPLOADS_OF.delete(tx, &(upload.owner, id))?;
    match upload.storing {
        Some(blob) => {
            for file in &blob.files {
                schedule_deletion(tx, &file.key)?;
            }
            Ok(())
        }
        None => references::release(tx, id),
    }
}

/// The handlers of both kinds, for the job runner.
///
/// Deleting twice is no error, and a key is never used again, so that a deletion may run any number of times.
pub fn handlers(storage: Storage) -> Handlers {
    simple_handlers().on_prepared(DELETE, move |_, job| {
        let storage = storage.clone();
        async move {
            if let Ok(key) = std::str::from_utf8(&job.key) {
                storage
                    .delete(key)
                    .await
                    .map_err(|error| Error::from(error).fault())?;
            }
            Ok(Box::new(|_: &mut Tx<'_>| Ok(())) as Effect)
        }
    })
}

pub(crate) fn simple_handlers() -> Handlers {
    Handlers::new().on(EXPIRE, |tx, job| {
        expire(tx, &job.key).map_err(|error| error.fault())
    })
}

/// The same for a cell without storage: deletions are only noted. For tests of the domains that hold blobs.
pub fn handlers_without_storage() -> Handlers {
    simple_handlers().on(DELETE, |_, _| Ok(()))
}
