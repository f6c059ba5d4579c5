//! What becomes of money that waits when people part, are frozen, or go.

use std::time::Duration;

use sapa_accounts::LOOK_AHEAD;
use sapa_kernel::{Empty, Timestamp};
use sapa_wallet::{NewWithdrawal, PayUnclaimed, Payment, WithReason};

use super::money::{DAY, a_packet, asking, idr, policy, sending};
use super::*;

fn freeze(town: &Town, who: &SignedIn, frozen: bool) {
    let input = WithReason {
        account: who.account,
        reason: "a complaint".into(),
    };
    town.write(|tx| match frozen {
        true => crate::money::freeze(tx, &MACHINE, input),
        false => crate::money::unfreeze(tx, &MACHINE, input),
    })
    .unwrap();
}

fn ask_to_go(town: &Town, who: &SignedIn) -> Answer<()> {
    let attempt = town
        .write(|tx| sapa_accounts::begin_password_check(tx, who).map_err(fault))
        .unwrap();
    town.write(|tx| request_deletion(tx, who, &attempt))
        .map(|_| ())
}

fn unclaimed(town: &Town) -> u128 {
    let report = town
        .cell
        .read(|read| sapa_wallet::reconciliation(read, &MACHINE, Empty {}))
        .unwrap();
    report.unclaimed.minor() / 100
}

/// What somebody has goes to another person of the town, who takes it.
fn give_all(town: &Town, from: &SignedIn, to: &SignedIn, place: ConversationId, client_id: &str) {
    let rupiah = town.has(from).0;
    let sent = town
        .transfer(from, &sending(place, rupiah, client_id))
        .unwrap();
    town.take(to, sent.payment).unwrap();
}

#[test]
fn friends_who_part_while_money_waits_still_settle_it() {
    type Verb = fn(
        &mut Tx<'_>,
        &SignedIn,
        AccountInput,
    ) -> Result<sapa_kernel::Empty, sapa_contacts::Error>;
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let verbs: [Verb; 2] = [sapa_contacts::delete, sapa_contacts::block];
    let mut number = 0_u32;
    for verb in verbs {
        for (who, whom) in [(&sari, &budi), (&budi, &sari)] {
            number += 1;
            let id = |text: &str| format!("{text}{number}");
            let taken = town
                .transfer(&sari, &sending(place, 1, &id("a")))
                .unwrap()
                .payment;
            let declined = town
                .transfer(&sari, &sending(place, 2, &id("b")))
                .unwrap()
                .payment;
            town.transfer(&sari, &sending(place, 4, &id("c"))).unwrap();
            let packet = a_packet(place, 10 + u128::from(number), 1);
            let packet = town.put(&sari, &packet).unwrap().payment;
            let request = asking(place, 8, &id("d"));
            let asked = town
                .write(|tx| crate::money::request(tx, &budi, &request))
                .unwrap();
            town.contacts(verb, who, whom);
            let refused = town.transfer(&sari, &sending(place, 1, &id("e")));
            assert!(matches!(refused, Err("chat.not_friends" | "chat.blocked")));
            town.take(&budi, taken).unwrap();
            town.decline(&budi, declined).unwrap();
            town.tap(&budi, packet).unwrap();
            let pass = town.pass(&sari);
            let payment = Payment {
                payment: asked.payment,
            };
            town.write(|tx| crate::money::pay_request(tx, &sari, payment, &pass, &policy()))
                .unwrap();
            // The same again is answered, though a new one would be refused.
            town.transfer(&sari, &sending(place, 1, &id("a"))).unwrap();
            if number > 2 {
                town.contacts(sapa_contacts::unblock, who, whom);
            }
            town.befriend(&sari, &budi);
        }
    }
    town.cell.clock().advance(DAY);
    town.run_jobs();
    let (gave, held) = town.has(&sari);
    let packets: u128 = (11..=14).sum();
    assert_eq!((gave, held), (1_000_000 - 4 - 4 * 8 - packets, 0));
    assert_eq!(town.has(&budi).0, 1_000_000 + 4 + 4 * 8 + packets);
}

#[test]
fn nothing_is_taken_from_or_into_a_frozen_wallet_but_all_comes_back() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let sent = town
        .transfer(&sari, &sending(place, 5, "a"))
        .unwrap()
        .payment;
    let packet = town.put(&sari, &a_packet(place, 10, 1)).unwrap().payment;
    freeze(&town, &sari, true);
    assert_eq!(town.take(&budi, sent), Err("wallet.other_unavailable"));
    assert_eq!(
        town.tap(&budi, packet).map(|_| ()),
        Err("wallet.other_unavailable")
    );
    assert_eq!(
        town.transfer(&sari, &sending(place, 5, "b")),
        Err("wallet.frozen")
    );
    freeze(&town, &sari, false);
    freeze(&town, &budi, true);
    assert_eq!(town.take(&budi, sent), Err("wallet.frozen"));
    assert_eq!(town.tap(&budi, packet).map(|_| ()), Err("wallet.frozen"));
    town.cell.clock().advance(DAY);
    town.run_jobs();
    assert_eq!(town.has(&sari), (1_000_000, 0));
}

