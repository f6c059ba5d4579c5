//! Conversations in which the cell itself speaks.

use std::fmt::Debug;

use sapa_kernel::{AccountId, ConversationId, Empty, Id};
use sapa_store::{Read, Tx};

use super::world::{World, a_card, code, text_of, words};
use crate::keys::{CHANGES, CONVERSATIONS, HEADS, MEMBERS, MESSAGES, SERVICES};
use crate::{
    CannotSend, Card, ConversationType, Error, Forward, Held, MAX_CONVERSATIONS, MarkUnread,
    NotAddedReason, OneConversation, RemoveMember, Service, SetDraft, SetHidden, SetMuted,
    SetPinned, TransferOwnership,
};

fn post(world: &World, account: AccountId, card: Card) -> Result<crate::Sent, Error> {
    world
        .cell
        .write(|tx| crate::post_service_card(tx, account, Service::Wallet, card))
}

#[test]
fn the_wallet_speaks_in_a_conversation_of_its_own() {
    let world = World::with(2);
    let place = world.service_card(0);
    let events = world.heard();
    assert_eq!(events.first().unwrap(), "Account chat.membership");
    assert_eq!(events.last().unwrap(), "Conversation chat.message");
    let seen = world.see(0, place);
    assert_eq!(seen.kind, ConversationType::Service);
    assert_eq!(seen.service, Some(Service::Wallet));
    assert_eq!((&seen.peer, &seen.name, seen.owner), (&None, &None, None));
    assert_eq!((seen.member_count, seen.unread), (1, 1));
    assert!(seen.members_preview.is_empty());
    assert!(!seen.can_send && !seen.left);
    assert_eq!(seen.cannot_send_reason, Some(CannotSend::ReadOnly));
    let last = seen.last_message.unwrap();
    assert_eq!((last.sender, last.client_id), (None, None));
    assert_eq!(text_of(&last.body), "[Receipt Done]");
    // The next one comes to the same place.
    assert_eq!(world.service_card(0), place);
    assert_eq!(world.heard(), ["Conversation chat.message"]);
    assert_eq!(world.see(0, place).unread, 2);
    assert_ne!(world.service_card(1), place, "everybody has their own");
    assert_eq!(code(world.try_see(1, place)), "chat.not_a_member");
}

#[test]
fn a_conversation_of_a_service_is_plain_json() {
    let world = World::with(2);
    let place = world.service_card(0);
    let seen = serde_json::to_value(world.see(0, place)).unwrap();
    assert_eq!(seen["type"], "service");
    assert_eq!(seen["service"], "wallet");
    assert_eq!(seen["cannot_send_reason"], "read_only");
    assert!(seen.get("peer").is_none() && seen.get("name").is_none());
    let direct = world.direct(0, 1);
    let seen = serde_json::to_value(world.see(0, direct)).unwrap();
    assert!(seen.get("service").is_none());
}

#[test]
fn a_service_costs_little() {
    let world = World::with(1);
    world.service_card(0);
    world.service_card(0);
    assert_eq!(world.cell.last_writes(), 2, "message and head");
}

#[test]
fn the_reader_keeps_it_as_any_other() {
    let world = World::with(1);
    let me = world.person(0);
    let conversation = world.service_card(0);
    world.read_to(0, conversation, 1);
    assert_eq!(world.see(0, conversation).unread, 0);
    let change = |act: &dyn Fn(&mut Tx<'_>) -> Result<Empty, Error>| {
        world.cell.write(|tx| act(tx)).unwrap();
        world.see(0, conversation)
    };
    let unread = |tx: &mut Tx<'_>| {
        let input = MarkUnread {
            conversation,
            unread: true,
        };
        crate::mark_unread(tx, &me, input)
    };
    assert!(change(&unread).marked_unread);
    let muted = |tx: &mut Tx<'_>| {
        let input = SetMuted {
            conversation,
            muted: true,
        };
        crate::set_muted(tx, &me, input)
    };
    assert!(change(&muted).muted);
    let pinned = |tx: &mut Tx<'_>| {
        let input = SetPinned {
            conversation,
            pinned: true,
        };
        crate::set_pinned(tx, &me, input)
    };
    assert!(change(&pinned).pinned_at.is_some());
    let hidden = |tx: &mut Tx<'_>| {
        let input = SetHidden {
            conversation,
            hidden: true,
        };
        crate::set_hidden(tx, &me, input)
    };
    assert!(change(&hidden).hidden);
    world.service_card(0);
    assert!(!world.see(0, conversation).hidden, "until the next message");
    world.delete(0, conversation, &[1]).unwrap();
    assert_eq!(world.numbers(0, conversation), [2]);
    assert_eq!(world.members(0, conversation).len(), 1);
}

#[test]
fn a_device_that_was_away_gets_what_the_wallet_said_and_changed() {
    let world = World::with(1);
    let place = world.service_card(0);
    let told = world.sync(0, &[]);
    assert_eq!(told.conversations.len(), 1);
    let held = Held {
        conversation: place,
        change_no: 1,
        head_no: 1,
    };
    world.service_card(0);
    world.settle_card(place, 1);
    let told = world.sync(0, &[held]);
    let [synced] = &told.conversations[..] else {
        panic!("one conversation");
    };
    assert_eq!(text_of(&synced.messages[0].body), "[Receipt Done]");
    assert_eq!(text_of(&synced.changed[0].body), "[Receipt Accepted]");
}

#[test]
fn a_receipt_introduces_whom_it_names() {
    let world = World::with(2);
    let place = world.service_card(0);
    let card = Card {
        account: Some(world.account(1)),
        ..a_card()
    };
    post(&world, world.account(0), card).unwrap();
    let people = world.history(0, place).people;
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].account, world.account(1));
}

