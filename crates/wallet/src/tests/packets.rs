//! Red packets: what can be put in, who takes what, and what goes back.

use std::time::Duration;

use data_encoding::HEXLOWER;
use sapa_kernel::{Amount, ConversationId, Id, PaymentId};
use sapa_store::Topic;
use sha2::{Digest, Sha256};

use super::world::{DAY, World, amount, code, details, idr};
use crate::*;

fn look(world: &World, who: usize, payment: PaymentId, cursor: Option<String>) -> PacketPage {
    let input = PacketInput { payment, cursor };
    world
        .read(|read| packet(read, &world.person(who), input))
        .unwrap()
}

fn status(world: &World, who: usize, payment: PaymentId) -> PacketStatus {
    world
        .read(|read| packet_status(read, world.account(who), payment))
        .unwrap()
        .unwrap()
}

#[test]
fn a_normal_packet_gives_everybody_the_same() {
    let world = World::with(4);
    let input = world.packet(PacketKind::Normal, idr(300), 3);
    let sent = world.send(0, &input).unwrap();
    assert_eq!((sent.state, sent.taken), (PacketState::Open, Some(0)));
    assert_eq!((&sent.commitment, &sent.seed), (&None, &None));
    assert_eq!(world.has(0), (999_700, 0), "it is in the packet, not held");
    world.cell.events();
    for who in 1..4 {
        let opened = world.tap(who, sent.payment).unwrap();
        assert_eq!(opened.packet.my_share, Some(amount(100)));
        assert_eq!(opened.closed, who == 3);
        let heard: Vec<_> = world
            .cell
            .events()
            .iter()
            .map(|event| (event.topic, event.name.to_string()))
            .collect();
        let expected = [
            (Topic::Account(world.account(who)), CHANGED.to_owned()),
            (Topic::Account(world.account(0)), PACKET_CLAIMED.to_owned()),
        ];
        assert_eq!(heard, expected);
    }
    let late = world.tap(0, sent.payment).unwrap();
    assert_eq!(
        (late.packet.my_share, late.packet.state),
        (None, PacketState::Finished)
    );
    let again = world.tap(2, sent.payment).unwrap();
    assert_eq!(again.packet.my_share, Some(amount(100)));
    assert!(!again.closed);
    assert_eq!(world.has(2), (1_000_100, 0));
}

#[test]
fn a_lucky_packet_can_be_drawn_again_once_it_has_closed() {
    let world = World::with(5);
    let input = world.packet(PacketKind::Lucky, idr(1_000), 5);
    let sent = world.send(0, &input).unwrap();
    let commitment = sent.commitment.clone().unwrap();
    assert_eq!(sent.seed, None);
    let mut taken = Vec::new();
    for who in [3, 0, 1, 4, 2] {
        let opened = world.tap(who, sent.payment).unwrap();
        assert_eq!(opened.packet.seed.is_some(), opened.closed);
        taken.push(opened.packet.my_share.unwrap());
    }
    let page = look(&world, 1, sent.payment, None);
    let seed = HEXLOWER
        .decode(page.packet.seed.unwrap().as_bytes())
        .unwrap();
    assert_eq!(HEXLOWER.encode(&Sha256::digest(&seed)), commitment);
    let seed: [u8; 32] = seed.try_into().unwrap();
    let mut left = 1_000;
    for (index, share) in (0..).zip(&taken) {
        let steps = draw(&seed, index, 5, left);
        assert_eq!(*share, amount(steps), "share {index}");
        left -= steps;
    }
    assert_eq!(left, 0);
    let best = taken.iter().max().unwrap();
    let luckiest: Vec<_> = page.items.iter().filter(|claim| claim.luckiest).collect();
    assert_eq!(luckiest.len(), 1);
    assert_eq!(luckiest[0].amount, *best);
    assert_eq!(page.mine.unwrap().index, 2);
    let order: Vec<_> = page.items.iter().map(|claim| claim.index).collect();
    assert_eq!(order, [4, 3, 2, 1, 0]);
}

#[test]
fn nobody_is_the_luckiest_of_an_open_or_even_packet() {
    let world = World::with(3);
    let lucky = world.packet(PacketKind::Lucky, idr(1_000), 3);
    let even = world.packet(PacketKind::Normal, idr(2), 2);
    let even = NewPacket {
        client_id: "even".into(),
        ..even
    };
    for input in [lucky, even] {
        let payment = world.send(0, &input).unwrap().payment;
        world.tap(1, payment).unwrap();
        world.tap(2, payment).unwrap();
        let page = look(&world, 1, payment, None);
        assert!(page.items.iter().all(|claim| !claim.luckiest));
    }
}

