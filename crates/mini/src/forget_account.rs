//! What becomes of an account's programs and traces when it is deleted.

use sapa_kernel::AccountId;
use sapa_store::{Scan, StoreError, Tx};

use crate::keys::{
    GRANTS, MEMBER_OF, MEMBERS, OPENIDS, PROGRAMS, REPORTS, REPORTS_OF, SESSIONS, SHELVES,
};
use crate::lists::Role;
use crate::members::remove;

/// Removes what is left of an account, at most `limit` rows of each kind; says whether there is more.
///
/// A program that it owns passes to another admin, the earliest; without one it is no longer released and has no members:
/// an operator sees it, and nobody else does. Its openids go: no program learns again who that was.
///
/// # Errors
/// Only if the store fails.
pub fn forget_account(
    tx: &mut Tx<'_>,
    account: AccountId,
    limit: usize,
) -> Result<bool, StoreError> {
    let mut more = false;
    let memberships = MEMBER_OF.keys(tx, Scan::under(&(account,)).limit(limit))?;
    more |= memberships.len() == limit;
    for (_, app) in memberships {
        if let Some(mut program) = PROGRAMS.get(tx, &(app,))?
            && program.owner == account
        {
            let members = MEMBERS.scan(tx, Scan::under(&(app,)))?;
            let heir = members
                .into_iter()
                .filter(|((_, member), row)| *member != account && row.role == Role::Admin)
                .min_by_key(|(_, row)| row.since)
                .map(|((_, member), _)| member);
            match heir {
                Some(heir) => program.owner = heir,
                None => program.released = None,
            }
            PROGRAMS.put(tx, &(app,), &program)?;
        }
        remove(tx, app, account)?;
    }
    let sessions = SESSIONS.scan(tx, Scan::under(&(account,)).limit(limit))?;
    more |= sessions.len() == limit;
    for (key, session) in sessions {
        if let Some(openid) = session.openid {
            OPENIDS.delete(tx, &(key.1, openid))?;
        }
        SESSIONS.delete(tx, &key)?;
    }
    let grants = GRANTS.keys(tx, Scan::under(&(account,)).limit(limit))?;
    more |= grants.len() == limit;
    for key in grants {
        GRANTS.delete(tx, &key)?;
    }
    let reports = REPORTS_OF.keys(tx, Scan::under(&(account,)).limit(limit))?;
    more |= reports.len() == limit;
    for (_, app) in reports {
        REPORTS.delete(tx, &(app, account))?;
        REPORTS_OF.delete(tx, &(account, app))?;
    }
    SHELVES.delete(tx, &(account,))?;
    Ok(more)
}
