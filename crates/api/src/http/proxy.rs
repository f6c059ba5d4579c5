//! `POST /api/mini/proxy`: the network of mini programs. What a program asks for goes to the domains that its version declares, and
//! comes back as data: no header of the other server is a header of the cell's own answer.
//!
//! The caller's request carries their session; none of its headers leaves. What leaves is what the program named in
//! `Sapa-Proxy-Headers`, without what is the cell's to say.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERER,
    USER_AGENT,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body as HttpBody, Frame};
use sapa_kernel::{AccountId, Coded, Fault, FaultKind, SignedIn};
use sapa_outbound::{LimitedBody, MAX_REDIRECTS, Outbound, OutboundError, Url};
use serde::Deserialize;

use super::HttpState;
use super::credentials::{Connection, peer_of};
use super::origin::check_origin;
use super::problem::fault_response;
use crate::caller::Caller;
use crate::error::Error;
use crate::programs::{Network, Stage};

/// Bytes that a program sends in one request.
pub(crate) const MAX_SENT: usize = 10 << 20;
/// Bytes of an answer to `wx.request` or `wx.uploadFile`.
pub(crate) const MAX_ANSWER: u64 = 10 << 20;
/// Bytes of a file that `wx.downloadFile` gets.
pub(crate) const MAX_DOWNLOAD: u64 = 50 << 20;
/// How long one request may take, sending and answer together.
pub(crate) const WITHIN: Duration = Duration::from_secs(60);
/// Requests of one program and person under way.
pub(crate) const AT_ONCE: usize = 10;
/// Bytes of headers, either way: names and values.
pub(crate) const MAX_HEADERS: usize = 8 << 10;

const STATUS: HeaderName = HeaderName::from_static("sapa-proxy-status");
const HEADERS: HeaderName = HeaderName::from_static("sapa-proxy-headers");

/// Why a program's request was not made, or came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ProxyError {
    /// No such program, or not for this person.
    #[error("this program does not run here for this person")]
    ProgramUnknown,
    /// What is asked for is no request.
    #[error("{0}")]
    Invalid(&'static str),
    /// Not a domain of the program.
    #[error("{0} is not among the domains that the program declares")]
    NotDeclared(String),
    /// So many are under way.
    #[error("this program has {AT_ONCE} requests under way")]
    Busy,
    /// More than may be sent or come back.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// It took too long.
    #[error("there was no answer in time")]
    TimedOut,
    /// The other server cannot be reached, or does not speak HTTP.
    #[error("{0}")]
    Unreachable(String),
}

impl Coded for ProxyError {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "proxy.program_unknown",
            FaultKind::NotFound,
            "The program does not run here for this person, or not at this stage.",
        ),
        (
            "proxy.invalid",
            FaultKind::Malformed,
            "What the program asks for is no request that can be made; the message says why.",
        ),
        (
            "proxy.not_declared",
            FaultKind::Forbidden,
            "The address is not among the domains that the program declares, or not by https. Redirects are checked too.",
        ),
        (
            "proxy.busy",
            FaultKind::TooMany,
            "The program has as many requests under way as one person's may. Wait for one of them.",
        ),
        (
            "proxy.too_large",
            FaultKind::TooLarge,
            "More than may be sent, or come back (`details.limit`).",
        ),
        (
            "proxy.timed_out",
            FaultKind::Unavailable,
            "The other server did not answer in time.",
        ),
        (
            "proxy.unreachable",
            FaultKind::Unavailable,
            "The other server cannot be reached, is at a private address, cannot prove who it is, or does not speak HTTP.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::ProgramUnknown => "proxy.program_unknown",
            Self::Invalid(_) => "proxy.invalid",
            Self::NotDeclared(_) => "proxy.not_declared",
            Self::Busy => "proxy.busy",
            Self::TooLarge { .. } => "proxy.too_large",
            Self::TimedOut => "proxy.timed_out",
            Self::Unreachable(_) => "proxy.unreachable",
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::TooLarge { limit } => Some(serde_json::json!({ "limit": limit })),
            _ => None,
        }
    }
}

impl From<OutboundError> for ProxyError {
    fn from(error: OutboundError) -> Self {
        match error {
            OutboundError::Url => Self::Invalid("the address is not one for http or https"),
            OutboundError::NotAllowed(place) => Self::NotDeclared(place),
            OutboundError::TooLarge { limit } => Self::TooLarge { limit },
            OutboundError::TimedOut => Self::TimedOut,
            other => Self::Unreachable(other.to_string()),
        }
    }
}

