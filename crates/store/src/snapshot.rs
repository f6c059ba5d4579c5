//! Snapshots: a consistent view of the applied state at one seq.

use std::sync::Arc;

use sapa_kernel::Timestamp;

use crate::keyspace::View;
use crate::read::Visitor;
use crate::{RawScan, RawValue, Read, StoreError};

/// A consistent view of the applied state. Cheap to clone; hold it for a request, not for an hour: the keyspace
/// keeps every old value that it can still see.
#[derive(Clone)]
pub struct Snapshot {
    view: Arc<dyn View>,
    seq: u64,
    now: Timestamp,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("seq", &self.seq)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Snapshot {
    /// A view as of `seq`, read at `now`.
    pub fn new(view: Arc<dyn View>, seq: u64, now: Timestamp) -> Self {
        Self { view, seq, now }
    }

    /// The last entry that the view contains.
    pub fn seq(&self) -> u64 {
        self.seq
    }
}

impl Read for Snapshot {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn get_raw(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        self.view.get(key)
    }

    fn contains_raw(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.view.contains(key)
    }

    fn visit_raw(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        self.view.visit(scan, visit)
    }
}
