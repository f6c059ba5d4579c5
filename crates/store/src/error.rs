//! What can go wrong in the store, and how callers see it.

use sapa_kernel::{Coded, Fault, FaultKind};

use crate::limits;

/// An error of reading or writing rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// One key is longer than [`limits::MAX_KEY_BYTES`].
    #[error("a key of {0} bytes is longer than {max}", max = limits::MAX_KEY_BYTES)]
    KeyTooLarge(usize),
    /// One value is longer than [`limits::MAX_VALUE_BYTES`].
    #[error("a value of {0} bytes is longer than {max}", max = limits::MAX_VALUE_BYTES)]
    ValueTooLarge(usize),
    /// One transaction changes more than [`limits::MAX_WRITES`] keys.
    #[error("a transaction changes more than {max} keys", max = limits::MAX_WRITES)]
    TooManyWrites,
    /// One transaction's writes and events do not fit into an entry of [`limits::MAX_ENTRY_BYTES`].
    #[error("a transaction's writes do not fit into an entry of {max} bytes", max = limits::MAX_ENTRY_BYTES)]
    EntryTooLarge,
    /// A stored key or value cannot be read as what it should be.
    #[error("a row of {table} cannot be read: {reason}")]
    Unreadable {
        /// The table's name.
        table: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk is full, or nearly: writes are refused, reads go on.
    #[error("the disk is full: nothing more can be written")]
    DiskFull,
    /// The transaction panicked; it was rolled back alone.
    #[error("the transaction panicked and was rolled back: {0}")]
    Panicked(String),
    /// The machine does not let the keyspace be opened. That says nothing of what is stored in it.
    #[error("the keyspace cannot be reached: {0}")]
    Denied(String),
    /// The disk or the engine failed.
    #[error("the store failed: {0}")]
    Io(String),
}

impl StoreError {
    pub(crate) fn unreadable(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Unreadable {
            table,
            reason: reason.to_string(),
        }
    }
}

impl Coded for StoreError {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "cell.too_large",
            FaultKind::TooLarge,
            "The operation would store more than the cell takes at once. Send less.",
        ),
        (
            "cell.read_only",
            FaultKind::Unavailable,
            "The cell's disk is full: it can be read, not written. Its operator has to make room.",
        ),
        (
            "cell.internal",
            FaultKind::Internal,
            "A defect or a failing disk. The cell's log says more.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::KeyTooLarge(_)
            | Self::ValueTooLarge(_)
            | Self::TooManyWrites
            | Self::EntryTooLarge => "cell.too_large",
            Self::DiskFull => "cell.read_only",
            Self::Unreadable { .. } | Self::Panicked(_) | Self::Denied(_) | Self::Io(_) => {
                "cell.internal"
            }
        }
    }
}

/// Why a write did not answer with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError<E> {
    /// The transaction itself refused. True at `seq`, and nothing of it was kept.
    #[error("{error}")]
    Refused {
        /// The transaction's own error.
        error: E,
        /// Every entry that the transaction can have seen is at or before this one.
        seq: u64,
    },
    /// The entry may or may not have been stored. Repeating with the same natural key is safe.
    #[error("whether this was stored is not known; try again with the same key")]
    OutcomeUnknown,
    /// Too much waits already.
    #[error("the cell has too much to do")]
    Overloaded,
    /// The cell is closing or has closed.
    #[error("the cell is shutting down")]
    ShuttingDown,
    /// The store refused: a limit, a full disk, a panic. Nothing was kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The codes of a write that did not come through, beside those of [`StoreError`].
pub const WRITE_CATALOGUE: &[(&str, FaultKind, &str)] = &[
    (
        "cell.outcome_unknown",
        FaultKind::Unavailable,
        "Whether this was stored is not known. Send it again with the same key: it will happen once.",
    ),
    (
        "cell.overloaded",
        FaultKind::Unavailable,
        "The cell has too much to do. Send it again a little later.",
    ),
    (
        "cell.shutting_down",
        FaultKind::Unavailable,
        "The cell is restarting. Send it again a little later.",
    ),
];

impl<E: Coded> WriteError<E> {
    /// The fault that a client sees.
    pub fn fault(&self) -> Fault {
        let (code, message) = match self {
            Self::Refused { error, .. } => return error.fault(),
            Self::Store(error) => return error.fault(),
            Self::OutcomeUnknown => ("cell.outcome_unknown", self.to_string()),
            Self::Overloaded => ("cell.overloaded", self.to_string()),
            Self::ShuttingDown => ("cell.shutting_down", self.to_string()),
        };
        Fault::new(FaultKind::Unavailable, code, message)
    }
}
