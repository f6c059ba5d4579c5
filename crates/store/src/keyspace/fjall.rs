//! The keyspace on fjall. Nothing outside of this file knows fjall.
//!
//! - Writes are not synced: the log is what is durable. [`FjallKeyspace::persist`] is called now and then, so that a
//!   power loss costs a short replay instead of a rebuild.
//! - One fjall keyspace only: idle ones would keep journals alive.
//! - fjall blocks writers when four memtables wait to be flushed; memtables are small, so that a flush is short.
//! - Values read from fjall share their whole block; they are copied before anybody can keep them.

use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fjall::config::PartitioningPolicy;
use fjall::{Database, KeyspaceCreateOptions, PersistMode, Readable};

use super::{Keyspace, View, Writes};
use crate::read::Visitor;
use crate::{RawScan, RawValue, StoreError};

/// The one keyspace's name in fjall.
const NAME: &str = "rows";

/// fjall does not take less.
const JOURNAL_BYTES: u64 = 64 << 20;

/// How long a stopping cell waits for what is in memory to be written out. Nothing is lost without it.
const FLUSH_WITHIN: Duration = Duration::from_secs(20);

/// How much memory the keyspace may use.
#[derive(Debug, Clone, Copy)]
pub struct FjallOptions {
    /// Blocks kept in memory.
    pub cache_bytes: u64,
    /// Bytes of writes kept in memory before they are flushed; up to four times as much while flushes lag.
    pub memtable_bytes: u64,
}

/// Rows on disk.
pub struct FjallKeyspace {
    database: Database,
    rows: fjall::Keyspace,
}

fn failed(error: impl std::fmt::Debug) -> StoreError {
    StoreError::Io(format!("{error:?}"))
}

/// What a failure to open means: a machine that refuses for now has damaged nothing.
fn not_opened(error: &fjall::Error) -> StoreError {
    let denied = || StoreError::Denied(format!("{error:?}"));
    if matches!(error, fjall::Error::Locked) {
        return denied();
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
                return StoreError::DiskFull;
            }
            Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
                return denied();
            }
            _ => cause = error.source(),
        }
    }
    failed(error)
}

impl FjallKeyspace {
    /// Opens the keyspace in a directory, or makes an empty one.
    pub fn open(dir: &Path, options: FjallOptions) -> Result<Self, StoreError> {
        let database = Database::builder(dir)
            .cache_size(options.cache_bytes)
            .manual_journal_persist(true)
            .max_journaling_size(JOURNAL_BYTES.max(options.memtable_bytes * 8))
            .open()
            .map_err(|error| not_opened(&error))?;
        let rows = database
            .keyspace(NAME, || {
                KeyspaceCreateOptions::default()
                    .max_memtable_size(options.memtable_bytes)
                    .manual_journal_persist(true)
                    // A table of millions of rows has a filter of more than a mebibyte. Read whole, from a level that is not pinned,
                    // it would push everything else out of the cache at each look: 410 µs a transfer on 5 million accounts.
                    .filter_block_partitioning_policy(PartitioningPolicy::new([false, true]))
                    .index_block_partitioning_policy(PartitioningPolicy::new([false, true]))
            })
            .map_err(|error| not_opened(&error))?;
        Ok(Self { database, rows })
    }

    /// Makes what is applied durable.
    pub fn persist(&self) -> Result<(), StoreError> {
        self.database.persist(PersistMode::SyncData).map_err(failed)
    }

    /// Writes out what is only in memory and the journal, so that the next start has nothing to replay.
    ///
    /// fjall waits without end for a flush that failed, so it waits on a thread of its own, and only so long.
    pub fn flush(&self) -> Result<(), StoreError> {
        let rows = self.rows.clone();
        let (done, flushed) = std::sync::mpsc::channel();
        std::thread::spawn(move || done.send(rows.rotate_memtable_and_wait()));
        flushed
            .recv_timeout(FLUSH_WITHIN)
            .map_err(failed)?
            .map_err(failed)?;
        self.persist()
    }

    /// Bytes on disk.
    pub fn disk_bytes(&self) -> u64 {
        self.rows.disk_space()
    }
}

struct FjallView {
    rows: fjall::Keyspace,
    snapshot: fjall::Snapshot,
}

fn visit_rows(
    rows: &fjall::Keyspace,
    snapshot: &fjall::Snapshot,
    scan: &RawScan,
    visit: &mut Visitor<'_>,
) -> Result<(), StoreError> {
    if scan.is_empty() {
        return Ok(());
    }
    let bounds: (Bound<&[u8]>, Bound<&[u8]>) = scan.bounds();
    let mut range = snapshot.range::<&[u8], _>(rows, bounds);
    let mut left = scan.limit;
    while left > 0 {
        let row = if scan.reverse {
            range.next_back()
        } else {
            range.next()
        };
        let Some(row) = row else { break };
        let (key, value) = row.into_inner().map_err(failed)?;
        if !visit(&key, &value) {
            break;
        }
        left -= 1;
    }
    Ok(())
}

impl View for FjallView {
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        let value = self.snapshot.get(&self.rows, key).map_err(failed)?;
        Ok(value.map(|value| RawValue::from(&*value)))
    }

    fn contains(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.snapshot.contains_key(&self.rows, key).map_err(failed)
    }

    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        visit_rows(&self.rows, &self.snapshot, scan, visit)
    }
}

impl View for FjallKeyspace {
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        let value = self.rows.get(key).map_err(failed)?;
        Ok(value.map(|value| RawValue::from(&*value)))
    }

    fn contains(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.rows.contains_key(key).map_err(failed)
    }

    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        visit_rows(&self.rows, &self.database.snapshot(), scan, visit)
    }
}

impl Keyspace for FjallKeyspace {
    fn apply_writes(&self, writes: &mut Writes<'_>) -> Result<(), StoreError> {
        let mut batch = self.database.batch();
        for (key, value) in writes {
            match value {
                Some(value) => batch.insert(&self.rows, key, value),
                None => batch.remove(&self.rows, key),
            }
        }
        batch.commit().map_err(failed)
    }

    fn view(&self) -> Arc<dyn View> {
        Arc::new(FjallView {
            rows: self.rows.clone(),
            snapshot: self.database.snapshot(),
        })
    }

    fn persist(&self) -> Result<(), StoreError> {
        Self::persist(self)
    }

    fn flush(&self) -> Result<(), StoreError> {
        Self::flush(self)
    }

    fn disk_bytes(&self) -> u64 {
        Self::disk_bytes(self)
    }
}

#[cfg(test)]
mod tests;
