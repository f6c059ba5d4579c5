//! `POST /api/uploads`: bytes stream to a temporary file, become clean images, are stored, and only then
//! can be used.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::Response;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use bytes::Bytes;
use sapa_blobs::{NewUpload, Purpose, ReceiveError, Storage, Uploaded};
use sapa_kernel::{AccountId, Coded, Fault, SignedIn, Visitor};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::HttpState;
use super::credentials::{Connection, peer_of};
use super::origin::check_origin;
use super::problem::{SEQ_HEADER, fault_response};
use crate::caller::{Access, Caller, Who};
use crate::context::{Context, Peer, Transport, logged};
use crate::dispatch::Dispatcher;
use crate::error::Error;
use crate::session::Session;

/// How long a person may take to send one file.
const SEND_WITHIN: Duration = Duration::from_secs(15 * 60);

/// Images that are decoded at once: each may take hundreds of mebibytes for a moment.
const IMAGE_PLACES: usize = 2;

/// Bodies that are received at once: they hold disk, not memory.
const RECEIVING_PLACES: usize = 64;

/// How many of them one account may hold: somebody who sends slowly must not keep everybody else from sending.
const PLACES_OF_ONE: usize = 8;

/// Takes files in.
#[derive(Clone)]
pub struct Uploads {
    inner: Arc<Inner>,
}

struct Inner {
    dispatcher: Dispatcher,
    storage: Storage,
    spool: PathBuf,
    images: Semaphore,
    receiving: Receiving,
}

/// The places for bodies under way.
struct Receiving {
    all: Semaphore,
    taken: Mutex<HashMap<AccountId, usize>>,
}

/// A place for one body, given back when dropped.
struct Place<'r> {
    receiving: &'r Receiving,
    owner: AccountId,
    _permit: SemaphorePermit<'r>,
}

impl Receiving {
    fn take(&self, owner: AccountId) -> Result<Place<'_>, Error> {
        let mut taken = self.taken();
        let of_one = taken.entry(owner).or_default();
        if *of_one >= PLACES_OF_ONE {
            return Err(Error::RateLimited {
                retry_after_seconds: 1,
            });
        }
        let permit = self.all.try_acquire().map_err(|_| Error::Overloaded)?;
        *of_one += 1;
        Ok(Place {
            receiving: self,
            owner,
            _permit: permit,
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<AccountId, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut taken = self.receiving.taken();
        if let Some(of_one) = taken.get_mut(&self.owner) {
            *of_one -= 1;
        }
        taken.retain(|_, of_one| *of_one > 0);
    }
}

impl Uploads {
    /// Uploads into a storage. `spool` is a directory for what is being received; it is emptied by whoever
    /// makes it.
    pub fn new(dispatcher: Dispatcher, storage: Storage, spool: PathBuf) -> Self {
        Self {
            inner: Arc::new(Inner {
                dispatcher,
                storage,
                spool,
                images: Semaphore::new(IMAGE_PLACES),
                receiving: Receiving {
                    all: Semaphore::new(RECEIVING_PLACES),
                    taken: Mutex::default(),
                },
            }),
        }
    }

    /// The storage, for reading.
    pub fn storage(&self) -> &Storage {
        &self.inner.storage
    }

    /// Stores a file for somebody, from inside the process.
    pub async fn store(
        &self,
        actor: &SignedIn,
        purpose: Purpose,
        bytes: Vec<u8>,
    ) -> Result<Uploaded, Fault> {
        let peer = Arc::new(Peer {
            who: Who::Person(Session {
                signed_in: actor.clone(),
                operator: false,
                last_used_at: sapa_kernel::Timestamp::default(),
            }),
            visitor: Visitor::default(),
            transport: Transport::default(),
        });
        let context = self.inner.dispatcher.context(peer, Access::SignedIn);
        self.finish(&context, actor, purpose, move || Ok(bytes))
            .await
    }

    /// Receives a body and stores it.
    async fn receive(
        &self,
        context: &Context,
        actor: &SignedIn,
        purpose: Purpose,
        body: Body,
    ) -> Result<Uploaded, Fault> {
        let _place = self.inner.receiving.take(actor.account)?;
        let receiving = sapa_blobs::receive(body.into_data_stream(), &self.inner.spool);
        let spooled = tokio::time::timeout(SEND_WITHIN, receiving)
            .await
            .map_err(|_| broken("the file took too long to arrive"))?
            .map_err(|error| match error {
                ReceiveError::Refused(error) => error.fault(),
                ReceiveError::Connection(_) => broken("the file broke off"),
                ReceiveError::Spool(error) => inside("a file cannot be received", &error),
            })?;
        self.finish(context, actor, purpose, move || {
            spooled
                .read()
                .map_err(|error| inside("a received file cannot be read", &error))
        })
        .await
    }

