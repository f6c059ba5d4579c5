//! Money for a friend: held, then taken, declined or back.

use std::time::Duration;

use sapa_kernel::{ConversationId, Id, PaymentId};
use sapa_store::Topic;

use super::world::{DAY, World, code, details, idr, place};
use crate::*;

fn look(world: &World, who: usize, payment: PaymentId) -> Result<Transfer, Error> {
    world.read(|read| transfer_of(read, &world.person(who), Payment { payment }))
}

#[test]
fn money_is_held_until_it_is_taken() {
    let world = World::with(2);
    world.cell.events();
    let sent = world.transfer(0, 1, idr(300), "a").unwrap();
    assert_eq!(sent.state, TransferState::Waiting);
    assert_eq!(sent.expires_at.since(sent.sent_at), TRANSFER_LIFETIME);
    assert_eq!(
        (world.has(0), world.has(1)),
        ((999_700, 300), (1_000_000, 0))
    );
    assert_eq!(world.cell.events().len(), 1, "the card tells the receiver");
    let taken = world.accept(1, sent.payment).unwrap();
    assert!(taken.now && taken.receipt.is_none());
    assert_eq!((world.has(0), world.has(1)), ((999_700, 0), (1_000_300, 0)));
    let topics: Vec<_> = world
        .cell
        .events()
        .iter()
        .map(|event| event.topic)
        .collect();
    let both = [0, 1].map(|who| Topic::Account(world.account(who)));
    assert_eq!(topics, both);
    let again = world.accept(1, sent.payment).unwrap();
    assert_eq!((again.now, &again.transfer), (false, &taken.transfer));
    assert_eq!(details(world.decline(1, sent.payment))["state"], "accepted");
    world.advance(DAY);
    world.run_jobs();
    assert_eq!(look(&world, 0, sent.payment).unwrap(), taken.transfer);
}

#[test]
fn money_that_is_not_wanted_goes_back_at_once() {
    let world = World::with(2);
    let sent = world.transfer(0, 1, idr(300), "a").unwrap();
    let declined = world.decline(1, sent.payment).unwrap();
    let receipt = declined.receipt.unwrap();
    assert_eq!(receipt.kind, ReceiptKind::TransferDeclined);
    assert_eq!(
        (receipt.account, receipt.about),
        (world.account(0), Some(world.account(1)))
    );
    assert_eq!(
        (receipt.money, receipt.note.as_deref()),
        (Some(idr(300)), Some("Lunch"))
    );
    assert_eq!(world.has(0), (1_000_000, 0));
    let again = world.decline(1, sent.payment).unwrap();
    assert!(!again.now && again.receipt.is_none());
    assert_eq!(details(world.accept(1, sent.payment))["state"], "declined");
}

#[test]
fn a_deadline_holds_though_the_job_is_late() {
    let world = World::with(2);
    let [first, second, third] =
        ["a", "b", "c"].map(|id| world.transfer(0, 1, idr(300), id).unwrap().payment);
    world.advance(TRANSFER_LIFETIME - Duration::from_millis(1));
    let early = world.write(|tx| expire_transfer(tx, first)).unwrap();
    assert_eq!(early, None);
    world.accept(1, first).unwrap();
    world.advance(Duration::from_millis(1));
    assert_eq!(code(world.accept(1, second)), "wallet.expired");
    assert_eq!(
        look(&world, 1, second).unwrap().state,
        TransferState::Returned
    );
    // Declining does what the job would.
    world.decline(1, third).unwrap();
    world.run_jobs();
    assert_eq!(details(world.accept(1, second))["state"], "returned");
    assert_eq!(world.has(0), (999_700, 0));
    // A job that comes twice finds nothing to do.
    for payment in [first, second, third, PaymentId::from_bytes([7; 16])] {
        let again = world.write(|tx| expire_transfer(tx, payment)).unwrap();
        assert_eq!(again, None);
    }
}

#[test]
fn the_job_says_that_the_money_is_back() {
    let world = World::with(2);
    let payment = world.transfer(0, 1, idr(300), "a").unwrap().payment;
    world.advance(TRANSFER_LIFETIME);
    let back = world
        .write(|tx| expire_transfer(tx, payment))
        .unwrap()
        .unwrap();
    assert_eq!(back.transfer.state, TransferState::Returned);
    assert_eq!(back.receipt.unwrap().kind, ReceiptKind::TransferReturned);
}

