//! What people write beside money: notes, greetings, reasons, and their own ids.

use sapa_accounts::clean_name;

use crate::{Error, MAX_CLIENT_ID, MAX_NOTE, MAX_REASON, MIN_REASON};

/// A note or greeting as it is stored; nothing if it is only white space.
pub(crate) fn clean_note(text: Option<&str>) -> Result<Option<String>, Error> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    clean_name(text, MAX_NOTE)
        .map(Some)
        .map_err(|_| Error::NoteInvalid { limit: MAX_NOTE })
}

/// An operator's reason as it is stored and shown.
pub(crate) fn clean_reason(text: &str) -> Result<String, Error> {
    let invalid = || Error::ReasonInvalid { limit: MAX_REASON };
    let text = clean_name(text, MAX_REASON).map_err(|_| invalid())?;
    if text.chars().count() < MIN_REASON {
        return Err(invalid());
    }
    Ok(text)
}

/// Refuses what cannot be a client's own id.
pub(crate) fn check_client_id(client_id: &str) -> Result<(), Error> {
    let visible = client_id.bytes().all(|byte| byte.is_ascii_graphic());
    if client_id.is_empty() || client_id.len() > MAX_CLIENT_ID || !visible {
        return Err(Error::ClientIdInvalid {
            limit: MAX_CLIENT_ID,
        });
    }
    Ok(())
}
