//! The demo bank: what it books, what comes back, and that a crash neither loses nor doubles anything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sapa_kernel::Money;
use tempfile::TempDir;

use super::samples::{at, idr, initiator, order, own_account, rupiah};
use crate::{
    BankAccount, Connector, DemoBank, DemoBankError, Directory, Entry, Folders, Outcome,
    PaymentOrder, SignedAmount, Statement,
};

fn bank(root: &Path) -> DemoBank {
    let home = root.join("bank");
    DemoBank::open(Folders::under(root), &home, own_account(), rupiah()).unwrap()
}

fn way(root: &Path) -> Directory {
    Directory::open(Folders::under(root), initiator(), 0).unwrap()
}

fn to_closed(id: &str, major: u128) -> PaymentOrder {
    PaymentOrder {
        creditor_account: BankAccount::local("5550000", None).unwrap(),
        ..order(id, major)
    }
}

/// A wallet as far as statements go: each is booked once, by its id, and each begins where the last one ended.
#[derive(Default)]
struct Books {
    statements: BTreeMap<String, [u8; 32]>,
    balance: SignedAmount,
    entries: Vec<Entry>,
}

impl Books {
    fn read(&mut self, way: &Directory) {
        for fetched in way.fetch().unwrap() {
            for statement in fetched.statements.unwrap() {
                self.book(statement, fetched.sha256);
            }
            way.settle(&fetched.file, &Outcome::Booked).unwrap();
        }
    }

    fn book(&mut self, statement: Statement, sha256: [u8; 32]) {
        if let Some(known) = self.statements.insert(statement.id.clone(), sha256) {
            assert_eq!(known, sha256, "the same statement has the same bytes");
            return;
        }
        assert_eq!(statement.sequence, Some(self.statements.len() as u64));
        assert_eq!(statement.opening, self.balance);
        self.balance = statement.closing;
        self.entries.extend(statement.entries);
    }

    fn of(&self, id: &str) -> Vec<(bool, bool, Option<&str>)> {
        let named = |entry: &&Entry| {
            entry.end_to_end_id.as_deref() == Some(id) || entry.remittance.contains(&id.to_owned())
        };
        let facts = |entry: &'_ Entry| (entry.credit, entry.reversal);
        self.entries
            .iter()
            .filter(named)
            .map(|entry| {
                let (credit, reversal) = facts(entry);
                (credit, reversal, entry.return_reason.as_deref())
            })
            .collect()
    }
}

#[test]
fn money_comes_goes_and_comes_back() {
    let root = TempDir::new().unwrap();
    let (bank, way, mut books) = (bank(root.path()), way(root.path()), Books::default());
    assert_eq!(bank.run_once(at(0)).unwrap(), None, "nothing happened");
    bank.pay_in("SP-7K2M", idr(100_000), "Siti Rahma").unwrap();
    assert_eq!(
        bank.run_once(at(1)).unwrap().as_deref(),
        Some("statement-0000000001.xml")
    );
    assert_eq!(bank.run_once(at(2)).unwrap(), None);
    books.read(&way);
    assert_eq!(books.of("SP-7K2M"), [(true, false, None)]);
    assert_eq!(
        books.entries[0].counterparty_name.as_deref(),
        Some("Siti Rahma")
    );

    way.submit(
        &[order("W-1", 30_000), to_closed("W-2", 20_000)],
        "M-1",
        at(3),
    )
    .unwrap();
    bank.run_once(at(4)).unwrap().unwrap();
    books.read(&way);
    assert_eq!(
        bank.balance().unwrap(),
        SignedAmount::credit(idr(50_000).amount)
    );
    assert_eq!(books.of("W-1"), [(false, false, None)]);
    assert_eq!(
        books.of("W-2"),
        [(false, false, None)],
        "it comes back later"
    );

    bank.run_once(at(5)).unwrap().unwrap();
    books.read(&way);
    assert_eq!(
        books.of("W-2"),
        [(false, false, None), (true, true, Some("AC04"))]
    );
    assert_eq!(books.balance, SignedAmount::credit(idr(70_000).amount));
    assert_eq!(bank.run_once(at(6)).unwrap(), None);
    assert_eq!(books.statements.len(), 3);
}

