//! Money for several: red packets, requests and bills, with their cards.

use sapa_chat::{CardKind, CardState};
use sapa_kernel::PaymentId;
use sapa_wallet::{
    NewPacket, NewRequest, NewShare, NewSplit, PacketInput, PacketKind, PacketState, PacketStates,
    Payment,
};

use super::money::{DAY, a_packet, asking, idr, keys, policy};
use super::*;

#[test]
fn a_packet_is_a_card_that_changes_once() {
    let (town, [sari, budi, putu]) = Town::rich(["sari", "budi", "putu"]);
    town.befriend(&sari, &budi);
    town.befriend(&sari, &putu);
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    let input = a_packet(group, 100, 2);
    let sent = town.put(&sari, &input).unwrap();
    let card = town.card(&budi, group);
    assert_eq!(
        (card.kind, card.state),
        (CardKind::Packet, CardState::Waiting)
    );
    assert_eq!(
        (card.money, card.account),
        (None, None),
        "nobody sees how much"
    );
    assert_eq!(card.detail.as_deref(), Some("lucky:batik"));
    assert_eq!(card.note.as_deref(), Some("Selamat"));
    assert_eq!(town.put(&sari, &input).unwrap().payment, sent.payment);
    assert_eq!(town.cards(&sari, group).len(), 1);
    let changes = town.conversation(&sari, group).change_no;
    town.tap(&budi, sent.payment).unwrap();
    assert_eq!(
        town.conversation(&sari, group).change_no,
        changes,
        "a share is no news"
    );
    town.tap(&sari, sent.payment).unwrap();
    assert_eq!(town.conversation(&sari, group).change_no, changes + 1);
    assert_eq!(town.card(&putu, group).state, CardState::Done);
    let late = town.tap(&putu, sent.payment).unwrap();
    assert_eq!((late.my_share, late.state), (None, PacketState::Finished));
    assert_eq!(town.conversation(&sari, group).change_no, changes + 1);
    assert_eq!(town.has(&sari).0 + town.has(&budi).0, 2_000_000);
}

#[test]
fn what_is_left_of_a_packet_goes_back_and_is_told() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let sent = town.put(&sari, &a_packet(place, 100, 1)).unwrap();
    assert_eq!(sent.only_for, Some(budi.account));
    assert_eq!(
        town.tap(&sari, sent.payment).map(|_| ()),
        Err("wallet.not_yours")
    );
    town.cell.clock().advance(DAY);
    let late = town.tap(&budi, sent.payment).unwrap();
    assert_eq!((late.my_share, late.state), (None, PacketState::Returned));
    town.run_jobs();
    town.run_jobs();
    assert_eq!(town.card(&budi, place).state, CardState::Returned);
    assert_eq!(town.told(&sari), ["top_up", "packet_returned"]);
    assert_eq!(town.has(&sari), (1_000_000, 0));
    let job = |tx: &mut Tx<'_>| crate::money::expire_packet(tx, sent.payment, &keys());
    town.write(job).unwrap();
    assert_eq!(town.told(&sari).len(), 2, "once");
}

#[test]
fn who_taps_a_packet_without_a_wallet_opens_one() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.offer();
    town.open(&sari);
    town.book(vec![town.entry(&sari, 1_000)]);
    let place = town.befriend(&sari, &budi);
    let sent = town.put(&sari, &a_packet(place, 100, 1)).unwrap();
    assert_eq!(
        town.tap(&budi, sent.payment).map(|_| ()),
        Err("wallet.not_open")
    );
    town.open(&budi);
    assert!(town.tap(&budi, sent.payment).unwrap().my_share.is_some());
    assert_eq!(town.has(&budi), (100, 0));
}

