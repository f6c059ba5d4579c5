//! The JSON that goes over the socket.

use std::borrow::Cow;

use bytes::Bytes;
use sapa_api::{Failure, Reply};
use sapa_kernel::{AccountId, Fault, FaultKind, SessionId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::frame::{Close, text_frame, text_frame_of};

/// What a client sends: a call of an operation.
#[derive(Debug, Deserialize)]
pub(crate) struct Call<'a> {
    /// Comes back in the reply.
    pub(crate) id: u64,
    /// The operation's name.
    #[serde(borrow)]
    pub(crate) op: Cow<'a, str>,
    /// Its input; left out, it is `{}`.
    #[serde(borrow, default)]
    pub(crate) input: Option<&'a RawValue>,
    /// An idempotency key.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// The seq that the state must have reached.
    #[serde(default)]
    pub(crate) wait_seq: Option<u64>,
}

/// Why the server closes a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bye {
    /// It did not read fast enough. Connect again and sync.
    Slow,
    /// Its session ended.
    Revoked,
    /// What is known of its account is out of date. Connect again.
    Renewed,
    /// The server stops. Connect again shortly.
    Draining,
    /// The account has too many sockets.
    TooMany,
}

impl Bye {
    pub(crate) const fn close(self) -> Close {
        match self {
            Self::Slow => Close::TryAgain,
            Self::Revoked | Self::TooMany => Close::Policy,
            Self::Draining | Self::Renewed => Close::GoingAway,
        }
    }

    pub(crate) fn frame(self) -> Bytes {
        let text = match self {
            Self::Slow => r#"{"event":{"type":"bye","reason":"slow","resumable":true}}"#,
            Self::Revoked => r#"{"event":{"type":"bye","reason":"revoked","resumable":false}}"#,
            Self::Draining | Self::Renewed => {
                r#"{"event":{"type":"bye","reason":"draining","resumable":true}}"#
            }
            Self::TooMany => r#"{"event":{"type":"bye","reason":"too_many","resumable":false}}"#,
        };
        text_frame(text.as_bytes())
    }
}

#[derive(Serialize)]
struct Hello {
    hello: Greeting,
}

#[derive(Serialize)]
struct Greeting {
    account: AccountId,
    session: SessionId,
    seq: u64,
    heartbeat_seconds: u32,
}

/// The first frame of a socket.
pub(crate) fn hello(account: AccountId, session: SessionId, seq: u64, heartbeat: u32) -> Bytes {
    let hello = Hello {
        hello: Greeting {
            account,
            session,
            seq,
            heartbeat_seconds: heartbeat,
        },
    };
    let text = serde_json::to_vec(&hello).expect("ids and numbers are always JSON");
    text_frame(&text)
}

/// A stored event, as those who follow its topic receive it.
pub(crate) fn push(seq: u64, index: usize, event: &[u8]) -> Bytes {
    let head = format!(r#"{{"seq":{seq},"index":{index},"event":"#);
    text_frame_of(&[head.as_bytes(), event, b"}"])
}

/// A live event: it is not stored, so it has no seq.
pub(crate) fn live(event: &[u8]) -> Bytes {
    text_frame_of(&[br#"{"event":"#, event, b"}"])
}

/// The answer of a call.
pub(crate) fn answer(id: u64, result: Result<Reply, Failure>) -> Bytes {
    match result {
        Ok(reply) => {
            let head = format!(r#"{{"id":{id},"ok":"#);
            let tail = format!(r#","seq":{}}}"#, reply.seq);
            text_frame_of(&[head.as_bytes(), &reply.body, tail.as_bytes()])
        }
        Err(failure) => error(Some(id), &failure.fault, failure.seq),
    }
}

#[derive(Serialize)]
struct Refusal<'a> {
    id: Option<u64>,
    error: Problem<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<&'a serde_json::Value>,
}

/// A refusal; without an id when the call was not understood that far.
pub(crate) fn error(id: Option<u64>, fault: &Fault, seq: u64) -> Bytes {
    let refusal = Refusal {
        id,
        error: Problem {
            code: fault.code,
            message: &fault.message,
            details: fault.details.as_ref(),
        },
        seq: (seq > 0).then_some(seq),
    };
    let text = serde_json::to_vec(&refusal).expect("texts and JSON values are always JSON");
    text_frame(&text)
}

/// A frame that is no call.
pub(crate) fn malformed(message: impl Into<String>) -> Bytes {
    error(
        None,
        &Fault::new(FaultKind::Malformed, "request.malformed", message),
        0,
    )
}
