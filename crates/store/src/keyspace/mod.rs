//! The keyspace: the materialised state, written only by applying entries in order.
//!
//! Two engines stand behind one small trait: fjall on disk, and a map in memory for tests and simulations.

mod memory;

use std::sync::Arc;

pub use memory::MemoryKeyspace;

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

/// An engine that holds the rows. As a [`View`] it shows whatever is applied at the moment.
pub trait Keyspace: View {
    /// Applies an entry's writes, all or none.
    fn apply(&self, writes: &Overlay) -> Result<(), StoreError>;
    /// A view that does not change any more.
    fn view(&self) -> Arc<dyn View>;
}
