//! Cards: what another domain puts into a conversation.

use sapa_kernel::ConversationId;

use super::world::{World, a_card, code, text_of, words};
use crate::{
    Body, Card, CardKind, CardState, Forward, Held, MAX_CARD_NOTE, Obstacle, PostCard, Quotation,
};

fn held(world: &World, who: usize, conversation: ConversationId) -> Held {
    let seen = world.see(who, conversation);
    Held {
        conversation,
        change_no: seen.change_no,
        head_no: seen.head_no,
    }
}

fn forward(
    world: &World,
    who: usize,
    from: ConversationId,
    message_nos: &[u64],
    to: ConversationId,
) -> Result<crate::Forwarded, crate::Error> {
    let input = Forward {
        from,
        message_nos: message_nos.to_vec(),
        to: vec![to],
        client_id: "f".into(),
    };
    world
        .cell
        .write(|tx| crate::forward(tx, &world.person(who), input, &world.friends))
}

fn shown(world: &World, who: usize, place: ConversationId, message_no: u64) -> Card {
    let page = world.history(who, place);
    let message = page.messages.iter().find(|m| m.message_no == message_no);
    match &message.unwrap().body {
        Body::Card { card } => card.clone(),
        other => panic!("not a card: {other:?}"),
    }
}

#[test]
fn a_member_puts_a_card_and_everybody_sees_it() {
    let world = World::with(3);
    let place = world.group(3);
    world.events();
    let sent = world.card(1, place, "a").unwrap();
    assert_eq!(world.heard(), ["Conversation chat.message"]);
    for who in 0..3 {
        assert_eq!(shown(&world, who, place, sent.message_no), a_card());
    }
    let seen = world.see(2, place);
    assert_eq!(seen.unread, 2, "what made the group, and the card");
    let last = seen.last_message.unwrap();
    assert_eq!(last.sender, Some(world.account(1)));
    assert_eq!(last.client_id.as_deref(), Some("a"));
    assert_eq!(text_of(&last.body), "[Transfer Waiting]");
    assert_eq!(world.see(1, place).unread, 0, "the sender has read it");
}

#[test]
fn a_card_is_plain_json() {
    let body = Body::Card { card: a_card() };
    let expected = serde_json::json!({
        "kind": "card",
        "card": {
            "kind": "transfer",
            "payment": a_card().payment,
            "money": {"amount": "1500000", "currency": "IDR"},
            "note": "Lunch",
            "state": "waiting",
        },
    });
    assert_eq!(serde_json::to_value(body).unwrap(), expected);
}

#[test]
fn whoever_may_not_write_puts_no_card() {
    let world = World::with(4);
    let group = world.group(3);
    assert_eq!(code(world.card(3, group, "a")), "chat.not_a_member");
    world.remove(0, group, 2).unwrap();
    assert_eq!(code(world.card(2, group, "a")), "chat.not_a_member");
    let direct = world.direct(0, 1);
    assert_eq!(code(world.card(2, direct, "a")), "chat.not_a_member");
    for (obstacle, refusal) in [
        (Obstacle::NotFriends, "chat.not_friends"),
        (Obstacle::Blocked, "chat.blocked"),
        (Obstacle::Deleted, "chat.account_deleted"),
    ] {
        world.part(0, 1, obstacle, true);
        assert_eq!(code(world.card(0, direct, "a")), refusal);
    }
    world.card(1, direct, "a").unwrap();
    assert_eq!(code(world.card(1, direct, "a b")), "chat.client_id_invalid");
}

#[test]
fn the_same_id_puts_a_card_once_and_is_not_that_of_a_text() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let text = world.send(0, place, "a", words("hello"), None).unwrap();
    let card = world.card(0, place, "a").unwrap();
    assert_ne!(text.message_no, card.message_no);
    // Whoever repeats what was put while they might is told that it was.
    world.part(0, 1, Obstacle::NotFriends, true);
    assert_eq!(world.card(0, place, "a").unwrap(), card);
    world.send(0, place, "a", words("hello"), None).unwrap();
    assert_eq!(world.see(0, place).head_no, card.message_no);
}

#[test]
fn cards_without_an_id_are_all_put() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    for number in 1..=2 {
        let input = PostCard {
            conversation: place,
            client_id: None,
            card: a_card(),
        };
        let sent = world
            .cell
            .write(|tx| crate::post_card(tx, world.account(0), input, &world.friends));
        assert_eq!(sent.unwrap().message_no, number);
    }
}

#[test]
fn a_note_has_its_limit() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let put = |note: String| {
        let card = Card {
            note: Some(note),
            ..a_card()
        };
        let input = PostCard {
            conversation: place,
            client_id: None,
            card,
        };
        world
            .cell
            .write(|tx| crate::post_card(tx, world.account(0), input, &world.friends))
    };
    put("钱".repeat(MAX_CARD_NOTE)).unwrap();
    assert_eq!(
        code(put("x".repeat(MAX_CARD_NOTE + 1))),
        "chat.text_too_long"
    );
}

#[test]
fn a_device_that_was_away_learns_what_became_of_a_card() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let number = world.card(0, place, "a").unwrap().message_no;
    world.say(1, place, "thanks");
    let before = held(&world, 1, place);
    world.events();
    world.settle_card(place, number);
    assert_eq!(world.heard(), ["Conversation chat.changed"]);
    let missed = world.sync(1, &[before]);
    let [told] = &missed.conversations[..] else {
        panic!("one conversation changed");
    };
    assert!(told.messages.is_empty() && !told.gap);
    assert_eq!(told.changed.len(), 1);
    assert_eq!(text_of(&told.changed[0].body), "[Transfer Accepted]");
    assert_eq!(told.changed[0].change_no, before.change_no + 1);
    assert_eq!(shown(&world, 0, place, number).state, CardState::Accepted);
}

