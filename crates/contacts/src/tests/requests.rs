use super::*;

#[test]
fn a_request_is_accepted() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.heard();
    assert_eq!(town.ask(&sari, &budi), Requested::Sent);
    assert_eq!(
        town.heard(),
        [(sari.account, KIND_REQUEST), (budi.account, KIND_REQUEST)]
    );
    assert_eq!(town.relation(&sari, &budi), Relation::RequestSent);
    assert_eq!(town.relation(&budi, &sari), Relation::RequestReceived);
    assert_eq!(town.requests(&sari), ["Out hello Pending"]);
    assert_eq!(town.requests(&budi), ["In hello Pending"]);
    assert_eq!(town.accept(&sari, &budi), Err("contacts.request_not_found"));
    assert_eq!(town.accept(&budi, &sari), Ok(()));
    assert_eq!(town.accept(&budi, &sari), Ok(()), "repeated");
    for (a, b) in [(&sari, &budi), (&budi, &sari)] {
        assert_eq!(town.relation(a, b), Relation::Friend);
        assert_eq!(town.friends(a), [b.account]);
    }
    assert_eq!(town.requests(&sari), ["Out hello Accepted"]);
    assert_eq!(town.requests(&budi), ["In hello Accepted"]);
    assert_eq!(
        town.try_ask(&sari, &budi, ""),
        Err("contacts.already_friends")
    );
}

#[test]
fn who_both_ask_are_friends_at_once() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&sari, &budi);
    assert_eq!(town.ask(&budi, &sari), Requested::Befriended);
    assert_eq!(town.friends(&sari), [budi.account]);
    assert_eq!(town.requests(&sari), ["Out hello Accepted"]);
}

#[test]
fn an_ignored_request_stays_so_and_its_sender_is_not_told() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    assert_eq!(
        town.on(ignore, &budi, &sari),
        Err("contacts.request_not_found")
    );
    town.ask(&sari, &budi);
    assert_eq!(
        town.on(ignore, &sari, &budi),
        Err("contacts.request_not_found")
    );
    assert_eq!(town.on(ignore, &budi, &sari), Ok(()));
    assert_eq!(town.on(ignore, &budi, &sari), Ok(()), "repeated");
    assert_eq!(town.requests(&budi), ["In hello Ignored"]);
    assert_eq!(town.requests(&sari), ["Out hello Pending"]);
    town.cell.clock().advance(Duration::from_secs(60));
    assert_eq!(town.try_ask(&sari, &budi, "please"), Ok(Requested::Sent));
    assert_eq!(town.requests(&budi), ["In please Ignored"]);
    assert_eq!(town.accept(&budi, &sari), Ok(()), "after all");
    assert_eq!(
        town.on(ignore, &budi, &sari),
        Err("contacts.request_not_found")
    );
}

#[test]
fn a_request_can_be_repeated_after_a_minute() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&sari, &budi);
    town.cell.clock().advance(Duration::from_secs(59));
    let input = Request {
        account: budi.account,
        greeting: String::new(),
        via: None,
    };
    let fault = town
        .cell
        .write(|tx| request(tx, &sari, input))
        .unwrap_err()
        .fault();
    assert_eq!(fault.code, "contacts.too_often");
    assert_eq!(fault.details.unwrap()["retry_after_seconds"], 1);
    town.cell.clock().advance(Duration::from_secs(1));
    assert_eq!(town.try_ask(&sari, &budi, "again"), Ok(Requested::Sent));
    assert_eq!(town.requests(&budi), ["In again Pending"]);
}

