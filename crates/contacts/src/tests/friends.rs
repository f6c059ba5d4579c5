use super::*;

#[test]
fn a_friend_is_deleted_for_one_side() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    assert_eq!(town.on(delete, &sari, &budi), Err("contacts.not_found"));
    town.befriend(&sari, &budi);
    town.heard();
    assert_eq!(town.on(delete, &sari, &budi), Ok(()));
    assert_eq!(
        town.heard(),
        [(sari.account, KIND_CONTACT), (sari.account, KIND_REQUEST)],
        "the other side is not told"
    );
    assert_eq!(
        town.on(delete, &sari, &budi),
        Err("contacts.not_found"),
        "repeated"
    );
    assert_eq!(town.relation(&sari, &budi), Relation::None);
    assert_eq!(town.relation(&budi, &sari), Relation::Friend);
    assert!(town.friends(&sari).is_empty());
    // Who is still listed by the other becomes a friend again by asking.
    assert_eq!(town.ask(&sari, &budi), Requested::Befriended);
    assert_eq!(town.friends(&sari), [budi.account]);
}

#[test]
fn remarks_are_ones_own() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let set = |who: &SignedIn, of: &SignedIn, remark: &str| {
        let input = SetRemark {
            account: of.account,
            remark: remark.to_owned(),
        };
        town.write(|tx| set_remark(tx, who, input)).map(|_| ())
    };
    assert_eq!(set(&sari, &budi, "Uncle"), Err("contacts.not_found"));
    town.ask(&budi, &sari);
    let input = Accept {
        account: budi.account,
        remark: Some(" Uncle  Budi ".to_owned()),
    };
    town.write(|tx| accept(tx, &sari, input)).unwrap();
    let remark = |who: &SignedIn, of: &SignedIn| {
        town.cell
            .read(|read| contact_of(read, who.account, of.account))
            .unwrap()
            .unwrap()
            .remark
    };
    assert_eq!(remark(&sari, &budi).as_deref(), Some("Uncle Budi"));
    assert_eq!(remark(&budi, &sari), None);
    assert_eq!(set(&sari, &budi, &"x".repeat(64)), Ok(()));
    assert_eq!(
        set(&sari, &budi, &"x".repeat(65)),
        Err("contacts.remark_invalid")
    );
    assert_eq!(
        set(&sari, &budi, "a\u{200b}b"),
        Err("contacts.remark_invalid")
    );
    assert_eq!(set(&sari, &budi, "  "), Ok(()));
    assert_eq!(remark(&sari, &budi), None);
}

#[test]
fn friends_are_told_of_a_changed_card_in_steps() {
    let town = Town::new();
    let sari = town.person("sari");
    let others: Vec<_> = (0..5)
        .map(|n| town.person(&format!("other-o{n}")))
        .collect();
    for other in &others {
        town.befriend(&sari, other);
    }
    // One who was deleted by them still lists them, and is told; one who deleted them is not.
    town.on(delete, &sari, &others[0]).unwrap();
    town.on(delete, &others[1], &sari).unwrap();
    town.heard();
    let step = |after| {
        town.cell
            .write(|tx| tell_friends(tx, sari.account, after, 3))
            .unwrap()
    };
    let last = step(None);
    assert!(last.is_some());
    assert_eq!(step(last), None);
    let mut expected: Vec<_> = [0, 2, 3, 4]
        .map(|n| (others[n].account, KIND_CONTACT))
        .to_vec();
    expected.sort_unstable();
    assert_eq!(town.heard(), expected);
}

#[test]
fn a_deleted_account_is_on_nobodys_list() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    town.befriend(&sari, &budi);
    town.ask(&sari, &putu);
    town.on(block, &sari, &putu).unwrap();
    let mut steps = 0;
    while town
        .cell
        .write(|tx| forget_account(tx, sari.account, 1))
        .unwrap()
    {
        steps += 1;
        assert!(steps < 10);
    }
    assert!(town.friends(&budi).is_empty() && town.friends(&sari).is_empty());
    assert!(town.requests(&putu).is_empty() && town.requests(&sari).is_empty());
    assert_eq!(town.relation(&sari, &putu), Relation::None);
}
