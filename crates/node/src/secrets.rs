//! Secrets of the data directory, and files that only their owner may read.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use sapa_api::OPERATOR_TOKEN_PREFIX;

/// The file that holds the operator token.
pub(crate) const OPERATOR_TOKEN_FILE: &str = "operator.token";

/// A secret of 32 random bytes, as text.
pub(crate) fn secret() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// The operator token, made when there is none. Whoever can read the file runs the cell, so nobody but its
/// owner may.
pub(crate) fn operator_token(data: &Path) -> io::Result<String> {
    let path = data.join(OPERATOR_TOKEN_FILE);
    match fs::read_to_string(&path) {
        Ok(text) if text.trim().starts_with(OPERATOR_TOKEN_PREFIX) => {
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            Ok(text.trim().to_owned())
        }
        Ok(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!(
                "{} holds no operator token; delete it to get a new one",
                path.display()
            ),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let token = format!("{OPERATOR_TOKEN_PREFIX}{}", secret()?);
            write_private(&path, format!("{token}\n").as_bytes())?;
            Ok(token)
        }
        Err(error) => Err(error),
    }
}

/// Writes a file that only its owner may read; whole or not at all.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
