use super::world::{World, calling, code, photos, text_of, words};
use crate::{
    Body, MAX_CLIENT_ID, MAX_MENTIONS, MAX_PHOTOS, MAX_TEXT_BYTES, NewBody, NewMention, Obstacle,
};

#[test]
fn two_people_talk_both_ways() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    assert_eq!(
        world.direct(1, 0),
        place,
        "there is one conversation of two people"
    );
    assert_eq!(world.say(0, place, "Halo, apa kabar?"), 1);
    assert_eq!(world.say(1, place, "Baik! 你好 👋"), 2);
    let texts: Vec<_> = world
        .history(0, place)
        .messages
        .iter()
        .map(|message| text_of(&message.body))
        .collect();
    assert_eq!(texts, ["Halo, apa kabar?", "Baik! 你好 👋"]);
    let seen = world.see(0, place);
    assert_eq!((seen.head_no, seen.unread, seen.can_send), (2, 1, true));
    assert_eq!(seen.peer.unwrap().account, world.account(1));
}

#[test]
fn the_same_client_id_says_nothing_twice() {
    let world = World::with(3);
    for place in [world.direct(0, 1), world.group(3)] {
        let head = world.see(0, place).head_no;
        let once = world.send(0, place, "a", words("once"), None).unwrap();
        let again = world
            .send(0, place, "a", words("something else"), None)
            .unwrap();
        assert_eq!(once, again);
        let theirs = world.send(1, place, "a", words("mine"), None).unwrap();
        assert_eq!(theirs.message_no, head + 2, "the id is the sender's own");
    }
}

#[test]
fn a_repeated_send_is_answered_after_the_friendship_ended() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let once = world.send(0, place, "a", words("hello"), None).unwrap();
    world.part(0, 1, Obstacle::NotFriends, true);
    assert_eq!(
        world.send(0, place, "a", words("hello"), None).unwrap(),
        once
    );
    assert_eq!(
        code(world.send(0, place, "b", words("more"), None)),
        "chat.not_friends"
    );
}

#[test]
fn who_is_not_a_friend_cannot_write_but_can_read() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(0, place, "hello");
    for (obstacle, expected) in [
        (Obstacle::NotFriends, "chat.not_friends"),
        (Obstacle::Blocked, "chat.blocked"),
        (Obstacle::Deleted, "chat.account_deleted"),
    ] {
        world.part(0, 1, obstacle, true);
        assert_eq!(
            code(world.send(0, place, "b", words("more"), None)),
            expected
        );
        assert!(!world.see(0, place).can_send);
        assert_eq!(world.numbers(0, place), [1]);
    }
    // What the other side has done is not shown before one tries.
    world.part(1, 0, Obstacle::NotFriends, false);
    assert!(world.see(1, place).can_send);
    assert_eq!(
        code(world.send(1, place, "c", words("more"), None)),
        "chat.not_friends"
    );
}

#[test]
fn texts_are_held_to_their_limits() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let longest = "x".repeat(MAX_TEXT_BYTES);
    assert!(world.send(0, place, "a", words(&longest), None).is_ok());
    let longer = format!("{longest}x");
    assert_eq!(
        code(world.send(0, place, "b", words(&longer), None)),
        "chat.text_too_long"
    );
    for empty in ["", "  ", "\n\t\u{3000}"] {
        assert_eq!(
            code(world.send(0, place, "c", words(empty), None)),
            "chat.text_empty"
        );
    }
    // Any text can be said: showing it safely is the client's part.
    for odd in ["\u{202e}drowssap", "\u{0}", "<script>", "🏳️‍🌈"] {
        let number = world.say(0, place, odd);
        let page = world.page(1, place, None, Some(number - 1), 1).unwrap();
        assert_eq!(text_of(&page.messages[0].body), odd);
    }
}

#[test]
fn client_ids_are_visible_ascii_of_limited_length() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let longest = "i".repeat(MAX_CLIENT_ID);
    assert!(world.send(0, place, &longest, words("x"), None).is_ok());
    for bad in ["", " ", "a b", "é", "a\n", &format!("{longest}i")] {
        assert_eq!(
            code(world.send(0, place, bad, words("x"), None)),
            "chat.client_id_invalid"
        );
    }
}

#[test]
fn photos_are_attached_once_and_only_ones_own() {
    let world = World::with(3);
    let place = world.direct(0, 1);
    let uploads: Vec<_> = (0..=MAX_PHOTOS).map(|_| world.upload(0)).collect();
    let sent = world
        .send(0, place, "a", photos(&uploads[..MAX_PHOTOS]), None)
        .unwrap();
    let page = world.history(1, place);
    let Body::Photos { photos: shown, .. } = &page.messages[0].body else {
        panic!("{:?}", page.messages[0]);
    };
    assert_eq!(
        (shown.len(), shown[0].width, shown[0].bytes),
        (MAX_PHOTOS, 640, 640)
    );
    assert_eq!(world.references(uploads[0]), Some(2));

    for bad in [&uploads[..0], &uploads[..], &[uploads[0], uploads[0]]] {
        assert_eq!(
            code(world.send(0, place, "b", photos(bad), None)),
            "chat.photos_count"
        );
    }
    let stolen = world.send(1, place, "c", photos(&uploads[..1]), None);
    assert_eq!(code(stolen), "blobs.upload_not_found");

    let photo = |who: usize, message_no: u64, index: usize| {
        let actor = world.person(who);
        world
            .cell
            .read(|read| crate::photo(read, &actor, place, message_no, index))
    };
    let blob = photo(1, sent.message_no, 8).unwrap();
    assert!(blob.file("thumb").is_some() && blob.file("full").is_some());
    for (who, message_no, index) in [(1, 1, 9), (1, 2, 0), (1, 0, 0), (1, u64::MAX, 0), (2, 1, 0)] {
        assert_eq!(code(photo(who, message_no, index)), "blobs.not_visible");
    }
}

