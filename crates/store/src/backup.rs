//! Backup and restore, with the server stopped.
//!
//! ```text
//! BACKUP/manifest       what the backup holds, with sizes and checksums; written last
//! BACKUP/cell           the cell's identity
//! BACKUP/checkpoints/   the whole keyspace as of one entry
//! BACKUP/beside/        what lies beside the keyspace: photos and other blobs
//! ```
//!
//! A backup without its manifest was not finished, and is refused. Every file is read back and compared before the
//! manifest is written, and again before anything is restored from it.

use std::fmt::Write as _;
use std::fs::{self, File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::checkpoint::{self, Checkpoint, CheckpointError};
use crate::disk::{Disk, RealDisk};
use crate::open::{self, Identity, Layout};
use crate::{Cell, CellOptions, OpenError};

/// The format of backups that this version writes and reads.
pub const BACKUP_FORMAT: u32 = 1;

const MANIFEST: &str = "manifest";
const BESIDE: &str = "beside";
const COPY_BYTES: usize = 1 << 18;

/// What was saved, or brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The last entry that it contains.
    pub seq: u64,
    /// Rows of the keyspace.
    pub rows: u64,
    /// The checksum of all rows in order.
    pub digest: u32,
    /// Files beside the keyspace.
    pub files: u64,
    /// Bytes of all files together.
    pub bytes: u64,
}

