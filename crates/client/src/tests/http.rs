use serde_json::{Value, json};

use super::fake;

#[tokio::test]
async fn a_call_carries_the_token_and_returns_the_sequence() {
    let (client, seen) = fake::http(vec![(200, r#"{"a":1}"#)]).await;
    let reply = client
        .with_token("secret")
        .call_with_seq::<Value>("cell.info", json!({}))
        .await
        .unwrap();
    assert_eq!((reply.value, reply.seq), (json!({"a": 1}), Some(7)));
    let request = seen.lock().unwrap()[0].to_ascii_lowercase();
    assert!(
        request.starts_with("post /api/cell.info http/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.contains("authorization: bearer secret\r\n"),
        "{request}"
    );
    assert!(request.contains("sapa-session: token\r\n"), "{request}");
}

#[tokio::test]
async fn a_connection_is_kept_and_a_closed_one_replaced() {
    let (client, seen) = fake::http(vec![(200, "1"), (-200, "2"), (200, "3")]).await;
    for expected in 1..=3 {
        // The cell closes after the second answer; whether the client notices before or while it sends, the
        // third call must not be sent twice.
        let mut value = client.call::<u32>("x", json!({})).await;
        if expected == 3 && value.is_err() {
            value = client.call::<u32>("x", json!({})).await;
        }
        assert_eq!(value.unwrap(), expected);
    }
    assert_eq!(seen.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_refusal_keeps_its_code_status_and_details() {
    let problem = r#"{"type":"x","title":"y","status":429,"code":"accounts.too_many_attempts",
        "message":"wait","details":{"retry_after_seconds":900}}"#;
    let (client, _) = fake::http(vec![(429, problem), (502, "<html>")]).await;
    let error = client.call::<Value>("x", json!({})).await.unwrap_err();
    assert_eq!(error.code(), Some("accounts.too_many_attempts"));
    let crate::Error::Refused(refusal) = error else {
        panic!("a refusal")
    };
    assert_eq!(refusal.status, 429);
    assert_eq!(refusal.details.unwrap()["retry_after_seconds"], 900);
    let error = client.call::<Value>("x", json!({})).await.unwrap_err();
    assert!(matches!(error, crate::Error::Unexpected(_)), "{error}");
}

#[tokio::test]
async fn nobody_listening_is_a_transient_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = crate::Client::new(&url).unwrap();
    let error = client.call::<Value>("x", json!({})).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
}
