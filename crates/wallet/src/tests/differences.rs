//! What operators do about lines of the bank that nobody asked for.

use sapa_kernel::{Operator, PaymentId};

use super::world::{MACHINE, World, code, credit, debit, details, idr};
use crate::*;

fn matched(world: &World, reference: &str, payment: PaymentId) -> Result<Receipt, Error> {
    let input = MatchWithdrawal {
        statement: "S1".into(),
        reference: reference.into(),
        payment,
        reason: "the bank's letter".into(),
    };
    world.write(|tx| match_withdrawal(tx, &MACHINE, &input))
}

fn give_back(world: &World, payment: PaymentId) -> Result<Receipt, Error> {
    let input = ReturnWithdrawal {
        payment,
        reason: "the bank refused".into(),
    };
    world.write(|tx| return_withdrawal(tx, &MACHINE, &input))
}

fn close(world: &World, reference: &str) {
    let input = CloseDifference {
        statement: "S1".into(),
        reference: reference.into(),
        reason: "a fee".into(),
    };
    world
        .write(|tx| close_difference(tx, &MACHINE, input))
        .unwrap();
}

fn reasons(world: &World) -> Vec<String> {
    let list = world.read(|read| inspections(read, &MACHINE, InspectionList::default()));
    let items = list.unwrap().items;
    let mut reasons: Vec<String> = items.into_iter().map(|row| row.reason).collect();
    // Those of one millisecond stand in no order.
    reasons.sort();
    reasons
}

#[test]
fn a_withdrawal_that_was_paid_with_a_fee_is_done_and_not_paid_twice() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    world.tell_bank();
    let booked = world
        .book(vec![debit("1", idr(503), &payment.to_string())])
        .unwrap();
    assert_eq!(booked.differences, 1);
    assert_eq!(world.has(0), (999_500, 500));
    let line = &world.report().differences[0];
    assert_eq!(line.problem, BookedAs::WrongAmount);
    let named = line.withdrawal.as_ref().unwrap();
    assert_eq!(
        (named.payment, named.state),
        (payment, WithdrawalState::Sent)
    );

    assert_eq!(details(give_back(&world, payment))["reference"], "1");
    assert_eq!(code(give_back(&world, payment)), "wallet.line_open");
    let receipt = matched(&world, "1", payment).unwrap();
    assert_eq!(
        (receipt.kind, receipt.money),
        (ReceiptKind::WithdrawalDone, Some(idr(500)))
    );
    assert_eq!(world.has(0), (999_500, 0));
    assert_eq!(world.withdrawal(0, payment).state, WithdrawalState::Done);
    assert_eq!(world.cells(SUSPENSE), -300, "the fee");
    let report = world.report();
    assert!(report.in_order);
    assert_eq!(reasons(&world), ["the bank's letter"]);
    assert_eq!(details(matched(&world, "1", payment))["state"], "settled");
    assert_eq!(details(give_back(&world, payment))["state"], "done");
    // It may still come back.
    let mut back = credit("2", idr(500), "");
    back.end_to_end_id = Some(payment.to_string());
    world.book(vec![back]).unwrap();
    assert_eq!(world.has(0), (1_000_000, 0));
}

#[test]
fn a_withdrawal_that_was_paid_without_its_id_is_found() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    let other = world.withdraw(0, idr(501), "b").unwrap().payment;
    assert_eq!(
        details(matched(&world, "1", payment)),
        serde_json::Value::Null
    );
    let message = world.write(next_message).unwrap().unwrap();
    assert_eq!(message.orders.len(), 2);
    let mut nameless = debit("1", idr(500), "");
    nameless.end_to_end_id = None;
    let mut small = debit("2", idr(3), "");
    small.end_to_end_id = None;
    world.book(vec![nameless, small]).unwrap();
    let may_be = |at: usize| -> Vec<PaymentId> {
        let lines = world.report().differences;
        lines[at].may_be.iter().map(|row| row.payment).collect()
    };
    assert_eq!((may_be(0), may_be(1)), (vec![payment], vec![]));
    // The message was not noted as sent; the bank has it all the same.
    assert_eq!(details(matched(&world, "1", other))["least"], "50100");
    matched(&world, "1", payment).unwrap();
    assert_eq!(world.withdrawal(0, other).state, WithdrawalState::Sent);
    // No line that is left has enough to be the other: it may be given back.
    give_back(&world, other).unwrap();
    assert_eq!(world.has(0), (999_500, 0));
    assert_eq!(details(matched(&world, "2", other))["state"], "returned");
    close(&world, "2");
    assert!(world.report().in_order);
}

#[test]
fn nobody_gets_money_back_while_a_line_may_be_it() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    let waits = world.withdraw(0, idr(10), "b");
    world.tell_bank();
    world
        .book(vec![debit("1", idr(500), "NOTHING OF OURS")])
        .unwrap();
    assert_eq!(code(give_back(&world, payment)), "wallet.line_open");
    close(&world, "1");
    give_back(&world, payment).unwrap();
    assert_eq!(reasons(&world), ["a fee", "the bank refused"]);
    // What the bank was never told of was not paid.
    let later = world.withdraw(0, idr(10), "c").unwrap().payment;
    world
        .book(vec![debit("2", idr(10), "NOTHING EITHER")])
        .unwrap();
    give_back(&world, later).unwrap();
    assert_eq!(
        code(give_back(&world, waits.unwrap().payment)),
        "wallet.line_open"
    );
}

