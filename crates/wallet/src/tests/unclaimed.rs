//! What deleted accounts left, and giving it to whoever it belongs to now.

use std::collections::BTreeMap;

use sapa_kernel::{AccountId, Id, Money, Operator};
use sapa_store::{Read, Scan};

use super::world::{MACHINE, World, amount, code, credit, details, idr};
use crate::keys::{UNCLAIMED_MONEY, WALLETS};
use crate::movement::balance_of;
use crate::*;

/// Each account's rows add up to something, and all of them to what the cell has of unclaimed money.
pub(super) fn audit(read: &dyn Read) {
    let mut rests: BTreeMap<AccountId, i128> = BTreeMap::new();
    for ((account, _), row) in UNCLAIMED_MONEY.scan(read, Scan::all()).unwrap() {
        let minor = i128::try_from(row.money.amount.minor()).unwrap();
        let signed = if row.to.is_some() { -minor } else { minor };
        *rests.entry(account).or_default() += signed;
        let wallet = WALLETS.get(read, &(account,)).unwrap().unwrap();
        assert!(wallet.abandoned, "{account} is not gone");
    }
    assert!(rests.values().all(|rest| *rest >= 0), "{rests:?}");
    let held = balance_of(read, UNCLAIMED).unwrap().available.minor();
    assert_eq!(rests.values().sum::<i128>(), i128::try_from(held).unwrap());
}

/// Three people; the first two went, and left a million each.
fn left_behind() -> World {
    let world = World::with(3);
    for who in [0, 1] {
        world
            .write(|tx| forget_account(tx, world.account(who)))
            .unwrap();
    }
    world
}

fn giving(world: &World, from: usize, to: usize, money: Money, client_id: &str) -> PayUnclaimed {
    PayUnclaimed {
        account: world.account(from),
        to: world.account(to),
        money,
        reason: "the certificate of inheritance".into(),
        client_id: client_id.into(),
    }
}

fn give(world: &World, input: &PayUnclaimed) -> Result<Option<Receipt>, Error> {
    world.write(|tx| pay_unclaimed(tx, &MACHINE, input))
}

fn list(world: &World, cursor: Option<String>) -> Result<UnclaimedPage, Error> {
    world.read(|read| unclaimed(read, &MACHINE, UnclaimedList { cursor }))
}

#[test]
fn an_heir_is_given_what_an_account_left_and_no_more() {
    let world = left_behind();
    let reference = world.read(|read| WALLETS.get(read, &(world.account(0),)).unwrap().unwrap());
    let mut items = list(&world, None).unwrap().items;
    items.sort_by_key(|row| row.account != world.account(0));
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].reference, reference.reference);
    assert_eq!(
        (items[0].left, items[0].rest),
        (idr(1_000_000), amount(1_000_000))
    );
    let part = giving(&world, 0, 2, idr(400_000), "a");
    let receipt = give(&world, &part).unwrap().unwrap();
    assert_eq!(
        (receipt.account, receipt.kind, receipt.money),
        (
            world.account(2),
            ReceiptKind::UnclaimedReceived,
            Some(idr(400_000))
        )
    );
    assert_eq!(
        receipt.note.as_deref(),
        Some("the certificate of inheritance")
    );
    assert_eq!(world.has(2), (1_400_000, 0));
    let line = &world.lines(2)[0];
    assert_eq!(
        (line.kind, line.direction, line.amount),
        (PaymentKind::Unclaimed, Direction::In, amount(400_000))
    );
    // The other account's money is not this one's.
    let refused = give(&world, &giving(&world, 0, 2, idr(600_001), "b"));
    assert_eq!(details(refused)["left"], amount(600_000).to_string());
    let refused = give(&world, &giving(&world, 0, 2, idr(600_001), "b"));
    assert_eq!(code(refused), "wallet.over_unclaimed");
    give(&world, &giving(&world, 0, 2, idr(600_000), "b")).unwrap();
    let refused = give(&world, &giving(&world, 0, 2, idr(1), "c"));
    assert_eq!(code(refused), "wallet.over_unclaimed");
    assert_eq!(world.cells(UNCLAIMED), 100_000_000);
    let items = list(&world, None).unwrap().items;
    let rests: u128 = items.iter().map(|row| row.rest.minor()).sum();
    assert_eq!(rests, 100_000_000);
}

#[test]
fn giving_again_gives_nothing_twice() {
    let world = left_behind();
    let input = giving(&world, 0, 2, idr(400_000), "a");
    assert!(give(&world, &input).unwrap().is_some());
    assert_eq!(give(&world, &input).unwrap(), None);
    assert_eq!(world.cell.last_writes(), 0);
    let other = giving(&world, 0, 2, idr(400_001), "a");
    assert_eq!(code(give(&world, &other)), "wallet.different_content");
    give(&world, &giving(&world, 1, 2, idr(1), "a")).unwrap();
    assert_eq!(world.has(2), (1_400_001, 0));
}

