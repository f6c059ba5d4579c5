//! The keyspace: the materialised state, written only by applying entries in order.
//!
//! Two engines stand behind one small trait: fjall on disk, and a map in memory for tests and simulations.

mod fjall;
mod memory;

use std::sync::Arc;

pub use fjall::{FjallKeyspace, FjallOptions};
pub use memory::MemoryKeyspace;

use crate::entry::Write;
use crate::read::Visitor;
use crate::{Overlay, RawScan, RawValue, StoreError};

/// A consistent, unchanging view of a keyspace.
pub trait View: Send + Sync {
    /// The value at a key.
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError>;
    /// Whether there is a value at a key.
    fn contains(&self, key: &[u8]) -> Result<bool, StoreError>;
    /// Hands the rows of a range to `visit`, in order, until it returns false or the limit is reached.
    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError>;
}

/// Writes in key order.
pub type Writes<'w> = dyn Iterator<Item = Write<'w>> + 'w;

/// An engine that holds the rows. As a [`View`] it shows whatever is applied at the moment.
pub trait Keyspace: View {
    /// Applies writes, all or none.
    fn apply_writes(&self, writes: &mut Writes<'_>) -> Result<(), StoreError>;

    /// A view that does not change any more.
    fn view(&self) -> Arc<dyn View>;

    /// Makes what is applied durable, as far as the engine has a disk.
    fn persist(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Makes the next start quick.
    fn flush(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Bytes on disk.
    fn disk_bytes(&self) -> u64 {
        0
    }

    /// Applies a group's writes, all or none.
    fn apply(&self, group: &Overlay) -> Result<(), StoreError> {
        let mut writes = group
            .writes()
            .map(|(key, value)| -> Write<'_> { (key, value.map(|value| &**value)) });
        self.apply_writes(&mut writes)
    }
}
