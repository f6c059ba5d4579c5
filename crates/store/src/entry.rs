//! Entries: what the log stores. One entry is one group of transactions: absolute writes and events.
//!
//! The encoding does not depend on the engine of the log. All numbers are little-endian.
//!
//! ```text
//! 0  format u16 | 2 kind u8 | 3 zero u8 | 4 checksum of the previous entry u32
//! 8  seq u64 | 16 epoch u64 | 24 time i64 | 32 nonce [16] | 48 writes u32 | 52 events u32
//! 56 writes: key length u16, value length u32 (all ones: a deletion), key, value
//!    events: topic u8, id [16] unless the cell's, name length u8, body length u16, name, body
//! ```

use sapa_kernel::{AccountId, ConversationId, Id, SessionId, Timestamp};

use crate::{Event, Overlay, Topic, limits};

/// The newest format that this version writes and reads.
pub const ENTRY_FORMAT: u16 = 1;

/// Bytes before the writes.
pub const ENTRY_HEADER_BYTES: usize = 56;

const DELETED: u32 = u32::MAX;

/// A place in the log: an entry's number and the checksum of its bytes. Number 0 is before the first entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// The entry's number; the first is 1.
    pub seq: u64,
    /// CRC32C of the entry's bytes.
    pub checksum: u32,
}

/// The end of the log as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tail {
    /// The last entry.
    pub position: Position,
    /// The epoch of the leader that appended it.
    pub epoch: u64,
    /// Its time.
    pub time: Timestamp,
}

/// What an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Transactions.
    Writes,
    /// A leader has taken over: it appends this before it executes anything.
    Epoch,
}

/// What is known of an entry before its writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryHeader {
    /// What the entry is for.
    pub kind: EntryKind,
    /// The entry's number.
    pub seq: u64,
    /// The checksum of the entry before it.
    pub previous: u32,
    /// The epoch of the leader that appended it.
    pub epoch: u64,
    /// The time of its last transaction.
    pub time: Timestamp,
    /// Random: tells whether an append of unknown outcome was stored.
    pub nonce: [u8; 16],
}

/// Why bytes are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Written by a newer version.
    #[error("the entry has format {0}; this version reads up to {ENTRY_FORMAT}")]
    Newer(u16),
    /// Not an entry.
    #[error("the entry is malformed: {0}")]
    Malformed(&'static str),
}

/// An entry's bytes, ready to be appended.
#[derive(Debug, Clone)]
pub struct EncodedEntry {
    /// Where it stands once it is stored.
    pub tail: Tail,
    /// The encoding.
    pub bytes: Vec<u8>,
}

impl EncodedEntry {
    /// Encodes a group.
    pub fn of(header: &EntryHeader, group: &Overlay) -> Self {
        let mut bytes = Vec::with_capacity(ENTRY_HEADER_BYTES + group.bytes());
        bytes.extend_from_slice(&ENTRY_FORMAT.to_le_bytes());
        bytes.push(match header.kind {
            EntryKind::Writes => 0,
            EntryKind::Epoch => 1,
        });
        bytes.push(0);
        bytes.extend_from_slice(&header.previous.to_le_bytes());
        bytes.extend_from_slice(&header.seq.to_le_bytes());
        bytes.extend_from_slice(&header.epoch.to_le_bytes());
        bytes.extend_from_slice(&header.time.as_millis().to_le_bytes());
        bytes.extend_from_slice(&header.nonce);
        bytes.extend_from_slice(&length32(group.len()).to_le_bytes());
        bytes.extend_from_slice(&length32(group.events().len()).to_le_bytes());
        for (key, value) in group.writes() {
            bytes.extend_from_slice(&length16(key.len()).to_le_bytes());
            let length = value.map_or(DELETED, |value| length32(value.len()));
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(key);
            bytes.extend_from_slice(value.map_or(&[], |value| value));
        }
        for event in group.events() {
            encode_event(event, &mut bytes);
        }
        let checksum = crc32c::crc32c(&bytes);
        Self {
            tail: Tail {
                position: Position {
                    seq: header.seq,
                    checksum,
                },
                epoch: header.epoch,
                time: header.time,
            },
            bytes,
        }
    }
}

fn length16(length: usize) -> u16 {
    u16::try_from(length).expect("limits keep it small")
}

fn length32(length: usize) -> u32 {
    u32::try_from(length).expect("limits keep it small")
}

