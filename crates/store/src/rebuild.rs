//! Whether checkpoint and log give the same bytes as the keyspace: the stopped cell's rows are built anew beside it, and
//! compared row by row. Nothing of the cell is changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::checkpoint::{self, CheckpointError};
use crate::disk::{self, Disk, DiskLock};
use crate::inspect::{ShownKey, no_cell};
use crate::keyspace::{Keyspace, View};
use crate::log::{ScanError, SegmentHeader, scan};
use crate::meta::{self, Applied};
use crate::open::{Identity, Layout, apply_row, identity, keyspace_engine, load, lock};
use crate::{CellOptions, Entry, KeyspaceEngine, OpenError, RawScan, Snapshot, StoreError, Tail};

/// Rows that differ and are named; all are counted.
const MAX_NAMED: usize = 100;

/// What was compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// The last entry that both contain.
    pub seq: u64,
    /// The checkpoint that the rebuilt one began with; 0 for none.
    pub checkpoint: u64,
    /// Entries that were applied to it.
    pub replayed: u64,
    /// Rows of the keyspace.
    pub rows: u64,
    /// The checksum of all its rows in order.
    pub digest: u32,
    /// Rows that differ, are missing, or should not be there.
    pub differences: u64,
    /// The first of them: the key as people read it, and what is wrong.
    pub named: Vec<(String, String)>,
}

/// Why nothing could be compared.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The cell runs, or its directory is not one.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A keyspace cannot be read, or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to look at yet.
    #[error("there is no keyspace; the next start builds it from checkpoint and log")]
    NoKeyspace,
    /// The log does not say how the keyspace came about.
    #[error("the log cannot be replayed: {0}")]
    Log(String),
    /// A file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A stopped cell, looked at: nobody else can open it meanwhile.
pub struct Stopped {
    options: CellOptions,
    layout: Layout,
    identity: Identity,
    keyspace: Arc<dyn Keyspace>,
    applied: Applied,
    _lock: Box<dyn DiskLock>,
}

impl Stopped {
    /// Opens the keyspace of a stopped cell, without log and writer.
    ///
    /// # Errors
    /// [`OpenError::InUse`] while a server runs; [`RebuildError::NoKeyspace`]; if it cannot be read.
    pub fn open(options: CellOptions) -> Result<Self, RebuildError> {
        let layout = Layout::new(&options.dir);
        let identity = identity(&*options.disk, &layout)?.ok_or_else(|| no_cell(&options.dir))?;
        let lock = lock(&*options.disk, &layout)?;
        let keyspace = keyspace_engine(&options).open(&layout.keyspace())?;
        let applied = Applied::read(&*keyspace)?.ok_or(RebuildError::NoKeyspace)?;
        Ok(Self {
            options,
            layout,
            identity,
            keyspace,
            applied,
            _lock: lock,
        })
    }

    /// What the keyspace holds, at the time of its last entry.
    pub fn snapshot(&self) -> Snapshot {
        let Applied { seq, time, .. } = self.applied;
        Snapshot::new(self.keyspace.view(), seq, time)
    }

    /// Bytes of checkpoints and log: about what building anew reads.
    ///
    /// # Errors
    /// If files cannot be looked at.
    pub fn bytes(&self) -> Result<u64, RebuildError> {
        let disk = &*self.options.disk;
        let mut bytes = 0;
        for (_, path) in checkpoint::list(disk, &self.layout.checkpoints())?
            .iter()
            .take(1)
        {
            bytes += disk.open(path)?.len()?;
        }
        for path in segments(disk, &self.layout.log())? {
            bytes += disk.open(&path)?.len()?;
        }
        Ok(bytes)
    }

    /// Builds the keyspace anew in a directory of `engine`, and compares.
    ///
    /// # Errors
    /// If checkpoint and log are not whole, or there is no room.
    pub fn compare(
        &self,
        engine: &dyn KeyspaceEngine,
        dir: &Path,
    ) -> Result<Compared, RebuildError> {
        let rebuilt = engine.open(dir)?;
        let mut compared = Compared {
            seq: self.applied.seq,
            ..Compared::default()
        };
        self.build(&*rebuilt, &mut compared)?;
        let (own, anew) = (self.keyspace.view(), rebuilt.view());
        let digests = (checkpoint::digest(&*own)?, checkpoint::digest(&*anew)?);
        (compared.rows, compared.digest) = digests.0;
        if digests.0 != digests.1 {
            name(
                &*own,
                &*anew,
                "checkpoint and log have another value",
                &mut compared,
            )?;
            name_missing(&*own, &*anew, &mut compared)?;
        }
        Ok(compared)
    }

