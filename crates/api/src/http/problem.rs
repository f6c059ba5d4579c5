//! Faults as responses: `application/problem+json`, RFC 9457.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{Response, StatusCode};
use sapa_kernel::{Fault, FaultKind};
use serde_json::json;

use crate::dispatch::Failure;

/// The header that says at which seq an answer is true.
pub(crate) const SEQ_HEADER: &str = "sapa-seq";

const fn title(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Malformed => "The request is not understood",
        FaultKind::Unauthenticated => "Nobody is signed in",
        FaultKind::Forbidden => "Not allowed",
        FaultKind::NotFound => "Not found",
        FaultKind::Conflict => "The state of things forbids it",
        FaultKind::TooLarge => "Too large",
        FaultKind::TooMany => "Too many requests",
        FaultKind::Internal => "Something went wrong",
        FaultKind::Unavailable => "Not now",
    }
}

/// A fault as a response.
pub fn fault_response(fault: &Fault) -> Response<Body> {
    let status = StatusCode::from_u16(fault.kind.http_status());
    problem_response(fault, status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// A fault as a response with a status of its own. The document names the status too, and must not differ.
pub(crate) fn problem_response(fault: &Fault, status: StatusCode) -> Response<Body> {
    let mut problem = json!({
        "type": format!("/errors#{}", fault.code),
        "title": title(fault.kind),
        "status": status.as_u16(),
        "code": fault.code,
        "message": fault.message,
    });
    if let Some(details) = &fault.details {
        problem["details"] = details.clone();
    }
    let mut response = Response::new(Body::from(problem.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let retry = fault
        .details
        .as_ref()
        .and_then(|details| details.get("retry_after_seconds"))
        .and_then(serde_json::Value::as_u64);
    if let Some(seconds) = retry {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A refused call as a response, with the seq at which the refusal is true.
pub fn failure_response(failure: &Failure) -> Response<Body> {
    let mut response = fault_response(&failure.fault);
    if failure.seq > 0 {
        response
            .headers_mut()
            .insert(SEQ_HEADER, HeaderValue::from(failure.seq));
    }
    response
}
