//! A segment of the local log: its bytes, read without any I/O.
//!
//! ```text
//! header, 4096 bytes: magic [8] | format u32 | cell u32 | log id [16] | nonce u64 | epoch u64 | time i64
//!                     first seq u64 | checksum before it u32 | bytes of the segment u64 | zeros
//!                     at 4092: CRC32C of all before
//! frames, at multiples of 8: magic u32 | length u32 | nonce u64 | CRC32C of length, nonce and entry u32 | zero u32
//!                     entry | zeros to the next multiple of 8
//! ```
//!
//! The rest is zeros, written and synced before the segment is used. Frames carry the segment's random nonce, so
//! that bytes a person once stored as a message, laid bare by a torn write, cannot pass for a frame.

use sapa_kernel::Timestamp;

use crate::{Entry, EntryError, Position, Tail, limits};

/// Bytes before the first frame.
pub const SEGMENT_HEADER_BYTES: usize = 4096;

/// Bytes before a frame's entry.
pub const FRAME_HEADER_BYTES: usize = 24;

/// The newest format of a segment that this version writes and reads.
pub const SEGMENT_FORMAT: u32 = 1;

const SEGMENT_MAGIC: [u8; 8] = *b"SAPALOG\n";
const FRAME_MAGIC: u32 = 0x5350_4601;
const ALIGNMENT: usize = 8;

/// What a segment says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentHeader {
    /// The cell's number.
    pub cell: u32,
    /// Tells one log from another.
    pub log_id: [u8; 16],
    /// Random, repeated in each frame.
    pub nonce: u64,
    /// The end of the log before this segment.
    pub before: Tail,
    /// Bytes of the whole segment, which it has from its first use on: a shorter file was cut. 0 in segments from
    /// before it was written down.
    pub bytes: u64,
}

impl SegmentHeader {
    /// The header's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(SEGMENT_HEADER_BYTES);
        bytes.extend_from_slice(&SEGMENT_MAGIC);
        bytes.extend_from_slice(&SEGMENT_FORMAT.to_le_bytes());
        bytes.extend_from_slice(&self.cell.to_le_bytes());
        bytes.extend_from_slice(&self.log_id);
        bytes.extend_from_slice(&self.nonce.to_le_bytes());
        bytes.extend_from_slice(&self.before.epoch.to_le_bytes());
        bytes.extend_from_slice(&self.before.time.as_millis().to_le_bytes());
        bytes.extend_from_slice(&(self.before.position.seq + 1).to_le_bytes());
        bytes.extend_from_slice(&self.before.position.checksum.to_le_bytes());
        bytes.extend_from_slice(&self.bytes.to_le_bytes());
        bytes.resize(SEGMENT_HEADER_BYTES - 4, 0);
        let checksum = crc32c::crc32c(&bytes);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// Reads a header. The error says what is wrong, or which newer format it has.
    pub fn decode(bytes: &[u8]) -> Result<Self, HeaderError> {
        let bytes = bytes
            .get(..SEGMENT_HEADER_BYTES)
            .ok_or(HeaderError::Malformed("the header is too short"))?;
        if bytes[..8] != SEGMENT_MAGIC {
            return Err(HeaderError::Malformed(
                "it does not begin as a segment does",
            ));
        }
        if u32_at(bytes, SEGMENT_HEADER_BYTES - 4)
            != crc32c::crc32c(&bytes[..SEGMENT_HEADER_BYTES - 4])
        {
            return Err(HeaderError::Malformed("the header's checksum is wrong"));
        }
        let format = u32_at(bytes, 8);
        if format > SEGMENT_FORMAT {
            return Err(HeaderError::Newer(format));
        }
        let first = u64_at(bytes, 56);
        Ok(Self {
            cell: u32_at(bytes, 12),
            log_id: bytes[16..32].try_into().expect("sixteen bytes"),
            nonce: u64_at(bytes, 32),
            before: Tail {
                epoch: u64_at(bytes, 40),
                time: Timestamp::from_millis(u64_at(bytes, 48).cast_signed()),
                position: Position {
                    seq: first
                        .checked_sub(1)
                        .ok_or(HeaderError::Malformed("entries count from 1"))?,
                    checksum: u32_at(bytes, 64),
                },
            },
            bytes: u64_at(bytes, 68),
        })
    }

    /// What is wrong with a file of so many bytes, if it is shorter than the segment was.
    pub fn cut_short(&self, bytes: u64) -> Option<String> {
        (bytes < self.bytes).then(|| format!("the file was cut: it had {} bytes", self.bytes))
    }
}

