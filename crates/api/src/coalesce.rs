//! Merging calls that supersede each other: read markers, at most one write every two seconds a member.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use sapa_kernel::Fault;

use crate::context::Background;
use crate::operation::COALESCING_WINDOW;

/// Calls waiting by their place. A place that is present has a window open; what it holds is the merged
/// input of the calls since.
pub(crate) struct Coalescer<I> {
    waiting: Arc<Mutex<HashMap<Vec<u8>, Option<I>>>>,
    merge: fn(I, I) -> I,
}

impl<I> Clone for Coalescer<I> {
    fn clone(&self) -> Self {
        Self {
            waiting: Arc::clone(&self.waiting),
            merge: self.merge,
        }
    }
}

impl<I: Send + 'static> Coalescer<I> {
    pub(crate) fn new(merge: fn(I, I) -> I) -> Self {
        Self {
            waiting: Arc::default(),
            merge,
        }
    }

    /// Runs the call, or leaves it to the window that an earlier call of the same place opened: then `None`.
    /// A draining server closes all windows at once, so that nothing that was accepted is lost.
    pub(crate) async fn call<O, R>(
        &self,
        background: &Background,
        place: Vec<u8>,
        input: I,
        run: impl Fn(I) -> R + Send + Sync + 'static,
    ) -> Option<Result<O, Fault>>
    where
        O: Send + 'static,
        R: Future<Output = Result<O, Fault>> + Send,
    {
        let input = self.open_or_merge(&place, input)?;
        let first = run(input).await;
        let (this, stopping) = (self.clone(), background.stopping.clone());
        background.tasks.spawn(async move {
            loop {
                tokio::select! {
                    () = tokio::time::sleep(COALESCING_WINDOW) => {}
                    () = stopping.cancelled() => {}
                }
                let Some(merged) = this.next(&place) else {
                    break;
                };
                if let Err(fault) = run(merged).await {
                    tracing::debug!(code = fault.code, "a merged call was refused");
                }
            }
        });
        Some(first)
    }

    /// Opens the place's window and gives the input back, or merges it into what waits there.
    fn open_or_merge(&self, place: &[u8], input: I) -> Option<I> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match waiting.get_mut(place) {
            None => {
                waiting.insert(place.to_vec(), None);
                Some(input)
            }
            Some(merged) => {
                *merged = Some(match merged.take() {
                    Some(earlier) => (self.merge)(earlier, input),
                    None => input,
                });
                None
            }
        }
    }

    /// What waits at the place; closes its window if nothing does.
    fn next(&self, place: &[u8]) -> Option<I> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let merged = waiting.get_mut(place).and_then(Option::take);
        if merged.is_none() {
            waiting.remove(place);
        }
        merged
    }
}
