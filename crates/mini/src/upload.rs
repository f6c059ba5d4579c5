//! Takes a compiled version in: the development version of whoever uploads it.

use sapa_blobs::{Purpose, StoredFile};
use sapa_kernel::{SignedIn, UploadId};
use sapa_mini_compiler::Finding;
use sapa_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{FILES, MEMBERS, PROGRAMS, VERSIONS};
use crate::lists::Role;
use crate::model::{FileRow, VersionRow, VersionState};
use crate::package::Contents;
use crate::program::{Membership, tell_members, text};
use crate::secrets::Keys;
use crate::versions::{Version, drop_if_unused};
use crate::{AppId, Error, MAX_VERSION_NAME};

/// A package to take in.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniUpload")]
pub struct Upload {
    /// Of which program.
    pub app_id: AppId,
    /// An upload of the caller's, for the purpose `mini_package`. It is used up, also when it does not compile.
    pub upload: UploadId,
    /// What the version is called: 1 to 32 digits, letters, dots, plus and minus signs.
    pub version: String,
    /// What is new: at most 500 characters.
    #[serde(default)]
    pub description: String,
}

/// An uploaded version and what the compiler says of it.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniUploaded")]
pub struct Uploaded {
    /// The version: the caller's development version from now on.
    pub version: Version,
    /// What the developer should know all the same.
    pub warnings: Vec<Warning>,
}

/// Something that the compiler found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniWarning")]
pub struct Warning {
    /// Which rule it is about.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// The file, from the program's root; empty when it is about the whole.
    pub file: String,
    /// The line from 1, or 0 when it is about the whole file.
    pub line: u32,
    /// The column from 1, or 0 when it is about the whole file.
    pub column: u32,
}

impl From<Finding> for Warning {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            message: finding.message,
            file: finding.file,
            line: finding.line,
            column: finding.column,
        }
    }
}

/// Whether the caller may upload this, and where the archive lies. Asked before the work is done; the transaction asks again.
///
/// # Errors
/// In this order: the guard's, [`Error::VersionInvalid`], [`Error::TextInvalid`], the upload's.
pub fn may_upload(read: &dyn Read, actor: &SignedIn, input: &Upload) -> Result<StoredFile, Error> {
    Membership::load(read, actor.account, input.app_id, Role::Developer)?;
    version_name(&input.version)?;
    text(&input.description)?;
    let purpose = Purpose::MiniPackage;
    let blob = sapa_blobs::own(read, actor.account, input.upload, purpose)?;
    let file = blob.largest().cloned();
    Ok(file.ok_or(sapa_blobs::Error::UploadNotFound)?)
}

fn version_name(name: &str) -> Result<(), Error> {
    let sound = (1..=MAX_VERSION_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".+-".contains(&b));
    if sound {
        Ok(())
    } else {
        Err(Error::VersionInvalid)
    }
}

/// Records a version whose package is stored as an own upload, and lets the caller's development version before it go unless
/// it has another use. The archive is used up.
///
/// # Errors
/// In this order: as [`may_upload`], the package's.
pub fn upload(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: &Upload,
    package: UploadId,
    contents: &Contents,
    keys: &Keys,
) -> Result<Version, Error> {
    let app = input.app_id;
    may_upload(tx, actor, input)?;
    let me = actor.account;
    let Membership {
        mut program,
        mut member,
        ..
    } = Membership::load(tx, me, app, Role::Developer)?;
    let (pack, _) = sapa_blobs::take(tx, me, package, Purpose::MiniProgram)?;
    sapa_blobs::discard(tx, me, package)?;
    sapa_blobs::discard(tx, me, input.upload)?;
    program.last_version = program.last_version.saturating_add(1);
    let number = program.last_version;
    let row = VersionRow {
        name: input.version.clone(),
        description: text(&input.description)?,
        uploader: me,
        uploaded_at: tx.now(),
        state: VersionState::Uploaded,
        manifest: contents.manifest,
        manifest_bytes: contents.manifest_bytes,
        signature: keys.sign(app, &contents.manifest),
        pack,
        size: contents.size,
        review: None,
        released_at: None,
        pages: contents.pages,
    };
    VERSIONS.put(tx, &(app, number), &row)?;
    for (hash, offset, bytes) in &contents.files {
        let file = FileRow {
            offset: *offset,
            bytes: *bytes,
        };
        FILES.put(tx, &(app, number, *hash), &file)?;
    }
    PROGRAMS.put(tx, &(app,), &program)?;
    let before = member.development.replace(number);
    MEMBERS.put(tx, &(app, me), &member)?;
    if let Some(before) = before {
        drop_if_unused(tx, app, before)?;
    }
    tell_members(tx, app)?;
    Ok(Version::of(number, row))
}
