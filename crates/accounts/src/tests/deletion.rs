use super::*;

fn request(town: &Town, actor: &SignedIn) -> Answer<DeletionRequested> {
    let attempt = town.confirm(actor, PASSWORD)?;
    town.write(|tx| request_deletion(tx, actor, &attempt))
}

fn cancel(town: &Town, actor: &SignedIn) -> Answer<Empty> {
    town.write(|tx| cancel_deletion(tx, actor, Empty {}))
}

#[test]
fn a_deletion_can_be_taken_back_for_seven_days() {
    let town = Town::open();
    let sari = town.person("sari");
    assert_eq!(cancel(&town, &sari), Ok(Empty {}), "nothing to take back");
    let asked = request(&town, &sari).unwrap();
    assert_eq!(asked.deletion_at.since(town.cell.now()), WAITING_PERIOD);
    town.advance(Duration::from_secs(60));
    assert_eq!(request(&town, &sari), Ok(asked.clone()), "repeated");
    assert_eq!(town.me(&sari).deletion_at, Some(asked.deletion_at));
    assert_eq!(town.session(&sari), "ok");
    assert_eq!(cancel(&town, &sari), Ok(Empty {}));
    town.advance(WAITING_PERIOD);
    assert_eq!(town.session(&sari), "ok");
    assert_eq!(town.me(&sari).deletion_at, None);
}

#[test]
fn the_deadline_holds_although_the_job_is_late() {
    let town = Town::open();
    let sari = town.person("sari");
    request(&town, &sari).unwrap();
    town.advance(WAITING_PERIOD);
    assert_eq!(town.session(&sari), "accounts.deleted");
    assert_eq!(cancel(&town, &sari), Err("accounts.deleted"));
    let signed_in = town.try_sign_in(&at(""), "sari", PASSWORD).map(|_| ());
    assert_eq!(signed_in, Err("accounts.deleted"));
    let shown = town
        .cell
        .read(|read| card(read, sari.account))
        .unwrap()
        .unwrap();
    assert!(shown.deleted && shown.handle.is_empty() && shown.display_name.is_empty());
    let handle = Handle::parse("sari").unwrap();
    assert_eq!(
        town.cell.read(|read| by_handle(read, &handle)).unwrap(),
        None
    );
    assert!(
        town.cell
            .read(|read| erase_is_due(read, sari.account))
            .unwrap()
    );
}

#[test]
fn what_is_erased_is_gone_but_the_handle_is_given_to_nobody() {
    let town = Town::open();
    let sari = town.person("sari");
    request(&town, &sari).unwrap();
    town.advance(WAITING_PERIOD);
    for _ in 0..2 {
        town.write(|tx| erase(tx, sari.account)).unwrap();
    }
    assert!(
        !town
            .cell
            .read(|read| erase_is_due(read, sari.account))
            .unwrap()
    );
    assert_eq!(town.session(&sari), "accounts.session_expired");
    let signed_in = town.try_sign_in(&at(""), "sari", PASSWORD).map(|_| ());
    assert_eq!(signed_in, Err("accounts.wrong_credentials"));
    let again = town.try_register(&at(""), form("sari")).map(|_| ());
    assert_eq!(again, Err("accounts.handle_taken"));
    let alike = town.try_register(&at(""), form("s.a.r.i")).map(|_| ());
    assert_eq!(alike, Ok(()), "marks make another handle");
}

#[test]
fn a_wrong_password_deletes_nothing_and_is_counted() {
    let town = Town::open();
    let sari = town.person("sari");
    for _ in 0..10 {
        let wrong = town.confirm(&sari, "wrong password").map(|_| ());
        assert_eq!(wrong, Err("accounts.wrong_credentials"));
    }
    assert_eq!(request(&town, &sari), Err("accounts.too_many_attempts"));
    assert!(
        town.try_sign_in(&at(""), "sari", PASSWORD).is_ok(),
        "counted apart"
    );
    town.advance(Duration::from_secs(15 * 60));
    assert!(request(&town, &sari).is_ok());
}

#[test]
fn the_only_operator_cannot_leave() {
    let town = Town::new();
    let ratna = town.operator("ratna");
    assert_eq!(request(&town, &ratna), Err("accounts.last_operator"));
}

#[test]
fn a_deletion_is_postponed_by_another_seven_days() {
    let town = Town::open();
    let sari = town.person("sari");
    let planned = || {
        town.cell
            .read(|read| planned_deletion(read, sari.account))
            .unwrap()
    };
    let postpone = || town.write(|tx| postpone_deletion(tx, sari.account));
    postpone().unwrap();
    assert_eq!(planned(), None, "there is none to postpone");
    request(&town, &sari).unwrap();
    town.advance(WAITING_PERIOD - LOOK_AHEAD);
    assert_eq!(town.session(&sari), "ok", "the look comes before the time");
    postpone().unwrap();
    let later = town.cell.now().saturating_add(WAITING_PERIOD);
    assert_eq!(planned(), Some(later));
    assert_eq!(town.me(&sari).deletion_at, Some(later));
    town.advance(WAITING_PERIOD - Duration::from_millis(1));
    assert_eq!(cancel(&town, &sari), Ok(Empty {}));
    assert_eq!(planned(), None);
    request(&town, &sari).unwrap();
    town.advance(WAITING_PERIOD);
    // Also when the look was late: whoever was gone is there again.
    assert_eq!(town.session(&sari), "accounts.deleted");
    postpone().unwrap();
    assert_eq!(town.session(&sari), "ok");
    town.advance(WAITING_PERIOD);
    town.write(|tx| erase(tx, sari.account)).unwrap();
    postpone().unwrap();
    assert_eq!(planned(), None, "who is erased does not come back");
}
