//! How a cell is opened, and why it may not open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sapa_kernel::{CellId, Clock};

use crate::checkpoint::CheckpointError;
use crate::disk::{Disk, RealDisk};
use crate::keyspace::{FjallKeyspace, FjallOptions, Keyspace};
use crate::log::{LogEngine, LogError, SEGMENT_BYTES};
use crate::{StoreError, limits};

/// Bytes of blocks that the keyspace keeps in memory unless the options say otherwise: 24 MiB.
pub const DEFAULT_CACHE_BYTES: u64 = 24 << 20;

/// Bytes of writes that the keyspace collects before it flushes them unless the options say otherwise: 32 MiB.
pub const DEFAULT_MEMTABLE_BYTES: u64 = 32 << 20;

/// Free bytes below which writes are refused unless the options say otherwise: 256 MiB.
pub const DEFAULT_RESERVE_BYTES: u64 = 256 << 20;

/// Bytes of the writer's row cache unless the options say otherwise: 16 MiB.
pub const DEFAULT_ROW_CACHE_BYTES: usize = 16 << 20;

/// What opens a keyspace: fjall, or a test's map.
pub trait KeyspaceEngine: Send + Sync {
    /// Opens the keyspace in a directory, or makes an empty one. [`StoreError::DiskFull`] and [`StoreError::Denied`]
    /// say that it may be whole; any other error that it is damaged.
    fn open(&self, dir: &Path) -> Result<Arc<dyn Keyspace>, StoreError>;

    /// Puts a keyspace that cannot be used out of the way, so that an empty one can be opened in its place.
    fn set_aside(&self, dir: &Path) -> Result<(), StoreError>;
}

/// fjall in the data directory.
#[derive(Debug, Clone, Copy)]
pub struct FjallEngine(pub FjallOptions);

impl KeyspaceEngine for FjallEngine {
    fn open(&self, dir: &Path) -> Result<Arc<dyn Keyspace>, StoreError> {
        Ok(Arc::new(FjallKeyspace::open(dir, self.0)?))
    }

    fn set_aside(&self, dir: &Path) -> Result<(), StoreError> {
        let failed = |error: std::io::Error| StoreError::Io(error.to_string());
        let aside = dir.with_extension("damaged");
        // One is enough to find out what happened; more would fill the disk.
        match std::fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
        match std::fs::rename(dir, &aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        }
    }
}

/// When a checkpoint is due.
#[derive(Debug, Clone, Copy)]
pub struct CheckpointPolicy {
    /// Not before the log holds this many bytes more than the last checkpoint needed. The bound is the larger of
    /// this and the last checkpoint's own size, so that checkpoints cost at most about as much as the log itself.
    pub min_log_bytes: u64,
    /// Bytes a second at most while the cell runs, so that people do not feel it.
    pub bytes_per_second: u64,
}

impl Default for CheckpointPolicy {
    fn default() -> Self {
        Self {
            min_log_bytes: 256 << 20,
            bytes_per_second: 48 << 20,
        }
    }
}

/// Where and how a cell is opened.
#[derive(Clone)]
#[non_exhaustive]
pub struct CellOptions {
    /// The data directory.
    pub dir: PathBuf,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// The cell's number.
    pub cell: CellId,
    /// The disk of log and checkpoints.
    pub disk: Arc<dyn Disk>,
    /// The keyspace's engine; fjall with `cache_bytes` and `memtable_bytes` if none.
    pub keyspace: Option<Arc<dyn KeyspaceEngine>>,
    /// The log's engine; the local log if none.
    pub log: Option<Arc<dyn LogEngine>>,
    /// Bytes of blocks that fjall keeps in memory.
    pub cache_bytes: u64,
    /// Bytes of writes that fjall collects before it flushes them.
    pub memtable_bytes: u64,
    /// Bytes of rows that the writer keeps in memory, filled from applied writes; 0 for none.
    pub row_cache_bytes: usize,
    /// Bytes of a segment of the local log.
    pub segment_bytes: usize,
    /// When a checkpoint is due.
    pub checkpoint: CheckpointPolicy,
    /// Free bytes below which writes are refused, so that the keyspace and the next checkpoint never run out of room
    /// in the middle of something.
    pub reserve_bytes: u64,
    /// How often the keyspace is synced and the disk looked at.
    pub upkeep_every: Duration,
    /// Transactions in a group at most.
    pub group_transactions: usize,
    /// Transactions that may wait in a lane; more are turned away.
    pub queue_limit: usize,
    /// Entries that a slow subscriber may lag behind before it is told that it missed some.
    pub subscription_entries: usize,
    /// Where nonces and seeds come from.
    pub entropy: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// Upkeep and spare segments in threads of their own. Simulations do without: then [`crate::Cell::upkeep`] does it.
    pub background: bool,
    /// Called when durability is no longer certain: a failed sync, a keyspace that cannot follow. The node exits; the
    /// next start reads the log. The cell takes no more writes, whatever the hook does.
    pub fatal: Arc<dyn Fn(&str) + Send + Sync>,
}

