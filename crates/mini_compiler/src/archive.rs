//! ZIP archives: read within the limits, and refused when two readers might see different files in them.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::read::ZipReadOptions;
use zip::result::ZipError;

use crate::limits::{Limits, RATIO_MATTERS_FROM};
use crate::source::{Builder, Source, SourceError, check_path};

impl Source {
    /// Takes the files of a ZIP archive. Directories say nothing; files within `.git` and the like of editors come along and are left
    /// out by the compiler.
    ///
    /// # Errors
    ///
    /// In this order: an archive that is damaged, has too many files, then for each file: its path, its kind, encryption, its length and what
    /// all files so far come to, its path's being there twice.
    pub fn from_zip(archive: &[u8], limits: &Limits) -> Result<Self, SourceError> {
        let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(damaged)?;
        if zip.len() > limits.files.saturating_mul(2) {
            return Err(SourceError::TooManyFiles(limits.files));
        }
        let mut builder = Builder::new(limits);
        let mut unpacked = 0;
        let most = archive
            .len()
            .saturating_mul(limits.ratio)
            .max(RATIO_MATTERS_FROM);
        for index in 0..zip.len() {
            let options = ZipReadOptions::new()
                .ignore_encryption_flag(true)
                .enforce_header_consistency(true);
            let mut entry = zip.by_index_with_options(index, options).map_err(damaged)?;
            let path = std::str::from_utf8(entry.name_raw())
                .map_err(|_| SourceError::Path(String::from_utf8_lossy(entry.name_raw()).into()))?
                .to_owned();
            let directory = path.ends_with('/');
            check_path(path.strip_suffix('/').unwrap_or(&path), limits)?;
            if entry.is_symlink() || !is_plain(entry.unix_mode(), directory) {
                return Err(SourceError::NotAFile(path));
            }
            if entry.encrypted() {
                return Err(SourceError::Encrypted(path));
            }
            if directory {
                continue;
            }
            // What the archive says about a length is only believed as far as it goes.
            let room = builder.room().min(most - unpacked);
            let mut bytes = Vec::new();
            let mut bounded = entry.by_ref().take(room as u64 + 1);
            bounded
                .read_to_end(&mut bytes)
                .map_err(|error| SourceError::Archive(error.to_string()))?;
            if bytes.len() > builder.room() {
                return Err(SourceError::TooLarge(limits.source_bytes));
            }
            if bytes.len() > most - unpacked {
                return Err(SourceError::Ratio(limits.ratio));
            }
            unpacked += bytes.len();
            builder.add(path, bytes)?;
        }
        Ok(builder.finish())
    }
}

fn damaged(error: ZipError) -> SourceError {
    SourceError::Archive(error.to_string())
}

/// Whether the mode, when there is one, is that of a file or a directory: no links, devices and pipes.
fn is_plain(mode: Option<u32>, directory: bool) -> bool {
    const KIND: u32 = 0o170_000;
    const FILE: u32 = 0o100_000;
    const DIRECTORY: u32 = 0o040_000;
    match mode.map(|mode| mode & KIND) {
        None | Some(0) => true,
        Some(FILE) => !directory,
        Some(DIRECTORY) => directory,
        Some(_) => false,
    }
}
