//! Why a scenario could not be run to its end.

/// A scenario has no result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line.
    #[error("{0}")]
    Usage(String),
    /// The machine.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The cell, by its client.
    #[error(transparent)]
    Client(#[from] sapa_client::Error),
    /// The cell, by the generator.
    #[error("{0}")]
    Unexpected(String),
}

impl Error {
    pub(crate) fn unexpected(what: impl Into<String>) -> Self {
        Self::Unexpected(what.into())
    }
}

impl From<crate::wire::BadFrame> for Error {
    fn from(_: crate::wire::BadFrame) -> Self {
        Self::unexpected("the server sent a masked or a fragmented frame")
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Unexpected(error.to_string())
    }
}