#[test]
fn giving_is_logged_for_both_wallets() {
    let world = left_behind();
    let operator = Operator {
        account: Some(world.account(1)),
    };
    let input = giving(&world, 0, 2, idr(1), "a");
    world
        .write(|tx| pay_unclaimed(tx, &operator, &input))
        .unwrap();
    let log = world
        .read(|read| inspections(read, &MACHINE, InspectionList::default()))
        .unwrap();
    let mut named: Vec<_> = log.items.iter().map(|row| row.account).collect();
    let mut both = [world.account(0), world.account(2)];
    named.sort();
    both.sort();
    assert_eq!(named, both.map(Some));
    assert!(log.items.iter().all(|row| {
        row.operator == operator.account && row.reason == "the certificate of inheritance"
    }));
}

#[test]
fn not_to_anybody_and_not_anything() {
    let world = left_behind();
    let good = giving(&world, 0, 2, idr(1), "a");
    let operator = Operator {
        account: Some(world.account(2)),
    };
    let own = world.write(|tx| pay_unclaimed(tx, &operator, &good));
    assert_eq!(code(own), "wallet.yourself");
    let euros = Money {
        currency: "EUR".parse().unwrap(),
        ..idr(1)
    };
    let sen = Money {
        amount: sapa_kernel::Amount::from_minor(1),
        ..idr(1)
    };
    let with = |change: &dyn Fn(&mut PayUnclaimed)| {
        let mut input = good.clone();
        change(&mut input);
        code(give(&world, &input))
    };
    for (expected, found) in [
        ("wallet.client_id_invalid", with(&|i| i.client_id.clear())),
        ("wallet.reason_invalid", with(&|i| i.reason = "ab".into())),
        ("wallet.not_found", with(&|i| i.account = world.account(2))),
        (
            "wallet.not_found",
            with(&|i| i.account = AccountId::from_bytes([7; 16])),
        ),
        (
            "wallet.other_unavailable",
            with(&|i| i.to = AccountId::from_bytes([7; 16])),
        ),
        (
            "wallet.other_unavailable",
            with(&|i| i.to = world.account(1)),
        ),
        ("wallet.currency_mismatch", with(&|i| i.money = euros)),
        ("wallet.amount_invalid", with(&|i| i.money = sen)),
        ("wallet.amount_invalid", with(&|i| i.money = idr(0))),
    ] {
        assert_eq!(found, expected);
    }
    world.freeze(2);
    assert_eq!(code(give(&world, &good)), "wallet.other_unavailable");
    world.unfreeze(2);
    give(&world, &good).unwrap();
}

#[test]
fn what_comes_back_later_can_be_given_too() {
    let world = World::with(2);
    let sent = world.transfer(0, 1, idr(300), "a").unwrap().payment;
    world
        .write(|tx| forget_account(tx, world.account(0)))
        .unwrap();
    let all = giving(&world, 0, 1, idr(1_000_000), "all");
    assert_eq!(code(give(&world, &all)), "wallet.over_unclaimed");
    world.decline(1, sent).unwrap();
    give(&world, &all).unwrap();
    assert_eq!(world.has(1), (2_000_000, 0));
    assert_eq!(list(&world, None).unwrap().items[0].rest, amount(0));
}

#[test]
fn accounts_that_left_something_are_listed_page_by_page() {
    let mut world = World::without_wallets(0);
    world.add_crowd(101);
    let entries = (0..101).map(|who| {
        let reference = world.reference(who);
        credit(&format!("c{who}"), idr(5), &reference)
    });
    world.book(entries.collect()).unwrap();
    assert!(list(&world, None).unwrap().items.is_empty());
    for who in 0..100 {
        world
            .cell
            .write(|tx| forget_account(tx, world.account(who)))
            .unwrap();
    }
    let page = list(&world, None).unwrap();
    assert_eq!((page.items.len(), page.next_cursor), (100, None));
    world
        .write(|tx| forget_account(tx, world.account(100)))
        .unwrap();
    let page = list(&world, None).unwrap();
    assert_eq!(page.items.len(), 100);
    let next = list(&world, page.next_cursor).unwrap();
    assert_eq!((next.items.len(), next.next_cursor), (1, None));
    assert!(page.items.last().unwrap().account < next.items[0].account);
    for cursor in ["", "x", "1"] {
        let refused = list(&world, Some(cursor.into()));
        assert_eq!(code(refused), "wallet.cursor_invalid");
    }
}
