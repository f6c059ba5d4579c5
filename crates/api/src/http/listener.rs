//! Accepting connections.
//!
//! With TLS, plain HTTP on the same port is answered too, with a page or a redirect: people type addresses
//! without a scheme, and a phone that is to trust the cell's own CA must first fetch it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::credentials::Connection;
use super::stream::Stream;

/// How long a connection may take for its TLS handshake.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(15);

/// How long a connection may take for the head of a request. It is also how long an idle one is kept: longer
/// than proxies and clients keep theirs, so that they are the ones to close.
const HEAD_WITHIN: Duration = Duration::from_secs(75);

/// Bytes of a connection's buffer, and so the largest head of a request.
const HEAD_BYTES: usize = 16 << 10;

/// The first byte of a TLS handshake.
const TLS_HANDSHAKE: u8 = 0x16;

/// Answers a plain request on a port that speaks TLS.
pub type PlainAnswer = Arc<dyn Fn(&Request<hyper::body::Incoming>) -> Response<Body> + Send + Sync>;

/// How connections are taken.
#[derive(Clone)]
pub struct ListenerOptions {
    /// TLS, if the port speaks it.
    pub tls: Option<TlsAcceptor>,
    /// What plain requests get when it does.
    pub plain: PlainAnswer,
    /// Connections at once.
    pub max_connections: usize,
    /// Whether only this machine and local networks may connect.
    pub only_local: bool,
}

impl ListenerOptions {
    /// Whether somebody may connect from there.
    pub fn admits(&self, remote: IpAddr) -> bool {
        !self.only_local || is_local(remote)
    }
}

/// Whether an address is of this machine or of a local network: it means nothing to the rest of the internet.
pub fn is_local(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            // 100.64.0.0/10 (RFC 6598) lies between homes and their provider, and in overlay networks.
            let shared = matches!(address.octets(), [100, 64..=127, ..]);
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_documentation()
                || shared
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

/// Takes connections until it is stopped.
pub struct Listener {
    socket: TcpListener,
    router: Router,
    options: ListenerOptions,
    places: Arc<Semaphore>,
}

impl Listener {
    /// A listener on a bound socket.
    pub fn new(socket: TcpListener, router: Router, options: ListenerOptions) -> Self {
        let places = Arc::new(Semaphore::new(
            options.max_connections.min(Semaphore::MAX_PERMITS),
        ));
        Self {
            socket,
            router,
            options,
            places,
        }
    }

    /// Takes connections until `stopping`; then lets requests under way end. Upgraded connections are no
    /// longer its business.
    pub async fn run(self, stopping: CancellationToken) {
        let connections = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = stopping.cancelled() => break,
            };
            let (stream, remote) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors, mostly: others must close before it can go on.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            if !self.options.admits(remote.ip()) {
                tracing::warn!(%remote, "a connection was refused: it comes from no local network");
                continue;
            }
            let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
                tracing::warn!(%remote, "a connection was refused: too many");
                continue;
            };
            let (router, options) = (self.router.clone(), self.options.clone());
            let stopping = stopping.clone();
            connections.spawn(async move {
                let place = Place {
                    _permit: Arc::new(place),
                };
                if let Err(error) = serve(stream, remote, router, options, stopping, place).await {
                    tracing::trace!(%remote, %error, "a connection ended early");
                }
            });
        }
        drop(self.socket);
        connections.close();
        connections.wait().await;
    }
}

/// The right to be connected. An upgraded socket keeps it, so that it counts for as long as it lives.
#[derive(Debug, Clone)]
pub struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

async fn serve(
    stream: TcpStream,
    remote: SocketAddr,
    router: Router,
    options: ListenerOptions,
    stopping: CancellationToken,
    place: Place,
) -> Result<(), BoxError> {
    stream.set_nodelay(true)?;
    let Some(tls) = options.tls else {
        return run_http(Stream::Plain(stream), remote, router, stopping, place).await;
    };
    let mut first = [0];
    let peeked = tokio::time::timeout(HANDSHAKE_WITHIN, stream.peek(&mut first)).await??;
    if peeked == 0 {
        return Ok(());
    }
    if first[0] != TLS_HANDSHAKE {
        return answer_plainly(stream, options.plain).await;
    }
    let stream = tokio::time::timeout(HANDSHAKE_WITHIN, tls.accept(stream)).await??;
    run_http(
        Stream::Tls(Box::new(stream)),
        remote,
        router,
        stopping,
        place,
    )
    .await
}

async fn run_http(
    stream: Stream,
    remote: SocketAddr,
    router: Router,
    stopping: CancellationToken,
    place: Place,
) -> Result<(), BoxError> {
    let connection = Connection {
        remote,
        encrypted: matches!(stream, Stream::Tls(_)),
    };
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(connection);
        request.extensions_mut().insert(place.clone());
        // A router is always ready, so it is called without asking.
        tower_service::Service::call(&mut router.clone(), request)
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut serving = std::pin::pin!(serving);
    tokio::select! {
        ended = serving.as_mut() => return Ok(ended?),
        () = stopping.cancelled() => serving.as_mut().graceful_shutdown(),
    }
    Ok(serving.await?)
}

async fn answer_plainly(stream: TcpStream, answer: PlainAnswer) -> Result<(), BoxError> {
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let response = answer(&request);
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await?;
    Ok(())
}
