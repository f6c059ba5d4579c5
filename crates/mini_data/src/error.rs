//! What can go wrong with documents. In every one of these cases nothing has changed.

use sapa_kernel::{Coded, FaultKind};
use sapa_store::StoreError;
use serde_json::json;

/// Errors of the data store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such collection.
    #[error("The program has no such collection.")]
    NoCollection,
    /// No such document, or not for this person.
    #[error("There is no such document.")]
    NotFound,
    /// The collection's mode does not allow it.
    #[error("The collection does not allow that.")]
    Denied,
    /// A document of this id is there.
    #[error("There is a document of this id.")]
    Exists,
    /// What was sent is no document, query or command.
    #[error("{0}.")]
    Invalid(&'static str),
    /// More than a limit.
    #[error("At most {limit} {what}.")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The query would look at too much.
    #[error(
        "The query looks at more than {limit} documents: ask by _id, or keep less in the collection."
    )]
    ScanTooLong {
        /// How many it may look at.
        limit: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "mini_data.no_collection",
            FaultKind::NotFound,
            "The program has no such collection: its developer makes it.",
        ),
        (
            "mini_data.not_found",
            FaultKind::NotFound,
            "There is no such document, or it is not this person's to see.",
        ),
        (
            "mini_data.denied",
            FaultKind::Forbidden,
            "The collection's mode does not let this person do that.",
        ),
        (
            "mini_data.exists",
            FaultKind::Conflict,
            "There is a document of this id already.",
        ),
        (
            "mini_data.invalid",
            FaultKind::Malformed,
            "What was sent is no document, query or command; the message says why.",
        ),
        (
            "mini_data.too_many",
            FaultKind::Conflict,
            "More than a limit of the data store (`details.what`, `details.limit`).",
        ),
        (
            "mini_data.scan_too_long",
            FaultKind::Conflict,
            "The query would look at more than `details.limit` documents and no index helps. Ask by `_id`, or keep less in the collection.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NoCollection => "mini_data.no_collection",
            Self::NotFound => "mini_data.not_found",
            Self::Denied => "mini_data.denied",
            Self::Exists => "mini_data.exists",
            Self::Invalid(_) => "mini_data.invalid",
            Self::TooMany { .. } => "mini_data.too_many",
            Self::ScanTooLong { .. } => "mini_data.scan_too_long",
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::TooMany { what, limit } => Some(json!({ "what": what, "limit": limit })),
            Self::ScanTooLong { limit } => Some(json!({ "limit": limit })),
            Self::Store(error) => error.details(),
            _ => None,
        }
    }
}
