use std::path::Path;
use std::sync::Arc;

use sapa_kernel::{Clock, Timestamp};

use super::{KNOWN, current, raise};
use crate::{Cell, CellOptions, Lane, OpenError};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }
}

fn open(dir: &Path) -> Result<Cell, OpenError> {
    Cell::open(CellOptions {
        segment_bytes: 16 << 10,
        background: false,
        ..CellOptions::new(dir, Arc::new(Noon))
    })
}

fn raised(cell: &Cell, to: u32) -> u32 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let write = cell.write(Lane::Interactive, move |tx| raise(tx, to));
    runtime.block_on(write).unwrap();
    current(&cell.snapshot()).unwrap()
}

fn log_bytes(dir: &Path) -> Vec<u8> {
    std::fs::read(dir.join("log/00000000000000000001.log")).unwrap()
}

#[test]
fn a_level_is_reached_once_and_never_left() {
    let dir = tempfile::tempdir().unwrap();
    let cell = open(dir.path()).unwrap();
    assert_eq!(current(&cell.snapshot()), Ok(1), "what cells begin with");
    assert_eq!(raised(&cell, KNOWN), KNOWN);
    assert_eq!(raised(&cell, 0), KNOWN);
    drop(cell);
    assert!(open(dir.path()).is_ok());
}

#[test]
fn a_cell_that_has_reached_an_unknown_level_is_refused_and_left_as_it_is() {
    let found = KNOWN + 1;
    for checkpoint in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let cell = open(dir.path()).unwrap();
        assert_eq!(raised(&cell, found), found);
        if checkpoint {
            cell.checkpoint().unwrap();
        }
        drop(cell);
        let before = log_bytes(dir.path());
        // From the keyspace; then from what rebuilds it.
        for lost in [false, true] {
            if lost {
                std::fs::remove_dir_all(dir.path().join("keyspace")).unwrap();
            }
            let refused = open(dir.path()).unwrap_err();
            let known = KNOWN;
            assert_eq!(refused, OpenError::NewerLevel { found, known });
            assert!(log_bytes(dir.path()) == before, "nothing is appended");
        }
    }
}
