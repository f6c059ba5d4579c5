//! Programs as they are loaded: through a membership, or as what everybody may know.

use sapa_accounts::{Card, clean_text};
use sapa_kernel::{AccountId, Operator, Timestamp};
use sapa_store::{Event, Read, Scan, StoreError, Topic, Tx};
use serde::Serialize;

use crate::keys::{MEMBERS, PROGRAMS, VERSIONS};
use crate::lists::{Category, Role, Scope};
use crate::model::{Domains, MemberRow, ProgramRow, Suspension};
use crate::versions::Version;
use crate::{AppId, CHANGED, Error, MAX_TEXT};

/// A program seen by one of its members.
pub(crate) struct Membership {
    pub(crate) app: AppId,
    pub(crate) program: ProgramRow,
    pub(crate) member: MemberRow,
}

impl Membership {
    /// Loads a program for a member.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody else, [`Error::Role`] for a member of a lower role.
    pub(crate) fn load(
        read: &dyn Read,
        account: AccountId,
        app: AppId,
        at_least: Role,
    ) -> Result<Self, Error> {
        let not_found = Error::NotFound("program");
        let Some(member) = MEMBERS.get(read, &(app, account))? else {
            return Err(not_found);
        };
        let program = PROGRAMS.get(read, &(app,))?.ok_or(not_found)?;
        if member.role < at_least {
            return Err(Error::Role);
        }
        Ok(Self {
            app,
            program,
            member,
        })
    }

    /// Refuses what a suspended program may not do.
    pub(crate) fn not_suspended(&self) -> Result<(), Error> {
        match &self.program.suspension {
            Some(suspension) => Err(Error::Suspended {
                reason: Some(suspension.reason.clone()),
            }),
            None => Ok(()),
        }
    }
}

/// A program, for whoever runs the cell.
pub(crate) fn for_operator(read: &dyn Read, _: &Operator, app: AppId) -> Result<ProgramRow, Error> {
    PROGRAMS
        .get(read, &(app,))?
        .ok_or(Error::NotFound("program"))
}

/// A program as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniCard")]
pub struct ProgramCard {
    /// Names it.
    pub app_id: AppId,
    /// What it is called.
    pub name: String,
    /// 0: there is no icon. Else the version in the icon's address, `/api/mini/icons/{app_id}/{icon_version}?size=96|512`.
    pub icon_version: u32,
    /// What it is about.
    pub category: Category,
    /// What it says about itself.
    pub description: String,
    /// Who answers for it.
    pub developer: Option<Card>,
    /// Whether everybody can open it.
    pub released: bool,
}

impl ProgramCard {
    pub(crate) fn of(read: &dyn Read, app: AppId, row: &ProgramRow) -> Result<Self, StoreError> {
        Ok(Self {
            app_id: app,
            name: row.name.clone(),
            icon_version: row.icon_version,
            category: row.category,
            description: row.description.clone(),
            developer: sapa_accounts::card(read, row.owner)?,
            released: is_open(row),
        })
    }
}

/// Whether everybody can open it.
pub(crate) fn is_open(row: &ProgramRow) -> bool {
    row.released.is_some() && row.suspension.is_none()
}

/// Somebody who works on a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniMember")]
pub struct Member {
    /// Who.
    pub card: Card,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
    /// The number of their development version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub development: Option<u32>,
}

/// A program, as its members and operators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniProgram")]
pub struct Program {
    /// As everybody sees it.
    #[serde(flatten)]
    pub card: ProgramCard,
    /// What the caller may do; absent for an operator who is no member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// With which hosts it may talk.
    pub domains: Domains,
    /// What it may ask people for.
    pub permissions: Vec<Scope>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When the AppSecret was made; absent while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_made_at: Option<Timestamp>,
    /// The number of the trial version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<u32>,
    /// The number of the version that everybody opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released_version: Option<u32>,
    /// Numbers of versions that can be gone back to, and of the one that is released, the newest first.
    pub releases: Vec<u32>,
    /// The number of the version in review, or approved and not released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_review: Option<u32>,
    /// An operator has suspended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspension: Option<Suspension>,
    /// Who works on it.
    pub members: Vec<Member>,
    /// All versions that there are, the newest first.
    pub versions: Vec<Version>,
}

impl Program {
    pub(crate) fn of(
        read: &dyn Read,
        app: AppId,
        row: ProgramRow,
        role: Option<Role>,
    ) -> Result<Self, StoreError> {
        let mut members = Vec::new();
        for ((_, account), member) in MEMBERS.scan(read, Scan::under(&(app,)))? {
            members.extend(sapa_accounts::card(read, account)?.map(|card| Member {
                card,
                role: member.role,
                since: member.since,
                development: member.development,
            }));
        }
        let versions = VERSIONS.scan(read, Scan::under(&(app,)).reverse())?;
        Ok(Self {
            card: ProgramCard::of(read, app, &row)?,
            role,
            domains: row.domains,
            permissions: row.wanted,
            created_at: row.created_at,
            secret_made_at: row.secret_made_at,
            trial: row.trial,
            released_version: row.released,
            releases: row.releases,
            in_review: row.in_review,
            suspension: row.suspension,
            members,
            versions: versions
                .into_iter()
                .map(|((_, number), row)| Version::of(number, row))
                .collect(),
        })
    }
}

/// Tells the devices of all members that something about the program has changed.
pub(crate) fn tell_members(tx: &mut Tx<'_>, app: AppId) -> Result<(), StoreError> {
    for (_, account) in MEMBERS.keys(tx, Scan::under(&(app,)))? {
        tell(tx, account, app);
    }
    Ok(())
}

pub(crate) fn tell(tx: &mut Tx<'_>, account: AccountId, app: AppId) {
    tx.emit(Event::new(Topic::Account(account), CHANGED, &app));
}

/// A text that is shown to others; it may be empty.
pub(crate) fn text(given: &str) -> Result<String, Error> {
    clean_text(given, MAX_TEXT).map_err(Error::TextInvalid)
}

/// A reason that has to be given.
pub(crate) fn reason(given: &str) -> Result<String, Error> {
    let cleaned = text(given)?;
    if cleaned.is_empty() {
        return Err(Error::ReasonMissing);
    }
    Ok(cleaned)
}
