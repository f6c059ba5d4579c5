//! Invitations: links with which people bring others into the cell.

use std::time::Duration;

use sapa_kernel::{AccountId, Empty, InvitationId, SignedIn, Timestamp, Visitor};
use sapa_store::{Read, Scan, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::card::{Card, card};
use crate::keys::{ACCOUNTS, INVITATION_CODES, INVITATIONS, INVITATIONS_OF, cell_row, stored};
use crate::model::{InvitationOfCode, InvitationRow};
use crate::paging::{List, cursor_of, id_of, page_size};
use crate::secret::{Secret, Token, sha256};
use crate::settings::RegistrationMode;
use crate::text::clean_text;

/// People that one invitation brings in, at most.
const MAX_USES: u32 = 100;
/// Days that an invitation holds, at most.
const MAX_DAYS: u32 = 30;
/// Days that it holds if nothing is said.
const DEFAULT_DAYS: u32 = 7;
/// Characters of the note to oneself.
const MAX_NOTE: usize = 100;
/// Invitations of one account that can still be used.
const MAX_OPEN: usize = 100;
/// Invitations of one account that are kept for the list; the oldest that no longer holds goes first.
const MAX_KEPT: usize = 300;

/// Why an invitation does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationProblem {
    /// None was given, and one is needed.
    Missing,
    /// No invitation has this code.
    Unknown,
    /// Its time is over.
    Expired,
    /// It brought in as many as it may.
    UsedUp,
    /// It was revoked, or whoever made it is gone.
    Revoked,
}

impl InvitationProblem {
    /// As it stands in `details.problem`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Expired => "expired",
            Self::UsedUp => "used_up",
            Self::Revoked => "revoked",
        }
    }
}

/// What a new invitation shall be.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct CreateInvitation {
    /// How many people it brings in: 1 to 100, 1 if not said.
    pub max_uses: Option<u32>,
    /// How many days it holds: 1 to 30, 7 if not said.
    pub days: Option<u32>,
    /// A note to oneself, at most 100 characters.
    pub note: Option<String>,
}

/// A new invitation. The code and the link are shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct InvitationMade {
    /// Names it, to revoke it.
    pub invitation: InvitationId,
    /// What a person enters.
    pub code: String,
    /// What a person opens.
    pub url: String,
    /// When it stops holding.
    pub expires_at: Timestamp,
    /// How many people it brings in.
    pub max_uses: u32,
}

/// An invitation in the list of whoever made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Invitation {
    /// Names it.
    pub invitation: InvitationId,
    /// The note to oneself.
    pub note: String,
    /// How many it brought in.
    pub uses: u32,
    /// How many it may bring in.
    pub max_uses: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops holding.
    pub expires_at: Timestamp,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// A page of invitations, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Invitations {
    /// The invitations.
    pub items: Vec<Invitation>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which invitation.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct InvitationInput {
    /// The invitation.
    pub invitation: InvitationId,
}

/// The code of an invitation.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct InvitationCode {
    /// The code.
    pub code: Secret,
}

/// What somebody sees who opens an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct AboutInvitation {
    /// Who invites; absent if nobody does (any more).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inviter: Option<Card>,
    /// What the cell is called.
    pub cell_name: String,
    /// Whether one can register with it.
    pub valid: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<InvitationProblem>,
}

/// Makes an invitation with this code.
///
/// # Errors
/// [`Error::RegistrationClosed`], [`Error::OutOfRange`], [`Error::NameInvalid`] of the note,
/// [`Error::TooManyInvitations`].
pub fn create_invitation(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: CreateInvitation,
    code: &Token,
    public_url: &str,
) -> Result<InvitationMade, Error> {
    if cell_row(tx)?.registration == RegistrationMode::Closed {
        return Err(Error::RegistrationClosed);
    }
    let max_uses = within("max_uses", input.max_uses.unwrap_or(1), MAX_USES)?;
    let days = within("days", input.days.unwrap_or(DEFAULT_DAYS), MAX_DAYS)?;
    let note = clean_text(input.note.as_deref().unwrap_or_default(), MAX_NOTE)
        .map_err(Error::NameInvalid)?;
    make_room(tx, actor.account)?;
    let now = tx.now();
    let row = InvitationRow {
        inviter: actor.account,
        note,
        uses: 0,
        max_uses,
        created_at: now,
        expires_at: now.saturating_add(Duration::from_secs(u64::from(days) * 24 * 60 * 60)),
        revoked: false,
        code_hash: stored(code.hash()),
    };
    let invitation = tx.new_id::<InvitationId>();
    INVITATIONS.put(tx, &(invitation,), &row)?;
    INVITATIONS_OF.put(tx, &(actor.account, invitation), &())?;
    INVITATION_CODES.put(tx, &(code.hash(),), &InvitationOfCode { invitation })?;
    Ok(InvitationMade {
        invitation,
        code: code.text().to_owned(),
        url: format!("{public_url}/invite/{}", code.text()),
        expires_at: row.expires_at,
        max_uses,
    })
}

fn within(field: &'static str, value: u32, max: u32) -> Result<u32, Error> {
    if (1..=max).contains(&value) {
        return Ok(value);
    }
    let min = 1;
    Err(Error::OutOfRange { field, min, max })
}

