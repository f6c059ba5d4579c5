//! A real server on a free port, and requests that no good client sends.

use std::net::SocketAddr;

use sapa_kernel::limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::fixture::World;

/// Sends bytes, reads until the server closes.
pub(super) async fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that refuses early may close before all is sent.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

pub(super) fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .into_bytes()
}

const ANA: &str = "Authorization: Bearer ana\r\n";

const NOTE: &str = r#"{"name":"a"}"#;

/// Method, path, headers, body; the status and the code of the answer.
type Bad = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const BAD: &[Bad] = &[
    (
        "POST",
        "/api/notes.add",
        ANA,
        "{",
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/notes.add",
        ANA,
        r#"{"name":1}"#,
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/notes.nothing",
        ANA,
        NOTE,
        "404",
        "request.unknown_operation",
    ),
    (
        "POST",
        "/api/notes.add",
        "",
        NOTE,
        "401",
        "accounts.not_signed_in",
    ),
    (
        "POST",
        "/api/notes.add",
        "Authorization: Bearer who\r\n",
        NOTE,
        "401",
        "accounts.not_signed_in",
    ),
    (
        "POST",
        "/api/notes.add",
        "Authorization: Basic YTpi\r\n",
        NOTE,
        "401",
        "accounts.not_signed_in",
    ),
    (
        "POST",
        "/api/notes.all",
        ANA,
        "{}",
        "403",
        "accounts.not_operator",
    ),
    (
        "POST",
        "/api/notes.add",
        "Origin: https://evil.example\r\nCookie: sapa_session_0=ana\r\n",
        NOTE,
        "403",
        "request.origin",
    ),
    (
        "POST",
        "/api/notes.add",
        "Origin: null\r\nCookie: sapa_session_0=ana\r\n",
        NOTE,
        "403",
        "request.origin",
    ),
    (
        "POST",
        "/api/notes.add",
        "Content-Type: text/plain\r\nCookie: sapa_session_0=ana\r\n",
        NOTE,
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/notes.add",
        "Sapa-Slot: 5\r\n",
        NOTE,
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/notes.add",
        "Sapa-Slot: -1\r\n",
        NOTE,
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/notes.get",
        "Authorization: Bearer ana\r\nSapa-Wait-Seq: x\r\n",
        NOTE,
        "400",
        "request.malformed",
    ),
    ("GET", "/api/notes.add", ANA, "", "405", "request.malformed"),
    (
        "PUT",
        "/api/notes.add",
        ANA,
        NOTE,
        "405",
        "request.malformed",
    ),
    (
        "POST",
        "/api/%ff",
        ANA,
        NOTE,
        "404",
        "request.unknown_operation",
    ),
    (
        "GET",
        "/api/blobs/%ff/1/0",
        ANA,
        "",
        "404",
        "blobs.not_visible",
    ),
    (
        "GET",
        "/api/avatars/%ff/1",
        ANA,
        "",
        "404",
        "blobs.not_visible",
    ),
    (
        "POST",
        "/api/uploads?purpose=photo",
        "",
        "x",
        "401",
        "accounts.not_signed_in",
    ),
    (
        "POST",
        "/api/uploads?purpose=other",
        ANA,
        "x",
        "400",
        "request.malformed",
    ),
    (
        "POST",
        "/api/uploads?purpose=photo",
        ANA,
        "not a picture",
        "400",
        "blobs.",
    ),
    (
        "GET",
        "/api/blobs/..%2f..%2fetc/1/passwd",
        ANA,
        "",
        "404",
        "blobs.not_visible",
    ),
    (
        "GET",
        "/api/blobs/00000000000000000000000000/1/0?size=../../full",
        ANA,
        "",
        "404",
        "blobs.not_visible",
    ),
    (
        "GET",
        "/api/avatars/..%2f..%2foperator.token/1",
        ANA,
        "",
        "404",
        "blobs.not_visible",
    ),
    (
        "GET",
        "/api/blobs/00000000000000000000000000/1/0",
        "",
        "",
        "401",
        "accounts.not_signed_in",
    ),
    (
        "GET",
        "/metrics",
        "X-Forwarded-For: 192.0.2.1\r\n",
        "",
        "403",
        "accounts.not_operator",
    ),
];

