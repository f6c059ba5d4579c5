//! A cell in memory with toy operations and toy sessions, and a server in front of it.

use std::sync::Arc;

use axum::http::HeaderMap;
use bytes::Bytes;
use minicbor::{Decode, Encode};
use sapa_kernel::{AccountId, Coded, Fault, FaultKind, Id, Operator, SessionId, SignedIn, Visitor};
use sapa_store::{Cell, CellOptions, Event, Lane, Read, StoreError, Table, Topic, Tx, prefixes};
use sapa_test_kit::ManualClock;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::http::{
    HttpSettings, HttpState, Listener, ListenerOptions, Readiness, Uploads, routes, secured,
};
use crate::{
    Authentication, Context, Dispatcher, Failure, Limit, Parts, Peer, RateLimits, Registry, Reply,
    Request, SESSION_ENDED, Session, Settings, Transport, Who, token_hash,
};

pub(crate) const OPERATOR_TOKEN: &str = "sapa_operator_test";

const SESSIONS: Table<[u8; 32], SessionRow> = Table::new(prefixes::STORE_TEST);
const NOTES: Table<String, u64> = Table::new(prefixes::STORE_TEST_INDEX);

#[derive(Debug, Clone, Encode, Decode)]
#[cbor(map)]
struct SessionRow {
    #[n(0)]
    account: AccountId,
    #[n(1)]
    session: SessionId,
    #[n(2)]
    operator: bool,
    #[n(3)]
    token: String,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ToyError {
    #[error("no note has this name")]
    NoNote,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for ToyError {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[(
        "notes.not_found",
        FaultKind::NotFound,
        "There is no note of this name.",
    )];
    fn code(&self) -> &'static str {
        match self {
            Self::NoNote => "notes.not_found",
            Self::Store(error) => error.code(),
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Note {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) by: Option<u64>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Count {
    pub(crate) count: u64,
}

fn add(tx: &mut Tx<'_>, _: &SignedIn, note: Note) -> Result<Count, ToyError> {
    let count = NOTES.get(tx, &note.name)?.unwrap_or(0) + note.by.unwrap_or(1);
    NOTES.put(tx, &note.name, &count)?;
    Ok(Count { count })
}

fn get(read: &dyn Read, _: &SignedIn, note: Note) -> Result<Count, ToyError> {
    let count = NOTES.get(read, &note.name)?.ok_or(ToyError::NoNote)?;
    Ok(Count { count })
}

fn find(read: &dyn Read, hash: &[u8; 32]) -> Result<Session, Fault> {
    let row = SESSIONS.get(read, hash).map_err(|error| error.fault())?;
    let row = row.ok_or(crate::Error::NotSignedIn)?;
    Ok(Session {
        signed_in: SignedIn {
            account: row.account,
            session: row.session,
        },
        operator: row.operator,
        last_used_at: read.now(),
    })
}

fn recheck(read: &dyn Read, signed_in: &SignedIn) -> Result<Session, Fault> {
    let rows = SESSIONS.scan(read, sapa_store::Scan::all());
    let rows = rows.map_err(|error| error.fault())?;
    let row = rows
        .into_iter()
        .find(|(_, row)| row.session == signed_in.session);
    let (hash, _) = row.ok_or(crate::Error::NotSignedIn)?;
    find(read, &hash)
}

fn defect() -> Result<Count, ToyError> {
    panic!("a defect, on purpose")
}

async fn sign_in(context: Context, _: Visitor, note: Note) -> Result<SignedInToy, Fault> {
    let token = format!("token-of-{}", note.name);
    let hash = context.token_hash(&token);
    let name = note.name.clone();
    context
        .write(move |tx| {
            let row = SessionRow {
                account: tx.new_id(),
                session: tx.new_id(),
                operator: false,
                token: name,
            };
            SESSIONS.put(tx, &hash, &row)
        })
        .await?;
    Ok(SignedInToy {
        token: context.hand_over_token(token),
    })
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct SignedInToy {
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

fn toys(settings: Settings) -> Registry {
    Registry::new(settings)
        .authentication(Authentication {
            find,
            recheck,
            touch: |_, _, _| Ok(()),
        })
        .read("notes.get", get)
        .write("notes.add", add)
        .coalesced(
            "notes.raise",
            |tx: &mut Tx<'_>, actor: &SignedIn, note: Note| add(tx, actor, note),
            |note| note.name.clone().into_bytes(),
            |earlier, later| Note {
                name: later.name,
                by: earlier.by.max(later.by),
            },
        )
        .read("notes.panics", |_: &dyn Read, _: &Visitor, _: Note| {
            defect()
        })
        .write(
            "notes.panics_in_writing",
            |_: &mut Tx<'_>, _: &SignedIn, _: Note| defect(),
        )
        .prepared("notes.sign_in", sign_in)
        .limit(Limit::Expensive)
        .prepared(
            "notes.sign_out",
            |context: Context, _: SignedIn, _: Note| async move {
                context.end_session();
                Ok::<_, Fault>(Count::default())
            },
        )
        .read(
            "notes.all",
            |read: &dyn Read, _: &Operator, _: sapa_kernel::Empty| {
                let count = NOTES.count(read, sapa_store::Scan::all())? as u64;
                Ok::<_, ToyError>(Count { count })
            },
        )
        .live(
            "notes.wave",
            |_: &dyn Read, actor: &SignedIn, _: sapa_kernel::Empty| {
                Ok::<_, ToyError>((Topic::Account(actor.account), Count { count: 7 }))
            },
        )
}

/// A cell in a directory that goes with it, its toys, and three people.
pub(crate) struct World {
    pub(crate) dispatcher: Dispatcher,
    pub(crate) clock: Arc<ManualClock>,
    _directory: tempfile::TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_rates(RateLimits::default()).await
    }

    pub(crate) async fn with_rates(rates: RateLimits) -> Self {
        Self::with(Settings {
            rates,
            ..Settings::default()
        })
        .await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new());
        let cell = Cell::open(CellOptions::new(directory.path(), clock.clone())).unwrap();
        let dispatcher = Dispatcher::new(Parts {
            cell,
            clock: clock.clone(),
            registry: toys(settings),
            operator_token: Some(OPERATOR_TOKEN.to_owned()),
            hashing_places: 1,
        });
        let world = Self {
            dispatcher,
            clock,
            _directory: directory,
        };
        world.add_session("ana", false).await;
        world.add_session("omar", true).await;
        world
    }

    /// A session whose token is the name.
    pub(crate) async fn add_session(&self, name: &'static str, operator: bool) {
        let write = self.dispatcher.cell().write(Lane::Interactive, move |tx| {
            let row = SessionRow {
                account: AccountId::from_bytes([name.as_bytes()[0]; 16]),
                session: SessionId::from_bytes([name.as_bytes()[0]; 16]),
                operator,
                token: name.to_owned(),
            };
            SESSIONS.put(tx, &token_hash(name), &row)
        });
        write.await.unwrap();
    }

    /// Ends a session, and tells the dispatcher as the gateway does.
    pub(crate) async fn end_session(&self, name: &'static str, tell: bool) {
        let mut entries = self.dispatcher.cell().subscribe();
        let write = self.dispatcher.cell().write(Lane::Interactive, move |tx| {
            let session = SessionId::from_bytes([name.as_bytes()[0]; 16]);
            tx.emit(Event::new(Topic::Session(session), SESSION_ENDED, &()));
            SESSIONS.delete(tx, &token_hash(name))
        });
        write.await.unwrap();
        if tell {
            let entry = entries.next().await.unwrap();
            self.dispatcher.follow(&entry);
        }
    }

    pub(crate) fn peer(&self, token: Option<&str>) -> Arc<Peer> {
        let visitor = Visitor::default();
        Arc::new(Peer {
            who: self.dispatcher.authenticate(token, &visitor),
            visitor,
            transport: Transport {
                token_in_result: true,
                address: Some([192, 0, 2, 7].into()),
                ..Transport::default()
            },
        })
    }

    pub(crate) async fn call(
        &self,
        token: Option<&str>,
        operation: &str,
        input: &str,
        key: Option<&str>,
    ) -> Result<Reply, Failure> {
        let peer = self.peer(token);
        self.call_as(&peer, operation, input, key).await
    }

    pub(crate) async fn call_as(
        &self,
        peer: &Arc<Peer>,
        operation: &str,
        input: &str,
        key: Option<&str>,
    ) -> Result<Reply, Failure> {
        let request = Request {
            peer,
            operation,
            input: Bytes::from(input.to_owned()),
            key: key.map(str::to_owned),
            wait_seq: None,
        };
        self.dispatcher.call(request).await
    }

    /// The code of a refusal, or the result's count.
    pub(crate) async fn outcome(
        &self,
        token: Option<&str>,
        operation: &str,
        input: &str,
    ) -> String {
        outcome(self.call(token, operation, input, None).await)
    }

    /// A server in front of the cell; where it listens.
    pub(crate) async fn listen(&self) -> std::net::SocketAddr {
        let nowhere = sapa_outbound::Outbound::new(Vec::new());
        self.listen_with(nowhere).await
    }

    /// The same with a way out.
    pub(crate) async fn listen_with(
        &self,
        outbound: sapa_outbound::Outbound,
    ) -> std::net::SocketAddr {
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let settings = Arc::new(HttpSettings {
            allowed_origins: vec!["http://dev.example".to_owned()],
            ..HttpSettings::default()
        });
        let state = HttpState {
            dispatcher: self.dispatcher.clone(),
            settings: settings.clone(),
            uploads: Uploads::new(
                self.dispatcher.clone(),
                sapa_blobs::Storage::in_memory(),
                self._directory.path().to_path_buf(),
            ),
            proxy: crate::http::Proxy::new(outbound),
            readiness: Readiness::default(),
        };
        let options = ListenerOptions {
            tls: None,
            plain: Arc::new(|_| axum::http::Response::new(axum::body::Body::empty())),
            max_connections: 100,
            only_local: false,
        };
        let router = secured(routes(state), settings);
        let listener = Listener::new(socket, router, options);
        tokio::spawn(listener.run(tokio_util::sync::CancellationToken::new()));
        address
    }
}

pub(crate) fn outcome(result: Result<Reply, Failure>) -> String {
    match result {
        Ok(reply) => String::from_utf8(reply.body).unwrap(),
        Err(failure) => failure.fault.code.to_owned(),
    }
}

pub(crate) fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, value.parse().unwrap());
    }
    headers
}

/// Whether somebody is nobody.
pub(crate) fn is_refused(who: &Who) -> bool {
    matches!(who, Who::Refused(_))
}
