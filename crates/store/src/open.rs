//! Opening a cell: the lock, the format, the log, the keyspace, and what it takes to bring them together.
//!
//! ```text
//! DIR/lock          held by the process that has the cell open
//! DIR/cell          format, cell number, log identity
//! DIR/log/          segments
//! DIR/keyspace/     fjall
//! DIR/checkpoints/  whole keyspaces as of one entry
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::checkpoint;
use crate::disk::{self, Disk, DiskLock};
use crate::entry::Write;
use crate::keyspace::{FjallOptions, Keyspace};
use crate::log::{Appended, LocalLogOptions, Log, LogEngine, Refusal};
use crate::meta::{self, Applied, DATA_FORMAT};
use crate::options::{FjallEngine, KeyspaceEngine};
use crate::{
    CellOptions, EncodedEntry, Entry, EntryHeader, EntryKind, OpenError, Overlay, RawScan,
    Snapshot, StoreError, Tail, level,
};

/// Where things lie in a data directory.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The directory itself.
    pub dir: PathBuf,
}

impl Layout {
    /// The layout of a directory.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
        }
    }
    /// Locked by the process that has the cell open.
    pub fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }
    /// Says what the directory is.
    pub fn cell(&self) -> PathBuf {
        self.dir.join("cell")
    }
    /// The local log's segments.
    pub fn log(&self) -> PathBuf {
        self.dir.join("log")
    }
    /// The rows.
    pub fn keyspace(&self) -> PathBuf {
        self.dir.join("keyspace")
    }
    /// Whole keyspaces as of one entry.
    pub fn checkpoints(&self) -> PathBuf {
        self.dir.join("checkpoints")
    }
}

/// What a data directory says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The cell's number.
    pub cell: u32,
    /// The log's identity.
    pub log_id: [u8; 16],
}

impl Identity {
    pub(crate) fn encode(&self) -> String {
        let id: String = self.log_id.iter().map(|b| format!("{b:02x}")).collect();
        format!(
            "sapa cell\nformat {DATA_FORMAT}\ncell {}\nlog {id}\n",
            self.cell
        )
    }

    /// Reads the file `cell`.
    pub fn decode(text: &str) -> Result<Self, OpenError> {
        let broken = || OpenError::NotACell("the file `cell` is not readable".into());
        let mut lines = text.lines();
        if lines.next() != Some("sapa cell") {
            return Err(broken());
        }
        let mut field = |name: &str| {
            let line = lines.next()?;
            line.strip_prefix(name)?.strip_prefix(' ')
        };
        let format: u32 = field("format")
            .and_then(|text| text.parse().ok())
            .ok_or_else(broken)?;
        if format > DATA_FORMAT {
            return Err(OpenError::Newer {
                found: format,
                known: DATA_FORMAT,
            });
        }
        let cell = field("cell")
            .and_then(|text| text.parse().ok())
            .ok_or_else(broken)?;
        let id = field("log").ok_or_else(broken)?;
        if id.len() != 32 || !id.is_ascii() {
            return Err(broken());
        }
        let mut log_id = [0; 16];
        for (at, byte) in log_id.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&id[at * 2..at * 2 + 2], 16).map_err(|_| broken())?;
        }
        Ok(Self { cell, log_id })
    }
}

/// A cell that is ready to lead.
pub(crate) struct Opened {
    pub(crate) lock: Box<dyn DiskLock>,
    pub(crate) identity: Identity,
    pub(crate) keyspace: Arc<dyn Keyspace>,
    pub(crate) log: Arc<dyn Log>,
    pub(crate) tail: Tail,
    pub(crate) warnings: Vec<String>,
    pub(crate) replayed: u64,
    pub(crate) checkpoint: Option<(u64, u64)>,
}

/// Takes the directory's lock.
pub(crate) fn lock(disk: &dyn Disk, layout: &Layout) -> Result<Box<dyn DiskLock>, OpenError> {
    disk.lock(&layout.lock())
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock => OpenError::InUse(layout.dir.display().to_string()),
            _ => error.into(),
        })
}

