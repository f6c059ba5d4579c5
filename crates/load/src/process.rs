//! What the kernel knows of the server's process: processor time and memory, from `/proc`.

use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use crate::error::Error;

/// `TCP_LISTEN` in `/proc/net/tcp`.
const LISTEN: &str = "0A";
/// Clock ticks a second in `/proc/PID/stat`: fixed at 100 in Linux's interface to programs on every
/// architecture that Sapa runs on (`USER_HZ`).
const TICKS_PER_SECOND: u64 = 100;

/// A process on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Process {
    pid: u32,
}

impl Process {
    pub(crate) fn new(pid: u32) -> Self {
        Self { pid }
    }

    /// The process that listens at an address of this machine.
    pub(crate) fn listening_at(address: SocketAddr) -> Result<Self, Error> {
        let inode = listening_inode(address)?;
        let wanted = format!("socket:[{inode}]");
        for entry in fs::read_dir("/proc")? {
            let entry = entry?;
            let Some(pid) = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            // Processes of others, and those that end meanwhile, cannot be read and are not ours.
            let Ok(files) = fs::read_dir(entry.path().join("fd")) else {
                continue;
            };
            for file in files.flatten() {
                if fs::read_link(file.path()).is_ok_and(|link| link.as_os_str() == wanted.as_str())
                {
                    return Ok(Self { pid });
                }
            }
        }
        Err(Error::unexpected(format!(
            "no process of this user listens at {address}"
        )))
    }

    /// Processor time used so far, by all its threads, in user and kernel mode.
    pub(crate) fn cpu(self) -> Result<Duration, Error> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        parse_cpu(&stat).ok_or_else(|| Error::unexpected("/proc/PID/stat is not understood"))
    }

    /// Processor time of the process, of its children that have ended, and of those that have not.
    pub(crate) fn cpu_with_children(self) -> Result<Duration, Error> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        let mut all = parse_cpu_with_ended(&stat)
            .ok_or_else(|| Error::unexpected("/proc/PID/stat is not understood"))?;
        for entry in fs::read_dir("/proc")? {
            // Whoever ends meanwhile was waited for, and is counted next time.
            let Ok(stat) = fs::read_to_string(entry?.path().join("stat")) else {
                continue;
            };
            if parse_parent(&stat) == Some(self.pid) {
                all += parse_cpu(&stat).unwrap_or_default();
            }
        }
        Ok(all)
    }

    /// Resident memory in bytes.
    pub(crate) fn resident_bytes(self) -> Result<u64, Error> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        parse_resident(&status)
            .ok_or_else(|| Error::unexpected("/proc/PID/status is not understood"))
    }
}

/// Fields 14 and 15, counted after the name in brackets, which may itself hold blanks.
fn parse_cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis(
        (user + system) * 1_000 / TICKS_PER_SECOND,
    ))
}

/// Fields 14 to 17: the process's own, and that of children it has waited for.
fn parse_cpu_with_ended(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut ticks: u64 = 0;
    let mut fields = fields.split(' ').skip(11);
    for _ in 0..4 {
        ticks += fields.next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_millis(ticks * 1_000 / TICKS_PER_SECOND))
}

/// Field 4.
fn parse_parent(stat: &str) -> Option<u32> {
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(1)?.parse().ok()
}

fn parse_resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

fn listening_inode(address: SocketAddr) -> Result<u64, Error> {
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let Ok(text) = fs::read_to_string(table) else {
            continue;
        };
        if let Some(inode) = find_listener(&text, address.port()) {
            return Ok(inode);
        }
    }
    Err(Error::unexpected(format!("nothing listens at {address}")))
}

/// The inode of the first listener on a port.
fn find_listener(table: &str, port: u16) -> Option<u64> {
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (_, local_port) = fields.get(1)?.rsplit_once(':')?;
        let listens = fields.get(3) == Some(&LISTEN);
        let here = u16::from_str_radix(local_port, 16) == Ok(port);
        (listens && here).then(|| fields.get(9)?.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_past_odd_names() {
        let stat = "12 (a) b) S 1 12 12 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 1 0 5 6 7";
        assert_eq!(parse_cpu(stat), Some(Duration::from_secs(2)));
        assert_eq!(parse_cpu("nonsense"), None);
        let with_ended = "12 (a) S 7 12 12 0 -1 4194304 100 0 0 0 150 50 25 75 20 0 1 0 5 6 7";
        assert_eq!(
            parse_cpu_with_ended(with_ended),
            Some(Duration::from_secs(3))
        );
        assert_eq!(parse_parent(with_ended), Some(7));
    }

    #[test]
    fn memory_is_read_in_bytes() {
        let status = "Name:\tsapa\nVmRSS:\t    2048 kB\nThreads:\t3\n";
        assert_eq!(parse_resident(status), Some(2 << 20));
    }

    #[test]
    fn this_process_is_found_by_its_port() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let found = Process::listening_at(listener.local_addr().unwrap()).unwrap();
        assert_eq!(found, Process::new(std::process::id()));
        assert!(found.resident_bytes().unwrap() > 0);
    }
}
