//! Operations and pushes over one WebSocket.

use std::collections::HashMap;

use futures_util::{SinkExt, StreamExt};
use sapa_kernel::{AccountId, ConversationId, SessionId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message as Frame};

use crate::client::text_message;
use crate::{Endpoint, Error, Refusal, Reply, Sent};

/// Pushes that may wait to be taken. A holder that takes none and lets this many gather is cut off, as the
/// cell would do with a slow device.
const MAX_WAITING_PUSHES: usize = 1 << 16;

/// The cell's first frame.
#[derive(Debug, Clone, Deserialize)]
pub struct Hello {
    /// Who the token belongs to.
    pub account: AccountId,
    /// On which device.
    pub session: SessionId,
    /// The cell's sequence from which on pushes come.
    pub seq: u64,
    /// How often the cell pings.
    pub heartbeat_seconds: u64,
}

/// Something that happened, as the cell pushed it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Push {
    /// The entry it belongs to; zero for live ones, which are in no entry.
    #[serde(default)]
    pub seq: u64,
    /// Its place among the entry's events.
    #[serde(default)]
    pub index: u64,
    /// `{type: …}`.
    pub event: Value,
}

impl Push {
    /// The event's type.
    pub fn kind(&self) -> &str {
        self.event
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// One open WebSocket. Calls may be made from many tasks at once through [`Socket::call`]; pushes are taken one
/// by one. Dropping it closes the connection.
#[derive(Debug)]
pub struct Socket {
    hello: Hello,
    commands: mpsc::UnboundedSender<Command>,
    pushes: mpsc::Receiver<Push>,
}

type Answer = oneshot::Sender<Result<(Value, Option<u64>), Error>>;

#[derive(Debug)]
enum Command {
    Call {
        operation: String,
        input: Value,
        key: Option<String>,
        answer: Answer,
    },
    Raw(String),
}

impl Socket {
    pub(crate) async fn connect(endpoint: &Endpoint, token: Option<&str>) -> Result<Self, Error> {
        let stream = TcpStream::connect((endpoint.host(), endpoint.port())).await?;
        stream.set_nodelay(true)?;
        let mut request = format!("ws://{}/api/socket", endpoint.authority())
            .into_client_request()
            .map_err(failed)?;
        if let Some(token) = token {
            let value = format!("Bearer {token}")
                .parse()
                .map_err(|_| Error::Unexpected("the token has odd characters".into()))?;
            request.headers_mut().insert("Authorization", value);
        }
        let (mut stream, _) = tokio_tungstenite::client_async(request, stream)
            .await
            .map_err(refused_upgrade)?;
        let hello = read_hello(&mut stream).await?;
        let (commands, inbox) = mpsc::unbounded_channel();
        let (outbox, pushes) = mpsc::channel(MAX_WAITING_PUSHES);
        let driver = Driver {
            stream,
            waiting: HashMap::new(),
            outbox,
            next_id: 1,
        };
        tokio::spawn(driver.run(inbox));
        Ok(Self {
            hello,
            commands,
            pushes,
        })
    }

    /// What the cell said first.
    pub fn hello(&self) -> &Hello {
        &self.hello
    }

    /// Calls an operation.
    pub async fn call<T: DeserializeOwned>(
        &self,
        operation: &str,
        input: impl Serialize,
    ) -> Result<T, Error> {
        Ok(self.call_with_seq(operation, input, None).await?.value)
    }

    /// Calls an operation, with an idempotency key if given, and says which sequence the reply was true at.
    pub async fn call_with_seq<T: DeserializeOwned>(
        &self,
        operation: &str,
        input: impl Serialize,
        key: Option<&str>,
    ) -> Result<Reply<T>, Error> {
        let (answer, reply) = oneshot::channel();
        let command = Command::Call {
            operation: operation.to_owned(),
            input: serde_json::to_value(input)?,
            key: key.map(str::to_owned),
            answer,
        };
        self.commands.send(command).map_err(|_| closed())?;
        let (value, seq) = reply.await.map_err(|_| closed())??;
        Ok(Reply {
            value: serde_json::from_value(value)?,
            seq,
        })
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

    /// Sends a text frame as it is, for tests of bad input. A reply with an unknown id is dropped.
    pub fn send_raw(&self, frame: impl Into<String>) -> Result<(), Error> {
        self.commands
            .send(Command::Raw(frame.into()))
            .map_err(|_| closed())
    }

    /// The next push; none once the connection has ended and all pushes are taken.
    pub async fn next_push(&mut self) -> Option<Push> {
        self.pushes.recv().await
    }

    /// A push that already waits.
    pub fn waiting_push(&mut self) -> Option<Push> {
        self.pushes.try_recv().ok()
    }
}

fn closed() -> Error {
    Error::Connection("the socket has closed".into())
}

fn failed(error: tungstenite::Error) -> Error {
    Error::Connection(error.to_string())
}

/// An upgrade is refused by an ordinary HTTP answer, which says why.
fn refused_upgrade(error: tungstenite::Error) -> Error {
    let tungstenite::Error::Http(response) = error else {
        return failed(error);
    };
    let status = response.status().as_u16();
    let body = response.body().as_deref().unwrap_or_default();
    match serde_json::from_slice::<Refusal>(body) {
        Ok(refusal) => Error::Refused(Refusal { status, ..refusal }),
        Err(_) => Error::Unexpected(format!("the upgrade was answered with status {status}")),
    }
}

async fn read_hello(stream: &mut WebSocketStream<TcpStream>) -> Result<Hello, Error> {
    #[derive(Deserialize)]
    struct First {
        hello: Hello,
    }
    loop {
        match stream.next().await {
            Some(Ok(Frame::Text(text))) => {
                return Ok(serde_json::from_str::<First>(text.as_str())?.hello);
            }
            Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
            Some(Ok(other)) => {
                return Err(Error::Unexpected(format!(
                    "instead of hello came {other:?}"
                )));
            }
            Some(Err(error)) => return Err(failed(error)),
            None => return Err(closed()),
        }
    }
}

/// A frame from the cell: a reply has an id, a push an event.
#[derive(Deserialize)]
struct Incoming {
    id: Option<u64>,
    ok: Option<Value>,
    error: Option<Refusal>,
    seq: Option<u64>,
    #[serde(default)]
    index: u64,
    event: Option<Value>,
}

struct Driver {
    stream: WebSocketStream<TcpStream>,
    waiting: HashMap<u64, Answer>,
    outbox: mpsc::Sender<Push>,
    next_id: u64,
}

impl Driver {
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Command>) {
        let why = loop {
            tokio::select! {
                command = inbox.recv() => match command {
                    Some(command) => {
                        if let Err(error) = self.send(command, &mut inbox).await {
                            break error.to_string();
                        }
                    }
                    None => {
                        // The holder is gone; the cell hears a close rather than silence.
                        let _ = self.stream.close(None).await;
                        return;
                    }
                },
                frame = self.stream.next() => match frame {
                    Some(Ok(frame)) => {
                        if let Err(why) = self.receive(&frame) {
                            break why;
                        }
                    }
                    Some(Err(error)) => break error.to_string(),
                    None => break "the cell closed the socket".to_owned(),
                },
            }
        };
        for (_, answer) in self.waiting.drain() {
            let _ = answer.send(Err(Error::Connection(why.clone())));
        }
    }

    /// Writes this command and those that already wait behind it, with one flush.
    async fn send(
        &mut self,
        first: Command,
        inbox: &mut mpsc::UnboundedReceiver<Command>,
    ) -> Result<(), tungstenite::Error> {
        let mut next = Some(first);
        while let Some(command) = next {
            let text = match command {
                Command::Raw(text) => text,
                Command::Call {
                    operation,
                    input,
                    key,
                    answer,
                } => {
                    let id = self.next_id;
                    self.next_id += 1;
                    self.waiting.insert(id, answer);
                    let mut frame = serde_json::json!({"id": id, "op": operation, "input": input});
                    if let Some(key) = key {
                        frame["key"] = key.into();
                    }
                    frame.to_string()
                }
            };
            self.stream.feed(Frame::text(text)).await?;
            next = inbox.try_recv().ok();
        }
        self.stream.flush().await
    }

    fn receive(&mut self, frame: &Frame) -> Result<(), String> {
        let Frame::Text(text) = frame else {
            // Pings are answered by the library; a close ends the stream by itself.
            return Ok(());
        };
        let incoming: Incoming = serde_json::from_str(text.as_str())
            .map_err(|error| format!("a frame from the cell is not understood: {error}"))?;
        if let Some(event) = incoming.event {
            let push = Push {
                seq: incoming.seq.unwrap_or_default(),
                index: incoming.index,
                event,
            };
            return match self.outbox.try_send(push) {
                Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
                Err(mpsc::error::TrySendError::Full(_)) => {
                    Err(format!("{MAX_WAITING_PUSHES} pushes were not taken"))
                }
            };
        }
        let Some(answer) = incoming.id.and_then(|id| self.waiting.remove(&id)) else {
            return Ok(());
        };
        let result = match (incoming.error, incoming.ok) {
            (Some(refusal), _) => Err(Error::Refused(refusal)),
            (None, Some(value)) => Ok((value, incoming.seq)),
            (None, None) => Ok((Value::Null, incoming.seq)),
        };
        let _ = answer.send(result);
        Ok(())
    }
}
