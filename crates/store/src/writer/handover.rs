//! Between executor and appender: one group at a time, and how the last one ended.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use sapa_kernel::Timestamp;

use super::{Lost, Reply};
use crate::Overlay;

/// A group that was executed.
pub(crate) struct Group {
    /// The time of its last transaction.
    pub(crate) time: Timestamp,
    /// Random: its entry's nonce, and the seed of its transactions.
    pub(crate) nonce: [u8; 16],
    /// Its writes. The executor goes on reading them while they are applied.
    pub(crate) overlay: Arc<Overlay>,
    /// Who waits for it.
    pub(crate) replies: Vec<Reply>,
}

impl Group {
    pub(crate) fn lose(self, lost: &Lost) {
        for reply in self.replies {
            reply(Err(lost.clone()));
        }
    }
}

enum Slot {
    Idle,
    Waiting(Box<Group>),
    Working,
}

struct State {
    slot: Slot,
    /// How the last group was lost, until the executor has heard of it.
    lost: Option<Lost>,
    closed: bool,
}

/// The place where groups change hands.
pub(crate) struct Handover {
    state: Mutex<State>,
    changed: Condvar,
}

impl Handover {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                slot: Slot::Idle,
                lost: None,
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Executor: whether the appender has nothing to do.
    pub(crate) fn is_idle(&self) -> bool {
        matches!(self.state().slot, Slot::Idle)
    }

    /// Executor: waits until the group before is stored and applied, then hands this one over. If the one before was
    /// lost, or the appender is gone, the group comes back with the reason.
    pub(crate) fn submit(&self, group: Box<Group>) -> Result<(), (Box<Group>, Lost)> {
        let mut state = self
            .changed
            .wait_while(self.state(), |state| {
                !matches!(state.slot, Slot::Idle) && !state.closed
            })
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(lost) = state.lost.take() {
            return Err((group, lost));
        }
        if state.closed {
            return Err((group, Lost::Unknown));
        }
        state.slot = Slot::Waiting(group);
        drop(state);
        self.changed.notify_all();
        Ok(())
    }

    /// Executor: hears of a lost group even when it has nothing to hand over.
    pub(crate) fn take_lost(&self) -> Option<Lost> {
        self.state().lost.take()
    }

    /// Appender: the next group; none when the executor is gone.
    pub(crate) fn next(&self) -> Option<Box<Group>> {
        let mut state = self
            .changed
            .wait_while(self.state(), |state| {
                !matches!(state.slot, Slot::Waiting(_)) && !state.closed
            })
            .unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut state.slot, Slot::Working) {
            Slot::Waiting(group) => Some(group),
            other => {
                state.slot = other;
                None
            }
        }
    }

    /// Appender: the group is stored and applied, or lost.
    pub(crate) fn finished(&self, lost: Option<Lost>) {
        let mut state = self.state();
        state.slot = Slot::Idle;
        state.lost = lost;
        drop(state);
        self.changed.notify_all();
    }

    /// Either: nothing more will come, or be taken.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }
}
