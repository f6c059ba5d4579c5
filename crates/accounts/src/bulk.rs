//! Accounts by the hundred, for measuring load: made by the machine's owner, without passwords.

use sapa_kernel::{AccountId, Operator, Visitor};
use sapa_store::Tx;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::check_handle::taken;
use crate::handle::Handle;
use crate::keys::{cell_row, put_cell_row};
use crate::register::{NewAccount, create_account};
use crate::secret::Token;
use crate::session::start_session;

/// Accounts that one call makes, at most.
pub const MAX_BULK: u32 = 1_000;

/// How many accounts, and how they begin.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
pub struct CreateInBulk {
    /// 1 to 1,000.
    pub count: u32,
    /// How the handles begin; a number follows.
    pub prefix: String,
}

/// One of the new accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BulkAccount {
    /// The account.
    pub account: AccountId,
    /// Its handle.
    pub handle: String,
    /// The token of its only session.
    pub token: String,
}

/// The new accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BulkAccounts {
    /// In the order of their numbers.
    pub accounts: Vec<BulkAccount>,
}

impl CreateInBulk {
    /// Refuses a count or prefix that no accounts can have, before tokens are drawn.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], [`Error::HandleInvalid`].
    pub fn check(&self) -> Result<(), Error> {
        if !(1..=MAX_BULK).contains(&self.count) {
            return Err(Error::OutOfRange {
                field: "count",
                min: 1,
                max: MAX_BULK,
            });
        }
        Handle::for_new_account(&format!("{}{}", self.prefix, u64::from(u32::MAX))).map(|_| ())
    }
}

/// Refuses an operator who is a person.
///
/// # Errors
/// [`Error::TokenNeeded`].
pub fn token_only(operator: &Operator) -> Result<(), Error> {
    match operator.account {
        None => Ok(()),
        Some(_) => Err(Error::TokenNeeded),
    }
}

/// Makes one account for each token, each with one session and no password.
///
/// # Errors
/// [`Error::TokenNeeded`]; as [`CreateInBulk::check`].
pub fn create_in_bulk(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: &CreateInBulk,
    tokens: &[Token],
) -> Result<BulkAccounts, Error> {
    token_only(operator)?;
    input.check()?;
    let visitor = Visitor {
        address: String::new(),
        agent: "sapa-load".to_owned(),
    };
    let mut cell = cell_row(tx)?;
    let mut accounts = Vec::with_capacity(tokens.len());
    for token in tokens {
        let handle = loop {
            cell.bulk_count += 1;
            let handle = Handle::for_new_account(&format!("{}{}", input.prefix, cell.bulk_count))?;
            if taken(tx, &handle)?.is_none() {
                break handle;
            }
        };
        let new = NewAccount {
            handle: &handle,
            display_name: handle.as_str(),
            about: "",
            operator: false,
            fictional: false,
        };
        let account = create_account(tx, new)?;
        start_session(tx, account, &visitor, token.hash())?;
        accounts.push(BulkAccount {
            account,
            handle: handle.as_str().to_owned(),
            token: token.text().to_owned(),
        });
    }
    put_cell_row(tx, &cell)?;
    Ok(BulkAccounts { accounts })
}
