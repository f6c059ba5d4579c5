//! A cell on a real disk: opening, writing, rolling back, subscribing, closing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sapa_kernel::Timestamp;
use sapa_store::{
    Cell, EntriesError, Lane, OpenError, RawValue, Read, Scan, StoreError, Tx, WriteError, limits,
};
use sapa_test_kit::ManualClock;

use crate::support::{INDEX, ROWS, event, options};

async fn put(cell: &Cell, key: u64, value: u64) -> u64 {
    cell.write(Lane::Interactive, move |tx| ROWS.put(tx, &key, &value))
        .await
        .unwrap()
        .seq
}

fn get(cell: &Cell, key: u64) -> Option<u64> {
    ROWS.get(&cell.snapshot(), &key).unwrap()
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let seq = put(&cell, 1, 10).await;
    assert_eq!((get(&cell, 1), cell.seq()), (Some(10), seq));
    cell.shutdown().await;
    let cell = Cell::open(options(dir.path())).unwrap();
    assert_eq!(get(&cell, 1), Some(10));
    assert!(cell.warnings().is_empty(), "{:?}", cell.warnings());
    assert!(put(&cell, 2, 20).await > seq);
}

#[tokio::test]
async fn a_killed_process_loses_nothing() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    for number in 0..200 {
        put(&cell, number, number).await;
    }
    // What another process would find if this one were killed now.
    let left = temporary();
    copy_dir(dir.path(), left.path());
    let found = Cell::open(options(left.path())).unwrap();
    for number in 0..200 {
        assert_eq!(get(&found, number), Some(number));
    }
    put(&found, 1000, 1).await;
    drop(cell);
}

fn copy_dir(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn a_directory_has_one_cell_at_a_time() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let second = Cell::open(options(dir.path()));
    assert!(matches!(second, Err(OpenError::InUse(_))), "{second:?}");
    drop(cell);
    Cell::open(options(dir.path())).unwrap();
}

#[tokio::test]
async fn a_directory_of_a_newer_version_is_refused() {
    let dir = temporary();
    drop(Cell::open(options(dir.path())).unwrap());
    let path = dir.path().join("cell");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("format 1", "format 2")).unwrap();
    let refused = Cell::open(options(dir.path())).unwrap_err();
    assert_eq!(refused, OpenError::Newer { found: 2, known: 1 });
    std::fs::write(&path, text.replace("cell 1", "cell 9")).unwrap();
    let refused = Cell::open(options(dir.path())).unwrap_err();
    assert!(matches!(refused, OpenError::NotACell(_)), "{refused}");
    std::fs::write(&path, "something else").unwrap();
    let refused = Cell::open(options(dir.path())).unwrap_err();
    assert!(matches!(refused, OpenError::NotACell(_)), "{refused}");
    std::fs::remove_file(&path).unwrap();
    let refused = Cell::open(options(dir.path())).unwrap_err();
    assert!(matches!(refused, OpenError::NotACell(_)), "{refused}");
}

#[tokio::test]
async fn a_deleted_or_damaged_keyspace_is_rebuilt() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    for number in 0..50 {
        put(&cell, number, number).await;
    }
    cell.checkpoint().unwrap();
    for number in 50..100 {
        put(&cell, number, number).await;
    }
    cell.shutdown().await;
    let keyspace = dir.path().join("keyspace");
    for damage in ["deleted", "damaged"] {
        if damage == "deleted" {
            std::fs::remove_dir_all(&keyspace).unwrap();
        } else {
            scribble(&keyspace);
        }
        let cell = Cell::open(options(dir.path())).unwrap();
        assert!(!cell.warnings().is_empty(), "{damage}");
        assert!(cell.stats().replayed >= 50, "{damage}");
        for number in 0..100 {
            assert_eq!(get(&cell, number), Some(number), "{damage}");
        }
        cell.shutdown().await;
    }
}

/// Overwrites the head of every file.
fn scribble(dir: &std::path::Path) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            scribble(&entry.path());
        } else {
            std::fs::write(entry.path(), b"not what was written here").unwrap();
        }
    }
}

#[tokio::test]
async fn a_lost_log_is_not_taken_for_a_new_cell() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    put(&cell, 1, 1).await;
    cell.shutdown().await;
    std::fs::remove_dir_all(dir.path().join("log")).unwrap();
    let refused = Cell::open(options(dir.path())).unwrap_err();
    assert!(matches!(refused, OpenError::NotACell(_)), "{refused}");
}

