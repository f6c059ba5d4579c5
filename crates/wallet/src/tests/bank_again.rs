//! Statements that come again under another name, too early, in parts, or of an account that is overdrawn.

use std::time::Duration;

use sapa_bank::{SignedAmount, Statement};
use sapa_kernel::{Coded, Timestamp};

use super::world::{World, amount, code, credit, debit, idr};
use crate::*;

/// The same under another id, as a bank issues it anew.
fn anew(statement: &Statement) -> Statement {
    Statement {
        id: format!("{}-NEW", statement.id),
        message_id: "M-NEW".into(),
        ..statement.clone()
    }
}

/// The code of a refusal, and what it says.
fn refusal(refused: Result<Booked, Error>) -> (&'static str, String) {
    let error = refused.unwrap_err();
    let details = error.details().unwrap_or_default();
    let problem = details["problem"].as_str().unwrap_or_default();
    (error.code(), problem.to_owned())
}

fn problem(refused: Result<Booked, Error>) -> String {
    let (code, problem) = refusal(refused);
    assert_eq!(code, "wallet.statement_invalid");
    problem
}

fn waits_for(refused: Result<Booked, Error>) -> String {
    let (code, problem) = refusal(refused);
    assert_eq!(code, "wallet.statement_waits");
    problem
}

/// What came in and left again: its balances fit behind itself.
fn sweep(world: &World) -> Statement {
    let reference = world.reference(0);
    world.statement(vec![
        credit("BANK-1", idr(500), &reference),
        debit("BANK-2", idr(500), "sweep"),
    ])
}

fn day(number: i64) -> Option<Timestamp> {
    Some(Timestamp::from_millis(
        1_767_225_600_000 + number * 86_400_000,
    ))
}

#[test]
fn what_the_bank_names_is_booked_once_whatever_the_statement_is_called() {
    let world = World::with(1);
    let first = sweep(&world);
    world.book_as(&first).unwrap();
    assert_eq!(
        problem(world.book_as(&anew(&first))),
        "its line BANK-1 was booked with statement S1"
    );
    // In another order it is the same money.
    let mut turned = anew(&first);
    turned.entries.reverse();
    assert!(problem(world.book_as(&turned)).contains("BANK-2"));
    assert_eq!(world.has(0), (1_000_500, 0));
    // The same words on another day, with another amount or in the other direction are another line.
    let mut other = sweep(&world);
    for entry in &mut other.entries {
        entry.booked_at = day(1).unwrap();
    }
    world.book_as(&other).unwrap();
    world
        .book(vec![
            credit("BANK-1", idr(501), "?"),
            credit("BANK-2", idr(500), "?"),
        ])
        .unwrap();
}

#[test]
fn without_names_the_same_content_is_the_same_statement() {
    let world = World::with(1);
    let mut first = sweep(&world);
    for (number, entry) in first.entries.iter_mut().enumerate() {
        entry.reference = format!("#{}", number + 1);
    }
    world.book_as(&first).unwrap();
    let mut again = anew(&first);
    // Counted otherwise.
    for entry in &mut again.entries {
        entry.reference = format!("#={}", entry.reference);
    }
    assert_eq!(
        problem(world.book_as(&again)),
        "it says what statement S1 said"
    );
    assert_eq!(world.has(0), (1_000_500, 0));
    // Days on which nothing happened are all alike.
    for _ in 0..2 {
        world.book(Vec::new()).unwrap();
    }
}

#[test]
fn a_statement_speaks_of_later_than_the_one_before() {
    let world = World::with(1);
    let line = |number: &str| vec![credit(number, idr(1), "?"), debit(number, idr(1), "?")];
    let of = |number: &str, to: Option<Timestamp>, sequence: Option<u64>| {
        let mut statement = world.statement(line(&format!("#{number}")));
        statement.entries[1].reference = format!("#{number}b");
        statement.entries[0].remittance = vec![number.to_owned()];
        (statement.to, statement.sequence) = (to, sequence);
        world.book_as(&statement)
    };
    of("1", day(5), Some(7)).unwrap();
    for (number, to, sequence) in [
        ("2", day(4), Some(8)),
        ("3", day(5), Some(7)),
        ("4", day(5), Some(6)),
    ] {
        assert!(
            problem(of(number, to, sequence)).contains("not later than statement S1"),
            "{number}"
        );
    }
    of("6", day(5), Some(8)).unwrap();
    // The year is new, and the bank begins to count anew.
    of("7", day(6), Some(1)).unwrap();
    of("8", None, Some(1)).unwrap();
    of("9", None, None).unwrap();
}

