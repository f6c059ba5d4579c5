//! The payment PIN: what it may be, how often it is tried, changing it, and setting a forgotten one anew.

use std::time::Duration;

use sapa_kernel::Empty;

use super::world::{DAY, World, code, details, idr};
use crate::*;

const QUARTER: Duration = Duration::from_secs(15 * 60);
const WRONG: &str = "000001";

#[test]
fn what_everybody_tries_first_is_no_pin() {
    for (pin, is_one) in [
        ("135790", true),
        ("000001", true),
        ("121212", true),
        ("012346", true),
        ("000000", false),
        ("999999", false),
        ("123456", false),
        ("012345", false),
        ("456789", false),
        ("654321", false),
        ("987654", false),
        ("", false),
        ("13579", false),
        ("1357901", false),
        ("13579a", false),
        (" 13579", false),
        ("-13579", false),
        ("１３５７９０", false),
        ("١٣", false),
    ] {
        let expected = if is_one { "ok" } else { "wallet.pin_invalid" };
        assert_eq!(code(check_pin(&pin.into())), expected, "{pin}");
    }
}

#[test]
fn a_verifier_without_the_pepper_holds_for_nothing() {
    let world = World::with(1);
    let attempt = world
        .write(|tx| begin_pin_check(tx, &world.person(0)))
        .unwrap();
    let other = Keys {
        pepper: [3; 32],
        ..world.keys.clone()
    };
    let checked = attempt.check(&world.pin(0).as_str().into(), &other);
    assert_eq!(code(checked), "wallet.wrong_pin");
    assert_eq!(format!("{:?}", world.keys), "Keys(…)");
}

#[test]
fn the_fifth_wrong_pin_leads_to_a_pause_that_doubles_up_to_a_day() {
    let world = World::with(1);
    let mut pauses = Vec::new();
    for _ in 0..9 {
        for left in (0..PIN_FAILURES).rev() {
            let refused = world.try_pin(0, WRONG);
            assert_eq!(details(refused)["left"], left);
        }
        let locked = details(world.try_pin(0, &world.pin(0)));
        let seconds = locked["retry_after_seconds"].as_u64().unwrap();
        pauses.push(seconds / 60);
        world.advance(Duration::from_secs(seconds) - Duration::from_millis(1));
        assert_eq!(code(world.try_pin(0, WRONG)), "wallet.pin_locked");
        world.advance(Duration::from_millis(1));
    }
    assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
}

#[test]
fn an_attempt_is_counted_before_the_pin_is_checked() {
    let world = World::with(1);
    let begin = || world.write(|tx| begin_pin_check(tx, &world.person(0)));
    let attempts: Vec<_> = (0..50).map(|_| begin()).collect();
    let counted = attempts.iter().filter(|attempt| attempt.is_ok()).count();
    assert_eq!(counted, PIN_FAILURES as usize);
    assert_eq!(code(begin()), "wallet.pin_locked");
    // One of those that were counted is right, and the slate is wiped.
    let last = attempts.into_iter().flatten().last().unwrap();
    let pass = last
        .check(&world.pin(0).as_str().into(), &world.keys)
        .unwrap();
    world.cell.write(|tx| forgive(tx, &pass)).unwrap();
    begin().unwrap();
}

#[test]
fn a_day_without_attempts_wipes_the_slate() {
    let world = World::with(1);
    for _ in 0..4 {
        assert!(world.try_pin(0, WRONG).is_err());
    }
    world.advance(DAY - Duration::from_millis(1));
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 0, "not yet");
    world.advance(QUARTER + DAY);
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 4);
    // The next pause is a short one again.
    for _ in 0..4 {
        assert!(world.try_pin(0, WRONG).is_err());
    }
    let locked = details(world.try_pin(0, WRONG));
    assert_eq!(locked["retry_after_seconds"], 900);
}

#[test]
fn a_long_text_is_no_pin_and_is_not_hashed() {
    let world = World::with(1);
    let long = "1".repeat(1 << 20);
    assert_eq!(details(world.try_pin(0, &long))["left"], 4);
    assert_eq!(details(world.try_pin(0, ""))["left"], 3);
}

