//! Sockets of a real server: what is promised to clients, and what befalls those that misbehave.

use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use sapa_api::Who;
use sapa_kernel::{AccountId, SessionId};
use serde_json::{Value, json};

use crate::MAX_SOCKETS_PER_ACCOUNT;
use crate::outbox::{Outbox, Waiting};
use crate::protocol::Bye;

use super::client::{Client, Frame, frame, handshake};
use super::world::{World, text};

fn is_message(value: &Value) -> bool {
    value["event"]["type"] == "message"
}

#[tokio::test]
async fn two_people_talk() {
    let world = World::new().await;
    let (ana, budi, conversation) = world.friends().await;
    let (mut a, mut b) = (world.socket(&ana).await, world.socket(&budi).await);
    for (index, words) in ["halo", "apa kabar?"].into_iter().enumerate() {
        let input = text(&conversation, &format!("c{index}"), words);
        let reply = a.call(index as u64, "chat.send", input).await;
        let push = b.until(is_message).await;
        assert_eq!(push["event"]["message"]["body"]["text"], words);
        assert_eq!(push["seq"], reply["seq"]);
        assert_eq!(
            push["event"]["message"]["message_no"],
            reply["ok"]["message_no"]
        );
    }
    // The same client id again: the same answer, and nobody hears it twice.
    let again = a
        .call(7, "chat.send", text(&conversation, "c1", "apa kabar?"))
        .await;
    let last = a.call(8, "chat.send", text(&conversation, "c2", "!")).await;
    assert!(last["ok"]["message_no"].as_u64() > again["ok"]["message_no"].as_u64());
    assert_eq!(
        b.until(is_message).await["event"]["message"]["body"]["text"],
        "!"
    );
}

#[tokio::test]
async fn typing_reaches_the_other_and_not_oneself() {
    let world = World::new().await;
    let (ana, budi, conversation) = world.friends().await;
    let (mut a, mut b) = (world.socket(&ana).await, world.socket(&budi).await);
    let mut second = world.socket(&ana).await;
    let reply = a
        .call(1, "chat.typing", json!({ "conversation": conversation }))
        .await;
    assert_eq!(reply["ok"], json!({}));
    let push = b.until(|value| value["event"]["type"] == "typing").await;
    assert_eq!(push["event"]["account"], ana.account);
    // The same session is not told, on whichever socket; a later message shows that nothing came before it.
    a.call(2, "chat.send", text(&conversation, "x", "x")).await;
    assert!(is_message(&second.json().await));
}

#[tokio::test]
async fn those_who_join_and_leave_hear_exactly_what_they_may() {
    let world = World::new().await;
    let people = world.people(3).await;
    let members: Vec<&Value> = people[1..].iter().map(|person| &person.account).collect();
    let pairs: Vec<Value> = members
        .iter()
        .map(|member| json!([people[0].account, member]))
        .collect();
    world
        .as_operator("contacts.befriend_in_bulk", json!({ "pairs": pairs }))
        .await;
    let mut owner = world.socket(&people[0]).await;
    let mut member = world.socket(&people[1]).await;
    let input = json!({ "members": members, "name": "Ronda", "client_id": "g" });
    let group = owner.call(1, "chat.create_group", input).await;
    let group = group["ok"]["conversation"].clone();
    owner.call(2, "chat.send", text(&group, "1", "in")).await;
    let heard = member
        .until(|value| is_message(value) && value["event"]["message"]["body"]["text"] == "in")
        .await;
    assert_eq!(heard["event"]["message"]["conversation"], group);

    let removal = json!({ "conversation": group, "account": people[1].account });
    owner.call(3, "chat.remove_member", removal).await;
    owner
        .call(4, "chat.send", text(&group, "2", "secret"))
        .await;
    // What the removed member hears next of messages is of another conversation.
    let direct = owner
        .call(
            5,
            "chat.open_direct",
            json!({ "account": people[1].account }),
        )
        .await;
    let direct = direct["ok"]["conversation"].clone();
    owner
        .call(6, "chat.send", text(&direct, "3", "sorry"))
        .await;
    let heard = member
        .until(|value| {
            assert_ne!(value["event"]["message"]["body"]["text"], "secret");
            is_message(value) && value["event"]["message"]["conversation"] == direct
        })
        .await;
    assert_eq!(heard["event"]["message"]["body"]["text"], "sorry");
}

