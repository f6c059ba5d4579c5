//! Secrets of the data directory, and files that only their owner may read.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use sapa_api::OPERATOR_TOKEN_PREFIX;

/// The file that holds the operator token.
pub(crate) const OPERATOR_TOKEN_FILE: &str = "operator.token";

/// The file that holds the keys of money: the pepper of PINs and the key of draws.
pub(crate) const WALLET_KEY_FILE: &str = "wallet.key";

/// The file that holds the keys of mini programs: what signs manifests, and what openids are made of.
pub(crate) const MINI_KEY_FILE: &str = "mini.key";

/// The keys of money, made when there are none and `may_make` says so: where wallets were opened with others, somebody has to
/// decide. They lie beside the keyspace and not in it: whoever has the rows alone can
/// neither try out PINs nor foresee the shares of a packet.
pub(crate) fn wallet_keys(data: &Path, may_make: bool) -> io::Result<sapa_wallet::Keys> {
    let lost = "wallets were opened with it: bring it back. If it is lost, --new-wallet-key makes another; everybody then sets \
        a new payment PIN, and lucky packets that are open go back";
    let [pepper, draw] = two_keys(&data.join(WALLET_KEY_FILE), may_make, lost)?;
    Ok(sapa_wallet::Keys { pepper, draw })
}

/// The keys of mini programs, made when there are none and `may_make` says so: where programs know people by others, somebody
/// has to decide.
pub(crate) fn mini_keys(data: &Path, may_make: bool) -> io::Result<sapa_mini::Keys> {
    let lost = "mini programs know people by it: bring it back. If it is lost, --new-mini-key makes another; every program \
        then takes everybody for somebody new, and versions have to be uploaded again";
    let [signing, identity] = two_keys(&data.join(MINI_KEY_FILE), may_make, lost)?;
    Ok(sapa_mini::Keys { signing, identity })
}

/// The two keys of a file, one a line. `lost` says what it means that the file is gone.
fn two_keys(path: &Path, may_make: bool, lost: &str) -> io::Result<[[u8; 32]; 2]> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && may_make => {
            let made = format!("{}\n{}\n", secret()?, secret()?);
            write_private(path, made.as_bytes())?;
            made
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("{} is missing, and {lost}", path.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        read => read?,
    };
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    let mut lines = text.lines().map(key);
    match (lines.next().flatten(), lines.next().flatten()) {
        (Some(first), Some(second)) => Ok([first, second]),
        _ => {
            let message = format!("{} holds no keys, and {lost}", path.display());
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        }
    }
}

fn key(line: &str) -> Option<[u8; 32]> {
    let bytes = BASE64URL_NOPAD.decode(line.trim().as_bytes()).ok()?;
    bytes.try_into().ok()
}

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

/// The text of a file that only its owner may read; none if there is no such file.
pub(crate) fn read_private(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => {
            fs::set_permissions(path, Permissions::from_mode(0o600))?;
            Ok(Some(text))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
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
