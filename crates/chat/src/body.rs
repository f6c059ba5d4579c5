//! Checking what somebody wants to say, and making a row of it.

use std::collections::BTreeSet;

use sapa_blobs::Purpose;
use sapa_kernel::{AccountId, UploadId};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::keys::MEMBERS;
use crate::model::{BodyRow, MentionRow, PhotoRow};
use crate::window::Member;
use crate::{Error, MAX_MENTIONS, MAX_PHOTOS, MAX_TEXT_BYTES};

/// A stretch of a text that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct NewMention {
    /// A member of the group; absent for everyone, which only the owner may.
    pub account: Option<AccountId>,
    /// Where it begins, in UTF-16 units.
    pub offset: u32,
    /// How long it is, in UTF-16 units.
    pub length: u32,
}

/// What somebody wants to say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewBody {
    /// A text of at most 16 KiB of UTF-8.
    Text {
        /// Not only white space.
        text: String,
        /// Whom it names; at most 50.
        #[serde(default)]
        mentions: Vec<NewMention>,
    },
    /// One to nine photos.
    Photos {
        /// One's own uploads, each once.
        uploads: Vec<UploadId>,
        /// A text below them, of at most 16 KiB.
        caption: Option<String>,
    },
}

/// Refuses a text that is too long.
pub(crate) fn check_length(text: &str) -> Result<(), Error> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Error::TextTooLong {
            limit: MAX_TEXT_BYTES,
        });
    }
    Ok(())
}

impl NewBody {
    /// The body's row; takes a reference to each photo.
    pub(crate) fn into_row(self, tx: &mut Tx<'_>, member: &Member) -> Result<BodyRow, Error> {
        match self {
            Self::Text { text, mentions } => text_row(tx, member, text, &mentions),
            Self::Photos { uploads, caption } => photos_row(tx, member, &uploads, caption),
        }
    }
}

fn text_row(
    tx: &Tx<'_>,
    member: &Member,
    text: String,
    mentions: &[NewMention],
) -> Result<BodyRow, Error> {
    check_length(&text)?;
    if text.trim().is_empty() {
        return Err(Error::TextEmpty);
    }
    if mentions.is_empty() {
        return Ok(BodyRow::Text {
            text,
            mentions: Vec::new(),
        });
    }
    if mentions.len() > MAX_MENTIONS || member.peer().is_some() {
        return Err(Error::MentionInvalid);
    }
    let units = text.encode_utf16().count() as u64;
    let mut rows = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let end = u64::from(mention.offset) + u64::from(mention.length);
        let who_is_known = match mention.account {
            Some(account) => MEMBERS.contains(tx, &(member.conversation, account))?,
            None => member.owned_group(tx).is_ok(),
        };
        if mention.length == 0 || end > units || !who_is_known {
            return Err(Error::MentionInvalid);
        }
        rows.push(MentionRow {
            account: mention.account,
            offset: mention.offset,
            length: mention.length,
        });
    }
    Ok(BodyRow::Text {
        text,
        mentions: rows,
    })
}

fn photos_row(
    tx: &mut Tx<'_>,
    member: &Member,
    uploads: &[UploadId],
    caption: Option<String>,
) -> Result<BodyRow, Error> {
    let distinct: BTreeSet<_> = uploads.iter().collect();
    if uploads.is_empty() || uploads.len() > MAX_PHOTOS || distinct.len() != uploads.len() {
        return Err(Error::PhotosCount { limit: MAX_PHOTOS });
    }
    let caption = caption.filter(|caption| !caption.trim().is_empty());
    check_length(caption.as_deref().unwrap_or_default())?;
    let mut photos = Vec::with_capacity(uploads.len());
    for upload in uploads {
        let (id, blob) = sapa_blobs::take(tx, member.account, *upload, Purpose::Photo)?;
        let largest = blob.largest().ok_or(sapa_blobs::Error::UploadNotFound)?;
        photos.push(PhotoRow {
            blob: id,
            width: largest.width,
            height: largest.height,
            bytes: largest.bytes,
            placeholder: blob.placeholder.clone(),
        });
    }
    Ok(BodyRow::Photos { photos, caption })
}