/// What a program calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// `wx.request`.
    #[default]
    Request,
    /// `wx.uploadFile`.
    Upload,
    /// `wx.downloadFile`.
    Download,
}

/// The query of a request.
#[derive(Debug, Clone, Deserialize)]
struct Asked {
    app_id: String,
    #[serde(default)]
    stage: Stage,
    #[serde(default)]
    kind: Kind,
}

type Places = Arc<Mutex<HashMap<(AccountId, String), usize>>>;

/// Sends what programs ask for.
#[derive(Debug, Clone)]
pub struct Proxy {
    outbound: Outbound,
    places: Places,
}

impl Proxy {
    /// By this way out.
    pub fn new(outbound: Outbound) -> Self {
        Self {
            outbound,
            places: Places::default(),
        }
    }

    fn take(&self, account: AccountId, app_id: &str) -> Result<Place, ProxyError> {
        let key = (account, app_id.to_owned());
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = places.entry(key.clone()).or_default();
        if *taken >= AT_ONCE {
            return Err(ProxyError::Busy);
        }
        *taken += 1;
        Ok(Place {
            places: Arc::clone(&self.places),
            key,
        })
    }
}

/// A request under way, given back when dropped.
struct Place {
    places: Places,
    key: (AccountId, String),
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = places.get_mut(&self.key) {
            *taken -= 1;
            if *taken == 0 {
                places.remove(&self.key);
            }
        }
    }
}

/// The answer's body; it holds its place until its end.
struct Passed {
    body: LimitedBody,
    _place: Place,
}

impl HttpBody for Passed {
    type Data = Bytes;
    type Error = OutboundError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, OutboundError>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }
}

/// Makes a program's request.
pub(crate) async fn proxy(State(state): State<HttpState>, request: Request) -> Response<Body> {
    let outcome = tokio::time::timeout(WITHIN, make(&state, request)).await;
    match outcome {
        Ok(Ok(response)) => response,
        Ok(Err(fault)) => fault_response(&fault),
        Err(_) => fault_response(&ProxyError::TimedOut.fault()),
    }
}

async fn make(state: &HttpState, request: Request) -> Result<Response<Body>, Fault> {
    let (head, body) = request.into_parts();
    let connection = head.extensions.get::<Connection>().copied();
    let connection = connection.ok_or(Error::Internal)?;
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
    let actor = SignedIn::admit(&peer.who, &peer.visitor)?;
    dispatcher.charge_stream(&peer)?;
    let asked = asked(query.unwrap_or_default()).map_err(|error| error.fault())?;
    let snapshot = dispatcher.cell().snapshot();
    let network = dispatcher.settings().programs.network(
        &snapshot,
        &asked.app_id,
        asked.stage,
        actor.account,
    )?;
    let network = network.ok_or_else(|| ProxyError::ProgramUnknown.fault())?;
    send(state, &head.headers, body, &asked, &network, actor.account)
        .await
        .map_err(|error| error.fault())
}

async fn send(
    state: &HttpState,
    given: &HeaderMap,
    body: Body,
    asked: &Asked,
    network: &Network,
    account: AccountId,
) -> Result<Response<Body>, ProxyError> {
    let place = state.proxy.take(account, &asked.app_id)?;
    let url = text(given, "sapa-proxy-url").and_then(|text| Url::parse(text).ok());
    let url = url.ok_or(ProxyError::Invalid("Sapa-Proxy-Url is not an address"))?;
    let method = method(given)?;
    let mut headers = headers(given)?;
    let referer = format!(
        "{}/mini/{}",
        state.dispatcher.settings().public_url,
        asked.app_id
    );
    if let Ok(referer) = referer.parse() {
        headers.insert(REFERER, referer);
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers
        .entry(USER_AGENT)
        .or_insert(HeaderValue::from_static("Sapa mini program"));
    let collected = Limited::new(body, MAX_SENT).collect().await;
    let body = collected.map_err(|_| ProxyError::TooLarge {
        limit: MAX_SENT as u64,
    })?;
    let outbound = &state.proxy.outbound;
    let may_go = |url: &Url| {
        let listed = network.development && outbound.is_allowed(url);
        listed || (url.scheme() == "https" && declares(network, asked.kind, url))
    };
    let max_body = match asked.kind {
        Kind::Download => MAX_DOWNLOAD,
        Kind::Request | Kind::Upload => MAX_ANSWER,
    };
    let answer = outbound
        .send(sapa_outbound::Request {
            method,
            url,
            headers,
            body: body.to_bytes(),
            max_body,
            within: WITHIN,
            redirects: MAX_REDIRECTS,
            development: network.development,
            may_go: &may_go,
        })
        .await?;
    let length = answer.headers.get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > max_body) {
        return Err(ProxyError::TooLarge { limit: max_body });
    }
    let mut response = Response::new(Body::new(Passed {
        body: answer.body,
        _place: place,
    }));
    let own = response.headers_mut();
    own.insert(STATUS, HeaderValue::from(answer.status.as_u16()));
    own.insert(HEADERS, told(&answer.headers));
    own.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    own.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Opened by itself it is nothing but bytes.
    own.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    Ok(response)
}

