//! The network of mini programs: what leaves, what comes back, and what is refused.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use data_encoding::BASE64URL_NOPAD;
use sapa_kernel::{AccountId, Fault};
use sapa_outbound::Outbound;
use sapa_store::Read;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::fixture::World;
use crate::http::{AT_ONCE, MAX_SENT};
use crate::{Network, ProgramRegistry, Programs, Settings, Stage};

const SESSION: &str = "Cookie: sapa_session_0=ana\r\n";

/// A program that declares one domain, and whose development version declares none but may go where the operator says.
struct OneProgram;

impl Programs for OneProgram {
    fn manages(&self, _: &dyn Read, _: AccountId, _: &str) -> Result<bool, Fault> {
        Ok(false)
    }
    fn account_of(&self, _: &dyn Read, _: &str, _: &str) -> Result<Option<AccountId>, Fault> {
        Ok(None)
    }
    fn openid_of(&self, _: &dyn Read, _: &str, _: AccountId) -> Result<Option<String>, Fault> {
        Ok(None)
    }
    fn network(
        &self,
        _: &dyn Read,
        app_id: &str,
        stage: Stage,
        _: AccountId,
    ) -> Result<Option<Network>, Fault> {
        Ok((app_id == "wxone").then(|| Network {
            request: vec!["https://localhost:1".to_owned()],
            development: stage == Stage::Develop,
            ..Network::default()
        }))
    }
}

/// Another server: gives the same answer each time, or none; what it heard.
async fn other(answer: &'static str) -> (SocketAddr, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        let mut held = Vec::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 16 << 10];
            let read = stream.read(&mut buffer).await.unwrap();
            *kept.lock().unwrap() = String::from_utf8_lossy(&buffer[..read]).to_lowercase();
            stream.write_all(answer.as_bytes()).await.unwrap();
            if answer.is_empty() {
                held.push(stream);
            }
        }
    });
    (address, heard)
}

async fn cell(allow: &[String]) -> SocketAddr {
    let world = World::with(Settings {
        programs: ProgramRegistry::new(OneProgram),
        ..Settings::default()
    })
    .await;
    let allow = allow.iter().map(|entry| entry.parse().unwrap()).collect();
    let address = world.listen_with(Outbound::new(allow)).await;
    // The cell lives as long as the test.
    std::mem::forget(world);
    address
}

fn asking(query: &str, headers: &str, body: &str) -> String {
    format!(
        "POST /api/mini/proxy?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_program_asks_and_nothing_of_the_session_leaves() {
    let answer = "HTTP/1.1 201 Created\r\nSet-Cookie: own=1\r\nContent-Security-Policy: none\r\nX-Own: yes\r\ncontent-length: 2\r\n\r\nhi";
    let (server, heard) = other(answer).await;
    let address = cell(&[server.to_string()]).await;
    let headers =
        r#"{"X-Mine":"1","Host":"evil","Referer":"x","Sapa-Slot":"1","Content-Type":"text/a"}"#;
    let headers = format!(
        "{SESSION}Sapa-Proxy-Url: http://{server}/a?b=c\r\nSapa-Proxy-Method: PUT\r\nSapa-Proxy-Headers: {}\r\n",
        BASE64URL_NOPAD.encode(headers.as_bytes())
    );
    let request = asking("app_id=wxone&stage=develop", &headers, "sent");
    let answer = exchange(address, &request).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("sapa-proxy-status: 201\r\n"), "{answer}");
    assert!(
        !answer.contains("own=1") && !answer.contains("x-own"),
        "{answer}"
    );
    let told = answer
        .lines()
        .find_map(|line| line.strip_prefix("sapa-proxy-headers: "));
    let told = BASE64URL_NOPAD.decode(told.unwrap().as_bytes()).unwrap();
    let told: Vec<(String, String)> = serde_json::from_slice(&told).unwrap();
    assert!(told.contains(&("x-own".into(), "yes".into())), "{told:?}");
    assert!(answer.contains("hi"), "{answer}");
    let heard = heard.lock().unwrap();
    assert!(heard.starts_with("put /a?b=c http/1.1\r\n"), "{heard}");
    assert!(
        heard.contains("x-mine: 1\r\n") && heard.contains("content-type: text/a"),
        "{heard}"
    );
    assert!(
        heard.contains(&format!("host: {server}\r\n")) && heard.ends_with("sent"),
        "{heard}"
    );
    assert!(
        heard.contains("referer: http://127.0.0.1:8080/mini/wxone\r\n"),
        "{heard}"
    );
    for secret in ["cookie", "sapa-", "ana", "evil"] {
        assert!(!heard.contains(secret), "{secret}: {heard}");
    }
}

