//! The tables of uploads and blobs.

use sapa_kernel::{AccountId, UploadId};
use sapa_store::{Table, prefixes};

use crate::model::{Blob, BlobId, Upload};

pub(crate) const UPLOADS: Table<(UploadId,), Upload> = Table::new(prefixes::BLOBS_UPLOADS);
pub(crate) const UPLOADS_OF: Table<(AccountId, UploadId), ()> =
    Table::new(prefixes::BLOBS_UPLOADS_OF);
pub(crate) const BLOBS: Table<(BlobId,), Blob> = Table::new(prefixes::BLOBS_BLOBS);
