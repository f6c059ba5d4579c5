//! Operations over HTTP, on connections that are kept and reused.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::wire::{BulkAccounts, Conversation, HistoryPage, Sent, SignedIn, SignedUp, Uploaded};
use crate::{Endpoint, Error, Refusal, Socket};
use sapa_kernel::{AccountId, ConversationId};

/// Connections that are kept for the next call; more are closed.
const MAX_IDLE_CONNECTIONS: usize = 16;
/// The first pause between attempts to connect; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
/// The longest pause between attempts to connect.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// A caller of operations over HTTP. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct Client {
    shared: Arc<Shared>,
    token: Option<Arc<str>>,
}

#[derive(Debug)]
struct Shared {
    endpoint: Endpoint,
    idle: Mutex<VecDeque<SendRequest<Full<Bytes>>>>,
}

/// A reply with the sequence that it was true at.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    /// The operation's output.
    pub value: T,
    /// The `Sapa-Seq` header, if sent.
    pub seq: Option<u64>,
}

/// A reply as it came, for tests that look at bytes and headers.
#[derive(Debug, Clone)]
pub struct RawReply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: hyper::HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Client {
    /// A caller of the cell at `http://host:port`, not signed in. Nothing is connected yet.
    pub fn new(url: &str) -> Result<Self, Error> {
        Ok(Self {
            shared: Arc::new(Shared {
                endpoint: Endpoint::parse(url)?,
                idle: Mutex::default(),
            }),
            token: None,
        })
    }

