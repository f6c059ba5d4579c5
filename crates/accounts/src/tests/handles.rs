use super::*;

fn problem(town: &Town, handle: &str) -> String {
    let input = CheckHandle {
        handle: handle.to_owned(),
    };
    let answer = town
        .cell
        .read(|read| check_handle(read, &at(""), input))
        .unwrap();
    assert_eq!(answer.available, answer.problem.is_none());
    match answer.problem {
        None => format!("free: {}", answer.handle),
        Some(problem) => serde_json::to_value(problem)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned(),
    }
}

#[test]
fn what_can_be_a_handle() {
    let town = Town::open();
    for (handle, expected) in [
        ("sari", "free: sari"),
        ("  @Sari.Dewi ", "free: sari.dewi"),
        ("a-b_c.d9", "free: a-b_c.d9"),
        ("abc", "free: abc"),
        (&"a".repeat(32), &format!("free: {}", "a".repeat(32))),
        ("", "too_short"),
        ("@", "too_short"),
        ("ab", "too_short"),
        (&"a".repeat(33), "too_long"),
        ("9lives", "characters"),
        ("_sari", "characters"),
        ("sari.", "characters"),
        ("sari..dewi", "characters"),
        ("sari._dewi", "characters"),
        ("sari dewi", "characters"),
        ("sari/dewi", "characters"),
        ("../../etc", "characters"),
        ("сари", "characters"),
        ("ѕari", "characters"),
        ("ｓａｒｉ", "characters"),
        ("sari\u{200b}", "characters"),
        ("sari\u{202e}", "characters"),
        ("şari", "characters"),
        ("admin", "reserved"),
        ("Admin", "reserved"),
        ("adm1n", "reserved"),
        ("ad-min", "reserved"),
        ("r00t", "reserved"),
        ("adrnin", "reserved"),
        ("sapa", "reserved"),
        ("everyone", "reserved"),
    ] {
        assert_eq!(problem(&town, handle), expected, "{handle:?}");
    }
}

#[test]
fn a_handle_that_looks_like_anothers_is_refused() {
    let town = Town::open();
    for handle in ["modern", "budi10", "sari.dewi"] {
        town.register(handle);
    }
    for (handle, expected) in [
        ("modern", "taken"),
        ("MODERN", "taken"),
        ("rnodern", "look_alike"),
        ("modem", "look_alike"),
        ("budilo", "look_alike"),
        ("budi1o", "look_alike"),
        ("sari-dewi", "look_alike"),
        ("sari_dewi", "look_alike"),
        ("saridewi", "free: saridewi"),
        ("modest", "free: modest"),
    ] {
        assert_eq!(problem(&town, handle), expected, "{handle}");
    }
    let refused = |handle| town.try_register(&at(""), form(handle)).map(|_| ());
    assert_eq!(refused("modern"), Err("accounts.handle_taken"));
    assert_eq!(refused("modem"), Err("accounts.handle_look_alike"));
    assert_eq!(refused("admin"), Err("accounts.handle_invalid"));
}

#[test]
fn a_look_alike_is_not_the_person() {
    let town = Town::open();
    town.register("modern");
    let found = |text: &str| {
        let handle = Handle::parse(text).unwrap();
        town.cell.read(|read| by_handle(read, &handle)).unwrap()
    };
    assert!(found("modern").is_some());
    assert!(found("modem").is_none());
    assert_eq!(
        town.try_sign_in(&at(""), "modem", PASSWORD).map(|_| ()),
        Err("accounts.wrong_credentials")
    );
}

#[test]
fn two_who_register_at_once_do_not_get_the_same_handle() {
    let town = Town::open();
    let checked = |handle| {
        town.cell
            .read(|read| check_registration(read, form(handle)))
            .unwrap()
    };
    let (first, second) = (checked("wayan"), checked("wayan"));
    let join = |checked| {
        let prepared = prepare_registration(checked, Hashing::CHEAP, &town.secrets());
        town.write(|tx| register(tx, &at(""), &prepared))
            .map(|_| ())
    };
    assert_eq!(join(first), Ok(()));
    assert_eq!(join(second), Err("accounts.handle_taken"));
}
