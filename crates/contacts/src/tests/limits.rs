//! What happens where the lists end.

use sapa_kernel::Timestamp;

use super::*;
use crate::keys::{change_tally, tally};
use crate::model::RequestRow;
use crate::requests::{Side, put_request};

impl Town {
    fn count(&self, of: &SignedIn, change: impl FnOnce(&mut crate::model::Tally)) {
        self.write(|tx| Ok(change_tally(tx, of.account, change)?))
            .unwrap();
    }
}

#[test]
fn whoever_lists_ten_thousand_friends_finds_no_more() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    town.count(&sari, |tally| tally.contacts = MAX_CONTACTS - 1);
    town.ask(&budi, &sari);
    assert_eq!(town.accept(&sari, &budi), Ok(()), "the last place");
    town.ask(&putu, &sari);
    assert_eq!(town.accept(&sari, &putu), Err("contacts.too_many"));
    assert!(town.friends(&putu).is_empty(), "neither side lists");
    let waiting = town.requests(&sari);
    assert!(
        waiting.contains(&"In hello Pending".to_owned()),
        "{waiting:?}"
    );
    town.on(delete, &sari, &budi).unwrap();
    assert_eq!(town.accept(&sari, &putu), Ok(()));

    // The other side's list may be the full one.
    let wayan = town.person("wayan");
    town.ask(&sari, &wayan);
    town.count(&sari, |tally| tally.contacts = MAX_CONTACTS);
    assert_eq!(town.accept(&wayan, &sari), Err("contacts.too_many"));
    assert!(town.friends(&wayan).is_empty());
}

#[test]
fn five_thousand_can_be_blocked() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    town.count(&sari, |tally| tally.blocked = MAX_BLOCKED - 1);
    assert_eq!(town.on(block, &sari, &budi), Ok(()));
    assert_eq!(town.on(block, &sari, &putu), Err("contacts.too_many"));
    assert_eq!(town.on(block, &sari, &budi), Ok(()), "repeated");
    assert_eq!(town.on(unblock, &sari, &budi), Ok(()));
    assert_eq!(town.on(block, &sari, &putu), Ok(()));
}

#[test]
fn of_more_than_two_thousand_requests_the_oldest_goes() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let stranger = |n: u32| {
        let [.., a, b, c, d] = n.to_be_bytes();
        AccountId::compose(CellId(9), 9, [0, 0, a, b, c, d])
    };
    let put = |n: u32| {
        let row = RequestRow {
            greeting: String::new(),
            at: Timestamp::from_millis(i64::from(n)),
            state: RequestState::Pending,
            via: None,
        };
        town.write(|tx| {
            Ok(put_request(
                tx,
                Side::Received,
                sari.account,
                stranger(n),
                &row,
            )?)
        })
        .unwrap();
    };
    (0..MAX_REQUESTS).for_each(put);
    let asked = |n: u32| {
        town.cell.read(|read| {
            crate::keys::RECEIVED
                .contains(read, &(sari.account, stranger(n)))
                .unwrap()
        })
    };
    assert!(asked(0));
    town.ask(&budi, &sari);
    assert!(!asked(0) && asked(1));
    let kept = town
        .cell
        .read(|read| tally(read, sari.account).unwrap().requests);
    assert_eq!(kept, MAX_REQUESTS);
    assert_eq!(town.accept(&sari, &budi), Ok(()));
}
