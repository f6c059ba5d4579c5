//! What may leave a wallet: amounts, limits of a payment and of a day, and when the day ends.

use std::time::Duration;

use sapa_kernel::{Amount, Money, Timestamp};

use super::world::{DAY, MACHINE, World, amount, code, credit, details, idr, rupiah};
use crate::purse::day_of;
use crate::*;

/// Somebody with more than anybody may pay.
fn rich() -> World {
    let world = World::with(2);
    let reference = world.reference(0);
    world
        .book(vec![credit("rich", idr(100_000_000), &reference)])
        .unwrap();
    world
}

fn verify(world: &World, who: usize, level: Level) -> Result<Option<Receipt>, Error> {
    let input = SetLevel {
        account: world.account(who),
        level,
        reason: "seen".into(),
    };
    world.write(|tx| set_level(tx, &MACHINE, &input))
}

#[test]
fn an_amount_is_more_than_nothing_and_a_multiple_of_the_step() {
    let world = World::with(2);
    for (minor, expected) in [
        (0, "wallet.amount_invalid"),
        (1, "wallet.amount_invalid"),
        (99, "wallet.amount_invalid"),
        (101, "wallet.amount_invalid"),
        (u128::MAX, "wallet.amount_invalid"),
        (u128::MAX / 100 * 100, "wallet.over_payment_limit"),
        (100, "ok"),
    ] {
        let money = Money {
            amount: Amount::from_minor(minor),
            currency: rupiah(),
        };
        let sent = world.transfer(0, 1, money, &format!("t{minor}"));
        assert_eq!(code(sent), expected, "{minor}");
        let withdrawn = world.withdraw(0, money, &format!("w{minor}"));
        assert_eq!(code(withdrawn), expected, "{minor}");
    }
    let euros = Money {
        amount: amount(1),
        currency: "EUR".parse().unwrap(),
    };
    let refused = world.transfer(0, 1, euros, "e");
    assert_eq!(details(refused)["currency"], "IDR");
    let refused = world.transfer(0, 1, idr(0), "z");
    assert_eq!(details(refused)["step"], "100");
}

#[test]
fn one_payment_has_a_limit_and_so_has_a_day() {
    let world = rich();
    for (level, payment, day) in [
        (Level::Basic, 2_000_000, 5_000_000),
        (Level::Verified, 20_000_000, 40_000_000),
    ] {
        world.advance(DAY);
        verify(&world, 0, level).unwrap();
        let id = |text: &str| format!("{level:?}-{text}");
        let over = world.transfer(0, 1, idr(payment + 1), &id("over"));
        assert_eq!(details(over)["limit"], amount(payment).to_string());
        let mut left = day;
        while left >= payment {
            world
                .transfer(0, 1, idr(payment), &id(&left.to_string()))
                .unwrap();
            left -= payment;
        }
        let me = world.me(0).open.unwrap();
        assert_eq!(me.left_today, amount(left));
        assert_eq!(
            (me.payment_limit, me.day_limit),
            (amount(payment), amount(day))
        );
        let over = world.transfer(0, 1, idr(left + 1), &id("more"));
        assert_eq!(details(over)["left"], amount(left).to_string());
        if left > 0 {
            world.transfer(0, 1, idr(left), &id("rest")).unwrap();
        }
        let over = world.transfer(0, 1, idr(1), &id("one"));
        assert_eq!(code(over), "wallet.over_day_limit");
    }
}

#[test]
fn everything_that_leaves_counts_to_the_day() {
    let world = rich();
    let left = || world.me(0).open.unwrap().left_today.minor() / 100;
    world.transfer(0, 1, idr(100), "a").unwrap();
    world.withdraw(0, idr(200), "b").unwrap();
    let packet = world.packet(PacketKind::Lucky, idr(400), 2);
    world.send(0, &packet).unwrap();
    let asked = super::requests::ask(&world, 1, 0, idr(800));
    super::requests::pay(&world, 0, asked.payment).unwrap();
    let paid = super::pay_codes::pay(&world, 0, 1, idr(1_600), "c");
    paid.unwrap();
    assert_eq!(left(), 5_000_000 - 3_100);
    // What comes back does not come back to the day.
    world.advance(DAY - Duration::from_secs(1));
    assert_eq!(left(), 5_000_000 - 3_100, "still the same day");
    world.advance(Duration::from_secs(1));
    world.run_jobs();
    assert_eq!(left(), 5_000_000);
}

#[test]
fn what_is_missing_is_said() {
    let world = World::with(2);
    world.transfer(0, 1, idr(400_000), "a").unwrap();
    let refused = world.transfer(0, 1, idr(600_001), "b");
    assert_eq!(
        details(refused)["missing"],
        "100",
        "what is held cannot be paid with"
    );
    world.transfer(0, 1, idr(600_000), "c").unwrap();
    let refused = world.transfer(0, 1, idr(1), "d");
    assert_eq!(code(refused), "wallet.insufficient_funds");
    assert_eq!(world.has(0), (0, 1_000_000));
}

