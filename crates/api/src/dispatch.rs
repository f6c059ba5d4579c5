//! Dispatch: the one path that every call takes, from wherever it came.
//!
//! limits → rate → credentials → (wait for a seq) → the operation → seq, timing, outcome. HTTP and the
//! socket differ only in how they carry a [`Request`] in and a [`Reply`] out.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use sapa_kernel::{AccountId, Clock, ConversationId, Fault, FaultKind, SignedIn, Visitor, limits};
use sapa_store::{AppliedEntry, Cell, Event, Lane, Snapshot, Topic};
use sapa_wallet::MERCHANT_TOKEN_PREFIX;
use tokio::sync::Semaphore;

use crate::caller::{Access, Who};
use crate::context::{Background, Context, Peer, SessionChange, Shared};
use crate::error::Error;
use crate::idempotency;
use crate::metrics::{Metrics, OperationMetrics, Outcome};
use crate::operation::{Call, Encoded, Handler, Limit, Operation};
use crate::rate::{Payer, RateLimiter};
use crate::registry::Registry;
use crate::session::{Session, SessionCache, token_hash};
use crate::settings::Settings;

/// How long a call waits for the seq that it asked for.
const WAIT_FOR_SEQ: Duration = Duration::from_secs(5);

/// How often the use of a session is written down.
const TOUCH_EVERY: Duration = Duration::from_secs(60 * 60);

/// What the token of the data directory begins with.
pub const OPERATOR_TOKEN_PREFIX: &str = "sapa_operator_";

/// The event that says that a session has ended: its topic is the session.
pub const SESSION_ENDED: &str = "accounts.session_ended";

/// The event that says that an account's standing changed (its role, a suspension): its topic is the account.
pub const ACCOUNT_CHANGED: &str = "accounts.changed";

/// A call as it arrives.
pub struct Request<'a> {
    /// Who calls, from where, how.
    pub peer: &'a Arc<Peer>,
    /// The operation's name.
    pub operation: &'a str,
    /// Its encoded input.
    pub input: Bytes,
    /// An idempotency key.
    pub key: Option<String>,
    /// The seq that the state must have reached.
    pub wait_seq: Option<u64>,
}

/// What a call answers.
#[derive(Debug)]
pub struct Reply {
    /// The encoded result.
    pub body: Vec<u8>,
    /// The seq at which it is true.
    pub seq: u64,
    /// What becomes of the slot's session.
    pub session: SessionChange,
}

/// Why a call was refused, and the seq at which that is true (0: it did not depend on the state).
#[derive(Debug)]
pub struct Failure {
    /// What the client sees.
    pub fault: Fault,
    /// The seq.
    pub seq: u64,
    /// What becomes of the slot's session.
    pub session: SessionChange,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            seq: 0,
            session: SessionChange::None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Fault::from(error).into()
    }
}

/// Something that those who are online hear at once, and that is not stored.
pub struct LivePush {
    /// Who hears it.
    pub topic: Topic,
    /// The session that does not: the one it came from.
    pub from: Option<sapa_kernel::SessionId>,
    /// The encoded push.
    pub event: Vec<u8>,
}

struct Known {
    operation: Operation,
    metrics: OperationMetrics,
}

/// Runs operations against a cell. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    operations: HashMap<&'static str, Known>,
    registry: Described,
    sessions: SessionCache,
    rates: RateLimiter,
    metrics: Metrics,
    operator_token: Option<[u8; 32]>,
    live: OnceLock<Box<dyn Fn(LivePush) + Send + Sync>>,
}

/// What remains of the registry beside its operations.
struct Described {
    events: std::collections::BTreeMap<&'static str, crate::registry::EventKind>,
    conversations_of: Option<crate::registry::ConversationsOf>,
    catalogue: crate::registry::Catalogue,
    openapi: Bytes,
}

/// What a dispatcher is made of.
pub struct Parts {
    /// The cell.
    pub cell: Cell,
    /// The machine's time.
    pub clock: Arc<dyn Clock>,
    /// The operations.
    pub registry: Registry,
    /// The token of the data directory.
    pub operator_token: Option<String>,
    /// Password hashes that may run at once.
    pub hashing_places: usize,
}

