//! Files that are whole or absent, also after a crash.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::ConnectorError;

/// Owner and group: whoever carries the files is of the group.
const FILE_MODE: u32 = 0o640;
const DIRECTORY_MODE: u32 = 0o770;

/// The four directories that the cell and its bank share, on one file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Orders for the bank. Whoever carries them takes them away.
    pub outbox: PathBuf,
    /// Statements of the bank.
    pub inbox: PathBuf,
    /// Statements that are booked, and in `sent` a copy of everything that was ordered.
    pub archive: PathBuf,
    /// Files that are refused, each with its reason beside it.
    pub rejected: PathBuf,
}

impl Folders {
    /// All four below one directory.
    pub fn under(root: &Path) -> Self {
        Self {
            outbox: root.join("outbox"),
            inbox: root.join("inbox"),
            archive: root.join("archive"),
            rejected: root.join("rejected"),
        }
    }

    /// Where copies of what was ordered are.
    pub(crate) fn sent(&self) -> PathBuf {
        self.archive.join("sent")
    }
}

pub(crate) type Done<T = ()> = Result<T, ConnectorError>;

/// Changes the disk in steps, each of which is durable or has not happened.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Steps until a test stops everything.
    #[cfg(test)]
    steps: std::sync::Mutex<Option<u32>>,
}

impl Files {
    /// In tests: fails once the steps are used up, and ever after, as a process that is gone.
    #[cfg(test)]
    fn step(&self, path: &Path) -> Done {
        match self.steps.lock().expect("no test fails here").as_mut() {
            Some(0) => Err(at(path)(io::Error::other("stopped by a test"))),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    #[cfg(not(test))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "tests stop here"
    )]
    fn step(&self, _: &Path) -> Done {
        Ok(())
    }

    /// Stops after so many steps, or never.
    #[cfg(test)]
    pub(crate) fn stop_after(&self, steps: Option<u32>) {
        *self.steps.lock().expect("no test fails here") = steps;
    }

    /// Makes a directory and those above it, unless it is there.
    pub(crate) fn make_dir(&self, dir: &Path) -> Done {
        if dir.is_dir() {
            return Ok(());
        }
        self.step(dir)?;
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            self.make_dir(parent)?;
        }
        match DirBuilder::new().mode(DIRECTORY_MODE).create(dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(at(dir)(error)),
            _ => self.sync_dir(parent.unwrap_or_else(|| Path::new("."))),
        }
    }

    /// Puts a file there, whole, over an older one.
    pub(crate) fn put(&self, path: &Path, content: &[u8]) -> Done {
        let hidden = hidden(path);
        self.write(&hidden, content)?;
        self.rename(&hidden, path)
    }

    /// Writes a file and waits for the disk. A crash may leave a part of it.
    pub(crate) fn write(&self, path: &Path, content: &[u8]) -> Done {
        self.step(path)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(FILE_MODE)
            .open(path)
            .map_err(at(path))?;
        let (half, rest) = content.split_at(content.len() / 2);
        file.write_all(half).map_err(at(path))?;
        self.step(path)?;
        file.write_all(rest).map_err(at(path))?;
        file.sync_all().map_err(at(path))?;
        self.sync_dir(directory(path))
    }

    /// Gives a file another name, over what has it.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Done {
        self.step(to)?;
        fs::rename(from, to).map_err(at(from))?;
        self.sync_dir(directory(to))?;
        match directory(from) == directory(to) {
            true => Ok(()),
            false => self.sync_dir(directory(from)),
        }
    }

    /// Takes a file away, unless it is gone.
    pub(crate) fn remove(&self, path: &Path) -> Done {
        self.step(path)?;
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(at(path)(error)),
            Ok(()) => self.sync_dir(directory(path)),
        }
    }

    fn sync_dir(&self, dir: &Path) -> Done {
        self.step(dir)?;
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(at(dir))
    }
}

/// The name under which a file is written before it has its own. Nobody reads hidden files.
pub(crate) fn hidden(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}

fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The error of a file.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> ConnectorError {
    let path = path.to_owned();
    move |source| ConnectorError::Io { path, source }
}

/// A file's content, or none if it is not there.
pub(crate) fn read(path: &Path) -> Done<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// The names of a directory's files of XML, in order. Hidden files, parts, links and directories are none of them.
pub(crate) fn list(dir: &Path) -> Done<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(at(dir))? {
        let entry = entry.map_err(at(dir))?;
        let is_file = entry.file_type().map_err(at(dir))?.is_file();
        if let Ok(name) = entry.file_name().into_string()
            && is_file
            && is_listed(&name)
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a name is that of a visible file of XML in the directory itself.
pub(crate) fn is_listed(name: &str) -> bool {
    let end = name.len().checked_sub(4).and_then(|at| name.get(at..));
    !name.starts_with('.')
        && !name.contains(['/', '\0'])
        && end.is_some_and(|end| end.eq_ignore_ascii_case(".xml"))
}
