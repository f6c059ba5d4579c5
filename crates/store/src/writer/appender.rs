//! The appender: stores each group as one entry, applies it, tells everybody.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::handover::Group;
use super::{Core, Handover, Lost};
use crate::entry::Write;
use crate::log::{Appended, Refusal};
use crate::{
    AppliedEntry, EncodedEntry, EntryHeader, EntryKind, StoreError, open, prefixes, stats,
};

pub(crate) struct Appender {
    core: Arc<Core>,
    handover: Arc<Handover>,
}

impl Appender {
    pub(crate) fn new(core: Arc<Core>, handover: Arc<Handover>) -> Self {
        Self { core, handover }
    }

    /// Runs until the executor has gone.
    pub(crate) fn run(self) {
        let _end = OnEnd(&self.core, &self.handover);
        while let Some(group) = self.handover.next() {
            // Nothing written and nothing emitted: nothing to store, but the replies had to wait for their turn.
            let stored = if group.overlay.is_empty() {
                Ok(())
            } else {
                self.store(&group)
            };
            match stored {
                Ok(()) => {
                    let seq = self.core.published().tail.position.seq;
                    // The executor may go on before everybody has been told.
                    self.handover.finished(None);
                    for reply in group.replies {
                        reply(Ok(seq));
                    }
                }
                Err(lost) => {
                    if lost == Lost::Unknown {
                        stats::add(&self.core.counters.unknown, group.replies.len() as u64);
                    }
                    // First the executor: what it runs from here on must not build on what is lost.
                    self.handover.finished(Some(lost.clone()));
                    group.lose(&lost);
                }
            }
        }
    }

    fn store(&self, group: &Group) -> Result<(), Lost> {
        let core = &*self.core;
        let after = core.published().tail.position;
        let header = EntryHeader {
            kind: EntryKind::Writes,
            seq: after.seq + 1,
            previous: after.checksum,
            epoch: core.epoch,
            time: group.time,
            nonce: group.nonce,
        };
        let entry = &EncodedEntry::of(&header, &group.overlay);
        let started = Instant::now();
        let appended = core.log.append(after, entry);
        core.counters.append_micros.record_micros(started.elapsed());
        match appended {
            Appended::Stored => {}
            Appended::Refused(Refusal::Full) => {
                core.counters.disk_full.store(true, Ordering::Relaxed);
                return Err(Lost::Refused(StoreError::DiskFull));
            }
            Appended::Refused(Refusal::Failed(reason)) => {
                return Err(Lost::Refused(StoreError::Io(reason)));
            }
            Appended::Refused(Refusal::NotAtTail(tail)) => {
                core.lose_lead(&format!("another leader has appended entry {}", tail.seq));
                return Err(Lost::Unknown);
            }
            Appended::Unknown(reason) => {
                core.lose_lead(&reason);
                return Err(Lost::Unknown);
            }
        }
        core.counters.entry_bytes.record(entry.bytes.len() as u64);
        let started = Instant::now();
        let applied = open::apply_row(
            &*core.keyspace,
            entry.tail,
            core.log_id,
            &mut group
                .overlay
                .writes()
                .map(|(key, value)| -> Write<'_> { (key, value.map(|value| &**value)) }),
        );
        if let Err(error) = applied {
            // The entry is stored: the next start applies it.
            core.lose_lead(&format!("a stored entry could not be applied: {error}"));
            return Err(Lost::Unknown);
        }
        core.cache.applied(&group.overlay);
        core.publish(entry.tail);
        core.counters.apply_micros.record_micros(started.elapsed());
        self.tell(entry, group);
        Ok(())
    }

    fn tell(&self, entry: &EncodedEntry, group: &Group) {
        let core = &*self.core;
        if core.entries.receiver_count() > 0 {
            // Nobody listening any more is no error.
            let _ = core.entries.send(Arc::new(AppliedEntry {
                seq: entry.tail.position.seq,
                time: entry.tail.time,
                events: group.overlay.events().to_vec(),
            }));
        }
        if group.overlay.touches(&prefixes::STORE_JOBS_DUE.bytes()) {
            core.planned.send_replace(());
        }
    }
}

/// However the appender ends, the executor does not wait for it in vain.
struct OnEnd<'a>(&'a Core, &'a Handover);

impl Drop for OnEnd<'_> {
    fn drop(&mut self) {
        self.1.close();
        if std::thread::panicking() {
            self.0.lose_lead("the appender panicked");
        }
    }
}
