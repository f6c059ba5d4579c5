//! Bad input to the real server: each gets a clear error, and whoever sent it can go on.

use sapa_client::{Client, Error, RawReply};
use serde_json::{Value, json};

use crate::server::Server;

/// One byte more than an operation may take.
const TOO_LARGE: usize = (1 << 20) + 1;

async fn furnished() -> (tempfile::TempDir, Server, Client, Client) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let server = Server::start(&data).await;
    let made = server.operator(&data).create_in_bulk("input", 2).await;
    let accounts = made.expect("accounts are made").accounts;
    let person = server.client.with_token(&accounts[0].token);
    let other = server.client.with_token(&accounts[1].token);
    (directory, server, person, other)
}

fn code(reply: &RawReply) -> (u16, String) {
    let problem: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let code = problem["code"].as_str().unwrap_or("none").to_owned();
    (reply.status.as_u16(), code)
}

/// A request to a path, from an origin, and the refusal that it gets.
type Nonsense<'a> = (&'a str, Option<&'a str>, &'a str, (u16, &'a str));

#[tokio::test]
async fn http_answers_every_kind_of_nonsense_with_its_code() {
    let (_directory, _server, person, _) = furnished().await;
    let large = format!("{{\"handle\":\"{}\"}}", "a".repeat(TOO_LARGE));
    let foreign = Some("https://elsewhere.example");
    let malformed = (400, "request.malformed");
    let unknown = (404, "request.unknown_operation");
    let cases: [Nonsense<'_>; 9] = [
        ("/api/cell.info", None, "{", malformed),
        ("/api/cell.info", None, "\u{0}\u{1}", malformed),
        ("/api/contacts.find", None, "{\"handle\":7}", malformed),
        ("/api/contacts.find", None, "[]", malformed),
        ("/api/contacts.find", None, "{}", malformed),
        (
            "/api/chat.conversation",
            None,
            "{\"conversation\":\"x\"}",
            malformed,
        ),
        ("/api/no.such_thing", None, "{}", unknown),
        (
            "/api/contacts.find",
            None,
            &large,
            (413, "request.too_large"),
        ),
        ("/api/accounts.me", foreign, "{}", (403, "request.origin")),
    ];
    for (path, origin, body, (status, expected)) in cases {
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend(origin.map(|origin| ("Origin", origin)));
        let reply = person.post(path, &headers, body.to_owned()).await;
        let reply = reply.expect("an answer");
        assert_eq!(
            code(&reply),
            (status, expected.to_owned()),
            "{path} {origin:?}"
        );
        let me: Value = person
            .call("accounts.me", json!({}))
            .await
            .expect("life goes on");
        assert!(me["handle"].is_string());
    }
}

#[tokio::test]
async fn nobody_and_forged_tokens_are_told_apart_from_people() {
    let (_directory, server, ..) = furnished().await;
    let anonymous: Result<Value, Error> = server.client.call("accounts.me", json!({})).await;
    assert_eq!(
        anonymous.unwrap_err().code(),
        Some("accounts.not_signed_in")
    );
    let forged: Result<Value, Error> = server
        .client
        .with_token("not-a-token-of-anybody-at-all-0123456789abc")
        .call("accounts.me", json!({}))
        .await;
    let forged = forged.unwrap_err();
    assert!(matches!(
        forged.code(),
        Some("accounts.not_signed_in" | "accounts.session_expired")
    ));
}

#[tokio::test]
async fn paths_that_climb_lead_nowhere() {
    let (directory, _server, person, _) = furnished().await;
    let secret = std::fs::read_to_string(directory.path().join("cell/operator.token"));
    let secret = secret.expect("the operator's token is there");
    for path in [
        "/api/blobs/../../operator.token",
        "/api/blobs/%2e%2e/%2e%2e/operator.token",
        "/api/blobs/x/1/..%2f..%2foperator.token",
        "/api/blobs/x/1/0?size=../../../operator.token",
        "/api/avatars/..%2f..%2foperator.token/1",
        "/assets/../../operator.token",
        "/assets/%2e%2e/%2e%2e/operator.token",
        "/..%5c..%5coperator.token",
        "//etc/passwd",
    ] {
        let reply = person.get(path).await.expect("an answer");
        let body = String::from_utf8_lossy(&reply.body);
        assert!(!body.contains(secret.trim()), "{path}");
        assert!(!body.contains("root:x:"), "{path}");
        assert!(!reply.status.is_server_error(), "{path}: {}", reply.status);
    }
}

#[tokio::test]
async fn a_socket_survives_frames_that_make_no_sense() {
    let (_directory, _server, person, other) = furnished().await;
    let socket = person.socket().await.expect("a socket");
    for frame in [
        "",
        "{",
        "null",
        "[]",
        "{\"id\":1}",
        "{\"id\":-1,\"op\":\"accounts.me\",\"input\":{}}",
        "{\"id\":1,\"op\":\"no.such_thing\",\"input\":{}}",
        "{\"id\":1,\"op\":7,\"input\":{}}",
        "{\"id\":1,\"op\":\"accounts.me\",\"input\":\"x\"}",
        "{\"id\":18446744073709551616,\"op\":\"accounts.me\"}",
    ] {
        socket.send_raw(frame).expect("the socket is open");
        let me: Result<Value, Error> = socket.call("accounts.me", json!({})).await;
        assert!(me.is_ok(), "after {frame:?}: {me:?}");
    }
    let unknown: Result<Value, Error> = socket.call("no.such_thing", json!({})).await;
    assert_eq!(
        unknown.unwrap_err().code(),
        Some("request.unknown_operation")
    );

    // Too large for an operation: whether the frame is answered or the socket ended, others do not notice, and
    // this one can come again.
    let _ = socket.send_raw("x".repeat(4 * TOO_LARGE));
    let _: Result<Value, Error> = socket.call("accounts.me", json!({})).await;
    let others: Value = other
        .call("accounts.me", json!({}))
        .await
        .expect("others go on");
    assert!(others["handle"].is_string());
    let again = person.socket().await.expect("a new socket");
    let me: Value = again
        .call("accounts.me", json!({}))
        .await
        .expect("as before");
    assert!(me["handle"].is_string());
}

#[tokio::test]
async fn a_revoked_session_is_told_so_and_let_in_nowhere() {
    let (_directory, _server, person, _) = furnished().await;
    let mut socket = person.socket().await.expect("a socket");
    let _: Value = person
        .call("accounts.sign_out", json!({}))
        .await
        .expect("signed out");
    let mut reason = None;
    while let Some(push) = socket.next_push().await {
        if push.kind() == "bye" {
            reason = push.event["reason"].as_str().map(str::to_owned);
        }
    }
    assert_eq!(reason.as_deref(), Some("revoked"));
    let after: Result<Value, Error> = person.call("accounts.me", json!({})).await;
    let after = after.unwrap_err();
    assert!(matches!(
        after.code(),
        Some("accounts.not_signed_in" | "accounts.session_expired")
    ));
    assert!(person.socket().await.is_err());
}
