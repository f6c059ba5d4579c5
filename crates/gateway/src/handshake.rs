//! `GET /api/socket`: from a request to a socket.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use axum::http::{Response, StatusCode};
use data_encoding::BASE64;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use sapa_api::http::{Connection, HttpState, Place, Stream, check_origin, fault_response, peer_of};
use sapa_api::{Peer, RequestError, Session, Who};
use sapa_kernel::{Fault, FaultKind};
use sha1::{Digest, Sha1};

use crate::outbox::Outbox;
use crate::socket::Socket;
use crate::switchboard::Switchboard;

/// What the accepting side appends to the key, RFC 6455 section 1.3.
const ACCEPT_SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// What the route needs.
#[derive(Clone)]
pub(crate) struct SocketState {
    pub(crate) http: HttpState,
    pub(crate) switchboard: Switchboard,
}

/// Answers the handshake and starts the socket's task.
pub(crate) async fn connect(
    State(state): State<SocketState>,
    mut request: Request,
) -> Response<Body> {
    let upgrade = hyper::upgrade::on(&mut request);
    match admit(&state, &request) {
        Ok((accept, peer, session)) => {
            let place = request.extensions().get::<Place>().cloned();
            let switchboard = state.switchboard.clone();
            state
                .switchboard
                .spawn(open(state.http, switchboard, upgrade, peer, session, place));
            switching(accept)
        }
        Err(fault) => fault_response(&fault),
    }
}

fn switching(accept: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    response
}

/// Checks origin, handshake and session.
fn admit(
    state: &SocketState,
    request: &Request,
) -> Result<(HeaderValue, Arc<Peer>, Session), Fault> {
    let HttpState {
        dispatcher,
        settings,
        ..
    } = &state.http;
    let headers = request.headers();
    check_origin(headers, dispatcher.settings(), settings)?;
    let accept = accept_key(headers)?;
    let connection = request.extensions().get::<Connection>().copied();
    let connection = connection.ok_or(RequestError::Internal)?;
    let query = request.uri().query();
    let peer = peer_of(dispatcher, settings, headers, query, connection)?;
    dispatcher.charge_stream(&peer)?;
    match &peer.who {
        Who::Person(session) => {
            let session = session.clone();
            Ok((accept, peer, session))
        }
        Who::Refused(fault) => Err(fault.clone()),
        Who::Nobody | Who::Machine | Who::Merchant(..) => Err(RequestError::NotSignedIn.into()),
    }
}

fn accept_key(headers: &HeaderMap) -> Result<HeaderValue, Fault> {
    let has = |name, wanted: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value: &HeaderValue| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|token| token.trim().eq_ignore_ascii_case(wanted))
    };
    let key = headers.get(SEC_WEBSOCKET_KEY);
    let key = key.filter(|key| {
        BASE64
            .decode(key.as_bytes())
            .is_ok_and(|key| key.len() == 16)
    });
    let valid =
        has(CONNECTION, "upgrade") && has(UPGRADE, "websocket") && has(SEC_WEBSOCKET_VERSION, "13");
    let (Some(key), true) = (key, valid) else {
        return Err(Fault::new(
            FaultKind::Malformed,
            "request.malformed",
            "this is a WebSocket, version 13",
        ));
    };
    let digest = Sha1::new()
        .chain_update(key.as_bytes())
        .chain_update(ACCEPT_SUFFIX)
        .finalize();
    HeaderValue::from_str(&BASE64.encode(&digest)).map_err(|_| RequestError::Internal.into())
}

/// Waits for the connection to be handed over, then runs the socket.
async fn open(
    http: HttpState,
    switchboard: Switchboard,
    upgrade: OnUpgrade,
    peer: Arc<Peer>,
    session: Session,
    place: Option<Place>,
) {
    let upgraded: Upgraded = match upgrade.await {
        Ok(upgraded) => upgraded,
        Err(error) => {
            tracing::debug!(%error, "a handshake was not finished");
            return;
        }
    };
    // The connection as it was accepted: hyper's buffers end here.
    let Ok(parts) = upgraded.downcast::<TokioIo<Stream>>() else {
        tracing::error!("a socket came over a connection of another kind");
        return;
    };
    let signed_in = &session.signed_in;
    let outbox = Arc::new(Outbox::new(
        signed_in.account,
        signed_in.session,
        switchboard.seconds(),
    ));
    let _joined = switchboard.join(Arc::clone(&outbox));
    let stream = parts.io.into_inner();
    let socket = Socket::new(
        stream,
        http.dispatcher,
        switchboard,
        peer,
        session,
        outbox,
        place,
    );
    Box::pin(socket.run(parts.read_buf)).await;
}
