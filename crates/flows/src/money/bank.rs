//! What the bank says, with the receipts.

use sapa_bank::Statement;
use sapa_kernel::Fault;
use sapa_store::Tx;
use sapa_wallet::Booked;

use super::say;
use crate::fault;

/// Books a statement, or the next part of a long one, and tells those whose money came or went. The answer has no receipts any more: they are said.
///
/// # Errors
/// Those of [`sapa_wallet::book_statement`].
pub fn book_statement(tx: &mut Tx<'_>, statement: &Statement) -> Result<Booked, Fault> {
    let mut booked = sapa_wallet::book_statement(tx, statement).map_err(fault)?;
    say(tx, std::mem::take(&mut booked.receipts))?;
    Ok(booked)
}
