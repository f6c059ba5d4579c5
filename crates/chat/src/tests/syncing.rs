use sapa_kernel::ConversationId;

use super::world::{World, text_of, words};
use crate::{Held, MAX_CONVERSATIONS, Missed, Service, SyncedConversation};

/// What a device holds that has seen everything so far.
fn held(world: &World, who: usize, place: ConversationId) -> Held {
    let seen = world.see(who, place);
    Held {
        conversation: place,
        change_no: seen.change_no,
        head_no: seen.head_no,
    }
}

fn only(missed: Missed) -> SyncedConversation {
    assert_eq!(missed.conversations.len(), 1);
    assert!(missed.gone.is_empty() && !missed.reload);
    missed.conversations.into_iter().next().unwrap()
}

fn numbers(messages: &[crate::Message]) -> Vec<u64> {
    messages.iter().map(|message| message.message_no).collect()
}

#[test]
fn nothing_missed_is_nothing_told() {
    let world = World::with(3);
    let places = [world.direct(0, 1), world.group(3)];
    for place in places {
        world.say(1, place, "x");
    }
    let held: Vec<_> = places.iter().map(|place| held(&world, 0, *place)).collect();
    let missed = world.sync(0, &held);
    assert!(missed.conversations.is_empty() && missed.gone.is_empty() && !missed.reload);
}

#[test]
fn new_messages_and_changes_to_old_ones_are_told_once() {
    let world = World::with(3);
    let place = world.group(3);
    let old = world.say(1, place, "old");
    let kept = world.say(1, place, "kept");
    let before = held(&world, 0, place);
    let new = world.say(1, place, "new");
    let gone = world.say(1, place, "new and gone");
    world.recall(1, place, old).unwrap();
    world.recall(1, place, gone).unwrap();
    let told = only(world.sync(0, &[before]));
    assert!(!told.gap);
    assert_eq!(numbers(&told.messages), [new, gone]);
    assert_eq!(text_of(&told.messages[1].body), "[recalled]");
    assert_eq!(numbers(&told.changed), [old], "{kept} did not change");
    assert_eq!(text_of(&told.changed[0].body), "[recalled]");
}

#[test]
fn a_recalled_message_is_told_to_those_who_see_only_quotes_of_it() {
    let world = World::with(4);
    let place = world.group_of(3, &[0, 1]);
    let secret = world.say(1, place, "the secret");
    let other = world.say(1, place, "no secret");
    world.invite(3, place, &[2]).unwrap();
    let quote = world.send(3, place, "quote", words("so that is it"), Some(secret));
    let quote = quote.unwrap().message_no;
    // Who deleted the message, and who joined after it, hold its words in the quote.
    world.delete(0, place, &[secret, other]).unwrap();
    let before = [0, 2].map(|who| {
        let seen = world.history(who, place).messages;
        let seen = seen.iter().find(|message| message.message_no == quote);
        let quoted = seen.unwrap().reply_to.clone().unwrap();
        assert_eq!(quoted.excerpt, "the secret");
        held(&world, who, place)
    });
    world.recall(3, place, secret).unwrap_err();
    world.recall(1, place, secret).unwrap();
    for (who, before) in [0, 2].into_iter().zip(before) {
        let told = only(world.sync(who, &[before]));
        assert_eq!(numbers(&told.changed), [secret], "not {other}");
        assert_eq!(text_of(&told.changed[0].body), "[recalled]");
    }
}

#[test]
fn a_read_marker_of_the_other_is_told() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(0, place, "x");
    let before = held(&world, 0, place);
    world.read_to(1, place, 1);
    let told = only(world.sync(0, &[before]));
    assert_eq!(told.conversation.peer_read_no, Some(1));
    assert!(told.messages.is_empty() && told.changed.is_empty() && !told.gap);
}

