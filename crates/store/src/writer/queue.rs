//! What waits for the executor: three lanes, bounded.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::Work;
use crate::Lane;

/// Of each group, one in so many places is kept for each lane behind the first that waits, so that people's traffic
/// slows imports and jobs down but never stops them.
const SHARE_OF_LATER_LANES: usize = 8;

type Waiting = VecDeque<Box<dyn Work>>;

#[derive(Default)]
struct Lanes {
    lanes: [Waiting; 3],
    closed: bool,
}

impl Lanes {
    fn len(&self) -> usize {
        self.lanes.iter().map(VecDeque::len).sum()
    }

    /// Takes up to `count` of them, earlier lanes first.
    fn take(&mut self, count: usize) -> Vec<Box<dyn Work>> {
        let mut taken = Vec::with_capacity(count.min(self.len()));
        let share = (count / SHARE_OF_LATER_LANES).max(1);
        for at in 0..self.lanes.len() {
            let later: usize = self.lanes[at + 1..]
                .iter()
                .map(|lane| lane.len().min(share))
                .sum();
            let room = count.saturating_sub(taken.len());
            // The last place goes to the first lane that waits.
            let mine = room
                .saturating_sub(later)
                .max(room.min(1))
                .min(self.lanes[at].len());
            taken.extend(self.lanes[at].drain(..mine));
        }
        taken
    }
}

/// The queue of the executor.
pub(crate) struct Queue {
    lanes: Mutex<Lanes>,
    changed: Condvar,
    limit: usize,
}

/// Why a transaction cannot wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueueError {
    Full,
    Closed,
}

impl Queue {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            lanes: Mutex::default(),
            changed: Condvar::new(),
            limit,
        }
    }

    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, lane: Lane, work: Box<dyn Work>) -> Result<(), QueueError> {
        let mut lanes = self.lanes();
        if lanes.closed {
            return Err(QueueError::Closed);
        }
        if lanes.lanes[lane.index()].len() >= self.limit {
            return Err(QueueError::Full);
        }
        let was_empty = lanes.len() == 0;
        lanes.lanes[lane.index()].push_back(work);
        drop(lanes);
        if was_empty {
            self.changed.notify_one();
        }
        Ok(())
    }

    /// Waits until something waits; a quarter of it, at most `most`. None when the queue is closed and empty.
    pub(crate) fn take_group(&self, most: usize) -> Option<Vec<Box<dyn Work>>> {
        let mut lanes = self
            .changed
            .wait_while(self.lanes(), |lanes| lanes.len() == 0 && !lanes.closed)
            .unwrap_or_else(PoisonError::into_inner);
        let waiting = lanes.len();
        (waiting > 0).then(|| lanes.take(waiting.div_ceil(4).min(most)))
    }

    /// Up to `most` more, if they wait already.
    pub(crate) fn take_more(&self, most: usize) -> Vec<Box<dyn Work>> {
        let mut lanes = self.lanes();
        let quarter = lanes.len().div_ceil(4);
        lanes.take(quarter.min(most))
    }

    /// Puts back what was taken and not run, before everything that waits.
    pub(crate) fn put_back(&self, works: impl DoubleEndedIterator<Item = Box<dyn Work>>) {
        let mut lanes = self.lanes();
        for work in works.rev() {
            lanes.lanes[0].push_front(work);
        }
    }

    pub(crate) fn close(&self) {
        self.lanes().closed = true;
        self.changed.notify_all();
    }

    pub(crate) fn close_and_drain(&self) -> Vec<Box<dyn Work>> {
        let mut lanes = self.lanes();
        lanes.closed = true;
        let all = lanes.lanes.iter_mut().flat_map(std::mem::take).collect();
        drop(lanes);
        self.changed.notify_all();
        all
    }

    pub(crate) fn depth(&self) -> [usize; 3] {
        let lanes = self.lanes();
        std::array::from_fn(|at| lanes.lanes[at].len())
    }
}
