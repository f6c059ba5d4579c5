//! The rows of jobs, and the steps that change them. Every step is part of a transaction.

use rand_core::Rng;
use sapa_kernel::Timestamp;

use crate::{Lane, Read, Scan, StoreError, Table, Tx, limits, prefixes};

type Identity = (String, Vec<u8>);

const JOBS: Table<Identity, JobRow> = Table::new(prefixes::STORE_JOBS);
const DUE: Table<(u8, Timestamp, String, Vec<u8>), ()> = Table::new(prefixes::STORE_JOBS_DUE);
const DEAD: Table<Identity, DeadRow> = Table::new(prefixes::STORE_JOBS_DEAD);

/// A job to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Which handler runs it: `domain.verb`.
    pub kind: &'static str,
    /// What it is about. With the kind, the job's identity.
    pub key: Vec<u8>,
    /// Which lane of the runner, and of the writer, it uses.
    pub lane: Lane,
    /// Not before this time.
    pub run_at: Timestamp,
    /// What the handler needs to know; at most [`limits::MAX_JOB_PAYLOAD_BYTES`].
    pub payload: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct JobRow {
    #[n(0)]
    lane: Lane,
    #[n(1)]
    run_at: Timestamp,
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    payload: Vec<u8>,
    #[n(3)]
    attempts: u32,
    /// Tells one planning from the next: a run that was overtaken must not delete its successor.
    #[n(4)]
    generation: u64,
    #[n(5)]
    last_error: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct DeadRow {
    #[n(0)]
    job: JobRow,
    #[n(1)]
    died_at: Timestamp,
    #[n(2)]
    error: String,
}

/// A planned job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Which handler runs it.
    pub kind: String,
    /// What it is about.
    pub key: Vec<u8>,
    /// Its lane.
    pub lane: Lane,
    /// When it is due.
    pub run_at: Timestamp,
    /// What the handler needs to know.
    pub payload: Vec<u8>,
    /// How often it has failed.
    pub attempts: u32,
    /// The last failure, if any.
    pub last_error: Option<String>,
    generation: u64,
}

/// A job that failed too often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// The job as it was.
    pub job: Job,
    /// When it was given up.
    pub died_at: Timestamp,
    /// What the last attempt said.
    pub error: String,
}

impl Job {
    fn of(identity: Identity, row: JobRow) -> Self {
        Self {
            kind: identity.0,
            key: identity.1,
            lane: row.lane,
            run_at: row.run_at,
            payload: row.payload,
            attempts: row.attempts,
            last_error: row.last_error,
            generation: row.generation,
        }
    }

    fn identity(&self) -> Identity {
        (self.kind.clone(), self.key.clone())
    }
}

fn due_key(identity: &Identity, row: &JobRow) -> (u8, Timestamp, String, Vec<u8>) {
    (
        row.lane.number(),
        row.run_at,
        identity.0.clone(),
        identity.1.clone(),
    )
}

pub(crate) fn schedule(tx: &mut Tx<'_>, job: NewJob) -> Result<(), StoreError> {
    if job.payload.len() > limits::MAX_JOB_PAYLOAD_BYTES {
        let error = StoreError::ValueTooLarge(job.payload.len());
        return Err(tx.refuse(error));
    }
    let identity = (job.kind.to_owned(), job.key);
    remove(tx, &identity)?;
    let row = JobRow {
        lane: job.lane,
        run_at: job.run_at,
        payload: job.payload,
        attempts: 0,
        generation: tx.rng().next_u64(),
        last_error: None,
    };
    insert(tx, &identity, &row)
}

pub(crate) fn cancel(tx: &mut Tx<'_>, kind: &str, key: &[u8]) -> Result<bool, StoreError> {
    Ok(remove(tx, &(kind.to_owned(), key.to_vec()))?.is_some())
}

fn insert(tx: &mut Tx<'_>, identity: &Identity, row: &JobRow) -> Result<(), StoreError> {
    JOBS.put(tx, identity, row)?;
    DUE.put(tx, &due_key(identity, row), &())
}