#[test]
fn the_same_again_sends_nothing_twice() {
    let world = World::with(3);
    let sent = world.transfer(0, 1, idr(300), "a").unwrap();
    world.accept(1, sent.payment).unwrap();
    let input = NewTransfer {
        conversation: place(),
        money: idr(300),
        note: Some(" Lunch ".into()),
        client_id: "a".into(),
    };
    let before =
        |input: &NewTransfer| world.read(|read| sent_before(read, &world.person(0), input));
    let again = before(&input).unwrap().unwrap();
    assert_eq!(
        (again.payment, again.state),
        (sent.payment, TransferState::Accepted)
    );
    for changed in [
        NewTransfer {
            money: idr(301),
            ..input.clone()
        },
        NewTransfer {
            note: None,
            ..input.clone()
        },
        NewTransfer {
            conversation: ConversationId::from_bytes([8; 16]),
            ..input.clone()
        },
    ] {
        assert_eq!(code(before(&changed)), "wallet.different_content");
    }
    // Somebody else's id of the same letters is another payment; so is another verb's.
    let theirs = world.transfer(2, 1, idr(300), "a").unwrap();
    let taken_out = world.withdraw(0, idr(300), "a").unwrap();
    assert_ne!(theirs.payment, sent.payment);
    assert_ne!(taken_out.payment, sent.payment);
    assert_eq!(world.has(0), (999_400, 300));
}

#[test]
fn only_its_two_people_know_a_transfer_and_only_the_receiver_answers() {
    let world = World::with(3);
    let payment = world.transfer(0, 1, idr(300), "a").unwrap().payment;
    assert_eq!(code(look(&world, 2, payment)), "wallet.not_found");
    assert_eq!(
        look(&world, 0, payment).unwrap(),
        look(&world, 1, payment).unwrap()
    );
    for (who, expected) in [(0, "wallet.not_yours"), (2, "wallet.not_found")] {
        assert_eq!(code(world.accept(who, payment)), expected);
        assert_eq!(code(world.decline(who, payment)), expected);
    }
    let nothing = PaymentId::from_bytes([7; 16]);
    assert_eq!(code(world.accept(1, nothing)), "wallet.not_found");
    let myself = world.transfer(0, 0, idr(1), "b");
    assert_eq!(code(myself), "wallet.yourself");
}

#[test]
fn who_has_no_wallet_opens_one_to_take_it() {
    let world = World::without_wallets(2);
    world.open(0).unwrap();
    let reference = world.reference(0);
    let top_up = super::world::credit("1", idr(1_000), &reference);
    world.book(vec![top_up]).unwrap();
    let [first, second] = ["a", "b"].map(|id| world.transfer(0, 1, idr(300), id).unwrap().payment);
    assert_eq!(code(world.accept(1, first)), "wallet.not_open");
    world.decline(1, second).unwrap();
    world.open(1).unwrap();
    world.accept(1, first).unwrap();
    assert_eq!(world.has(1), (300, 0));
}

#[test]
fn a_frozen_wallet_neither_gives_nor_takes_but_gets_back() {
    let world = World::with(2);
    let [first, second, third] =
        ["a", "b", "c"].map(|id| world.transfer(0, 1, idr(300), id).unwrap().payment);
    world.freeze(0);
    assert_eq!(code(world.transfer(0, 1, idr(1), "d")), "wallet.frozen");
    assert_eq!(code(world.accept(1, first)), "wallet.other_unavailable");
    world.decline(1, second).unwrap();
    assert_eq!(world.has(0), (999_400, 600));
    world.unfreeze(0);
    world.freeze(1);
    assert_eq!(code(world.accept(1, first)), "wallet.frozen");
    world.decline(1, third).unwrap();
    world.advance(DAY);
    world.run_jobs();
    assert_eq!(world.has(0), (1_000_000, 0));
}

#[test]
fn the_order_of_refusals() {
    let world = World::with(2);
    let pass = world.pass(0);
    let mut input = NewTransfer {
        conversation: place(),
        money: idr(9_000_000),
        note: Some("\u{0}".into()),
        client_id: String::new(),
    };
    world.freeze(0);
    let refused = |to: usize, input: &NewTransfer| code(world.transfer_with(0, to, input, &pass));
    assert_eq!(refused(0, &input), "wallet.frozen");
    world.unfreeze(0);
    assert_eq!(refused(0, &input), "wallet.client_id_invalid");
    input.client_id = "a".into();
    assert_eq!(refused(0, &input), "wallet.note_invalid");
    input.note = None;
    assert_eq!(refused(0, &input), "wallet.yourself");
    world.new_terms();
    assert_eq!(refused(1, &input), "wallet.terms_changed");
    world
        .write(|tx| accept_terms(tx, &world.person(0), AcceptTerms { version: 2 }))
        .unwrap();
    assert_eq!(refused(1, &input), "wallet.over_payment_limit");
    input.money = idr(2_000_000);
    assert_eq!(refused(1, &input), "wallet.insufficient_funds");
}

#[test]
fn a_card_has_its_place() {
    let world = World::with(2);
    let payment = world.transfer(0, 1, idr(300), "a").unwrap().payment;
    world
        .write(|tx| transfer_card_is_at(tx, payment, 12))
        .unwrap();
    assert_eq!(look(&world, 0, payment).unwrap().message_no, 12);
    let nothing = PaymentId::from_bytes([7; 16]);
    assert_eq!(
        code(world.write(|tx| transfer_card_is_at(tx, nothing, 12))),
        "wallet.not_found"
    );
}
