//! What an operation that prepares may use, and what it leaves for the reply.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sapa_kernel::{Clock, Coded, Fault, Timestamp, Visitor};
use sapa_store::{Cell, Lane, Snapshot, Tx, WriteError};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::caller::{Access, Who};
use crate::error::Error;
use crate::registry::MerchantOf;
use crate::session::{Authentication, token_hash};
use crate::settings::Settings;

/// Accounts that one browser can hold side by side.
pub const SLOTS: usize = 5;

/// How the request came, as far as sessions are concerned.
#[derive(Debug, Clone, Default)]
pub struct Transport {
    /// Whether a new session's token belongs in the result; else it goes into the slot's cookie.
    pub token_in_result: bool,
    /// The tokens of the slots' cookies.
    pub slot_tokens: [Option<String>; SLOTS],
    /// The peer's address after trusted proxies, for rate limits. Absent inside the process.
    pub address: Option<IpAddr>,
}

/// What a reply does to the session of the slot it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SessionChange {
    /// Nothing.
    #[default]
    None,
    /// The slot's cookie gets this token.
    Start(String),
    /// The slot's cookie is removed.
    End,
}

/// Who calls, from where, and how the request came. A socket makes one for all its calls.
#[derive(Debug, Clone)]
pub struct Peer {
    /// What their credentials say.
    pub who: Who,
    /// Address and agent.
    pub visitor: Visitor,
    /// How the request came.
    pub transport: Transport,
}

/// Work that outlives the call that began it. A draining server waits for it.
#[derive(Clone, Default)]
pub(crate) struct Background {
    pub(crate) tasks: TaskTracker,
    pub(crate) stopping: CancellationToken,
}

/// What all operations of a cell share.
pub(crate) struct Shared {
    pub(crate) cell: Cell,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) authentication: Option<Authentication>,
    pub(crate) merchant_of: Option<MerchantOf>,
    /// One place for each password hash that may run at once: each takes tens of mebibytes.
    pub(crate) hashing: Semaphore,
    pub(crate) background: Background,
}

/// The surroundings of one call.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    peer: Arc<Peer>,
    access: Access,
    seq: AtomicU64,
    session: Mutex<SessionChange>,
}

impl Context {
    pub(crate) fn new(shared: Arc<Shared>, peer: Arc<Peer>, access: Access) -> Self {
        Self {
            inner: Arc::new(Inner {
                shared,
                peer,
                access,
                seq: AtomicU64::new(0),
                session: Mutex::default(),
            }),
        }
    }

    /// The cell. Prefer [`Context::snapshot`] and [`Context::write`], which keep the reply's seq.
    pub fn cell(&self) -> &Cell {
        &self.inner.shared.cell
    }

