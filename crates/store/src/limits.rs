//! The store's limits. Each is checked where it applies and answered with an error that names it.

/// Bytes of one encoded key, prefix included.
pub const MAX_KEY_BYTES: usize = 1024;

/// Bytes of one key's encoded value: 1 MiB.
pub const MAX_VALUE_BYTES: usize = 1 << 20;

/// Keys that one transaction may change.
pub const MAX_WRITES: usize = 65_536;

/// Bytes of one encoded entry: 8 MiB.
pub const MAX_ENTRY_BYTES: usize = 8 << 20;

/// Bytes of an entry's encoding kept free for its header, so that a transaction at its limit always fits.
pub const ENTRY_HEADER_ROOM: usize = 256;

/// What one write costs in an entry beside its key and its value, at most.
pub const WRITE_OVERHEAD: usize = 12;

/// What one event costs in an entry beside its name and its body, at most.
pub const EVENT_OVERHEAD: usize = 48;

/// Bytes of one event's body. Events refer to rows; they do not repeat them.
pub const MAX_EVENT_BYTES: usize = 4096;

/// Bytes of an event's name.
pub const MAX_EVENT_NAME_BYTES: usize = 255;

/// Bytes of a job's payload: 64 KiB.
pub const MAX_JOB_PAYLOAD_BYTES: usize = 64 << 10;
