//! Money that leaves for a bank: asked for, told to the bank, paid out or returned.

use sapa_bank::BankAccount;
use sapa_kernel::{Id, Operator, PaymentId};

use super::world::{World, code, credit, debit, details, idr};
use crate::*;

fn state(world: &World, payment: PaymentId) -> WithdrawalState {
    world.withdrawal(0, payment).state
}

#[test]
fn money_is_held_until_the_bank_has_paid_it_out() {
    let world = World::with(1);
    let asked = world.withdraw(0, idr(300), "a").unwrap();
    assert_eq!(asked.state, WithdrawalState::Waiting);
    assert_eq!(world.has(0), (999_700, 300));
    let message = world.tell_bank().unwrap();
    let order = &message.orders[0];
    assert_eq!(message.id, format!("SAPA{}", asked.payment));
    assert!(
        message.id.len() <= 35,
        "ISO 20022 has 35 characters for an id"
    );
    assert_eq!(order.end_to_end_id, asked.payment.to_string());
    assert_eq!(
        (order.amount, order.creditor_name.as_str()),
        (idr(300), "Sari Dewi")
    );
    assert_eq!(state(&world, asked.payment), WithdrawalState::Sent);
    assert_eq!(world.tell_bank(), None);
    let end_to_end = format!(" {} ", asked.payment.to_string().to_ascii_uppercase());
    let booked = world.book(vec![debit("1", idr(300), &end_to_end)]).unwrap();
    assert_eq!(booked.differences, 0);
    assert_eq!(booked.receipts[0].kind, ReceiptKind::WithdrawalDone);
    assert_eq!(booked.receipts[0].money, Some(idr(300)));
    let done = world.withdrawal(0, asked.payment);
    assert_eq!(
        (done.state, done.settled_at.is_some()),
        (WithdrawalState::Done, true)
    );
    assert_eq!(world.has(0), (999_700, 0));
}

#[test]
fn the_same_again_takes_nothing_twice() {
    let world = World::with(2);
    let input = NewWithdrawal {
        money: idr(300),
        holder: " Sari  Dewi ".into(),
        to: BankAccount::local("777", None).unwrap(),
        client_id: "a".into(),
    };
    let asked = world.withdraw_with(0, &input).unwrap();
    assert_eq!(asked.holder, "Sari Dewi");
    world.tell_bank();
    let again = world.withdraw_with(0, &input).unwrap();
    assert_eq!(
        (again.payment, again.state),
        (asked.payment, WithdrawalState::Sent)
    );
    for changed in [
        NewWithdrawal {
            money: idr(301),
            ..input.clone()
        },
        NewWithdrawal {
            holder: "Budi".into(),
            ..input.clone()
        },
        NewWithdrawal {
            to: BankAccount::local("778", None).unwrap(),
            ..input.clone()
        },
    ] {
        assert_eq!(
            code(world.withdraw_with(0, &changed)),
            "wallet.different_content"
        );
    }
    let theirs = world.withdraw_with(1, &input).unwrap();
    assert_ne!(theirs.payment, asked.payment);
    let look = |who: usize| {
        let payment = asked.payment;
        world.read(|read| withdrawal(read, &world.person(who), Payment { payment }))
    };
    assert_eq!(code(look(1)), "wallet.not_found");
    look(0).unwrap();
}

#[test]
fn a_holder_is_a_name() {
    let world = World::with(1);
    let holder = |holder: String| {
        let input = NewWithdrawal {
            money: idr(1),
            holder,
            to: BankAccount::local("777", None).unwrap(),
            client_id: format!("h{}", world.cell.seq()),
        };
        world.withdraw_with(0, &input)
    };
    holder("x".repeat(MAX_HOLDER)).unwrap();
    for bad in [
        String::new(),
        " ".into(),
        "a\u{7}".into(),
        "x".repeat(MAX_HOLDER + 1),
    ] {
        let refused = holder(bad);
        assert_eq!(code(refused), "wallet.bank_account_invalid");
    }
    assert!(details(holder(String::new()))["problem"].is_string());
}

