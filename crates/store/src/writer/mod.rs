//! The writer: one serial executor, one appender, and the promise that binds them.
//!
//! The executor runs waiting transactions in turn on an overlay; the appender stores the group as one entry, applies
//! it, and answers. While entry n is being appended, the executor runs group n + 1 over the overlay of n; it hands
//! n + 1 over only after n was stored and applied. Whoever waits for a reply waits for everything that its
//! transaction could have seen.

mod appender;
mod cache;
mod executor;
mod handover;
mod queue;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use sapa_kernel::{CellId, Clock, Timestamp};
use tokio::sync::{broadcast, watch};

use crate::keyspace::{Keyspace, View};
use crate::log::Log;
use crate::stats::Counters;
use crate::{AppliedEntry, Overlay, Read, Snapshot, StoreError, Tail, TxContext};

pub(crate) use appender::Appender;
pub(crate) use cache::RowCache;
pub(crate) use executor::Executor;
pub(crate) use handover::Handover;
pub(crate) use queue::{Queue, QueueError};

/// How a transaction ended that was not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It may or may not have been stored.
    Unknown,
    /// It was certainly not stored, and the cell goes on.
    Refused(StoreError),
    /// It was never executed: the cell closes or has lost the lead.
    Closing,
}

/// Answers the caller: with the entry at which the answer is true, or with how it was lost.
pub(crate) type Reply = Box<dyn FnOnce(Result<u64, Lost>) + Send>;

/// How executing a transaction went; the reply carries its answer.
pub(crate) struct Executed {
    pub(crate) reply: Reply,
    pub(crate) outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Kept,
    Refused,
    Panicked,
}

/// A transaction that waits for its turn.
pub(crate) trait Work: Send {
    /// Runs it; on error or panic its writes are rolled back.
    fn execute(
        self: Box<Self>,
        base: &dyn Read,
        overlay: &mut Overlay,
        context: TxContext,
    ) -> Executed;

    /// Answers without running it.
    fn lose(self: Box<Self>, lost: Lost);
}

/// What readers see: the applied state, and where it stands.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) view: Arc<dyn View>,
    pub(crate) tail: Tail,
}

/// Whether the cell takes writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Leading,
    Closing,
    /// The lead or the durability was lost: reads go on.
    Lost,
}

/// What the threads of a cell share.
pub(crate) struct Core {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) cell: CellId,
    pub(crate) log_id: [u8; 16],
    pub(crate) epoch: u64,
    pub(crate) keyspace: Arc<dyn Keyspace>,
    pub(crate) cache: RowCache,
    pub(crate) log: Arc<dyn Log>,
    pub(crate) queue: Queue,
    pub(crate) published: RwLock<Published>,
    pub(crate) applied: watch::Sender<u64>,
    pub(crate) planned: watch::Sender<()>,
    pub(crate) entries: broadcast::Sender<Arc<AppliedEntry>>,
    pub(crate) counters: Counters,
    pub(crate) entropy: Arc<dyn Fn() -> u64 + Send + Sync>,
    pub(crate) fatal: Arc<dyn Fn(&str) + Send + Sync>,
    pub(crate) group_transactions: usize,
    pub(crate) standing: AtomicU8,
}

impl Core {
    pub(crate) fn published(&self) -> Published {
        self.published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let published = self.published();
        let now = self.clock.now().max(published.tail.time);
        Snapshot::new(published.view, published.tail.position.seq, now)
    }

    pub(crate) fn publish(&self, tail: Tail) {
        let next = Published {
            view: self.keyspace.view(),
            tail,
        };
        let before = {
            let mut published = self
                .published
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *published, next)
        };
        // Outside of the lock: letting go of the last handle on an old view may take a moment.
        drop(before);
        self.applied.send_replace(tail.position.seq);
    }

    pub(crate) fn standing(&self) -> Standing {
        match self.standing.load(Ordering::Acquire) {
            0 => Standing::Leading,
            1 => Standing::Closing,
            _ => Standing::Lost,
        }
    }

    pub(crate) fn close(&self) {
        let _ = self
            .standing
            .compare_exchange(0, 1, Ordering::AcqRel, Ordering::Acquire);
        self.queue.close();
    }

    /// Stops leading for good. Durability is in doubt: the hook usually ends the process.
    pub(crate) fn lose_lead(&self, reason: &str) {
        let before = self.standing.swap(2, Ordering::AcqRel);
        for work in self.queue.close_and_drain() {
            work.lose(Lost::Closing);
        }
        if before != 2 {
            tracing::error!(reason, "the cell stops writing");
            (self.fatal)(reason);
        }
    }
}

/// The keyspace as the executor reads it: whatever is applied, rows from the cache first.
pub(crate) struct Live<'a> {
    pub(crate) core: &'a Core,
}

impl Read for Live<'_> {
    fn now(&self) -> Timestamp {
        self.core.clock.now()
    }

    fn get_raw(&self, key: &[u8]) -> Result<Option<crate::RawValue>, StoreError> {
        let core = self.core;
        core.cache
            .get_or(key, &core.counters, || core.keyspace.get(key))
    }

    fn contains_raw(&self, key: &[u8]) -> Result<bool, StoreError> {
        match self.core.cache.known(key) {
            Some(known) => Ok(known),
            None => self.core.keyspace.contains(key),
        }
    }

    fn visit_raw(
        &self,
        scan: &crate::RawScan,
        visit: &mut crate::Visitor<'_>,
    ) -> Result<(), StoreError> {
        self.core.keyspace.visit(scan, visit)
    }
}

#[cfg(test)]
mod tests;
