//! Chat through the registry: malformed input, strangers, and stories from friendship to a group's link.

use serde_json::{Value, json};

use super::town::{Town, machine};
use crate::{Access, Settings, registry};

struct Person {
    token: String,
    account: Value,
}

/// People who have registered; each is a friend of the first.
async fn friends(town: &Town, handles: &[&str]) -> Vec<Person> {
    town.open_registration().await;
    let mut people: Vec<Person> = Vec::new();
    for handle in handles {
        let (token, account) = town.register(handle).await;
        if let Some(first) = people.first() {
            let input = json!({ "account": account, "greeting": "halo" });
            town.ok(&first.token, "contacts.request", input).await;
            let input = json!({ "account": first.account });
            town.ok(&token, "contacts.accept", input).await;
        }
        people.push(Person { token, account });
    }
    people
}

async fn direct(town: &Town, a: &Person, b: &Person) -> Value {
    let input = json!({ "account": b.account });
    town.ok(&a.token, "chat.open_direct", input).await["conversation"].clone()
}

fn text(conversation: &Value, client_id: &str, text: &str) -> Value {
    json!({
        "conversation": conversation, "client_id": client_id,
        "body": { "kind": "text", "text": text },
    })
}

#[tokio::test]
async fn malformed_input_is_refused_and_nothing_breaks() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi"]).await;
    let sari = &people[0].token;
    let place = direct(&town, &people[0], &people[1]).await;
    let operations = registry(Settings::default());
    for operation in operations.operations() {
        if !operation.name.starts_with("chat.") {
            continue;
        }
        let token = match operation.access {
            Access::Operator => machine(),
            _ => sari.clone(),
        };
        for input in [json!(3), json!("text"), json!(null)] {
            let answer = town.call(Some(&token), operation.name, input).await;
            assert_eq!(answer, Err("request.malformed"), "{}", operation.name);
        }
    }
    let body = json!({ "kind": "text", "text": "x" });
    for (name, input) in [
        ("chat.conversation", json!({ "conversation": "../etc" })),
        (
            "chat.history",
            json!({ "conversation": place, "before": -1 }),
        ),
        (
            "chat.history",
            json!({ "conversation": place, "limit": "ten" }),
        ),
        ("chat.send", json!({ "conversation": place, "body": body })),
        (
            "chat.send",
            json!({ "conversation": place, "client_id": "a", "body": { "kind": "wish" } }),
        ),
        (
            "chat.send",
            json!({ "conversation": place, "client_id": "a", "body": { "kind": "system", "event": {} } }),
        ),
        (
            "chat.send",
            json!({ "conversation": place, "client_id": "a", "body": body, "reply_to": 1.5 }),
        ),
        (
            "chat.forward",
            json!({ "from": place, "message_nos": [1], "to": place, "client_id": "a" }),
        ),
        ("chat.sync", json!({ "feed_position": -1 })),
        (
            "chat.sync",
            json!({ "conversations": [{ "conversation": place }] }),
        ),
    ] {
        let answer = town.call(Some(sari), name, input.clone()).await;
        assert_eq!(answer, Err("request.malformed"), "{name} {input}");
    }
    let seen = town
        .ok(sari, "chat.conversation", json!({ "conversation": place }))
        .await;
    assert_eq!(seen["head_no"], 1, "only that they are friends");
}

#[tokio::test]
async fn two_friends_talk_and_a_stranger_hears_nothing() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi"]).await;
    let (mallory, _) = town.register("mallory").await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let place = direct(&town, &people[0], &people[1]).await;
    let sent = town.ok(sari, "chat.send", text(&place, "a", "Halo")).await;
    let again = town.ok(sari, "chat.send", text(&place, "a", "Halo")).await;
    assert_eq!(sent, again);
    assert_eq!(sent["message_no"], 2);

    let history = town
        .ok(budi, "chat.history", json!({ "conversation": place }))
        .await;
    let message = &history["messages"][1];
    assert_eq!(message["body"], json!({ "kind": "text", "text": "Halo" }));
    assert_eq!(message["sender"], people[0].account);
    let input = json!({ "conversation": place, "message_no": 2 });
    town.ok(budi, "chat.mark_read", input.clone()).await;
    let seen = town
        .ok(sari, "chat.conversation", json!({ "conversation": place }))
        .await;
    assert_eq!(seen["peer_read_no"], 2);

    for (name, input) in [
        ("chat.history", json!({ "conversation": place })),
        ("chat.send", text(&place, "m", "let me in")),
        ("chat.typing", json!({ "conversation": place })),
        ("chat.recall", input.clone()),
        ("chat.mark_read", input.clone()),
        ("chat.read_by", input),
    ] {
        let answer = town.call(Some(&mallory), name, input).await;
        assert_eq!(answer, Err("chat.not_a_member"), "{name}");
    }
    let open = json!({ "account": people[0].account });
    let answer = town.call(Some(&mallory), "chat.open_direct", open).await;
    assert_eq!(answer, Err("chat.not_friends"));
}