#[test]
fn nobody_goes_while_there_is_money_of_theirs() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    assert_eq!(ask_to_go(&town, &sari), Err("wallet.not_empty"));
    let packet = town.put(&sari, &a_packet(place, 10, 1)).unwrap().payment;
    give_all(&town, &sari, &budi, place, "a");
    assert_eq!(
        ask_to_go(&town, &sari),
        Err("wallet.not_empty"),
        "it may come back"
    );
    town.tap(&budi, packet).unwrap();
    assert_eq!(ask_to_go(&town, &sari), Ok(()));
    assert_eq!(ask_to_go(&town, &budi), Err("wallet.not_empty"));
}

fn deletion_at(town: &Town, who: &SignedIn) -> Option<Timestamp> {
    town.cell
        .read(|read| sapa_accounts::planned_deletion(read, who.account))
        .unwrap()
}

/// The account has nothing, and asks to be deleted.
fn leaving(town: &Town, who: &SignedIn, friend: &SignedIn) -> ConversationId {
    let place = town.befriend(who, friend);
    give_all(town, who, friend, place, "all");
    ask_to_go(town, who).unwrap();
    place
}

#[test]
fn who_has_money_again_is_not_deleted_but_told() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = leaving(&town, &sari, &budi);
    let first = deletion_at(&town, &sari).unwrap();
    town.book(vec![town.entry(&sari, 50)]);
    let before = town.told(&sari).len();
    town.cell.clock().advance(WAITING_PERIOD - LOOK_AHEAD);
    town.run_jobs();
    let told = town.told(&sari);
    assert_eq!(told[before..], ["deletion_postponed"]);
    let second = deletion_at(&town, &sari).unwrap();
    assert_eq!(second.since(first), WAITING_PERIOD - LOOK_AHEAD);
    town.run_jobs();
    town.cell.clock().advance(LOOK_AHEAD);
    town.run_jobs();
    assert_eq!(town.told(&sari).len(), before + 1, "once");
    assert_eq!(town.has(&sari), (50, 0));
    // It holds as well while money is only on its way.
    town.put(&sari, &a_packet(place, 50, 1)).unwrap();
    town.cell.clock().advance(DAY);
    town.run_jobs();
    give_all(&town, &sari, &budi, place, "rest");
    town.cell.clock().advance(WAITING_PERIOD);
    town.run_jobs();
    assert_eq!(deletion_at(&town, &sari), None, "they have gone");
    assert_eq!(
        town.transfer(&budi, &sending(place, 1, "e")),
        Err("chat.account_deleted")
    );
    assert_eq!(unclaimed(&town), 0);
}

#[test]
fn money_of_the_last_hour_postpones_the_deletion_too() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    leaving(&town, &sari, &budi);
    let first = deletion_at(&town, &sari);
    town.cell.clock().advance(WAITING_PERIOD - LOOK_AHEAD);
    town.run_jobs();
    assert_eq!(
        deletion_at(&town, &sari),
        first,
        "nothing stands against it"
    );
    town.book(vec![town.entry(&sari, 50)]);
    town.cell.clock().advance(LOOK_AHEAD);
    town.run_jobs();
    assert!(deletion_at(&town, &sari) > first);
    assert_eq!(town.told(&sari).last().unwrap(), "deletion_postponed");
    let nothing = sapa_kernel::Empty {};
    town.write(|tx| sapa_accounts::cancel_deletion(tx, &sari, nothing).map_err(fault))
        .unwrap();
    town.cell.clock().advance(2 * WAITING_PERIOD);
    town.run_jobs();
    assert_eq!(town.has(&sari), (50, 0));
}

#[test]
fn the_job_of_an_account_that_goes_later_does_nothing() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    leaving(&town, &sari, &budi);
    town.book(vec![town.entry(&sari, 50)]);
    let planned = deletion_at(&town, &sari);
    let sooner = WAITING_PERIOD - LOOK_AHEAD - Duration::from_millis(1);
    town.cell.clock().advance(sooner);
    town.write(|tx| crate::delete_account::delete_account(tx, sari.account, &[]))
        .unwrap();
    assert_eq!(deletion_at(&town, &sari), planned);
    assert_eq!(town.cell.last_writes(), 0);
}

