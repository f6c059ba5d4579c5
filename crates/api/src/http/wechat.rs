//! What servers of mini programs ask, by WeChat's addresses and in WeChat's JSON: every answer has status 200, and a refusal is
//! `{"errcode":…,"errmsg":"…"}`.
//!
//! Nobody's session counts here. A server proves what it is by the AppSecret or by an access token.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Response};
use http_body_util::{BodyExt, Limited};
use sapa_kernel::{Fault, Visitor};
use sapa_mini::WeChatError;
use sapa_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::HttpState;
use super::credentials::{Connection, client_address};
use crate::caller::{Access, Who};
use crate::context::{Context, Peer, Transport};

/// Bytes of a body: 64 KiB.
const MAX_BODY: usize = 64 << 10;

/// How long a server may take to send one.
const SEND_WITHIN: Duration = Duration::from_secs(30);

/// A refusal, or that the cell cannot answer now.
enum Refused {
    WeChat(WeChatError),
    Unavailable,
}

impl From<WeChatError> for Refused {
    fn from(error: WeChatError) -> Self {
        Self::WeChat(error)
    }
}

impl From<Fault> for Refused {
    fn from(_: Fault) -> Self {
        Self::Unavailable
    }
}

fn answer(result: Result<impl Serialize, Refused>) -> Response<Body> {
    let refused =
        |errcode: i32, errmsg: &str| json!({ "errcode": errcode, "errmsg": errmsg }).to_string();
    let body = match result {
        Ok(value) => serde_json::to_string(&value).expect("texts and numbers are JSON"),
        Err(Refused::WeChat(WeChatError::System(error))) => {
            tracing::error!(%error, "a program's server was not answered");
            refused(-1, "system error")
        }
        Err(Refused::WeChat(error)) => refused(error.errcode(), &error.to_string()),
        Err(Refused::Unavailable) => refused(-1, "system error"),
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/json; encoding=utf-8");
    headers.insert(CONTENT_TYPE, json);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The surroundings of a request, charged to its address.
fn context(state: &HttpState, head: &Parts) -> Result<Context, Refused> {
    let Some(connection) = head.extensions.get::<Connection>().copied() else {
        return Err(Refused::Unavailable);
    };
    let (address, _) = client_address(&head.headers, connection, &state.settings);
    let peer = Arc::new(Peer {
        who: Who::Nobody,
        visitor: Visitor {
            address: address.to_string(),
            agent: String::new(),
        },
        transport: Transport {
            address: Some(address),
            ..Transport::default()
        },
    });
    if state.dispatcher.charge_stream(&peer).is_err() {
        return Err(WeChatError::MinuteQuota.into());
    }
    Ok(state.dispatcher.context(peer, Access::Anonymous))
}

/// The first value of each name of the query.
fn query(head: &Parts) -> HashMap<String, String> {
    let mut values = HashMap::new();
    let query = head.uri.query().unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        values
            .entry(name.into_owned())
            .or_insert_with(|| value.into_owned());
    }
    values
}

fn value<'q>(query: &'q HashMap<String, String>, name: &str) -> &'q str {
    query.get(name).map_or("", String::as_str)
}

async fn body<T: for<'de> Deserialize<'de>>(body: Body) -> Result<T, WeChatError> {
    let received = tokio::time::timeout(SEND_WITHIN, Limited::new(body, MAX_BODY).collect()).await;
    let Ok(Ok(received)) = received else {
        return Err(WeChatError::Format);
    };
    // An object, and not the list of its values that serde would take as well.
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&received.to_bytes()).map_err(|_| WeChatError::Format)?;
    serde_json::from_value(object.into()).map_err(|_| WeChatError::Format)
}

/// Runs a transaction whose refusals are values.
async fn write<T: Send + 'static>(
    context: &Context,
    run: impl FnOnce(&mut Tx<'_>) -> Result<T, WeChatError> + Send + 'static,
) -> Result<T, Refused> {
    let ran = context
        .write(move |tx| match run(tx) {
            Err(WeChatError::System(error)) => Err::<_, StoreError>(error),
            other => Ok(other),
        })
        .await?;
    Ok(ran?)
}

