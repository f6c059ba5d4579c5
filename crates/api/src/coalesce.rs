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
        let (this, stopping) = (self.clone(), background.stopping.clone());
        let run = Arc::new(run);
        let again = Arc::clone(&run);
        let (running, first_ended) = tokio::sync::oneshot::channel::<()>();
        // Before the first is awaited: its caller may go away meanwhile, and a window that nobody closes would swallow
        // all that comes after.
        background.tasks.spawn(async move {
            // However it ends, the other half is dropped.
            let _ = first_ended.await;
            loop {
                tokio::select! {
                    () = tokio::time::sleep(COALESCING_WINDOW) => {}
                    () = stopping.cancelled() => {}
                }
                let Some(merged) = this.next(&place) else {
                    break;
                };
                if let Err(fault) = again(merged).await {
                    tracing::debug!(code = fault.code, "a merged call was refused");
                }
            }
        });
        let first = run(input).await;
        drop(running);
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use futures_util::FutureExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_caller_that_goes_away_leaves_no_window_open() {
        let coalescer = Coalescer::new(u64::max);
        let background = Background::default();
        let stored = Arc::new(AtomicU64::new(0));
        let call = |input: u64| {
            let stored = Arc::clone(&stored);
            coalescer.call(&background, b"place".to_vec(), input, move |input| {
                let stored = Arc::clone(&stored);
                async move {
                    tokio::task::yield_now().await;
                    stored.fetch_max(input, Ordering::Relaxed);
                    Ok(())
                }
            })
        };
        // Polled once, as a socket does with each call, and then dropped with its socket.
        assert!(call(1).now_or_never().is_none());
        assert!(call(2).await.is_none(), "the window is open");
        background.tasks.close();
        background.tasks.wait().await;
        assert_eq!(stored.load(Ordering::Relaxed), 2);
        assert!(call(3).await.is_some(), "and has closed");
    }
}