#[tokio::test]
async fn bad_requests_get_clear_errors_and_the_server_goes_on() {
    let world = World::new().await;
    let address = world.listen().await;
    for (method, path, headers, body, status, code) in BAD {
        let answer = exchange(address, &request(method, path, headers, body)).await;
        let line = answer.lines().next().unwrap_or_default();
        assert!(line.contains(status), "{method} {path} {headers}: {line}");
        assert!(answer.contains(code), "{method} {path} {headers}: {answer}");
        assert!(
            answer.contains("application/problem+json"),
            "{path}: {answer}"
        );
        let named = format!("\"status\":{status}");
        assert!(answer.contains(&named), "{method} {path}: {answer}");
    }
    let good = exchange(address, &request("POST", "/api/notes.add", ANA, NOTE)).await;
    assert!(
        good.contains("200 OK") && good.ends_with(r#"{"count":1}"#),
        "{good}"
    );
    assert!(good.contains("sapa-seq: "), "{good}");
}

#[tokio::test]
async fn too_large_an_input_is_refused_without_being_read() {
    let world = World::new().await;
    let address = world.listen().await;
    let body = " ".repeat(limits::MAX_INPUT_BYTES + 1);
    let answer = exchange(address, &request("POST", "/api/notes.add", ANA, &body)).await;
    assert!(
        answer.is_empty() || answer.contains("request.too_large"),
        "{answer}"
    );
    let head = format!(
        "POST /api/uploads?purpose=photo HTTP/1.1\r\nHost: a\r\n{ANA}Content-Length: {}\r\n\r\n",
        sapa_blobs::MAX_UPLOAD_BYTES + 1
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(
        answer.contains("413") && answer.contains("blobs.too_large"),
        "{answer}"
    );
}

#[tokio::test]
async fn own_pages_may_call_and_get_cookies_for_their_slot() {
    let world = World::new().await;
    let address = world.listen().await;
    let sign_in = |headers: &'static str| async move {
        let request = request("POST", "/api/notes.sign_in", headers, r#"{"name":"b"}"#);
        exchange(address, &request).await
    };
    let answer = sign_in("Origin: http://127.0.0.1:8080\r\nSapa-Slot: 2\r\n").await;
    assert!(
        answer.contains(
            "set-cookie: sapa_session_2=token-of-b; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        ),
        "{answer}"
    );
    assert!(!answer.contains(r#""token""#), "{answer}");
    let answer = sign_in("Origin: http://127.0.0.1:1\r\nSapa-Session: token\r\n").await;
    assert!(
        answer.contains(r#""token":"token-of-b""#) && !answer.contains("set-cookie"),
        "{answer}"
    );
    let answer = sign_in("Origin: http://dev.example\r\n").await;
    assert!(answer.contains("set-cookie: sapa_session_0="), "{answer}");

    let cookies = "Cookie: sapa_session_0=; sapa_session_2=token-of-b\r\nSapa-Slot: 2\r\n";
    let out = request("POST", "/api/notes.sign_out", cookies, r#"{"name":"b"}"#);
    let answer = exchange(address, &out).await;
    assert!(
        answer.contains("set-cookie: sapa_session_2=; ") && answer.contains("Max-Age=0"),
        "{answer}"
    );
    assert!(
        answer.contains("clear-site-data: \"cache\""),
        "pictures stay behind: {answer}"
    );
    let wrong_slot = "Cookie: sapa_session_2=token-of-b\r\n";
    let add = request("POST", "/api/notes.add", wrong_slot, r#"{"name":"b"}"#);
    assert!(
        exchange(address, &add)
            .await
            .contains("accounts.not_signed_in")
    );
}

#[tokio::test]
async fn documents_health_and_numbers_are_served_with_the_security_headers() {
    let world = World::new().await;
    let address = world.listen().await;
    let cases = [
        ("/health", "200", "ok"),
        ("/ready", "503", r#""ready":false"#),
        ("/api/openapi.json", "200", r#""openapi":"3.1.0""#),
        ("/api/docs", "200", "/api/docs.js"),
        ("/api/docs.js", "200", "fetch("),
        ("/errors", "200", "id=\"notes.not_found\""),
        ("/metrics", "200", "# EOF"),
    ];
    for (path, status, content) in cases {
        let answer = exchange(address, &request("GET", path, "", "")).await;
        let line = answer.lines().next().unwrap_or_default();
        assert!(line.contains(status), "{path}: {line}");
        assert!(answer.contains(content), "{path}: {answer}");
        for header in [
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
        ] {
            assert!(answer.contains(header), "{path} lacks {header}");
        }
    }
}
