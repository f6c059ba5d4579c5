//! A PostgreSQL server of the scenario's own: made in a directory, reached over a Unix socket, ended with its holder.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::error::Error;
use crate::histogram::Histogram;
use crate::process::Process;

/// Part of the socket's name. Nothing listens on the network.
const PORT: u16 = 5432;

/// How the server is set up. What decides over durability is PostgreSQL's default, written down; what is not here is its
/// default too.
const SETTINGS: &str = "
listen_addresses = ''
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 200
shared_buffers = 1GB
max_wal_size = 8GB
";

/// The programs of an installed PostgreSQL, and the user that they run as.
#[derive(Debug, Clone)]
pub(crate) struct Install {
    programs: PathBuf,
    /// The server refuses to run as root: then it runs as the user that its package made.
    user: Option<(u32, u32)>,
}

impl Install {
    /// The newest PostgreSQL of Debian's packages; none if there is none.
    pub(crate) fn find() -> Option<Self> {
        let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .map(|version| version.path().join("bin"))
            .filter(|programs| {
                let needed = ["initdb", "postgres", "pg_ctl", "psql", "pgbench"];
                needed.iter().all(|name| programs.join(name).exists())
            })
            .collect();
        // Versions of two digits, for many years to come.
        versions.sort();
        let user = if is_root() {
            Some(postgres_user(&fs::read_to_string("/etc/passwd").ok()?)?)
        } else {
            None
        };
        Some(Self {
            programs: versions.pop()?,
            user,
        })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command
            .stdin(Stdio::null())
            .env("LC_ALL", "C")
            .current_dir("/");
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|itself| itself.uid() == 0)
}

/// The numbers of the user `postgres` and its group.
fn postgres_user(passwd: &str) -> Option<(u32, u32)> {
    let line = passwd
        .lines()
        .find_map(|line| line.strip_prefix("postgres:"))?;
    let mut fields = line.split(':').skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// A load of pgbench.
pub(crate) struct Load<'a> {
    /// Names its files.
    pub(crate) run: &'a str,
    pub(crate) script: &'a str,
    pub(crate) clients: u32,
    pub(crate) seconds: u64,
    pub(crate) variables: &'a [(&'a str, u64)],
}

/// What pgbench says.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) transactions: u64,
    pub(crate) per_second: f64,
    pub(crate) latencies: Histogram,
}

/// A running server.
pub(crate) struct Postgres {
    install: Install,
    dir: PathBuf,
    process: Option<Process>,
    ended: bool,
}