#[tokio::test]
async fn an_error_rolls_back_its_transaction_alone() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let mut waiting = Vec::new();
    for number in 0_u64..30 {
        let cell = cell.clone();
        waiting.push(tokio::spawn(async move {
            cell.write(Lane::Interactive, move |tx| {
                let count = ROWS.get(tx, &999).unwrap().unwrap_or(0);
                ROWS.put(tx, &999, &(count + 1)).unwrap();
                ROWS.put(tx, &number, &number).unwrap();
                match number % 3 {
                    0 => Err("refused"),
                    1 => panic!("on purpose"),
                    _ => Ok(()),
                }
            })
            .await
        }));
    }
    for (number, task) in waiting.into_iter().enumerate() {
        let answer = task.await.unwrap();
        match number % 3 {
            0 => assert!(matches!(
                answer,
                Err(WriteError::Refused {
                    error: "refused",
                    ..
                })
            )),
            1 => assert_eq!(
                answer.unwrap_err(),
                WriteError::Store(StoreError::Panicked("on purpose".into()))
            ),
            _ => assert!(answer.is_ok()),
        }
    }
    let snapshot = cell.snapshot();
    let rows = ROWS.scan(&snapshot, Scan::all()).unwrap();
    assert_eq!(rows.len(), 11);
    assert!(
        rows[..10]
            .iter()
            .all(|(key, value)| key == value && key % 3 == 2)
    );
    assert_eq!(rows[10], (999, 10));
    assert_eq!((cell.stats().refused, cell.stats().panicked), (10, 10));
}

#[tokio::test]
async fn callers_at_once_see_each_other_in_turn() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let cell = cell.clone();
            tokio::spawn(async move {
                for _ in 0..50 {
                    let committed = cell
                        .write(Lane::Interactive, |tx| {
                            let count = ROWS.get(tx, &0)?.unwrap_or(0) + 1;
                            ROWS.put(tx, &0, &count)?;
                            INDEX.put(tx, &(count,), &(count, vec![]))?;
                            Ok::<_, StoreError>(count)
                        })
                        .await
                        .unwrap();
                    // What was answered can be read, by anybody, at the seq of the answer.
                    let snapshot = cell.snapshot();
                    assert!(snapshot.seq() >= committed.seq);
                    assert!(INDEX.contains(&snapshot, &(committed.value,)).unwrap());
                    assert!(ROWS.get(&snapshot, &0).unwrap() >= Some(committed.value));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(get(&cell, 0), Some(800));
    let stats = cell.stats();
    assert_eq!(stats.group_transactions.sum, 800);
    assert!(stats.entry_bytes.count < 800, "groups share entries");
}

#[tokio::test]
async fn a_snapshot_does_not_change() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    put(&cell, 1, 1).await;
    let before = cell.snapshot();
    put(&cell, 1, 2).await;
    put(&cell, 2, 2).await;
    assert_eq!(ROWS.get(&before, &1).unwrap(), Some(1));
    assert_eq!(ROWS.count(&before, Scan::all()).unwrap(), 1);
    assert_eq!(ROWS.count(&cell.snapshot(), Scan::all()).unwrap(), 2);
    assert!(cell.snapshot().seq() > before.seq());
}

#[tokio::test]
async fn events_arrive_after_their_entry_is_applied() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let mut entries = cell.subscribe();
    let committed = cell
        .write(Lane::Interactive, |tx| {
            tx.emit(event(7));
            ROWS.put(tx, &7, &7)
        })
        .await
        .unwrap();
    let entry = entries.next().await.unwrap();
    assert_eq!(entry.seq, committed.seq);
    assert_eq!(entry.events, vec![event(7)]);
    assert_eq!(entry.events[0].body::<u64>().unwrap(), 7);
    assert_eq!(get(&cell, 7), Some(7));
    // A transaction that refuses tells nobody.
    let _ = cell
        .write(Lane::Interactive, |tx| {
            tx.emit(event(8));
            Err::<(), _>("no")
        })
        .await;
    put(&cell, 9, 9).await;
    assert!(entries.next().await.unwrap().events.is_empty());
    cell.wait_for(cell.seq()).await;
    assert_eq!(entries.try_next(), Ok(None));
}

