//! What people let programs do.

use sapa_kernel::{AccountId, SignedIn, Timestamp};
use sapa_store::{Read, Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::keys::{GRANTS, PROGRAMS};
use crate::lists::Scope;
use crate::login::usable;
use crate::model::{GrantRow, GrantsRow};
use crate::program::{ProgramCard, tell};
use crate::{AppId, Error};

/// Whose permissions: of one program, or of all that were ever asked.
#[derive(Debug, Clone, Copy, Default, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniPermissionsInput")]
pub struct PermissionsInput {
    /// The program; absent: all.
    pub app_id: Option<AppId>,
}

/// One permission of a program.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniScopeInput")]
pub struct ScopeInput {
    /// The program.
    pub app_id: AppId,
    /// What for.
    pub scope: Scope,
}

/// An answer that the caller gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniPermission")]
pub struct Permission {
    /// What for.
    pub scope: Scope,
    /// Whether it may.
    pub granted: bool,
    /// When it was said.
    pub at: Timestamp,
}

/// The answers to a program. What is not there was never asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniAnswers")]
pub struct Answers {
    /// The program.
    pub program: ProgramCard,
    /// The answers.
    pub permissions: Vec<Permission>,
}

/// The answers to programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniPermissions")]
pub struct Permissions {
    /// By program.
    pub items: Vec<Answers>,
}

fn answers(read: &dyn Read, app: AppId, row: GrantsRow) -> Result<Option<Answers>, StoreError> {
    let Some(program) = PROGRAMS.get(read, &(app,))? else {
        return Ok(None);
    };
    let permissions = row.scopes.into_iter().map(|grant| Permission {
        scope: grant.scope,
        granted: grant.granted,
        at: grant.at,
    });
    Ok(Some(Answers {
        program: ProgramCard::of(read, app, &program)?,
        permissions: permissions.collect(),
    }))
}

/// What the caller let a program do, or not; or all programs that asked.
///
/// # Errors
/// Only if the store fails.
pub fn permissions(
    read: &dyn Read,
    actor: &SignedIn,
    input: PermissionsInput,
) -> Result<Permissions, Error> {
    let me = actor.account;
    let rows = match input.app_id {
        Some(app) => vec![((me, app), GRANTS.get(read, &(me, app))?.unwrap_or_default())],
        None => GRANTS.scan(read, Scan::under(&(me,)))?,
    };
    let mut items = Vec::new();
    for ((_, app), row) in rows {
        items.extend(answers(read, app, row)?);
    }
    Ok(Permissions { items })
}

/// Lets a program do something. Repeating it changes nothing.
///
/// # Errors
/// In this order: [`Error::NotFound`], [`Error::Suspended`], [`Error::ScopeNotWanted`].
pub fn grant(tx: &mut Tx<'_>, actor: &SignedIn, input: ScopeInput) -> Result<Answers, Error> {
    let program = usable(tx, actor.account, input.app_id)?;
    if !program.wanted.contains(&input.scope) {
        return Err(Error::ScopeNotWanted);
    }
    answer(tx, actor, input, true)
}

/// Does not let a program do something, from the beginning or any more. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::ScopeNotWanted`] for what was neither declared nor ever answered.
pub fn revoke(tx: &mut Tx<'_>, actor: &SignedIn, input: ScopeInput) -> Result<Answers, Error> {
    let program = PROGRAMS
        .get(tx, &(input.app_id,))?
        .ok_or(Error::NotFound("program"))?;
    let answered = GRANTS
        .get(tx, &(actor.account, input.app_id))?
        .is_some_and(|row| row.scopes.iter().any(|grant| grant.scope == input.scope));
    if !answered {
        usable(tx, actor.account, input.app_id)?;
        if !program.wanted.contains(&input.scope) {
            return Err(Error::ScopeNotWanted);
        }
    }
    answer(tx, actor, input, false)
}

fn answer(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: ScopeInput,
    granted: bool,
) -> Result<Answers, Error> {
    let key = (actor.account, input.app_id);
    let mut row = GRANTS.get(tx, &key)?.unwrap_or_default();
    let same = |grant: &&mut GrantRow| grant.scope == input.scope;
    let at = tx.now();
    match row.scopes.iter_mut().find(same) {
        Some(grant) if grant.granted == granted => {}
        Some(grant) => {
            grant.granted = granted;
            grant.at = at;
        }
        None => row.scopes.push(GrantRow {
            scope: input.scope,
            granted,
            at,
        }),
    }
    GRANTS.put(tx, &key, &row)?;
    tell(tx, actor.account, input.app_id);
    answers(tx, input.app_id, row)?.ok_or(Error::NotFound("program"))
}

/// Whether somebody lets a program do something that it still declares: for the domains that would do it.
///
/// # Errors
/// Only if the store fails.
pub fn allows(
    read: &dyn Read,
    account: AccountId,
    app: AppId,
    scope: Scope,
) -> Result<bool, StoreError> {
    let declared = PROGRAMS
        .get(read, &(app,))?
        .is_some_and(|program| program.wanted.contains(&scope) && program.suspension.is_none());
    let granted = GRANTS.get(read, &(account, app))?.is_some_and(|row| {
        row.scopes
            .iter()
            .any(|grant| grant.scope == scope && grant.granted)
    });
    Ok(declared && granted)
}
