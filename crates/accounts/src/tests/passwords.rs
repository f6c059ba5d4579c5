use super::*;

#[test]
fn what_can_be_a_password() {
    let handle = Handle::parse("sari.dewi").unwrap();
    for (password, expected) in [
        ("correct horse battery", "ok"),
        ("пароль-из-слов", "ok"),
        ("七八九十一二三四五六七", "ok"),
        ("sari.dewi lives in Ubud", "ok"),
        (&"xy z1".repeat(51), "ok"),
        ("short", "too_short"),
        ("", "too_short"),
        ("123456789", "too_short"),
        (&"xyz1 ".repeat(52), "too_long"),
        (&"七八九十五".repeat(52), "too_long"),
        ("sari.dewi1", "like_the_handle"),
        ("SariDewi99", "like_the_handle"),
        ("saridewisaridewi", "like_the_handle"),
        ("password123", "common"),
        ("PASSWORD123", "common"),
        ("pass-word-123", "common"),
        ("1234567890", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("abababababab", "common"),
        ("woaini1314", "common"),
    ] {
        let problem = match check_password(&password.into(), &handle) {
            Ok(()) => "ok",
            Err(Error::PasswordWeak(problem)) => problem,
            Err(other) => panic!("{other}"),
        };
        assert_eq!(problem, expected, "{password:?}");
    }
}

#[test]
fn a_verifier_holds_for_its_password_alone() {
    let verifier = Verifier::of(&PASSWORD.into(), Hashing::CHEAP, [7; 16]);
    assert!(verifier.holds(&PASSWORD.into()));
    for wrong in ["", "A long enough password", &PASSWORD.repeat(100)] {
        assert!(!verifier.holds(&wrong.into()));
    }
    assert!(!Verifier::of_nobody(Hashing::CHEAP).holds(&PASSWORD.into()));
    let other_salt = Verifier::of(&PASSWORD.into(), Hashing::CHEAP, [8; 16]);
    assert_ne!(verifier, other_salt);
}

#[test]
fn the_default_cost_is_the_one_of_owasp() {
    let hashing = Hashing::default();
    assert_eq!(
        (hashing.memory_kib, hashing.passes, hashing.lanes),
        (19_456, 2, 1)
    );
    let verifier = Verifier::of(&PASSWORD.into(), hashing, [7; 16]);
    assert!(verifier.holds(&PASSWORD.into()));
    assert_eq!(verifier.hashing(), hashing);
}

#[test]
fn a_cost_that_argon2_does_not_know_holds_for_nothing() {
    let impossible = Hashing {
        memory_kib: 1,
        passes: 0,
        lanes: 0,
    };
    let verifier = Verifier::of(&PASSWORD.into(), impossible, [7; 16]);
    assert!(!verifier.holds(&PASSWORD.into()));
}

#[test]
fn secrets_are_not_printed() {
    let secret = Secret::from(PASSWORD);
    let token = Token::from_random([3; 32]);
    let printed = format!("{secret:?} {token:?} {:?}", form("sari"));
    assert!(
        !printed.contains(PASSWORD) && !printed.contains(token.text()),
        "{printed}"
    );
}

#[test]
fn a_new_password_signs_the_other_devices_out() {
    let town = Town::open();
    let laptop = town.person("sari");
    let phone = town.sign_in("sari");
    let new = || Verifier::of(&"another good password".into(), Hashing::CHEAP, [1; 16]);
    assert_eq!(
        town.confirm(&laptop, "not the password").map(|_| ()),
        Err("accounts.wrong_credentials")
    );
    let attempt = town.confirm(&laptop, PASSWORD).unwrap();
    town.write(|tx| change_password(tx, &laptop, &attempt, &new()))
        .unwrap();
    assert_eq!(town.session(&laptop), "ok");
    assert_eq!(town.session(&phone), "accounts.session_expired");
    assert_eq!(
        town.me(&laptop).notices[0].kind,
        NoticeKind::PasswordChanged
    );
    assert_eq!(
        town.try_sign_in(&at(""), "sari", PASSWORD).map(|_| ()),
        Err("accounts.wrong_credentials")
    );
    assert!(
        town.try_sign_in(&at(""), "sari", "another good password")
            .is_ok()
    );
    // What was confirmed with the old password counts no more.
    assert_eq!(
        town.write(|tx| change_password(tx, &laptop, &attempt, &new()))
            .map(|_| ()),
        Err("accounts.wrong_credentials")
    );
}
