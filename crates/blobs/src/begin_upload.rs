//! Records an upload whose bytes are about to be stored.

use data_encoding::HEXLOWER;
use sapa_kernel::{SignedIn, UploadId};
use sapa_store::{Read, Scan, Tx};

use crate::image::Processed;
use crate::keys::{UPLOADS, UPLOADS_OF};
use crate::model::{Blob, Purpose, StoredFile, Upload};
use crate::{Error, MAX_WAITING_UPLOADS, STORING_LIFETIME, jobs};

/// What the file of a package is called.
pub const PACKAGE: &str = "package";

/// A processed image with the keys under which it will lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// The blob to be; its files are in the order of [`Processed::files`].
    pub blob: Blob,
}

impl NewUpload {
    /// Plans where to store an image. `random` comes from the machine's randomness, not from a
    /// transaction: the seed of a transaction is in the log, and keys should not be guessable from it.
    pub fn plan(purpose: Purpose, processed: &Processed, random: [u8; 16]) -> Self {
        let name = HEXLOWER.encode(&random);
        let directory = &name[..2];
        let files = processed
            .files
            .iter()
            .map(|file| StoredFile {
                name: file.name.to_owned(),
                key: format!("{directory}/{name}-{}", file.name),
                content_type: file.format.content_type().to_owned(),
                width: file.width,
                height: file.height,
                bytes: file.bytes.len() as u64,
            })
            .collect();
        Self {
            blob: Blob {
                files,
                placeholder: processed.placeholder.clone(),
                references: 1,
                purpose,
            },
        }
    }

    /// Plans where to store bytes that are no image: one file called `package`.
    pub fn plan_package(purpose: Purpose, bytes: u64, random: [u8; 16]) -> Self {
        let name = HEXLOWER.encode(&random);
        let file = StoredFile {
            name: PACKAGE.to_owned(),
            key: format!("{}/{name}-{PACKAGE}", &name[..2]),
            content_type: "application/octet-stream".to_owned(),
            width: 0,
            height: 0,
            bytes,
        };
        Self {
            blob: Blob {
                files: vec![file],
                placeholder: String::new(),
                references: 1,
                purpose,
            },
        }
    }
}

/// Refuses somebody of whom too many uploads wait to be used. Asked also before a body is received and cleaned, which is
/// the costly part.
///
/// # Errors
/// [`Error::TooManyUploads`].
pub fn may_upload(read: &dyn Read, actor: &SignedIn) -> Result<(), Error> {
    let waiting = Scan::under(&(actor.account,)).limit(MAX_WAITING_UPLOADS);
    if UPLOADS_OF.count(read, waiting)? >= MAX_WAITING_UPLOADS {
        return Err(Error::TooManyUploads);
    }
    Ok(())
}

/// Records that these bytes are about to be stored. Until [`crate::complete_upload`] says that they are, nobody can use the
/// upload; if that does not happen within an hour, a job deletes what was stored.
///
/// # Errors
/// [`Error::TooManyUploads`].
pub fn begin_upload(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    upload: NewUpload,
) -> Result<UploadId, Error> {
    may_upload(tx, actor)?;
    let id: UploadId = tx.new_id();
    let expires_at = tx.now().saturating_add(STORING_LIFETIME);
    let row = Upload {
        owner: actor.account,
        expires_at,
        storing: Some(upload.blob),
    };
    UPLOADS.put(tx, &(id,), &row)?;
    UPLOADS_OF.put(tx, &(actor.account, id), &())?;
    jobs::schedule_expiry(tx, id, expires_at)?;
    Ok(id)
}
