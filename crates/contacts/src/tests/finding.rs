use super::*;

#[test]
fn people_are_found_by_their_exact_handle() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi.s"]);
    let seek = |handle: &str| {
        let input = Find {
            handle: handle.to_owned(),
        };
        code(town.cell.read(|read| find(read, &sari, input))).map(|found| found.card.account)
    };
    for handle in ["budi.s", " @Budi.S"] {
        assert_eq!(seek(handle), Ok(budi.account));
    }
    assert_eq!(seek("sari"), Ok(sari.account));
    for handle in [
        "",
        "budi",
        "budi-s",
        "b",
        "b%",
        "*",
        "../budi.s",
        "nobody-here",
    ] {
        assert_eq!(seek(handle), Err("contacts.not_found"), "{handle}");
    }
}

#[test]
fn a_personal_code_finds_its_owner_until_it_is_renewed() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let url = "https://cell.example";
    let current = |who: &SignedIn| town.cell.read(|read| personal_code(read, who.account, url));
    let renew = |random| town.write(|tx| renew_personal_code(tx, &sari, [random; 10], url));
    let resolve = |text: &str| {
        let input = Code {
            code: text.to_owned(),
        };
        code(town.cell.read(|read| resolve_code(read, &budi, input)))
            .map(|found| found.card.account)
    };
    assert_eq!(current(&sari).unwrap(), None);
    let first = renew(1).unwrap();
    assert_eq!(
        first.url,
        format!("https://cell.example/add/{}", first.code)
    );
    assert_eq!(
        (first.code.len(), current(&sari).unwrap()),
        (16, Some(first.clone()))
    );
    assert_eq!(resolve(&first.code), Ok(sari.account));
    assert_eq!(
        resolve(&format!(" {} ", first.code.to_uppercase())),
        Ok(sari.account)
    );
    let second = renew(2).unwrap();
    for dead in [first.code.as_str(), "", "a", &"a".repeat(5_000), "\0"] {
        assert_eq!(resolve(dead), Err("contacts.code_invalid"));
    }
    assert_eq!(resolve(&second.code), Ok(sari.account));
}

#[test]
fn who_sees_a_profile() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let see = |who: &SignedIn, of: &SignedIn, groups| {
        let input = AccountInput {
            account: of.account,
        };
        code(town.cell.read(|read| profile(read, who, &input, groups)))
            .map(|profile| profile.about.unwrap_or_default())
    };
    assert_eq!(see(&sari, &sari, 0), Ok("about sari".to_owned()));
    assert_eq!(see(&sari, &budi, 0), Err("contacts.not_visible"));
    assert_eq!(see(&sari, &nobody(), 0), Err("contacts.not_found"));
    assert_eq!(see(&sari, &budi, 1), Ok(String::new()), "a common group");
    town.ask(&sari, &budi);
    assert_eq!(see(&sari, &budi, 0), Ok(String::new()), "asked");
    assert_eq!(see(&budi, &sari, 0), Ok(String::new()), "was asked");
    town.accept(&budi, &sari).unwrap();
    assert_eq!(see(&sari, &budi, 0), Ok("about budi".to_owned()), "friends");
    town.on(delete, &budi, &sari).unwrap();
    assert_eq!(
        see(&sari, &budi, 0),
        Ok(String::new()),
        "no longer a friend of theirs"
    );
    town.on(block, &sari, &budi).unwrap();
    assert_eq!(see(&sari, &budi, 0), Ok(String::new()), "to unblock them");
}

#[test]
fn lists_come_by_pages() {
    let town = Town::new();
    let sari = town.person("sari");
    let others: Vec<_> = (0..7)
        .map(|n| town.person(&format!("other-o{n}")))
        .collect();
    for other in &others {
        town.cell.clock().advance(Duration::from_millis(2));
        town.ask(other, &sari);
    }
    let input = |cursor| List {
        cursor,
        limit: Some(3),
    };
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = town
            .cell
            .read(|read| requests(read, &sari, input(cursor)))
            .unwrap();
        assert!(page.items.len() <= 3);
        seen.extend(page.items.into_iter().map(|item| item.card.account));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let expected: Vec<_> = others.iter().rev().map(|other| other.account).collect();
    assert_eq!(seen, expected, "the newest first, each once");
    for other in &others {
        town.befriend(&sari, other);
        town.on(block, &sari, other).unwrap();
    }
    let first = town
        .cell
        .read(|read| list(read, &sari, input(None)))
        .unwrap();
    let second = town
        .cell
        .read(|read| list(read, &sari, input(first.next_cursor)))
        .unwrap();
    assert_eq!((first.items.len(), second.items.len()), (3, 3));
    let page = town
        .cell
        .read(|read| blocked(read, &sari, input(None)))
        .unwrap();
    assert_eq!(page.items.len(), 3);
    for wrong in ["", "x", "!", &"v".repeat(26)] {
        let cursor = || input(Some(wrong.to_owned()));
        let invalid = Err("contacts.cursor_invalid");
        let refused = code(town.cell.read(|read| requests(read, &sari, cursor()))).map(|_| ());
        assert_eq!(refused, invalid, "{wrong}");
        let refused = code(town.cell.read(|read| list(read, &sari, cursor()))).map(|_| ());
        assert_eq!(refused, invalid, "{wrong}");
    }
}
