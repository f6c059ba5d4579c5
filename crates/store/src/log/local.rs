//! The local log: segments of fixed size in a directory, preallocated and zeroed, one fdatasync an append.
//!
//! A segment is filled with zeros and synced under the name `spare` before it is used, so that an append changes
//! neither the file's length nor its blocks: its fdatasync then takes a fraction of a millisecond. The next spare is
//! made while the current segment fills.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::segment::{self, HeaderError, ScanError, SegmentHeader, frame, frame_bytes};
use super::{Appended, EntryVisitor, Log, LogError, Refusal, SEGMENT_HEADER_BYTES};
use crate::disk::{self, Disk, DiskFile};
use crate::{EncodedEntry, Entry, EntryError, Position, Tail, limits};

/// Bytes of a segment unless the options say otherwise: 16 MiB. A start reads the last one to its end.
pub const SEGMENT_BYTES: usize = 16 << 20;

const SPARE: &str = "spare";
const SUFFIX: &str = ".log";
const ZEROS: &[u8] = &[0; 1 << 20];
/// A spare is synced every so many bytes, so that the log's own appends do not queue behind all of it.
const SYNC_SPARE_EVERY: usize = 4 << 20;

/// How the local log is kept.
#[derive(Clone)]
pub struct LocalLogOptions {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The directory of the segments.
    pub dir: PathBuf,
    /// Bytes of a segment: at least an entry at its limit with its frame.
    pub segment_bytes: usize,
    /// The cell's number.
    pub cell: u32,
    /// Tells one log from another.
    pub log_id: [u8; 16],
    /// Where segments' nonces come from.
    pub entropy: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// Make spares in a thread of their own. Simulations do without.
    pub spare_in_background: bool,
}

struct Segment {
    path: PathBuf,
    header: SegmentHeader,
}

impl Segment {
    fn first(&self) -> u64 {
        self.header.before.position.seq + 1
    }

    fn name(&self) -> String {
        self.path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

struct State {
    segments: VecDeque<Segment>,
    file: Box<dyn DiskFile>,
    end: usize,
    tail: Tail,
    spare: Spare,
    /// Appends since the log was opened.
    appended: u64,
    /// Set when the outcome of an append is unknown: nothing may be appended any more through this handle.
    broken: Option<String>,
    buffer: Vec<u8>,
}

enum Spare {
    None,
    Making(JoinHandle<std::io::Result<()>>),
    Ready,
}

/// The local log.
pub struct LocalLog {
    options: LocalLogOptions,
    state: Mutex<State>,
    warnings: Vec<String>,
}

impl std::fmt::Debug for LocalLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalLog")
            .field("dir", &self.options.dir)
            .finish_non_exhaustive()
    }
}

