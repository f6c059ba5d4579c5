//! HTTP: how requests become calls, and calls' results become responses.
//!
//! `POST /api/{operation}` is the only way in for operations here; beside it stand pages and documents made
//! from the registry, health for machines, and what streams. Every response carries the security headers.

mod blobs;
mod credentials;
mod docs;
mod health;
mod listener;
mod mini;
mod operations;
mod origin;
mod problem;
mod proxy;
mod response;
mod stream;
mod tls;
mod uploads;
mod wechat;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{any, get, post};

#[cfg(test)]
pub(crate) use blobs::{Wanted, wanted};
#[cfg(test)]
pub(crate) use credentials::client_address;
pub use credentials::{Connection, peer_of};
pub use health::Readiness;
pub use listener::{Listener, ListenerOptions, Place, PlainAnswer, is_local};
pub use origin::check_origin;
pub use problem::{failure_response, fault_response};
#[cfg(test)]
pub(crate) use proxy::{AT_ONCE, MAX_SENT};
pub use proxy::{Proxy, ProxyError};
pub use response::secure_headers;
pub use stream::Stream;
pub use tls::{TlsError, acceptor};
pub use uploads::Uploads;
pub(crate) use uploads::{inside, keep};

use crate::dispatch::Dispatcher;

/// Settings that only HTTP knows.
#[derive(Debug, Clone, Default)]
pub struct HttpSettings {
    /// Networks of reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Origins beside the cell's own whose pages may call: for developers of the client.
    pub allowed_origins: Vec<String>,
    /// Whether to tell browsers never to come back over plain HTTP (`Strict-Transport-Security`).
    pub strict_transport: bool,
}

/// What the routes share.
#[derive(Clone)]
pub struct HttpState {
    /// Runs the operations.
    pub dispatcher: Dispatcher,
    /// Settings.
    pub settings: Arc<HttpSettings>,
    /// Takes files in, and holds them.
    pub uploads: Uploads,
    /// Sends what mini programs ask for.
    pub proxy: Proxy,
    /// Whether the server takes work.
    pub readiness: Readiness,
}

/// The routes of this crate. The node adds the socket and the client's files, then wraps it all in
/// [`secured`].
pub fn routes(state: HttpState) -> Router {
    Router::new()
        .route(
            "/api/{operation}",
            post(operations::call).fallback(operations::not_post),
        )
        .route("/api/uploads", post(uploads::upload))
        .route("/api/mini/proxy", post(proxy::proxy))
        .route(
            "/api/blobs/{conversation}/{message_no}/{index}",
            get(blobs::photo),
        )
        .route("/api/avatars/{account}/{version}", get(blobs::avatar))
        .route("/api/mini/files/{app_id}/{sha256}", get(mini::file))
        .route("/api/mini/icons/{app_id}/{version}", get(mini::icon))
        .route("/sns/jscode2session", any(wechat::code_to_session))
        .route("/cgi-bin/token", any(wechat::token))
        .route("/cgi-bin/stable_token", any(wechat::stable_token))
        .route("/wxa/checksession", any(wechat::check_session))
        .route("/api/openapi.json", get(docs::openapi))
        .route("/api/docs", get(docs::page))
        .route("/api/docs.js", get(docs::script))
        .route("/api/docs.css", get(docs::style))
        .route("/errors", get(docs::errors))
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(state)
}

/// Puts the security headers on every response of a router.
pub fn secured(router: Router, settings: Arc<HttpSettings>) -> Router {
    router.layer(axum::middleware::from_fn(
        move |request: Request, next: Next| {
            let settings = Arc::clone(&settings);
            async move {
                let mut response: Response = next.run(request).await;
                secure_headers(response.headers_mut(), &settings);
                response
            }
        },
    ))
}
