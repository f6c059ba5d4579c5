use super::*;

#[test]
fn a_program_is_registered_and_seen_by_its_members_alone() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let made = town.try_register(&sari, "  Mie   Sari ").unwrap();
    assert_eq!(made.card.name, "Mie Sari");
    assert_eq!(made.role, Some(Role::Admin));
    assert_eq!((made.secret_made_at, made.released_version), (None, None));
    assert_eq!(town.heard(), [sari.account]);
    let app = made.card.app_id;
    assert!(app.to_string().starts_with("wx"));
    let mine = town.read(|read| mine(read, &sari, Empty {})).unwrap();
    assert_eq!(mine.items.len(), 1);
    for stranger in [&budi, &nobody()] {
        assert_eq!(town.program(stranger, app).err(), Some("mini.not_found"));
        let card = town.read(|read| about(read, stranger, AppInput { app_id: app }));
        assert_eq!(card.err(), Some("mini.not_found"));
        assert_eq!(
            town.open(stranger, app, Stage::Trial).err(),
            Some("mini.not_found")
        );
        assert_eq!(
            town.on(login_for_test, stranger, app).err(),
            Some("mini.not_found")
        );
    }
    let list = town.read(|read| programs(read, &OPERATOR, sapa_accounts::List::default()));
    assert_eq!(list.unwrap().items.len(), 1);
}

fn login_for_test(tx: &mut Tx<'_>, who: &SignedIn, input: AppInput) -> Result<Code, Error> {
    login(tx, who, input, [1; 24])
}

#[test]
fn a_name_belongs_to_one_program() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.register(&sari, "Noodles");
    assert_eq!(
        town.try_register(&budi, "NOODLES").err(),
        Some("mini.name_taken")
    );
    let rename = |name: &str| Update {
        app_id: app,
        name: Some(name.to_owned()),
        icon: None,
        category: None,
        description: Some("Soup".to_owned()),
        domains: None,
        permissions: None,
    };
    // Its own name in other letters is free for it.
    let renamed = town
        .write(|tx| update(tx, &sari, rename("NOODLES")))
        .unwrap();
    assert_eq!(
        (
            renamed.card.name.as_str(),
            renamed.card.description.as_str()
        ),
        ("NOODLES", "Soup")
    );
    town.write(|tx| update(tx, &sari, rename("Ramen"))).unwrap();
    town.register(&budi, "noodles");
    assert_eq!(
        town.write(|tx| update(tx, &sari, rename("noodles"))).err(),
        Some("mini.name_taken")
    );
    assert_eq!(
        town.write(|tx| update(tx, &budi, rename("Udon"))).err(),
        Some("mini.not_found"),
        "a stranger"
    );
}

#[test]
fn what_is_malformed_is_refused() {
    let town = Town::new();
    let sari = town.person("sari");
    let long = "x".repeat(MAX_NAME + 1);
    for name in ["", " \u{200b}", "a\u{202e}b", &long] {
        assert_eq!(
            town.try_register(&sari, name).err(),
            Some("mini.name_invalid"),
            "{name:?}"
        );
    }
    assert!(town.try_register(&sari, &"x".repeat(MAX_NAME)).is_ok());
    let with = |change: fn(&mut Register)| {
        let mut form = Town::form("Other");
        change(&mut form);
        town.write(|tx| register(tx, &sari, form)).err()
    };
    assert_eq!(
        with(|form| form.description = "x".repeat(MAX_TEXT + 1)),
        Some("mini.text_invalid")
    );
    assert_eq!(
        with(|form| form.domains.request = vec!["http://a.example".to_owned()]),
        Some("mini.domain_invalid")
    );
    assert_eq!(
        with(|form| form.icon = Some(UploadId::from_bytes([3; 16]))),
        Some("blobs.upload_not_found")
    );
    assert_eq!(
        with(|form| {
            form.description = "x".repeat(MAX_TEXT);
            form.permissions = vec![Scope::Camera, Scope::Camera];
        }),
        None
    );
}

#[test]
fn members_do_what_their_role_allows() {
    let town = Town::new();
    let [sari, dewi, tono, budi] = town.people(["sari", "dewi", "tono", "budi"]);
    let app = town.register(&sari, "Noodles");
    town.try_member(&sari, app, &dewi, Role::Developer).unwrap();
    town.heard();
    let program = town.try_member(&sari, app, &tono, Role::Tester).unwrap();
    assert_eq!(program.members.len(), 3);
    assert_eq!(town.heard(), [sari.account, dewi.account, tono.account]);
    assert!(
        town.try_member(&sari, app, &tono, Role::Tester).is_ok(),
        "repeated"
    );

    let number = town.upload(&dewi, app, "0.1");
    assert_eq!(town.try_upload(&tono, app, "0.2").err(), Some("mini.role"));
    assert_eq!(
        town.try_upload(&budi, app, "0.2").err(),
        Some("mini.not_found")
    );
    let trial = SetTrial {
        app_id: app,
        number: Some(number),
    };
    assert_eq!(
        town.write(|tx| set_trial(tx, &tono, trial)).err(),
        Some("mini.role")
    );
    town.write(|tx| set_trial(tx, &dewi, trial)).unwrap();
    for (who, refused) in [
        (&dewi, "mini.role"),
        (&tono, "mini.role"),
        (&budi, "mini.not_found"),
    ] {
        assert_eq!(town.submit(who, app, number).err(), Some(refused));
        assert_eq!(
            town.on_version(release, who, app, number).err(),
            Some(refused)
        );
        assert_eq!(
            town.on_version(withdraw, who, app, number).err(),
            Some(refused)
        );
        assert_eq!(town.on(take_down, who, app).err(), Some(refused));
        assert_eq!(
            town.try_member(who, app, &budi, Role::Tester).err(),
            Some(refused)
        );
        let secret = town.write(|tx| reset_secret(tx, who, AppInput { app_id: app }, [0; 16]));
        assert_eq!(secret.err(), Some(refused));
    }
}

