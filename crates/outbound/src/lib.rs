//! The one way out: HTTP requests to servers that others name, and never to a private address.
//!
//! # Invariants
//! - A name is resolved once; the addresses that came back are checked, and one of those is connected to. So a name that leads
//!   elsewhere a moment later (DNS rebinding) leads nowhere.
//! - Every redirect is a new request: its scheme, its host and its addresses are checked anew, five times at most, and what was for
//!   one origin (cookies, authorization) does not go to another.
//! - Nothing is unbounded: the head, the body and the time of an answer have limits.
//! - Private addresses are reached by the operator's list alone, and only for callers who ask for it: development.
//!
//! # What is absent
//! - Connections that are kept: a pool would be keyed by addresses that were checked for somebody else.
//! - Proxies of the environment, HTTP/2, cookies.

mod address;
mod allow;
mod body;
mod resolve;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, HeaderMap, HeaderValue,
    LOCATION, TRANSFER_ENCODING,
};
use hyper::{Method, StatusCode};
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
pub use url::Url;

pub use address::is_public;
pub use allow::{Allowed, AllowedError};
pub use body::LimitedBody;
pub use resolve::{Resolve, SystemResolver};

/// Redirects that one request follows.
pub const MAX_REDIRECTS: usize = 5;

/// Bytes of an answer's head.
const MAX_HEAD: usize = 64 << 10;

/// How long one address may take to accept a connection; then the next is tried.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Addresses of a name that are tried.
const MAX_ADDRESSES: usize = 4;

/// Why nothing came of a request.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// Not http or https, without a host, or with a user.
    #[error("the address is not one for http or https")]
    Url,
    /// The caller may not go there.
    #[error("{0} may not be reached from here")]
    NotAllowed(String),
    /// All that the name leads to is private.
    #[error("{0} does not lead to a public address")]
    Private(String),
    /// The name leads nowhere.
    #[error("{0} cannot be found")]
    Unknown(String),
    /// Nobody accepts a connection there.
    #[error("{0} cannot be connected to")]
    Unreachable(String),
    /// The other side cannot prove who it is.
    #[error("TLS with {host}: {problem}")]
    Tls {
        /// Who.
        host: String,
        /// Why.
        problem: String,
    },
    /// More redirects than are followed.
    #[error("more than {MAX_REDIRECTS} redirects")]
    TooManyRedirects,
    /// Larger than a limit.
    #[error("the answer has more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// It took too long.
    #[error("there was no answer in time")]
    TimedOut,
    /// Not HTTP, or it broke off.
    #[error("the answer broke off: {0}")]
    Broken(String),
}

/// A request to somebody else's server.
pub struct Request<'a> {
    /// How.
    pub method: Method,
    /// Where.
    pub url: Url,
    /// With what. `Host`, `Connection`, `Content-Length` and `Transfer-Encoding` are set here.
    pub headers: HeaderMap,
    /// What is sent.
    pub body: Bytes,
    /// Bytes of the answer's body.
    pub max_body: u64,
    /// How long all of it may take, redirects and the body too.
    pub within: Duration,
    /// Redirects that are followed; none: the redirect is the answer.
    pub redirects: usize,
    /// Whether the operator's `outbound.allow` counts.
    pub development: bool,
    /// Whether the caller may go there: asked on each hop. What `outbound.allow` lists is asked as well.
    pub may_go: &'a (dyn Fn(&Url) -> bool + Send + Sync),
}

/// What the other server answered.
#[derive(Debug)]
pub struct Response {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: LimitedBody,
    /// Where it came from in the end.
    pub url: Url,
}

/// Sends requests. Cheap to clone.
#[derive(Clone)]
pub struct Outbound {
    resolver: Arc<dyn Resolve>,
    tls: TlsConnector,
    allow: Arc<[Allowed]>,
}

impl std::fmt::Debug for Outbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbound")
            .field("allow", &self.allow)
            .finish_non_exhaustive()
    }
}

/// The machine's own certificates.
fn system_roots() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "certificates of the machine cannot be read");
    }
    let mut roots = RootCertStore::empty();
    let (_, ignored) = roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        tracing::warn!("the machine has no certificates: nothing outside can be reached by https");
    } else if ignored > 0 {
        tracing::debug!(
            ignored,
            "some of the machine's certificates are not understood"
        );
    }
    roots
}

impl Outbound {
    /// By the system's resolver and the machine's certificates; `allow` is the operator's list for development.
    pub fn new(allow: Vec<Allowed>) -> Self {
        Self::with(Arc::new(SystemResolver), system_roots(), allow)
    }

    /// By this resolver and these certificates.
    pub fn with(resolver: Arc<dyn Resolve>, roots: RootCertStore, allow: Vec<Allowed>) -> Self {
        let mut config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self {
            resolver,
            tls: TlsConnector::from(Arc::new(config)),
            allow: allow.into(),
        }
    }

    /// Whether the operator lets development go there.
    pub fn is_allowed(&self, url: &Url) -> bool {
        self.allow.iter().any(|allowed| allowed.fits(url))
    }

