//! The transaction: reads that see its own writes, absolute puts and deletes, events and jobs.
//!
//! It has no clock, no I/O and no randomness of its own: time and seed come in with it. Once a write was refused
//! for a limit the transaction is spoiled: whatever its body answers, it is rolled back, so that an ignored error
//! cannot store half of something.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use sapa_kernel::{CellId, Id, Timestamp};

use crate::jobs::{self, NewJob};
use crate::overlay::{Layered, Overlay};
use crate::read::Visitor;
use crate::{Event, RawScan, RawValue, Read, StoreError, limits};

/// What a transaction is given besides the rows.
#[derive(Debug, Clone, Copy)]
pub struct TxContext {
    /// The transaction's time. Never before that of any earlier transaction of the cell.
    pub now: Timestamp,
    /// The cell in which new things are born.
    pub cell: CellId,
    /// Recorded with the entry; secrets are never drawn from it.
    pub seed: [u8; 32],
}

/// A transaction over a base and the overlay of its group.
pub struct Tx<'a> {
    base: &'a dyn Read,
    overlay: &'a mut Overlay,
    context: TxContext,
    rng: Option<ChaCha8Rng>,
    spoiled: Option<StoreError>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("context", &self.context)
            .field("overlay", &self.overlay)
            .finish_non_exhaustive()
    }
}

impl<'a> Tx<'a> {
    /// Begins a transaction. The caller ends it with [`Tx::finish`] and, if that or the body fails, rolls back.
    pub fn begin(base: &'a dyn Read, overlay: &'a mut Overlay, context: TxContext) -> Self {
        overlay.begin();
        Self {
            base,
            overlay,
            context,
            rng: None,
            spoiled: None,
        }
    }

    /// Runs a body to its end: its writes stay in the overlay if it succeeds and none of them was refused.
    pub fn run<T, E>(
        base: &'a dyn Read,
        overlay: &'a mut Overlay,
        context: TxContext,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let mut tx = Tx::begin(base, overlay, context);
        let answer = body(&mut tx);
        let finished = tx.finish();
        if answer.is_err() || finished.is_err() {
            overlay.roll_back();
        }
        // A refusal is the body's own answer, also when it passes on the store's error.
        if answer.is_ok() {
            finished?;
        }
        Ok(answer)
    }

    /// Whether all the writes were within the limits.
    pub fn finish(self) -> Result<(), StoreError> {
        self.spoiled.map_or(Ok(()), Err)
    }

    /// The transaction's time: never goes back in a cell.
    pub fn now(&self) -> Timestamp {
        self.context.now
    }

    /// A new id, born in this cell. Not for secrets or tokens: the seed is recorded.
    pub fn new_id<I: Id>(&mut self) -> I {
        let mut random = [0; 6];
        self.rng().fill_bytes(&mut random);
        let milliseconds = u64::try_from(self.context.now.as_millis()).unwrap_or(0);
        I::compose(self.context.cell, milliseconds, random)
    }

    /// Deterministic randomness from the recorded seed. Not for secrets or tokens.
    pub fn rng(&mut self) -> &mut impl Rng {
        let seed = self.context.seed;
        self.rng.get_or_insert_with(|| ChaCha8Rng::from_seed(seed))
    }

    /// Announces something. It is delivered once the entry is durable and applied.
    ///
    /// A body over [`limits::MAX_EVENT_BYTES`] spoils the transaction.
    pub fn emit(&mut self, event: Event) {
        if event.body.len() > limits::MAX_EVENT_BYTES {
            let _ = self.refuse(StoreError::ValueTooLarge(event.body.len()));
            return;
        }
        if event.name.len() > limits::MAX_EVENT_NAME_BYTES {
            let _ = self.refuse(StoreError::ValueTooLarge(event.name.len()));
            return;
        }
        self.overlay.emit(event);
        let _ = self.within_entry();
    }

    /// Plans a job. The same kind and key again replaces what was planned.
    pub fn schedule(&mut self, job: NewJob) -> Result<(), StoreError> {
        jobs::schedule(self, job)
    }

    /// Takes a planned job back; says whether there was one.
    pub fn cancel(&mut self, kind: &str, key: &[u8]) -> Result<bool, StoreError> {
        jobs::cancel(self, kind, key)
    }

    /// Writes an encoded value at an encoded key.
    pub fn put_raw(&mut self, key: &[u8], value: RawValue) -> Result<(), StoreError> {
        if value.len() > limits::MAX_VALUE_BYTES {
            return Err(self.refuse(StoreError::ValueTooLarge(value.len())));
        }
        self.set(key, Some(value))
    }

    /// Removes an encoded key.
    pub fn delete_raw(&mut self, key: &[u8]) -> Result<(), StoreError> {
        self.set(key, None)
    }

    fn set(&mut self, key: &[u8], value: Option<RawValue>) -> Result<(), StoreError> {
        if key.len() > limits::MAX_KEY_BYTES {
            return Err(self.refuse(StoreError::KeyTooLarge(key.len())));
        }
        self.overlay.set(key, value);
        if self.overlay.tx_writes() > limits::MAX_WRITES {
            return Err(self.refuse(StoreError::TooManyWrites));
        }
        self.within_entry()
    }

    fn within_entry(&mut self) -> Result<(), StoreError> {
        if self.overlay.tx_bytes() > limits::MAX_ENTRY_BYTES - limits::ENTRY_HEADER_ROOM {
            return Err(self.refuse(StoreError::EntryTooLarge));
        }
        Ok(())
    }

    /// Remembers the first refusal: it spoils the transaction.
    pub(crate) fn refuse(&mut self, error: StoreError) -> StoreError {
        self.spoiled.get_or_insert_with(|| error.clone());
        error
    }

    fn layered(&self) -> Layered<'_> {
        Layered {
            base: self.base,
            overlay: self.overlay,
        }
    }
}

impl Read for Tx<'_> {
    fn now(&self) -> Timestamp {
        self.context.now
    }

    fn get_raw(&self, key: &[u8]) -> Result<Option<RawValue>, StoreError> {
        self.layered().get_raw(key)
    }

    fn contains_raw(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.layered().contains_raw(key)
    }

    fn visit_raw(&self, scan: &RawScan, visit: &mut Visitor<'_>) -> Result<(), StoreError> {
        self.layered().visit_raw(scan, visit)
    }
}
