use std::path::Path;
use std::sync::Arc;

use sapa_kernel::{AccountId, Clock, Id, Timestamp};

use super::{InspectError, KeyspaceFilter, LogFilter, ShownKey, keyspace, log};
use crate::prefixes::STORE_TEST;
use crate::{Cell, CellOptions, Event, Lane, OpenError, StoreError, Table, Topic};

const ROWS: Table<(String, u64), String> = Table::new(STORE_TEST);

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
        ..CellOptions::new(dir, Arc::new(Noon))
    }
}

fn furnished(dir: &Path) {
    let cell = Cell::open(options(dir)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime
        .block_on(cell.write(Lane::Interactive, |tx| {
            ROWS.put(tx, &("greeting".to_owned(), 7), &"salam".to_owned())?;
            tx.emit(Event::new(
                Topic::Account(AccountId::from_bytes([0; 16])),
                "store.test",
                &1_u8,
            ));
            Ok::<_, StoreError>(())
        }))
        .unwrap();
}

fn shown_log(dir: &Path, filter: LogFilter) -> (bool, String) {
    let mut out = Vec::new();
    let whole = log(dir, filter, &mut out).unwrap();
    (whole, String::from_utf8(out).unwrap())
}

#[test]
fn the_log_is_shown_and_values_only_on_request() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let (whole, plain) = shown_log(
        dir.path(),
        LogFilter {
            writes: true,
            ..LogFilter::default()
        },
    );
    assert!(whole, "{plain}");
    for part in [
        "Epoch",
        "Writes, 1 writes, 1 events",
        "store.test \"greeting\"",
        "to account 0000",
    ] {
        assert!(plain.contains(part), "{part} in {plain}");
    }
    assert!(!plain.contains("salam"));
    let all = LogFilter {
        writes: true,
        values: true,
        from: 2,
        limit: 1,
    };
    let (_, values) = shown_log(dir.path(), all);
    assert!(
        values.contains("salam") && !values.contains("Epoch"),
        "{values}"
    );
}

#[test]
fn damage_is_shown_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let segment = std::fs::read_dir(dir.path().join("log")).unwrap();
    let path = segment
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "log"))
        .unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096 + 30] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let (whole, text) = shown_log(dir.path(), LogFilter::default());
    assert!(!whole && text.contains("damaged at byte 4096"), "{text}");
}

/// The paths of a log's segments, oldest first; the cell has filled more than one.
fn segments(dir: &Path) -> Vec<std::path::PathBuf> {
    let cell = Cell::open(CellOptions {
        segment_bytes: 16 << 10,
        ..options(dir)
    })
    .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for number in 0..100 {
        let put = cell.write(Lane::Interactive, move |tx| {
            ROWS.put(tx, &("row".to_owned(), number), &"x".repeat(300))
        });
        runtime.block_on(put).unwrap();
    }
    drop(cell);
    let entries = std::fs::read_dir(dir.join("log")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "log"));
    paths.sort();
    assert!(paths.len() > 2);
    paths
}

#[test]
fn what_is_missing_between_segments_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let paths = segments(dir.path());
    let shown = || shown_log(dir.path(), LogFilter::default());
    assert!(shown().0);
    // The last entry of a segment: no torn end, because more was stored behind it.
    let whole = std::fs::read(&paths[0]).unwrap();
    let end = whole.iter().rposition(|byte| *byte != 0).unwrap();
    let mut bytes = whole.clone();
    bytes[end - 20..=end].fill(0);
    std::fs::write(&paths[0], &bytes).unwrap();
    let (whole_log, text) = shown();
    assert!(
        !whole_log && text.contains("the next segment begins after"),
        "{text}"
    );
    assert!(!text.contains("torn"), "{text}");
    // A file that was cut.
    std::fs::write(&paths[0], &whole[..9000]).unwrap();
    let (whole_log, text) = shown();
    assert!(
        !whole_log && text.contains("damaged at byte 9000: the file was cut"),
        "{text}"
    );
    // A whole segment.
    std::fs::write(&paths[0], &whole).unwrap();
    assert!(shown().0);
    std::fs::remove_file(&paths[1]).unwrap();
    assert!(!shown().0);
}

#[test]
fn a_directory_without_a_cell_or_keyspace_is_named_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let look = |dir: &Path| {
        let shown = keyspace(&options(dir), &KeyspaceFilter::default(), &mut Vec::new());
        shown.unwrap_err().to_string()
    };
    assert!(look(dir.path()).contains("holds no cell"));
    let error = log(dir.path(), LogFilter::default(), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("holds no cell"), "{error}");
    furnished(dir.path());
    std::fs::remove_dir_all(dir.path().join("keyspace")).unwrap();
    assert!(look(dir.path()).contains("no keyspace"));
    assert!(!dir.path().join("keyspace").exists());
}

#[test]
fn the_keyspace_is_shown_by_table() {
    let dir = tempfile::tempdir().unwrap();
    furnished(dir.path());
    let show = |filter: KeyspaceFilter| {
        let mut out = Vec::new();
        keyspace(&options(dir.path()), &filter, &mut out).map(|()| String::from_utf8(out).unwrap())
    };
    let tables = show(KeyspaceFilter::default()).unwrap();
    assert!(
        tables.contains("store.test\n") && tables.contains("applied up to entry 2"),
        "{tables}"
    );
    let table = |name: &str, values| KeyspaceFilter {
        table: Some(name.into()),
        limit: 5,
        values,
    };
    let rows = show(table("store.test", false)).unwrap();
    assert!(
        rows.contains("\"greeting\"0001") && !rows.contains("salam"),
        "{rows}"
    );
    assert!(
        show(table("store.test", true))
            .unwrap()
            .contains("\"salam\"")
    );
    assert!(matches!(
        show(table("nope", false)),
        Err(InspectError::NoTable(_))
    ));
}

#[test]
fn a_running_cells_keyspace_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let _running = Cell::open(options(dir.path())).unwrap();
    let refused = keyspace(
        &options(dir.path()),
        &KeyspaceFilter::default(),
        &mut Vec::new(),
    );
    assert!(matches!(
        refused,
        Err(InspectError::Open(OpenError::InUse(_)))
    ));
}

#[test]
fn keys_show_text_and_numbers() {
    assert_eq!(
        ShownKey(b"\x01\xf1abcd\0\x01").to_string(),
        "store.test \"abcd\"0001"
    );
    assert_eq!(ShownKey(b"\xff\xff\x07").to_string(), "(no table) ffff07");
}
