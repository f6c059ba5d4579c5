//! Documents made from the registry: OpenAPI, a page to read it by, and the catalogue of errors.

use std::fmt::Write;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

use super::HttpState;

const PAGE: &str = include_str!("pages/docs.html");
const SCRIPT: &str = include_str!("pages/docs.js");
const STYLE: &str = include_str!("pages/docs.css");

fn answer(content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The OpenAPI document.
pub(crate) async fn openapi(State(state): State<HttpState>) -> Response<Body> {
    answer("application/json", state.dispatcher.openapi())
}

/// The page that shows it.
pub(crate) async fn page() -> Response<Body> {
    answer("text/html; charset=utf-8", PAGE)
}

/// The page's script.
pub(crate) async fn script() -> Response<Body> {
    answer("text/javascript; charset=utf-8", SCRIPT)
}

/// The pages' style.
pub(crate) async fn style() -> Response<Body> {
    answer("text/css; charset=utf-8", STYLE)
}

/// What each error code means. A problem's `type` points here.
pub(crate) async fn errors(State(state): State<HttpState>) -> Response<Body> {
    let mut rows = String::new();
    for (code, kind, meaning) in state.dispatcher.catalogue() {
        let written = writeln!(
            rows,
            "<section id=\"{code}\"><h2><code>{code}</code> <small>{status}</small></h2><p>{meaning}</p></section>",
            code = escape(code),
            status = kind.http_status(),
            meaning = escape(meaning),
        );
        written.expect("writing into memory cannot fail");
    }
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Errors</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><main><h1>Errors</h1>\
         <p>Every refusal carries a code. Codes are stable; messages are not. \
         The number is the HTTP status beside it.</p>\n{rows}</main></body></html>\n"
    );
    answer("text/html; charset=utf-8", page)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
