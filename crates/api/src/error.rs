//! Refusals that belong to no noun: the request itself, the cell, and who is calling.

use sapa_kernel::{Coded, Fault, FaultKind};

/// Why a request was refused before, or beside, its operation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is not JSON, or a field has the wrong type.
    #[error("{message}")]
    Malformed {
        /// Where, as a path such as `body.mentions[2].offset`; empty when it is the whole.
        path: String,
        /// What was expected.
        message: String,
    },
    /// No operation has this name.
    #[error("there is no operation of this name")]
    UnknownOperation,
    /// Larger than a limit.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The request comes from a page of another site.
    #[error("requests from pages of other sites are refused")]
    Origin,
    /// Too many calls.
    #[error("too many requests; retry after {retry_after_seconds} s")]
    RateLimited {
        /// When the next call is allowed.
        retry_after_seconds: u64,
    },
    /// Nobody is signed in.
    #[error("this needs somebody who is signed in")]
    NotSignedIn,
    /// The caller does not run the cell.
    #[error("only those who run the cell may do this")]
    NotOperator,
    /// The caller is no merchant's server.
    #[error("only a merchant's server may do this, with the merchant's secret")]
    NotMerchant,
    /// The same key came with another input.
    #[error("this idempotency key was used with another input")]
    IdempotencyConflict,
    /// Too much waits.
    #[error("the cell has more to do than it can take; retry later")]
    Overloaded,
    /// The server stops.
    #[error("the server is stopping; reconnect shortly")]
    ShuttingDown,
    /// A defect, or a failing disk.
    #[error("something went wrong on the server")]
    Internal,
}

/// The name under which the request's errors are exported.
pub use Error as RequestError;

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "request.malformed",
            FaultKind::Malformed,
            "The input is not JSON of the documented shape; `details.path` names the field. Sending it again changes nothing.",
        ),
        (
            "request.unknown_operation",
            FaultKind::NotFound,
            "No operation has this name. The list is at /api/docs.",
        ),
        (
            "request.too_large",
            FaultKind::TooLarge,
            "Larger than `details.limit` bytes.",
        ),
        (
            "request.origin",
            FaultKind::Forbidden,
            "The `Origin` header names another site than the cell's own `public_url`.",
        ),
        (
            "request.rate_limited",
            FaultKind::TooMany,
            "Too many calls by this account or address; come back after `details.retry_after_seconds`.",
        ),
        (
            "accounts.not_signed_in",
            FaultKind::Unauthenticated,
            "No session was given, or it is not known. Sign in.",
        ),
        (
            "accounts.not_operator",
            FaultKind::Forbidden,
            "Only those who run the cell may do this.",
        ),
        (
            "wallet.not_merchant",
            FaultKind::Unauthenticated,
            "Only a merchant's server may do this: it shows the merchant's secret as a bearer token.",
        ),
        (
            "cell.idempotency_conflict",
            FaultKind::Conflict,
            "This idempotency key was used with another input within the last 7 days. Use a new key.",
        ),
        (
            "cell.overloaded",
            FaultKind::Unavailable,
            "More waits than the cell can take. Retry later, with growing pauses.",
        ),
        (
            "cell.shutting_down",
            FaultKind::Unavailable,
            "The server is stopping. Reconnect shortly.",
        ),
        (
            "cell.internal",
            FaultKind::Internal,
            "A defect or a failing disk. It has been logged.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "request.malformed",
            Self::UnknownOperation => "request.unknown_operation",
            Self::TooLarge { .. } => "request.too_large",
            Self::Origin => "request.origin",
            Self::RateLimited { .. } => "request.rate_limited",
            Self::NotSignedIn => "accounts.not_signed_in",
            Self::NotOperator => "accounts.not_operator",
            Self::NotMerchant => "wallet.not_merchant",
            Self::IdempotencyConflict => "cell.idempotency_conflict",
            Self::Overloaded => "cell.overloaded",
            Self::ShuttingDown => "cell.shutting_down",
            Self::Internal => "cell.internal",
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::Malformed { path, .. } => Some(serde_json::json!({ "path": path })),
            Self::TooLarge { limit } => Some(serde_json::json!({ "limit": limit })),
            Self::RateLimited {
                retry_after_seconds,
            } => Some(serde_json::json!({ "retry_after_seconds": retry_after_seconds })),
            _ => None,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        error.fault()
    }
}
