//! The machine's time, for a cell in this process and for ids that begin with it.

use std::time::{SystemTime, UNIX_EPOCH};

use sapa_kernel::{Clock, Timestamp};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MachineClock;

/// Milliseconds since 1970.
pub(crate) fn millis() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "a generator is no domain code; what it measures is given this clock"
    )]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(i64::try_from(millis()).unwrap_or(i64::MAX))
    }
}
