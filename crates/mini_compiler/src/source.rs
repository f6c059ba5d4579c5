//! The files of a source: taken from a ZIP archive or handed over one by one, checked before anything reads them.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::Limits;

/// The files of a source by their paths.
#[derive(Clone, Debug, Default)]
pub struct Source {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why files are no source.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SourceError {
    /// It is no ZIP archive, or a damaged one.
    #[error("the archive cannot be read: {0}")]
    Archive(String),
    /// More files than [`Limits::files`].
    #[error("more than {0} files")]
    TooManyFiles(usize),
    /// More bytes than [`Limits::source_bytes`].
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// The archive is packed more tightly than [`Limits::ratio`].
    #[error("the archive unpacks to more than {0} times its size")]
    Ratio(usize),
    /// A path that is absolute, leads upwards, is too long, or has characters that paths do not have.
    #[error("the path {0:?} is not taken")]
    Path(String),
    /// Two files of the same path, also where only upper and lower case differ.
    #[error("the path {0:?} stands there twice")]
    Twice(String),
    /// A symbolic link or another thing that is neither file nor directory.
    #[error("{0:?} is neither a file nor a directory")]
    NotAFile(String),
    /// An encrypted file.
    #[error("{0:?} is encrypted")]
    Encrypted(String),
}

impl Source {
    /// Takes files as they are.
    ///
    /// # Errors
    ///
    /// A path or a limit that does not hold, in the order of the files.
    pub fn from_files<P, B>(
        files: impl IntoIterator<Item = (P, B)>,
        limits: &Limits,
    ) -> Result<Self, SourceError>
    where
        P: Into<String>,
        B: Into<Vec<u8>>,
    {
        let mut builder = Builder::new(limits);
        for (path, bytes) in files {
            builder.add(path.into(), bytes.into())?;
        }
        Ok(builder.finish())
    }

    /// Files of another source, or made of them.
    pub(crate) fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { files }
    }

    /// The files by their paths.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }
}

/// Gathers files within the limits.
pub(crate) struct Builder<'a> {
    limits: &'a Limits,
    files: BTreeMap<String, Vec<u8>>,
    /// Paths in lower case: what would fall together on other machines is refused here.
    folded: BTreeSet<String>,
    bytes: usize,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            files: BTreeMap::new(),
            folded: BTreeSet::new(),
            bytes: 0,
        }
    }

    /// Bytes that may still come.
    pub(crate) fn room(&self) -> usize {
        self.limits.source_bytes - self.bytes
    }

    pub(crate) fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<(), SourceError> {
        check_path(&path, self.limits)?;
        if self.files.len() >= self.limits.files {
            return Err(SourceError::TooManyFiles(self.limits.files));
        }
        if bytes.len() > self.room() {
            return Err(SourceError::TooLarge(self.limits.source_bytes));
        }
        if !self.folded.insert(path.to_lowercase()) {
            return Err(SourceError::Twice(path));
        }
        self.bytes += bytes.len();
        self.files.insert(path, bytes);
        Ok(())
    }

    /// When everything lies in one directory, as archives of repositories do, that directory is the root.
    pub(crate) fn finish(self) -> Source {
        let mut files = self.files;
        let at_root = |name: &str| files.contains_key(name);
        if !at_root("app.json") && !at_root("project.config.json") {
            let top = files
                .keys()
                .next()
                .and_then(|path| path.split_once('/'))
                .map(|(top, _)| format!("{top}/"));
            if let Some(top) = top
                && files.keys().all(|path| path.starts_with(&top))
            {
                files = files
                    .into_iter()
                    .map(|(path, bytes)| (path[top.len()..].to_owned(), bytes))
                    .collect();
            }
        }
        Source { files }
    }
}

/// A path is relative, normalised, and of printable characters.
pub(crate) fn check_path(path: &str, limits: &Limits) -> Result<(), SourceError> {
    let sound = !path.is_empty()
        && path.len() <= limits.path_bytes
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..");
    match sound {
        true => Ok(()),
        false => Err(SourceError::Path(path.chars().take(200).collect())),
    }
}
