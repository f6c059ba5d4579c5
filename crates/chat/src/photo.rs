//! The guard of photos: who sees the message may have the files.

use sapa_blobs::Blob;
use sapa_kernel::{ConversationId, SignedIn};
use sapa_store::Read;

use crate::Error;
use crate::keys::MESSAGES;
use crate::model::BodyRow;
use crate::window::Window;

/// The files of a photo: by conversation, message and place in it, never by a file's own name. Places count from 0.
///
/// # Errors
/// `blobs.not_visible`, whatever the reason: that a conversation or message exists is not said.
pub fn photo(
    read: &dyn Read,
    actor: &SignedIn,
    conversation: ConversationId,
    message_no: u64,
    index: usize,
) -> Result<Blob, Error> {
    let hidden = || Error::Blob(sapa_blobs::Error::NotVisible);
    let window = match Window::load(read, actor.account, conversation) {
        Ok(window) if window.shows(message_no) => window,
        Ok(_) | Err(Error::NotAMember) => return Err(hidden()),
        Err(other) => return Err(other),
    };
    if !window.deleted(read, message_no, message_no)?.is_empty() {
        return Err(hidden());
    }
    let row = MESSAGES
        .get(read, &(conversation, message_no))?
        .ok_or_else(hidden)?;
    let BodyRow::Photos { photos, .. } = row.body else {
        return Err(hidden());
    };
    let photo = photos.get(index).ok_or_else(hidden)?;
    sapa_blobs::get(read, photo.blob)?.ok_or_else(hidden)
}
