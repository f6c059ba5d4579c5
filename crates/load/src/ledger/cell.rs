//! The ledger in this process: a cell on disk, and callers that each wait for their answer before they ask again.
//! An answer comes when the transfer's entry is fsynced and applied.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sapa_kernel::Currency;
use sapa_ledger::{CreateTransferResult, MAX_BATCH, NewTransfer};
use sapa_store::{Cell, CellOptions, Lane};
use serde::Serialize;
use tokio::task::JoinSet;

use super::Plan;
use super::draw::{self, Draw, Shape};
use crate::clock::{self, MachineClock};
use crate::error::Error;
use crate::histogram::Histogram;
use crate::process::Process;

/// Callers that wait for a single transfer.
pub(crate) const CALLERS: u64 = 512;
/// Callers that wait for a batch.
const BATCH_CALLERS: u64 = 4;

/// One measured stretch.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Stretch {
    /// Transfers that were made in a second; refused ones do not count.
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// Processor time of the whole process, callers included, for each transfer that was made or refused.
    pub(crate) cpu_us_per_transfer: f64,
    /// Of all that were asked for, the share that was refused because the money was not there.
    pub(crate) refused_share: f64,
}

/// What came of the in-process part.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) single: Stretch,
    pub(crate) hot: Stretch,
    pub(crate) batched: Stretch,
    /// Resident bytes of the process when everything had been measured.
    pub(crate) memory_bytes: u64,
    /// Debits equal credits, and every transfer that was acknowledged is there, none more.
    pub(crate) sound: bool,
}

/// What callers count.
struct Tally {
    stop: AtomicBool,
    measuring: AtomicBool,
    made: AtomicU64,
    refused: AtomicU64,
    latencies: Mutex<Histogram>,
}

impl Tally {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            stop: AtomicBool::new(false),
            measuring: AtomicBool::new(false),
            made: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            latencies: Mutex::new(Histogram::new()),
        })
    }

    fn count(&self, asked: Instant, results: &[CreateTransferResult]) -> Result<(), Error> {
        let (mut made, mut refused) = (0, 0);
        for result in results {
            match result {
                CreateTransferResult::Ok => made += 1,
                CreateTransferResult::ExceedsCredits => refused += 1,
                other => return Err(Error::unexpected(format!("a transfer: {other}"))),
            }
        }
        self.made.fetch_add(made, Ordering::Relaxed);
        self.refused.fetch_add(refused, Ordering::Relaxed);
        if self.measuring.load(Ordering::Relaxed) {
            let micros = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
            let mut latencies = self.latencies.lock();
            latencies
                .as_mut()
                .unwrap_or_else(|poisoned| poisoned.get_mut())
                .record(micros);
        }
        Ok(())
    }

    fn so_far(&self) -> (u64, u64) {
        (
            self.made.load(Ordering::Relaxed),
            self.refused.load(Ordering::Relaxed),
        )
    }
}

/// The cell, its accounts, and what has been acknowledged.
struct Bench<'p> {
    cell: Cell,
    currency: Currency,
    plan: &'p Plan,
    made: u64,
}

/// Makes a cell in an empty directory, measures it, and looks whether everything is there.
pub(crate) async fn measure(dir: &Path, plan: &Plan) -> Result<Measured, Error> {
    let options = CellOptions::new(dir, Arc::new(MachineClock));
    let cell = Cell::open(options).map_err(|error| Error::unexpected(error.to_string()))?;
    let currency = "IDR"
        .parse()
        .map_err(|_| Error::unexpected("the rupiah is a currency"))?;
    let mut bench = Bench {
        cell,
        currency,
        plan,
        made: 0,
    };
    bench.fill().await?;
    let single = bench.callers(Shape::Uniform, CALLERS, 1).await?;
    let hot = bench.callers(Shape::Hot, CALLERS, 1).await?;
    let batched = bench
        .callers(Shape::Uniform, BATCH_CALLERS, MAX_BATCH)
        .await?;
    let memory_bytes = Process::new(std::process::id()).resident_bytes()?;
    let sound = bench.is_sound()?;
    bench.cell.shutdown().await;
    Ok(Measured {
        single,
        hot,
        batched,
        memory_bytes,
        sound,
    })
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::unexpected(format!("the cell: {error}"))
}