impl LocalLog {
    /// Whether a directory holds a log.
    pub fn exists(disk: &dyn Disk, dir: &Path) -> Result<bool, LogError> {
        match disk.list(dir) {
            Ok(names) => Ok(names.iter().any(|name| name.ends_with(SUFFIX))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(LogError::io(&error)),
        }
    }

    /// Begins a log after a given place: the very beginning, or a checkpoint that was restored.
    pub fn create(options: &LocalLogOptions, before: Tail) -> Result<(), LogError> {
        let io = |error: std::io::Error| LogError::io(&error);
        options.disk.make_dir(&options.dir).map_err(io)?;
        make_spare(options).map_err(io)?;
        begin_segment(options, before).map(drop).map_err(io)
    }

    /// Opens a log and checks everything from the segment that holds entry `verify_after` to the end. A torn end is
    /// cut, with a warning.
    pub fn open(options: LocalLogOptions, verify_after: u64) -> Result<Self, LogError> {
        let disk = Arc::clone(&options.disk);
        // A process that was killed may have named a segment that only the machine's cache knows.
        disk.sync_dir(&options.dir).map_err(|e| LogError::io(&e))?;
        let names = disk.list(&options.dir).map_err(|e| LogError::io(&e))?;
        if names.iter().any(|name| name == SPARE) {
            disk.remove(&options.dir.join(SPARE))
                .map_err(|e| LogError::io(&e))?;
        }
        let mut segments = VecDeque::new();
        for name in names.iter().filter(|name| name.ends_with(SUFFIX)) {
            segments.push_back(read_segment(&options, name)?);
        }
        let last = segments.back().ok_or_else(|| LogError::Damaged {
            segment: options.dir.display().to_string(),
            offset: 0,
            reason: "there is no segment".into(),
        })?;
        let file = disk.open(&last.path).map_err(|e| LogError::io(&e))?;
        let mut log = Self {
            state: Mutex::new(State {
                end: SEGMENT_HEADER_BYTES,
                tail: last.header.before,
                segments,
                file,
                spare: Spare::None,
                appended: 0,
                broken: None,
                buffer: Vec::new(),
            }),
            options,
            warnings: Vec::new(),
        };
        log.verify(verify_after)?;
        Ok(log)
    }

    /// What was found and mended when the log was opened.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Checks every segment from the one that holds entry `after + 1`, or the entry before it.
    fn verify(&mut self, after: u64) -> Result<(), LogError> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let from = state
            .segments
            .iter()
            .rposition(|segment| segment.first() <= after)
            .unwrap_or(0);
        for at in from..state.segments.len() {
            let segment = &state.segments[at];
            let name = segment.name();
            let bytes =
                disk::read_all(&*self.options.disk, &segment.path).map_err(|e| LogError::io(&e))?;
            let mut newest = SEGMENT_HEADER_BYTES;
            let scan = segment::scan(&bytes, &segment.header, &mut |found| {
                newest = found.offset;
                true
            })
            .map_err(|error| log_error(&name, error))?;
            if let Some(next) = state.segments.get(at + 1) {
                if scan.tail.position != next.header.before.position {
                    return Err(LogError::Damaged {
                        segment: name,
                        offset: scan.end as u64,
                        reason: format!(
                            "it ends after entry {}, the next segment begins after entry {}",
                            scan.tail.position.seq, next.header.before.position.seq
                        ),
                    });
                }
                continue;
            }
            if scan.torn {
                let warning = format!(
                    "{name}: an append that was not finished was cut at byte {}, after entry {}",
                    scan.end, scan.tail.position.seq
                );
                tracing::warn!("{warning}");
                self.warnings.push(warning);
                wipe(&*state.file, scan.end, bytes.len()).map_err(|e| LogError::io(&e))?;
            }
            // What was read may have been only in the machine's cache: nobody may act on it before it is durable. If
            // the sync of the newest entry failed before, the machine believes that there is nothing left to write;
            // so it is written once more. Every entry before it was durable when it was handed to the disk.
            let newest = newest.min(scan.end);
            state
                .file
                .write_at(newest as u64, &bytes[newest..scan.end])
                .and_then(|()| state.file.sync())
                .map_err(|e| LogError::io(&e))?;
            state.end = scan.end;
            state.tail = scan.tail;
        }
        Ok(())
    }

