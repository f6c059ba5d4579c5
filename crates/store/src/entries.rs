//! Subscriptions: applied entries, as they come. A subscriber that is too slow is told how many it missed.

use std::sync::Arc;

use sapa_kernel::Timestamp;
use tokio::sync::broadcast;

use crate::Event;

/// An entry that is durable and applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedEntry {
    /// Its place in the log.
    pub seq: u64,
    /// The time of its last transaction.
    pub time: Timestamp,
    /// What was emitted, in order. A push is identified by (seq, index).
    pub events: Vec<Event>,
}

/// Why there is no next entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntriesError {
    /// So many entries were dropped because the subscriber was too slow. The next call goes on after them:
    /// whoever needed them has to reload from a snapshot.
    #[error("{0} entries were missed")]
    Missed(u64),
    /// The cell has closed.
    #[error("the cell has closed")]
    Closed,
}

/// A bounded stream of applied entries, beginning after the moment of subscription.
#[derive(Debug)]
pub struct Entries {
    receiver: broadcast::Receiver<Arc<AppliedEntry>>,
}

impl Entries {
    pub(crate) fn new(receiver: broadcast::Receiver<Arc<AppliedEntry>>) -> Self {
        Self { receiver }
    }

    /// The next entry, when there is one.
    pub async fn next(&mut self) -> Result<Arc<AppliedEntry>, EntriesError> {
        self.receiver.recv().await.map_err(|error| match error {
            broadcast::error::RecvError::Lagged(missed) => EntriesError::Missed(missed),
            broadcast::error::RecvError::Closed => EntriesError::Closed,
        })
    }

    /// The next entry if there is one already.
    pub fn try_next(&mut self) -> Result<Option<Arc<AppliedEntry>>, EntriesError> {
        match self.receiver.try_recv() {
            Ok(entry) => Ok(Some(entry)),
            Err(broadcast::error::TryRecvError::Empty) => Ok(None),
            Err(broadcast::error::TryRecvError::Lagged(missed)) => {
                Err(EntriesError::Missed(missed))
            }
            Err(broadcast::error::TryRecvError::Closed) => Err(EntriesError::Closed),
        }
    }
}
