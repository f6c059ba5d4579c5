use std::time::Duration;

use sapa_kernel::ConversationId;

use super::world::{World, code, photos, text_of, words};
use crate::{
    Error, Forward, Forwarded, MAX_DELETE, MAX_FORWARD, MAX_FORWARD_TO, Obstacle, RECALL_WINDOW,
};

fn forward(
    world: &World,
    who: usize,
    from: ConversationId,
    message_nos: &[u64],
    to: &[ConversationId],
    client_id: &str,
) -> Result<Forwarded, Error> {
    let input = Forward {
        from,
        message_nos: message_nos.to_vec(),
        to: to.to_vec(),
        client_id: client_id.into(),
    };
    world
        .cell
        .write(|tx| crate::forward(tx, &world.person(who), input, &world.friends))
}

#[test]
fn what_is_recalled_is_gone_everywhere() {
    let world = World::with(3);
    let place = world.group(3);
    let number = world.say(0, place, "a secret");
    world
        .send(1, place, "r", words("what?"), Some(number))
        .unwrap();
    let change = world.recall(0, place, number).unwrap();
    let page = world.history(2, place);
    let recalled = page
        .messages
        .iter()
        .find(|m| m.message_no == number)
        .unwrap();
    assert_eq!(text_of(&recalled.body), "[recalled]");
    assert_eq!(recalled.change_no, change);
    let quoted = page.messages.last().unwrap().reply_to.clone().unwrap();
    assert_eq!((quoted.excerpt.as_str(), quoted.recalled), ("", true));
    assert_eq!(
        world.recall(0, place, number).unwrap(),
        change,
        "again, the same"
    );
}

#[test]
fn only_ones_own_message_and_only_for_two_minutes() {
    let world = World::with(3);
    let place = world.group(3);
    let number = world.say(0, place, "hello");
    assert_eq!(code(world.recall(1, place, number)), "chat.not_yours");
    assert_eq!(
        code(world.recall(0, place, 1)),
        "chat.not_yours",
        "what the system said"
    );
    assert_eq!(code(world.recall(0, place, 99)), "chat.message_not_found");
    world
        .cell
        .clock()
        .advance(RECALL_WINDOW + Duration::from_millis(1));
    assert_eq!(
        code(world.recall(0, place, number)),
        "chat.too_late_to_recall"
    );
    let number = world.say(0, place, "again");
    world.cell.clock().advance(RECALL_WINDOW);
    assert!(
        world.recall(0, place, number).is_ok(),
        "the last moment counts"
    );
    world.cell.clock().advance(RECALL_WINDOW);
    assert!(
        world.recall(0, place, number).is_ok(),
        "it is recalled already"
    );
}

#[test]
fn a_recalled_photo_is_released() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let upload = world.upload(0);
    let sent = world.send(0, place, "a", photos(&[upload]), None).unwrap();
    assert_eq!(
        world.references(upload),
        Some(2),
        "the upload and the message"
    );
    world.recall(0, place, sent.message_no).unwrap();
    assert_eq!(world.references(upload), Some(1));
    world.recall(0, place, sent.message_no).unwrap();
    assert_eq!(world.references(upload), Some(1), "once is enough");
    let actor = world.person(1);
    let gone = world
        .cell
        .read(|read| crate::photo(read, &actor, place, sent.message_no, 0));
    assert_eq!(code(gone), "blobs.not_visible");
}

#[test]
fn what_one_deletes_others_keep() {
    let world = World::with(3);
    let place = world.group(3);
    let numbers: Vec<_> = (0..5)
        .map(|n| world.say(0, place, &format!("{n}")))
        .collect();
    world.delete(1, place, &numbers[1..]).unwrap();
    assert_eq!(world.numbers(1, place), [1, numbers[0]]);
    assert_eq!(world.numbers(2, place).len(), 6);
    assert_eq!(
        world.see(1, place).last_message.unwrap().message_no,
        numbers[0]
    );
    assert_eq!(
        world.see(2, place).last_message.unwrap().message_no,
        numbers[4]
    );
    // Again, and with another: no harm.
    world.delete(1, place, &numbers).unwrap();
    assert_eq!(world.numbers(1, place), [1]);
}

#[test]
fn deletions_are_checked() {
    let world = World::with(3);
    let place = world.group(2 + 1);
    let number = world.say(0, place, "x");
    for bad in [
        vec![],
        vec![number, number],
        (1..=MAX_DELETE as u64 + 1).collect(),
    ] {
        assert_eq!(code(world.delete(1, place, &bad)), "chat.count_invalid");
    }
    for bad in [0, 99, u64::MAX] {
        assert_eq!(
            code(world.delete(1, place, &[bad])),
            "chat.message_not_found"
        );
    }
}

