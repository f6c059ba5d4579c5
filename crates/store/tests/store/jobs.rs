//! Jobs: due, put off, given up, cancelled, planned anew; in a test cell and by the runner of a real one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sapa_kernel::{Clock, Fault, FaultKind};
use sapa_store::jobs::{self, Effect, Handlers, JobOptions, JobRunner};
use sapa_store::{Cell, Lane, NewJob, Read, StoreError, Tx};
use sapa_test_kit::{ManualClock, TestCell};

use crate::support::{ROWS, options};

fn job(key: u8, tx: &Tx<'_>, in_seconds: u64) -> NewJob {
    NewJob {
        kind: "test.count",
        key: vec![key],
        lane: Lane::Job,
        run_at: tx.now().saturating_add(Duration::from_secs(in_seconds)),
        payload: vec![key],
    }
}

fn count(tx: &mut Tx<'_>, job: &sapa_store::Job) -> Result<(), Fault> {
    let key = u64::from(job.payload[0]);
    let before = ROWS.get(tx, &key).unwrap().unwrap_or(0);
    ROWS.put(tx, &key, &(before + 1)).unwrap();
    Ok(())
}

fn fail(_: &mut Tx<'_>, _: &sapa_store::Job) -> Result<(), Fault> {
    Err(Fault::new(
        FaultKind::Unavailable,
        "test.not_now",
        "Not now.",
    ))
}

#[test]
fn a_job_runs_when_it_is_due_and_once() {
    let cell = TestCell::new();
    let handlers = Handlers::new().on("test.count", count);
    cell.write(|tx| tx.schedule(job(1, tx, 10))).unwrap();
    assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 0);
    cell.clock().advance(Duration::from_secs(10));
    assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 1);
    assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 0);
    assert_eq!(cell.read(|read| ROWS.get(read, &1)).unwrap(), Some(1));
    assert!(
        cell.read(|read| jobs::pending(read, 10))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn planning_again_replaces_and_cancelling_removes() {
    let cell = TestCell::new();
    cell.write(|tx| {
        tx.schedule(job(1, tx, 10))?;
        tx.schedule(job(1, tx, 99))?;
        tx.schedule(job(2, tx, 10))
    })
    .unwrap();
    assert_eq!(cell.read(|read| jobs::pending(read, 10)).unwrap().len(), 2);
    assert!(cell.write(|tx| tx.cancel("test.count", &[2])).unwrap());
    assert!(!cell.write(|tx| tx.cancel("test.count", &[2])).unwrap());
    cell.clock().advance(Duration::from_secs(50));
    let due = |lane| {
        let now = cell.now();
        cell.read(|read| jobs::due(read, lane, now, 10))
            .unwrap()
            .len()
    };
    assert_eq!((due(Lane::Job), due(Lane::Interactive)), (0, 0));
    cell.clock().advance(Duration::from_secs(49));
    assert_eq!(due(Lane::Job), 1);
}

#[test]
fn a_failing_job_is_put_off_longer_each_time_and_given_up_at_last() {
    let cell = TestCell::new();
    let handlers = Handlers::new().on("test.count", fail);
    cell.write(|tx| tx.schedule(job(1, tx, 0))).unwrap();
    let mut pauses = Vec::new();
    for _ in 0..jobs::MAX_ATTEMPTS {
        assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 0);
        let Some(next) = cell.read(|read| jobs::next_due(read, Lane::Job)).unwrap() else {
            break;
        };
        pauses.push(next.since(cell.now()));
        cell.clock().set(next);
    }
    assert_eq!(pauses.len() as u32, jobs::MAX_ATTEMPTS - 1);
    assert!(pauses[0] >= Duration::from_millis(500) && pauses[0] <= Duration::from_secs(1));
    assert!(pauses.windows(2).all(|two| two[1] >= two[0]), "{pauses:?}");
    let dead = cell.read(|read| jobs::dead(read, 10)).unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].job.attempts, jobs::MAX_ATTEMPTS);
    assert!(dead[0].error.contains("test.not_now"), "{}", dead[0].error);
    // An operator can have it tried again.
    assert!(
        cell.write(|tx| jobs::revive(tx, "test.count", &[1]))
            .unwrap()
    );
    let handlers = Handlers::new().on("test.count", count);
    assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 1);
    assert!(cell.read(|read| jobs::dead(read, 10)).unwrap().is_empty());
}

#[test]
fn an_effect_that_fails_leaves_nothing_of_itself() {
    let cell = TestCell::new();
    let handlers = Handlers::new().on("test.count", |tx, job| {
        count(tx, job)?;
        fail(tx, job)
    });
    cell.write(|tx| tx.schedule(job(1, tx, 0))).unwrap();
    cell.run_due_jobs(&handlers).unwrap();
    assert_eq!(cell.read(|read| ROWS.get(read, &1)).unwrap(), None);
    let found = cell.read(|read| jobs::find(read, "test.count", &[1]));
    assert_eq!(found.unwrap().unwrap().attempts, 1);
}