#[test]
fn a_day_begins_at_midnight_where_the_cell_is() {
    let mut world = rich();
    world.policy.utc_offset_minutes = 420;
    // It is midnight in London, and seven in the morning in Jakarta.
    let spend = |world: &World, id: &str| world.transfer(0, 1, idr(2_000_000), id);
    for id in ["a", "b"] {
        spend(&world, id).unwrap();
    }
    world.advance(Duration::from_secs(17 * 3600) - Duration::from_millis(1));
    assert_eq!(code(spend(&world, "c")), "wallet.over_day_limit");
    world.advance(Duration::from_millis(1));
    spend(&world, "c").unwrap();
    // Whoever moves the day back does not get a second one.
    world.policy.utc_offset_minutes = 0;
    spend(&world, "d").unwrap();
    assert_eq!(code(spend(&world, "e")), "wallet.over_day_limit");
}

#[test]
fn days_are_counted_from_1970_also_before_it() {
    for (millis, offset, day) in [
        (0, 0, 0),
        (-1, 0, -1),
        (86_399_999, 0, 0),
        (86_400_000, 0, 1),
        (86_400_000 - 1, 1, 1),
        (0, -1, -1),
        (0, 420, 0),
    ] {
        assert_eq!(
            day_of(Timestamp::from_millis(millis), offset),
            day,
            "{millis} {offset}"
        );
    }
}

#[test]
fn a_configuration_that_lost_the_limits_lets_nothing_leave() {
    let mut world = World::with(2);
    let pass = world.pass(0);
    world.policy.limits.clear();
    let input = NewTransfer {
        conversation: super::world::place(),
        money: idr(1),
        note: None,
        client_id: "a".into(),
    };
    let refused = world.transfer_with(0, 1, &input, &pass);
    assert_eq!(code(refused), "wallet.settings_invalid");
}

#[test]
fn every_currency_of_the_table_has_sound_limits() {
    let policy = Policy::default();
    assert_eq!(policy.limits.len(), 6);
    for (currency, limits) in &policy.limits {
        for level in [Level::Basic, Level::Verified] {
            let limits = limits.of(level);
            assert!(limits.payment <= limits.day, "{currency}");
            assert!(currency.is_payable(limits.payment), "{currency}");
        }
        assert!(limits.basic.payment < limits.verified.payment, "{currency}");
        assert!(
            limits.max_packet_share <= limits.basic.payment,
            "{currency}"
        );
        assert_eq!(limits.max_packet_shares, 500);
    }
}

#[test]
fn notes_and_client_ids_have_their_limits() {
    let world = World::with(2);
    let send = |note: Option<&str>, client_id: &str| {
        let input = NewTransfer {
            conversation: super::world::place(),
            money: idr(1),
            note: note.map(str::to_owned),
            client_id: client_id.into(),
        };
        let pass = world.pass(0);
        world.transfer_with(0, 1, &input, &pass)
    };
    let fifty = "钱".repeat(MAX_NOTE);
    assert_eq!(send(Some(&fifty), "a").unwrap().note, Some(fifty.clone()));
    let long = format!("{fifty}x");
    assert_eq!(details(send(Some(&long), "b"))["limit"], MAX_NOTE);
    for note in ["a\u{0}b", "\u{202e}abc", "\u{200b}"] {
        assert_eq!(
            code(send(Some(note), "b")),
            "wallet.note_invalid",
            "{note:?}"
        );
    }
    assert_eq!(send(Some("  "), "c").unwrap().note, None);
    assert_eq!(
        send(Some(" a \t b "), "d").unwrap().note.as_deref(),
        Some("a b")
    );
    let longest = "x".repeat(MAX_CLIENT_ID);
    send(None, &longest).unwrap();
    for client_id in ["", " ", "a b", "é", "a\n", &"x".repeat(MAX_CLIENT_ID + 1)] {
        let refused = send(None, client_id);
        assert_eq!(code(refused), "wallet.client_id_invalid", "{client_id:?}");
    }
}

#[test]
fn a_top_up_is_at_most_what_a_verified_person_may_pay() {
    let world = World::with(1);
    let check =
        |money| world.read(|read| check_top_up(read, &world.person(0), money, &world.policy));
    assert_eq!(check(idr(20_000_000)).unwrap(), world.reference(0));
    assert_eq!(code(check(idr(20_000_001))), "wallet.over_payment_limit");
    assert_eq!(code(check(idr(0))), "wallet.amount_invalid");
}
