use std::path::{Path, PathBuf};
use std::sync::Arc;

use sapa_accounts::{Hashing, NewResident, Secret, create_resident};
use sapa_bank::{
    BankAccount, DemoBank as TownBank, Entry, Folders, SignedAmount, Statement, camt053, pain001,
};
use sapa_kernel::{
    AccountId, Amount, CellId, Clock, Currency, Empty, Id, Money, Operator, SessionId, SignedIn,
    Timestamp,
};
use sapa_store::{Cell, CellOptions, Lane};
use sapa_wallet::{
    AcceptTerms, Keys, NewWithdrawal, PinVerifier, Policy, UpdateWalletSettings, WithdrawalState,
};

use super::Bank;
use crate::{Config, SystemClock};

const ACCOUNT: &str = "1234567890";
const KEYS: Keys = Keys {
    pepper: [1; 32],
    draw: [2; 32],
};

/// A cell with one wallet, and its bank's directory.
struct World {
    directory: tempfile::TempDir,
    cell: Cell,
    clock: Arc<dyn Clock>,
    bank: Bank,
    person: SignedIn,
}

impl World {
    async fn new() -> Self {
        let world = Self::without_wallets().await;
        world.offer().await;
        let person = world.person.clone();
        world
            .write(move |tx| {
                let pin = Secret::from("142536");
                let verifier = PinVerifier::of(&pin, Hashing::CHEAP, [3; 16], &KEYS)?;
                sapa_wallet::open(tx, &person, AcceptTerms { version: 1 }, &verifier, [4; 8])
            })
            .await;
        world
    }

    async fn without_wallets() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let data = directory.path().join("cell");
        let cell = Cell::open(CellOptions::new(&data, Arc::clone(&clock))).unwrap();
        let bank = open_bank(directory.path());
        let new = NewResident {
            handle: "ani".to_owned(),
            display_name: "Ani".to_owned(),
            about: String::new(),
            language: "id".to_owned(),
        };
        let made = cell
            .write(Lane::Interactive, move |tx| create_resident(tx, &new))
            .await;
        let person = SignedIn {
            account: made.unwrap().value,
            session: SessionId::compose(CellId(1), 1, [0; 6]),
        };
        Self {
            directory,
            cell,
            clock,
            bank,
            person,
        }
    }

    async fn offer(&self) {
        self.write(|tx| {
            let operator = Operator { account: None };
            let input = UpdateWalletSettings {
                currency: Some(rupiah()),
                terms: Some("Terms".to_owned()),
            };
            sapa_wallet::update_settings(tx, &operator, input, &Policy::default())
        })
        .await;
    }

    async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut sapa_store::Tx<'_>) -> Result<T, sapa_wallet::Error> + Send + 'static,
    ) -> T {
        self.cell.write(Lane::Interactive, act).await.unwrap().value
    }

    async fn carry(&self) {
        self.bank.once(&self.cell, &self.clock).await.unwrap();
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.directory.path().join("bank").join(name)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder(folder))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().unwrap().is_file())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn put(&self, name: &str, content: &[u8]) {
        std::fs::write(self.folder("inbox").join(name), content).unwrap();
    }

    fn balance(&self) -> u128 {
        let me = sapa_wallet::me(
            &self.cell.snapshot(),
            &self.person,
            &Policy::default(),
            false,
        );
        me.unwrap().open.unwrap().balance.minor()
    }

    fn reference(&self) -> String {
        sapa_wallet::reference_of(&self.cell.snapshot(), &self.person).unwrap()
    }

    fn report(&self) -> sapa_wallet::Reconciliation {
        let operator = Operator { account: None };
        sapa_wallet::reconciliation(&self.cell.snapshot(), &operator, Empty {}).unwrap()
    }

    async fn withdraw(&self, client_id: &str, minor: u128, to: &str) {
        let person = self.person.clone();
        let input = NewWithdrawal {
            money: rupiahs(minor),
            holder: "Ani".to_owned(),
            to: BankAccount::local(to, None).unwrap(),
            client_id: client_id.to_owned(),
        };
        self.write(move |tx| {
            let attempt = sapa_wallet::begin_pin_check(tx, &person)?;
            let pass = attempt.check(&Secret::from("142536"), &KEYS)?;
            sapa_wallet::withdraw(tx, &person, &input, &pass, &Policy::default())
        })
        .await;
    }
}

fn open_bank(root: &Path) -> Bank {
    let mut config = Config {
        data: root.join("cell"),
        ..Config::default()
    };
    config.bank.directory = root.join("bank");
    config.bank.name = "Bank".to_owned();
    config.bank.holder = "Sapa".to_owned();
    config.bank.account = ACCOUNT.to_owned();
    config.check().unwrap();
    Bank::open(&config, &config.data).unwrap().unwrap()
}

