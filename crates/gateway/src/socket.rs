//! One socket: frames in, operations, what waits out. One task, one hand-written poll.

use std::collections::VecDeque;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use sapa_api::http::{Place, Stream};
use sapa_api::{Dispatcher, Peer, Request, RequestError, Session};
use sapa_kernel::{Fault, limits};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::frame::{Close, Decoder, Message, close_frame, pong_frame};
use crate::outbox::{Outbox, Waiting};
use crate::protocol::{self, Bye, Call};
use crate::switchboard::Switchboard;

/// Calls of one socket under way at once. Further frames wait in the network.
pub const MAX_CALLS: usize = 128;

/// What a call may have around its input.
const ENVELOPE_BYTES: usize = 4 << 10;

/// Bytes read at once, on the stack.
const READ_BYTES: usize = 8 << 10;

/// A connected socket.
pub(crate) struct Socket {
    stream: Stream,
    decoder: Decoder,
    dispatcher: Dispatcher,
    switchboard: Switchboard,
    peer: Arc<Peer>,
    /// The session, with the time at which its use was last written down.
    session: Session,
    outbox: Arc<Outbox>,
    calls: FuturesUnordered<BoxFuture<'static, Bytes>>,
    /// Messages that have come and must wait: too many calls are under way, or too much waits to be written.
    waiting: VecDeque<Message>,
    /// What is being written, and how its end is to be taken.
    writing: Bytes,
    phase: Phase,
    _place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Frames are read and answered.
    Open,
    /// No more is read; once the calls under way have answered, this is said.
    Ending(Bye),
    /// The close frame is being written; then our half of the stream is closed.
    Closing,
    /// What still comes is thrown away until the other side closes: closing with unread bytes would reset the
    /// connection, and the goodbye might be lost with it. The switchboard sees to it that this ends.
    Lingering,
}

impl Socket {
    pub(crate) fn new(
        stream: Stream,
        dispatcher: Dispatcher,
        switchboard: Switchboard,
        peer: Arc<Peer>,
        session: Session,
        outbox: Arc<Outbox>,
        place: Option<Place>,
    ) -> Self {
        Self {
            stream,
            decoder: Decoder::new(limits::MAX_INPUT_BYTES + ENVELOPE_BYTES),
            dispatcher,
            switchboard,
            peer,
            session,
            outbox,
            calls: FuturesUnordered::new(),
            waiting: VecDeque::new(),
            writing: Bytes::new(),
            phase: Phase::Open,
            _place: place,
        }
    }

