//! Looking after a stopped cell's data: backup, restore, inspect, bench.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use sapa_node::SystemClock;
use sapa_store::CellOptions;
use sapa_store::backup::{self, Saved};
use sapa_store::bench::BenchOptions;
use sapa_store::inspect::{self, KeyspaceFilter, LogFilter};

use crate::{Failed, Where, say};

/// Directories of the data directory that belong to the cell beside log and keyspace.
const BESIDE: &[&str] = &[sapa_node::BLOBS_DIR];

fn options(place: &Where) -> Result<CellOptions, Failed> {
    Ok(place.config()?.cell_options(Arc::new(SystemClock)))
}

fn told(what: &str, saved: &Saved) {
    say(format_args!(
        "{what}: {} rows up to entry {}, {} files beside them, {:.1} MiB; read back and compared.",
        saved.rows,
        saved.seq,
        saved.files,
        mebibytes(saved.bytes)
    ));
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[derive(Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    place: Where,
    /// Where the backup goes: an empty or new directory.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Backup {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let saved = backup::backup(options(&self.place)?, &self.to, BESIDE)?;
        told("Saved", &saved);
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    place: Where,
    /// The backup.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
}

impl Restore {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let saved = backup::restore(&self.from, options(&self.place)?)?;
        told("Restored", &saved);
        Ok(())
    }
}

#[derive(Subcommand)]
pub(crate) enum Inspect {
    /// The log: segments and entries. Works on a damaged log too.
    Log {
        #[command(flatten)]
        place: Where,
        /// From this entry on.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// So many entries; 0 for all.
        #[arg(long, default_value_t = 0)]
        limit: u64,
        /// Each entry's writes and events.
        #[arg(long)]
        writes: bool,
        /// The values too: among them are people's messages.
        #[arg(long, requires = "writes")]
        values: bool,
    },
    /// The keyspace: the tables, or the rows of one.
    Keyspace {
        #[command(flatten)]
        place: Where,
        /// The rows of this table, such as chat.messages.
        #[arg(long)]
        table: Option<String>,
        /// So many rows; 0 for all.
        #[arg(long, default_value_t = 100)]
        limit: usize,
        /// The values too: among them are people's messages.
        #[arg(long)]
        values: bool,
    },
}

impl Inspect {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        match self {
            Self::Log {
                place,
                from,
                limit,
                writes,
                values,
            } => {
                let filter = LogFilter {
                    from,
                    limit,
                    writes,
                    values,
                };
                let whole = inspect::log(&place.config()?.data, filter, &mut out)?;
                out.flush()?;
                if !whole {
                    return Err("the log is damaged: see above".into());
                }
            }
            Self::Keyspace {
                place,
                table,
                limit,
                values,
            } => {
                let filter = KeyspaceFilter {
                    table,
                    limit,
                    values,
                };
                inspect::keyspace(&options(&place)?, &filter, &mut out)?;
            }
        }
        Ok(out.flush()?)
    }
}

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Commands a second of the store, beside its engine alone, in a directory that is removed again.
    Store {
        /// An existing directory on the disk to measure; without it the system's temporary one.
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Rows before anything is measured.
        #[arg(long, default_value_t = 2_000_000)]
        keys: u64,
        /// Seconds for each figure at 512 callers.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// Seconds for each other figure.
        #[arg(long, default_value_t = 10)]
        short_seconds: u64,
        /// MiB of block cache on both sides.
        #[arg(long, default_value_t = 256)]
        cache_mib: u64,
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

impl Bench {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let Self::Store {
            dir,
            keys,
            seconds,
            short_seconds,
            cache_mib,
            json,
        } = self;
        let dir = dir.unwrap_or_else(std::env::temp_dir);
        let own = dir.join(format!("sapa-bench-{}", std::process::id()));
        std::fs::create_dir_all(&own)?;
        let bench = BenchOptions {
            dir: own.clone(),
            keys,
            long: Duration::from_secs(seconds),
            short: Duration::from_secs(short_seconds),
            cache_bytes: cache_mib << 20,
            clock: Arc::new(SystemClock),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let report = runtime.block_on(sapa_store::bench::run(bench, |step| eprintln!("{step} …")));
        std::fs::remove_dir_all(&own)?;
        let report = serde_json::to_value(report?)?;
        if json {
            say(report);
            return Ok(());
        }
        for (name, value) in report.as_object().into_iter().flatten() {
            say(format_args!("{name:>26}  {value:.1}"));
        }
        Ok(())
    }
}