    /// The oldest segment, if it is not the only one and all of it lies at or before an entry.
    fn behind(&self, up_to: u64) -> Option<PathBuf> {
        let state = self.state();
        let next = state.segments.get(1)?;
        (next.first() <= up_to + 1).then(|| state.segments[0].path.clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves on to a new segment; else says what becomes of the append that needed it.
    fn roll(&self, state: &mut State) -> Result<(), Appended> {
        let made = match std::mem::replace(&mut state.spare, Spare::None) {
            Spare::Ready => Ok(()),
            Spare::Making(thread) => thread
                .join()
                .unwrap_or_else(|_| Err(std::io::Error::other("making a segment panicked"))),
            Spare::None => Err(std::io::ErrorKind::NotFound.into()),
        };
        if made.is_err()
            && let Err(error) = make_spare(&self.options)
        {
            return Err(refused(&error));
        }
        let (segment, file) = match begin_segment(&self.options, state.tail) {
            Ok(begun) => begun,
            Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                return Err(refused(&error));
            }
            // The entry was not written, but a sync may have failed: that is never tried again.
            Err(error) => {
                let reason = format!("the next segment could not be begun: {error}");
                return Err(Self::break_off(state, reason));
            }
        };
        state.segments.push_back(segment);
        state.file = file;
        state.end = SEGMENT_HEADER_BYTES;
        Ok(())
    }

    /// Has the next segment made before it is needed. Not yet with the first append: that is the new leader's epoch,
    /// and the start has better things to do.
    fn prepare_spare(&self, state: &mut State) {
        let half = self.options.segment_bytes / 2;
        if state.end < half || state.appended < 2 || !matches!(state.spare, Spare::None) {
            return;
        }
        if !self.options.spare_in_background {
            if make_spare(&self.options).is_ok() {
                state.spare = Spare::Ready;
            }
            return;
        }
        let options = self.options.clone();
        let thread = std::thread::Builder::new()
            .name("sapa-log-spare".into())
            .spawn(move || make_spare(&options));
        if let Ok(thread) = thread {
            state.spare = Spare::Making(thread);
        }
    }

    fn write(&self, state: &mut State, entry: &EncodedEntry) -> Appended {
        let nonce = state
            .segments
            .back()
            .map_or(0, |segment| segment.header.nonce);
        let mut buffer = std::mem::take(&mut state.buffer);
        buffer.clear();
        frame(nonce, &entry.bytes, &mut buffer);
        let written = state.file.write_at(state.end as u64, &buffer);
        let length = buffer.len();
        state.buffer = buffer;
        if let Err(error) = written {
            return self.take_back(state, length, &error);
        }
        if let Err(error) = state.file.sync() {
            return Self::break_off(state, format!("an append could not be synced: {error}"));
        }
        state.end += length;
        state.appended += 1;
        state.tail = entry.tail;
        Appended::Stored
    }

    /// A write that failed may have left bytes. If they can be wiped, durably, the entry is certainly not there.
    fn take_back(&self, state: &mut State, length: usize, error: &std::io::Error) -> Appended {
        let end = (state.end + length).min(self.options.segment_bytes);
        match wipe(&*state.file, state.end, end) {
            Ok(()) => refused(error),
            Err(second) => {
                Self::break_off(state, format!("a write failed: {error}; then {second}"))
            }
        }
    }

    fn break_off(state: &mut State, reason: String) -> Appended {
        state.broken = Some(reason.clone());
        Appended::Unknown(reason)
    }
}

/// What an append answers that failed before anything of it could be stored.
fn refused(error: &std::io::Error) -> Appended {
    Appended::Refused(match error.kind() {
        std::io::ErrorKind::StorageFull => Refusal::Full,
        _ => Refusal::Failed(error.to_string()),
    })
}

fn log_error(segment: &str, error: ScanError) -> LogError {
    match error {
        ScanError::Damaged { offset, reason } => LogError::Damaged {
            segment: segment.to_owned(),
            offset: offset as u64,
            reason,
        },
        ScanError::Newer(format) => LogError::Newer {
            found: u32::from(format),
            known: u32::from(crate::entry::ENTRY_FORMAT),
        },
    }
}

fn read_segment(options: &LocalLogOptions, name: &str) -> Result<Segment, LogError> {
    let path = options.dir.join(name);
    let damaged = |reason: String| LogError::Damaged {
        segment: name.to_owned(),
        offset: 0,
        reason,
    };
    let file = options.disk.open(&path).map_err(|e| LogError::io(&e))?;
    let length = file.len().map_err(|e| LogError::io(&e))?;
    let mut bytes = vec![0; SEGMENT_HEADER_BYTES];
    let read = file.read_at(0, &mut bytes).map_err(|e| LogError::io(&e))?;
    let header = SegmentHeader::decode(&bytes[..read]).map_err(|error| match error {
        HeaderError::Malformed(reason) => damaged(reason.into()),
        HeaderError::Newer(found) => LogError::Newer {
            found,
            known: segment::SEGMENT_FORMAT,
        },
    })?;
    if header.log_id != options.log_id {
        return Err(damaged("it belongs to another log".into()));
    }
    if let Some(reason) = header.cut_short(length) {
        return Err(LogError::Damaged {
            segment: name.to_owned(),
            offset: length,
            reason,
        });
    }
    let segment = Segment { path, header };
    if segment_name(segment.first()) != name {
        return Err(damaged(format!(
            "it begins with entry {}, which its name denies",
            segment.first()
        )));
    }
    Ok(segment)
}

fn segment_name(first: u64) -> String {
    format!("{first:020}{SUFFIX}")
}

/// Fills a file with zeros and syncs it: an append into it will change nothing but data.
fn make_spare(options: &LocalLogOptions) -> std::io::Result<()> {
    let file = options.disk.create(&options.dir.join(SPARE))?;
    let mut at = 0;
    while at < options.segment_bytes {
        let length = ZEROS.len().min(options.segment_bytes - at);
        file.write_at(at as u64, &ZEROS[..length])?;
        at += length;
        if at.is_multiple_of(SYNC_SPARE_EVERY) {
            file.sync()?;
        }
    }
    file.sync()
}

/// Turns the spare into the segment after `before`.
fn begin_segment(
    options: &LocalLogOptions,
    before: Tail,
) -> std::io::Result<(Segment, Box<dyn DiskFile>)> {
    let header = SegmentHeader {
        cell: options.cell,
        log_id: options.log_id,
        nonce: (options.entropy)(),
        before,
        bytes: options.segment_bytes as u64,
    };
    let spare = options.dir.join(SPARE);
    let path = options.dir.join(segment_name(before.position.seq + 1));
    let file = options.disk.open(&spare)?;
    file.write_at(0, &header.encode())?;
    file.sync()?;
    drop(file);
    options.disk.rename(&spare, &path)?;
    options.disk.sync_dir(&options.dir)?;
    let file = options.disk.open(&path)?;
    Ok((Segment { path, header }, file))
}

/// Overwrites a range with zeros, durably.
fn wipe(file: &dyn DiskFile, from: usize, to: usize) -> std::io::Result<()> {
    let mut at = from;
    while at < to {
        let length = ZEROS.len().min(to - at);
        file.write_at(at as u64, &ZEROS[..length])?;
        at += length;
    }
    file.sync()
}

impl Drop for LocalLog {
    /// Waits for a spare that is being made: whoever opens the directory next begins with one of its own.
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Spare::Making(thread) = std::mem::replace(&mut state.spare, Spare::None) {
            // How it went does not matter any more.
            let _ = thread.join();
        }
    }
}