    /// Puts the newest checkpoint that is not ahead of the keyspace, and the entries behind it, into an empty keyspace.
    fn build(&self, to: &dyn Keyspace, compared: &mut Compared) -> Result<(), RebuildError> {
        let disk = &*self.options.disk;
        let mut at = Tail::default();
        for (seq, path) in checkpoint::list(disk, &self.layout.checkpoints())? {
            if seq <= self.applied.seq {
                let whole = load(disk, &path, to)?;
                if whole.header.log_id != self.identity.log_id {
                    let found = format!("{} belongs to another log", path.display());
                    return Err(RebuildError::Log(found));
                }
                at = whole.header.tail;
                compared.checkpoint = seq;
                break;
            }
        }
        for path in segments(disk, &self.layout.log())? {
            at = self.replay(&path, at, to, compared)?;
        }
        let (end, own) = (at.position, (self.applied.seq, self.applied.checksum));
        if (end.seq, end.checksum) != own {
            let found = format!(
                "it leads to entry {}, the keyspace is at {}",
                end.seq, own.0
            );
            return Err(RebuildError::Log(found));
        }
        Ok(())
    }

    /// Applies what a segment has from `at` on, up to where the keyspace is.
    fn replay(
        &self,
        path: &Path,
        mut at: Tail,
        to: &dyn Keyspace,
        compared: &mut Compared,
    ) -> Result<Tail, RebuildError> {
        let bytes = disk::read_all(&*self.options.disk, path)?;
        let broken = |reason: String| RebuildError::Log(format!("{}: {reason}", path.display()));
        let Ok(header) = SegmentHeader::decode(&bytes) else {
            // A spare that has not been put to use has no header, and one that is half made has no entries.
            return Ok(at);
        };
        if header.log_id != self.identity.log_id {
            return Err(broken("it belongs to another log".into()));
        }
        let mut failed = None;
        let scanned = scan(&bytes, &header, &mut |found| {
            let seq = found.tail.position.seq;
            if seq <= at.position.seq {
                return true;
            }
            if seq > self.applied.seq {
                return false;
            }
            let done = Entry::decode(found.bytes)
                .map_err(|error| broken(error.to_string()))
                .and_then(|entry| {
                    if entry.header.previous != at.position.checksum {
                        return Err(broken(format!(
                            "entry {seq} does not continue what is before"
                        )));
                    }
                    let mut writes = entry.writes.iter().copied();
                    Ok(apply_row(
                        to,
                        found.tail,
                        self.identity.log_id,
                        &mut writes,
                    )?)
                });
            failed = done.err();
            at = found.tail;
            compared.replayed += 1;
            failed.is_none()
        });
        match (failed, scanned) {
            (Some(error), _) => Err(error),
            (None, Err(ScanError::Damaged { offset, reason })) => {
                Err(broken(format!("damaged at byte {offset}: {reason}")))
            }
            (None, Err(ScanError::Newer(format))) => Err(broken(format!(
                "an entry has format {format}, newer than this version"
            ))),
            (None, Ok(_)) => Ok(at),
        }
    }
}

/// The segments of a log, the oldest first.
fn segments(disk: &dyn Disk, dir: &Path) -> Result<Vec<PathBuf>, RebuildError> {
    let mut names = disk.list(dir)?;
    names.retain(|name| Path::new(name).extension().is_some_and(|end| end == "log"));
    names.sort();
    Ok(names.into_iter().map(|name| dir.join(name)).collect())
}

/// Names the rows of `one` that `other` has otherwise or not at all.
fn name(
    one: &dyn View,
    other: &dyn View,
    otherwise: &str,
    compared: &mut Compared,
) -> Result<(), StoreError> {
    let mut failed = None;
    let applied = meta::key();
    one.visit(&RawScan::prefix(&[]), &mut |key, value| {
        let problem = match other.get(key) {
            _ if key == applied => None,
            Ok(Some(found)) if *found == *value => None,
            Ok(Some(_)) => Some(otherwise),
            Ok(None) => Some("checkpoint and log do not have it"),
            Err(error) => {
                failed = Some(error);
                return false;
            }
        };
        if let Some(problem) = problem {
            note(compared, key, problem);
        }
        true
    })?;
    failed.map_or(Ok(()), Err)
}

fn name_missing(
    own: &dyn View,
    anew: &dyn View,
    compared: &mut Compared,
) -> Result<(), StoreError> {
    let mut failed = None;
    anew.visit(
        &RawScan::prefix(&[]),
        &mut |key, _| match own.contains(key) {
            Ok(true) => true,
            Ok(false) => {
                note(compared, key, "the keyspace does not have it");
                true
            }
            Err(error) => {
                failed = Some(error);
                false
            }
        },
    )?;
    failed.map_or(Ok(()), Err)
}

/// Values are not shown: among them are people's messages.
fn note(compared: &mut Compared, key: &[u8], problem: &str) {
    compared.differences += 1;
    if compared.named.len() < MAX_NAMED {
        let key = ShownKey(key).to_string();
        compared.named.push((key, problem.to_owned()));
    }
}

#[cfg(test)]
mod tests;
