//! A disk that loses power: what was not synced is dropped, torn or reordered.
//!
//! Every operation has a number; the disk can be told to fail at one of them and at all that follow, as a machine
//! does whose power goes. [`TestDisk::power_cycle`] then decides by a seed what of the unsynced writes reached the
//! platter, sector by sector, and which unsynced names.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sapa_store::disk::{Disk, DiskFile, DiskLock};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

type FileId = u64;

#[derive(Debug, Clone, Default)]
struct Content {
    /// As programs see it.
    current: Vec<u8>,
    /// As it would be found after a power loss that took everything unsynced.
    durable: Vec<u8>,
    /// Ranges that were written since the last sync.
    unsynced: Vec<(usize, usize)>,
}

type Change = Vec<(PathBuf, Option<FileId>)>;

#[derive(Debug, Default)]
struct Machine {
    names: BTreeMap<PathBuf, FileId>,
    durable_names: BTreeMap<PathBuf, FileId>,
    /// Changes of names that were not synced, by directory, oldest first.
    unsynced_names: Vec<(PathBuf, Change)>,
    contents: BTreeMap<FileId, Content>,
    next_file: FileId,
    operations: u64,
    fail_at: Option<u64>,
    failed: bool,
    sync_fails: bool,
    capacity: Option<u64>,
    locks: BTreeSet<PathBuf>,
}

/// A disk in memory. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct TestDisk {
    machine: Arc<Mutex<Machine>>,
}

/// Small, seeded, good enough to choose what is lost.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// How much of what was not synced survives: for all of it, none of it, or each sector by chance.
#[derive(Clone, Copy)]
enum Luck {
    Nothing,
    Everything,
    BySector,
}

impl TestDisk {
    /// An empty disk without a limit.
    pub fn new() -> Self {
        Self::default()
    }

    fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many operations there were.
    pub fn operations(&self) -> u64 {
        self.machine().operations
    }

    /// Takes the power away at an operation, counted from the first ever.
    pub fn fail_at(&self, operation: u64) {
        self.machine().fail_at = Some(operation);
    }

    /// Whether the power is gone.
    pub fn has_failed(&self) -> bool {
        self.machine().failed
    }

    /// Lets syncs fail from now on, or again succeed. What a failed sync did not write is forgotten as machines forget
    /// it: programs still read it, and no later sync writes it.
    pub fn fail_syncs(&self, fail: bool) {
        self.machine().sync_fails = fail;
    }

    /// Bytes that fit on the disk.
    pub fn set_capacity(&self, bytes: Option<u64>) {
        self.machine().capacity = bytes;
    }

    /// Turns the power off and on: only what was synced is there, and by chance some of what was not.
    pub fn power_cycle(&self, seed: u64) {
        let mut machine = self.machine();
        let mut chance = Chance(seed);
        let machine = &mut *machine;
        for (_, change) in std::mem::take(&mut machine.unsynced_names) {
            if chance.next().is_multiple_of(2) {
                for (path, file) in change {
                    set_name(&mut machine.durable_names, path, file);
                }
            }
        }
        machine.names.clone_from(&machine.durable_names);
        for content in machine.contents.values_mut() {
            let luck = match chance.next() % 4 {
                0 => Luck::Nothing,
                1 => Luck::Everything,
                _ => Luck::BySector,
            };
            content.lose(luck, &mut chance);
        }
        let named: BTreeSet<FileId> = machine.names.values().copied().collect();
        machine.contents.retain(|file, _| named.contains(file));
        machine.locks.clear();
        machine.failed = false;
        machine.fail_at = None;
    }

    /// Ends the process, as SIGKILL does, and lets the next one begin: nothing is lost of what was written or named,
    /// and what was not synced is still not synced.
    pub fn kill(&self) {
        let mut machine = self.machine();
        machine.locks.clear();
        machine.failed = false;
        machine.fail_at = None;
    }

    /// A file's bytes as programs see them.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let machine = self.machine();
        let file = machine.names.get(path)?;
        Some(machine.contents.get(file)?.current.clone())
    }

    /// Changes a file's bytes, durably, behind everybody's back: damage.
    pub fn damage(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let mut machine = self.machine();
        let file = *machine.names.get(path).expect("the file to damage exists");
        let content = machine.contents.get_mut(&file).expect("a name has a file");
        change(&mut content.current);
        content.durable.clone_from(&content.current);
        content.unsynced.clear();
    }

    /// The paths of all files.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.machine().names.keys().cloned().collect()
    }
}

impl Content {
    fn sync(&mut self) {
        for (from, to) in std::mem::take(&mut self.unsynced) {
            if self.durable.len() < to {
                self.durable.resize(to, 0);
            }
            self.durable[from..to].copy_from_slice(&self.current[from..to]);
        }
    }

    fn lose(&mut self, luck: Luck, chance: &mut Chance) {
        for (from, to) in std::mem::take(&mut self.unsynced) {
            let mut at = from;
            while at < to {
                let end = ((at / SECTOR + 1) * SECTOR).min(to);
                let kept = match luck {
                    Luck::Nothing => false,
                    Luck::Everything => true,
                    Luck::BySector => chance.next().is_multiple_of(2),
                };
                if kept {
                    if self.durable.len() < end {
                        self.durable.resize(end, 0);
                    }
                    self.durable[at..end].copy_from_slice(&self.current[at..end]);
                }
                at = end;
            }
        }
        self.current.clone_from(&self.durable);
    }
}

fn set_name(names: &mut BTreeMap<PathBuf, FileId>, path: PathBuf, file: Option<FileId>) {
    match file {
        Some(file) => names.insert(path, file),
        None => names.remove(&path),
    };
}

