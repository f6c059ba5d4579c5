//! Power loss at every crash point of a seeded workload: every acknowledged write is there, exactly once, in order.

use std::path::Path;
use std::sync::Arc;

use sapa_store::log::LocalLog;
use sapa_store::{Cell, CellOptions, CheckpointPolicy, Lane, OpenError, Scan, StoreError};
use sapa_test_kit::{ManualClock, Remains, TestDisk, TestKeyspaces};

use crate::support::{INDEX, ROWS, event};

const WRITES: u64 = 60;
const SEGMENT_BYTES: usize = 12 << 10;

struct World {
    disk: TestDisk,
    keyspaces: TestKeyspaces,
    clock: Arc<ManualClock>,
}

impl World {
    fn new() -> Self {
        Self {
            disk: TestDisk::new(),
            keyspaces: TestKeyspaces::new(),
            clock: Arc::new(ManualClock::new()),
        }
    }

    fn open(&self, seed: u64) -> Result<Cell, OpenError> {
        let mut options = CellOptions::new("/cell", Arc::clone(&self.clock) as _);
        options.disk = Arc::new(self.disk.clone());
        options.keyspace = Some(Arc::new(self.keyspaces.clone()));
        options.segment_bytes = SEGMENT_BYTES;
        options.checkpoint = CheckpointPolicy {
            min_log_bytes: 2 * SEGMENT_BYTES as u64,
            bytes_per_second: u64::MAX,
        };
        options.reserve_bytes = 0;
        options.background = false;
        options.fatal = Arc::new(|_| {});
        let counter = std::sync::atomic::AtomicU64::new(seed);
        options.entropy = Arc::new(move || {
            let count = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            (count + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        Cell::open(options)
    }

    fn power_cycle(&self, seed: u64) {
        self.disk.power_cycle(seed);
        self.keyspaces.power_cycle(match seed % 5 {
            0 | 1 => Remains::Everything,
            2 => Remains::Synced,
            3 => Remains::Damaged,
            _ => Remains::Nothing,
        });
    }
}

/// Counts itself: the row of each number holds the number of transactions before it.
async fn count(cell: &Cell, number: u64) -> Result<u64, String> {
    let filler =
        vec![u8::try_from(number % 251).unwrap(); usize::try_from(number % 7 * 150).unwrap()];
    cell.write(Lane::Interactive, move |tx| -> Result<(), StoreError> {
        let before = ROWS.get(tx, &0)?.unwrap_or(0);
        ROWS.put(tx, &0, &(before + 1))?;
        INDEX.put(tx, &(number,), &(before, filler))?;
        tx.emit(event(number));
        Ok(())
    })
    .await
    .map(|committed| committed.seq)
    .map_err(|error| error.to_string())
}

/// Every acknowledged transaction is there, once, in order; beside them at most the one that was under way.
fn check(cell: &Cell, acknowledged: u64, place: &str) -> u64 {
    let snapshot = cell.snapshot();
    let rows = INDEX.scan(&snapshot, Scan::all()).unwrap();
    for (at, ((number,), (before, filler))) in rows.iter().enumerate() {
        let at = at as u64;
        assert_eq!((*number, *before), (at + 1, at), "{place}");
        assert_eq!(filler.len() as u64, number % 7 * 150, "{place}");
    }
    let found = rows.len() as u64;
    assert_eq!(
        ROWS.get(&snapshot, &0).unwrap().unwrap_or(0),
        found,
        "{place}"
    );
    assert!(
        found == acknowledged || found == acknowledged + 1,
        "{place}: {acknowledged} acknowledged, {found} found"
    );
    found
}

/// Writes from a number on until all are written or the power goes; the last acknowledged number.
async fn work(cell: &Cell, from: u64) -> u64 {
    let mut acknowledged = from;
    for number in from + 1..=WRITES {
        if count(cell, number).await.is_err() {
            break;
        }
        acknowledged = number;
        if number % 5 == 0 {
            cell.upkeep();
        }
    }
    acknowledged
}

async fn one_crash(seed: u64, point: u64) {
    let place = format!("seed {seed}, crash at operation {point}");
    let world = World::new();
    world.disk.fail_at(point);
    let mut acknowledged = match world.open(seed) {
        Ok(cell) => work(&cell, 0).await,
        Err(_) => 0,
    };
    assert!(world.disk.has_failed(), "{place}: the power never went");
    // Once more while it recovers, a little further on each time.
    for round in 0..3 {
        let round_seed = seed.wrapping_mul(31).wrapping_add(point * 3 + round);
        world.power_cycle(round_seed);
        world
            .disk
            .fail_at(world.disk.operations() + 1 + round_seed % 9);
        if let Ok(cell) = world.open(seed ^ (round + 1) << 32) {
            acknowledged = check(&cell, acknowledged, &place);
            acknowledged = work(&cell, acknowledged).await;
        }
    }
    world.power_cycle(seed ^ point);
    let cell = world
        .open(seed ^ 77 << 32)
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    let found = check(&cell, acknowledged, &place);
    assert_eq!(work(&cell, found).await, WRITES, "{place}");
    check(&cell, WRITES, &place);
}

/// How many operations the workload has when nothing happens.
async fn operations(seed: u64) -> u64 {
    let world = World::new();
    let cell = world.open(seed).unwrap();
    assert_eq!(work(&cell, 0).await, WRITES);
    let stats = cell.stats();
    assert!(stats.checkpoints > 0, "the workload takes checkpoints");
    assert!(stats.log_first > 1, "the workload trims the log");
    drop(cell);
    let segments = world
        .disk
        .paths()
        .iter()
        .filter(|path| path.parent() == Some(Path::new("/cell/log")))
        .count();
    assert!(segments > 1, "the workload fills segments");
    assert!(LocalLog::exists(&world.disk, Path::new("/cell/log")).unwrap());
    world.disk.operations()
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_at_any_crash_point() {
    // SAPA_SEED replays what a failure printed.
    let seed = std::env::var("SAPA_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_260_801);
    let last = operations(seed).await;
    for point in 1..=last {
        one_crash(seed, point).await;
    }
}

/// A process that is killed leaves names and bytes that the next one sees and that are not durable yet. The next one
/// must not answer anybody on top of them before they are.
async fn one_kill(seed: u64, point: u64) {
    let place = format!("seed {seed}, killed at operation {point}");
    let world = World::new();
    world.disk.fail_at(point);
    let mut acknowledged = match world.open(seed) {
        Ok(cell) => work(&cell, 0).await,
        Err(_) => 0,
    };
    world.disk.kill();
    let cell = world
        .open(seed ^ 1 << 32)
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    acknowledged = check(&cell, acknowledged, &place);
    for number in acknowledged + 1..=acknowledged + point % 3 {
        count(&cell, number).await.unwrap();
        acknowledged = number;
    }
    drop(cell);
    world.power_cycle(seed.wrapping_mul(31).wrapping_add(point));
    let cell = world
        .open(seed ^ 2 << 32)
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    assert_eq!(check(&cell, acknowledged, &place), acknowledged, "{place}");
}

#[tokio::test]
async fn nothing_acknowledged_after_a_kill_is_lost_when_the_power_goes() {
    for seed in 0..3 {
        for point in 1..=operations(seed).await {
            one_kill(seed, point).await;
        }
    }
}

/// The machine forgets what a failed sync did not write, and still shows it to whoever reads.
#[tokio::test]
async fn an_entry_whose_sync_failed_is_written_anew_before_anything_follows_it() {
    for seed in 0..20 {
        let place = format!("seed {seed}");
        let world = World::new();
        let cell = world.open(seed).unwrap();
        assert_eq!(count(&cell, 1).await, Ok(2));
        world.disk.fail_syncs(true);
        assert!(count(&cell, 2).await.is_err());
        world.disk.fail_syncs(false);
        drop(cell);
        world.disk.kill();
        let cell = world.open(seed ^ 1 << 32).unwrap();
        let found = check(&cell, 1, &place);
        count(&cell, found + 1).await.unwrap();
        drop(cell);
        world.power_cycle(seed);
        let cell = world
            .open(seed ^ 2 << 32)
            .unwrap_or_else(|error| panic!("{place}: {error}"));
        check(&cell, found + 1, &place);
    }
}

/// Takes the next number; several do it at once, so that groups of several transactions are appended.
async fn take_number(cell: Cell, who: u64) -> Option<u64> {
    cell.write(Lane::Interactive, move |tx| -> Result<u64, StoreError> {
        let number = ROWS.get(tx, &0)?.unwrap_or(0) + 1;
        ROWS.put(tx, &0, &number)?;
        INDEX.put(tx, &(number,), &(who, vec![7; 300]))?;
        Ok(number)
    })
    .await
    .ok()
    .map(|committed| committed.value)
}

async fn one_crash_of_groups(seed: u64) {
    let place = format!("seed {seed}");
    let world = World::new();
    world.disk.fail_at(20 + seed * 7 % 160);
    let mut acknowledged = Vec::new();
    if let Ok(cell) = world.open(seed) {
        let mut round = 0;
        while !world.disk.has_failed() {
            round += 1;
            let mut callers = tokio::task::JoinSet::new();
            for who in 0..round % 9 {
                callers.spawn(take_number(cell.clone(), who));
            }
            acknowledged.extend(callers.join_all().await.into_iter().flatten());
            cell.upkeep();
        }
    }
    world.power_cycle(seed);
    let cell = world
        .open(seed ^ 5 << 40)
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    let snapshot = cell.snapshot();
    let numbers = INDEX.keys(&snapshot, Scan::all()).unwrap();
    let found = numbers.len() as u64;
    assert!(
        numbers.into_iter().map(|(number,)| number).eq(1..=found),
        "{place}"
    );
    assert_eq!(
        ROWS.get(&snapshot, &0).unwrap().unwrap_or(0),
        found,
        "{place}"
    );
    // Each number was given to one caller, and what was given is there.
    acknowledged.sort_unstable();
    assert!(
        acknowledged.windows(2).all(|two| two[0] < two[1]),
        "{place}"
    );
    assert!(
        acknowledged.last().is_none_or(|last| *last <= found),
        "{place}"
    );
    assert_eq!(take_number(cell, 0).await, Some(found + 1), "{place}");
}

#[tokio::test]
async fn nothing_acknowledged_of_a_group_is_lost() {
    for seed in 0..150 {
        one_crash_of_groups(seed).await;
    }
}