    /// Sends a request and follows redirects. The answer's body comes as it is read.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn send(&self, request: Request<'_>) -> Result<Response, OutboundError> {
        let deadline = Instant::now() + request.within;
        let Request {
            mut method,
            mut url,
            mut headers,
            mut body,
            max_body,
            redirects,
            development,
            may_go,
            ..
        } = request;
        let mut followed = 0;
        loop {
            let free = self.check(&url, development, may_go)?;
            let hop = self.one(&method, &url, &headers, body.clone(), free);
            let answer = timeout_at(deadline, hop)
                .await
                .map_err(|_| OutboundError::TimedOut)??;
            let Some(next) = next_of(&answer, &url).filter(|_| redirects > 0) else {
                let (head, incoming) = answer.into_parts();
                return Ok(Response {
                    status: head.status,
                    headers: head.headers,
                    body: LimitedBody::new(incoming, max_body, deadline),
                    url,
                });
            };
            followed += 1;
            if followed > redirects.min(MAX_REDIRECTS) {
                return Err(OutboundError::TooManyRedirects);
            }
            let next = next.ok_or(OutboundError::Url)?;
            if url.scheme() == "https" && next.scheme() == "http" {
                return Err(OutboundError::NotAllowed(place(&next)));
            }
            if next.origin() != url.origin() {
                headers.remove(AUTHORIZATION);
                headers.remove(COOKIE);
            }
            if becomes_get(answer.status(), &method) {
                method = Method::GET;
                body = Bytes::new();
                headers.remove(CONTENT_TYPE);
            }
            url = next;
        }
    }

    /// Refuses where nobody, or not this caller, may go; whether private addresses are free there.
    fn check(
        &self,
        url: &Url,
        development: bool,
        may_go: &(dyn Fn(&Url) -> bool + Send + Sync),
    ) -> Result<bool, OutboundError> {
        let http = matches!(url.scheme(), "http" | "https");
        if !http
            || url.host_str().is_none()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(OutboundError::Url);
        }
        if !may_go(url) {
            return Err(OutboundError::NotAllowed(place(url)));
        }
        Ok(development && self.is_allowed(url))
    }

    /// One hop.
    async fn one(
        &self,
        method: &Method,
        url: &Url,
        headers: &HeaderMap,
        body: Bytes,
        free: bool,
    ) -> Result<hyper::Response<hyper::body::Incoming>, OutboundError> {
        let stream = self.connect(url, free).await?;
        let host = url.host_str().unwrap_or_default();
        if url.scheme() == "http" {
            return exchange(stream, method, url, headers, body).await;
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(bare.to_owned()).map_err(|_| OutboundError::Url)?;
        let stream = self.tls.connect(name, stream).await;
        let stream = stream.map_err(|error| OutboundError::Tls {
            host: host.to_owned(),
            problem: error.to_string(),
        })?;
        exchange(stream, method, url, headers, body).await
    }

    /// A connection to an address that was checked.
    async fn connect(&self, url: &Url, free: bool) -> Result<TcpStream, OutboundError> {
        let port = url.port_or_known_default().ok_or(OutboundError::Url)?;
        let found: Vec<SocketAddr> = match url.host() {
            Some(url::Host::Ipv4(v4)) => vec![SocketAddr::new(IpAddr::V4(v4), port)],
            Some(url::Host::Ipv6(v6)) => vec![SocketAddr::new(IpAddr::V6(v6), port)],
            Some(url::Host::Domain(name)) => self
                .resolver
                .resolve(name, port)
                .await
                .map_err(|_| OutboundError::Unknown(name.to_owned()))?,
            None => return Err(OutboundError::Url),
        };
        if found.is_empty() {
            return Err(OutboundError::Unknown(place(url)));
        }
        let mut open = found
            .into_iter()
            .filter(|address| free || is_public(address.ip()))
            .peekable();
        if open.peek().is_none() {
            return Err(OutboundError::Private(place(url)));
        }
        for address in open.take(MAX_ADDRESSES) {
            if let Ok(Ok(stream)) = timeout(CONNECT_WITHIN, TcpStream::connect(address)).await {
                return Ok(stream);
            }
        }
        Err(OutboundError::Unreachable(place(url)))
    }
}

/// Host and port, for people.
fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Where a redirect leads; inside none if that is no address.
fn next_of<B>(answer: &hyper::Response<B>, from: &Url) -> Option<Option<Url>> {
    let redirects = matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = answer.headers().get(LOCATION).filter(|_| redirects)?;
    let next = location.to_str().ok().and_then(|text| from.join(text).ok());
    Some(next)
}

fn becomes_get(status: StatusCode, method: &Method) -> bool {
    let read = *method == Method::GET || *method == Method::HEAD;
    match status.as_u16() {
        303 => !read,
        301 | 302 => *method == Method::POST,
        _ => false,
    }
}

async fn exchange<S>(
    stream: S,
    method: &Method,
    url: &Url,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<hyper::Response<hyper::body::Incoming>, OutboundError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |error: hyper::Error| OutboundError::Broken(error.to_string());
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(MAX_HEAD)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    // It ends with the answer's body: nobody else holds the connection.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to another server ended");
        }
    });
    let mut path = url.path().to_owned();
    if let Some(query) = url.query() {
        path.push('?');
        path.push_str(query);
    }
    let mut request = hyper::Request::new(Full::new(body));
    *request.method_mut() = method.clone();
    *request.uri_mut() = path.parse().map_err(|_| OutboundError::Url)?;
    *request.headers_mut() = headers.clone();
    let own = request.headers_mut();
    for name in [CONTENT_LENGTH, TRANSFER_ENCODING, HOST] {
        own.remove(name);
    }
    own.insert(
        HOST,
        HeaderValue::from_str(&place(url)).map_err(|_| OutboundError::Url)?,
    );
    own.insert(CONNECTION, HeaderValue::from_static("close"));
    sender.send_request(request).await.map_err(broken)
}

/// An I/O error that says what happened to a body.
impl From<OutboundError> for io::Error {
    fn from(error: OutboundError) -> Self {
        Self::other(error)
    }
}

#[cfg(test)]
mod tests;
