//! `sapa audit`: whether the money of a stopped cell adds up, and whether checkpoint and log give the same bytes as the
//! keyspace.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use sapa_audit::Audit as Found;
use sapa_node::SystemClock;
use sapa_store::keyspace::FjallOptions;
use sapa_store::rebuild::{Compared, Stopped};
use sapa_store::{DEFAULT_CACHE_BYTES, DEFAULT_MEMTABLE_BYTES, FjallEngine};

use crate::{Failed, Where, say};

/// A cell with less in checkpoint and log is built anew without being asked to: 512 MiB.
const SMALL_BYTES: u64 = 512 << 20;

/// Where the keyspace is built anew, in the data directory: where the keyspace has room there is room for it.
const REBUILT: &str = "audit.unfinished";

#[derive(Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    place: Where,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
    /// Build the keyspace anew from checkpoint and log and compare, also if they have more than 512 MiB.
    #[arg(long, conflicts_with = "no_rebuild")]
    rebuild: bool,
    /// Do not build the keyspace anew.
    #[arg(long)]
    no_rebuild: bool,
}

/// Removed again, whatever happens.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // A leftover is removed by the next audit.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Audit {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let config = self.place.config()?;
        let stopped = Stopped::open(config.cell_options(Arc::new(SystemClock)))?;
        let snapshot = stopped.snapshot();
        let found = sapa_audit::audit(&snapshot)?;
        let wanted = self.rebuild || stopped.bytes()? <= SMALL_BYTES;
        let compared = if wanted && !self.no_rebuild {
            Some(rebuilt(&stopped, config.data.join(REBUILT))?)
        } else {
            None
        };
        if self.json {
            say(as_json(snapshot.seq(), &found, compared.as_ref()));
        } else {
            tell(snapshot.seq(), &found, compared.as_ref());
        }
        let differences = compared.map_or(0, |compared| compared.differences);
        match found.offences + differences {
            0 => Ok(()),
            many => Err(format!("not in order: {many} records").into()),
        }
    }
}

fn rebuilt(stopped: &Stopped, dir: PathBuf) -> Result<Compared, Failed> {
    let unfinished = Unfinished(dir);
    if unfinished.0.exists() {
        std::fs::remove_dir_all(&unfinished.0)?;
    }
    let engine = FjallEngine(FjallOptions {
        cache_bytes: DEFAULT_CACHE_BYTES,
        memtable_bytes: DEFAULT_MEMTABLE_BYTES,
    });
    Ok(stopped.compare(&engine, &unfinished.0)?)
}

fn as_json(seq: u64, found: &Found, compared: Option<&Compared>) -> serde_json::Value {
    let rebuilt = compared.map(|compared| {
        let named = compared.named.iter();
        let first: Vec<_> = named
            .map(|(key, problem)| serde_json::json!({ "key": key, "problem": problem }))
            .collect();
        serde_json::json!({
            "checkpoint": compared.checkpoint,
            "replayed": compared.replayed,
            "rows": compared.rows,
            "digest": format!("{:08x}", compared.digest),
            "differences": compared.differences,
            "first": first,
        })
    });
    let same = compared.is_none_or(|compared| compared.differences == 0);
    serde_json::json!({
        "in_order": found.is_in_order() && same,
        "seq": seq,
        "checked": found.checked,
        "undrawn": found.undrawn,
        "offences": found.offences,
        "first": found.first,
        "rebuilt": rebuilt,
    })
}

fn tell(seq: u64, found: &Found, compared: Option<&Compared>) {
    for offence in &found.first {
        say(format_args!(
            "{} {} ({}): expected {}, found {}",
            offence.table, offence.key, offence.rule, offence.expected, offence.found
        ));
    }
    for (key, problem) in compared.iter().flat_map(|compared| &compared.named) {
        say(format_args!("{key}: {problem}"));
    }
    let checked = &found.checked;
    let counts = format!(
        "{} transfers on {} accounts, {} wallets, {} packets with {} shares, {} orders, {} withdrawals, {} statements",
        checked.ledger_transfers,
        checked.ledger_accounts,
        checked.wallets,
        checked.packets,
        checked.claims,
        checked.orders,
        checked.withdrawals,
        checked.statements
    );
    let rebuilt = match compared {
        Some(same) if same.differences == 0 => format!(
            "checkpoint {} and {} entries give the same {} rows ({:08x})",
            same.checkpoint, same.replayed, same.rows, same.digest
        ),
        Some(other) => format!(
            "{} of {} rows are others than checkpoint and log give",
            other.differences, other.rows
        ),
        None => "not compared with checkpoint and log".to_owned(),
    };
    let verdict = if found.is_in_order() && compared.is_none_or(|same| same.differences == 0) {
        "In order".to_owned()
    } else {
        format!("{} offences", found.offences)
    };
    say(format_args!(
        "{verdict} up to entry {seq}: {counts}; {rebuilt}."
    ));
}
