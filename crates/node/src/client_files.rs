//! The web client's files, built into the binary.
//!
//! A debug build reads them from the source tree at each request, so that a rebuilt client is seen at once.
//! A build without a client is a server all the same; it says so to whoever opens it.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{Method, Response, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/app/dist"]
#[allow_missing = true]
struct ClientFiles;

/// The page that opens every route of the client.
const INDEX: &str = "index.html";

/// Files in here carry a hash of their content in their name.
const HASHED: &str = "assets/";

const MISSING: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sapa</title>\
    <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/api/docs.css\"></head>\
    <body><main><h1>This server was built without the web client</h1>\
    <p>Build it with <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>, then build the server \
    again; <code>make run</code> does both. The operations work: <a href=\"/api/docs\">see them here</a>.</p>\
    </main></body></html>\n";

/// Everything that no other route serves.
pub(crate) fn routes() -> Router {
    Router::new().fallback(serve)
}

async fn serve(request: Request) -> Response<Body> {
    let path = request.uri().path().trim_start_matches('/');
    if path.starts_with("api/") {
        return sapa_api::http::fault_response(&sapa_api::Error::UnknownOperation.into());
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let is_route = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let name = if is_route { INDEX } else { path };
    match found(name, request.headers()) {
        Some(response) => response,
        None if is_route => missing_client(),
        None => status(StatusCode::NOT_FOUND),
    }
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn missing_client() -> Response<Body> {
    let mut response = Response::new(Body::from(MISSING));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The file, in the smallest encoding that the browser takes and the build made.
fn found(name: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let plain = ClientFiles::get(name)?;
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let takes = |coding: &str| {
        accepted
            .split(',')
            .filter_map(|part| part.split(';').next())
            .any(|part| part.trim() == coding)
    };
    let encoded = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| takes(coding))
        .find_map(|(coding, ending)| {
            ClientFiles::get(&format!("{name}.{ending}")).map(|file| (file, Some(coding)))
        });
    let tag = tag(&plain);
    let (file, coding) = encoded.unwrap_or((plain, None));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = if known {
        status(StatusCode::NOT_MODIFIED)
    } else {
        Response::new(Body::from(file.data))
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let kept = if name.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response)
}

/// Weak: the same for all encodings of a file.
fn tag(file: &EmbeddedFile) -> String {
    let hash = &file.metadata.sha256_hash()[..12];
    format!("W/\"{}\"", data_encoding::HEXLOWER.encode(hash))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
