//! What the tests share.

use std::sync::Arc;

use sapa_store::{CellOptions, Event, Table, Topic, prefixes};
use sapa_test_kit::ManualClock;

/// Rows of tests: a number each.
pub(crate) const ROWS: Table<u64, u64> = Table::new(prefixes::STORE_TEST);

/// More rows of tests: a number and some bytes.
pub(crate) const INDEX: Table<(u64,), (u64, Vec<u8>)> = Table::new(prefixes::STORE_TEST_INDEX);

/// The options for a cell on a real disk whose end does not end the test.
pub(crate) fn options(dir: &std::path::Path) -> CellOptions {
    let mut options = CellOptions::new(dir, Arc::new(ManualClock::new()));
    options.fatal = Arc::new(|_| {});
    options.segment_bytes = 9 << 20;
    options
}

pub(crate) fn event(number: u64) -> Event {
    Event::new(Topic::Cell, "store.test", &number)
}
