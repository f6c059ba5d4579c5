//! Asking for money, and splitting a bill.

use sapa_kernel::{Amount, ConversationId, Id, Money, PaymentId};

use super::world::{World, amount, code, details, idr, place};
use crate::*;

fn asking(money: Money, client_id: &str) -> NewRequest {
    NewRequest {
        conversation: place(),
        money,
        note: Some("Tickets".into()),
        client_id: client_id.into(),
    }
}

/// Somebody asks a friend.
pub(super) fn ask(world: &World, who: usize, whom: usize, money: Money) -> Request {
    let input = asking(money, &format!("ask-{}", world.cell.seq()));
    world
        .write(|tx| request(tx, &world.person(who), world.account(whom), &input))
        .unwrap()
}

pub(super) fn pay(world: &World, who: usize, payment: PaymentId) -> Result<RequestChanged, Error> {
    let pass = world.pass(who);
    let paid = world.write(|tx| {
        pay_request(
            tx,
            &world.person(who),
            Payment { payment },
            &pass,
            &world.policy,
        )
    });
    world.cell.write(|tx| forgive(tx, &pass)).unwrap();
    paid
}

fn decline(world: &World, who: usize, payment: PaymentId) -> Result<RequestChanged, Error> {
    world.write(|tx| decline_request(tx, &world.person(who), Payment { payment }))
}

fn cancel(world: &World, who: usize, payment: PaymentId) -> Result<RequestChanged, Error> {
    world.write(|tx| cancel_request(tx, &world.person(who), Payment { payment }))
}

fn bill(world: &World, total: u128, shares: &[(usize, u128)]) -> NewSplit {
    NewSplit {
        conversation: place(),
        money: idr(total),
        shares: shares
            .iter()
            .map(|(who, share)| NewShare {
                account: world.account(*who),
                amount: amount(*share),
            })
            .collect(),
        note: None,
        client_id: "bill".into(),
    }
}

fn divide(world: &World, input: &NewSplit) -> Result<Request, Error> {
    world.write(|tx| split(tx, &world.person(0), input))
}

#[test]
fn a_friend_pays_what_was_asked() {
    let world = World::with(2);
    let asked = ask(&world, 0, 1, idr(250));
    assert!(!asked.split && !asked.is_settled());
    let paid = pay(&world, 1, asked.payment).unwrap();
    assert!(paid.now && paid.request.is_paid());
    let told: Vec<_> = paid
        .receipts
        .iter()
        .map(|receipt| (receipt.account, receipt.kind, receipt.about))
        .collect();
    let (asker, payer) = (world.account(0), world.account(1));
    assert_eq!(
        told,
        [
            (payer, ReceiptKind::RequestPaid, Some(asker)),
            (asker, ReceiptKind::RequestReceived, Some(payer)),
        ]
    );
    assert_eq!((world.has(0).0, world.has(1).0), (1_000_250, 999_750));
    let again = pay(&world, 1, asked.payment).unwrap();
    assert!(!again.now && again.receipts.is_empty());
    assert_eq!(world.has(1).0, 999_750);
    assert_eq!(details(decline(&world, 1, asked.payment))["state"], "paid");
    assert_eq!(
        details(cancel(&world, 0, asked.payment))["state"],
        "settled"
    );
}

#[test]
fn a_request_is_declined_or_taken_back() {
    let world = World::with(2);
    let asked = ask(&world, 0, 1, idr(250)).payment;
    assert!(decline(&world, 1, asked).unwrap().now);
    assert!(!decline(&world, 1, asked).unwrap().now);
    assert_eq!(details(pay(&world, 1, asked))["state"], "declined");
    assert_eq!(details(cancel(&world, 0, asked))["state"], "settled");
    let asked = ask(&world, 0, 1, idr(250)).payment;
    assert!(cancel(&world, 0, asked).unwrap().now);
    assert!(!cancel(&world, 0, asked).unwrap().now);
    assert_eq!(details(pay(&world, 1, asked))["state"], "cancelled");
    assert_eq!(details(decline(&world, 1, asked))["state"], "cancelled");
    assert_eq!(world.has(1), (1_000_000, 0));
}

