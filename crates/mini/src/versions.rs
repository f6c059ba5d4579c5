//! Versions as members see them, and when one goes.

use data_encoding::HEXLOWER;
use sapa_kernel::{AccountId, Timestamp};
use sapa_store::{Read, Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{FILES, MEMBERS, PROGRAMS, VERSIONS};
use crate::lists::ReviewItem;
use crate::model::{VersionRow, VersionState};
use crate::{AppId, Error};

/// Which version.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniVersionInput")]
pub struct VersionInput {
    /// Of which program.
    pub app_id: AppId,
    /// Its number.
    pub number: u32,
}

/// An uploaded version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniVersion")]
pub struct Version {
    /// Its number in the program: 1, 2, 3 …
    pub number: u32,
    /// What the developer calls it.
    pub version: String,
    /// What is new.
    pub description: String,
    /// Who uploaded it.
    pub uploader: AccountId,
    /// When.
    pub uploaded_at: Timestamp,
    /// How far it has come.
    pub state: VersionState,
    /// SHA-256 of its manifest.
    pub manifest: String,
    /// Bytes of the source that are used.
    pub size: u64,
    /// How many pages it has.
    pub pages: u32,
    /// Its review, if it was ever submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// When it was first released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released_at: Option<Timestamp>,
}

/// The review of a version. Which operator decided is not said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniReview")]
pub struct Review {
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// What the developer told the reviewer.
    pub note: String,
    /// When it was decided; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Items of the checklist that did not hold.
    pub failed: Vec<ReviewItem>,
    /// What the operator said.
    pub reason: String,
}

impl Version {
    pub(crate) fn of(number: u32, row: VersionRow) -> Self {
        Self {
            number,
            version: row.name,
            description: row.description,
            uploader: row.uploader,
            uploaded_at: row.uploaded_at,
            state: row.state,
            manifest: HEXLOWER.encode(&row.manifest),
            size: row.size,
            pages: row.pages,
            review: row.review.map(|review| Review {
                submitted_at: review.submitted_at,
                note: review.note,
                decided_at: review.decided_at,
                failed: review.failed,
                reason: review.reason,
            }),
            released_at: row.released_at,
        }
    }
}

/// The row of a version of a program that was found through a guard.
pub(crate) fn version(read: &dyn Read, app: AppId, number: u32) -> Result<VersionRow, Error> {
    VERSIONS
        .get(read, &(app, number))?
        .ok_or(Error::NotFound("version"))
}

/// Drops a version that nothing needs any more: its rows go, and with them its files. What is in review, approved, released,
/// the trial version or somebody's development version stays.
pub(crate) fn drop_if_unused(tx: &mut Tx<'_>, app: AppId, number: u32) -> Result<(), StoreError> {
    let (Some(program), Some(row)) = (
        PROGRAMS.get(tx, &(app,))?,
        VERSIONS.get(tx, &(app, number))?,
    ) else {
        return Ok(());
    };
    let needed = program.trial == Some(number)
        || program.in_review == Some(number)
        || program.releases.contains(&number)
        || MEMBERS
            .scan(tx, Scan::under(&(app,)))?
            .iter()
            .any(|(_, member)| member.development == Some(number));
    if needed {
        return Ok(());
    }
    VERSIONS.delete(tx, &(app, number))?;
    for key in FILES.keys(tx, Scan::under(&(app, number)))? {
        FILES.delete(tx, &key)?;
    }
    sapa_blobs::release(tx, row.pack)
}
