//! Pictures: photos of messages that the caller can see, and people's pictures.
//!
//! A picture is named by where it stands, never by its key or hash, and the guard of that place decides. An
//! address always shows the same bytes, so browsers may keep them.

use std::ops::Range;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{Response, StatusCode};
use sapa_blobs::StoredFile;
use sapa_kernel::{AccountId, Coded, ConversationId, Fault, SignedIn};

use super::HttpState;
use super::credentials::{Connection, peer_of};
use super::problem::fault_response;
use super::uploads::inside;
use crate::caller::Caller;
use crate::context::{Peer, logged};

/// A year: what an address shows never changes.
pub(super) const KEPT: &str = "private, max-age=31536000, immutable";

/// A picture opened by itself is only a picture.
pub(super) const POLICY: &str = "default-src 'none'; sandbox";

/// A photo of a message: `/api/blobs/{conversation}/{message_no}/{index}?size=thumb|full`.
pub(crate) async fn photo(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    place: Result<Path<(String, String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let asker = asker(&state, connection, &headers, query.as_deref());
    let found = asker.and_then(|peer| {
        let actor = SignedIn::admit(&peer.who, &peer.visitor)?;
        let not_visible = || sapa_blobs::Error::NotVisible.fault();
        let Path((conversation, message_no, index)) = place.map_err(|_| not_visible())?;
        let conversation: ConversationId = conversation.parse().map_err(|_| not_visible())?;
        let message_no: u64 = message_no.parse().map_err(|_| not_visible())?;
        let index: usize = index.parse().map_err(|_| not_visible())?;
        let size = size_of(query.as_deref()).unwrap_or_else(|| "full".to_owned());
        let snapshot = state.dispatcher.cell().snapshot();
        let blob = sapa_chat::photo(&snapshot, &actor, conversation, message_no, index)
            .map_err(|error| logged(&error))?;
        blob.file(&size).cloned().ok_or_else(not_visible)
    });
    respond(&state, &headers, found).await
}

/// A person's picture: `/api/avatars/{account}/{version}?size=96|512`.
pub(crate) async fn avatar(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    place: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let asker = asker(&state, connection, &headers, query.as_deref());
    let found = asker.and_then(|peer| {
        let actor = SignedIn::admit(&peer.who, &peer.visitor);
        let size = size_of(query.as_deref()).unwrap_or_else(|| "96".to_owned());
        let found = avatar_file(&state, actor.as_ref().ok(), place, &size);
        // Whoever is not signed in hears that, and nothing of what there is.
        found.map_err(|fault| actor.err().unwrap_or(fault))
    });
    respond(&state, &headers, found).await
}

fn avatar_file(
    state: &HttpState,
    actor: Option<&SignedIn>,
    place: Result<Path<(String, String)>, PathRejection>,
    size: &str,
) -> Result<StoredFile, Fault> {
    let not_visible = || sapa_blobs::Error::NotVisible.fault();
    let Path((account, version)) = place.map_err(|_| not_visible())?;
    let account: AccountId = account.parse().map_err(|_| not_visible())?;
    let version: u32 = version.parse().map_err(|_| not_visible())?;
    let snapshot = state.dispatcher.cell().snapshot();
    sapa_accounts::avatar(&snapshot, actor, account, version, size).map_err(|error| logged(&error))
}

/// Who asks, with the picture charged to them.
pub(super) fn asker(
    state: &HttpState,
    connection: Connection,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Result<Arc<Peer>, Fault> {
    let peer = peer_of(
        &state.dispatcher,
        &state.settings,
        headers,
        query,
        connection,
    )?;
    state.dispatcher.charge_stream(&peer)?;
    Ok(peer)
}

pub(super) fn size_of(query: Option<&str>) -> Option<String> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "size")
        .map(|(_, value)| value.into_owned())
}

/// What a `Range` header asks for of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Whole,
    Part(Range<u64>),
    Unsatisfiable,
}

/// Reads a `Range` of one range of bytes, RFC 9110 section 14.2. What is not understood is ignored, as the
/// section asks.
pub(crate) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = range.split_once('-') else {
        return Wanted::Whole;
    };
    let part = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..size,
        (Err(_), Ok(count)) if first.trim().is_empty() => size.saturating_sub(count)..size,
        _ => return Wanted::Whole,
    };
    if part.is_empty() {
        return Wanted::Unsatisfiable;
    }
    Wanted::Part(part)
}

pub(super) async fn respond(
    state: &HttpState,
    headers: &HeaderMap,
    found: Result<StoredFile, Fault>,
) -> Response<Body> {
    let file = match found {
        Ok(file) => file,
        Err(fault) => return fault_response(&fault),
    };
    let tag = format!("\"{}\"", file.key);
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let known = text(IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',')
            .any(|known| known.trim() == tag || known == "*")
    });
    let mut response = if known {
        status(StatusCode::NOT_MODIFIED)
    } else {
        let same = text(IF_RANGE).is_none_or(|known| known == tag);
        match wanted(text(RANGE).filter(|_| same), file.bytes) {
            Wanted::Unsatisfiable => {
                let mut response = status(StatusCode::RANGE_NOT_SATISFIABLE);
                let range = format!("bytes */{}", file.bytes);
                put(&mut response, CONTENT_RANGE, &range);
                return response;
            }
            Wanted::Whole => read(state, &file, None).await,
            Wanted::Part(range) => read(state, &file, Some(range)).await,
        }
    };
    if response.status().is_server_error() {
        return response;
    }
    put(&mut response, ETAG, &tag);
    put(&mut response, CACHE_CONTROL, KEPT);
    put(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    response
}

async fn read(state: &HttpState, file: &StoredFile, range: Option<Range<u64>>) -> Response<Body> {
    let partial = range.is_some();
    let reading = match state.uploads.storage().read(&file.key, range).await {
        Ok(reading) => reading,
        Err(error) => return fault_response(&inside("a stored file cannot be read", &error)),
    };
    let length = reading.range.end - reading.range.start;
    let mut response = Response::new(Body::from_stream(reading.bytes));
    put(&mut response, CONTENT_TYPE, &file.content_type);
    put(&mut response, ACCEPT_RANGES, "bytes");
    put(&mut response, CONTENT_LENGTH, &length.to_string());
    if partial {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let (first, last) = (reading.range.start, reading.range.end.saturating_sub(1));
        let range = format!("bytes {first}-{last}/{}", reading.size);
        put(&mut response, CONTENT_RANGE, &range);
    }
    response
}

pub(super) fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

pub(super) fn put(response: &mut Response<Body>, name: axum::http::HeaderName, value: &str) {
    // Keys, media types and numbers are visible ASCII; anything else is left out rather than sent wrong.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
