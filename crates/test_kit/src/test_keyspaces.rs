//! Keyspaces in memory that survive a restart, and lose what was not synced when the power goes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sapa_store::keyspace::{Keyspace, MemoryKeyspace, View, Writes};
use sapa_store::{KeyspaceEngine, RawScan, RawValue, StoreError, Visitor};

/// What a power loss leaves of a keyspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remains {
    /// Everything that was applied.
    Everything,
    /// What was applied before the last sync.
    Synced,
    /// A directory that does not open any more.
    Damaged,
    /// Nothing.
    Nothing,
}

#[derive(Default)]
struct Kept {
    current: MemoryKeyspace,
    synced: MemoryKeyspace,
    damaged: bool,
}

/// An engine for simulations. Clones share the keyspaces.
#[derive(Clone, Default)]
pub struct TestKeyspaces {
    kept: Arc<Mutex<BTreeMap<PathBuf, Arc<Mutex<Kept>>>>>,
    sync_fails: Arc<AtomicBool>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TestKeyspaces {
    /// No keyspaces yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets syncs fail from now on, or again succeed.
    pub fn fail_syncs(&self, fail: bool) {
        self.sync_fails.store(fail, Ordering::SeqCst);
    }

    /// Turns the power off and on.
    pub fn power_cycle(&self, remains: Remains) {
        let mut all = locked(&self.kept);
        for kept in all.values_mut() {
            let mut next = Kept::default();
            {
                let before = locked(kept);
                match remains {
                    Remains::Everything => next.current = before.current.copy(),
                    Remains::Synced => next.current = before.synced.copy(),
                    Remains::Damaged => next.damaged = true,
                    Remains::Nothing => {}
                }
                next.synced = next.current.copy();
            }
            // A new one: whoever still holds the old one writes into the void.
            *kept = Arc::new(Mutex::new(next));
        }
    }
}

impl KeyspaceEngine for TestKeyspaces {
    fn open(&self, dir: &Path) -> Result<Arc<dyn Keyspace>, StoreError> {
        let kept = Arc::clone(locked(&self.kept).entry(dir.to_path_buf()).or_default());
        if locked(&kept).damaged {
            return Err(StoreError::Io("the keyspace is damaged".into()));
        }
        let current = locked(&kept).current.clone();
        Ok(Arc::new(TestKeyspace {
            kept,
            current,
            sync_fails: Arc::clone(&self.sync_fails),
        }))
    }

    fn set_aside(&self, dir: &Path) -> Result<(), StoreError> {
        locked(&self.kept).remove(dir);
        Ok(())
    }
}

struct TestKeyspace {
    kept: Arc<Mutex<Kept>>,
    current: MemoryKeyspace,
    sync_fails: Arc<AtomicBool>,
}

impl View for TestKeyspace {
    fn get(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        self.current.get(key)
    }

    fn contains(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.current.contains(key)
    }

    fn visit(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        self.current.visit(scan, visit)
    }
}

impl Keyspace for TestKeyspace {
    fn apply_writes(&self, writes: &mut Writes<'_>) -> Result<(), StoreError> {
        self.current.apply_writes(writes)
    }

    fn view(&self) -> Arc<dyn View> {
        self.current.view()
    }

    fn persist(&self) -> Result<(), StoreError> {
        if self.sync_fails.load(Ordering::SeqCst) {
            return Err(StoreError::Io("the sync failed".into()));
        }
        locked(&self.kept).synced = self.current.copy();
        Ok(())
    }
}
