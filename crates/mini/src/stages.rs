//! The trial version, and the ways of a version through review to everybody.

use sapa_kernel::SignedIn;
use sapa_store::{Scan, StoreError, Tx};
use serde::Deserialize;

use crate::keys::{PROGRAMS, REVIEWS, VERSIONS};
use crate::list::AppInput;
use crate::lists::Role;
use crate::model::{ProgramRow, ReviewRow, VersionState};
use crate::program::{Membership, Program, tell_members, text};
use crate::versions::{VersionInput, drop_if_unused, version};
use crate::{AppId, Error, KEPT_RELEASES};

/// Which version is tried.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSetTrial")]
pub struct SetTrial {
    /// Of which program.
    pub app_id: AppId,
    /// Its number; absent: none is tried any more.
    pub number: Option<u32>,
}

/// A version for review.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSubmit")]
pub struct Submit {
    /// Of which program.
    pub app_id: AppId,
    /// Its number.
    pub number: u32,
    /// What the reviewer should know, such as how to sign in: at most 500 characters.
    #[serde(default)]
    pub note: String,
}

/// Back to which version.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniRollBack")]
pub struct RollBack {
    /// Of which program.
    pub app_id: AppId,
    /// A number of `releases`; absent: the one before the released one.
    pub number: Option<u32>,
}

/// Puts a changed program, tells its members, and shows it.
fn changed(tx: &mut Tx<'_>, membership: Membership) -> Result<Program, StoreError> {
    let Membership {
        app,
        program,
        member,
        ..
    } = membership;
    PROGRAMS.put(tx, &(app,), &program)?;
    tell_members(tx, app)?;
    Program::of(tx, app, program, Some(member.role))
}

/// Chooses the version that testers open. Repeating it changes nothing.
///
/// # Errors
/// The guard's, [`Error::NotFound`].
pub fn set_trial(tx: &mut Tx<'_>, actor: &SignedIn, input: SetTrial) -> Result<Program, Error> {
    let mut membership = Membership::load(tx, actor.account, input.app_id, Role::Developer)?;
    if let Some(number) = input.number {
        version(tx, input.app_id, number)?;
    }
    let before = membership.program.trial;
    membership.program.trial = input.number;
    PROGRAMS.put(tx, &(input.app_id,), &membership.program)?;
    if let Some(before) = before {
        drop_if_unused(tx, input.app_id, before)?;
    }
    Ok(changed(tx, membership)?)
}

/// Asks operators to let a version be released. Earlier ones that were rejected go, unless they have another use.
///
/// # Errors
/// In this order: [`Error::TextInvalid`], the guard's, [`Error::Suspended`], [`Error::NotFound`], [`Error::InReview`],
/// [`Error::WrongState`].
pub fn submit(tx: &mut Tx<'_>, actor: &SignedIn, input: Submit) -> Result<Program, Error> {
    let note = text(&input.note)?;
    let app = input.app_id;
    let mut membership = Membership::load(tx, actor.account, app, Role::Admin)?;
    membership.not_suspended()?;
    let mut row = version(tx, app, input.number)?;
    if membership.program.in_review.is_some() {
        return Err(Error::InReview);
    }
    if !matches!(row.state, VersionState::Uploaded | VersionState::Rejected) {
        return Err(Error::WrongState(row.state));
    }
    row.state = VersionState::InReview;
    row.review = Some(ReviewRow {
        submitted_at: tx.now(),
        note,
        decided_at: None,
        failed: Vec::new(),
        reason: String::new(),
        decided_by: None,
    });
    VERSIONS.put(tx, &(app, input.number), &row)?;
    REVIEWS.put(tx, &(tx.now(), app, input.number), &())?;
    membership.program.in_review = Some(input.number);
    PROGRAMS.put(tx, &(app,), &membership.program)?;
    for ((_, number), earlier) in VERSIONS.scan(tx, Scan::under(&(app,)))? {
        if earlier.state == VersionState::Rejected {
            drop_if_unused(tx, app, number)?;
        }
    }
    Ok(changed(tx, membership)?)
}