/// Why a backup or a restore did not come about.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The cell does not open: it runs, or is damaged.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The checkpoint cannot be written or read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// There is something where the result should go.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// The directory is not a finished backup.
    #[error("{dir} is not a whole backup: {reason}")]
    NotWhole {
        /// The directory.
        dir: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A newer version wrote it.
    #[error("the backup has format {0}; this version reads up to {BACKUP_FORMAT}")]
    Newer(u32),
    /// What was brought back is not what was saved.
    #[error("the restored keyspace differs from the one that was saved")]
    Differs,
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, BackupError> {
    result.map_err(|error| BackupError::Io {
        path: path.to_path_buf(),
        error,
    })
}

/// Saves a stopped cell into an empty or new directory. `beside` names directories of the data directory that belong
/// to it, such as that of the blobs; one that does not exist is left out.
///
/// # Errors
/// [`OpenError::InUse`] while a server runs; [`BackupError::NotEmpty`]; what the disk says. The cell is unharmed.
pub fn backup(mut options: CellOptions, to: &Path, beside: &[&str]) -> Result<Saved, BackupError> {
    let layout = Layout::new(&options.dir);
    if !layout.cell().exists() {
        let reason = format!("{} holds no cell", options.dir.display());
        return Err(OpenError::NotACell(reason).into());
    }
    make_empty(to)?;
    options.background = false;
    let cell = Cell::open(options.clone())?;
    let taken = cell.checkpoint()?;
    let target = Layout::new(to);
    make_dir(&target.checkpoints())?;
    let copied = target
        .checkpoints()
        .join(taken.path.file_name().unwrap_or_default());
    copy(&taken.path, &copied)?;
    copy(&layout.cell(), &target.cell())?;
    let mut files = Vec::new();
    for name in beside {
        let from = options.dir.join(name);
        if from.exists() {
            copy_tree(
                &from,
                &to.join(BESIDE).join(name),
                Path::new(name),
                &mut files,
            )?;
        }
    }
    let kept = whole_checkpoint(&options, &target)?;
    let manifest = Manifest {
        seq: kept.header.tail.position.seq,
        rows: kept.rows,
        digest: kept.digest,
        files,
    };
    manifest.verify(to)?;
    write_synced(&to.join(MANIFEST), manifest.encode().as_bytes())?;
    drop(cell);
    Ok(manifest.saved(kept.bytes))
}

/// Brings a backup back into an empty or new data directory, opens the cell once and compares its rows with the
/// saved ones. `options.dir` is that directory.
///
/// # Errors
/// [`BackupError::NotEmpty`], [`BackupError::NotWhole`], [`BackupError::Newer`]: nothing was changed. Others: the new
/// directory is not usable and can be removed; a cell without the file `cell` does not open.
pub fn restore(from: &Path, mut options: CellOptions) -> Result<Saved, BackupError> {
    let source = Layout::new(from);
    let manifest = Manifest::read(from)?;
    manifest.verify(from)?;
    let whole = whole_checkpoint(&options, &source)?;
    if (whole.rows, whole.digest) != (manifest.rows, manifest.digest) {
        return Err(not_whole(from, "its checkpoint is another one"));
    }
    let identity = at(&source.cell(), fs::read_to_string(source.cell()))?;
    let identity = Identity::decode(&identity)?;
    make_empty(&options.dir)?;
    let target = Layout::new(&options.dir);
    make_dir(&target.checkpoints())?;
    let name = whole.path.file_name().unwrap_or_default();
    copy(&whole.path, &target.checkpoints().join(name))?;
    for file in &manifest.files {
        let to = options.dir.join(&file.path);
        make_dir(to.parent().unwrap_or(&options.dir))?;
        copy(&from.join(BESIDE).join(&file.path), &to)?;
    }
    options.background = false;
    crate::log::LogEngine::create(&open::local_log(&options, identity), whole.header.tail)
        .map_err(OpenError::from)?;
    // With its identity the directory becomes a cell: last of all.
    copy(&source.cell(), &target.cell())?;
    let cell = Cell::open(options)?;
    let taken = cell.checkpoint()?;
    if (taken.rows, taken.digest) != (manifest.rows, manifest.digest) {
        return Err(BackupError::Differs);
    }
    Ok(manifest.saved(whole.bytes))
}

fn not_whole(dir: &Path, reason: impl Into<String>) -> BackupError {
    BackupError::NotWhole {
        dir: dir.to_path_buf(),
        reason: reason.into(),
    }
}

/// The one checkpoint of a backup, read to its end.
fn whole_checkpoint(options: &CellOptions, layout: &Layout) -> Result<Checkpoint, BackupError> {
    let found = checkpoint::list(&*options.disk, &layout.checkpoints())?;
    let (_, path) = found
        .first()
        .ok_or_else(|| not_whole(&layout.dir, "it has no checkpoint"))?;
    Ok(checkpoint::read(&*options.disk, path, &mut |_| Ok(()))?)
}

/// Makes a directory and those above it, durably.
fn make_dir(dir: &Path) -> Result<(), BackupError> {
    at(dir, RealDisk.make_dir(dir))
}

/// Makes a directory for its owner alone: in it will lie all that people wrote. One that is there already stays as open
/// as it is.
fn make_empty(dir: &Path) -> Result<(), BackupError> {
    if !dir.exists() {
        make_dir(dir)?;
        at(dir, fs::set_permissions(dir, Permissions::from_mode(0o700)))?;
    }
    if at(dir, fs::read_dir(dir))?.next().is_some() {
        return Err(BackupError::NotEmpty(dir.to_path_buf()));
    }
    Ok(())
}

/// One file beside the keyspace.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KeptFile {
    /// Relative to the data directory.
    path: PathBuf,
    bytes: u64,
    checksum: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Manifest {
    seq: u64,
    rows: u64,
    digest: u32,
    files: Vec<KeptFile>,
}

impl Manifest {
    fn encode(&self) -> String {
        let mut text = format!(
            "sapa backup\nformat {BACKUP_FORMAT}\nseq {}\nrows {}\ndigest {:08x}\n",
            self.seq, self.rows, self.digest
        );
        for file in &self.files {
            // Paths come from the cell's own names for blobs: no line breaks in them.
            let _ = writeln!(
                text,
                "file {:08x} {} {}",
                file.checksum,
                file.bytes,
                file.path.display()
            );
        }
        let checksum = crc32c::crc32c(text.as_bytes());
        let _ = writeln!(text, "end {checksum:08x}");
        text
    }

    fn read(dir: &Path) -> Result<Self, BackupError> {
        let path = dir.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(not_whole(dir, "it has no manifest"));
            }
            Err(error) => return at(&path, Err(error)),
        };
        Self::decode(&text).map_err(|wrong| match wrong {
            Wrong::Newer(format) => BackupError::Newer(format),
            Wrong::Malformed => not_whole(dir, "its manifest is not readable"),
        })
    }

    fn decode(text: &str) -> Result<Self, Wrong> {
        let mut lines = text.lines();
        if lines.next() != Some("sapa backup") {
            return Err(Wrong::Malformed);
        }
        let mut field = |name: &str| -> Result<String, Wrong> {
            let line = lines.next().and_then(|line| line.strip_prefix(name));
            let value = line.and_then(|line| line.strip_prefix(' '));
            value.map(str::to_owned).ok_or(Wrong::Malformed)
        };
        let format: u32 = number(&field("format")?)?;
        if format > BACKUP_FORMAT {
            return Err(Wrong::Newer(format));
        }
        let end = text.rfind("end ").ok_or(Wrong::Malformed)?;
        let sum = hex(text[end + 4..].trim_end())?;
        if sum != crc32c::crc32c(&text.as_bytes()[..end]) {
            return Err(Wrong::Malformed);
        }
        let (seq, rows, digest) = (
            number(&field("seq")?)?,
            number(&field("rows")?)?,
            hex(&field("digest")?)?,
        );
        let mut files = Vec::new();
        for line in lines.take_while(|line| !line.starts_with("end ")) {
            let mut parts = line
                .strip_prefix("file ")
                .ok_or(Wrong::Malformed)?
                .splitn(3, ' ');
            let mut part = || parts.next().ok_or(Wrong::Malformed);
            files.push(KeptFile {
                checksum: hex(part()?)?,
                bytes: number(part()?)?,
                path: inside(part()?)?,
            });
        }
        Ok(Self {
            seq,
            rows,
            digest,
            files,
        })
    }

    /// Reads every file beside the keyspace again and compares it.
    fn verify(&self, dir: &Path) -> Result<(), BackupError> {
        for file in &self.files {
            let path = dir.join(BESIDE).join(&file.path);
            let found = match sum(&path) {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(not_whole(
                        dir,
                        format!("{} is missing", file.path.display()),
                    ));
                }
                Err(error) => return at(&path, Err(error)),
            };
            if found != (file.bytes, file.checksum) {
                let reason = format!("{} is not as it was saved", file.path.display());
                return Err(not_whole(dir, reason));
            }
        }
        Ok(())
    }

    fn saved(&self, checkpoint_bytes: u64) -> Saved {
        Saved {
            seq: self.seq,
            rows: self.rows,
            digest: self.digest,
            files: self.files.len() as u64,
            bytes: checkpoint_bytes + self.files.iter().map(|file| file.bytes).sum::<u64>(),
        }
    }
}

