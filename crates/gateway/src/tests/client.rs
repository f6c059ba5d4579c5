//! A WebSocket client that can misbehave.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long a test waits for a frame that must come: longer than a heartbeat.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Frame {
    Text(Value),
    Ping,
    Pong(Vec<u8>),
    Close(u16),
    End,
}

/// Asks for an upgrade; returns the client and the status line.
pub(super) async fn handshake(address: SocketAddr, headers: &str) -> (Client, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /api/socket HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut client = Client {
        stream,
        buffer: Vec::new(),
    };
    let end = loop {
        if let Some(at) = client
            .buffer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
        {
            break at + 4;
        }
        assert!(
            client.more().await,
            "the server closed during the handshake"
        );
    };
    let head = String::from_utf8(client.buffer.drain(..end).collect()).unwrap();
    (client, head)
}

impl Client {
    pub(super) async fn connect(address: SocketAddr, token: &str) -> Self {
        let header = format!("Authorization: Bearer {token}\r\n");
        let (mut client, head) = handshake(address, &header).await;
        assert!(head.starts_with("HTTP/1.1 101"), "{head}");
        // The example of RFC 6455 section 1.3.
        assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
        let hello = client.json().await;
        assert!(hello["hello"]["seq"].is_u64(), "{hello}");
        client
    }

    async fn more(&mut self) -> bool {
        let mut bytes = [0; 16 << 10];
        let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut bytes)).await;
        let read = read
            .expect("the server said nothing for too long")
            .unwrap_or(0);
        self.buffer.extend_from_slice(&bytes[..read]);
        read > 0
    }

    async fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.buffer.len() < count {
            if !self.more().await {
                return None;
            }
        }
        Some(self.buffer.drain(..count).collect())
    }

    pub(super) async fn frame(&mut self) -> Frame {
        let Some(head) = self.take(2).await else {
            return Frame::End;
        };
        let length = match head[1] {
            126 => {
                let bytes = self.take(2).await.unwrap();
                usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))
            }
            127 => {
                let bytes = self.take(8).await.unwrap();
                bytes
                    .iter()
                    .fold(0, |length, byte| length << 8 | usize::from(*byte))
            }
            short => usize::from(short),
        };
        let payload = self.take(length).await.unwrap_or_default();
        match head[0] & 0x0f {
            0x1 => Frame::Text(serde_json::from_slice(&payload).unwrap()),
            0x8 => Frame::Close(u16::from_be_bytes([payload[0], payload[1]])),
            0x9 => Frame::Ping,
            0xa => Frame::Pong(payload),
            other => panic!("a frame of kind {other}"),
        }
    }

    /// The next text.
    pub(super) async fn json(&mut self) -> Value {
        match self.frame().await {
            Frame::Text(value) => value,
            other => panic!("{other:?} instead of a text"),
        }
    }

    /// The next text that satisfies a condition; others before it are thrown away.
    pub(super) async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let value = self.json().await;
            if wanted(&value) {
                return value;
            }
        }
    }

    /// What comes until the server closes: the last text and the close code.
    pub(super) async fn farewell(&mut self) -> (Option<Value>, Option<u16>) {
        let (mut last, mut code) = (None, None);
        loop {
            match self.frame().await {
                Frame::Text(value) => last = Some(value),
                Frame::Close(close) => {
                    code = Some(close);
                    let _ = self.stream.shutdown().await;
                }
                Frame::End => return (last, code),
                Frame::Ping | Frame::Pong(_) => {}
            }
        }
    }

    pub(super) async fn raw(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    pub(super) async fn send(&mut self, text: &str) {
        self.raw(&frame(0x81, text.as_bytes())).await;
    }

    pub(super) async fn call(&mut self, id: u64, op: &str, input: Value) -> Value {
        let call = serde_json::json!({ "id": id, "op": op, "input": input });
        self.send(&call.to_string()).await;
        self.until(|value| value["id"] == id).await
    }
}

/// A masked frame.
pub(super) fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match payload.len() {
        short @ 0..=125 => bytes.push(0x80 | u8::try_from(short).unwrap()),
        middle @ 126..=0xffff => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&u16::try_from(middle).unwrap().to_be_bytes());
        }
        long => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    let mask = [7, 77, 177, 27];
    bytes.extend_from_slice(&mask);
    bytes.extend(
        payload
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
    bytes
}
