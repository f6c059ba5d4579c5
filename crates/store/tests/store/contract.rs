//! What every engine of the log promises. A new engine adds one `Bed` and gets all of it.

use std::path::PathBuf;
use std::sync::Arc;

use sapa_store::checkpoint;
use sapa_store::keyspace::{Keyspace, MemoryKeyspace};
use sapa_store::log::{Appended, LocalLogOptions, Log, LogEngine, LogError, Refusal};
use sapa_store::{
    Cell, CellOptions, EncodedEntry, EntryHeader, EntryKind, Lane, Overlay, Position, RawKey,
    RawValue, Scan, StoreError, Tail, Tx, TxContext, WriteError,
};
use sapa_test_kit::{ManualClock, TestDisk, TestKeyspaces};

use crate::support::{INDEX, ROWS};

/// An engine under test, with what it takes to be nasty to it.
struct Bed {
    name: &'static str,
    engine: Arc<dyn LogEngine>,
    /// Restarts the machine: what is not durable is gone.
    restart: Box<dyn Fn(u64)>,
    /// Makes the disk full, or not.
    fill: Option<Box<dyn Fn(bool)>>,
    /// Tears the end of the log, as a power loss during an append does.
    tear: Option<Box<dyn Fn()>>,
    /// Damages the first entry.
    damage: Option<Box<dyn Fn()>>,
    _dir: Option<tempfile::TempDir>,
}

fn local(disk: Arc<dyn sapa_store::disk::Disk>, dir: PathBuf) -> Arc<dyn LogEngine> {
    Arc::new(LocalLogOptions {
        disk,
        dir,
        segment_bytes: 8 << 10,
        cell: 1,
        log_id: [9; 16],
        entropy: Arc::new(|| 0x1234_5678_9abc_def1),
        spare_in_background: false,
    })
}

fn beds() -> Vec<Bed> {
    let disk = TestDisk::new();
    let dir = PathBuf::from("/log");
    let on_test_disk = {
        let (restarted, filled, torn, damaged) =
            (disk.clone(), disk.clone(), disk.clone(), disk.clone());
        Bed {
            name: "local log, test disk",
            engine: local(Arc::new(disk.clone()), dir),
            restart: Box::new(move |seed| restarted.power_cycle(seed)),
            fill: Some(Box::new(move |full| filled.set_capacity(full.then_some(0)))),
            tear: Some(Box::new(move || {
                let segment = |path: &PathBuf| path.extension().is_some_and(|end| end == "log");
                let last = torn.paths().into_iter().rfind(segment).unwrap();
                torn.damage(&last, |bytes| {
                    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
                    let end = (end + 1).next_multiple_of(8);
                    // The head of a frame whose entry never came.
                    let frame = bytes[4096..4096 + 24].to_vec();
                    bytes[end..end + 24].copy_from_slice(&frame);
                    bytes[end + 24..end + 70].fill(0x5a);
                });
            })),
            damage: Some(Box::new(move || {
                let first = damaged.paths().into_iter().next().unwrap();
                damaged.damage(&first, |bytes| bytes[4096 + 24 + 30] ^= 1);
            })),
            _dir: None,
        }
    };
    let real = tempfile::tempdir().unwrap();
    let on_real_disk = Bed {
        name: "local log, real disk",
        engine: local(
            Arc::new(sapa_store::disk::RealDisk),
            real.path().join("log"),
        ),
        restart: Box::new(|_| {}),
        fill: None,
        tear: None,
        damage: None,
        _dir: Some(real),
    };
    vec![on_test_disk, on_real_disk]
}

fn group(writes: &[(u64, u64)]) -> Overlay {
    let base = sapa_store::Snapshot::new(MemoryKeyspace::new().view(), 0, Tail::default().time);
    let mut overlay = Overlay::default();
    let context = TxContext {
        now: Tail::default().time,
        cell: sapa_kernel::CellId(1),
        seed: [0; 32],
    };
    Tx::run(&base, &mut overlay, context, |tx| {
        writes
            .iter()
            .try_for_each(|(key, value)| ROWS.put(tx, key, value))
    })
    .unwrap()
    .unwrap();
    overlay
}

fn entry(after: Tail, epoch: u64, value: u64) -> EncodedEntry {
    let header = EntryHeader {
        kind: EntryKind::Writes,
        seq: after.position.seq + 1,
        previous: after.position.checksum,
        epoch,
        time: after.time,
        nonce: [u8::try_from(value % 256).unwrap(); 16],
    };
    let writes: Vec<_> = (0..value % 40).map(|key| (key, value)).collect();
    EncodedEntry::of(&header, &group(&writes))
}

