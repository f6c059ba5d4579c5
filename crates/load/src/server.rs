//! A server of the scenario's own: started on a free port, ended with its holder.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sapa_client::Client;

use crate::error::Error;
use crate::process::Process;

/// How long a start may take at most.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How long an orderly stop may take.
const STOP_LIMIT: Duration = Duration::from_secs(60);
/// How often a starting server is asked. It bounds the error of how long a start takes.
const ASK_EACH: Duration = Duration::from_millis(1);

/// The binary that was named, or the one beside this program.
pub(crate) fn binary(named: Option<PathBuf>) -> Result<PathBuf, Error> {
    match named {
        Some(path) => Ok(path),
        None => Ok(std::env::current_exe()?.with_file_name("sapa")),
    }
}

/// A server that ends with its holder.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
    /// How long it took until it was ready.
    pub(crate) ready_in: Duration,
}

impl Server {
    /// Starts the binary over a data directory and waits until it is ready.
    pub(crate) async fn start(binary: &Path, data: &Path) -> Result<Self, Error> {
        // The port is free at this moment; nobody else on this machine is expected to want it.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let from = Instant::now();
        let child = Command::new(binary)
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self {
            child,
            url: format!("http://{address}"),
            ready_in: Duration::ZERO,
        };
        let client = Client::new(&server.url)?;
        loop {
            if let Ok(reply) = client.get("/ready").await
                && reply.status.is_success()
            {
                server.ready_in = from.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(Error::unexpected(format!(
                    "the server ended while it started: {status}"
                )));
            }
            if from.elapsed() > START_LIMIT {
                return Err(Error::unexpected("the server did not become ready"));
            }
            tokio::time::sleep(ASK_EACH).await;
        }
    }

    /// Resident bytes.
    pub(crate) fn memory(&self) -> Result<u64, Error> {
        Process::new(self.child.id()).resident_bytes()
    }

    /// Asks it to stop, and waits.
    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        if !asked.success() {
            return Err(Error::unexpected("the server could not be asked to stop"));
        }
        let from = Instant::now();
        while self.child.try_wait()?.is_none() {
            if from.elapsed() > STOP_LIMIT {
                return Err(Error::unexpected("the server did not stop when asked"));
            }
            tokio::time::sleep(ASK_EACH).await;
        }
        Ok(())
    }

    /// Ends it at once.
    pub(crate) fn kill(mut self) -> Result<(), Error> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and after `stop` it is expected.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
