use super::*;

#[test]
fn an_account_owns_fifty_programs() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    for number in 0..MAX_PROGRAMS {
        town.register(&sari, &format!("Program {number}"));
    }
    assert_eq!(
        town.try_register(&sari, "One more").err(),
        Some("mini.too_many_programs")
    );
    town.register(&budi, "One more");
}

#[test]
fn a_program_has_thirty_members() {
    let town = Town::new();
    let sari = town.person("sari");
    let app = town.register(&sari, "Noodles");
    for number in 1..MAX_MEMBERS {
        let member = town.person(&format!("member{number}"));
        town.try_member(&sari, app, &member, Role::Tester).unwrap();
    }
    let late = town.person("latecomer");
    assert_eq!(
        town.try_member(&sari, app, &late, Role::Tester).err(),
        Some("mini.too_many_members")
    );
}

#[test]
fn a_member_has_two_hundred_programs() {
    let town = Town::new();
    let budi = town.person("budi");
    let mut last = None;
    for owner in 0..=MAX_MEMBERSHIPS / MAX_PROGRAMS {
        let owner_account = town.person(&format!("owner{owner}"));
        for number in 0..MAX_PROGRAMS {
            if owner * MAX_PROGRAMS + number > MAX_MEMBERSHIPS {
                break;
            }
            let app = town.register(&owner_account, &format!("P {owner} {number}"));
            last = Some(town.try_member(&owner_account, app, &budi, Role::Tester));
            if owner * MAX_PROGRAMS + number < MAX_MEMBERSHIPS {
                assert!(last.as_ref().unwrap().is_ok());
            }
        }
    }
    assert_eq!(last.unwrap().err(), Some("mini.too_many_members"));
    assert_eq!(
        town.try_register(&budi, "Own").err(),
        Some("mini.too_many_members")
    );
}

#[test]
fn shelves_and_reports_have_an_end() {
    let town = Town::new();
    let [sari, dewi, tono, budi] = town.people(["sari", "dewi", "tono", "budi"]);
    let mut apps = Vec::new();
    for (owner, count) in [(&sari, 50), (&dewi, 50), (&tono, 1)] {
        for number in 0..count {
            apps.push(town.released(owner, &format!("{} {number}", owner.account)));
        }
    }
    for app in &apps[..MAX_RECENT + 1] {
        town.open(&budi, *app, Stage::Released).unwrap();
    }
    for app in &apps[..MAX_FAVOURITES] {
        town.on(favour, &budi, *app).unwrap();
    }
    let full = town.on(favour, &budi, apps[MAX_FAVOURITES]);
    assert_eq!(full.err(), Some("mini.too_many_favourites"));
    let all = town.read(|read| shelf(read, &budi, Empty {})).unwrap();
    assert_eq!(
        (all.recent.len(), all.favourites.len()),
        (MAX_RECENT, MAX_FAVOURITES)
    );
    let say = |app: AppId| {
        let input = Report {
            app_id: app,
            reason: ReportReason::Other,
            text: String::new(),
        };
        town.write(|tx| report(tx, &budi, input))
    };
    for app in &apps[..MAX_REPORTS] {
        say(*app).unwrap();
    }
    assert_eq!(say(apps[MAX_REPORTS]).err(), Some("mini.too_many_reports"));
    assert!(say(apps[0]).is_ok(), "what was said can be changed");
    let found = town
        .read(|read| {
            let input = Search {
                query: String::new(),
                category: None,
            };
            search(read, &budi, input)
        })
        .unwrap();
    assert_eq!((found.items.len(), found.more), (MAX_FOUND, true));
}

#[test]
fn lists_of_operators_have_pages() {
    let town = Town::new();
    let sari = town.person("sari");
    for number in 0..3 {
        let app = town.register(&sari, &format!("P {number}"));
        let version = town.upload(&sari, app, "1");
        town.submit(&sari, app, version).unwrap();
    }
    let list = |cursor| sapa_accounts::List {
        cursor,
        limit: Some(2),
    };
    let first = town
        .read(|read| reviews(read, &OPERATOR, list(None)))
        .unwrap();
    assert_eq!(first.items.len(), 2);
    let second = town
        .read(|read| reviews(read, &OPERATOR, list(first.next_cursor)))
        .unwrap();
    assert_eq!((second.items.len(), second.next_cursor), (1, None));
    let first = town
        .read(|read| programs(read, &OPERATOR, list(None)))
        .unwrap();
    let second = town
        .read(|read| programs(read, &OPERATOR, list(first.next_cursor)))
        .unwrap();
    assert_eq!((second.items.len(), second.next_cursor), (1, None));
    let bad = || list(Some("nonsense".to_owned()));
    assert_eq!(
        town.read(|read| reviews(read, &OPERATOR, bad())).err(),
        Some("mini.cursor_invalid")
    );
    assert_eq!(
        town.read(|read| programs(read, &OPERATOR, bad())).err(),
        Some("mini.cursor_invalid")
    );
    assert_eq!(
        town.read(|read| reports(read, &OPERATOR, bad())).err(),
        Some("mini.cursor_invalid")
    );
}
