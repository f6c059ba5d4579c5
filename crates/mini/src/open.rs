//! Opens a program: which version, what proves it, and where its files are.

use data_encoding::{BASE64, HEXLOWER};
use sapa_blobs::StoredFile;
use sapa_kernel::{AccountId, Operator, SignedIn};
use sapa_store::{Read, Scan, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{FILES, MEMBERS, PROGRAMS, VERSIONS};
use crate::lists::{Role, Scope};
use crate::model::{Domains, MemberRow, ProgramRow, VersionRow, VersionState};
use crate::program::{ProgramCard, for_operator};
use crate::secrets::Keys;
use crate::shelf::note_use;
use crate::versions::{VersionInput, version};
use crate::{AppId, Error, MAX_PATH, MAX_QUERY};

/// How far the version has come that is opened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "MiniStage")]
pub enum Stage {
    /// The caller's own newest upload.
    Development,
    /// The version that members try.
    Trial,
    /// What everybody opens.
    #[default]
    Released,
    /// A version that an operator reviews.
    Review,
}

/// What is opened.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniOpen")]
pub struct Open {
    /// Which program.
    pub app_id: AppId,
    /// `development`, `trial` or `released`, which it is if it is not said.
    #[serde(default)]
    pub stage: Stage,
    /// The page, without a leading slash; where the program begins if it is not said.
    pub path: Option<String>,
    /// What follows the question mark.
    pub query: Option<String>,
}

/// An opened program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniOpened")]
pub struct Opened {
    /// The program as everybody may know it.
    pub program: ProgramCard,
    /// At which stage it is opened.
    pub stage: Stage,
    /// The version's number.
    pub number: u32,
    /// What the developer calls the version.
    pub version: String,
    /// The manifest: one of the files.
    pub manifest: ManifestFile,
    /// Put the SHA-256 of a file behind it.
    pub files: String,
    /// With which hosts it may talk.
    pub domains: Domains,
    /// What it may ask for.
    pub permissions: Vec<Scope>,
    /// The page to open, if one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What follows the question mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// A manifest and what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniManifest")]
pub struct ManifestFile {
    /// The SHA-256 of the manifest's bytes, in hexadecimal: its name among the files.
    pub sha256: String,
    /// How long it is.
    pub bytes: u64,
    /// Ed25519, base64, over the lines `sapa-mini-manifest-1`, the app id and the SHA-256, each with a line feed.
    pub signature: String,
    /// The cell's public key, 32 bytes as base64.
    pub signing_key: String,
}

/// Opens a program and remembers that the caller used it.
///
/// # Errors
/// In this order: [`Error::PathInvalid`], [`Error::NotFound`], [`Error::Suspended`], [`Error::NotAvailable`].
pub fn open(tx: &mut Tx<'_>, actor: &SignedIn, input: Open, keys: &Keys) -> Result<Opened, Error> {
    let path = input.path.as_deref().map(page).transpose()?;
    let query = input.query.map(sound_query).transpose()?;
    let app = input.app_id;
    let program = PROGRAMS
        .get(tx, &(app,))?
        .ok_or(Error::NotFound("program"))?;
    let member = MEMBERS.get(tx, &(app, actor.account))?;
    if member.is_none() && program.released.is_none() {
        return Err(Error::NotFound("program"));
    }
    if let Some(suspension) = &program.suspension {
        let reason = member.map(|_| suspension.reason.clone());
        return Err(Error::Suspended { reason });
    }
    let number = match input.stage {
        Stage::Development => member.and_then(|member| member.development),
        Stage::Trial => member.and(program.trial),
        Stage::Released => program.released,
        Stage::Review => None,
    }
    .ok_or(Error::NotAvailable)?;
    let row = version(tx, app, number)?;
    note_use(tx, actor.account, app)?;
    Ok(Opened {
        path,
        query,
        ..opened(tx, app, &program, input.stage, number, &row, keys)?
    })
}

/// Opens a version for an operator who reviews it, or looks at what was reported. No program can say who that is: nobody
/// is logged in to it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn open_for_review(
    read: &dyn Read,
    operator: &Operator,
    input: VersionInput,
    keys: &Keys,
) -> Result<Opened, Error> {
    let (app, number) = (input.app_id, input.number);
    let program = for_operator(read, operator, app)?;
    let row = version(read, app, number)?;
    if !shown_to_operators(row.state) {
        return Err(Error::NotFound("version"));
    }
    opened(read, app, &program, Stage::Review, number, &row, keys)
}

fn opened(
    read: &dyn Read,
    app: AppId,
    program: &ProgramRow,
    stage: Stage,
    number: u32,
    row: &VersionRow,
    keys: &Keys,
) -> Result<Opened, Error> {
    Ok(Opened {
        program: ProgramCard::of(read, app, program)?,
        stage,
        number,
        version: row.name.clone(),
        manifest: ManifestFile {
            sha256: HEXLOWER.encode(&row.manifest),
            bytes: row.manifest_bytes,
            signature: BASE64.encode(&row.signature),
            signing_key: keys.signing_key(),
        },
        files: format!("/api/mini/files/{app}/"),
        domains: program.domains.clone(),
        permissions: program.wanted.clone(),
        path: None,
        query: None,
    })
}

fn page(path: &str) -> Result<String, Error> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let sound = !path.is_empty()
        && path.len() <= MAX_PATH
        && !path.contains(['?', '#', '\\'])
        && !path.chars().any(char::is_control);
    if sound {
        Ok(path.to_owned())
    } else {
        Err(Error::PathInvalid)
    }
}

