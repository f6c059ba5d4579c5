//! How files go to the bank and come from it.

use std::io;
use std::path::PathBuf;

use sapa_kernel::Timestamp;

use crate::order::OrderError;
use crate::{FileError, PaymentOrder, Statement};

/// The way to the bank. Calls block, so they belong on a thread that may wait.
///
/// Everything is at least once: `submit` with the same id again is nothing, a file that has been fetched is fetched
/// again until it is settled, and settling it again is nothing.
pub trait Connector: Send + Sync {
    /// Hands orders to the bank, durably, once for each message id.
    ///
    /// # Errors
    /// What is wrong with the orders or the id; `DifferentContent`; what the disk said. After an error nothing has
    /// been handed over, or the same call again completes it.
    fn submit(
        &self,
        orders: &[PaymentOrder],
        message_id: &str,
        now: Timestamp,
    ) -> Result<(), ConnectorError>;

    /// Every file that came and is not settled, in the order of names.
    ///
    /// # Errors
    /// What the disk said. A file that cannot be understood is no error here; it stands in the list with its own.
    fn fetch(&self) -> Result<Vec<Fetched>, ConnectorError>;

    /// Puts a fetched file away: its statements are booked, or it is refused.
    ///
    /// # Errors
    /// `BadFileName`; what the disk said.
    fn settle(&self, file: &str, outcome: &Outcome) -> Result<(), ConnectorError>;
}

/// A file that came from the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its name, for [`Connector::settle`].
    pub file: String,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// What it says; all of it, or why nothing.
    pub statements: Result<Vec<Statement>, FileError>,
}

impl Fetched {
    /// Until when its earliest statement speaks, and the bank's number of it: files are booked in this order.
    pub fn speaks_until(&self) -> (Option<Timestamp>, Option<u64>) {
        let statements = self.statements.iter().flatten();
        let places = statements.map(|one| (one.to, one.sequence));
        places.min().unwrap_or_default()
    }
}

/// What became of a fetched file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Its statements are booked.
    Booked,
    /// It is refused, and a person should read why.
    Rejected {
        /// The reason, for people.
        reason: String,
    },
}

/// Why the way to the bank is closed.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorError {
    /// A message's id names a file: 1 to 35 letters, digits, `-` and `_`.
    #[error("a message id has 1 to 35 letters, digits, hyphens and underscores, and not {0:?}")]
    BadMessageId(String),
    /// Not a name that [`Connector::fetch`] gave.
    #[error("{0:?} names no file that was fetched")]
    BadFileName(String),
    /// Other orders were handed over under this id.
    #[error("other orders were handed over as message {0}")]
    DifferentContent(String),
    /// The orders are no message.
    #[error(transparent)]
    Orders(#[from] OrderError),
    /// The disk.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}
