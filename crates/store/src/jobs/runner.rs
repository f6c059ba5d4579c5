//! The runner: starts jobs that are due, each lane with its own concurrency.
//!
//! A handler may prepare something asynchronously; what it wants to store it returns as a body, which runs in one
//! transaction with the job's deletion. A failed job is tried again after a growing, jittered pause, and goes to
//! the dead-letter list after the last attempt. The deletion comes first in the transaction, so that a handler can
//! plan the same job anew.

use std::collections::{BTreeMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rand_core::Rng;
use sapa_kernel::{Coded, Fault, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Job, MAX_ATTEMPTS, due, next_due, rows};
use crate::{Cell, Lane, StoreError, Tx, WriteError};

/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// How long the runner trusts its reckoning of when the next job is due: clocks may be set.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// Bytes of an error's text that are kept with a job.
const MAX_ERROR_TEXT: usize = 1024;

/// What a job stores when it is done: runs in one transaction with the job's deletion.
pub type Effect = Box<dyn FnOnce(&mut Tx<'_>) -> Result<(), Fault> + Send>;

type SimpleHandler = dyn Fn(&mut Tx<'_>, &Job) -> Result<(), Fault> + Send + Sync;
type Preparing = Pin<Box<dyn Future<Output = Result<Effect, Fault>> + Send>>;
type PreparingHandler = dyn Fn(Cell, Arc<Job>) -> Preparing + Send + Sync;

#[derive(Clone)]
enum Handler {
    Simple(Arc<SimpleHandler>),
    Preparing(Arc<PreparingHandler>),
}

/// Which code runs which kind of job.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: BTreeMap<&'static str, Handler>,
}

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_kind.keys()).finish()
    }
}

impl Handlers {
    /// No handlers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handler that is one transaction.
    #[must_use]
    pub fn on(
        mut self,
        kind: &'static str,
        run: impl Fn(&mut Tx<'_>, &Job) -> Result<(), Fault> + Send + Sync + 'static,
    ) -> Self {
        self.insert(kind, Handler::Simple(Arc::new(run)));
        self
    }

    /// A handler that does something slow first, without effect on the cell, and then stores its outcome.
    #[must_use]
    pub fn on_prepared<F>(
        mut self,
        kind: &'static str,
        prepare: impl Fn(Cell, Arc<Job>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Effect, Fault>> + Send + 'static,
    {
        let boxed = move |cell, job| -> Preparing { Box::pin(prepare(cell, job)) };
        self.insert(kind, Handler::Preparing(Arc::new(boxed)));
        self
    }

    /// Everything that both have.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (kind, handler) in other.by_kind {
            self.insert(kind, handler);
        }
        self
    }

    fn insert(&mut self, kind: &'static str, handler: Handler) {
        let before = self.by_kind.insert(kind, handler);
        assert!(before.is_none(), "two handlers for jobs of kind {kind}");
    }

    /// The kinds that have a handler.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.by_kind.keys().copied()
    }
}

/// How the runner works.
#[derive(Debug, Clone, Copy)]
pub struct JobOptions {
    /// Jobs that run at the same time, by lane: interactive, bulk, job.
    pub concurrency: [usize; 3],
    /// Attempts before a job goes to the dead-letter list.
    pub max_attempts: u32,
}

impl Default for JobOptions {
    fn default() -> Self {
        Self {
            concurrency: [16, 4, 8],
            max_attempts: MAX_ATTEMPTS,
        }
    }
}

