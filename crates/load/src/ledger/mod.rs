//! `sapa-load ledger`: transfers a second, in this process and durable, beside PostgreSQL in the same run; and what is
//! left of it over the cell's own WebSocket.
//!
//! In process there is no parsing, no session and no socket, so the ratios to PostgreSQL, which its driver reaches over a
//! Unix socket, are not like for like. The third figure is: red packets opened over WebSocket, each of which is a session,
//! a membership, a share and a transfer in the ledger.

mod cell;
mod draw;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value};

pub(crate) use cell::Stretch;
pub(crate) use draw::{FIRST_BALANCE, HOT_BALANCE, MAX_AMOUNT};

use crate::error::Error;
use crate::postgres::{self, Compared};
use crate::redpacket;
use crate::server::{self, Server};
use crate::setup::Target;

/// What a run is to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// Accounts between which money moves.
    pub(crate) accounts: u64,
    /// An existing directory for the data of both; a temporary one if none. Everything in it is removed.
    pub(crate) dir: Option<PathBuf>,
    /// Load before measuring, for each stretch of the cell.
    pub(crate) warm_up: Duration,
    /// How long each stretch is measured.
    pub(crate) measured: Duration,
    /// Whether PostgreSQL runs beside it.
    pub(crate) postgres: bool,
    /// Whether red packets are opened over WebSocket.
    pub(crate) websocket: bool,
    /// The server for that; the one beside this program if none.
    pub(crate) sapa: Option<PathBuf>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            accounts: 10_000,
            dir: None,
            warm_up: Duration::from_secs(3),
            measured: Duration::from_secs(10),
            postgres: true,
            websocket: true,
            sapa: None,
        }
    }
}

/// The figures of a run, and whether everything was there that should be.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) figures: Map<String, Value>,
    pub(crate) sound: bool,
}

/// Runs everything, one after the other.
pub(crate) fn run(plan: &Plan) -> Result<Outcome, Error> {
    let dir = match &plan.dir {
        Some(dir) => tempfile::tempdir_in(dir)?,
        None => tempfile::tempdir()?,
    };
    // PostgreSQL refuses to run as root, and then has to reach its own directory as another user.
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755))?;
    let cell = {
        let data = dir.path().join("cell");
        fs::create_dir(&data)?;
        // Without the network: a reply to a waiting caller must not cost a system call.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        let measured = runtime.block_on(cell::measure(&data, plan))?;
        drop(runtime);
        fs::remove_dir_all(&data)?;
        measured
    };
    let mut skipped = Vec::new();
    let compared = match plan.postgres.then(postgres::Install::find) {
        Some(Some(install)) => {
            let data = dir.path().join("postgres");
            Some(postgres::compare(
                &install,
                &data,
                plan.accounts,
                plan.measured,
            )?)
        }
        Some(None) => {
            skipped.push("postgres: not installed (Debian: postgresql)");
            None
        }
        None => None,
    };
    let binary = server::binary(plan.sapa.clone())?;
    let websocket = if !plan.websocket {
        None
    } else if binary.exists() {
        Some(over_websocket(&binary, &dir.path().join("server"))?)
    } else {
        skipped.push("websocket: no sapa beside this program, and no --sapa");
        None
    };
    let sound = cell.sound
        && compared.as_ref().is_none_or(|compared| compared.sound)
        && websocket.as_ref().is_none_or(|packets| packets.is_sound());
    let mut figures = figures(&cell, compared.as_ref(), websocket.as_ref());
    figures.insert("accounts".into(), plan.accounts.into());
    figures.insert("sound".into(), sound.into());
    if !skipped.is_empty() {
        figures.insert("skipped".into(), skipped.into());
    }
    Ok(Outcome { figures, sound })
}

/// Red packets of many groups, against a server of its own.
fn over_websocket(
    binary: &std::path::Path,
    data: &std::path::Path,
) -> Result<redpacket::Outcome, Error> {
    fs::create_dir(data)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server = Server::start(binary, data).await?;
        let target = Target::new(&server.url, data)?;
        let outcome = redpacket::run(&target, &redpacket::Plan::spread_only()).await?;
        server.stop().await?;
        Ok(outcome)
    })
}

fn figures(
    cell: &cell::Measured,
    compared: Option<&Compared>,
    websocket: Option<&redpacket::Outcome>,
) -> Map<String, Value> {
    let mut figures = Map::new();
    put(&mut figures, "single", &cell.single);
    put(&mut figures, "single_hot", &cell.hot);
    put(&mut figures, "batched", &cell.batched);
    figures.insert("memory_bytes".into(), cell.memory_bytes.into());
    let over_websocket = websocket.and_then(|packets| packets.claims_per_second_spread);
    if let Some(packets) = websocket {
        figures.insert("websocket_per_second".into(), over_websocket.into());
        let cpu = packets.server_cpu_us_per_claim;
        figures.insert("websocket_server_cpu_us_per_transfer".into(), cpu.into());
    }
    if let Some(compared) = compared {
        put(&mut figures, "postgres", &compared.uniform.stretch);
        put(&mut figures, "postgres_hot", &compared.hot.stretch);
        for (name, best) in [
            ("postgres", &compared.uniform),
            ("postgres_hot", &compared.hot),
            ("postgres_statements", &compared.statements),
        ] {
            figures.insert(format!("{name}_clients"), best.clients.into());
        }
        let statements = compared.statements.stretch.per_second;
        figures.insert("postgres_statements_per_second".into(), statements.into());
        figures.insert("postgres_version".into(), compared.version.clone().into());
        let (uniform, hot) = (
            compared.uniform.stretch.per_second,
            compared.hot.stretch.per_second,
        );
        figures.insert(
            "ratio_uniform".into(),
            (cell.single.per_second / uniform).into(),
        );
        figures.insert("ratio_hot".into(), (cell.hot.per_second / hot).into());
        if let Some(claims) = over_websocket {
            figures.insert("ratio_websocket".into(), (claims / uniform).into());
        }
    }
    figures
}

/// A stretch's figures, each under the stretch's name.
fn put(figures: &mut Map<String, Value>, name: &str, stretch: &Stretch) {
    for (figure, value) in [
        ("per_second", stretch.per_second),
        ("p50_ms", stretch.p50_ms),
        ("p99_ms", stretch.p99_ms),
        ("cpu_us_per_transfer", stretch.cpu_us_per_transfer),
        ("refused_share", stretch.refused_share),
    ] {
        figures.insert(format!("{name}_{figure}"), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_run_has_no_figures() {
        let cell = cell::Measured::default();
        let alone = figures(&cell, None, None);
        assert!(alone.contains_key("single_per_second"));
        assert!(
            !alone.contains_key("ratio_uniform") && !alone.contains_key("websocket_per_second")
        );
    }

    #[test]
    fn ratios_are_of_one_run() {
        let at = |per_second| Stretch {
            per_second,
            ..Stretch::default()
        };
        let cell = cell::Measured {
            single: at(80.0),
            hot: at(60.0),
            ..cell::Measured::default()
        };
        let compared = Compared {
            uniform: postgres::Best {
                clients: 64,
                stretch: at(4.0),
            },
            hot: postgres::Best {
                clients: 16,
                stretch: at(2.0),
            },
            statements: postgres::Best::default(),
            version: String::new(),
            sound: true,
        };
        let both = figures(&cell, Some(&compared), None);
        assert_eq!(both["ratio_uniform"], 20.0);
        assert_eq!(both["ratio_hot"], 30.0);
        assert_eq!(both["postgres_clients"], 64);
    }
}
