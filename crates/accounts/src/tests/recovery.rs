use super::*;

const NEW_PASSWORD: &str = "a better password";

fn try_recover(town: &Town, handle: &str, code_text: &str) -> Answer<(SignedIn, u32)> {
    let input = Recover {
        handle: handle.to_owned(),
        recovery_code: code_text.into(),
        new_password: NEW_PASSWORD.into(),
    };
    let attempt = town.write(|tx| begin_recovery(tx, &at("192.0.2.5"), &input, &town.policy))?;
    code(
        town.cell
            .read(|read| attempt.check(read, &input.recovery_code)),
    )?;
    let verifier = Verifier::of(&input.new_password, Hashing::CHEAP, town.random());
    let hash = town.token().hash();
    let code = &input.recovery_code;
    let (now, left) =
        town.write(|tx| recover(tx, &at("192.0.2.5"), &attempt, code, &verifier, hash))?;
    Ok((now.signed_in, left))
}

#[test]
fn a_code_sets_a_new_password_once_and_the_person_is_told() {
    let town = Town::open();
    let registered = town.register("sari");
    let thief = town.sign_in("sari");
    let codes = &registered.recovery_codes;
    let (device, left) = try_recover(&town, "@Sari", &codes[3]).unwrap();
    assert_eq!(left, 9);
    assert_eq!(town.session(&thief), "accounts.session_expired");
    assert_eq!(
        town.session(&registered.signed_in),
        "accounts.session_expired"
    );
    let notice = &town.me(&device).notices[0];
    assert_eq!(notice.kind, NoticeKind::SignedInByRecovery);
    assert_eq!(notice.text_params["address"], "192.0.2.5");
    assert_eq!(notice.text_params["device"], "Firefox · Linux");
    let used = try_recover(&town, "sari", &codes[3]).map(|_| ());
    assert_eq!(used, Err("accounts.recovery_code_invalid"));
    assert!(town.try_sign_in(&at(""), "sari", NEW_PASSWORD).is_ok());
    // Codes are read as people write them.
    let written = codes[4].to_uppercase().replace('-', " ").replace('O', "0");
    assert_eq!(try_recover(&town, "sari", &written).unwrap().1, 8);
}

#[test]
fn codes_of_others_and_guesses_do_not_hold() {
    let town = Town::open();
    town.register("sari");
    let budi = town.register("budi");
    let cases = [
        ("sari", budi.recovery_codes[0].as_str()),
        ("sari", ""),
        ("sari", "aaaaa-aaaaa"),
        ("nobody-here", &budi.recovery_codes[0]),
        ("not a handle", &budi.recovery_codes[0]),
        ("sari", &"a".repeat(100_000)),
    ];
    for (handle, code) in cases {
        let answer = try_recover(&town, handle, code).map(|_| ());
        assert_eq!(answer, Err("accounts.recovery_code_invalid"), "{handle}");
    }
}

#[test]
fn ten_wrong_codes_lead_to_a_cool_down() {
    let town = Town::open();
    let sari = town.register("sari");
    for _ in 0..10 {
        let answer = try_recover(&town, "sari", "aaaaa-aaaaa").map(|_| ());
        assert_eq!(answer, Err("accounts.recovery_code_invalid"));
    }
    let right = || try_recover(&town, "sari", &sari.recovery_codes[0]).map(|_| ());
    assert_eq!(right(), Err("accounts.too_many_attempts"));
    assert!(
        town.try_sign_in(&at(""), "sari", PASSWORD).is_ok(),
        "counted apart"
    );
    town.advance(Duration::from_secs(15 * 60));
    assert_eq!(right(), Ok(()));
}

#[test]
fn a_weak_new_password_costs_no_attempt() {
    let town = Town::open();
    town.register("sari");
    let input = Recover {
        handle: "sari".to_owned(),
        recovery_code: "aaaaa-aaaaa".into(),
        new_password: "short".into(),
    };
    for _ in 0..15 {
        let answer = town.write(|tx| begin_recovery(tx, &at(""), &input, &town.policy));
        assert_eq!(answer.map(|_| ()), Err("accounts.password_weak"));
    }
}