impl Dispatcher {
    /// A dispatcher over a cell.
    pub fn new(parts: Parts) -> Self {
        let Parts {
            cell,
            clock,
            registry,
            operator_token,
            hashing_places,
        } = parts;
        let openapi = Bytes::from(registry.openapi().to_string());
        let metrics = Metrics::default();
        let shared = Arc::new(Shared {
            cell,
            clock,
            settings: registry.settings(),
            authentication: registry.authentication,
            merchant_of: registry.merchant_of,
            hashing: Semaphore::new(hashing_places.max(1)),
            background: Background::default(),
        });
        let rates = RateLimiter::new(registry.settings.rates);
        let operations = registry
            .operations
            .into_iter()
            .map(|operation| {
                let metrics = metrics.operation(operation.name);
                (operation.name, Known { operation, metrics })
            })
            .collect();
        Self {
            inner: Arc::new(Inner {
                shared,
                operations,
                registry: Described {
                    events: registry.events,
                    conversations_of: registry.conversations_of,
                    catalogue: registry.catalogue,
                    openapi,
                },
                sessions: SessionCache::default(),
                rates,
                metrics,
                operator_token: operator_token.as_deref().map(token_hash),
                live: OnceLock::new(),
            }),
        }
    }

    /// Runs one call to its end.
    pub async fn call(&self, request: Request<'_>) -> Result<Reply, Failure> {
        let Some(known) = self.inner.operations.get(request.operation) else {
            return Err(Error::UnknownOperation.into());
        };
        let began = Instant::now();
        let result = self.run(known, request, began).await;
        let outcome = match &result {
            Ok(_) => Outcome::Done,
            Err(Failure { fault, .. }) => match fault.kind {
                FaultKind::Internal | FaultKind::Unavailable => Outcome::Failed,
                _ => Outcome::Refused,
            },
        };
        known.metrics.record(outcome, began.elapsed());
        result
    }

    async fn run(
        &self,
        known: &Known,
        request: Request<'_>,
        now: Instant,
    ) -> Result<Reply, Failure> {
        let operation = &known.operation;
        // Held until the reply: a draining server waits for what it has accepted.
        let _in_flight = self.inner.shared.background.tasks.token();
        if self.inner.shared.background.stopping.is_cancelled() {
            return Err(Error::ShuttingDown.into());
        }
        if request.input.len() > limits::MAX_INPUT_BYTES {
            let limit = limits::MAX_INPUT_BYTES;
            return Err(Error::TooLarge { limit }.into());
        }
        if let Some(key) = &request.key {
            idempotency::check_key(key)?;
        }
        self.charge(operation, request.peer, now)?;
        if let Some(seq) = request.wait_seq {
            self.wait_for(seq).await?;
        }
        let context = Context::new(
            Arc::clone(&self.inner.shared),
            Arc::clone(request.peer),
            operation.access,
        );
        let call = Call {
            context: context.clone(),
            input: request.input,
            key: request.key,
            operation: operation.name,
            lane: operation.lane,
            secret: operation.secret,
        };
        let result = self.handle(operation, call).await;
        let (seq, session) = (context.seq(), context.take_session_change());
        match result {
            Ok(body) => Ok(Reply { body, seq, session }),
            Err(fault) => Err(Failure {
                fault,
                seq,
                session,
            }),
        }
    }

    /// Runs the handler. A panic is a defect of that one operation: it is logged, and answered.
    async fn handle(&self, operation: &Operation, call: Call) -> Encoded {
        let caught = match &operation.handler {
            Handler::Now(run) => std::panic::catch_unwind(AssertUnwindSafe(|| run(&call))),
            Handler::Later(run) => AssertUnwindSafe(run(call)).catch_unwind().await,
            Handler::Live(run) => std::panic::catch_unwind(AssertUnwindSafe(|| {
                let (topic, event) = run(&call)?;
                self.push_live(&call, topic, event);
                Ok(b"{}".to_vec())
            })),
        };
        caught.unwrap_or_else(|_| {
            tracing::error!(operation = operation.name, "an operation panicked");
            Err(Error::Internal.into())
        })
    }

    fn push_live(&self, call: &Call, topic: Topic, event: Vec<u8>) {
        let from = match call.who() {
            Who::Person(session) => Some(session.signed_in.session),
            Who::Nobody | Who::Refused(_) | Who::Machine | Who::Merchant(..) => None,
        };
        if let Some(live) = self.inner.live.get() {
            live(LivePush { topic, from, event });
        }
    }

