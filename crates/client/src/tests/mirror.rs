use serde_json::{Value, json};

use super::fake::{self, CONVERSATION};
use crate::{Disorder, Mirror, Push};

fn conversation(head: u64) -> Value {
    json!({"conversation": CONVERSATION, "head_no": head, "change_no": head, "first_visible_no": 1})
}

fn numbers(mirror: &Mirror) -> Vec<u64> {
    mirror
        .messages(CONVERSATION.parse().unwrap())
        .map(|message| message.message_no)
        .collect()
}

fn pushed(number: u64) -> Push {
    serde_json::from_value(fake::push(number)).unwrap()
}

/// A cell whose conversation has `head` messages, that offers at most `page` of them at a time.
fn cell(head: u64, page: u64) -> impl FnMut(&str, &Value) -> (Value, Vec<Value>) + Send {
    move |op, input| {
        let ok = match op {
            "chat.list" => json!({"items": [conversation(head)]}),
            "chat.history" => {
                let after = input["after"].as_u64().unwrap();
                let last = head.min(after + page);
                let messages: Vec<Value> = (after + 1..=last).map(fake::message).collect();
                json!({"messages": messages, "more": last < head})
            }
            "chat.sync" => {
                json!({"seq": head, "feed_position": 4, "conversations": [], "reload": []})
            }
            other => panic!("{other} is not expected"),
        };
        (json!({"ok": ok, "seq": head}), vec![])
    }
}

#[tokio::test]
async fn a_new_device_loads_everything_once_by_pages() {
    let client = fake::sockets(Box::new(cell(7, 3))).await;
    let mut mirror = Mirror::new();
    let _socket = mirror.reconnect(&client).await.unwrap();
    assert_eq!(numbers(&mirror), (1..=7).collect::<Vec<_>>());
    mirror.apply(&pushed(7)).unwrap();
    mirror.apply(&pushed(8)).unwrap();
    assert_eq!(numbers(&mirror), (1..=8).collect::<Vec<_>>());
    assert_eq!(mirror.disorders(), []);
}

#[tokio::test]
async fn what_was_missed_comes_by_sync_with_changes() {
    let mut first = cell(2, 100);
    let mut syncs = 0;
    let script = move |op: &str, input: &Value| {
        if op != "chat.sync" {
            return first(op, input);
        }
        syncs += 1;
        if syncs == 1 {
            return first(op, input);
        }
        assert_eq!(input["conversations"][0]["head_no"], 2);
        assert_eq!(input["feed_position"], 4);
        let mut recalled = fake::message(1);
        recalled["change_no"] = 4.into();
        recalled["body"] = json!({"kind": "recalled", "by": fake::ACCOUNT});
        let ok = json!({"seq": 9, "feed_position": 5, "conversations": [{
            "conversation": {"conversation": CONVERSATION, "head_no": 3, "change_no": 4},
            "messages": [fake::message(3)], "changed": [recalled], "gap": false,
        }]});
        (json!({"ok": ok}), vec![])
    };
    let client = fake::sockets(Box::new(script)).await;
    let mut mirror = Mirror::new();
    drop(mirror.reconnect(&client).await.unwrap());
    drop(mirror.reconnect(&client).await.unwrap());
    assert_eq!(numbers(&mirror), [1, 2, 3]);
    let first = mirror
        .messages(CONVERSATION.parse().unwrap())
        .next()
        .unwrap();
    assert_eq!(first.body["kind"], "recalled");
    assert_eq!(mirror.disorders(), []);
}

#[test]
fn a_hole_and_a_different_message_are_reported() {
    let mut mirror = Mirror::new();
    mirror.apply(&pushed(1)).unwrap();
    mirror.apply(&pushed(3)).unwrap();
    let mut other = pushed(1);
    other.event["message"]["client_id"] = "another".into();
    mirror.apply(&other).unwrap();
    let conversation = CONVERSATION.parse().unwrap();
    assert_eq!(
        mirror.disorders(),
        [
            Disorder::Hole {
                conversation,
                head_no: 1,
                came: 3
            },
            Disorder::Different {
                conversation,
                message_no: 1
            },
        ]
    );
}