fn encode_event(event: &Event, to: &mut Vec<u8>) {
    match event.topic {
        Topic::Account(id) => {
            to.push(0);
            to.extend_from_slice(&id.to_bytes());
        }
        Topic::Conversation(id) => {
            to.push(1);
            to.extend_from_slice(&id.to_bytes());
        }
        Topic::Session(id) => {
            to.push(2);
            to.extend_from_slice(&id.to_bytes());
        }
        Topic::Cell => to.push(3),
    }
    to.push(u8::try_from(event.name.len()).expect("limits keep it small"));
    to.extend_from_slice(&length16(event.body.len()).to_le_bytes());
    to.extend_from_slice(event.name.as_bytes());
    to.extend_from_slice(&event.body);
}

/// One write of an entry: a key and its new value, or its deletion.
pub type Write<'a> = (&'a [u8], Option<&'a [u8]>);

/// An entry read from its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What is known of it before its writes.
    pub header: EntryHeader,
    /// CRC32C of its bytes.
    pub checksum: u32,
    /// The writes in key order.
    pub writes: Vec<Write<'a>>,
    /// The events in the order in which they were emitted.
    pub events: Vec<Event>,
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, length: usize) -> Result<&'a [u8], EntryError> {
        let (head, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(EntryError::Malformed("it ends too early"))?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], EntryError> {
        let bytes = self.bytes(N)?;
        Ok(bytes.try_into().expect("the length was asked for"))
    }

    fn u8(&mut self) -> Result<u8, EntryError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, EntryError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, EntryError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, EntryError> {
        self.array().map(u64::from_le_bytes)
    }
}

/// Reads what stands before the writes, with the numbers of writes and events.
fn header(reader: &mut Reader<'_>) -> Result<(EntryHeader, u32, u32), EntryError> {
    let format = reader.u16()?;
    if format > ENTRY_FORMAT {
        return Err(EntryError::Newer(format));
    }
    let kind = match (format, reader.u8()?, reader.u8()?) {
        (ENTRY_FORMAT, 0, 0) => EntryKind::Writes,
        (ENTRY_FORMAT, 1, 0) => EntryKind::Epoch,
        _ => return Err(EntryError::Malformed("an unknown kind")),
    };
    let header = EntryHeader {
        kind,
        previous: reader.u32()?,
        seq: reader.u64()?,
        epoch: reader.u64()?,
        time: Timestamp::from_millis(reader.u64()?.cast_signed()),
        nonce: reader.array()?,
    };
    Ok((header, reader.u32()?, reader.u32()?))
}

impl<'a> Entry<'a> {
    /// Reads only what stands before the writes.
    pub fn header(bytes: &[u8]) -> Result<EntryHeader, EntryError> {
        header(&mut Reader(bytes)).map(|(header, ..)| header)
    }

    /// Reads an entry that spans all the bytes.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, EntryError> {
        let checksum = crc32c::crc32c(bytes);
        let mut reader = Reader(bytes);
        let (header, write_count, event_count) = header(&mut reader)?;
        let mut writes = Vec::new();
        for _ in 0..write_count {
            let key_length = usize::from(reader.u16()?);
            let value_length = reader.u32()?;
            let key = reader.bytes(key_length)?;
            let value = match value_length {
                DELETED => None,
                length => Some(reader.bytes(length as usize)?),
            };
            writes.push((key, value));
        }
        let mut events = Vec::new();
        for _ in 0..event_count {
            events.push(decode_event(&mut reader)?);
        }
        if !reader.0.is_empty() {
            return Err(EntryError::Malformed("bytes are left after its end"));
        }
        Ok(Self {
            header,
            checksum,
            writes,
            events,
        })
    }

    /// Where the entry stands.
    pub fn tail(&self) -> Tail {
        Tail {
            position: Position {
                seq: self.header.seq,
                checksum: self.checksum,
            },
            epoch: self.header.epoch,
            time: self.header.time,
        }
    }
}

fn decode_event(reader: &mut Reader<'_>) -> Result<Event, EntryError> {
    let topic = match reader.u8()? {
        0 => Topic::Account(AccountId::from_bytes(reader.array()?)),
        1 => Topic::Conversation(ConversationId::from_bytes(reader.array()?)),
        2 => Topic::Session(SessionId::from_bytes(reader.array()?)),
        3 => Topic::Cell,
        _ => return Err(EntryError::Malformed("an unknown topic")),
    };
    let name_length = usize::from(reader.u8()?);
    let body_length = usize::from(reader.u16()?);
    let name = std::str::from_utf8(reader.bytes(name_length)?)
        .map_err(|_| EntryError::Malformed("an event's name is not UTF-8"))?;
    if body_length > limits::MAX_EVENT_BYTES {
        return Err(EntryError::Malformed("an event's body is too long"));
    }
    Ok(Event {
        topic,
        name: name.to_owned().into(),
        body: reader.bytes(body_length)?.to_vec(),
    })
}
