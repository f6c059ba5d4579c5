use super::*;

#[test]
fn somebody_registers_and_is_signed_in() {
    let town = Town::open();
    let registered = town.register("sari");
    assert_eq!(registered.me.card.handle, "sari");
    assert_eq!(registered.me.card.display_name, "sari of the town");
    assert!(!registered.me.operator && registered.inviter.is_none());
    assert_eq!(registered.me.recovery_codes_left, 10);
    assert_eq!(registered.recovery_codes.len(), 10);
    for code in &registered.recovery_codes {
        let (start, end) = code.split_once('-').unwrap();
        assert!(start.len() == 5 && end.len() == 5, "{code}");
    }
    assert_eq!(town.session(&registered.signed_in), "ok");
    assert_eq!(town.me(&registered.signed_in), registered.me);
}

#[test]
fn bad_input_is_refused_before_anything_is_counted() {
    let town = Town::open();
    let refused = |change: fn(&mut Register)| {
        let mut input = form("sari");
        change(&mut input);
        town.try_register(&at("192.0.2.1"), input)
            .map(|_| ())
            .unwrap_err()
    };
    for _ in 0..20 {
        assert_eq!(
            refused(|f| f.handle = "x".into()),
            "accounts.handle_invalid"
        );
        assert_eq!(
            refused(|f| f.display_name = "\u{202e}".into()),
            "accounts.name_invalid"
        );
        assert_eq!(
            refused(|f| f.password = "short".into()),
            "accounts.password_weak"
        );
        assert_eq!(
            refused(|f| f.invitation = Some("unknown".into())),
            "accounts.invitation_invalid"
        );
    }
    assert!(town.try_register(&at("192.0.2.1"), form("sari")).is_ok());
}

#[test]
fn who_may_register() {
    let town = Town::new();
    let join = |handle: &str| town.try_register(&at(""), form(handle)).map(|_| ());
    assert_eq!(
        join("sari"),
        Err("accounts.invitation_invalid"),
        "the default"
    );
    town.set_registration(RegistrationMode::Closed);
    assert_eq!(join("sari"), Err("accounts.registration_closed"));
    town.set_registration(RegistrationMode::Open);
    assert_eq!(join("sari"), Ok(()));
}

#[test]
fn ten_register_from_an_address_within_an_hour() {
    let town = Town::open();
    let join = |address: &str, n: u32| {
        let handle = format!("person-x{n}");
        town.try_register(&at(address), form(&handle)).map(|_| ())
    };
    for n in 0..10 {
        assert_eq!(join("2001:db8::1", n), Ok(()));
    }
    assert_eq!(join("2001:db8::1", 10), Err("accounts.too_many_attempts"));
    assert_eq!(
        join("2001:db8::ffff", 10),
        Err("accounts.too_many_attempts"),
        "one line has all addresses of its /64"
    );
    assert_eq!(join("2001:db8:0:1::1", 10), Ok(()));
    assert_eq!(join("192.0.2.7", 11), Ok(()));
    assert_eq!(join("::ffff:192.0.2.7", 12), Ok(()));
    town.advance(Duration::from_secs(59 * 60));
    assert_eq!(join("2001:db8::1", 13), Err("accounts.too_many_attempts"));
    town.advance(Duration::from_secs(60));
    assert_eq!(join("2001:db8::1", 13), Ok(()));
}

#[test]
fn the_first_operator_comes_by_the_link_alone() {
    let town = Town::new();
    assert!(town.cell.read(|read| needs_setup(read)).unwrap());
    let setup = |token: &str| town.try_setup(token, "ratna").map(|_| ());
    assert_eq!(setup(""), Err("accounts.link_invalid"), "no link was made");
    let (first, second) = (town.token(), town.token());
    for link in [&first, &second] {
        assert!(town.cell.write(|tx| offer_setup(tx, link.hash())).unwrap());
    }
    assert_eq!(
        setup(first.text()),
        Err("accounts.link_invalid"),
        "replaced"
    );
    assert_eq!(setup("guess"), Err("accounts.link_invalid"));
    assert_eq!(setup(second.text()), Ok(()));
    assert!(!town.cell.read(|read| needs_setup(read)).unwrap());
    let again = town.try_setup(second.text(), "putu").map(|_| ());
    assert_eq!(again, Err("accounts.link_invalid"), "used");
    assert!(!town.cell.write(|tx| offer_setup(tx, first.hash())).unwrap());
    let cell = town.cell.read(|read| about_cell(read)).unwrap();
    assert_eq!(cell.cell_name, "Kampung");
    assert_eq!(cell.registration, RegistrationMode::Invitation);
}
