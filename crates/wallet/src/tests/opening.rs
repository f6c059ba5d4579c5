//! Opening a wallet, its terms, and the settings of the cell.

use sapa_kernel::{Amount, Empty};

use super::world::{MACHINE, World, amount, code, credit, details, idr, rupiah};
use crate::*;

#[test]
fn a_cell_without_a_currency_offers_no_wallets() {
    let mut world = World::bare();
    world.policy = Policy::default();
    let nothing = UpdateWalletSettings::default();
    assert_eq!(code(world.settings(nothing)), "wallet.settings_invalid");
    let world = World::bare();
    let shown = world
        .read(|read| settings(read, &MACHINE, Empty {}))
        .unwrap();
    assert_eq!(
        (shown.currency, shown.terms_version, shown.wallets),
        (None, 0, 0)
    );
    let report = world.report();
    assert!(report.in_order && report.currency.is_none());
    let statement = world.statement(Vec::new());
    assert_eq!(code(world.book_as(&statement)), "wallet.not_offered");
}

#[test]
fn nobody_has_a_wallet_where_none_are_offered() {
    let mut world = World::bare();
    world.people = World::without_wallets(1).people;
    assert_eq!(world.me(0).state, WalletState::NotOffered);
    assert_eq!(code(world.open(0)), "wallet.not_offered");
    let terms = world.read(|read| terms(read, &world.person(0), Empty {}));
    assert_eq!(code(terms), "wallet.not_offered");
    let reference = world.read(|read| reference_of(read, &world.person(0)));
    assert_eq!(code(reference), "wallet.not_offered");
}

#[test]
fn a_person_opens_a_wallet_once() {
    let world = World::without_wallets(2);
    let before = world.me(0);
    assert_eq!(before.state, WalletState::NotOpen);
    assert_eq!(
        (before.currency, before.exponent),
        (Some(rupiah()), Some(2))
    );
    assert_eq!(
        (before.step, before.terms_version),
        (Some(amount(1)), Some(1))
    );
    assert!(before.open.is_none());
    assert_eq!(world.me(0).state, WalletState::NotOpen);
    world.open(0).unwrap();
    assert_eq!(code(world.open(0)), "wallet.already_open");
    let opened = world.me(0).open.unwrap();
    assert_eq!((opened.balance, opened.held), (Amount::ZERO, Amount::ZERO));
    assert_eq!(opened.level, Level::Basic);
    assert_eq!(opened.left_today, opened.day_limit);
    assert!(!opened.must_accept_terms);
    assert_eq!(world.me(0).state, WalletState::Open);
    assert_eq!(world.me(1).state, WalletState::NotOpen);
}

#[test]
fn a_reference_can_be_written_down() {
    let world = World::with(2);
    let (one, other) = (world.reference(0), world.reference(1));
    assert_ne!(one, other);
    assert_eq!(one.len(), "SAPA-XXXXX-XXXXX".len());
    let code: String = one.replace('-', "").split_off(4);
    let letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    assert!(code.chars().all(|letter| letters.contains(letter)), "{one}");
}

#[test]
fn a_reference_that_was_drawn_twice_is_not_given_to_two() {
    let world = World::without_wallets(2);
    for (who, expected) in [(0, "ok"), (1, "wallet.refused")] {
        let verifier = world.verifier("135791").unwrap();
        let terms = AcceptTerms { version: 1 };
        let opened = world.write(|tx| {
            open(
                tx,
                &world.person(who),
                terms,
                &verifier,
                [7; REFERENCE_SECRETS],
            )
        });
        assert_eq!(code(opened), expected);
    }
}

#[test]
fn other_terms_than_the_current_ones_open_nothing() {
    let world = World::without_wallets(1);
    for version in [0, 2, u32::MAX] {
        let refused = world.open_with(0, version);
        assert_eq!(details(refused)["version"], 1, "{version}");
    }
    world.new_terms();
    assert_eq!(code(world.open_with(0, 1)), "wallet.terms_changed");
    world.open_with(0, 2).unwrap();
}

#[test]
fn who_has_not_accepted_new_terms_does_not_pay_but_is_paid() {
    let world = World::with(2);
    let waiting = world.transfer(1, 0, idr(10), "before").unwrap().payment;
    world.new_terms();
    assert!(world.me(0).open.unwrap().must_accept_terms);
    assert_eq!(
        code(world.transfer(0, 1, idr(10), "a")),
        "wallet.terms_changed"
    );
    world.accept(0, waiting).unwrap();
    let accept =
        |version| world.write(|tx| accept_terms(tx, &world.person(0), AcceptTerms { version }));
    assert_eq!(code(accept(1)), "wallet.terms_changed");
    world.cell.events();
    accept(2).unwrap();
    assert_eq!(world.cell.events().len(), 1);
    accept(2).unwrap();
    assert_eq!(
        world.cell.last_writes(),
        0,
        "accepting again changes nothing"
    );
    assert!(!world.me(0).open.unwrap().must_accept_terms);
    world.transfer(0, 1, idr(10), "a").unwrap();
}

#[test]
fn settings_have_their_limits() {
    let world = World::without_wallets(1);
    let terms = |text: String| {
        world.settings(UpdateWalletSettings {
            currency: None,
            terms: Some(text),
        })
    };
    assert_eq!(code(terms(String::new())), "wallet.settings_invalid");
    assert_eq!(code(terms("  \n ".into())), "wallet.settings_invalid");
    assert_eq!(
        code(terms("x".repeat(MAX_TERMS_BYTES + 1))),
        "wallet.settings_invalid"
    );
    let set = terms("x".repeat(MAX_TERMS_BYTES)).unwrap();
    assert_eq!(set.terms_version, 2);
    let same = terms("x".repeat(MAX_TERMS_BYTES)).unwrap();
    assert_eq!(same.terms_version, 2, "the same terms ask nobody again");
}

#[test]
fn the_currency_is_chosen_until_there_are_wallets() {
    let world = World::without_wallets(1);
    let choose = |code: &str| {
        world.settings(UpdateWalletSettings {
            currency: Some(code.parse().unwrap()),
            terms: None,
        })
    };
    assert_eq!(
        code(choose("JPY")),
        "wallet.settings_invalid",
        "it has no limits"
    );
    choose("EUR").unwrap();
    choose("IDR").unwrap();
    world.open(0).unwrap();
    assert_eq!(code(choose("EUR")), "wallet.settings_invalid");
    assert_eq!(choose("IDR").unwrap().wallets, 1);
}

#[test]
fn a_statement_fixes_the_currency_before_there_are_wallets() {
    let world = World::without_wallets(1);
    world.book(vec![credit("1", idr(5), "for nobody")]).unwrap();
    let input = UpdateWalletSettings {
        currency: Some("EUR".parse().unwrap()),
        terms: None,
    };
    assert_eq!(code(world.settings(input)), "wallet.settings_invalid");
    world.open(0).unwrap();
}
