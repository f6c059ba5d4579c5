//! Checkpoints: the whole keyspace as of one entry, in one file, synced and read back before anything relies on it.
//!
//! ```text
//! header: magic [8] | format u32 | cell u32 | log id [16] | seq u64 | checksum u32 | epoch u64 | time i64 | CRC32C u32
//! blocks: length u32 | CRC32C u32 | rows: key length u16, value length u32, key, value
//! end:    0 u32 | CRC32C of the next twelve bytes u32 | rows u64 | digest of all rows u32
//! ```
//!
//! The row that says what is applied is not among them: the header says it.

use std::path::{Path, PathBuf};

use sapa_kernel::Timestamp;

use crate::disk::{Disk, DiskFile};
use crate::keyspace::View;
use crate::{Position, RawScan, StoreError, Tail, limits, meta};

/// The newest format that this version writes and reads.
pub const CHECKPOINT_FORMAT: u32 = 1;

const MAGIC: [u8; 8] = *b"SAPACKP\n";
const HEADER_BYTES: usize = 64;
const BLOCK_BYTES: usize = 256 << 10;
const ROW_HEADER_BYTES: usize = 6;
const PREFIX: &str = "checkpoint-";
const SUFFIX: &str = ".rows";
const UNFINISHED: &str = "checkpoint.unfinished";

/// What a checkpoint says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckpointHeader {
    /// The cell's number.
    pub cell: u32,
    /// The log that it belongs to.
    pub log_id: [u8; 16],
    /// The last entry that it contains.
    pub tail: Tail,
}

/// A checkpoint that was read to its end and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its file.
    pub path: PathBuf,
    /// What it says of itself.
    pub header: CheckpointHeader,
    /// How many rows it has.
    pub rows: u64,
    /// CRC32C of all rows in order: equal keyspaces have equal digests.
    pub digest: u32,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Why a checkpoint cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The file is not whole.
    #[error("the checkpoint {file} is damaged at byte {offset}: {reason}")]
    Damaged {
        /// Its name.
        file: String,
        /// Where.
        offset: u64,
        /// What.
        reason: &'static str,
    },
    /// Written by a newer version.
    #[error("the checkpoint has format {0}; this version reads up to {CHECKPOINT_FORMAT}")]
    Newer(u32),
    /// It was told to stop.
    #[error("the checkpoint was stopped")]
    Stopped,
    /// There is no room.
    #[error("the disk is full")]
    Full,
    /// The disk failed.
    #[error("the checkpoint failed: {0}")]
    Io(String),
    /// The keyspace could not be read, or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for CheckpointError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

fn encode_header(header: &CheckpointHeader) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&CHECKPOINT_FORMAT.to_le_bytes());
    bytes.extend_from_slice(&header.cell.to_le_bytes());
    bytes.extend_from_slice(&header.log_id);
    bytes.extend_from_slice(&header.tail.position.seq.to_le_bytes());
    bytes.extend_from_slice(&header.tail.position.checksum.to_le_bytes());
    bytes.extend_from_slice(&header.tail.epoch.to_le_bytes());
    bytes.extend_from_slice(&header.tail.time.as_millis().to_le_bytes());
    let checksum = crc32c::crc32c(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

fn decode_header(
    bytes: &[u8; HEADER_BYTES],
) -> Result<CheckpointHeader, Result<u32, &'static str>> {
    if bytes[..8] != MAGIC {
        return Err(Err("it does not begin as a checkpoint does"));
    }
    if u32_at(bytes, HEADER_BYTES - 4) != crc32c::crc32c(&bytes[..HEADER_BYTES - 4]) {
        return Err(Err("the header's checksum is wrong"));
    }
    let format = u32_at(bytes, 8);
    if format > CHECKPOINT_FORMAT {
        return Err(Ok(format));
    }
    Ok(CheckpointHeader {
        cell: u32_at(bytes, 12),
        log_id: bytes[16..32].try_into().expect("sixteen bytes"),
        tail: Tail {
            position: Position {
                seq: u64_at(bytes, 32),
                checksum: u32_at(bytes, 40),
            },
            epoch: u64_at(bytes, 44),
            time: Timestamp::from_millis(u64_at(bytes, 52).cast_signed()),
        },
    })
}

