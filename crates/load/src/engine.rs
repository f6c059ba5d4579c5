//! Many WebSockets on one thread: one poll, one read buffer, one write per connection and turn.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::error::Error;
use crate::wire::{CLOSE, Frame, FrameReader, PING, TEXT, put_pong, put_text};

/// Bytes that one read takes at most.
const READ_BUFFER: usize = 256 * 1024;
/// How long a connection may take to be accepted and to say hello.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(20);
/// The `Sec-WebSocket-Key` of every connection. It guards against caches that answer by mistake, and there is
/// none on loopback.
const WEBSOCKET_KEY: &str = "c2FwYS1sb2FkLXNhcGEhIQ==";
/// Source addresses that connections are spread over, so that ephemeral ports suffice.
const SOURCE_ADDRESSES: usize = 8;

/// What a scenario does with text frames.
pub(crate) trait Handler {
    /// A text frame came on a connection. Frames put into `out` are written in this turn.
    fn text(&mut self, connection: usize, frame: Frame<'_>, out: &mut Vec<u8>)
    -> Result<(), Error>;
}

struct Connection {
    stream: TcpStream,
    reader: FrameReader,
    out: Vec<u8>,
    written: usize,
    waits_to_write: bool,
    closed: Option<String>,
}

/// The connections of a scenario.
pub(crate) struct Engine {
    address: SocketAddr,
    poll: Poll,
    events: Events,
    connections: Vec<Connection>,
    buffer: Vec<u8>,
}

impl Engine {
    pub(crate) fn new(address: SocketAddr) -> Result<Self, Error> {
        Ok(Self {
            address,
            poll: Poll::new()?,
            events: Events::with_capacity(4_096),
            connections: Vec::new(),
            buffer: vec![0; READ_BUFFER],
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.connections.len()
    }

    /// Opens a WebSocket for a token and waits for its hello. Connections are numbered from zero.
    pub(crate) fn connect(&mut self, token: &str) -> Result<usize, Error> {
        let mut opening =
            self.open("/api/socket", &format!("Authorization: Bearer {token}\r\n"))?;
        opening.expect(b"{\"hello\"")?;
        self.adopt(opening)
    }

    /// Opens a WebSocket at a path, with further header lines, each ended by CR LF.
    pub(crate) fn open(&self, path: &str, headers: &str) -> Result<Opening, Error> {
        let mut stream = dial(self.address, self.connections.len())?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}Connection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {WEBSOCKET_KEY}\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes())?;
        let rest = read_upgrade(&mut stream)?;
        let mut opening = Opening {
            stream,
            reader: FrameReader::default(),
            heads: VecDeque::new(),
        };
        opening.take(&rest)?;
        Ok(opening)
    }

    /// Takes a connection whose greetings are done into the loop.
    pub(crate) fn adopt(&mut self, opening: Opening) -> Result<usize, Error> {
        let number = self.connections.len();
        opening.stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(opening.stream);
        self.poll.registry().register(
            &mut stream,
            Token(number),
            Interest::READABLE | Interest::WRITABLE,
        )?;
        self.connections.push(Connection {
            stream,
            reader: opening.reader,
            out: Vec::new(),
            written: 0,
            waits_to_write: false,
            closed: None,
        });
        Ok(number)
    }

    /// Moves frames onto a connection; [`Engine::flush`] writes them.
    pub(crate) fn put_raw(&mut self, connection: usize, frames: &mut Vec<u8>) {
        self.connections[connection].out.append(frames);
    }

    /// Writes what waits on a connection, as far as the kernel takes it; the rest follows by itself.
    pub(crate) fn flush(&mut self, connection: usize) -> Result<(), Error> {
        self.connections[connection].flush()?;
        Ok(())
    }

    /// Waits up to `timeout` for the network and serves what came. A connection that the server ended is an error.
    pub(crate) fn turn(
        &mut self,
        timeout: Duration,
        handler: &mut impl Handler,
    ) -> Result<(), Error> {
        match self.poll.poll(&mut self.events, Some(timeout)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            other => other?,
        }
        for event in &self.events {
            let number = event.token().0;
            let connection = &mut self.connections[number];
            if event.is_readable() || event.is_read_closed() {
                let ends = event.is_read_closed();
                connection.read(number, ends, &mut self.buffer, handler)?;
            }
            if event.is_writable() {
                connection.waits_to_write = false;
            }
            connection.flush()?;
        }
        Ok(())
    }

