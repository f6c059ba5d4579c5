//! The demo town: on the first start of a `--demo` cell its story is played, by the same operations that people
//! use, under a clock that runs through the past days.
//!
//! # What is promised
//! - Nothing is written past the operations: what the town shows, people can do.
//! - The story is played once. If the process ends in the middle, the next start goes on where it stopped: each
//!   step says by a natural key (handle, client id) what it is, so that a repetition changes nothing.
//! - The cell's time never goes back: the story ends before now, and the clock then shows the real time for good.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sapa_kernel::{Clock, Timestamp};
use sapa_store::disk::{Disk as _, RealDisk};
use sapa_store::open::Layout;

mod furnish;
mod mark;
mod money;

#[cfg(test)]
mod tests;

pub use furnish::{FurnishError, Town, furnish};
use mark::Mark;
pub(crate) use money::give;

/// Whether a data directory holds a demo town.
pub(crate) fn is_town(data: &Path) -> io::Result<bool> {
    Ok(Mark::read(data)?.is_some())
}

/// Why a town is not forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// The directory holds something else, or nothing.
    #[error("{0} holds no demo town")]
    NotATown(String),
    /// A server has it open.
    #[error("the town in {0} is being served: stop it first")]
    InUse(String),
    /// The disk refused.
    #[error("the town cannot be removed: {0}")]
    Disk(#[from] io::Error),
}

/// Removes a demo town's directory, and no other.
///
/// # Errors
/// If it holds no demo town, is in use, or cannot be removed.
pub fn forget(data: &Path) -> Result<(), ForgetError> {
    if Mark::read(data)?.is_none() {
        return Err(ForgetError::NotATown(data.display().to_string()));
    }
    let lock = RealDisk.lock(&Layout::new(data).lock());
    let lock = lock.map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => ForgetError::InUse(data.display().to_string()),
        _ => ForgetError::Disk(error),
    })?;
    // The mark goes last: whatever interrupts this, what is left is still known as a town.
    for entry in std::fs::read_dir(data)? {
        let path = entry?.path();
        if Mark::is_at(&path) {
            continue;
        }
        if path.is_dir() {
            std::fs::remove_dir_all(&path)?;
        } else {
            std::fs::remove_file(&path)?;
        }
    }
    drop(lock);
    Ok(std::fs::remove_dir_all(data)?)
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

    /// A clock for the town of a directory. Before its story was played it shows a time before the story: opening a cell
    /// writes an entry, and the cell's time never goes back.
    ///
    /// # Errors
    /// If the directory's mark cannot be read.
    pub fn for_town(real: Arc<dyn Clock>, data: &Path) -> io::Result<Self> {
        let clock = Self::new(real);
        if !matches!(Mark::read(data)?, Some(Mark::Furnished)) {
            let story = sapa_demo::plan().iter().map(|step| step.ago).max();
            clock.set_back(story.unwrap_or_default());
        }
        Ok(clock)
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