impl CellOptions {
    /// The defaults for a directory.
    pub fn new(dir: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self {
            dir: dir.into(),
            clock,
            cell: CellId(1),
            disk: Arc::new(RealDisk),
            keyspace: None,
            log: None,
            cache_bytes: DEFAULT_CACHE_BYTES,
            memtable_bytes: DEFAULT_MEMTABLE_BYTES,
            row_cache_bytes: DEFAULT_ROW_CACHE_BYTES,
            segment_bytes: SEGMENT_BYTES,
            checkpoint: CheckpointPolicy::default(),
            reserve_bytes: DEFAULT_RESERVE_BYTES,
            upkeep_every: Duration::from_secs(1),
            group_transactions: 1024,
            queue_limit: 16_384,
            subscription_entries: 4096,
            entropy: Arc::new(os_entropy),
            background: true,
            fatal: Arc::new(|reason| {
                tracing::error!(reason, "durability is no longer certain: the process ends");
                std::process::exit(EXIT_FATAL);
            }),
        }
    }
}

/// How the process ends when durability is no longer certain (`EX_IOERR`).
pub const EXIT_FATAL: i32 = 74;

const _: () = assert!(SEGMENT_BYTES > limits::MAX_ENTRY_BYTES + 8192);

fn os_entropy() -> u64 {
    getrandom::u64().expect("the system has randomness once it has booted")
}

impl std::fmt::Debug for CellOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CellOptions")
            .field("dir", &self.dir)
            .field("cell", &self.cell)
            .finish_non_exhaustive()
    }
}

/// Why a cell does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("the data directory {0} is in use by another process")]
    InUse(String),
    /// Written by a newer version.
    #[error(
        "the data directory has format {found}; this version reads up to {known}: install a newer version"
    )]
    Newer {
        /// The directory's format.
        found: u32,
        /// The newest format that this version reads.
        known: u32,
    },
    /// The cell has reached a feature level of a newer version.
    #[error(
        "the cell has feature level {found}; this version knows up to {known}: install a newer version"
    )]
    NewerLevel {
        /// The cell's level.
        found: u32,
        /// The highest level that this version knows.
        known: u32,
    },
    /// The directory is not a cell's, or another cell's.
    #[error("the data directory cannot be used: {0}")]
    NotACell(String),
    /// The log is damaged or cannot be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A checkpoint is needed and cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The keyspace has entries that the log has not: the log has lost some that were acknowledged.
    #[error(
        "the log ends at entry {log}, but entry {keyspace} was applied: the log has lost entries"
    )]
    LogBehind {
        /// The log's last entry.
        log: u64,
        /// The keyspace's last entry.
        keyspace: u64,
    },
    /// The keyspace is gone, the log was trimmed, and no checkpoint fills the gap.
    #[error(
        "the keyspace is lost, the log begins at entry {first}, and no whole checkpoint reaches it"
    )]
    Unrecoverable {
        /// The first entry that the log still has.
        first: u64,
    },
    /// Another leader appended while this one was opening.
    #[error("another leader has taken over")]
    Fenced,
    /// The disk failed, or the keyspace did.
    #[error("the data directory cannot be opened: {0}")]
    Io(String),
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Io(error.to_string())
    }
}