    fn charge(&self, operation: &Operation, peer: &Peer, now: Instant) -> Result<(), Error> {
        let address = peer.transport.address;
        let payer = match (&peer.who, operation.limit) {
            (Who::Machine, _) => return Ok(()),
            (Who::Merchant(merchant, _), _) => Payer::Merchant(merchant.id),
            (Who::Person(_), _) if address.is_none() => return Ok(()),
            (Who::Person(session), Limit::Ordinary) if operation.access != Access::Anonymous => {
                Payer::Account(session.signed_in.account)
            }
            (Who::Person(session), Limit::Finding) => Payer::Finder(session.signed_in.account),
            (_, limit) => match address {
                Some(address) => Payer::address(address, limit),
                None => return Ok(()),
            },
        };
        self.charge_payer(payer, now)
    }

    /// Charges an upload to its account.
    pub(crate) fn charge_upload(&self, actor: &SignedIn) -> Result<(), Error> {
        self.charge_payer(Payer::Uploader(actor.account), Instant::now())
    }

    /// Charges what is no operation (a picture, an upload, a socket) as one would be: to the account, else to the
    /// address.
    pub fn charge_stream(&self, peer: &Peer) -> Result<(), Error> {
        let payer = match (peer.who.account(), peer.transport.address) {
            (Some(account), _) => Payer::Account(account),
            (None, Some(address)) => Payer::address(address, Limit::Ordinary),
            (None, None) => return Ok(()),
        };
        self.charge_payer(payer, Instant::now())
    }

    fn charge_payer(&self, payer: Payer, now: Instant) -> Result<(), Error> {
        self.inner
            .rates
            .charge(payer, now)
            .map_err(|wait| Error::RateLimited {
                retry_after_seconds: wait.as_secs() + 1,
            })
    }

    async fn wait_for(&self, seq: u64) -> Result<(), Error> {
        tokio::time::timeout(WAIT_FOR_SEQ, self.inner.shared.cell.wait_for(seq))
            .await
            .map(|_| ())
            .map_err(|_| Error::Overloaded)
    }

    /// Finds out who holds a token. A use that is an hour old is written down in the background.
    pub fn authenticate(&self, token: Option<&str>, visitor: &Visitor) -> Who {
        let Some(token) = token else {
            return Who::Nobody;
        };
        let hash = token_hash(token);
        if token.starts_with(OPERATOR_TOKEN_PREFIX) {
            // Hashes are compared, so that the time taken tells nothing of the token.
            return match self.inner.operator_token {
                Some(operator) if operator == hash => Who::Machine,
                _ => Who::Refused(Error::NotSignedIn.into()),
            };
        }
        if token.starts_with(MERCHANT_TOKEN_PREFIX) {
            return self.merchant(hash);
        }
        let generation = match self.inner.sessions.get(&hash) {
            Ok(session) => return Who::Person(self.touch(session, visitor)),
            Err(generation) => generation,
        };
        let Some(authentication) = self.inner.shared.authentication else {
            return Who::Refused(Error::NotSignedIn.into());
        };
        let snapshot = self.inner.shared.cell.snapshot();
        match (authentication.find)(&snapshot, &hash) {
            Ok(session) => {
                self.inner
                    .sessions
                    .insert(generation, hash, session.clone());
                Who::Person(self.touch(session, visitor))
            }
            Err(fault) => Who::Refused(fault),
        }
    }

    /// The merchant whose server shows a secret with this hash.
    fn merchant(&self, hash: [u8; 32]) -> Who {
        let snapshot = self.inner.shared.cell.snapshot();
        let find = self.inner.shared.merchant_of;
        match find.map_or(Ok(None), |find| find(&snapshot, &hash)) {
            Ok(Some(merchant)) => Who::Merchant(merchant, hash),
            Ok(None) => Who::Refused(Error::NotMerchant.into()),
            Err(fault) => Who::Refused(fault),
        }
    }

    /// Writes down that the session is in use, when the last note of it is old.
    pub fn touch(&self, mut session: Session, visitor: &Visitor) -> Session {
        let now = self.inner.shared.clock.now();
        let Some(authentication) = self.inner.shared.authentication else {
            return session;
        };
        if now.since(session.last_used_at) < TOUCH_EVERY {
            return session;
        }
        session.last_used_at = now;
        self.inner.sessions.touched(session.signed_in.session, now);
        let (cell, address) = (self.inner.shared.cell.clone(), visitor.address.clone());
        let signed_in = session.signed_in.clone();
        self.inner.shared.background.tasks.spawn(async move {
            let touched = cell
                .write(Lane::Bulk, move |tx| {
                    (authentication.touch)(tx, &signed_in, &address)
                })
                .await;
            if let Err(error) = touched {
                tracing::debug!(%error, "the use of a session was not written down");
            }
        });
        session
    }