#[tokio::test]
async fn calls_of_one_socket_happen_in_the_order_in_which_they_were_sent() {
    let world = World::new().await;
    let (ana, _, conversation) = world.friends().await;
    let mut a = world.socket(&ana).await;
    let calls: Vec<u8> = (0..300)
        .flat_map(|index| {
            let input = text(&conversation, &index.to_string(), &index.to_string());
            let call = json!({ "id": index, "op": "chat.send", "input": input });
            frame(0x81, call.to_string().as_bytes())
        })
        .collect();
    a.raw(&calls).await;
    let mut numbers = vec![0; 300];
    for _ in 0..300 {
        let reply = a.until(|value| value["id"].is_u64()).await;
        let id = usize::try_from(reply["id"].as_u64().unwrap()).unwrap();
        numbers[id] = reply["ok"]["message_no"].as_u64().unwrap();
    }
    assert!(numbers.is_sorted(), "{numbers:?}");
}

#[tokio::test]
async fn bad_frames_get_an_error_and_the_socket_goes_on() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut a = world.socket(&ana).await;
    let cases = [
        ("{", Value::Null, "request.malformed"),
        ("[]", Value::Null, "request.malformed"),
        (
            r#"{"id":-1,"op":"cell.info"}"#,
            Value::Null,
            "request.malformed",
        ),
        (
            r#"{"id":"x","op":"cell.info"}"#,
            Value::Null,
            "request.malformed",
        ),
        (r#"{"id":1}"#, Value::Null, "request.malformed"),
        (
            r#"{"id":2,"op":"no.such"}"#,
            json!(2),
            "request.unknown_operation",
        ),
        (
            r#"{"id":3,"op":"chat.send","input":7}"#,
            json!(3),
            "request.malformed",
        ),
        (
            r#"{"id":4,"op":"chat.history","input":{"conversation":"no id"}}"#,
            json!(4),
            "request.malformed",
        ),
        (
            r#"{"id":5,"op":"accounts.people","input":{}}"#,
            json!(5),
            "accounts.not_operator",
        ),
    ];
    for (call, id, code) in cases {
        a.send(call).await;
        let answer = a.json().await;
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&id, &json!(code)),
            "{call}"
        );
    }
    a.raw(&frame(0x82, b"\x00\x01")).await;
    assert_eq!(a.json().await["error"]["code"], "request.malformed");
    a.raw(&frame(0x81, &vec![b' '; 2 << 20])).await;
    assert_eq!(a.json().await["error"]["code"], "request.too_large");
    a.raw(&frame(0x89, b"still there?")).await;
    assert_eq!(a.frame().await, Frame::Pong(b"still there?".to_vec()));
    assert!(a.call(9, "cell.info", json!({})).await["ok"].is_object());
}

#[tokio::test]
async fn broken_protocol_closes_with_its_code() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let huge = [
        vec![0x81, 0xff],
        (1_u64 << 40).to_be_bytes().to_vec(),
        vec![0; 4],
    ]
    .concat();
    let cases = [
        (vec![0x81, 1, b'a'], 1002),
        (frame(0x81, b"\xff"), 1007),
        (huge, 1009),
        (frame(0x88, &[3, 232]), 1000),
    ];
    for (bytes, code) in cases {
        let mut socket = world.socket(&ana).await;
        socket.raw(&bytes).await;
        assert_eq!(socket.farewell().await.1, Some(code), "{bytes:?}");
    }
}

#[tokio::test]
async fn a_handshake_needs_a_session_the_own_origin_and_a_websocket() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let bearer = format!("Authorization: Bearer {}\r\n", ana.token);
    let cookie = format!("Cookie: sapa_session_0={}\r\n", ana.token);
    let cases = [
        (String::new(), "401"),
        ("Authorization: Bearer nobody\r\n".to_owned(), "401"),
        (format!("{cookie}Origin: https://evil.example\r\n"), "403"),
        (format!("{cookie}Sapa-Slot: 1\r\n"), "401"),
        (format!("{cookie}Sapa-Slot: 9\r\n"), "400"),
        (format!("{cookie}Origin: http://127.0.0.1:8080\r\n"), "101"),
        (bearer, "101"),
    ];
    for (headers, status) in cases {
        let (_, head) = handshake(world.address, &headers).await;
        let line = head.lines().next().unwrap();
        assert!(line.contains(status), "{headers}: {line}");
    }
}

