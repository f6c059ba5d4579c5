//! Keeping an account out, and letting it in again.

use sapa_kernel::{Empty, Operator};
use sapa_store::{Event, Topic, Tx};

use crate::keys::{ACCOUNTS, cell_row, put_cell_row};
use crate::recovery_link::AccountInput;
use crate::session::end_sessions;
use crate::{ACCOUNT_CHANGED, Error};

/// Signs all devices of the account out and lets none in. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::LastOperator`].
pub fn suspend(tx: &mut Tx<'_>, _: &Operator, input: AccountInput) -> Result<Empty, Error> {
    set(tx, &input, true)
}

/// Lets the account sign in again. Repeating it changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn unsuspend(tx: &mut Tx<'_>, _: &Operator, input: AccountInput) -> Result<Empty, Error> {
    set(tx, &input, false)
}

fn set(tx: &mut Tx<'_>, input: &AccountInput, suspended: bool) -> Result<Empty, Error> {
    let now = tx.now();
    let mut account = ACCOUNTS
        .get(tx, &(input.account,))?
        .filter(|account| !account.is_deleted(now))
        .ok_or(Error::NotFound("account"))?;
    if account.suspended_at.is_some() == suspended {
        return Ok(Empty {});
    }
    if account.operator {
        // Operators who are kept out do not count: somebody has to be able to let them in again.
        let mut cell = cell_row(tx)?;
        if suspended && cell.operators <= 1 {
            return Err(Error::LastOperator);
        }
        cell.operators = if suspended {
            cell.operators - 1
        } else {
            cell.operators + 1
        };
        put_cell_row(tx, &cell)?;
    }
    account.suspended_at = suspended.then_some(now);
    ACCOUNTS.put(tx, &(input.account,), &account)?;
    if suspended {
        end_sessions(tx, input.account, None)?;
    }
    let topic = Topic::Account(input.account);
    tx.emit(Event::new(topic, ACCOUNT_CHANGED, &()));
    Ok(Empty {})
}
