//! What the bank says: top-ups, what nobody knows, and statements that do not fit.

use sapa_bank::{SignedAmount, Statement};
use sapa_kernel::{Amount, Money};

use super::world::{MACHINE, World, amount, code, credit, debit, details, idr, rupiah};
use crate::*;

fn resolve(world: &World, statement: &str, reference: &str, who: usize) -> Result<Receipt, Error> {
    let input = ResolveDifference {
        statement: statement.into(),
        reference: reference.into(),
        account: world.account(who),
        reason: "they showed the receipt".into(),
    };
    world.write(|tx| resolve_difference(tx, &MACHINE, &input))
}

#[test]
fn money_with_a_reference_is_its_owners() {
    let world = World::with(2);
    let reference = world.reference(0);
    world.cell.events();
    let booked = world.book(vec![credit("1", idr(500), &reference)]).unwrap();
    assert_eq!(booked.receipts.len(), 1);
    let receipt = &booked.receipts[0];
    assert_eq!(
        (receipt.account, receipt.kind),
        (world.account(0), ReceiptKind::TopUp)
    );
    assert_eq!(world.cell.events().len(), 1);
    assert_eq!(world.has(0), (1_000_500, 0));
    let line = &world.lines(0)[0];
    assert_eq!(
        (line.kind, line.direction),
        (PaymentKind::TopUp, Direction::In)
    );
    assert_eq!((line.amount, line.account), (amount(500), None));
}

#[test]
fn a_reference_is_found_as_people_and_banks_write_it() {
    let world = World::with(1);
    let reference = world.reference(0);
    let bare = reference.replace('-', "");
    let spaced: String = reference.chars().flat_map(|letter| [letter, ' ']).collect();
    let (start, end) = reference.split_at(9);
    let mut entries = Vec::new();
    let texts = [
        reference.to_ascii_lowercase(),
        bare.clone(),
        spaced,
        format!("/RFB/{bare}/INV"),
        format!("thanks SAPA team: {reference}."),
        format!("SAPA{bare}"),
        format!("SAPA-00000-00000 {reference}"),
        format!("für {reference} — danke"),
        reference.replace('0', "O").replace('1', "l"),
        reference.replace('1', "I").replace('0', "o"),
    ];
    let count = texts.len() as u128 + 2;
    for (number, text) in texts.iter().enumerate() {
        entries.push(credit(&format!("t{number}"), idr(1), text));
    }
    // The bank broke the line in the middle of it; and somebody wrote it as their own id.
    let mut broken = credit("broken", idr(1), "");
    broken.remittance = vec![start.to_owned(), end.to_owned()];
    let mut as_id = credit("id", idr(1), "rent");
    as_id.end_to_end_id = Some(reference.clone());
    entries.extend([broken, as_id]);
    let booked = world.book(entries).unwrap();
    assert_eq!(booked.differences, 0, "{:?}", world.report().differences);
    assert_eq!(world.has(0), (1_000_000 + count, 0));
}

#[test]
fn money_that_nobody_knows_is_set_aside() {
    let world = World::with(1);
    let reference = world.reference(0);
    let odd = Money {
        amount: Amount::from_minor(150),
        currency: rupiah(),
    };
    let almost = &reference[..reference.len() - 1];
    let booked = world
        .book(vec![
            credit("1", idr(5), "no reference"),
            credit("2", idr(6), almost),
            credit("3", odd, &reference),
            credit("4", idr(7), ""),
        ])
        .unwrap();
    assert_eq!((booked.differences, booked.receipts.len()), (4, 0));
    assert_eq!(world.has(0), (1_000_000, 0));
    assert_eq!(world.cells(SUSPENSE), 1_950);
    let report = world.report();
    assert!(!report.in_order);
    assert_eq!(report.suspense_in.minor(), 1_950);
    let problems: Vec<_> = report
        .differences
        .iter()
        .map(|line| (line.problem, line.account.is_some()))
        .collect();
    let unknown = (BookedAs::UnknownReference, false);
    assert_eq!(
        problems,
        [unknown, unknown, (BookedAs::OffStep, true), unknown]
    );
}

#[test]
fn an_operator_gives_money_of_unknown_origin_to_its_owner_once() {
    let world = World::with(2);
    world.book(vec![credit("1", idr(5), "for sari")]).unwrap();
    let receipt = resolve(&world, "S1", "1", 0).unwrap();
    assert_eq!(
        (receipt.kind, receipt.money),
        (ReceiptKind::TopUp, Some(idr(5)))
    );
    assert_eq!(world.has(0), (1_000_005, 0));
    assert_eq!(world.cells(SUSPENSE), 0);
    let report = world.report();
    assert!(report.in_order && report.differences.is_empty());
    assert_eq!(
        report.statements[0].differences, 1,
        "the statement remembers"
    );
    for who in [0, 1] {
        assert_eq!(details(resolve(&world, "S1", "1", who))["state"], "settled");
    }
    assert_eq!(world.lines(0)[0].kind, PaymentKind::TopUp);
}

