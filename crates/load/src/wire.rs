//! WebSocket frames at the least cost to the machine that also runs the server (RFC 6455).
//!
//! The generator must stay cheaper than what it measures: frames are cut where they lie in one shared read
//! buffer, and of a payload only the first bytes are looked at. A frame split between two reads is finished
//! from a small state kept with its connection.

/// Bytes of a payload that a handler sees. Replies and the beginnings of pushes fit; the longest reply that is looked into
/// is a red packet's.
pub(crate) const HEAD_BYTES: usize = 1_024;
/// The longest header of a frame from a server: two bytes, then eight of length; servers do not mask.
const MAX_HEADER: usize = 10;

pub(crate) const TEXT: u8 = 1;
pub(crate) const CLOSE: u8 = 8;
pub(crate) const PING: u8 = 9;
const PONG: u8 = 10;

/// A whole frame from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame<'a> {
    /// What it is: [`TEXT`], [`CLOSE`], [`PING`] …
    pub(crate) opcode: u8,
    /// The payload's first bytes, at most [`HEAD_BYTES`].
    pub(crate) head: &'a [u8],
    /// Bytes of the whole payload.
    pub(crate) length: u64,
}

/// The server sent what this generator does not read: a masked or a fragmented frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadFrame;

#[derive(Debug, Clone, Copy)]
struct Header {
    opcode: u8,
    bytes: usize,
    length: u64,
}

/// Reads a header, if all of it is there.
fn header(bytes: &[u8]) -> Result<Option<Header>, BadFrame> {
    let &[first, second, ref rest @ ..] = bytes else {
        return Ok(None);
    };
    if first & 0x80 == 0 || second & 0x80 != 0 {
        return Err(BadFrame);
    }
    let opcode = first & 0x0f;
    let (bytes, length) = match second {
        126 => match rest {
            [a, b, ..] => (4, u64::from(u16::from_be_bytes([*a, *b]))),
            _ => return Ok(None),
        },
        127 => match rest.first_chunk::<8>() {
            Some(length) => (MAX_HEADER, u64::from_be_bytes(*length)),
            None => return Ok(None),
        },
        short => (2, u64::from(short)),
    };
    Ok(Some(Header {
        opcode,
        bytes,
        length,
    }))
}

/// Cuts frames out of what a connection receives.
#[derive(Debug, Default)]
pub(crate) struct FrameReader {
    /// The header and head of a frame that is not complete yet.
    partial: Vec<u8>,
    /// Payload bytes of that frame that are still to come and to be skipped, once its head is kept.
    skip: Option<u64>,
}

impl FrameReader {
    /// Takes what was read and hands over every frame that it completes.
    pub(crate) fn feed(
        &mut self,
        mut bytes: &[u8],
        mut each: impl FnMut(Frame<'_>),
    ) -> Result<(), BadFrame> {
        while !bytes.is_empty() {
            if self.partial.is_empty() {
                bytes = self.whole_frames(bytes, &mut each)?;
            } else {
                bytes = self.finish_partial(bytes, &mut each)?;
            }
        }
        Ok(())
    }

    /// Hands over the frames that lie whole in the buffer; keeps the beginning of one that does not.
    fn whole_frames<'b>(
        &mut self,
        mut bytes: &'b [u8],
        each: &mut impl FnMut(Frame<'_>),
    ) -> Result<&'b [u8], BadFrame> {
        while let Some(header) = header(bytes)? {
            let body = &bytes[header.bytes..];
            if (body.len() as u64) < header.length {
                let kept = body.len().min(HEAD_BYTES);
                self.partial
                    .extend_from_slice(&bytes[..header.bytes + kept]);
                if body.len() >= HEAD_BYTES {
                    self.skip = Some(header.length - body.len() as u64);
                }
                return Ok(&[]);
            }
            let (body, rest) = body.split_at(header.length as usize);
            each(Frame {
                opcode: header.opcode,
                head: &body[..body.len().min(HEAD_BYTES)],
                length: header.length,
            });
            bytes = rest;
        }
        self.partial.extend_from_slice(bytes);
        Ok(&[])
    }

