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

mod cell;
mod entries;
mod error;
mod event;
pub mod jobs;
pub mod key;
pub mod keyspace;
mod lane;
pub mod limits;
mod overlay;
pub mod prefixes;
mod read;
mod snapshot;
mod table;
mod tx;
mod value;

pub use cell::{Cell, CellOptions, CellStats, Committed, OpenError};
pub use entries::{AppliedEntry, Entries, EntriesError};
pub use error::{StoreError, WRITE_CATALOGUE, WriteError};
pub use event::{Event, Topic};
pub use jobs::{Job, JobRunner, NewJob};
pub use key::{Descending, Key, KeyError, KeyPart, PrefixOf};
pub use lane::Lane;
pub use overlay::Overlay;
pub use prefixes::Prefix;
pub use read::{RawKey, RawScan, RawValue, Read, Visitor, after_prefix};
pub use snapshot::Snapshot;
pub use table::{Scan, Table};
pub use tx::{Tx, TxContext};
pub use value::Value;
