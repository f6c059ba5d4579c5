//! The executor's row cache: filled from applied writes, so that it is warm where the cell is hot.
//!
//! It holds copies: a value of the engine would keep its whole block alive. Two generations stand in for a list of
//! recent use: when the young one is full it becomes the old one, and a hit in the old one moves the row up.
//!
//! Where transactions touch rows all over a large keyspace, filling costs more than the few hits give: a full cache
//! that answers less than a quarter of what it is asked is emptied and left out for a while.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::stats::{self, Counters};
use crate::{Overlay, RawKey, RawValue, StoreError};

/// What a row costs beside its bytes: two counted allocations and a place in a map.
const ROW_OVERHEAD: usize = 120;

/// So many reads of a full cache are looked at to judge it.
const JUDGED_READS: u32 = 8_192;

/// For so many reads a cache that did not pay is left out.
const LEFT_OUT_READS: u32 = 32 * JUDGED_READS;

/// A cache pays if it answers at least one in so many reads.
const WORTH_ONE_IN: u32 = 4;

type Rows = HashMap<RawKey, Option<RawValue>>;

#[derive(Default)]
struct Generations {
    young: Rows,
    young_bytes: usize,
    old: Rows,
    /// Reads and hits since the cache was full for the first time, or was judged.
    reads: u32,
    hits: u32,
    /// Reads for which the cache is still left out. It is empty then.
    left_out: u32,
}

impl Generations {
    /// Counts a read; false if the cache is left out.
    fn in_use(&mut self) -> bool {
        if self.left_out > 0 {
            self.left_out -= 1;
            return false;
        }
        if self.old.is_empty() {
            return true;
        }
        self.reads += 1;
        if self.reads < JUDGED_READS {
            return true;
        }
        let pays = self.hits.saturating_mul(WORTH_ONE_IN) >= self.reads;
        (self.reads, self.hits) = (0, 0);
        if !pays {
            *self = Self {
                left_out: LEFT_OUT_READS,
                ..Self::default()
            };
        }
        pays
    }

    fn put(&mut self, key: RawKey, value: Option<RawValue>, generation_bytes: usize) {
        let bytes = |value: &Option<RawValue>| value.as_ref().map_or(0, |value| value.len());
        let key_bytes = key.len();
        self.young_bytes += bytes(&value);
        match self.young.insert(key, value) {
            Some(before) => self.young_bytes -= bytes(&before),
            None => self.young_bytes += key_bytes + ROW_OVERHEAD,
        }
        if self.young_bytes > generation_bytes {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }

    fn get(&mut self, key: &[u8], generation_bytes: usize) -> Option<Option<RawValue>> {
        if !self.in_use() {
            return None;
        }
        if let Some(value) = self.young.get(key) {
            self.hits += 1;
            return Some(value.clone());
        }
        let (key, value) = self.old.remove_entry(key)?;
        self.hits += 1;
        self.put(key, value.clone(), generation_bytes);
        Some(value)
    }
}

/// Rows by key; none in it means that there is no such row.
pub(crate) struct RowCache {
    generations: Mutex<Generations>,
    generation_bytes: usize,
}

impl RowCache {
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            generations: Mutex::default(),
            generation_bytes: bytes / 2,
        }
    }

    fn generations(&self) -> MutexGuard<'_, Generations> {
        self.generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The row from the cache, else from the keyspace. What the keyspace answers is not put in: reads of cold rows
    /// would push out hot ones, and an answer could be older than a write that is applied meanwhile.
    pub(crate) fn get_or(
        &self,
        key: &[u8],
        counters: &Counters,
        read: impl FnOnce() -> Result<Option<RawValue>, StoreError>,
    ) -> Result<Option<RawValue>, StoreError> {
        if self.generation_bytes == 0 {
            return read();
        }
        let cached = self.generations().get(key, self.generation_bytes);
        match cached {
            Some(value) => {
                stats::add(&counters.cache_hits, 1);
                Ok(value)
            }
            None => {
                stats::add(&counters.cache_misses, 1);
                read()
            }
        }
    }

    /// Whether there is a row, if the cache knows.
    pub(crate) fn known(&self, key: &[u8]) -> Option<bool> {
        if self.generation_bytes == 0 {
            return None;
        }
        let cached = self.generations().get(key, self.generation_bytes)?;
        Some(cached.is_some())
    }

    /// Takes in what was applied.
    pub(crate) fn applied(&self, group: &Overlay) {
        if self.generation_bytes == 0 {
            return;
        }
        let mut generations = self.generations();
        if generations.left_out > 0 {
            return;
        }
        for (key, value) in group.writes() {
            // A stale copy in the old generation is hidden by the young one, and must not outlive it.
            generations.old.remove(key);
            generations.put(RawKey::clone(key), value.cloned(), self.generation_bytes);
        }
    }
}