    fn finish_partial<'b>(
        &mut self,
        bytes: &'b [u8],
        each: &mut impl FnMut(Frame<'_>),
    ) -> Result<&'b [u8], BadFrame> {
        if let Some(skip) = self.skip {
            let now = skip.min(bytes.len() as u64);
            if now < skip {
                self.skip = Some(skip - now);
                return Ok(&[]);
            }
            self.emit(each)?;
            return Ok(&bytes[now as usize..]);
        }
        let wanted = match header(&self.partial)? {
            None => self.partial.len() + 1,
            Some(header) => header.bytes + (header.length as usize).min(HEAD_BYTES),
        };
        let take = (wanted - self.partial.len()).min(bytes.len());
        let (taken, rest) = bytes.split_at(take);
        self.partial.extend_from_slice(taken);
        if let Some(header) = header(&self.partial)? {
            let kept = self.partial.len() - header.bytes;
            let missing = header.length - kept as u64;
            if missing == 0 {
                self.emit(each)?;
            } else if kept == HEAD_BYTES {
                self.skip = Some(missing);
            }
        }
        Ok(rest)
    }

    fn emit(&mut self, each: &mut impl FnMut(Frame<'_>)) -> Result<(), BadFrame> {
        let header = header(&self.partial)?.ok_or(BadFrame)?;
        each(Frame {
            opcode: header.opcode,
            head: &self.partial[header.bytes..],
            length: header.length,
        });
        self.partial.clear();
        self.skip = None;
        Ok(())
    }
}

/// Appends a client's text frame. Clients have to mask; a mask of zeros leaves the payload as it is, which is
/// valid and free.
pub(crate) fn put_text(out: &mut Vec<u8>, payload: &[u8]) {
    put(out, TEXT, payload);
}

/// Appends the answer to a ping.
pub(crate) fn put_pong(out: &mut Vec<u8>, payload: &[u8]) {
    put(out, PONG, payload);
}

fn put(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    out.push(0x80 | opcode);
    match payload.len() {
        short @ 0..=125 => out.push(0x80 | short as u8),
        middle @ 126..=0xffff => {
            out.push(0x80 | 126);
            out.extend_from_slice(&(middle as u16).to_be_bytes());
        }
        long => {
            out.push(0x80 | 127);
            out.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(payload);
}

/// The number after `"name":` in a head, if it stands there whole.
pub(crate) fn number_after(head: &[u8], name: &memchr::memmem::Finder<'_>) -> Option<u64> {
    let at = name.find(head)? + name.needle().len();
    let digits = head[at..].iter().take_while(|byte| byte.is_ascii_digit());
    let mut value: Option<u64> = None;
    for digit in digits {
        value = Some(
            value
                .unwrap_or(0)
                .checked_mul(10)?
                .checked_add(u64::from(digit - b'0'))?,
        );
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server_frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
        let mut masked = Vec::new();
        put(&mut masked, opcode, payload);
        let header = masked.len() - 4 - payload.len();
        let mut frame = masked[..header].to_vec();
        frame[1] &= 0x7f;
        frame.extend_from_slice(payload);
        frame
    }

    fn read(chunks: &[&[u8]]) -> Vec<(u8, Vec<u8>, u64)> {
        let mut reader = FrameReader::default();
        let mut frames = Vec::new();
        for chunk in chunks {
            reader
                .feed(chunk, |frame| {
                    frames.push((frame.opcode, frame.head.to_vec(), frame.length));
                })
                .unwrap();
        }
        frames
    }

    #[test]
    fn frames_are_the_same_however_the_reads_cut_them() {
        let mut stream = Vec::new();
        let mut expected = Vec::new();
        for (opcode, length) in [
            (TEXT, 0),
            (TEXT, 1),
            (PING, 125),
            (TEXT, 126),
            (TEXT, HEAD_BYTES),
            (TEXT, HEAD_BYTES + 1),
            (TEXT, 5_000),
            (TEXT, 70_000),
            (CLOSE, 2),
        ] {
            let payload: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            stream.extend(server_frame(opcode, &payload));
            let head = payload[..length.min(HEAD_BYTES)].to_vec();
            expected.push((opcode, head, length as u64));
        }
        for size in [
            1,
            2,
            3,
            7,
            64,
            1_000,
            1_023,
            1_024,
            1_025,
            65_536,
            stream.len(),
        ] {
            let chunks: Vec<&[u8]> = stream.chunks(size).collect();
            assert_eq!(read(&chunks), expected, "reads of {size} bytes");
        }
    }

    #[test]
    fn masked_and_fragmented_frames_are_refused() {
        for bytes in [&[0x81, 0x80][..], &[0x01, 0x01]] {
            let mut reader = FrameReader::default();
            assert_eq!(reader.feed(bytes, |_| ()), Err(BadFrame));
        }
    }

    #[test]
    fn numbers_are_found_by_their_name() {
        let name = memchr::memmem::Finder::new(br#""message_no":"#);
        for (head, number) in [
            (&br#"{"id":1,"ok":{"message_no":42,"#[..], Some(42)),
            (br#"{"message_no":"#, None),
            (br#"{"message_no":99999999999999999999,"#, None),
            (b"{}", None),
        ] {
            assert_eq!(number_after(head, &name), number);
        }
    }
}
