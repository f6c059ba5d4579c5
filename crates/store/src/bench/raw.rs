//! The peer: fjall alone, one writer, one batch and one sync for every group of commands.

use std::time::Instant;

use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::{
    BenchError, BenchOptions, Draw, GETS, PUTS, RAW_GROUP, Stretch, cpu_time, key, micros,
};

/// Rows that are written together while filling.
const FILL_BATCH: u64 = 10_000;

pub(super) fn measure(options: &BenchOptions) -> Result<Stretch, BenchError> {
    let dir = options.dir.join("bench-fjall");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let stretch = {
        let db = Database::builder(&dir)
            .cache_size(options.cache_bytes)
            .manual_journal_persist(true)
            .open()?;
        let rows = db.keyspace("rows", KeyspaceCreateOptions::default)?;
        fill(&db, &rows, options.keys)?;
        commands(&db, &rows, options)?
    };
    std::fs::remove_dir_all(&dir)?;
    Ok(stretch)
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

fn commands(db: &Database, rows: &Keyspace, options: &BenchOptions) -> Result<Stretch, BenchError> {
    let mut draw = Draw::new(512, options.keys);
    let (started, cpu_before) = (Instant::now(), cpu_time());
    let mut done = 0_u32;
    while started.elapsed() < options.long {
        let mut batch = db.batch().durability(Some(PersistMode::SyncData));
        for _ in 0..RAW_GROUP {
            for _ in 0..GETS {
                std::hint::black_box(rows.get(draw.key())?);
            }
            for _ in 0..PUTS {
                batch.insert(rows, draw.key(), draw.value());
            }
            done += 1;
        }
        batch.commit()?;
    }
    let elapsed = started.elapsed();
    Ok(Stretch {
        per_second: f64::from(done) / elapsed.as_secs_f64(),
        cpu_us: micros(cpu_time().saturating_sub(cpu_before)) / f64::from(done.max(1)),
        ..Stretch::default()
    })
}
