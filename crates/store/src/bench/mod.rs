//! `sapa bench store`: what a command costs, beside the engine alone.
//!
//! A command reads 4 random rows and writes 5, of `keys` rows with keys of 32 bytes and values of 150. The cell
//! runs them with 1, 32 and 512 callers that each wait for their answer. The peer is the keyspace's engine, fjall,
//! without log, rollback, fences or events: one thread, one batch for each command, one `SyncData` for every 512. A
//! looser loop, one batch for all 512 commands, which then do not see each other, is measured too. All get the same
//! number of rows, the same seeds and the same cache; cell and peer have their own directory, and run one after the
//! other in one process.

mod cell;
mod raw;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use sapa_kernel::Clock;

use crate::prefixes::STORE_BENCH;

/// Bytes of a benchmark's key, prefix included.
pub const KEY_BYTES: usize = 32;
/// Bytes of a benchmark's value.
pub const VALUE_BYTES: usize = 150;
/// Rows that a command reads.
pub const GETS: usize = 4;
/// Rows that a command writes.
pub const PUTS: usize = 5;
/// Rows that a scan reads.
pub const SCAN_ROWS: usize = 50;
/// Commands that the raw loop makes durable together.
pub const RAW_GROUP: usize = 512;

/// What to measure, and where.
#[derive(Clone)]
pub struct BenchOptions {
    /// An existing directory for the benchmark's data. It makes two directories in it, and removes them.
    pub dir: PathBuf,
    /// Rows in each keyspace before anything is measured.
    pub keys: u64,
    /// How long the two figures at 512 are measured, each.
    pub long: Duration,
    /// How long each of the other figures is measured.
    pub short: Duration,
    /// Bytes of block cache on both sides.
    pub cache_bytes: u64,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BenchReport {
    /// Rows in each keyspace.
    pub keys: u64,
    /// Commands a second with one caller.
    pub commands_per_second_1: f64,
    /// Commands a second with 32 callers.
    pub commands_per_second_32: f64,
    /// Commands a second with 512 callers.
    pub commands_per_second_512: f64,
    /// Commands a second of the engine alone, each seeing the ones before it.
    pub raw_fjall_512: f64,
    /// Commands a second of the engine alone, blind to the others of their group.
    pub raw_fjall_one_batch_512: f64,
    /// The cell at 512 callers, divided by the engine alone.
    pub ratio_512: f64,
    /// Half of the commands at 512 callers were answered within so many milliseconds.
    pub p50_ms_512: f64,
    /// 99 of 100 commands at 512 callers were answered within so many milliseconds.
    pub p99_ms_512: f64,
    /// Scans of 50 rows a second, by one reader beside 512 writing callers.
    pub scans_per_second: f64,
    /// Microseconds of processor time a command at 512 callers, of all threads, callers included.
    pub cpu_us_per_command: f64,
    /// Microseconds of processor time a command of the engine alone, of all threads.
    pub raw_cpu_us_per_command: f64,
}

/// Why a benchmark gave no figures.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The disk failed.
    #[error("the benchmark's directory: {0}")]
    Io(#[from] std::io::Error),
    /// The cell did not open.
    #[error("the cell: {0}")]
    Open(#[from] crate::OpenError),
    /// A command was refused.
    #[error("a command: {0}")]
    Command(String),
    /// The engine failed.
    #[error("fjall: {0}")]
    Fjall(#[from] fjall::Error),
}

/// Runs everything. `say` hears of each step.
pub async fn run(
    options: BenchOptions,
    mut say: impl FnMut(&str),
) -> Result<BenchReport, BenchError> {
    say("the cell: filling");
    let cell = cell::measure(&options, &mut say).await?;
    say("fjall alone: filling");
    let raw = {
        let options = options.clone();
        tokio::task::spawn_blocking(move || raw::measure(&options))
            .await
            .map_err(|error| BenchError::Command(error.to_string()))??
    };
    Ok(BenchReport {
        keys: options.keys,
        commands_per_second_1: cell.at_1,
        commands_per_second_32: cell.at_32,
        commands_per_second_512: cell.at_512.per_second,
        raw_fjall_512: raw.serial.per_second,
        raw_fjall_one_batch_512: raw.one_batch.per_second,
        ratio_512: cell.at_512.per_second / raw.serial.per_second,
        p50_ms_512: cell.at_512.p50_ms,
        p99_ms_512: cell.at_512.p99_ms,
        scans_per_second: cell.scans_per_second,
        cpu_us_per_command: cell.at_512.cpu_us,
        raw_cpu_us_per_command: raw.serial.cpu_us,
    })
}

/// One measured stretch.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    cpu_us: f64,
}

/// Draws the keys and values of commands. Two of the same seed draw the same.
struct Draw {
    rng: ChaCha8Rng,
    keys: u64,
}

impl Draw {
    fn new(seed: u64, keys: u64) -> Self {
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            keys: keys.max(1),
        }
    }

    fn key(&mut self) -> [u8; KEY_BYTES] {
        let index = self.rng.next_u64() % self.keys;
        key(index)
    }

    fn value(&mut self) -> [u8; VALUE_BYTES] {
        let mut value = [0; VALUE_BYTES];
        self.rng.fill_bytes(&mut value);
        value
    }
}

/// The key of a row. Neighbouring indexes lie far apart, as ids of different people do.
fn key(index: u64) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    key[..2].copy_from_slice(&STORE_BENCH.bytes());
    // An odd factor makes a permutation of the 64-bit numbers: no two rows share a key.
    let scattered = index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key[2..10].copy_from_slice(&scattered.to_be_bytes());
    key[10..18].copy_from_slice(&index.to_be_bytes());
    key
}

/// Processor time that this process has used so far, all threads.
fn cpu_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(spent.tv_sec).unwrap_or(0),
        u32::try_from(spent.tv_nsec).unwrap_or(0),
    )
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests;