/// Records a job's effect and its deletion in the running transaction. False if the job was cancelled or planned
/// anew meanwhile: then the effect is not recorded.
pub fn complete(
    tx: &mut Tx<'_>,
    job: &Job,
    effect: impl FnOnce(&mut Tx<'_>) -> Result<(), Fault>,
) -> Result<bool, Fault> {
    if !rows::take(tx, job).map_err(|error| error.fault())? {
        return Ok(false);
    }
    effect(tx)?;
    Ok(true)
}

/// Records a failed attempt: the next one is planned, or the job is given up. True if it was given up.
pub fn attempt_failed(
    tx: &mut Tx<'_>,
    job: &Job,
    error: &str,
    max_attempts: u32,
) -> Result<bool, StoreError> {
    let pause = pause_after(job.attempts, tx.rng().next_u32());
    let run_at = tx.now().saturating_add(pause);
    let mut text = error.to_owned();
    text.truncate(text.floor_char_boundary(MAX_ERROR_TEXT));
    rows::put_off(tx, job, run_at, text, max_attempts)
}

/// Between half and all of the full pause, so that jobs which failed together do not come back together.
fn pause_after(attempts: u32, random: u32) -> Duration {
    let full = FIRST_PAUSE
        .saturating_mul(1 << attempts.min(20))
        .min(LONGEST_PAUSE);
    full / 2 + (full / 2).mul_f64(f64::from(random) / f64::from(u32::MAX))
}

/// Runs due jobs until it is stopped.
#[derive(Debug)]
pub struct JobRunner {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

type Running = Arc<Mutex<HashSet<(String, Vec<u8>)>>>;

impl JobRunner {
    /// Starts the runner on the current Tokio runtime.
    pub fn start(cell: Cell, handlers: Handlers, options: JobOptions) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let running = Running::default();
        for lane in Lane::ALL {
            let lane_runner = LaneRunner {
                cell: cell.clone(),
                handlers: handlers.clone(),
                lane,
                concurrency: options.concurrency[lane.index()].max(1),
                max_attempts: options.max_attempts.max(1),
                running: Arc::clone(&running),
            };
            tasks.spawn(lane_runner.run(stopped.clone()));
        }
        Self { stop, tasks }
    }

    /// Starts nothing more, and waits for what runs.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

struct LaneRunner {
    cell: Cell,
    handlers: Handlers,
    lane: Lane,
    concurrency: usize,
    max_attempts: u32,
    running: Running,
}

impl LaneRunner {
    async fn run(self, mut stopped: watch::Receiver<bool>) {
        let mut attempts = JoinSet::new();
        let mut planned = self.cell.jobs_planned();
        while !*stopped.borrow() {
            planned.mark_unchanged();
            let pause = self.start_due(&mut attempts, &stopped);
            tokio::select! {
                _ = stopped.changed() => {}
                _ = planned.changed() => {}
                _ = attempts.join_next(), if !attempts.is_empty() => {}
                () = tokio::time::sleep(pause), if attempts.len() < self.concurrency => {}
            }
            if planned.has_changed().is_err() {
                break;
            }
        }
        while attempts.join_next().await.is_some() {}
    }

    /// Starts what is due and has room; answers how long nothing else can be due.
    fn start_due(&self, attempts: &mut JoinSet<()>, stopped: &watch::Receiver<bool>) -> Duration {
        while attempts.try_join_next().is_some() {}
        let room = self.concurrency.saturating_sub(attempts.len());
        if room == 0 {
            return LONGEST_SLEEP;
        }
        let snapshot = self.cell.snapshot();
        let now = crate::Read::now(&snapshot);
        // Jobs that run are still on the list: look past them.
        let looked_at = due(&snapshot, self.lane, now, self.concurrency + room);
        let jobs = match looked_at {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::error!(%error, "the list of due jobs cannot be read");
                return LONGEST_SLEEP;
            }
        };
        for job in jobs {
            if attempts.len() == self.concurrency {
                break;
            }
            let identity = (job.kind.clone(), job.key.clone());
            // Not held any longer than this: a runtime that ends drops an attempt as it is spawned, and with it its mark.
            let is_new = self
                .running
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(identity.clone());
            if is_new {
                let attempt = Attempt {
                    cell: self.cell.clone(),
                    handler: self.handlers.by_kind.get(job.kind.as_str()).cloned(),
                    lane: self.lane,
                    job: Arc::new(job),
                    max_attempts: self.max_attempts,
                    stopped: stopped.clone(),
                    _running: Mark {
                        running: Arc::clone(&self.running),
                        identity,
                    },
                };
                attempts.spawn(attempt.run());
            }
        }
        self.until_next(&snapshot, now)
    }

    fn until_next(&self, snapshot: &crate::Snapshot, now: Timestamp) -> Duration {
        match next_due(snapshot, self.lane) {
            // Overdue and not started: it runs already, or there is no room. Its end wakes the lane.
            Ok(Some(next)) if next > now => next.since(now).min(LONGEST_SLEEP),
            _ => LONGEST_SLEEP,
        }
    }
}

/// Keeps a job from being started twice; gone when the attempt is, however it ends.
struct Mark {
    running: Running,
    identity: (String, Vec<u8>),
}

impl Drop for Mark {
    fn drop(&mut self) {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.identity);
    }
}