fn rupiah() -> Currency {
    "IDR".parse().unwrap()
}

fn rupiahs(minor: u128) -> Money {
    Money {
        amount: Amount::from_minor(minor),
        currency: rupiah(),
    }
}

fn statement(id: &str, opening: u128, remittance: &str, minor: u128) -> Statement {
    let moment = Timestamp::from_millis(1_700_000_000_000);
    Statement {
        id: id.to_owned(),
        message_id: format!("M-{id}"),
        account: BankAccount::local(ACCOUNT, None).unwrap(),
        currency: rupiah(),
        sequence: None,
        from: None,
        to: None,
        opening: SignedAmount::credit(Amount::from_minor(opening)),
        closing: SignedAmount::credit(Amount::from_minor(opening + minor)),
        entries: vec![Entry {
            reference: format!("{id}-1"),
            credit: true,
            reversal: false,
            booked: true,
            amount: rupiahs(minor),
            booked_at: moment,
            end_to_end_id: None,
            remittance: vec![remittance.to_owned()],
            counterparty_name: Some("Ani".to_owned()),
            counterparty_account: None,
            return_reason: None,
        }],
        created_at: moment,
    }
}

fn file(statement: &Statement) -> Vec<u8> {
    camt053::write(statement).unwrap().into_bytes()
}

#[tokio::test]
async fn a_statement_is_booked_once_and_put_away() {
    let world = World::new().await;
    let paid = file(&statement("S1", 0, &world.reference(), 500_000));
    world.put("a.xml", &paid);
    world.carry().await;
    assert_eq!(world.balance(), 500_000);
    assert_eq!(world.names("inbox"), [""; 0]);
    assert_eq!(world.names("archive"), ["a.xml"]);
    // The operator's transport brings it again, under another name.
    world.put("again.xml", &paid);
    world.carry().await;
    assert_eq!(world.balance(), 500_000);
    assert!(world.report().in_order);
}

#[tokio::test]
async fn what_cannot_be_booked_is_put_aside_with_a_reason() {
    let world = World::new().await;
    let reference = world.reference();
    let first = statement("S1", 0, &reference, 500_000);
    world.put("1.xml", &file(&first));
    world.carry().await;
    let mut changed = first.clone();
    changed.entries[0].remittance = vec!["something else".to_owned()];
    let mut other = statement("S2", 500_000, &reference, 100);
    other.account = BankAccount::local("999", None).unwrap();
    let wrong_sum = String::from_utf8(file(&statement("S4", 500_000, &reference, 100)))
        .unwrap()
        .replace("1.00</Amt>", "2.00</Amt>");
    world.put("changed.xml", &file(&changed));
    world.put("garbage.xml", b"<html>no bank</html>");
    world.put("other.xml", &file(&other));
    world.put("sum.xml", wrong_sum.as_bytes());
    world.carry().await;
    assert_eq!(world.balance(), 500_000, "nothing moved");
    assert_eq!(world.names("inbox"), [""; 0]);
    for name in ["changed", "garbage", "other", "sum"] {
        let reason = world
            .folder("rejected")
            .join(format!("{name}.xml.reason.txt"));
        let reason = std::fs::read_to_string(&reason)
            .unwrap_or_else(|_| panic!("{name} is not refused: {:?}", world.names("rejected")));
        assert!(reason.len() > 10, "{name}: {reason}");
    }
    let report = world.report();
    assert_eq!(report.rejected_files.len(), 4);
    assert_eq!(report.ledger_balance.to_string(), "500000");
}

#[tokio::test]
async fn files_may_come_in_any_order() {
    let world = World::new().await;
    let reference = world.reference();
    world.put("1.xml", &file(&statement("S1", 0, &reference, 100)));
    world.carry().await;
    // The third is here, the second is not: it waits, and operators see for what.
    let third = file(&statement("S3", 300, &reference, 400));
    world.put("3.xml", &third);
    world.put("4.xml", &file(&statement("S4", 700, &reference, 500)));
    for _ in 0..2 {
        world.carry().await;
        assert_eq!(world.names("inbox"), ["3.xml", "4.xml"]);
        assert_eq!(world.names("rejected"), [""; 0]);
        let report = world.report();
        assert!(!report.in_order);
        let names: Vec<_> = report.waiting_files.iter().map(|file| &file.name).collect();
        assert_eq!(names, ["3.xml", "4.xml"]);
        assert!(report.waiting_files[0].reason.contains("300"), "{report:?}");
        assert_eq!(world.balance(), 100);
    }
    // The second is called as if it came last.
    world.put("9.xml", &file(&statement("S2", 100, &reference, 200)));
    world.carry().await;
    assert_eq!(world.balance(), 1_200);
    assert_eq!(world.names("inbox"), [""; 0]);
    assert_eq!(world.names("archive").len(), 4);
    let report = world.report();
    assert!(report.in_order && report.waiting_files.is_empty());
    // What is taken away waits no longer.
    world.put("late.xml", &file(&statement("S9", 9_000, &reference, 100)));
    world.carry().await;
    assert_eq!(world.report().waiting_files.len(), 1);
    std::fs::remove_file(world.folder("inbox").join("late.xml")).unwrap();
    world.carry().await;
    assert!(world.report().in_order);
}