#[test]
fn a_hundred_new_messages_are_told_and_more_are_a_gap() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(1, place, "first");
    let before = held(&world, 0, place);
    for n in 0..100 {
        world.say(1, place, &format!("{n}"));
    }
    let told = only(world.sync(0, &[before]));
    assert_eq!((told.gap, told.messages.len()), (false, 100));
    world.recall(1, place, 101).unwrap();
    world.say(1, place, "one more");
    let told = only(world.sync(0, &[before]));
    assert!(told.gap && told.changed.is_empty());
    assert_eq!(numbers(&told.messages), (3..=102).collect::<Vec<_>>());
}

#[test]
fn a_device_that_holds_nothing_gets_the_newest_page_of_each() {
    let world = World::with(3);
    let short = world.direct(0, 1);
    world.say(1, short, "x");
    let long = world.group(3);
    for n in 0..150 {
        world.say(1, long, &format!("{n}"));
    }
    let missed = world.sync(0, &[]);
    let find = |place| {
        missed
            .conversations
            .iter()
            .find(|told| told.conversation.conversation == place)
            .unwrap()
    };
    assert_eq!((find(short).gap, find(short).messages.len()), (false, 1));
    assert_eq!((find(long).gap, find(long).messages.len()), (true, 100));
}

#[test]
fn conversations_come_and_go() {
    let world = World::with(4);
    let left = world.group(3);
    let removed = world.group_of(2, &[0, 1]);
    let before = [held(&world, 0, left), held(&world, 0, removed)];
    world.leave(0, left).unwrap();
    world.say(1, removed, "last");
    world.remove(2, removed, 0).unwrap();
    world.say(1, removed, "unseen");
    let joined = world.group_of(3, &[0, 1]);
    let missed = world.sync(0, &before);
    assert_eq!(missed.gone, [left]);
    let mut found: Vec<_> = missed
        .conversations
        .iter()
        .map(|told| {
            (
                told.conversation.conversation,
                told.messages.len(),
                told.conversation.left,
            )
        })
        .collect();
    found.sort();
    let mut expected = vec![(removed, 2, true), (joined, 1, false)];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_device_that_knows_more_than_the_cell_begins_anew() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(1, place, "x");
    let now = held(&world, 0, place);
    for ahead in [
        Held {
            change_no: now.change_no + 1,
            ..now
        },
        Held {
            head_no: now.head_no + 1,
            ..now
        },
        Held {
            change_no: u64::MAX,
            head_no: u64::MAX,
            ..now
        },
    ] {
        let told = only(world.sync(0, &[ahead]));
        assert!(told.gap);
        assert_eq!(numbers(&told.messages), [1]);
    }
}

#[test]
fn an_answer_has_bounds() {
    let world = World::with(3);
    let operator = sapa_kernel::Operator { account: None };
    for _ in 0..301 {
        let input = crate::CreateGroupInBulk {
            owner: world.account(0),
            members: vec![world.account(1), world.account(2)],
            name: String::new(),
        };
        let place = world
            .cell
            .write(|tx| crate::create_group_in_bulk(tx, &operator, input))
            .unwrap()
            .conversation;
        for n in 0..4 {
            world.say(1, place, &format!("{n}"));
        }
    }
    let missed = world.sync(0, &[]);
    assert!(missed.reload);
    assert_eq!(missed.conversations.len(), 300);
    let messages: usize = missed
        .conversations
        .iter()
        .map(|told| told.messages.len())
        .sum();
    assert_eq!(messages, 1_000);
    assert!(
        missed
            .conversations
            .iter()
            .all(|told| told.gap || told.messages.len() == 5)
    );
    let place = missed.conversations[0].conversation.conversation;
    let too_many = vec![
        Held {
            conversation: place,
            change_no: 0,
            head_no: 0
        };
        MAX_CONVERSATIONS + Service::COUNT + 1
    ];
    let actor = world.person(0);
    let refused = world.cell.read(|read| {
        crate::sync_conversations(read, &actor, &too_many, &world.friends, &world.tails)
    });
    assert_eq!(super::world::code(refused), "chat.count_invalid");
}
