//! A cell on a real disk: opening, writing, rolling back, subscribing, closing.

use std::sync::Arc;

use sapa_store::{
    Cell, CellOptions, EntriesError, Lane, OpenError, Read, Scan, StoreError, Tx, WriteError, jobs,
};
use sapa_test_kit::ManualClock;

use crate::support::{ROWS, event, options};

async fn put(cell: &Cell, key: u64, value: u64) -> u64 {
    cell.write(Lane::Interactive, move |tx| ROWS.put(tx, &key, &value))
        .await
        .unwrap()
        .seq
}

fn get(cell: &Cell, key: u64) -> Option<u64> {
    ROWS.get(&cell.snapshot(), &key).unwrap()
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let cell = Cell::open(options(dir.path())).unwrap();
    let seq = put(&cell, 1, 10).await;
    assert_eq!((get(&cell, 1), cell.seq()), (Some(10), seq));
    cell.shutdown().await;
    let cell = Cell::open(options(dir.path())).unwrap();
    assert_eq!(get(&cell, 1), Some(10));
    assert!(cell.warnings().is_empty(), "{:?}", cell.warnings());
    assert!(put(&cell, 2, 20).await > seq);
}
