//! The programs that somebody works on, and all of them for operators.

use sapa_accounts::{List, cursor_of, page_size};
use sapa_kernel::{Empty, Operator, SignedIn};
use sapa_store::{Read, Scan};
use serde::{Deserialize, Serialize};

use crate::keys::{MEMBER_OF, MEMBERS, PROGRAMS};
use crate::lists::Role;
use crate::model::Suspension;
use crate::program::{Membership, Program, ProgramCard, for_operator};
use crate::{AppId, Error};

/// Which program.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniInput")]
pub struct AppInput {
    /// Its app id.
    pub app_id: AppId,
}

/// A program in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniListed")]
pub struct Listed {
    /// As everybody sees it.
    #[serde(flatten)]
    pub card: ProgramCard,
    /// What the caller may do; absent for operators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// An operator has suspended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspension: Option<Suspension>,
}

/// Programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniPrograms")]
pub struct Programs {
    /// The programs.
    pub items: Vec<Listed>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The programs whose member the caller is: at most [`crate::MAX_MEMBERSHIPS`], all at once.
///
/// # Errors
/// Only if the store fails.
pub fn mine(read: &dyn Read, actor: &SignedIn, _: Empty) -> Result<Programs, Error> {
    let mut items = Vec::new();
    for (_, app) in MEMBER_OF.keys(read, Scan::under(&(actor.account,)))? {
        let member = MEMBERS.get(read, &(app, actor.account))?;
        if let (Some(row), Some(member)) = (PROGRAMS.get(read, &(app,))?, member) {
            items.push(Listed {
                card: ProgramCard::of(read, app, &row)?,
                role: Some(member.role),
                suspension: row.suspension,
            });
        }
    }
    Ok(Programs {
        items,
        next_cursor: None,
    })
}

/// A program with its members and versions, for its members.
///
/// # Errors
/// [`Error::NotFound`].
pub fn program(read: &dyn Read, actor: &SignedIn, input: AppInput) -> Result<Program, Error> {
    let membership = Membership::load(read, actor.account, input.app_id, Role::Tester)?;
    let role = Some(membership.member.role);
    Ok(Program::of(read, input.app_id, membership.program, role)?)
}

/// A program as everybody who is signed in may know it: one that is released, or the caller's own.
///
/// # Errors
/// [`Error::NotFound`].
pub fn about(read: &dyn Read, actor: &SignedIn, input: AppInput) -> Result<ProgramCard, Error> {
    let app = input.app_id;
    let row = PROGRAMS
        .get(read, &(app,))?
        .ok_or(Error::NotFound("program"))?;
    let known = row.released.is_some() || MEMBERS.contains(read, &(app, actor.account))?;
    if !known {
        return Err(Error::NotFound("program"));
    }
    Ok(ProgramCard::of(read, app, &row)?)
}

/// All programs, in no order that means anything, for operators.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn programs(read: &dyn Read, _: &Operator, input: List) -> Result<Programs, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::all().limit(size + 1);
    if let Some(cursor) = input.cursor {
        let last: AppId = cursor.parse().map_err(|_| Error::CursorInvalid)?;
        scan = scan.after(&(last,));
    }
    let mut rows = PROGRAMS.scan(read, scan)?;
    let next_cursor = cursor_of(&mut rows, size, |((app,), _)| app.to_string());
    let mut items = Vec::new();
    for ((app,), row) in rows {
        items.push(Listed {
            card: ProgramCard::of(read, app, &row)?,
            role: None,
            suspension: row.suspension,
        });
    }
    Ok(Programs { items, next_cursor })
}

/// A program with its members and versions, for operators.
///
/// # Errors
/// [`Error::NotFound`].
pub fn inspect(read: &dyn Read, operator: &Operator, input: AppInput) -> Result<Program, Error> {
    let row = for_operator(read, operator, input.app_id)?;
    Ok(Program::of(read, input.app_id, row, None)?)
}
