//! Registers a program, and changes what it says about itself.

use rand_core::Rng;
use sapa_accounts::clean_name;
use sapa_blobs::Purpose;
use sapa_kernel::{AccountId, SignedIn, UploadId};
use sapa_store::{Read, Scan, Tx};
use serde::Deserialize;

use crate::keys::{MEMBER_OF, MEMBERS, NAMES, PROGRAMS};
use crate::lists::{Category, Role, Scope};
use crate::model::{Domains, MemberRow, ProgramRow};
use crate::program::{Membership, Program, tell_members, text};
use crate::{AppId, Error, MAX_MEMBERSHIPS, MAX_NAME, MAX_PROGRAMS, domains};

/// A new program.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniRegister")]
pub struct Register {
    /// 1 to 30 characters; no two programs have the same.
    pub name: String,
    /// An upload of the caller's, for the purpose `avatar`.
    pub icon: Option<UploadId>,
    /// What it is about.
    pub category: Category,
    /// At most 500 characters.
    #[serde(default)]
    pub description: String,
    /// With which hosts it may talk.
    #[serde(default)]
    pub domains: Domains,
    /// What it may ask people for.
    #[serde(default)]
    pub permissions: Vec<Scope>,
}

/// What changes of a program; what is absent stays.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MiniUpdate")]
pub struct Update {
    /// Which.
    pub app_id: AppId,
    /// 1 to 30 characters; no two programs have the same.
    pub name: Option<String>,
    /// An upload of the caller's, for the purpose `avatar`.
    pub icon: Option<UploadId>,
    /// What it is about.
    pub category: Option<Category>,
    /// At most 500 characters.
    pub description: Option<String>,
    /// All its domains.
    pub domains: Option<Domains>,
    /// All that it may ask people for.
    pub permissions: Option<Vec<Scope>>,
}

/// Registers a program, whose owner and first admin the caller is.
///
/// # Errors
/// In this order: [`Error::NameInvalid`], [`Error::TextInvalid`], the domains', [`Error::TooManyPrograms`],
/// [`Error::TooManyMembers`], [`Error::NameTaken`], the icon's.
pub fn register(tx: &mut Tx<'_>, actor: &SignedIn, input: Register) -> Result<Program, Error> {
    let name = clean_name(&input.name, MAX_NAME).map_err(Error::NameInvalid)?;
    let description = text(&input.description)?;
    domains::check(&input.domains)?;
    let me = actor.account;
    if owned(tx, me)? >= MAX_PROGRAMS {
        return Err(Error::TooManyPrograms);
    }
    if MEMBER_OF.count(tx, Scan::under(&(me,)).limit(MAX_MEMBERSHIPS))? >= MAX_MEMBERSHIPS {
        return Err(Error::TooManyMembers);
    }
    let app = new_app_id(tx)?;
    take_name(tx, app, &name)?;
    let mut row = ProgramRow {
        name,
        icon: None,
        icon_version: 0,
        category: input.category,
        description,
        domains: input.domains,
        wanted: each_once(input.permissions),
        owner: me,
        developer: me,
        created_at: tx.now(),
        last_version: 0,
        trial: None,
        released: None,
        releases: Vec::new(),
        in_review: None,
        suspension: None,
        secret: None,
        secret_made_at: None,
    };
    if let Some(icon) = input.icon {
        set_icon(tx, me, &mut row, icon)?;
    }
    PROGRAMS.put(tx, &(app,), &row)?;
    let member = MemberRow {
        role: Role::Admin,
        since: tx.now(),
        development: None,
    };
    MEMBERS.put(tx, &(app, me), &member)?;
    MEMBER_OF.put(tx, &(me, app), &())?;
    tell_members(tx, app)?;
    Ok(Program::of(tx, app, row, Some(Role::Admin))?)
}

/// Changes what a program says about itself, for its admins. A suspended one can be mended so.
///
/// # Errors
/// In this order: the guard's, [`Error::NameInvalid`], [`Error::TextInvalid`], the domains', [`Error::NameTaken`], the icon's.
pub fn update(tx: &mut Tx<'_>, actor: &SignedIn, input: Update) -> Result<Program, Error> {
    let app = input.app_id;
    let membership = Membership::load(tx, actor.account, app, Role::Admin)?;
    let mut row = membership.program;
    let name = input
        .name
        .map(|name| clean_name(&name, MAX_NAME).map_err(Error::NameInvalid))
        .transpose()?;
    if let Some(description) = input.description {
        row.description = text(&description)?;
    }
    if let Some(domains) = input.domains {
        domains::check(&domains)?;
        row.domains = domains;
    }
    if let Some(wanted) = input.permissions {
        row.wanted = each_once(wanted);
    }
    row.category = input.category.unwrap_or(row.category);
    if let Some(name) = name {
        if folded(&name) != folded(&row.name) {
            take_name(tx, app, &name)?;
            NAMES.delete(tx, &(folded(&row.name),))?;
        }
        row.name = name;
    }
    if let Some(icon) = input.icon {
        set_icon(tx, actor.account, &mut row, icon)?;
    }
    PROGRAMS.put(tx, &(app,), &row)?;
    tell_members(tx, app)?;
    Ok(Program::of(tx, app, row, Some(membership.member.role))?)
}

fn each_once(mut scopes: Vec<Scope>) -> Vec<Scope> {
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// A name as it is compared: upper and lower case do not tell programs apart.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

fn take_name(tx: &mut Tx<'_>, app: AppId, name: &str) -> Result<(), Error> {
    let key = (folded(name),);
    if NAMES.contains(tx, &key)? {
        return Err(Error::NameTaken);
    }
    NAMES.put(tx, &key, &app)?;
    Ok(())
}

fn new_app_id(tx: &mut Tx<'_>) -> Result<AppId, Error> {
    loop {
        let app = AppId::new(tx.rng().next_u64());
        if !PROGRAMS.contains(tx, &(app,))? {
            return Ok(app);
        }
    }
}

/// How many programs an account owns.
fn owned(read: &dyn Read, account: AccountId) -> Result<usize, Error> {
    let mut count = 0;
    for (_, app) in MEMBER_OF.keys(read, Scan::under(&(account,)))? {
        let program = PROGRAMS.get(read, &(app,))?;
        count += usize::from(program.is_some_and(|program| program.owner == account));
    }
    Ok(count)
}

fn set_icon(
    tx: &mut Tx<'_>,
    owner: AccountId,
    row: &mut ProgramRow,
    upload: UploadId,
) -> Result<(), Error> {
    let (blob, _) = sapa_blobs::take(tx, owner, upload, Purpose::Avatar)?;
    if let Some(before) = row.icon.replace(blob) {
        sapa_blobs::release(tx, before)?;
    }
    row.icon_version = row.icon_version.saturating_add(1);
    Ok(())
}