#[test]
fn paging_skips_what_was_deleted_and_ends() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    for n in 1..=250 {
        world.say(0, place, &format!("{n}"));
    }
    for start in (11..=240).step_by(100) {
        let batch: Vec<u64> = (start..(start + 100).min(241)).collect();
        world.delete(1, place, &batch).unwrap();
    }
    let expected: Vec<u64> = (1..=10).chain(241..=250).collect();
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = world.page(1, place, before, None, 20).unwrap();
        assert!(!page.messages.is_empty() || !page.more);
        before = page.messages.first().map(|message| message.message_no);
        seen.splice(0..0, page.messages.iter().map(|message| message.message_no));
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, expected);
    let mut seen = Vec::new();
    let mut after = 0;
    loop {
        let page = world.page(1, place, None, Some(after), 7).unwrap();
        seen.extend(page.messages.iter().map(|message| message.message_no));
        after = seen.last().copied().unwrap();
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, expected);
}

#[test]
fn pages_are_exact_at_their_borders() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let empty = world.history(0, place);
    assert_eq!((empty.messages.len(), empty.more), (0, false));
    for n in 1..=10 {
        world.say(0, place, &format!("{n}"));
    }
    let numbers = |before, after, limit| {
        let page = world.page(1, place, before, after, limit).unwrap();
        let numbers: Vec<_> = page.messages.iter().map(|m| m.message_no).collect();
        (numbers, page.more)
    };
    assert_eq!(numbers(None, None, 3), (vec![8, 9, 10], true));
    assert_eq!(numbers(Some(4), None, 3), (vec![1, 2, 3], false));
    assert_eq!(numbers(None, Some(7), 3), (vec![8, 9, 10], false));
    assert_eq!(numbers(None, Some(0), 3), (vec![1, 2, 3], true));
    assert_eq!(numbers(Some(0), None, 3), (vec![], false));
    assert_eq!(numbers(Some(1), None, 3), (vec![], false));
    assert_eq!(numbers(None, Some(u64::MAX), 3), (vec![], false));
    assert_eq!(numbers(Some(u64::MAX), None, 100).0.len(), 10);
    assert_eq!(numbers(Some(5), Some(2), 100), (vec![3, 4], false));
    assert_eq!(numbers(None, None, 0).0, [10], "the nearest limit");
}

#[test]
fn forwarding_shares_photos_and_drops_names() {
    let world = World::with(4);
    let from = world.direct(0, 1);
    let to = [world.direct(0, 2), world.group_of(0, &[2, 3])];
    let upload = world.upload(1);
    world.say(1, from, "look");
    world.send(1, from, "p", photos(&[upload]), None).unwrap();
    let forwarded = forward(&world, 0, from, &[2, 1], &to, "f").unwrap();
    assert_eq!(forwarded.sent[0].message_nos, [1, 2]);
    assert_eq!(forwarded.sent[1].message_nos, [2, 3]);
    assert_eq!(world.references(upload), Some(4));
    let page = world.history(2, to[0]);
    assert_eq!(text_of(&page.messages[0].body), "look");
    assert!(page.messages.iter().all(|message| message.forwarded));
    assert_eq!(page.messages[0].sender, Some(world.account(0)));
    assert_eq!(
        forward(&world, 0, from, &[2, 1], &to, "f").unwrap(),
        forwarded
    );
    assert_eq!(world.references(upload), Some(4), "nothing was sent twice");
    assert_eq!(
        world.see(0, to[0]).unread,
        0,
        "what one forwards is one's own"
    );
    // The one who forwarded can take it back; the original stays.
    world.recall(0, to[0], 2).unwrap();
    assert_eq!(world.references(upload), Some(3));
}

#[test]
fn forwarding_is_checked_and_all_or_nothing() {
    let world = World::with(4);
    let from = world.direct(0, 1);
    let other = world.direct(0, 2);
    let foreign = world.direct(2, 3);
    let number = world.say(1, from, "x");
    let many: Vec<u64> = (1..=MAX_FORWARD as u64 + 1).collect();
    let places: Vec<_> = (0..=MAX_FORWARD_TO).map(|_| world.group(3)).collect();
    for (numbers, to, expected) in [
        (&[][..], &[other][..], "chat.count_invalid"),
        (&[number, number], &[other], "chat.count_invalid"),
        (&many, &[other], "chat.count_invalid"),
        (&[number], &[], "chat.count_invalid"),
        (&[number], &[other, other], "chat.count_invalid"),
        (&[number], &places, "chat.count_invalid"),
        (&[number + 1], &[other], "chat.message_not_found"),
        (&[number], &[other, foreign], "chat.not_a_member"),
    ] {
        assert_eq!(code(forward(&world, 0, from, numbers, to, "f")), expected);
    }
    assert_eq!(
        code(forward(&world, 3, from, &[number], &[foreign], "f")),
        "chat.not_a_member"
    );
    world.part(0, 2, Obstacle::NotFriends, true);
    let refused = forward(&world, 0, from, &[number], &[places[0], other], "f");
    assert_eq!(code(refused), "chat.not_friends");
    assert_eq!(world.see(0, other).head_no, 0);
    assert_eq!(
        world.see(0, places[0]).head_no,
        1,
        "nor to the first of them"
    );

    world.recall(1, from, number).unwrap();
    let gone = forward(&world, 0, from, &[number], &[places[0]], "g");
    assert_eq!(code(gone), "chat.message_not_found");
    let said_by_the_system = forward(&world, 0, places[0], &[1], &[places[1]], "h");
    assert_eq!(code(said_by_the_system), "chat.message_not_found");
}