/// Reads the directory's identity; none if it is a new one.
pub(crate) fn identity(disk: &dyn Disk, layout: &Layout) -> Result<Option<Identity>, OpenError> {
    match disk::read_all(disk, &layout.cell()) {
        Ok(bytes) => Identity::decode(&String::from_utf8_lossy(&bytes)).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn random_bytes(entropy: &dyn Fn() -> u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&entropy().to_le_bytes());
    bytes[8..].copy_from_slice(&entropy().to_le_bytes());
    bytes
}

pub(crate) fn local_log(options: &CellOptions, identity: Identity) -> LocalLogOptions {
    LocalLogOptions {
        disk: Arc::clone(&options.disk),
        dir: Layout::new(&options.dir).log(),
        segment_bytes: options.segment_bytes,
        cell: identity.cell,
        log_id: identity.log_id,
        entropy: Arc::clone(&options.entropy),
        spare_in_background: options.background,
    }
}

fn log_engine(options: &CellOptions, identity: Identity) -> Arc<dyn LogEngine> {
    options
        .log
        .clone()
        .unwrap_or_else(|| Arc::new(local_log(options, identity)))
}

pub(crate) fn keyspace_engine(options: &CellOptions) -> Arc<dyn KeyspaceEngine> {
    options.keyspace.clone().unwrap_or_else(|| {
        Arc::new(FjallEngine(FjallOptions {
            cache_bytes: options.cache_bytes,
            memtable_bytes: options.memtable_bytes,
        }))
    })
}

/// Opens everything, recovers what has to be recovered, and takes the lead.
pub(crate) fn open(options: &CellOptions) -> Result<Opened, OpenError> {
    let (disk, layout) = (&*options.disk, Layout::new(&options.dir));
    disk.make_dir(&layout.dir)?;
    let lock = lock(disk, &layout)?;
    // A process that was killed may have left names that only the machine's cache knows.
    disk.sync_dir(&layout.dir)?;
    let identity = match identity(disk, &layout)? {
        Some(identity) if identity.cell != options.cell.0 => {
            return Err(OpenError::NotACell(format!(
                "it belongs to cell {}, not {}",
                identity.cell, options.cell.0
            )));
        }
        Some(identity) => identity,
        None => {
            refuse_foreign(disk, &layout)?;
            sync_above(disk, &layout.dir);
            let identity = Identity {
                cell: options.cell.0,
                log_id: random_bytes(&*options.entropy),
            };
            disk::replace(disk, &layout.cell(), identity.encode().as_bytes())?;
            identity
        }
    };
    let mut recovery = Recovery {
        options,
        layout,
        identity,
        warnings: Vec::new(),
        replayed: 0,
    };
    let (keyspace, log, tail) = recovery.run()?;
    refuse_newer_level(&*keyspace, tail)?;
    let tail = take_lead(options, &*log, tail)?;
    apply_row(&*keyspace, tail, identity.log_id, &mut std::iter::empty())?;
    checkpoint::remove_unfinished(disk, &recovery.layout.checkpoints())?;
    let checkpoint = checkpoint::list(disk, &recovery.layout.checkpoints())?
        .first()
        .map(|(seq, path)| -> Result<_, OpenError> { Ok((*seq, disk.open(path)?.len()?)) })
        .transpose()?;
    Ok(Opened {
        lock,
        identity,
        keyspace,
        log,
        tail,
        warnings: recovery.warnings,
        replayed: recovery.replayed,
        checkpoint,
    })
}

/// What newer versions write may not be understood by this one: it must not lead.
fn refuse_newer_level(keyspace: &dyn Keyspace, tail: Tail) -> Result<(), OpenError> {
    let applied = Snapshot::new(keyspace.view(), tail.position.seq, tail.time);
    let (found, known) = (level::current(&applied)?, level::KNOWN);
    if found > known {
        return Err(OpenError::NewerLevel { found, known });
    }
    Ok(())
}

/// Makes the names of a new cell's directory and of those above it durable: whoever made them may not have. What cannot
/// be synced is somebody else's, and older.
fn sync_above(disk: &dyn Disk, dir: &Path) {
    for above in dir.ancestors().skip(1) {
        let here = above.as_os_str().is_empty();
        let _ = disk.sync_dir(if here { Path::new(".") } else { above });
    }
}

/// A directory with a log but without an identity is not a new one.
fn refuse_foreign(disk: &dyn Disk, layout: &Layout) -> Result<(), OpenError> {
    let has_log = crate::log::LocalLog::exists(disk, &layout.log())?;
    let has_checkpoint = !checkpoint::list(disk, &layout.checkpoints())?.is_empty();
    if has_log || has_checkpoint {
        return Err(OpenError::NotACell(
            "it has a log or checkpoints, but the file `cell` is missing".into(),
        ));
    }
    Ok(())
}

/// Applies writes together with the row that says what is applied.
pub(crate) fn apply_row<'w>(
    keyspace: &dyn Keyspace,
    tail: Tail,
    log_id: [u8; 16],
    writes: &mut dyn Iterator<Item = Write<'w>>,
) -> Result<(), StoreError> {
    let key = meta::key();
    let applied = Applied::new(tail, log_id).encode();
    let mut all = writes
        .map(|(key, value)| -> (&[u8], Option<&[u8]>) { (key, value) })
        .chain(std::iter::once((&key[..], Some(applied.as_slice()))));
    keyspace.apply_writes(&mut all)
}