#[test]
fn one_that_comes_too_early_waits() {
    let world = World::with(1);
    let reference = world.reference(0);
    world.book(vec![credit("1", idr(5), &reference)]).unwrap();
    let second = world.statement(vec![credit("2", idr(6), &reference)]);
    let mut third = world.statement(vec![credit("3", idr(7), &reference)]);
    third.id = "S3".into();
    third.opening = second.closing;
    third.closing = second.closing.moved(amount(7), true).unwrap();
    let early = world.cell.write(|tx| book_statement(tx, &third));
    assert!(waits_for(early).contains("100001100"));
    world.book_as(&second).unwrap();
    world.book_as(&third).unwrap();
    assert_eq!(world.has(0), (1_000_018, 0));
    assert!(world.report().in_order);
}

#[test]
fn an_account_may_be_overdrawn() {
    let world = World::without_wallets(1);
    world.book(vec![credit("1", idr(5), "?")]).unwrap();
    world.book(vec![debit("2", idr(9), "?")]).unwrap();
    let report = world.report();
    assert_eq!(report.ledger_balance.to_string(), "-400");
    assert_eq!(report.statement_balance, Some(report.ledger_balance));
    let books = world.read(|read| overview(read, &super::world::MACHINE, sapa_kernel::Empty {}));
    let books = books.unwrap();
    assert_eq!(books.at_bank, report.ledger_balance);
    assert_eq!(
        books.owed.minor(),
        0,
        "people hold play money that no bank has"
    );
    world.book(vec![credit("3", idr(4), "?")]).unwrap();
    assert_eq!(world.report().ledger_balance, SignedAmount::ZERO);
    // In between is the bank's affair.
    world
        .book(vec![debit("4", idr(5), "?"), credit("5", idr(9), "?")])
        .unwrap();
}

#[test]
fn the_first_statement_may_find_a_debt() {
    let world = World::without_wallets(1);
    let mut first = world.statement(vec![credit("1", idr(100), "?")]);
    first.opening = SignedAmount::debit(amount(70));
    first.closing = SignedAmount::credit(amount(30));
    world.book_as(&first).unwrap();
    assert_eq!(world.cells(SUSPENSE), 3_000);
    assert_eq!(world.report().ledger_balance, first.closing);
}

/// A statement with so many lines, every second one with a known reference.
fn long(world: &World, lines: usize) -> Statement {
    let reference = world.reference(0);
    let entries = (0..lines).map(|number| {
        let known = number % 2 == 0;
        let text = if known {
            reference.clone()
        } else {
            "\u{94b1}".repeat(2_000)
        };
        let mut entry = credit(&format!("{number}{}", "r".repeat(390)), idr(1), &text);
        entry.counterparty_name = Some("\u{540d}".repeat(2_000));
        entry
    });
    world.statement(entries.collect())
}

#[test]
fn the_largest_part_is_one_transaction() {
    let world = World::with(1);
    let statement = long(&world, MAX_STATEMENT_PART);
    let booked = world.book_as(&statement).unwrap();
    assert!(!booked.more);
    assert_eq!(booked.differences as usize, MAX_STATEMENT_PART / 2);
    let report = world.report();
    assert_eq!(report.differences.len(), 200, "the report has a limit");
    assert_eq!(report.statements[0].entries as usize, MAX_STATEMENT_PART);
}

