//! What operators do and see, and that its owner learns of it.

use sapa_kernel::{AccountId, Amount, Empty, Operator};

use super::world::{MACHINE, World, amount, code, credit, idr};
use crate::*;

fn look(world: &World, who: usize) -> (Inspected, Receipt) {
    let input = world.reason(who);
    world.write(|tx| inspect(tx, &MACHINE, &input)).unwrap()
}

fn log(world: &World, cursor: Option<String>) -> Inspections {
    world
        .read(|read| inspections(read, &MACHINE, InspectionList { cursor }))
        .unwrap()
}

#[test]
fn a_look_at_a_wallet_is_logged_and_told() {
    let world = World::with(2);
    world.transfer(0, 1, idr(300), "a").unwrap();
    let (seen, receipt) = look(&world, 0);
    assert_eq!((seen.balance, seen.held), (amount(999_700), amount(300)));
    assert_eq!((seen.level, seen.lines.len()), (Level::Basic, 2));
    assert_eq!(
        (receipt.account, receipt.kind),
        (world.account(0), ReceiptKind::Inspected)
    );
    assert_eq!(receipt.note.as_deref(), Some("a complaint"));
    let log = log(&world, None).items;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].account, log[0].operator),
        (Some(world.account(0)), None)
    );
    let person = Operator {
        account: Some(world.account(1)),
    };
    let input = world.reason(0);
    world.write(|tx| inspect(tx, &person, &input)).unwrap();
    let newest = super::operators::log(&world, None).items.remove(0);
    assert_eq!(newest.operator, Some(world.account(1)));
}

#[test]
fn a_reason_is_needed_and_has_its_limits() {
    let world = World::with(1);
    for (reason, expected) in [
        ("", "wallet.reason_invalid"),
        ("  ", "wallet.reason_invalid"),
        ("ab", "wallet.reason_invalid"),
        (" a  ", "wallet.reason_invalid"),
        ("a\u{0}bc", "wallet.reason_invalid"),
        (&"x".repeat(MAX_REASON + 1), "wallet.reason_invalid"),
        ("abc", "ok"),
        (&"x".repeat(MAX_REASON), "ok"),
    ] {
        let input = WithReason {
            account: world.account(0),
            reason: reason.into(),
        };
        let level = SetLevel {
            account: world.account(0),
            level: Level::Basic,
            reason: reason.into(),
        };
        assert_eq!(
            code(world.write(|tx| inspect(tx, &MACHINE, &input))),
            expected
        );
        assert_eq!(
            code(world.write(|tx| freeze(tx, &MACHINE, &input))),
            expected
        );
        assert_eq!(
            code(world.write(|tx| unfreeze(tx, &MACHINE, &input))),
            expected
        );
        assert_eq!(
            code(world.write(|tx| set_level(tx, &MACHINE, &level))),
            expected
        );
    }
}

#[test]
fn freezing_and_its_end_are_told_once() {
    let world = World::with(1);
    let mut input = world.reason(0);
    world.freeze(0);
    let me = world.me(0);
    assert_eq!(me.state, WalletState::Frozen);
    assert_eq!(
        me.open.unwrap().frozen_reason.as_deref(),
        Some("a complaint")
    );
    input.reason = "another one".into();
    let again = world.write(|tx| freeze(tx, &MACHINE, &input)).unwrap();
    assert_eq!(again.note.as_deref(), Some("another one"));
    assert_eq!(
        look(&world, 0).0.frozen_reason.as_deref(),
        Some("another one")
    );
    let lifted = world.write(|tx| unfreeze(tx, &MACHINE, &input)).unwrap();
    assert_eq!(lifted.unwrap().kind, ReceiptKind::Unfrozen);
    let again = world.write(|tx| unfreeze(tx, &MACHINE, &input)).unwrap();
    assert_eq!(again, None);
    assert_eq!(world.cell.last_writes(), 0);
    assert_eq!(log(&world, None).items.len(), 4);
}

#[test]
fn a_level_is_set_once() {
    let world = World::with(1);
    let set = |level| {
        let input = SetLevel {
            account: world.account(0),
            level,
            reason: "identity card".into(),
        };
        world.write(|tx| set_level(tx, &MACHINE, &input)).unwrap()
    };
    assert_eq!(set(Level::Basic), None);
    assert_eq!(
        set(Level::Verified).unwrap().kind,
        ReceiptKind::LevelChanged
    );
    assert_eq!(set(Level::Verified), None);
    assert_eq!(world.me(0).open.unwrap().level, Level::Verified);
    assert_eq!(log(&world, None).items.len(), 1);
}

#[test]
fn who_has_no_wallet_is_not_inspected() {
    let world = World::without_wallets(1);
    for account in [world.account(0), sapa_kernel::Id::from_bytes([7; 16])] {
        let account: AccountId = account;
        let input = WithReason {
            account,
            reason: "abc".into(),
        };
        assert_eq!(
            code(world.write(|tx| inspect(tx, &MACHINE, &input))),
            "wallet.not_open"
        );
        assert_eq!(
            code(world.write(|tx| freeze(tx, &MACHINE, &input))),
            "wallet.not_open"
        );
    }
    assert!(log(&world, None).items.is_empty(), "nothing was seen");
}

#[test]
fn the_log_is_read_page_by_page_though_much_happened_in_one_moment() {
    let world = World::with(1);
    for number in 0..250 {
        if number == 240 {
            world.advance(std::time::Duration::from_millis(1));
        }
        look(&world, 0);
    }
    let (mut before, mut seen, mut sizes) = (None, 0, Vec::new());
    loop {
        let page = log(&world, before);
        assert!(page.items.windows(2).all(|pair| pair[0].at >= pair[1].at));
        seen += page.items.len();
        sizes.push(page.items.len());
        before = page.next_cursor;
        if before.is_none() {
            break;
        }
    }
    assert_eq!((seen, sizes), (250, vec![100, 100, 50]));
    for cursor in [
        "",
        "x",
        "1",
        "1-x",
        "x-00000000000000000000000000",
        "2026-01-01T00:00:00Z",
    ] {
        let input = InspectionList {
            cursor: Some(cursor.into()),
        };
        let refused = world.read(|read| inspections(read, &MACHINE, input));
        assert_eq!(code(refused), "wallet.cursor_invalid", "{cursor}");
    }
}

#[test]
fn a_full_last_page_has_no_next() {
    let world = World::with(1);
    for _ in 0..100 {
        look(&world, 0);
    }
    let page = log(&world, None);
    assert_eq!((page.items.len(), page.next_cursor), (100, None));
}

#[test]
fn all_wallets_together_are_what_the_bank_holds() {
    let world = World::with(3);
    world.transfer(0, 1, idr(300), "a").unwrap();
    let input = world.packet(PacketKind::Lucky, idr(100), 3);
    world.send(0, &input).unwrap();
    world.withdraw(1, idr(50), "b").unwrap();
    world.book(vec![credit("1", idr(7), "?")]).unwrap();
    let overview = world
        .read(|read| overview(read, &MACHINE, Empty {}))
        .unwrap();
    assert_eq!(overview.wallets, 3);
    assert_eq!(overview.at_bank.amount(), amount(3_000_007));
    assert_eq!(overview.owed, amount(3_000_000));
    assert_eq!(
        (overview.suspense, overview.unclaimed),
        (amount(7), Amount::ZERO)
    );
    let empty = World::bare();
    let overview = empty
        .read(|read| super::super::overview(read, &MACHINE, Empty {}))
        .unwrap();
    assert_eq!((overview.wallets, overview.owed), (0, Amount::ZERO));
}
