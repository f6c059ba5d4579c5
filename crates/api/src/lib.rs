//! The registry of operations, their dispatch, and HTTP: the only place that knows it.
//!
//! # What is promised
//! - Every operation stands in the [`Registry`] and nowhere else. The routes, the socket's dispatch, the
//!   OpenAPI document, the metrics' labels and the list of accesses that a test guards all come from it.
//! - Who may call an operation is the *type* of its function's second argument ([`Caller`]): a function
//!   that takes `&SignedIn` cannot be reached without a session, because the value is only made by
//!   checking one. Inside a write transaction the session is checked again.
//! - Every refusal is a [`Fault`](sapa_kernel::Fault) with a code from the catalogue.
//!
//! # What is absent
//! - Business rules. A file named after a noun registers that noun's functions and does no more.
//! - A second way in. Uploads and blobs stream beside the operations, but end in a transaction like them.

mod accounts;
mod caller;
mod cell;
mod chat;
mod coalesce;
mod contacts;
mod context;
mod demo;
mod dispatch;
mod error;
mod feed;
pub mod http;
mod idempotency;
mod metrics;
mod mini;
mod mini_data;
mod openapi;
mod operation;
mod programs;
mod rate;
mod registry;
mod session;
mod settings;
mod wallet;

pub use caller::{Access, Caller, Who};
pub use cell::{CellFacts, RegistrationMode};
pub use context::{Context, Peer, SLOTS, SessionChange, Transport};
pub use dispatch::{
    ACCOUNT_CHANGED, Dispatcher, Failure, LivePush, OPERATOR_TOKEN_PREFIX, Parts, Reply, Request,
    SESSION_ENDED,
};
pub use error::{Error, RequestError};
pub use idempotency::sweep as sweep_idempotency;
pub use metrics::{Metrics, seconds_histogram};
pub use operation::{Kind, Limit, Operation};
pub use programs::{Network, ProgramRegistry, Programs, Stage};
pub use registry::{EventRenderer, Registry};
pub use session::{Authentication, Session, token_hash};
pub use settings::{
    BankDetails, DemoBank, MiniDesk, PlatformKey, RateLimits, Settings, WalletDesk,
};
pub use wallet::RESIDENTS_PIN;

/// Every operation of a cell: the nouns of this crate, one after the other.
pub fn registry(settings: Settings) -> Registry {
    let nouns = accounts::register(Registry::new(settings));
    let nouns = feed::register(chat::register(contacts::register(nouns)));
    let nouns = mini_data::register(nouns.errors::<http::ProxyError>());
    cell::register(demo::register(mini::register(wallet::register(nouns))))
}

#[cfg(test)]
mod tests;