#[tokio::test]
async fn a_file_that_is_still_written_is_waited_for_beside_another() {
    let world = World::new().await;
    let reference = world.reference();
    let late = file(&statement("S2", 100, &reference, 200));
    world.put("1.xml", &file(&statement("S1", 0, &reference, 100)));
    world.put("slow.xml", &late[..late.len() / 2]);
    world.carry().await;
    assert_eq!(world.names("inbox"), ["slow.xml"]);
    world.put("slow.xml", &late);
    world.carry().await;
    assert_eq!(world.balance(), 300);
}

#[tokio::test]
async fn one_refused_statement_keeps_no_other_of_its_file_from_being_booked() {
    let world = World::new().await;
    let reference = world.reference();
    world.put("0.xml", &file(&statement("S0", 0, &reference, 100)));
    world.carry().await;
    let mut copy = statement("S0", 0, &reference, 100);
    copy.id = "COPY".to_owned();
    let mut other = statement("OTHER", 0, &reference, 1);
    other.account = BankAccount::local("999", None).unwrap();
    // The newest first, a copy between them, and one of another account of the same customer.
    let [first, second] = [
        statement("S1", 100, &reference, 200),
        statement("S2", 300, &reference, 300),
    ];
    let one_file = together(&[&second, &copy, &other, &first]);
    world.put("all.xml", &one_file);
    world.carry().await;
    assert_eq!(world.balance(), 600);
    assert_eq!(world.names("inbox"), [""; 0]);
    let report = world.report();
    assert!(
        report.rejected_files[0]
            .reason
            .contains("2 other statements of the file are booked")
    );
}

/// Several statements in one file, as banks send them.
fn together(statements: &[&Statement]) -> Vec<u8> {
    let part = |text: &str| {
        let (from, to) = ("<Stmt>", "</Stmt>");
        text[text.find(from).unwrap()..text.rfind(to).unwrap() + to.len()].to_owned()
    };
    let texts = statements.iter().map(|it| camt053::write(it).unwrap());
    let all: String = texts.map(|text| part(&text)).collect();
    let frame = camt053::write(statements[0]).unwrap();
    frame.replace(&part(&frame), &all).into_bytes()
}

#[tokio::test]
async fn a_long_statement_is_booked_in_parts() {
    let world = World::new().await;
    let mut long = statement("S1", 0, &world.reference(), 100);
    let lines = 2 * sapa_wallet::MAX_STATEMENT_PART + 1;
    for number in 2..=lines {
        let mut entry = long.entries[0].clone();
        entry.reference = format!("S1-{number}");
        long.entries.push(entry);
    }
    let sum = Amount::from_minor(100 * lines as u128);
    long.closing = SignedAmount::credit(sum);
    world.put("long.xml", &file(&long));
    world.carry().await;
    assert_eq!(world.balance(), sum.minor());
    let report = world.report();
    assert!(report.in_order);
    assert_eq!(report.statements[0].entries as usize, lines);
    assert_eq!(world.names("archive"), ["long.xml"]);
}

#[tokio::test]
async fn a_file_that_is_still_written_is_waited_for() {
    let world = World::new().await;
    let whole = file(&statement("S1", 0, &world.reference(), 500_000));
    world.put("slow.xml", &whole[..whole.len() / 2]);
    world.carry().await;
    assert_eq!(world.names("inbox"), ["slow.xml"]);
    world.put("slow.xml", &whole);
    world.carry().await;
    assert_eq!(world.balance(), 500_000);
    // What stays broken is refused at the second look.
    world.put("broken.xml", &whole[..whole.len() / 2]);
    world.carry().await;
    world.carry().await;
    assert_eq!(world.names("inbox"), [""; 0]);
    assert!(world.names("rejected").contains(&"broken.xml".to_owned()));
}

#[tokio::test]
async fn a_statement_waits_until_there_are_wallets() {
    let world = World::without_wallets().await;
    world.put(
        "early.xml",
        &file(&statement("S1", 0, "from nobody", 500_000)),
    );
    world.carry().await;
    assert_eq!(world.names("inbox"), ["early.xml"]);
    world.offer().await;
    world.carry().await;
    let report = world.report();
    assert_eq!(report.suspense_in, Amount::from_minor(500_000));
    assert_eq!(report.differences.len(), 1);
    assert!(!report.in_order);
}

