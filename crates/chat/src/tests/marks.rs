use sapa_kernel::ConversationId;
use sapa_store::Topic;

use super::world::{World, code, text_of};
use crate::{
    ConversationItem, Error, MAX_TEXT_BYTES, MarkUnread, ReadBy, ReadEvent, Readers, SetDraft,
    SetHidden, SetMuted, SetPinned,
};

fn readers(world: &World, place: ConversationId, message_no: u64) -> Result<Readers, Error> {
    let input = ReadBy {
        conversation: place,
        message_no,
    };
    let actor = world.person(0);
    world.cell.read(|read| crate::read_by(read, &actor, input))
}

fn draft(world: &World, who: usize, place: ConversationId, text: &str) -> Result<(), Error> {
    let input = SetDraft {
        conversation: place,
        text: text.into(),
        reply_to: None,
    };
    world
        .cell
        .write(|tx| crate::set_draft(tx, &world.person(who), input))
        .map(|_| ())
}

fn items(world: &World, who: usize) -> Vec<ConversationItem> {
    let account = world.account(who);
    world.cell.read(|read| {
        let sapa_feed::Changes::Page(page) = sapa_feed::since(read, account, 1, 100).unwrap()
        else {
            panic!("nothing was dropped");
        };
        page.items
            .iter()
            .filter(|item| item.subject.kind == sapa_feed::KIND_CONVERSATION)
            .filter_map(|item| {
                crate::feed_item(read, account, &item.subject.id, &world.friends).unwrap()
            })
            .collect()
    })
}

#[test]
fn markers_move_forward_only_and_the_other_sees_them() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    for n in 0..5 {
        world.say(0, place, &format!("{n}"));
    }
    assert_eq!(world.see(1, place).unread, 5);
    world.events();
    world.read_to(1, place, 3);
    let event = world.events().pop().unwrap();
    assert_eq!(event.topic, Topic::Conversation(place));
    let read: ReadEvent = event.body().unwrap();
    assert_eq!((read.account, read.message_no), (world.account(1), 3));
    assert_eq!(world.see(1, place).unread, 2);
    assert_eq!(world.see(0, place).peer_read_no, Some(3));
    let change = world.see(0, place).change_no;
    assert_eq!(read.change_no, change);
    for back in [0, 1, 3] {
        world.read_to(1, place, back);
    }
    assert_eq!(world.see(1, place).read_no, 3);
    assert_eq!(world.see(0, place).change_no, change, "nothing changed");
    world.read_to(1, place, u64::MAX);
    assert_eq!(world.see(1, place).read_no, 5, "not beyond what was said");
}

#[test]
fn ones_own_messages_are_never_unread() {
    let world = World::with(3);
    for place in [world.direct(0, 1), world.group(3)] {
        world.say(0, place, "a");
        world.say(1, place, "b");
        world.say(0, place, "c");
        let seen = world.see(0, place);
        assert_eq!((seen.unread, seen.read_no), (0, seen.head_no));
        assert_eq!(world.see(1, place).unread, 1, "what came after one's own");
    }
}

#[test]
fn in_a_group_others_are_asked_for_not_told() {
    let world = World::with(4);
    let place = world.group(3);
    let number = world.say(0, place, "hello");
    world.events();
    world.read_to(1, place, number);
    assert_eq!(world.heard(), ["Account feed"]);
    let found = readers(&world, place, number).unwrap();
    assert_eq!(
        (found.read, found.unread_count),
        (vec![world.account(1)], 1)
    );
    world.invite(0, place, &[3]).unwrap();
    assert_eq!(
        readers(&world, place, number).unwrap().unread_count,
        1,
        "not the newcomer"
    );
    assert_eq!(code(readers(&world, place, 99)), "chat.message_not_found");
}

#[test]
fn settings_are_ones_own_and_reach_ones_devices() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let me = world.person(0);
    let change_no = world.see(0, place).change_no;
    world.events();
    let set = |on: bool| {
        let conversation = place;
        world
            .cell
            .write(|tx| {
                crate::set_muted(
                    tx,
                    &me,
                    SetMuted {
                        conversation,
                        muted: on,
                    },
                )?;
                crate::set_pinned(
                    tx,
                    &me,
                    SetPinned {
                        conversation,
                        pinned: on,
                    },
                )?;
                crate::mark_unread(
                    tx,
                    &me,
                    MarkUnread {
                        conversation,
                        unread: on,
                    },
                )
            })
            .unwrap();
    };
    set(true);
    assert_eq!(world.heard(), ["Account feed"; 3]);
    let seen = world.see(0, place);
    assert!(seen.muted && seen.pinned_at.is_some() && seen.marked_unread);
    assert_eq!(
        seen.change_no, change_no,
        "it is no change of the conversation"
    );
    set(true);
    assert!(world.heard().is_empty(), "nothing changed");
    let theirs = world.see(1, place);
    assert!(!theirs.muted && theirs.pinned_at.is_none() && !theirs.marked_unread);
    set(false);
    let seen = world.see(0, place);
    assert!(!seen.muted && seen.pinned_at.is_none() && !seen.marked_unread);
}

