use sapa_kernel::{AccountId, CellId, Id};
use sapa_store::{StoreError, Topic};
use sapa_test_kit::TestCell;

use crate::{
    Changes, EVENT, KIND_CONTACT, KIND_ME, MAX_ITEMS, Subject, Touched, forget_account, head,
    since, touch,
};

fn account(n: u8) -> AccountId {
    AccountId::compose(CellId(1), 1, [n; 6])
}

fn contact(n: u64) -> Subject {
    Subject {
        kind: KIND_CONTACT,
        id: n.to_be_bytes().to_vec(),
    }
}

fn touch_all(cell: &TestCell, of: AccountId, subjects: Vec<Subject>) {
    cell.write(move |tx| -> Result<(), StoreError> {
        for subject in subjects {
            touch(tx, of, subject)?;
        }
        Ok(())
    })
    .unwrap();
}

/// What a device at `position` is told: `position:id` of each item, or `reload`.
fn told(cell: &TestCell, of: AccountId, position: u64, limit: usize) -> String {
    let changes = cell.read(|read| since(read, of, position, limit)).unwrap();
    match changes {
        Changes::Reload { position } => format!("reload, then {position}"),
        Changes::Page(page) => {
            let mut text = String::new();
            for item in &page.items {
                let id = item.subject.id.last().map_or(0, |byte| *byte);
                text += &format!("{}:{id} ", item.position);
            }
            text + &format!(
                "to {}{}",
                page.position,
                if page.more { " more" } else { "" }
            )
        }
    }
}

#[test]
fn a_subject_stands_once_at_its_newest_position() {
    let cell = TestCell::new();
    let me = account(1);
    assert_eq!(told(&cell, me, 0, 10), "reload, then 0");
    touch_all(&cell, me, vec![contact(7), contact(8), contact(7)]);
    assert_eq!(told(&cell, me, 1, 10), "2:8 3:7 to 3");
    assert_eq!(told(&cell, me, 2, 10), "3:7 to 3");
    assert_eq!(told(&cell, me, 3, 10), "to 3");
}

#[test]
fn pages_say_whether_more_follows() {
    let cell = TestCell::new();
    let me = account(1);
    touch_all(&cell, me, (0..5).map(contact).collect());
    assert_eq!(told(&cell, me, 1, 2), "2:1 3:2 to 3 more");
    assert_eq!(told(&cell, me, 3, 2), "4:3 5:4 to 5");
    assert_eq!(told(&cell, me, 3, 0), "4:3 to 4 more");
}

#[test]
fn a_position_that_says_nothing_means_reload() {
    let cell = TestCell::new();
    let me = account(1);
    touch_all(&cell, me, vec![contact(1)]);
    assert_eq!(told(&cell, me, 0, 10), "reload, then 1");
    assert_eq!(told(&cell, me, 2, 10), "reload, then 1");
    assert_eq!(told(&cell, account(2), 0, 10), "reload, then 0");
}

#[test]
fn feeds_do_not_mix() {
    let cell = TestCell::new();
    touch_all(&cell, account(1), vec![contact(1), contact(2)]);
    touch_all(&cell, account(2), vec![contact(3), contact(4), contact(5)]);
    assert_eq!(told(&cell, account(1), 1, 10), "2:2 to 2");
    assert_eq!(told(&cell, account(2), 1, 10), "2:4 3:5 to 3");
}

#[test]
fn the_oldest_goes_at_the_limit_and_the_floor_rises() {
    let cell = TestCell::new();
    let me = account(1);
    touch_all(&cell, me, (0..MAX_ITEMS).map(contact).collect());
    assert!(
        told(&cell, me, 1, 1).starts_with("2:"),
        "nothing dropped yet"
    );
    touch_all(&cell, me, vec![contact(MAX_ITEMS)]);
    assert!(
        told(&cell, me, 1, 1).starts_with("2:"),
        "position 1 has seen what was dropped"
    );
    touch_all(&cell, me, vec![contact(MAX_ITEMS + 1)]);
    assert!(told(&cell, me, 1, 1).starts_with("reload"));
    assert!(told(&cell, me, 2, 1).starts_with("3:"));
    // Touching what is already there drops nothing.
    touch_all(&cell, me, vec![contact(MAX_ITEMS + 1)]);
    assert!(told(&cell, me, 2, 1).starts_with("3:"));
}

#[test]
fn devices_hear_of_each_change() {
    let cell = TestCell::new();
    let me = account(1);
    let subject = Subject {
        kind: KIND_ME,
        id: Vec::new(),
    };
    touch_all(&cell, me, vec![subject]);
    let events = cell.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].topic, Topic::Account(me));
    assert_eq!(events[0].name, EVENT);
    let touched: Touched = events[0].body().unwrap();
    assert_eq!(
        (touched.position, touched.kind, touched.id),
        (1, KIND_ME, Vec::new())
    );
}

#[test]
fn a_deleted_account_leaves_no_feed() {
    let cell = TestCell::new();
    let me = account(1);
    touch_all(&cell, me, (0..5).map(contact).collect());
    let forget = |limit| cell.write(move |tx| forget_account(tx, me, limit)).unwrap();
    assert!(forget(2));
    assert!(forget(2));
    assert!(!forget(2));
    assert_eq!(cell.read(|read| head(read, me)).unwrap(), 0);
    assert_eq!(told(&cell, me, 0, 10), "reload, then 0");
}
