//! How many withdrawals may wait, how small they may be, and in which order the bank is told of them.

use std::time::Duration;

use sapa_bank::BankAccount;
use sapa_kernel::{AccountId, Id, PaymentId, Timestamp};
use sapa_store::{Read, Scan};

use super::world::{World, amount, code, credit, debit, details, idr, rupiah};
use crate::keys::{
    WALLETS, WITHDRAWALS, WITHDRAWALS_BEGUN, WITHDRAWALS_OF, WITHDRAWALS_OPEN, WITHDRAWALS_QUEUE,
};
use crate::model::WithdrawalRow;
use crate::withdrawal_lists::put;
use crate::*;

/// The policy of most stories, which are told with small sums.
pub(super) fn any_withdrawal() -> Policy {
    let mut policy = Policy::default();
    for (currency, limits) in &mut policy.limits {
        limits.min_withdrawal = currency.step();
    }
    policy
}

/// Each withdrawal stands on the lists where it belongs, and nothing else does.
pub(super) fn audit(read: &dyn Read) {
    let (mut open, mut queue, mut begun) = (0, 0, 0);
    for ((payment,), row) in WITHDRAWALS.scan(read, Scan::all()).unwrap() {
        let wallet = WALLETS.get(read, &(row.account,)).unwrap();
        let frozen = wallet.is_some_and(|wallet| wallet.frozen.is_some());
        let (is_open, queued, is_begun) = match (row.state, &row.message) {
            (WithdrawalState::Waiting, None) => (true, !frozen, false),
            (WithdrawalState::Waiting, Some(_)) => (true, false, true),
            (WithdrawalState::Sent, _) => (true, false, false),
            _ => (false, false, false),
        };
        open += usize::from(is_open);
        queue += usize::from(queued);
        begun += usize::from(is_begun);
        let place = (row.asked_at, payment);
        let of = (row.account, payment);
        let found = (
            WITHDRAWALS_OPEN.contains(read, &place).unwrap(),
            WITHDRAWALS_OF.contains(read, &of).unwrap(),
            WITHDRAWALS_QUEUE.contains(read, &place).unwrap(),
            WITHDRAWALS_BEGUN.contains(read, &place).unwrap(),
        );
        assert_eq!(found, (is_open, is_open, queued, is_begun), "{row:?}");
    }
    let found = (
        WITHDRAWALS_OPEN.count(read, Scan::all()).unwrap(),
        WITHDRAWALS_OF.count(read, Scan::all()).unwrap(),
        WITHDRAWALS_QUEUE.count(read, Scan::all()).unwrap(),
        WITHDRAWALS_BEGUN.count(read, Scan::all()).unwrap(),
    );
    assert_eq!(found, (open, open, queue, begun));
}

fn waiting(account: AccountId, asked_at: Timestamp) -> WithdrawalRow {
    WithdrawalRow {
        account,
        money: idr(1),
        holder: "Sari".into(),
        to: BankAccount::local("777", None).unwrap(),
        state: WithdrawalState::Waiting,
        asked_at,
        message: None,
        settled_at: None,
        matched: false,
        again: 0,
        reason: None,
    }
}

/// So many withdrawals as rows alone, each a millisecond after the one before and with a smaller id.
fn many(world: &World, account: AccountId, count: u64) {
    let now = world.cell.now();
    world
        .cell
        .write(|tx| -> Result<(), Error> {
            for number in 0..count {
                let id = u128::from(u64::MAX - number).to_be_bytes();
                let asked_at = now.saturating_add(Duration::from_millis(number));
                put(tx, PaymentId::from_bytes(id), &waiting(account, asked_at))?;
            }
            Ok(())
        })
        .unwrap();
    world.advance(Duration::from_millis(count));
}

fn ids(message: &BankMessage) -> Vec<String> {
    let orders = message.orders.iter();
    orders.map(|order| order.end_to_end_id.clone()).collect()
}

#[test]
fn only_so_many_withdrawals_of_one_person_wait() {
    let world = World::with(2);
    let ask = |who: usize, number: usize| world.withdraw(who, idr(10), &format!("w{number}"));
    let first = ask(0, 0).unwrap().payment;
    for number in 1..MAX_OPEN_WITHDRAWALS {
        ask(0, number).unwrap();
    }
    let refused = ask(0, MAX_OPEN_WITHDRAWALS);
    assert_eq!(details(refused)["limit"], MAX_OPEN_WITHDRAWALS);
    let refused = ask(0, MAX_OPEN_WITHDRAWALS);
    assert_eq!(code(refused), "wallet.too_many_withdrawals");
    ask(0, 0).unwrap();
    ask(1, 0).unwrap();
    world.tell_bank();
    assert_eq!(
        code(ask(0, MAX_OPEN_WITHDRAWALS)),
        "wallet.too_many_withdrawals",
        "those that the bank knows of are open, too"
    );
    world
        .book(vec![debit("1", idr(10), &first.to_string())])
        .unwrap();
    ask(0, MAX_OPEN_WITHDRAWALS).unwrap();
}