#[test]
fn reading_takes_the_unread_mark_away() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let me = world.person(0);
    let input = MarkUnread {
        conversation: place,
        unread: true,
    };
    world
        .cell
        .write(|tx| crate::mark_unread(tx, &me, input))
        .unwrap();
    world.read_to(0, place, 0);
    assert!(!world.see(0, place).marked_unread);
}

#[test]
fn a_hidden_conversation_comes_back_with_the_next_message() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(1, place, "a");
    let hide = |hidden| {
        let input = SetHidden {
            conversation: place,
            hidden,
        };
        world
            .cell
            .write(|tx| crate::set_hidden(tx, &world.person(0), input))
            .unwrap();
    };
    hide(true);
    assert!(world.see(0, place).hidden);
    hide(false);
    assert!(!world.see(0, place).hidden);
    hide(true);
    assert_eq!(world.direct(0, 1), place);
    assert!(!world.see(0, place).hidden, "opened, it is shown");
    hide(true);
    world.say(1, place, "b");
    assert!(!world.see(0, place).hidden);
}

#[test]
fn a_draft_is_on_every_device_until_it_is_empty() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    draft(&world, 0, place, "Dear").unwrap();
    assert_eq!(world.see(0, place).draft.unwrap().text, "Dear");
    assert_eq!(world.see(1, place).draft, None);
    world.events();
    draft(&world, 0, place, "Dear").unwrap();
    assert!(world.heard().is_empty(), "nothing changed");
    let longest = "x".repeat(MAX_TEXT_BYTES);
    draft(&world, 0, place, &longest).unwrap();
    assert_eq!(
        code(draft(&world, 0, place, &format!("{longest}x"))),
        "chat.text_too_long"
    );
    draft(&world, 0, place, "").unwrap();
    draft(&world, 0, place, "").unwrap();
    assert_eq!(world.see(0, place).draft, None);
}

#[test]
fn the_feed_has_the_conversation_and_each_batch_of_deletions() {
    let world = World::with(3);
    let place = world.group(3);
    let numbers: Vec<_> = (0..4)
        .map(|n| world.say(0, place, &format!("{n}")))
        .collect();
    world.delete(1, place, &numbers[..2]).unwrap();
    world.delete(1, place, &numbers[2..3]).unwrap();
    let found = items(&world, 1);
    let batches: Vec<_> = found
        .iter()
        .map(|item| item.deleted_nos.clone())
        .filter(|numbers| !numbers.is_empty())
        .collect();
    assert_eq!(batches, [numbers[..2].to_vec(), numbers[2..3].to_vec()]);
    assert!(found.iter().all(|item| item.conversation.is_some()));
    world.leave(1, place).unwrap();
    let found = items(&world, 1);
    assert_eq!(found.last().unwrap().conversation_id, place);
    assert!(found.iter().all(|item| item.conversation.is_none()));
    let odd = world.cell.read(|read| {
        crate::feed_item(read, world.account(1), b"not an id", &world.friends).unwrap()
    });
    assert_eq!(odd, None);
}

#[test]
fn the_list_is_in_the_order_of_activity_and_pages() {
    let world = World::with(8);
    let mut places = Vec::new();
    for other in 1..8 {
        world
            .cell
            .clock()
            .advance(std::time::Duration::from_secs(1));
        places.push(world.direct(0, other));
    }
    world
        .cell
        .clock()
        .advance(std::time::Duration::from_secs(1));
    world.say(3, places[2], "me first");
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let input = crate::List {
            cursor,
            limit: Some(3),
        };
        let actor = world.person(0);
        let page = world
            .cell
            .read(|read| crate::list(read, &actor, input, &world.friends))
            .unwrap();
        found.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let order: Vec<_> = found.iter().map(|item| item.conversation).collect();
    let mut expected = vec![places[2]];
    expected.extend(places.iter().rev().filter(|place| **place != places[2]));
    assert_eq!(order, expected);
    assert_eq!(
        text_of(&found[0].last_message.clone().unwrap().body),
        "me first"
    );
    assert_eq!(found[1].last_message, None);
    for bad in ["x", "", "AAAA", &"A".repeat(1000)] {
        let input = crate::List {
            cursor: Some(bad.into()),
            limit: None,
        };
        let actor = world.person(0);
        let refused = world
            .cell
            .read(|read| crate::list(read, &actor, input, &world.friends));
        assert_eq!(code(refused.map(|_| ())), "chat.cursor_invalid");
    }
}
