//! The cell under callers that each wait for their answer before they ask again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::{
    BenchError, BenchOptions, Draw, GETS, PUTS, SCAN_ROWS, Stretch, VALUE_BYTES, cpu_time, key,
    micros,
};
use crate::{Cell, CellOptions, Lane, RawScan, RawValue, Read, StoreError, Tx, after_prefix};

/// Rows that are written in one transaction while filling.
const FILL_BATCH: u64 = 10_000;

pub(super) struct CellFigures {
    pub(super) at_1: f64,
    pub(super) at_32: f64,
    pub(super) at_512: Stretch,
    pub(super) scans_per_second: f64,
}

pub(super) async fn measure(
    options: &BenchOptions,
    say: &mut impl FnMut(&str),
) -> Result<CellFigures, BenchError> {
    let dir = options.dir.join("bench-cell");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir_all(&dir)?;
    let mut cell_options = CellOptions::new(&dir, Arc::clone(&options.clock));
    cell_options.cache_bytes = options.cache_bytes;
    let cell = Cell::open(cell_options)?;
    fill(&cell, options.keys).await?;
    say("the cell: 1 caller");
    let at_1 = callers(&cell, 1, options.keys, options.short).await?;
    say("the cell: 32 callers");
    let at_32 = callers(&cell, 32, options.keys, options.short).await?;
    say("the cell: 512 callers");
    let at_512 = callers(&cell, 512, options.keys, options.long).await?;
    say("the cell: scans beside 512 callers");
    let scans_per_second = scans(&cell, options).await?;
    cell.shutdown().await;
    std::fs::remove_dir_all(&dir)?;
    Ok(CellFigures {
        at_1: at_1.per_second,
        at_32: at_32.per_second,
        at_512,
        scans_per_second,
    })
}

async fn fill(cell: &Cell, keys: u64) -> Result<(), BenchError> {
    let mut draw = Draw::new(1, keys);
    let mut index = 0;
    while index < keys {
        let rows: Vec<(u64, [u8; VALUE_BYTES])> = (index..keys.min(index + FILL_BATCH))
            .map(|index| (index, draw.value()))
            .collect();
        index += FILL_BATCH;
        cell.write(Lane::Bulk, move |tx| {
            for (index, value) in &rows {
                tx.put_raw(&key(*index), RawValue::from(value.as_slice()))?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .map_err(|error| BenchError::Command(error.to_string()))?;
    }
    Ok(())
}

/// What one command does. The reads are kept from being optimised away.
fn command(tx: &mut Tx<'_>, draw: &mut Draw) -> Result<(), StoreError> {
    for _ in 0..GETS {
        std::hint::black_box(tx.get_raw(&draw.key())?);
    }
    for _ in 0..PUTS {
        let (key, value) = (draw.key(), draw.value());
        tx.put_raw(&key, RawValue::from(value.as_slice()))?;
    }
    Ok(())
}

async fn callers(
    cell: &Cell,
    count: u64,
    keys: u64,
    duration: Duration,
) -> Result<Stretch, BenchError> {
    let (started, cpu_before) = (Instant::now(), cpu_time());
    let until = started + duration;
    let tasks: Vec<_> = (0..count)
        .map(|caller| tokio::spawn(one_caller(cell.clone(), count * 1000 + caller, keys, until)))
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        let of_one = task
            .await
            .map_err(|error| BenchError::Command(error.to_string()))?;
        waits.extend(of_one?);
    }
    let (elapsed, cpu) = (started.elapsed(), cpu_time().saturating_sub(cpu_before));
    waits.sort_unstable();
    let done = u32::try_from(waits.len()).unwrap_or(u32::MAX);
    let at = |percent: usize| {
        let index = (waits.len() * percent / 100).min(waits.len().saturating_sub(1));
        waits.get(index).map_or(0.0, |wait| f64::from(*wait) / 1e3)
    };
    Ok(Stretch {
        per_second: f64::from(done) / elapsed.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
        cpu_us: micros(cpu) / f64::from(done.max(1)),
    })
}

/// The microseconds that each command of one caller took.
async fn one_caller(
    cell: Cell,
    seed: u64,
    keys: u64,
    until: Instant,
) -> Result<Vec<u32>, BenchError> {
    let mut waits = Vec::new();
    let mut turn = 0_u64;
    while Instant::now() < until {
        let asked = Instant::now();
        turn += 1;
        let mut draw = Draw::new(seed << 32 | turn, keys);
        cell.write(Lane::Interactive, move |tx| command(tx, &mut draw))
            .await
            .map_err(|error| BenchError::Command(error.to_string()))?;
        waits.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(waits)
}

/// Scans a second of one reader on its own thread, beside 512 writing callers.
async fn scans(cell: &Cell, options: &BenchOptions) -> Result<f64, BenchError> {
    let stop = Arc::new(AtomicBool::new(false));
    let done = Arc::new(AtomicU64::new(0));
    let reader = {
        let (cell, stop, done) = (cell.clone(), Arc::clone(&stop), Arc::clone(&done));
        let keys = options.keys;
        tokio::task::spawn_blocking(move || -> Result<(), StoreError> {
            let mut draw = Draw::new(7, keys);
            while !stop.load(Ordering::Relaxed) {
                let start = draw.key();
                let scan = RawScan {
                    start: std::ops::Bound::Included(start.to_vec()),
                    end: after_prefix(&start[..2])
                        .map_or(std::ops::Bound::Unbounded, std::ops::Bound::Excluded),
                    reverse: false,
                    limit: SCAN_ROWS,
                };
                std::hint::black_box(cell.snapshot().scan_raw(&scan)?);
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        })
    };
    let started = Instant::now();
    callers(cell, 512, options.keys, options.short).await?;
    let per_second = scans_rate(done.load(Ordering::Relaxed), started.elapsed());
    stop.store(true, Ordering::Relaxed);
    reader
        .await
        .map_err(|error| BenchError::Command(error.to_string()))?
        .map_err(|error| BenchError::Command(error.to_string()))?;
    Ok(per_second)
}

fn scans_rate(done: u64, elapsed: Duration) -> f64 {
    f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / elapsed.as_secs_f64()
}