#[test]
fn the_right_pin_is_given_back_whatever_becomes_of_the_payment() {
    let world = World::with(2);
    for _ in 0..2 * PIN_FAILURES {
        let refused = world.transfer(0, 1, idr(1_000_001), "a");
        assert_eq!(code(refused), "wallet.insufficient_funds");
    }
    // A payment that was made before does not ask for the PIN; its attempt is given back all the same.
    for _ in 0..2 * PIN_FAILURES {
        world.transfer(0, 1, idr(1), "b").unwrap();
    }
    assert_eq!(world.has(0), (999_999, 1));
}

#[test]
fn a_payment_gives_the_attempts_back_by_itself() {
    let world = World::with(2);
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 4);
    let pass = world.pass(0);
    let input = NewWithdrawal {
        money: idr(1),
        holder: "Sari".into(),
        to: super::world::the_bank(),
        client_id: "a".into(),
    };
    world
        .write(|tx| withdraw(tx, &world.person(0), &input, &pass, &world.policy))
        .unwrap();
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 4);
}

#[test]
fn a_pass_is_for_one_person_and_one_pin() {
    let world = World::with(2);
    let input = NewTransfer {
        conversation: super::world::place(),
        money: idr(1),
        note: None,
        client_id: "a".into(),
    };
    let (mine, theirs) = (world.pass(0), world.pass(1));
    let to = world.account(1);
    let pay = |pass: &PinPass| {
        world.write(|tx| transfer(tx, &world.person(0), to, &input, pass, &world.policy))
    };
    assert_eq!(code(pay(&theirs)), "wallet.wrong_pin", "somebody else's");
    let (new, again) = (world.verifier("246813").unwrap(), world.pass(0));
    world
        .write(|tx| change_pin(tx, &world.person(0), &again, &new))
        .unwrap();
    assert_eq!(code(pay(&mine)), "wallet.wrong_pin", "the PIN has changed");
    // What was right of the old PIN forgives nothing of the new one.
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 4);
    world.cell.write(|tx| forgive(tx, &mine)).unwrap();
    assert_eq!(details(world.try_pin(0, WRONG))["left"], 3);
    let right = world.try_pin(0, "246813").unwrap();
    world.cell.write(|tx| forgive(tx, &right)).unwrap();
    assert_eq!(details(world.try_pin(0, &world.pin(0)))["left"], 4);
}

#[test]
fn changing_the_pin_says_so() {
    let world = World::with(1);
    let (new, pass) = (world.verifier("246813").unwrap(), world.pass(0));
    world.cell.events();
    let receipt = world
        .write(|tx| change_pin(tx, &world.person(0), &pass, &new))
        .unwrap();
    assert_eq!(receipt.kind, ReceiptKind::PinChanged);
    assert_eq!(receipt.account, world.account(0));
    assert_eq!(world.cell.events().len(), 1);
}

/// A password that was verified.
fn password(world: &World, who: usize) -> sapa_accounts::Attempt {
    let begun = world
        .cell
        .write(|tx| sapa_accounts::begin_password_check(tx, &world.person(who)));
    begun.unwrap()
}

fn ask(world: &World, who: usize) -> Result<(PinResetAsked, Option<Receipt>), Error> {
    let attempt = password(world, who);
    world.write(|tx| ask_pin_reset(tx, &world.person(who), &attempt))
}

fn finish(world: &World, who: usize, pin: &str) -> Result<Receipt, Error> {
    let (attempt, new) = (password(world, who), world.verifier(pin).unwrap());
    world.write(|tx| finish_pin_reset(tx, &world.person(who), &attempt, &new))
}

