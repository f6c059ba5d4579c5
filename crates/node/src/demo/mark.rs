//! The mark of a demo town: a file beside the cell, which itself knows nothing of demos.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

const NAME: &str = "demo-town";
const BEGUN: &str = "begun\n";
const FURNISHED: &str = "furnished\n";
const PAID: &str = "furnished, with money\n";

/// How far a town has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Its story is being played, or was interrupted.
    Begun,
    /// Its story was played to its end; its residents have no money yet.
    Furnished,
    /// Its residents have their money, too.
    Paid,
}

impl Mark {
    /// The mark of a data directory, if it has one.
    pub(crate) fn read(data: &Path) -> io::Result<Option<Self>> {
        match std::fs::read_to_string(data.join(NAME)) {
            Ok(text) if text == FURNISHED => Ok(Some(Self::Furnished)),
            Ok(text) if text == PAID => Ok(Some(Self::Paid)),
            Ok(_) => Ok(Some(Self::Begun)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets the mark, durably. Half a mark reads as begun, which is safe.
    pub(crate) fn write(self, data: &Path) -> io::Result<()> {
        let mut file = File::create(data.join(NAME))?;
        let text = match self {
            Self::Begun => BEGUN,
            Self::Furnished => FURNISHED,
            Self::Paid => PAID,
        };
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// Whether this path is a mark's.
    pub(crate) fn is_at(path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == NAME)
    }
}