    /// Makes the images, or takes a package as it is, and stores it.
    async fn finish(
        &self,
        context: &Context,
        actor: &SignedIn,
        purpose: Purpose,
        bytes: impl FnOnce() -> Result<Vec<u8>, Fault> + Send + 'static,
    ) -> Result<Uploaded, Fault> {
        let random = context.secret_bytes()?;
        let work = move || -> Result<(NewUpload, Vec<Vec<u8>>), Fault> {
            let bytes = bytes()?;
            if purpose == Purpose::MiniPackage {
                let upload = NewUpload::plan_package(purpose, bytes.len() as u64, random);
                return Ok((upload, vec![bytes]));
            }
            let processed =
                sapa_blobs::image::process(&bytes, purpose).map_err(|error| logged(&error))?;
            let upload = NewUpload::plan(purpose, &processed, random);
            let files = processed.files.into_iter().map(|file| file.bytes);
            Ok((upload, files.collect()))
        };
        let (upload, contents) = {
            let place = self.inner.images.acquire().await;
            let _place = place.map_err(|_| Error::ShuttingDown)?;
            tokio::task::spawn_blocking(work)
                .await
                .map_err(|error| inside("an image could not be processed", &error))??
        };
        keep(context, &self.inner.storage, actor, upload, contents).await
    }
}

/// Stores files and makes the upload usable. The first of the two transactions plans the clean-up: a crash in between
/// leaves no bytes behind.
pub(crate) async fn keep(
    context: &Context,
    storage: &Storage,
    actor: &SignedIn,
    upload: NewUpload,
    contents: Vec<Vec<u8>>,
) -> Result<Uploaded, Fault> {
    let files = upload.blob.files.clone();
    let owner = actor.clone();
    let id = context
        .write(move |tx| sapa_blobs::begin_upload(tx, &owner, upload))
        .await?;
    for (file, bytes) in files.iter().zip(contents) {
        let stored = storage.put(&file.key, Bytes::from(bytes)).await;
        stored.map_err(|error| inside("a file cannot be stored", &error))?;
    }
    let owner = actor.clone();
    context
        .write(move |tx| sapa_blobs::complete_upload(tx, &owner, id))
        .await
}

fn broken(message: &str) -> Fault {
    Error::Malformed {
        path: String::new(),
        message: message.to_owned(),
    }
    .into()
}

pub(crate) fn inside(what: &str, error: &dyn std::error::Error) -> Fault {
    tracing::error!(%error, "{what}");
    Error::Internal.into()
}

/// The route.
pub(crate) async fn upload(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    request: Request,
) -> Response<Body> {
    match take(&state, connection, request).await {
        Ok((uploaded, seq)) => {
            let body = serde_json::to_vec(&uploaded).expect("ids, numbers and texts are JSON");
            let mut response = Response::new(Body::from(body));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(SEQ_HEADER, HeaderValue::from(seq));
            response
        }
        Err(fault) => fault_response(&fault),
    }
}

async fn take(
    state: &HttpState,
    connection: Connection,
    request: Request,
) -> Result<(Uploaded, u64), Fault> {
    let (head, body) = request.into_parts();
    let dispatcher = &state.dispatcher;
    check_origin(&head.headers, dispatcher.settings(), &state.settings)?;
    let query = head.uri.query();
    let peer = peer_of(
        dispatcher,
        &state.settings,
        &head.headers,
        query,
        connection,
    )?;
    dispatcher.charge_stream(&peer)?;
    let actor = SignedIn::admit(&peer.who, &peer.visitor)?;
    dispatcher.charge_upload(&actor)?;
    let purpose = purpose_of(query)?;
    let snapshot = dispatcher.cell().snapshot();
    sapa_blobs::may_upload(&snapshot, &actor).map_err(|error| logged(&error))?;
    let limit = sapa_blobs::MAX_UPLOAD_BYTES;
    if body.size_hint().lower() > limit {
        return Err(sapa_blobs::Error::TooLarge { limit }.fault());
    }
    let context = dispatcher.context(peer, Access::SignedIn);
    let uploaded = state
        .uploads
        .receive(&context, &actor, purpose, body)
        .await?;
    Ok((uploaded, context.seq()))
}

fn purpose_of(query: Option<&str>) -> Result<Purpose, Fault> {
    let named = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "purpose")
        .map(|(_, value)| value);
    match named.as_deref() {
        Some("photo") => Ok(Purpose::Photo),
        Some("avatar") => Ok(Purpose::Avatar),
        Some("mini_package") => Ok(Purpose::MiniPackage),
        _ => Err(Error::Malformed {
            path: "purpose".to_owned(),
            message: "a purpose is photo, avatar or mini_package".to_owned(),
        }
        .into()),
    }
}
