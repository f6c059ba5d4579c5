//! The demo town: on the first start of a `--demo` cell its story is played, by the same operations that people
//! use, under a clock that runs through the past days.
//!
//! # What is promised
//! - Nothing is written past the operations: what the town shows, people can do.
//! - The story is played once. If the process ends in the middle, the next start goes on where it stopped: each
//!   step says by a natural key (handle, client id) what it is, so that a repetition changes nothing.
//! - The cell's time never goes back: the story ends before now, and the clock then shows the real time for good.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sapa_kernel::{Clock, Timestamp};

mod furnish;

#[cfg(test)]
mod tests;

pub use furnish::{FurnishError, Town, furnish};

/// Says that the story was played to its end. It lies beside the cell, which knows nothing of demos.
const MARK: &str = "demo-town";

/// Whether the town in this directory has been furnished.
pub fn is_furnished(data: &Path) -> bool {
    data.join(MARK).exists()
}

/// The links of two friends, each in an account slot of its own.
pub fn links(public_url: &str) -> Vec<String> {
    sapa_demo::RESIDENTS
        .iter()
        .take(2)
        .enumerate()
        .map(|(slot, resident)| format!("{public_url}/welcome?as={}&slot={slot}", resident.handle))
        .collect()
}

/// A clock that can be set back, for as long as the story is played.
pub struct TownClock {
    real: Arc<dyn Clock>,
    behind_millis: AtomicI64,
}

impl TownClock {
    /// A clock that shows the real time until it is set back.
    pub fn new(real: Arc<dyn Clock>) -> Self {
        Self {
            real,
            behind_millis: AtomicI64::new(0),
        }
    }

    /// Shows the time so long ago, and goes on from there.
    pub(crate) fn set_back(&self, ago: Duration) {
        let millis = i64::try_from(ago.as_millis()).unwrap_or(i64::MAX);
        self.behind_millis.store(millis, Ordering::Relaxed);
    }
}

impl Clock for TownClock {
    fn now(&self) -> Timestamp {
        let behind = self.behind_millis.load(Ordering::Relaxed).unsigned_abs();
        self.real
            .now()
            .saturating_sub(Duration::from_millis(behind))
    }
}
