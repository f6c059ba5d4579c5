//! Health for supervisors, readiness for proxies, numbers for Prometheus.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, Response, StatusCode};

use super::HttpState;
use super::credentials::{Connection, peer_of};
use super::problem::fault_response;
use crate::caller::Who;
use crate::error::Error;

/// Whether the server takes work. It does from the moment it listens until it drains.
#[derive(Clone, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// Says whether the server takes work.
    pub fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Release);
    }

    /// Whether the server takes work.
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

fn text(status: StatusCode, content_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The process answers.
pub(crate) async fn health() -> Response<Body> {
    text(
        StatusCode::OK,
        "application/json",
        "{\"status\":\"ok\"}".to_owned(),
    )
}

/// The cell takes work.
pub(crate) async fn ready(State(state): State<HttpState>) -> Response<Body> {
    let cell = state.dispatcher.cell();
    // A full disk still lets people read, so only a cell that has lost its log is taken out of service.
    let ready = state.readiness.get() && cell.is_leading();
    let seq = cell.seq();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = serde_json::json!({ "ready": ready, "seq": seq });
    text(status, "application/json", body.to_string())
}

/// The numbers: for this machine, or for the holder of the operator token. A request that a proxy on this
/// machine passed on is not from this machine.
pub(crate) async fn metrics(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    headers: HeaderMap,
) -> Response<Body> {
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    let local = connection.remote.ip().to_canonical().is_loopback() && !forwarded;
    let allowed = local
        || peer_of(
            &state.dispatcher,
            &state.settings,
            &headers,
            None,
            connection,
        )
        .is_ok_and(|peer| peer.who == Who::Machine);
    if !allowed {
        return fault_response(&Error::NotOperator.into());
    }
    text(
        StatusCode::OK,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        state.dispatcher.metrics().encode(),
    )
}