/// Opens the engine, making the log if there is none.
fn open(bed: &Bed, verify_after: u64) -> Arc<dyn Log> {
    if !bed.engine.exists().unwrap() {
        bed.engine.create(Tail::default()).unwrap();
    }
    bed.engine.open(verify_after).unwrap().0
}

fn append(log: &dyn Log, count: u64) -> Vec<EncodedEntry> {
    (0..count)
        .map(|number| {
            let after = log.tail().unwrap();
            let entry = entry(after, 1, after.position.seq + number);
            assert_eq!(log.append(after.position, &entry), Appended::Stored);
            assert_eq!(log.tail().unwrap(), entry.tail);
            entry
        })
        .collect()
}

fn stored(log: &dyn Log, after: u64) -> Vec<(Tail, usize)> {
    let mut found = Vec::new();
    log.read(after, &mut |entry| {
        found.push((entry.tail(), entry.writes.len()));
        Ok(true)
    })
    .unwrap();
    found
}

fn expected(entries: &[EncodedEntry]) -> Vec<(Tail, usize)> {
    entries
        .iter()
        .map(|entry| {
            let read = sapa_store::Entry::decode(&entry.bytes).unwrap();
            (entry.tail, read.writes.len())
        })
        .collect()
}

#[test]
fn entries_are_read_back_in_order_from_anywhere() {
    for bed in beds() {
        let log = open(&bed, 0);
        let entries = append(&*log, 30);
        let expected = expected(&entries);
        for after in [0, 1, 15, 29, 30] {
            let from = usize::try_from(after).unwrap();
            assert_eq!(stored(&*log, after), expected[from..], "{}", bed.name);
        }
        assert!(log.bytes() > 16 << 10, "{}: several segments", bed.name);
    }
}

#[test]
fn every_acknowledged_entry_survives_a_restart() {
    for seed in 0..20 {
        for bed in beds() {
            let entries = append(&*open(&bed, 0), 30);
            (bed.restart)(seed);
            let log = open(&bed, 0);
            assert_eq!(stored(&*log, 0), expected(&entries), "{} {seed}", bed.name);
            append(&*log, 3);
        }
    }
}

#[test]
fn a_leader_that_was_replaced_cannot_append() {
    for bed in beds() {
        let log = open(&bed, 0);
        append(&*log, 3);
        let (old, new) = (log.tail().unwrap(), log.tail().unwrap());
        let first = entry(new, 2, 7);
        assert_eq!(log.append(new.position, &first), Appended::Stored);
        let late = entry(old, 1, 8);
        assert_eq!(
            log.append(old.position, &late),
            Appended::Refused(Refusal::NotAtTail(first.tail.position)),
            "{}",
            bed.name
        );
        // Nor with a number that fits and a past that does not.
        let other = Position {
            seq: first.tail.position.seq,
            checksum: first.tail.position.checksum ^ 1,
        };
        let forged = log.append(other, &entry(first.tail, 1, 9));
        assert!(matches!(forged, Appended::Refused(_)), "{}", bed.name);
        assert_eq!(stored(&*log, 3).len(), 1);
    }
}

#[test]
fn a_full_disk_refuses_and_what_is_there_can_be_read() {
    for bed in beds() {
        let Some(fill) = &bed.fill else { continue };
        let log = open(&bed, 0);
        append(&*log, 4);
        fill(true);
        let mut refused = None;
        for number in 0..100 {
            let after = log.tail().unwrap();
            match log.append(after.position, &entry(after, 1, number)) {
                Appended::Stored => {}
                other => {
                    refused = Some(other);
                    break;
                }
            }
        }
        assert_eq!(
            refused,
            Some(Appended::Refused(Refusal::Full)),
            "{}",
            bed.name
        );
        let before = stored(&*log, 0);
        assert!(before.len() >= 4);
        fill(false);
        append(&*log, 1);
        assert_eq!(stored(&*log, 0).len(), before.len() + 1, "{}", bed.name);
    }
}

