//! The disk as the log, checkpoints and backups see it.
//!
//! Everything whose durability is promised goes through this trait, so that tests can take the power away at every
//! single operation. What is not synced may be lost, torn or reordered; a name is durable once its directory is
//! synced, and bytes once their file is.

mod real;

use std::io;
use std::path::Path;

pub use real::RealDisk;

/// Holds a lock until it is dropped.
pub trait DiskLock: Send + Sync {}

/// A disk.
pub trait Disk: Send + Sync + 'static {
    /// Makes a new, empty file; an older one of that name is emptied.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Opens an existing file for reading and writing.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file another name, replacing what has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The names of the files in a directory, sorted.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// Makes a directory and its parents, durably.
    fn make_dir(&self, dir: &Path) -> io::Result<()>;
    /// Makes the names in a directory durable.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Bytes that can still be stored where the directory lies.
    fn free_bytes(&self, dir: &Path) -> io::Result<u64>;
    /// Takes a lock that no other process can hold at the same time; `WouldBlock` if one does.
    fn lock(&self, path: &Path) -> io::Result<Box<dyn DiskLock>>;
}

/// An open file.
#[expect(
    clippy::len_without_is_empty,
    reason = "a file's length is asked, never whether it is empty"
)]
pub trait DiskFile: Send + Sync {
    /// Bytes in the file.
    fn len(&self) -> io::Result<u64>;
    /// Reads at an offset; fewer bytes than asked for only at the end of the file.
    fn read_at(&self, offset: u64, to: &mut [u8]) -> io::Result<usize>;
    /// Writes all the bytes at an offset, growing the file if need be.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was written durable. After an error nothing is known of it: it must not be tried again.
    fn sync(&self) -> io::Result<()>;
}

/// Reads a whole file.
pub fn read_all(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    let file = disk.open(path)?;
    let length = usize::try_from(file.len()?).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    let read = file.read_at(0, &mut bytes)?;
    bytes.truncate(read);
    Ok(bytes)
}

/// Writes a small file so that after a power loss there is either the old one or the new one, whole.
pub fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("tmp");
    let file = disk.create(&beside)?;
    file.write_at(0, bytes)?;
    file.sync()?;
    disk.rename(&beside, path)?;
    disk.sync_dir(path.parent().unwrap_or_else(|| Path::new("/")))
}
