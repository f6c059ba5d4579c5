//! Upkeep: syncs the keyspace, watches the disk, takes checkpoints and trims the log behind them.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::checkpoint::{self, Checkpoint, CheckpointError, CheckpointHeader};
use crate::disk::Disk;
use crate::open::Identity;
use crate::options::CheckpointPolicy;
use crate::stats;
use crate::writer::{Core, Standing};

/// The keyspace is synced at most this often: the engine lets nobody write meanwhile. Under load its flushes come
/// more often than that.
const SYNC_EVERY: Duration = Duration::from_secs(10);

/// Tells the upkeep thread to stop.
#[derive(Default)]
pub(crate) struct Stop {
    stopped: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    pub(crate) fn stop(&self) {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits for a while; true if it is over.
    fn wait(&self, for_how_long: Duration) -> bool {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let (stopped, _) = self
            .changed
            .wait_timeout_while(stopped, for_how_long, |stopped| !*stopped)
            .unwrap_or_else(PoisonError::into_inner);
        *stopped
    }
}

pub(crate) struct Upkeep {
    pub(crate) core: Arc<Core>,
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) dir: PathBuf,
    pub(crate) checkpoints: PathBuf,
    pub(crate) identity: Identity,
    pub(crate) policy: CheckpointPolicy,
    pub(crate) reserve_bytes: u64,
    pub(crate) stop: Arc<Stop>,
    /// One at a time, also when somebody asks for one.
    pub(crate) at_work: Mutex<Progress>,
}

#[derive(Default)]
pub(crate) struct Progress {
    synced_seq: u64,
    synced_at: Option<Instant>,
    /// A failed checkpoint is not tried again before the log has grown: it costs as much as a good one.
    failed_at_bytes: Option<u64>,
}

impl Upkeep {
    /// The thread of a running cell.
    pub(crate) fn run(&self, every: Duration) {
        while !self.stop.wait(every) {
            self.round();
        }
    }

    /// One look at everything.
    pub(crate) fn round(&self) {
        let mut progress = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        if self.core.standing() == Standing::Lost {
            return;
        }
        // Without room the sync would fail, and end the process. Nothing is lost without it: the log has everything.
        if !self.is_full() {
            self.sync(&mut progress);
        }
        let log_bytes = self.core.log.bytes();
        let last_bytes = stats::get(&self.core.counters.checkpoint_bytes);
        let bound = self.policy.min_log_bytes.max(last_bytes);
        let due = log_bytes >= bound
            && progress
                .failed_at_bytes
                .is_none_or(|bytes| log_bytes >= bytes.saturating_add(bound));
        if due {
            self.checkpoint_or_warn(&mut progress, log_bytes);
        }
    }

    /// Looks whether the disk is full, or nearly: then writes are refused from here on, and reads go on.
    fn is_full(&self) -> bool {
        let disk_full = &self.core.counters.disk_full;
        match self.disk.free_bytes(&self.dir) {
            Ok(free) => {
                let full = free < self.reserve_bytes;
                if full != disk_full.swap(full, Ordering::Relaxed) {
                    tracing::warn!(free, full, "the disk's free space has crossed the reserve");
                }
            }
            Err(error) => tracing::warn!(%error, "the disk's free space is not known"),
        }
        disk_full.load(Ordering::Relaxed)
    }

    fn sync(&self, progress: &mut Progress) {
        let seq = self.core.published().tail.position.seq;
        let recent = progress
            .synced_at
            .is_some_and(|at| at.elapsed() < SYNC_EVERY);
        if seq == progress.synced_seq || recent {
            return;
        }
        if let Err(error) = self.core.keyspace.persist() {
            self.core
                .lose_lead(&format!("the keyspace could not be synced: {error}"));
            return;
        }
        progress.synced_seq = seq;
        progress.synced_at = Some(Instant::now());
    }

    fn checkpoint_or_warn(&self, progress: &mut Progress, log_bytes: u64) {
        match self.take_checkpoint(self.policy.bytes_per_second) {
            Ok(_) => progress.failed_at_bytes = None,
            Err(CheckpointError::Stopped) => {}
            Err(error) => {
                tracing::error!(%error, "no checkpoint could be taken");
                progress.failed_at_bytes = Some(log_bytes);
            }
        }
    }

    /// Takes a checkpoint now, at full speed.
    pub(crate) fn checkpoint_now(&self) -> Result<Checkpoint, CheckpointError> {
        let _one_at_a_time = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        self.take_checkpoint(u64::MAX)
    }

    fn take_checkpoint(&self, bytes_per_second: u64) -> Result<Checkpoint, CheckpointError> {
        let published = self.core.published();
        let header = CheckpointHeader {
            cell: self.identity.cell,
            log_id: self.identity.log_id,
            tail: published.tail,
        };
        let mut pace = |bytes: usize| self.pace(bytes, bytes_per_second);
        let taken = checkpoint::take(
            &*self.disk,
            &self.checkpoints,
            &header,
            &*published.view,
            &mut pace,
        )?;
        let counters = &self.core.counters;
        let seq = taken.header.tail.position.seq;
        counters.checkpoint_seq.store(seq, Ordering::Relaxed);
        counters
            .checkpoint_bytes
            .store(taken.bytes, Ordering::Relaxed);
        stats::add(&counters.checkpoints, 1);
        checkpoint::remove_older(&*self.disk, &self.checkpoints, seq)?;
        if let Err(error) = self.core.log.trim(seq) {
            tracing::warn!(%error, "the log could not be trimmed");
        }
        Ok(taken)
    }

    /// Waits as long as so many bytes are worth; false if the cell closes.
    fn pace(&self, bytes: usize, bytes_per_second: u64) -> bool {
        if bytes_per_second == u64::MAX {
            return true;
        }
        let nanos = (bytes as u64).saturating_mul(1_000_000_000) / bytes_per_second.max(1);
        !self.stop.wait(Duration::from_nanos(nanos))
    }
}