impl Log for LocalLog {
    fn tail(&self) -> Result<Tail, LogError> {
        Ok(self.state().tail)
    }

    fn first(&self) -> u64 {
        self.state().segments.front().map_or(1, Segment::first)
    }

    fn append(&self, after: Position, entry: &EncodedEntry) -> Appended {
        let mut guard = self.state();
        let state = &mut *guard;
        if let Some(reason) = &state.broken {
            return Appended::Unknown(reason.clone());
        }
        if state.tail.position != after {
            return Appended::Refused(Refusal::NotAtTail(state.tail.position));
        }
        let needed = frame_bytes(entry.bytes.len());
        let too_long = entry.bytes.len() > limits::MAX_ENTRY_BYTES
            || SEGMENT_HEADER_BYTES + needed > self.options.segment_bytes;
        if too_long {
            return Appended::Refused(Refusal::Failed("the entry is too long".into()));
        }
        if state.end + needed > self.options.segment_bytes
            && let Err(answer) = self.roll(state)
        {
            return answer;
        }
        let appended = self.write(state, entry);
        if appended == Appended::Stored {
            self.prepare_spare(state);
        }
        appended
    }

    fn read(&self, after: u64, visit: &mut EntryVisitor<'_>) -> Result<(), LogError> {
        let (segments, last) = {
            let state = self.state();
            let segments: Vec<_> = state
                .segments
                .iter()
                .map(|segment| (segment.path.clone(), segment.header, segment.name()))
                .collect();
            (segments, state.tail.position.seq)
        };
        let first = segments
            .first()
            .map_or(1, |(_, header, _)| header.before.position.seq + 1);
        if after + 1 < first {
            return Err(LogError::Trimmed {
                first,
                wanted: after + 1,
            });
        }
        let from = segments
            .iter()
            .rposition(|(_, header, _)| header.before.position.seq <= after)
            .unwrap_or(0);
        for (at, (path, header, name)) in segments.iter().enumerate().skip(from) {
            if header.before.position.seq >= last {
                break;
            }
            // Where the segment must end: without its last entry it would look like one that is not full yet.
            let next = segments.get(at + 1);
            let end = next.map_or(last, |(_, header, _)| header.before.position.seq.min(last));
            let bytes = disk::read_all(&*self.options.disk, path).map_err(|e| LogError::io(&e))?;
            if !read_entries(&bytes, header, name, after..end, visit)? {
                break;
            }
        }
        Ok(())
    }

    fn trim(&self, up_to: u64) -> Result<(), LogError> {
        // One by one, oldest first, each durably, and none after one that could not be removed: neither a power loss nor
        // a failure must leave a gap between segments.
        while let Some(path) = self.behind(up_to) {
            let disk = &self.options.disk;
            match disk.remove(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(LogError::io(&error));
                }
                _ => disk
                    .sync_dir(&self.options.dir)
                    .map_err(|e| LogError::io(&e))?,
            }
            self.state().segments.pop_front();
        }
        Ok(())
    }

    fn bytes(&self) -> u64 {
        let state = self.state();
        let full = state.segments.len().saturating_sub(1) * self.options.segment_bytes;
        (full + state.end) as u64
    }
}

/// Hands over a segment's entries after the start of `wanted` up to its end, which the segment must reach; false if
/// the visitor has had enough.
fn read_entries(
    bytes: &[u8],
    header: &SegmentHeader,
    name: &str,
    wanted: Range<u64>,
    visit: &mut EntryVisitor<'_>,
) -> Result<bool, LogError> {
    let (after, last) = (wanted.start, wanted.end);
    let mut failed = None;
    let mut more = true;
    let mut reached = header.before.position.seq;
    let scan = segment::scan(bytes, header, &mut |found| {
        reached = found.tail.position.seq;
        if reached > after {
            match Entry::decode(found.bytes).and_then(|entry| visit(&entry)) {
                Ok(wants_more) => more = wants_more,
                Err(error) => failed = Some((found.offset, error)),
            }
        }
        failed.is_none() && more && reached < last
    })
    .map_err(|error| log_error(name, error))?;
    let damaged = |offset: usize, reason: String| LogError::Damaged {
        segment: name.to_owned(),
        offset: offset as u64,
        reason,
    };
    match failed {
        Some((offset, EntryError::Malformed(reason))) => Err(damaged(offset, reason.into())),
        Some((_, EntryError::Newer(format))) => Err(log_error(name, ScanError::Newer(format))),
        None if more && reached < last => Err(damaged(
            scan.end,
            format!("it ends after entry {reached}, not after entry {last}"),
        )),
        None => Ok(more),
    }
}