#[test]
fn each_does_what_is_theirs() {
    let world = World::with(3);
    let asked = ask(&world, 0, 1, idr(250)).payment;
    let nothing = PaymentId::from_bytes([7; 16]);
    for (who, payment, expected) in [
        (0, asked, "wallet.not_yours"),
        (2, asked, "wallet.not_yours"),
        (1, nothing, "wallet.not_found"),
    ] {
        assert_eq!(code(pay(&world, who, payment)), expected);
        assert_eq!(code(decline(&world, who, payment)), expected);
    }
    assert_eq!(code(cancel(&world, 1, asked)), "wallet.not_yours");
    assert_eq!(code(cancel(&world, 0, nothing)), "wallet.not_found");
}

#[test]
fn a_bill_is_split_and_paid_in_parts() {
    let world = World::with(4);
    let input = bill(&world, 100, &[(1, 30), (2, 30), (3, 30)]);
    let asked = divide(&world, &input).unwrap();
    assert!(asked.split);
    assert_eq!(asked.total, amount(100), "ten are the asker's own");
    pay(&world, 1, asked.payment).unwrap();
    let changed = decline(&world, 2, asked.payment).unwrap();
    assert!(!changed.request.is_settled());
    let cancelled = cancel(&world, 0, asked.payment).unwrap();
    assert_eq!(cancelled.request.shares[0].state, ShareState::Paid);
    assert_eq!(details(pay(&world, 3, asked.payment))["state"], "cancelled");
    assert!(
        !pay(&world, 1, asked.payment).unwrap().now,
        "it was paid before"
    );
    assert_eq!(world.has(0).0, 1_000_030);
}

#[test]
fn the_parts_of_a_bill_are_sound() {
    let mut world = World::with(3);
    for (total, shares, expected) in [
        (100, &[][..], "wallet.split_invalid"),
        (100, &[(1, 60), (2, 41)], "wallet.split_invalid"),
        (100, &[(1, 30), (1, 30)], "wallet.split_invalid"),
        (100, &[(0, 30)], "wallet.split_invalid"),
        (100, &[(1, 0)], "wallet.amount_invalid"),
        (0, &[(1, 1)], "wallet.amount_invalid"),
        (100, &[(1, 60), (2, 40)], "ok"),
    ] {
        let input = bill(&world, total, shares);
        assert_eq!(code(divide(&world, &input)), expected, "{total} {shares:?}");
    }
    let mut input = bill(&world, 100, &[(1, 1), (2, 1)]);
    input.client_id = "x".into();
    input.shares[0].amount = Amount::from_minor(50);
    assert_eq!(
        code(divide(&world, &input)),
        "wallet.amount_invalid",
        "off the step"
    );
    for share in &mut input.shares {
        share.amount = Amount::from_minor(u128::MAX / 100 * 100);
    }
    assert_eq!(
        code(divide(&world, &input)),
        "wallet.split_invalid",
        "overflow"
    );
    world.add_crowd(MAX_SPLIT - 1);
    let all: Vec<_> = (1..=MAX_SPLIT + 1).map(|who| (who, 1)).collect();
    let mut most = bill(&world, 1_000, &all);
    most.client_id = "many".into();
    assert_eq!(code(divide(&world, &most)), "wallet.split_invalid");
    most.shares.pop();
    assert_eq!(divide(&world, &most).unwrap().shares.len(), MAX_SPLIT);
}