#[tokio::test]
async fn whoever_knocks_without_a_session_is_told_to_wait() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut told = String::new();
    for _ in 0..2_000 {
        (_, told) = handshake(world.address, "Authorization: Bearer nobody\r\n").await;
        if told.contains("429") {
            break;
        }
        assert!(told.contains("401"), "{told}");
    }
    assert!(told.contains("429"), "{told}");
    world.socket(&ana).await;
}

#[tokio::test]
async fn a_revoked_session_loses_its_socket_and_only_it() {
    let world = World::new().await;
    let (ana, budi, conversation) = world.friends().await;
    let (mut a, mut b) = (world.socket(&ana).await, world.socket(&budi).await);
    let me = a.call(1, "accounts.sessions", json!({})).await;
    let session = me["ok"]["sessions"][0]["session"].clone();
    a.send(
        &json!({ "id": 2, "op": "accounts.revoke_session", "input": { "session": session } })
            .to_string(),
    )
    .await;
    let (last, code) = a.farewell().await;
    let last = last.unwrap();
    assert_eq!(last["event"]["type"], "bye", "{last}");
    assert_eq!(
        (&last["event"]["reason"], &last["event"]["resumable"]),
        (&json!("revoked"), &json!(false))
    );
    assert_eq!(code, Some(1008));
    let bearer = format!("Authorization: Bearer {}\r\n", ana.token);
    let (_, head) = handshake(world.address, &bearer).await;
    assert!(head.contains("401"), "{head}");
    let sent = b
        .call(3, "chat.send", text(&conversation, "x", "still here"))
        .await;
    assert!(sent["ok"].is_object(), "{sent}");
}

#[tokio::test]
async fn a_session_that_ended_during_the_handshake_gets_no_socket() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut socket = world.socket(&ana).await;
    let sessions = socket.call(1, "accounts.sessions", json!({})).await;
    let session: SessionId = sessions["ok"]["sessions"][0]["session"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let account: AccountId = ana.account.as_str().unwrap().parse().unwrap();
    let revoke =
        json!({ "id": 2, "op": "accounts.revoke_session", "input": { "session": session } });
    socket.send(&revoke.to_string()).await;
    // Its own socket is gone: the switchboard has handled the end of the session.
    socket.farewell().await;
    let late = Arc::new(Outbox::new(account, session, 0));
    let _joined = world.gateway.switchboard.join(Arc::clone(&late));
    let bye = std::future::poll_fn(|cx| match late.take(cx.waker()) {
        Waiting::Bye(bye) => Poll::Ready(bye),
        Waiting::Nothing => Poll::Pending,
        Waiting::Bytes(bytes) => panic!("{bytes:?}"),
        Waiting::Abort => panic!("aborted"),
    });
    assert_eq!(bye.await, Bye::Revoked);
}

#[tokio::test]
async fn a_session_in_use_on_a_socket_is_written_down_as_used() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut socket = world.socket(&ana).await;
    let sessions = socket.call(1, "accounts.sessions", json!({})).await;
    let before = sessions["ok"]["sessions"][0]["last_used_at"].clone();
    world.clock.advance(Duration::from_secs(2 * 60 * 60));
    let noticed = async {
        loop {
            let sessions = socket.call(2, "accounts.sessions", json!({})).await;
            if sessions["ok"]["sessions"][0]["last_used_at"] != before {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), noticed)
        .await
        .unwrap();
}

#[tokio::test]
async fn after_entries_were_missed_nobody_follows_by_what_was_known_before() {
    let world = World::with(|options| options.subscription_entries = 4).await;
    let people = world.people(7).await;
    let mut before = world.socket(&people[0]).await;
    // More entries than the subscription holds, while this thread, and with it the switchboard, stands still.
    let (dispatcher, accounts) = (world.dispatcher.clone(), people.clone());
    let befriending = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let mut made = Vec::new();
            for other in &accounts[1..] {
                let pairs = json!({ "pairs": [[accounts[0].account, other.account]] });
                let name = "contacts.befriend_in_bulk";
                let done = dispatcher.call_inside(Who::Machine, name, &pairs).await;
                made.push(done.unwrap()["conversations"][0].clone());
            }
            made
        })
    });
    let conversations = befriending.join().unwrap();
    let bye = before.until(|value| value["event"]["type"] == "bye").await;
    assert_eq!(bye["event"]["resumable"], true);
    // This side does not close: the first socket is still there when the next one comes.
    let mut after = world.socket(&people[0]).await;
    for (friend, conversation) in people[1..].iter().zip(&conversations) {
        let mut socket = world.socket(friend).await;
        socket
            .call(1, "chat.send", text(conversation, "a", "halo"))
            .await;
        let heard = after.until(is_message).await;
        assert_eq!(&heard["event"]["message"]["conversation"], conversation);
    }
    drop(before);
}

