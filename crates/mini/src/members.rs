//! Who works on a program.

use sapa_kernel::{AccountId, Empty, SignedIn};
use sapa_store::{Scan, StoreError, Tx};
use serde::Deserialize;

use crate::keys::{MEMBER_OF, MEMBERS};
use crate::list::AppInput;
use crate::lists::Role;
use crate::model::MemberRow;
use crate::program::{Membership, Program, tell, tell_members};
use crate::versions::drop_if_unused;
use crate::{AppId, Error, MAX_MEMBERS, MAX_MEMBERSHIPS};

/// A member and what they shall be allowed.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniSetMember")]
pub struct SetMember {
    /// Of which program.
    pub app_id: AppId,
    /// Who.
    pub account: AccountId,
    /// What they may do.
    pub role: Role,
}

/// A member.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniMemberInput")]
pub struct MemberInput {
    /// Of which program.
    pub app_id: AppId,
    /// Who.
    pub account: AccountId,
}

/// Makes somebody a member, or gives a member another role. Repeating it changes nothing.
///
/// # Errors
/// In this order: the guard's, [`Error::Owner`], [`Error::NotFound`] (nobody has this account), [`Error::TooManyMembers`].
pub fn set_member(tx: &mut Tx<'_>, actor: &SignedIn, input: SetMember) -> Result<Program, Error> {
    let SetMember {
        app_id: app,
        account,
        role,
    } = input;
    let admin = Membership::load(tx, actor.account, app, Role::Admin)?;
    if account == admin.program.owner && role != Role::Admin {
        return Err(Error::Owner);
    }
    let before = MEMBERS.get(tx, &(app, account))?;
    if before.is_none() {
        if !sapa_accounts::exists(tx, account)? {
            return Err(Error::NotFound("person"));
        }
        let members = Scan::under(&(app,)).limit(MAX_MEMBERS);
        let memberships = Scan::under(&(account,)).limit(MAX_MEMBERSHIPS);
        if MEMBERS.count(tx, members)? >= MAX_MEMBERS
            || MEMBER_OF.count(tx, memberships)? >= MAX_MEMBERSHIPS
        {
            return Err(Error::TooManyMembers);
        }
        MEMBER_OF.put(tx, &(account, app), &())?;
    }
    let row = MemberRow {
        role,
        ..before.unwrap_or(MemberRow {
            role,
            since: tx.now(),
            development: None,
        })
    };
    MEMBERS.put(tx, &(app, account), &row)?;
    tell_members(tx, app)?;
    // An admin may have given up being one.
    let role = MEMBERS.get(tx, &(app, actor.account))?.map(|row| row.role);
    Ok(Program::of(tx, app, admin.program, role)?)
}

/// Takes somebody off a program, with their development version. Somebody who is no member stays none.
///
/// # Errors
/// In this order: the guard's, [`Error::Owner`].
pub fn remove_member(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: MemberInput,
) -> Result<Program, Error> {
    let admin = Membership::load(tx, actor.account, input.app_id, Role::Admin)?;
    if input.account == admin.program.owner {
        return Err(Error::Owner);
    }
    remove(tx, input.app_id, input.account)?;
    let role = MEMBERS
        .get(tx, &(input.app_id, actor.account))?
        .map(|row| row.role);
    Ok(Program::of(tx, input.app_id, admin.program, role)?)
}

/// Leaves a program.
///
/// # Errors
/// In this order: the guard's, [`Error::Owner`].
pub fn leave(tx: &mut Tx<'_>, actor: &SignedIn, input: AppInput) -> Result<Empty, Error> {
    let member = Membership::load(tx, actor.account, input.app_id, Role::Tester)?;
    if actor.account == member.program.owner {
        return Err(Error::Owner);
    }
    remove(tx, input.app_id, actor.account)?;
    Ok(Empty {})
}

/// Takes the rows of a membership away.
pub(crate) fn remove(tx: &mut Tx<'_>, app: AppId, account: AccountId) -> Result<(), StoreError> {
    let Some(row) = MEMBERS.get(tx, &(app, account))? else {
        return Ok(());
    };
    MEMBERS.delete(tx, &(app, account))?;
    MEMBER_OF.delete(tx, &(account, app))?;
    if let Some(number) = row.development {
        drop_if_unused(tx, app, number)?;
    }
    tell(tx, account, app);
    tell_members(tx, app)
}