fn make_room(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    let keys = INVITATIONS_OF.keys(tx, Scan::under(&(account,)))?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        if let Some(row) = INVITATIONS.get(tx, &(key.1,))? {
            rows.push((key, row));
        }
    }
    let holds = |row: &InvitationRow| problem_of(row, tx.now()).is_none();
    if rows.iter().filter(|(_, row)| holds(row)).count() >= MAX_OPEN {
        return Err(Error::TooManyInvitations { max: MAX_OPEN });
    }
    if rows.len() < MAX_KEPT {
        return Ok(());
    }
    if let Some((key, row)) = rows.iter().find(|(_, row)| !holds(row)) {
        INVITATION_CODES.delete(tx, &(*row.code_hash,))?;
        INVITATIONS.delete(tx, &(key.1,))?;
        INVITATIONS_OF.delete(tx, key)?;
    }
    Ok(())
}

fn problem_of(row: &InvitationRow, now: Timestamp) -> Option<InvitationProblem> {
    if row.revoked {
        Some(InvitationProblem::Revoked)
    } else if row.uses >= row.max_uses {
        Some(InvitationProblem::UsedUp)
    } else if row.expires_at <= now {
        Some(InvitationProblem::Expired)
    } else {
        None
    }
}

fn by_code(
    read: &dyn Read,
    code: &[u8; 32],
) -> Result<Option<(InvitationId, InvitationRow)>, StoreError> {
    let Some(of_code) = INVITATION_CODES.get(read, &(*code,))? else {
        return Ok(None);
    };
    let row = INVITATIONS.get(read, &(of_code.invitation,))?;
    Ok(row.map(|row| (of_code.invitation, row)))
}

/// The invitation of a code's hash, or why it does not hold.
pub(crate) fn holding(
    read: &dyn Read,
    code: &[u8; 32],
) -> Result<Result<(InvitationId, InvitationRow), InvitationProblem>, StoreError> {
    let Some((id, row)) = by_code(read, code)? else {
        return Ok(Err(InvitationProblem::Unknown));
    };
    if let Some(problem) = problem_of(&row, read.now()) {
        return Ok(Err(problem));
    }
    let stands = ACCOUNTS
        .get(read, &(row.inviter,))?
        .is_some_and(|inviter| !inviter.is_deleted(read.now()) && inviter.suspended_at.is_none());
    Ok(if stands {
        Ok((id, row))
    } else {
        Err(InvitationProblem::Revoked)
    })
}

/// Counts a use of the invitation and says who invited.
pub(crate) fn use_invitation(tx: &mut Tx<'_>, code: &[u8; 32]) -> Result<AccountId, Error> {
    let (id, mut row) = holding(tx, code)?.map_err(Error::InvitationInvalid)?;
    row.uses += 1;
    INVITATIONS.put(tx, &(id,), &row)?;
    Ok(row.inviter)
}

/// The caller's invitations, the newest first.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn invitations(read: &dyn Read, actor: &SignedIn, input: List) -> Result<Invitations, Error> {
    let size = page_size(input.limit);
    let mut scan = Scan::under(&(actor.account,)).reverse().limit(size + 1);
    if let Some(last) = id_of::<InvitationId>(input.cursor.as_deref())? {
        scan = scan.before(&(actor.account, last));
    }
    let mut items = Vec::new();
    for (_, invitation) in INVITATIONS_OF.keys(read, scan)? {
        if let Some(row) = INVITATIONS.get(read, &(invitation,))? {
            items.push(Invitation {
                invitation,
                note: row.note,
                uses: row.uses,
                max_uses: row.max_uses,
                created_at: row.created_at,
                expires_at: row.expires_at,
                revoked: row.revoked,
            });
        }
    }
    let next_cursor = cursor_of(&mut items, size, |item| item.invitation.to_string());
    Ok(Invitations { items, next_cursor })
}

/// Revokes one of the caller's invitations. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotFound`] if the caller has no such invitation.
pub fn revoke_invitation(
    tx: &mut Tx<'_>,
    actor: &SignedIn,
    input: InvitationInput,
) -> Result<Empty, Error> {
    let mut row = INVITATIONS
        .get(tx, &(input.invitation,))?
        .filter(|row| row.inviter == actor.account)
        .ok_or(Error::NotFound("invitation"))?;
    row.revoked = true;
    INVITATIONS.put(tx, &(input.invitation,), &row)?;
    Ok(Empty {})
}

/// What somebody sees who opens an invitation.
///
/// # Errors
/// Only if the store fails.
pub fn invitation(
    read: &dyn Read,
    _: &Visitor,
    input: InvitationCode,
) -> Result<AboutInvitation, Error> {
    let cell = cell_row(read)?;
    let code = sha256(input.code.reveal().trim());
    let (inviter, mut problem) = match holding(read, &code)? {
        Ok((_, row)) => (card(read, row.inviter)?, None),
        Err(problem) => {
            let inviter = match by_code(read, &code)? {
                Some((_, row)) => card(read, row.inviter)?,
                None => None,
            };
            (inviter, Some(problem))
        }
    };
    if cell.registration == RegistrationMode::Closed && problem.is_none() {
        problem = Some(InvitationProblem::Revoked);
    }
    Ok(AboutInvitation {
        inviter: inviter.filter(|card| !card.deleted),
        cell_name: cell.name,
        valid: problem.is_none(),
        problem,
    })
}
