//! Opening after mishaps: what can be mended is, with a warning; what cannot is refused, with a reason.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sapa_store::checkpoint::CheckpointError;
use sapa_store::keyspace::Keyspace;
use sapa_store::log::{Appended, LocalLog, LocalLogOptions, Log, LogError};
use sapa_store::open::Identity;
use sapa_store::{
    Cell, CellOptions, EncodedEntry, EntryHeader, EntryKind, KeyspaceEngine, Lane, OpenError,
    Overlay, Scan, StoreError,
};
use sapa_test_kit::{ManualClock, Remains, TestDisk, TestKeyspaces};

use crate::support::{INDEX, ROWS};

#[derive(Default)]
struct World {
    disk: TestDisk,
    keyspaces: TestKeyspaces,
}

impl World {
    fn options(&self) -> CellOptions {
        let mut options = CellOptions::new("/cell", Arc::new(ManualClock::new()));
        options.disk = Arc::new(self.disk.clone());
        options.keyspace = Some(Arc::new(self.keyspaces.clone()));
        options.segment_bytes = 8 << 10;
        options.background = false;
        options.reserve_bytes = 0;
        options.fatal = Arc::new(|_| {});
        options
    }

    fn open(&self) -> Result<Cell, OpenError> {
        Cell::open(self.options())
    }

    /// A cell with rows, closed; with a checkpoint after so many of them.
    async fn filled(rows: u64, checkpoint_after: Option<u64>) -> Self {
        let world = Self::default();
        let cell = world.open().unwrap();
        for number in 0..rows {
            cell.write(Lane::Bulk, move |tx| ROWS.put(tx, &number, &number))
                .await
                .unwrap();
            if checkpoint_after == Some(number) {
                cell.checkpoint().unwrap();
            }
        }
        drop(cell);
        world
    }

    fn files(&self, dir: &str) -> Vec<PathBuf> {
        let mut paths = self.disk.paths();
        paths.retain(|path| path.parent() == Some(Path::new(dir)) && !path.ends_with("spare"));
        paths
    }

    fn opens_with(&self, rows: u64) -> Cell {
        let cell = self.open().unwrap_or_else(|error| panic!("{error}"));
        let found = ROWS.scan(&cell.snapshot(), Scan::all()).unwrap();
        assert_eq!(found, (0..rows).map(|n| (n, n)).collect::<Vec<_>>());
        cell
    }

    fn refused(&self) -> OpenError {
        match self.open() {
            Err(error) => error,
            Ok(_) => panic!("it opened"),
        }
    }
}

#[tokio::test]
async fn without_a_checkpoint_the_whole_log_gives_the_keyspace_back() {
    let world = World::filled(50, None).await;
    world.keyspaces.power_cycle(Remains::Damaged);
    let cell = world.opens_with(50);
    assert_eq!(cell.warnings().len(), 2, "{:?}", cell.warnings());
    assert_eq!(cell.stats().replayed, 51);
}

#[tokio::test]
async fn a_log_is_trimmed_only_behind_what_its_checkpoint_has() {
    let world = World::default();
    let cell = world.open().unwrap();
    let checkpoints = std::thread::spawn({
        let cell = cell.clone();
        move || {
            let mut seqs = std::collections::BTreeSet::new();
            while seqs.len() < 20 {
                seqs.insert(cell.checkpoint().unwrap().header.tail.position.seq);
            }
        }
    });
    // Three or four entries fill a segment, so that several begin while a checkpoint is being written.
    let mut written = 0;
    while !checkpoints.is_finished() {
        written += 1;
        cell.write(Lane::Bulk, move |tx| {
            INDEX.put(tx, &(written,), &(written, vec![1; 1000]))
        })
        .await
        .unwrap();
    }
    checkpoints.join().unwrap();
    drop(cell);
    world.keyspaces.power_cycle(Remains::Nothing);
    let cell = world.open().unwrap_or_else(|error| panic!("{error}"));
    let keys = INDEX.keys(&cell.snapshot(), Scan::all()).unwrap();
    assert!(keys.into_iter().map(|(key,)| key).eq(1..=written));
}

/// A keyspace that cannot be opened for now, and must not be touched.
struct Unreachable(StoreError);

impl KeyspaceEngine for Unreachable {
    fn open(&self, _: &Path) -> Result<Arc<dyn Keyspace>, StoreError> {
        Err(self.0.clone())
    }
    fn set_aside(&self, _: &Path) -> Result<(), StoreError> {
        panic!("a keyspace that may be whole was set aside");
    }
}