#[test]
fn members_come_and_go_and_the_owner_stays() {
    let town = Town::new();
    let [sari, dewi, tono] = town.people(["sari", "dewi", "tono"]);
    let app = town.register(&sari, "Noodles");
    town.try_member(&sari, app, &dewi, Role::Developer).unwrap();
    town.try_member(&sari, app, &tono, Role::Tester).unwrap();
    let number = town.upload(&dewi, app, "0.1");
    let trial = SetTrial {
        app_id: app,
        number: Some(number),
    };
    town.write(|tx| set_trial(tx, &dewi, trial)).unwrap();
    assert_eq!(
        town.try_member(&sari, app, &nobody(), Role::Tester).err(),
        Some("mini.not_found")
    );
    assert_eq!(
        town.try_member(&sari, app, &sari, Role::Tester).err(),
        Some("mini.owner")
    );
    assert_eq!(town.on(leave, &sari, app).err(), Some("mini.owner"));
    town.on(leave, &tono, app).unwrap();
    assert_eq!(town.on(leave, &tono, app).err(), Some("mini.not_found"));
    let remove = |who: &SignedIn, account| {
        let input = MemberInput {
            app_id: app,
            account,
        };
        town.write(|tx| remove_member(tx, who, input))
    };
    assert_eq!(remove(&sari, sari.account).err(), Some("mini.owner"));
    let left = remove(&sari, dewi.account).unwrap();
    assert_eq!(left.members.len(), 1);
    assert_eq!(left.trial, Some(number), "the trial version stays");
    assert!(remove(&sari, dewi.account).is_ok(), "repeated");
}

#[test]
fn a_suspended_program_is_opened_by_nobody() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.released(&sari, "Noodles");
    let opened = town.open(&budi, app, Stage::Released).unwrap();
    assert_eq!(town.suspend(app, " ").err(), Some("mini.reason_missing"));
    assert_eq!(
        town.suspend(app, &"x".repeat(MAX_TEXT + 1)).err(),
        Some("mini.text_invalid")
    );
    town.heard();
    town.suspend(app, "It asks for passwords").unwrap();
    assert_eq!(town.heard(), [sari.account]);
    let reason = town.program(&sari, app).unwrap().suspension.unwrap().reason;
    assert_eq!(reason, "It asks for passwords");
    for who in [&sari, &budi] {
        assert_eq!(
            town.open(who, app, Stage::Released).err(),
            Some("mini.suspended")
        );
        assert_eq!(
            town.file(viewer(who), app, &opened).err(),
            Some("mini.not_found")
        );
    }
    assert!(town.file(AN_OPERATOR, app, &opened).is_ok());
    let found = town.read(|read| {
        let input = Search {
            query: "noo".to_owned(),
            category: None,
        };
        search(read, &budi, input)
    });
    assert!(found.unwrap().items.is_empty());
    let number = town.upload(&sari, app, "2.0");
    assert_eq!(
        town.submit(&sari, app, number).err(),
        Some("mini.suspended")
    );
    for _ in ["once", "repeated"] {
        let input = AppInput { app_id: app };
        town.write(|tx| unsuspend(tx, &OPERATOR, input)).unwrap();
    }
    assert!(town.open(&budi, app, Stage::Released).is_ok());
    assert_eq!(
        town.suspend(AppId::new(1), "x").err(),
        Some("mini.not_found")
    );
}

#[test]
fn what_a_deleted_account_leaves_has_an_heir_or_nobody() {
    let town = Town::new();
    let [sari, dewi, budi] = town.people(["sari", "dewi", "budi"]);
    let inherited = town.released(&sari, "Noodles");
    town.try_member(&sari, inherited, &dewi, Role::Admin)
        .unwrap();
    let alone = town.released(&sari, "Ramen");
    town.open(&sari, inherited, Stage::Released).unwrap();
    while town
        .cell
        .write(|tx| forget_account(tx, sari.account, 1))
        .unwrap()
    {}
    let program = town.program(&dewi, inherited).unwrap();
    assert_eq!(program.members.len(), 1);
    assert_eq!(program.card.developer.unwrap().account, dewi.account);
    assert!(town.open(&budi, inherited, Stage::Released).is_ok());
    assert_eq!(
        town.open(&budi, alone, Stage::Released).err(),
        Some("mini.not_found")
    );
    assert!(town.program(&sari, inherited).is_err());
    assert!(
        town.read(|read| mine(read, &sari, Empty {}))
            .unwrap()
            .items
            .is_empty()
    );
}
