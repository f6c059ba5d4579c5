use sapa_store::Topic;

use super::*;

fn target(of: &SignedIn) -> AccountInput {
    AccountInput {
        account: of.account,
    }
}

#[test]
fn a_suspended_account_is_out_until_it_is_let_in_again() {
    let town = Town::open();
    let sari = town.person("sari");
    town.cell.events();
    for _ in 0..2 {
        town.write(|tx| suspend(tx, &MACHINE, target(&sari)))
            .unwrap();
    }
    let events: Vec<_> = town
        .cell
        .events()
        .into_iter()
        .map(|e| (e.topic, e.name))
        .collect();
    assert!(events.contains(&(Topic::Session(sari.session), SESSION_ENDED.into())));
    assert!(events.contains(&(Topic::Account(sari.account), ACCOUNT_CHANGED.into())));
    assert_ne!(town.session(&sari), "ok");
    let sign_in = || town.try_sign_in(&at(""), "sari", PASSWORD).map(|_| ());
    assert_eq!(sign_in(), Err("accounts.suspended"));
    for _ in 0..2 {
        town.write(|tx| unsuspend(tx, &MACHINE, target(&sari)))
            .unwrap();
    }
    assert_eq!(sign_in(), Ok(()));
}

#[test]
fn only_the_right_password_learns_of_a_suspension() {
    let town = Town::open();
    let sari = town.person("sari");
    town.write(|tx| suspend(tx, &MACHINE, target(&sari)))
        .unwrap();
    let wrong = town
        .try_sign_in(&at(""), "sari", "wrong password")
        .map(|_| ());
    assert_eq!(wrong, Err("accounts.wrong_credentials"));
}

#[test]
fn the_last_operator_cannot_be_suspended() {
    let town = Town::new();
    let ratna = town.operator("ratna");
    let answer = town.write(|tx| suspend(tx, &MACHINE, target(&ratna)));
    assert_eq!(answer, Err("accounts.last_operator"));
    assert!(
        town.cell
            .read(|read| recheck(read, &ratna))
            .unwrap()
            .operator
    );
}

#[test]
fn operators_act_on_accounts_that_exist() {
    let town = Town::open();
    let nobody = || AccountInput {
        account: sapa_kernel::Id::from_bytes([7; 16]),
    };
    assert_eq!(
        town.write(|tx| suspend(tx, &MACHINE, nobody())),
        Err("accounts.not_found")
    );
    let token = town.token();
    let link = town.write(|tx| make_recovery_link(tx, &MACHINE, &nobody(), &token, ""));
    assert_eq!(link.map(|_| ()), Err("accounts.not_found"));
}

#[test]
fn the_cell_has_a_name() {
    let town = Town::new();
    let rename = |name: &str| {
        let input = UpdateSettings {
            cell_name: Some(name.to_owned()),
            registration: None,
        };
        town.write(|tx| update_settings(tx, &MACHINE, input))
            .map(|settings| settings.cell_name)
    };
    assert_eq!(rename(" Kampung  Kita "), Ok("Kampung Kita".to_owned()));
    assert_eq!(rename(""), Err("accounts.name_invalid"));
    assert_eq!(rename("a\u{202e}b"), Err("accounts.name_invalid"));
    assert_eq!(rename(&"x".repeat(65)), Err("accounts.name_invalid"));
    let settings = town
        .cell
        .read(|read| settings(read, &MACHINE, Empty {}))
        .unwrap();
    assert_eq!(settings.cell_name, "Kampung Kita");
    assert_eq!(settings.registration, RegistrationMode::Invitation);
}

fn find_people(town: &Town, query: &str, cursor: Option<String>, limit: u32) -> Answer<People> {
    let input = PeopleList {
        query: Some(query.to_owned()),
        cursor,
        limit: Some(limit),
    };
    code(town.cell.read(|read| people(read, &MACHINE, input)))
}

#[test]
fn people_are_listed_and_found() {
    let town = Town::open();
    for handle in ["sari", "budi", "sarina", "putu"] {
        town.register(handle);
        town.advance(Duration::from_millis(5));
    }
    let handles = |people: &People| -> Vec<String> {
        people
            .items
            .iter()
            .map(|person| person.card.handle.clone())
            .collect()
    };
    let all = find_people(&town, "", None, 100).unwrap();
    assert_eq!(handles(&all), ["sari", "budi", "sarina", "putu"]);
    assert!(all.items[0].last_used_at.is_some() && !all.items[0].suspended);
    assert_eq!(
        handles(&find_people(&town, " SARI", None, 100).unwrap()),
        ["sari", "sarina"]
    );
    assert_eq!(
        handles(&find_people(&town, "budi of", None, 100).unwrap()),
        ["budi"]
    );
    let first = find_people(&town, "", None, 3).unwrap();
    let second = find_people(&town, "", first.next_cursor, 3).unwrap();
    assert_eq!(
        (handles(&second).join(","), second.next_cursor),
        ("putu".into(), None)
    );
    assert_eq!(find_people(&town, "", None, 4).unwrap().next_cursor, None);
    let wrong = find_people(&town, "", Some("x".into()), 4).map(|_| ());
    assert_eq!(wrong, Err("accounts.cursor_invalid"));
}