fn encode_row(key: &[u8], value: &[u8], to: &mut Vec<u8>) {
    let key_length = u16::try_from(key.len()).expect("limits keep it small");
    let value_length = u32::try_from(value.len()).expect("limits keep it small");
    to.extend_from_slice(&key_length.to_le_bytes());
    to.extend_from_slice(&value_length.to_le_bytes());
    to.extend_from_slice(key);
    to.extend_from_slice(value);
}

/// All rows but the one that says what is applied.
fn each_row(
    view: &dyn View,
    visit: &mut dyn FnMut(&[u8], &[u8]) -> bool,
) -> Result<(), StoreError> {
    let applied = meta::key();
    view.visit(&RawScan::prefix(&[]), &mut |key, value| {
        key == applied || visit(key, value)
    })
}

/// How many rows a view has, and the checksum of all of them in order: equal keyspaces have equal digests.
pub fn digest(view: &dyn View) -> Result<(u64, u32), StoreError> {
    let (mut rows, mut digest) = (0, 0);
    let mut buffer = Vec::new();
    each_row(view, &mut |key, value| {
        buffer.clear();
        encode_row(key, value, &mut buffer);
        digest = crc32c::crc32c_append(digest, &buffer);
        rows += 1;
        true
    })?;
    Ok((rows, digest))
}

struct BlockWriter<'a> {
    file: &'a dyn DiskFile,
    offset: u64,
    block: Vec<u8>,
    rows: u64,
    digest: u32,
}

impl BlockWriter<'_> {
    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.file.write_at(self.offset, bytes)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }

    fn end_block(&mut self) -> std::io::Result<()> {
        let mut block = std::mem::take(&mut self.block);
        let length = u32::try_from(block.len() - 8).expect("a block is small");
        let checksum = crc32c::crc32c(&block[8..]);
        self.digest = crc32c::crc32c_append(self.digest, &block[8..]);
        block[..4].copy_from_slice(&length.to_le_bytes());
        block[4..8].copy_from_slice(&checksum.to_le_bytes());
        self.put(&block)?;
        block.truncate(8);
        self.block = block;
        Ok(())
    }

    fn end(&mut self) -> std::io::Result<()> {
        if self.block.len() > 8 {
            self.end_block()?;
        }
        let mut last = [0; 20];
        last[8..16].copy_from_slice(&self.rows.to_le_bytes());
        last[16..].copy_from_slice(&self.digest.to_le_bytes());
        let checksum = crc32c::crc32c(&last[8..]);
        last[4..8].copy_from_slice(&checksum.to_le_bytes());
        self.put(&last)
    }
}

