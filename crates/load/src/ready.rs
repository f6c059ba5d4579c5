//! `sapa-load ready`: a server of its own, in a directory of its own. How soon it answers and how much memory
//! it takes, empty and with a million messages stored; after an orderly stop and after a kill.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use crate::chat;
use crate::drive::{Figures, Plan};
use crate::error::Error;
use crate::server::{self, Server};
use crate::setup::Target;

/// Memory is read this long after the start.
const IDLE_BEFORE_READING: Duration = Duration::from_secs(3);

/// The figures of a run.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    pub(crate) ready_ms: f64,
    pub(crate) ready_after_kill_ms: f64,
    pub(crate) memory_bytes: u64,
    pub(crate) ready_empty_ms: f64,
    pub(crate) memory_empty_bytes: u64,
    pub(crate) binary_bytes: u64,
    pub(crate) messages: u64,
    pub(crate) data_bytes: u64,
    pub(crate) fill_messages_per_second: f64,
}

/// Runs a server binary in a temporary directory and measures it.
pub(crate) async fn run(binary: Option<PathBuf>, messages: u64) -> Result<Outcome, Error> {
    let binary = server::binary(binary)?;
    let binary_bytes = fs::metadata(&binary)
        .map_err(|error| Error::Usage(format!("{}: {error}", binary.display())))?
        .len();
    let directory = tempfile::tempdir()?;
    let data = directory.path();

    let server = Server::start(&binary, data).await?;
    let ready_empty = server.ready_in;
    let memory_empty_bytes = settled_memory(&server).await?;
    let fill = fill(&server, data, messages).await?;
    server.stop().await?;

    let server = Server::start(&binary, data).await?;
    let ready = server.ready_in;
    let memory_bytes = settled_memory(&server).await?;
    server.kill()?;
    let server = Server::start(&binary, data).await?;
    let ready_after_kill = server.ready_in;
    server.stop().await?;
    Ok(Outcome {
        ready_ms: millis(ready),
        ready_after_kill_ms: millis(ready_after_kill),
        memory_bytes,
        ready_empty_ms: millis(ready_empty),
        memory_empty_bytes,
        binary_bytes,
        messages: fill.acknowledged,
        data_bytes: directory_bytes(data)?,
        fill_messages_per_second: fill.messages_per_second,
    })
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

async fn settled_memory(server: &Server) -> Result<u64, Error> {
    tokio::time::sleep(IDLE_BEFORE_READING).await;
    server.memory()
}

async fn fill(server: &Server, data: &Path, messages: u64) -> Result<Figures, Error> {
    let target = Target::new(&server.url, data)?;
    let plan = Plan {
        pairs: 500,
        depth: 4,
        rate: None,
        text_bytes: 64,
        warm_up: Duration::ZERO,
        // A bound, not an aim: the run ends with its last message.
        measured: Duration::from_secs(600),
        messages: Some(messages),
    };
    let outcome = chat::run(&target, &plan, false).await?.figures;
    if outcome.acknowledged < messages {
        return Err(Error::unexpected(format!(
            "only {} of {messages} messages were stored in time",
            outcome.acknowledged
        )));
    }
    Ok(outcome)
}

fn directory_bytes(path: &Path) -> Result<u64, Error> {
    let mut bytes = 0;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() {
            directory_bytes(&entry.path())?
        } else {
            metadata.len()
        };
    }
    Ok(bytes)
}