/// The refusal of an operation that writes.
#[track_caller]
fn refused<T: Debug>(world: &World, act: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) {
    assert_eq!(code(world.cell.write(act)), "chat.read_only");
}

#[test]
fn nobody_writes_to_a_service() {
    let world = World::with(2);
    let (me, place) = (world.person(0), world.service_card(0));
    let text = world.send(0, place, "a", words("hello?"), None);
    assert_eq!(code(text), "chat.read_only");
    assert_eq!(code(world.card(0, place, "a")), "chat.read_only");
    let direct = world.direct(0, 1);
    let number = world.say(0, direct, "hello");
    let forward = |from, number, to| {
        let input = Forward {
            from,
            message_nos: vec![number],
            to: vec![to],
            client_id: "f".into(),
        };
        world
            .cell
            .write(|tx| crate::forward(tx, &me, input, &world.friends))
    };
    assert_eq!(code(forward(direct, number, place)), "chat.read_only");
    assert_eq!(code(forward(place, 1, direct)), "chat.not_forwardable");
    let typing = world.cell.read(|read| {
        let input = OneConversation {
            conversation: place,
        };
        crate::typing(read, &me, input, &world.friends)
    });
    assert_eq!(code(typing), "chat.read_only");
    refused(&world, |tx| {
        let input = SetDraft {
            conversation: place,
            text: "hello".into(),
            reply_to: None,
        };
        crate::set_draft(tx, &me, input)
    });
    assert_eq!(code(world.recall(0, place, 1)), "chat.not_yours");
    assert_eq!(world.see(0, place).head_no, 1);
}

#[test]
fn a_service_is_no_group() {
    let world = World::with(2);
    let (me, place) = (world.person(0), world.service_card(0));
    assert_eq!(code(world.invite(0, place, &[1])), "chat.read_only");
    assert_eq!(code(world.rename(0, place, "Mine")), "chat.read_only");
    assert_eq!(code(world.leave(0, place)), "chat.read_only");
    let one = || OneConversation {
        conversation: place,
    };
    refused(&world, |tx| {
        crate::group_link(tx, &me, one(), "code".into())
    });
    refused(&world, |tx| crate::revoke_group_link(tx, &me, one()));
    let account = world.account(1);
    refused(&world, |tx| {
        let input = TransferOwnership {
            conversation: place,
            account,
        };
        crate::transfer_ownership(tx, &me, input)
    });
    refused(&world, |tx| {
        let input = RemoveMember {
            conversation: place,
            account,
        };
        crate::remove_member(tx, &me, input)
    });
    world.cell.read(|read| {
        let me = me.account;
        assert_eq!(crate::common_groups(read, me, me).unwrap(), 0);
        assert!(!crate::have_common_group(read, me, account).unwrap());
        assert!(!crate::is_group(read, place).unwrap());
        assert!(crate::is_member(read, place, me).unwrap());
        let member = crate::Member::load(read, me, place).unwrap();
        assert_eq!(member.peer(), None);
    });
    // A stranger learns nothing of it.
    assert_eq!(code(world.invite(1, place, &[0])), "chat.not_a_member");
    assert_eq!(code(world.leave(1, place)), "chat.not_a_member");
    assert_eq!(code(world.card(1, place, "a")), "chat.not_a_member");
}

fn rows(read: &dyn Read, place: ConversationId, account: AccountId) -> [bool; 6] {
    [
        CONVERSATIONS.contains(read, &(place,)).unwrap(),
        HEADS.contains(read, &(place,)).unwrap(),
        MEMBERS.contains(read, &(place, account)).unwrap(),
        MESSAGES.contains(read, &(place, 1)).unwrap(),
        CHANGES.contains(read, &(place, 2)).unwrap(),
        SERVICES.contains(read, &(account, 0)).unwrap(),
    ]
}

#[test]
fn what_the_wallet_said_goes_with_the_account() {
    let world = World::with(1);
    let account = world.account(0);
    let place = world.service_card(0);
    world.settle_card(place, 1);
    let there = world.cell.read(|read| rows(read, place, account));
    assert_eq!(there, [true; 6]);
    world
        .cell
        .write(|tx| crate::forget_account(tx, account, 10))
        .unwrap();
    let handlers = crate::jobs().and(sapa_blobs::jobs::handlers_without_storage());
    world.cell.run_due_jobs(&handlers).unwrap();
    let left = world.cell.read(|read| rows(read, place, account));
    assert_eq!(left, [false; 6]);
}

#[test]
fn nobody_speaks_to_an_account_that_is_not_there() {
    let world = World::with(1);
    let nobody = AccountId::from_bytes([9; 16]);
    assert_eq!(code(post(&world, nobody, a_card())), "chat.account_deleted");
}

#[test]
fn an_account_has_a_limited_number_of_conversations() {
    let world = World::with(4);
    // Those of services do not count, made before or after.
    world.service_card(0);
    for _ in 0..MAX_CONVERSATIONS {
        let input = crate::CreateGroupInBulk {
            owner: world.account(0),
            members: vec![world.account(1), world.account(2)],
            name: String::new(),
        };
        let operator = sapa_kernel::Operator { account: None };
        world
            .cell
            .write(|tx| crate::create_group_in_bulk(tx, &operator, input))
            .unwrap();
    }
    assert_eq!(
        code(world.try_group(0, &[1, 2])),
        "chat.too_many_conversations"
    );
    let place = world.group_of(3, &[1, 2]);
    let invited = world.invite(3, place, &[0]).unwrap();
    assert_eq!(
        invited.not_added[0].reason,
        NotAddedReason::TooManyConversations
    );
    let place = world.service_card(1);
    assert_eq!(world.see(1, place).unread, 1);
}
