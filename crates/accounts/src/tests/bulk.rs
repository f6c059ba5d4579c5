use super::*;

fn create(town: &Town, count: u32, prefix: &str) -> Answer<BulkAccounts> {
    let input = CreateInBulk {
        count,
        prefix: prefix.to_owned(),
    };
    let tokens: Vec<Token> = (0..count.min(2_000)).map(|_| town.token()).collect();
    town.write(|tx| create_in_bulk(tx, &MACHINE, &input, &tokens))
}

#[test]
fn a_thousand_accounts_in_one_transaction() {
    let town = Town::new();
    let made = create(&town, 1_000, "load-").unwrap().accounts;
    assert_eq!(made.len(), 1_000);
    let found = town
        .cell
        .read(|read| find(read, &crate::secret::sha256(&made[999].token)))
        .unwrap();
    assert_eq!(found.signed_in.account, made[999].account);
    let again = create(&town, 1, "load-").unwrap().accounts;
    assert!(made.iter().all(|account| account.handle != again[0].handle));
}

#[test]
fn a_handle_that_somebody_has_is_passed_over() {
    let town = Town::open();
    town.register("load-1");
    let made = create(&town, 1, "load-").unwrap().accounts;
    assert_eq!(made[0].handle, "load-2");
}

#[test]
fn bounds_and_who_may() {
    let town = Town::new();
    assert_eq!(
        create(&town, 0, "load").map(|_| ()),
        Err("accounts.out_of_range")
    );
    assert_eq!(
        create(&town, 1_001, "load").map(|_| ()),
        Err("accounts.out_of_range")
    );
    assert_eq!(
        create(&town, 1, "9x").map(|_| ()),
        Err("accounts.handle_invalid")
    );
    assert_eq!(
        create(&town, 1, &"x".repeat(30)).map(|_| ()),
        Err("accounts.handle_invalid")
    );
    let person = Operator {
        account: Some(town.operator("ratna").account),
    };
    assert_eq!(code(token_only(&person)), Err("accounts.token_needed"));
}

#[test]
fn an_account_made_in_bulk_has_no_password() {
    let town = Town::new();
    let handle = create(&town, 1, "load-").unwrap().accounts[0]
        .handle
        .clone();
    let signed_in = town.try_sign_in(&at(""), &handle, PASSWORD).map(|_| ());
    assert_eq!(signed_in, Err("accounts.wrong_credentials"));
}

#[test]
fn anybody_can_continue_as_a_resident_and_as_nobody_else() {
    let town = Town::open();
    let new = NewResident {
        handle: "ibu-wayan".to_owned(),
        display_name: "Ibu Wayan".to_owned(),
        about: "Warung by the bridge".to_owned(),
        language: "id".to_owned(),
    };
    let resident = town.write(|tx| create_resident(tx, &new)).unwrap();
    let listed = town
        .cell
        .read(|read| residents(read, &at(""), Empty {}))
        .unwrap();
    assert_eq!(listed.residents.len(), 1);
    assert!(listed.residents[0].card.fictional);
    let continue_as = |account| {
        let hash = town.token().hash();
        town.write(|tx| continue_as(tx, &at(""), account, hash))
    };
    let now = continue_as(resident).unwrap();
    assert_eq!(town.session(&now.signed_in), "ok");
    let person = town.person("sari");
    assert_eq!(
        continue_as(person.account).map(|_| ()),
        Err("accounts.not_found")
    );
}

#[test]
fn a_suspended_resident_lets_nobody_in() {
    let town = Town::open();
    let new = NewResident {
        handle: "ibu-wayan".to_owned(),
        display_name: "Ibu Wayan".to_owned(),
        about: String::new(),
        language: "id".to_owned(),
    };
    let account = town.write(|tx| create_resident(tx, &new)).unwrap();
    town.write(|tx| suspend(tx, &MACHINE, AccountInput { account }))
        .unwrap();
    let answer = town.write(|tx| continue_as(tx, &at(""), account, [1; 32]));
    assert_eq!(answer.map(|_| ()), Err("accounts.suspended"));
}