    /// Forgets sessions that an entry ended. Call it for every applied entry, in order.
    pub fn follow(&self, entry: &AppliedEntry) {
        for event in &entry.events {
            match (event.name.as_ref(), &event.topic) {
                (SESSION_ENDED, Topic::Session(session)) => {
                    self.inner.sessions.forget_session(*session);
                }
                (ACCOUNT_CHANGED, Topic::Account(account)) => {
                    self.inner.sessions.forget_account(*account);
                }
                _ => {}
            }
        }
    }

    /// Forgets every cached session: they are looked up again.
    pub fn forget_sessions(&self) {
        self.inner.sessions.forget_all();
    }

    /// The JSON that the followers of an event's topic receive; none if they need not hear of it.
    pub fn render(&self, snapshot: &Snapshot, event: &Event) -> Option<Vec<u8>> {
        let kind = self.inner.registry.events.get(event.name.as_ref())?;
        let rendered =
            std::panic::catch_unwind(AssertUnwindSafe(|| (kind.render)(snapshot, event)));
        match rendered {
            Ok(Ok(json)) => json,
            Ok(Err(fault)) => {
                tracing::error!(event = %event.name, code = fault.code, "an event cannot be shown");
                None
            }
            Err(_) => {
                tracing::error!(event = %event.name, "showing an event panicked");
                None
            }
        }
    }

    /// Whether a session that was found earlier still holds in this snapshot.
    pub fn still_holds(&self, snapshot: &Snapshot, signed_in: &SignedIn) -> Result<(), Fault> {
        match self.inner.shared.authentication {
            Some(authentication) => (authentication.recheck)(snapshot, signed_in).map(|_| ()),
            None => Err(Error::NotSignedIn.into()),
        }
    }

    /// The conversations whose pushes an account may see.
    pub fn conversations_of(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
    ) -> Result<Vec<ConversationId>, Fault> {
        match self.inner.registry.conversations_of {
            Some(list) => list(snapshot, account),
            None => Ok(Vec::new()),
        }
    }

    /// Says where live pushes go. The first caller wins; there is one gateway.
    pub fn deliver_live(&self, deliver: impl Fn(LivePush) + Send + Sync + 'static) {
        if self.inner.live.set(Box::new(deliver)).is_err() {
            tracing::error!("live pushes already have a gateway");
        }
    }

    /// The OpenAPI document, encoded.
    pub fn openapi(&self) -> Bytes {
        self.inner.registry.openapi.clone()
    }

    /// Every code with its kind and meaning, in order.
    pub fn catalogue(&self) -> impl Iterator<Item = (&'static str, FaultKind, &'static str)> + '_ {
        self.inner
            .registry
            .catalogue
            .iter()
            .map(|(code, (kind, meaning))| (*code, *kind, *meaning))
    }

    /// The process's numbers.
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// The settings.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.inner.shared.settings
    }

    /// The cell.
    pub fn cell(&self) -> &Cell {
        &self.inner.shared.cell
    }

    /// Refuses new calls and waits until those under way, and what they left for later, have ended.
    pub async fn drain(&self) {
        let background = &self.inner.shared.background;
        background.stopping.cancel();
        background.tasks.close();
        background.tasks.wait().await;
    }

    /// Runs one call from inside the process: the same path without an address, so without a rate limit of
    /// one.
    pub async fn call_inside(
        &self,
        who: Who,
        operation: &str,
        input: &serde_json::Value,
    ) -> Result<serde_json::Value, Fault> {
        let peer = Arc::new(Peer {
            who,
            visitor: Visitor::default(),
            transport: crate::context::Transport::default(),
        });
        let request = Request {
            peer: &peer,
            operation,
            input: Bytes::from(input.to_string()),
            key: None,
            wait_seq: None,
        };
        let reply = self.call(request).await.map_err(|failure| failure.fault)?;
        serde_json::from_slice(&reply.body).map_err(|_| Error::Internal.into())
    }

    /// A context outside any call, for work of the server itself such as uploads.
    pub fn context(&self, peer: Arc<Peer>, access: Access) -> Context {
        Context::new(Arc::clone(&self.inner.shared), peer, access)
    }
}
