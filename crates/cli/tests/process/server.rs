//! A real server in a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use sapa_client::Client;

/// How long a start, a stop or any other awaited thing may take on a slow machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// How often a condition is looked at.
const LOOK_EACH: Duration = Duration::from_millis(5);

/// A running `sapa serve`; killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) client: Client,
    pub(crate) address: String,
    setup: mpsc::Receiver<String>,
}

/// The command that serves a data directory at an address.
pub(crate) fn command(data: &Path, listen: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sapa"));
    command
        .args(["serve", "--listen", listen, "--data"])
        .arg(data)
        .stdin(Stdio::null());
    command
}

impl Server {
    /// Starts on any free port.
    pub(crate) async fn start(data: &Path) -> Self {
        Self::start_at(data, "127.0.0.1:0").await
    }

    /// Starts at an address, and waits until the server says that it is ready.
    pub(crate) async fn start_at(data: &Path, listen: &str) -> Self {
        Self::start_with(data, listen, &[]).await
    }

    /// The same with settings, as variables.
    pub(crate) async fn start_with(
        data: &Path,
        listen: &str,
        settings: &[(&'static str, String)],
    ) -> Self {
        let file = data.join("address");
        let _ = std::fs::remove_file(&file);
        let mut child = command(data, listen)
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(log_file(data))
            .spawn()
            .expect("the built program starts");
        let setup = watch_for_setup(&mut child);
        let mut url = String::new();
        until("the server has written its address", async || {
            let ended = child.try_wait().expect("a child can be waited for");
            assert!(
                ended.is_none(),
                "the server ended: {ended:?}\n{}",
                log_of(data)
            );
            url = std::fs::read_to_string(&file).unwrap_or_default();
            url.ends_with('\n')
        })
        .await;
        let url = url.trim();
        let client = Client::new(url).expect("a usable address");
        until("the server is ready", async || {
            client
                .get("/ready")
                .await
                .is_ok_and(|reply| reply.status.is_success())
        })
        .await;
        Self {
            child,
            address: url.trim_start_matches("http://").to_owned(),
            client,
            setup,
        }
    }

    /// A caller with the operator token of the data directory.
    pub(crate) fn operator(&self, data: &Path) -> Client {
        let token = std::fs::read_to_string(data.join("operator.token"))
            .expect("the server has written the operator's token");
        self.client.with_token(token.trim())
    }

    /// The token of the first start's link.
    pub(crate) fn setup_token(&self) -> String {
        self.setup
            .recv_timeout(PATIENCE)
            .expect("the first start prints a setup link")
    }

    /// SIGKILL: nothing of the process's own runs any more.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a running child can be killed");
        self.child.wait().expect("a killed child can be waited for");
    }

    /// SIGTERM, without waiting.
    pub(crate) fn ask_to_stop(&self) {
        let status = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .expect("kill is part of every system");
        assert!(status.success());
    }

    /// Waits for the end.
    pub(crate) async fn ended(mut self) -> ExitStatus {
        let mut status = None;
        until("the server has ended", async || {
            status = self.child.try_wait().expect("a child can be waited for");
            status.is_some()
        })
        .await;
        status.expect("the condition held")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the server's output to its end, so that it never waits for a reader, and picks the setup token.
fn watch_for_setup(child: &mut Child) -> mpsc::Receiver<String> {
    let (found, setup) = mpsc::channel();
    let output = child.stdout.take().expect("the output is piped");
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((_, token)) = line.split_once("/setup#") {
                let token = token.split_whitespace().next().unwrap_or_default();
                let _ = found.send(token.to_owned());
            }
        }
    });
    setup
}

fn log_file(data: &Path) -> Stdio {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(data.with_extension("log"))
        .expect("the log's directory is the test's own");
    file.into()
}

fn log_of(data: &Path) -> String {
    std::fs::read_to_string(data.with_extension("log")).unwrap_or_default()
}

/// Looks at a condition until it holds.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let from = Instant::now();
    while !holds().await {
        assert!(from.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        tokio::time::sleep(LOOK_EACH).await;
    }
}
