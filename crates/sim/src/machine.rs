//! The machine under the town: a disk that loses power, a clock that jumps, and the cell on them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sapa_kernel::{Clock, Fault, Timestamp};
use sapa_store::keyspace::{FjallOptions, Keyspace};
use sapa_store::rebuild::Stopped;
use sapa_store::{
    Cell, CellOptions, CheckpointPolicy, FjallEngine, KeyspaceEngine, Lane, Snapshot, StoreError,
    Tx, WriteError,
};
use sapa_test_kit::{ManualClock, Remains, TestDisk, TestKeyspaces};
use tokio::runtime::Runtime;

use crate::dice::Dice;

/// What holds the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A map that loses what was not synced. Each write costs as much as the map is large: for villages.
    Memory,
    /// The real one, in a temporary directory: for towns. A power loss leaves all of it, or nothing.
    Fjall,
}

/// What came of a transaction, with its time. Nothing if the answer never came.
pub(crate) type Answer<T> = Option<(Timestamp, Result<T, Fault>)>;

enum Keyspaces {
    Memory(TestKeyspaces),
    Fjall(Arc<OnRealDisk>),
}

/// Opens fjall in a temporary directory, whatever the cell's own is called: that one is on the test disk.
struct OnRealDisk {
    dir: tempfile::TempDir,
    opened: AtomicU64,
}

impl OnRealDisk {
    fn path(&self) -> std::path::PathBuf {
        let number = self.opened.load(Ordering::SeqCst);
        self.dir.path().join(format!("keyspace-{number}"))
    }

    /// The next one to be opened is an empty one.
    fn begin_anew(&self) {
        // Whoever still holds the old one writes into the void.
        let _ = std::fs::remove_dir_all(self.path());
        self.opened.fetch_add(1, Ordering::SeqCst);
    }
}

impl KeyspaceEngine for OnRealDisk {
    fn open(&self, _: &Path) -> Result<Arc<dyn Keyspace>, StoreError> {
        let options = FjallOptions {
            cache_bytes: 8 << 20,
            memtable_bytes: 16 << 20,
        };
        FjallEngine(options).open(&self.path())
    }

    fn set_aside(&self, _: &Path) -> Result<(), StoreError> {
        self.begin_anew();
        Ok(())
    }
}

pub(crate) struct Machine {
    pub(crate) disk: TestDisk,
    keyspaces: Keyspaces,
    pub(crate) clock: Arc<ManualClock>,
    seed: u64,
    boots: u64,
    cell: Option<Cell>,
    runtime: Runtime,
}

const SEGMENT_BYTES: usize = 512 << 10;

impl Machine {
    pub(crate) fn new(engine: Engine, seed: u64) -> Self {
        let keyspaces = match engine {
            Engine::Memory => Keyspaces::Memory(TestKeyspaces::new()),
            Engine::Fjall => Keyspaces::Fjall(Arc::new(OnRealDisk {
                dir: tempfile::tempdir().expect("a temporary directory can be had"),
                opened: AtomicU64::new(0),
            })),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime without threads can be had");
        Self {
            disk: TestDisk::new(),
            keyspaces,
            clock: Arc::new(ManualClock::new()),
            seed,
            boots: 0,
            cell: None,
            runtime,
        }
    }

    fn options(&self) -> CellOptions {
        let mut options = CellOptions::new("/cell", Arc::clone(&self.clock) as Arc<dyn Clock>);
        options.disk = Arc::new(self.disk.clone());
        options.keyspace = Some(match &self.keyspaces {
            Keyspaces::Memory(keyspaces) => Arc::new(keyspaces.clone()),
            Keyspaces::Fjall(engine) => Arc::clone(engine) as Arc<dyn KeyspaceEngine>,
        });
        options.segment_bytes = SEGMENT_BYTES;
        options.checkpoint = CheckpointPolicy {
            min_log_bytes: 3 * SEGMENT_BYTES as u64,
            bytes_per_second: u64::MAX,
        };
        options.reserve_bytes = 0;
        options.background = false;
        options.fatal = Arc::new(|_| {});
        let count = AtomicU64::new(self.seed ^ (self.boots << 40));
        options.entropy = Arc::new(move || {
            let count = count.fetch_add(1, Ordering::Relaxed);
            (count + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        options
    }

    /// Opens the cell; false if the power went meanwhile.
    pub(crate) fn open(&mut self) -> bool {
        self.boots += 1;
        match Cell::open(self.options()) {
            Ok(cell) => self.cell = Some(cell),
            Err(error) if self.disk.has_failed() => drop(error),
            Err(error) => panic!("the cell does not open: {error}"),
        }
        self.cell.is_some()
    }

    pub(crate) fn cell(&self) -> &Cell {
        self.cell.as_ref().expect("the cell is open")
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.cell().snapshot()
    }

    /// Turns the power off and on. What was not synced is lost by chance.
    pub(crate) fn power_cycle(&mut self, dice: &mut Dice) {
        self.cell = None;
        self.disk.power_cycle(dice.next());
        let luck = dice.below(5);
        match &self.keyspaces {
            Keyspaces::Memory(keyspaces) => keyspaces.power_cycle(match luck {
                0 | 1 => Remains::Everything,
                2 => Remains::Synced,
                3 => Remains::Damaged,
                _ => Remains::Nothing,
            }),
            Keyspaces::Fjall(engine) if luck == 4 => engine.begin_anew(),
            Keyspaces::Fjall(_) => {}
        }
    }

    /// Runs a transaction and waits for its answer. One at a time, so that a seed always gives the same run.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        self.runtime.block_on(one(self.cell(), body))
    }

    /// Closes the cell and compares its rows with what checkpoint and log give.
    pub(crate) fn compare(&mut self) {
        self.cell = None;
        let stopped = Stopped::open(self.options()).expect("a stopped cell can be looked at");
        let anew = TestKeyspaces::new();
        let compared = stopped
            .compare(&anew, Path::new("/anew"))
            .expect("checkpoint and log are whole");
        assert_eq!(compared.differences, 0, "{:?}", compared.named);
        drop(stopped);
        assert!(self.open(), "the cell opens again");
    }
}

async fn one<T: Send + 'static>(
    cell: &Cell,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> Answer<T> {
    type Timed<T> = Result<(Timestamp, T), (Timestamp, Fault)>;
    let run = move |tx: &mut Tx<'_>| -> Timed<T> {
        let now = tx.now();
        match body(tx) {
            Ok(value) => Ok((now, value)),
            Err(fault) => Err((now, fault)),
        }
    };
    match cell.write(Lane::Interactive, run).await {
        Ok(committed) => Some((committed.value.0, Ok(committed.value.1))),
        Err(WriteError::Refused { error, .. }) => Some((error.0, Err(error.1))),
        Err(WriteError::Store(StoreError::Panicked(text))) => panic!("a transaction: {text}"),
        Err(WriteError::Store(error)) if !matches!(error, StoreError::Io(_)) => {
            panic!("the store refused: {error}")
        }
        Err(_) => None,
    }
}
