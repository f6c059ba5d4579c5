//! Writes that are not applied yet, layered over something that can be read.
//!
//! One overlay collects the writes of a whole group. The transaction that is running records how each key stood
//! before it, so that it can be rolled back alone, or moved whole into the next group's overlay.

use std::collections::BTreeMap;
use std::iter::Peekable;

use sapa_kernel::Timestamp;

use crate::read::Visitor;
use crate::{Event, RawKey, RawScan, RawValue, Read, StoreError, limits};

#[derive(Debug, Clone)]
struct Slot {
    /// None is a deletion.
    value: Option<RawValue>,
    /// The transaction that wrote it last.
    stamp: u64,
}

/// A group's writes and events, in memory.
#[derive(Debug, Default)]
pub struct Overlay {
    slots: BTreeMap<RawKey, Slot>,
    events: Vec<Event>,
    bytes: usize,
    stamp: u64,
    undo: Vec<(RawKey, Option<Slot>)>,
    events_before: usize,
    tx_bytes: usize,
}

fn write_bytes(key: &[u8], value: Option<&RawValue>) -> usize {
    limits::WRITE_OVERHEAD + key.len() + value.map_or(0, |value| value.len())
}

fn event_bytes(event: &Event) -> usize {
    limits::EVENT_OVERHEAD + event.name.len() + event.body.len()
}

impl Overlay {
    /// Begins a transaction: what was written before is kept whatever happens now.
    pub(crate) fn begin(&mut self) {
        self.stamp += 1;
        self.undo.clear();
        self.events_before = self.events.len();
        self.tx_bytes = 0;
    }

    /// Takes back what the running transaction wrote and emitted.
    pub(crate) fn roll_back(&mut self) {
        drop(self.take_transaction());
    }

    /// Takes what the running transaction wrote and emitted into an overlay of its own.
    pub(crate) fn take_transaction(&mut self) -> Self {
        let mut taken = Self {
            stamp: 1,
            ..Self::default()
        };
        for (key, before) in self.undo.drain(..) {
            let written = match before {
                Some(slot) => {
                    self.bytes += write_bytes(&key, slot.value.as_ref());
                    self.slots.insert(key.clone(), slot)
                }
                None => self.slots.remove(&key),
            };
            if let Some(slot) = written {
                let bytes = write_bytes(&key, slot.value.as_ref());
                self.bytes -= bytes;
                taken.bytes += bytes;
                taken.slots.insert(key, Slot { stamp: 1, ..slot });
            }
        }
        taken.events = self.events.split_off(self.events_before);
        let bytes: usize = taken.events.iter().map(event_bytes).sum();
        self.bytes -= bytes;
        taken.bytes += bytes;
        self.tx_bytes = 0;
        taken
    }

    /// Writes or deletes a key in the running transaction.
    pub(crate) fn set(&mut self, key: &[u8], value: Option<RawValue>) {
        let new_bytes = write_bytes(key, value.as_ref());
        self.bytes += new_bytes;
        self.tx_bytes += new_bytes;
        let stamp = self.stamp;
        if let Some(slot) = self.slots.get_mut(key) {
            let old_bytes = write_bytes(key, slot.value.as_ref());
            self.bytes -= old_bytes;
            if slot.stamp == stamp {
                self.tx_bytes -= old_bytes;
                slot.value = value;
                return;
            }
            let before = std::mem::replace(slot, Slot { value, stamp });
            self.undo.push((RawKey::from(key), Some(before)));
        } else {
            let key = RawKey::from(key);
            self.slots.insert(key.clone(), Slot { value, stamp });
            self.undo.push((key, None));
        }
    }

    pub(crate) fn emit(&mut self, event: Event) {
        let bytes = event_bytes(&event);
        self.bytes += bytes;
        self.tx_bytes += bytes;
        self.events.push(event);
    }

    /// Keys that the running transaction has changed.
    pub(crate) fn tx_writes(&self) -> usize {
        self.undo.len()
    }

    /// Encoded bytes of the running transaction, at most.
    pub(crate) fn tx_bytes(&self) -> usize {
        self.tx_bytes
    }

    /// Encoded bytes of the group, at most.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.events.is_empty()
    }

    /// How many keys change.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// The writes in key order; none is a deletion.
    pub fn writes(&self) -> impl Iterator<Item = (&RawKey, Option<&RawValue>)> {
        self.slots
            .iter()
            .map(|(key, slot)| (key, slot.value.as_ref()))
    }

    /// Whether a key with this prefix changes.
    pub fn touches(&self, prefix: &[u8]) -> bool {
        self.slots
            .range::<[u8], _>((
                std::ops::Bound::Included(prefix),
                std::ops::Bound::Unbounded,
            ))
            .next()
            .is_some_and(|(key, _)| key.starts_with(prefix))
    }

    /// What was emitted, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What the overlay knows of a key: nothing, a deletion, or a value.
    pub(crate) fn get(&self, key: &[u8]) -> Option<Option<&RawValue>> {
        self.slots.get(key).map(|slot| slot.value.as_ref())
    }
}

/// An overlay over a base, read as one.
pub(crate) struct Layered<'a> {
    pub(crate) base: &'a dyn Read,
    pub(crate) overlay: &'a Overlay,
}

impl Read for Layered<'_> {
    fn now(&self) -> Timestamp {
        self.base.now()
    }

    fn get_raw(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        match self.overlay.get(key) {
            Some(known) => Ok(known.cloned()),
            None => self.base.get_raw(key),
        }
    }

    fn contains_raw(&self, key: &[u8]) -> Result<bool, StoreError> {
        match self.overlay.get(key) {
            Some(known) => Ok(known.is_some()),
            None => self.base.contains_raw(key),
        }
    }

    fn visit_raw(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        if scan.is_empty() {
            return Ok(());
        }
        let range = self.overlay.slots.range::<[u8], _>(scan.bounds());
        if scan.reverse {
            merge(self.base, scan, range.rev().peekable(), visit)
        } else {
            merge(self.base, scan, range.peekable(), visit)
        }
    }
}

/// Counts rows against the limit on their way to the visitor.
struct Counted<'a, 'v> {
    left: usize,
    visit: &'a mut Visitor<'v>,
}

impl Counted<'_, '_> {
    /// Whether to go on.
    fn row(&mut self, key: &[u8], value: &[u8]) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        (self.visit)(key, value) && self.left > 0
    }
}

fn merge<'s>(
    base: &dyn Read,
    scan: &RawScan,
    mut above: Peekable<impl Iterator<Item = (&'s RawKey, &'s Slot)>>,
    visit: &mut Visitor<'_>,
) -> Result<(), StoreError> {
    let mut rows = Counted {
        left: scan.limit,
        visit,
    };
    let mut open = true;
    // The base is asked without a limit: rows of the overlay may hide some of its rows.
    let unlimited = RawScan {
        limit: usize::MAX,
        ..scan.clone()
    };
    base.visit_raw(&unlimited, &mut |key, value| {
        while open {
            let Some((next, slot)) = above.peek() else {
                break;
            };
            let order = (***next).cmp(key);
            let order = if scan.reverse { order.reverse() } else { order };
            if order.is_gt() {
                break;
            }
            if let Some(value) = &slot.value {
                open = rows.row(next, value);
            }
            above.next();
            if order.is_eq() {
                return open;
            }
        }
        open = open && rows.row(key, value);
        open
    })?;
    for (key, slot) in above {
        if !open {
            break;
        }
        if let Some(value) = &slot.value {
            open = rows.row(key, value);
        }
    }
    Ok(())
}