/// `GET /sns/jscode2session?appid=&secret=&js_code=&grant_type=authorization_code`.
pub(crate) async fn code_to_session(
    State(state): State<HttpState>,
    request: Request,
) -> Response<Body> {
    let (head, _) = request.into_parts();
    answer(exchange(&state, &head).await)
}

async fn exchange(state: &HttpState, head: &Parts) -> Result<sapa_mini::LoggedIn, Refused> {
    let context = context(state, head)?;
    if head.method != Method::GET {
        return Err(WeChatError::RequireGet.into());
    }
    let query = query(head);
    let settings = Arc::clone(context.settings());
    write(&context, move |tx| {
        sapa_mini::code_to_session(
            tx,
            value(&query, "appid"),
            value(&query, "secret"),
            value(&query, "js_code"),
            value(&query, "grant_type"),
            &settings.mini.keys,
        )
    })
    .await
}

/// `GET /cgi-bin/token?grant_type=client_credential&appid=&secret=`.
pub(crate) async fn token(State(state): State<HttpState>, request: Request) -> Response<Body> {
    let (head, _) = request.into_parts();
    answer(plain(&state, &head).await)
}

async fn plain(state: &HttpState, head: &Parts) -> Result<sapa_mini::AccessToken, Refused> {
    let context = context(state, head)?;
    if head.method != Method::GET {
        return Err(WeChatError::RequireGet.into());
    }
    let query = query(head);
    let settings = Arc::clone(context.settings());
    write(&context, move |tx| {
        sapa_mini::token(
            tx,
            value(&query, "appid"),
            value(&query, "secret"),
            value(&query, "grant_type"),
            &settings.mini.keys,
        )
    })
    .await
}

#[derive(Deserialize)]
struct StableToken {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    appid: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    force_refresh: bool,
}

/// `POST /cgi-bin/stable_token` with `grant_type`, `appid`, `secret` and perhaps `force_refresh` as JSON.
pub(crate) async fn stable_token(
    State(state): State<HttpState>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    answer(stable(&state, &head, body).await)
}

async fn stable(
    state: &HttpState,
    head: &Parts,
    sent: Body,
) -> Result<sapa_mini::AccessToken, Refused> {
    let context = context(state, head)?;
    if head.method != Method::POST {
        return Err(WeChatError::RequirePost.into());
    }
    let asked: StableToken = body(sent).await?;
    let settings = Arc::clone(context.settings());
    write(&context, move |tx| {
        sapa_mini::stable_token(
            tx,
            &asked.appid,
            &asked.secret,
            &asked.grant_type,
            asked.force_refresh,
            &settings.mini.keys,
        )
    })
    .await
}

#[derive(Deserialize, Default)]
struct CheckSession {
    #[serde(default)]
    openid: String,
    #[serde(default)]
    signature: String,
    #[serde(default)]
    sig_method: String,
}

/// `GET|POST /wxa/checksession?access_token=` with `openid`, `signature` and `sig_method=hmac_sha256` in the query, or as
/// JSON.
pub(crate) async fn check_session(
    State(state): State<HttpState>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    answer(check(&state, &head, body).await)
}

async fn check(state: &HttpState, head: &Parts, sent: Body) -> Result<serde_json::Value, Refused> {
    let context = context(state, head)?;
    let query = query(head);
    let posted: CheckSession = if head.method == Method::POST {
        body(sent).await?
    } else {
        CheckSession::default()
    };
    let either = |posted: &str, name: &str| match posted {
        "" => value(&query, name).to_owned(),
        posted => posted.to_owned(),
    };
    let snapshot = context.snapshot();
    sapa_mini::check_login(
        &snapshot,
        value(&query, "access_token"),
        &either(&posted.openid, "openid"),
        &either(&posted.signature, "signature"),
        &either(&posted.sig_method, "sig_method"),
        &context.settings().mini.keys,
    )?;
    Ok(json!({ "errcode": 0, "errmsg": "ok" }))
}