#[test]
fn only_money_that_came_in_and_can_be_paid_is_given() {
    let world = World::with(1);
    let odd = Money {
        amount: Amount::from_minor(150),
        currency: rupiah(),
    };
    let reference = world.reference(0);
    world
        .book(vec![
            credit("odd", odd, &reference),
            debit("out", idr(5), "nobody"),
            credit("top-up", idr(5), &reference),
        ])
        .unwrap();
    assert_eq!(
        code(resolve(&world, "S1", "odd", 0)),
        "wallet.amount_invalid"
    );
    for reference in ["out", "top-up"] {
        assert_eq!(
            code(resolve(&world, "S1", reference, 0)),
            "wallet.already_settled"
        );
    }
    assert_eq!(
        code(resolve(&world, "S1", "nothing", 0)),
        "wallet.not_found"
    );
    assert_eq!(code(resolve(&world, "S9", "odd", 0)), "wallet.not_found");
    let without = World::without_wallets(1);
    without.book(vec![credit("1", idr(5), "?")]).unwrap();
    assert_eq!(
        code(resolve(&without, "S0", "1", 0)),
        "wallet.other_unavailable"
    );
}

#[test]
fn a_statement_is_booked_once() {
    let world = World::with(1);
    let reference = world.reference(0);
    let statement = world.statement(vec![credit("1", idr(5), &reference)]);
    assert!(!world.book_as(&statement).unwrap().before);
    let again = world.cell.write(|tx| book_statement(tx, &statement));
    assert_eq!(
        again.unwrap(),
        Booked {
            before: true,
            ..Booked::default()
        }
    );
    assert_eq!(world.cell.last_writes(), 0);
    // In another message it is the same statement; with another line it is not.
    let mut carried_again = statement.clone();
    carried_again.message_id = "another".to_owned();
    assert!(world.book_as(&carried_again).unwrap().before);
    let mut changed = statement.clone();
    changed.entries[0].remittance.push("more".to_owned());
    assert_eq!(code(world.book_as(&changed)), "wallet.statement_changed");
    assert_eq!(world.has(0), (1_000_005, 0));
}

#[test]
fn a_statement_that_does_not_fit_is_not_booked_at_all() {
    let world = World::with(1);
    let reference = world.reference(0);
    let good = world.statement(vec![credit("1", idr(5), &reference)]);
    let euros = Statement {
        currency: "EUR".parse().unwrap(),
        ..good.clone()
    };
    let long_id = Statement {
        id: "x".repeat(401),
        ..good.clone()
    };
    let mut long_reference = good.clone();
    long_reference.entries[0].reference = "钱".repeat(134);
    // Its sum is wrong, which the reader of files has looked at before.
    let wrong_sum = Statement {
        closing: SignedAmount::credit(amount(7)),
        ..good.clone()
    };
    for bad in [euros, long_id, long_reference, wrong_sum] {
        let seq = world.cell.seq();
        let refused = world.cell.write(|tx| book_statement(tx, &bad));
        assert!(details(refused)["problem"].is_string());
        assert_eq!(world.cell.seq(), seq);
    }
    world.book_as(&good).unwrap();
}

#[test]
fn the_first_statement_may_find_money() {
    let world = World::without_wallets(1);
    let mut first = world.statement(Vec::new());
    first.opening = SignedAmount::credit(amount(70));
    first.closing = first.opening;
    world.book_as(&first).unwrap();
    assert_eq!(world.cells(SUSPENSE), 7_000);
    let report = world.report();
    assert!(report.in_order);
    assert_eq!(
        (report.ledger_balance, report.statement_balance),
        (first.closing, Some(first.closing))
    );
    world.book(Vec::new()).unwrap();
    assert_eq!(world.report().statements.len(), 2);
    assert_eq!(world.report().statements[0].id, "S1", "the newest first");
}

#[test]
fn what_is_only_announced_moves_nothing() {
    let world = World::with(1);
    let mut announced = credit("1", idr(5), &world.reference(0));
    announced.booked = false;
    let booked = world.book(vec![announced]).unwrap();
    assert_eq!(booked, Booked::default());
    assert_eq!(world.has(0), (1_000_000, 0));
}

#[test]
fn a_frozen_wallet_is_topped_up() {
    let world = World::with(1);
    world.freeze(0);
    world
        .book(vec![credit("1", idr(5), &world.reference(0))])
        .unwrap();
    assert_eq!(world.has(0), (1_000_005, 0));
}

#[test]
fn long_texts_of_the_bank_are_cut() {
    let world = World::with(1);
    let mut long = credit("1", idr(5), &"钱".repeat(2_000));
    long.counterparty_name = Some("名".repeat(2_000));
    let payment = world.withdraw(0, idr(5), "a").unwrap().payment;
    world.tell_bank();
    let mut back = credit("3", idr(5), "");
    back.end_to_end_id = Some(payment.to_string());
    back.return_reason = Some("x".repeat(2_000));
    let out = debit("2", idr(5), &payment.to_string());
    let booked = world.book(vec![long, out, back]).unwrap();
    let line = &world.report().differences[0];
    assert_eq!(line.remittance.chars().count(), 280);
    assert_eq!(line.counterparty.as_ref().unwrap().chars().count(), 140);
    let returned = booked
        .receipts
        .iter()
        .find(|receipt| receipt.kind == ReceiptKind::WithdrawalReturned);
    // A card's note has 200 characters: a longer one would stop the whole statement.
    assert_eq!(returned.unwrap().note.as_ref().unwrap().len(), 50);
}

#[test]
fn files_that_could_not_be_booked_are_remembered() {
    let world = World::with(1);
    for number in 0..3_u8 {
        world.advance(std::time::Duration::from_secs(1));
        let name = format!("file-{number}.xml");
        world
            .write(|tx| note_rejected_file(tx, name, [number; 32], "not XML".into()))
            .unwrap();
    }
    let names: Vec<_> = world
        .report()
        .rejected_files
        .into_iter()
        .map(|file| file.name)
        .collect();
    assert_eq!(names, ["file-2.xml", "file-1.xml", "file-0.xml"]);
}