#[test]
fn requests_that_cannot_be() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let long = "x".repeat(201);
    for (to, greeting, expected) in [
        (&sari, "", "contacts.self"),
        (&nobody(), "", "contacts.not_found"),
        (&budi, long.as_str(), "contacts.greeting_too_long"),
        (&budi, "a\u{202e}b", "contacts.greeting_invalid"),
    ] {
        assert_eq!(town.try_ask(&sari, to, greeting), Err(expected));
    }
    assert_eq!(
        town.try_ask(&sari, &budi, &"x".repeat(200)),
        Ok(Requested::Sent)
    );
    town.on(block, &budi, &nobody()).unwrap_err();
    town.on(block, &budi, &sari).unwrap();
    assert_eq!(town.try_ask(&budi, &sari, ""), Err("contacts.blocked"));
}

#[test]
fn a_hundred_new_requests_a_day() {
    let town = Town::new();
    let sari = town.person("sari");
    let others: Vec<_> = (0..102)
        .map(|n| town.person(&format!("other-o{n}")))
        .collect();
    for other in &others[..100] {
        assert_eq!(town.try_ask(&sari, other, ""), Ok(Requested::Sent));
    }
    assert_eq!(
        town.try_ask(&sari, &others[100], ""),
        Err("contacts.too_often")
    );
    town.cell.clock().advance(Duration::from_secs(60));
    assert_eq!(
        town.try_ask(&sari, &others[0], ""),
        Ok(Requested::Sent),
        "not a new one"
    );
    town.cell.clock().advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(town.try_ask(&sari, &others[100], ""), Ok(Requested::Sent));
}

#[test]
fn being_blocked_is_not_shown() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.heard();
    assert_eq!(town.on(block, &budi, &sari), Ok(()));
    assert_eq!(town.on(block, &budi, &sari), Ok(()), "repeated");
    assert_eq!(town.heard(), [(budi.account, KIND_BLOCKED)]);
    assert_eq!(town.ask(&sari, &budi), Requested::Sent);
    assert_eq!(town.relation(&sari, &budi), Relation::RequestSent);
    assert_eq!(town.requests(&sari), ["Out hello Pending"]);
    assert!(town.requests(&budi).is_empty());
    assert_eq!(town.heard(), [(sari.account, KIND_REQUEST)]);
    assert_eq!(town.relation(&budi, &sari), Relation::Blocked);
    let page = town
        .cell
        .read(|read| blocked(read, &budi, List::default()))
        .unwrap();
    assert_eq!(page.items[0].card.account, sari.account);
    assert_eq!(town.on(unblock, &budi, &sari), Ok(()));
    assert_eq!(town.on(unblock, &budi, &sari), Ok(()), "repeated");
    assert_eq!(town.on(block, &budi, &budi), Err("contacts.self"));
    assert_eq!(town.on(block, &budi, &nobody()), Err("contacts.not_found"));
}

#[test]
fn blocking_puts_a_request_aside() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&sari, &budi);
    town.on(block, &budi, &sari).unwrap();
    assert_eq!(town.requests(&budi), ["In hello Ignored"]);
    assert_eq!(town.accept(&budi, &sari), Err("contacts.blocked"));
    town.on(unblock, &budi, &sari).unwrap();
    assert_eq!(town.accept(&budi, &sari), Ok(()));
}

#[test]
fn who_was_deleted_asks_anew() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.befriend(&sari, &budi);
    town.on(delete, &budi, &sari).unwrap();
    assert_eq!(town.ask(&sari, &budi), Requested::Sent);
    assert_eq!(town.requests(&budi), ["In hello Pending"]);
    assert_eq!(town.accept(&budi, &sari), Ok(()));
    assert_eq!(town.friends(&budi), [sari.account]);
}

#[test]
fn an_old_request_does_not_bring_back_who_has_left() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&sari, &budi);
    assert_eq!(town.accept(&budi, &sari), Ok(()));
    town.on(delete, &sari, &budi).unwrap();
    assert_eq!(town.accept(&budi, &sari), Err("contacts.request_not_found"));
    assert!(town.friends(&sari).is_empty());
    // Asking is the way, and it needs an answer.
    assert_eq!(town.ask(&budi, &sari), Requested::Sent);
    assert!(town.friends(&sari).is_empty());
}
