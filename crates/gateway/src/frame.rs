//! WebSocket frames, RFC 6455: decoding what clients send, encoding what servers send.
//!
//! A server needs a small part of the protocol: unmasked whole messages out, masked frames in. It is written
//! here because what matters is memory: nothing is buffered beyond the part of a message that has arrived,
//! and one encoded frame is shared by all sockets that receive it.

use bytes::{BufMut, Bytes, BytesMut};

/// What a frame carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A whole text message.
    Text(String),
    /// A whole binary message. Its content is of no interest: the protocol is text.
    Binary,
    /// A message larger than the limit: its bytes were thrown away as they came.
    TooLarge,
    /// A ping, to be answered with the same bytes.
    Ping(Vec<u8>),
    /// A pong.
    Pong,
    /// The other side closes.
    Close,
}

/// Why a connection must be closed: the sender broke the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// 1000: done.
    Normal,
    /// 1001: the server stops.
    GoingAway,
    /// 1002: a frame that no client may send.
    Protocol,
    /// 1007: a text that is not UTF-8.
    NotText,
    /// 1008: the session ended.
    Policy,
    /// 1009: larger than anything that could be meant.
    TooLarge,
    /// 1013: too slow; come back.
    TryAgain,
}

impl Close {
    const fn code(self) -> u16 {
        match self {
            Self::Normal => 1000,
            Self::GoingAway => 1001,
            Self::Protocol => 1002,
            Self::NotText => 1007,
            Self::Policy => 1008,
            Self::TooLarge => 1009,
            Self::TryAgain => 1013,
        }
    }
}

const OP_CONTINUATION: u8 = 0x0;
const OP_TEXT: u8 = 0x1;
const OP_BINARY: u8 = 0x2;
const OP_CLOSE: u8 = 0x8;
const OP_PING: u8 = 0x9;
const OP_PONG: u8 = 0xa;

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;

/// Bytes of a control frame's payload at most.
const MAX_CONTROL: usize = 125;

/// How many times the limit a message may have to be skipped rather than refused with the connection.
const SKIPPED_LIMITS: u64 = 16;

/// One text message as the frame that servers send.
pub(crate) fn text_frame(payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(payload.len() + 10);
    put_header(&mut frame, OP_TEXT, payload.len());
    frame.put_slice(payload);
    frame.freeze()
}

/// A text message made of parts, without putting them together first.
pub(crate) fn text_frame_of(parts: &[&[u8]]) -> Bytes {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut frame = BytesMut::with_capacity(length + 10);
    put_header(&mut frame, OP_TEXT, length);
    for part in parts {
        frame.put_slice(part);
    }
    frame.freeze()
}

pub(crate) fn ping_frame() -> Bytes {
    Bytes::from_static(&[FINAL | OP_PING, 0])
}

pub(crate) fn pong_frame(payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(payload.len() + 2);
    put_header(&mut frame, OP_PONG, payload.len());
    frame.put_slice(payload);
    frame.freeze()
}

pub(crate) fn close_frame(close: Close) -> Bytes {
    let mut frame = BytesMut::with_capacity(4);
    put_header(&mut frame, OP_CLOSE, 2);
    frame.put_u16(close.code());
    frame.freeze()
}

fn put_header(frame: &mut BytesMut, opcode: u8, length: usize) {
    frame.put_u8(FINAL | opcode);
    match length {
        0..=125 => frame.put_u8(u8::try_from(length).unwrap_or(u8::MAX)),
        126..=0xffff => {
            frame.put_u8(126);
            frame.put_u16(u16::try_from(length).unwrap_or(u16::MAX));
        }
        _ => {
            frame.put_u8(127);
            frame.put_u64(u64::try_from(length).unwrap_or(u64::MAX));
        }
    }
}

/// A frame's head.
#[derive(Debug, Clone, Copy)]
struct Head {
    last: bool,
    opcode: u8,
    length: u64,
    mask: [u8; 4],
    size: usize,
}

/// Turns bytes as they arrive into messages. Holds nothing while no message is under way.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    /// Bytes of a frame that has not fully arrived.
    waiting: Vec<u8>,
    /// The kind and the collected payload of a message that comes in fragments.
    fragments: Option<(u8, Vec<u8>)>,
    /// Payload bytes still to be thrown away, and whether they end a message.
    skipping: Option<(u64, bool)>,
    /// Whether the fragments of the current message are thrown away.
    too_large: bool,
}