    /// The settings that operations see.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.inner.shared.settings
    }

    /// The machine's time. Inside a transaction only the transaction's own time counts.
    pub fn now(&self) -> Timestamp {
        self.inner.shared.clock.now()
    }

    /// The state as it is applied now. The reply will carry its seq.
    pub fn snapshot(&self) -> Snapshot {
        let snapshot = self.inner.shared.cell.snapshot();
        self.note_seq(snapshot.seq());
        snapshot
    }

    /// Runs a transaction ahead of bulk work. The caller's session is checked again inside it.
    pub async fn write<T, E>(
        &self,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Fault>
    where
        T: Send + 'static,
        E: Coded,
    {
        self.write_in(Lane::Interactive, run).await
    }

    /// Runs a transaction in a lane. The caller's session is checked again inside it.
    pub async fn write_in<T, E>(
        &self,
        lane: Lane,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Fault>
    where
        T: Send + 'static,
        E: Coded,
    {
        let context = self.clone();
        let written = self
            .inner
            .shared
            .cell
            .write(lane, move |tx| {
                context.recheck(tx)?;
                run(tx).map_err(|error| logged(&error))
            })
            .await;
        match written {
            Ok(committed) => {
                self.note_seq(committed.seq);
                Ok(committed.value)
            }
            Err(error) => Err(self.refusal(error)),
        }
    }

    /// The client's view of a write that did not happen, or may not have.
    fn refusal(&self, error: WriteError<Fault>) -> Fault {
        match error {
            WriteError::Refused { error, seq } => {
                self.note_seq(seq);
                error
            }
            WriteError::Store(error) => logged(&error),
            other => other.fault(),
        }
    }

    /// Refuses when the caller's session no longer holds.
    fn recheck(&self, tx: &Tx<'_>) -> Result<(), Fault> {
        if let (Some(find), Who::Merchant(merchant, hash)) =
            (self.inner.shared.merchant_of, &self.inner.peer.who)
            && find(tx, hash)? != Some(*merchant)
        {
            return Err(Error::NotMerchant.into());
        }
        let (Some(authentication), Who::Person(session)) =
            (self.inner.shared.authentication, &self.inner.peer.who)
        else {
            return Ok(());
        };
        if self.inner.access == Access::Anonymous {
            return Ok(());
        }
        let current = (authentication.recheck)(tx, &session.signed_in)?;
        if self.inner.access == Access::Operator && !current.operator {
            return Err(Error::NotOperator.into());
        }
        Ok(())
    }

    /// Runs slow, blocking work (a password hash) on a thread of its own, a bounded number at once.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let _place = self
            .inner
            .shared
            .hashing
            .acquire()
            .await
            .map_err(|_| Error::ShuttingDown)?;
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "blocking work panicked");
            Error::Internal.into()
        })
    }

    /// Random bytes from the operating system: for secrets and tokens, which never come from a transaction.
    pub fn secret_bytes<const N: usize>(&self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).map_err(|error| {
            tracing::error!(%error, "the operating system gave no random bytes");
            Fault::from(Error::Internal)
        })?;
        Ok(bytes)
    }

    /// Gives a new session's token to the client: returned when it belongs in the result, else kept for the
    /// slot's cookie.
    pub fn hand_over_token(&self, token: String) -> Option<String> {
        if self.inner.peer.transport.token_in_result {
            return Some(token);
        }
        *self.session() = SessionChange::Start(token);
        None
    }

    /// Removes the slot's cookie.
    pub fn end_session(&self) {
        *self.session() = SessionChange::End;
    }

    /// The tokens of the slots' cookies, valid or not.
    pub fn slot_tokens(&self) -> &[Option<String>; SLOTS] {
        &self.inner.peer.transport.slot_tokens
    }

    /// What the cell stores of a token.
    pub fn token_hash(&self, token: &str) -> [u8; 32] {
        token_hash(token)
    }

    /// The caller's address, after trusted proxies.
    pub fn address(&self) -> &str {
        &self.inner.peer.visitor.address
    }

    /// The caller's `User-Agent`, shortened.
    pub fn agent(&self) -> &str {
        &self.inner.peer.visitor.agent
    }

    /// Address and agent together.
    pub fn visitor(&self) -> &Visitor {
        &self.inner.peer.visitor
    }

    pub(crate) fn who(&self) -> &Who {
        &self.inner.peer.who
    }

    pub(crate) fn background(&self) -> &Background {
        &self.inner.shared.background
    }

    pub(crate) fn note_seq(&self, seq: u64) {
        self.inner.seq.fetch_max(seq, Ordering::Relaxed);
    }

    pub(crate) fn seq(&self) -> u64 {
        self.inner.seq.load(Ordering::Relaxed)
    }

    pub(crate) fn take_session_change(&self) -> SessionChange {
        std::mem::take(&mut *self.session())
    }

    fn session(&self) -> std::sync::MutexGuard<'_, SessionChange> {
        self.inner
            .session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fault of an error; what only the operator can mend is logged with its causes, which clients never see.
pub(crate) fn logged<E: Coded>(error: &E) -> Fault {
    let fault = error.fault();
    if fault.kind == sapa_kernel::FaultKind::Internal {
        let causes: Vec<String> =
            std::iter::successors(std::error::Error::source(error), |cause| cause.source())
                .map(ToString::to_string)
                .collect();
        tracing::error!(code = fault.code, error = %error, ?causes, "an operation failed inside");
        return Fault {
            message: Error::Internal.to_string(),
            details: None,
            ..fault
        };
    }
    fault
}
