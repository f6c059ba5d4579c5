use super::world::{World, text_of};
use crate::{MessageEvent, ReadEvent, Tails};

/// Takes in what was announced, as the gateway does when it renders pushes.
pub(super) fn deliver(world: &World, tails: &Tails) -> Vec<String> {
    let mut pushes = Vec::new();
    for event in world.events() {
        let topic = event.topic;
        let json = world.cell.read(|read| match &*event.name {
            "chat.message" => {
                let push = crate::push_message(read, &topic, event.body().unwrap(), tails);
                serde_json::to_string(&push.unwrap().unwrap()).ok()
            }
            "chat.changed" => {
                let push = crate::push_changed(read, &topic, event.body().unwrap(), tails);
                serde_json::to_string(&push.unwrap().unwrap()).ok()
            }
            "chat.conversation" => {
                let push = crate::push_conversation(&topic, event.body().unwrap());
                serde_json::to_string(&push.unwrap()).ok()
            }
            "chat.read" => {
                let push = crate::push_read(&topic, event.body::<ReadEvent>().unwrap(), tails);
                serde_json::to_string(&push.unwrap()).ok()
            }
            _ => None,
        });
        pushes.extend(json);
    }
    pushes
}

#[test]
fn pushes_have_the_shape_that_clients_know() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.events();
    world
        .send(0, place, "a", super::world::words("hello"), None)
        .unwrap();
    let mut pushes = deliver(&world, &world.tails);
    world.read_to(1, place, 1);
    world.recall(0, place, 1).unwrap();
    pushes.extend(deliver(&world, &world.tails));
    let (me, you) = (world.account(0), world.account(1));
    assert_eq!(
        pushes,
        [
            format!(
                r#"{{"type":"message","message":{{"conversation":"{place}","message_no":1,"change_no":1,"sender":"{me}","sent_at":"2026-01-01T00:00:00Z","client_id":"a","body":{{"kind":"text","text":"hello"}}}}}}"#
            ),
            format!(
                r#"{{"type":"read","conversation":"{place}","account":"{you}","message_no":1,"change_no":2}}"#
            ),
            format!(
                r#"{{"type":"changed","message":{{"conversation":"{place}","message_no":1,"change_no":3,"sender":"{me}","sent_at":"2026-01-01T00:00:00Z","client_id":"a","body":{{"kind":"recalled","by":"{me}"}}}}}}"#
            ),
        ]
    );
}

#[test]
fn history_from_memory_is_history() {
    let world = World::with(3);
    let place = world.group(3);
    for n in 0..150 {
        world.say(n % 3, place, &format!("{n}"));
        if n % 10 == 7 {
            world
                .recall(n % 3, place, world.see(0, place).head_no)
                .unwrap();
        }
        if n % 4 == 0 {
            deliver(&world, &world.tails);
        }
        let cached = world.page(1, place, None, None, 20).unwrap();
        let actor = world.person(1);
        let input = crate::History {
            conversation: place,
            before: None,
            after: None,
            limit: Some(20),
        };
        let scanned = world
            .cell
            .read(|read| crate::history(read, &actor, input, &Tails::new()))
            .unwrap();
        assert_eq!(cached, scanned);
    }
    assert!(world.tails.bytes() > 0);
}

#[test]
fn a_tail_that_missed_something_is_not_believed() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(0, place, "one");
    deliver(&world, &world.tails);
    world.say(0, place, "two");
    world.events();
    world.say(0, place, "three");
    deliver(&world, &world.tails);
    let texts: Vec<_> = world
        .history(1, place)
        .messages
        .iter()
        .map(|message| text_of(&message.body))
        .collect();
    assert_eq!(texts, ["one", "two", "three"]);
    // An announcement that comes late does not turn a tail back.
    let late = MessageEvent {
        message_no: 1,
        change_no: 1,
    };
    let topic = sapa_store::Topic::Conversation(place);
    world
        .cell
        .read(|read| crate::push_message(read, &topic, late, &world.tails))
        .unwrap();
    assert_eq!(world.numbers(1, place), [1, 2, 3]);
}

#[test]
fn memory_is_bounded() {
    let world = World::with(21);
    let long = "x".repeat(crate::MAX_TEXT_BYTES);
    let first = world.direct(0, 1);
    for _ in 0..120 {
        world.say(0, first, &long);
    }
    deliver(&world, &world.tails);
    let one = world.tails.bytes();
    assert!(
        one > 0 && one < 101 * (crate::MAX_TEXT_BYTES + 1_000),
        "a page of one"
    );
    for other in 2..21 {
        let place = world.direct(0, other);
        for _ in 0..70 {
            world.say(0, place, &long);
        }
        deliver(&world, &world.tails);
    }
    assert!(world.tails.bytes() <= 16 << 20, "the least used go");
    assert_eq!(
        world.history(1, first).messages.len(),
        100,
        "and are found again"
    );
}