#[test]
fn new_codes_replace_the_old_ones() {
    let town = Town::open();
    let sari = town.register("sari");
    let device = &sari.signed_in;
    let attempt = town.confirm(device, PASSWORD).unwrap();
    let codes = NewCodes::from_random(&town.random());
    let made = town
        .write(|tx| renew_recovery_codes(tx, device, &attempt, &codes))
        .unwrap();
    assert_eq!(made.recovery_codes.len(), 10);
    let old = try_recover(&town, "sari", &sari.recovery_codes[0]).map(|_| ());
    assert_eq!(old, Err("accounts.recovery_code_invalid"));
    assert!(try_recover(&town, "sari", &made.recovery_codes[9]).is_ok());
}

fn make_link(town: &Town, of: &SignedIn, token: &Token) -> Answer<RecoveryLinkMade> {
    let input = AccountInput {
        account: of.account,
    };
    let url = "https://cell.example";
    town.write(|tx| make_recovery_link(tx, &MACHINE, &input, token, url))
}

fn follow_link(town: &Town, token: &str) -> Answer<SignedIn> {
    let input = RecoverByLink {
        token: token.into(),
        new_password: NEW_PASSWORD.into(),
    };
    code(town.cell.read(|read| check_recovery_link(read, &input)))?;
    let verifier = Verifier::of(&input.new_password, Hashing::CHEAP, town.random());
    let hash = town.token().hash();
    let now = town.write(|tx| recover_by_link(tx, &at(""), &input.token, &verifier, hash))?;
    Ok(now.signed_in)
}

#[test]
fn an_operators_link_works_once_and_the_person_is_told() {
    let town = Town::open();
    let sari = town.person("sari");
    let token = town.token();
    let made = make_link(&town, &sari, &token).unwrap();
    assert_eq!(
        made.url,
        format!("https://cell.example/recover-link#{}", token.text())
    );
    assert_eq!(town.me(&sari).notices[0].kind, NoticeKind::RecoveryLinkMade);
    town.advance(Duration::from_millis(5));
    let device = follow_link(&town, token.text()).unwrap();
    assert_eq!(town.session(&sari), "accounts.session_expired");
    let kinds: Vec<_> = town.me(&device).notices.iter().map(|n| n.kind).collect();
    assert_eq!(
        kinds,
        [NoticeKind::RecoveryLinkMade, NoticeKind::SignedInByRecovery]
    );
    let again = follow_link(&town, token.text()).map(|_| ());
    assert_eq!(again, Err("accounts.link_invalid"));
}

#[test]
fn a_link_ends_after_a_day_or_with_the_next_one_or_a_new_password() {
    let town = Town::open();
    let sari = town.person("sari");
    let (first, second) = (town.token(), town.token());
    make_link(&town, &sari, &first).unwrap();
    make_link(&town, &sari, &second).unwrap();
    let dead = Err("accounts.link_invalid");
    assert_eq!(follow_link(&town, first.text()).map(|_| ()), dead);
    town.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(follow_link(&town, second.text()).map(|_| ()), dead);
    let third = town.token();
    make_link(&town, &sari, &third).unwrap();
    let attempt = town.confirm(&sari, PASSWORD).unwrap();
    let verifier = Verifier::of(&NEW_PASSWORD.into(), Hashing::CHEAP, town.random());
    town.write(|tx| change_password(tx, &sari, &attempt, &verifier))
        .unwrap();
    assert_eq!(follow_link(&town, third.text()).map(|_| ()), dead);
}

#[test]
fn notices_stay_until_they_are_dismissed() {
    let town = Town::open();
    let sari = town.person("sari");
    make_link(&town, &sari, &town.token()).unwrap();
    let id = town.me(&sari).notices[0].id;
    let dismiss =
        |actor: &SignedIn| town.write(|tx| dismiss_notice(tx, actor, DismissNotice { id }));
    assert_eq!(dismiss(&town.person("budi")), Err("accounts.not_found"));
    assert_eq!(dismiss(&sari), Ok(Empty {}));
    assert_eq!(dismiss(&sari), Err("accounts.not_found"));
    for _ in 0..60 {
        make_link(&town, &sari, &town.token()).unwrap();
    }
    assert_eq!(town.me(&sari).notices.len(), 50);
}
