use super::*;

fn scope(app: AppId, scope: Scope) -> ScopeInput {
    ScopeInput { app_id: app, scope }
}

#[test]
fn permissions_are_given_and_taken_back() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.released(&sari, "Noodles");
    let allowed = || {
        town.cell
            .read(|read| allows(read, budi.account, app, Scope::Camera))
            .unwrap()
    };
    assert!(!allowed());
    let one = || {
        let input = PermissionsInput { app_id: Some(app) };
        let answers = town.read(|read| permissions(read, &budi, input)).unwrap();
        answers.items[0]
            .permissions
            .iter()
            .map(|answer| (answer.scope, answer.granted))
            .collect::<Vec<_>>()
    };
    assert_eq!(one(), []);
    for _ in ["once", "repeated"] {
        town.write(|tx| grant(tx, &budi, scope(app, Scope::Camera)))
            .unwrap();
        assert_eq!(one(), [(Scope::Camera, true)]);
    }
    assert!(allowed());
    for _ in ["once", "repeated"] {
        town.write(|tx| revoke(tx, &budi, scope(app, Scope::Camera)))
            .unwrap();
        assert_eq!(one(), [(Scope::Camera, false)]);
    }
    assert!(!allowed());
    town.write(|tx| revoke(tx, &budi, scope(app, Scope::UserLocation)))
        .unwrap();
    let undeclared = town.write(|tx| grant(tx, &budi, scope(app, Scope::Record)));
    assert_eq!(undeclared.err(), Some("mini.scope_not_wanted"));
    let undeclared = town.write(|tx| revoke(tx, &budi, scope(app, Scope::Record)));
    assert_eq!(undeclared.err(), Some("mini.scope_not_wanted"));
    let all = town.read(|read| permissions(read, &budi, PermissionsInput::default()));
    assert_eq!(all.unwrap().items.len(), 1);
    let others = town.read(|read| permissions(read, &sari, PermissionsInput::default()));
    assert!(others.unwrap().items.is_empty());
    let mine = town.register(&sari, "Ramen");
    let unknown = town.write(|tx| grant(tx, &budi, scope(mine, Scope::Camera)));
    assert_eq!(unknown.err(), Some("mini.not_found"), "a stranger");
    // What a program declares no more, it may no more.
    town.write(|tx| grant(tx, &budi, scope(app, Scope::Camera)))
        .unwrap();
    let less = Update {
        app_id: app,
        name: None,
        icon: None,
        category: None,
        description: None,
        domains: None,
        permissions: Some(Vec::new()),
    };
    town.write(|tx| update(tx, &sari, less)).unwrap();
    assert!(!allowed());
    assert!(
        town.write(|tx| revoke(tx, &budi, scope(app, Scope::Camera)))
            .is_ok()
    );
}

#[test]
fn programs_used_last_and_kept() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let noodles = town.released(&sari, "Noodles");
    let ramen = town.released(&sari, "Ramen");
    let recent = || {
        let shelf = town.read(|read| shelf(read, &budi, Empty {})).unwrap();
        shelf
            .recent
            .iter()
            .map(|used| used.program.name.clone())
            .collect::<Vec<_>>()
    };
    town.open(&budi, noodles, Stage::Released).unwrap();
    town.open(&budi, ramen, Stage::Released).unwrap();
    town.open(&budi, noodles, Stage::Released).unwrap();
    assert_eq!(recent(), ["Noodles", "Ramen"]);
    town.heard();
    town.open(&budi, noodles, Stage::Released).unwrap();
    assert_eq!(town.heard(), [], "the same again soon is no news");
    town.on(forget_use, &budi, noodles).unwrap();
    assert_eq!(recent(), ["Ramen"]);
    for _ in ["once", "repeated"] {
        let kept = town.on(favour, &budi, ramen).unwrap();
        assert_eq!(kept.favourites.len(), 1);
    }
    assert_eq!(
        town.on(favour, &budi, AppId::new(5)).err(),
        Some("mini.not_found")
    );
    town.suspend(ramen, "why").unwrap();
    assert!(
        town.read(|read| shelf(read, &budi, Empty {}))
            .unwrap()
            .favourites
            .is_empty()
    );
    for _ in ["once", "repeated"] {
        town.on(unfavour, &budi, ramen).unwrap();
    }
}

#[test]
fn released_programs_are_found_by_a_part_of_their_name() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    for name in ["Mie Sari", "Bakmi", "Soto"] {
        town.released(&sari, name);
    }
    town.register(&sari, "Mie Rahasia");
    let found = |query: &str, category| {
        let input = Search {
            query: query.to_owned(),
            category,
        };
        let found = town.read(|read| search(read, &budi, input)).unwrap();
        assert!(!found.more);
        found
            .items
            .into_iter()
            .map(|card| card.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("MI", None), ["Mie Sari", "Bakmi"]);
    assert_eq!(found("sari", None), ["Mie Sari"]);
    assert_eq!(found("", None), ["Bakmi", "Mie Sari", "Soto"]);
    assert!(found("", Some(Category::Travel)).is_empty());
    assert!(found("x\u{0}", None).is_empty());
}

#[test]
fn a_report_is_seen_by_operators_until_it_is_closed() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let app = town.released(&sari, "Noodles");
    let say = |app, text: &str| {
        let input = Report {
            app_id: app,
            reason: ReportReason::Fraud,
            text: text.to_owned(),
        };
        town.write(|tx| report(tx, &budi, input))
    };
    let texts = || {
        let list = sapa_accounts::List::default();
        let all = town.read(|read| reports(read, &OPERATOR, list)).unwrap();
        all.items
            .into_iter()
            .map(|row| row.text)
            .collect::<Vec<_>>()
    };
    say(app, "first").unwrap();
    say(app, "It wants my PIN").unwrap();
    assert_eq!(texts(), ["It wants my PIN"]);
    assert_eq!(
        say(app, &"x".repeat(MAX_TEXT + 1)).err(),
        Some("mini.text_invalid")
    );
    let hidden = town.register(&sari, "Hidden");
    assert_eq!(say(hidden, "x").err(), Some("mini.not_found"));
    let input = ReportInput {
        app_id: app,
        account: budi.account,
    };
    town.write(|tx| close_report(tx, &OPERATOR, input)).unwrap();
    let again = town.write(|tx| close_report(tx, &OPERATOR, input));
    assert_eq!(again.err(), Some("mini.not_found"), "repeated");
    assert!(texts().is_empty());
}