#[test]
fn a_message_is_sent_again_as_it_was() {
    let world = World::with(2);
    world.withdraw(0, idr(300), "a").unwrap();
    world.withdraw(1, idr(400), "a").unwrap();
    let first = world.write(next_message).unwrap().unwrap();
    assert_eq!(first.orders.len(), 2);
    // The machine stops before anybody noted that it was sent. Meanwhile somebody asks for more.
    world.advance(std::time::Duration::from_secs(60));
    world.withdraw(0, idr(500), "b").unwrap();
    let second = world.write(next_message).unwrap().unwrap();
    assert_eq!(second, first);
    world.write(|tx| message_sent(tx, &second)).unwrap();
    world.write(|tx| message_sent(tx, &second)).unwrap();
    assert_eq!(
        world.cell.last_writes(),
        0,
        "saying so again changes nothing"
    );
    let next = world.tell_bank().unwrap();
    assert_ne!(next.id, first.id);
    assert_eq!(next.orders.len(), 1);
    assert_eq!(world.tell_bank(), None);
}

#[test]
fn a_message_that_the_bank_has_settled_in_part_is_not_sent_again() {
    let world = World::with(2);
    let [one, other] = [0, 1].map(|who| world.withdraw(who, idr(300), "a").unwrap().payment);
    world.write(next_message).unwrap().unwrap();
    // The bank had it, though nobody noted that; its statement has one of both.
    world
        .book(vec![debit("1", idr(300), &one.to_string())])
        .unwrap();
    assert_eq!(world.withdrawal(0, one).state, WithdrawalState::Done);
    assert_eq!(world.withdrawal(1, other).state, WithdrawalState::Sent);
    assert_eq!(
        world.write(next_message).unwrap(),
        None,
        "with one order it were another message"
    );
    world
        .book(vec![debit("2", idr(300), &other.to_string())])
        .unwrap();
    assert_eq!(world.has(1), (999_700, 0));
}

fn returned(reference: &str, payment: PaymentId) -> sapa_bank::Entry {
    sapa_bank::Entry {
        end_to_end_id: Some(payment.to_string()),
        return_reason: Some("AC04".into()),
        ..credit(reference, idr(300), "RETURN")
    }
}

#[test]
fn what_the_bank_could_not_pay_out_is_back() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    world
        .book(vec![debit("1", idr(300), &payment.to_string())])
        .unwrap();
    let booked = world.book(vec![returned("2", payment)]).unwrap();
    assert_eq!(booked.receipts[0].kind, ReceiptKind::WithdrawalReturned);
    assert_eq!(booked.receipts[0].note.as_deref(), Some("AC04"));
    let back = world.withdrawal(0, payment);
    assert_eq!(
        (back.state, back.reason.as_deref()),
        (WithdrawalState::Returned, Some("AC04"))
    );
    assert_eq!(world.has(0), (1_000_000, 0));
    let lines = world.lines(0);
    assert!(lines[0].returned && lines[0].kind == PaymentKind::Withdrawal);
    assert_eq!(lines[0].direction, Direction::In);
    // A second return is money of unknown origin.
    let booked = world.book(vec![returned("3", payment)]).unwrap();
    assert_eq!(booked.differences, 1);
    assert_eq!(world.has(0), (1_000_000, 0));
}

#[test]
fn a_return_in_the_statement_of_its_payment_is_found_wherever_it_stands() {
    for order in [[0, 1], [1, 0]] {
        let world = World::with(1);
        let payment = world.withdraw(0, idr(300), "a").unwrap().payment;
        world.tell_bank();
        let both = [
            debit("1", idr(300), &payment.to_string()),
            returned("2", payment),
        ];
        let entries = order.map(|at: usize| both[at].clone());
        let booked = world.book(entries.to_vec()).unwrap();
        assert_eq!(booked.differences, 0, "{order:?}");
        assert_eq!(state(&world, payment), WithdrawalState::Returned);
        assert_eq!(world.has(0), (1_000_000, 0));
    }
}

