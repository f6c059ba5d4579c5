//! Figures of a running cell: counters and histograms, cheap enough to be always on.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Buckets of a histogram: four for each doubling.
const BUCKETS: usize = 160;
const STEPS: u64 = 4;

/// A histogram of non-negative numbers with a relative error of at most a quarter.
#[derive(Debug)]
pub struct Histogram {
    counts: [AtomicU64; BUCKETS],
    sum: AtomicU64,
    max: AtomicU64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self {
            counts: std::array::from_fn(|_| AtomicU64::new(0)),
            sum: AtomicU64::new(0),
            max: AtomicU64::new(0),
        }
    }
}

fn bucket(value: u64) -> usize {
    if value < STEPS {
        return usize::try_from(value).unwrap_or(0);
    }
    let doubling = u64::from(value.ilog2());
    let step = (value >> (doubling - 2)) & (STEPS - 1);
    usize::try_from((doubling - 1) * STEPS + step).map_or(BUCKETS - 1, |at| at.min(BUCKETS - 1))
}

/// The smallest value of a bucket.
fn lower_bound(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    if bucket < STEPS {
        return bucket;
    }
    (STEPS + bucket % STEPS) << (bucket / STEPS - 1)
}

impl Histogram {
    pub(crate) fn record(&self, value: u64) {
        self.counts[bucket(value)].fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
        self.max.fetch_max(value, Ordering::Relaxed);
    }

    pub(crate) fn record_micros(&self, duration: Duration) {
        self.record(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX));
    }

    /// What was recorded so far.
    pub fn summary(&self) -> Distribution {
        let counts: Vec<u64> = self
            .counts
            .iter()
            .map(|count| count.load(Ordering::Relaxed))
            .collect();
        let total: u64 = counts.iter().sum();
        let max = self.max.load(Ordering::Relaxed);
        let quantile = |share: f64| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a quantile of a histogram is approximate anyway"
            )]
            let rank = ((total as f64 * share).ceil() as u64).max(1);
            let mut seen = 0;
            for (at, count) in counts.iter().enumerate() {
                seen += count;
                if seen >= rank {
                    return lower_bound(at + 1).saturating_sub(1).min(max);
                }
            }
            max
        };
        Distribution {
            count: total,
            sum: self.sum.load(Ordering::Relaxed),
            max,
            p50: quantile(0.5),
            p90: quantile(0.9),
            p99: quantile(0.99),
            buckets: counts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, count)| (lower_bound(at + 1).saturating_sub(1), *count))
                .collect(),
        }
    }
}

/// What a histogram holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Distribution {
    /// How many values.
    pub count: u64,
    /// Their sum.
    pub sum: u64,
    /// The largest.
    pub max: u64,
    /// Half of them are at most this.
    pub p50: u64,
    /// Nine of ten are at most this.
    pub p90: u64,
    /// Ninety-nine of a hundred are at most this.
    pub p99: u64,
    /// The buckets that are not empty: the largest value of each, and how many it holds.
    pub buckets: Vec<(u64, u64)>,
}

/// The cell's counters, as they are written.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) append_micros: Histogram,
    pub(crate) execute_micros: Histogram,
    pub(crate) apply_micros: Histogram,
    pub(crate) group_transactions: Histogram,
    pub(crate) entry_bytes: Histogram,
    pub(crate) committed: AtomicU64,
    pub(crate) refused: AtomicU64,
    pub(crate) panicked: AtomicU64,
    pub(crate) unknown: AtomicU64,
    pub(crate) overloaded: AtomicU64,
    pub(crate) cache_hits: AtomicU64,
    pub(crate) cache_misses: AtomicU64,
    pub(crate) disk_full: AtomicBool,
    pub(crate) checkpoint_seq: AtomicU64,
    pub(crate) checkpoint_bytes: AtomicU64,
    pub(crate) checkpoints: AtomicU64,
}

pub(crate) fn add(counter: &AtomicU64, by: u64) {
    counter.fetch_add(by, Ordering::Relaxed);
}

pub(crate) fn get(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

/// What the cell has to say of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct CellStats {
    /// The last applied entry.
    pub seq: u64,
    /// This leader's epoch.
    pub epoch: u64,
    /// Whether the cell takes writes.
    pub writable: bool,
    /// Whether writes are refused because the disk is full.
    pub disk_full: bool,
    /// Transactions that wait: interactive, bulk, job.
    pub queue_depth: [usize; 3],
    /// Transactions that were stored.
    pub committed: u64,
    /// Transactions that refused.
    pub refused: u64,
    /// Transactions that panicked.
    pub panicked: u64,
    /// Transactions whose outcome is not known.
    pub unknown: u64,
    /// Transactions that were turned away because too many waited.
    pub overloaded: u64,
    /// Microseconds of an append with its sync.
    pub append_micros: Distribution,
    /// Microseconds of executing a group.
    pub execute_micros: Distribution,
    /// Microseconds of applying an entry.
    pub apply_micros: Distribution,
    /// Transactions in a group.
    pub group_transactions: Distribution,
    /// Bytes of an entry.
    pub entry_bytes: Distribution,
    /// Reads of the writer that the row cache answered.
    pub cache_hits: u64,
    /// Reads of the writer that the keyspace answered.
    pub cache_misses: u64,
    /// The first entry that the log still has.
    pub log_first: u64,
    /// Bytes of the log.
    pub log_bytes: u64,
    /// Bytes of the keyspace.
    pub keyspace_bytes: u64,
    /// The entry of the last checkpoint; 0 if there is none.
    pub checkpoint_seq: u64,
    /// Bytes of the last checkpoint.
    pub checkpoint_bytes: u64,
    /// Checkpoints taken since the cell was opened.
    pub checkpoints: u64,
    /// Subscribers of applied entries.
    pub subscribers: usize,
    /// Entries that were replayed when the cell was opened.
    pub replayed: u64,
}