#[test]
fn what_is_no_card_does_not_change() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let text = world.say(0, place, "hello");
    let card = world.card(0, place, "a").unwrap().message_no;
    world.settle_card(place, card);
    world.events();
    let before = world.see(0, place).change_no;
    for number in [text, card, card + 1] {
        world.settle_card(place, number);
    }
    world.settle_card(
        world
            .cell
            .write(|tx| Ok::<_, crate::Error>(tx.new_id()))
            .unwrap(),
        1,
    );
    assert_eq!(world.see(0, place).change_no, before);
    assert!(world.heard().is_empty());
}

#[test]
fn whoever_joined_later_hears_nothing_of_an_older_card() {
    let world = World::with(4);
    let place = world.group(3);
    let number = world.card(0, place, "a").unwrap().message_no;
    world.invite(0, place, &[3]).unwrap();
    let before = held(&world, 3, place);
    world.events();
    world.settle_card(place, number);
    let events = world.events();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.topic, &*event.name))
        .collect();
    let mut expected: Vec<_> = (0..4)
        .map(|who| {
            let name = if who == 3 {
                "chat.conversation"
            } else {
                "chat.changed"
            };
            (sapa_store::Topic::Account(world.account(who)), name)
        })
        .collect();
    expected.sort_by_key(|(topic, _)| format!("{topic:?}"));
    let mut sorted = told.clone();
    sorted.sort_by_key(|(topic, _)| format!("{topic:?}"));
    assert_eq!(sorted, expected);
    for event in &events {
        if &*event.name == "chat.changed" {
            let push = world.cell.read(|read| {
                crate::push_changed(read, &event.topic, event.body().unwrap(), &world.tails)
            });
            let crate::ChangedPush::Changed { message } = push.unwrap().unwrap();
            assert_eq!((message.conversation, message.message_no), (place, number));
        }
    }
    let missed = world.sync(3, &[before]);
    assert!(missed.conversations[0].changed.is_empty());
    // A card that all see is told once.
    let newer = world.card(0, place, "b").unwrap().message_no;
    world.events();
    world.settle_card(place, newer);
    assert_eq!(world.heard(), ["Conversation chat.changed"]);
}

#[test]
fn money_stays_and_is_not_sent_on() {
    let world = World::with(3);
    let place = world.direct(0, 1);
    let other = world.direct(0, 2);
    let text = world.say(0, place, "hello");
    let number = world.card(0, place, "a").unwrap().message_no;
    assert_eq!(code(world.recall(1, place, number)), "chat.not_yours");
    assert_eq!(code(world.recall(0, place, number)), "chat.money_stays");
    assert_eq!(
        code(forward(&world, 0, place, &[text, number], other)),
        "chat.not_forwardable"
    );
    assert_eq!(world.see(0, other).head_no, 0, "all or none");
    forward(&world, 0, place, &[text], other).unwrap();
}

#[test]
fn a_card_is_answered_with_its_kind_and_note() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let number = world.card(0, place, "a").unwrap().message_no;
    world
        .send(1, place, "b", words("thanks"), Some(number))
        .unwrap();
    let page = world.history(0, place);
    let quoted = page.messages.last().unwrap().reply_to.clone().unwrap();
    let expected = Quotation {
        message_no: number,
        sender: Some(world.account(0)),
        excerpt: "Lunch".into(),
        photos: None,
        card: Some(CardKind::Transfer),
        recalled: false,
    };
    assert_eq!(quoted, expected);
}

#[test]
fn a_card_is_deleted_from_ones_own_view() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let number = world.card(0, place, "a").unwrap().message_no;
    world.say(0, place, "hello");
    world.delete(1, place, &[number]).unwrap();
    let before = held(&world, 1, place);
    world.settle_card(place, number);
    assert_eq!(world.numbers(1, place), [number + 1]);
    assert_eq!(world.numbers(0, place), [number, number + 1]);
    let missed = world.sync(1, &[before]);
    assert!(missed.conversations[0].changed.is_empty());
}

#[test]
fn whom_a_card_names_is_introduced() {
    let world = World::with(4);
    let place = world.group(3);
    let card = Card {
        account: Some(world.account(3)),
        ..a_card()
    };
    let input = PostCard {
        conversation: place,
        client_id: None,
        card,
    };
    world
        .cell
        .write(|tx| crate::post_card(tx, world.account(0), input, &world.friends))
        .unwrap();
    let people = world.history(1, place).people;
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].account, world.account(3));
}

#[test]
fn others_learn_what_a_conversation_is() {
    let world = World::with(4);
    let (direct, group) = (world.direct(0, 1), world.group(3));
    world.cell.read(|read| {
        let facts = |place| {
            (
                crate::is_group(read, place).unwrap(),
                crate::is_member(read, place, world.account(2)).unwrap(),
            )
        };
        assert_eq!(facts(direct), (false, false));
        assert_eq!(facts(group), (true, true));
        let peer = |who, place| {
            crate::Member::load(read, world.account(who), place).map(|member| member.peer())
        };
        assert_eq!(peer(0, direct).unwrap(), Some(world.account(1)));
        assert_eq!(peer(0, group).unwrap(), None);
        assert_eq!(code(peer(2, direct)), "chat.not_a_member");
    });
}
