//! The cell as its users see it: write, read, subscribe.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use tokio::sync::{broadcast, oneshot, watch};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::disk::DiskLock;
use crate::open::{self, Layout, Opened};
use crate::stats::{self, Counters};
use crate::upkeep::{Stop, Upkeep};
use crate::writer::{
    Appender, Core, Executed, Executor, Handover, Lost, Outcome, Published, Queue, QueueError,
    RowCache, Standing, Work,
};
use crate::{
    CellOptions, CellStats, Entries, Lane, OpenError, Overlay, Read, Snapshot, StoreError, Tx,
    TxContext, WriteError,
};

/// A write that is durable and applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T> {
    /// What the transaction answered.
    pub value: T,
    /// The answer is true at this entry: everything that it could have seen is at or before it.
    pub seq: u64,
}

/// A cell. Clones share it; when the last one is dropped it closes, without waiting for upkeep.
#[derive(Clone)]
pub struct Cell {
    inner: Arc<Inner>,
}

struct Inner {
    core: Arc<Core>,
    upkeep: Arc<Upkeep>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    warnings: Vec<String>,
    replayed: u64,
    /// Released last, when nothing writes any more.
    _lock: Box<dyn DiskLock>,
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell")
            .field("seq", &*self.inner.core.applied.borrow())
            .finish_non_exhaustive()
    }
}

impl Cell {
    /// Opens the cell in a directory, makes it if there is none, recovers it if it has to. Blocks: a rebuild takes as
    /// long as reading the last checkpoint.
    pub fn open(options: CellOptions) -> Result<Self, OpenError> {
        let opened = open::open(&options)?;
        let core = Arc::new(core(&options, &opened));
        let upkeep = Arc::new(Upkeep {
            core: Arc::clone(&core),
            disk: Arc::clone(&options.disk),
            dir: options.dir.clone(),
            checkpoints: Layout::new(&options.dir).checkpoints(),
            identity: opened.identity,
            policy: options.checkpoint,
            reserve_bytes: options.reserve_bytes,
            stop: Arc::new(Stop::default()),
            at_work: Mutex::default(),
        });
        let handover = Arc::new(Handover::new());
        let executor = Executor::new(Arc::clone(&core), Arc::clone(&handover));
        let appender = Appender::new(Arc::clone(&core), handover);
        let inner = Inner {
            core,
            upkeep: Arc::clone(&upkeep),
            threads: Mutex::default(),
            warnings: opened.warnings,
            replayed: opened.replayed,
            _lock: opened.lock,
        };
        inner.spawn("sapa-executor", move || executor.run())?;
        inner.spawn("sapa-appender", move || appender.run())?;
        if options.background {
            let every = options.upkeep_every;
            inner.spawn("sapa-upkeep", move || upkeep.run(every))?;
        }
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Runs a transaction and waits until it, and everything it could have seen, is durable and applied.
    ///
    /// The body may run at any time until this answers, also when the future was dropped: then nobody hears how it
    /// went.
    pub async fn write<T, E>(
        &self,
        lane: Lane,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Committed<T>, WriteError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let core = &self.inner.core;
        match core.standing() {
            Standing::Leading => {}
            Standing::Closing | Standing::Lost => return Err(WriteError::ShuttingDown),
        }
        if core.counters.disk_full.load(Ordering::Relaxed) {
            return Err(WriteError::Store(StoreError::DiskFull));
        }
        let (sender, receiver) = oneshot::channel();
        let work = Box::new(Waiting { run, sender });
        core.queue.push(lane, work).map_err(|error| match error {
            QueueError::Full => {
                stats::add(&core.counters.overloaded, 1);
                WriteError::Overloaded
            }
            QueueError::Closed => WriteError::ShuttingDown,
        })?;
        // The sender is dropped unused only if a thread of the writer died: then nothing is known.
        receiver.await.unwrap_or(Err(WriteError::OutcomeUnknown))
    }

    /// A consistent view of what is applied.
    pub fn snapshot(&self) -> Snapshot {
        self.inner.core.snapshot()
    }

    /// Applied entries, from now on.
    pub fn subscribe(&self) -> Entries {
        Entries::new(self.inner.core.entries.subscribe())
    }

    /// Waits until the entry is applied.
    pub async fn wait_for(&self, seq: u64) {
        let mut applied = self.inner.core.applied.subscribe();
        // The sender lives as long as this cell.
        let _ = applied.wait_for(|now| *now >= seq).await;
    }

    /// The last applied entry.
    pub fn seq(&self) -> u64 {
        *self.inner.core.applied.borrow()
    }

    /// Whether the cell takes writes: false once it closes, or has lost the lead or its disk.
    pub fn is_leading(&self) -> bool {
        self.inner.core.standing() == Standing::Leading
    }

    /// What was found and mended when the cell was opened.
    pub fn warnings(&self) -> &[String] {
        &self.inner.warnings
    }

    /// What the cell has to say of itself.
    pub fn stats(&self) -> CellStats {
        let core = &self.inner.core;
        let counters = &core.counters;
        CellStats {
            seq: self.seq(),
            epoch: core.epoch,
            writable: self.is_leading(),
            disk_full: counters.disk_full.load(Ordering::Relaxed),
            queue_depth: core.queue.depth(),
            committed: stats::get(&counters.committed),
            refused: stats::get(&counters.refused),
            panicked: stats::get(&counters.panicked),
            unknown: stats::get(&counters.unknown),
            overloaded: stats::get(&counters.overloaded),
            append_micros: counters.append_micros.summary(),
            execute_micros: counters.execute_micros.summary(),
            apply_micros: counters.apply_micros.summary(),
            group_transactions: counters.group_transactions.summary(),
            entry_bytes: counters.entry_bytes.summary(),
            cache_hits: stats::get(&counters.cache_hits),
            cache_misses: stats::get(&counters.cache_misses),
            log_first: core.log.first(),
            log_bytes: core.log.bytes(),
            keyspace_bytes: core.keyspace.disk_bytes(),
            checkpoint_seq: stats::get(&counters.checkpoint_seq),
            checkpoint_bytes: stats::get(&counters.checkpoint_bytes),
            checkpoints: stats::get(&counters.checkpoints),
            subscribers: core.entries.receiver_count(),
            replayed: self.inner.replayed,
        }
    }

    /// Takes a checkpoint now and trims the log behind it. Blocks; the cell goes on meanwhile.
    pub fn checkpoint(&self) -> Result<Checkpoint, CheckpointError> {
        self.inner.upkeep.checkpoint_now()
    }

    /// One round of upkeep: for simulations, where no thread does it.
    pub fn upkeep(&self) {
        self.inner.upkeep.round();
    }

    /// Takes no more writes, finishes what waits, and writes out the keyspace so that the next start is quick. Clones
    /// go on reading.
    pub async fn shutdown(self) {
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || inner.shut_down()).await;
        if let Err(panic) = done {
            tracing::error!(%panic, "shutting down failed");
        }
    }