impl Postgres {
    /// Makes a database cluster in a directory that does not exist yet, and starts it.
    pub(crate) fn start(install: &Install, dir: &Path) -> Result<Self, Error> {
        fs::create_dir(dir)?;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?;
        if let Some((user, group)) = install.user {
            chown(dir, Some(user), Some(group))?;
            // The way there must be open to that user.
            if let Some(parent) = dir.parent() {
                fs::set_permissions(parent, fs::Permissions::from_mode(0o755))?;
            }
        }
        let data = dir.join("data");
        let made = install
            .command("initdb")
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "-D"])
            .arg(&data)
            .output()?;
        checked("initdb", made)?;
        let settings = format!(
            "{SETTINGS}unix_socket_directories = '{}'\nport = {PORT}\n",
            dir.display()
        );
        let path = data.join("postgresql.conf");
        let before = fs::read_to_string(&path)?;
        fs::write(&path, before + &settings)?;
        let started = install
            .command("pg_ctl")
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(dir.join("log"))
            .args(["-w", "start"])
            // It hands its own output on to the server: a pipe would stay open as long as that runs.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !started.success() {
            let log = fs::read_to_string(dir.join("log")).unwrap_or_default();
            return Err(Error::unexpected(format!(
                "PostgreSQL did not start: {log}"
            )));
        }
        let mut postgres = Self {
            install: install.clone(),
            dir: dir.to_owned(),
            process: None,
            ended: false,
        };
        let pid = fs::read_to_string(data.join("postmaster.pid"))?;
        let pid = pid.lines().next().and_then(|line| line.trim().parse().ok());
        postgres.process = pid.map(Process::new);
        Ok(postgres)
    }

    /// The server's first process.
    pub(crate) fn process(&self) -> Result<Process, Error> {
        self.process
            .ok_or_else(|| Error::unexpected("PostgreSQL has left no process number"))
    }

    /// Its socket.
    #[cfg(test)]
    pub(crate) fn socket(&self) -> PathBuf {
        self.dir.join(format!(".s.PGSQL.{PORT}"))
    }

    /// Runs statements and returns what they answer, without blanks around it.
    pub(crate) fn ask(&self, sql: &str) -> Result<String, Error> {
        let asked = self
            .client("psql")
            .args(["-q", "-t", "-A", "-X", "-v", "ON_ERROR_STOP=1", "-c", sql])
            .output()?;
        Ok(checked("psql", asked)?.trim().to_owned())
    }

    fn client(&self, program: &str) -> Command {
        let mut command = self.install.command(program);
        command
            .env("PGHOST", &self.dir)
            .env("PGPORT", PORT.to_string())
            .env("PGUSER", "postgres")
            .env("PGDATABASE", "postgres")
            .current_dir(&self.dir);
        command
    }

    /// Runs a load to its end.
    pub(crate) fn pgbench(&self, load: &Load<'_>) -> Result<Report, Error> {
        let script = self.dir.join(format!("{}.pgbench", load.run));
        fs::write(&script, load.script)?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o644))?;
        let prefix = format!("latencies-{}", load.run);
        let mut command = self.client("pgbench");
        command
            .args(["-n", "-M", "prepared", "-l", "--log-prefix", &prefix])
            .args(["-c", &load.clients.to_string()])
            .args(["-j", &load.clients.min(2).to_string()])
            .args(["-T", &load.seconds.to_string()])
            .arg("-f")
            .arg(&script);
        for (name, value) in load.variables {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let text = checked("pgbench", command.output()?)?;
        let mut report = parse_report(&text)
            .ok_or_else(|| Error::unexpected(format!("pgbench is not understood: {text}")))?;
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            // The file of each thread, with the process's number behind the prefix.
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(&format!("{prefix}.")) {
                add_latencies(&fs::read_to_string(entry.path())?, &mut report.latencies);
                fs::remove_file(entry.path())?;
            }
        }
        Ok(report)
    }

    /// Stops it in order.
    pub(crate) fn stop(mut self) -> Result<(), Error> {
        self.end("fast")
    }

    fn end(&mut self, mode: &str) -> Result<(), Error> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        let stopped = self
            .install
            .command("pg_ctl")
            .args(["-w", "-m", mode, "-D"])
            .arg(self.dir.join("data"))
            .arg("stop")
            .output()?;
        checked("pg_ctl stop", stopped).map(drop)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // After `stop` there is nothing left to end; otherwise a run has failed, and its error is what counts.
        let _ = self.end("immediate");
    }
}

fn checked(what: &str, output: Output) -> Result<String, Error> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    // What came first is the cause of what follows.
    let lines: Vec<&str> = said.trim().lines().take(5).collect();
    Err(Error::unexpected(format!("{what}: {}", lines.join("; "))))
}

fn parse_report(text: &str) -> Option<Report> {
    let after = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next().map(str::to_owned)
    };
    Some(Report {
        transactions: after("number of transactions actually processed: ")?
            .split('/')
            .next()?
            .parse()
            .ok()?,
        per_second: after("tps = ")?.parse().ok()?,
        latencies: Histogram::new(),
    })
}

/// Lines of `client transaction microseconds …`.
fn add_latencies(log: &str, latencies: &mut Histogram) {
    for line in log.lines() {
        let micros = line.split(' ').nth(2).and_then(|field| field.parse().ok());
        if let Some(micros) = micros {
            latencies.record(micros);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_read() {
        let text = "pgbench (15.3)\nnumber of transactions actually processed: 2272/0\n\
                    latency average = 7.0 ms\ntps = 227.25 (without initial connection time)\n";
        let report = parse_report(text).unwrap();
        assert_eq!((report.transactions, report.per_second), (2_272, 227.25));
        assert!(parse_report("connection to server failed").is_none());
        let mut latencies = Histogram::new();
        add_latencies(
            "0 1 1000 0 1700000000 5\n1 1 3000 0 1700000000 9\nodd\n",
            &mut latencies,
        );
        let median = latencies.quantile_ms(0.5);
        assert!((1.0..1.02).contains(&median), "{median}");
        assert_eq!(latencies.quantile_ms(1.0), 3.0);
    }

    #[test]
    fn the_servers_user_is_found() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104:P:/var/lib:/bin/bash\n";
        assert_eq!(postgres_user(passwd), Some((101, 104)));
        assert_eq!(postgres_user("root:x:0:0::/:"), None);
    }
}
