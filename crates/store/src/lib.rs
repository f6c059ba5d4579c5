//! The cell: one keyspace with one serial writer.
//!
//! Domains see [`Tx`], [`Read`], [`Table`] and [`Scan`]; the node sees [`Cell`] and [`jobs::JobRunner`].
//!
//! Invariants:
//! - An entry is applied only after the log has it durably; the keyspace is never ahead of the log.
//! - Entries are absolute puts and deletes: applying one again changes nothing.
//! - Every reply of the writer waits until all that its transaction could have seen is durable and applied.
//! - Nothing in here knows a domain; nothing outside of here touches a raw key.

#![deny(unused_must_use)]

pub mod backup;
pub mod bench;
mod cell;
pub mod checkpoint;
pub mod disk;
mod entries;
pub mod entry;
mod error;
mod event;
pub mod fuzzing;
pub mod inspect;
pub mod jobs;
pub mod key;
pub mod keyspace;
mod lane;
pub mod level;
pub mod limits;
pub mod log;
pub mod meta;
pub mod open;
mod options;
mod overlay;
pub mod prefixes;
mod read;
pub mod rebuild;
mod snapshot;
pub mod stats;
mod table;
mod tx;
mod upkeep;
mod value;
mod writer;

pub use cell::{Cell, Committed};
pub use entries::{AppliedEntry, Entries, EntriesError};
pub use entry::{EncodedEntry, Entry, EntryError, EntryHeader, EntryKind, Position, Tail};
pub use error::{StoreError, WRITE_CATALOGUE, WriteError};
pub use event::{Event, Topic};
pub use jobs::{Job, JobRunner, NewJob};
pub use key::{Descending, Key, KeyError, KeyPart, PrefixOf};
pub use lane::Lane;
pub use options::{
    CellOptions, CheckpointPolicy, DEFAULT_CACHE_BYTES, DEFAULT_MEMTABLE_BYTES,
    DEFAULT_RESERVE_BYTES, DEFAULT_ROW_CACHE_BYTES, EXIT_FATAL, FjallEngine, KeyspaceEngine,
    OpenError,
};
pub use overlay::Overlay;
pub use prefixes::Prefix;
pub use read::{RawKey, RawScan, RawValue, Read, Visitor, after_prefix};
pub use snapshot::Snapshot;
pub use stats::CellStats;
pub use table::{Scan, Table};
pub use tx::{Tx, TxContext};
pub use value::Value;