#[tokio::test]
async fn a_withdrawal_goes_out_once_and_comes_back_if_the_bank_cannot_pay() {
    let world = World::new().await;
    let root = world.directory.path();
    let town = TownBank::open(
        Folders::under(&root.join("bank")),
        &root.join("town"),
        BankAccount::local(ACCOUNT, None).unwrap(),
        rupiah(),
    )
    .unwrap();
    town.pay_in(&world.reference(), rupiahs(5_000_000), "Ani")
        .unwrap();
    town.run_once(world.clock.now()).unwrap();
    world.carry().await;
    assert_eq!(world.balance(), 5_000_000);

    world.withdraw("good", 2_000_000, "5550001").await;
    world.withdraw("closed", 1_000_000, "5550000").await;
    assert_eq!(world.balance(), 2_000_000);
    // The bank was told, and nobody noted it: the same message again is the same file.
    let message = world.write(sapa_wallet::next_message).await.unwrap();
    world
        .bank
        .connector
        .submit(&message.orders, &message.id, message.made_at)
        .unwrap();
    let told = std::fs::read(world.folder("outbox").join(format!("{}.xml", message.id))).unwrap();
    assert_eq!(pain001::read(&told).unwrap().orders.len(), 2);
    world.carry().await;
    assert_eq!(world.names("outbox").len(), 1);
    let again = std::fs::read(world.folder("outbox").join(format!("{}.xml", message.id))).unwrap();
    assert_eq!(told, again);

    town.run_once(world.clock.now()).unwrap();
    world.carry().await;
    town.run_once(world.clock.now()).unwrap();
    world.carry().await;
    assert_eq!(
        world.balance(),
        3_000_000,
        "one was paid out, one came back"
    );
    let state_of = |client_id: &str| {
        let order = message
            .orders
            .iter()
            .find(|order| {
                order.amount
                    == rupiahs(if client_id == "good" {
                        2_000_000
                    } else {
                        1_000_000
                    })
            })
            .unwrap();
        let payment = order.end_to_end_id.parse().unwrap();
        let input = sapa_wallet::Payment { payment };
        sapa_wallet::withdrawal(&world.cell.snapshot(), &world.person, input).unwrap()
    };
    assert_eq!(state_of("good").state, WithdrawalState::Done);
    let closed = state_of("closed");
    assert_eq!(closed.state, WithdrawalState::Returned);
    assert_eq!(closed.reason.as_deref(), Some("AC04"));
    let report = world.report();
    assert!(report.in_order, "{report:?}");
    assert_eq!(
        town.balance().unwrap(),
        report.ledger_balance,
        "the bank and the ledger agree"
    );
}

#[test]
fn settings_of_a_bank_that_cannot_be_are_refused() {
    let with = |change: fn(&mut Config)| {
        let mut config = Config::default();
        config.bank.directory = PathBuf::from("bank");
        config.bank.name = "Bank".to_owned();
        config.bank.holder = "Sapa".to_owned();
        config.bank.account = ACCOUNT.to_owned();
        change(&mut config);
        config.check().map_err(|error| error.to_string())
    };
    assert_eq!(with(|_| {}), Ok(()));
    for (change, named) in [
        (
            (|c| c.bank.account = "no-account".to_owned()) as fn(&mut Config),
            "bank.account",
        ),
        (|c| c.bank.holder.clear(), "bank.holder"),
        (|c| c.bank.bic = "short".to_owned(), "bank.account"),
        (|c| c.bank.poll_seconds = 0, "bank.poll_seconds"),
        (
            |c| c.wallet.utc_offset_minutes = 1441,
            "wallet.utc_offset_minutes",
        ),
        (
            |c| c.wallet.limits[0].currency = "XYZ".to_owned(),
            "wallet.limits",
        ),
        (
            |c| c.wallet.limits[0].basic_day = "-1".to_owned(),
            "wallet.limits",
        ),
        (|c| c.wallet.limits[0].packet_shares = 501, "wallet.limits"),
        (
            |c| c.wallet.limits[0].withdrawal = "0".to_owned(),
            "wallet.limits",
        ),
        (
            |c| c.wallet.limits[1] = c.wallet.limits[0].clone(),
            "wallet.limits",
        ),
    ] {
        let refused = with(change).unwrap_err();
        assert!(refused.contains(named), "{refused}");
    }
}

#[test]
fn a_persons_account_is_a_persons() {
    // A person's ledger account has the bytes of their id: no id of an account is one of the cell's own.
    let first = AccountId::compose(CellId(1), 0, [0; 6]);
    let id = sapa_wallet::BANK.0.to_be_bytes();
    assert_ne!(first.to_bytes(), id);
}