impl Bench<'_> {
    /// Opens the accounts and gives each its first money, in the largest batches.
    async fn fill(&mut self) -> Result<(), Error> {
        let (count, currency) = (self.plan.accounts, self.currency);
        let all: Vec<u64> = (0..=draw::bank(count)).collect();
        for part in all.chunks(MAX_BATCH) {
            let new: Vec<_> = part
                .iter()
                .map(|number| draw::account(*number, count, currency))
                .collect();
            let results = self
                .cell
                .write(Lane::Bulk, move |tx| sapa_ledger::create_accounts(tx, &new))
                .await
                .map_err(failed)?;
            if let Some(refused) = results.value.iter().find(|result| !result.is_ok()) {
                return Err(Error::unexpected(format!("an account: {refused}")));
            }
        }
        let mut draw = Draw::new(0);
        for part in all[..=draw::hot(count) as usize].chunks(MAX_BATCH) {
            let now = clock::millis();
            let new: Vec<_> = part
                .iter()
                .map(|number| draw.funding(*number, count, now, currency))
                .collect();
            let asked = part.len() as u64;
            let results = ask(&self.cell, Lane::Bulk, new).await?;
            if let Some(refused) = results.iter().find(|result| !result.is_ok()) {
                return Err(Error::unexpected(format!("first money: {refused}")));
            }
            self.made += asked;
        }
        Ok(())
    }

    /// Measures callers that each ask for so many transfers at once.
    async fn callers(&mut self, shape: Shape, count: u64, batch: usize) -> Result<Stretch, Error> {
        let tally = Tally::new();
        let mut callers = JoinSet::new();
        for number in 0..count {
            let caller = Caller {
                cell: self.cell.clone(),
                // Each stretch draws others.
                draw: Draw::new(self.made << 16 | number),
                shape,
                accounts: self.plan.accounts,
                currency: self.currency,
                batch,
                tally: Arc::clone(&tally),
            };
            callers.spawn(caller.run());
        }
        tokio::time::sleep(self.plan.warm_up).await;
        let itself = Process::new(std::process::id());
        let (cpu, (made, refused)) = (itself.cpu()?, tally.so_far());
        let from = Instant::now();
        tally.measuring.store(true, Ordering::Relaxed);
        tokio::time::sleep(self.plan.measured).await;
        let (cpu, elapsed) = (itself.cpu()?.saturating_sub(cpu), from.elapsed());
        tally.measuring.store(false, Ordering::Relaxed);
        let now = tally.so_far();
        tally.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = callers.join_next().await {
            ended.map_err(failed)??;
        }
        self.made += tally.so_far().0;
        let latencies = tally
            .latencies
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(stretch(
            (now.0 - made, now.1 - refused),
            elapsed,
            cpu,
            &latencies,
        ))
    }

    /// Whether debits equal credits, and there are as many transfers as were acknowledged.
    fn is_sound(&self) -> Result<bool, Error> {
        let snapshot = self.cell.snapshot();
        let totals = sapa_ledger::totals(&snapshot, self.currency).map_err(failed)?;
        let mut transfers = 0;
        sapa_ledger::visit_transfers(&snapshot, |_| {
            transfers += 1;
            true
        })
        .map_err(failed)?;
        Ok(sound(
            totals.balance(),
            totals.accounts,
            self.plan.accounts,
            transfers,
            self.made,
        ))
    }
}

/// What has to hold at the end.
fn sound(balance: bool, accounts: u64, asked: u64, transfers: u64, acknowledged: u64) -> bool {
    balance && accounts == draw::bank(asked) + 1 && transfers == acknowledged
}

fn stretch(
    (made, refused): (u64, u64),
    elapsed: Duration,
    cpu: Duration,
    latencies: &Histogram,
) -> Stretch {
    let asked = (made + refused).max(1) as f64;
    Stretch {
        per_second: made as f64 / elapsed.as_secs_f64(),
        p50_ms: latencies.quantile_ms(0.5),
        p99_ms: latencies.quantile_ms(0.99),
        cpu_us_per_transfer: cpu.as_secs_f64() * 1e6 / asked,
        refused_share: refused as f64 / asked,
    }
}

/// One that waits for its answer before it asks again.
struct Caller {
    cell: Cell,
    draw: Draw,
    shape: Shape,
    accounts: u64,
    currency: Currency,
    batch: usize,
    tally: Arc<Tally>,
}

impl Caller {
    fn next(&mut self) -> NewTransfer {
        let (shape, accounts, currency) = (self.shape, self.accounts, self.currency);
        self.draw
            .transfer(shape, accounts, clock::millis(), currency)
    }

    async fn run(mut self) -> Result<(), Error> {
        while !self.tally.stop.load(Ordering::Relaxed) {
            if self.batch == 1 {
                let new = self.next();
                let asked = Instant::now();
                let made = self
                    .cell
                    .write(Lane::Interactive, move |tx| {
                        sapa_ledger::create_transfer(tx, &new)
                    })
                    .await
                    .map_err(failed)?;
                self.tally.count(asked, &[made.value])?;
            } else {
                let new: Vec<_> = (0..self.batch).map(|_| self.next()).collect();
                let asked = Instant::now();
                let results = ask(&self.cell, Lane::Interactive, new).await?;
                self.tally.count(asked, &results)?;
            }
        }
        Ok(())
    }
}

async fn ask(
    cell: &Cell,
    lane: Lane,
    new: Vec<NewTransfer>,
) -> Result<Vec<CreateTransferResult>, Error> {
    let done = cell
        .write(lane, move |tx| sapa_ledger::create_transfers(tx, &new))
        .await;
    Ok(done.map_err(failed)?.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_sound_only_if_all_that_was_acknowledged_is_there() {
        assert!(sound(true, 12, 10, 500, 500));
        assert!(!sound(false, 12, 10, 500, 500), "money came from nowhere");
        assert!(
            !sound(true, 12, 10, 499, 500),
            "an acknowledged one is gone"
        );
        assert!(
            !sound(true, 12, 10, 501, 500),
            "one that nobody was told of"
        );
        assert!(!sound(true, 11, 10, 500, 500));
    }

    #[test]
    fn refused_transfers_are_counted_apart_and_others_end_the_run() {
        let tally = Tally::new();
        let results = [
            CreateTransferResult::Ok,
            CreateTransferResult::ExceedsCredits,
        ];
        tally.count(Instant::now(), &results).unwrap();
        assert_eq!(tally.so_far(), (1, 1));
        let twice = [CreateTransferResult::Exists];
        assert!(tally.count(Instant::now(), &twice).is_err());
    }

    #[tokio::test]
    async fn a_small_ledger_is_sound_however_little_was_measured() {
        let dir = tempfile::tempdir().unwrap();
        let plan = Plan {
            accounts: 50,
            warm_up: Duration::ZERO,
            measured: Duration::from_millis(50),
            ..Plan::default()
        };
        let measured = measure(dir.path(), &plan).await.unwrap();
        // How many there were in so short a time is the machine's affair.
        assert!(measured.sound);
        assert!(measured.memory_bytes > 0);
    }
}