#[tokio::test]
async fn a_keyspace_that_cannot_be_reached_is_left_where_it_is() {
    let world = World::filled(10, None).await;
    for why in [StoreError::DiskFull, StoreError::Denied("no right".into())] {
        let mut options = world.options();
        options.keyspace = Some(Arc::new(Unreachable(why.clone())));
        match Cell::open(options) {
            Err(OpenError::Io(said)) => assert_eq!(said, why.to_string()),
            other => panic!("{other:?}"),
        }
    }
    assert!(world.opens_with(10).warnings().is_empty());
}

#[tokio::test]
async fn a_damaged_checkpoint_harms_nobody_who_has_a_keyspace() {
    let world = World::filled(200, Some(150)).await;
    let checkpoint = world.files("/cell/checkpoints").pop().unwrap();
    world.disk.damage(&checkpoint, |bytes| bytes[100] ^= 1);
    drop(world.opens_with(200));
    world.keyspaces.power_cycle(Remains::Nothing);
    let error = world.refused();
    assert!(
        matches!(error, OpenError::Unrecoverable { first } if first > 1),
        "{error}"
    );
}

#[tokio::test]
async fn a_checkpoint_that_was_cut_short_is_noticed() {
    for cut in [1, 20, 21, 500] {
        let world = World::filled(200, Some(150)).await;
        let path = world.files("/cell/checkpoints").pop().unwrap();
        world
            .disk
            .damage(&path, |bytes| bytes.truncate(bytes.len() - cut));
        let read = sapa_store::checkpoint::read(&world.disk, &path, &mut |_| Ok(()));
        assert!(
            matches!(read, Err(CheckpointError::Damaged { .. })),
            "{read:?}"
        );
    }
}

#[tokio::test]
async fn a_log_that_lost_its_end_is_noticed() {
    let world = World::filled(20, None).await;
    let segment = world.files("/cell/log").pop().unwrap();
    // As if the last append had never been synced, though it was answered.
    world.disk.damage(&segment, |bytes| {
        let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        bytes[end - 30..=end].fill(0);
    });
    assert_eq!(
        world.refused(),
        OpenError::LogBehind {
            log: 20,
            keyspace: 21
        }
    );
}