#[test]
fn a_message_is_executed_once_whatever_its_file_is_called() {
    let root = TempDir::new().unwrap();
    let (bank, way, mut books) = (bank(root.path()), way(root.path()), Books::default());
    let folders = Folders::under(root.path());
    bank.pay_in("SP-1", idr(100), "Siti").unwrap();
    way.submit(&[order("W-1", 10)], "M-1", at(0)).unwrap();
    let text = fs::read(folders.outbox.join("M-1.xml")).unwrap();
    bank.run_once(at(1)).unwrap();
    for name in ["M-1.xml", "again.xml"] {
        fs::write(folders.outbox.join(name), &text).unwrap();
    }
    assert_eq!(bank.run_once(at(2)).unwrap(), None);
    assert!(crate::files::list(&folders.outbox).unwrap().is_empty());
    books.read(&way);
    assert_eq!(books.of("W-1").len(), 1);
}

#[test]
fn what_the_balance_does_not_cover_waits() {
    let root = TempDir::new().unwrap();
    let (bank, way, mut books) = (bank(root.path()), way(root.path()), Books::default());
    way.submit(&[order("W-1", 50), order("W-2", 10)], "M-1", at(0))
        .unwrap();
    assert_eq!(bank.run_once(at(1)).unwrap(), None);
    bank.pay_in("SP-1", idr(20), "Siti").unwrap();
    bank.run_once(at(2)).unwrap().unwrap();
    books.read(&way);
    assert_eq!((books.of("W-1").len(), books.of("W-2").len()), (0, 1));
    bank.pay_in("SP-2", idr(40), "Siti").unwrap();
    bank.run_once(at(0)).unwrap().unwrap();
    books.read(&way);
    assert_eq!(books.of("W-1").len(), 1);
    assert_eq!(books.balance, SignedAmount::ZERO);
}

#[test]
fn orders_of_others_are_refused_with_a_reason() {
    let root = TempDir::new().unwrap();
    let folders = Folders::under(root.path());
    let bank = bank(root.path());
    let mut other = initiator();
    other.account = BankAccount::local("777", None).unwrap();
    let stranger = crate::pain001::write(&[order("W", 1)], &other, "M", at(0), at(0)).unwrap();
    let mut euro = order("W", 1);
    euro.amount.currency = "EUR".parse().unwrap();
    let foreign = crate::pain001::write(&[euro], &initiator(), "N", at(0), at(0)).unwrap();
    for (name, text) in [
        ("a.xml", stranger),
        ("b.xml", foreign),
        ("c.xml", "<x/>".into()),
    ] {
        fs::write(folders.outbox.join(name), text).unwrap();
    }
    assert_eq!(bank.run_once(at(0)).unwrap(), None);
    let refused = root.path().join("bank/refused");
    for (name, reason) in [
        ("a.xml", "777 is no account here"),
        ("b.xml", "EUR 1.00 is of another currency"),
        ("c.xml", "this is not the expected message"),
    ] {
        assert!(refused.join(name).exists());
        let text = fs::read_to_string(refused.join(format!("{name}.reason.txt"))).unwrap();
        assert!(text.starts_with(reason), "{text}");
    }
    assert!(crate::files::list(&folders.outbox).unwrap().is_empty());
}

#[test]
fn only_what_can_be_paid_in_is_paid_in() {
    let root = TempDir::new().unwrap();
    let bank = bank(root.path());
    for (reference, payer) in [
        ("", "Siti"),
        ("SP\n1", "Siti"),
        ("SP-1", ""),
        ("SP-1", " S"),
    ] {
        let refused = bank.pay_in(reference, idr(1), payer);
        assert!(matches!(refused, Err(DemoBankError::BadText(_))));
    }
    let euro = Money {
        currency: "EUR".parse().unwrap(),
        ..idr(1)
    };
    for amount in [idr(0), euro, idr(10_u128.pow(16))] {
        let refused = bank.pay_in("SP-1", amount, "Siti");
        assert!(
            matches!(refused, Err(DemoBankError::BadAmount(_))),
            "{amount}"
        );
    }
    let folders = Folders::under(root.path());
    let home = root.path().join("bank");
    let other = BankAccount::local("777", None).unwrap();
    let refused = DemoBank::open(folders.clone(), &home, other, rupiah());
    assert!(matches!(refused, Err(DemoBankError::OtherAccount(_))));
    fs::write(home.join("state.json"), "{}").unwrap();
    let refused = DemoBank::open(folders, &home, own_account(), rupiah());
    assert!(matches!(refused, Err(DemoBankError::BadState { .. })));
}

