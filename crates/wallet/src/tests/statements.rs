//! The statement of a wallet: its lines, its pages and filters, and the file.

use std::time::Duration;

use sapa_kernel::{Amount, Id, PaymentId, Timestamp};

use super::world::{World, code, debit, idr};
use crate::*;

fn page(world: &World, who: usize, input: &StatementInput) -> StatementPage {
    world
        .read(|read| statement_of(read, &world.person(who), input.clone()))
        .unwrap()
}

fn file(world: &World, input: &StatementInput) -> StatementFile {
    world
        .read(|read| statement_csv(read, &world.person(0), input))
        .unwrap()
}

/// So many more lines, straight in the ledger: without payments, whose rows and audits would take long.
fn fill(world: &World, lines: usize) {
    let (from, to) = (world.account(1), world.account(0));
    for first in (0..lines).step_by(1_000) {
        world
            .cell
            .write(|tx| {
                (first..lines.min(first + 1_000)).try_for_each(|number| {
                    crate::movement::Movement {
                        payment: PaymentId::from_bytes([7; 16]),
                        number: u32::try_from(number).unwrap(),
                        from: from.into(),
                        to: to.into(),
                        money: idr(1),
                        kind: PaymentKind::PayCode,
                    }
                    .make(tx)
                })
            })
            .unwrap();
    }
}

/// Every line, page by page.
fn all(world: &World, who: usize, input: &StatementInput) -> Vec<Line> {
    let (mut input, mut lines) = (input.clone(), Vec::new());
    for _ in 0..10_000 {
        let page = page(world, who, &input);
        lines.extend(page.items);
        input.cursor = page.next_cursor;
        if input.cursor.is_none() {
            return lines;
        }
    }
    panic!("a statement without an end");
}

/// A wallet in which everything has happened once.
fn busy() -> World {
    let world = World::with(2);
    let step = || world.advance(Duration::from_secs(1));
    step();
    let taken = world.transfer(0, 1, idr(1), "a").unwrap().payment;
    step();
    world.accept(1, taken).unwrap();
    let declined = world.transfer(0, 1, idr(2), "b").unwrap().payment;
    step();
    world.decline(1, declined).unwrap();
    step();
    let withdrawn = world.withdraw(0, idr(4), "c").unwrap().payment;
    world.tell_bank();
    step();
    world
        .book(vec![debit("1", idr(4), &withdrawn.to_string())])
        .unwrap();
    step();
    let input = world.packet(PacketKind::Normal, idr(16), 2);
    let packet = world.send(0, &input).unwrap().payment;
    step();
    world.tap(1, packet).unwrap();
    world.tap(0, packet).unwrap();
    step();
    let asked = super::requests::ask(&world, 1, 0, idr(32)).payment;
    super::requests::pay(&world, 0, asked).unwrap();
    step();
    super::pay_codes::pay(&world, 1, 0, idr(64), "d").unwrap();
    world
}

#[test]
fn every_change_of_what_can_be_paid_with_is_a_line() {
    let world = busy();
    let lines = all(&world, 0, &StatementInput::default());
    use Direction::{In, Out};
    use PaymentKind as Kind;
    let seen: Vec<_> = lines
        .iter()
        .map(|line| {
            let rupiah = line.amount.minor() / 100;
            (line.kind, line.direction, rupiah, line.returned)
        })
        .collect();
    let expected = [
        (Kind::PayCode, In, 64, false),
        (Kind::Request, Out, 32, false),
        (Kind::PacketShare, In, 8, false),
        (Kind::PacketSent, Out, 16, false),
        (Kind::Withdrawal, Out, 4, false),
        (Kind::Transfer, In, 2, true),
        (Kind::Transfer, Out, 2, false),
        (Kind::Transfer, Out, 1, false),
        (Kind::TopUp, In, 1_000_000, false),
    ];
    assert_eq!(seen, expected);
    // The lines add up to what there is, one by one.
    let mut balance = Amount::ZERO;
    for line in lines.iter().rev() {
        balance = match line.direction {
            In => balance.checked_add(line.amount).unwrap(),
            Out => balance.checked_sub(line.amount).unwrap(),
        };
        assert_eq!(line.balance, balance);
    }
    assert_eq!(balance.minor() / 100, world.has(0).0);
    let other = Some(world.account(1));
    let people: Vec<_> = lines.iter().map(|line| line.account).collect();
    let own = Some(world.account(0));
    let nobody = None;
    assert_eq!(people[0], other);
    assert_eq!(people[1], other);
    assert_eq!((people[4], people[8]), (nobody, nobody));
    assert_eq!((people[5], people[7]), (other, other));
    assert!(people[2].is_none() || people[2] == own, "one's own packet");
    assert_eq!(lines[4].note.as_deref(), Some("Sari Dewi 777"));
    assert_eq!(lines[3].note.as_deref(), Some("Selamat"));
    // Whoever took a share sees who put it.
    let theirs = all(&world, 1, &StatementInput::default());
    let share = theirs.iter().find(|line| line.kind == Kind::PacketShare);
    assert_eq!(share.unwrap().account, own);
}