/// Appends an epoch entry: from here on nobody who led before can append.
fn take_lead(options: &CellOptions, log: &dyn Log, tail: Tail) -> Result<Tail, OpenError> {
    let header = EntryHeader {
        kind: EntryKind::Epoch,
        seq: tail.position.seq + 1,
        previous: tail.position.checksum,
        epoch: tail.epoch + 1,
        time: options.clock.now().max(tail.time),
        nonce: random_bytes(&*options.entropy),
    };
    let entry = EncodedEntry::of(&header, &Overlay::default());
    match log.append(tail.position, &entry) {
        Appended::Stored => Ok(entry.tail),
        Appended::Refused(Refusal::NotAtTail(_)) => Err(OpenError::Fenced),
        Appended::Refused(Refusal::Full) => Err(OpenError::Io("the disk is full".into())),
        Appended::Refused(Refusal::Failed(reason)) | Appended::Unknown(reason) => {
            Err(OpenError::Io(reason))
        }
    }
}

struct Recovery<'a> {
    options: &'a CellOptions,
    layout: Layout,
    identity: Identity,
    warnings: Vec<String>,
    replayed: u64,
}

type Recovered = (Arc<dyn Keyspace>, Arc<dyn Log>, Tail);

impl Recovery<'_> {
    fn warn(&mut self, warning: String) {
        tracing::warn!("{warning}");
        self.warnings.push(warning);
    }

    fn run(&mut self) -> Result<Recovered, OpenError> {
        let engine = keyspace_engine(self.options);
        let opened = engine
            .open(&self.layout.keyspace())
            .and_then(|keyspace| Ok((Applied::read(&*keyspace)?, keyspace)));
        let mut empty = None;
        let usable = match opened {
            Ok((Some(applied), keyspace)) => self.usable(&applied)?.then_some((applied, keyspace)),
            // Without the row that says what is applied it is new, or a rebuild that was not finished.
            Ok((None, keyspace)) => {
                empty = is_empty(&*keyspace).unwrap_or(false).then_some(keyspace);
                None
            }
            // No room, or no right: what is stored may be whole, and is not set aside.
            Err(error @ (StoreError::DiskFull | StoreError::Denied(_))) => {
                return Err(error.into());
            }
            Err(error) => {
                self.warn(format!("the keyspace does not open: {error}"));
                None
            }
        };
        let verify_after = usable.as_ref().map_or(0, |(applied, _)| applied.seq);
        let log = self.open_log(verify_after)?;
        let tail = log.tail()?;
        if let Some((applied, keyspace)) = usable {
            if applied.seq > tail.position.seq {
                return Err(OpenError::LogBehind {
                    log: tail.position.seq,
                    keyspace: applied.seq,
                });
            }
            if applied.seq + 1 >= log.first() && self.continues(&*log, &applied)? {
                self.replay(&*keyspace, &*log, applied.seq)?;
                return Ok((keyspace, log, tail));
            }
            self.warn("the keyspace does not fit to the log".into());
            drop(keyspace);
        }
        let keyspace = match empty {
            Some(keyspace) if tail.position.seq == 0 => keyspace,
            empty => self.rebuild(&*engine, &*log, empty)?,
        };
        Ok((keyspace, log, tail))
    }

    /// Whether a keyspace belongs to this log and can be read by this version.
    fn usable(&mut self, applied: &Applied) -> Result<bool, OpenError> {
        if applied.format > DATA_FORMAT {
            return Err(OpenError::Newer {
                found: applied.format,
                known: DATA_FORMAT,
            });
        }
        if applied.log_id != self.identity.log_id {
            self.warn("the keyspace belongs to another log".into());
            return Ok(false);
        }
        Ok(true)
    }

    fn open_log(&mut self, verify_after: u64) -> Result<Arc<dyn Log>, OpenError> {
        let engine = log_engine(self.options, self.identity);
        if !engine.exists()? {
            // Nothing can have been acknowledged before the log was made. After a checkpoint there was a log.
            if verify_after > 0
                || !checkpoint::list(&*self.options.disk, &self.layout.checkpoints())?.is_empty()
            {
                return Err(OpenError::NotACell("its log is missing".into()));
            }
            engine.create(Tail::default())?;
        }
        let (log, warnings) = engine.open(verify_after)?;
        self.warnings.extend(warnings);
        Ok(log)
    }

    /// Whether the log's entry at the applied number is the one that was applied.
    fn continues(&self, log: &dyn Log, applied: &Applied) -> Result<bool, OpenError> {
        let tail = log.tail()?;
        if applied.seq == tail.position.seq {
            return Ok(applied.checksum == tail.position.checksum);
        }
        let mut continues = false;
        log.read(applied.seq, &mut |entry| {
            continues = entry.header.previous == applied.checksum;
            Ok(false)
        })?;
        Ok(continues)
    }

    fn replay(
        &mut self,
        keyspace: &dyn Keyspace,
        log: &dyn Log,
        after: u64,
    ) -> Result<(), OpenError> {
        let mut failed = None;
        let log_id = self.identity.log_id;
        let replayed = &mut self.replayed;
        log.read(after, &mut |entry: &Entry<'_>| {
            let mut writes = entry.writes.iter().copied();
            if let Err(error) = apply_row(keyspace, entry.tail(), log_id, &mut writes) {
                failed = Some(error);
            }
            *replayed += 1;
            Ok(failed.is_none())
        })?;
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Makes the keyspace anew, from the newest whole checkpoint and the log behind it.
    fn rebuild(
        &mut self,
        engine: &dyn KeyspaceEngine,
        log: &dyn Log,
        mut empty: Option<Arc<dyn Keyspace>>,
    ) -> Result<Arc<dyn Keyspace>, OpenError> {
        let dir = self.layout.keyspace();
        // An empty one need not make way, and must not push out what was set aside before.
        let mut anew = || match empty.take() {
            Some(keyspace) => Ok(keyspace),
            None => engine.set_aside(&dir).and_then(|()| engine.open(&dir)),
        };
        let found = checkpoint::list(&*self.options.disk, &self.layout.checkpoints())?;
        for (seq, path) in found {
            if seq + 1 < log.first() || seq > log.tail()?.position.seq {
                continue;
            }
            // Read once to the end before anything is replaced, so that a damaged one does no harm.
            let whole = checkpoint::read(&*self.options.disk, &path, &mut |_| Ok(()));
            let whole = match whole {
                Ok(whole) if whole.header.log_id == self.identity.log_id => whole,
                Ok(_) => {
                    self.warn(format!("{} belongs to another log", path.display()));
                    continue;
                }
                Err(checkpoint::CheckpointError::Newer(found)) => {
                    return Err(OpenError::Newer {
                        found,
                        known: checkpoint::CHECKPOINT_FORMAT,
                    });
                }
                Err(error) => {
                    self.warn(error.to_string());
                    continue;
                }
            };
            self.warn(format!(
                "the keyspace is rebuilt from the checkpoint of entry {seq}"
            ));
            let keyspace = anew()?;
            load(&*self.options.disk, &path, &*keyspace)?;
            let tail = whole.header.tail;
            apply_row(
                &*keyspace,
                tail,
                self.identity.log_id,
                &mut std::iter::empty(),
            )?;
            self.replay(&*keyspace, log, seq)?;
            keyspace.persist()?;
            return Ok(keyspace);
        }
        if log.first() > 1 {
            return Err(OpenError::Unrecoverable { first: log.first() });
        }
        if log.tail()?.position.seq > 0 {
            self.warn("the keyspace is rebuilt from the whole log".into());
        }
        let keyspace = anew()?;
        self.replay(&*keyspace, log, 0)?;
        keyspace.persist()?;
        Ok(keyspace)
    }
}

fn is_empty(keyspace: &dyn Keyspace) -> Result<bool, StoreError> {
    let mut empty = true;
    keyspace.visit(&RawScan::prefix(&[]), &mut |_, _| {
        empty = false;
        false
    })?;
    Ok(empty)
}

/// Puts a checkpoint's rows into an empty keyspace.
pub(crate) fn load(
    disk: &dyn Disk,
    path: &Path,
    keyspace: &dyn Keyspace,
) -> Result<checkpoint::Checkpoint, checkpoint::CheckpointError> {
    checkpoint::read(disk, path, &mut |rows| {
        let mut writes = rows
            .iter()
            .map(|(key, value)| -> Write<'_> { (*key, Some(*value)) });
        keyspace.apply_writes(&mut writes)?;
        Ok(())
    })
}