fn asked(query: &str) -> Result<Asked, ProxyError> {
    let pairs: serde_json::Map<String, serde_json::Value> =
        form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect();
    serde_json::from_value(pairs.into())
        .map_err(|_| ProxyError::Invalid("the query names app_id, stage and kind"))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn method(given: &HeaderMap) -> Result<Method, ProxyError> {
    let name = text(given, "sapa-proxy-method").unwrap_or("GET");
    let known = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
    if !known.contains(&name) {
        return Err(ProxyError::Invalid(
            "Sapa-Proxy-Method is not one that programs have",
        ));
    }
    name.parse()
        .map_err(|_| ProxyError::Invalid("Sapa-Proxy-Method is not one"))
}

/// What is not a program's to say: the connection's own headers, and what tells the other server where a request comes from.
fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 15] = [
        "host",
        "connection",
        "content-length",
        "transfer-encoding",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "keep-alive",
        "referer",
        "origin",
        "forwarded",
        "via",
        "accept-encoding",
        "date",
    ];
    const BEGINNINGS: [&str; 4] = ["proxy-", "sec-", "sapa-", "x-forwarded-"];
    NAMES.contains(&name) || BEGINNINGS.iter().any(|begin| name.starts_with(begin))
}

/// The headers that the program wants to send: JSON of names and values, in base64url.
fn headers(given: &HeaderMap) -> Result<HeaderMap, ProxyError> {
    let mut headers = HeaderMap::new();
    let Some(text) = text(given, "sapa-proxy-headers") else {
        return Ok(headers);
    };
    let invalid = || ProxyError::Invalid("Sapa-Proxy-Headers is no JSON of names and values");
    let json = BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| invalid())?;
    if json.len() > MAX_HEADERS {
        return Err(ProxyError::TooLarge {
            limit: MAX_HEADERS as u64,
        });
    }
    let named: HashMap<String, String> = serde_json::from_slice(&json).map_err(|_| invalid())?;
    for (name, value) in named {
        let name: HeaderName = name.to_ascii_lowercase().parse().map_err(|_| invalid())?;
        if !is_reserved(name.as_str()) {
            headers.insert(name, value.parse().map_err(|_| invalid())?);
        }
    }
    Ok(headers)
}

/// The other server's headers, as the program reads them: pairs of names and values, in base64url. What is beyond the limit is left
/// out, and what is about the connection.
fn told(headers: &HeaderMap) -> HeaderValue {
    const CONNECTION: [&str; 8] = [
        "connection",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "alt-svc",
        "strict-transport-security",
    ];
    let mut left = MAX_HEADERS;
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for (name, value) in headers {
        let name = name.as_str();
        let size = name.len() + value.len();
        if CONNECTION.contains(&name) || name.starts_with("proxy-") || size > left {
            continue;
        }
        left -= size;
        pairs.push((name, String::from_utf8_lossy(value.as_bytes()).into_owned()));
    }
    let json = serde_json::to_vec(&pairs).unwrap_or_default();
    HeaderValue::from_str(&BASE64URL_NOPAD.encode(&json))
        .unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Whether the program's version declares the address's origin for this.
fn declares(network: &Network, kind: Kind, url: &Url) -> bool {
    let list = match kind {
        Kind::Request => &network.request,
        Kind::Upload => &network.upload,
        Kind::Download => &network.download,
    };
    let origin = url.origin().ascii_serialization();
    list.contains(&origin)
}
