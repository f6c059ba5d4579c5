//! What can go wrong with uploads and files.

use sapa_kernel::{Coded, Fault, FaultKind};
use sapa_store::StoreError;

/// Errors of `blobs`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The body is larger than [`crate::MAX_UPLOAD_BYTES`].
    #[error("An upload has at most {limit} bytes.")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are no image, or a damaged one.
    #[error("These bytes are not an image that can be read.")]
    NotAnImage,
    /// An image, but of another format.
    #[error("Only JPEG, PNG, WebP and GIF are taken.")]
    UnsupportedFormat,
    /// Too large once decoded.
    #[error("The image has more pixels than can be processed.")]
    TooManyPixels,
    /// No such upload of this account, for this purpose, or it has expired.
    #[error("There is no such upload; it may have expired.")]
    UploadNotFound,
    /// Too many uploads wait to be used.
    #[error("Too many uploads have not been used yet.")]
    TooManyUploads,
    /// The caller may not see the file, or there is none.
    #[error("There is no such file for this account.")]
    NotVisible,
    /// The disk or object store behind the files failed.
    #[error("The storage of files failed.")]
    Storage(#[from] crate::StorageError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "blobs.too_large",
            FaultKind::TooLarge,
            "The upload is larger than 20 MiB. `details.limit` has the limit in bytes.",
        ),
        (
            "blobs.not_an_image",
            FaultKind::Malformed,
            "The bytes are not an image, or a damaged one.",
        ),
        (
            "blobs.unsupported_format",
            FaultKind::Malformed,
            "Only JPEG, PNG, WebP and GIF images are taken. The content decides, not the name.",
        ),
        (
            "blobs.too_many_pixels",
            FaultKind::TooLarge,
            "The image has more than 50 million pixels, or an edge of more than 65,535.",
        ),
        (
            "blobs.upload_not_found",
            FaultKind::NotFound,
            "The upload does not exist, belongs to somebody else, serves another purpose or has expired after 24 hours. Upload again.",
        ),
        (
            "blobs.too_many_uploads",
            FaultKind::TooMany,
            "Too many uploads of this account have not been used. They expire after 24 hours.",
        ),
        (
            "blobs.not_visible",
            FaultKind::NotFound,
            "There is no such file, or this account may not see it.",
        ),
        (
            "blobs.storage_failed",
            FaultKind::Internal,
            "Files cannot be stored or read at the moment. Try again later.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "blobs.too_large",
            Self::NotAnImage => "blobs.not_an_image",
            Self::UnsupportedFormat => "blobs.unsupported_format",
            Self::TooManyPixels => "blobs.too_many_pixels",
            Self::UploadNotFound => "blobs.upload_not_found",
            Self::TooManyUploads => "blobs.too_many_uploads",
            Self::NotVisible => "blobs.not_visible",
            Self::Storage(_) => "blobs.storage_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::TooLarge { limit } => Some(serde_json::json!({ "limit": limit })),
            _ => None,
        }
    }

    fn fault(&self) -> Fault {
        if let Self::Store(error) = self {
            return error.fault();
        }
        let code = self.code();
        let kind = Self::CATALOGUE
            .iter()
            .find(|(listed, ..)| *listed == code)
            .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
        Fault {
            kind,
            code,
            message: self.to_string(),
            details: self.details(),
        }
    }
}
