use serde_json::{Value, json};

use super::fake;

#[tokio::test]
async fn replies_find_their_calls_and_pushes_come_in_order() {
    let client = fake::sockets(Box::new(|op, input| match op {
        "echo" => (
            json!({"ok": input, "seq": 9}),
            vec![fake::push(1), fake::push(2)],
        ),
        _ => (
            json!({"error": {"code": "request.unknown_operation", "message": "no"}}),
            vec![],
        ),
    }))
    .await;
    let mut socket = client.socket().await.unwrap();
    assert_eq!(socket.hello().account.to_string(), fake::ACCOUNT);
    let (first, second, third) = tokio::join!(
        socket.call_with_seq::<Value>("echo", json!({"n": 1}), None),
        socket.call::<Value>("nothing", json!({})),
        socket.call::<Value>("echo", json!({"n": 3})),
    );
    let first = first.unwrap();
    assert_eq!((first.value, first.seq), (json!({"n": 1}), Some(9)));
    assert_eq!(
        second.unwrap_err().code(),
        Some("request.unknown_operation")
    );
    assert_eq!(third.unwrap(), json!({"n": 3}));
    for expected in [1, 2, 1, 2] {
        let push = socket.next_push().await.unwrap();
        assert_eq!((push.kind(), push.seq), ("message", expected));
    }
}

#[tokio::test]
async fn calls_under_way_fail_as_unknown_when_the_socket_closes() {
    let client = fake::sockets(Box::new(|_, _| (json!({"close": true}), vec![]))).await;
    let mut socket = client.socket().await.unwrap();
    let error = socket.call::<Value>("x", json!({})).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert_eq!(socket.next_push().await, None);
    let error = socket.call::<Value>("x", json!({})).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
}

#[tokio::test]
async fn a_refused_upgrade_says_its_code() {
    let problem = r#"{"status":401,"code":"accounts.not_signed_in","message":"sign in"}"#;
    let (client, _) = fake::http(vec![(401, problem)]).await;
    let error = client.socket().await.unwrap_err();
    assert_eq!(error.code(), Some("accounts.not_signed_in"), "{error}");
}
