use std::path::Path;
use std::sync::Arc;

use sapa_kernel::{Clock, Timestamp};

use super::{Compared, RebuildError, Stopped};
use crate::open::keyspace_engine;
use crate::prefixes::STORE_TEST;
use crate::{Cell, CellOptions, Lane, OpenError, Table};

const ROWS: Table<(u64,), String> = Table::new(STORE_TEST);

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }
}

fn options(dir: &Path) -> CellOptions {
    CellOptions {
        segment_bytes: 16 << 20,
        background: false,
        ..CellOptions::new(dir.join("cell"), Arc::new(Noon))
    }
}

/// Ten rows, a checkpoint, ten more, of which one is removed again.
fn furnished(dir: &Path) {
    let cell = Cell::open(options(dir)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for number in 0..20_u64 {
        let write = cell.write(Lane::Interactive, move |tx| {
            if number == 15 {
                ROWS.delete(tx, &(3,))?;
            }
            ROWS.put(tx, &(number,), &format!("row {number}"))
        });
        runtime.block_on(write).unwrap();
        if number == 9 {
            cell.checkpoint().unwrap();
        }
    }
    runtime.block_on(cell.shutdown());
}

fn compared(dir: &Path) -> Result<Compared, RebuildError> {
    let options = options(dir);
    let engine = keyspace_engine(&options);
    let stopped = Stopped::open(options)?;
    assert!(stopped.bytes()? > 0);
    let anew = tempfile::tempdir().unwrap();
    stopped.compare(&*engine, &anew.path().join("keyspace"))
}

fn tamper(dir: &Path, key: u64, value: Option<&[u8]>) {
    let options = options(dir);
    let keyspace = keyspace_engine(&options)
        .open(&options.dir.join("keyspace"))
        .unwrap();
    let key = ROWS.raw_key(&(key,));
    keyspace
        .apply_writes(&mut std::iter::once((key.as_slice(), value)))
        .unwrap();
    keyspace.flush().unwrap();
}

#[test]
fn checkpoint_and_log_give_the_same_rows() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let found = compared(dir.path()).unwrap();
    assert_eq!((found.differences, found.rows), (0, 19));
    assert_eq!((found.seq, found.checkpoint, found.replayed), (21, 11, 10));
}

#[test]
fn a_row_that_was_changed_lost_or_made_up_is_named() {
    for (key, value, problem) in [
        (
            7,
            Some(&b"\x61x"[..]),
            "checkpoint and log have another value",
        ),
        (8, None, "the keyspace does not have it"),
        (99, Some(&b"\x61x"[..]), "checkpoint and log do not have it"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        furnished(dir.path());
        tamper(dir.path(), key, value);
        let found = compared(dir.path()).unwrap();
        let named = format!("store.test {key:016x}");
        assert_eq!(found.differences, 1);
        assert_eq!(found.named, [(named, problem.to_owned())]);
    }
}

#[test]
fn a_running_cell_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let _cell = Cell::open(options(dir.path())).unwrap();
    let refused = compared(dir.path()).unwrap_err();
    assert!(matches!(refused, RebuildError::Open(OpenError::InUse(_))));
}

#[test]
fn a_directory_that_holds_no_cell_is_not_made_one() {
    let dir = tempfile::tempdir().unwrap();
    assert!(compared(dir.path()).is_err());
    assert!(!dir.path().join("cell").exists());
}
