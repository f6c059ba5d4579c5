//! Whatever people do, in whatever order: indexes and tallies agree with the rows that they are about.

use proptest::{collection::vec, prelude::*};
use sapa_store::{Read, Scan};

use super::*;
use crate::keys::{BLOCKS, CONTACTS, LISTED_BY, RECEIVED, REQUEST_ORDER, SENT, tally};

const PEOPLE: usize = 4;

/// What one of the people does to another.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Ask,
    Accept,
    Ignore,
    Delete,
    Block,
    Unblock,
    Vanish,
    Wait,
}

fn deeds() -> impl Strategy<Value = Vec<(Deed, usize, usize)>> {
    let deed = prop_oneof![
        4 => Just(Deed::Ask),
        3 => Just(Deed::Accept),
        1 => Just(Deed::Ignore),
        2 => Just(Deed::Delete),
        1 => Just(Deed::Block),
        1 => Just(Deed::Unblock),
        1 => Just(Deed::Vanish),
        2 => Just(Deed::Wait),
    ];
    vec((deed, 0..PEOPLE, 0..PEOPLE), 1..60)
}

fn perform(town: &Town, deed: Deed, who: &SignedIn, whom: &SignedIn) {
    // What is refused changes nothing, which is part of what is checked.
    let _ = match deed {
        Deed::Ask => town.try_ask(who, whom, "hello").map(|_| ()),
        Deed::Accept => town.accept(who, whom),
        Deed::Ignore => town.on(ignore, who, whom),
        Deed::Delete => town.on(delete, who, whom),
        Deed::Block => town.on(block, who, whom),
        Deed::Unblock => town.on(unblock, who, whom),
        Deed::Vanish => {
            while town
                .cell
                .write(|tx| forget_account(tx, who.account, 2))
                .unwrap()
            {}
            Ok(())
        }
        Deed::Wait => {
            town.cell.clock().advance(Duration::from_secs(61));
            Ok(())
        }
    };
}

fn check(read: &dyn Read, people: &[SignedIn]) {
    let mut mirrored: Vec<_> = LISTED_BY
        .keys(read, Scan::all())
        .unwrap()
        .into_iter()
        .map(|(listed, lister)| (lister, listed))
        .collect();
    mirrored.sort_unstable();
    assert_eq!(CONTACTS.keys(read, Scan::all()).unwrap(), mirrored);
    for person in people {
        let me = person.account;
        let mut kept: Vec<_> = REQUEST_ORDER
            .keys(read, Scan::under(&(me,)))
            .unwrap()
            .into_iter()
            .map(|(_, at, other, sent)| (sent, other, at.0))
            .collect();
        kept.sort_unstable();
        let mut rows = Vec::new();
        for (table, sent) in [(RECEIVED, false), (SENT, true)] {
            for ((_, other), row) in table.scan(read, Scan::under(&(me,))).unwrap() {
                rows.push((sent, other, row.at));
            }
        }
        rows.sort_unstable();
        assert_eq!(kept, rows);
        let counted = |scanned: usize| u32::try_from(scanned).unwrap();
        let tally = tally(read, me).unwrap();
        let contacts = CONTACTS.count(read, Scan::under(&(me,))).unwrap();
        let blocks = BLOCKS.count(read, Scan::under(&(me,))).unwrap();
        assert_eq!(
            (tally.contacts, tally.requests, tally.blocked),
            (counted(contacts), counted(rows.len()), counted(blocks))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn indexes_and_tallies_agree_with_the_rows(deeds in deeds()) {
        let town = Town::new();
        let people = town.people::<PEOPLE>(["sari", "budi", "putu", "wayan"]);
        for (deed, who, whom) in deeds {
            perform(&town, deed, &people[who], &people[whom]);
            town.cell.read(|read| check(read, &people));
        }
    }
}