#[test]
fn a_forgotten_pin_is_set_anew_after_a_day() {
    let world = World::with(1);
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.no_pin_reset");
    let (asked, receipt) = ask(&world, 0).unwrap();
    assert_eq!(receipt.unwrap().kind, ReceiptKind::PinResetAsked);
    assert_eq!(
        world.me(0).open.unwrap().pin_reset_ready_at,
        Some(asked.ready_at)
    );
    world.advance(PIN_RESET_WAIT / 2);
    let (again, receipt) = ask(&world, 0).unwrap();
    assert_eq!(
        (again, receipt),
        (asked, None),
        "asking again does not begin again"
    );
    world.advance(PIN_RESET_WAIT / 2 - Duration::from_millis(1));
    let early = finish(&world, 0, "246813");
    assert_eq!(
        details(early)["ready_at"],
        serde_json::json!(asked.ready_at)
    );
    world.pass(0);
    for _ in 0..5 {
        let _ = world.try_pin(0, WRONG);
    }
    world.advance(Duration::from_millis(1));
    let receipt = finish(&world, 0, "246813").unwrap();
    assert_eq!(receipt.kind, ReceiptKind::PinChanged);
    assert_eq!(world.me(0).open.unwrap().pin_reset_ready_at, None);
    world.try_pin(0, "246813").unwrap();
    assert_eq!(
        code(finish(&world, 0, "246813")),
        "wallet.no_pin_reset",
        "once"
    );
}

#[test]
fn a_reset_is_cancelled_from_any_device() {
    let world = World::with(1);
    let cancel = || world.write(|tx| cancel_pin_reset(tx, &world.person(0), Empty {}));
    world.cell.events();
    cancel().unwrap();
    assert!(
        world.cell.events().is_empty(),
        "there was nothing to cancel"
    );
    ask(&world, 0).unwrap();
    world.advance(DAY);
    cancel().unwrap();
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.no_pin_reset");
    world.pass(0);
    // Asking again begins again.
    ask(&world, 0).unwrap();
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.pin_reset_waits");
}

#[test]
fn changing_the_pin_ends_a_reset() {
    let world = World::with(1);
    ask(&world, 0).unwrap();
    let (new, pass) = (world.verifier("246813").unwrap(), world.pass(0));
    world
        .write(|tx| change_pin(tx, &world.person(0), &pass, &new))
        .unwrap();
    world.advance(DAY);
    assert_eq!(code(finish(&world, 0, "135791")), "wallet.no_pin_reset");
}

#[test]
fn who_has_no_wallet_has_no_pin() {
    let world = World::without_wallets(1);
    let begin = || world.write(|tx| begin_pin_check(tx, &world.person(0)));
    assert_eq!(code(begin()), "wallet.not_open");
    assert_eq!(code(ask(&world, 0)), "wallet.not_open");
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.not_open");
    let cancelled = world.write(|tx| cancel_pin_reset(tx, &world.person(0), Empty {}));
    assert_eq!(code(cancelled), "wallet.not_open");
}

#[test]
fn a_reset_lapses() {
    let world = World::with(1);
    let (first, _) = ask(&world, 0).unwrap();
    world.advance(PIN_RESET_WAIT + PIN_RESET_WINDOW - Duration::from_millis(1));
    assert_eq!(
        world.me(0).open.unwrap().pin_reset_ready_at,
        Some(first.ready_at)
    );
    assert_eq!(ask(&world, 0).unwrap(), (first, None));
    world.advance(Duration::from_millis(1));
    assert_eq!(world.me(0).open.unwrap().pin_reset_ready_at, None);
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.no_pin_reset");
    // Asking again begins again, and tells again.
    let (second, receipt) = ask(&world, 0).unwrap();
    assert!(second.ready_at > first.ready_at);
    assert_eq!(receipt.unwrap().kind, ReceiptKind::PinResetAsked);
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.pin_reset_waits");
    world.advance(PIN_RESET_WAIT + PIN_RESET_WINDOW - Duration::from_millis(1));
    finish(&world, 0, "246813").unwrap();
}

#[test]
fn whoever_pays_with_the_pin_has_not_forgotten_it() {
    let world = World::with(2);
    ask(&world, 0).unwrap();
    let _ = world.try_pin(0, WRONG);
    assert!(world.me(0).open.unwrap().pin_reset_ready_at.is_some());
    world.transfer(0, 1, idr(100), "a").unwrap();
    assert_eq!(world.me(0).open.unwrap().pin_reset_ready_at, None);
    world.advance(PIN_RESET_WAIT);
    assert_eq!(code(finish(&world, 0, "246813")), "wallet.no_pin_reset");
}