#[test]
fn a_job_can_plan_itself_anew() {
    let cell = TestCell::new();
    let handlers = Handlers::new().on("test.count", |tx, ran| {
        count(tx, ran)?;
        tx.schedule(job(1, tx, 60))
            .map_err(|_| Fault::new(FaultKind::Internal, "x", "x"))
    });
    cell.write(|tx| tx.schedule(job(1, tx, 0))).unwrap();
    for round in 1..4 {
        assert_eq!(cell.run_due_jobs(&handlers).unwrap(), 1);
        assert_eq!(cell.read(|read| ROWS.get(read, &1)).unwrap(), Some(round));
        cell.clock().advance(Duration::from_secs(60));
    }
}

#[test]
fn a_run_that_was_overtaken_stores_nothing() {
    let cell = TestCell::new();
    cell.write(|tx| tx.schedule(job(1, tx, 0))).unwrap();
    let started = cell
        .read(|read| jobs::find(read, "test.count", &[1]))
        .unwrap()
        .unwrap();
    cell.write(|tx| tx.schedule(job(1, tx, 5))).unwrap();
    let stored = cell.write(|tx| jobs::complete(tx, &started, |tx| count(tx, &started)));
    assert!(!stored.unwrap());
    assert_eq!(cell.read(|read| ROWS.get(read, &1)).unwrap(), None);
    assert!(
        cell.read(|read| jobs::find(read, "test.count", &[1]))
            .unwrap()
            .is_some()
    );
}

async fn until(mut done: impl FnMut() -> bool) {
    tokio::time::timeout(Duration::from_secs(20), async {
        while !done() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_runner_runs_what_is_due_simple_and_prepared() {
    let dir = tempfile::tempdir().unwrap();
    let cell = Cell::open(options(dir.path())).unwrap();
    let prepared = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&prepared);
    let handlers = Handlers::new().on("test.count", count).on_prepared(
        "test.prepared",
        move |cell: Cell, job| {
            let counter = Arc::clone(&counter);
            async move {
                // Reading is allowed, writing is the effect's business.
                assert!(ROWS.get(&cell.snapshot(), &77).unwrap().is_none());
                counter.fetch_add(1, Ordering::SeqCst);
                Ok(Box::new(move |tx: &mut Tx<'_>| count(tx, &job)) as Effect)
            }
        },
    );
    let runner = JobRunner::start(cell.clone(), handlers, JobOptions::default());
    cell.write(Lane::Interactive, |tx| {
        for key in 0..20 {
            tx.schedule(job(key, tx, 0))?;
        }
        tx.schedule(NewJob {
            kind: "test.prepared",
            ..job(77, tx, 0)
        })
    })
    .await
    .unwrap();
    until(|| jobs::pending(&cell.snapshot(), 100).unwrap().is_empty()).await;
    for key in 0..20 {
        assert_eq!(ROWS.get(&cell.snapshot(), &key).unwrap(), Some(1));
    }
    assert_eq!(ROWS.get(&cell.snapshot(), &77).unwrap(), Some(1));
    assert_eq!(prepared.load(Ordering::SeqCst), 1);
    runner.stop().await;
}

#[tokio::test]
async fn the_runner_puts_off_panics_and_unknown_kinds() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new());
    let mut with_clock = options(dir.path());
    with_clock.clock = Arc::clone(&clock) as _;
    let cell = Cell::open(with_clock).unwrap();
    let handlers = Handlers::new().on("test.count", |_, _| panic!("on purpose"));
    let options = JobOptions {
        max_attempts: 2,
        ..JobOptions::default()
    };
    let runner = JobRunner::start(cell.clone(), handlers, options);
    cell.write(Lane::Interactive, |tx| {
        tx.schedule(NewJob {
            kind: "test.nobody",
            ..job(2, tx, 0)
        })?;
        tx.schedule(job(1, tx, 0))
    })
    .await
    .unwrap();
    let attempted = || {
        let pending = jobs::pending(&cell.snapshot(), 9).unwrap();
        pending.iter().all(|job| job.attempts == 1)
    };
    until(attempted).await;
    clock.set(clock.now().saturating_add(Duration::from_secs(5)));
    until(|| jobs::dead(&cell.snapshot(), 9).unwrap().len() == 2).await;
    let dead = jobs::dead(&cell.snapshot(), 9).unwrap();
    assert!(dead[0].error.contains("on purpose"), "{}", dead[0].error);
    assert!(
        dead[1].error.contains("nothing handles"),
        "{}",
        dead[1].error
    );
    runner.stop().await;
    let now = cell.snapshot().now();
    assert!(now >= dead[0].died_at);
    assert_eq!(
        Ok::<_, StoreError>(0),
        jobs::pending(&cell.snapshot(), 9).map(|jobs| jobs.len())
    );
}

#[test]
fn a_payload_has_a_limit() {
    let cell = TestCell::new();
    let with = |bytes: usize| {
        cell.try_write(|tx| {
            let payload = vec![0; bytes];
            tx.schedule(NewJob {
                payload,
                ..job(1, tx, 0)
            })
        })
    };
    let most = sapa_store::limits::MAX_JOB_PAYLOAD_BYTES;
    assert_eq!(with(most), Ok(Ok(())));
    assert_eq!(with(most + 1), Ok(Err(StoreError::ValueTooLarge(most + 1))));
    let found = cell
        .read(|read| jobs::find(read, "test.count", &[1]))
        .unwrap();
    assert_eq!(
        found.unwrap().payload.len(),
        most,
        "what was planned before stays"
    );
}
