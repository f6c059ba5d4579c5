//! Looking into a stopped cell: what the log says, and what the keyspace holds. For people, not for programs.
//!
//! Values are shown only when they are asked for: among them are people's messages. Nothing is changed; the log is
//! read without opening the cell, so that a damaged one can be looked at too.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::entry::Entry;
use crate::log::{ScanError, SegmentHeader, SegmentScan, scan};
use crate::meta::Applied;
use crate::open::{Identity, Layout, keyspace_engine, lock};
use crate::{CellOptions, OpenError, RawScan, Snapshot, StoreError, Topic, level, prefixes};

pub(crate) fn no_cell(dir: &Path) -> OpenError {
    OpenError::NotACell(format!("{} holds no cell", dir.display()))
}

/// What to show of the log.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogFilter {
    /// From this entry on.
    pub from: u64,
    /// So many entries at most; all if 0.
    pub limit: u64,
    /// Each entry's writes and events.
    pub writes: bool,
    /// The values of the writes too.
    pub values: bool,
}

/// What to show of the keyspace.
#[derive(Debug, Clone, Default)]
pub struct KeyspaceFilter {
    /// Rows of this table, by its name (`chat.messages`). Without one: how many rows and bytes each table has.
    pub table: Option<String>,
    /// So many rows at most; all if 0.
    pub limit: usize,
    /// The values too.
    pub values: bool,
}

/// Why a look was cut short.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The cell runs, or its directory is not one.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The keyspace cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to look at yet.
    #[error("there is no keyspace; the next start builds it from checkpoint and log")]
    NoKeyspace,
    /// There is no such table.
    #[error("there is no table {0}; without --table all tables are listed")]
    NoTable(String),
    /// A file cannot be read, or the output is closed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Writes what the log of a data directory says: a line a segment, a line an entry. Damage is shown where it is, and
/// the next segment is looked at. Says whether all of it was whole.
///
/// # Errors
/// Only if files cannot be read or the output cannot be written.
pub fn log(dir: &Path, filter: LogFilter, out: &mut dyn Write) -> Result<bool, InspectError> {
    let layout = Layout::new(dir);
    let entries = std::fs::read_dir(layout.log()).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => no_cell(dir).into(),
        _ => InspectError::Io(error),
    })?;
    let mut names: Vec<_> = entries
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "log"))
        .collect();
    names.sort();
    let (mut shown, mut whole) = (0, true);
    let mut before: Option<SegmentScan> = None;
    for path in names {
        let bytes = std::fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let header = match SegmentHeader::decode(&bytes) {
            Ok(header) => header,
            Err(error) => {
                writeln!(out, "segment {name}: its header cannot be read: {error:?}")?;
                (whole, before) = (false, None);
                continue;
            }
        };
        if let Some(before) = before
            && before.tail.position != header.before.position
        {
            let (ends, begins) = (before.tail.position.seq, header.before.position.seq);
            writeln!(
                out,
                "  damaged at byte {}: it ends after entry {ends}, the next segment begins after entry {begins}",
                before.end
            )?;
            whole = false;
        }
        before = segment(&name, &bytes, &header, filter, &mut shown, out)?;
        whole &= before.is_some();
    }
    // Only an append can be torn, and only the newest segment is appended to.
    if let Some(SegmentScan {
        torn: true, end, ..
    }) = before
    {
        writeln!(
            out,
            "  torn at byte {end}: an append was not finished; the next start cuts it"
        )?;
    }
    Ok(whole)
}