#[test]
fn a_torn_end_is_cut_with_a_warning_and_damage_before_it_is_refused() {
    for bed in beds() {
        let (Some(tear), Some(damage)) = (&bed.tear, &bed.damage) else {
            continue;
        };
        let entries = append(&*open(&bed, 0), 3);
        tear();
        let (log, warnings) = bed.engine.open(0).unwrap();
        assert_eq!(warnings.len(), 1, "{}: {warnings:?}", bed.name);
        assert_eq!(stored(&*log, 0), expected(&entries));
        append(&*log, 1);
        drop(log);
        let (log, warnings) = bed.engine.open(0).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        drop(log);
        damage();
        match bed.engine.open(0) {
            Err(LogError::Damaged {
                segment, offset, ..
            }) => {
                assert_eq!(segment, "00000000000000000001.log");
                assert_eq!(offset, 4096);
            }
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("{}: damage was not noticed", bed.name),
        }
    }
}

#[test]
fn a_trimmed_log_begins_later_and_says_so() {
    for bed in beds() {
        let log = open(&bed, 0);
        let entries = append(&*log, 40);
        log.trim(20).unwrap();
        let first = log.first();
        assert!((2..=21).contains(&first), "{}: {first}", bed.name);
        assert_eq!(
            log.read(0, &mut |_| Ok(true)),
            Err(LogError::Trimmed { first, wanted: 1 })
        );
        let at = usize::try_from(first - 1).unwrap();
        assert_eq!(stored(&*log, first - 1), expected(&entries)[at..]);
        (bed.restart)(3);
        let log = open(&bed, first);
        assert_eq!(log.first(), first, "{}", bed.name);
        append(&*log, 1);
    }
}

fn cell_on(bed: &Bed, keyspaces: &TestKeyspaces, disk: &TestDisk) -> Cell {
    let mut options = CellOptions::new("/cell", Arc::new(ManualClock::new()));
    options.log = Some(Arc::clone(&bed.engine));
    options.disk = Arc::new(disk.clone());
    options.keyspace = Some(Arc::new(keyspaces.clone()));
    options.background = false;
    options.reserve_bytes = 0;
    options.fatal = Arc::new(|_| {});
    Cell::open(options).unwrap()
}

async fn put(cell: &Cell, key: u64, value: u64) -> Result<u64, WriteError<StoreError>> {
    let written = cell
        .write(Lane::Interactive, move |tx| ROWS.put(tx, &key, &value))
        .await?;
    Ok(written.seq)
}

#[tokio::test]
async fn checkpoint_and_log_give_the_same_bytes_again() {
    for bed in beds() {
        let (keyspaces, disk) = (TestKeyspaces::new(), TestDisk::new());
        let cell = cell_on(&bed, &keyspaces, &disk);
        for number in 0..200_u64 {
            put(&cell, number % 37, number).await.unwrap();
            if number == 120 {
                cell.checkpoint().unwrap();
            }
        }
        let digest = |cell: &Cell| {
            let copy = MemoryKeyspace::new();
            let rows = ROWS.scan(&cell.snapshot(), Scan::all()).unwrap();
            let raw: Vec<(RawKey, RawValue)> = rows
                .iter()
                .map(|(key, value)| {
                    (
                        ROWS.raw_key(key).into(),
                        RawValue::from(value.to_be_bytes().as_slice()),
                    )
                })
                .collect();
            copy.apply_writes(&mut raw.iter().map(|(key, value)| (&**key, Some(&**value))))
                .unwrap();
            checkpoint::digest(&copy).unwrap()
        };
        let before = digest(&cell);
        drop(cell);
        keyspaces.power_cycle(sapa_test_kit::Remains::Nothing);
        let cell = cell_on(&bed, &keyspaces, &disk);
        assert_eq!(digest(&cell), before, "{}", bed.name);
        assert!(
            cell.stats().replayed < 100,
            "the checkpoint spared the rest"
        );
    }
}

/// One log that several leaders hold, as replicated engines have it.
struct Shared(Arc<dyn Log>);

impl LogEngine for Shared {
    fn exists(&self) -> Result<bool, LogError> {
        Ok(true)
    }
    fn create(&self, _: Tail) -> Result<(), LogError> {
        Ok(())
    }
    fn open(&self, _: u64) -> Result<(Arc<dyn Log>, Vec<String>), LogError> {
        Ok((Arc::clone(&self.0), Vec::new()))
    }
}