    /// The same cell and connections, as the holder of this token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            shared: self.shared.clone(),
            token: Some(token.into()),
        }
    }

    /// Where the cell listens.
    pub fn endpoint(&self) -> &Endpoint {
        &self.shared.endpoint
    }

    /// The token that calls carry.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Opens a socket as the holder of this client's token.
    pub async fn socket(&self) -> Result<Socket, Error> {
        Socket::connect(&self.shared.endpoint, self.token()).await
    }

    /// The same, again and again with growing pauses for as long as the cell is away, as a phone does. Whatever
    /// is not a failed connection ends it: a session that is no longer good, for instance.
    pub async fn socket_when_up(&self) -> Result<Socket, Error> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.socket().await {
                Err(error) if error.is_transient() => {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                other => return other,
            }
        }
    }

    /// Calls an operation and reads its output as `T`.
    pub async fn call<T: DeserializeOwned>(
        &self,
        operation: &str,
        input: impl Serialize,
    ) -> Result<T, Error> {
        Ok(self.call_with_seq(operation, input).await?.value)
    }

    /// The same, with the sequence that the reply was true at.
    pub async fn call_with_seq<T: DeserializeOwned>(
        &self,
        operation: &str,
        input: impl Serialize,
    ) -> Result<Reply<T>, Error> {
        let body = serde_json::to_vec(&input)?;
        let request = self
            .request(Method::POST, &format!("/api/{operation}"))
            .header(CONTENT_TYPE, "application/json")
            .header("Sapa-Session", "token");
        let reply = self.raw(request, Bytes::from(body)).await?;
        let seq = reply
            .headers
            .get("sapa-seq")
            .and_then(|value| value.to_str().ok()?.parse().ok());
        if reply.status != StatusCode::OK {
            return Err(refusal(&reply));
        }
        Ok(Reply {
            value: serde_json::from_slice(&reply.body)?,
            seq,
        })
    }

    /// Fetches a path as it is.
    pub async fn get(&self, path: &str) -> Result<RawReply, Error> {
        let request = self.request(Method::GET, path);
        self.raw(request, Bytes::new()).await
    }

    /// Posts bytes to a path as they are, with headers of the test's own.
    pub async fn post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<RawReply, Error> {
        let mut request = self.request(Method::POST, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.raw(request, body.into()).await
    }

    fn request(&self, method: Method, path: &str) -> hyper::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.shared.endpoint.authority());
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        request
    }

    /// Sends on a kept connection, else on a new one. A kept connection that the cell had closed meanwhile is
    /// not an answer, but only when the request never left may it be sent again.
    async fn raw(
        &self,
        request: hyper::http::request::Builder,
        body: Bytes,
    ) -> Result<RawReply, Error> {
        let request = request
            .body(Full::new(body))
            .map_err(|error| Error::Unexpected(error.to_string()))?;
        let mut unsent = request;
        while let Some(mut kept) = self.take_idle() {
            if kept.ready().await.is_err() {
                continue;
            }
            match kept.try_send_request(unsent).await {
                Ok(response) => return self.finish(kept, response).await,
                Err(mut failure) => match failure.take_message() {
                    Some(request) => unsent = request,
                    None => return Err(failure.into_error().into()),
                },
            }
        }
        let mut fresh = self.connect().await?;
        let response = fresh.send_request(unsent).await?;
        self.finish(fresh, response).await
    }

    async fn finish(
        &self,
        connection: SendRequest<Full<Bytes>>,
        response: hyper::Response<hyper::body::Incoming>,
    ) -> Result<RawReply, Error> {
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        let mut idle = self.idle();
        if !connection.is_closed() && idle.len() < MAX_IDLE_CONNECTIONS {
            idle.push_back(connection);
        }
        Ok(RawReply {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, VecDeque<SendRequest<Full<Bytes>>>> {
        self.shared
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn take_idle(&self) -> Option<SendRequest<Full<Bytes>>> {
        self.idle().pop_front()
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, Error> {
        let endpoint = &self.shared.endpoint;
        let stream = TcpStream::connect((endpoint.host(), endpoint.port())).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Its error reaches the caller through the sender.
        tokio::spawn(connection);
        Ok(sender)
    }
}

fn refusal(reply: &RawReply) -> Error {
    match serde_json::from_slice::<Refusal>(&reply.body) {
        Ok(mut refusal) => {
            refusal.status = reply.status.as_u16();
            Error::Refused(refusal)
        }
        Err(_) => Error::Unexpected(format!(
            "status {} with {} bytes that are no problem document",
            reply.status,
            reply.body.len()
        )),
    }
}

/// The operations that tests and load use most, by name.
impl Client {
    /// `accounts.setup`: the first operator, by the one-time token of the first start.
    pub async fn setup(
        &self,
        token: &str,
        handle: &str,
        password: &str,
    ) -> Result<SignedUp, Error> {
        let input =
            json!({"token": token, "handle": handle, "display_name": handle, "password": password});
        self.call("accounts.setup", input).await
    }

    /// `accounts.register`.
    pub async fn register(
        &self,
        handle: &str,
        password: &str,
        invitation: Option<&str>,
    ) -> Result<SignedUp, Error> {
        let mut input = json!({"handle": handle, "display_name": handle, "password": password});
        if let Some(code) = invitation {
            input["invitation"] = code.into();
        }
        self.call("accounts.register", input).await
    }

    /// `accounts.sign_in`.
    pub async fn sign_in(&self, handle: &str, password: &str) -> Result<SignedIn, Error> {
        let input = json!({"handle": handle, "password": password});
        self.call("accounts.sign_in", input).await
    }

    /// `accounts.create_in_bulk`, with the operator token.
    pub async fn create_in_bulk(&self, prefix: &str, count: usize) -> Result<BulkAccounts, Error> {
        let input = json!({"prefix": prefix, "count": count});
        self.call("accounts.create_in_bulk", input).await
    }

    /// `contacts.befriend_in_bulk`, with the operator token: a direct conversation for each pair.
    pub async fn befriend_in_bulk(
        &self,
        pairs: &[(AccountId, AccountId)],
    ) -> Result<Vec<ConversationId>, Error> {
        #[derive(serde::Deserialize)]
        struct Output {
            conversations: Vec<ConversationId>,
        }
        let output: Output = self
            .call("contacts.befriend_in_bulk", json!({"pairs": pairs}))
            .await?;
        Ok(output.conversations)
    }

    /// `chat.create_group_in_bulk`, with the operator token.
    pub async fn create_group_in_bulk(
        &self,
        owner: AccountId,
        members: &[AccountId],
        name: &str,
    ) -> Result<ConversationId, Error> {
        #[derive(serde::Deserialize)]
        struct Output {
            conversation: ConversationId,
        }
        let input = json!({"owner": owner, "members": members, "name": name});
        let output: Output = self.call("chat.create_group_in_bulk", input).await?;
        Ok(output.conversation)
    }

    /// `chat.send` of a text.
    pub async fn send_text(
        &self,
        conversation: ConversationId,
        client_id: &str,
        text: &str,
    ) -> Result<Sent, Error> {
        self.call("chat.send", text_message(conversation, client_id, text))
            .await
    }

    /// `chat.history`: up to a hundred messages after a number, ascending.
    pub async fn history_after(
        &self,
        conversation: ConversationId,
        after: u64,
    ) -> Result<HistoryPage, Error> {
        let input = json!({"conversation": conversation, "after": after, "limit": 100});
        self.call("chat.history", input).await
    }

    /// `chat.conversation`.
    pub async fn conversation(&self, conversation: ConversationId) -> Result<Conversation, Error> {
        let input = json!({"conversation": conversation});
        self.call("chat.conversation", input).await
    }

    /// Uploads bytes for `photo` or `avatar`.
    pub async fn upload(&self, purpose: &str, bytes: impl Into<Bytes>) -> Result<Uploaded, Error> {
        let path = format!("/api/uploads?purpose={purpose}");
        let reply = self.post(&path, &[], bytes).await?;
        if reply.status != StatusCode::OK {
            return Err(refusal(&reply));
        }
        Ok(serde_json::from_slice(&reply.body)?)
    }
}

/// The input of `chat.send` for a text.
pub(crate) fn text_message(conversation: ConversationId, client_id: &str, text: &str) -> Value {
    json!({
        "conversation": conversation,
        "client_id": client_id,
        "body": {"kind": "text", "text": text},
    })
}