/// Shows a segment; where it ends, if nothing in it is damaged.
fn segment(
    name: &str,
    bytes: &[u8],
    header: &SegmentHeader,
    filter: LogFilter,
    shown: &mut u64,
    out: &mut dyn Write,
) -> Result<Option<SegmentScan>, InspectError> {
    writeln!(
        out,
        "segment {name}: cell {}, from entry {}, {} bytes",
        header.cell,
        header.before.position.seq + 1,
        bytes.len()
    )?;
    let mut failed = None;
    let scanned = scan(bytes, header, &mut |found| {
        let seq = found.tail.position.seq;
        let past = filter.limit > 0 && *shown >= filter.limit;
        if seq < filter.from || past {
            return true;
        }
        *shown += 1;
        failed = entry(found.offset, found.bytes, filter, out).err();
        failed.is_none()
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(reason) = header.cut_short(bytes.len() as u64) {
        writeln!(out, "  damaged at byte {}: {reason}", bytes.len())?;
        return Ok(None);
    }
    match scanned {
        Ok(scan) => Ok(Some(scan)),
        Err(ScanError::Damaged { offset, reason }) => {
            writeln!(out, "  damaged at byte {offset}: {reason}")?;
            Ok(None)
        }
        Err(ScanError::Newer(format)) => {
            writeln!(
                out,
                "  an entry has format {format}, newer than this version reads"
            )?;
            Ok(None)
        }
    }
}

fn entry(
    offset: usize,
    bytes: &[u8],
    filter: LogFilter,
    out: &mut dyn Write,
) -> Result<(), InspectError> {
    let entry = match Entry::decode(bytes) {
        Ok(entry) => entry,
        Err(error) => {
            writeln!(out, "  at byte {offset}: {error}")?;
            return Ok(());
        }
    };
    writeln!(
        out,
        "  entry {} at byte {offset}: {} epoch {}, {:?}, {} writes, {} events, {} bytes",
        entry.header.seq,
        entry.header.time,
        entry.header.epoch,
        entry.header.kind,
        entry.writes.len(),
        entry.events.len(),
        bytes.len()
    )?;
    if !filter.writes {
        return Ok(());
    }
    for (key, value) in &entry.writes {
        let verb = if value.is_some() { "put" } else { "delete" };
        write!(out, "    {verb} {}", ShownKey(key))?;
        match value {
            Some(value) if filter.values => writeln!(out, " = {}", minicbor::display(value))?,
            Some(value) => writeln!(out, " ({} bytes)", value.len())?,
            None => writeln!(out)?,
        }
    }
    for event in &entry.events {
        let topic = match event.topic {
            Topic::Account(id) => format!("account {id}"),
            Topic::Conversation(id) => format!("conversation {id}"),
            Topic::Session(id) => format!("session {id}"),
            Topic::Cell => "cell".to_owned(),
        };
        let body = minicbor::display(&event.body);
        writeln!(out, "    event {} to {topic}: {body}", event.name)?;
    }
    Ok(())
}

/// A key as people can read it: its table, then the rest in hexadecimal, runs of printable text in quotes.
pub(crate) struct ShownKey<'a>(pub(crate) &'a [u8]);

/// Shorter runs of printable bytes are shown as numbers: they are most often parts of one.
const SHORTEST_TEXT: usize = 4;

impl fmt::Display for ShownKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = match prefixes::of_key(self.0) {
            Some(prefix) => {
                write!(f, "{} ", prefix.name)?;
                &self.0[2..]
            }
            None => {
                f.write_str("(no table) ")?;
                self.0
            }
        };
        let mut at = 0;
        while at < rest.len() {
            let text = rest[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_graphic() && **byte != b'"')
                .count();
            if text >= SHORTEST_TEXT {
                write!(f, "\"{}\"", String::from_utf8_lossy(&rest[at..at + text]))?;
                at += text;
            } else {
                write!(f, "{:02x}", rest[at])?;
                at += 1;
            }
        }
        Ok(())
    }
}

/// Writes what a stopped cell's keyspace holds: the tables, or the rows of one.
///
/// # Errors
/// [`OpenError::InUse`] while a server runs; [`InspectError::NoTable`]; if rows cannot be read or written out.
pub fn keyspace(
    options: &CellOptions,
    filter: &KeyspaceFilter,
    out: &mut dyn Write,
) -> Result<(), InspectError> {
    let layout = Layout::new(&options.dir);
    let identity = std::fs::read_to_string(layout.cell()).map_err(|_| no_cell(&options.dir))?;
    let identity = Identity::decode(&identity)?;
    let _lock = lock(&*options.disk, &layout)?;
    if !layout.keyspace().exists() {
        return Err(InspectError::NoKeyspace);
    }
    let keyspace = keyspace_engine(options).open(&layout.keyspace())?;
    let view = keyspace.view();
    match Applied::read(&*view)? {
        Some(applied) => writeln!(
            out,
            "cell {}, format {}, feature level {}, applied up to entry {} of {}",
            identity.cell,
            applied.format,
            level::current(&Snapshot::new(keyspace.view(), applied.seq, applied.time))?,
            applied.seq,
            applied.time
        )?,
        None => writeln!(out, "cell {}: nothing was ever applied", identity.cell)?,
    }
    match &filter.table {
        None => tables(&*view, out),
        Some(name) => {
            let prefix = prefixes::ALL
                .iter()
                .find(|prefix| prefix.name == name)
                .ok_or_else(|| InspectError::NoTable(name.clone()))?;
            let mut range = RawScan::prefix(&prefix.bytes());
            if filter.limit > 0 {
                range.limit = filter.limit;
            }
            rows(&*view, &range, filter.values, out)
        }
    }
}

fn tables(view: &dyn crate::keyspace::View, out: &mut dyn Write) -> Result<(), InspectError> {
    let mut tables: BTreeMap<[u8; 2], (u64, u64)> = BTreeMap::new();
    view.visit(&RawScan::prefix(&[]), &mut |key, value| {
        let head = key.first_chunk::<2>().copied().unwrap_or_default();
        let (rows, bytes) = tables.entry(head).or_default();
        *rows += 1;
        *bytes += (key.len() + value.len()) as u64;
        true
    })?;
    writeln!(out, "{:>12} {:>14}  table", "rows", "bytes")?;
    for (head, (rows, bytes)) in tables {
        let name = prefixes::of_key(&head).map_or("(no table)", |prefix| prefix.name);
        writeln!(out, "{rows:>12} {bytes:>14}  {name}")?;
    }
    Ok(())
}

fn rows(
    view: &dyn crate::keyspace::View,
    range: &RawScan,
    values: bool,
    out: &mut dyn Write,
) -> Result<(), InspectError> {
    let mut failed = None;
    view.visit(range, &mut |key, value| {
        let written = if values {
            writeln!(out, "{} = {}", ShownKey(key), minicbor::display(value))
        } else {
            writeln!(out, "{} ({} bytes)", ShownKey(key), value.len())
        };
        failed = written.err();
        failed.is_none()
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

#[cfg(test)]
mod tests;