impl Decoder {
    /// A decoder for messages of at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            waiting: Vec::new(),
            fragments: None,
            skipping: None,
            too_large: false,
        }
    }

    /// Bytes held of frames and messages that have not fully arrived.
    pub(crate) fn waiting(&self) -> usize {
        let fragments = self.fragments.as_ref().map_or(0, |(_, part)| part.len());
        self.waiting.len() + fragments
    }

    /// Bytes of memory held for a message under way.
    #[cfg(test)]
    pub(crate) fn held(&self) -> usize {
        let fragments = self
            .fragments
            .as_ref()
            .map_or(0, |(_, part)| part.capacity());
        self.waiting.capacity() + fragments
    }

    /// Takes bytes that arrived and hands each message that they complete to `each`.
    pub fn feed(&mut self, bytes: &[u8], mut each: impl FnMut(Message)) -> Result<(), Close> {
        if self.waiting.is_empty() {
            let used = self.take(bytes, &mut each)?;
            self.waiting.extend_from_slice(&bytes[used..]);
        } else {
            let mut all = std::mem::take(&mut self.waiting);
            all.extend_from_slice(bytes);
            let used = self.take(&all, &mut each)?;
            if used == all.len() {
                return Ok(());
            }
            all.drain(..used);
            self.waiting = all;
        }
        Ok(())
    }

    /// Takes whole frames off the front; returns how many bytes they had.
    fn take(&mut self, bytes: &[u8], each: &mut impl FnMut(Message)) -> Result<usize, Close> {
        let mut used = 0;
        loop {
            used += self.skip(&bytes[used..], each);
            if self.skipping.is_some() {
                return Ok(used);
            }
            let rest = &bytes[used..];
            let Some(head) = head(rest)? else {
                return Ok(used);
            };
            if self.must_skip(&head)? {
                used += head.size;
                self.skipping = Some((head.length, head.last));
                continue;
            }
            let length = usize::try_from(head.length).map_err(|_| Close::TooLarge)?;
            let Some(payload) = rest.get(head.size..head.size + length) else {
                return Ok(used);
            };
            let mut payload = payload.to_vec();
            for (index, byte) in payload.iter_mut().enumerate() {
                *byte ^= head.mask[index % 4];
            }
            used += head.size + length;
            if let Some(message) = self.frame(head, payload)? {
                each(message);
            }
        }
    }

    /// Throws away payload of a message that is too large.
    fn skip(&mut self, bytes: &[u8], each: &mut impl FnMut(Message)) -> usize {
        let Some((remaining, last)) = self.skipping else {
            return 0;
        };
        let here =
            usize::try_from(remaining).map_or(bytes.len(), |remaining| remaining.min(bytes.len()));
        let left = remaining - here as u64;
        if left > 0 {
            self.skipping = Some((left, last));
            return here;
        }
        self.skipping = None;
        if last {
            self.too_large = false;
            self.fragments = None;
            each(Message::TooLarge);
        }
        here
    }

    /// Whether a frame belongs to a message larger than the limit.
    fn must_skip(&mut self, head: &Head) -> Result<bool, Close> {
        if head.opcode >= OP_CLOSE {
            return Ok(false);
        }
        let collected = match (head.opcode, &self.fragments) {
            (OP_CONTINUATION, Some((_, collected))) => collected.len() as u64,
            (OP_CONTINUATION, None) => return Err(Close::Protocol),
            (_, Some(_)) => return Err(Close::Protocol),
            (_, None) => 0,
        };
        let total = collected.saturating_add(head.length);
        if total > self.limit as u64 * SKIPPED_LIMITS {
            return Err(Close::TooLarge);
        }
        if self.too_large || total > self.limit as u64 {
            self.too_large = true;
            self.fragments = (!head.last).then(|| (OP_BINARY, Vec::new()));
            return Ok(true);
        }
        Ok(false)
    }

    fn frame(&mut self, head: Head, payload: Vec<u8>) -> Result<Option<Message>, Close> {
        match head.opcode {
            OP_CLOSE => return Ok(Some(Message::Close)),
            OP_PING => return Ok(Some(Message::Ping(payload))),
            OP_PONG => return Ok(Some(Message::Pong)),
            _ => {}
        }
        let (opcode, whole) = match self.fragments.take() {
            Some((opcode, mut collected)) => {
                collected.extend_from_slice(&payload);
                (opcode, collected)
            }
            None => (head.opcode, payload),
        };
        if !head.last {
            self.fragments = Some((opcode, whole));
            return Ok(None);
        }
        if opcode == OP_BINARY {
            return Ok(Some(Message::Binary));
        }
        String::from_utf8(whole)
            .map(|text| Some(Message::Text(text)))
            .map_err(|_| Close::NotText)
    }
}

/// Reads the head of a frame, if it has arrived.
fn head(bytes: &[u8]) -> Result<Option<Head>, Close> {
    let [first, second, rest @ ..] = bytes else {
        return Ok(None);
    };
    let opcode = first & 0x0f;
    let last = first & FINAL != 0;
    let known = matches!(
        opcode,
        OP_CONTINUATION | OP_TEXT | OP_BINARY | OP_CLOSE | OP_PING | OP_PONG
    );
    // No extension is negotiated, so the reserved bits are zero; clients mask; control frames are whole.
    if first & 0x70 != 0 || !known || second & MASKED == 0 || (opcode >= OP_CLOSE && !last) {
        return Err(Close::Protocol);
    }
    let short = second & !MASKED;
    let extended = match short {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    let Some((length_bytes, rest)) = rest.split_at_checked(extended) else {
        return Ok(None);
    };
    let length = match extended {
        0 => u64::from(short),
        _ => length_bytes
            .iter()
            .fold(0, |length, byte| length << 8 | u64::from(*byte)),
    };
    if opcode >= OP_CLOSE && length > MAX_CONTROL as u64 {
        return Err(Close::Protocol);
    }
    let Some(mask) = rest.first_chunk::<4>() else {
        return Ok(None);
    };
    Ok(Some(Head {
        last,
        opcode,
        length,
        mask: *mask,
        size: 2 + extended + 4,
    }))
}
