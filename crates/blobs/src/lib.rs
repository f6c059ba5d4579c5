//! Uploads, the images behind photos and avatars, who holds them and when they go.
//!
//! # How a file comes in
//! [`receive`] takes the body to a temporary file; [`image::process`] makes clean images of it;
//! [`begin_upload`] records under which keys they will lie; [`Storage::put`] stores them durably;
//! [`complete_upload`] says that they are there. The row comes before the bytes, so that whatever is cut off,
//! nothing in storage is without a row that will have it deleted.
//!
//! # Invariants
//! - A blob exists from the time its upload is complete until nothing refers to it: the unused upload for
//!   24 hours ([`UPLOAD_LIFETIME`]), then whatever took a reference with [`take`] or [`share`].
//! - References are counted in the transaction that makes or drops the referring row. The bytes go after it, by
//!   a job that deletes a key that no row names any more and that is never used again.
//! - Keys are random and are no permission. Who may read a file is decided by the domain that refers to it.

mod begin_upload;
mod complete_upload;
mod error;
pub mod fuzzing;
pub mod image;
pub mod jobs;
mod keys;
mod model;
mod receive;
mod references;
mod storage;

pub use begin_upload::{NewUpload, PACKAGE, begin_upload, may_upload};
pub use complete_upload::{Uploaded, complete_upload};
pub use error::Error;
pub use model::{Blob, BlobId, Purpose, StoredFile};
pub use receive::{ReceiveError, Spooled, receive};
pub use references::{discard, get, own, release, share, take};
pub use storage::{Reading, Storage, StorageError};

use std::time::Duration;

/// Bytes of an upload at most: 20 MiB.
pub const MAX_UPLOAD_BYTES: u64 = 20 << 20;

/// How long an upload waits to be used.
pub const UPLOAD_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// How long storing the bytes of an upload may take before it is given up.
pub const STORING_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// Uploads of one account that wait to be used, at most.
pub const MAX_WAITING_UPLOADS: usize = 200;

#[cfg(test)]
mod tests;
