//! Everybody in the cell, for an operator.

use sapa_kernel::{AccountId, Operator, Timestamp};
use sapa_store::{Read, Scan};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::card::Card;
use crate::keys::{ACCOUNTS, SESSIONS};
use crate::model::Account;
use crate::paging::{id_of, page_size};

/// Accounts that one page looks at: with a rare query a page may come back short, with a cursor to go on.
const MAX_EXAMINED: usize = 5_000;

/// Which people.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
pub struct PeopleList {
    /// Part of a handle or display name.
    pub query: Option<String>,
    /// As the page before gave it; the first page without.
    pub cursor: Option<String>,
    /// Rows at most: 1 to 100, 50 if not said.
    pub limit: Option<u32>,
}

/// A person, as an operator sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Person {
    /// As others see them.
    #[serde(flatten)]
    pub card: Card,
    /// Whether they run the cell.
    pub operator: bool,
    /// When they registered.
    pub created_at: Timestamp,
    /// When one of their devices was last used, to the hour; absent if none is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Whether they are kept out.
    pub suspended: bool,
    /// When the account will be deleted, if its owner asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_at: Option<Timestamp>,
}

/// A page of people, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct People {
    /// The people.
    pub items: Vec<Person>,
    /// For the next page; absent on the last. A page with a cursor may have few items, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// People whose handle or display name contains the query. Deleted accounts are left out.
///
/// # Errors
/// [`Error::CursorInvalid`].
pub fn people(read: &dyn Read, _: &Operator, input: PeopleList) -> Result<People, Error> {
    let size = page_size(input.limit);
    let query = input.query.unwrap_or_default().trim().to_lowercase();
    let mut scan = Scan::all().limit(MAX_EXAMINED + 1);
    if let Some(last) = id_of::<AccountId>(input.cursor.as_deref())? {
        scan = scan.after(&(last,));
    }
    let (mut found, mut examined, mut last, mut more) = (Vec::new(), 0, None, false);
    ACCOUNTS.visit(read, scan, |(id,), account| {
        if found.len() == size || examined == MAX_EXAMINED {
            more = true;
            return false;
        }
        examined += 1;
        last = Some(id);
        let matches = query.is_empty()
            || account.handle.contains(&query)
            || account.display_name.to_lowercase().contains(&query);
        if matches && !account.is_deleted(read.now()) {
            found.push((id, account));
        }
        true
    })?;
    let items = found
        .into_iter()
        .map(|(id, account)| person(read, id, &account))
        .collect::<Result<_, _>>()?;
    Ok(People {
        items,
        next_cursor: last.filter(|_| more).map(|id| id.to_string()),
    })
}

fn person(read: &dyn Read, id: AccountId, account: &Account) -> Result<Person, Error> {
    let sessions = SESSIONS.scan(read, Scan::under(&(id,)))?;
    Ok(Person {
        card: Card::of(read, id, account),
        operator: account.operator,
        created_at: account.created_at,
        last_used_at: sessions.iter().map(|(_, row)| row.last_used_at).max(),
        suspended: account.suspended_at.is_some(),
        deletion_at: account.deletion_at,
    })
}