/// Why a text is not a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Newer(u32),
    Malformed,
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, Wrong> {
    text.parse().map_err(|_| Wrong::Malformed)
}

fn hex(text: &str) -> Result<u32, Wrong> {
    u32::from_str_radix(text, 16).map_err(|_| Wrong::Malformed)
}

/// A path that cannot lead out of the directory that it is joined to.
fn inside(text: &str) -> Result<PathBuf, Wrong> {
    let path = PathBuf::from(text);
    let plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    if text.is_empty() || !path.components().all(plain) {
        return Err(Wrong::Malformed);
    }
    Ok(path)
}

fn sum(path: &Path) -> io::Result<(u64, u32)> {
    let mut file = File::open(path)?;
    let (mut bytes, mut checksum) = (0, 0);
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, checksum));
        }
        bytes += read as u64;
        checksum = crc32c::crc32c_append(checksum, &buffer[..read]);
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    at(from, fs::copy(from, to))?;
    let copied = at(to, File::open(to))?;
    at(to, copied.sync_all())?;
    sync_dir(to)
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let mut file = at(path, File::create(path))?;
    at(path, file.write_all(bytes))?;
    at(path, file.sync_all())?;
    sync_dir(path)
}

fn sync_dir(path: &Path) -> Result<(), BackupError> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    let opened = at(dir, File::open(dir))?;
    at(dir, opened.sync_all())
}

fn copy_tree(
    from: &Path,
    to: &Path,
    relative: &Path,
    files: &mut Vec<KeptFile>,
) -> Result<(), BackupError> {
    make_dir(to)?;
    let mut entries = Vec::new();
    for entry in at(from, fs::read_dir(from))? {
        entries.push(at(from, entry)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (source, name) = (entry.path(), entry.file_name());
        let (target, relative) = (to.join(&name), relative.join(&name));
        let kind = at(&source, entry.file_type())?;
        if kind.is_dir() {
            copy_tree(&source, &target, &relative, files)?;
        } else if kind.is_file() {
            let (bytes, checksum) = at(&source, sum(&source))?;
            copy(&source, &target)?;
            files.push(KeptFile {
                path: relative,
                bytes,
                checksum,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