    /// Runs the socket to its end. `early` came together with the handshake.
    pub(crate) async fn run(mut self, early: Bytes) {
        self.feed(&early);
        drop(early);
        let ended = std::future::poll_fn(|cx| self.poll(cx)).await;
        if let Err(error) = ended {
            tracing::trace!(%error, "a socket ended early");
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            while let Poll::Ready(Some(answer)) = self.calls.poll_next_unpin(cx) {
                self.send(answer);
            }
            if ready!(self.poll_write(cx))? == Written::Closed {
                return Poll::Ready(Ok(()));
            }
            if self.phase == Phase::Lingering {
                return self.poll_linger(cx);
            }
            if self.phase != Phase::Open {
                // Calls under way wake the task; so does the switchboard when they take too long.
                return Poll::Pending;
            }
            if self.is_full() {
                // A call that ends, or a write that goes on, wakes the task.
                return Poll::Pending;
            }
            if !self.waiting.is_empty() {
                self.handle_waiting();
                continue;
            }
            if ready!(self.poll_read(cx))? == 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }

    /// Writes what waits. Ready when nothing is left to write.
    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Written>> {
        loop {
            while self.writing.has_remaining() {
                match Pin::new(&mut self.stream).poll_write(cx, &self.writing) {
                    Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                    Poll::Ready(Ok(written)) => self.writing.advance(written),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => return self.blocked(cx),
                }
            }
            self.writing = Bytes::new();
            if self.phase == Phase::Closing {
                ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
                ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
                self.phase = Phase::Lingering;
            }
            if self.phase == Phase::Lingering {
                return Poll::Ready(Ok(Written::All));
            }
            match self.outbox.take(cx.waker()) {
                Waiting::Bytes(bytes) => self.writing = bytes,
                Waiting::Abort => return Poll::Ready(Ok(Written::Closed)),
                Waiting::Bye(bye) => {
                    self.phase = Phase::Ending(bye);
                    if !self.calls.is_empty() && bye != Bye::Slow {
                        return Poll::Ready(Ok(Written::All));
                    }
                    self.writing = [bye.frame(), close_frame(bye.close())].concat().into();
                    self.phase = Phase::Closing;
                }
                Waiting::Nothing => {
                    ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
                    return Poll::Ready(Ok(Written::All));
                }
            }
        }
    }

    /// The network takes no more. The task must still hear when it is to give up.
    fn blocked(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Written>> {
        if self.outbox.is_aborted(cx.waker()) {
            return Poll::Ready(Ok(Written::Closed));
        }
        Poll::Pending
    }

    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut scratch = [MaybeUninit::<u8>::uninit(); READ_BYTES];
        while !self.outbox.is_aborted(cx.waker()) {
            let mut buffer = ReadBuf::uninit(&mut scratch);
            ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
            if buffer.filled().is_empty() {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Reads once, through a buffer on the stack; returns how much came.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut scratch = [MaybeUninit::<u8>::uninit(); READ_BYTES];
        let mut buffer = ReadBuf::uninit(&mut scratch);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
        let bytes = buffer.filled();
        if !bytes.is_empty() {
            self.outbox.heard(self.switchboard.seconds());
            self.feed(bytes);
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn feed(&mut self, bytes: &[u8]) {
        let (decoder, waiting) = (&mut self.decoder, &mut self.waiting);
        let decoded = decoder.feed(bytes, |message| waiting.push_back(message));
        self.handle_waiting();
        if let Err(close) = decoded {
            self.close(close);
        }
    }

    fn is_full(&self) -> bool {
        self.calls.len() >= MAX_CALLS || self.outbox.is_filling()
    }

    fn handle_waiting(&mut self) {
        while !self.is_full()
            && let Some(message) = self.waiting.pop_front()
        {
            self.handle(message);
        }
        if self.waiting.is_empty() {
            self.waiting = VecDeque::new();
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Text(text) => self.call(&text),
            Message::Binary => self.send(protocol::malformed("the protocol is text")),
            Message::TooLarge => {
                let limit = limits::MAX_INPUT_BYTES;
                let fault = Fault::from(RequestError::TooLarge { limit });
                self.send(protocol::error(None, &fault, 0));
            }
            Message::Ping(payload) => self.send(pong_frame(&payload)),
            Message::Pong => {}
            Message::Close => self.close(Close::Normal),
        }
    }

    fn call(&mut self, text: &str) {
        let call: Call<'_> = match serde_json::from_str(text) {
            Ok(call) => call,
            Err(error) => {
                return self.send(protocol::malformed(format!(
                    "a call is {{\"id\", \"op\", \"input\"}}: {error}"
                )));
            }
        };
        let session = self.session.clone();
        self.session = self.dispatcher.touch(session, &self.peer.visitor);
        let id = call.id;
        let operation = call.op.into_owned();
        let input = call
            .input
            .map_or_else(Bytes::new, |input| Bytes::from(input.get().to_owned()));
        let (key, wait_seq) = (call.key, call.wait_seq);
        let (dispatcher, peer) = (self.dispatcher.clone(), Arc::clone(&self.peer));
        let mut running: BoxFuture<'static, Bytes> = Box::pin(async move {
            let request = Request {
                peer: &peer,
                operation: &operation,
                input,
                key,
                wait_seq,
            };
            protocol::answer(id, dispatcher.call(request).await)
        });
        // Polled once here, so that the calls of one socket reach the writer in the order in which they came.
        let waker = futures_util::task::noop_waker();
        match running.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(answer) => self.send(answer),
            Poll::Pending => self.calls.push(running),
        }
    }

    fn send(&self, frame: Bytes) {
        self.outbox.answer(frame);
    }

    /// Writes a close frame after what is being written, and reads no more.
    fn close(&mut self, close: Close) {
        self.outbox.closed(self.switchboard.seconds());
        self.writing = [std::mem::take(&mut self.writing), close_frame(close)]
            .concat()
            .into();
        self.phase = Phase::Closing;
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Written {
    /// Nothing waits.
    All,
    /// The socket is to be dropped.
    Closed,
}