#[test]
fn what_came_back_late_is_not_given_to_who_has_it_back() {
    let world = World::with(2);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    world.tell_bank();
    give_back(&world, payment).unwrap();
    // The bank pays after all, and the money comes back.
    let mut back = credit("2", idr(500), "");
    back.end_to_end_id = Some(payment.to_string());
    world
        .book(vec![debit("1", idr(500), &payment.to_string()), back])
        .unwrap();
    let report = world.report();
    assert_eq!(report.differences[1].account, None);
    let named = report.differences[1].withdrawal.as_ref().unwrap();
    assert_eq!(named.state, WithdrawalState::Withdrawn);
    let give = |who: usize, operator: Operator| {
        let input = ResolveDifference {
            statement: "S1".into(),
            reference: "2".into(),
            account: world.account(who),
            reason: "somebody asked".into(),
        };
        world.write(|tx| resolve_difference(tx, &operator, &input))
    };
    assert_eq!(details(give(0, MACHINE))["state"], "returned");
    let own = Operator {
        account: Some(world.account(1)),
    };
    assert_eq!(code(give(1, own)), "wallet.yourself");
    close(&world, "1");
    close(&world, "2");
    assert!(world.report().in_order);
    assert_eq!((world.has(0), world.cells(SUSPENSE)), ((1_000_000, 0), 0));
}

#[test]
fn a_reason_is_needed_and_kept() {
    let world = World::with(1);
    world.book(vec![credit("1", idr(5), "for sari")]).unwrap();
    let with = |reason: &str| ResolveDifference {
        statement: "S1".into(),
        reference: "1".into(),
        account: world.account(0),
        reason: reason.into(),
    };
    let refused = world.write(|tx| resolve_difference(tx, &MACHINE, &with("x")));
    assert_eq!(code(refused), "wallet.reason_invalid");
    world
        .write(|tx| resolve_difference(tx, &MACHINE, &with("her receipt")))
        .unwrap();
    let list = world.read(|read| inspections(read, &MACHINE, InspectionList::default()));
    let row = &list.unwrap().items[0];
    assert_eq!(
        (row.account, row.reason.as_str()),
        (Some(world.account(0)), "her receipt")
    );
}

#[test]
fn a_top_up_that_names_a_withdrawal_is_a_top_up() {
    let world = World::with(2);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    world.tell_bank();
    world
        .book(vec![debit("1", idr(500), &payment.to_string())])
        .unwrap();
    // The person writes the id of their own withdrawal on a top-up of another.
    let mut other = credit("2", idr(500), &world.reference(1));
    other.end_to_end_id = Some(payment.to_string());
    world.book(vec![other.clone()]).unwrap();
    assert_eq!(world.withdrawal(0, payment).state, WithdrawalState::Done);
    assert_eq!((world.has(0).0, world.has(1).0), (999_500, 1_000_500));
    // What says that it comes back does, whatever else stands on it.
    other.reference = "3".into();
    other.return_reason = Some("AC04".into());
    world.book(vec![other]).unwrap();
    assert_eq!(
        world.withdrawal(0, payment).state,
        WithdrawalState::Returned
    );
}

#[test]
fn a_payment_that_the_bank_made_twice_and_took_back_is_paid_once() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    let out = |reference: &str| debit(reference, idr(300), &payment.to_string());
    let back = |reference: &str| {
        let mut back = credit(reference, idr(300), "");
        back.end_to_end_id = Some(payment.to_string());
        back.return_reason = Some("AC04".into());
        back
    };
    world.book(vec![out("1"), out("2"), back("3")]).unwrap();
    assert_eq!(world.withdrawal(0, payment).state, WithdrawalState::Done);
    assert_eq!((world.has(0), world.cells(SUSPENSE)), ((999_700, 0), 0));
    // Then the payment itself comes back.
    world.book(vec![back("4")]).unwrap();
    assert_eq!(
        world.withdrawal(0, payment).state,
        WithdrawalState::Returned
    );
    assert_eq!((world.has(0), world.cells(SUSPENSE)), ((1_000_000, 0), 0));
    close(&world, "2");
    close(&world, "3");
    assert!(world.report().in_order);
}

#[test]
fn what_came_back_by_a_line_is_not_given_back_once_more() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    world.tell_bank();
    let mut out = debit("1", idr(500), "");
    out.end_to_end_id = None;
    let mut back = credit("2", idr(500), "");
    back.end_to_end_id = Some(payment.to_string());
    back.return_reason = Some("AC04".into());
    world.book(vec![out, back]).unwrap();
    let give = || {
        let input = ResolveDifference {
            statement: "S1".into(),
            reference: "2".into(),
            account: world.account(0),
            reason: "it came back".into(),
        };
        world.write(|tx| resolve_difference(tx, &MACHINE, &input))
    };
    assert_eq!(details(give())["state"], "held");
    matched(&world, "1", payment).unwrap();
    give().unwrap();
    assert_eq!((world.has(0), world.cells(SUSPENSE)), ((1_000_000, 0), 0));
}

#[test]
fn nobody_decides_about_their_own_money() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(500), "a").unwrap().payment;
    world.tell_bank();
    let own = Operator {
        account: Some(world.account(0)),
    };
    let input = ReturnWithdrawal {
        payment,
        reason: "I want it".into(),
    };
    let returned = world.write(|tx| return_withdrawal(tx, &own, &input));
    assert_eq!(code(returned), "wallet.yourself");
    world
        .book(vec![debit("1", idr(503), &payment.to_string())])
        .unwrap();
    let closing = CloseDifference {
        statement: "S1".into(),
        reference: "1".into(),
        reason: "a fee".into(),
    };
    let closed = world.write(|tx| close_difference(tx, &own, closing));
    assert_eq!(code(closed), "wallet.yourself");
    let matching = MatchWithdrawal {
        statement: "S1".into(),
        reference: "1".into(),
        payment,
        reason: "a fee".into(),
    };
    let matched = world.write(|tx| match_withdrawal(tx, &own, &matching));
    assert_eq!(code(matched), "wallet.yourself");
}
