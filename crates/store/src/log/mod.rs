//! The log: entries in order, durable, fenced.
//!
//! An append is conditional on the end of the log being where the leader believes it is. With one linearizable log
//! that is the fence: a leader that has been replaced cannot append any more, whatever clocks and leases say.
//! The local file is one engine; replicated logs implement the same trait.

mod local;
mod segment;

use crate::{EncodedEntry, Entry, EntryError, Position, Tail};

pub use local::{LocalLog, LocalLogOptions, SEGMENT_BYTES};
pub use segment::{
    FRAME_HEADER_BYTES, Found, HeaderError, SEGMENT_FORMAT, SEGMENT_HEADER_BYTES, ScanError,
    SegmentHeader, SegmentScan, frame, frame_bytes, scan,
};

/// Why the log cannot be read or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// Something that was stored is not there or not as it was. Not a torn end: that is cut with a warning.
    #[error("the log is damaged: {segment} at byte {offset}: {reason}")]
    Damaged {
        /// The file, or the engine's name for the part.
        segment: String,
        /// Where in it.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
    /// Written by a newer version.
    #[error("the log has format {found}; this version reads up to {known}")]
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest format that this version reads.
        known: u32,
    },
    /// The entries asked for were trimmed.
    #[error("the log begins at entry {first}; entry {wanted} was trimmed")]
    Trimmed {
        /// The first entry that is still there.
        first: u64,
        /// The entry that was asked for.
        wanted: u64,
    },
    /// The disk or the engine failed.
    #[error("the log failed: {0}")]
    Io(String),
}

impl LogError {
    pub(crate) fn io(error: &std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

/// What became of an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// Durable.
    Stored,
    /// Certainly not stored.
    Refused(Refusal),
    /// It may or may not be stored. Whoever leads stops, and reads the log again to find out.
    Unknown(String),
}

/// Why an append was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The log does not end where the leader believed: somebody else has appended.
    NotAtTail(Position),
    /// There is no room.
    Full,
    /// Anything else that happened before the entry was handed to the disk.
    Failed(String),
}

/// Receives entries in order; returns false to stop.
pub type EntryVisitor<'v> = dyn FnMut(&Entry<'_>) -> Result<bool, EntryError> + 'v;

/// A linearizable log with conditional append.
pub trait Log: Send + Sync {
    /// The end of the log, read anew where others may append.
    fn tail(&self) -> Result<Tail, LogError>;

    /// The first entry that is still there; one past the tail if none is.
    fn first(&self) -> u64;

    /// Appends an entry if the log ends at `after`, and answers when it is durable.
    fn append(&self, after: Position, entry: &EncodedEntry) -> Appended;

    /// Hands the entries after number `after` to `visit`, in order.
    fn read(&self, after: u64, visit: &mut EntryVisitor<'_>) -> Result<(), LogError>;

    /// Forgets entries up to a number, as far as the engine's units allow. Only behind a verified checkpoint.
    fn trim(&self, up_to: u64) -> Result<(), LogError>;

    /// Bytes that the log takes, for figures and the checkpoint's policy.
    fn bytes(&self) -> u64;
}

/// Where a log comes from: the local directory, or a replicated engine.
pub trait LogEngine: Send + Sync {
    /// Whether there is a log.
    fn exists(&self) -> Result<bool, LogError>;

    /// Begins a log after a given place: the very beginning, or a checkpoint that was restored.
    fn create(&self, before: Tail) -> Result<(), LogError>;

    /// Opens the log, checks at least what follows entry `verify_after`, mends a torn end. The texts are warnings.
    fn open(&self, verify_after: u64) -> Result<(std::sync::Arc<dyn Log>, Vec<String>), LogError>;
}

impl LogEngine for LocalLogOptions {
    fn exists(&self) -> Result<bool, LogError> {
        LocalLog::exists(&*self.disk, &self.dir)
    }

    fn create(&self, before: Tail) -> Result<(), LogError> {
        LocalLog::create(self, before)
    }

    fn open(&self, verify_after: u64) -> Result<(std::sync::Arc<dyn Log>, Vec<String>), LogError> {
        let log = LocalLog::open(self.clone(), verify_after)?;
        let warnings = log.warnings().to_vec();
        Ok((std::sync::Arc::new(log), warnings))
    }
}
