use super::*;

#[test]
fn handles_are_read_as_people_write_them() {
    let town = Town::open();
    town.register("sari.dewi");
    for handle in ["sari.dewi", "@sari.dewi", " Sari.Dewi "] {
        assert!(
            town.try_sign_in(&at(""), handle, PASSWORD).is_ok(),
            "{handle}"
        );
    }
}

#[test]
fn a_wrong_handle_and_a_wrong_password_are_told_alike() {
    let town = Town::open();
    town.register("sari");
    for (handle, password) in [
        ("sari", "wrong password"),
        ("nobody-here", PASSWORD),
        ("s\u{0430}ri", PASSWORD),
        ("", ""),
        ("../..", PASSWORD),
    ] {
        assert_eq!(
            town.try_sign_in(&at(""), handle, password).map(|_| ()),
            Err("accounts.wrong_credentials"),
            "{handle:?}"
        );
    }
}

fn fail(town: &Town, visitor: &Visitor, handle: &str, times: u32) {
    for n in 0..times {
        assert_eq!(
            town.try_sign_in(visitor, handle, "wrong password")
                .map(|_| ()),
            Err("accounts.wrong_credentials"),
            "failure {n}"
        );
    }
}

fn cool_down(town: &Town, handle: &str) -> u64 {
    let result = town
        .cell
        .write(|tx| begin_sign_in(tx, &at(""), handle, &town.policy).map(|_| ()));
    let fault = result.unwrap_err().fault();
    assert_eq!(fault.code, "accounts.too_many_attempts");
    fault.details.unwrap()["retry_after_seconds"]
        .as_u64()
        .unwrap()
}

#[test]
fn ten_failures_lead_to_a_cool_down_that_doubles_to_a_day() {
    let town = Town::open();
    town.register("sari");
    for minutes in [15, 30, 60, 120, 240, 480, 960, 1440, 1440] {
        fail(&town, &at(""), "sari", 10);
        assert_eq!(cool_down(&town, "sari"), minutes * 60);
        assert_eq!(
            town.try_sign_in(&at(""), "sari", PASSWORD).map(|_| ()),
            Err("accounts.too_many_attempts"),
            "the right password does not help"
        );
        town.advance(Duration::from_secs(minutes * 60));
    }
    assert!(town.try_sign_in(&at(""), "sari", PASSWORD).is_ok());
    // Success wipes the slate.
    fail(&town, &at(""), "sari", 10);
    assert_eq!(cool_down(&town, "sari"), 15 * 60);
}

#[test]
fn an_unknown_handle_is_counted_like_a_known_one() {
    let town = Town::open();
    fail(&town, &at(""), "nobody-here", 10);
    assert_eq!(cool_down(&town, "nobody-here"), 15 * 60);
}

#[test]
fn nine_failures_and_a_day_are_forgotten() {
    let town = Town::open();
    town.register("sari");
    fail(&town, &at(""), "sari", 9);
    town.advance(Duration::from_secs(24 * 60 * 60));
    fail(&town, &at(""), "sari", 9);
    assert!(town.try_sign_in(&at(""), "sari", PASSWORD).is_ok());
}

#[test]
fn attempts_count_before_they_are_verified() {
    let town = Town::open();
    town.register("sari");
    // Ten guesses begin at once; none has been verified when the eleventh comes.
    for _ in 0..10 {
        town.write(|tx| begin_sign_in(tx, &at(""), "sari", &town.policy))
            .unwrap();
    }
    assert_eq!(cool_down(&town, "sari"), 15 * 60);
}

#[test]
fn a_hundred_failures_from_an_address_within_an_hour() {
    let town = Town::open();
    town.register("sari");
    let attacker = at("198.51.100.9");
    for n in 0..100 {
        fail(&town, &attacker, &format!("victim-v{n}"), 1);
    }
    let sign_in = |visitor: &Visitor| town.try_sign_in(visitor, "sari", PASSWORD).map(|_| ());
    assert_eq!(sign_in(&attacker), Err("accounts.too_many_attempts"));
    assert_eq!(sign_in(&at("198.51.100.10")), Ok(()));
    town.advance(Duration::from_secs(60 * 60));
    assert_eq!(sign_in(&attacker), Ok(()));
}

#[test]
fn success_gives_the_attempt_back() {
    let town = Town::open();
    town.register("sari");
    for _ in 0..150 {
        assert!(town.try_sign_in(&at("192.0.2.1"), "sari", PASSWORD).is_ok());
    }
}

#[test]
fn counted_attempts_are_swept_when_they_say_nothing_any_more() {
    let town = Town::open();
    for n in 0..30 {
        fail(&town, &at("192.0.2.1"), &format!("victim-v{n}"), 1);
    }
    let rows = || {
        let scan = sapa_store::Scan::all();
        town.cell
            .read(|read| crate::keys::ATTEMPTS.count(read, scan))
            .unwrap()
    };
    assert_eq!(rows(), 31);
    town.advance(Duration::from_secs(48 * 60 * 60));
    assert!(town.run_jobs() > 0);
    assert_eq!(rows(), 0);
}

#[test]
fn a_password_that_changed_while_it_was_verified_signs_nobody_in() {
    let town = Town::open();
    let sari = town.person("sari");
    let attempt = town
        .write(|tx| begin_sign_in(tx, &at(""), "sari", &town.policy))
        .unwrap();
    assert!(attempt.verifier().holds(&PASSWORD.into()));
    let confirmed = town.confirm(&sari, PASSWORD).unwrap();
    let new = Verifier::of(&"another good password".into(), Hashing::CHEAP, [1; 16]);
    town.write(|tx| change_password(tx, &sari, &confirmed, &new))
        .unwrap();
    let late = town.write(|tx| finish_sign_in(tx, &at(""), &attempt, [9; 32], None));
    assert_eq!(late.map(|_| ()), Err("accounts.wrong_credentials"));
}

#[test]
fn a_verifier_of_another_cost_is_renewed() {
    let town = Town::open();
    town.register("sari");
    let attempt = |town: &Town| {
        town.write(|tx| begin_sign_in(tx, &at(""), "sari", &town.policy))
            .unwrap()
    };
    let before = attempt(&town);
    let dearer = Hashing {
        memory_kib: 16,
        ..Hashing::CHEAP
    };
    let renewed = Verifier::of(&PASSWORD.into(), dearer, [2; 16]);
    town.write(|tx| finish_sign_in(tx, &at(""), &before, [9; 32], Some(&renewed)))
        .unwrap();
    assert_eq!(attempt(&town).verifier().hashing(), dearer);
    assert!(town.try_sign_in(&at(""), "sari", PASSWORD).is_ok());
}
