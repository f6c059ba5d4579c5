//! What can come back instead of a reply.

use std::fmt;

use serde::Deserialize;

/// The cell understood the call and refused it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Refusal {
    /// Stable: `noun.what_happened`.
    pub code: String,
    /// One English sentence.
    #[serde(default)]
    pub message: String,
    /// Facts such as `retry_after_seconds`.
    #[serde(default)]
    pub details: Option<serde_json::Value>,
    /// The HTTP status; zero over the socket, which has none.
    #[serde(default)]
    pub status: u16,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// Why a call has no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cell said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// No connection, or it ended before the reply: the call may or may not have had its effect.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// The reply is not what the contract says.
    #[error("unexpected reply: {0}")]
    Unexpected(String),
    /// The address is not usable.
    #[error("{url} is not a cell's address: {why}")]
    Url {
        /// As given.
        url: String,
        /// What is wrong with it.
        why: String,
    },
}

impl Error {
    /// The code, if the cell refused.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(&refusal.code),
            _ => None,
        }
    }

    /// Whether the same call with the same key may be sent again: the outcome is unknown, or the cell was
    /// too busy or on its way down.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Connection(_) => true,
            Self::Refused(refusal) => matches!(
                refusal.code.as_str(),
                "cell.outcome_unknown"
                    | "cell.overloaded"
                    | "cell.shutting_down"
                    | "request.rate_limited"
            ),
            _ => false,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Connection(error.to_string())
    }
}

impl From<hyper::Error> for Error {
    fn from(error: hyper::Error) -> Self {
        Self::Connection(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Unexpected(error.to_string())
    }
}
