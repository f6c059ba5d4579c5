//! Keeps everybody from opening a program, with a reason that its members read.

use sapa_kernel::Operator;
use sapa_store::Tx;
use serde::Deserialize;

use crate::keys::PROGRAMS;
use crate::list::AppInput;
use crate::model::Suspension;
use crate::program::{Program, for_operator, reason, tell_members};
use crate::tokens::forget_tokens;
use crate::{AppId, Error};

/// A program and why.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSuspend")]
pub struct Suspend {
    /// Which.
    pub app_id: AppId,
    /// At most 500 characters; the members read it.
    pub reason: String,
}

/// Suspends a program: nobody opens it, its codes and tokens hold no more. Said again, the reason changes.
///
/// # Errors
/// In this order: [`Error::ReasonMissing`] and [`Error::TextInvalid`], [`Error::NotFound`].
pub fn suspend(tx: &mut Tx<'_>, operator: &Operator, input: Suspend) -> Result<Program, Error> {
    let reason = reason(&input.reason)?;
    let app = input.app_id;
    let mut row = for_operator(tx, operator, app)?;
    let at = row
        .suspension
        .as_ref()
        .map_or(tx.now(), |suspension| suspension.at);
    row.suspension = Some(Suspension { reason, at });
    PROGRAMS.put(tx, &(app,), &row)?;
    forget_tokens(tx, app)?;
    tell_members(tx, app)?;
    Ok(Program::of(tx, app, row, None)?)
}

/// Lets a program be opened again. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn unsuspend(tx: &mut Tx<'_>, operator: &Operator, input: AppInput) -> Result<Program, Error> {
    let app = input.app_id;
    let mut row = for_operator(tx, operator, app)?;
    row.suspension = None;
    PROGRAMS.put(tx, &(app,), &row)?;
    tell_members(tx, app)?;
    Ok(Program::of(tx, app, row, None)?)
}
