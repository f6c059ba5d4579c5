//! A body that comes in within a size and a time.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep};

use crate::OutboundError;

/// The body of an answer: at most so many bytes, and only until a deadline.
pub struct LimitedBody {
    inner: Incoming,
    left: u64,
    limit: u64,
    deadline: Pin<Box<Sleep>>,
}

impl LimitedBody {
    pub(crate) fn new(inner: Incoming, limit: u64, deadline: Instant) -> Self {
        Self {
            inner,
            left: limit,
            limit,
            deadline: Box::pin(tokio::time::sleep_until(deadline)),
        }
    }

    /// All of it.
    ///
    /// # Errors
    /// [`OutboundError::TooLarge`], [`OutboundError::TimedOut`], [`OutboundError::Broken`].
    pub async fn bytes(self) -> Result<Bytes, OutboundError> {
        Ok(self.collect().await?.to_bytes())
    }
}

impl std::fmt::Debug for LimitedBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LimitedBody")
    }
}

impl Body for LimitedBody {
    type Data = Bytes;
    type Error = OutboundError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, OutboundError>>> {
        if self.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(OutboundError::TimedOut)));
        }
        let frame = match Pin::new(&mut self.inner).poll_frame(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Ready(Some(Err(error))) => {
                let broken = OutboundError::Broken(error.to_string());
                return Poll::Ready(Some(Err(broken)));
            }
            Poll::Ready(Some(Ok(frame))) => frame,
        };
        // Trailers are not passed on.
        let Ok(data) = frame.into_data() else {
            return Poll::Ready(None);
        };
        let length = data.len() as u64;
        if length > self.left {
            let limit = self.limit;
            return Poll::Ready(Some(Err(OutboundError::TooLarge { limit })));
        }
        self.left -= length;
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
