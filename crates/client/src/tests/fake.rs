//! A cell of one conversation that answers from a script.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message as Frame;

use crate::Client;

pub(super) const ACCOUNT: &str = "0000000000000000000000000g";
pub(super) const CONVERSATION: &str = "00000000000000000000000010";

/// Answers `(operation, input)` with frames: the reply's `ok` or `error`, and pushes after it.
pub(super) type Script = dyn FnMut(&str, &Value) -> (Value, Vec<Value>) + Send;

pub(super) fn message(number: u64) -> Value {
    json!({
        "conversation": CONVERSATION, "message_no": number, "change_no": number,
        "sender": ACCOUNT, "sent_at": "2026-01-01T00:00:00.000Z", "client_id": format!("c{number}"),
        "body": {"kind": "text", "text": format!("text {number}")},
    })
}

pub(super) fn push(number: u64) -> Value {
    json!({"seq": number, "index": 0, "event": {"type": "message", "message": message(number)}})
}

/// Serves WebSockets, every connection by the same script.
pub(super) async fn sockets(script: Box<Script>) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let script = Arc::new(Mutex::new(script));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, script.clone()));
        }
    });
    Client::new(&url).unwrap().with_token("secret")
}

async fn serve(stream: TcpStream, script: Arc<Mutex<Box<Script>>>) {
    let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
    let hello = json!({"hello": {"account": ACCOUNT, "session": ACCOUNT, "seq": 1, "heartbeat_seconds": 30}});
    socket.send(Frame::text(hello.to_string())).await.unwrap();
    while let Some(Ok(frame)) = socket.next().await {
        let Frame::Text(text) = frame else { continue };
        let call: Value = serde_json::from_str(text.as_str()).unwrap();
        let (mut reply, pushes) =
            (script.lock().unwrap())(call["op"].as_str().unwrap(), &call["input"]);
        if reply.get("close").is_some() {
            let _ = socket.close(None).await;
            return;
        }
        reply["id"] = call["id"].clone();
        socket.feed(Frame::text(reply.to_string())).await.unwrap();
        for push in pushes {
            socket.feed(Frame::text(push.to_string())).await.unwrap();
        }
        socket.flush().await.unwrap();
    }
}

/// Serves HTTP/1.1: every request on a connection gets the next of the answers, `(status, body)`; the
/// connection closes after each answer whose status is negative (of the same amount).
pub(super) async fn http(answers: Vec<(i32, &'static str)>) -> (Client, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let requests = seen.clone();
    tokio::spawn(async move {
        let mut answers = answers.into_iter();
        while let Ok((mut stream, _)) = listener.accept().await {
            loop {
                let Some(request) = read_request(&mut stream).await else {
                    break;
                };
                requests.lock().unwrap().push(request);
                let (status, body) = answers.next().expect("an answer for each request");
                let head = format!(
                    "HTTP/1.1 {} x\r\nSapa-Seq: 7\r\nContent-Length: {}\r\n\r\n{body}",
                    status.abs(),
                    body.len()
                );
                stream.write_all(head.as_bytes()).await.unwrap();
                if status < 0 {
                    break;
                }
            }
        }
    });
    (Client::new(&url).unwrap(), seen)
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).await.ok()?;
        if read == 0 {
            return None;
        }
        text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length: ")
                        .map(str::to_owned)
                })
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return Some(text);
            }
        }
    }
}
