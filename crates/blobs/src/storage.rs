//! Where the bytes of files lie: an object store, by default a directory of this machine.
//!
//! A key is 32 random hexadecimal characters and a size's name, in 256 directories. Keys are only ever taken from
//! rows, never from a request, so that no path can be asked for.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as StoragePath;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

/// A failure of the disk or object store.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StorageError(#[from] object_store::Error);

impl StorageError {
    /// Whether the file does not exist.
    pub fn is_not_found(&self) -> bool {
        matches!(self.0, object_store::Error::NotFound { .. })
    }
}

/// The bytes of files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
}

/// A file, or a part of it, being read.
pub struct Reading {
    /// Bytes of the whole file.
    pub size: u64,
    /// Which of them come.
    pub range: Range<u64>,
    /// The bytes, in pieces.
    pub bytes: BoxStream<'static, Result<Bytes, StorageError>>,
}

impl Storage {
    /// Files in this directory, which is made if need be.
    ///
    /// # Errors
    /// If the directory cannot be made or read.
    pub fn open_local(directory: &Path) -> Result<Self, StorageError> {
        std::fs::create_dir_all(directory).map_err(|source| object_store::Error::Generic {
            store: "local",
            source: Box::new(source),
        })?;
        // Files and their directories are synced before a write is said to be done: an upload row must
        // never refer to bytes that a power loss can take back.
        let local = LocalFileSystem::new_with_prefix(directory)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(local),
        })
    }

    /// Files in memory, for tests.
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
        }
    }

    /// Stores a file; it is durable when this returns. The same key again replaces it.
    ///
    /// # Errors
    /// If the disk or object store fails.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StorageError> {
        self.store
            .put(&StoragePath::from(key), bytes.into())
            .await?;
        Ok(())
    }

    /// Opens a file, or the given part of it. A range is cut at the file's end.
    ///
    /// # Errors
    /// If there is no such file, the range lies outside it, or the disk or object store fails.
    pub async fn read(
        &self,
        key: &str,
        range: Option<Range<u64>>,
    ) -> Result<Reading, StorageError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self
            .store
            .get_opts(&StoragePath::from(key), options)
            .await?;
        Ok(Reading {
            size: found.meta.size,
            range: found.range.clone(),
            bytes: found.into_stream().map_err(StorageError::from).boxed(),
        })
    }

    /// Deletes a file. One that is not there counts as deleted, so that a repeated job succeeds.
    ///
    /// # Errors
    /// If the disk or object store fails.
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        match self.store.delete(&StoragePath::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The keys of all files, for audits and tests.
    ///
    /// # Errors
    /// If the disk or object store fails.
    pub async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let found: Vec<_> = self.store.list(None).try_collect().await?;
        Ok(found
            .into_iter()
            .map(|meta| meta.location.to_string())
            .collect())
    }
}
