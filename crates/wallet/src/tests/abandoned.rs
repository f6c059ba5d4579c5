//! Accounts that are deleted: not while there is money, and what comes later is kept apart.

use sapa_accounts::WAITING_PERIOD;

use super::world::{DAY, World, code, credit, debit, idr};
use crate::keys::PACKETS_OPEN;
use crate::*;

fn may_go(world: &World, who: usize) -> &'static str {
    code(world.read(|read| check_empty(read, world.account(who))))
}

fn forget(world: &World, who: usize) {
    world
        .write(|tx| forget_account(tx, world.account(who)))
        .unwrap();
}

/// Two people: the first has nothing, the second has a million.
fn pair() -> World {
    let world = World::without_wallets(2);
    world.open(0).unwrap();
    world.open(1).unwrap();
    world
        .book(vec![credit("1", idr(1_000_000), &world.reference(1))])
        .unwrap();
    world
}

#[test]
fn nobody_goes_while_there_is_money() {
    let world = pair();
    assert_eq!(
        (may_go(&world, 0), may_go(&world, 1)),
        ("ok", "wallet.not_empty")
    );
    let all = |id: &str| world.transfer(1, 0, idr(1_000_000), id);
    let payment = all("a").unwrap().payment;
    assert_eq!(may_go(&world, 1), "wallet.not_empty", "it is held");
    assert_eq!(may_go(&world, 0), "ok", "and not theirs yet");
    world.accept(0, payment).unwrap();
    assert_eq!(
        (may_go(&world, 0), may_go(&world, 1)),
        ("wallet.not_empty", "ok")
    );
    let payment = world.withdraw(0, idr(1_000_000), "b").unwrap().payment;
    assert_eq!(may_go(&world, 0), "wallet.not_empty", "on its way");
    world.tell_bank();
    world
        .book(vec![debit("2", idr(1_000_000), &payment.to_string())])
        .unwrap();
    assert_eq!(may_go(&world, 0), "ok");
}

#[test]
fn nobody_goes_while_a_red_packet_may_come_back() {
    let world = pair();
    let input = world.packet(PacketKind::Normal, idr(1_000_000), 2);
    let payment = world.send(1, &input).unwrap().payment;
    assert_eq!(may_go(&world, 1), "wallet.not_empty");
    world.tap(0, payment).unwrap();
    assert_eq!(may_go(&world, 1), "wallet.not_empty");
    world.advance(DAY);
    assert_eq!(may_go(&world, 1), "wallet.not_empty", "the job is late");
    world.run_jobs();
    assert_eq!(may_go(&world, 1), "wallet.not_empty", "half of it is back");
    let listed = world.read(|read| PACKETS_OPEN.count(read, sapa_store::Scan::all()));
    assert_eq!(listed.unwrap(), 0);
    world.withdraw(1, idr(500_000), "w").unwrap();
    let message = world.tell_bank().unwrap();
    let end_to_end = &message.orders[0].end_to_end_id;
    world
        .book(vec![debit("2", idr(500_000), end_to_end)])
        .unwrap();
    assert_eq!(may_go(&world, 1), "ok");
}

#[test]
fn what_stands_against_a_deletion_is_told() {
    let world = pair();
    let against = |who: usize| {
        world
            .read(|read| against_deletion(read, world.account(who)))
            .unwrap()
    };
    assert_eq!(against(0), None);
    let receipt = against(1).unwrap();
    assert_eq!(
        (receipt.account, receipt.kind),
        (world.account(1), ReceiptKind::DeletionPostponed)
    );
}

#[test]
fn who_never_had_a_wallet_goes() {
    let world = World::without_wallets(1);
    assert_eq!(may_go(&world, 0), "ok");
    forget(&world, 0);
    assert_eq!(world.cell.last_writes(), 0);
}

#[test]
fn a_wallet_goes_with_its_account() {
    let world = pair();
    let code_0 = super::pay_codes::code_of(&world, 0, false);
    let reference = world.reference(0);
    forget(&world, 0);
    assert_eq!(world.me(0).state, WalletState::NotOpen);
    assert_eq!(code(world.try_pin(0, "135790")), "wallet.not_open");
    let scan = ScannedCode { code: code_0 };
    let scanned = world.read(|read| resolve_pay_code(read, &world.person(1), scan));
    assert_eq!(code(scanned), "wallet.pay_code_invalid");
    let booked = world.book(vec![credit("2", idr(5), &reference)]).unwrap();
    assert_eq!((booked.differences, booked.receipts.len()), (1, 0));
    let refused = world.write(|tx| freeze(tx, &super::world::MACHINE, &world.reason(0)));
    assert_eq!(code(refused), "wallet.not_open");
    forget(&world, 0);
    assert_eq!(world.cells(UNCLAIMED), 0);
}