#[test]
fn a_return_before_its_payment_waits_for_an_operator() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    let booked = world.book(vec![returned("1", payment)]).unwrap();
    assert_eq!(booked.differences, 1);
    let report = world.report();
    assert_eq!(
        report.differences[0].account,
        Some(world.account(0)),
        "whom it may concern"
    );
    assert_eq!(state(&world, payment), WithdrawalState::Sent);
    world
        .book(vec![debit("2", idr(300), &payment.to_string())])
        .unwrap();
    assert_eq!(state(&world, payment), WithdrawalState::Done);
    let input = ResolveDifference {
        statement: "S1".into(),
        reference: "1".into(),
        account: world.account(0),
        reason: "somebody asked".into(),
    };
    world
        .write(|tx| resolve_difference(tx, &super::world::MACHINE, &input))
        .unwrap();
    assert_eq!(world.has(0), (1_000_000, 0));
    assert!(world.report().in_order);
}

#[test]
fn other_amounts_and_unasked_payments_are_named() {
    let world = World::with(1);
    let told = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    let untold = world.withdraw(0, idr(300), "b").unwrap().payment;
    let booked = world
        .book(vec![
            debit("1", idr(299), &told.to_string()),
            debit("2", idr(300), &untold.to_string()),
            debit("3", idr(5), "NOTPROVIDED"),
            debit("4", idr(6), &PaymentId::from_bytes([7; 16]).to_string()),
        ])
        .unwrap();
    assert_eq!(booked.differences, 4);
    let problems: Vec<_> = world
        .report()
        .differences
        .iter()
        .map(|line| (line.reference.clone(), line.problem))
        .collect();
    let expected = [
        ("1", BookedAs::WrongAmount),
        ("2", BookedAs::UnknownDebit),
        ("3", BookedAs::UnknownDebit),
        ("4", BookedAs::UnknownDebit),
    ]
    .map(|(reference, problem)| (reference.to_owned(), problem));
    assert_eq!(problems, expected);
    assert_eq!(
        state(&world, told),
        WithdrawalState::Sent,
        "its money is still held"
    );
    assert_eq!(world.has(0), (999_400, 600));
    // The right amount later settles it.
    world
        .book(vec![debit("5", idr(300), &told.to_string())])
        .unwrap();
    assert_eq!(state(&world, told), WithdrawalState::Done);
    let twice = world
        .book(vec![debit("6", idr(300), &told.to_string())])
        .unwrap();
    assert_eq!(twice.differences, 1, "paid out twice");
}

#[test]
fn a_withdrawal_that_the_bank_does_not_settle_is_named() {
    let world = World::with(1);
    let sent = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    world.withdraw(0, idr(400), "b").unwrap();
    world.advance(SLOW_WITHDRAWAL);
    assert!(world.report().in_order);
    world.advance(std::time::Duration::from_millis(1));
    let report = world.report();
    assert!(!report.in_order);
    let mut slow: Vec<_> = report
        .slow_withdrawals
        .iter()
        .map(|slow| (slow.money, slow.sent))
        .collect();
    slow.sort_by_key(|(money, _)| money.amount);
    assert_eq!(slow, [(idr(300), true), (idr(400), false)]);
    world
        .book(vec![debit("1", idr(300), &sent.to_string())])
        .unwrap();
    assert_eq!(world.report().slow_withdrawals.len(), 1);
}

#[test]
fn a_frozen_wallet_takes_nothing_out_but_what_is_on_its_way_goes() {
    let world = World::with(1);
    let payment = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    world.freeze(0);
    assert_eq!(code(world.withdraw(0, idr(1), "b")), "wallet.frozen");
    world
        .book(vec![debit("1", idr(300), &payment.to_string())])
        .unwrap();
    world.book(vec![returned("2", payment)]).unwrap();
    assert_eq!(world.has(0), (1_000_000, 0));
}