fn remove(tx: &mut Tx<'_>, identity: &Identity) -> Result<Option<JobRow>, StoreError> {
    let Some(row) = JOBS.get(tx, identity)? else {
        return Ok(None);
    };
    JOBS.delete(tx, identity)?;
    DUE.delete(tx, &due_key(identity, &row))?;
    Ok(Some(row))
}

/// Takes the job off the list if it is still the one that was started; false if it was cancelled or planned anew.
pub(super) fn take(tx: &mut Tx<'_>, job: &Job) -> Result<bool, StoreError> {
    let identity = job.identity();
    let still = JOBS
        .get(tx, &identity)?
        .is_some_and(|row| row.generation == job.generation);
    if still {
        remove(tx, &identity)?;
    }
    Ok(still)
}

/// Plans the next attempt of a job, or gives it up after the last.
pub(super) fn put_off(
    tx: &mut Tx<'_>,
    job: &Job,
    run_at: Timestamp,
    error: String,
    max_attempts: u32,
) -> Result<bool, StoreError> {
    if !take(tx, job)? {
        return Ok(false);
    }
    let identity = job.identity();
    let row = JobRow {
        lane: job.lane,
        run_at,
        payload: job.payload.clone(),
        attempts: job.attempts.saturating_add(1),
        generation: tx.rng().next_u64(),
        last_error: Some(error.clone()),
    };
    if row.attempts < max_attempts {
        insert(tx, &identity, &row)?;
        return Ok(false);
    }
    let died_at = tx.now();
    DEAD.put(
        tx,
        &identity,
        &DeadRow {
            job: row,
            died_at,
            error,
        },
    )?;
    Ok(true)
}

/// The jobs of a lane that are due, earliest first.
pub fn due(
    read: &dyn Read,
    lane: Lane,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Job>, StoreError> {
    let until = (
        lane.number(),
        now.saturating_add(std::time::Duration::from_millis(1)),
        String::new(),
        Vec::new(),
    );
    let scan = Scan::under(&(lane.number(),)).before(&until).limit(limit);
    let mut jobs = Vec::new();
    for (_, _, kind, key) in DUE.keys(read, scan)? {
        let identity = (kind, key);
        if let Some(row) = JOBS.get(read, &identity)? {
            jobs.push(Job::of(identity, row));
        }
    }
    Ok(jobs)
}

/// When the next job of a lane is due.
pub fn next_due(read: &dyn Read, lane: Lane) -> Result<Option<Timestamp>, StoreError> {
    let first = DUE.first(read, Scan::under(&(lane.number(),)))?;
    Ok(first.map(|((_, run_at, ..), ())| run_at))
}

/// A planned job by its identity.
pub fn find(read: &dyn Read, kind: &str, key: &[u8]) -> Result<Option<Job>, StoreError> {
    let identity = (kind.to_owned(), key.to_vec());
    Ok(JOBS.get(read, &identity)?.map(|row| Job::of(identity, row)))
}

/// All planned jobs, up to a limit: for operators and tests.
pub fn pending(read: &dyn Read, limit: usize) -> Result<Vec<Job>, StoreError> {
    let rows = JOBS.scan(read, Scan::all().limit(limit))?;
    Ok(rows.into_iter().map(|(id, row)| Job::of(id, row)).collect())
}

/// The dead-letter list, up to a limit.
pub fn dead(read: &dyn Read, limit: usize) -> Result<Vec<DeadJob>, StoreError> {
    let rows = DEAD.scan(read, Scan::all().limit(limit))?;
    Ok(rows
        .into_iter()
        .map(|(identity, row)| DeadJob {
            job: Job::of(identity, row.job),
            died_at: row.died_at,
            error: row.error,
        })
        .collect())
}

/// Plans a dead job again, as new; false if there is none.
pub fn revive(tx: &mut Tx<'_>, kind: &str, key: &[u8]) -> Result<bool, StoreError> {
    let identity = (kind.to_owned(), key.to_vec());
    let Some(dead) = DEAD.get(tx, &identity)? else {
        return Ok(false);
    };
    DEAD.delete(tx, &identity)?;
    remove(tx, &identity)?;
    let row = JobRow {
        run_at: tx.now(),
        attempts: 0,
        generation: tx.rng().next_u64(),
        ..dead.job
    };
    insert(tx, &identity, &row)?;
    Ok(true)
}
