//! The programs that somebody used last, and those that they keep.

use std::time::Duration;

use sapa_kernel::{AccountId, Empty, SignedIn, Timestamp};
use sapa_store::{Read, StoreError, Tx};
use serde::Serialize;

use crate::keys::{PROGRAMS, SHELVES};
use crate::list::AppInput;
use crate::login::usable;
use crate::model::RecentRow;
use crate::program::{ProgramCard, tell};
use crate::{AppId, Error, MAX_FAVOURITES, MAX_RECENT};

/// A use of the program that was used last is written down anew after this long.
const USE_AGAIN: Duration = Duration::from_secs(10 * 60);

/// A program that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniRecent")]
pub struct Recent {
    /// The program.
    pub program: ProgramCard,
    /// When, to ten minutes.
    pub at: Timestamp,
}

/// The caller's programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MiniShelf")]
pub struct Shelf {
    /// Used last, the newest first: at most 50.
    pub recent: Vec<Recent>,
    /// Kept, those kept last first: at most 100.
    pub favourites: Vec<ProgramCard>,
}

/// The caller's recent and favourite programs. Those that the caller cannot open any more are left out.
///
/// # Errors
/// Only if the store fails.
pub fn shelf(read: &dyn Read, actor: &SignedIn, _: Empty) -> Result<Shelf, Error> {
    let row = SHELVES.get(read, &(actor.account,))?.unwrap_or_default();
    let mut recent = Vec::new();
    for used in row.recent {
        let program = card(read, actor.account, used.app)?;
        recent.extend(program.map(|program| Recent {
            program,
            at: used.at,
        }));
    }
    let mut favourites = Vec::new();
    for app in row.favourites {
        favourites.extend(card(read, actor.account, app)?);
    }
    Ok(Shelf { recent, favourites })
}

fn card(read: &dyn Read, account: AccountId, app: AppId) -> Result<Option<ProgramCard>, Error> {
    match usable(read, account, app) {
        Ok(program) => Ok(Some(ProgramCard::of(read, app, &program)?)),
        Err(Error::Store(error)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// Writes down that somebody opened a program.
pub(crate) fn note_use(tx: &mut Tx<'_>, account: AccountId, app: AppId) -> Result<(), StoreError> {
    let mut row = SHELVES.get(tx, &(account,))?.unwrap_or_default();
    let now = tx.now();
    let newest = row.recent.first();
    if newest.is_some_and(|used| used.app == app && now.since(used.at) < USE_AGAIN) {
        return Ok(());
    }
    row.recent.retain(|used| used.app != app);
    row.recent.insert(0, RecentRow { app, at: now });
    row.recent.truncate(MAX_RECENT);
    SHELVES.put(tx, &(account,), &row)?;
    tell(tx, account, app);
    Ok(())
}

/// Keeps a program. Repeating it changes nothing.
///
/// # Errors
/// In this order: [`Error::NotFound`], [`Error::Suspended`], [`Error::TooManyFavourites`].
pub fn favour(tx: &mut Tx<'_>, actor: &SignedIn, input: AppInput) -> Result<Shelf, Error> {
    usable(tx, actor.account, input.app_id)?;
    let mut row = SHELVES.get(tx, &(actor.account,))?.unwrap_or_default();
    if !row.favourites.contains(&input.app_id) {
        // What is gone takes no place.
        let mut kept = Vec::new();
        for app in row.favourites {
            if PROGRAMS.contains(tx, &(app,))? {
                kept.push(app);
            }
        }
        if kept.len() >= MAX_FAVOURITES {
            return Err(Error::TooManyFavourites);
        }
        kept.insert(0, input.app_id);
        row.favourites = kept;
        SHELVES.put(tx, &(actor.account,), &row)?;
        tell(tx, actor.account, input.app_id);
    }
    shelf(tx, actor, Empty {})
}

/// Keeps a program no more. Repeating it changes nothing.
///
/// # Errors
/// Only if the store fails.
pub fn unfavour(tx: &mut Tx<'_>, actor: &SignedIn, input: AppInput) -> Result<Shelf, Error> {
    let mut row = SHELVES.get(tx, &(actor.account,))?.unwrap_or_default();
    row.favourites.retain(|app| *app != input.app_id);
    SHELVES.put(tx, &(actor.account,), &row)?;
    tell(tx, actor.account, input.app_id);
    shelf(tx, actor, Empty {})
}

/// Takes a program off the list of those used last. Repeating it changes nothing.
///
/// # Errors
/// Only if the store fails.
pub fn forget_use(tx: &mut Tx<'_>, actor: &SignedIn, input: AppInput) -> Result<Shelf, Error> {
    let mut row = SHELVES.get(tx, &(actor.account,))?.unwrap_or_default();
    row.recent.retain(|used| used.app != input.app_id);
    SHELVES.put(tx, &(actor.account,), &row)?;
    tell(tx, actor.account, input.app_id);
    shelf(tx, actor, Empty {})
}
