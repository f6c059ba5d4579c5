//! A cell in memory: the same transactions, tables and jobs, without threads, log or runtime.

use std::cell::{Cell as Slot, RefCell};
use std::sync::Arc;

use sapa_kernel::{CellId, Clock, Coded, Fault, Timestamp};
use sapa_store::jobs::{self, Handlers, MAX_ATTEMPTS};
use sapa_store::keyspace::{Keyspace, MemoryKeyspace};
use sapa_store::{Event, Job, Lane, Overlay, Read, Snapshot, StoreError, Tx, TxContext};

use crate::ManualClock;

/// Jobs that one call of [`TestCell::run_due_jobs`] starts at most: a job that plans itself anew at once would
/// otherwise never end.
const MAX_JOBS_A_CALL: usize = 10_000;

/// A cell for tests. Not shared between threads.
#[derive(Debug)]
pub struct TestCell {
    clock: Arc<ManualClock>,
    keyspace: MemoryKeyspace,
    seq: Slot<u64>,
    time: Slot<Timestamp>,
    transactions: Slot<u64>,
    events: RefCell<Vec<Event>>,
    last_writes: Slot<usize>,
}

impl Default for TestCell {
    fn default() -> Self {
        Self::new()
    }
}

impl TestCell {
    /// An empty cell at the beginning of 2026.
    pub fn new() -> Self {
        Self {
            clock: Arc::new(ManualClock::new()),
            keyspace: MemoryKeyspace::new(),
            seq: Slot::new(0),
            time: Slot::new(Timestamp::from_millis(0)),
            transactions: Slot::new(0),
            events: RefCell::default(),
            last_writes: Slot::new(0),
        }
    }

    /// The clock, to be turned.
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// The clock, to be handed on.
    pub fn shared_clock(&self) -> Arc<ManualClock> {
        Arc::clone(&self.clock)
    }

    /// The cell's time: what the next transaction will see.
    pub fn now(&self) -> Timestamp {
        self.clock.now().max(self.time.get())
    }

    /// Runs a transaction: what it wrote is there if it succeeds, and nothing of it if not.
    ///
    /// # Panics
    /// If the body ignored that the store refused one of its writes: a test should hear of that.
    pub fn write<T, E>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match self.try_write(run) {
            Ok(answer) => answer,
            Err(refused) => panic!("the transaction went on after a refused write: {refused}"),
        }
    }

    /// Runs a transaction; the outer error is a refused write that the body ignored.
    pub fn try_write<T, E>(
        &self,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        self.time.set(self.now());
        let number = self.transactions.get() + 1;
        self.transactions.set(number);
        let mut seed = [0x5a; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        let context = TxContext {
            now: self.time.get(),
            cell: CellId(1),
            seed,
        };
        let base = self.snapshot();
        let mut overlay = Overlay::default();
        let answer = Tx::run(&base, &mut overlay, context, run)?;
        drop(base);
        if answer.is_ok() && !overlay.is_empty() {
            self.keyspace.apply(&overlay)?;
            self.seq.set(self.seq.get() + 1);
            self.events.borrow_mut().extend_from_slice(overlay.events());
        }
        self.last_writes.set(overlay.len());
        Ok(answer)
    }

    /// Reads what is there now.
    pub fn read<T>(&self, read: impl FnOnce(&dyn Read) -> T) -> T {
        read(&self.snapshot())
    }

    /// A view that does not change.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.keyspace.view(), self.seq.get(), self.now())
    }

    /// The last entry.
    pub fn seq(&self) -> u64 {
        self.seq.get()
    }

    /// How many keys the last transaction changed: for tests that hold an operation to its number of writes.
    pub fn last_writes(&self) -> usize {
        self.last_writes.get()
    }

    /// What was emitted since the last call, in order.
    pub fn events(&self) -> Vec<Event> {
        self.events.take()
    }

    /// Runs every job that is due, lane by lane, until none is; says how many runs succeeded. A failed job is put
    /// off as in a real cell: turn the clock to have it tried again.
    ///
    /// # Panics
    /// If a due job has no simple handler: jobs that prepare asynchronously need a real cell.
    pub fn run_due_jobs(&self, handlers: &Handlers) -> Result<usize, StoreError> {
        let mut succeeded = 0;
        for _ in 0..MAX_JOBS_A_CALL {
            let Some(job) = self.next_due_job()? else {
                return Ok(succeeded);
            };
            let outcome = self.try_write(|tx| -> Result<bool, Fault> {
                handlers
                    .run_simple(tx, &job)
                    .unwrap_or_else(|| panic!("no simple handler for jobs of kind {}", job.kind))
            });
            let error = match outcome {
                Ok(Ok(_)) => {
                    succeeded += 1;
                    continue;
                }
                Ok(Err(fault)) => fault.to_string(),
                Err(refused) => refused.fault().to_string(),
            };
            self.write(|tx| jobs::attempt_failed(tx, &job, &error, MAX_ATTEMPTS))?;
        }
        panic!("more than {MAX_JOBS_A_CALL} jobs were due at one moment");
    }

    fn next_due_job(&self) -> Result<Option<Job>, StoreError> {
        let snapshot = self.snapshot();
        for lane in Lane::ALL {
            if let Some(job) = jobs::due(&snapshot, lane, snapshot.now(), 1)?.pop() {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }
}