#[test]
fn of_equal_shares_the_first_is_the_luckiest() {
    let world = World::with(3);
    let input = world.packet(PacketKind::Lucky, idr(2), 2);
    let payment = world.send(0, &input).unwrap().payment;
    world.tap(2, payment).unwrap();
    world.tap(1, payment).unwrap();
    let page = look(&world, 0, payment, None);
    let lucky: Vec<_> = page
        .items
        .iter()
        .map(|claim| (claim.index, claim.luckiest))
        .collect();
    assert_eq!(lucky, [(1, false), (0, true)]);
}

#[test]
fn what_nobody_took_goes_back_after_a_day() {
    let world = World::with(3);
    let input = world.packet(PacketKind::Lucky, idr(1_000), 3);
    let payment = world.send(0, &input).unwrap().payment;
    let share = world.tap(1, payment).unwrap().packet.my_share.unwrap();
    world.advance(PACKET_LIFETIME - Duration::from_millis(1));
    let early = world
        .write(|tx| expire_packet(tx, payment, &world.keys))
        .unwrap();
    assert_eq!(early, None);
    world.advance(Duration::from_millis(1));
    // The job is late, and the deadline holds.
    let late = world.tap(2, payment).unwrap();
    assert_eq!(
        (late.packet.state, late.packet.my_share),
        (PacketState::Returned, None)
    );
    assert_eq!(late.packet.seed, None, "it has not closed yet");
    assert_eq!(status(&world, 2, payment).state, PacketState::Returned);
    assert_eq!(world.tap(1, payment).unwrap().packet.my_share, Some(share));
    let back = world
        .write(|tx| expire_packet(tx, payment, &world.keys))
        .unwrap()
        .unwrap();
    let left = amount(1_000).checked_sub(share).unwrap();
    assert_eq!(back.receipt.kind, ReceiptKind::PacketReturned);
    assert_eq!(back.receipt.account, world.account(0));
    assert_eq!(back.receipt.money.unwrap().amount, left);
    assert!(back.packet.seed.is_some());
    let again = world
        .write(|tx| expire_packet(tx, payment, &world.keys))
        .unwrap();
    assert_eq!(again, None, "twice");
    world.run_jobs();
    let kept = 1_000_000 - share.minor() / 100;
    assert_eq!(world.has(0), (kept, 0));
    let page = look(&world, 0, payment, None);
    assert!(page.items[0].luckiest, "also when not all was taken");
}

#[test]
fn a_finished_packet_has_no_job_left() {
    let world = World::with(2);
    let input = world.packet(PacketKind::Normal, idr(10), 1);
    let payment = world.send(0, &input).unwrap().payment;
    world.tap(1, payment).unwrap();
    world.advance(DAY);
    let handlers = sapa_store::jobs::Handlers::new();
    assert_eq!(world.cell.run_due_jobs(&handlers).unwrap(), 0);
    let late = world
        .write(|tx| expire_packet(tx, payment, &world.keys))
        .unwrap();
    assert_eq!(late, None);
    let nothing = PaymentId::from_bytes([7; 16]);
    let none = world
        .write(|tx| expire_packet(tx, nothing, &world.keys))
        .unwrap();
    assert_eq!(none, None);
}

#[test]
fn shares_have_their_limits() {
    let world = World::with(2);
    let limits = world.policy.limits[&super::world::rupiah()];
    let most = limits.max_packet_shares;
    let largest = limits.max_packet_share.minor() / 100;
    use PacketKind::{Lucky, Normal};
    for (kind, total, shares, expected) in [
        (Lucky, 100, 0, "wallet.shares_invalid"),
        (Lucky, 1_000, most + 1, "wallet.shares_invalid"),
        (Lucky, 1_000, u32::MAX, "wallet.shares_invalid"),
        (Lucky, u128::from(most) - 1, most, "wallet.share_invalid"),
        (Lucky, u128::from(most), most, "ok"),
        (Normal, 100, 3, "wallet.share_invalid"),
        (Normal, 99, 3, "ok"),
        (Normal, largest + 1, 1, "wallet.share_invalid"),
        (Normal, largest, 1, "ok"),
        (Lucky, 0, 1, "wallet.amount_invalid"),
    ] {
        let input = world.packet(kind, idr(total), shares);
        let sent = world.send(0, &input);
        assert_eq!(code(sent), expected, "{kind:?} {total} {shares}");
    }
    let input = world.packet(Lucky, idr(2 * largest + 1), 2);
    let refused = details(world.send(0, &input));
    assert_eq!(refused["min"], "100");
    assert_eq!(refused["max"], limits.max_packet_share.to_string());
}

