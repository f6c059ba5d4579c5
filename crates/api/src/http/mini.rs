//! Files and icons of mini programs.
//!
//! A file is named by its SHA-256, so browsers may keep it for ever; whether somebody may have it is decided by the versions
//! that have it. What comes is never a document, a script or a style: the client knows from the manifest what it is, and
//! no page of the cell can be made to load it as such.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, HeaderMap, HeaderName, IF_NONE_MATCH,
};
use axum::http::{Response, StatusCode};
use data_encoding::HEXLOWER;
use sapa_kernel::{Coded, Fault};
use sapa_mini::{AppId, Error, Found, Viewer};

use super::HttpState;
use super::blobs::{KEPT, POLICY, asker, put, respond, size_of, status};
use super::credentials::Connection;
use super::problem::fault_response;
use super::uploads::inside;
use crate::caller::Who;
use crate::context::{Peer, logged};

/// Who looks, as far as files are concerned.
fn viewer(peer: &Arc<Peer>) -> Viewer {
    match &peer.who {
        Who::Person(session) => Viewer {
            account: Some(session.signed_in.account),
            operator: session.operator,
        },
        Who::Machine => Viewer {
            account: None,
            operator: true,
        },
        Who::Merchant(..) | Who::Nobody | Who::Refused(_) => Viewer::default(),
    }
}

/// A file of a program: `/api/mini/files/{app_id}/{sha256}`.
pub(crate) async fn file(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    place: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let asker = asker(&state, connection, &headers, query.as_deref());
    let found = asker.and_then(|peer| {
        let not_found = || Error::NotFound("file").fault();
        let Path((app, sha256)) = place.map_err(|_| not_found())?;
        let app: AppId = app.parse().map_err(|_| not_found())?;
        let hash = HEXLOWER
            .decode(sha256.as_bytes())
            .map_err(|_| not_found())?;
        let hash: [u8; 32] = hash.try_into().map_err(|_| not_found())?;
        let snapshot = state.dispatcher.cell().snapshot();
        let found = sapa_mini::file(&snapshot, viewer(&peer), app, &hash)
            .map_err(|error| logged(&error))?;
        Ok((found, sha256))
    });
    let (found, sha256) = match found {
        Ok(found) => found,
        Err(fault) => return fault_response(&fault),
    };
    let tag = format!("\"{sha256}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|tags| {
        let tags = tags.to_str().unwrap_or_default();
        tags.split(',').any(|known| known.trim() == tag)
    });
    let mut response = if known {
        status(StatusCode::NOT_MODIFIED)
    } else {
        match body(&state, &found).await {
            Ok(response) => response,
            Err(fault) => return fault_response(&fault),
        }
    };
    put(&mut response, ETAG, &tag);
    put(&mut response, CACHE_CONTROL, KEPT);
    put(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    put(&mut response, CONTENT_DISPOSITION, "attachment");
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    put(&mut response, resource_policy, "same-origin");
    response
}

async fn body(state: &HttpState, found: &Found) -> Result<Response<Body>, Fault> {
    let mut response = if found.bytes == 0 {
        status(StatusCode::OK)
    } else {
        let range = found.offset..found.offset + found.bytes;
        let storage = state.uploads.storage();
        let reading = storage.read(&found.pack.key, Some(range)).await;
        let reading = reading.map_err(|error| inside("a package cannot be read", &error))?;
        Response::new(Body::from_stream(reading.bytes))
    };
    put(&mut response, CONTENT_TYPE, "application/octet-stream");
    put(&mut response, CONTENT_LENGTH, &found.bytes.to_string());
    Ok(response)
}

/// The icon of a program: `/api/mini/icons/{app_id}/{version}?size=96|512`.
pub(crate) async fn icon(
    State(state): State<HttpState>,
    Extension(connection): Extension<Connection>,
    place: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let asker = asker(&state, connection, &headers, query.as_deref());
    let found = asker.and_then(|peer| {
        let not_found = || Error::NotFound("icon").fault();
        let Path((app, version)) = place.map_err(|_| not_found())?;
        let app: AppId = app.parse().map_err(|_| not_found())?;
        let version: u32 = version.parse().map_err(|_| not_found())?;
        let size = size_of(query.as_deref()).unwrap_or_else(|| "96".to_owned());
        let snapshot = state.dispatcher.cell().snapshot();
        sapa_mini::icon(&snapshot, viewer(&peer), app, version, &size)
            .map_err(|error| logged(&error))
    });
    respond(&state, &headers, found).await
}
