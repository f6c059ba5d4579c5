//! Limits that hold for every operation. Limits of one noun live in its domain.

/// Bytes of an operation's encoded input: 1 MiB.
pub const MAX_INPUT_BYTES: usize = 1 << 20;

/// Rows that one page of a list returns at most.
pub const MAX_PAGE: u32 = 100;

/// Characters of an idempotency key.
pub const MAX_IDEMPOTENCY_KEY: usize = 64;
