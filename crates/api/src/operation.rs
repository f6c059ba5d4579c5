//! One operation: its name, who may call it, its shapes and how it is run.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use sapa_kernel::Fault;
use sapa_store::{Lane, Topic};
use schemars::{Schema, SchemaGenerator};

use crate::caller::{Access, Who};
use crate::context::Context;

/// How long the second and later calls of a coalesced operation may wait.
pub(crate) const COALESCING_WINDOW: Duration = Duration::from_secs(2);

/// What an operation does with the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Looks at a snapshot.
    Read,
    /// Is one transaction.
    Write,
    /// Does slow or secret work first, then usually one transaction.
    Prepared,
    /// Tells those who are online, and changes nothing.
    Live,
}

impl Kind {
    /// The word for documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Prepared => "prepared",
            Self::Live => "live",
        }
    }
}

/// Which allowance a call is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Limit {
    /// The account's, or of an anonymous caller the address's.
    #[default]
    Ordinary,
    /// The address's small allowance for slow work: hashing a password, reading a whole statement or all books.
    Expensive,
    /// The small allowance of the account, or of an anonymous caller's address, for finding people and asking for
    /// handles: nobody reads out the list of a cell's handles.
    Finding,
}

/// One operation of the registry.
pub struct Operation {
    /// `noun.verb`.
    pub name: &'static str,
    /// What it does with the state.
    pub kind: Kind,
    /// Who may call it.
    pub access: Access,
    /// One sentence for the documents.
    pub about: &'static str,
    /// Whether its result holds secrets, and so is never stored.
    pub secret: bool,
    /// Which allowance it is charged to.
    pub limit: Limit,
    /// The lane of its transaction.
    pub(crate) lane: Lane,
    /// The codes that it may refuse with.
    pub codes: Vec<&'static str>,
    pub(crate) input: fn(&mut SchemaGenerator) -> Schema,
    pub(crate) output: fn(&mut SchemaGenerator) -> Schema,
    pub(crate) handler: Handler,
}

/// One call of an operation, admitted by nothing yet.
pub(crate) struct Call {
    pub(crate) context: Context,
    /// The encoded input.
    pub(crate) input: Bytes,
    /// The idempotency key, if the caller gave one.
    pub(crate) key: Option<String>,
    pub(crate) operation: &'static str,
    pub(crate) lane: Lane,
    pub(crate) secret: bool,
}

impl Call {
    pub(crate) fn who(&self) -> &Who {
        self.context.who()
    }
}

/// An encoded result.
pub(crate) type Encoded = Result<Vec<u8>, Fault>;

/// How an operation is run, with its types erased.
pub(crate) enum Handler {
    /// At once, on a snapshot.
    Now(Box<dyn Fn(&Call) -> Encoded + Send + Sync>),
    /// Asynchronously.
    Later(Box<dyn Fn(Call) -> BoxFuture<'static, Encoded> + Send + Sync>),
    /// At once, and what it returns is told to those who follow the topic.
    Live(LiveHandler),
}

type LiveHandler = Box<dyn Fn(&Call) -> Result<(Topic, Vec<u8>), Fault> + Send + Sync>;