#[tokio::test]
async fn an_account_has_a_bounded_number_of_sockets() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut sockets = Vec::new();
    for _ in 0..MAX_SOCKETS_PER_ACCOUNT {
        sockets.push(world.socket(&ana).await);
    }
    let bearer = format!("Authorization: Bearer {}\r\n", ana.token);
    let (mut more, head) = handshake(world.address, &bearer).await;
    assert!(head.contains("101"), "{head}");
    let (last, code) = more.farewell().await;
    assert_eq!(last.unwrap()["event"]["reason"], "too_many");
    assert_eq!(code, Some(1008));
    assert!(sockets[0].call(1, "cell.info", json!({})).await["ok"].is_object());
}

#[tokio::test]
async fn a_socket_that_does_not_read_is_dropped_and_others_go_on() {
    let world = World::new().await;
    let (ana, budi, conversation) = world.friends().await;
    let mut a = world.socket(&ana).await;
    let mut sleeper = world.socket(&budi).await;
    let long = "x".repeat(16_000);
    let is_slow = || {
        let numbers = world.dispatcher.metrics().encode();
        numbers.contains("sapa_sockets_slow_total 1")
    };
    let mut sent = 0;
    while !is_slow() {
        sent += 1;
        assert!(sent < 5_000, "buffered without bound");
        let reply = a
            .call(
                sent,
                "chat.send",
                text(&conversation, &sent.to_string(), &long),
            )
            .await;
        assert!(reply["ok"].is_object(), "{reply}");
    }
    let (last, code) = sleeper.farewell().await;
    // It may be too late for the goodbye; if it comes, it says that coming back is welcome.
    if code.is_some() {
        assert_eq!(last.unwrap()["event"]["reason"], "slow");
        assert_eq!(code, Some(1013));
    }
    let mut again = world.socket(&budi).await;
    let synced = again
        .call(
            1,
            "chat.sync",
            json!({ "feed_position": 0, "conversations": [] }),
        )
        .await;
    assert!(synced["ok"].is_object(), "{synced}");
}

#[tokio::test]
async fn a_draining_server_answers_what_is_under_way_and_says_goodbye() {
    let world = World::new().await;
    let (ana, _, conversation) = world.friends().await;
    let mut a = world.socket(&ana).await;
    let mut idle = world.socket(&ana).await;
    for id in 0..50 {
        let call = json!({ "id": id, "op": "chat.send", "input": text(&conversation, &id.to_string(), "x") });
        a.send(&call.to_string()).await;
    }
    a.until(|value| value["id"] == 0).await;
    let (dispatcher, gateway) = (world.dispatcher.clone(), world.gateway.clone());
    let draining = tokio::spawn(async move {
        dispatcher.drain().await;
        gateway.drain().await;
    });
    let mut answered = 1;
    let bye = loop {
        let value = a.json().await;
        answered += usize::from(value["id"].is_u64());
        if value["event"]["type"] == "bye" {
            break value;
        }
    };
    assert_eq!(
        bye["event"],
        json!({ "type": "bye", "reason": "draining", "resumable": true })
    );
    // Each call that arrived has its answer, done or refused.
    assert!(answered >= 1);
    drop(a);
    assert_eq!(idle.farewell().await.1, Some(1001));
    draining.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_silent_socket_is_pinged_then_dropped() {
    let world = World::new().await;
    let (ana, ..) = world.friends().await;
    let mut silent: Client = world.socket(&ana).await;
    // Time is paused: it runs ahead whenever everything waits.
    assert_eq!(silent.frame().await, Frame::Ping);
    loop {
        match silent.frame().await {
            Frame::Ping => {}
            Frame::End => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(
        world
            .dispatcher
            .metrics()
            .encode()
            .contains("sapa_sockets_silent_total 1")
    );
}