#[test]
fn only_who_sees_the_card_sees_the_packet() {
    let (town, [sari, budi, putu, wayan]) = Town::rich(["sari", "budi", "putu", "wayan"]);
    for friend in [&budi, &putu, &wayan] {
        town.befriend(&sari, friend);
    }
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    let sent = town.put(&sari, &a_packet(group, 100, 3)).unwrap();
    let states = |who: &SignedIn| {
        let input = PacketStates {
            payments: vec![sent.payment, PaymentId::from_bytes([7; 16])],
        };
        let seen = town
            .cell
            .read(|read| crate::money::packet_states(read, who, input));
        seen.unwrap().packets.len()
    };
    let look = |who: &SignedIn| {
        let input = PacketInput {
            payment: sent.payment,
            cursor: None,
        };
        let seen = town
            .cell
            .read(|read| crate::money::packet(read, who, input));
        seen.map(|page| page.items.len())
            .map_err(|fault| fault.code)
    };
    assert_eq!(
        (look(&wayan), states(&wayan)),
        (Err("chat.not_a_member"), 0)
    );
    assert_eq!(
        town.tap(&wayan, sent.payment).map(|_| ()),
        Err("chat.not_a_member")
    );
    // Who joins later has not seen it.
    let input = sapa_chat::Invite {
        conversation: group,
        accounts: vec![wayan.account],
    };
    town.write(|tx| sapa_chat::invite(tx, &sari, input, &Friends).map_err(fault))
        .unwrap();
    assert_eq!(
        (look(&wayan), states(&wayan)),
        (Err("chat.message_not_found"), 0)
    );
    assert_eq!(
        town.tap(&wayan, sent.payment).map(|_| ()),
        Err("chat.message_not_found")
    );
    let newer = town.put(&sari, &a_packet(group, 100, 4)).unwrap();
    town.tap(&wayan, newer.payment).unwrap();
    // Who was removed sees it no more, also if they had a share.
    town.tap(&budi, sent.payment).unwrap();
    let input = sapa_chat::RemoveMember {
        conversation: group,
        account: budi.account,
    };
    town.write(|tx| sapa_chat::remove_member(tx, &sari, input).map_err(fault))
        .unwrap();
    assert_eq!((look(&budi), states(&budi)), (Err("chat.not_a_member"), 0));
    assert_eq!(
        town.tap(&budi, sent.payment).map(|_| ()),
        Err("chat.not_a_member")
    );
    assert_eq!((look(&sari), states(&sari)), (Ok(1), 1));
    assert_eq!(
        (look(&putu), states(&putu)),
        (Ok(0), 1),
        "who has not opened it sees it, but not inside"
    );
}

#[test]
fn what_is_no_packet_is_not_found_and_not_asked_about_without_end() {
    let (town, [putu]) = Town::rich(["putu"]);
    let nothing = PaymentId::from_bytes([7; 16]);
    assert_eq!(
        town.tap(&putu, nothing).map(|_| ()),
        Err("wallet.not_found")
    );
    let too_many = PacketStates {
        payments: vec![nothing; 101],
    };
    let refused = town
        .cell
        .read(|read| crate::money::packet_states(read, &putu, too_many));
    assert_eq!(refused.unwrap_err().code, "chat.count_invalid");
}

#[test]
fn a_packet_for_one_member_names_a_member() {
    let (town, [sari, budi, putu, wayan]) = Town::rich(["sari", "budi", "putu", "wayan"]);
    for friend in [&budi, &putu, &wayan] {
        town.befriend(&sari, friend);
    }
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    let exclusive = |for_whom: Option<&SignedIn>| NewPacket {
        kind: PacketKind::Exclusive,
        only_for: for_whom.map(|person| person.account),
        ..a_packet(group, 100, 1)
    };
    let put = |for_whom| {
        town.put(&sari, &exclusive(for_whom))
            .map(|packet| packet.only_for)
    };
    assert_eq!(put(Some(&wayan)), Err("wallet.not_found"));
    assert_eq!(put(Some(&sari)), Err("wallet.yourself"));
    assert_eq!(put(Some(&budi)), Ok(Some(budi.account)));
    assert_eq!(town.card(&putu, group).account, Some(budi.account));
    assert_eq!(put(Some(&budi)), Ok(Some(budi.account)));
    assert_eq!(put(Some(&putu)), Err("wallet.different_content"));
    assert_eq!(
        put(None),
        Err("wallet.different_content"),
        "nobody is somebody else"
    );
    let payment = town.card(&putu, group).payment.unwrap();
    assert_eq!(
        town.tap(&putu, payment).map(|_| ()),
        Err("wallet.not_yours")
    );
    town.tap(&budi, payment).unwrap();
    // Between two people naming the other and naming nobody are the same.
    let place = town.befriend(&sari, &budi);
    let mut input = a_packet(place, 5, 1);
    let sent = town.put(&sari, &input).unwrap().payment;
    input.only_for = Some(budi.account);
    assert_eq!(town.put(&sari, &input).unwrap().payment, sent);
}

