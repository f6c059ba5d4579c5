//! The peer: fjall alone, one writer, one sync for every group of commands.
//!
//! Twice: with a batch for each command, so that each sees the ones before it, as the cell's transactions do; and with
//! one batch for the whole group, which is quicker and promises less.

use std::time::{Duration, Instant};

use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::{
    BenchError, BenchOptions, Draw, GETS, PUTS, RAW_GROUP, Stretch, cpu_time, key, micros,
};

/// Rows that are written together while filling.
const FILL_BATCH: u64 = 10_000;

pub(super) struct RawFigures {
    pub(super) serial: Stretch,
    pub(super) one_batch: Stretch,
}

pub(super) fn measure(options: &BenchOptions) -> Result<RawFigures, BenchError> {
    let dir = options.dir.join("bench-fjall");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let figures = {
        let db = Database::builder(&dir)
            .cache_size(options.cache_bytes)
            .manual_journal_persist(true)
            .open()?;
        let rows = db.keyspace("rows", KeyspaceCreateOptions::default)?;
        fill(&db, &rows, options.keys)?;
        RawFigures {
            serial: commands(&db, &rows, options, options.long, false)?,
            one_batch: commands(&db, &rows, options, options.short, true)?,
        }
    };
    std::fs::remove_dir_all(&dir)?;
    Ok(figures)
}

fn fill(db: &Database, rows: &Keyspace, keys: u64) -> Result<(), BenchError> {
    let mut draw = Draw::new(1, keys);
    let mut index = 0;
    while index < keys {
        let mut batch = db.batch();
        for _ in 0..FILL_BATCH.min(keys - index) {
            batch.insert(rows, key(index), draw.value());
            index += 1;
        }
        batch.commit()?;
    }
    db.persist(PersistMode::SyncData)?;
    Ok(())
}

fn commands(
    db: &Database,
    rows: &Keyspace,
    options: &BenchOptions,
    duration: Duration,
    one_batch: bool,
) -> Result<Stretch, BenchError> {
    let mut draw = Draw::new(512, options.keys);
    let (started, cpu_before) = (Instant::now(), cpu_time());
    let mut done = 0_u32;
    while started.elapsed() < duration {
        let mut batch = db.batch();
        for _ in 0..RAW_GROUP {
            for _ in 0..GETS {
                std::hint::black_box(rows.get(draw.key())?);
            }
            for _ in 0..PUTS {
                batch.insert(rows, draw.key(), draw.value());
            }
            if !one_batch {
                std::mem::replace(&mut batch, db.batch()).commit()?;
            }
            done += 1;
        }
        batch.commit()?;
        db.persist(PersistMode::SyncData)?;
    }
    let elapsed = started.elapsed();
    Ok(Stretch {
        per_second: f64::from(done) / elapsed.as_secs_f64(),
        cpu_us: micros(cpu_time().saturating_sub(cpu_before)) / f64::from(done.max(1)),
        ..Stretch::default()
    })
}
