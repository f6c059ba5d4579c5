//! A clock that stands still until it is turned.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sapa_kernel::{Clock, Timestamp};

/// 2026-01-01T00:00:00Z, where manual clocks begin.
const START: i64 = 1_767_225_600_000;

/// A clock for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl Default for ManualClock {
    fn default() -> Self {
        Self(AtomicI64::new(START))
    }
}

impl ManualClock {
    /// A clock at the beginning of 2026.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns it forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).expect("tests do not wait for eons");
        self.0.fetch_add(by, Ordering::SeqCst);
    }

    /// Sets it, also back: machines' clocks do that.
    pub fn set(&self, to: Timestamp) {
        self.0.store(to.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
