//! Reading: one dyn-safe trait that transactions, snapshots and their layers share.

use std::ops::Bound;
use std::sync::Arc;

use sapa_kernel::Timestamp;

use crate::StoreError;

/// An encoded key, prefix included. Cheap to clone.
pub type RawKey = Arc<[u8]>;

/// An encoded value. Cheap to clone, and never a view into an engine's block.
pub type RawValue = Arc<[u8]>;

/// A range of encoded keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawScan {
    /// Where the range begins, in key order.
    pub start: Bound<Vec<u8>>,
    /// Where it ends, in key order.
    pub end: Bound<Vec<u8>>,
    /// From the end to the start.
    pub reverse: bool,
    /// Rows at most.
    pub limit: usize,
}

impl RawScan {
    /// All keys with this prefix, in order.
    pub fn prefix(prefix: &[u8]) -> Self {
        Self {
            start: Bound::Included(prefix.to_vec()),
            end: after_prefix(prefix).map_or(Bound::Unbounded, Bound::Excluded),
            reverse: false,
            limit: usize::MAX,
        }
    }

    /// Whether no key can lie in the range: engines need not be asked, and some would panic.
    pub fn is_empty(&self) -> bool {
        let (Bound::Included(start) | Bound::Excluded(start)) = &self.start else {
            return self.limit == 0;
        };
        let (Bound::Included(end) | Bound::Excluded(end)) = &self.end else {
            return self.limit == 0;
        };
        let both_in = matches!(
            (&self.start, &self.end),
            (Bound::Included(_), Bound::Included(_))
        );
        self.limit == 0 || start > end || (start == end && !both_in)
    }

    /// The bounds as slices.
    pub fn bounds(&self) -> (Bound<&[u8]>, Bound<&[u8]>) {
        (
            self.start.as_ref().map(Vec::as_slice),
            self.end.as_ref().map(Vec::as_slice),
        )
    }
}

/// The first key that sorts after everything beginning with `prefix`; none if there is no such key.
pub fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut next = prefix[..=last].to_vec();
    next[last] += 1;
    Some(next)
}

/// What a scan hands each row to, in order; it returns false to stop.
pub type Visitor<'v> = dyn FnMut(&[u8], &[u8]) -> bool + 'v;

/// Something rows can be read from.
pub trait Read {
    /// In a transaction its time; in a snapshot the cell's time when it was taken.
    fn now(&self) -> Timestamp;

    /// The value at a key.
    fn get_raw(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError>;

    /// Hands the rows of a range to `visit`, in order, until it returns false or the limit is reached.
    fn visit_raw(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError>;

    /// Whether there is a value at a key.
    fn contains_raw(&self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.get_raw(key)?.is_some())
    }

    /// The rows of a range, in order.
    fn scan_raw(&self, scan: &RawScan) -> Result<Vec<(RawKey, RawValue)>, StoreError> {
        let mut rows = Vec::new();
        self.visit_raw(scan, &mut |key, value| {
            rows.push((RawKey::from(key), RawValue::from(value)));
            true
        })?;
        Ok(rows)
    }
}
