//! The cell as its users see it. For the moment it is backed by memory.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use sapa_kernel::{CellId, Clock, Timestamp};
use tokio::sync::{broadcast, watch};

use crate::keyspace::{Keyspace, MemoryKeyspace};
use crate::{AppliedEntry, Entries, Lane, Overlay, Snapshot, Tx, TxContext, WriteError};

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
}

impl CellOptions {
    /// The defaults for a directory.
    pub fn new(dir: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self {
            dir: dir.into(),
            clock,
            cell: CellId(1),
        }
    }
}

impl std::fmt::Debug for CellOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CellOptions")
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

/// Why a cell does not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The disk failed.
    #[error("{0}")]
    Io(String),
}

/// A write that is durable and applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T> {
    /// What the transaction answered.
    pub value: T,
    /// The answer is true at this entry.
    pub seq: u64,
}

/// What the cell has to say of itself.
#[derive(Debug, Clone, Default, serde::Serialize)]
#[non_exhaustive]
pub struct CellStats {
    /// The last applied entry.
    pub seq: u64,
}

/// A cell. Clones share it.
#[derive(Clone)]
pub struct Cell {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell").finish_non_exhaustive()
    }
}

struct Inner {
    options: CellOptions,
    keyspace: MemoryKeyspace,
    time: Mutex<Timestamp>,
    seq: watch::Sender<u64>,
    planned: watch::Sender<()>,
    entries: broadcast::Sender<Arc<AppliedEntry>>,
}

impl Cell {
    /// Opens the cell in a directory, makes it if there is none, recovers it if it has to.
    pub fn open(options: CellOptions) -> Result<Self, OpenError> {
        Ok(Self {
            inner: Arc::new(Inner {
                options,
                keyspace: MemoryKeyspace::new(),
                time: Mutex::default(),
                seq: watch::Sender::new(0),
                planned: watch::Sender::new(()),
                entries: broadcast::Sender::new(1024),
            }),
        })
    }

    /// Runs a transaction and waits until it, and everything it could have seen, is durable and applied.
    pub async fn write<T, E>(
        &self,
        _lane: Lane,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Committed<T>, WriteError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let inner = &self.inner;
        let mut time = inner.time.lock().unwrap_or_else(PoisonError::into_inner);
        *time = inner.options.clock.now().max(*time);
        let base = self.snapshot();
        let mut overlay = Overlay::default();
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&inner.seq.borrow().to_le_bytes());
        let context = TxContext {
            now: *time,
            cell: inner.options.cell,
            seed,
        };
        let answer = Tx::run(&base, &mut overlay, context, run)?;
        let value = answer.map_err(|error| WriteError::Refused {
            error,
            seq: base.seq(),
        })?;
        if overlay.is_empty() {
            return Ok(Committed {
                value,
                seq: base.seq(),
            });
        }
        inner.keyspace.apply(&overlay)?;
        let seq = base.seq() + 1;
        inner.seq.send_replace(seq);
        inner.planned.send_replace(());
        let _ = inner.entries.send(Arc::new(AppliedEntry {
            seq,
            time: *time,
            events: overlay.events().to_vec(),
        }));
        Ok(Committed { value, seq })
    }

    /// A consistent view of what is applied.
    pub fn snapshot(&self) -> Snapshot {
        let now = self.inner.options.clock.now();
        Snapshot::new(self.inner.keyspace.view(), *self.inner.seq.borrow(), now)
    }

    /// Applied entries, from now on.
    pub fn subscribe(&self) -> Entries {
        Entries::new(self.inner.entries.subscribe())
    }

    /// Waits until the entry is applied.
    pub async fn wait_for(&self, seq: u64) {
        let _ = self.inner.seq.subscribe().wait_for(|now| *now >= seq).await;
    }

    /// What the cell has to say of itself.
    pub fn stats(&self) -> CellStats {
        CellStats {
            seq: *self.inner.seq.borrow(),
        }
    }

    /// Takes no more writes, finishes what waits, syncs and closes.
    pub async fn shutdown(self) {}

    /// Changes whenever jobs may have been planned.
    pub(crate) fn jobs_planned(&self) -> watch::Receiver<()> {
        self.inner.planned.subscribe()
    }
}
