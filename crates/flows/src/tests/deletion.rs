use super::*;
use sapa_chat::{Card, CardKind, CardState, Service};
use sapa_kernel::PaymentId;

#[test]
fn a_deleted_account_leaves_everything_and_its_friends_see_it() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    let direct = town.befriend(&sari, &budi);
    town.befriend(&sari, &putu);
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    town.say(&sari, direct, "goodbye").unwrap();
    let attempt = town
        .write(|tx| sapa_accounts::begin_password_check(tx, &sari).map_err(fault))
        .unwrap();
    town.write(|tx| sapa_accounts::request_deletion(tx, &sari, &attempt).map_err(fault))
        .unwrap();
    town.run_jobs();
    assert_eq!(
        obstacles(&town, &budi, sari.account),
        (None, None),
        "not yet"
    );
    town.cell.clock().advance(WAITING_PERIOD);
    let gone = (Some(Obstacle::Deleted), Some(Obstacle::Deleted));
    assert_eq!(
        obstacles(&town, &budi, sari.account),
        gone,
        "though the job is late"
    );
    let before = town.position(&budi);
    town.run_jobs();
    let seen = town.conversation(&budi, direct);
    assert_eq!(seen.cannot_send_reason, Some(CannotSend::Deleted));
    assert!(seen.peer.unwrap().deleted);
    assert_eq!(
        town.say(&budi, direct, "hello?"),
        Err("chat.account_deleted")
    );
    let group = town.conversation(&budi, group);
    assert_eq!(group.member_count, 2);
    assert!(group.owner.is_some_and(|owner| owner != sari.account));
    let synced = town.sync(&budi, before, Vec::new());
    let contact = synced["feed"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["kind"] == "contact")
        .unwrap();
    assert_eq!(contact["account"], json!(sari.account));
    assert_eq!(contact.get("contact"), None);
    assert_eq!(town.position(&sari), 0);
    town.run_jobs();
}

#[test]
fn a_deleted_account_is_not_spoken_to() {
    let town = Town::new();
    let [sari] = town.people(["sari"]);
    let speak = || {
        let card = Card {
            kind: CardKind::Receipt,
            payment: Some(PaymentId::from_bytes([1; 16])),
            money: None,
            note: None,
            account: None,
            state: CardState::Done,
            detail: Some("top_up".into()),
        };
        town.write(|tx| {
            sapa_chat::post_service_card(tx, sari.account, Service::Wallet, card).map_err(fault)
        })
        .map(|sent| sent.message_no)
    };
    assert_eq!(speak(), Ok(1));
    let attempt = town
        .write(|tx| sapa_accounts::begin_password_check(tx, &sari).map_err(fault))
        .unwrap();
    town.write(|tx| sapa_accounts::request_deletion(tx, &sari, &attempt).map_err(fault))
        .unwrap();
    assert_eq!(speak(), Ok(2), "it may yet be taken back");
    town.cell.clock().advance(WAITING_PERIOD);
    assert_eq!(
        speak(),
        Err("chat.account_deleted"),
        "though the job is late"
    );
    town.run_jobs();
    assert_eq!(speak(), Err("chat.account_deleted"));
    let left = town
        .cell
        .read(|read| sapa_chat::conversations_of(read, sari.account));
    assert!(left.unwrap().is_empty());
    assert_eq!(town.position(&sari), 0);
}

#[test]
fn a_deletion_that_was_taken_back_deletes_nothing() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let direct = town.befriend(&sari, &budi);
    let attempt = town
        .write(|tx| sapa_accounts::begin_password_check(tx, &sari).map_err(fault))
        .unwrap();
    town.write(|tx| sapa_accounts::request_deletion(tx, &sari, &attempt).map_err(fault))
        .unwrap();
    let nothing = sapa_kernel::Empty {};
    town.write(|tx| sapa_accounts::cancel_deletion(tx, &sari, nothing).map_err(fault))
        .unwrap();
    town.cell.clock().advance(WAITING_PERIOD);
    town.run_jobs();
    // The job of an account that is not due does nothing either.
    town.write(|tx| crate::delete_account::delete_account(tx, sari.account, &[]))
        .unwrap();
    assert_eq!(town.say(&sari, direct, "still-here"), Ok(2));
}