/// Runs a day at the bank that stops after so many steps, once in each call; then lets it end. Returns whether
/// anything was stopped.
fn day(steps: u32, takes_at_once: bool) -> bool {
    let root = TempDir::new().unwrap();
    let (cell, mut books) = (way(root.path()), Books::default());
    let mut stopped = false;
    let mut with_stop = |call: &dyn Fn(&DemoBank) -> bool| {
        let first = bank(root.path());
        first.stop_after(Some(steps));
        let done = call(&first);
        stopped |= !done;
        done
    };
    // A payment whose call fails may have been made: the payer looks, and makes it again only if it was not.
    let number = |root: &Path| {
        let text = fs::read_to_string(root.join("bank/state.json")).unwrap();
        let state: serde_json::Value = serde_json::from_str(&text).unwrap();
        state["last_pay_in"].as_u64().unwrap()
    };
    for (index, name) in ["SP-1", "SP-2"].into_iter().enumerate() {
        with_stop(&|bank| bank.pay_in(name, idr(1_000), "Siti").is_ok());
        if number(root.path()) == index as u64 {
            bank(root.path()).pay_in(name, idr(1_000), "Siti").unwrap();
        }
    }
    let rounds: [&[PaymentOrder]; 3] = [
        &[order("W-1", 100), to_closed("W-2", 200)],
        &[to_closed("W-3", 300), order("W-4", 5_000)],
        &[],
    ];
    for (round, orders) in rounds.into_iter().enumerate() {
        let time = at(i64::try_from(round).unwrap() * 1_000);
        if !orders.is_empty() {
            cell.submit(orders, &format!("M-{round}"), time).unwrap();
        }
        with_stop(&|bank| bank.run_once(time).is_ok());
        if takes_at_once {
            books.read(&cell);
        }
    }
    // At last nothing stops it, and more money comes for what waits.
    let last = bank(root.path());
    last.pay_in("SP-3", idr(4_000), "Siti").unwrap();
    for round in 0..4 {
        last.run_once(at(10_000 + round)).unwrap();
        books.read(&cell);
    }
    assert_eq!(last.run_once(at(20_000)).unwrap(), None);
    for name in ["SP-1", "SP-2", "SP-3"] {
        assert_eq!(
            books.of(name),
            [(true, false, None)],
            "{name} after {steps} steps"
        );
    }
    for id in ["W-1", "W-4"] {
        assert_eq!(
            books.of(id),
            [(false, false, None)],
            "{id} after {steps} steps"
        );
    }
    for id in ["W-2", "W-3"] {
        let both = [(false, false, None), (true, true, Some("AC04"))];
        assert_eq!(books.of(id), both, "{id} after {steps} steps");
    }
    assert_eq!(books.balance, SignedAmount::credit(idr(900).amount));
    assert_eq!(last.balance().unwrap(), books.balance);
    let outbox = Folders::under(root.path()).outbox;
    assert!(crate::files::list(&outbox).unwrap().is_empty());
    stopped
}

#[test]
fn a_crash_at_any_step_neither_loses_nor_doubles() {
    for takes_at_once in [true, false] {
        let mut steps = 0;
        while day(steps, takes_at_once) {
            steps += 1;
        }
        assert!(steps > 15, "{steps} steps");
    }
}

#[test]
fn a_statement_has_a_limit_and_the_next_has_the_rest() {
    let root = TempDir::new().unwrap();
    let (bank, way, mut books) = (bank(root.path()), way(root.path()), Books::default());
    let orders: Vec<PaymentOrder> = (0..crate::MAX_ORDERS)
        .map(|number| order(&format!("W-{number}"), 1))
        .collect();
    bank.pay_in("SP-1", idr(10_000), "Siti").unwrap();
    way.submit(&orders, "M-1", at(0)).unwrap();
    bank.run_once(at(1)).unwrap().unwrap();
    bank.run_once(at(2)).unwrap().unwrap();
    assert_eq!(bank.run_once(at(3)).unwrap(), None);
    books.read(&way);
    assert_eq!(books.entries.len(), crate::MAX_ORDERS + 1);
    assert_eq!(books.balance, SignedAmount::ZERO);
}
