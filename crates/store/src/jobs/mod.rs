//! Jobs: work that is due later, as rows.
//!
//! A job is planned in the transaction that needs it and deleted in the transaction that records its effect, so it
//! runs at least once and its effect is stored once. Its identity is (kind, key): planning again replaces.

mod rows;
mod runner;

pub use rows::{DeadJob, Job, NewJob, dead, due, find, next_due, pending, revive};
pub(crate) use rows::{cancel, schedule};
pub use runner::{Effect, Handlers, JobOptions, JobRunner, attempt_failed, complete};

/// How often a job is tried before it goes to the dead-letter list.
pub const MAX_ATTEMPTS: u32 = 12;