    /// Serves the network until `deadline`, or until the condition holds: true then.
    pub(crate) fn run_until<H: Handler>(
        &mut self,
        deadline: Instant,
        handler: &mut H,
        mut done: impl FnMut(&H) -> bool,
    ) -> Result<bool, Error> {
        loop {
            if done(handler) {
                return Ok(true);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(false);
            }
            self.turn(left.min(Duration::from_millis(20)), handler)?;
        }
    }
}

/// A connection while both sides still greet each other, one frame at a time.
pub(crate) struct Opening {
    stream: std::net::TcpStream,
    reader: FrameReader,
    /// The heads of frames that have come and were not expected yet.
    heads: VecDeque<Vec<u8>>,
}

impl Opening {
    /// Waits for a text frame that begins so; earlier ones that do not are skipped.
    pub(crate) fn expect(&mut self, beginning: &[u8]) -> Result<(), Error> {
        let mut skipped = Vec::new();
        loop {
            while let Some(head) = self.heads.pop_front() {
                if head.starts_with(beginning) {
                    return Ok(());
                }
                skipped = head;
            }
            let mut chunk = [0; 4_096];
            let read = self.stream.read(&mut chunk).map_err(|error| {
                Error::unexpected(format!(
                    "waiting for {:?} after {:?}: {error}",
                    String::from_utf8_lossy(beginning),
                    String::from_utf8_lossy(&skipped)
                ))
            })?;
            if read == 0 {
                return Err(Error::unexpected(format!(
                    "closed instead of {:?}, after {:?}",
                    String::from_utf8_lossy(beginning),
                    String::from_utf8_lossy(&skipped)
                )));
            }
            self.take(&chunk[..read])?;
        }
    }

    /// Sends a text frame.
    pub(crate) fn send(&mut self, text: &str) -> Result<(), Error> {
        let mut frame = Vec::with_capacity(text.len() + 16);
        put_text(&mut frame, text.as_bytes());
        self.stream.write_all(&frame)?;
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let heads = &mut self.heads;
        self.reader.feed(bytes, |frame| {
            if frame.opcode == TEXT {
                heads.push_back(frame.head.to_vec());
            }
        })?;
        Ok(())
    }
}

impl Connection {
    fn read(
        &mut self,
        number: usize,
        ends: bool,
        buffer: &mut [u8],
        handler: &mut impl Handler,
    ) -> Result<(), Error> {
        loop {
            let read = match self.stream.read(buffer) {
                Ok(0) => {
                    let why = self.closed.take().unwrap_or_else(|| "no reason".into());
                    return Err(Error::unexpected(format!(
                        "the server closed connection {number}: {why}"
                    )));
                }
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            let Self {
                reader,
                out,
                closed,
                ..
            } = self;
            let mut result = Ok(());
            reader.feed(&buffer[..read], |frame| match frame.opcode {
                TEXT if result.is_ok() => result = handler.text(number, frame, out),
                PING => put_pong(out, frame.head),
                CLOSE => *closed = Some(String::from_utf8_lossy(frame.head).into_owned()),
                _ => {}
            })?;
            result?;
            // A read that did not fill the buffer has emptied the socket: the next bytes raise a new event.
            if read < buffer.len() && !ends {
                return Ok(());
            }
        }
    }

    fn flush(&mut self) -> Result<(), io::Error> {
        if self.waits_to_write {
            return Ok(());
        }
        while self.written < self.out.len() {
            match self.stream.write(&self.out[self.written..]) {
                Ok(written) => self.written += written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.waits_to_write = true;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.out.clear();
        self.written = 0;
        Ok(())
    }
}

/// Connects from one of several loopback addresses, so that the number of ephemeral ports is no limit.
fn dial(to: SocketAddr, number: usize) -> Result<std::net::TcpStream, Error> {
    let socket = socket2::Socket::new(
        socket2::Domain::for_address(to),
        socket2::Type::STREAM,
        None,
    )?;
    if let IpAddr::V4(address) = to.ip()
        && address.is_loopback()
    {
        let last = 2 + (number % SOURCE_ADDRESSES) as u8;
        let from = SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0));
        socket.bind(&from.into())?;
    }
    socket.connect_timeout(&to.into(), HANDSHAKE_LIMIT)?;
    socket.set_tcp_nodelay(true)?;
    socket.set_read_timeout(Some(HANDSHAKE_LIMIT))?;
    Ok(socket.into())
}

/// Reads the answer to the upgrade and returns what came after it.
fn read_upgrade(stream: &mut std::net::TcpStream) -> Result<Vec<u8>, Error> {
    let mut answer = Vec::with_capacity(512);
    let mut chunk = [0; 512];
    loop {
        let read = stream
            .read(&mut chunk)
            .map_err(|error| Error::unexpected(format!("no answer to the upgrade: {error}")))?;
        if read == 0 {
            return Err(Error::unexpected(format!(
                "the upgrade ended with {:?}",
                String::from_utf8_lossy(&answer)
            )));
        }
        answer.extend_from_slice(&chunk[..read]);
        if let Some(end) = memchr::memmem::find(&answer, b"\r\n\r\n") {
            if !answer.starts_with(b"HTTP/1.1 101 ") {
                return Err(Error::unexpected(format!(
                    "the upgrade was refused: {}",
                    String::from_utf8_lossy(&answer)
                )));
            }
            return Ok(answer.split_off(end + 4));
        }
    }
}