#[test]
fn what_is_written_on_a_packet_has_its_limits() {
    let world = World::with(2);
    let mut input = world.packet(PacketKind::Lucky, idr(10), 2);
    input.cover = "velvet".into();
    assert_eq!(code(world.send(0, &input)), "wallet.cover_invalid");
    input.greeting = Some("x".repeat(MAX_NOTE + 1));
    assert_eq!(code(world.send(0, &input)), "wallet.note_invalid");
    input.client_id = String::new();
    assert_eq!(code(world.send(0, &input)), "wallet.client_id_invalid");
    for cover in COVERS {
        let mut input = world.packet(PacketKind::Lucky, idr(10), 2);
        input.cover = (*cover).into();
        input.greeting = Some(" ".into());
        assert_eq!(world.send(0, &input).unwrap().greeting, None);
    }
}

#[test]
fn a_packet_between_two_people_is_for_the_other() {
    let world = World::with(3);
    let place = PacketPlace::Direct(world.account(1));
    let mut input = world.packet(PacketKind::Lucky, idr(10), 2);
    let refused = world.send_to(0, place, &input);
    assert_eq!(details(refused)["limit"], 1);
    input.shares = 1;
    let sent = world.send_to(0, place, &input).unwrap();
    assert_eq!(sent.only_for, Some(world.account(1)));
    assert_eq!(
        code(world.tap(0, sent.payment)),
        "wallet.not_yours",
        "one's own"
    );
    assert_eq!(code(world.tap(2, sent.payment)), "wallet.not_yours");
    assert_eq!(
        world.tap(1, sent.payment).unwrap().packet.my_share,
        Some(amount(10))
    );
    let mut named = world.packet(PacketKind::Exclusive, idr(10), 1);
    named.only_for = Some(world.account(1));
    world.send_to(0, place, &named).unwrap();
    named.client_id = "other".into();
    named.only_for = Some(world.account(2));
    assert_eq!(code(world.send_to(0, place, &named)), "wallet.not_found");
}

#[test]
fn an_exclusive_packet_in_a_group_is_for_one_member() {
    let world = World::with(3);
    let mut input = world.packet(PacketKind::Exclusive, idr(10), 1);
    assert_eq!(
        code(world.send(0, &input)),
        "wallet.not_found",
        "nobody is named"
    );
    input.only_for = Some(world.account(0));
    assert_eq!(code(world.send(0, &input)), "wallet.yourself");
    input.only_for = Some(world.account(2));
    input.shares = 2;
    assert_eq!(code(world.send(0, &input)), "wallet.shares_invalid");
    input.shares = 1;
    let sent = world.send(0, &input).unwrap();
    assert_eq!(code(world.tap(1, sent.payment)), "wallet.not_yours");
    assert_eq!(code(world.tap(0, sent.payment)), "wallet.not_yours");
    assert!(world.tap(2, sent.payment).unwrap().closed);
    let mut input = world.packet(PacketKind::Lucky, idr(10), 1);
    input.only_for = Some(world.account(2));
    assert_eq!(code(world.send(0, &input)), "wallet.shares_invalid");
}

#[test]
fn the_same_again_puts_nothing_twice() {
    let world = World::with(3);
    let input = world.packet(PacketKind::Lucky, idr(10), 2);
    let sent = world.send(0, &input).unwrap();
    world.tap(0, sent.payment).unwrap();
    let before = |who: usize, input: &NewPacket| {
        world.read(|read| packet_before(read, &world.person(who), input))
    };
    let again = before(0, &input).unwrap().unwrap();
    assert_eq!((again.payment, again.taken), (sent.payment, Some(1)));
    assert!(again.my_share.is_some());
    assert_eq!(
        before(1, &input).unwrap(),
        None,
        "ids are bound to who acts"
    );
    let changes: [fn(&mut NewPacket); 7] = [
        |input| input.conversation = ConversationId::from_bytes([8; 16]),
        |input| input.kind = PacketKind::Normal,
        |input| input.money = idr(11),
        |input| input.shares = 3,
        |input| input.cover = COVERS[1].into(),
        |input| input.greeting = None,
        |input| input.only_for = Some(sapa_kernel::AccountId::from_bytes([3; 16])),
    ];
    for change in changes {
        let mut other = input.clone();
        change(&mut other);
        assert_eq!(code(before(0, &other)), "wallet.different_content");
    }
}

#[test]
fn frozen_and_missing_wallets_take_no_share() {
    let world = World::with(3);
    let input = world.packet(PacketKind::Lucky, idr(10), 3);
    let payment = world.send(0, &input).unwrap().payment;
    world.freeze(1);
    assert_eq!(code(world.tap(1, payment)), "wallet.frozen");
    world.freeze(0);
    assert_eq!(code(world.tap(2, payment)), "wallet.other_unavailable");
    assert_eq!(code(world.tap(0, payment)), "wallet.frozen");
    world.advance(DAY);
    world.run_jobs();
    assert_eq!(world.has(0), (1_000_000, 0), "what comes back does");
    assert_eq!(
        code(world.tap(1, PaymentId::from_bytes([7; 16]))),
        "wallet.not_found"
    );
}

