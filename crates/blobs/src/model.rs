//! Rows of uploads and blobs.

use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Timestamp, UploadId};
use serde::{Deserialize, Serialize};

/// What an upload is for; it decides the sizes that are made of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Purpose {
    /// A photo in a message: `full` and `thumb`.
    #[n(0)]
    Photo,
    /// A person's picture: `512` and `96`, square.
    #[n(1)]
    Avatar,
    /// The source of a mini program as a ZIP archive: `package`, as it came.
    #[n(2)]
    MiniPackage,
    /// All files of a compiled mini program, one after the other: `package`. Never asked for by a person.
    #[n(3)]
    MiniProgram,
}

/// One stored file of a blob.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StoredFile {
    /// Which size: `full`, `thumb`, `512`, `96`.
    #[n(0)]
    pub name: String,
    /// Where it lies in storage. Random, never used twice: also good as an entity tag.
    #[n(1)]
    pub key: String,
    /// The media type to serve it with.
    #[n(2)]
    pub content_type: String,
    /// Pixels across.
    #[n(3)]
    pub width: u32,
    /// Pixels down.
    #[n(4)]
    pub height: u32,
    /// Bytes of the file.
    #[n(5)]
    pub bytes: u64,
}

/// Names a blob: the id of the upload that brought it.
pub type BlobId = UploadId;

/// A stored image in all its sizes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Blob {
    /// The files, the largest first.
    #[n(0)]
    pub files: Vec<StoredFile>,
    /// A few pixels as a `data:` URL.
    #[n(1)]
    pub placeholder: String,
    /// How many rows refer to it; the row goes when it would become zero.
    #[n(2)]
    pub references: u32,
    /// What it was uploaded for.
    #[n(3)]
    pub purpose: Purpose,
}

impl Blob {
    /// The file of a size.
    pub fn file(&self, name: &str) -> Option<&StoredFile> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The largest file.
    pub fn largest(&self) -> Option<&StoredFile> {
        self.files.first()
    }
}

/// An upload that waits for its bytes, or to be used.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Upload {
    /// Who uploaded it, and alone may use it.
    #[n(0)]
    pub(crate) owner: AccountId,
    /// When it goes, whatever the job does.
    #[n(1)]
    pub(crate) expires_at: Timestamp,
    /// The blob as it will be, while its bytes are being stored; none once they are and the blob has its
    /// own row.
    #[n(2)]
    pub(crate) storing: Option<Blob>,
}