#[tokio::test]
async fn damage_in_the_middle_of_the_log_is_refused_with_its_place() {
    let world = World::filled(200, None).await;
    let segments = world.files("/cell/log");
    assert!(segments.len() > 1);
    world.disk.damage(&segments[0], |bytes| bytes[5000] ^= 1);
    // The keyspace has it all, so that the old segment is not even read.
    drop(world.opens_with(200));
    world.keyspaces.power_cycle(Remains::Nothing);
    match world.refused() {
        OpenError::Log(LogError::Damaged {
            segment, offset, ..
        }) => {
            assert_eq!(segment, "00000000000000000001.log");
            assert!((4096..=5000).contains(&offset), "{offset}");
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_segment_that_is_missing_is_noticed() {
    let world = World::filled(400, None).await;
    let segments = world.files("/cell/log");
    assert!(segments.len() > 2);
    world.keyspaces.power_cycle(Remains::Nothing);
    sapa_store::disk::Disk::remove(&world.disk, &segments[1]).unwrap();
    let error = world.refused();
    assert!(
        matches!(error, OpenError::Log(LogError::Damaged { .. })),
        "{error}"
    );
}

#[tokio::test]
async fn a_segment_that_was_cut_is_not_taken_for_a_torn_end() {
    let world = World::filled(20, None).await;
    world.keyspaces.power_cycle(Remains::Nothing);
    let segment = world.files("/cell/log").pop().unwrap();
    let whole = world.disk.bytes(&segment).unwrap();
    for left in [5000, whole.len() - 1] {
        world.disk.damage(&segment, |bytes| bytes.truncate(left));
        match world.refused() {
            OpenError::Log(LogError::Damaged { offset, .. }) => assert_eq!(offset, left as u64),
            other => panic!("{other}"),
        }
        world
            .disk
            .damage(&segment, |bytes| bytes.clone_from(&whole));
    }
    drop(world.opens_with(20));
}

fn local(world: &World) -> LocalLogOptions {
    let identity = world.disk.bytes(Path::new("/cell/cell")).unwrap();
    let identity = Identity::decode(&String::from_utf8(identity).unwrap()).unwrap();
    LocalLogOptions {
        disk: Arc::new(world.disk.clone()),
        dir: "/cell/log".into(),
        segment_bytes: 8 << 10,
        cell: identity.cell,
        log_id: identity.log_id,
        entropy: Arc::new(|| 7),
        spare_in_background: false,
    }
}

#[tokio::test]
async fn a_segment_that_lost_its_last_entry_is_noticed_also_when_only_that_is_read() {
    let world = World::filled(200, None).await;
    let segment = world.files("/cell/log").remove(0);
    world.disk.damage(&segment, |bytes| {
        let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        bytes[end - 20..=end].fill(0);
    });
    // Opened for its end alone, so that nothing has looked at the first segment yet.
    let log = LocalLog::open(local(&world), 201).unwrap();
    let mut seen = 0;
    let read = log.read(0, &mut |entry| {
        assert_eq!(entry.header.seq, seen + 1, "no entry is passed over");
        seen += 1;
        Ok(true)
    });
    assert!(
        matches!(&read, Err(LogError::Damaged { segment, .. }) if segment == "00000000000000000001.log"),
        "{read:?}"
    );
}

#[tokio::test]
async fn a_removal_that_fails_leaves_no_gap_in_the_log() {
    let world = World::filled(400, None).await;
    let before = world.files("/cell/log");
    assert!(before.len() > 4);
    let log = LocalLog::open(local(&world), 0).unwrap();
    world.disk.fail_syncs(true);
    assert!(log.trim(200).is_err());
    world.disk.fail_syncs(false);
    log.trim(300).unwrap();
    let left = world.files("/cell/log");
    assert!(left.len() < before.len() - 2 && before.ends_with(&left));
    let first = log.first();
    drop(log);
    let log = LocalLog::open(local(&world), 0).unwrap();
    assert_eq!(log.first(), first);
    assert!((2..=301).contains(&first));
}

fn next_epoch(log: &LocalLog) -> EncodedEntry {
    let after = log.tail().unwrap();
    let header = EntryHeader {
        kind: EntryKind::Epoch,
        seq: after.position.seq + 1,
        previous: after.position.checksum,
        epoch: after.epoch + 1,
        time: after.time,
        nonce: [1; 16],
    };
    EncodedEntry::of(&header, &Overlay::default())
}

#[tokio::test]
async fn a_sync_that_fails_is_never_tried_again_wherever_the_log_stands() {
    // Also where the next entry begins a segment.
    for entries in 0..60 {
        let world = World::filled(0, None).await;
        let log = LocalLog::open(local(&world), 0).unwrap();
        let append = || log.append(log.tail().unwrap().position, &next_epoch(&log));
        for _ in 0..entries {
            assert_eq!(append(), Appended::Stored);
        }
        world.disk.fail_syncs(true);
        let unknown = append();
        assert!(
            matches!(unknown, Appended::Unknown(_)),
            "{entries}: {unknown:?}"
        );
        world.disk.fail_syncs(false);
        assert_eq!(append(), unknown, "{entries}");
    }
}

#[tokio::test]
async fn newer_formats_are_refused_wherever_they_stand() {
    let world = World::filled(5, Some(3)).await;
    let segment = world.files("/cell/log").pop().unwrap();
    let good = world.disk.bytes(&segment).unwrap();
    world.disk.damage(&segment, |bytes| {
        bytes[8] = 9;
        let checksum = crc32c::crc32c(&bytes[..4092]);
        bytes[4092..4096].copy_from_slice(&checksum.to_le_bytes());
    });
    let error = world.refused();
    assert!(
        matches!(
            error,
            OpenError::Log(LogError::Newer { found: 9, known: 1 })
        ),
        "{error}"
    );
    world.disk.damage(&segment, |bytes| *bytes = good);
    drop(world.opens_with(5));
    let checkpoint = world.files("/cell/checkpoints").pop().unwrap();
    world.disk.damage(&checkpoint, |bytes| {
        bytes[8] = 7;
        let checksum = crc32c::crc32c(&bytes[..60]);
        bytes[60..64].copy_from_slice(&checksum.to_le_bytes());
    });
    world.keyspaces.power_cycle(Remains::Nothing);
    assert_eq!(world.refused(), OpenError::Newer { found: 7, known: 1 });
}

#[tokio::test]
async fn a_keyspace_of_another_log_is_set_aside() {
    let world = World::filled(10, None).await;
    let other = World::filled(20, None).await;
    let mixed = World {
        disk: world.disk.clone(),
        keyspaces: other.keyspaces.clone(),
    };
    let cell = mixed.opens_with(10);
    assert!(!cell.warnings().is_empty());
}

#[tokio::test]
async fn each_start_has_a_higher_epoch() {
    let world = World::default();
    for epoch in 1..5 {
        assert_eq!(world.open().unwrap().stats().epoch, epoch);
    }
}