#[tokio::test]
async fn a_leader_that_was_replaced_answers_unknown_and_stops() {
    for bed in beds() {
        let log = open(&bed, 0);
        let shared = Bed {
            engine: Arc::new(Shared(Arc::clone(&log))),
            ..bed
        };
        let (keyspaces, disk) = (TestKeyspaces::new(), TestDisk::new());
        let old = cell_on(&shared, &keyspaces, &disk);
        put(&old, 1, 1).await.unwrap();
        // The next leader, elsewhere: it reads to the tail and appends its epoch before it executes anything.
        let new = cell_on(&shared, &TestKeyspaces::new(), &copied(&disk));
        assert_eq!(new.stats().epoch, old.stats().epoch + 1);
        assert_eq!(ROWS.get(&new.snapshot(), &1).unwrap(), Some(1));
        let (late, later) = tokio::join!(put(&old, 2, 2), put(&old, 3, 3));
        assert_eq!(late, Err(WriteError::OutcomeUnknown), "{}", shared.name);
        assert!(later.is_err());
        assert!(!old.is_leading() && new.is_leading());
        assert_eq!(put(&old, 4, 4).await, Err(WriteError::ShuttingDown));
        put(&new, 5, 5).await.unwrap();
        assert_eq!(ROWS.get(&new.snapshot(), &2).unwrap(), None);
        assert_eq!(ROWS.get(&old.snapshot(), &2).unwrap(), None);
    }
}

/// A disk with the same identity file.
fn copied(disk: &TestDisk) -> TestDisk {
    let path = std::path::Path::new("/cell/cell");
    let copy = TestDisk::new();
    let bytes = disk.bytes(path).unwrap();
    sapa_store::disk::replace(&copy, path, &bytes).unwrap();
    copy
}

#[tokio::test]
async fn a_full_disk_makes_the_cell_read_only_until_there_is_room() {
    let disk = TestDisk::new();
    let keyspaces = TestKeyspaces::new();
    let mut options = CellOptions::new("/cell", Arc::new(ManualClock::new()));
    options.disk = Arc::new(disk.clone());
    options.keyspace = Some(Arc::new(keyspaces.clone()));
    options.background = false;
    options.segment_bytes = 8 << 10;
    options.reserve_bytes = 1;
    options.fatal = Arc::new(|reason| panic!("{reason}"));
    let cell = Cell::open(options).unwrap();
    put(&cell, 0, 5).await.unwrap();
    disk.set_capacity(Some(0));
    let mut stored = 0;
    let error = loop {
        match put(&cell, stored + 1, 5).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, WriteError::Store(StoreError::DiskFull));
    assert_eq!(
        put(&cell, 9999, 1).await,
        Err(WriteError::Store(StoreError::DiskFull))
    );
    // Nor could the keyspace be synced now: that is left for later, and no reason to end.
    keyspaces.fail_syncs(true);
    cell.upkeep();
    // Reads go on, and nothing of what was refused is there.
    assert_eq!(ROWS.get(&cell.snapshot(), &0).unwrap(), Some(5));
    let rows = ROWS.count(&cell.snapshot(), Scan::all()).unwrap();
    assert_eq!(rows as u64, stored + 1);
    assert!(cell.stats().disk_full && cell.is_leading());
    disk.set_capacity(None);
    keyspaces.fail_syncs(false);
    cell.upkeep();
    put(&cell, 9999, 1).await.unwrap();
    assert_eq!(ROWS.get(&cell.snapshot(), &9999).unwrap(), Some(1));
}

#[tokio::test]
async fn a_failed_sync_is_fatal_and_never_tried_again() {
    let disk = TestDisk::new();
    let called = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut options = CellOptions::new("/cell", Arc::new(ManualClock::new()));
    options.disk = Arc::new(disk.clone());
    options.keyspace = Some(Arc::new(TestKeyspaces::new()));
    options.background = false;
    options.segment_bytes = 64 << 10;
    let heard = Arc::clone(&called);
    options.fatal = Arc::new(move |reason| heard.lock().unwrap().push(reason.to_owned()));
    let cell = Cell::open(options).unwrap();
    put(&cell, 1, 1).await.unwrap();
    disk.fail_syncs(true);
    assert_eq!(put(&cell, 2, 2).await, Err(WriteError::OutcomeUnknown));
    disk.fail_syncs(false);
    assert_eq!(put(&cell, 3, 3).await, Err(WriteError::ShuttingDown));
    assert_eq!(called.lock().unwrap().len(), 1, "{called:?}");
    assert!(!cell.is_leading());
    // What was applied can still be read; what is unknown is not shown.
    assert_eq!(ROWS.get(&cell.snapshot(), &1).unwrap(), Some(1));
    assert_eq!(ROWS.get(&cell.snapshot(), &2).unwrap(), None);
    assert_eq!(INDEX.count(&cell.snapshot(), Scan::all()).unwrap(), 0);
}