/// Why bytes are not a segment's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderError {
    /// Not a header.
    Malformed(&'static str),
    /// Written by a newer version.
    Newer(u32),
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// Bytes that an entry of this length takes in a segment.
pub fn frame_bytes(entry_length: usize) -> usize {
    (FRAME_HEADER_BYTES + entry_length).next_multiple_of(ALIGNMENT)
}

fn frame_checksum(length: u32, nonce: u64, entry: &[u8]) -> u32 {
    let mut head = [0; 12];
    head[..4].copy_from_slice(&length.to_le_bytes());
    head[4..].copy_from_slice(&nonce.to_le_bytes());
    crc32c::crc32c_append(crc32c::crc32c(&head), entry)
}

/// An entry with its frame, padded.
pub fn frame(nonce: u64, entry: &[u8], to: &mut Vec<u8>) {
    let start = to.len();
    let length = u32::try_from(entry.len()).expect("limits keep it small");
    to.extend_from_slice(&FRAME_MAGIC.to_le_bytes());
    to.extend_from_slice(&length.to_le_bytes());
    to.extend_from_slice(&nonce.to_le_bytes());
    to.extend_from_slice(&frame_checksum(length, nonce, entry).to_le_bytes());
    to.extend_from_slice(&[0; 4]);
    to.extend_from_slice(entry);
    to.resize(start + frame_bytes(entry.len()), 0);
}

/// The entry's bytes, if a whole frame of this segment stands at `at`.
fn frame_at(bytes: &[u8], at: usize, nonce: u64) -> Option<&[u8]> {
    let head = bytes.get(at..at + FRAME_HEADER_BYTES)?;
    if u32_at(head, 0) != FRAME_MAGIC || u64_at(head, 8) != nonce || head[20..24] != [0; 4] {
        return None;
    }
    let length = u32_at(head, 4);
    if length as usize > limits::MAX_ENTRY_BYTES {
        return None;
    }
    let start = at + FRAME_HEADER_BYTES;
    let entry = bytes.get(start..start + length as usize)?;
    (u32_at(head, 16) == frame_checksum(length, nonce, entry)).then_some(entry)
}

/// A frame that was found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Where the frame begins.
    pub offset: usize,
    /// The entry's bytes.
    pub bytes: &'a [u8],
    /// Where the log stands after it.
    pub tail: Tail,
}

/// What a segment's bytes hold.
#[derive(Debug)]
pub struct SegmentScan {
    /// Where the log stands after the last good entry.
    pub tail: Tail,
    /// Where the next frame would go.
    pub end: usize,
    /// Whether something other than zeros stands there: the remains of an append that was not finished.
    pub torn: bool,
}

/// What makes a segment unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanError {
    /// Damage before the end.
    Damaged {
        /// Where.
        offset: usize,
        /// What.
        reason: String,
    },
    /// An entry of a newer format.
    Newer(u16),
}

fn damaged(offset: usize, reason: impl Into<String>) -> ScanError {
    ScanError::Damaged {
        offset,
        reason: reason.into(),
    }
}

/// Walks a segment's frames. Each must continue the chain; the first place where no frame stands is the end, unless
/// a good frame stands anywhere behind it: then what lies between was damaged after it had been stored, because an
/// entry is only handed to the disk once the one before it is durable.
pub fn scan<'b>(
    bytes: &'b [u8],
    header: &SegmentHeader,
    visit: &mut dyn FnMut(Found<'b>) -> bool,
) -> Result<SegmentScan, ScanError> {
    let mut tail = header.before;
    let mut at = SEGMENT_HEADER_BYTES.min(bytes.len());
    while let Some(entry) = frame_at(bytes, at, header.nonce) {
        let read = Entry::header(entry).map_err(|error| match error {
            EntryError::Newer(format) => ScanError::Newer(format),
            EntryError::Malformed(reason) => damaged(at, reason),
        })?;
        if read.seq != tail.position.seq + 1 {
            return Err(damaged(
                at,
                format!("entry {} follows entry {}", read.seq, tail.position.seq),
            ));
        }
        if read.previous != tail.position.checksum {
            return Err(damaged(
                at,
                format!("entry {} does not continue the entry before it", read.seq),
            ));
        }
        tail = Tail {
            position: Position {
                seq: read.seq,
                checksum: crc32c::crc32c(entry),
            },
            epoch: read.epoch,
            time: read.time,
        };
        let found = Found {
            offset: at,
            bytes: entry,
            tail,
        };
        at += frame_bytes(entry.len());
        if !visit(found) {
            return Ok(SegmentScan {
                tail,
                end: at,
                torn: false,
            });
        }
    }
    let rest = &bytes[at.min(bytes.len())..];
    let torn = rest.iter().any(|byte| *byte != 0);
    if torn && let Some(behind) = any_frame_behind(bytes, at, header.nonce) {
        return Err(damaged(
            at,
            format!("no entry can be read here, but one stands behind it, at byte {behind}"),
        ));
    }
    Ok(SegmentScan {
        tail,
        end: at,
        torn,
    })
}

fn any_frame_behind(bytes: &[u8], from: usize, nonce: u64) -> Option<usize> {
    (from + ALIGNMENT..bytes.len())
        .step_by(ALIGNMENT)
        .find(|at| frame_at(bytes, *at, nonce).is_some())
}