/// Takes a version back that is in review, or approved and not released. It goes, unless it has another use.
///
/// # Errors
/// In this order: the guard's, [`Error::NotFound`], [`Error::WrongState`].
pub fn withdraw(tx: &mut Tx<'_>, actor: &SignedIn, input: VersionInput) -> Result<Program, Error> {
    let app = input.app_id;
    let mut membership = Membership::load(tx, actor.account, app, Role::Admin)?;
    let mut row = version(tx, app, input.number)?;
    if membership.program.in_review != Some(input.number) {
        return Err(Error::WrongState(row.state));
    }
    if let Some(review) = &row.review {
        REVIEWS.delete(tx, &(review.submitted_at, app, input.number))?;
    }
    row.state = VersionState::Uploaded;
    VERSIONS.put(tx, &(app, input.number), &row)?;
    membership.program.in_review = None;
    PROGRAMS.put(tx, &(app,), &membership.program)?;
    drop_if_unused(tx, app, input.number)?;
    Ok(changed(tx, membership)?)
}

/// Gives an approved version to everybody.
///
/// # Errors
/// In this order: the guard's, [`Error::Suspended`], [`Error::NotFound`], [`Error::WrongState`].
pub fn release(tx: &mut Tx<'_>, actor: &SignedIn, input: VersionInput) -> Result<Program, Error> {
    let (app, number) = (input.app_id, input.number);
    let mut membership = Membership::load(tx, actor.account, app, Role::Admin)?;
    membership.not_suspended()?;
    let mut row = version(tx, app, number)?;
    if row.state != VersionState::Approved {
        return Err(Error::WrongState(row.state));
    }
    row.state = VersionState::Released;
    row.released_at = Some(tx.now());
    VERSIONS.put(tx, &(app, number), &row)?;
    let program = &mut membership.program;
    program.in_review = None;
    program.released = Some(number);
    program.releases.insert(0, number);
    forget_old_releases(tx, app, program)?;
    Ok(changed(tx, membership)?)
}

/// Beyond [`KEPT_RELEASES`] the oldest goes.
fn forget_old_releases(
    tx: &mut Tx<'_>,
    app: AppId,
    program: &mut ProgramRow,
) -> Result<(), StoreError> {
    let kept = program.releases.len().min(KEPT_RELEASES);
    let gone = program.releases.split_off(kept);
    PROGRAMS.put(tx, &(app,), program)?;
    for number in gone {
        drop_if_unused(tx, app, number)?;
    }
    Ok(())
}

/// Gives everybody a version again that was released before.
///
/// # Errors
/// In this order: the guard's, [`Error::Suspended`], [`Error::NotFound`] (there is none to go back to, or it is not kept).
pub fn roll_back(tx: &mut Tx<'_>, actor: &SignedIn, input: RollBack) -> Result<Program, Error> {
    let app = input.app_id;
    let mut membership = Membership::load(tx, actor.account, app, Role::Admin)?;
    membership.not_suspended()?;
    let program = &mut membership.program;
    let before = || {
        let now = program.released?;
        let mut older = program.releases.iter().skip_while(|number| **number != now);
        older.nth(1).copied()
    };
    let number = input
        .number
        .or_else(before)
        .filter(|number| program.releases.contains(number))
        .ok_or(Error::NotFound("version"))?;
    program.released = Some(number);
    Ok(changed(tx, membership)?)
}

/// Takes a program back from everybody: it is no longer released, until a version is again. Repeating it changes nothing.
///
/// # Errors
/// The guard's.
pub fn take_down(tx: &mut Tx<'_>, actor: &SignedIn, input: AppInput) -> Result<Program, Error> {
    let mut membership = Membership::load(tx, actor.account, input.app_id, Role::Admin)?;
    membership.program.released = None;
    Ok(changed(tx, membership)?)
}