#[tokio::test]
async fn a_slow_subscriber_is_told_what_it_missed() {
    let dir = temporary();
    let mut options = options(dir.path());
    options.subscription_entries = 4;
    let cell = Cell::open(options).unwrap();
    let mut entries = cell.subscribe();
    for number in 0..10 {
        put(&cell, number, number).await;
    }
    assert_eq!(entries.next().await, Err(EntriesError::Missed(6)));
    assert_eq!(entries.next().await.unwrap().seq, cell.seq() - 3);
    cell.shutdown().await;
}

#[tokio::test]
async fn time_never_goes_back() {
    let dir = temporary();
    let clock = Arc::new(ManualClock::new());
    let mut with_clock = options(dir.path());
    with_clock.clock = Arc::clone(&clock) as _;
    let time = |cell: Cell| async move {
        cell.write(Lane::Interactive, |tx| {
            ROWS.put(tx, &1, &1)?;
            Ok::<_, StoreError>(tx.now())
        })
        .await
        .unwrap()
        .value
    };
    let cell = Cell::open(with_clock.clone()).unwrap();
    clock.advance(Duration::from_secs(100));
    let late = time(cell.clone()).await;
    clock.set(Timestamp::from_millis(5));
    assert_eq!(time(cell.clone()).await, late);
    assert_eq!(cell.snapshot().now(), late);
    cell.shutdown().await;
    let cell = Cell::open(with_clock).unwrap();
    assert_eq!(time(cell).await, late, "nor over a restart");
}

async fn refusal(
    cell: &Cell,
    run: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError> + Send + 'static,
) -> Option<StoreError> {
    match cell.write(Lane::Bulk, run).await {
        Ok(_) => None,
        Err(WriteError::Refused { error, .. } | WriteError::Store(error)) => Some(error),
        Err(other) => panic!("{other}"),
    }
}

fn raw_key(length: usize) -> Vec<u8> {
    let mut key = vec![7; length];
    key[..2].copy_from_slice(&sapa_store::prefixes::STORE_TEST.bytes());
    key
}

#[tokio::test]
async fn limits_hold_at_their_edge() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let value = |length: usize| RawValue::from(vec![1; length]);
    let empty = value(0);
    let key = raw_key(limits::MAX_KEY_BYTES);
    assert_eq!(
        refusal(&cell, move |tx| tx.put_raw(&key, empty)).await,
        None
    );
    let (key, empty) = (raw_key(limits::MAX_KEY_BYTES + 1), value(0));
    assert_eq!(
        refusal(&cell, move |tx| tx.put_raw(&key, empty)).await,
        Some(StoreError::KeyTooLarge(limits::MAX_KEY_BYTES + 1))
    );
    let most = value(limits::MAX_VALUE_BYTES);
    assert_eq!(
        refusal(&cell, move |tx| tx.put_raw(&raw_key(9), most)).await,
        None
    );
    let more = value(limits::MAX_VALUE_BYTES + 1);
    assert_eq!(
        refusal(&cell, move |tx| tx.put_raw(&raw_key(9), more)).await,
        Some(StoreError::ValueTooLarge(limits::MAX_VALUE_BYTES + 1))
    );
    let many = |count: u64| {
        move |tx: &mut Tx<'_>| (0..count).try_for_each(|number| ROWS.put(tx, &number, &1))
    };
    let most = limits::MAX_WRITES as u64;
    assert_eq!(refusal(&cell, many(most)).await, None);
    assert_eq!(
        refusal(&cell, many(most + 1)).await,
        Some(StoreError::TooManyWrites)
    );
    let large = |count: u8| {
        move |tx: &mut Tx<'_>| {
            (0..count).try_for_each(|number| {
                tx.put_raw(
                    &raw_key(10 + usize::from(number)),
                    RawValue::from(vec![2; 1 << 20]),
                )
            })
        }
    };
    assert_eq!(refusal(&cell, large(7)).await, None);
    assert_eq!(
        refusal(&cell, large(8)).await,
        Some(StoreError::EntryTooLarge)
    );
}

#[tokio::test]
async fn events_have_limits_too() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let with = |name: usize, body: usize| {
        move |tx: &mut Tx<'_>| {
            tx.emit(sapa_store::Event {
                topic: sapa_store::Topic::Cell,
                name: "n".repeat(name).into(),
                body: vec![0; body],
            });
            Ok(())
        }
    };
    let (name, body) = (limits::MAX_EVENT_NAME_BYTES, limits::MAX_EVENT_BYTES);
    assert_eq!(refusal(&cell, with(name, body)).await, None);
    for (name, body, refused) in [(name + 1, 1, name + 1), (1, body + 1, body + 1)] {
        assert_eq!(
            refusal(&cell, with(name, body)).await,
            Some(StoreError::ValueTooLarge(refused))
        );
    }
    assert!(cell.is_leading());
}

