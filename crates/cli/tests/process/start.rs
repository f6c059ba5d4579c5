//! The first start, a second process, and sessions over restarts.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::server::{Server, command};

const PASSWORD: &str = "a long enough secret";

#[tokio::test]
async fn the_first_start_prints_a_link_that_makes_the_operator_once() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let server = Server::start(&data).await;
    let token = server.setup_token();
    let operator = server
        .client
        .setup(&token, "ayu", PASSWORD)
        .await
        .expect("set up");
    assert!(operator.account.operator);
    assert_eq!(operator.recovery_codes.len(), 10);
    let again = server.client.setup(&token, "budi", PASSWORD).await;
    assert_eq!(again.unwrap_err().code(), Some("accounts.link_invalid"));

    let session = operator.token.expect("a token as asked for");
    let address = server.address.clone();
    server.kill();
    let server = Server::start_at(&data, &address).await;
    let me: Value = server
        .client
        .with_token(&session)
        .call("accounts.me", json!({}))
        .await
        .expect("the session survives");
    assert_eq!(me["handle"], "ayu");
    let info: Value = server
        .client
        .call("cell.info", json!({}))
        .await
        .expect("info");
    assert_eq!(info["needs_setup"], false);
    let signed_in = server
        .client
        .sign_in("ayu", PASSWORD)
        .await
        .expect("the password survives");
    assert!(signed_in.token.is_some_and(|token| token != session));
}

#[tokio::test]
async fn a_second_process_on_the_same_directory_is_refused_and_harms_nothing() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let server = Server::start(&data).await;
    let upload = data.join("spool/under-way");
    std::fs::write(&upload, "half of a photo").expect("the spool is there");
    let second = command(&data, "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .expect("the program starts");
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("in use"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(upload.exists(), "an upload under way is left alone");
    let made = server.operator(&data).create_in_bulk("after", 2).await;
    assert_eq!(made.expect("the first goes on").accounts.len(), 2);
}

#[tokio::test]
async fn a_port_that_is_taken_is_a_clear_error() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = command(directory.path(), &address)
        .output()
        .expect("the program starts");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(&address), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}