#[test]
fn a_longer_one_is_booked_in_parts_and_nothing_between_them() {
    let world = World::with(1);
    let mut statement = long(&world, MAX_STATEMENT_PART + 1);
    // What came back stands before what left: it is booked after it, in the second part.
    let payment = world.withdraw(0, idr(3), "a").unwrap().payment.to_string();
    world.tell_bank();
    let mut back = credit("back", idr(3), "");
    back.end_to_end_id = Some(payment.clone());
    back.return_reason = Some("AC04".into());
    statement.entries.insert(0, back);
    statement.entries.insert(1, debit("out", idr(3), &payment));

    let first = world
        .cell
        .write(|tx| book_statement(tx, &statement))
        .unwrap();
    assert!(first.more && !first.before);
    let report = world.report();
    assert!(!report.in_order);
    assert_eq!(report.statements[0].left, 3);
    let mut next = world.statement(vec![]);
    next.id = "NEXT".into();
    let waits = world.cell.write(|tx| book_statement(tx, &next));
    assert!(waits_for(waits).contains("not wholly booked"));
    // Somebody pays meanwhile, and time goes by.
    world.cell.clock().advance(Duration::from_secs(60));

    let second = world.book_as(&statement).unwrap();
    assert!(!second.more && !second.before);
    assert_eq!(
        second
            .receipts
            .iter()
            .filter(|it| it.kind == ReceiptKind::WithdrawalReturned)
            .count(),
        1
    );
    let half = u128::try_from(MAX_STATEMENT_PART / 2).unwrap() + 1;
    assert_eq!(world.has(0), (1_000_000 + half, 0));
    assert!(world.book_as(&statement).unwrap().before);
    assert_eq!(world.report().statements[0].left, 0);
}

#[test]
fn half_a_copy_waits_until_somebody_says_that_it_is_none() {
    let world = World::with(1);
    let reference = world.reference(0);
    world.book(vec![credit("1", idr(5), &reference)]).unwrap();
    // The bank counts the lines of each statement.
    let second = world.statement(vec![
        credit("1", idr(5), &reference),
        credit("2", idr(6), &reference),
    ]);
    assert!(waits_for(world.book_as(&second)).contains("its line 1 was booked with statement S1"));
    let accept = |reason: &str| {
        let input = AcceptStatement {
            statement: second.id.clone(),
            reason: reason.into(),
        };
        world.write(|tx| accept_statement(tx, &super::world::MACHINE, input))
    };
    assert_eq!(code(accept("x")), "wallet.reason_invalid");
    accept("the bank counts anew").unwrap();
    world.book_as(&second).unwrap();
    assert_eq!(world.has(0), (1_000_016, 0));
    assert_eq!(code(accept("once more")), "wallet.already_settled");
}

#[test]
fn a_day_on_which_as_much_came_as_left_may_come_late() {
    let world = World::with(2);
    let payment = world.withdraw(1, idr(500), "a").unwrap().payment;
    world.tell_bank();
    let mut monday = world.statement(vec![
        credit("M-1", idr(500), &world.reference(0)),
        debit("M-2", idr(500), &payment.to_string()),
    ]);
    (monday.id, monday.to) = ("MONDAY".into(), day(1));
    let mut tuesday = world.statement(vec![credit("T-1", idr(7), &world.reference(0))]);
    (tuesday.to, tuesday.sequence) = (day(2), Some(2));
    world.book_as(&tuesday).unwrap();
    world.cell.write(|tx| book_statement(tx, &monday)).unwrap();
    world.audit();
    assert_eq!(world.has(0), (1_000_507, 0));
    assert_eq!(world.has(1), (999_500, 0));
    // The next one goes on where Tuesday ended; a copy of Monday does not.
    assert!(problem(world.cell.write(|tx| book_statement(tx, &anew(&monday)))).contains("M-1"));
    let mut early = world.statement(Vec::new());
    (early.id, early.to) = ("EARLY".into(), day(1));
    early.opening = SignedAmount::credit(amount(1));
    assert!(problem(world.cell.write(|tx| book_statement(tx, &early))).contains("not later"));
    world.book(vec![credit("W-1", idr(1), "?")]).unwrap();
}

#[test]
fn days_with_nothing_but_announced_lines_are_all_alike() {
    let world = World::with(1);
    for _ in 0..2 {
        let mut announced = credit("P", idr(5), "?");
        announced.booked = false;
        world.book(vec![announced]).unwrap();
    }
}

#[test]
fn the_rest_of_a_statement_is_that_of_its_first_part() {
    let world = World::with(1);
    let statement = long(&world, MAX_STATEMENT_PART + 1);
    world
        .cell
        .write(|tx| book_statement(tx, &statement))
        .unwrap();
    let mut changed = statement.clone();
    changed.entries[0].remittance.push("more".into());
    let refused = world.cell.write(|tx| book_statement(tx, &changed));
    assert!(waits_for(refused).contains("bring that file back"));
    world.book_as(&statement).unwrap();
}