#[tokio::test]
async fn an_ignored_refusal_spoils_the_transaction() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let error = refusal(&cell, |tx| {
        ROWS.put(tx, &1, &1)?;
        let _ = tx.delete_raw(&raw_key(limits::MAX_KEY_BYTES + 1));
        Ok(())
    })
    .await;
    assert!(
        matches!(error, Some(StoreError::KeyTooLarge(_))),
        "{error:?}"
    );
    assert_eq!(get(&cell, 1), None);
}

#[tokio::test]
async fn large_transactions_that_wait_together_become_entries_of_their_own() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let tasks: Vec<_> = (0_u8..6)
        .map(|number| {
            let cell = cell.clone();
            tokio::spawn(async move {
                cell.write(Lane::Interactive, move |tx| {
                    let count = ROWS.get(tx, &0)?.unwrap_or(0);
                    ROWS.put(tx, &0, &(count + 1))?;
                    (0..5).try_for_each(|part| {
                        let key = raw_key(20 + usize::from(number) * 10 + part);
                        tx.put_raw(&key, RawValue::from(vec![number; 1 << 20]))
                    })
                })
                .await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(get(&cell, 0), Some(6));
    let stats = cell.stats();
    assert!(stats.entry_bytes.max <= limits::MAX_ENTRY_BYTES as u64);
    cell.shutdown().await;
    let cell = Cell::open(options(dir.path())).unwrap();
    assert_eq!(get(&cell, 0), Some(6));
}

#[tokio::test]
async fn too_many_callers_are_turned_away_and_the_rest_is_served() {
    let dir = temporary();
    let mut options = options(dir.path());
    options.queue_limit = 8;
    let cell = Cell::open(options).unwrap();
    let (release, blocked) = std::sync::mpsc::channel::<()>();
    let (started, runs) = tokio::sync::oneshot::channel();
    let first = {
        let cell = cell.clone();
        tokio::spawn(async move {
            cell.write(Lane::Interactive, move |tx| {
                started.send(()).unwrap();
                blocked.recv().unwrap();
                ROWS.put(tx, &1, &1)
            })
            .await
        })
    };
    runs.await.unwrap();
    let answered = Arc::new(AtomicUsize::new(0));
    let rest: Vec<_> = (0_u64..20)
        .map(|number| {
            let (cell, answered) = (cell.clone(), Arc::clone(&answered));
            tokio::spawn(async move {
                let answer = cell
                    .write(Lane::Interactive, move |tx| ROWS.put(tx, &number, &2))
                    .await;
                answered.fetch_add(1, Ordering::SeqCst);
                answer
            })
        })
        .collect();
    while answered.load(Ordering::SeqCst) < 12 {
        tokio::task::yield_now().await;
    }
    release.send(()).unwrap();
    let mut overloaded = 0;
    for task in rest {
        match task.await.unwrap() {
            Ok(_) => {}
            Err(WriteError::Overloaded) => overloaded += 1,
            Err(other) => panic!("{other}"),
        }
    }
    first.await.unwrap().unwrap();
    assert_eq!(overloaded, 12);
    assert_eq!(cell.stats().overloaded, overloaded);
}

#[tokio::test]
async fn a_closing_cell_finishes_what_waits_and_takes_nothing_more() {
    let dir = temporary();
    let cell = Cell::open(options(dir.path())).unwrap();
    let tasks: Vec<_> = (0_u64..100)
        .map(|number| {
            let cell = cell.clone();
            tokio::spawn(async move {
                cell.write(Lane::Job, move |tx| ROWS.put(tx, &number, &1))
                    .await
            })
        })
        .collect();
    tokio::task::yield_now().await;
    let reader = cell.clone();
    cell.shutdown().await;
    let mut stored = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => stored += 1,
            Err(WriteError::ShuttingDown) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(ROWS.count(&reader.snapshot(), Scan::all()).unwrap(), stored);
    let late = reader
        .write(Lane::Interactive, |tx| ROWS.put(tx, &1, &1))
        .await;
    assert_eq!(late, Err(WriteError::ShuttingDown));
    assert!(!reader.is_leading());
}