#[test]
fn an_operator_gives_back_what_the_bank_will_not_pay() {
    let world = World::with(1);
    let operator = Operator { account: None };
    let asked = world.withdraw(0, idr(300), "a").unwrap();
    let give_back = |reason: &str| {
        let input = ReturnWithdrawal {
            payment: asked.payment,
            reason: reason.to_owned(),
        };
        world.write(|tx| return_withdrawal(tx, &operator, &input))
    };
    assert_eq!(code(give_back("x")), "wallet.reason_invalid");
    // While the message is on its way nobody knows whether the bank has it.
    world.write(next_message).unwrap();
    let refused = give_back("The bank refused the order.");
    assert_eq!(details(refused)["state"], "sending");
    world.tell_bank();
    let receipt = give_back("The bank refused the order.").unwrap();
    assert_eq!(receipt.kind, ReceiptKind::WithdrawalReturned);
    assert_eq!(receipt.note.as_deref(), Some("The bank refused the order."));
    assert_eq!(state(&world, asked.payment), WithdrawalState::Withdrawn);
    assert_eq!(world.has(0), (1_000_000, 0));
    assert_eq!(code(give_back("Again.")), "wallet.already_settled");
    // The bank pays after all: nobody loses, and somebody has to look.
    let late = debit("1", idr(300), &asked.payment.to_string());
    assert_eq!(world.book(vec![late]).unwrap().differences, 1);
    assert_eq!(world.has(0), (1_000_000, 0));
    let report = world.report();
    assert_eq!(report.differences[0].problem, BookedAs::UnknownDebit);
    assert!(!report.in_order);
    let difference = &report.differences[0];
    let close = |reason: &str| {
        let input = CloseDifference {
            statement: difference.statement.clone(),
            reference: difference.reference.clone(),
            reason: reason.to_owned(),
        };
        world.write(|tx| close_difference(tx, &operator, input))
    };
    assert_eq!(code(close("")), "wallet.reason_invalid");
    close("Paid back to us by the person, in cash.").unwrap();
    assert_eq!(code(close("Once more.")), "wallet.already_settled");
    let report = world.report();
    assert!(report.in_order, "{report:?}");
    // What it moved stays where it is.
    assert_eq!(report.suspense_out, idr(300).amount);
}

#[test]
fn what_waits_in_a_frozen_wallet_is_not_sent_until_that_is_lifted() {
    let world = World::with(2);
    let frozen = world.withdraw(0, idr(300), "a").unwrap().payment;
    let other = world.withdraw(1, idr(200), "a").unwrap().payment;
    world.freeze(0);
    let ids = |message: BankMessage| -> Vec<String> {
        let orders = message.orders.into_iter();
        orders.map(|order| order.end_to_end_id).collect()
    };
    assert_eq!(ids(world.tell_bank().unwrap()), [other.to_string()]);
    assert_eq!(world.tell_bank(), None);
    assert_eq!(state(&world, frozen), WithdrawalState::Waiting);
    world.unfreeze(0);
    assert_eq!(ids(world.tell_bank().unwrap()), [frozen.to_string()]);
    // What a message has begun to say stays said, whatever comes after.
    world.withdraw(0, idr(100), "b").unwrap();
    let begun = world.write(next_message).unwrap();
    world.freeze(0);
    assert_eq!(world.write(next_message).unwrap(), begun);
}

#[test]
fn a_top_up_that_is_taken_back_pays_no_withdrawal_out() {
    let world = World::with(1);
    let asked = world.withdraw(0, idr(300), "a").unwrap().payment;
    world.tell_bank();
    // The payer gives the withdrawal's id to a transfer of the same amount, and has it recalled.
    let reference = world.reference(0);
    let mut came = credit("1", idr(300), &reference);
    came.end_to_end_id = Some(asked.to_string());
    world.book(vec![came]).unwrap();
    let mut recalled = debit("1", idr(300), &asked.to_string());
    recalled.reversal = true;
    assert_eq!(world.book(vec![recalled]).unwrap().differences, 1);
    assert_eq!(state(&world, asked), WithdrawalState::Sent);
    assert_eq!(
        world.report().differences[0].problem,
        BookedAs::UnknownDebit
    );
    // The bank's own payment settles it.
    world
        .book(vec![debit("2", idr(300), &asked.to_string())])
        .unwrap();
    assert_eq!(state(&world, asked), WithdrawalState::Done);
}
