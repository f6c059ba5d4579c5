//! What waits to be written to one socket: bounded by bytes, filled by the switchboard and by replies.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use bytes::Bytes;
use sapa_kernel::{AccountId, SessionId};

use crate::protocol::Bye;

/// Bytes that may wait for one socket. More means that it does not keep up.
pub const MAX_WAITING_BYTES: usize = 1 << 20;

/// Bytes that one write takes from the queue at most.
const WRITE_BYTES: usize = 64 << 10;

/// A socket as others see it.
pub(crate) struct Outbox {
    pub(crate) account: AccountId,
    pub(crate) session: SessionId,
    /// When something was last heard from the other side, in seconds since the switchboard started.
    pub(crate) heard_at: AtomicU32,
    /// When it was last pinged, likewise.
    pub(crate) pinged_at: AtomicU32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    frames: VecDeque<Frame>,
    /// Bytes of pushes that wait: these are bounded.
    pushed: usize,
    /// Bytes of answers that wait: the client asked for them, and is not heard further while many wait.
    answered: usize,
    /// Set once; nothing is queued any more.
    bye: Option<Bye>,
    /// When the goodbye was said, in seconds since the switchboard started.
    bye_at: u32,
    /// The task is to end at once.
    aborted: bool,
    waker: Option<Waker>,
}

struct Frame {
    bytes: Bytes,
    is_answer: bool,
}

/// What a socket's task finds to do.
pub(crate) enum Waiting {
    /// Bytes to write.
    Bytes(Bytes),
    /// Say goodbye, then close.
    Bye(Bye),
    /// End at once.
    Abort,
    /// Nothing; the task will be woken.
    Nothing,
}

impl Outbox {
    pub(crate) fn new(account: AccountId, session: SessionId, now: u32) -> Self {
        Self {
            account,
            session,
            heard_at: AtomicU32::new(now),
            pinged_at: AtomicU32::new(now),
            state: Mutex::default(),
        }
    }

    /// Queues a frame. A socket that does not keep up is told goodbye instead; returns whether that happened
    /// now.
    pub(crate) fn push(&self, frame: Bytes, now: u32) -> bool {
        let mut state = self.lock();
        if state.bye.is_some() || state.aborted {
            return false;
        }
        if state.pushed + frame.len() > MAX_WAITING_BYTES {
            state.clear();
            state.bye = Some(Bye::Slow);
            state.bye_at = now;
            wake(state);
            return true;
        }
        state.pushed += frame.len();
        state.frames.push_back(Frame {
            bytes: frame,
            is_answer: false,
        });
        wake(state);
        false
    }

    /// Queues the answer of a call, of whatever size. A socket that ends in good order still gets them.
    pub(crate) fn answer(&self, frame: Bytes) {
        let mut state = self.lock();
        if state.bye.is_some_and(|bye| bye != Bye::Draining) || state.aborted {
            return;
        }
        state.answered += frame.len();
        state.frames.push_back(Frame {
            bytes: frame,
            is_answer: true,
        });
        wake(state);
    }

    /// Ends the socket: what waits is still written, then the goodbye.
    pub(crate) fn close(&self, bye: Bye, now: u32) {
        let mut state = self.lock();
        if state.bye.is_none() {
            state.bye = Some(bye);
            state.bye_at = now;
        }
        wake(state);
    }

    /// The socket closes by itself: nothing is queued any more.
    pub(crate) fn closed(&self, now: u32) {
        let mut state = self.lock();
        state.clear();
        state.bye = Some(Bye::Revoked);
        state.bye_at = now;
    }

    /// Whether the task is to end at once; registers it to hear of that.
    pub(crate) fn is_aborted(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        if !state.aborted {
            state.register(waker);
        }
        state.aborted
    }

    /// Ends the socket without another word.
    pub(crate) fn abort(&self) {
        let mut state = self.lock();
        state.aborted = true;
        state.clear();
        wake(state);
    }

    /// When the goodbye was said.
    pub(crate) fn bye_at(&self) -> Option<u32> {
        let state = self.lock();
        state.bye.map(|_| state.bye_at)
    }

    /// Whether so much waits that no more should be asked for.
    pub(crate) fn is_filling(&self) -> bool {
        let state = self.lock();
        state.pushed + state.answered > MAX_WAITING_BYTES / 2
    }

    /// Takes what waits, as much as one write should have; registers the task when nothing does.
    pub(crate) fn take(&self, waker: &Waker) -> Waiting {
        let mut state = self.lock();
        if state.aborted {
            return Waiting::Abort;
        }
        if let Some(bytes) = state.take_bytes() {
            return Waiting::Bytes(bytes);
        }
        // The goodbye is taken again and again until the task has acted on it, so the waker is kept current.
        let bye = state.bye;
        state.register(waker);
        bye.map_or(Waiting::Nothing, Waiting::Bye)
    }

    pub(crate) fn heard(&self, now: u32) {
        self.heard_at.store(now, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn register(&mut self, waker: &Waker) {
        if !self
            .waker
            .as_ref()
            .is_some_and(|known| known.will_wake(waker))
        {
            self.waker = Some(waker.clone());
        }
    }

    fn clear(&mut self) {
        self.frames = VecDeque::new();
        self.pushed = 0;
        self.answered = 0;
    }

    fn pop(&mut self) -> Option<Bytes> {
        let frame = self.frames.pop_front()?;
        let counted = if frame.is_answer {
            &mut self.answered
        } else {
            &mut self.pushed
        };
        *counted -= frame.bytes.len();
        Some(frame.bytes)
    }

    /// One frame as it is, or several put together.
    fn take_bytes(&mut self) -> Option<Bytes> {
        let first = self.pop()?;
        let fits = |length: usize, next: Option<&Frame>| {
            next.is_some_and(|next| length + next.bytes.len() <= WRITE_BYTES)
        };
        let piece = if fits(first.len(), self.frames.front()) {
            let all = first.len() + self.pushed + self.answered;
            let mut together = Vec::with_capacity(all.min(WRITE_BYTES));
            together.extend_from_slice(&first);
            while fits(together.len(), self.frames.front())
                && let Some(next) = self.pop()
            {
                together.extend_from_slice(&next);
            }
            together.into()
        } else {
            first
        };
        if self.frames.is_empty() {
            // An idle socket keeps no queue.
            self.frames = VecDeque::new();
        }
        Some(piece)
    }
}

/// Wakes the task outside the lock.
fn wake(mut state: MutexGuard<'_, State>) {
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}