struct Attempt {
    cell: Cell,
    handler: Option<Handler>,
    lane: Lane,
    job: Arc<Job>,
    max_attempts: u32,
    stopped: watch::Receiver<bool>,
    _running: Mark,
}

impl Attempt {
    async fn run(self) {
        let error = match self.attempt().await {
            Ok(()) => return,
            Err(Failure::Later) => return self.rest().await,
            Err(Failure::Counted(error)) => error,
        };
        tracing::warn!(kind = self.job.kind, attempts = self.job.attempts, %error, "a job failed");
        let (job, max_attempts) = (Arc::clone(&self.job), self.max_attempts);
        let recorded = self
            .cell
            .write(self.lane, move |tx| {
                attempt_failed(tx, &job, &error, max_attempts)
            })
            .await;
        match recorded {
            Ok(given_up) if given_up.value => {
                tracing::error!(kind = self.job.kind, "a job was given up");
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "a job's failure could not be recorded");
                self.rest().await;
            }
        }
    }

    /// Keeps the job's place for a while: it is still due, and would be started again at once.
    async fn rest(&self) {
        let mut stopped = self.stopped.clone();
        tokio::select! {
            () = tokio::time::sleep(FIRST_PAUSE) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }

    async fn attempt(&self) -> Result<(), Failure> {
        let job = Arc::clone(&self.job);
        let effect: Effect = match self.handler.clone() {
            None => {
                return Err(Failure::Counted(format!(
                    "nothing handles jobs of kind {}",
                    job.kind
                )));
            }
            Some(Handler::Simple(run)) => Box::new(move |tx| run(tx, &job)),
            // In a task of its own, so that a panic is a failure of this job alone.
            Some(Handler::Preparing(prepare)) => {
                tokio::spawn(prepare(self.cell.clone(), Arc::clone(&job)))
                    .await
                    .map_err(|panic| Failure::Counted(panic.to_string()))?
                    .map_err(|fault| Failure::Counted(fault.to_string()))?
            }
        };
        let job = Arc::clone(&self.job);
        let written = self
            .cell
            .write(self.lane, move |tx| complete(tx, &job, effect))
            .await;
        match written {
            Ok(_) => Ok(()),
            Err(WriteError::Refused { error, .. }) => Err(Failure::Counted(error.to_string())),
            Err(WriteError::Store(StoreError::DiskFull)) => Err(Failure::Later),
            Err(WriteError::Store(error)) => Err(Failure::Counted(error.to_string())),
            // The row is still there, or the effect is stored: the next look at the list shows which.
            Err(WriteError::OutcomeUnknown | WriteError::Overloaded | WriteError::ShuttingDown) => {
                Err(Failure::Later)
            }
        }
    }
}

enum Failure {
    /// The cell could not take it now; that says nothing about the job.
    Later,
    /// The attempt counts.
    Counted(String),
}

impl Handlers {
    /// Runs one job's simple handler in the running transaction, with the job's deletion: for tests without a
    /// runtime. None if the handler prepares something asynchronously, or there is none.
    pub fn run_simple(&self, tx: &mut Tx<'_>, job: &Job) -> Option<Result<bool, Fault>> {
        match self.by_kind.get(job.kind.as_str())? {
            Handler::Simple(run) => Some(complete(tx, job, |tx| run(tx, job))),
            Handler::Preparing(_) => None,
        }
    }
}
