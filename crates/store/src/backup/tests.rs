use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use sapa_kernel::{Clock, Timestamp};

use super::{BackupError, Manifest, Saved, Wrong, backup, inside, restore};
use crate::prefixes::STORE_TEST;
use crate::{Cell, CellOptions, Lane, OpenError, StoreError, Table};

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
        ..CellOptions::new(dir, Arc::new(Noon))
    }
}

fn write(cell: &Cell, number: u64, text: &str) {
    let text = text.to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime
        .block_on(cell.write(Lane::Interactive, move |tx| {
            ROWS.put(tx, &(number,), &text)?;
            Ok::<_, StoreError>(())
        }))
        .unwrap();
}

/// A cell with three rows and a photo, closed.
fn furnished(dir: &Path) {
    let cell = Cell::open(options(dir)).unwrap();
    for number in 0..3 {
        write(&cell, number, "salam");
    }
    drop(cell);
    fs::create_dir_all(dir.join("blobs/ab")).unwrap();
    fs::write(dir.join("blobs/ab/photo"), b"a photo").unwrap();
}

fn saved(root: &Path) -> Saved {
    furnished(&root.join("data"));
    backup(
        options(&root.join("data")),
        &root.join("saved"),
        &["blobs", "absent"],
    )
    .unwrap()
}

#[test]
fn what_was_saved_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let saved = saved(root.path());
    assert_eq!((saved.rows, saved.files), (3, 1));
    let back = root.path().join("back");
    assert_eq!(
        restore(&root.path().join("saved"), options(&back)).unwrap(),
        saved
    );
    let cell = Cell::open(options(&back)).unwrap();
    assert_eq!(
        ROWS.get(&cell.snapshot(), &(2,)).unwrap(),
        Some("salam".to_owned())
    );
    write(&cell, 3, "and it goes on");
    assert_eq!(fs::read(back.join("blobs/ab/photo")).unwrap(), b"a photo");
    assert!(cell.warnings().is_empty(), "{:?}", cell.warnings());
    assert!(!back.join("keyspace.damaged").exists(), "nothing was");
}

#[test]
fn what_people_wrote_is_for_the_owner_alone() {
    let root = tempfile::tempdir().unwrap();
    saved(root.path());
    let back = root.path().join("deeper/back");
    restore(&root.path().join("saved"), options(&back)).unwrap();
    for dir in [root.path().join("saved"), back] {
        let mode = fs::metadata(&dir).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", dir.display());
    }
}

#[test]
fn a_running_cell_is_not_saved() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let _running = Cell::open(options(&data)).unwrap();
    let refused = backup(options(&data), &root.path().join("saved"), &[]);
    assert!(matches!(
        refused,
        Err(BackupError::Open(OpenError::InUse(_)))
    ));
}

#[test]
fn neither_overwrites_what_is_there() {
    let root = tempfile::tempdir().unwrap();
    saved(root.path());
    let again = backup(
        options(&root.path().join("data")),
        &root.path().join("saved"),
        &[],
    );
    assert!(matches!(again, Err(BackupError::NotEmpty(_))));
    let over = restore(
        &root.path().join("saved"),
        options(&root.path().join("data")),
    );
    assert!(matches!(over, Err(BackupError::NotEmpty(_))));
}

#[test]
fn a_directory_without_a_cell_is_not_saved() {
    let root = tempfile::tempdir().unwrap();
    let refused = backup(
        options(&root.path().join("none")),
        &root.path().join("saved"),
        &[],
    );
    assert!(matches!(
        refused,
        Err(BackupError::Open(OpenError::NotACell(_)))
    ));
}

#[test]
fn an_unfinished_or_damaged_backup_is_refused() {
    let root = tempfile::tempdir().unwrap();
    saved(root.path());
    let (from, back) = (root.path().join("saved"), root.path().join("back"));
    let refused = |what: &str| {
        let result = restore(&from, options(&back));
        assert!(result.is_err(), "{what}");
        assert!(!back.join("cell").exists(), "{what}");
    };
    let photo = from.join("beside/blobs/ab/photo");
    fs::write(&photo, b"a phot0").unwrap();
    refused("a changed file");
    fs::remove_file(&photo).unwrap();
    refused("a missing file");
    fs::write(&photo, b"a photo").unwrap();
    let checkpoint = fs::read_dir(from.join("checkpoints"))
        .unwrap()
        .next()
        .unwrap();
    let checkpoint = checkpoint.unwrap().path();
    let mut bytes = fs::read(&checkpoint).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&checkpoint, &bytes).unwrap();
    refused("a damaged checkpoint");
    bytes[middle] ^= 1;
    fs::write(&checkpoint, &bytes).unwrap();
    let manifest = fs::read(from.join("manifest")).unwrap();
    fs::remove_file(from.join("manifest")).unwrap();
    refused("no manifest");
    fs::write(from.join("manifest"), &manifest).unwrap();
    assert!(restore(&from, options(&back)).is_ok());
}

#[test]
fn a_manifest_reads_back_and_nothing_else_does() {
    let manifest = Manifest {
        seq: 7,
        rows: 3,
        digest: 0xdead_beef,
        files: Vec::new(),
    };
    let text = manifest.encode();
    assert_eq!(Manifest::decode(&text), Ok(manifest));
    let newer = text.replace("format 1", "format 2");
    assert_eq!(Manifest::decode(&newer), Err(Wrong::Newer(2)));
    for wrong in [
        text.replace("rows 3", "rows 4"),
        String::new(),
        text[..20].to_owned(),
    ] {
        assert_eq!(Manifest::decode(&wrong), Err(Wrong::Malformed));
    }
    for path in ["", "../x", "/etc/passwd", "a/../../b"] {
        assert_eq!(inside(path), Err(Wrong::Malformed), "{path}");
    }
}