fn sound_query(query: String) -> Result<String, Error> {
    if query.len() > MAX_QUERY || query.chars().any(char::is_control) {
        return Err(Error::PathInvalid);
    }
    Ok(query)
}

/// Operators see what was handed to them, and what everybody sees.
fn shown_to_operators(state: VersionState) -> bool {
    state != VersionState::Uploaded
}

/// Who asks for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Viewer {
    /// Who is signed in.
    pub account: Option<AccountId>,
    /// Whether they run the cell.
    pub operator: bool,
}

/// A file of a version, and where it lies in the version's package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The package.
    pub pack: StoredFile,
    /// Where the file begins in it.
    pub offset: u64,
    /// How long it is.
    pub bytes: u64,
}

/// The file with this SHA-256 of any version of a program that the viewer may open. Versions that were released stay to be
/// read by everybody while they are kept: who has one open goes on.
///
/// # Errors
/// [`Error::NotFound`].
pub fn file(
    read: &dyn Read,
    viewer: Viewer,
    app: AppId,
    sha256: &[u8; 32],
) -> Result<Found, Error> {
    let not_found = || Error::NotFound("file");
    let program = PROGRAMS.get(read, &(app,))?.ok_or_else(not_found)?;
    let member = match viewer.account {
        Some(account) => MEMBERS.get(read, &(app, account))?,
        None => None,
    };
    let versions = VERSIONS.scan(read, Scan::under(&(app,)).reverse())?;
    for ((_, number), row) in versions {
        if !may_read(viewer, &program, member.as_ref(), number, &row) {
            continue;
        }
        if let Some(file) = FILES.get(read, &(app, number, *sha256))? {
            let blob = sapa_blobs::get(read, row.pack)?.ok_or_else(not_found)?;
            let pack = blob.largest().cloned().ok_or_else(not_found)?;
            return Ok(Found {
                pack,
                offset: file.offset,
                bytes: file.bytes,
            });
        }
    }
    Err(not_found())
}

fn may_read(
    viewer: Viewer,
    program: &ProgramRow,
    member: Option<&MemberRow>,
    number: u32,
    row: &VersionRow,
) -> bool {
    if viewer.operator && shown_to_operators(row.state) {
        return true;
    }
    if program.suspension.is_some() {
        return false;
    }
    let released = row.state == VersionState::Released && program.released.is_some();
    let by_role = member.is_some_and(|member| {
        member.role >= Role::Developer
            || program.trial == Some(number)
            || member.development == Some(number)
    });
    released || by_role
}

/// The icon of a program, in one of its versions and sizes (`512`, `96`): everybody who is signed in may see icons, those of
/// released programs anybody.
///
/// # Errors
/// [`Error::NotFound`].
pub fn icon(
    read: &dyn Read,
    viewer: Viewer,
    app: AppId,
    icon_version: u32,
    size: &str,
) -> Result<StoredFile, Error> {
    let not_found = || Error::NotFound("icon");
    let blob = PROGRAMS
        .get(read, &(app,))?
        .filter(|row| row.icon_version == icon_version)
        .filter(|row| viewer.account.is_some() || viewer.operator || row.released.is_some())
        .and_then(|row| row.icon)
        .ok_or_else(not_found)?;
    let blob = sapa_blobs::get(read, blob)?.ok_or_else(not_found)?;
    blob.file(size).cloned().ok_or_else(not_found)
}