#[test]
fn pages_and_filters_find_the_same_lines() {
    let world = busy();
    let everything = all(&world, 0, &StatementInput::default());
    for limit in [1, 2, 3, 8, 9, 100, 1_000] {
        for kinds in [
            vec![],
            vec![PaymentKind::Transfer],
            vec![PaymentKind::TopUp, PaymentKind::PayCode],
        ] {
            for direction in [None, Some(Direction::In), Some(Direction::Out)] {
                let input = StatementInput {
                    kinds: kinds.clone(),
                    direction,
                    limit: Some(limit),
                    ..StatementInput::default()
                };
                let expected: Vec<_> = everything
                    .iter()
                    .filter(|line| kinds.is_empty() || kinds.contains(&line.kind))
                    .filter(|line| direction.is_none_or(|direction| direction == line.direction))
                    .cloned()
                    .collect();
                assert_eq!(all(&world, 0, &input), expected, "{input:?}");
            }
        }
    }
    let none = StatementInput {
        limit: Some(0),
        ..StatementInput::default()
    };
    assert_eq!(page(&world, 0, &none).items.len(), 1);
}

#[test]
fn from_is_in_and_until_is_out() {
    let world = busy();
    let everything = all(&world, 0, &StatementInput::default());
    let times: Vec<Timestamp> = everything.iter().map(|line| line.at).collect();
    let mut edges = times.clone();
    for time in times {
        edges.push(Timestamp::from_millis(time.as_millis() + 1));
    }
    edges.extend([0, -5, i64::MAX / 2_000_000].map(Timestamp::from_millis));
    for from in &edges {
        for until in &edges {
            let input = StatementInput {
                from: Some(*from),
                until: Some(*until),
                limit: Some(4),
                ..StatementInput::default()
            };
            let expected: Vec<_> = everything
                .iter()
                .filter(|line| *from <= line.at && line.at < *until)
                .cloned()
                .collect();
            assert_eq!(all(&world, 0, &input), expected, "{from} {until}");
        }
    }
}

#[test]
fn what_happens_meanwhile_is_on_no_later_page() {
    let world = busy();
    let input = StatementInput {
        limit: Some(4),
        ..StatementInput::default()
    };
    let first = page(&world, 0, &input);
    world.transfer(0, 1, idr(128), "later").unwrap();
    let rest = StatementInput {
        cursor: first.next_cursor,
        ..input
    };
    assert_eq!(first.items.len() + all(&world, 0, &rest).len(), 9);
}

#[test]
fn a_cursor_is_one_of_this_list() {
    let world = World::with(1);
    for cursor in ["", "x", "-1", "1.5", "99999999999999999999999"] {
        let input = StatementInput {
            cursor: Some(cursor.into()),
            ..StatementInput::default()
        };
        let refused = world.read(|read| statement_of(read, &world.person(0), input));
        assert_eq!(code(refused), "wallet.cursor_invalid", "{cursor}");
    }
    let without = World::without_wallets(1);
    let refused =
        without.read(|read| statement_of(read, &without.person(0), StatementInput::default()));
    assert_eq!(code(refused), "wallet.not_open");
}

#[test]
fn many_lines_of_one_moment_are_all_there() {
    let world = World::with(2);
    for number in 0..450 {
        let input = NewTransfer {
            conversation: super::world::place(),
            money: idr(1),
            note: None,
            client_id: number.to_string(),
        };
        let pass = world.pass(0);
        let (actor, to) = (world.person(0), world.account(1));
        // Without the audit: it reads all of them each time.
        let sent = world
            .cell
            .write(|tx| transfer(tx, &actor, to, &input, &pass, &world.policy))
            .unwrap();
        let taken = Payment {
            payment: sent.payment,
        };
        world
            .cell
            .write(|tx| accept_transfer(tx, &world.person(1), taken))
            .unwrap();
    }
    world.audit();
    let lines = all(&world, 0, &StatementInput::default());
    assert_eq!(lines.len(), 451);
    assert!(
        lines
            .windows(2)
            .all(|pair| pair[0].balance < pair[1].balance || pair[1].kind == PaymentKind::TopUp)
    );
    // A filter that finds only the oldest ends, in pages that may be empty.
    let input = StatementInput {
        kinds: vec![PaymentKind::TopUp],
        ..StatementInput::default()
    };
    assert_eq!(all(&world, 0, &input).len(), 1);
    let csv = file(&world, &StatementInput::default()).csv;
    assert_eq!(csv.lines().count(), 452, "a file has no such pages");
}

