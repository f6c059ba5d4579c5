//! A keyspace in memory: a map that is copied when a view of it is still held.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Keyspace, View, Writes};
use crate::read::Visitor;
use crate::{RawKey, RawScan, RawValue, StoreError};

type Rows = BTreeMap<RawKey, RawValue>;

/// Rows in memory. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct MemoryKeyspace {
    rows: Arc<RwLock<Arc<Rows>>>,
}

impl MemoryKeyspace {
    /// An empty keyspace.
    pub fn new() -> Self {
        Self::default()
    }

    /// A keyspace of its own with the same rows.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self {
            rows: Arc::new(RwLock::new(self.current())),
        }
    }

    fn current(&self) -> Arc<Rows> {
        Arc::clone(&self.rows.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl View for Rows {
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        Ok(BTreeMap::get(self, key).cloned())
    }

    fn contains(&self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.contains_key(key))
    }

    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        if scan.is_empty() {
            return Ok(());
        }
        let mut left = scan.limit;
        let mut range = self.range::<[u8], _>(scan.bounds());
        while left > 0 {
            let row = if scan.reverse {
                range.next_back()
            } else {
                range.next()
            };
            match row {
                Some((key, value)) if visit(key, value) => left -= 1,
                _ => break,
            }
        }
        Ok(())
    }
}

impl View for MemoryKeyspace {
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        View::get(&*self.current(), key)
    }

    fn contains(&self, key: &[u8]) -> Result<bool, StoreError> {
        View::contains(&*self.current(), key)
    }

    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        self.current().visit(scan, visit)
    }
}

impl Keyspace for MemoryKeyspace {
    fn apply_writes(&self, writes: &mut Writes<'_>) -> Result<(), StoreError> {
        let mut guard = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        let rows = Arc::make_mut(&mut guard);
        for (key, value) in writes {
            match value {
                Some(value) => rows.insert(RawKey::from(key), RawValue::from(value)),
                None => rows.remove(key),
            };
        }
        Ok(())
    }

    fn view(&self) -> Arc<dyn View> {
        self.current()
    }
}