/// Writes a view into a file, synced. `pace` hears of each block's bytes and says whether to go on.
pub fn write(
    disk: &dyn Disk,
    path: &Path,
    header: &CheckpointHeader,
    view: &dyn View,
    pace: &mut dyn FnMut(usize) -> bool,
) -> Result<(), CheckpointError> {
    let file = disk.create(path)?;
    let mut blocks = BlockWriter {
        file: &*file,
        offset: 0,
        block: vec![0; 8],
        rows: 0,
        digest: 0,
    };
    blocks.put(&encode_header(header))?;
    let mut failed = None;
    each_row(view, &mut |key, value| {
        encode_row(key, value, &mut blocks.block);
        blocks.rows += 1;
        if blocks.block.len() >= BLOCK_BYTES {
            let bytes = blocks.block.len();
            match blocks.end_block() {
                Err(error) => failed = Some(error.into()),
                Ok(()) if !pace(bytes) => failed = Some(CheckpointError::Stopped),
                Ok(()) => {}
            }
        }
        failed.is_none()
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    blocks.end()?;
    file.sync()?;
    Ok(())
}

/// Receives the rows of one block.
pub type RowsVisitor<'v> = dyn FnMut(&[(&[u8], &[u8])]) -> Result<(), CheckpointError> + 'v;

/// Reads a checkpoint to its end, checks all of it, and hands each block's rows to `visit`.
pub fn read(
    disk: &dyn Disk,
    path: &Path,
    visit: &mut RowsVisitor<'_>,
) -> Result<Checkpoint, CheckpointError> {
    let file = disk.open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let damaged = |offset: u64, reason: &'static str| CheckpointError::Damaged {
        file: name.clone().into_owned(),
        offset,
        reason,
    };
    let take = |offset: u64, to: &mut [u8]| -> Result<(), CheckpointError> {
        if file.read_at(offset, to)? < to.len() {
            return Err(damaged(offset, "it ends too early"));
        }
        Ok(())
    };
    let mut head = [0; HEADER_BYTES];
    take(0, &mut head)?;
    let header = decode_header(&head).map_err(|error| match error {
        Ok(format) => CheckpointError::Newer(format),
        Err(reason) => damaged(0, reason),
    })?;
    let (mut offset, mut rows, mut digest) = (HEADER_BYTES as u64, 0, 0);
    let mut block = Vec::new();
    loop {
        let mut frame = [0; 8];
        take(offset, &mut frame)?;
        let length = u32_at(&frame, 0) as usize;
        if length > BLOCK_BYTES + limits::MAX_KEY_BYTES + limits::MAX_VALUE_BYTES + ROW_HEADER_BYTES
        {
            return Err(damaged(offset, "a block is too long"));
        }
        block.resize(if length == 0 { 12 } else { length }, 0);
        take(offset + 8, &mut block)?;
        if u32_at(&frame, 4) != crc32c::crc32c(&block) {
            return Err(damaged(offset, "a block's checksum is wrong"));
        }
        if length == 0 {
            if u64_at(&block, 0) != rows || u32_at(&block, 8) != digest {
                return Err(damaged(offset, "rows are missing"));
            }
            return Ok(Checkpoint {
                path: path.to_path_buf(),
                header,
                rows,
                digest,
                bytes: offset + 20,
            });
        }
        digest = crc32c::crc32c_append(digest, &block);
        let decoded = decode_rows(&block).ok_or_else(|| damaged(offset, "a row is malformed"))?;
        rows += decoded.len() as u64;
        visit(&decoded)?;
        offset += 8 + length as u64;
    }
}

fn decode_rows(mut block: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rows = Vec::new();
    while !block.is_empty() {
        let (head, rest) = block.split_at_checked(ROW_HEADER_BYTES)?;
        let key_length = usize::from(u16::from_le_bytes([head[0], head[1]]));
        let (key, rest) = rest.split_at_checked(key_length)?;
        let (value, rest) = rest.split_at_checked(u32_at(head, 2) as usize)?;
        rows.push((key, value));
        block = rest;
    }
    Some(rows)
}

/// Writes the next checkpoint of a directory, reads it back, and only then gives it its name.
pub fn take(
    disk: &dyn Disk,
    dir: &Path,
    header: &CheckpointHeader,
    view: &dyn View,
    pace: &mut dyn FnMut(usize) -> bool,
) -> Result<Checkpoint, CheckpointError> {
    disk.make_dir(dir)?;
    let unfinished = dir.join(UNFINISHED);
    let verified = write(disk, &unfinished, header, view, pace)
        .and_then(|()| read(disk, &unfinished, &mut |_| Ok(())));
    let verified = match verified {
        Ok(verified) if verified.header == *header => verified,
        Ok(_) => {
            return Err(CheckpointError::Io(
                "another checkpoint was read back".into(),
            ));
        }
        Err(error) => {
            // Not worth keeping; a leftover is overwritten by the next one.
            let _ = disk.remove(&unfinished);
            return Err(error);
        }
    };
    let path = dir.join(format!("{PREFIX}{:020}{SUFFIX}", header.tail.position.seq));
    disk.rename(&unfinished, &path)?;
    disk.sync_dir(dir)?;
    Ok(Checkpoint { path, ..verified })
}

/// Removes what a checkpoint left behind that was not finished.
pub fn remove_unfinished(disk: &dyn Disk, dir: &Path) -> Result<(), CheckpointError> {
    match disk.list(dir) {
        Ok(names) if names.iter().any(|name| name == UNFINISHED) => {
            Ok(disk.remove(&dir.join(UNFINISHED))?)
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The checkpoints of a directory, newest first.
pub fn list(disk: &dyn Disk, dir: &Path) -> Result<Vec<(u64, PathBuf)>, CheckpointError> {
    let names = match disk.list(dir) {
        Ok(names) => names,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut found: Vec<_> = names
        .iter()
        .filter_map(|name| {
            let seq = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
            Some((seq.parse().ok()?, dir.join(name)))
        })
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

/// Removes checkpoints older than the given one.
pub fn remove_older(disk: &dyn Disk, dir: &Path, seq: u64) -> Result<(), CheckpointError> {
    let older: Vec<_> = list(disk, dir)?
        .into_iter()
        .filter(|(found, _)| *found < seq)
        .collect();
    for (_, path) in &older {
        disk.remove(path)?;
    }
    if !older.is_empty() {
        disk.sync_dir(dir)?;
    }
    Ok(())
}