#[test]
fn a_filter_that_finds_nothing_looks_at_so_much() {
    let world = World::with(2);
    for number in 0..1_100 {
        let input = NewTransfer {
            conversation: super::world::place(),
            money: idr(1),
            note: None,
            client_id: number.to_string(),
        };
        let pass = world.pass(0);
        let (actor, to) = (world.person(0), world.account(1));
        let sent = world
            .cell
            .write(|tx| transfer(tx, &actor, to, &input, &pass, &world.policy))
            .unwrap();
        let payment = sent.payment;
        world
            .cell
            .write(|tx| decline_transfer(tx, &world.person(1), Payment { payment }))
            .unwrap();
    }
    let input = StatementInput {
        kinds: vec![PaymentKind::TopUp],
        ..StatementInput::default()
    };
    let first = page(&world, 0, &input);
    assert!(first.items.is_empty() && first.next_cursor.is_some());
    assert_eq!(all(&world, 0, &input).len(), 1);
}

#[test]
fn a_file_is_what_rfc_4180_says_and_runs_no_formulas() {
    let world = World::with(2);
    let notes = [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("a, b", "\"a, b\""),
        ("=a,b", "\"'=a,b\""),
        ("plain", "plain"),
    ];
    for (number, (note, _)) in notes.iter().enumerate() {
        world.advance(Duration::from_secs(1));
        let input = NewTransfer {
            conversation: super::world::place(),
            money: idr(5),
            note: Some((*note).into()),
            client_id: number.to_string(),
        };
        let pass = world.pass(0);
        world.transfer_with(0, 1, &input, &pass).unwrap();
    }
    let csv = file(&world, &StatementInput::default()).csv;
    let mut rows = csv.split("\r\n");
    assert_eq!(
        rows.next(),
        Some("time,kind,direction,amount,currency,balance,returned,person,note,payment")
    );
    for (row, (_, expected)) in rows.clone().zip(notes.iter().rev()) {
        assert!(
            row.contains(&format!(",false,person1,{expected},")),
            "{row}"
        );
    }
    let first = rows.next().unwrap();
    assert!(
        first.starts_with("2026-01-01T00:00:09Z,transfer,out,5.00,IDR,999955.00,false,"),
        "{first}"
    );
    assert!(csv.ends_with("\r\n"));
    let only_in = StatementInput {
        direction: Some(Direction::In),
        ..StatementInput::default()
    };
    let csv = file(&world, &only_in).csv;
    assert_eq!(csv.lines().count(), 2);
}

#[test]
fn a_part_of_a_file_is_so_long_and_the_parts_are_one_file() {
    let world = World::with(2);
    // With the top-up of the beginning it is as long as a part can be.
    fill(&world, MAX_EXPORT - 1);
    let whole = file(&world, &StatementInput::default());
    assert_eq!(whole.csv.lines().count(), 1 + MAX_EXPORT);
    assert_eq!(whole.next_cursor, None);
    world.transfer(0, 1, idr(1), "one-more").unwrap();
    let first = file(&world, &StatementInput::default());
    assert_eq!(first.csv.lines().count(), 1 + MAX_EXPORT);
    assert!(first.csv.starts_with("time,kind,"));
    let rest = StatementInput {
        cursor: first.next_cursor,
        ..StatementInput::default()
    };
    let rest = file(&world, &rest);
    assert_eq!((rest.csv.lines().count(), rest.next_cursor), (1, None));
    assert!(rest.csv.contains(",top_up,in,"), "no second header");
    // A filter does not read on and on for lines that are not there.
    let input = StatementInput {
        kinds: vec![PaymentKind::TopUp],
        ..StatementInput::default()
    };
    let none = file(&world, &input);
    assert_eq!(none.csv.lines().count(), 1, "the names of the fields");
    let rest = StatementInput {
        cursor: none.next_cursor,
        ..input
    };
    let rest = file(&world, &rest);
    assert_eq!((rest.csv.lines().count(), rest.next_cursor), (1, None));
}