    /// Changes whenever jobs may have been planned.
    pub(crate) fn jobs_planned(&self) -> watch::Receiver<()> {
        self.inner.core.planned.subscribe()
    }
}

fn core(options: &CellOptions, opened: &Opened) -> Core {
    let mut counters = Counters::default();
    if let Some((seq, bytes)) = opened.checkpoint {
        counters.checkpoint_seq = AtomicU64::new(seq);
        counters.checkpoint_bytes = AtomicU64::new(bytes);
    }
    Core {
        clock: Arc::clone(&options.clock),
        cell: options.cell,
        log_id: opened.identity.log_id,
        epoch: opened.tail.epoch,
        published: RwLock::new(Published {
            view: opened.keyspace.view(),
            tail: opened.tail,
        }),
        keyspace: Arc::clone(&opened.keyspace),
        cache: RowCache::new(options.row_cache_bytes),
        log: Arc::clone(&opened.log),
        queue: Queue::new(options.queue_limit),
        applied: watch::Sender::new(opened.tail.position.seq),
        planned: watch::Sender::new(()),
        entries: broadcast::Sender::new(options.subscription_entries.max(1)),
        counters,
        entropy: Arc::clone(&options.entropy),
        fatal: Arc::clone(&options.fatal),
        group_transactions: options.group_transactions.max(1),
        standing: AtomicU8::new(0),
    }
}

impl Inner {
    fn spawn(&self, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), OpenError> {
        let thread = std::thread::Builder::new().name(name.into()).spawn(run)?;
        self.threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(thread);
        Ok(())
    }

    fn stop(&self) {
        self.core.close();
        self.upkeep.stop.stop();
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A cell can be dropped by its own appender, when the last clone went with a reply.
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }

    fn shut_down(&self) {
        self.stop();
        if self.core.standing() != Standing::Lost
            && let Err(error) = self.core.keyspace.flush()
        {
            tracing::warn!(%error, "the keyspace could not be written out: the next start replays more");
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

type Answer<T, E> = Result<Committed<T>, WriteError<E>>;

/// A transaction that waits, with whoever waits for it.
struct Waiting<F, T, E> {
    run: F,
    sender: oneshot::Sender<Answer<T, E>>,
}

impl<F, T, E> Work for Waiting<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send + 'static,
    E: Send + 'static,
{
    fn execute(
        self: Box<Self>,
        base: &dyn Read,
        overlay: &mut Overlay,
        context: TxContext,
    ) -> Executed {
        let Self { run, sender } = *self;
        let ran = catch_unwind(AssertUnwindSafe(|| Tx::run(base, overlay, context, run)));
        let (outcome, answer) = match ran {
            Ok(Ok(Ok(value))) => (Outcome::Kept, Ok(value)),
            Ok(Ok(Err(error))) => (Outcome::Refused, Err(Ok(error))),
            Ok(Err(error)) => (Outcome::Refused, Err(Err(error))),
            Err(panic) => {
                overlay.roll_back();
                let error = StoreError::Panicked(panic_text(&*panic));
                (Outcome::Panicked, Err(Err(error)))
            }
        };
        let reply = Box::new(move |ended: Result<u64, Lost>| {
            let answer = match (ended, answer) {
                (Err(lost), _) => Err(lost.into()),
                (Ok(seq), Ok(value)) => Ok(Committed { value, seq }),
                (Ok(seq), Err(Ok(error))) => Err(WriteError::Refused { error, seq }),
                (Ok(_), Err(Err(error))) => Err(WriteError::Store(error)),
            };
            // Whoever asked may have gone.
            let _ = sender.send(answer);
        });
        Executed { reply, outcome }
    }

    fn lose(self: Box<Self>, lost: Lost) {
        let _ = self.sender.send(Err(lost.into()));
    }
}

impl<E> From<Lost> for WriteError<E> {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Unknown => Self::OutcomeUnknown,
            Lost::Refused(error) => Self::Store(error),
            Lost::Closing => Self::ShuttingDown,
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a text".into())
}
