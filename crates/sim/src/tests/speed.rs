//! How long an audit takes: `cargo test --release -p sapa_sim a_million -- --ignored --nocapture`.

use std::time::Instant;

use sapa_kernel::{Amount, CellId, Timestamp};
use sapa_ledger::{
    AccountFlags, LedgerId, NewAccount, NewTransfer, create_accounts, create_transfers,
};
use sapa_store::keyspace::{FjallKeyspace, FjallOptions, Keyspace};
use sapa_store::{DEFAULT_CACHE_BYTES, Overlay, Snapshot, Tx, TxContext};
use sapa_wallet::{PaymentKind, Purpose};

use crate::dice::Dice;
use crate::town::rupiah;

const PEOPLE: u128 = 100_000;
const TRANSFERS: usize = 1_000_000;
const BATCH: usize = 4_000;
/// Without limits: everybody's first money comes from it.
const SOURCE: LedgerId = LedgerId(99);

fn person(number: u128) -> LedgerId {
    LedgerId((1 << 96) + number)
}

fn write(keyspace: &FjallKeyspace, at: u64, run: impl FnOnce(&mut Tx<'_>)) {
    let now = Timestamp::from_millis(1_800_000_000_000 + i64::try_from(at).unwrap());
    let context = TxContext {
        now,
        cell: CellId(1),
        seed: [0; 32],
    };
    let base = Snapshot::new(keyspace.view(), at, now);
    let mut overlay = Overlay::default();
    Tx::run(&base, &mut overlay, context, |tx| {
        run(tx);
        Ok::<_, sapa_store::StoreError>(())
    })
    .unwrap()
    .unwrap();
    keyspace.apply(&overlay).unwrap();
}

#[test]
#[ignore = "a measurement: it takes a minute"]
fn a_million_transfers_are_audited() {
    let dir = tempfile::tempdir().unwrap();
    let options = FjallOptions {
        cache_bytes: DEFAULT_CACHE_BYTES,
        memtable_bytes: 64 << 20,
    };
    let keyspace = FjallKeyspace::open(&dir.path().join("keyspace"), options).unwrap();
    let flags = AccountFlags {
        debits_must_not_exceed_credits: true,
        history: true,
        ..AccountFlags::default()
    };
    let mut at = 0;
    write(&keyspace, at, |tx| {
        let source = NewAccount::new(SOURCE, rupiah(), Purpose::Suspense as u16);
        create_accounts(tx, &[source]).unwrap();
    });
    for from in (0..PEOPLE).step_by(BATCH) {
        at += 1;
        let accounts = (from..(from + BATCH as u128).min(PEOPLE)).map(|number| NewAccount {
            flags,
            ..NewAccount::new(person(number), rupiah(), Purpose::Person as u16)
        });
        let accounts: Vec<_> = accounts.collect();
        write(&keyspace, at, |tx| {
            create_accounts(tx, &accounts).unwrap();
        });
    }
    let mut dice = Dice::new(7);
    let code = PaymentKind::Unclaimed as u16;
    for from in (0..TRANSFERS).step_by(BATCH) {
        at += 1;
        let transfers: Vec<NewTransfer> = (from..from + BATCH)
            .map(|number| {
                let id = LedgerId::from_bytes(dice.bytes());
                let to = person(u128::from(dice.next()) % PEOPLE);
                let giver = person(u128::from(dice.next()) % PEOPLE);
                let first = (number as u128) < PEOPLE;
                let (debit, credit, minor) = match (first, giver == to) {
                    (true, _) => (SOURCE, person(number as u128), 100_000_000),
                    (false, true) => (SOURCE, to, 100),
                    (false, false) => (giver, to, 100),
                };
                let amount = Amount::from_minor(minor);
                NewTransfer::new(id, debit, credit, amount, rupiah(), code)
            })
            .collect();
        write(&keyspace, at, |tx| {
            let results = create_transfers(tx, &transfers).unwrap();
            assert!(
                results
                    .into_iter()
                    .all(sapa_ledger::CreateTransferResult::is_ok)
            );
        });
    }
    keyspace.flush().unwrap();
    let snapshot = Snapshot::new(
        keyspace.view(),
        at,
        Timestamp::from_millis(1_900_000_000_000),
    );
    for window in [TRANSFERS + 1, sapa_audit::WINDOW, 100_000] {
        let began = Instant::now();
        let found = sapa_audit::audit_in_windows(&snapshot, window).unwrap();
        assert!(found.is_in_order(), "{:#?}", found.first);
        let took = began.elapsed();
        eprintln!("{:?} in windows of {window}: {took:?}", found.checked);
    }
}
