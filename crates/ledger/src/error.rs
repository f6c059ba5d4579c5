//! What keeps the ledger from judging events at all. That an event was refused is a result, not an error.

use sapa_kernel::{Coded, Fault, FaultKind};
use sapa_store::StoreError;

/// Errors of `ledger`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More than [`crate::MAX_BATCH`] events at once.
    #[error("A batch has at most {limit} events.")]
    BatchTooLarge {
        /// Events at most.
        limit: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[(
        "ledger.batch_too_large",
        FaultKind::TooLarge,
        "More accounts or transfers at once than the ledger takes. `details.limit` has the limit.",
    )];

    fn code(&self) -> &'static str {
        match self {
            Self::BatchTooLarge { .. } => "ledger.batch_too_large",
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::BatchTooLarge { limit } => Some(serde_json::json!({ "limit": limit })),
            Self::Store(error) => error.details(),
        }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Store(error) => error.fault(),
            Self::BatchTooLarge { .. } => {
                let fault = Fault::new(FaultKind::TooLarge, self.code(), self.to_string());
                match self.details() {
                    Some(details) => fault.with_details(details),
                    None => fault,
                }
            }
        }
    }
}