#[test]
fn who_has_no_wallet_sees_a_packet_that_is_over() {
    let world = World::without_wallets(2);
    world.open(0).unwrap();
    let reference = world.reference(0);
    let top_up = super::world::credit("1", idr(1_000), &reference);
    world.book(vec![top_up]).unwrap();
    let input = world.packet(PacketKind::Normal, idr(10), 1);
    let payment = world.send(0, &input).unwrap().payment;
    assert_eq!(code(world.tap(1, payment)), "wallet.not_open");
    world.tap(0, payment).unwrap();
    let seen = world.tap(1, payment).unwrap().packet;
    assert_eq!((seen.state, seen.my_share), (PacketState::Finished, None));
}

#[test]
fn without_its_key_a_lucky_packet_goes_back() {
    let mut world = World::with(3);
    let input = world.packet(PacketKind::Lucky, idr(10), 3);
    let lucky = world.send(0, &input).unwrap().payment;
    let input = world.packet(PacketKind::Normal, idr(9), 3);
    let even = world.send(0, &input).unwrap().payment;
    world.tap(0, lucky).unwrap();
    world.keys.draw = [9; 32];
    assert_eq!(code(world.tap(1, lucky)), "wallet.draw_unavailable");
    world.tap(1, even).unwrap();
    world.advance(DAY);
    world.run_jobs();
    let page = look(&world, 1, lucky, None);
    assert_eq!(
        (page.packet.state, page.packet.seed),
        (PacketState::Returned, None)
    );
}

#[test]
fn five_hundred_people_open_one_packet() {
    let mut world = World::with(1);
    world.add_crowd(501);
    let input = world.packet(PacketKind::Lucky, idr(500_000), 500);
    let sent = world.send(0, &input).unwrap();
    let mut sum = Amount::ZERO;
    for who in 1..=500 {
        // Counted once at the end: an audit after each would read half a million rows.
        let person = world.person(who);
        let payment = sent.payment;
        let opened = world
            .cell
            .write(|tx| open_packet(tx, &person, Payment { payment }, &world.keys))
            .unwrap();
        assert_eq!(opened.closed, who == 500);
        sum = sum.checked_add(opened.packet.my_share.unwrap()).unwrap();
    }
    world.audit();
    assert_eq!(sum, amount(500_000));
    assert_eq!(world.tap(501, sent.payment).unwrap().packet.my_share, None);
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let page = look(&world, 7, sent.payment, cursor);
        assert!(page.items.len() <= 100);
        assert_eq!(page.mine.unwrap().index, 6);
        seen.extend(page.items.iter().map(|claim| claim.index));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, (0..500).rev().collect::<Vec<_>>());
}

#[test]
fn a_card_shows_what_it_needs() {
    let world = World::with(2);
    let input = world.packet(PacketKind::Normal, idr(10), 2);
    let payment = world.send(0, &input).unwrap().payment;
    world.write(|tx| packet_card_is_at(tx, payment, 5)).unwrap();
    let place = world.read(|read| packet_place(read, payment)).unwrap();
    assert_eq!(place, (super::world::place(), 5));
    world.tap(1, payment).unwrap();
    let seen = status(&world, 1, payment);
    assert_eq!(
        (seen.taken, seen.shares, seen.my_share),
        (Some(1), 2, Some(amount(5)))
    );
    assert_eq!(status(&world, 0, payment).my_share, None);
    let nothing = PaymentId::from_bytes([7; 16]);
    assert_eq!(
        code(world.read(|read| packet_place(read, nothing))),
        "wallet.not_found"
    );
    let none = world.read(|read| packet_status(read, world.account(0), nothing));
    assert_eq!(none.unwrap(), None);
    let missing = world.write(|tx| packet_card_is_at(tx, nothing, 5));
    assert_eq!(code(missing), "wallet.not_found");
}

#[test]
fn a_cursor_of_something_else_is_refused() {
    let world = World::with(2);
    let input = world.packet(PacketKind::Lucky, idr(100), 2);
    let sent = world.send(0, &input).unwrap();
    for cursor in ["", "x", "-1", "4294967296", "1 "] {
        let input = PacketInput {
            payment: sent.payment,
            cursor: Some(cursor.to_owned()),
        };
        let refused = world.read(|read| packet(read, &world.person(0), input));
        assert_eq!(code(refused), "wallet.cursor_invalid", "{cursor}");
    }
}
