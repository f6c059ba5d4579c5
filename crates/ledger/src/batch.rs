//! A batch: its events one by one, its chains whole or not at all.
//!
//! What a batch changes is staged in memory, each row once, and written at the end. So a chain that fails is taken back
//! in memory, and nothing of it reaches the transaction.

use std::collections::BTreeMap;

use crate::{CreateAccountResult, CreateTransferResult, Error, LedgerId, MAX_BATCH};

/// Rows that a batch has changed.
#[derive(Debug)]
pub(crate) struct Staged<V> {
    rows: BTreeMap<LedgerId, V>,
    /// While a chain is open: how each changed row stood before, in the order of the changes.
    undo: Option<Vec<(LedgerId, Option<V>)>>,
}

impl<V> Default for Staged<V> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            undo: None,
        }
    }
}

impl<V: Copy> Staged<V> {
    pub(crate) fn get(&self, id: LedgerId) -> Option<V> {
        self.rows.get(&id).copied()
    }

    pub(crate) fn put(&mut self, id: LedgerId, row: V) {
        let before = self.rows.insert(id, row);
        if let Some(undo) = &mut self.undo {
            undo.push((id, before));
        }
    }

    pub(crate) fn open(&mut self) {
        self.undo = Some(Vec::new());
    }

    pub(crate) fn keep(&mut self) {
        self.undo = None;
    }

    pub(crate) fn take_back(&mut self) {
        for (id, before) in self.undo.take().into_iter().flatten().rev() {
            match before {
                Some(row) => self.rows.insert(id, row),
                None => self.rows.remove(&id),
            };
        }
    }

    /// In the order of the ids, so that the same batch always writes in the same order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (LedgerId, &V)> {
        self.rows.iter().map(|(id, row)| (*id, row))
    }
}

/// The results that chains need to know.
pub(crate) trait BatchResult: Copy + Eq {
    const OK: Self;
    const FAILED: Self;
    const OPEN: Self;
}

impl BatchResult for CreateAccountResult {
    const OK: Self = Self::Ok;
    const FAILED: Self = Self::LinkedEventFailed;
    const OPEN: Self = Self::LinkedEventChainOpen;
}

impl BatchResult for CreateTransferResult {
    const OK: Self = Self::Ok;
    const FAILED: Self = Self::LinkedEventFailed;
    const OPEN: Self = Self::LinkedEventChainOpen;
}

/// What a batch is made of.
pub(crate) trait Batch {
    type Event;
    type Result: BatchResult;

    fn is_linked(event: &Self::Event) -> bool;
    /// Stages an event, or says why not.
    fn execute(&mut self, event: &Self::Event) -> Result<Self::Result, Error>;
    /// What is staged from now on belongs to a chain.
    fn open_chain(&mut self);
    fn keep_chain(&mut self);
    fn take_chain_back(&mut self);
}

/// Where the chain that is being executed began, and whether one of its events was refused.
struct Chain {
    start: usize,
    broken: bool,
}

/// Executes the events in order; a result for each.
pub(crate) fn run<B: Batch>(batch: &mut B, events: &[B::Event]) -> Result<Vec<B::Result>, Error> {
    if events.len() > MAX_BATCH {
        return Err(Error::BatchTooLarge { limit: MAX_BATCH });
    }
    let mut results: Vec<B::Result> = Vec::with_capacity(events.len());
    let mut chain: Option<Chain> = None;
    for (index, event) in events.iter().enumerate() {
        let linked = B::is_linked(event);
        if linked && chain.is_none() {
            batch.open_chain();
            chain = Some(Chain {
                start: index,
                broken: false,
            });
        }
        let broken = chain.as_ref().is_some_and(|chain| chain.broken);
        let result = if linked && index + 1 == events.len() {
            B::Result::OPEN
        } else if broken {
            B::Result::FAILED
        } else {
            batch.execute(event)?
        };
        if let Some(chain) = &mut chain
            && result != B::Result::OK
            && !chain.broken
        {
            chain.broken = true;
            batch.take_chain_back();
            results[chain.start..].fill(B::Result::FAILED);
        }
        results.push(result);
        if !linked
            && let Some(ended) = chain.take()
            && !ended.broken
        {
            batch.keep_chain();
        }
    }
    Ok(results)
}