#[test]
fn the_same_again_asks_nothing_twice() {
    let world = World::with(3);
    let input = asking(idr(250), "a");
    let before =
        |input: &NewRequest| world.read(|read| asked_before(read, &world.person(0), input));
    assert_eq!(before(&input).unwrap(), None);
    let asked = world
        .write(|tx| request(tx, &world.person(0), world.account(1), &input))
        .unwrap();
    pay(&world, 1, asked.payment).unwrap();
    assert!(before(&input).unwrap().unwrap().is_paid());
    for changed in [
        asking(idr(251), "a"),
        NewRequest {
            note: None,
            ..input.clone()
        },
        NewRequest {
            conversation: ConversationId::from_bytes([8; 16]),
            ..input.clone()
        },
    ] {
        assert_eq!(code(before(&changed)), "wallet.different_content");
    }
    let theirs = world.read(|read| asked_before(read, &world.person(2), &input));
    assert_eq!(theirs.unwrap(), None, "ids are bound to who acts");
    let split = bill(&world, 100, &[(1, 30), (2, 30)]);
    let divided = divide(&world, &split).unwrap();
    let before = |input: &NewSplit| world.read(|read| split_before(read, &world.person(0), input));
    assert_eq!(before(&split).unwrap(), Some(divided));
    let mut other = split.clone();
    other.shares.swap(0, 1);
    assert_eq!(code(before(&other)), "wallet.different_content");
    other.shares.pop();
    assert_eq!(code(before(&other)), "wallet.different_content");
    // A request and a bill of one id are not the same.
    let as_split = NewSplit {
        client_id: "a".into(),
        ..split
    };
    assert_eq!(code(before(&as_split)), "wallet.different_content");
}

#[test]
fn frozen_and_absent_wallets_take_no_part() {
    let world = World::with(2);
    let asked = ask(&world, 0, 1, idr(250)).payment;
    world.freeze(0);
    assert_eq!(code(pay(&world, 1, asked)), "wallet.other_unavailable");
    let input = asking(idr(1), "frozen");
    let refused = world.write(|tx| request(tx, &world.person(0), world.account(1), &input));
    assert_eq!(code(refused), "wallet.frozen");
    world.unfreeze(0);
    world.freeze(1);
    assert_eq!(code(pay(&world, 1, asked)), "wallet.frozen");
    decline(&world, 1, asked).unwrap();
    let poor = World::without_wallets(2);
    let refused = poor.write(|tx| request(tx, &poor.person(0), poor.account(1), &input));
    assert_eq!(code(refused), "wallet.not_open");
}

#[test]
fn a_request_is_found_where_its_card_is() {
    let world = World::with(2);
    let asked = ask(&world, 0, 1, idr(250)).payment;
    world.write(|tx| request_card_is_at(tx, asked, 7)).unwrap();
    let seen = world
        .read(|read| request_of(read, Payment { payment: asked }))
        .unwrap();
    assert_eq!((seen.conversation, seen.message_no), (place(), 7));
    assert_eq!(
        world.read(|read| request_place(read, asked)).unwrap(),
        place()
    );
    let nothing = PaymentId::from_bytes([7; 16]);
    let missing = world.read(|read| request_place(read, nothing));
    assert_eq!(code(missing), "wallet.not_found");
    let missing = world.read(|read| request_of(read, Payment { payment: nothing }));
    assert_eq!(code(missing), "wallet.not_found");
    let missing = world.write(|tx| request_card_is_at(tx, nothing, 1));
    assert_eq!(code(missing), "wallet.not_found");
}

#[test]
fn both_sides_read_in_their_statements_what_it_was_for() {
    let world = World::with(3);
    let asked = ask(&world, 0, 1, idr(250)).payment;
    pay(&world, 1, asked).unwrap();
    let mut input = bill(&world, 30, &[(1, 10), (2, 10)]);
    input.note = Some("Nasi goreng".into());
    let divided = divide(&world, &input).unwrap().payment;
    pay(&world, 2, divided).unwrap();
    pay(&world, 1, divided).unwrap();
    let notes = |who: usize| -> Vec<_> {
        let lines = world.lines(who).into_iter();
        let paid = lines.filter(|line| line.kind == PaymentKind::Request);
        paid.map(|line| line.note.unwrap_or_default()).collect()
    };
    assert_eq!(notes(0), ["Nasi goreng", "Nasi goreng", "Tickets"]);
    assert_eq!(notes(1), ["Nasi goreng", "Tickets"]);
    assert_eq!(notes(2), ["Nasi goreng"]);
    let file = world
        .read(|read| statement_csv(read, &world.person(2), &StatementInput::default()).unwrap());
    assert!(file.csv.contains(",person0,Nasi goreng,"), "{file:?}");
}
