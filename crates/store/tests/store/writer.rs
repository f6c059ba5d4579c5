//! Replies wait for the log: whoever saw a write that is not durable yet is answered as that write is, or after it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sapa_store::log::{Appended, EntryVisitor, Log, LogEngine, LogError, Refusal};
use sapa_store::{
    Cell, CellOptions, EncodedEntry, Lane, Position, RawValue, StoreError, Tail, Tx, WriteError,
};
use sapa_test_kit::{ManualClock, TestDisk, TestKeyspaces};
use tokio::task::JoinHandle;

use crate::support::{INDEX, ROWS, event};

/// What the log is told to answer.
#[derive(Debug, Clone, Copy)]
enum Verdict {
    Stored,
    Full,
    Unknown,
}

/// A log that begins to append and then waits until it is told how that ends.
struct Gated {
    log: Arc<dyn Log>,
    began: Sender<()>,
    verdicts: Arc<Mutex<Receiver<Verdict>>>,
}

impl Log for Gated {
    fn tail(&self) -> Result<Tail, LogError> {
        self.log.tail()
    }
    fn first(&self) -> u64 {
        self.log.first()
    }
    fn append(&self, after: Position, entry: &EncodedEntry) -> Appended {
        // The first entry is the new leader's epoch.
        if after.seq == 0 {
            return self.log.append(after, entry);
        }
        // Only the first is waited for.
        let _ = self.began.send(());
        let verdict = self.verdicts.lock().unwrap().recv();
        match verdict.unwrap_or(Verdict::Stored) {
            Verdict::Stored => self.log.append(after, entry),
            Verdict::Full => Appended::Refused(Refusal::Full),
            Verdict::Unknown => Appended::Unknown("nobody knows".into()),
        }
    }
    fn read(&self, after: u64, visit: &mut EntryVisitor<'_>) -> Result<(), LogError> {
        self.log.read(after, visit)
    }
    fn trim(&self, up_to: u64) -> Result<(), LogError> {
        self.log.trim(up_to)
    }
    fn bytes(&self) -> u64 {
        self.log.bytes()
    }
}

struct GatedEngine {
    engine: Arc<dyn LogEngine>,
    began: Sender<()>,
    verdicts: Arc<Mutex<Receiver<Verdict>>>,
}

impl LogEngine for GatedEngine {
    fn exists(&self) -> Result<bool, LogError> {
        self.engine.exists()
    }
    fn create(&self, before: Tail) -> Result<(), LogError> {
        self.engine.create(before)
    }
    fn open(&self, verify_after: u64) -> Result<(Arc<dyn Log>, Vec<String>), LogError> {
        let (log, warnings) = self.engine.open(verify_after)?;
        let gated = Gated {
            log,
            began: self.began.clone(),
            verdicts: Arc::clone(&self.verdicts),
        };
        Ok((Arc::new(gated), warnings))
    }
}

/// A cell, what says that an append began, and what ends it.
fn gated(segment_bytes: usize) -> (Cell, Receiver<()>, Sender<Verdict>) {
    let (began, begins) = channel();
    let (say, verdicts) = channel();
    let disk = Arc::new(TestDisk::new());
    let engine = sapa_store::log::LocalLogOptions {
        disk: Arc::clone(&disk) as _,
        dir: "/cell/log".into(),
        segment_bytes,
        cell: 1,
        log_id: [9; 16],
        entropy: Arc::new(|| 5),
        spare_in_background: false,
    };
    let mut options = CellOptions::new("/cell", Arc::new(ManualClock::new()));
    options.disk = disk;
    options.keyspace = Some(Arc::new(TestKeyspaces::new()));
    options.log = Some(Arc::new(GatedEngine {
        engine: Arc::new(engine),
        began,
        verdicts: Arc::new(Mutex::new(verdicts)),
    }));
    options.background = false;
    options.reserve_bytes = 0;
    options.fatal = Arc::new(|_| {});
    (Cell::open(options).unwrap(), begins, say)
}