#[test]
fn money_that_comes_while_an_account_is_deleted_is_unclaimed_until_it_is_given_to_somebody() {
    let (town, [sari, budi, putu]) = Town::rich(["sari", "budi", "putu"]);
    let place = town.befriend(&sari, &budi);
    give_all(&town, &sari, &budi, place, "a");
    ask_to_go(&town, &sari).unwrap();
    let reference = town.entry(&sari, 50);
    town.book(vec![reference.clone()]);
    assert_eq!(town.has(&sari), (50, 0), "they may yet stay");
    town.cell.clock().advance(WAITING_PERIOD - DAY / 2);
    // What they send shortly before they go comes back when they are gone; so does what is sent to them.
    let theirs = town
        .transfer(&sari, &sending(place, 20, "b"))
        .unwrap()
        .payment;
    town.put(&sari, &a_packet(place, 10, 1)).unwrap();
    town.transfer(&budi, &sending(place, 7, "c")).unwrap();
    let request = asking(place, 3, "d");
    let asked = town
        .write(|tx| crate::money::request(tx, &sari, &request))
        .unwrap();
    town.cell.clock().advance(DAY / 2);
    // They are gone, though nobody has cleared up yet.
    assert_eq!(town.take(&budi, theirs), Err("wallet.other_unavailable"));
    assert_eq!(
        town.transfer(&budi, &sending(place, 1, "e")),
        Err("chat.account_deleted")
    );
    let pass = town.pass(&budi);
    let payment = Payment {
        payment: asked.payment,
    };
    let paid = town.write(|tx| crate::money::pay_request(tx, &budi, payment, &pass, &policy()));
    assert_eq!(paid.map(|_| ()), Err("wallet.other_unavailable"));
    // The first steps have been done before it came: there is no way back.
    town.write(|tx| crate::delete_account::delete_account(tx, sari.account, b"begun"))
        .unwrap();
    assert_eq!(unclaimed(&town), 20, "what was free");
    town.cell.clock().advance(DAY);
    town.run_jobs();
    assert_eq!(unclaimed(&town), 50, "and what came back");
    assert_eq!(town.has(&budi), (2_000_000, 0));
    let late = sapa_bank::Entry {
        reference: "late".into(),
        ..reference
    };
    assert_eq!(town.book(vec![late]), 1, "their reference is nobody's");
    assert_eq!(town.has(&putu), (1_000_000, 0));
    let input = PayUnclaimed {
        account: sari.account,
        to: putu.account,
        money: idr(50),
        reason: "her sister".into(),
        client_id: "a".into(),
    };
    for _ in 0..2 {
        town.write(|tx| crate::money::pay_unclaimed(tx, &MACHINE, input.clone()))
            .unwrap();
    }
    assert_eq!((town.has(&putu), unclaimed(&town)), ((1_000_050, 0), 0));
    let card = town.cards(&putu, town.wallet_of(&putu)).pop().unwrap();
    assert_eq!(card.detail.as_deref(), Some("unclaimed_received"));
    assert_eq!(card.note.as_deref(), Some("her sister"));
    let told = town.told(&putu);
    let times = told.iter().filter(|kind| *kind == "unclaimed_received");
    assert_eq!(times.count(), 1);
}

#[test]
fn a_withdrawal_that_comes_back_too_late_is_unclaimed() {
    let (town, [sari]) = Town::rich(["sari"]);
    let input = NewWithdrawal {
        money: idr(1_000_000),
        holder: "Sari Dewi".into(),
        to: sapa_bank::BankAccount::local("7", None).unwrap(),
        client_id: "a".into(),
    };
    let pass = town.pass(&sari);
    let asked = town
        .write(|tx| sapa_wallet::withdraw(tx, &sari, &input, &pass, &policy()).map_err(fault))
        .unwrap();
    assert_eq!(ask_to_go(&town, &sari), Err("wallet.not_empty"));
    let message = town
        .write(|tx| sapa_wallet::next_message(tx).map_err(fault))
        .unwrap();
    town.write(|tx| sapa_wallet::message_sent(tx, &message.unwrap()).map_err(fault))
        .unwrap();
    let mut out = town.entry(&sari, 1_000_000);
    out.credit = false;
    out.end_to_end_id = Some(asked.payment.to_string());
    let back = sapa_bank::Entry {
        credit: true,
        return_reason: Some("AC04".into()),
        remittance: Vec::new(),
        ..out.clone()
    };
    town.book(vec![out]);
    assert_eq!(town.told(&sari), ["top_up", "withdrawal_done"]);
    ask_to_go(&town, &sari).unwrap();
    town.cell.clock().advance(WAITING_PERIOD);
    town.run_jobs();
    assert_eq!(town.book(vec![back]), 0);
    assert_eq!(unclaimed(&town), 1_000_000);
}
