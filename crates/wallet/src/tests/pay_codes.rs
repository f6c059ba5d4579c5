//! Personal pay codes.

use sapa_kernel::Money;

use super::world::{World, code, idr};
use crate::*;

/// Somebody's code.
pub(super) fn code_of(world: &World, who: usize, renew: bool) -> String {
    let random = world.draw();
    let input = PayCodeInput { renew };
    let url = "https://cell.example";
    let made = world.write(|tx| pay_code(tx, &world.person(who), input, random, url));
    let made = made.unwrap();
    assert_eq!(made.url, format!("https://cell.example/pay/{}", made.code));
    made.code
}

fn pay_with(world: &World, who: usize, input: &NewPayment) -> Result<(Paid, Vec<Receipt>), Error> {
    let pass = world.pass(who);
    let paid =
        world.write(|tx| super::super::pay(tx, &world.person(who), input, &pass, &world.policy));
    world.cell.write(|tx| forgive(tx, &pass)).unwrap();
    paid
}

pub(super) fn pay(
    world: &World,
    who: usize,
    whom: usize,
    money: Money,
    client_id: &str,
) -> Result<(Paid, Vec<Receipt>), Error> {
    let code = code_of(world, whom, false);
    pay_with(world, who, &paying(&code, money, client_id))
}

fn paying(code: &str, money: Money, client_id: &str) -> NewPayment {
    NewPayment {
        code: code.to_owned(),
        money,
        note: Some("Soto".into()),
        client_id: client_id.to_owned(),
    }
}

fn scan(world: &World, code: &str) -> Result<sapa_accounts::Card, Error> {
    let input = ScannedCode { code: code.into() };
    world.read(|read| resolve_pay_code(read, &world.person(0), input))
}

#[test]
fn whoever_scans_a_code_pays_at_once() {
    let world = World::with(2);
    let code = code_of(&world, 1, false);
    assert_eq!(code.len(), 16);
    assert_eq!(code_of(&world, 1, false), code, "it stays");
    let scanned = format!(" {} ", code.to_ascii_uppercase());
    assert_eq!(scan(&world, &scanned).unwrap().account, world.account(1));
    let (paid, receipts) = pay_with(&world, 0, &paying(&scanned, idr(15), "a")).unwrap();
    assert_eq!((paid.to, paid.money), (world.account(1), idr(15)));
    let kinds: Vec<_> = receipts.iter().map(|receipt| receipt.kind).collect();
    assert_eq!(kinds, [ReceiptKind::Paid, ReceiptKind::Received]);
    assert_eq!((world.has(0).0, world.has(1).0), (999_985, 1_000_015));
}

#[test]
fn a_renewed_code_no_longer_holds() {
    let world = World::with(2);
    let old = code_of(&world, 1, false);
    let (paid, _) = pay_with(&world, 0, &paying(&old, idr(15), "a")).unwrap();
    let new = code_of(&world, 1, true);
    assert_ne!(old, new);
    assert_eq!(code(scan(&world, &old)), "wallet.pay_code_invalid");
    let refused = pay_with(&world, 0, &paying(&old, idr(15), "b"));
    assert_eq!(code(refused), "wallet.pay_code_invalid");
    // What was paid by the old code was paid, and by the new one too.
    for code in [&old, &new] {
        let (again, receipts) = pay_with(&world, 0, &paying(code, idr(15), "a")).unwrap();
        assert_eq!((again, receipts), (paid.clone(), Vec::new()));
    }
    assert_eq!(world.has(0).0, 999_985);
}

#[test]
fn the_same_id_with_something_else_is_refused() {
    let world = World::with(3);
    let (one, other) = (code_of(&world, 1, false), code_of(&world, 2, false));
    let input = paying(&one, idr(15), "a");
    pay_with(&world, 0, &input).unwrap();
    for changed in [
        paying(&one, idr(16), "a"),
        paying(&other, idr(15), "a"),
        NewPayment {
            note: None,
            ..input.clone()
        },
    ] {
        assert_eq!(
            code(pay_with(&world, 0, &changed)),
            "wallet.different_content"
        );
    }
    pay_with(&world, 2, &input).unwrap();
    assert_eq!(
        world.has(1).0,
        1_000_030,
        "somebody else's id is another payment"
    );
}

#[test]
fn what_is_no_code_pays_nobody() {
    let world = World::with(1);
    let own = code_of(&world, 0, false);
    for (text, expected) in [
        (own.as_str(), "wallet.yourself"),
        ("", "wallet.pay_code_invalid"),
        ("aaaaaaaaaaaaaaaa", "wallet.pay_code_invalid"),
        (&"a".repeat(1 << 20), "wallet.pay_code_invalid"),
        ("https://cell.example/pay/x", "wallet.pay_code_invalid"),
    ] {
        let refused = pay_with(&world, 0, &paying(text, idr(1), "a"));
        assert_eq!(code(refused), expected);
    }
    // The id and the note are looked at first.
    let refused = pay_with(&world, 0, &paying("", idr(1), ""));
    assert_eq!(code(refused), "wallet.client_id_invalid");
}

#[test]
fn frozen_wallets_are_not_paid_and_do_not_pay() {
    let world = World::with(2);
    let code_1 = code_of(&world, 1, false);
    world.freeze(1);
    let refused = pay_with(&world, 0, &paying(&code_1, idr(1), "a"));
    assert_eq!(code(refused), "wallet.other_unavailable");
    world.unfreeze(1);
    world.freeze(0);
    let refused = pay_with(&world, 0, &paying(&code_1, idr(1), "a"));
    assert_eq!(code(refused), "wallet.frozen");
}

#[test]
fn who_has_no_wallet_has_no_code() {
    let world = World::without_wallets(1);
    let input = PayCodeInput::default();
    let refused =
        world.write(|tx| pay_code(tx, &world.person(0), input, [1; PAY_CODE_SECRETS], ""));
    assert_eq!(code(refused), "wallet.not_open");
}

#[test]
fn a_statement_names_strangers_who_paid() {
    let world = World::with(2);
    let code = code_of(&world, 1, false);
    pay_with(&world, 0, &paying(&code, idr(100), "a")).unwrap();
    let page = world
        .read(|read| statement_of(read, &world.person(1), StatementInput::default()))
        .unwrap();
    let named: Vec<_> = page.people.iter().map(|card| card.account).collect();
    assert_eq!(named, [world.account(0)]);
}
