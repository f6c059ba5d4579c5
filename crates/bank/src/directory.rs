//! The way to the bank by files in directories. How they travel from there is the operator's own affair.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sapa_kernel::Timestamp;
use sha2::{Digest, Sha256};

use crate::connector::{Connector, ConnectorError, Fetched, Outcome};
use crate::file_error::MAX_FILE_BYTES;
use crate::files::{self, Done, Files, Folders, at};
use crate::{Initiator, PaymentOrder, camt053, pain001};

/// Orders go to `outbox/<message id>.xml`, statements come from `inbox/*.xml`.
///
/// Whoever puts a file into the inbox gives it its name only when it is whole; a hidden name or another ending than
/// `.xml` until then.
#[derive(Debug)]
pub struct Directory {
    folders: Folders,
    initiator: Initiator,
    /// How many minutes the bank's day begins before that of UTC.
    utc_offset_minutes: i16,
    files: Files,
}

impl Directory {
    /// Makes the directories that are missing. The offset is that of the day on which orders are executed: 420 in
    /// Jakarta.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open(
        folders: Folders,
        initiator: Initiator,
        utc_offset_minutes: i16,
    ) -> Result<Self, ConnectorError> {
        let files = Files::default();
        let sent = folders.sent();
        for dir in [
            &folders.outbox,
            &folders.inbox,
            &folders.archive,
            &folders.rejected,
            &sent,
        ] {
            files.make_dir(dir)?;
        }
        Ok(Self {
            folders,
            initiator,
            utc_offset_minutes,
            files,
        })
    }

    #[cfg(test)]
    pub(crate) fn stop_after(&self, steps: Option<u32>) {
        self.files.stop_after(steps);
    }

    fn day(&self, now: Timestamp) -> Timestamp {
        let offset = i64::from(self.utc_offset_minutes) * 60_000;
        Timestamp::from_millis(now.as_millis().saturating_add(offset))
    }

    /// Whether a message that was handed over has these orders, from this account. It may have been written at another
    /// time and with another name of the cell.
    fn is_same(&self, sent: &[u8], orders: &[PaymentOrder], message_id: &str) -> bool {
        pain001::read(sent).is_ok_and(|message| {
            message.message_id == message_id
                && message.initiator.account == self.initiator.account
                && message.orders == orders
        })
    }

    /// A name in `dir` that no other content has.
    fn free_name(dir: &Path, file: &str, sha256: &[u8; 32]) -> Done<String> {
        match digest(&dir.join(file))? {
            Some((_, other)) if other != *sha256 => {
                let (stem, end) = file.split_at(file.len() - 4);
                let mark: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
                Ok(format!("{stem}-{mark}{end}"))
            }
            _ => Ok(file.to_owned()),
        }
    }
}

impl Connector for Directory {
    /// The file is written under a hidden name, copied to `archive/sent`, and only then given its name. So, after a
    /// crash: a hidden file means that nobody has seen it; a copy without one means that it was handed over, whether
    /// or not somebody has taken it away since.
    fn submit(
        &self,
        orders: &[PaymentOrder],
        message_id: &str,
        now: Timestamp,
    ) -> Result<(), ConnectorError> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !(1..=35).contains(&message_id.len()) || !message_id.bytes().all(fits) {
            return Err(ConnectorError::BadMessageId(message_id.to_owned()));
        }
        let text = pain001::write(orders, &self.initiator, message_id, now, self.day(now))?;
        let name = format!("{message_id}.xml");
        let visible = self.folders.outbox.join(&name);
        let copy = self.folders.sent().join(&name);
        let hidden = files::hidden(&visible);
        let visible_already = files::read(&visible)?;
        if let Some(sent) = visible_already.or(files::read(&copy)?)
            && !hidden.exists()
        {
            return match self.is_same(&sent, orders, message_id) {
                true => Ok(()),
                false => Err(ConnectorError::DifferentContent(message_id.to_owned())),
            };
        }
        self.files.write(&hidden, text.as_bytes())?;
        self.files.put(&copy, text.as_bytes())?;
        self.files.rename(&hidden, &visible)
    }

    fn fetch(&self) -> Result<Vec<Fetched>, ConnectorError> {
        let mut fetched = Vec::new();
        for file in files::list(&self.folders.inbox)? {
            // Between the list and here somebody may take it away.
            if let Some((content, sha256)) = digest(&self.folders.inbox.join(&file))? {
                fetched.push(Fetched {
                    file,
                    sha256,
                    statements: camt053::read(&content),
                });
            }
        }
        Ok(fetched)
    }

    fn settle(&self, file: &str, outcome: &Outcome) -> Result<(), ConnectorError> {
        if !files::is_listed(file) {
            return Err(ConnectorError::BadFileName(file.to_owned()));
        }
        let from = self.folders.inbox.join(file);
        let Some((_, sha256)) = digest(&from)? else {
            return Ok(()); // It was settled before.
        };
        let dir = match outcome {
            Outcome::Booked => &self.folders.archive,
            Outcome::Rejected { .. } => &self.folders.rejected,
        };
        let name = Self::free_name(dir, file, &sha256)?;
        if let Outcome::Rejected { reason } = outcome {
            let beside = dir.join(format!("{name}.reason.txt"));
            self.files.put(&beside, format!("{reason}\n").as_bytes())?;
        }
        self.files.rename(&from, &dir.join(name))
    }
}

/// A file's content and its SHA-256, if it is there. Of a file that is too large only so much as shows it.
fn digest(path: &Path) -> Done<Option<(Vec<u8>, [u8; 32])>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(at(path)(error)),
    };
    let (mut content, mut hash) = (Vec::new(), Sha256::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(at(path)(error)),
        };
        hash.update(&buffer[..read]);
        if content.len() <= MAX_FILE_BYTES {
            content.extend_from_slice(&buffer[..read]);
        }
    }
    Ok(Some((content, hash.finalize().into())))
}