#[test]
fn a_withdrawal_has_a_smallest_amount_unless_it_is_all_that_is_there() {
    let mut world = World::with(2);
    world.policy.limits = Policy::default().limits;
    let smallest = world.policy.limits[&rupiah()].min_withdrawal;
    assert_eq!(smallest, amount(10_000));
    let limits = world.me(0).withdrawals.unwrap();
    assert_eq!((limits.min, limits.max_open), (smallest, 20));
    let refused = world.withdraw(0, idr(9_999), "a");
    assert_eq!(details(refused)["min"], smallest.to_string());
    let refused = world.withdraw(0, idr(9_999), "a");
    assert_eq!(code(refused), "wallet.withdrawal_too_small");
    world.withdraw(0, idr(10_000), "a").unwrap();
    // Somebody who has less than the smallest takes all of it, or nothing; and not while anything is held.
    let paid = world.transfer(0, 1, idr(985_000), "b").unwrap().payment;
    world.accept(1, paid).unwrap();
    assert_eq!(world.has(0), (5_000, 10_000));
    let refused = world.withdraw(0, idr(5_000), "c");
    assert_eq!(code(refused), "wallet.withdrawal_too_small");
    let message = world.tell_bank().unwrap();
    let paid_out = debit("1", idr(10_000), &ids(&message)[0]);
    world.book(vec![paid_out]).unwrap();
    let refused = world.withdraw(0, idr(4_999), "c");
    assert_eq!(code(refused), "wallet.withdrawal_too_small");
    world.withdraw(0, idr(5_000), "c").unwrap();
    let more = credit("2", idr(7), &world.reference(0));
    world.book(vec![more]).unwrap();
    let refused = world.withdraw(0, idr(7), "d");
    assert_eq!(
        code(refused),
        "wallet.withdrawal_too_small",
        "one at a time"
    );
}

#[test]
fn every_currency_has_a_smallest_withdrawal_that_can_be_paid() {
    for (currency, limits) in Policy::default().limits {
        assert!(currency.is_payable(limits.min_withdrawal), "{currency}");
        assert!(limits.min_withdrawal < limits.basic.payment, "{currency}");
    }
}

#[test]
fn who_comes_first_is_served_first_however_many_wait() {
    let world = World::with(2);
    many(&world, world.account(1), 3 * MAX_MESSAGE_ORDERS as u64);
    let last = world.withdraw(0, idr(10), "a").unwrap().payment;
    for _ in 0..3 {
        let begun = world.cell.write(next_message).unwrap().unwrap();
        assert_eq!(begun.orders.len(), MAX_MESSAGE_ORDERS);
        let times: Vec<_> = ids(&begun)
            .iter()
            .map(|id| {
                let key = (id.parse::<PaymentId>().unwrap(),);
                world.read(|read| WITHDRAWALS.get(read, &key).unwrap().unwrap().asked_at)
            })
            .collect();
        assert!(times.is_sorted());
        assert_eq!(begun.id, format!("SAPA{}", ids(&begun)[0]));
        // Whatever comes meanwhile, it is not cut, and says the same in the same order.
        let again = world.cell.write(next_message).unwrap().unwrap();
        assert_eq!(again, begun);
        assert_eq!(world.cell.last_writes(), 0);
        world.cell.write(|tx| message_sent(tx, &begun)).unwrap();
        assert_eq!(state_of(&world, last), WithdrawalState::Waiting);
    }
    assert_eq!(ids(&world.tell_bank().unwrap()), [last.to_string()]);
    assert_eq!(world.cell.write(next_message).unwrap(), None);
    world.read(audit);
}

fn state_of(world: &World, payment: PaymentId) -> WithdrawalState {
    world.withdrawal(0, payment).state
}

#[test]
fn frozen_wallets_at_the_front_stop_nobody() {
    let world = World::with(2);
    many(&world, world.account(1), 2 * MAX_MESSAGE_ORDERS as u64);
    let input = world.reason(1);
    let frozen = world
        .cell
        .write(|tx| freeze(tx, &super::world::MACHINE, &input));
    frozen.unwrap();
    let mine = world.withdraw(0, idr(10), "a").unwrap().payment;
    assert_eq!(ids(&world.tell_bank().unwrap()), [mine.to_string()]);
    assert_eq!(world.cell.write(next_message).unwrap(), None);
    let later = world.withdraw(0, idr(10), "b").unwrap().payment;
    let lifted = world
        .cell
        .write(|tx| unfreeze(tx, &super::world::MACHINE, &input));
    lifted.unwrap();
    world.read(audit);
    // They have their old places, before what was asked for meanwhile.
    let sizes = [MAX_MESSAGE_ORDERS, MAX_MESSAGE_ORDERS];
    for size in sizes {
        let message = world.cell.write(next_message).unwrap().unwrap();
        assert_eq!(message.orders.len(), size);
        assert!(!ids(&message).contains(&later.to_string()));
        world.cell.write(|tx| message_sent(tx, &message)).unwrap();
    }
    assert_eq!(ids(&world.tell_bank().unwrap()), [later.to_string()]);
}

#[test]
fn what_is_frozen_while_it_is_about_to_be_sent_stays_in_its_message() {
    let world = World::with(2);
    let [one, other] = [0, 1].map(|who| world.withdraw(who, idr(10), "a").unwrap().payment);
    let begun = world.write(next_message).unwrap().unwrap();
    world.freeze(0);
    world.withdraw(1, idr(10), "b").unwrap();
    let again = world.write(next_message).unwrap().unwrap();
    assert_eq!(again, begun);
    let mut both = [one.to_string(), other.to_string()];
    both.sort();
    let mut said = ids(&begun);
    said.sort();
    assert_eq!(said, both);
    world.write(|tx| message_sent(tx, &begun)).unwrap();
    let next = world.tell_bank().unwrap();
    assert_eq!(next.orders.len(), 1);
    // An old message that somebody says was sent once more changes nothing of a newer one.
    world.write(|tx| message_sent(tx, &begun)).unwrap();
    assert_eq!(world.cell.last_writes(), 0);
}

#[test]
fn the_slowest_withdrawals_are_named_first() {
    let world = World::with(1);
    many(&world, world.account(0), 300);
    world.advance(SLOW_WITHDRAWAL);
    let slow = world.report().slow_withdrawals;
    assert_eq!(slow.len(), 200);
    assert!(slow.is_sorted_by_key(|row| row.asked_at));
}
