//! The cell's feature level: which formats of rows and events may be written.
//!
//! A version that brings a new format reads it at once, and writes it only where [`current`] has reached its level. Until
//! the level is raised the version before can be put back, and nodes that run it can follow. Raising is an entry like any
//! other: it is replayed, it is in every checkpoint, it is never taken back. A version that does not know a cell's level
//! refuses to open it, and changes nothing.

use crate::{Read, StoreError, Table, Tx, prefixes};

/// The highest level that this version knows.
pub const KNOWN: u32 = 1;

/// What a cell begins with.
const FIRST: u32 = 1;

const LEVEL: Table<(), u32> = Table::new(prefixes::STORE_LEVEL);

/// The level that the cell has reached.
pub fn current(read: &dyn Read) -> Result<u32, StoreError> {
    Ok(LEVEL.get(read, &())?.unwrap_or(FIRST))
}

/// Raises the cell to a level, once every node of it knows it; a level that it has reached already changes nothing.
pub fn raise(tx: &mut Tx<'_>, to: u32) -> Result<(), StoreError> {
    if to > current(tx)? {
        LEVEL.put(tx, &(), &to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