fn power_lost() -> io::Error {
    io::Error::other("the power is gone")
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Machine {
    /// Counts an operation. True if it is the one during which the power goes.
    fn step(&mut self) -> io::Result<bool> {
        if self.failed {
            return Err(power_lost());
        }
        self.operations += 1;
        self.failed = self.fail_at == Some(self.operations);
        Ok(self.failed)
    }

    fn change_names(&mut self, dir: &Path, change: Change) {
        for (path, file) in &change {
            set_name(&mut self.names, path.clone(), *file);
        }
        self.unsynced_names.push((dir.to_path_buf(), change));
    }

    fn used(&self) -> u64 {
        let used: usize = self
            .names
            .values()
            .filter_map(|file| self.contents.get(file))
            .map(|content| content.current.len())
            .sum();
        used as u64
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or_else(|| Path::new("/"))
}

impl Disk for TestDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut machine = self.machine();
        let dying = machine.step()?;
        machine.next_file += 1;
        let file = machine.next_file;
        machine.contents.insert(file, Content::default());
        machine.change_names(parent(path), vec![(path.to_path_buf(), Some(file))]);
        if dying {
            return Err(power_lost());
        }
        Ok(Box::new(TestFile {
            disk: self.clone(),
            file,
        }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let machine = self.machine();
        if machine.failed {
            return Err(power_lost());
        }
        let file = *machine.names.get(path).ok_or_else(not_found)?;
        drop(machine);
        Ok(Box::new(TestFile {
            disk: self.clone(),
            file,
        }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut machine = self.machine();
        let dying = machine.step()?;
        let file = *machine.names.get(from).ok_or_else(not_found)?;
        let change = vec![(from.to_path_buf(), None), (to.to_path_buf(), Some(file))];
        machine.change_names(parent(to), change);
        if dying { Err(power_lost()) } else { Ok(()) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut machine = self.machine();
        let dying = machine.step()?;
        if !machine.names.contains_key(path) {
            return Err(not_found());
        }
        machine.change_names(parent(path), vec![(path.to_path_buf(), None)]);
        if dying { Err(power_lost()) } else { Ok(()) }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let machine = self.machine();
        if machine.failed {
            return Err(power_lost());
        }
        Ok(machine
            .names
            .keys()
            .filter(|path| parent(path) == dir)
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect())
    }

    fn make_dir(&self, _: &Path) -> io::Result<()> {
        if self.machine().failed {
            return Err(power_lost());
        }
        Ok(())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut machine = self.machine();
        if machine.step()? {
            return Err(power_lost());
        }
        if machine.sync_fails {
            return Err(io::Error::other("the sync failed"));
        }
        let all = std::mem::take(&mut machine.unsynced_names);
        for (at, change) in all {
            if at == dir {
                for (path, file) in change {
                    set_name(&mut machine.durable_names, path, file);
                }
            } else {
                machine.unsynced_names.push((at, change));
            }
        }
        Ok(())
    }

    fn free_bytes(&self, _: &Path) -> io::Result<u64> {
        let machine = self.machine();
        if machine.failed {
            return Err(power_lost());
        }
        Ok(machine
            .capacity
            .map_or(u64::MAX, |bytes| bytes.saturating_sub(machine.used())))
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn DiskLock>> {
        let mut machine = self.machine();
        if machine.failed {
            return Err(power_lost());
        }
        if !machine.locks.insert(path.to_path_buf()) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(Box::new(TestLock {
            disk: self.clone(),
            path: path.to_path_buf(),
        }))
    }
}

struct TestLock {
    disk: TestDisk,
    path: PathBuf,
}

impl DiskLock for TestLock {}

impl Drop for TestLock {
    fn drop(&mut self) {
        self.disk.machine().locks.remove(&self.path);
    }
}

struct TestFile {
    disk: TestDisk,
    file: FileId,
}

fn range(offset: u64, length: usize) -> (usize, usize) {
    let from = usize::try_from(offset).expect("test files are small");
    (from, from + length)
}

impl DiskFile for TestFile {
    fn len(&self) -> io::Result<u64> {
        let machine = self.disk.machine();
        if machine.failed {
            return Err(power_lost());
        }
        let content = machine.contents.get(&self.file).ok_or_else(not_found)?;
        Ok(content.current.len() as u64)
    }

    fn read_at(&self, offset: u64, to: &mut [u8]) -> io::Result<usize> {
        let machine = self.disk.machine();
        if machine.failed {
            return Err(power_lost());
        }
        let content = machine.contents.get(&self.file).ok_or_else(not_found)?;
        let (from, end) = range(offset, to.len());
        let end = end.min(content.current.len());
        let from = from.min(end);
        to[..end - from].copy_from_slice(&content.current[from..end]);
        Ok(end - from)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut machine = self.disk.machine();
        let dying = machine.step()?;
        let (from, end) = range(offset, bytes.len());
        let used = machine.used();
        let capacity = machine.capacity;
        let content = machine.contents.get_mut(&self.file).ok_or_else(not_found)?;
        let more = end.saturating_sub(content.current.len()) as u64;
        if more > 0 && capacity.is_some_and(|capacity| used + more > capacity) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if content.current.len() < end {
            content.current.resize(end, 0);
        }
        content.current[from..end].copy_from_slice(bytes);
        content.unsynced.push((from, end));
        if dying { Err(power_lost()) } else { Ok(()) }
    }

    fn sync(&self) -> io::Result<()> {
        let mut machine = self.disk.machine();
        if machine.step()? {
            return Err(power_lost());
        }
        let fails = machine.sync_fails;
        let content = machine.contents.get_mut(&self.file).ok_or_else(not_found)?;
        if fails {
            content.unsynced.clear();
            return Err(io::Error::other("the sync failed"));
        }
        content.sync();
        Ok(())
    }
}
