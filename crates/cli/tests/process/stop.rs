//! SIGTERM: what was begun is answered, sockets hear why, the process ends by itself with success.

use futures_util::future::join_all;

use crate::server::Server;

const MESSAGES: usize = 200;

#[tokio::test]
async fn an_orderly_stop_answers_what_was_begun_and_says_goodbye() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    std::fs::create_dir(&data).expect("a new directory");
    let server = Server::start(&data).await;
    let operator = server.operator(&data);
    let accounts = operator
        .create_in_bulk("stop", 2)
        .await
        .expect("accounts")
        .accounts;
    let pair = (accounts[0].account, accounts[1].account);
    let conversation = operator.befriend_in_bulk(&[pair]).await.expect("friends")[0];
    let writer = server.client.with_token(&accounts[0].token);
    let mut socket = writer.socket().await.expect("a socket");

    let ids: Vec<String> = (0..MESSAGES).map(|number| format!("m{number}")).collect();
    let first = socket
        .send_text(conversation, "first", "before the stop")
        .await;
    first.expect("the cell answers");
    let calls = join_all(ids.iter().map(|id| socket.send_text(conversation, id, id)));
    let (results, ()) = tokio::join!(calls, async { server.ask_to_stop() });
    let mut reason = None;
    while let Some(push) = socket.next_push().await {
        if push.kind() == "bye" {
            reason = push.event["reason"].as_str().map(str::to_owned);
        }
    }
    assert_eq!(reason.as_deref(), Some("draining"));
    let address = server.address.clone();
    assert!(server.ended().await.success());
    assert!(
        !data.join("address").exists(),
        "nobody is sent to a server that is gone"
    );

    let server = Server::start_at(&data, &address).await;
    let reader = server.client.with_token(&accounts[1].token);
    let mut there = Vec::new();
    loop {
        let page = reader
            .history_after(conversation, there.len() as u64)
            .await
            .expect("a page");
        there.extend(page.messages);
        if !page.more {
            break;
        }
    }
    for (id, result) in ids.iter().zip(results) {
        let copies = there
            .iter()
            .filter(|message| message.client_id.as_ref() == Some(id))
            .count();
        match result {
            Ok(sent) => {
                assert_eq!(copies, 1, "{id} was acknowledged");
                assert_eq!(
                    there[sent.message_no as usize - 1].client_id.as_ref(),
                    Some(id)
                );
            }
            Err(error) => {
                assert!(error.is_transient(), "{id}: {error}");
                assert!(
                    copies <= 1,
                    "{id} was not acknowledged, and is there {copies} times"
                );
            }
        }
    }
}