/// What somebody does who sees the row that is under way.
type Follower = fn(&mut Tx<'_>) -> Result<u64, StoreError>;

const FOLLOWERS: [(&str, Follower); 4] = [
    ("refuses", |_| Err(StoreError::Io("taken".into()))),
    ("repeats", |tx| Ok(ROWS.get(tx, &1)?.unwrap_or(0))),
    ("panics", |_| panic!("on purpose")),
    ("writes", |tx| ROWS.put(tx, &2, &2).map(|()| 2)),
];

type Answer = Result<u64, WriteError<StoreError>>;
type Body = Box<dyn FnOnce(&mut Tx<'_>) -> Result<u64, StoreError> + Send>;

/// Has somebody write who waits for the answer.
fn write(cell: &Cell, run: Body) -> JoinHandle<Answer> {
    let cell = cell.clone();
    tokio::spawn(async move {
        let written = cell.write(Lane::Interactive, run).await;
        written.map(|committed| committed.value)
    })
}

/// Writes row 1 and, while that is being appended, has a follower run that sees it; how both were answered.
async fn both(verdict: Verdict, follow: Follower) -> (Cell, Answer, Answer) {
    let (cell, begins, say) = gated(16 << 10);
    let mut heard = cell.subscribe();
    let first = write(
        &cell,
        Box::new(|tx| {
            tx.emit(event(1));
            ROWS.put(tx, &1, &1).map(|()| 1)
        }),
    );
    tokio::task::spawn_blocking(move || begins.recv().unwrap())
        .await
        .unwrap();
    let (ran, runs) = tokio::sync::oneshot::channel();
    let second = write(
        &cell,
        Box::new(move |tx| {
            assert_eq!(ROWS.get(tx, &1)?, Some(1), "it sees what is under way");
            ran.send(()).unwrap();
            follow(tx)
        }),
    );
    runs.await.unwrap();
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert!(!first.is_finished() && !second.is_finished());
    assert_eq!(cell.seq(), 1, "nothing is shown either");
    assert_eq!(ROWS.get(&cell.snapshot(), &1).unwrap(), None);
    assert_eq!(heard.try_next(), Ok(None));
    say.send(verdict).unwrap();
    // Whatever comes after that is stored.
    drop(say);
    let answers = (first.await.unwrap(), second.await.unwrap());
    (cell, answers.0, answers.1)
}

#[tokio::test]
async fn whoever_saw_a_write_is_answered_after_it_is_stored() {
    for (name, follow) in FOLLOWERS {
        let (cell, first, second) = both(Verdict::Stored, follow).await;
        assert_eq!(first, Ok(1));
        let right = match name {
            "refuses" => matches!(second, Err(WriteError::Refused { seq: 2, .. })),
            "repeats" => second == Ok(1),
            "panics" => matches!(second, Err(WriteError::Store(StoreError::Panicked(_)))),
            _ => second == Ok(2) && cell.seq() == 3,
        };
        assert!(right, "{name}: {second:?}");
    }
}

#[tokio::test]
async fn whoever_saw_a_write_that_was_refused_is_refused_with_it() {
    for (name, follow) in FOLLOWERS {
        let (cell, first, second) = both(Verdict::Full, follow).await;
        assert_eq!(first, Err(WriteError::Store(StoreError::DiskFull)));
        assert_eq!(second, first, "{name}");
        assert_eq!(ROWS.get(&cell.snapshot(), &1).unwrap(), None);
        // The cell goes on where it was.
        cell.upkeep();
        let written = cell.write(Lane::Interactive, |tx| {
            assert_eq!(ROWS.get(tx, &1)?, None);
            ROWS.put(tx, &3, &3)
        });
        assert_eq!(written.await.unwrap().seq, 2, "{name}");
    }
}

#[tokio::test]
async fn whoever_saw_a_write_of_unknown_outcome_is_told_that_nothing_is_known() {
    for (name, follow) in FOLLOWERS {
        let (cell, first, second) = both(Verdict::Unknown, follow).await;
        assert_eq!(first, Err(WriteError::OutcomeUnknown));
        assert_eq!(second, Err(WriteError::OutcomeUnknown), "{name}");
        assert!(!cell.is_leading());
        let late = cell.write(Lane::Interactive, |tx| ROWS.put(tx, &3, &3));
        assert_eq!(late.await, Err(WriteError::ShuttingDown));
    }
}

/// Five of the eight megabytes that an entry takes, and a count of those who wrote so much.
fn large(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let count = ROWS.get(tx, &0)?.unwrap_or(0) + 1;
    ROWS.put(tx, &0, &count)?;
    for part in 0..5 {
        let key = INDEX.raw_key(&(count * 10 + part,));
        tx.put_raw(&key, RawValue::from(vec![1; 1_000_000]))?;
    }
    Ok(count)
}

/// So many wait that two of them run in one group; the second does not fit, and is carried into the next.
const LARGE: usize = 5;

/// Large transactions run while another's append is under way: how that one and they were answered.
async fn carried(verdict: Verdict) -> (Cell, Answer, Vec<Answer>) {
    let (cell, begins, say) = gated(9 << 20);
    let (ran, runs) = tokio::sync::oneshot::channel();
    let (go_on, goes_on) = channel::<()>();
    let first = write(
        &cell,
        Box::new(move |tx| {
            ran.send(()).unwrap();
            goes_on.recv().unwrap();
            ROWS.put(tx, &1, &1).map(|()| 1)
        }),
    );
    runs.await.unwrap();
    let ran = Arc::new(AtomicUsize::new(0));
    let larges: Vec<_> = (0..LARGE)
        .map(|_| {
            let ran = Arc::clone(&ran);
            write(
                &cell,
                Box::new(move |tx| {
                    let answer = large(tx);
                    ran.fetch_add(1, Ordering::SeqCst);
                    answer
                }),
            )
        })
        .collect();
    while cell.stats().queue_depth[0] < LARGE {
        tokio::task::yield_now().await;
    }
    go_on.send(()).unwrap();
    tokio::task::spawn_blocking(move || begins.recv().unwrap())
        .await
        .unwrap();
    while ran.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    say.send(verdict).unwrap();
    drop(say);
    let mut answers = Vec::new();
    for task in larges {
        answers.push(task.await.unwrap());
    }
    (cell, first.await.unwrap(), answers)
}

#[tokio::test]
async fn what_is_carried_into_the_next_group_is_lost_with_what_it_saw() {
    let (cell, first, larges) = carried(Verdict::Stored).await;
    assert_eq!(first, Ok(1));
    assert_eq!(larges, [1, 2, 3, 4, 5].map(Ok));
    assert_eq!(cell.seq(), 7, "an entry each");

    let (cell, first, larges) = carried(Verdict::Full).await;
    let full = Err(WriteError::Store(StoreError::DiskFull));
    assert_eq!(first, full);
    assert_eq!(larges[..2], [full.clone(), full]);
    // Those that had not run begin anew.
    assert_eq!(larges[2..], [1, 2, 3].map(Ok));
    assert_eq!(ROWS.get(&cell.snapshot(), &0).unwrap(), Some(3));

    let (_, first, larges) = carried(Verdict::Unknown).await;
    assert_eq!(first, Err(WriteError::OutcomeUnknown));
    assert_eq!(larges[..2], [const { Err(WriteError::OutcomeUnknown) }; 2]);
    assert!(larges[2..].iter().all(Result::is_err));
}

/// How long a slow transaction takes, and how many of them wait.
const SLOW: Duration = Duration::from_millis(2);
const SLOW_WAITING: u64 = 200;

#[tokio::test]
async fn slow_transactions_run_in_small_groups_so_that_people_are_not_kept_waiting() {
    let (cell, _begins, say) = gated(9 << 20);
    drop(say);
    let slow: Vec<_> = (0..SLOW_WAITING)
        .map(|row| {
            let cell = cell.clone();
            tokio::spawn(async move {
                let written = cell.write(Lane::Bulk, move |tx| {
                    let began = Instant::now();
                    while began.elapsed() < SLOW {
                        std::hint::spin_loop();
                    }
                    ROWS.put(tx, &row, &row)
                });
                written.await.map(|_| ())
            })
        })
        .collect();
    for task in slow {
        task.await.unwrap().unwrap();
    }
    let groups = cell.stats().group_transactions;
    assert_eq!(groups.sum, SLOW_WAITING);
    // Nothing is known of the first groups; from then on at most two or three of them fill the time of a group.
    assert!(groups.p50 <= 3, "{groups:?}");
}