#[test]
fn a_caption_is_a_text_too() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let with = |client_id: &str, caption: &str| {
        let body = NewBody::Photos {
            uploads: vec![world.upload(0)],
            caption: Some(caption.into()),
        };
        world.send(0, place, client_id, body, None)
    };
    assert_eq!(
        code(with("a", &"x".repeat(MAX_TEXT_BYTES + 1))),
        "chat.text_too_long"
    );
    assert!(with("b", "At the beach").is_ok());
    let reply = world.send(1, place, "r", words("nice"), Some(1)).unwrap();
    let page = world
        .page(1, place, None, Some(reply.message_no - 1), 1)
        .unwrap();
    let quoted = page.messages[0].reply_to.clone().unwrap();
    assert_eq!(
        (quoted.excerpt.as_str(), quoted.photos),
        ("At the beach", Some(1))
    );
}

#[test]
fn a_reply_quotes_what_can_be_seen() {
    let world = World::with(4);
    let place = world.group(3);
    let number = world.say(1, place, &"word ".repeat(100));
    world
        .send(2, place, "a", words("yes"), Some(number))
        .unwrap();
    let quoted = world
        .history(0, place)
        .messages
        .pop()
        .unwrap()
        .reply_to
        .unwrap();
    assert_eq!(quoted.message_no, number);
    assert_eq!(quoted.sender, Some(world.account(1)));
    assert_eq!(quoted.excerpt.chars().count(), crate::MAX_EXCERPT);

    for nothing in [0, 99, u64::MAX, 1] {
        let refused = world.send(2, place, "b", words("?"), Some(nothing));
        assert_eq!(code(refused), "chat.reply_invalid", "{nothing}");
    }
    world.invite(0, place, &[3]).unwrap();
    let before_joining = world.send(3, place, "c", words("?"), Some(number));
    assert_eq!(code(before_joining), "chat.reply_invalid");
    world.recall(1, place, number).unwrap();
    let recalled = world.send(2, place, "d", words("?"), Some(number));
    assert_eq!(code(recalled), "chat.reply_invalid");
}

#[test]
fn mentions_reach_those_who_are_named() {
    let world = World::with(4);
    let place = world.group(4);
    let named = [Some(world.account(1)), Some(world.account(0))];
    let sent = world
        .send(0, place, "a", calling("@one look", &named), None)
        .unwrap();
    assert_eq!(world.see(1, place).mentioned_no, Some(sent.message_no));
    assert_eq!(world.see(2, place).mentioned_no, None);
    assert_eq!(
        world.see(0, place).mentioned_no,
        None,
        "one does not call oneself"
    );
    assert!(world.history(1, place).messages.pop().unwrap().mentions_me);
    assert!(!world.history(2, place).messages.pop().unwrap().mentions_me);

    world.read_to(1, place, sent.message_no);
    assert_eq!(world.see(1, place).mentioned_no, None, "it has been read");

    let everyone = world
        .send(0, place, "b", calling("@all", &[None]), None)
        .unwrap();
    for who in 1..4 {
        assert_eq!(
            world.see(who, place).mentioned_no,
            Some(everyone.message_no)
        );
        assert!(
            world
                .history(who, place)
                .messages
                .pop()
                .unwrap()
                .mentions_me
        );
    }
}

#[test]
fn a_mention_that_is_recalled_calls_nobody() {
    let world = World::with(3);
    let place = world.group(3);
    let everyone = world
        .send(0, place, "a", calling("@all", &[None]), None)
        .unwrap();
    let named = [Some(world.account(1))];
    let by_name = world
        .send(0, place, "b", calling("@one", &named), None)
        .unwrap();
    assert_eq!(world.see(1, place).mentioned_no, Some(by_name.message_no));
    world.recall(0, place, by_name.message_no).unwrap();
    assert_eq!(world.see(1, place).mentioned_no, Some(everyone.message_no));
    world.recall(0, place, everyone.message_no).unwrap();
    assert_eq!(world.see(1, place).mentioned_no, None);
}

#[test]
fn mentions_are_checked() {
    let world = World::with(4);
    let place = world.group(3);
    let at = |account, offset, length| NewMention {
        account,
        offset,
        length,
    };
    let someone = Some(world.account(1));
    // "é👋" is three UTF-16 units.
    let cases = [
        (0, vec![at(someone, 0, 3)], true),
        (0, vec![at(someone, 2, 2)], false),
        (0, vec![at(someone, 0, 0)], false),
        (0, vec![at(someone, u32::MAX, u32::MAX)], false),
        (0, vec![at(Some(world.account(3)), 0, 1)], false),
        (1, vec![at(None, 0, 1)], false),
        (0, vec![at(someone, 0, 1); MAX_MENTIONS], true),
        (0, vec![at(someone, 0, 1); MAX_MENTIONS + 1], false),
    ];
    for (index, (who, mentions, fine)) in cases.into_iter().enumerate() {
        let body = NewBody::Text {
            text: "é👋".into(),
            mentions,
        };
        let result = world.send(who, place, &format!("m{index}"), body, None);
        assert_eq!(result.is_ok(), fine, "{index}");
    }
    let direct = world.direct(0, 1);
    let refused = world.send(0, direct, "d", calling("@you", &[someone]), None);
    assert_eq!(code(refused), "chat.mention_invalid");
}