#[tokio::test]
async fn what_a_program_may_not_do_is_refused() {
    let (server, _) =
        other("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n")
            .await;
    let address = cell(&[server.to_string()]).await;
    let to = |url: &str| format!("{SESSION}Sapa-Proxy-Url: {url}\r\n");
    let here = format!("http://{server}/");
    let released = "app_id=wxone";
    let develop = "app_id=wxone&stage=develop";
    let many = BASE64URL_NOPAD.encode(format!(r#"{{"a":"{}"}}"#, "x".repeat(8 << 10)).as_bytes());
    let cases = [
        (
            released,
            format!("Sapa-Proxy-Url: {here}\r\n"),
            "accounts.not_signed_in",
        ),
        (
            released,
            format!("Origin: https://evil.example\r\n{}", to(&here)),
            "request.origin",
        ),
        ("app_id=wxother", to(&here), "proxy.program_unknown"),
        ("stage=develop", to(&here), "proxy.invalid"),
        ("app_id=wxone&kind=socket", to(&here), "proxy.invalid"),
        (released, to(&here), "proxy.not_declared"),
        (released, to("https://localhost/"), "proxy.not_declared"),
        (released, to("http://localhost:1/"), "proxy.not_declared"),
        (
            released,
            to("https://localhost:1.evil.example/"),
            "proxy.invalid",
        ),
        (
            released,
            to("https://localhost:1@evil.example/"),
            "proxy.invalid",
        ),
        (released, to("https://localhost:1/"), "proxy.unreachable"),
        (
            "app_id=wxone&kind=download",
            to("https://localhost:1/"),
            "proxy.not_declared",
        ),
        (develop, to(&here), "proxy.not_declared"),
        (develop, to("file:///etc/passwd"), "proxy.invalid"),
        (develop, SESSION.to_owned(), "proxy.invalid"),
        (
            develop,
            format!("{}Sapa-Proxy-Method: CONNECT\r\n", to(&here)),
            "proxy.invalid",
        ),
        (
            develop,
            format!("{}Sapa-Proxy-Headers: !\r\n", to(&here)),
            "proxy.invalid",
        ),
        (
            develop,
            format!("{}Sapa-Proxy-Headers: {many}\r\n", to(&here)),
            "proxy.too_large",
        ),
    ];
    for (query, headers, code) in cases {
        let answer = exchange(address, &asking(query, &headers, "")).await;
        assert!(answer.contains(code), "{query} {code}: {answer}");
    }
}

#[tokio::test]
async fn bodies_and_requests_at_once_have_limits() {
    let (server, _) = other("HTTP/1.1 200 OK\r\ncontent-length: 10485761\r\n\r\n").await;
    let (silent, _) = other("").await;
    let address = cell(&[server.to_string(), silent.to_string()]).await;
    let to = |server| format!("{SESSION}Sapa-Proxy-Url: http://{server}/\r\n");
    let develop = "app_id=wxone&stage=develop";
    let answer = exchange(address, &asking(develop, &to(server), "")).await;
    assert!(answer.contains("proxy.too_large"), "{answer}");
    let long = "x".repeat(MAX_SENT + 1);
    let answer = exchange(address, &asking(develop, &to(server), &long)).await;
    assert!(
        answer.is_empty() || answer.contains("proxy.too_large"),
        "{answer}"
    );
    let mut held = Vec::new();
    for _ in 0..AT_ONCE {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(asking(develop, &to(silent), "").as_bytes())
            .await
            .unwrap();
        held.push(stream);
    }
    // They are under way once one more is refused.
    let refused = async {
        loop {
            let answer = exchange(address, &asking(develop, &to(server), "")).await;
            if answer.contains("proxy.busy") {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), refused)
        .await
        .unwrap();
}
