//! What payments and the network ask about a program: who decides for it, and where a version of it may send requests.

use sapa_kernel::AccountId;
use sapa_store::{Read, StoreError};

use crate::AppId;
use crate::keys::{MEMBERS, PROGRAMS};
use crate::lists::Role;
use crate::model::Domains;
use crate::open::Stage;

/// Whether somebody decides what the program sells: its admins do.
///
/// # Errors
/// Only if the store fails.
pub fn manages(read: &dyn Read, app: AppId, account: AccountId) -> Result<bool, StoreError> {
    let member = MEMBERS.get(read, &(app, account))?;
    Ok(member.is_some_and(|member| member.role == Role::Admin))
}

/// With which hosts the version may talk that somebody runs; none if they may not run it, or nobody may.
///
/// # Errors
/// Only if the store fails.
pub fn reach(
    read: &dyn Read,
    app: AppId,
    stage: Stage,
    account: AccountId,
) -> Result<Option<Domains>, StoreError> {
    let Some(program) = PROGRAMS.get(read, &(app,))? else {
        return Ok(None);
    };
    let member = MEMBERS.get(read, &(app, account))?;
    let number = match stage {
        Stage::Development => member.and_then(|member| member.development),
        Stage::Trial => member.and(program.trial),
        Stage::Released => program.released,
        // Who reviews a version is nobody to it.
        Stage::Review => None,
    };
    let runs = number.is_some() && program.suspension.is_none();
    Ok(runs.then_some(program.domains))
}