#[tokio::test]
async fn a_friendship_that_ends_ends_the_writing() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi"]).await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let place = direct(&town, &people[0], &people[1]).await;
    let one = json!({ "conversation": place });

    let whom = json!({ "account": people[1].account });
    town.ok(sari, "contacts.block", whom.clone()).await;
    let answer = town
        .call(Some(budi), "chat.send", text(&place, "b", "hey"))
        .await;
    assert_eq!(
        answer,
        Err("chat.not_friends"),
        "that one is blocked is not said"
    );
    let seen = town.ok(budi, "chat.conversation", one.clone()).await;
    assert_eq!(seen["can_send"], true, "nor shown");
    let answer = town
        .call(Some(sari), "chat.send", text(&place, "s", "hey"))
        .await;
    assert_eq!(answer, Err("chat.blocked"));
    let seen = town.ok(sari, "chat.conversation", one.clone()).await;
    assert_eq!(seen["cannot_send_reason"], "blocked");
    town.ok(sari, "contacts.unblock", whom.clone()).await;
    town.ok(budi, "chat.send", text(&place, "b", "hey")).await;

    town.ok(sari, "contacts.delete", whom).await;
    let answer = town
        .call(Some(budi), "chat.send", text(&place, "c", "hey"))
        .await;
    assert_eq!(answer, Err("chat.not_friends"));
    let seen = town.ok(sari, "chat.conversation", one).await;
    assert_eq!(seen["cannot_send_reason"], "not_friends");
}

#[tokio::test]
async fn a_group_with_a_link_from_beginning_to_end() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi", "citra"]).await;
    let (dewi, _) = town.register("dewi").await;
    let sari = &people[0].token;
    let members = json!([people[1].account, people[2].account]);
    let input = json!({ "name": "Arisan", "members": members, "client_id": "g" });
    let group = town.ok(sari, "chat.create_group", input).await;
    assert_eq!(
        (&group["name"], &group["member_count"]),
        (&json!("Arisan"), &json!(3))
    );
    let one = json!({ "conversation": group["conversation"] });

    let link = town.ok(sari, "chat.group_link", one.clone()).await;
    let code = link["code"].as_str().unwrap();
    assert_eq!(link["url"], format!("https://cell.example/join/{code}"));
    assert_eq!(code.len(), 26);
    assert_eq!(
        town.ok(&people[1].token, "chat.group_link", one.clone())
            .await,
        link
    );
    let input = json!({ "code": code });
    let shown = town
        .ok(&dewi, "chat.resolve_group_link", input.clone())
        .await;
    assert_eq!(
        (&shown["member_count"], &shown["already_member"]),
        (&json!(3), &json!(false))
    );
    let joined = town.ok(&dewi, "chat.join", input.clone()).await;
    assert_eq!(joined["conversation"], group["conversation"]);
    let listed = town.ok(sari, "chat.members", one.clone()).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 4);
    town.ok(sari, "chat.revoke_group_link", one).await;
    let answer = town.call(Some(&people[1].token), "chat.join", input).await;
    assert_eq!(answer, Err("chat.link_invalid"));
}

#[tokio::test]
async fn a_second_device_catches_up() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi"]).await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let place = direct(&town, &people[0], &people[1]).await;
    let first = town.ok(budi, "chat.sync", json!({})).await;
    let known = &first["conversations"][0]["conversation"];
    let held = json!({
        "feed_position": first["feed_position"],
        "conversations": [{
            "conversation": place, "change_no": known["change_no"], "head_no": known["head_no"],
        }],
    });
    let nothing = town.ok(budi, "chat.sync", held.clone()).await;
    assert_eq!(nothing["conversations"], json!([]));
    assert_eq!(nothing["feed"], json!([]));

    town.ok(sari, "chat.send", text(&place, "a", "one")).await;
    town.ok(sari, "chat.send", text(&place, "b", "two")).await;
    town.ok(
        sari,
        "chat.recall",
        json!({ "conversation": place, "message_no": 2 }),
    )
    .await;
    let muted = json!({ "conversation": place, "muted": true });
    town.ok(budi, "chat.set_muted", muted).await;
    let missed = town.ok(budi, "chat.sync", held).await;
    let told = &missed["conversations"][0];
    assert_eq!(told["gap"], false);
    assert_eq!(told["messages"][0]["body"]["kind"], "recalled");
    assert_eq!(told["messages"][1]["body"]["text"], "two");
    assert_eq!(told["conversation"]["unread"], 3);
    assert_eq!(missed["feed"][0]["kind"], "conversation");
    assert_eq!(missed["feed"][0]["conversation"]["muted"], true);
}

#[tokio::test]
async fn groups_in_bulk_are_for_the_machine() {
    let town = Town::new();
    let people = friends(&town, &["sari", "budi", "citra"]).await;
    let input = json!({
        "owner": people[0].account,
        "members": [people[1].account, people[2].account],
        "name": "",
    });
    let name = "chat.create_group_in_bulk";
    let answer = town.call(Some(&people[0].token), name, input.clone()).await;
    assert_eq!(answer, Err("accounts.not_operator"));
    let made = town.ok(&machine(), name, input).await;
    let group = town.ok(&people[2].token, "chat.conversation", made).await;
    assert_eq!(
        (&group["type"], &group["owner"]),
        (&json!("group"), &people[0].account)
    );
}
