//! `POST /api/{operation}`.

use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, Response, StatusCode};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sapa_kernel::{Fault, limits};

use super::HttpState;
use super::credentials::{Connection, client_address, cookie, sender_of};
use super::origin::check_origin;
use super::problem::{SEQ_HEADER, failure_response, fault_response, problem_response};
use crate::context::SessionChange;
use crate::dispatch::{self, Failure};
use crate::error::Error;

/// How long a caller may take to send an input.
const SEND_WITHIN: Duration = Duration::from_secs(30);

/// Runs one operation.
pub(crate) async fn call(
    State(state): State<HttpState>,
    operation: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let Ok(Path(operation)) = operation else {
        return fault_response(&Error::UnknownOperation.into());
    };
    let (head, body) = request.into_parts();
    let Some(connection) = head.extensions.get::<Connection>().copied() else {
        tracing::error!("a request came without its connection");
        return fault_response(&Error::Internal.into());
    };
    let dispatcher = &state.dispatcher;
    let prepared = check_origin(&head.headers, dispatcher.settings(), &state.settings)
        .and_then(|()| check_type(&head.headers))
        .and_then(|()| {
            let query = head.uri.query();
            sender_of(
                dispatcher,
                &state.settings,
                &head.headers,
                query,
                connection,
            )
        })
        .and_then(|sender| Ok((sender, wait_seq(&head.headers)?, key(&head.headers)?)));
    let (sender, wait_seq, key) = match prepared {
        Ok(prepared) => prepared,
        Err(fault) => return fault_response(&fault),
    };
    let input = match read_input(body).await {
        Ok(input) => input,
        Err(fault) => return fault_response(&fault),
    };
    let result = dispatcher
        .call(dispatch::Request {
            peer: &sender.peer,
            operation: &operation,
            input,
            key,
            wait_seq,
        })
        .await;
    let (_, encrypted) = client_address(&head.headers, connection, &state.settings);
    // Whoever is told to come over HTTPS gets a cookie that only travels there, whatever a proxy says.
    let secure = encrypted || dispatcher.settings().secure;
    let set_cookie = |change: &SessionChange| cookie(sender.slot, change, secure);
    respond(result, set_cookie)
}

fn respond(
    result: Result<dispatch::Reply, Failure>,
    set_cookie: impl Fn(&SessionChange) -> Option<HeaderValue>,
) -> Response<Body> {
    let (mut response, session) = match result {
        Ok(reply) => {
            let mut response = Response::new(Body::from(reply.body));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(SEQ_HEADER, HeaderValue::from(reply.seq));
            (response, reply.session)
        }
        Err(failure) => (failure_response(&failure), failure.session),
    };
    if let Some(cookie) = set_cookie(&session) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    // Pictures may be kept for a year: the next person at this browser must not find them.
    if session == SessionChange::End {
        let forget = HeaderValue::from_static("\"cache\"");
        response
            .headers_mut()
            .insert(HeaderName::from_static("clear-site-data"), forget);
    }
    response
}

/// Says that operations are called with POST.
pub(crate) async fn not_post() -> Response<Body> {
    let fault = Error::Malformed {
        path: String::new(),
        message: "operations are called with POST".to_owned(),
    };
    let mut response = problem_response(&fault.into(), StatusCode::METHOD_NOT_ALLOWED);
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// Refuses what a form of another site could send without asking: an input is JSON and says so.
fn check_type(headers: &HeaderMap) -> Result<(), Fault> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(());
    };
    let media_type = value.to_str().unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Error::Malformed {
        path: "Content-Type".to_owned(),
        message: "an input is application/json".to_owned(),
    }
    .into())
}

fn wait_seq(headers: &HeaderMap) -> Result<Option<u64>, Fault> {
    headers
        .get("sapa-wait-seq")
        .map(|value| {
            value
                .to_str()
                .ok()
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| {
                    Error::Malformed {
                        path: "Sapa-Wait-Seq".to_owned(),
                        message: "a seq is a whole number".to_owned(),
                    }
                    .into()
                })
        })
        .transpose()
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    headers
        .get("idempotency-key")
        .map(|value| {
            value.to_str().map(str::to_owned).map_err(|_| {
                Error::Malformed {
                    path: "Idempotency-Key".to_owned(),
                    message: "a key is visible ASCII".to_owned(),
                }
                .into()
            })
        })
        .transpose()
}

async fn read_input(body: Body) -> Result<Bytes, Fault> {
    let limit = limits::MAX_INPUT_BYTES;
    let collected = tokio::time::timeout(SEND_WITHIN, Limited::new(body, limit).collect()).await;
    let malformed = |message: &str| {
        Fault::from(Error::Malformed {
            path: String::new(),
            message: message.to_owned(),
        })
    };
    match collected {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Error::TooLarge { limit }.into()),
        Ok(Err(_)) => Err(malformed("the input broke off")),
        Err(_) => Err(malformed("the input took too long to arrive")),
    }
}
