//! A photo's way: uploaded, sent, seen by those who may, in parts and kept; and by nobody else.

use data_encoding::BASE64;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::world::{Person, World};

/// A picture of one red pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

struct Answer {
    head: String,
    body: Vec<u8>,
}

async fn ask(world: &World, person: Option<&Person>, request: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    let bearer = person.map_or(String::new(), |person| {
        format!("Authorization: Bearer {}\r\n", person.token)
    });
    let (line, headers) = request.split_once('\n').unwrap_or((request, ""));
    let head = format!(
        "{line} HTTP/1.1\r\nHost: sapa\r\nConnection: close\r\nContent-Length: {}\r\n{bearer}{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let body = bytes.split_off(end + 4);
    let head = String::from_utf8(bytes).unwrap();
    // Bodies of known length only: a picture's length is always said.
    assert!(!head.contains("transfer-encoding"), "{head}");
    Answer { head, body }
}

async fn upload(world: &World, person: &Person, purpose: &str) -> Value {
    let bytes = BASE64.decode(PIXEL.as_bytes()).unwrap();
    let request = format!("POST /api/uploads?purpose={purpose}");
    let answer = ask(world, Some(person), &request, &bytes).await;
    assert!(answer.head.starts_with("HTTP/1.1 200"), "{}", answer.head);
    serde_json::from_slice(&answer.body).unwrap()
}

/// Sends a photo in a conversation; where it is seen.
async fn send_photo(world: &World, sender: &Person, conversation: &Value) -> String {
    let uploaded = upload(world, sender, "photo").await;
    assert_eq!(
        (&uploaded["width"], &uploaded["height"]),
        (&json!(1), &json!(1))
    );
    let mut socket = world.socket(sender).await;
    let body = json!({ "kind": "photos", "uploads": [uploaded["upload"]] });
    let input = json!({ "conversation": conversation, "client_id": "p", "body": body });
    let sent = socket.call(1, "chat.send", input).await;
    let message_no = sent["ok"]["message_no"].as_u64().unwrap();
    let conversation = conversation.as_str().unwrap();
    format!("GET /api/blobs/{conversation}/{message_no}")
}

#[tokio::test]
async fn a_photo_is_seen_by_those_who_see_its_message() {
    let world = World::new().await;
    let people = world.people(3).await;
    let pairs = json!({ "pairs": [[people[0].account, people[1].account]] });
    let made = world.as_operator("contacts.befriend_in_bulk", pairs).await;
    let conversation = made["conversations"][0].clone();
    let message = send_photo(&world, &people[0], &conversation).await;
    let path = format!("{message}/0");

    let whole = ask(&world, Some(&people[1]), &path, b"").await;
    assert!(whole.head.starts_with("HTTP/1.1 200"), "{}", whole.head);
    assert!(
        whole.head.contains("content-type: image/"),
        "{}",
        whole.head
    );
    assert!(whole.head.contains("immutable"), "{}", whole.head);
    let tag = whole
        .head
        .lines()
        .find_map(|line| line.strip_prefix("etag: "))
        .unwrap();
    let part = ask(
        &world,
        Some(&people[1]),
        &format!("{path}\nRange: bytes=2-5\r\n"),
        b"",
    )
    .await;
    assert!(part.head.starts_with("HTTP/1.1 206"), "{}", part.head);
    assert_eq!(part.body, &whole.body[2..6]);
    let beyond = ask(
        &world,
        Some(&people[1]),
        &format!("{path}\nRange: bytes=99999-\r\n"),
        b"",
    )
    .await;
    assert!(beyond.head.starts_with("HTTP/1.1 416"), "{}", beyond.head);
    let known = ask(
        &world,
        Some(&people[1]),
        &format!("{path}\nIf-None-Match: {tag}\r\n"),
        b"",
    )
    .await;
    assert!(
        known.head.starts_with("HTTP/1.1 304") && known.body.is_empty(),
        "{}",
        known.head
    );

    let stranger = ask(&world, Some(&people[2]), &path, b"").await;
    assert!(
        stranger.head.starts_with("HTTP/1.1 404"),
        "{}",
        stranger.head
    );
    let nobody = ask(&world, None, &path, b"").await;
    assert!(nobody.head.starts_with("HTTP/1.1 401"), "{}", nobody.head);
    let other_place = ask(&world, Some(&people[1]), &format!("{message}/1"), b"").await;
    assert!(
        other_place.head.starts_with("HTTP/1.1 404"),
        "{}",
        other_place.head
    );
}

/// The status of a picture for each of the people.
async fn seen_by(world: &World, people: &[Person], path: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for person in people {
        let answer = ask(world, Some(person), path, b"").await;
        seen.push(answer.head.split(' ').nth(1).unwrap().to_owned());
    }
    seen
}

#[tokio::test]
async fn a_photo_is_gone_for_whoever_no_longer_sees_its_message() {
    let world = World::new().await;
    let people = world.people(4).await;
    let members: Vec<&Value> = people[1..3].iter().map(|person| &person.account).collect();
    let pairs: Vec<Value> = people[1..]
        .iter()
        .map(|friend| json!([people[0].account, friend.account]))
        .collect();
    world
        .as_operator("contacts.befriend_in_bulk", json!({ "pairs": pairs }))
        .await;
    let mut owner = world.socket(&people[0]).await;
    let input = json!({ "members": members, "name": "Ronda", "client_id": "g" });
    let group = owner.call(1, "chat.create_group", input).await;
    let group = group["ok"]["conversation"].clone();
    let early = send_photo(&world, &people[0], &group).await;
    let early_no: u64 = early.rsplit('/').next().unwrap().parse().unwrap();
    let early = format!("{early}/0");
    assert_eq!(
        seen_by(&world, &people, &early).await,
        ["200", "200", "200", "404"],
        "members see it"
    );

    // Whoever comes later does not see what was said before.
    let invite = json!({ "conversation": group, "accounts": [people[3].account] });
    let invited = owner.call(2, "chat.invite", invite).await;
    assert!(invited["ok"].is_object(), "{invited}");
    assert_eq!(
        seen_by(&world, &people, &early).await,
        ["200", "200", "200", "404"],
        "somebody new"
    );

    let mut member = world.socket(&people[1]).await;
    let deleted = json!({ "conversation": group, "message_nos": [early_no] });
    member.call(3, "chat.delete_for_me", deleted).await;
    assert_eq!(
        seen_by(&world, &people, &early).await,
        ["200", "404", "200", "404"],
        "deleted for one"
    );

    let removal = json!({ "conversation": group, "account": people[2].account });
    owner.call(4, "chat.remove_member", removal).await;
    let body = json!({ "kind": "photos", "uploads": [upload(&world, &people[0], "photo").await["upload"]] });
    let input = json!({ "conversation": group, "client_id": "late", "body": body });
    let late = owner.call(5, "chat.send", input).await;
    let conversation = group.as_str().unwrap();
    let late = format!(
        "GET /api/blobs/{conversation}/{}/0",
        late["ok"]["message_no"]
    );
    assert_eq!(
        seen_by(&world, &people, &late).await,
        ["200", "200", "404", "200"],
        "one was removed before it"
    );

    let recall = json!({ "conversation": group, "message_no": early_no });
    owner.call(6, "chat.recall", recall).await;
    assert_eq!(
        seen_by(&world, &people, &early).await,
        ["404", "404", "404", "404"],
        "recalled"
    );
}

#[tokio::test]
async fn a_persons_picture_has_an_address_for_each_version() {
    let world = World::new().await;
    let (ana, budi, _) = world.friends().await;
    let uploaded = upload(&world, &ana, "avatar").await;
    let mut socket = world.socket(&ana).await;
    let input = json!({ "avatar": uploaded["upload"] });
    let me = socket.call(1, "accounts.update_profile", input).await;
    let version = me["ok"]["avatar_version"].as_u64().unwrap();
    let account = ana.account.as_str().unwrap();
    let path = format!("GET /api/avatars/{account}/{version}?size=96");
    let seen = ask(&world, Some(&budi), &path, b"").await;
    assert!(seen.head.starts_with("HTTP/1.1 200"), "{}", seen.head);
    let old = format!("GET /api/avatars/{account}/{}?size=96", version + 1);
    let old = ask(&world, Some(&budi), &old, b"").await;
    assert!(old.head.starts_with("HTTP/1.1 404"), "{}", old.head);
    let nobody = ask(&world, None, &path, b"").await;
    assert!(nobody.head.starts_with("HTTP/1.1 401"), "{}", nobody.head);
}