#[test]
fn what_came_since_and_what_comes_back_is_unclaimed() {
    let world = World::with(3);
    world.transfer(0, 1, idr(1), "a").unwrap();
    let declined = world.transfer(0, 1, idr(2), "b").unwrap().payment;
    let refused = world.transfer(0, 1, idr(4), "c").unwrap().payment;
    let input = world.packet(PacketKind::Normal, idr(16), 2);
    let packet = world.send(0, &input).unwrap().payment;
    world.tap(1, packet).unwrap();
    let withdrawn = world.withdraw(0, idr(32), "d").unwrap().payment;
    let asked = super::requests::ask(&world, 0, 1, idr(64)).payment;
    world.transfer(2, 0, idr(128), "e").unwrap();
    world.tell_bank();
    forget(&world, 0);
    let left = 1_000_000 - 1 - 2 - 4 - 16 - 32;
    assert_eq!(world.cells(UNCLAIMED), left * 100);
    assert_eq!(world.has(0), (0, 39));
    world.decline(1, declined).unwrap();
    assert_eq!(world.cells(UNCLAIMED), (left + 2) * 100);
    assert_eq!(code(world.accept(1, refused)), "wallet.other_unavailable");
    assert_eq!(code(world.tap(2, packet)), "wallet.other_unavailable");
    assert_eq!(
        code(super::requests::pay(&world, 1, asked)),
        "wallet.other_unavailable"
    );
    world.advance(DAY);
    world.run_jobs();
    assert_eq!(world.cells(UNCLAIMED), (left + 2 + 1 + 4 + 8) * 100);
    assert_eq!(world.has(2), (1_000_000, 0), "what was for them went back");
    let out = debit("2", idr(32), &withdrawn.to_string());
    let mut back = credit("3", idr(32), "");
    back.end_to_end_id = Some(withdrawn.to_string());
    world.book(vec![out, back]).unwrap();
    assert_eq!(world.cells(UNCLAIMED), (left + 2 + 1 + 4 + 8 + 32) * 100);
    assert_eq!(world.has(0), (0, 0));
    let report = world.report();
    assert!(report.in_order);
    assert_eq!(
        report.unclaimed.minor(),
        u128::try_from(world.cells(UNCLAIMED)).unwrap()
    );
}

#[test]
fn nobody_keeps_somebody_here_by_paying_them_unasked() {
    let world = World::with(2);
    let input = NewPayment {
        code: super::pay_codes::code_of(&world, 0, false),
        money: idr(1),
        note: None,
        client_id: "a".into(),
    };
    let pay = || {
        let pass = world.pass(1);
        world.write(|tx| pay(tx, &world.person(1), &input, &pass, &world.policy))
    };
    world.delete_soon(0);
    assert_eq!(code(pay()), "wallet.other_unavailable");
    let stays = |tx: &mut sapa_store::Tx<'_>| {
        let done = sapa_accounts::cancel_deletion(tx, &world.person(0), Default::default());
        done.map_err(Error::from)
    };
    world.write(stays).unwrap();
    pay().unwrap();
}

#[test]
fn nobody_pays_an_account_that_is_due_though_the_job_is_late() {
    let world = World::with(3);
    let code_0 = super::pay_codes::code_of(&world, 0, false);
    let asked = super::requests::ask(&world, 0, 1, idr(64)).payment;
    let other = super::requests::ask(&world, 0, 1, idr(64)).payment;
    world.delete_soon(0);
    super::requests::pay(&world, 1, asked).unwrap();
    world.advance(WAITING_PERIOD);
    assert_eq!(
        code(super::requests::pay(&world, 1, other)),
        "wallet.other_unavailable"
    );
    let input = NewPayment {
        code: code_0,
        money: idr(1),
        note: None,
        client_id: "b".into(),
    };
    let pass = world.pass(1);
    let paid = world.write(|tx| pay(tx, &world.person(1), &input, &pass, &world.policy));
    assert_eq!(code(paid), "wallet.other_unavailable");
    forget(&world, 0);
    assert_eq!(world.cells(UNCLAIMED), 100_006_400);
}
