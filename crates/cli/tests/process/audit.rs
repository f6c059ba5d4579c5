//! `sapa audit`: a stopped cell is looked at, a running one is left alone, and a row that was changed is named.

use std::path::Path;
use std::process::{Command, Output};

use sapa_kernel::{AccountId, CellId, Id, Timestamp};
use sapa_store::keyspace::{FjallKeyspace, FjallOptions, Keyspace};
use sapa_store::{
    DEFAULT_CACHE_BYTES, DEFAULT_MEMTABLE_BYTES, Overlay, Snapshot, Table, Tx, TxContext, prefixes,
};

use crate::server::Server;

fn audit(data: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sapa"));
    command.arg("audit").arg("--data").arg(data).args(more);
    command.output().expect("the program runs")
}

/// Writes a row behind everybody's back: a top-up reference of no wallet.
fn tamper(data: &Path) {
    let options = FjallOptions {
        cache_bytes: DEFAULT_CACHE_BYTES,
        memtable_bytes: DEFAULT_MEMTABLE_BYTES,
    };
    let keyspace = FjallKeyspace::open(&data.join("keyspace"), options).expect("a keyspace");
    let now = Timestamp::from_millis(1_900_000_000_000);
    let context = TxContext {
        now,
        cell: CellId(1),
        seed: [0; 32],
    };
    let mut overlay = Overlay::default();
    let references: Table<(String,), AccountId> = Table::new(prefixes::WALLET_REFERENCES);
    let base = Snapshot::new(keyspace.view(), 0, now);
    Tx::run(&base, &mut overlay, context, |tx| {
        let owner = AccountId::from_bytes([1; 16]);
        references.put(tx, &("SAPA-00000-00000".to_owned(),), &owner)
    })
    .expect("a transaction")
    .expect("a row");
    keyspace.apply(&overlay).expect("a row");
    keyspace.flush().expect("a row on disk");
}

#[tokio::test]
async fn a_stopped_cell_is_audited_and_what_is_wrong_is_named() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let data = directory.path().join("cell");
    let nothing = audit(&data, &[]);
    assert!(!nothing.status.success());
    assert!(!data.exists(), "an audit makes no cell");

    std::fs::create_dir(&data).expect("a new directory");
    let server = Server::start(&data).await;
    let operator = server.operator(&data);
    operator.create_in_bulk("audit", 3).await.expect("accounts");
    let running = audit(&data, &[]);
    assert!(!running.status.success());
    assert!(String::from_utf8_lossy(&running.stderr).contains("in use"));
    server.ask_to_stop();
    assert!(server.ended().await.success());

    let whole = audit(&data, &[]);
    let said = String::from_utf8_lossy(&whole.stdout);
    assert!(
        whole.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&whole.stderr)
    );
    assert!(said.starts_with("In order up to entry"), "{said}");
    assert!(said.contains("give the same"), "{said}");
    assert_eq!(said.lines().count(), 1);
    let quick = audit(&data, &["--no-rebuild"]);
    assert!(String::from_utf8_lossy(&quick.stdout).contains("not compared"));

    tamper(&data);
    let broken = audit(&data, &[]);
    let said = String::from_utf8_lossy(&broken.stdout);
    assert_eq!(broken.status.code(), Some(1), "{said}");
    let named = "wallet.references all (reference): expected 0, found 1";
    assert!(said.lines().any(|line| line == named), "{said}");
    let differs =
        |line: &str| line.starts_with("wallet.references") && line.ends_with("log do not have it");
    assert!(said.lines().any(differs), "{said}");
    let json = audit(&data, &["--json"]);
    assert_eq!(json.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("one object");
    assert_eq!(json["in_order"], false);
    assert_eq!(
        (&json["offences"], &json["rebuilt"]["differences"]),
        (&1.into(), &1.into())
    );
    assert!(!data.join("audit.unfinished").exists());
}