#[test]
fn a_request_is_a_card_and_both_have_a_receipt() {
    let (town, [sari, budi, putu]) = Town::rich(["sari", "budi", "putu"]);
    let place = town.befriend(&sari, &budi);
    let ask = |input: &NewRequest| town.write(|tx| crate::money::request(tx, &sari, input));
    let asked = ask(&asking(place, 250, "a")).unwrap();
    assert_eq!(ask(&asking(place, 250, "a")).unwrap(), asked);
    assert_eq!(
        ask(&asking(place, 251, "a")).map(|_| ()),
        Err("wallet.different_content")
    );
    let card = town.card(&budi, place);
    assert_eq!(
        (card.kind, card.state),
        (CardKind::Request, CardState::Waiting)
    );
    assert_eq!(
        (card.money, card.account),
        (Some(idr(250)), Some(budi.account))
    );
    let payment = asked.payment;
    let seen = |who: &SignedIn| {
        let seen = town
            .cell
            .read(|read| crate::money::request_of(read, who, Payment { payment }));
        seen.map(|request| request.shares.len())
            .map_err(|fault| fault.code)
    };
    assert_eq!(
        (seen(&budi), seen(&putu)),
        (Ok(1), Err("chat.not_a_member"))
    );
    let pass = town.pass(&budi);
    let pay = |tx: &mut Tx<'_>| {
        crate::money::pay_request(tx, &budi, Payment { payment }, &pass, &policy())
    };
    assert!(town.write(pay).unwrap().is_paid());
    assert_eq!(town.card(&sari, place).state, CardState::Paid);
    town.write(pay).unwrap();
    assert_eq!(town.told(&sari), ["top_up", "request_received"]);
    assert_eq!(town.told(&budi), ["top_up", "request_paid"]);
    for (verb, state) in [(0, CardState::Declined), (1, CardState::Cancelled)] {
        let payment = ask(&asking(place, 5, &format!("b{verb}"))).unwrap().payment;
        let input = Payment { payment };
        town.write(|tx| match verb {
            0 => crate::money::decline_request(tx, &budi, input),
            _ => crate::money::cancel_request(tx, &sari, input),
        })
        .unwrap();
        assert_eq!(town.card(&budi, place).state, state);
    }
}

#[test]
fn a_bill_is_split_in_a_group() {
    let (town, [sari, budi, putu, wayan]) = Town::rich(["sari", "budi", "putu", "wayan"]);
    let place = town.befriend(&sari, &budi);
    town.befriend(&sari, &putu);
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    let bill = |place, people: &[&SignedIn], client_id: &str| {
        let input = NewSplit {
            conversation: place,
            money: idr(90),
            shares: people
                .iter()
                .map(|person| NewShare {
                    account: person.account,
                    amount: idr(30).amount,
                })
                .collect(),
            note: None,
            client_id: client_id.into(),
        };
        town.write(|tx| crate::money::split(tx, &sari, &input))
    };
    for (place, people, expected) in [
        (place, &[&budi][..], "wallet.group_only"),
        (group, &[&budi, &wayan], "wallet.split_invalid"),
        (group, &[&sari], "wallet.split_invalid"),
        (
            ConversationId::from_bytes([9; 16]),
            &[&budi],
            "chat.not_a_member",
        ),
    ] {
        assert_eq!(bill(place, people, "a").map(|_| ()), Err(expected));
    }
    let asked = bill(group, &[&budi, &putu], "a").unwrap();
    assert_eq!(bill(group, &[&budi, &putu], "a").unwrap(), asked);
    assert_eq!(
        bill(group, &[&putu, &budi], "a").map(|_| ()),
        Err("wallet.different_content")
    );
    let card = town.card(&putu, group);
    assert_eq!((card.kind, card.account), (CardKind::Split, None));
    let payment = Payment {
        payment: asked.payment,
    };
    let pass = town.pass(&budi);
    town.write(|tx| crate::money::pay_request(tx, &budi, payment, &pass, &policy()))
        .unwrap();
    assert_eq!(town.card(&putu, group).state, CardState::Waiting);
    // Who was removed from the group still owes, and can still pay or decline.
    let input = sapa_chat::RemoveMember {
        conversation: group,
        account: putu.account,
    };
    town.write(|tx| sapa_chat::remove_member(tx, &sari, input).map_err(fault))
        .unwrap();
    town.write(|tx| crate::money::decline_request(tx, &putu, payment))
        .unwrap();
    assert_eq!(town.card(&budi, group).state, CardState::Closed);
}
